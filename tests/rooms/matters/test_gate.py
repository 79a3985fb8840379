"""Where the gate stands comes from the pack of the region on the day (TL-01)."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.law.policies import actions as policies
from dandang.ledger.matters import queries
from dandang.registry.access import queries as access
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db


PLACES = [
    ("341299", date(2026, 11, 21), "DURING_INQUIRY", "安徽 第11点"),
    ("530102", date(2026, 11, 21), "BEFORE_OPENING", "云南 第9点"),
    ("530102", date(2015, 1, 1), "DURING_INQUIRY", "本系统规则"),
]


def test_the_gate_stands_where_the_pack_puts_it() -> None:
    policies.load_packs(actor=access.system_actor(), at=NOW)

    for region, on, gate, clause in PLACES:
        found = queries.gate_at(region=region, on=on)
        assert (found.gate, clause in found.clause, bool(found.clause_url)) == (gate, True, True), found


def test_without_any_pack_the_decision_still_waits() -> None:
    found = queries.gate_at(region="341299", on=date(2026, 11, 21))

    assert (found.gate, found.clause_url) == ("DURING_INQUIRY", "")
