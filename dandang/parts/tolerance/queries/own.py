"""What the person concerned sees: where it stands, whether they must do anything, their rights, who can see this.

Nothing an investigator drafted and nobody has put to the person is here: findings and suggestions appear only as the
points of a hearing notice and as the reasons of a served decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.audit import queries as audit
from dandang.foundation.audit.records import Reading
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.records import Happening
from dandang.ledger.casework.models import Part
from dandang.ledger.papers.records import PaperRecord, ServiceRecord
from dandang.registry.access.records import Actor

from ..models import Case, Decision, Hearing, HearingPoint, Measure, RecusalRequest, Review, Statement
from . import reach
from .cases import LOOKS
from .dossier import Dossier, load
from .hearings import MATERIAL_STATES
from .own_steps import own_steps
from .papers_for import served_papers
from .papers_offered import OfferedPaper, offered_to_person
from .review_days import ReviewDays, review_days
from .steps import short_day

_MOST = 60
# The person sees that these looked, not who they are (个人信息保护法 第三十五条): their work is to check others.
_HIDDEN_READERS = ("SECURITY_ADMIN", "AUDIT_ADMIN")


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One line of 我的事项."""

    id: int
    number: str
    title: str
    state_label: str
    look: str
    applied_on: date
    sentence: str
    must_do: str


@dataclass(frozen=True, slots=True)
class Right:
    """One thing the person may do: `route` is its page, empty for what is done on paper or by telephone."""

    label: str
    text: str = ""
    route: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """One point put to the person, with what they said; the answer only once the hearing is closed."""

    number: int
    point: str
    statement: str
    answer_label: str
    answer: str
    evidence: tuple[OwnPiece, ...]


@dataclass(frozen=True, slots=True)
class OwnPiece:
    """A piece of evidence the person may see: what it is, never who gave it."""

    id: int
    label: str
    title: str
    has_file: bool


@dataclass(frozen=True, slots=True)
class OwnCase:
    """The person's page. `points` are those put to the person; `decision` only once it is served."""

    case: Case
    look: str
    state_label: str
    sentence: str
    text: str
    must_do: str
    must_route: str
    must_act: str
    promise: str
    promise_text: str
    steps: list[Happening]
    rights: list[Right]
    points: tuple[OwnPoint, ...]
    statements: tuple[Statement, ...]
    evidence: tuple[OwnPiece, ...]
    decision: Decision | None
    reasons: tuple[tuple[str, str, str], ...]
    measures: tuple[Measure, ...]
    reviews: tuple[Review, ...]
    papers: tuple[OfferedPaper, ...]
    served: tuple[tuple[PaperRecord, ServiceRecord], ...]
    review_days: ReviewDays
    who_sees: str
    contact: str
    may_add: bool
    may_ask_recusal: bool
    people: tuple[tuple[int, str], ...]
    recusals: tuple[RecusalRequest, ...]
    may_withdraw: bool
    may_ask_review: bool


def own_rows(actor: Actor) -> list[OwnRow]:
    """This function will list the actor's own cases, newest first; none for an account that is nobody's file."""
    if actor.person_id is None:
        return []
    rows = (
        Case.objects.filter(person_id=actor.person_id).select_related("organ", "decision").prefetch_related("reviews")
    )
    return [_own_row(case) for case in rows.order_by("-id")[:_MOST]]


