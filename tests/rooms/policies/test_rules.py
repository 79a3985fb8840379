"""Region walk, day walk, caps and contradictions, without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dandang.law.policies import labels, rules, schema, schema_rules
from dandang.law.policies.records import IN_FORCE, NO_EDITION, NOT_GIVEN, Key, Value
from dandang.law.policies.schema import Catalogue, Pack
from tests.factories import packs as made

KEY = Key(made.KEY, "年度优秀比例", "pct", "appraisal", 0)
DAY = date(2026, 11, 21)


def said(region: str, value: int | None, starts_on: str = "2020-01-01", ends_on: str = "", **more: Any) -> Value:
    return Value(
        key=KEY.key, label=KEY.label, value=value, unit="pct", sense="exactly", text=rules.value_text(value, "pct"),
        state=NOT_GIVEN if value is None else IN_FORCE, region=region, document=f"rule-{region}",
        edition=f"rule-{region}@{starts_on}", citation=f"规定 {region}", starts_on=date.fromisoformat(starts_on),
        ends_on=date.fromisoformat(ends_on) if ends_on else None, **more,
    )  # fmt: skip


CENTRE, PROVINCE, CITY, COUNTY = (
    said(made.CENTRE, 20),
    said(made.PROVINCE, 21),
    said(made.CITY, 22),
    said(made.COUNTY, 23),
)


@pytest.mark.parametrize(
    ("region", "chain"),
    [
        ("341299", ("341299", "341200", "340000", "000000")),
        ("341200", ("341200", "340000", "000000")),
        ("340000", ("340000", "000000")),
        ("000000", ("000000",)),
    ],
)
def test_region_chain(region: str, chain: tuple[str, ...]) -> None:
    assert rules.region_chain(region) == chain


@pytest.mark.parametrize(
    ("stated", "region", "expected"),
    [
        ([CENTRE, PROVINCE, CITY, COUNTY], "341299", 23),
        ([CENTRE, PROVINCE, CITY, COUNTY], "341298", 22),
        ([CENTRE, PROVINCE, CITY], "341299", 22),
        ([CENTRE, PROVINCE], "341299", 21),
        ([CENTRE, PROVINCE], "530000", 20),
        ([CENTRE], "341299", 20),
        ([COUNTY, CENTRE], "340000", 20),
    ],
)
def test_the_nearest_level_speaks(stated: list[Value], region: str, expected: int) -> None:
    assert rules.answer(KEY, stated, region=region, on=DAY).value == expected


def test_a_level_without_a_figure_does_not_hide_the_figure_above() -> None:
    found = rules.answer(KEY, [CENTRE, said(made.PROVINCE, None)], region="341299", on=DAY)

    assert (found.value, found.region) == (20, made.CENTRE)


def test_zero_hides_the_figure_above_because_zero_is_a_figure() -> None:
    found = rules.answer(KEY, [CENTRE, said(made.PROVINCE, 0)], region="341299", on=DAY)

    assert (found.value, found.is_in_force, found.text) == (0, True, "0%")


def test_without_any_figure_the_nearest_clause_is_named() -> None:
    found = rules.answer(KEY, [said(made.CENTRE, None), said(made.PROVINCE, None)], region="341299", on=DAY)

    assert (found.value, found.state, found.region, found.text) == (None, NOT_GIVEN, made.PROVINCE, "未规定")


def test_without_any_text_nothing_is_cited() -> None:
    found = rules.answer(KEY, [said(made.PROVINCE, 21)], region="530000", on=DAY)

    assert (found.value, found.state, found.citation, found.text) == (None, NO_EDITION, "", "未规定")


OLD, NEW = said(made.CENTRE, 15, "2007-01-01", "2020-01-01"), said(made.CENTRE, 20, "2020-01-01")


@pytest.mark.parametrize(
    ("on", "expected"),
    [("2006-12-31", None), ("2007-01-01", 15), ("2019-12-31", 15), ("2020-01-01", 20), ("2026-11-21", 20)],
)
def test_the_edition_of_the_day_speaks(on: str, expected: int | None) -> None:
    assert rules.answer(KEY, [NEW, OLD], region="341299", on=date.fromisoformat(on)).value == expected


def test_a_later_cap_above_binds_the_lower_figure_when_it_is_read() -> None:
    capped = replace(said(made.CENTRE, 20, "2024-01-01"), cap=25)
    found = rules.answer(KEY, [capped, said(made.PROVINCE, 30)], region="341299", on=DAY)

    assert (found.value, found.region) == (25, made.CENTRE)
    assert "30%" in found.note


def test_a_floor_above_binds_the_lower_figure_when_it_is_read() -> None:
    floored = replace(said(made.CENTRE, 5, "2024-01-01"), floor=5)

    assert rules.answer(KEY, [floored, said(made.PROVINCE, 3)], region="341299", on=DAY).value == 5


@pytest.mark.parametrize(
    ("value", "unit", "sense", "text"),
    [
        (20, "pct", "at_most", "不超过 20%"),
        (5, "working_days", "at_least", "不少于 5 个工作日"),
        (0, "pct", "exactly", "0%"),
        (None, "pct", "at_most", "未规定"),
        (["优秀", "称职"], "names", "exactly", "优秀、称职"),
        (True, "yes_no", "exactly", "是"),
        (False, "yes_no", "exactly", "否"),
        ("1/7", "fraction", "at_most", "不超过 7 分之 1"),
        ({"assessed": True, "graded": False}, "outcome", "exactly", "参加考核，不确定等次"),
        ({"may_be_excellent": False}, "outcome", "exactly", "不得确定为优秀"),
        ([["优秀", 95], ["称职", 80]], "scale", "exactly", "优秀 95、称职 80"),
        ("2025-01-01", "day", "exactly", "2025-01-01"),
    ],
)
def test_values_in_words(value: Any, unit: str, sense: str, text: str) -> None:
    assert rules.value_text(value, unit, sense) == text


# What packs may not do -------------------------------------------------------------------------------------------


def faults(*packs: dict[str, Any], keys: dict[str, Any] | None = None) -> list[str]:
    read = [Pack.model_validate(one, strict=False) for one in packs]
    found = rules.pack_faults(read, Catalogue.model_validate(keys or made.catalogue()))
    return [str(fault) for fault in found]


def test_editions_that_follow_each_other_fit() -> None:
    old = made.pack(made.CENTRE, "2007-01-01", made.value(given=15))
    new = made.pack(made.CENTRE, "2020-01-01", made.value(given=20), supersedes="2007-01-01")

    assert faults(new, old) == []


def test_an_edition_that_ends_by_itself_may_be_followed() -> None:
    old = made.pack(made.CENTRE, "2007-01-01", in_force_until="2020-01-01")

    assert faults(old, made.pack(made.CENTRE, "2020-01-01")) == []


@pytest.mark.parametrize("until", ["2020-01-02", None])
def test_overlapping_editions_are_found(until: str | None) -> None:
    old = made.pack(made.CENTRE, "2007-01-01", in_force_until=until)

    assert any("重叠" in fault for fault in faults(old, made.pack(made.CENTRE, "2020-01-01")))


def test_an_edition_cannot_supersede_one_that_is_not_there() -> None:
    assert any("2007-01-01" in fault for fault in faults(made.pack(supersedes="2007-01-01")))


def test_two_documents_may_not_speak_of_one_thing_on_one_day() -> None:
    one, other = made.pack(name="rule-one"), made.pack(starts_on="2021-01-01", name="rule-two")

    assert any("rule-one@2020-01-01 也规定了这件事" in fault for fault in faults(one, other))


def test_a_value_that_ends_makes_room_for_another_document() -> None:
    one = made.pack(made.CENTRE, "2020-01-01", made.value(until="2021-01-01"), name="rule-one")

    assert faults(one, made.pack(starts_on="2021-01-01", name="rule-two")) == []


@pytest.mark.parametrize(("share", "is_refused"), [(25, False), (26, True)])
def test_a_lower_edition_may_not_exceed_the_cap(share: int, is_refused: bool) -> None:
    centre = made.pack(made.CENTRE, "2020-01-01", made.value(cap=25))
    province = made.pack(made.PROVINCE, "2021-01-01", made.value(given=share))

    assert bool(faults(centre, province)) is is_refused


@pytest.mark.parametrize(("days", "is_refused"), [(5, False), (4, True)])
def test_a_lower_edition_may_not_fall_below_the_floor(days: int, is_refused: bool) -> None:
    centre = made.pack(made.CENTRE, "2020-01-01", made.value(given=5, floor=5))
    county = made.pack(made.COUNTY, "2021-01-01", made.value(given=days))

    assert bool(faults(centre, county)) is is_refused


def test_a_cap_does_not_bind_upwards_nor_other_provinces() -> None:
    province = made.pack(made.PROVINCE, "2020-01-01", made.value(cap=20))

    assert faults(province, made.pack(made.CENTRE, "2021-01-01", made.value(given=30))) == []


def test_a_key_must_be_in_the_catalogue_and_keep_its_unit() -> None:
    unknown = faults(made.pack(made.CENTRE, "2020-01-01", made.value("appraisal.share_pcts")))
    other_unit = faults(made.pack(), keys=made.catalogue(unit="days"))

    assert any("appraisal.share_pct" in fault and "keys.yaml" in fault for fault in unknown)
    assert any("单位写成 pct，目录里是 days" in fault for fault in other_unit)


def test_all_editions_of_a_document_keep_its_region() -> None:
    old = made.pack(made.CENTRE, "2007-01-01", name="rule-one")
    new = made.pack(made.PROVINCE, "2020-01-01", name="rule-one", supersedes="2007-01-01")

    assert any("region 不一样" in fault for fault in faults(old, new))


def test_every_word_of_the_pure_tables_is_there_for_the_translators() -> None:
    tables = [
        schema.SUBJECTS, schema.LEVELS, schema.RELIABILITY, schema.NUMBER_UNITS, schema_rules.TABLE_SUBJECTS,
        schema_rules.ELEMENTS, schema_rules.ASSESSMENTS, schema_rules.OUTCOMES, schema_rules.GATES,
        schema_rules.OPENERS, schema_rules.ROLES, schema_rules.STAGES, schema_rules.PAPERS,
        schema_rules.DEADLINE_UNITS, schema_rules.COUNTED_FROM,
    ]  # fmt: skip
    words = {word for table in tables for word in table.values()} | set(schema.SENSES.values()) - {"{}"}
    words |= {word for both in schema.OUTCOME_FIELDS.values() for word in both} | {rules.NOT_GIVEN_WORDS}

    assert words <= labels.WORDS
