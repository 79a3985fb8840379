"""Written notice of the result, the person's acknowledgement and opinion, on screen or keyed from paper."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..errors import MissingReason, NotYet, WrongState
from ..models import Participant, ResultNotice
from .cycles import locked_participant, locked_unit
from .unit_duties import close_step


@transaction.atomic
def serve_unit(*, actor: Actor, unit_id: int, number_prefix: str = "", at: datetime) -> int:
    """This function will serve the written notice on everybody of a sealed unit who has none; returns how many.

    Each person with an account finds it in 我的考核 and as a duty to acknowledge. Basis: 公务员法 38 (书面通知本人).
    """
    unit = locked_unit(actor, unit_id, "appraisal.notice")
    if unit.state != "SEALED":
        raise NotYet("等次确定以后才能书面通知。")
    waiting = list(unit.participants.filter(participation="GRADED", notice=None).order_by("order_key", "pk"))
    already = ResultNotice.objects.filter(participant__unit=unit).count()
    for place, one in enumerate(waiting, already + 1):
        number = f"{number_prefix}{place}号" if number_prefix else ""
        _serve(actor, one, number, at)
    close_step(actor, unit, "appraisal.notice", at)
    return len(waiting)


def _serve(actor: Actor, one: Participant, number: str, at: datetime) -> None:
    ResultNotice.objects.create(participant=one, number=number, served_on=timezone.localdate(at), served_by=actor.name)
    target = ref("appraisal.participant", one.pk)
    audit.record(actor=actor, verb="appraisal.notice.served", target=target, facts={"number": number}, at=at)
    duties.open_duty(
        actor=actor,
        kind="appraisal.acknowledge",
        title=f"签收 {one.cycle.year} 年度考核结果，可以写意见",
        why="结果书面通知本人，由本人签署意见",
        clause="公务员法 第38条",
        subject=target,
        person_id=one.person_id,
        at=at,
    )


@transaction.atomic
def acknowledge(*, actor: Actor, participant_id: int, agrees: bool, opinion: str, at: datetime) -> ResultNotice:
    """This function will note that the person has the result, and the opinion. Refuses anybody else's, and twice.

    Disagreeing needs an opinion in words; it can never lead to a heavier result (AP-09).
    """
    access.require(actor, "appraisal.own")
    notice = _notice(participant_id)
    if actor.person_id is None or notice.participant.person_id != actor.person_id:
        raise NotHere()
    return _acknowledge(actor, notice, "SCREEN", agrees, opinion, timezone.localdate(at), at)


@transaction.atomic
def key_acknowledgement(
    *,
    actor: Actor,
    participant_id: int,
    agrees: bool,
    opinion: str,
    signed_on: date,
    scan_name: str,
    scan: bytes,
    at: datetime,
) -> ResultNotice:
    """This function will key a signed receipt from paper: the clerk is named and the scan kept with its digest.

    Refuses a day before the notice was served or after today, and a receipt without its scan (PL-20).
    """
    one = locked_participant(actor, participant_id, "appraisal.notice")
    notice = _notice(one.pk)
    if not scan:
        raise MissingReason("请附上签收单的扫描件或照片，以便日后核对。", field="scan")
    if not notice.served_on <= signed_on <= timezone.localdate(at):
        raise MissingReason(f"签收日期应在 {notice.served_on.isoformat()} 到今天之间。", field="signed_on")
    _refuse_receipt(notice, agrees, opinion)
    notice.keyed_by = actor.name
    notice.scan_digest = hashlib.sha256(scan).hexdigest()
    notice.scan.save(scan_name, ContentFile(scan), save=False)
    return _acknowledge(actor, notice, "PAPER", agrees, opinion, signed_on, at)


def _acknowledge(
    actor: Actor, notice: ResultNotice, way: str, agrees: bool, opinion: str, on: date, at: datetime
) -> ResultNotice:
    _refuse_receipt(notice, agrees, opinion)
    notice.acknowledged_on, notice.way, notice.agrees, notice.opinion = on, way, agrees, opinion.strip()
    notice.save()
    target = ref("appraisal.participant", notice.participant_id)
    verb = "appraisal.notice.acknowledged" if way == "SCREEN" else "appraisal.notice.keyed"
    audit.record(actor=actor, verb=verb, target=target, facts={"agrees": agrees}, private={"opinion": opinion}, at=at)
    duties.close_duty(actor=actor, kind="appraisal.acknowledge", subject=target, at=at)
    return notice


def _refuse_receipt(notice: ResultNotice, agrees: bool, opinion: str) -> None:
    if notice.acknowledged_on is not None:
        raise WrongState(f"{notice.acknowledged_on.isoformat()} 已经签收过。要补充意见，请书面交给考核委员会办公室。")
    if not agrees and not opinion.strip():
        raise MissingReason("您有不同意见，请写下来，考核委员会办公室会书面答复。", field="opinion")


def _notice(participant_id: int) -> ResultNotice:
    found = (
        ResultNotice.objects.select_for_update(of=("self",))
        .select_related("participant__cycle")
        .filter(participant_id=participant_id)
        .first()
    )
    if found is None:
        raise NotHere()
    return found


@transaction.atomic
def write_summary(*, actor: Actor, participant_id: int, summary: str, at: datetime) -> Participant:
    """This function will keep the person's own summary of the year. Refuses another person's and a sealed year."""
    access.require(actor, "appraisal.own")
    one = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("unit")
        .filter(pk=participant_id, person_id=actor.person_id or 0)
        .first()
    )
    if one is None:
        raise NotHere()
    if one.unit.state == "SEALED":
        raise WrongState("等次已经确定，个人总结不能再改。")
    one.self_summary = summary.strip()
    one.save(update_fields=["self_summary"])
    audit.record(actor=actor, verb="appraisal.summary.written", target=ref("appraisal.participant", one.pk), at=at)
    return one
