"""Who may see, plan and record meetings, and over which branches."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dandang.foundation.ground.refusal import NotAllowed, NotHere
from dandang.ledger.casework import actions, errors, queries
from dandang.registry.access.kinds import ROLES
from dandang.registry.access.records import Actor
from tests.factories import casework
from tests.factories.casework import Body
from tests.factories.registry import NOW, TODAY, actor_of, county, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
STAFF = {"ORG_OFFICER", "ORG_LEADER", "DISCIPLINE_OFFICER", "DISCIPLINE_LEADER", "COMMITTEE_SECRETARY"}
Act = Callable[[Actor, int, int], object]

ACTS: dict[str, Act] = {
    "look": lambda actor, meeting, item: queries.meeting(actor, meeting),
    "list": lambda actor, meeting, item: queries.meetings(actor),
    "years": lambda actor, meeting, item: queries.years(actor),
    "choose": lambda actor, meeting, item: queries.open_meetings(actor, on=TODAY),
    "item": lambda actor, meeting, item: queries.item(actor, item),
    "members": lambda actor, meeting, item: actions.change_members(
        actor=actor, meeting_id=meeting, member_ids=[], chair_id=None, at=NOW
    ),
    "cancel": lambda actor, meeting, item: actions.cancel_meeting(actor=actor, meeting_id=meeting, reason="", at=NOW),
    "attendance": lambda actor, meeting, item: actions.record_attendance(
        actor=actor, meeting_id=meeting, present_ids=[], held_on=TODAY, at=NOW
    ),
    "key": lambda actor, meeting, item: actions.key_votes(actor=actor, item_id=item, votes=[], at=NOW),
    "check": lambda actor, meeting, item: actions.check_votes(actor=actor, item_id=item, votes=[], at=NOW),
    "close": lambda actor, meeting, item: actions.close_meeting(actor=actor, meeting_id=meeting, minutes="", at=NOW),
    "remove": lambda actor, meeting, item: actions.take_off_agenda(actor=actor, item_id=item, reason="", at=NOW),
    "hand out": lambda actor, meeting, item: actions.hand_out_booklets(
        actor=actor, meeting_id=meeting, holders=[], at=NOW
    ),
    "take back": lambda actor, meeting, item: actions.take_back_booklets(
        actor=actor, meeting_id=meeting, numbers=[], at=NOW
    ),
}


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


@pytest.fixture
def agenda(sitting: Body) -> tuple[int, int]:
    meeting_id = casework.planned(sitting)
    return meeting_id, casework.on_agenda(sitting, meeting_id)


@pytest.mark.parametrize("role", sorted(ROLES - STAFF))
def test_other_roles_have_no_meetings_at_all(sitting: Body, agenda: tuple[int, int], role: str) -> None:
    actor = actor_of(role, sitting.place.county)

    for act in ACTS.values():
        with pytest.raises(NotAllowed):
            act(actor, *agenda)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_of_another_branch_find_nothing(sitting: Body, agenda: tuple[int, int], role: str) -> None:
    stranger = actor_of(role, sitting.place.township)

    assert list(queries.meetings(stranger)) == []
    assert queries.open_meetings(stranger, on=TODAY) == []
    for name, act in ACTS.items():
        if name in {"list", "years", "choose"}:
            continue
        with pytest.raises(NotHere):
            act(stranger, *agenda)


@pytest.mark.parametrize("role", sorted(STAFF))
def test_staff_of_the_branch_see_their_meetings(sitting: Body, agenda: tuple[int, int], role: str) -> None:
    actor = actor_of(role, sitting.place.county)

    assert [meeting.pk for meeting in queries.meetings(actor)] == [agenda[0]]
    assert [meeting.pk for meeting in queries.open_meetings(actor, on=TODAY)] == [agenda[0]]
    assert queries.item(actor, agenda[1]).pk == agenda[1]
    assert queries.years(actor) == [2026]


def test_a_meeting_is_planned_for_an_organ_of_the_own_branch(sitting: Body) -> None:
    with pytest.raises(NotHere):
        casework.planned(sitting, actor=actor_of("ORG_OFFICER", sitting.place.township))
    with pytest.raises(NotAllowed):
        casework.planned(sitting, actor=actor_of("UNIT_OFFICER", sitting.place.county))


def test_members_are_looked_for_in_the_own_branch_only(sitting: Body) -> None:
    stranger = actor_of("ORG_OFFICER", sitting.place.township)

    assert [one.name for one in queries.people_called(sitting.clerk, ["白屿"])["白屿"]] == ["白屿"]
    assert queries.people_called(stranger, ["白屿", "顾明川"]) == {"白屿": [], "顾明川": [sitting.cadre]}


@pytest.mark.parametrize("is_kin", [False, True])
def test_an_officer_stays_away_from_a_meeting_on_his_own_or_his_kins_case(
    sitting: Body, agenda: tuple[int, int], is_kin: bool
) -> None:
    officer = person(sitting.place.discipline, "林晚") if is_kin else sitting.cadre
    if is_kin:
        casework.related(sitting.cadre, officer)
    actor = actor_of("DISCIPLINE_OFFICER", sitting.place.county, who=officer)

    for name, act in ACTS.items():
        if name in {"list", "years", "choose"}:
            continue
        with pytest.raises(errors.OwnMatter):
            act(actor, *agenda)
