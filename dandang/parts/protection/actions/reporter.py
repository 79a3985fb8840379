"""What a reporter does with the receipt: writing, objecting, withdrawing; and what the handlers write back.

By days only: none of the reporter's acts leaves an entry, a duty or a notice at its moment. The daily run opens the
duties that follow and puts the acts on record, as it does with reports themselves.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import markings
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Answer, Question, Report
from ..queries import answers, reach
from ..queries import reporter as queries
from ..states import REPORT_MOVES
from . import copies, intake, moving

_FEW = 200  # what one reporter may write to one report; the receipt is the only key, so nobody is counted


@transaction.atomic
def ask(*, actor: Actor, code: str, text: str, at: datetime) -> None:
    """This function will keep what a reporter writes to the handlers. Raises WrongReceipt for a wrong receipt.

    Refuses empty and endless words, secrets, and writing to a report that was withdrawn.
    """
    report = _with_receipt(code)
    words = _words(text, "text")
    if report.state == "WITHDRAWN":
        raise errors.WrongState(_("您已经撤回，不能再补充。有新的情况，请另写一件。"))
    if report.questions.filter(is_from_reporter=True).count() >= _FEW:
        raise errors.WrongState(_("这件反映下写的已经很多。请等承办人回复，或者另写一件。"))
    Question.objects.create(report=report, is_from_reporter=True, text=words, written_on=timezone.localdate(at))


@transaction.atomic
def object_(*, actor: Actor, code: str, text: str, at: datetime) -> None:
    """This function will keep a signed reporter's objection to the last answer, word for word.

    Refuses where nothing was answered, and a second objection to the same answer.
    Basis: 检举控告规则 (有异议的如实记录并说明).
    """
    report = _with_receipt(code)
    words = _words(text, "text")
    last = answers.last_answer(report)
    if last is None:
        raise errors.WrongState(_("现在没有可以提异议的答复。有新的情况，请写在“给承办人写几句”里。"))
    answer = Answer.objects.select_for_update().get(pk=last.pk)
    if answer.objection:
        raise errors.WrongState(_("对这次答复已经提过异议，一字不改地存着。还有要说的，请写在“给承办人写几句”里。"))
    answer.objection, answer.objected_on = words, timezone.localdate(at)
    answer.save()


@transaction.atomic
def withdraw(*, actor: Actor, code: str, at: datetime) -> None:
    """This function will let a reporter take a report back; nothing follows for the reporter.

    Refuses one that is concluded, forwarded or joined. What has facts may be gone on with by a leader, for reasons.
    """
    report = _with_receipt(code)
    moving.require_state(report, "RECEIVED", "ACCEPTED")
    moving.move(report, REPORT_MOVES, "withdraw")
    report.state_reason, report.ended_on = _("反映人自己撤回"), timezone.localdate(at)
    report.save()


@transaction.atomic
def write_back(*, actor: Actor, report_id: int, text: str, at: datetime) -> None:
    """This function will let a handler ask or answer the reporter; read with the receipt only."""
    report = moving.locked(actor, report_id, reach.may_handle, at)
    if report.is_reference_only or not report.receipt_digest:
        raise errors.WrongState(_("这件反映没有收条，写了反映人也看不到。"))
    words = _words(text, "text")
    intake.take_in(actor, report, at)
    Question.objects.create(report=report, is_from_reporter=False, text=words, written_on=timezone.localdate(at))
    moving.saved(actor, report, "protection.report.question_asked", at)
    moving.done_duty(actor, report, "protection.reporter_wrote", at)


@transaction.atomic
def follow_up_day(*, actor: Actor, at: datetime) -> int:
    """This function will open the duties that follow from what reporters wrote, and say how many reports waited.

    Withdrawn reports lose their duties and come on record. Running it twice changes nothing the second time.
    """
    access.require(actor, "duties.run")
    waiting = _written_last() + _objected()
    for report, kind, title, why in waiting:
        moving.next_duty(actor, report, kind, title, why, at)
    for report in Report.objects.select_related("organ").filter(state="WITHDRAWN").order_by("number"):
        if intake.end_duties(actor, report, at):
            moving.saved(actor, report, "protection.report.withdrawn", at)
    return len(waiting)


def _written_last() -> list[tuple[Report, str, str, str]]:
    """Reports in which the last word is the reporter's."""
    last = Question.objects.filter(report=OuterRef("pk")).order_by("-id")
    rows = Report.objects.select_related("organ").annotate(is_theirs=Subquery(last.values("is_from_reporter")[:1]))
    found = rows.filter(is_theirs=True).exclude(state="WITHDRAWN").order_by("number")
    return [(one, "protection.reporter_wrote", "回复反映人", "反映人写了新的内容") for one in found]


def _objected() -> list[tuple[Report, str, str, str]]:
    """Reports whose last answer was objected to; one opened again says by that what came of the objection."""
    rows = (
        Answer.objects.exclude(objection="")
        .filter(objection_answer="")
        .select_related("report__organ", "report__joined_to")
    )
    why = "有异议的如实记录并说明，有新证据的核查"
    return [
        (one.report, "protection.reporter_objected", "说明反映人的异议", why)
        for one in rows.order_by("id")
        if answers.last_answer(one.report) == one
    ]


def _with_receipt(code: str) -> Report:
    found = queries.by_receipt(code)
    if found is None:
        raise errors.WrongReceipt()
    return Report.objects.select_for_update(of=("self",)).select_related("organ", "joined_to").get(pk=found.pk)


def _words(text: str, field: str) -> str:
    words = text.strip()
    if not words:
        raise BadInput(_("还没有写内容。"), field=field)
    if len(words) > copies.LONGEST:
        raise BadInput(_("写得太长，最多 %s 字。") % copies.LONGEST, field=field)
    markings.refuse_classified(words, _("填写的内容"), field=field)
    return words