def own_case(actor: Actor, case_id: int, *, on: date) -> OwnCase:
    """This function will return the actor's own case as they may see it. Raises NotHere for anybody else's."""
    case = reach.own_case(actor, case_id)
    dossier = load(case)
    days = review_days(dossier, on)
    sentence, text = _stands(dossier)
    must_do, must_route = _must_do(dossier)
    is_served = dossier.served_on is not None
    return OwnCase(
        case=case,
        look=LOOKS[case.state],
        state_label=str(case.get_state_display()),
        sentence=sentence,
        text=text,
        must_do=must_do,
        must_route=must_route,
        must_act=_("去填报") if must_route == "tolerance:correction" else _("去说明"),
        promise=_promise(dossier)[0],
        promise_text=_promise(dossier)[1],
        steps=own_steps(dossier),
        rights=_rights(dossier, days),
        points=_points(dossier),
        statements=tuple(one for one in dossier.statements if one.author == "PERSON"),
        evidence=evidence_shown(dossier),
        decision=dossier.decision if is_served else None,
        reasons=tuple((one.get_element_display(), one.get_side_display(), one.reason) for one in dossier.reasons)
        if is_served
        else (),
        measures=dossier.measures if is_served else (),
        reviews=dossier.reviews,
        papers=offered_to_person(dossier),
        served=served_papers(case),
        review_days=days,
        who_sees=_who_sees(dossier),
        contact=_contact(dossier),
        may_add=case.state in MATERIAL_STATES,
        may_ask_recusal=case.state in {"ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY"},
        people=_people(dossier),
        recusals=dossier.recusal_requests,
        may_withdraw=case.opening == "PERSON"
        and case.state in {"APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED"},
        may_ask_review=days.may_ask,
    )


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """Who looked at the person's case, newest first."""

    case: Case
    looks: tuple[Reading, ...]


def own_looks(actor: Actor, case_id: int) -> OwnLooks:
    """This function will list who looked at the actor's own case and when, newest first. Raises NotHere."""
    case = reach.own_case(actor, case_id)
    found = audit.readings(target=ref("tolerance.case", case.pk), hidden_roles=_HIDDEN_READERS)
    return OwnLooks(case, tuple(found))


def evidence_shown(dossier: Dossier) -> tuple[OwnPiece, ...]:
    """This function will return the evidence the person may see: cited in a point put to them or a served decision."""
    cited = {piece.pk for point in dossier.points for piece in point.evidence.all()}
    if dossier.served_on is not None:
        cited |= {piece.pk for element in dossier.elements for piece in element.evidence.all()}
        cited |= {piece.pk for pair in dossier.distinctions for piece in pair.evidence.all()}
    return tuple(OwnPiece(one.id, one.label, one.title, one.has_file) for one in dossier.evidence if one.id in cited)


def piece_shown(actor: Actor, case_id: int, evidence_id: int) -> OwnPiece:
    """This function will return one piece the person may open. Raises NotHere for any other."""
    pieces = evidence_shown(load(reach.own_case(actor, case_id)))
    found = next((one for one in pieces if one.id == evidence_id and one.has_file), None)
    if found is None:
        raise NotHere()
    return found


def _points(dossier: Dossier) -> tuple[OwnPoint, ...]:
    return tuple(_point(dossier, hearing, point) for hearing in dossier.hearings for point in hearing.points.all())


def _point(dossier: Dossier, hearing: Hearing, point: HearingPoint) -> OwnPoint:
    is_told = hearing.closed_at is not None and bool(point.answer_side)
    pieces = tuple(OwnPiece(one.pk, one.label, one.title, bool(one.sha256)) for one in point.evidence.all())
    return OwnPoint(
        point.number, point.point, point.statement, str(point.get_answer_side_display()) if is_told else "",
        point.answer if is_told else "", pieces,
    )  # fmt: skip


def _own_row(case: Case) -> OwnRow:
    sentence = _outcome_words(case) or str(_SHORT.get(case.state, ""))
    must = _("请您说明情况") if case.state == "HEARING" else _("请您按期整改") if case.state == "CORRECTING" else ""
    return OwnRow(
        case.pk, case.number, case.title, str(case.get_state_display()), LOOKS[case.state], case.applied_on,
        sentence, must,
    )  # fmt: skip


def _outcome_words(case: Case) -> str:
    """What holds of a served decision today, after its reviews; empty while nothing is served."""
    decision: Decision | None = getattr(case, "decision", None)
    if decision is None or decision.served_on is None:
        return ""
    changed = [one for one in case.reviews.all() if one.state == "DECIDED" and one.result in {"MENDED", "OVERTURNED"}]
    if not changed:
        return _("结论：%s") % decision.outcome_label
    last = max(changed, key=lambda one: one.pk)
    return _("复查：%s") % (last.outcome_label or last.get_result_display())


