"""Asking the loaded packs: known, null, missing, unknown; the command line's shape; the copy kept in the process."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dandang.law.policies import actions, errors, queries, shelf
from dandang.law.policies.records import IN_FORCE, NO_EDITION, NOT_GIVEN
from dandang.registry.access import queries as access
from tests.factories import packs as made
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("key", "region", "on", "expected"),
    [
        ("appointment.bar_months.transfer", "341299", "2026-11-21", 12),
        ("appointment.bar_months.transfer", "340000", "2018-04-30", None),
        ("appointment.bar_months.transfer", "340000", "2018-05-01", 12),
        ("appointment.bar_months.transfer", "530000", "2026-11-21", None),
        ("appraisal.excellent_share_pct", "341299", "2006-12-31", 10),
        ("appraisal.excellent_share_pct", "341299", "2007-01-01", 15),
        ("appraisal.excellent_share_pct", "341299", "2019-12-31", 15),
        ("appraisal.excellent_share_pct", "341299", "2020-01-01", 20),
        ("appraisal.excellent_share_pct", "341299", "1993-12-31", None),
        ("discipline.period_months.removal", "341299", "2020-06-30", 24),
        ("tolerance.acceptance_working_days", "341299", "2026-11-21", None),
    ],
)
def test_region_and_day(key: str, region: str, on: str, expected: int | None) -> None:
    assert queries.value(key, region=region, on=date.fromisoformat(on)).value == expected


@pytest.mark.usefixtures("loaded")
def test_a_value_carries_its_citation() -> None:
    found = queries.value("appointment.bar_months.demotion", region="341299", on=DAY)

    assert (found.value, found.unit, found.state, found.text) == (24, "months", IN_FORCE, "24 个月")
    assert (found.document, found.edition, found.clause) == ("anhui-2018", "anhui-2018@2018-05-01", "6")
    assert (found.citation, found.reliability, found.region) == ("安徽 第6点", "A", "340000")
    assert found.checked_on == date(2026, 11, 21)
    assert found.clause_url == "/law/anhui-2018/2018-05-01/6/"


@pytest.mark.usefixtures("loaded")
def test_not_given_no_edition_and_unknown_are_three_things() -> None:
    not_given = queries.value("tolerance.acceptance_working_days", region="340000", on=DAY)
    no_edition = queries.value("training.online_hours", region="340000", on=date(2001, 1, 1))

    assert (not_given.value, not_given.state, not_given.citation) == (None, NOT_GIVEN, "安徽 第11点")
    assert (no_edition.value, no_edition.state, no_edition.citation) == (None, NO_EDITION, "")
    with pytest.raises(errors.UnknownKey, match="appointment.bar_months.transfer"):
        queries.value("appointment.bar_month.transfer", region="340000", on=DAY)


@pytest.mark.parametrize("region", ["", "34", "34000x", "３４００００", "安徽"])
def test_a_region_that_is_no_code_is_refused(region: str) -> None:
    with pytest.raises(errors.UnknownRegion, match="六位"):
        queries.value("appraisal.excellent_share_pct", region=region, on=DAY)


def test_without_packs_every_key_is_unknown() -> None:
    with pytest.raises(errors.UnknownKey):
        queries.value("appraisal.excellent_share_pct", region="340000", on=DAY)


@pytest.mark.usefixtures("loaded")
def test_show_has_the_shape_of_the_command_line() -> None:
    assert queries.show("appointment.bar_months.transfer", region="340000", on=DAY) == {
        "key": "appointment.bar_months.transfer",
        "value": 12,
        "unit": "months",
        "edition": "anhui-2018@2018-05-01",
        "document": "关于进一步激励广大干部新时代新担当新作为的实施意见（安徽）",
        "clause": "第6点",
        "region": "340000",
        "reliability": "A",
        "checked_on": "2026-11-21",
    }
    missing = queries.show("appointment.bar_months.transfer", region="340000", on=date(2000, 1, 1))
    assert {name for name, said in missing.items() if said is not None} == {"key", "unit"}


@pytest.mark.usefixtures("loaded")
def test_list_names_regions_and_editions_of_every_key() -> None:
    rows = {row["key"]: row for row in queries.list_keys()}

    assert rows["appraisal.excellent_share_pct"]["regions"] == ["000000", "530000"]
    assert "civil-servant-appraisal@2007-01-01" in rows["appraisal.excellent_share_pct"]["editions"]


@pytest.mark.usefixtures("loaded")
def test_overrides_are_what_regions_say() -> None:
    found = queries.overrides("tolerance.lead_organs", on=DAY)

    assert [one.region for one in found] == ["340000", "530000"]
    assert queries.overrides("tolerance.lead_organs", on=date(2018, 4, 30)) == ()


def test_a_load_is_seen_by_the_next_question(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack(made.CENTRE, "2020-01-01", made.value(given=20)))
    actions.load_packs(actor=access.system_actor(), folder=folder, at=NOW)
    before = queries.value(made.KEY, region=made.COUNTY, on=DAY).value
    made.write(folder, made.pack(made.PROVINCE, "2021-01-01", made.value(given=18)))
    actions.load_packs(actor=access.system_actor(), folder=folder, at=NOW)

    assert (before, queries.value(made.KEY, region=made.COUNTY, on=DAY).value) == (20, 18)


@pytest.mark.usefixtures("loaded")
def test_fifty_values_in_one_request_cost_one_query(django_assert_num_queries: Callable[..., Any]) -> None:
    queries.value("appraisal.excellent_share_pct", region="341299", on=DAY)
    shelf.request_begins()
    try:
        with django_assert_num_queries(1):
            for _ in range(50):
                queries.value("appraisal.excellent_share_pct", region="341299", on=DAY)
    finally:
        shelf.request_ends()


@pytest.mark.usefixtures("loaded")
def test_the_clause_of_a_day_is_found_without_knowing_the_edition() -> None:
    old = queries.clause("civil-servant-appraisal", "share", on=date(2010, 1, 1))
    new = queries.clause("civil-servant-appraisal", "share", on=DAY)

    assert (old.edition.starts_on.year, new.edition.starts_on.year) == (2007, 2020)
    assert queries.clause_url("anhui-2018", "6", on=DAY) == "/law/anhui-2018/clauses/6/?on=2026-11-21"
