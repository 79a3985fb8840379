"""Serving a paper and the receipts: on screen by the person, or keyed from paper by a clerk."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.duties import actions as duties
from dandang.ledger.notices import actions as notices
from dandang.ledger.papers import errors, kinds, models, queries, rules
from dandang.ledger.papers.actions import hands
from dandang.ledger.papers.states import Way
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

RECEIVE, RECEIPT = "papers.receive", "papers.receipt"


@transaction.atomic
def serve_paper(
    *,
    actor: Actor,
    paper_id: int,
    recipient: str,
    person_id: int | None = None,
    organisation_id: int | None = None,
    way: str,
    place: str = "",
    served_on: date,
    servers: str = "",
    witness: str = "",
    refusal: str = "",
    at: datetime,
) -> int:
    """This function will put down that a sealed paper was served, tell the person, and return the service's id.

    A person is told and has the receipt as a duty; where the paper went by post or by hand, the desk also waits for the
    signed receipt. Leaving it with a witness needs the witness and what happened. Refuses a day before the signature or
    ahead, and serving on screen somebody who has no account.
    """
    paper = hands.locked(actor, paper_id, "papers.serve", "serve")
    _refuse_service(paper, way, served_on, witness, refusal, at)
    stands_for = kinds.unnamed(paper.kind)
    if stands_for and (recipient.strip() != stands_for or person_id is not None or organisation_id is not None):
        raise errors.NameStaysAway(stands_for, "recipient")
    accounts = access.accounts_of_people([person_id]) if person_id is not None else []
    if way == Way.SCREEN and not accounts:
        raise BadInput(_("这位同志没有账号，收不到在线送达。请换一种送达方式"), field="way")
    service = models.Service.objects.create(
        paper=paper,
        recipient=hands.words(recipient, "recipient", _("请写受送达人"))[:120],
        person_id=person_id,
        organisation_id=organisation_id,
        way=way,
        place=place.strip()[:120],
        served_on=served_on,
        servers=(servers.strip() or actor.name)[:120],
        witness=witness.strip()[:120],
        refusal=refusal.strip()[:300],
        recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )
    paper = hands.move(actor, paper, "serve", at=at)
    _ask_for_receipt(actor, paper, service, accounts, at)
    hands.put_on_record(actor, paper, "served", service=service.pk, way=way, served_on=served_on.isoformat(), at=at)
    return service.pk


@transaction.atomic
def acknowledge(*, actor: Actor, service_id: int, at: datetime) -> None:
    """This function will let the person on whom a paper was served say that it has arrived. It agrees to nothing."""
    access.require(actor, "papers.receive")
    service = _locked_service(service_id)
    if service.person_id is None or service.person_id != actor.person_id:
        raise errors.NotYours()
    _received(actor, service, timezone.localdate(at), actor.name, at)
    hands.put_on_record(actor, service.paper, "acknowledged", service=service.pk, at=at)


@transaction.atomic
def key_receipt(
    *, actor: Actor, service_id: int, received_on: date, signer: str, content: bytes, filename: str, at: datetime
) -> str:
    """This function will put down a receipt that came back on paper with its scan, and return its check code."""
    access.require(actor, "papers.serve")
    service = _locked_service(service_id)
    if service.paper.desk not in queries.desks_of(actor):
        raise NotHere()
    access.require(actor, "papers.serve", path=service.paper.organ.path)
    if service.paper.person_id is not None and service.paper.person_id == actor.person_id:
        raise errors.OwnPaper()
    if not kinds.may_see(actor, service.paper.subject):
        raise NotHere()
    if stands_for := kinds.unnamed(service.paper.kind):
        raise errors.NameStaysAway(stands_for, "signer")
    hands.refuse_future(received_on, "received_on", at)
    if received_on < service.served_on:
        raise BadInput(_("签收日期早于送达日期，请核对"), field="received_on")
    form = hands.checked_scan(content, filename)
    service.scan.save(f"{secrets.token_hex(16)}.{form}", ContentFile(content), save=False)
    service.scan_form = form
    service.scan_sha256 = hashlib.sha256(content).hexdigest()
    service.scan_code = rules.check_code(content)
    service.is_keyed = True
    name = hands.words(signer, "signer", _("请写签收人姓名"))
    _received(actor, service, received_on, name[:60], at)
    hands.put_on_record(
        actor, service.paper, "receipt_keyed", service=service.pk, scan_sha256=service.scan_sha256, at=at
    )
    return service.scan_code


def _refuse_service(paper: models.Paper, way: str, served_on: date, witness: str, refusal: str, at: datetime) -> None:
    if way not in Way.values:
        raise BadInput(_("请从所列各项里选"), field="way")
    hands.refuse_future(served_on, "served_on", at)
    if paper.signed_on is not None and served_on < paper.signed_on:
        raise BadInput(_("送达日期早于签发日期，请核对"), field="served_on")
    if way == Way.LEFT_WITH_WITNESS and not (witness.strip() and refusal.strip()):
        raise BadInput(_("留置送达要写明见证人和拒收情况"), field="witness")


def _ask_for_receipt(
    actor: Actor, paper: models.Paper, service: models.Service, accounts: list[int], at: datetime
) -> None:
    subject = ref("papers.service", service.pk)
    title = f"签收：{paper}"
    if accounts:
        notices.tell(actor=actor, account_ids=accounts, title=title, body="签收只表示收到。", subject=subject, at=at)
    if queries.needs_no_receipt(service):
        return
    if accounts and service.person_id is not None:
        why = "送给您的文书。签收只表示收到，不表示同意"
        duties.open_duty(
            actor=actor, kind=RECEIVE, title=title, why=why, subject=subject, person_id=service.person_id, at=at
        )
    if service.way != Way.SCREEN:
        duties.open_duty(
            actor=actor,
            kind=RECEIPT,
            title=f"登记送达回证：{paper}",
            why="回证交回后登记签收人、日期和扫描件",
            subject=subject,
            role=hands.officer_of(paper),
            organisation_id=paper.organ_id,
            at=at,
        )


def _locked_service(service_id: int) -> models.Service:
    rows = models.Service.objects.select_for_update(of=("self",)).select_related("paper", "paper__organ")
    service = rows.filter(pk=service_id).first()
    if service is None:
        raise NotHere()
    return service


def _received(actor: Actor, service: models.Service, day: date, signer: str, at: datetime) -> None:
    if service.receipt_at is not None:
        raise errors.ReceiptStands()
    service.received_on, service.signer = day, signer
    service.receipt_at, service.receipt_by = at, audit.actor_ref(actor)
    service.save()
    subject = ref("papers.service", service.pk)
    for kind in (RECEIVE, RECEIPT):
        duties.close_duty(actor=actor, kind=kind, subject=subject, at=at)
