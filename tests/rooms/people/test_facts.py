"""What other rooms ask about people: posts of a day, absences of a period, kin, who is managed and who serves."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.foundation.ground.periods import Period
from dandang.registry.people import queries
from dandang.registry.people.models import Absence, FamilyMember, Person, Post, RankPeriod
from tests.factories import registry

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.mark.parametrize(
    ("day", "title", "level", "source"),
    [
        (date(2016, 2, 29), "副镇长（表上）", "", "FILE"),
        (date(2016, 3, 1), "党政办主任", "乡科级副职", "POST"),
        (date(2021, 11, 30), "党政办主任", "乡科级副职", "POST"),
        (date(2021, 12, 1), "副镇长", "乡科级正职", "POST"),
    ],
)
def test_a_past_day_shows_the_post_held_then(
    county: registry.County, day: date, title: str, level: str, source: str
) -> None:
    who = registry.person(county.township, post_text="副镇长（表上）")
    Post.objects.create(person=who, organisation_name="河湾镇", title="党政办主任", starts="201603", ends="202112")
    Post.objects.create(person=who, organisation_name="河湾镇", title="副镇长", starts="20211203")
    RankPeriod.objects.create(person=who, kind="LEVEL", name="乡科级副职", starts="201603", ends="202112")
    RankPeriod.objects.create(person=who, kind="LEVEL", name="乡科级正职", starts="202112")

    held = queries.post_on(who.pk, day)

    assert held is not None
    assert (held.title, held.level, held.source) == (title, level, source)


def test_posts_of_many_cost_as_much_as_posts_of_one(county: registry.County) -> None:
    ids = [registry.person(county.township).pk for _number in range(20)]
    with CaptureQueriesContext(connection) as one:
        queries.posts_on(ids[:1], registry.TODAY)

    with CaptureQueriesContext(connection) as many:
        found = queries.posts_on(ids, registry.TODAY)

    assert len(many) == len(one)
    assert set(found) == set(ids)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "touches"),
    [
        (date(2025, 6, 1), date(2026, 1, 1), False),  # half-open: back at work on the first day
        (date(2025, 6, 1), date(2026, 1, 2), True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
    ],
)
def test_only_absences_that_touch_the_period_are_found(
    county: registry.County, starts_on: date, ends_on: date | None, touches: bool
) -> None:
    who = registry.person(county.township)
    Absence.objects.create(person=who, kind="SICK", starts_on=starts_on, ends_on=ends_on)

    found = queries.absences_within([who.pk], Period(date(2026, 1, 1), date(2027, 1, 1)))

    assert [one.label for one in found] == (["病假"] if touches else [])


def test_kin_are_found_from_both_files(county: registry.County) -> None:
    wife, husband = registry.person(county.township, "方知夏"), registry.person(county.finance, "顾明川")
    FamilyMember.objects.create(person=husband, relation="妻子", name="方知夏", relative=wife)
    FamilyMember.objects.create(person=husband, relation="女儿", name="顾小满")

    assert [(one.person_id, one.relative_id, one.relation) for one in queries.kin_of(wife.pk)] == [
        (husband.pk, wife.pk, "妻子")
    ]
    assert queries.kin_of(husband.pk) == queries.kin_of(wife.pk)


def _names(people: Any) -> list[str]:
    return [one.name for one in people]


def test_the_county_manages_leaders_itself_and_the_rest_through_units(county: registry.County) -> None:
    registry.person(county.township, "县管干部", managed_by=county.county)
    registry.person(county.township, "镇管干部")
    registry.person(county.township, "退休干部", state="RETIRED")

    assert _names(queries.managed_by(county.county.path)) == ["县管干部"]
    assert _names(queries.managed_by(county.county.path, by_units=True)) == ["镇管干部"]


def test_those_not_yet_at_work_do_not_serve(county: registry.County) -> None:
    registry.person(county.township, "老同志", work_month="199907")
    registry.person(county.township, "新录用", work_month="202608")

    assert _names(queries.serving_on(county.county.path, date(2026, 7, 31))) == ["老同志"]
    assert len(queries.serving_on(county.county.path, date(2026, 8, 1))) == 2


def test_matching_finds_by_number_and_lists_namesakes(county: registry.County) -> None:
    known = registry.person(county.township, "顾明川", identity_number="341204198607153217")
    registry.person(county.finance, "顾明川")

    by_number, by_name = queries.find_matches(identity_numbers=["341204198607153217", "x"], names=["顾明川", "沈禾"])

    assert by_number == {"341204198607153217": Person.objects.get(pk=known.pk)}
    assert len(by_name["顾明川"]) == 2
    assert "沈禾" not in by_name
