"""What a reporter reads with the receipt: where it stands in plain words, what comes next and by when, who looked.

By days only. A wrong receipt finds nothing and says so in the same words every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Happening
from dandang.registry.vault import queries as vaults
from dandang.registry.vault.records import Look

from .. import receipts
from ..models import Answer, Question, Report
from . import answers, clocks, identity, reach

_MAY_WITHDRAW = ("RECEIVED", "ACCEPTED")
_OPEN = ("RECEIVED", "FORWARDED", "ACCEPTED", "CONCLUDED", "ANSWERED", "DUPLICATE")


@dataclass(frozen=True, slots=True)
class Status:
    """The page of one receipt. `says` is where it stands, `follows` what comes next; `until` its last day in words.

    `kept` says how long what was sealed is kept, or that it is gone.
    """

    report: Report
    says: str
    follows: str
    until: str
    line: tuple[Happening, ...]
    looks: tuple[Look, ...]
    kept: str
    answers: tuple[Answer, ...]
    results: tuple[tuple[int, str], ...]
    questions: tuple[Question, ...]
    may_write: bool
    may_object: bool
    may_withdraw: bool


def by_receipt(code: str) -> Report | None:
    """This function will return the report of a receipt, None for a wrong one."""
    if len(receipts.plain(code)) != receipts.LENGTH:
        return None
    rows = Report.objects.select_related("organ", "joined_to__organ")
    return rows.filter(receipt_digest__in=receipts.digests(code)).first()


def status(code: str, *, on: date) -> Status | None:
    """This function will return what the receipt's page shows, None for a wrong receipt.

    A report joined to an earlier one shows how the earlier one stands; answers and questions stay its own.
    """
    report = by_receipt(code)
    if report is None:
        return None
    handled = answers.handled(report)
    last = answers.last_answer(report)
    follows, until = _follows(report, handled, on)
    return Status(
        report=report,
        says=_says(report, handled),
        follows=follows,
        until=until,
        line=tuple(_line(report, handled)),
        looks=vaults.looks(report.handle) if report.handle else (),
        kept=_kept(report, on) if report.handle else "",
        answers=tuple(report.answers.order_by("id")),
        results=_results(handled),
        questions=tuple(report.questions.all()),
        may_write=report.state in _OPEN,
        may_object=last is not None and not last.objection,
        may_withdraw=report.state in _MAY_WITHDRAW,
    )


def _says(report: Report, handled: Report) -> str:
    organ = handled.organ.name
    if report.state == "DUPLICATE":
        return _("您反映的和先前收到的一件是同一件事，已由%s并在一起办理。下面是那一件的进展。") % organ
    words = {
        "RECEIVED": _("%s已经收到，正在看是否归自己受理。") % organ,
        "ACCEPTED": _("%s已经受理，正在逐项核实。") % organ,
        "CONCLUDED": _("每一项都已经查清，并由两个人认定、确认。"),
        "ANSWERED": _("已经办结，答复在下面。") if report.is_signed else _("已经办结，查的结果在下面。"),
        "WITHDRAWN": _("您已经撤回。撤回不会给您带来任何不利。"),
    }
    if report.state == "FORWARDED":
        return _("已经转送%s，等对方受理。") % report.forwarded_to
    if report.state == "ACCEPTED" and report.answers.exists():
        return _("%s正在按新的证据重新核实，以前的答复在下面。") % organ
    return words[report.state]


def _follows(report: Report, handled: Report, on: date) -> tuple[str, str]:
    """What comes next and its last day in words; 未规定 is said."""
    if handled.state == "RECEIVED":
        return _("决定是否受理，结果写在这里。"), _until(clocks.ACCEPT, handled.received_on, handled)
    if handled.state == "FORWARDED":
        key = clocks.ACCEPT_FORWARDED if handled.sender_id else clocks.ACCEPT
        return _("对方决定是否受理。"), _until(key, handled.forwarded_on or handled.received_on, handled)
    if handled.state == "ACCEPTED":
        return _("逐项核实。要您补充的，会在下面提问。"), _("多少天查清，规则没有规定")
    if handled.concluded_on and answers.is_waited_for(report):
        return _("把结果答复您，写在这里。"), _until(clocks.ANSWER, handled.concluded_on, handled)
    if handled.state == "WITHDRAWN":
        return _("有具体事实的，负责人写明理由后可以继续查；没有的，到此为止。"), ""
    return "", ""


def _until(key: str, counted_from: date, report: Report) -> str:
    said, due = clocks.due(key, region=report.region, counted_from=counted_from)
    if due is None:
        return _("规则没有规定期限")
    words = _("最迟 %(day)s（%(amount)s个工作日，%(clause)s）")
    return words % {"day": formats.day_long(due.on), "amount": said.value, "clause": said.citation}


def _kept(report: Report, on: date) -> str:
    destroyed_on = vaults.destroyed_on(report.handle)
    if destroyed_on is not None:
        return _("保存期满，%s 由两个机关同意销毁，谁也打不开了。") % formats.day_long(destroyed_on)
    rule = identity.keeping(report.region, on)
    if rule.years is None:
        return _("办结以后保存几年：未规定。不会自动销毁，两个机关都同意才销毁。")
    words = _("办结以后保存 %(years)s 年（%(clause)s），期满两个机关都同意才销毁。")
    return words % {"years": rule.years, "clause": rule.clause}


def _line(report: Report, handled: Report) -> list[Happening]:
    """The way so far, by days. What happened to the report itself first, then what happened where it is handled."""
    own = [(report.received_on, _("收到")), (report.forwarded_on, _("转送%s") % report.forwarded_to)]
    if handled.pk != report.pk:
        own.append((report.ended_on, _("并入先前的一件")))
    rest = [
        (handled.accepted_on, _("受理")),
        (handled.concluded_on, _("逐项查清")),
        *((one.answered_on, _("答复")) for one in report.answers.all()),
        *((one.objected_on, _("您提出异议")) for one in report.answers.all() if one.objection),
    ]
    if report.state == "WITHDRAWN":
        rest.append((report.ended_on, _("撤回")))
    return [Happening(formats.day_long(day), words) for day, words in (*own, *rest) if day]


def _results(handled: Report) -> tuple[tuple[int, str], ...]:
    """How many allegations ended how: what an anonymous reporter reads too, without names and reasons."""
    if handled.state not in {"CONCLUDED", "ANSWERED"}:
        return ()
    live = reach.live_allegations(handled).order_by("number")
    return tuple((one.number, str(one.get_finding_display())) for one in live)
