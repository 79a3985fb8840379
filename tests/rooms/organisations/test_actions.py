"""Founding, renaming, moving and closing units; names and parents of before stay findable."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.registry.access.queries import visible_people
from dandang.registry.access.records import Actor
from dandang.registry.organisations import actions, queries
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person
from tests.factories import registry

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def officer(county: registry.County) -> Actor:
    return registry.actor_of("ORG_OFFICER", county.county)


def _found(officer: Actor, county: registry.County, **more: Any) -> Organisation:
    given: dict[str, Any] = {"name": "县水利局", "kind": "GOVERNMENT", "parent_id": county.county.pk, "founded_on": ON}
    return actions.create_organisation(actor=officer, **(given | more), at=registry.NOW)


def test_a_founded_unit_has_place_code_name_and_region(county: registry.County, officer: Actor) -> None:
    made = _found(officer, county, figures={"chief_posts": 1})

    assert made.path.startswith(county.county.path)
    assert (made.region, made.chief_posts) == (registry.REGION, 1)
    assert queries.name_on(made.pk, ON) == "县水利局"
    assert Entry.objects.filter(verb="organisations.unit.created", target=f"organisations.unit:{made.pk}").exists()


def test_two_units_never_get_one_place(county: registry.County, officer: Actor) -> None:
    made = [_found(officer, county, name=f"县{name}局") for name in ("水利", "林业", "审计")]

    assert len({unit.path for unit in made}) == 3


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": "  "}, "请填写机构名称"),
        ({"parent_id": 999999}, "没有这个机构"),
        ({"code": "TAKEN"}, "已经是“县财政局”的"),
    ],
)
def test_what_cannot_be_founded_says_why(
    county: registry.County, officer: Actor, more: dict[str, Any], words: str
) -> None:
    Organisation.objects.filter(pk=county.finance.pk).update(code="TAKEN")

    with pytest.raises(BadInput, match=words):
        _found(officer, county, **more)


def test_only_the_organisation_department_changes_the_tree(county: registry.County) -> None:
    unit_officer = registry.actor_of("UNIT_OFFICER", county.finance)
    neighbour = registry.actor_of("ORG_OFFICER", county.township)

    with pytest.raises(NotAllowed):
        _found(unit_officer, county)
    with pytest.raises(NotHere):
        _found(neighbour, county)


def test_a_renamed_unit_keeps_the_name_of_each_day(county: registry.County, officer: Actor) -> None:
    actions.rename_organisation(
        actor=officer, organisation_id=county.finance.pk, name="县财政和国资局", on=ON, at=registry.NOW
    )

    assert queries.name_on(county.finance.pk, date(2026, 2, 28)) == "县财政局"
    assert queries.name_on(county.finance.pk, ON) == "县财政和国资局"
    assert queries.names_to_ids()["县财政局"] == [county.finance.pk]
    assert queries.by_name("县财政局", on=date(2020, 1, 1)) == (Organisation.objects.get(pk=county.finance.pk),)


def test_a_name_cannot_begin_before_the_one_it_replaces(county: registry.County, officer: Actor) -> None:
    with pytest.raises(BadInput, match="变动日期应在这一天之后"):
        actions.rename_organisation(
            actor=officer, organisation_id=county.finance.pk, name="财政局", on=registry.FOUNDED, at=registry.NOW
        )


def test_a_moved_branch_takes_units_people_and_their_readers_along(county: registry.County, officer: Actor) -> None:
    clerk = registry.person(county.budget_office)
    leader = registry.person(county.finance, managed_by=county.county)
    beside = registry.person(county.discipline)
    township = registry.actor_of("UNIT_OFFICER", county.township)

    moved = actions.move_organisation(
        actor=officer, organisation_id=county.finance.pk, parent_id=county.township.pk, on=ON, at=registry.NOW
    )

    office = Organisation.objects.get(pk=county.budget_office.pk)
    assert moved.path.startswith(county.township.path)
    assert office.path.startswith(moved.path)
    paths = {pk: (home, manager) for pk, home, manager in Person.objects.values_list("pk", "home_path", "manager_path")}
    assert paths[clerk.pk] == (office.path, office.path)
    assert paths[leader.pk] == (moved.path, county.county.path)
    assert paths[beside.pk] == (county.discipline.path, county.discipline.path)
    assert set(visible_people(township)) == {clerk}
    page = queries.unit_page(county.finance.pk, on=registry.TODAY)
    assert [(place.name, place.ends_on) for place in page.parents] == [("柳溪镇", None), ("青禾县", ON)]


def test_a_unit_does_not_move_below_itself(county: registry.County, officer: Actor) -> None:
    with pytest.raises(BadInput, match="不能划到自己"):
        actions.move_organisation(
            actor=officer, organisation_id=county.finance.pk, parent_id=county.budget_office.pk, on=ON, at=registry.NOW
        )


def test_a_branch_that_would_be_too_deep_stays_where_it_is(county: registry.County, officer: Actor) -> None:
    deepest = county.township
    for _step in range(17):
        deepest = registry.organisation(deepest, "科", "INNER")
    before = Organisation.objects.get(pk=county.finance.pk).path

    with pytest.raises(BadInput, match="层级太深"):
        actions.move_organisation(
            actor=officer, organisation_id=county.finance.pk, parent_id=deepest.pk, on=ON, at=registry.NOW
        )

    assert Organisation.objects.get(pk=county.finance.pk).path == before


def test_a_unit_with_people_or_units_is_not_closed(county: registry.County, officer: Actor) -> None:
    registry.person(county.budget_office)

    with pytest.raises(Refusal, match="还有 1 个机构"):
        actions.close_organisation(actor=officer, organisation_id=county.finance.pk, on=ON, at=registry.NOW)
    with pytest.raises(Refusal, match="还有 1 名在职人员"):
        actions.close_organisation(actor=officer, organisation_id=county.budget_office.pk, on=ON, at=registry.NOW)


def test_a_merged_unit_points_to_its_heir_and_changes_no_more(county: registry.County, officer: Actor) -> None:
    registry.person(county.budget_office, state="RETIRED")
    closed = actions.close_organisation(
        actor=officer,
        organisation_id=county.budget_office.pk,
        merged_into_id=county.discipline.pk,
        on=ON,
        at=registry.NOW,
    )

    assert (closed.closed_on, closed.merged_into_id) == (ON, county.discipline.pk)
    with pytest.raises(Refusal, match="已经撤销"):
        actions.rename_organisation(
            actor=officer, organisation_id=closed.pk, name="预算科", on=date(2026, 4, 1), at=registry.NOW
        )


def test_corrected_figures_are_on_record_with_both_values(county: registry.County, officer: Actor) -> None:
    actions.update_organisation(
        actor=officer, organisation_id=county.finance.pk, figures={"chief_posts": 1, "path": "9"}, at=registry.NOW
    )

    entry = Entry.objects.get(verb="organisations.unit.updated")
    assert '"chief_posts":{"from":null,"to":1}' in entry.payload
    assert Organisation.objects.get(pk=county.finance.pk).path == county.finance.path
