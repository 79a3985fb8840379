"""The packs of the project: each can be read, they fit together, and every example a lawyer wrote comes true."""

from __future__ import annotations

from pathlib import Path

import pytest

from dandang.law.policies import packfiles, rules
from dandang.law.policies.schema import Example, Pack

PACKS = Path(__file__).resolve().parents[2] / "packs"
READ = packfiles.read_folder(PACKS)
KEYS = {entry.key: rules.key_record(entry, place) for place, entry in enumerate(READ.catalogue.keys)}
STATED = rules.stated_values(READ.packs, READ.catalogue)

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
