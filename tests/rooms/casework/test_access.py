"""Who may see, plan and record meetings, and over which branches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from dandang.foundation.ground.refusal import NotAllowed, NotHere
from dandang.ledger.casework import actions, errors, kinds, papers, queries
from dandang.ledger.casework.models import AgendaItem
from dandang.ledger.duties import queries as duties
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


@pytest.mark.parametrize("why", ["own", "kin", "took part", "stood aside"])
def test_whoever_has_to_stand_aside_and_is_no_member_finds_no_trace_of_the_meeting(
    sitting: Body, agenda: tuple[int, int], why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = sitting.cadre if why == "own" else person(sitting.place.discipline, "林晚")
    # A reader of its own for each: what hides duties is put together once for a reader.
    actor = actor_of("DISCIPLINE_OFFICER", sitting.place.county, who=officer, name=why)
    other = casework.planned(sitting)
    if why == "kin":
        casework.related(sitting.cadre, officer)
    elif why == "took part":
        casework.on_agenda(sitting, agenda[0], subject="tolerance.case:8", involved={officer.pk: "分管本项目"})
    elif why == "stood aside":
        monkeypatch.setitem(kinds._barred, "tolerance.case", lambda one: _subject(agenda[1], one, actor))

    assert [one.pk for one in queries.meetings(actor)] == [other]
    assert [one.pk for one in queries.open_meetings(actor, on=TODAY)] == [other]
    assert list(queries.meetings(actor, words="第4次")) == list(queries.meetings(actor))
    assert duties.counts_for(actor, TODAY).open == duties.counts_for(sitting.clerk, TODAY).open - 1 == 1
    for name, act in ACTS.items():
        if name in {"list", "years", "choose"}:
            continue
        with pytest.raises(NotHere):
            act(actor, *agenda)


def _subject(item_id: int, reader: Actor, aside: Actor) -> QuerySet[AgendaItem, Any]:
    """What a part would say: the one who stood aside does not find the case of this item."""
    return AgendaItem.objects.filter(pk=item_id if reader == aside else 0).order_by().values("subject")


def test_a_member_who_stands_aside_from_one_item_finds_the_others_and_leaves_the_records_to_colleagues(
    sitting: Body, agenda: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "_summaries", {})
    meeting_id, closed = agenda
    free = casework.on_agenda(sitting, meeting_id, subject="tolerance.case:8", title="另一件", involved={})
    actor = actor_of("DISCIPLINE_OFFICER", sitting.place.county, who=sitting.members["魏长河"])

    found = queries.meeting(actor, meeting_id)

    assert ([one.pk for one in found.items.all()], found.is_whole) == ([free], False)
    assert [one.pk for one in queries.meetings(actor)] == [meeting_id]
    assert [line["title"] for line in papers.booklet(found)["agenda"]] == ["另一件"]
    assert queries.item(actor, free).pk == free
    assert duties.counts_for(actor, TODAY).open == 0
    with pytest.raises(NotHere):
        queries.item(actor, closed)
    with pytest.raises(errors.OwnMatter):
        papers.minutes(found)
    for name in ("members", "cancel", "attendance", "key", "check", "close", "remove", "hand out", "take back"):
        with pytest.raises(errors.OwnMatter):
            ACTS[name](actor, *agenda)
