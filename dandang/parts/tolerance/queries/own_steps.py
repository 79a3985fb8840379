"""The steps of a case as the person concerned reads them: oldest first, and what is still to come."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ui.records import Happening

from ..models import Case
from .dossier import Dossier
from .steps import short_day


def own_steps(dossier: Dossier) -> list[Happening]:
    """This function will tell what was done and what is to come, oldest first, in words for the person concerned."""
    return [*_steps_begun(dossier), *_steps_heard(dossier), *_steps_decided(dossier), *_steps_ahead(dossier)]


def _steps_begun(dossier: Dossier) -> list[Happening]:
    case = dossier.case
    steps = [Happening(short_day(case.applied_on), _began(case))]
    if case.accepted_on:
        steps.append(Happening(short_day(case.accepted_on), _("已受理，书面告知您")))
    if case.ended_on:
        steps.append(Happening(short_day(case.ended_on), str(case.get_state_display()), case.end_reason))
    if case.investigated_on and case.state not in {"ACCEPTED", "INVESTIGATING"}:
        steps.append(Happening(short_day(case.investigated_on), _("核实完成")))
    return steps


def _began(case: Case) -> str:
    if case.opening == "PERSON":
        return _("您提出申请")
    if case.opening in {"ORGAN", "ACCOUNTABILITY"}:
        return _("%(organ)s：%(how)s") % {"organ": case.organ.name, "how": case.get_opening_display()}
    return _("%s替您提出申请") % case.applicant_name


def _steps_heard(dossier: Dossier) -> list[Happening]:
    steps = []
    for hearing in dossier.hearings:
        points = list(hearing.points.all())
        steps.append(Happening(short_day(hearing.notice_on), _("把 %d 点告诉您，请您说明") % len(points)))
        if hearing.held_on:
            answered = sum(1 for point in points if point.answer_side)
            title = _("听取您的意见，%d 点都有答复") if answered == len(points) else _("听取您的意见，%d 点")
            steps.append(Happening(short_day(hearing.held_on), title % len(points), url="#points"))
        if hearing.waived_on:
            steps.append(Happening(short_day(hearing.waived_on), _("您书面放弃说明")))
    return steps


def _steps_decided(dossier: Dossier) -> list[Happening]:
    if dossier.served_on is None or dossier.decision is None:
        return []
    item = dossier.item
    steps = []
    if item is not None and item.held_on:
        steps.append(Happening(short_day(item.held_on), _("集体研究"), item.body_name))
    steps.append(Happening(short_day(dossier.served_on), _("书面决定送达您：%s") % dossier.decision.outcome_label))
    for one in dossier.measures:
        if one.accepted_on:
            steps.append(Happening(short_day(one.accepted_on), _("整改第 %d 项验收通过") % one.number))
    for review in dossier.reviews:
        steps.append(Happening(short_day(review.requested_on), str(review.get_kind_display())))
        if review.decided_on:
            steps.append(Happening(short_day(review.decided_on), _("复查：%s") % review.get_result_display()))
    return steps


def _steps_ahead(dossier: Dossier) -> list[Happening]:
    """What is still to come; the first of them is now."""
    state = dossier.case.state
    item = dossier.item
    study = Happening(short_day(item.planned_on) if item else _("听取意见以后"), _("集体研究"), _("核实的人不参加表决"))
    later = [
        ("ACCEPTED", Happening(_("收到以后"), _("决定是否受理，书面告诉您"))),
        ("INVESTIGATED", Happening(_("受理以后"), _("核实"))),
        ("READY", Happening(_("核实以后"), _("听取您的意见，逐点答复"))),
        ("DECIDED", study),
        ("SERVED", Happening(_("研究以后"), _("书面决定送达，您签收"))),
        ("REVIEW", Happening(_("送达以后"), _("不同意可以申请复查，由其他人办，结果不会更重"))),
    ]
    begin = {"APPLIED": 0, "ACCEPTED": 1, "INVESTIGATING": 1, "INVESTIGATED": 2, "HEARING": 2, "READY": 3, "DECIDED": 4}
    if state not in begin:
        return []
    ahead = [one for _code, one in later[begin[state] :]]
    first = ahead[0]
    return [Happening(first.when, first.title, first.text, "now"), *(_as_later(one) for one in ahead[1:])]


def _as_later(one: Happening) -> Happening:
    return Happening(one.when, one.title, one.text, "later", one.url)
