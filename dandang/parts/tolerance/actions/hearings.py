"""Hearing the person before anything unfavourable: notice, words, record or waiver, answers point by point, the end."""

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
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Case, Element, Hearing, HearingPoint
from ..queries import findings, hearings, law, reach
from ..records import PointInput, Upload
from . import conflicts, moving, telling


@transaction.atomic
def send_hearing_notice(
    *, actor: Actor, case_id: int, points: Sequence[PointInput], notice_on: date, reply_by: date, at: datetime
) -> int:
    """This function will tell the person every point against them and by when to reply; returns the hearing's id.

    Refuses: no points, an unfavourable element that no point speaks of, evidence of another matter, a last day that
    leaves less than the pack's days. Basis: SPEC TL-05; the days of `tolerance.hearing_notice_days`, 未规定 is not 0.
    """
    case = _case_in_hand(actor, case_id, at)
    today = timezone.localdate(at)
    _refuse_points(case, points)
    _refuse_days(case, notice_on, reply_by, today)
    moving.move(case, "invite")
    hearing = Hearing.objects.create(case=case, notice_on=notice_on, reply_by=reply_by)
    for number, one in enumerate(points, 1):
        row = HearingPoint.objects.create(hearing=hearing, number=number, point=one.point.strip(), element=one.element)
        row.evidence.set(one.evidence_ids)
    moving.saved(actor, case, "tolerance.case.hearing_invited", at, points=len(points), reply_by=reply_by.isoformat())
    rule = law.notice_days(case)
    why = "拟认定里有对本人不利的点。您可以逐点说明情况、交材料，也可以书面放弃"
    moving.next_duty(
        actor, case, "tolerance.reply", "对不利的点说明情况", why, at, clause=rule.citation,
        clause_url=rule.clause_url, person_id=case.person_id, due_on=reply_by,
    )  # fmt: skip
    moving.done_duty(actor, case, "tolerance.hear", at)
    moving.next_duty(actor, case, "tolerance.hear", "逐点答复本人意见", "本人说明以后，逐点写明采纳不采纳和理由", at)
    telling.tell(
        actor, case, accounts=telling.person_accounts(case), title="请您说明情况",
        done=f"核查已经完成，拟认定里有 {len(points)} 点对您不利，都写在案件里。",
        following=f"请在 {reply_by.isoformat()} 以前逐点说明，我们逐点答复以后才集体研究。",
        may="在手机上说明、交材料，当面说，或者书面放弃；觉得承办人、核实人应当回避的，可以申请回避", at=at,
    )  # fmt: skip
    return hearing.pk


@transaction.atomic
def speak_to_point(*, actor: Actor, point_id: int, statement: str, at: datetime) -> None:
    """This function will keep what the person says to one point, in their own words; until the hearing ends, again.

    Refuses anybody else's case, no words, and a hearing that has ended. Basis: SPEC TL-05.
    """
    access.require(actor, "tolerance.own")
    point, case = _point(actor, point_id, reach.is_concerned)
    words = blanks.written(statement, _("您的说明"), "statement")
    _require_open_to_words(case, point.hearing)
    point.statement = words
    point.save(update_fields=["statement"])
    moving.saved(actor, case, "tolerance.case.hearing_spoken", at, point=point.number)
    _close_reply_duty(actor, case, point.hearing, at)


@transaction.atomic
def record_hearing(
    *, actor: Actor, case_id: int, held_on: date, place: str, scan: Upload | None = None, at: datetime
) -> None:
    """This function will note when and where the person was heard, with the scan of the signed record.

    Refuses a day before the notice or after today, no place, and a scan that is none.
    """
    case, hearing = _open_hearing(actor, case_id, at)
    _refuse_day(held_on, hearing, timezone.localdate(at), "held_on")
    hearing.held_on, hearing.place = held_on, blanks.written(place, _("听取意见的地点"), "place")[:80]
    _keep_record(hearing, scan)
    hearing.save()
    moving.saved(
        actor, case, "tolerance.case.hearing_recorded", at, held_on=held_on.isoformat(), scan=hearing.record_digest
    )
    if hearing.record_scan:
        moving.done_duty(actor, case, "tolerance.reply", at)


@transaction.atomic
def key_words_of_person(*, actor: Actor, point_id: int, statement: str, at: datetime) -> None:
    """This function will key what the person said to one point from the signed record; the clerk is named.

    Refuses it without the scan of the record (PL-20), and words over those the person wrote online.
    """
    access.require(actor, "tolerance.handle")
    person_id = reach.require_person(actor)
    point, case = _point(actor, point_id, reach.may_handle)
    conflicts.refuse_conflicted(case, [person_id], at, with_parts=False)
    words = blanks.written(statement, _("本人陈述"), "statement")
    _require_open_to_words(case, point.hearing)
    if not point.hearing.record_scan:
        raise errors.NotYet(_("请先登记听取意见的日期、地点和签字笔录扫描件，再代录本人的话，以便日后核对。"))
    if point.statement and point.hearing.held_on is None:
        raise errors.WrongState(_("这一点本人已经在线说明，不能代改。笔录里另有补充的，登记为本人陈述。"))
    point.statement = words
    point.save(update_fields=["statement"])
    moving.saved(actor, case, "tolerance.case.hearing_keyed", at, point=point.number)


