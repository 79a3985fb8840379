"""What would another region's deadlines, openers and figures mean for the cases in work? Beside `impacts`.

Each counts only cases whose files the reader may open; a case in work keeps the procedure pinned to it.
"""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.law.policies import kinds
from dandang.law.policies import queries as policies
from dandang.law.policies.kinds import Impact, Switch
from dandang.law.policies.records import Procedure, StageDeadline
from dandang.ledger.casework.models import Part
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from . import impacts
from .models import Opening
from .queries import reach

STAGES = "procedure.tolerance.stages"
# A stage still lies before, or in, these states.
_AHEAD = {
    "APPLIED": ("APPLIED",),
    "ACCEPTED": ("APPLIED", "ACCEPTED"),
    "INVESTIGATING": ("APPLIED", "ACCEPTED", "INVESTIGATING"),
    "HEARING": ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING"),
}
_BEFORE_VOTE = ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")

# Which cases a figure still governs, and in which words they are counted.
_GOVERNED: dict[str, tuple[tuple[str, ...], Promise]] = {
    "tolerance.acceptance_working_days": (("APPLIED",), gettext_lazy("%d 件等受理的，受理的期限会不同")),
    "tolerance.hearing_notice_days": (
        ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED"),
        gettext_lazy("%d 件还没有听取意见的，提前通知的天数会不同"),
    ),
    "tolerance.reason_min_characters": (_BEFORE_VOTE, gettext_lazy("%d 件还没有认定的，理由的字数要求会不同")),
    "tolerance.copied_reason_cases": (_BEFORE_VOTE, gettext_lazy("%d 件还没有认定的，理由雷同的界限会不同")),
    "tolerance.milder_later_rule": (_BEFORE_VOTE, gettext_lazy("%d 件还没有认定的，新旧规定怎样取舍会不同")),
    "tolerance.appeal_days": (("DECIDED", "SERVED", "CORRECTING"), gettext_lazy("%d 件已认定的，申诉的期限会不同")),
    "tolerance.least_reviewers": (("SERVED", "CORRECTING", "CLOSED"), gettext_lazy("%d 件如申请复查，人数要求会不同")),
    "tolerance.correction_deadline_needed": (
        (*_BEFORE_VOTE, "DECIDED", "SERVED", "CORRECTING"),
        gettext_lazy("%d 件认定容错时，要不要限期整改会不同"),
    ),
    "tolerance.correction_days": (
        (*_BEFORE_VOTE, "DECIDED", "SERVED", "CORRECTING"),
        gettext_lazy("%d 件限期整改的天数会不同"),
    ),
}


def register() -> None:
    """Register what each figure means for the cases in work."""
    kinds.register_impact(STAGES, deadline)
    kinds.register_impact("tolerance.applicants", openers)
    kinds.register_impact("procedure.tolerance.openers", openers)
    for key in ("tolerance.quorum_share", "tolerance.majority_share"):
        kinds.register_impact(key, meeting)
    kinds.register_impact("tolerance.least_investigators", investigators)
    for key in _GOVERNED:
        kinds.register_impact(key, figure)


def deadline(actor: Actor, switch: Switch) -> Impact | None:
    """Return the undecided cases that have this stage before them, when its deadline there is another."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    code = switch.key.rpartition(".")[2]
    here, there = _deadline(switch.here_procedure, code), _deadline(switch.there_procedure, code)
    before, after = _length(here), _length(there)
    rows = impacts.running(actor).filter(state__in=_AHEAD.get(code, _BEFORE_VOTE))
    if before == after:
        changes = _stage_changes(switch, code)
        return impacts.counted(rows, _("%d 件在办的到这一环节办法会不同"), why="；".join(changes)) if changes else None
    words = _("%(here)s → %(there)s") % {"here": _said(here), "there": _said(there)}
    return impacts.counted(rows, _("%d 件在办的到这一环节期限会不同"), why=words)


def _stage_changes(switch: Switch, code: str) -> list[str]:
    """What else a stage does otherwise: who acts, which papers, where it leads; each here and there."""
    stages = [one.stage(code) if one is not None else None for one in (switch.here_procedure, switch.there_procedure)]
    said = [
        (_("由谁办"), [policies.role_labels(one) for one in stages]),
        (_("文书"), [policies.paper_labels(one) for one in stages]),
        (_("下一步"), [policies.next_labels(one) for one in stages]),
    ]
    return [
        f"{what}：{'、'.join(here) or _('未规定')} → {'、'.join(there) or _('未规定')}"
        for what, (here, there) in said
        if here != there
    ]


def figure(actor: Actor, switch: Switch) -> Impact | None:
    """Return the cases a figure still governs, with what it says here and there."""
    if not access.may(actor, "tolerance.view"):
        return impacts.not_open()
    states, words = _GOVERNED[switch.key]
    rows = reach.visible_cases(actor).filter(state__in=states).select_related("organ")
    return impacts.counted(rows, str(words), why=kinds.from_to(switch))


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
