"""What would another region's deadlines, openers and figures mean for the cases in work? Beside `impacts`.

Each counts only cases whose files the reader may open; a case in work keeps the procedure pinned to it.
"""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from dandang.law.policies import kinds
from dandang.law.policies.kinds import Impact, Switch
from dandang.law.policies.records import Procedure, StageDeadline
from dandang.ledger.casework.models import Part
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from . import impacts
from .models import Opening

STAGES = "procedure.tolerance.stages"
# A stage still lies before, or in, these states.
_AHEAD = {
    "APPLIED": ("APPLIED",),
    "ACCEPTED": ("APPLIED", "ACCEPTED"),
    "INVESTIGATING": ("APPLIED", "ACCEPTED", "INVESTIGATING"),
    "HEARING": ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING"),
}
_BEFORE_VOTE = ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")


def register() -> None:
    """Register what each figure means for the cases in work."""
    kinds.register_impact(STAGES, deadline)
    kinds.register_impact("tolerance.applicants", openers)
    kinds.register_impact("procedure.tolerance.openers", openers)
    for key in ("tolerance.quorum_share", "tolerance.majority_share"):
        kinds.register_impact(key, meeting)
    kinds.register_impact("tolerance.least_investigators", investigators)


def deadline(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases that have this stage before them, when its deadline there is another."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    code = switch.key.rpartition(".")[2]
    here, there = _deadline(switch.here_procedure, code), _deadline(switch.there_procedure, code)
    before, after = _length(here), _length(there)
    if before == after:
        return kinds.cannot_say(_("期限一样，由谁办、用什么文书要由人对照"))
    rows = impacts.running(actor).filter(state__in=_AHEAD.get(code, _BEFORE_VOTE))
    found = impacts.counted(rows, _("%d 件在办的到这一环节期限会不同"))
    if found is None:
        return None
    words = _("%(here)s → %(there)s") % {"here": _said(here), "there": _said(there)}
    return Impact(found.text, why=words, lines=found.lines)


def openers(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases nobody there could have brought in the way they came in. Basis: 安徽 11, 云南 9."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    named = {one.who for one in switch.there_procedure.openers} if switch.there_procedure is not None else set()
    if not named:
        return kinds.cannot_say(_("那边没有写谁可以提出"))
    rows = impacts.running(actor).exclude(opening__in=named).filter(opening__in=Opening.values)
    return impacts.counted(rows, _("%d 件照那边不能由现在的申请人提出"))


def meeting(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cases not yet voted on, whose meeting would need another quorum or majority."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    return impacts.counted(impacts.running(actor), _("%d 件还没有集体研究，要换这个数"))


def investigators(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cases whose inquiry has fewer people than the other side asks for."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    least = switch.there.value if switch.there is not None else None
    if type(least) is not int:
        return kinds.cannot_say(_("那边没有给数"))
    team = Q(assignments__part=Part.INVESTIGATOR, assignments__recused_at=None)
    rows = impacts.running(actor).filter(state="INVESTIGATING").annotate(team=Count("assignments", filter=team))
    return impacts.counted(rows.filter(team__lt=least), _("%d 件的核实组人数不够，要补人"))


def _deadline(procedure: Procedure | None, code: str) -> StageDeadline | None:
    stage = procedure.stage(code) if procedure is not None else None
    return stage.deadline if stage is not None else None


def _length(said: StageDeadline | None) -> tuple[object, ...]:
    """No stage, a stage without a deadline and one whose length the text leaves open run alike: nothing runs out."""
    if said is None or said.amount is None:
        return ()
    return (said.amount, said.unit, said.counted_from, said.longest_extension)


def _said(said: StageDeadline | None) -> str:
    return said.text if said is not None else _("未规定")