_SHORT = {
    "APPLIED": gettext_lazy("已收到，还没有决定是否受理"),
    "REFUSED": gettext_lazy("没有受理，理由已经书面告诉您"),
    "WITHDRAWN": gettext_lazy("已撤回"),
    "ACCEPTED": gettext_lazy("已受理，正在安排核实人员"),
    "INVESTIGATING": gettext_lazy("正在核实"),
    "INVESTIGATED": gettext_lazy("核实完成，接下来听取您的意见"),
    "HEARING": gettext_lazy("正在听取您的意见"),
    "READY": gettext_lazy("等集体研究"),
    "DECIDED": gettext_lazy("已经研究决定，正在书面送达"),
    "ENDED": gettext_lazy("已终止办理"),
}


# Where it stands -------------------------------------------------------------------------------------------------


def _stands(dossier: Dossier) -> tuple[str, str]:
    """Where it stands in one sentence, and what comes next."""
    case, decision = dossier.case, dossier.decision
    if dossier.open_review is not None:
        return _("复查正在办理。"), _("由没有办过这件事的人办理，结果书面告诉您。")
    if decision is not None and dossier.served_on is not None:
        return _decided(dossier)
    if case.state in {"REFUSED", "WITHDRAWN", "ENDED"}:
        return f"{case.get_state_display()}。", case.refusal_reason or case.end_reason
    if case.state == "READY":
        return _ready(dossier)
    words = {
        "APPLIED": (_("申请已经收到。"), _("%s决定是否受理，书面告诉您。") % case.organ.name),
        "ACCEPTED": (_("已经受理。"), _("正在安排核实人员。有利害关系的人会回避。")),
        "INVESTIGATING": (_("正在核实。"), _("核实完成以后，对您不利的每一点都会先听您说。")),
        "INVESTIGATED": (_("核实已经完成。"), _("还没有作出任何认定。作出认定以前，会听取您的意见。")),
        "HEARING": _heard_words(dossier),
        "DECIDED": (_("已经集体研究决定。"), _("正在书面送达。送达以后，您在这里看到结论和理由。")),
    }
    return words[case.state]


def _heard_words(dossier: Dossier) -> tuple[str, str]:
    hearing = dossier.hearing
    if hearing is None:
        return _("正在听取您的意见。"), ""
    points = list(hearing.points.all())
    silent = [point for point in points if not point.statement]
    if silent and hearing.waived_on is None:
        return _("请您对 %d 点说明情况。") % len(silent), _(
            "可以在这里写，也可以当面说、交纸质材料。请同事陪同也可以。"
        )
    answered = sum(1 for point in points if point.answer_side)
    return _("您的意见已经记录。"), _("%(n)d 点中 %(a)d 点已有答复。每一点都会书面答复。") % {
        "n": len(points),
        "a": answered,
    }


def _ready(dossier: Dossier) -> tuple[str, str]:
    first = _("您的意见已全部记录并逐点答复。") if dossier.points else _("核实中没有发现对您不利的点。")
    item = dossier.item
    if item is None:
        return first, _("接下来集体研究，结果书面告诉您。")
    return first, _("%(body)s定于 %(day)s 研究，结果书面告诉您。") % {
        "body": item.body_name,
        "day": short_day(item.planned_on),
    }


def _decided(dossier: Dossier) -> tuple[str, str]:
    decision = dossier.decision
    assert decision is not None
    last = next((one for one in reversed(dossier.reviews) if one.state == "DECIDED"), None)
    if last is not None:
        words = _("复查结果：%s。") % (last.outcome_label or last.get_result_display())
        return words, last.reasons
    words = _("经研究，%s。") % decision.outcome_label
    if dossier.case.state == "CORRECTING":
        ahead = sum(1 for one in dossier.measures if one.state != "ACCEPTED")
        return words, _("还有 %d 项整改没有验收。") % ahead
    if dossier.case.state == "REFERRED":
        return words, dossier.referral.reasons if dossier.referral else ""
    return words, _("决定书 %s 送达您。") % short_day(dossier.served_on)


