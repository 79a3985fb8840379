"""Taking people's files out: few at once freely, many only with a second person's consent; always on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.languages import chinese, in_chinese
from dandang.interchange.intake import errors, kinds, making, queries, states
from dandang.interchange.intake.drafting import SECTIONS
from dandang.interchange.intake.making import Made
from dandang.interchange.intake.models import ExportRequest
from dandang.ledger.duties import actions as duties
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.people import queries as people
from dandang.registry.people.kinds import EXPORT as TAKE_FILES

LEAST_REASON = 4
ANSWER_DUTY = "intake.export.answer"


@transaction.atomic
def ask_export(
    *, actor: Actor, kind: str, person_ids: Sequence[int], organisation_id: int, reason: str, at: datetime
) -> ExportRequest:
    """This function will ask for a second person's consent to take these people's files out.

    Refuses nobody chosen, no reason, and people the actor may not take out (NotHere).
    """
    unit = organisations.get(organisation_id)
    access.require(actor, kinds.EXPORT, path=unit.path)
    if not person_ids:
        raise errors.nobody_chosen()
    if len(reason.strip()) < LEAST_REASON:
        raise errors.no_reason()
    people.files_of(actor, person_ids, sections=(), verb=TAKE_FILES)
    request = ExportRequest.objects.create(
        kind=kind,
        person_ids=sorted(set(person_ids)),
        people=len(set(person_ids)),
        reason=reason.strip(),
        organisation=unit,
        asked_by=actor.account_id or 0,
        asker_name=actor.name,
        asked_at=at,
    )
    facts: dict[str, str | int] = {"kind": kind, "people": request.people}
    _record(actor, "intake.export.asked", request, facts, at, reason=request.reason)
    with chinese():
        title = f"批准导出 {request.people} 人的{request.get_kind_display()}"
    duties.open_duty(
        actor=actor,
        kind=ANSWER_DUTY,
        title=title,
        why=f"{actor.name}申请：{request.reason[:80]}",
        subject=ref("intake.export", request.pk),
        role="ORG_LEADER",
        organisation_id=unit.pk,
        at=at,
    )
    return request


@transaction.atomic
def answer_request(
    *, actor: Actor, request_id: int, is_approved: bool, answer: str = "", at: datetime
) -> ExportRequest:
    """This function will agree to an export or decline it. Refuses the one who asked, and an answered request."""
    request = (
        ExportRequest.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=request_id)
        .first()
    )
    if request is None:
        raise errors.not_here()
    access.require(actor, kinds.APPROVE, path=request.organisation.path)
    if request.asked_by == actor.account_id or actor.account_id is None:
        raise errors.own_request()
    if request.state != states.ASKED:
        raise errors.moved_on(str(request.get_state_display()))
    request.state = states.APPROVED if is_approved else states.DECLINED
    request.answered_by, request.answerer_name, request.answered_at = actor.account_id, actor.name, at
    request.answer = answer.strip()
    request.save()
    _record(actor, "intake.export.answered", request, {"state": request.state}, at, reason=request.answer)
    duties.close_duty(actor=actor, kind=ANSWER_DUTY, subject=ref("intake.export", request.pk), at=at)
    return request


@transaction.atomic
@in_chinese
def export_people(
    *, actor: Actor, kind: str, person_ids: Sequence[int], request_id: int | None = None, at: datetime
) -> Made:
    """This function will make the file to hand out and put on record who took whose files.

    Refuses people the actor may not take out, and more than the free number without an approved request of the actor's
    own for exactly these people.
    """
    ids = list(dict.fromkeys(person_ids))
    if not ids:
        raise errors.nobody_chosen()
    access.require(actor, kinds.EXPORT)
    number = ""
    if request_id is not None:
        number = str(_approved(actor, request_id, kind, ids, at).pk)
    elif queries.needs_consent(len(ids)):
        raise errors.needs_approval(len(ids), settings.MAX_EXPORT_PEOPLE)
    files = people.files_of(actor, ids, sections=SECTIONS, verb=TAKE_FILES)
    here = timezone.localtime(at)
    mark = (
        f"导出：{actor.name} {here:%Y-%m-%d %H:%M}" + (f" 申请编号 {number}" if number else "") + "。内部资料，注意保密"
    )
    made = making.make(kind, files, on=here.date(), watermark=mark)
    facts: dict[str, str | int | list[int]] = {"kind": kind, "people": len(ids), "request": number, "ids": ids[:1000]}
    target = ref("intake.export", request_id) if request_id is not None else ref("people.person", ids[0])
    audit.record(actor=actor, verb="intake.people.exported", target=target, facts=facts, at=at)
    return made


def _approved(actor: Actor, request_id: int, kind: str, ids: Sequence[int], at: datetime) -> ExportRequest:
    request = ExportRequest.objects.filter(pk=request_id, asked_by=actor.account_id or 0).first()
    if request is None:
        raise errors.not_here()
    lapses = (request.answered_at or at) + timedelta(days=kinds.EXPORT_VALID_DAYS)
    if request.state != states.APPROVED or at > lapses:
        raise errors.not_approved()
    if request.kind != kind or set(request.person_ids) != set(ids):
        raise errors.other_people()
    return request


def _record(
    actor: Actor, verb: str, request: ExportRequest, facts: dict[str, str | int], at: datetime, *, reason: str
) -> None:
    audit.record(actor=actor, verb=verb, target=ref("intake.export", request.pk), facts=facts, reason=reason, at=at)
