"""What a unit or party organisation sees of a case it applied for: state, steps, its own words, papers sent to it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dandang.foundation.ui.records import Step
from dandang.registry.access.records import Actor

from ..models import Case, Statement
from . import reach
from .cases import LOOKS
from .dossier import Dossier, load
from .papers_offered import OfferedPaper, offered_to_applicant
from .steps import steps_of

_UNIT_AUTHORS = {"UNIT", "PARTY_ORGANISATION"}


@dataclass(frozen=True, slots=True)
class AppliedView:
    """Nothing of the inquiry, of the hearing's words or of the votes: they are the person's and the organ's."""

    case: Case
    look: str
    steps: list[Step]
    step_number: int
    sentence: str
    statements: tuple[Statement, ...]
    papers: tuple[OfferedPaper, ...]
    contact: str


def applied_view(actor: Actor, case_id: int) -> AppliedView:
    """This function will return the unit's page of a case. Raises NotHere for a case the unit did not apply for."""
    case = reach.applied_case(actor, case_id)
    dossier = load(case)
    steps, number = steps_of(dossier)
    return AppliedView(
        case=case,
        look=LOOKS[case.state],
        steps=steps,
        step_number=number,
        sentence=sentence_for_unit(dossier),
        statements=tuple(one for one in dossier.statements if one.author in _UNIT_AUTHORS),
        papers=offered_to_applicant(dossier),
        contact=dossier.names("HANDLER"),
    )


def sentence_for_unit(dossier: Dossier) -> str:
    """This function will say in one sentence where the case stands, without the inquiry's findings."""
    case, decision = dossier.case, dossier.decision
    if case.state == "REFUSED":
        return _("没有受理。理由：%s") % case.refusal_reason
    if case.state in {"WITHDRAWN", "ENDED"}:
        return f"{case.get_state_display()}。{case.end_reason}"
    if decision is None:
        return _("%s正在办理，结果书面告诉您单位。") % case.organ.name
    if dossier.served_on is None:
        return _("已经研究决定，正在书面送达。")
    return _("%(day)s送达，结论：%(outcome)s。") % {
        "day": _("%(m)d月%(d)d日") % {"m": dossier.served_on.month, "d": dossier.served_on.day},
        "outcome": decision.outcome_label,
    }
