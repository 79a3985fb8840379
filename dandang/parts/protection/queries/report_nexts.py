"""What is next with a report, by whom, and where is it done? One answer for each state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ..models import Report
from . import answers, reach, tabs


@dataclass(frozen=True, slots=True)
class Next:
    """The box 下一步. `url` is empty for who may not do it; `after` says what follows or what else may be done."""

    title: str
    who: str
    act: str = ""
    url: str = ""
    after: str = ""


def next_of(report: Report, may_handle: bool, may_lead: bool, *, on: date) -> Next | None:
    """This function will say what is next; None when nothing further is to be done."""
    office = report.organ.name
    if report.state == "FORWARDED" and report.sender_id is None:
        return _next(
            _("等%s的结果") % report.forwarded_to, office, _("结果回来了，登记办理"), "accept", report, may_handle,
            _("只转出了隐去身份的摘要；结果回来以后在这里逐项登记、认定。"),
        )  # fmt: skip
    if report.state in {"RECEIVED", "FORWARDED"}:
        return _next(
            _("决定是否受理"), office, _("去办理"), "accept", report, may_handle,
            _("不归这里管的转送出去；和先前的反映是同一件事的，并入先前的。"),
        )  # fmt: skip
    if report.state == "ACCEPTED":
        return _accepted(report, office, may_handle, may_lead)
    last = answers.last_answer(report)
    if last is not None and last.is_objected:
        return _next(
            _("说明反映人的异议"), office, _("去说明"), "objection_answer", report, may_handle,
            _("有新证据的，由负责人重新核实。"),
        )  # fmt: skip
    if answers.is_waited_for(report):
        return _next(_("答复反映人"), office, _("去答复"), "answer", report, may_handle, "")
    return None


def _accepted(report: Report, office: str, may_handle: bool, may_lead: bool) -> Next:
    if report.is_reference_only:
        return _next(
            _("登记办理单位的结论"), office, _("去登记"), "outcomes", report, may_handle or may_lead,
            _("一个人录入，另一位负责人核对。"),
        )  # fmt: skip
    live = reach.live_allegations(report)
    if not live.exists():
        return _next(
            _("把反映的问题逐项列出来"), office, _("去列出"), "allegations", report, may_handle,
            _("一项一个人、一件事，逐项筛查、处置、认定。"),
        )  # fmt: skip
    return _next(
        _("逐项处置和认定"), office, _("去办理"), "allegations", report, may_handle or may_lead,
        _("核实的人提出认定，负责人确认，不能是同一个人。"),
    )  # fmt: skip


def _next(title: str, who: str, act: str, route: str, report: Report, may: bool, after: str) -> Next:
    return Next(title, who, act if may else "", tabs.address(route, report.pk) if may else "", after)
