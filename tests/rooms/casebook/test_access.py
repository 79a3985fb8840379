"""Who reads the casebook, who works on it, who approves: role by act, and the three cases of recusal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.ledger.casebook import actions, queries
from dandang.ledger.casebook.models import Entry
from dandang.registry.access.kinds import ROLES
from dandang.registry.access.records import Actor
from tests.factories import casebook
from tests.factories.casebook import Office
from tests.factories.registry import NOW, actor_of, county

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BUSINESS = ROLES - {"SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"}
OFFICERS = {"ORG_OFFICER", "DISCIPLINE_OFFICER"}
LEADERS = {"ORG_LEADER", "DISCIPLINE_LEADER"}
Act = Callable[[Actor, Entry], object]

READING: dict[str, Act] = {
    "browse": lambda actor, entry: queries.browse(actor, queries.EntryFilter()),
    "read": lambda actor, entry: queries.entry_to_read(actor, entry.pk),
}
WORKING: dict[str, Act] = {
    "look": lambda actor, entry: queries.workbench(actor, entry.pk),
    "choose": lambda actor, entry: queries.source_choices(actor),
    "rewrite": lambda actor, entry: actions.rewrite_entry(
        actor=actor, entry_id=entry.pk, parts={}, field="", at=NOW
    ),
    "decide": lambda actor, entry: actions.decide_markings(actor=actor, entry_id=entry.pk, choices={}, at=NOW),
    "mark": lambda actor, entry: actions.mark_by_hand(
        actor=actor, entry_id=entry.pk, span="", replacement="", at=NOW
    ),
    "check": lambda actor, entry: actions.check_entry(actor=actor, entry_id=entry.pk, risk_note="", at=NOW),
    "drop": lambda actor, entry: actions.drop_entry(actor=actor, entry_id=entry.pk, reason="", at=NOW),
    "withdraw": lambda actor, entry: actions.withdraw_entry(actor=actor, entry_id=entry.pk, reason="", at=NOW),
    "settle": lambda actor, entry: actions.settle_doubt(actor=actor, entry_id=entry.pk, reason="", at=NOW),
    "circulars": lambda actor, entry: queries.circulars(actor),
    "draw up": lambda actor, entry: actions.draft_entry(
        actor=actor, subject="tolerance.case:1", title="", field="", at=NOW
    ),
    "draw up outside": lambda actor, entry: actions.draft_outside_entry(
        actor=actor, organ_id=entry.organ_id, title="", field="", kind="", outcome="", region="", year=0, citation="",
        is_sample=False, parts={}, sides={}, at=NOW,
    ),
    "circular": lambda actor, entry: actions.draft_circular(
        actor=actor, organ_id=entry.organ_id, title="", addressee="", lead_in="", closing="", entry_ids=[], at=NOW
    ),
}  # fmt: skip
APPROVING: dict[str, Act] = {
    "look": lambda actor, entry: queries.entry_to_approve(actor, entry.pk),
    "approve": lambda actor, entry: actions.approve_entry(actor=actor, entry_id=entry.pk, at=NOW),
    "return": lambda actor, entry: actions.return_entry(actor=actor, entry_id=entry.pk, reason="", at=NOW),
}


@pytest.fixture
def office(db: None) -> Office:
    return casebook.office(county())


def _answer(act: Act, actor: Actor, entry: Entry) -> Refusal | None:
    try:
        act(actor, entry)
    except Refusal as refusal:
        return refusal
    return None


def _is_shut(refusal: Refusal | None) -> bool:
    return isinstance(refusal, NotAllowed | NotHere)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_business_account_reads_and_no_administrator_does(office: Office, role: str) -> None:
    entry = casebook.approved(office)
    actor = actor_of(role, office.place.finance)

    shut = {name for name, act in READING.items() if _is_shut(_answer(act, actor, entry))}

    assert shut == (set() if role in BUSINESS else set(READING))


@pytest.mark.parametrize("role", sorted(ROLES - OFFICERS))
def test_only_officers_work_on_entries(office: Office, role: str) -> None:
    entry = casebook.drafted(office)
    actor = actor_of(role, office.place.county)

    assert [name for name, act in WORKING.items() if not _is_shut(_answer(act, actor, entry))] == []


@pytest.mark.parametrize("role", sorted(ROLES - LEADERS))
def test_only_leaders_approve(office: Office, role: str) -> None:
    entry = casebook.checked(office)
    actor = actor_of(role, office.place.county)

    assert [name for name, act in APPROVING.items() if not _is_shut(_answer(act, actor, entry))] == []


@pytest.mark.parametrize(("role", "acts"), [("ORG_OFFICER", WORKING), ("ORG_LEADER", APPROVING)])
def test_another_branch_finds_nothing(office: Office, role: str, acts: dict[str, Act]) -> None:
    entry = casebook.checked(office)
    actor = actor_of(role, office.place.finance)
    general = {"choose", "circulars", "draw up"}  # asked of the actor's own branch, or about a case of his

    answers = {name: _answer(act, actor, entry) for name, act in acts.items() if name not in general}

    assert {name for name, refusal in answers.items() if not isinstance(refusal, NotHere)} == set()


def test_each_finds_on_the_desk_what_he_may_open(office: Office) -> None:
    ready, draft = casebook.checked(office), casebook.drafted(office, title="还没隐去")

    assert set(queries.desk(office.officer)) == {ready, draft}
    assert set(queries.desk(office.officer, "DRAFT")) == {draft}
    assert set(queries.desk(office.leader)) == {ready}


def test_an_unknown_entry_is_not_there(office: Office) -> None:
    ghost = Entry(pk=999_999, organ_id=office.place.finance.pk)

    assert isinstance(_answer(READING["read"], office.reader, ghost), NotHere)
    assert isinstance(_answer(WORKING["look"], office.officer, ghost), NotHere)
    assert isinstance(_answer(APPROVING["approve"], office.leader, ghost), NotHere)
