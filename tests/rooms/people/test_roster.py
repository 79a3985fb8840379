"""The roster: who is found, in which order, page by page, at a cost that does not grow."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.foundation.codes import queries as codes
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import queries
from dandang.registry.people.models import Absence, AnnualResult, Education, Person
from dandang.registry.people.queries import RosterFilter
from tests.factories import registry

pytestmark = pytest.mark.django_db
TODAY = registry.TODAY


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def officer(county: registry.County) -> Actor:
    return registry.actor_of("ORG_OFFICER", county.county)


def _person(home: Organisation, name: str, **fields: Any) -> Person:
    keys = {"name_key": codes.sort_key_for_name(name), "initials": codes.pinyin_initials(name)}
    return registry.person(home, name, **(keys | fields))


def _names(actor: Actor, **wanted: Any) -> list[str]:
    page = queries.roster_page(actor, RosterFilter(**wanted), on=TODAY)
    return [row.name for group in page.groups for row in group.rows]


def test_people_stand_by_unit_then_place_in_the_team_then_strokes(county: registry.County, officer: Actor) -> None:
    for name, order in (("张伟", 9999), ("李明", 9999), ("王芳", 2), ("陆书远", 1)):
        _person(county.township, name, team_order=order)
    _person(county.finance, "丁一", team_order=9999)

    assert _names(officer) == ["丁一", "陆书远", "王芳", "李明", "张伟"]


def test_a_unit_officer_sees_whom_the_unit_manages_and_nobody_above(county: registry.County) -> None:
    officer = registry.actor_of("UNIT_OFFICER", county.township)
    _person(county.township, "镇管干部")
    _person(county.township, "县管干部", managed_by=county.county)
    _person(county.finance, "外单位干部")

    assert _names(officer) == ["镇管干部"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"words": "顾"}, ["顾明川"]),
        ({"words": "GM"}, ["顾明川"]),
        ({"words": "明川"}, []),
        ({"words": "00000077"}, ["顾明川"]),
        ({"levels": ("乡科级正职", "乡科级副职")}, ["顾明川", "沈禾"]),
        ({"sex": "2"}, ["沈禾"]),
        ({"nationality": "回族"}, ["贺兰舟"]),
        ({"party": "CPC"}, ["顾明川", "沈禾"]),
        ({"party": "DEMOCRATIC"}, ["贺兰舟"]),
        ({"education": "POSTGRADUATE"}, ["沈禾"]),
        ({"results": "EXCELLENT"}, ["顾明川", "沈禾"]),
        ({"results": "EXCELLENT_TWICE"}, ["沈禾"]),
        ({"results": "COMPETENT"}, ["顾明川", "沈禾"]),
        ({"results": "BELOW"}, ["贺兰舟"]),
        ({"unit_kind": "TOWNSHIP"}, ["顾明川", "沈禾"]),
        ({"state": "RETIRED"}, ["罗青岚"]),
        ({"state": ""}, ["贺兰舟", "罗青岚", "顾明川", "沈禾"]),
        ({"age_low": 43}, ["沈禾"]),
        ({"age_high": 39}, ["贺兰舟"]),
        ({"age_low": 40, "age_high": 40}, ["顾明川"]),
    ],
)
def test_filters_find_whom_they_say(
    county: registry.County, officer: Actor, wanted: dict[str, Any], found: list[str]
) -> None:
    gu = _person(
        county.township, "顾明川", number="00000077", birth_month="198607", party_text="200806", team_order=1,
        post_level="乡科级副职",
    )  # fmt: skip
    shen = _person(
        county.township, "沈禾", sex="2", birth_month="198309", political_status="中共党员", team_order=2,
        post_level="乡科级正职",
    )  # fmt: skip
    he = _person(
        county.finance, "贺兰舟", nationality="回族", birth_month="19880101", political_status="民建", team_order=1
    )
    _person(county.finance, "罗青岚", state="RETIRED", birth_month="196001", team_order=2)
    Education.objects.create(person=shen, mode="2", qualification="研究生")
    for person, year, grade in (
        (gu, 2025, "优秀"), (gu, 2024, "称职"), (shen, 2025, "优秀"), (shen, 2023, "优秀"), (he, 2024, "基本称职"),
        (he, 2022, "优秀"),
    ):  # fmt: skip
        AnnualResult.objects.create(person=person, year=year, grade=grade)

    assert _names(officer, **wanted) == found


def test_an_age_changes_in_the_month_of_birth(county: registry.County, officer: Actor) -> None:
    _person(county.township, "顾明川", birth_month="198612")

    def found(on: date) -> int:
        return queries.roster_page(officer, RosterFilter(age_low=40, age_high=40), on=on).total

    assert [found(date(2026, 11, 30)), found(date(2026, 12, 1)), found(date(2027, 12, 1))] == [0, 1, 0]


def test_pages_follow_each_other_without_gap_or_repetition(county: registry.County, officer: Actor) -> None:
    for number in range(23):
        _person(county.township if number % 2 else county.finance, f"林试{number:02d}", team_order=number % 5)

    seen, marks, mark = [], [], ""
    while True:
        page = queries.roster_page(officer, RosterFilter(), mark=mark, size=5, on=TODAY)
        seen += [row.place for group in page.groups for row in group.rows]
        marks.append([row.id for group in page.groups for row in group.rows])
        if not page.next:
            break
        mark = page.next
    back = queries.roster_page(officer, RosterFilter(), mark=page.previous, size=5, on=TODAY)

    assert seen == list(range(1, 24))
    assert len({pk for ids in marks for pk in ids}) == 23
    assert [row.id for group in back.groups for row in group.rows] == marks[-2]
    assert (back.first, back.last) == (16, 20)


@pytest.mark.parametrize("mark", ["after-x-1", "sideways-1-1", "after-1", "after-99999999-3", "after-1-1-1", "'--"])
def test_a_mark_nobody_can_read_shows_the_first_page(county: registry.County, officer: Actor, mark: str) -> None:
    _person(county.township, "顾明川")

    assert queries.roster_page(officer, RosterFilter(), mark=mark, on=TODAY).first == 1


def test_the_last_column_names_a_secondment_but_never_an_illness(county: registry.County, officer: Actor) -> None:
    away, ill = _person(county.township, "顾明川", team_order=1), _person(county.township, "沈禾", team_order=2)
    _person(county.township, "韦思源", team_order=3, probation_ends_on=date(2027, 3, 1))
    Absence.objects.create(person=away, kind="SECONDED", starts_on=date(2026, 3, 1))
    Absence.objects.create(person=ill, kind="SICK", starts_on=date(2026, 3, 1))

    page = queries.roster_page(officer, RosterFilter(), on=TODAY)

    assert [row.state_label for row in page.groups[0].rows] == ["挂职", "在任", "试用期"]


def test_a_unit_shows_the_posts_it_has_and_the_posts_filled(county: registry.County, officer: Actor) -> None:
    Organisation.objects.filter(pk=county.township.pk).update(chief_posts=2, deputy_posts=7)
    _person(county.township, "陆书远", is_team_member=True, managed_by=county.county)
    _person(county.township, "何立群")

    group = queries.roster_page(officer, RosterFilter(), on=TODAY).groups[0]

    assert (group.posts_planned, group.posts_held) == (9, 1)


def test_a_page_of_many_asks_no_more_than_a_page_of_few(county: registry.County, officer: Actor) -> None:
    for number in range(4):
        _person(county.township, f"甲{number}")
    with CaptureQueriesContext(
        connection,
    ) as few:
        queries.roster_page(officer, RosterFilter(), on=TODAY)
    for number in range(60):
        _person((county.finance, county.discipline, county.budget_office)[number % 3], f"乙{number}")

    with CaptureQueriesContext(connection) as many:
        queries.roster_page(officer, RosterFilter(), on=TODAY)

    assert len(few) == 3
    assert len(many) == 4  # one more, to count what does not fit on the page


@pytest.mark.skipif(connection.vendor != "sqlite", reason="reads SQLite's own explanation of a query")
@pytest.mark.parametrize(
    "wanted",
    [RosterFilter(), RosterFilter(words="顾"), RosterFilter(words="gmc"), RosterFilter(levels=("乡科级正职",))],
    ids=["all", "name", "initials", "level"],
)
def test_no_table_of_people_is_read_from_end_to_end(
    county: registry.County, officer: Actor, wanted: RosterFilter
) -> None:
    first = _person(county.township, "顾明川")
    with CaptureQueriesContext(connection) as asked:
        queries.roster_page(officer, wanted, mark=f"after-{first.pk}-1", on=TODAY)

    plans = []
    for query in asked.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + query["sql"])
            plans += [row[3] for row in cursor.fetchall()]

    assert not [line for line in plans if line.startswith("SCAN people_")]
    assert any("person_roster_order" in line or "person_name" in line for line in plans)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite always orders by code point")
def test_ranges_run_by_code_point_whatever_the_database_was_made_with() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE collation_name = 'C' "
            "AND (table_name = 'people_person' OR table_name = 'organisations_organisation')"
        )
        columns = {row[0] for row in cursor.fetchall()}

    assert columns == {"home_path", "manager_path", "name", "initials", "name_key", "number", "path"}