@transaction.atomic
def waive_hearing(*, actor: Actor, case_id: int, waived_on: date, scan: Upload | None, at: datetime) -> None:
    """This function will note that the person gave up the hearing in writing, with the scan of the signed paper.

    Refuses it without a scan: nobody gives up a right by silence. Basis: safeguard S3.
    """
    case, hearing = _open_hearing(actor, case_id, at)
    _refuse_day(waived_on, hearing, timezone.localdate(at), "waived_on")
    if scan is None:
        raise errors.MissingReason(_("书面放弃要有本人签字的原件。请上传放弃书的扫描件或者照片。"), field="scan")
    hearing.waived_on = waived_on
    _keep_record(hearing, scan)
    hearing.save()
    moving.saved(
        actor, case, "tolerance.case.hearing_waived", at, waived_on=waived_on.isoformat(), scan=hearing.record_digest
    )
    moving.done_duty(actor, case, "tolerance.reply", at)


@transaction.atomic
def answer_point(*, actor: Actor, point_id: int, side: str, answer: str, at: datetime) -> None:
    """This function will answer one point: accepted, partly, not, or still to be verified; always with the reason.

    One still to be verified may be answered again before the meeting. Refuses an empty answer, an answer before the
    person spoke while the last day still runs, and anybody who is not the case's handler.
    """
    access.require(actor, "tolerance.handle")
    person_id = reach.require_person(actor)
    point, case = _point(actor, point_id, reach.may_handle)
    conflicts.refuse_conflicted(case, [person_id], at, with_parts=False)
    today = timezone.localdate(at)
    _require_answerable(case, point, today)
    if side not in AnswerSide.values:
        raise BadInput(_("请选采纳、部分采纳、不采纳或者待核。"), field="side")
    words = blanks.written(answer, _("答复和理由"), "answer")
    point.answer_side, point.answer, point.answered_at, point.answered_by = side, words, at, actor.name
    point.save(update_fields=["answer_side", "answer", "answered_at", "answered_by"])
    moving.saved(actor, case, "tolerance.case.hearing_answered", at, point=point.number, side=side)


@transaction.atomic
def close_hearing(*, actor: Actor, case_id: int, at: datetime) -> None:
    """This function will end the hearing and pass the case on to the meeting.

    Refuses (NotYet), naming each: a point without an answer, a person who has not spoken while the last day runs,
    silence without a record or a written waiver. Basis: SPEC TL-05, safeguard S3.
    """
    case, hearing = _open_hearing(actor, case_id, at)
    today = timezone.localdate(at)
    missing = hearings.missing_before_close(hearing, today=today)
    if missing:
        raise errors.NotYet(_("还不能结束听取意见：%s。") % "；".join(missing), missing)
    moving.move(case, "close_hearing")
    if hearing.held_on is None and hearing.waived_on is None:
        hearing.held_on, hearing.place = today, str(_("书面说明"))
    hearing.closed_at, hearing.closed_by = at, actor.name
    hearing.save()
    moving.saved(actor, case, "tolerance.case.hearing_closed", at, points=hearing.points.count())
    moving.done_duty(actor, case, "tolerance.hear", at)
    moving.done_duty(actor, case, "tolerance.reply", at)
    _to_meeting(actor, case, at)
    telling.tell(
        actor, case, accounts=telling.person_accounts(case), title="您的意见已逐点答复",
        done="您说的每一点都写了答复和理由，在案件里可以看。",
        following="由集体研究，核实的人不参加表决，结果书面送达您。",
        may="继续补充材料；研究以前都可以", at=at,
    )  # fmt: skip


@transaction.atomic
def skip_hearing(*, actor: Actor, case_id: int, at: datetime) -> None:
    """This function will pass a case on to the meeting without a hearing because nothing speaks against the person.

    Refuses (NotYet), naming each, while any element, distinction, list item or the suggestion does. Basis: SPEC TL-05.
    """
    case = _case_in_hand(actor, case_id, at)
    against = findings.reasons_to_hear(case, on=timezone.localdate(at))
    if against:
        said = _("%s，要先书面告知并听取本人意见，不能直接提交集体研究。") % "；".join(against)
        raise errors.NotYet(said, against)
    moving.move(case, "nothing_against")
    moving.saved(actor, case, "tolerance.case.hearing_skipped", at)
    moving.done_duty(actor, case, "tolerance.hear", at)
    _to_meeting(actor, case, at)


# The case and the point in hand ----------------------------------------------------------------------------------


def _case_in_hand(actor: Actor, case_id: int, at: datetime) -> Case:
    """The case, locked, for one of the office who has no conflict today (safeguard S5)."""
    access.require(actor, "tolerance.handle")
    person_id = reach.require_person(actor)
    case = moving.locked(actor, case_id, reach.may_handle)
    conflicts.refuse_conflicted(case, [person_id], at, with_parts=False)
    return case


