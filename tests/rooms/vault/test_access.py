"""Role × verb of the vault, as one table."""

from __future__ import annotations

import pytest

from dandang.registry.access import queries as access
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]

ASK, KEEP, BOTH, NONE = {"request"}, {"approve", "hand_over", "destroy"}, {"make", "read"}, set[str]()
MAY = {
    "CADRE": NONE,
    "UNIT_OFFICER": NONE,
    "ORG_OFFICER": ASK | BOTH,
    "ORG_LEADER": ASK | BOTH,
    "DISCIPLINE_OFFICER": ASK | BOTH,
    "DISCIPLINE_LEADER": ASK | BOTH,
    "COMMITTEE_MEMBER": NONE,
    "COMMITTEE_SECRETARY": NONE,
    "IDENTITY_CUSTODIAN": KEEP | BOTH,
    "SYSTEM_ADMIN": NONE,
    "SECURITY_ADMIN": NONE,
    "AUDIT_ADMIN": NONE,
}
VERBS = {
    "make": "vault.key.make",
    "hand_over": "vault.key.hand_over",
    "read": "vault.access.read",
    "request": "vault.access.request",
    "approve": "vault.access.approve",
    "destroy": "vault.destroy",
}


@pytest.mark.parametrize("role", MAY)
def test_each_role_holds_its_verbs_and_no_other(role: str) -> None:
    place = registry.county()
    actor = registry.actor_of(role, place.county)

    held = {name for name, verb in VERBS.items() if access.may(actor, verb)}

    assert held == MAY[role]


@pytest.mark.parametrize("verb", ["request", "approve"])
def test_nobody_reaches_beyond_his_branch(verb: str) -> None:
    place = registry.county()
    role = "DISCIPLINE_OFFICER" if verb == "request" else "IDENTITY_CUSTODIAN"
    actor = registry.actor_of(role, place.township)

    assert access.may(actor, VERBS[verb], path=place.township.path)
    assert not access.may(actor, VERBS[verb], path=place.discipline.path)