def _must_do(dossier: Dossier) -> tuple[str, str]:
    """Whether the person must do anything, in a sentence, and the page for it."""
    case, hearing = dossier.case, dossier.hearing
    if case.state == "HEARING" and hearing is not None and hearing.waived_on is None:
        silent = [point for point in hearing.points.all() if not point.statement]
        if silent:
            until = _("请在 %s 前说明。") % short_day(hearing.reply_by) if hearing.reply_by else _("请您说明。")
            return until + _("不说明也可以，但要请您书面写明放弃。"), "tolerance:my_reply"
    mine = [one for one in dossier.measures if one.state in {"ORDERED", "NOT_ACCEPTED"}]
    mine = [one for one in mine if one.owner_person_id == case.person_id]
    if case.state == "CORRECTING" and mine:
        first = min(mine, key=lambda one: one.due_on)
        return _("请在 %(day)s 前完成：%(what)s") % {"day": short_day(first.due_on), "what": first.text}, (
            "tolerance:correction"
        )
    if case.state not in MATERIAL_STATES:
        return _("现在您不需要做什么。"), ""
    return _("现在您不需要做什么。想补充材料，随时可以。"), ""


def _promise(dossier: Dossier) -> tuple[str, str]:
    """What is not affected: nothing follows while nothing is decided; then the shield of the decision says what."""
    decision = dossier.decision
    if decision is None or dossier.served_on is None:
        return _("研究期间，您的工作、考核、休假照常。"), _("这件事不会出现在名册和评议里。")
    if dossier.has_shield and decision.overturned_at is None:
        return _("这件事不作负面评价。"), _(
            "考核、评优、选拔怎样受保护，以决定书“本决定的效果”一栏为准，系统会自动照办。"
        )
    return _("您提不同意见，不会带来不利后果。"), _("申请复查、说明情况都不记入档案，不影响考核；复查的结果不会更重。")


# Rights and who sees this ----------------------------------------------------------------------------------------


def _rights(dossier: Dossier, days: ReviewDays) -> list[Right]:
    case = dossier.case
    rights = []
    if case.state in MATERIAL_STATES:
        rights.append(Right(_("补充材料"), _("写下来或者上传，都会进入案卷"), anchor="#add"))
    if case.state in {"ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY"}:
        rights.append(Right(_("申请有关人员回避"), _("写明是谁、为什么，机关会书面答复"), anchor="#recusal"))
        rights.append(Right(_("请一位同事陪同说明"), _("当面听取意见时可以带一位同事，事先告诉承办人就行")))
    if evidence_shown(dossier):
        rights.append(Right(_("看证据和笔录"), anchor="#evidence"))
    if days.may_ask:
        rights.append(Right(_("申请复查"), days.words, route="tolerance:review"))
    elif dossier.served_on is not None and not dossier.reviews:
        rights.append(Right(_("申请复查"), days.words))
    elif dossier.decision is None:
        rights.append(Right(_("不同意结论，可以申请复查"), days.words))
    return rights


def _who_sees(dossier: Dossier) -> str:
    counted = [(Part(part), len(dossier.at_work(part))) for part in Part.values]
    words = [_("%(part)s %(n)d 人") % {"part": part.label, "n": n} for part, n in counted if n]
    item = dossier.item
    if item is not None and item.tally is not None and not dossier.at_work(Part.DECIDER):
        words.append(_("研究 %d 人") % item.tally.entitled)
    if not words:
        return _("%s的承办人员。") % dossier.case.organ.name
    return "、".join(words) + "。"


def _people(dossier: Dossier) -> tuple[tuple[int, str], ...]:
    """Those who may be asked to stand aside: everybody with a part today, by name and part."""
    return tuple(
        (one.person_id, f"{one.person.name}（{one.get_part_display()}）")
        for one in dossier.assignments
        if one.recused_at is None
    )


def _contact(dossier: Dossier) -> str:
    handler = dossier.handler
    name = handler.person.name if handler else _("%s值班人员") % dossier.case.organ.name
    return _("承办人：%(name)s（%(organ)s）") % {"name": name, "organ": dossier.case.organ.name}