def _open_hearing(actor: Actor, case_id: int, at: datetime) -> tuple[Case, Hearing]:
    case = _case_in_hand(actor, case_id, at)
    moving.require_state(case, "HEARING")
    hearing = case.hearings.select_for_update().order_by("id").last()
    if hearing is None or hearing.closed_at is not None:
        raise errors.WrongState(_("这件案件没有正在进行的听取意见。请先告知本人对其不利的点。"))
    return case, hearing


def _point(actor: Actor, point_id: int, may: moving.Right) -> tuple[HearingPoint, Case]:
    """The point of the last round and its case, locked. A point of another case looks like one that does not exist."""
    row = HearingPoint.objects.select_related("hearing").filter(pk=point_id).first()
    if row is None:
        raise NotHere()
    case = moving.locked(actor, row.hearing.case_id, may)
    point = HearingPoint.objects.select_for_update(of=("self",)).select_related("hearing").get(pk=point_id)
    if case.hearings.order_by("id").last() != point.hearing:
        raise errors.WrongState(_("这一点是上一轮听取意见里的，已经退回核实。请在最近一轮里办理。"))
    return point, case


def _require_open_to_words(case: Case, hearing: Hearing) -> None:
    if hearing.closed_at is not None:
        words = _("听取意见已于 %s 结束，这里不能再改。要补充的，请在案件里“补充材料”，研究以前都可以。")
        raise errors.TooLate(words % timezone.localdate(hearing.closed_at).isoformat())
    moving.require_state(case, "HEARING")


def _require_answerable(case: Case, point: HearingPoint, today: date) -> None:
    hearing = point.hearing
    if case.state == "READY" and point.answer_side == AnswerSide.TO_VERIFY:
        return
    moving.require_state(case, "HEARING")
    may_still_speak = hearing.reply_by is not None and today <= hearing.reply_by
    if not point.statement and may_still_speak and hearing.waived_on is None and hearing.held_on is None:
        words = _("这一点本人还没有说明，答复期到 %s 止。等本人说明、当面听取或者书面放弃以后再答复。")
        raise errors.NotYet(words % str(hearing.reply_by))


def _close_reply_duty(actor: Actor, case: Case, hearing: Hearing, at: datetime) -> None:
    """The person's duty ends with the last point; until the hearing ends every word may still be changed."""
    if not hearing.points.filter(statement="").exists():
        moving.done_duty(actor, case, "tolerance.reply", at)


def _to_meeting(actor: Actor, case: Case, at: datetime) -> None:
    why = "听取意见已经结束，可以提交集体研究；核实的人不参加表决"
    moving.next_duty(actor, case, "tolerance.decide", "提交集体研究", why, at)


# What is typed and handed in -------------------------------------------------------------------------------------


def _refuse_points(case: Case, points: Sequence[PointInput]) -> None:
    if not points or not all(one.point.strip() for one in points):
        raise errors.MissingReason(_("请写明对本人不利的每一点，一点一条，不能空着。"), field="points")
    if any(one.element not in {"", *Element.values} for one in points):
        raise BadInput(_("请从六个要件里选这一点属于哪一项，或者不选。"), field="points")
    owed = hearings.points_owed(case, points)
    if owed:
        said = _("%s。凡是不利的认定，都要先告知本人。请把它加进去，或者退回核实。") % "；".join(owed)
        raise errors.NotYet(said, owed, field="points")
    if findings.foreign_evidence(case, [pk for one in points for pk in one.evidence_ids]):
        raise BadInput(_("选的证据不在这件事的证据目录里，或者已经撤回。"), field="points")


def _refuse_days(case: Case, notice_on: date, reply_by: date, today: date) -> None:
    if notice_on > today or (case.investigated_on is not None and notice_on < case.investigated_on):
        raise BadInput(_("告知日期应在核查报告提交以后、不晚于今天。"), field="notice_on")
    if reply_by <= notice_on:
        raise BadInput(_("答复期的最后一天应在告知日期以后，给本人留出准备的时间。"), field="reply_by")
    rule = law.notice_days(case)
    if rule.value is not None and reply_by < notice_on + timedelta(days=int(rule.value)):
        words = _("至少要给本人 %(days)s 天。从告知那天的第二天算起，答复期不能早于 %(day)s。")
        earliest = notice_on + timedelta(days=int(rule.value))
        raise BadInput(
            words % {"days": rule.value, "day": earliest.isoformat()}, field="reply_by", clause=rule.citation
        )


def _refuse_day(day: date, hearing: Hearing, today: date, field: str) -> None:
    if not hearing.notice_on <= day <= today:
        words = _("日期应在告知（%s）以后、不晚于今天。") % hearing.notice_on.isoformat()
        raise BadInput(words, field=field)


def _keep_record(hearing: Hearing, scan: Upload | None) -> None:
    """Check the bytes and put them beside the row, not yet saved; without a scan nothing changes."""
    if scan is None:
        return
    form = check_scan(scan.content).form
    hearing.record_digest = hashlib.sha256(scan.content).hexdigest()
    hearing.record_scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(scan.content), save=False)
