"""What is next in a case, who must do it by when, and what is missing by name? One answer for each state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ui.records import Clause
from dandang.ledger.casework.models import Part, Side
from dandang.ledger.duties.records import DutyRecord

from .deciding import Gap
from .dossier import Dossier
from .steps import short_day


@dataclass(frozen=True, slots=True)
class Next:
    """The box 下一步. `missing` names each thing; `act` and `route` are the one act, empty for who may not do it.

    `is_decision` when a person or a committee has to decide. `after` says what follows or may be done instead, with
    `after_act` as its link.
    """

    title: str
    who: str
    missing: tuple[str, ...] = ()
    act: str = ""
    route: str = ""
    is_decision: bool = False
    after: str = ""
    after_act: str = ""
    why: str = ""
    clause: Clause | None = None
    chip: DeadlineChip | None = None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do in the case today."""

    may_handle: bool = False
    may_lead: bool = False
    may_investigate: bool = False
    may_review: bool = False
    parts: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class _Plan:
    title: str
    who: str
    act: str
    route: str
    may: bool
    missing: tuple[str, ...] = ()
    is_decision: bool = False
    after: str = ""
    after_act: str = ""
    due: date | None = None


def next_of(
    dossier: Dossier, rights: Rights, about: list[DutyRecord], on: date, *, gaps: tuple[Gap, ...] = ()
) -> Next | None:
    """This function will say what is next; None when nothing further is to be done.

    `about` are the open duties of the case, `gaps` what the report or a meeting still waits for.
    """
    plan = _plan(dossier, rights, gaps)
    if plan is None:
        return None
    duty = about[0] if about else None
    due = duty.due_on if duty and duty.due_on else plan.due
    clause = Clause(duty.clause, duty.clause_url) if duty and duty.clause and duty.clause_url else None
    return Next(
        title=plan.title,
        who=plan.who,
        missing=plan.missing,
        act=plan.act if plan.may else "",
        route=plan.route if plan.may else "",
        is_decision=plan.is_decision,
        after=plan.after,
        after_act=plan.after_act if plan.may else "",
        why=duty.why if duty else "",
        clause=clause,
        chip=calendars.deadline_chip(due, on) if due else None,
    )


def _plan(dossier: Dossier, rights: Rights, gaps: tuple[Gap, ...]) -> _Plan | None:
    if dossier.open_review is not None:
        return _review(dossier, rights)
    if dossier.case.state == "READY":
        return _ready(dossier, rights, gaps)
    if dossier.case.state == "INVESTIGATING":
        return _investigating(dossier, rights, gaps)
    make = _PLANS.get(dossier.case.state)
    return make(dossier, rights) if make else None


def _office(dossier: Dossier) -> str:
    handler = dossier.handler
    return handler.person.name if handler else dossier.case.organ.name


def _applied(dossier: Dossier, rights: Rights) -> _Plan:
    return _Plan(
        _("决定是否受理"), _office(dossier), _("去办理"), "tolerance:accept", rights.may_handle,
        is_decision=True, after=_("不受理的，要写明理由和条款，书面告诉申请人。"),
    )  # fmt: skip


def _accepted(dossier: Dossier, rights: Rights) -> _Plan:
    investigators = dossier.at_work(Part.INVESTIGATOR)
    if len(investigators) < 2:
        missing = (_("核实人员 2 人以上，现有 %d 人") % len(investigators),)
        return _Plan(
            _("指派核实人员"), _("%s领导") % dossier.case.organ.name, _("去指派"), "tolerance:team", rights.may_lead,
            missing, after=_("有亲属、同单位、上下级关系或者经手过这件事的人要回避。"),
        )  # fmt: skip
    return _Plan(_("开始核实"), _office(dossier), _("去办理"), "tolerance:team", rights.may_handle or rights.may_lead)


def _investigating(dossier: Dossier, rights: Rights, gaps: tuple[Gap, ...]) -> _Plan:
    return _Plan(
        _("核实并写出报告"), dossier.names(Part.INVESTIGATOR), _("去核实"), "tolerance:findings",
        rights.may_investigate, tuple(gap.sentence for gap in gaps), after=_("核实的人不参加表决。"),
    )  # fmt: skip


def _investigated(dossier: Dossier, rights: Rights) -> _Plan:
    against = sum(1 for one in dossier.elements if one.side == Side.AGAINST)
    title = _("书面告知不利的点，听取本人意见") if against else _("听取本人意见，或者直接提交集体研究")
    return _Plan(
        title, _office(dossier), _("去办理"), "tolerance:hearing", rights.may_handle,
        after=_("还没有听取本人意见，不能作不利的认定。"),
    )  # fmt: skip


