"""Where the gate stands comes from the pack of the region on the day (TL-01)."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.law.policies import actions as policies
from dandang.law.policies import queries as law
from dandang.law.policies.kinds import Switch
from dandang.ledger.matters import impacts, models, queries
from dandang.registry.access import queries as access
from tests.factories import matters, registry, shelf
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


def test_another_gate_touches_what_is_on_its_way_to_it() -> None:
    policies.load_packs(actor=access.system_actor(), folder=shelf.folder(*shelf.TOLERANCE), at=NOW)
    tree = registry.county()
    actor = registry.actor_of("DISCIPLINE_OFFICER", tree.county, who=registry.person(tree.discipline))
    who = registry.person(tree.township, "顾明川")
    row = matters.accountability(actor, matters.matter(actor, tree.township, who), who, tree.discipline)
    anhui, yunnan = (law.procedure(region=region, on=registry.TODAY) for region in ("341299", "530000"))
    there = Switch("tolerance.gate", None, None, None, None, anhui, yunnan, registry.TODAY)
    back = Switch("tolerance.gate", None, None, None, None, yunnan, anhui, registry.TODAY)

    assert impacts.gate(actor, back) is None
    caught = impacts.gate(actor, there)
    models.Accountability.objects.update(state="PREPARED", opened_at=None, opened_by="")
    freed = impacts.gate(actor, back)

    assert freed is not None
    assert caught is not None
    assert [line.url for line in (*freed.lines, *caught.lines)] == [f"/matters/accountability/{row.pk}/"] * 2
    assert "要先补上" in caught.text
    assert not impacts.gate(registry.actor_of("SYSTEM_ADMIN"), there).is_known  # type: ignore[union-attr]


def test_without_any_pack_the_decision_still_waits() -> None:
    found = queries.gate_at(region="341299", on=date(2026, 11, 21))

    assert (found.gate, found.clause_url) == ("DURING_INQUIRY", "")
