"""Who sees whom: roles over branches, within 干部管理权限."""

from __future__ import annotations

import pytest

from dandang.foundation.ground.refusal import NotAllowed, NotHere
from dandang.registry.access import queries
from dandang.registry.access.records import Actor, Grant
from tests.factories import registry as make

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def place() -> make.County:
    return make.county()


def test_files_are_seen_where_the_branch_holds_and_manages_the_person(place: make.County) -> None:
    clerk = make.person(place.finance, "程明远")
    head = make.person(place.finance, "局长", managed_by=place.county)
    secretary = make.person(place.county, "县委书记", managed_by=place.city)
    officer = make.actor_of("UNIT_OFFICER", place.finance)
    department = make.actor_of("ORG_OFFICER", place.county)

    assert set(queries.visible_people(officer)) == {clerk}
    assert set(queries.visible_people(department)) == {clerk, head}
    assert queries.require_person(department, "people.file.read", head.pk) == head
    with pytest.raises(NotHere):
        queries.require_person(department, "people.file.read", secretary.pk)


def test_a_co_managing_body_sees_the_file(place: make.County) -> None:
    double = make.person(place.township, managed_by=place.city, co_managed_by=place.county)

    assert double in queries.visible_people(make.actor_of("ORG_OFFICER", place.county))
    assert double not in queries.visible_people(make.actor_of("UNIT_OFFICER", place.township))


def test_a_cadre_sees_the_own_file_and_no_other(place: make.County) -> None:
    me = make.person(place.finance, managed_by=place.county)
    other = make.person(place.finance)
    actor = make.actor_of("CADRE", place.finance, who=me)

    assert list(queries.visible_people(actor)) == [me]
    with pytest.raises(NotHere):
        queries.require_person(actor, "people.file.read", other.pk)
    with pytest.raises(NotAllowed):
        queries.require_person(actor, "people.file.write", me.pk)


@pytest.mark.parametrize(
    ("role", "address", "is_open"),
    [
        ("ORG_OFFICER", "/casebook/circulars/1/", True),
        ("DISCIPLINE_LEADER", "/casebook/circulars/1/", False),
        ("DISCIPLINE_OFFICER", "/appraisal/people/1/sheet/?print=1", False),
        ("CADRE", "/appraisal/people/1/sheet/", False),
        ("CADRE", "/notices/", True),
        ("SYSTEM_ADMIN", "/notices/", True),
        ("", "/report/", True),
        ("", "/notices/", False),
        ("ORG_OFFICER", "/no/such/page/", False),
    ],
)
def test_a_link_is_drawn_only_where_the_table_of_routes_lets_the_reader_in(
    role: str, address: str, is_open: bool
) -> None:
    grants = (Grant(role, 1, "0001"),) if role else ()
    actor = Actor(account_id=1 if role else None, name="", grants=grants)

    assert queries.opens(actor, address) is is_open
