"""What would another place of the gate mean for accountability matters at hand? Registered with the comparison."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.law.policies import kinds
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from dandang.law.policies.records import Procedure
from dandang.ledger.matters.queries import register as matters
from dandang.ledger.matters.states import AccountabilityState, Gate
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor


def register() -> None:
    """Register what another gate means for the matters at hand."""
    for key in ("tolerance.gate", "procedure.tolerance.gate"):
        kinds.register_impact(key, gate)


def gate(actor: Actor, switch: Switch) -> Impact | None:
    """Return the accountability matters that meet the gate elsewhere. Basis: 云南 9 (before opening), 安徽 11.

    Where the gate stands before opening, those opened without a consideration would have to go back to it; where it
    stands in the inquiry, those not opened yet may be opened first.
    """
    if not access.may(actor, matters.ACCOUNTABILITY):
        return kinds.cannot_say(_("您不办理问责事项，系统不替您数"))
    here, there = _stands(switch.here_procedure), _stands(switch.there_procedure)
    if here == there:
        return None
    rows = matters.accountabilities(actor).exclude(state=AccountabilityState.CLOSED).filter(consideration="")
    if there == Gate.BEFORE_OPENING:
        rows, words = rows.exclude(state=AccountabilityState.PREPARED), _("%d 件问责已启动，还没有考虑容错，要先补上")
    else:
        rows, words = rows.filter(state=AccountabilityState.PREPARED), _("%d 件拟启动的问责，可以先启动，调查中再考虑")
    lines = [
        ImpactLine(f"{row.number} {row.matter.title}", reverse("matters:accountability", args=[row.pk]))
        for row in rows.select_related("matter")
    ]
    return kinds.counted(lines, words)


def _stands(procedure: Procedure | None) -> str:
    """Where nobody has set it, tolerance is considered during the inquiry."""
    said = procedure.gate if procedure is not None else None
    return said.code if said is not None else Gate.DURING_INQUIRY
