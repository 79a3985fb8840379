"""Hearing the reporter before a false accusation is found: also one whom nobody knows, through the receipt page.

Nobody is traced for it. What a reporter writes through the receipt is taken over word for word. Basis: PR-05, S3.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.foundation.guard.scans import check_scan
from dandang.ledger.casework.models import AnswerSide
from dandang.ledger.casework.records import Due
from dandang.registry.access.records import Actor

from .. import errors
from ..models import About, Accusation, AccusationHearing, AccusationPoint, Question, Told
from ..queries import accusation_hearings as queries
from ..queries import accusation_law as law
from ..queries import accusations
from ..records import AccusationPointInput
from ..states import ACCUSATION_MOVES
from . import accusation_steps as steps
from . import moving

_BOTH = (About.FABRICATION, About.INTENT)


@transaction.atomic
def send_accusation_notice(
    *,
    actor: Actor,
    accusation_id: int,
    told: str,
    points: Sequence[AccusationPointInput],
    notice_on: date,
    reply_by: date,
    at: datetime,
) -> int:
    """This function will tell the reporter every point, through the receipt or on paper, and by when to reply.

    Refuses: no point on fabrication or none on intent, a receipt page nobody can open, paper to somebody unknown (an
    anonymous reporter is never traced), a last day that leaves less than the pack's days. Returns the hearing's id.
    """
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    _refuse_points(points)
    _refuse_way(row, told)
    _refuse_days(row, notice_on, reply_by, at)
    moving.move(row, ACCUSATION_MOVES, "invite")
    hearing = AccusationHearing.objects.create(case=row, told=told, notice_on=notice_on, reply_by=reply_by)
    for number, one in enumerate(points, 1):
        AccusationPoint.objects.create(hearing=hearing, number=number, about=one.about, point=one.point.strip())
    if told == Told.RECEIPT:
        words = queries.invitation(points, reply_by, is_signed=row.report.is_signed)
        Question.objects.create(report=row.report, is_from_reporter=False, text=words, written_on=notice_on)
    moving.saved(
        actor, row, "protection.accusation.hearing_invited", at, points=len(points), told=told,
        reply_by=reply_by.isoformat(),
    )  # fmt: skip
    steps.done_duty(actor, row, ("accusation_hear",), at)
    why = "反映人说明以后，逐点写明采纳不采纳和理由；没有说明的，等候期满再记"
    moving.next_duty(actor, row, "protection.accusation_hear", "逐点答复反映人", why, at, due=Due(reply_by))
    return hearing.pk


@transaction.atomic
def take_words(*, actor: Actor, point_id: int, question_id: int, at: datetime) -> None:
    """This function will take over, word for word, what the reporter wrote through the receipt to one point.

    Refuses a line of another report, one of the office's own, and one older than the notice.
    """
    row, hearing, point = _point(actor, point_id, at)
    line = queries.replies(row, hearing).filter(pk=question_id).first()
    if line is None:
        raise BadInput(_("请从反映人在告知以后写的话里选。"), field="question_id")
    point.statement = line.text
    point.save(update_fields=["statement"])
    moving.saved(actor, row, "protection.accusation.hearing_taken", at, point=point.number)


@transaction.atomic
def record_accusation_hearing(
    *, actor: Actor, accusation_id: int, held_on: date, place: str, scan: bytes, at: datetime
) -> None:
    """This function will note when and where the reporter was heard, with the scan of the signed record.

    Refuses a day before the notice or after today, no place, no scan, and it for somebody nobody knows.
    """
    row, hearing = _open_hearing(actor, accusation_id, at)
    _require_paper(hearing)
    _refuse_day(held_on, hearing, at, "held_on")
    hearing.held_on, hearing.place = held_on, blanks.written(place, _("听取意见的地点"), "place")[:80]
    _keep_scan(hearing, scan)
    hearing.save()
    moving.saved(
        actor, row, "protection.accusation.hearing_recorded", at, held_on=held_on.isoformat(),
        scan=hearing.record_digest,
    )  # fmt: skip


@transaction.atomic
def key_words(*, actor: Actor, point_id: int, statement: str, at: datetime) -> None:
    """This function will key what the reporter said to one point from the signed record. Refuses it without one."""
    row, hearing, point = _point(actor, point_id, at)
    if not hearing.record_scan:
        raise errors.NotYet(_("请先登记听取意见的日期、地点和签字笔录扫描件，再代录反映人的话。"))
    point.statement = blanks.written(statement, _("反映人的陈述"), "statement")
    point.save(update_fields=["statement"])
    moving.saved(actor, row, "protection.accusation.hearing_keyed", at, point=point.number)


@transaction.atomic
def waive_accusation_hearing(
    *,
    actor: Actor,
    accusation_id: int,
    waived_on: date,
    scan: bytes | None = None,
    question_id: int | None = None,
    at: datetime,
) -> None:
    """This function will note that the reporter gave the hearing up in writing: a signed paper, or words through the
    receipt. Refuses it without either; nobody gives up a right by silence. Basis: safeguard S3.
    """
    row, hearing = _open_hearing(actor, accusation_id, at)
    _refuse_day(waived_on, hearing, at, "waived_on")
    if hearing.told == Told.RECEIPT:
        line = queries.replies(row, hearing).filter(pk=question_id or 0).first()
        if line is None:
            raise errors.MissingReason(_("请选反映人写明放弃说明的那一条。没有回话的，不算放弃。"), field="question_id")
        hearing.note = line.text
    elif scan is None:
        raise errors.MissingReason(_("书面放弃要有反映人签字的原件。请上传扫描件或者照片。"), field="scan")
    else:
        _keep_scan(hearing, scan)
    hearing.waived_on = waived_on
    hearing.save()
    moving.saved(actor, row, "protection.accusation.hearing_waived", at, waived_on=waived_on.isoformat())


@transaction.atomic
def note_silence(*, actor: Actor, accusation_id: int, note: str, at: datetime) -> None:
    """This function will put on record that somebody nobody knows did not answer through the receipt in time.

    Refuses it while the last day still runs, when anything was answered, and for somebody who is known: one who is
    known is asked in person. What the packs say of waiting, or that they say nothing, stands beside it.
    """
    row, hearing = _open_hearing(actor, accusation_id, at)
    today = timezone.localdate(at)
    if hearing.told != Told.RECEIPT:
        raise errors.WrongState(_("知道是谁的，要当面或者书面听取，不能按没有说明办理。"))
    if hearing.reply_by is not None and today <= hearing.reply_by:
        raise errors.NotYet(_("请反映人说明的期限到 %s 止，还没有过。") % hearing.reply_by.isoformat())
    if queries.replies(row, hearing).exists():
        raise errors.WrongState(_("反映人在查询页写了话，请先把这些话记到各点上。"))
    words = law.require_words(row.region, note, _("等候期满没有说明的情况"), on=today, field="note")
    wait = law.law_of(row, on=today).wait
    rule = _("等候期限：%s。") % (wait.text if wait.value is not None else _("未规定，由办理机关写明"))
    hearing.held_on, hearing.place, hearing.note = today, str(_("查询页，期满没有说明")), f"{words}\n{rule}"
    hearing.save()
    moving.saved(
        actor, row, "protection.accusation.hearing_silent", at, reason=words, clause=wait.citation, waited=wait.text
    )


@transaction.atomic
def answer_accusation_point(*, actor: Actor, point_id: int, side: str, answer: str, at: datetime) -> None:
    """This function will answer one point with its reason. Refuses an empty answer, and one before the reporter spoke
    while the last day still runs.
    """
    row, hearing, point = _point(actor, point_id, at)
    if side not in AnswerSide.values:
        raise BadInput(_("请选采纳、部分采纳、不采纳或者待核。"), field="side")
    is_early = hearing.reply_by is not None and timezone.localdate(at) <= hearing.reply_by
    if is_early and not point.statement and hearing.held_on is None and hearing.waived_on is None:
        words = _("这一点反映人还没有说明，期限到 %s 止。等说明、当面听取或者书面放弃以后再答复。")
        raise errors.NotYet(words % str(hearing.reply_by))
    point.answer = blanks.written(answer, _("答复和理由"), "answer")
    point.answer_side, point.answered_at, point.answered_by = side, at, actor.name
    point.save(update_fields=["answer_side", "answer", "answered_at", "answered_by"])
    moving.saved(actor, row, "protection.accusation.hearing_answered", at, point=point.number, side=side)


@transaction.atomic
def close_accusation_hearing(*, actor: Actor, accusation_id: int, at: datetime) -> None:
    """This function will end the hearing and pass the case on to the meeting.

    Refuses (NotYet), naming each: a point without an answer or still to be verified, somebody who has neither spoken
    nor given it up nor been waited for. The answers go to the receipt page where the reporter was told through it.
    """
    row, hearing = _open_hearing(actor, accusation_id, at)
    missing = queries.missing_of(hearing)
    if missing:
        raise errors.NotYet(_("还不能结束听取意见：%s。") % "；".join(missing), missing)
    today = timezone.localdate(at)
    if hearing.held_on is None and hearing.waived_on is None:
        hearing.held_on, hearing.place = today, str(_("查询页书面说明"))
    hearing.closed_at, hearing.closed_by = at, actor.name
    hearing.save()
    if hearing.told == Told.RECEIPT:
        Question.objects.create(
            report=row.report, is_from_reporter=False, text=queries.answers_in_words(hearing), written_on=today
        )
    moving.move(row, ACCUSATION_MOVES, "close_hearing")
    moving.saved(actor, row, "protection.accusation.hearing_closed", at, points=hearing.points.count())
    steps.done_duty(actor, row, ("accusation_hear",), at)
    why = "听取意见已经结束，可以提交集体研究；核查的人、办过原反映的人都不参加表决"
    moving.next_duty(actor, row, "protection.accusation_decide", "提交集体研究", why, at)


# The hearing and the point in hand -------------------------------------------------------------------------------


def _open_hearing(actor: Actor, accusation_id: int, at: datetime) -> tuple[Accusation, AccusationHearing]:
    row = steps.locked(actor, accusation_id, accusations.may_handle, at)
    moving.require_state(row, "HEARING")
    hearing = row.hearings.select_for_update().order_by("id").last()
    if hearing is None or hearing.closed_at is not None:
        raise errors.WrongState(_("没有正在进行的听取意见。"))
    return row, hearing


def _point(actor: Actor, point_id: int, at: datetime) -> tuple[Accusation, AccusationHearing, AccusationPoint]:
    """The point with its open hearing and case, locked. A point of another case looks like one that is not there."""
    found = AccusationPoint.objects.select_related("hearing").filter(pk=point_id).first()
    if found is None:
        raise NotHere()
    row, hearing = _open_hearing(actor, found.hearing.case_id, at)
    point = hearing.points.select_for_update().filter(pk=point_id).first()
    if point is None:
        raise NotHere()
    return row, hearing, point


# What is typed and handed in -------------------------------------------------------------------------------------


def _refuse_points(points: Sequence[AccusationPointInput]) -> None:
    if not points or not all(one.point.strip() for one in points):
        raise errors.MissingReason(_("请写明对反映人不利的每一点，一点一条，不能空着。"), field="points")
    if any(one.about not in About.values for one in points):
        raise BadInput(_("请选这一点说的是捏造、陷害故意，还是其他。"), field="points")
    spoken = {one.about for one in points}
    missing = [str(one.label) for one in _BOTH if one.value not in spoken]
    if missing:
        words = _("还没有就“%s”请反映人说明。捏造和陷害故意都要先听本人说，再认定。")
        raise errors.NotYet(words % "、".join(missing), tuple(missing), field="points")


def _refuse_way(row: Accusation, told: str) -> None:
    if told not in Told.values:
        raise BadInput(_("请选怎样告知反映人。"), field="told")
    if told == Told.RECEIPT and not row.report.receipt_digest:
        words = _(
            "这件反映没有收条，反映人打不开查询页。实名的，书面送达；匿名的听不到意见，不能认定诬告，请结束核查。"
        )
        raise errors.NotYet(words, field="told")
    if told == Told.PAPER and not row.report.is_signed:
        words = _("匿名反映不追查是谁写的，不能书面送达。请凭收条在查询页告知；没有收条的，不能认定诬告，请结束核查。")
        raise errors.NotYet(words, field="told", clause="本系统规则 诬告从严")


def _refuse_days(row: Accusation, notice_on: date, reply_by: date, at: datetime) -> None:
    today = timezone.localdate(at)
    if notice_on > today or (row.investigated_on is not None and notice_on < row.investigated_on):
        raise BadInput(_("告知日期应在核查报告提交以后、不晚于今天。"), field="notice_on")
    if reply_by <= notice_on:
        raise BadInput(_("说明期限的最后一天应在告知日期以后，给反映人留出时间。"), field="reply_by")
    wait = law.law_of(row, on=today).wait
    if wait.value is not None and reply_by < notice_on + timedelta(days=int(wait.value)):
        earliest = (notice_on + timedelta(days=int(wait.value))).isoformat()
        words = _("至少要等 %(days)s 天，最后一天不能早于 %(day)s。") % {"days": wait.value, "day": earliest}
        raise BadInput(words, field="reply_by", clause=wait.citation)


def _require_paper(hearing: AccusationHearing) -> None:
    if hearing.told != Told.PAPER:
        raise errors.WrongState(_("这位反映人是凭收条告知的，没有人知道是谁，不能当面听取。请等查询页上的说明。"))


def _refuse_day(day: date, hearing: AccusationHearing, at: datetime, field: str) -> None:
    if not hearing.notice_on <= day <= timezone.localdate(at):
        raise BadInput(_("日期应在告知（%s）以后、不晚于今天。") % hearing.notice_on.isoformat(), field=field)


def _keep_scan(hearing: AccusationHearing, scan: bytes) -> None:
    """Check the bytes and put them beside the row, not yet saved."""
    form = check_scan(scan).form
    hearing.record_digest = hashlib.sha256(scan).hexdigest()
    hearing.record_scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(scan), save=False)
