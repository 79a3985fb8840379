"""What another region's figures would mean for the work at hand, counted only over what the reader may open."""

from __future__ import annotations

import pytest

from dandang.law.policies import queries as policies
from dandang.law.policies.kinds import Switch
from dandang.parts.protection import impacts
from tests.factories import clarifications, protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
ON = registry.TODAY
KEYS = {
    "protection.acceptance_reply_working_days": 0,
    "protection.result_reply_working_days": 0,
    "protection.clarification_working_days": 1,
    "protection.clarification_cross_working_days": 0,
    "protection.clarification_consent_needed": 1,
    "protection.false_accusation_needs_harm": 0,
    "protection.harm_check_working_days": 0,
}


def switch(key: str) -> Switch:
    said = policies.value(key, region="341299", on=ON)
    return Switch(key, said, None, None, None, None, None, on=ON)


def test_a_clarification_under_way_is_counted_for_whoever_may_open_it_and_for_nobody_else() -> None:
    of = protection.scene()
    row = clarifications.assessed(of)
    stranger = registry.actor_of("SYSTEM_ADMIN")

    counts = {key: impacts.figure(of.handler, switch(key)) for key in KEYS}

    assert {key: len(found.lines) if found else 0 for key, found in counts.items()} == KEYS
    found = counts["protection.clarification_working_days"]
    assert found is not None
    assert found.lines[0].url == f"/protection/clarifications/{row.pk}/"
    told = impacts.figure(stranger, switch("protection.clarification_working_days"))
    assert told is not None
    assert (told.is_known, told.lines) == (False, ())