def _hearing(dossier: Dossier, rights: Rights) -> _Plan:
    missing = missing_in_hearing(dossier)
    reply_by = dossier.hearing.reply_by if dossier.hearing is not None else None
    waits = bool(missing) and not any(point.statement for point in dossier.points)
    title = _("等本人说明情况") if waits else _("逐点答复本人意见")
    who = f"{dossier.case.person.name}（{_('本人')}）" if waits else _office(dossier)
    return _Plan(title, who, _("去办理"), "tolerance:hearing", rights.may_handle, missing, due=reply_by)


def _ready(dossier: Dossier, rights: Rights, gaps: tuple[Gap, ...]) -> _Plan:
    missing = tuple(gap.sentence for gap in gaps)
    may_go_on = bool(gaps) and all(gap.may_wait for gap in gaps)
    after = _("确有必要先研究的，") if may_go_on else _("结论由集体研究作出；与规则对照不一致的，要写明理由。")
    after_act = _("写明理由再提交") if may_go_on else ""
    item = dossier.item
    if item is None:
        return _Plan(
            _("提交集体研究"), _office(dossier), _("去提交"), "tolerance:decide", rights.may_handle, missing,
            is_decision=True, after=after, after_act=after_act,
        )  # fmt: skip
    if item.is_settled:
        return _Plan(
            _("按表决结果作出决定"), _office(dossier), _("去办理"), "tolerance:decide", rights.may_handle,
            is_decision=True, after=_("六个要件每一项都要写明理由。"),
        )  # fmt: skip
    return _Plan(
        _("集体研究"), item.body_name, _("看议题"), "tolerance:decide", rights.may_handle, missing, is_decision=True,
        after=_("表决票由两个人各录一遍，核对一致才算数。"), due=item.planned_on,
    )  # fmt: skip


def _decided(dossier: Dossier, rights: Rights) -> _Plan:
    return _Plan(
        _("送达决定"), _office(dossier), _("去送达"), "tolerance:decide", rights.may_handle,
        after=_("送达以后，本人才看到结论；复查的期限也从送达算起。"),
    )  # fmt: skip


def _served(dossier: Dossier, rights: Rights) -> _Plan:
    if any(one.state != "ACCEPTED" for one in dossier.measures):
        return _correcting(dossier, rights)
    return _Plan(_("回访并办结"), _office(dossier), _("去办理"), "tolerance:correction", rights.may_handle)


def _correcting(dossier: Dossier, rights: Rights) -> _Plan:
    ahead = [one for one in dossier.measures if one.state != "ACCEPTED"]
    reported = [one for one in ahead if one.state == "REPORTED"]
    if not ahead:
        return _Plan(_("回访并办结"), _office(dossier), _("去办理"), "tolerance:correction", rights.may_handle)
    missing = tuple(
        _("第 %(n)d 项，%(who)s，%(day)s前：%(state)s")
        % {"n": one.number, "who": one.owner_name, "day": short_day(one.due_on), "state": one.get_state_display()}
        for one in ahead
    )
    title = _("验收整改") if reported else _("等整改完成")
    who = _office(dossier) if reported else "、".join(dict.fromkeys(one.owner_name for one in ahead))
    return _Plan(
        title, who, _("去验收") if reported else _("看整改"), "tolerance:correction", rights.may_handle, missing,
        after=_("只有机关写明理由认定整改不力或者拒不整改，才移送问责。"), due=min(one.due_on for one in ahead),
    )  # fmt: skip


def _review(dossier: Dossier, rights: Rights) -> _Plan:
    review = dossier.open_review
    assert review is not None
    reviewers = dossier.names(Part.REVIEWER)
    may = rights.may_review or rights.may_lead or rights.may_handle
    title = _("决定是否受理复查申请") if review.state == "REQUESTED" else _("办理复查")
    return _Plan(
        title, reviewers or review.organ.name, _("去办理"), "tolerance:review", may, is_decision=True,
        after=_("复查由没有办过这件事的人办理；本人申请的，结果不会更重。"), due=review.due_on,
    )  # fmt: skip


_PLANS: dict[str, Callable[[Dossier, Rights], _Plan]] = {
    "APPLIED": _applied,
    "ACCEPTED": _accepted,
    "INVESTIGATED": _investigated,
    "HEARING": _hearing,
    "DECIDED": _decided,
    "SERVED": _served,
    "CORRECTING": _correcting,
}


# What is missing -------------------------------------------------------------------------------------------------


def missing_in_hearing(dossier: Dossier) -> tuple[str, ...]:
    """This function will name the points nobody has spoken to or answered."""
    hearing = dossier.hearing
    if hearing is None:
        return ()
    points = list(hearing.points.all())
    silent = [] if hearing.waived_on else [point for point in points if not point.statement]
    unanswered = [point for point in points if not point.answer_side and point not in silent]
    return tuple(
        [_("第 %d 点，本人还没有说明") % point.number for point in silent]
        + [_("第 %d 点，还没有答复") % point.number for point in unanswered]
    )
