"""The packs of the project: each can be read, they fit together, and every example a lawyer wrote comes true."""

from __future__ import annotations

from pathlib import Path

import pytest

from dandang.law.policies import packfiles, rule_faults, rule_tables, rules
from dandang.law.policies.schema import Example, Pack, RuleExample
from dandang.law.policies.schema_rules import ASSESSMENTS
from dandang.ledger.effects import kinds as effects

PACKS = Path(__file__).resolve().parents[2] / "packs"
READ = packfiles.read_folder(PACKS)
KEYS = {entry.key: rules.key_record(entry, place) for place, entry in enumerate(READ.catalogue.keys)}
STATED = rules.stated_values(READ.packs, READ.catalogue)
FACTS = rule_tables.definitions(READ.facts)
TABLES = rule_tables.tables_of(READ.packs, rules.edition_ends(READ.packs))

# SPEC §12: the keys whose names stay, and what regulations.md gives for Anhui on 21 November 2026.
STABLE = {
    "appraisal.excellent_share_pct": 20,
    "appraisal.excellent_share_pct_approved": 25,
    "appraisal.leader.excellent_share_pct": 25,
    "appraisal.publicity_working_days": 5,
    "appointment.bar_months.transfer": 12,
    "appointment.bar_months.non_leading": 12,
    "appointment.bar_months.removal": 12,
    "appointment.bar_months.demotion": 24,
    "discipline.period_months.warning": 6,
    "discipline.period_months.demerit": 12,
    "discipline.period_months.major_demerit": 18,
    "discipline.period_months.demotion": 24,
    "discipline.period_months.removal": 24,
    "leave.annual_days.from_1_year": 5,
    "leave.annual_days.from_10_years": 10,
    "leave.annual_days.from_20_years": 15,
    "leave.unused_pay_pct": 300,
    "training.hours.division_and_above_five_years": 550,
    "training.hours.section_and_below_year": 90,
    "review.request_days": 30,
    "review.appeal_after_review_days": 15,
    "protection.acceptance_reply_working_days": 15,
    "tolerance.acceptance_working_days": None,
}


def test_packs_can_be_read() -> None:
    assert [str(fault) for fault in READ.faults] == []
    assert READ.packs


def test_packs_fit_together() -> None:
    assert [str(fault) for fault in rules.pack_faults(READ.packs, READ.catalogue)] == []


def test_every_value_has_an_example_and_every_example_holds() -> None:
    assert [str(fault) for fault in rules.example_faults(READ.packs, READ.catalogue, READ.examples)] == []


@pytest.mark.parametrize(("where", "example"), READ.examples, ids=[f"{w}:{e.key}@{e.on}" for w, e in READ.examples])
def test_example(where: str, example: Example) -> None:
    found = rules.answer(KEYS[example.key], STATED[example.key], region=example.region, on=example.on)

    assert found.value == example.expect, f"{where}: {example.why}"


@pytest.mark.parametrize("pack", READ.packs, ids=lambda pack: pack.name)
def test_every_value_has_clause_reliability_and_day_of_checking(pack: Pack) -> None:
    sources = {clause.id: clause.source for clause in pack.clauses}
    for given in pack.values:
        assert sources[given.clause], given.key
        assert given.reliability in "ABC"
        assert given.checked_on is not None


@pytest.mark.parametrize("pack", READ.packs, ids=lambda pack: pack.name)
def test_a_value_is_not_surer_than_its_clause(pack: Pack) -> None:
    reliability = {clause.id: clause.reliability for clause in pack.clauses}
    for given in pack.values:
        assert given.reliability >= reliability[given.clause], given.key


@pytest.mark.parametrize(("key", "expected"), STABLE.items(), ids=STABLE)
def test_stable_keys_answer_in_anhui(key: str, expected: int | None) -> None:
    example = Example.model_validate(
        {"why": "-", "key": key, "region": "340000", "on": "2026-11-21", "expect": expected}
    )

    found = rules.answer(KEYS[key], STATED[key], region=example.region, on=example.on)

    assert found.value == expected
    assert found.citation, "even a value that is not given names the clause that does not give it"


def test_tables_and_procedures_hold_together() -> None:
    assert [str(fault) for fault in rule_faults.table_faults(READ.packs, READ.facts)] == []


def test_every_table_shows_a_tolerable_case_one_that_is_not_and_one_that_cannot_be_said() -> None:
    assert [str(fault) for fault in rule_faults.example_faults(READ.packs, READ.facts, READ.rule_examples)] == []


@pytest.mark.parametrize(("where", "example"), READ.rule_examples, ids=[f"{w}:{e.why}" for w, e in READ.rule_examples])
def test_rule_example(where: str, example: RuleExample) -> None:
    found = rule_faults.asked(TABLES, example, FACTS)

    assert found is not None, where
    assert (found.advice, set(found.missing)) == (example.expect_advice, set(example.expect_missing)), example.why
    assert found.edition == example.expect_edition


def test_no_fact_is_asked_for_nothing() -> None:
    assert rule_faults.unread_faults(READ.packs, READ.facts) == []


def test_kinds_of_assessment_are_those_the_effects_use() -> None:
    assert list(ASSESSMENTS) == list(effects.ASSESSMENTS)


def test_the_shield_of_a_table_says_what_the_value_of_the_same_text_says() -> None:
    """A list of assessments stands twice, as a value for the library and as an effect: both from one clause."""
    for table in TABLES:
        said = [one for one in STATED["tolerance.assessments_not_negative"] if one.edition == table.edition]
        for outcome in table.outcomes:
            for effect in outcome.effects:
                for value in said:
                    labels = [ASSESSMENTS[code] for code in effect.assessments]
                    assert (value.value is None) == effect.is_own_reading, table.edition
                    assert value.value in (None, labels), table.edition


def test_no_deadline_of_a_procedure_is_invented() -> None:
    """regulations.md 2.4: nowhere was a number of working days for any stage of tolerance found."""
    stages = [stage for pack in READ.packs for procedure in pack.procedures for stage in procedure.stages]
    deadlines = [stage.deadline for stage in stages if stage.deadline is not None]

    assert deadlines
    assert {deadline.amount for deadline in deadlines} == {None}


def test_every_key_of_the_catalogue_is_spoken_of() -> None:
    assert set(KEYS) == set(STATED)


def test_summaries_copy_no_sentence_of_the_source_texts(shared: Path) -> None:
    """Our own words: no run of 24 characters of a summary stands in the five texts (SPEC LW-01)."""
    texts = "".join(path.read_text(encoding="utf-8") for path in sorted((shared / "policies").glob("*.txt")))
    copied = [
        (pack.name, clause.id)
        for pack in READ.packs
        for clause in pack.clauses
        for start in range(max(1, len(clause.summary) - 23))
        if len(clause.summary) >= 24 and clause.summary[start : start + 24] in texts
    ]
    assert copied == []


def test_the_bar_periods_of_anhui_stand_in_its_text(shared: Path) -> None:
    text = (shared / "policies" / "anhui-2018.txt").read_text(encoding="utf-8")

    assert "一年内不得提拔" in text
    assert "两年内不得提拔" in text
