"""Who may do what with matters: role by verb, branch, restricted circles, one's own matter."""

from __future__ import annotations

import pytest

from dandang.foundation.ground.refusal import NotAllowed, NotHere
from dandang.ledger.matters import actions
from dandang.ledger.matters.queries import register
from dandang.registry.access import queries as access
from tests.factories import matters as made
from tests.factories.registry import NOW, County, actor_of, county, organisation, person

pytestmark = pytest.mark.django_db

STAFF = {"ORG_OFFICER", "ORG_LEADER", "DISCIPLINE_OFFICER", "DISCIPLINE_LEADER"}
TABLE = {
    "matters.matter.view": STAFF | {"UNIT_OFFICER"},
    "matters.matter.write": STAFF | {"UNIT_OFFICER"},
    "matters.restricted.view": STAFF,
    "matters.evidence.add": STAFF | {"UNIT_OFFICER"},
    "matters.evidence.view": STAFF,
    "matters.accountability.view": STAFF,
    "matters.accountability.write": STAFF,
    "matters.accountability.close": {"ORG_LEADER", "DISCIPLINE_LEADER"},
    "matters.finding.view": STAFF,
    "matters.finding.write": STAFF,
}
ROLES = sorted(STAFF | {"UNIT_OFFICER", "COMMITTEE_MEMBER", "COMMITTEE_SECRETARY", "CADRE"})


@pytest.fixture
def here() -> County:
    return county()


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_do_what_the_table_says(here: County, role: str) -> None:
    actor = actor_of(role, here.county)

    may = {verb for verb in TABLE if access.may(actor, verb)}

    assert may == {verb for verb, roles in TABLE.items() if role in roles}


def test_a_unit_sees_its_own_matters_but_no_restricted_ones(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    unit = actor_of("UNIT_OFFICER", here.finance)
    own = made.matter(officer, here.finance)
    restricted = made.matter(officer, here.finance, is_restricted=True)
    other = made.matter(officer, here.township)

    seen = set(register.matters(unit, register.MatterFilter()).values_list("pk", flat=True))

    assert seen == {own.pk}
    assert register.matters(officer, register.MatterFilter()).count() == 3
    for hidden in (restricted, other):
        with pytest.raises(NotHere):
            register.matter_row(unit, hidden.pk)
        with pytest.raises(NotHere):
            actions.enter_evidence(actor=unit, matter_id=hidden.pk, title="x", kind="OTHER", provided_by="x", at=NOW)


def test_a_unit_opens_only_the_evidence_it_filed_itself(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    unit = actor_of("UNIT_OFFICER", here.finance)
    matter = made.matter(officer, here.finance)
    theirs = made.evidence(officer, matter)
    own = made.evidence(unit, matter, content=made.PDF + b"\n")

    with pytest.raises(NotHere):
        actions.read_evidence(actor=unit, evidence_id=theirs.pk, at=NOW)
    assert actions.read_evidence(actor=unit, evidence_id=own.pk, at=NOW).record.label == "证2"
    with pytest.raises(NotAllowed):
        actions.withdraw_evidence(actor=unit, evidence_id=own.pk, reason="x", at=NOW)


def test_a_unit_cannot_restrict_what_it_registers(here: County) -> None:
    unit = actor_of("UNIT_OFFICER", here.finance)
    given = {"title": "x", "summary": "y", "kind": "DAILY", "channel": "UNIT_REPORT", "happened_from": NOW.date()}

    saved = actions.enter_matter(actor=unit, organisation_id=here.finance.pk, is_restricted=True, at=NOW, **given)

    assert not register.matter_row(unit, saved).is_restricted
    with pytest.raises(NotHere):
        actions.enter_matter(actor=unit, organisation_id=here.township.pk, at=NOW, **given)


def test_accountability_of_another_county_looks_like_none(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    neighbour = actor_of("DISCIPLINE_OFFICER", organisation(here.city, "邻县", "REGION"))
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)

    for ask in (
        lambda: register.accountability_row(neighbour, row.pk),
        lambda: actions.record_consideration(actor=neighbour, accountability_id=row.pk, at=NOW, **made.CONSIDERED),
        lambda: actions.send_to_decision(actor=neighbour, accountability_id=row.pk, at=NOW),
    ):
        with pytest.raises(NotHere):
            ask()
    assert not register.accountabilities(neighbour).exists()


def test_the_person_concerned_does_not_see_his_accountability_among_those_of_his_work(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    who = person(here.discipline)
    himself = actor_of("DISCIPLINE_LEADER", here.county, who=who)
    matter = made.matter(officer, here.discipline, who)
    row = made.accountability(officer, matter, who, here.discipline)

    assert not register.accountabilities(himself).exists()
    assert register.accountabilities_in(himself, matter.pk) == []
    with pytest.raises(NotHere):
        register.accountability_row(himself, row.pk)


def test_findings_about_oneself_are_not_listed(here: County) -> None:
    who = person(here.org_department, managed_by=here.county)
    himself = actor_of("ORG_OFFICER", here.county, who=who)
    clerk = actor_of("ORG_OFFICER", here.county)
    given = {"channel": "PETITION", "tone": "BAD", "text": "反映", "found_on": NOW.date()}

    pk = actions.record_finding(actor=clerk, organisation_id=here.org_department.pk, person_id=who.pk, at=NOW, **given)

    assert not register.findings(himself).exists()
    with pytest.raises(NotHere):
        actions.handle_finding(actor=himself, finding_id=pk, handling="没有此事", at=NOW)


def test_a_unit_ends_only_what_it_registered(here: County) -> None:
    officer = actor_of("DISCIPLINE_OFFICER", here.county)
    unit = actor_of("UNIT_OFFICER", here.finance)
    theirs, own = made.matter(officer, here.finance), made.matter(unit, here.finance)

    with pytest.raises(NotAllowed):
        actions.close_matter(actor=unit, matter_id=theirs.pk, outcome="通水", at=NOW)
    actions.close_matter(actor=unit, matter_id=own.pk, outcome="通水", at=NOW)
    with pytest.raises(NotAllowed):
        actions.reopen_matter(actor=unit, matter_id=theirs.pk, reason="补充", at=NOW)
