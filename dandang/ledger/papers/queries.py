"""The doors of the register: papers of a subject, one paper as a file, and the rows its pages show."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import NotHere
from dandang.law.documents import kinds as document_kinds
from dandang.law.documents import queries as documents
from dandang.ledger.papers import errors, kinds, models, rules
from dandang.ledger.papers.records import PaperRecord, Printed, ServiceRecord
from dandang.ledger.papers.states import MOVES, Desk, Way
from dandang.registry.access import kinds as roles
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

_STAGES = models.Print.Stage
WITHOUT_RECEIPT = (Way.LEFT_WITH_WITNESS.value, Way.NOTICE.value)


def papers_of(subject: str) -> list[PaperRecord]:
    """This function will return the papers about a subject, oldest first. The caller has asked for the right."""
    rows = models.Paper.objects.filter(subject=subject).select_related("organ").prefetch_related("services")
    return [record_of(row) for row in rows.order_by("pk")]


def paper_record(paper_id: int) -> PaperRecord:
    """This function will return one paper. Refuses (404) one that is not there. The caller has asked for the right."""
    return record_of(_row(paper_id))


def render(paper_id: int, form: str) -> bytes:
    """This function will return a paper as `pdf`, `docx` or `scan`. The caller has asked for the right.

    What is signed comes from the file that was kept then, compared with its digest; a draft is set anew. Word is always
    set anew, with the number in its place. Refuses a file that is no longer the one that was kept.
    """
    return printed(_row(paper_id), form).content


def printed(paper: models.Paper, form: str) -> Printed:
    """This function will return a paper as `render` does, with the name to save it under."""
    name = f"{paper.number or paper.title}"
    if form == "docx":
        return Printed(documents.render_docx(paper.kind, _facts(paper)), "docx", f"{name}.docx")
    stages = (_STAGES.SCAN,) if form == "scan" else (_STAGES.NUMBERED, _STAGES.SIGNED)
    kept = _kept(paper, stages)
    if kept is None:
        if form == "scan":
            raise NotHere(_("这份文书没有扫描件"))
        return Printed(fresh_pdf(paper), "pdf", f"{name}.pdf")
    made, content = kept
    return Printed(content, made.form, f"{name}.{made.form}")


def fresh_pdf(paper: models.Paper) -> bytes:
    """This function will set a paper now, as its words and its number stand."""
    return documents.render_pdf(paper.kind, _facts(paper), at=paper.numbered_at or paper.signed_at or paper.drafted_at)


def record_of(row: models.Paper) -> PaperRecord:
    """This function will hand a row to other rooms."""
    services = tuple(_service_record(service) for service in row.services.all())
    received = [service.received_on for service in services if service.received_on]
    return PaperRecord(
        id=row.pk,
        kind=row.kind,
        title=row.title,
        subject=row.subject,
        organ=row.organ.name,
        state=row.state,
        state_label=row.get_state_display(),
        number=row.number,
        url=reverse("papers:paper", args=[row.pk]),
        is_signed=row.signed_at is not None,
        signed_at=row.signed_at,
        served_on=min((service.served_on for service in services), default=None),
        received_on=min(received, default=None),
        services=services,
    )


def waiting_for_receipt(paper_id: int) -> int:
    """This function will count the services of a paper whose receipt is neither there nor dispensed with."""
    rows = models.Service.objects.filter(paper_id=paper_id, receipt_at=None).select_related("paper")
    return sum(1 for row in rows if not needs_no_receipt(row))


def needs_no_receipt(service: models.Service) -> bool:
    """This function will say whether no receipt is waited for: by the way of serving, or because a signature would name
    somebody whose name is not to be here.
    """
    return service.way in WITHOUT_RECEIPT or bool(kinds.unnamed(service.paper.kind))


def services_of_person(person_id: int) -> list[ServiceRecord]:
    """This function will return what was served on a person, newest first."""
    rows = models.Service.objects.filter(person_id=person_id).order_by("-served_on", "-pk")
    return [_service_record(row) for row in rows[:100]]


# What the pages of this room show -------------------------------------------------------------------------------


def desks_of(actor: Actor) -> frozenset[str]:
    """This function will return the desks whose papers the actor handles."""
    desks = set()
    if actor.is_system or actor.roles & roles.ORG_STAFF:
        desks.add(Desk.ORG.value)
    if actor.is_system or actor.roles & roles.DISCIPLINE_STAFF:
        desks.add(Desk.DISCIPLINE.value)
    return frozenset(desks)


def register(
    actor: Actor, *, words: str = "", kind: str = "", state: str = "", year: int | None = None
) -> models.PaperQuerySet:
    """This function will return the papers the actor's desk handles, numbered ones by number, newest first.

    Papers about himself are left out, and those of cases he recused from or has no access to.
    """
    access.require(actor, "papers.read")
    rows = models.Paper.objects.within(access.scopes(actor, "papers.read"), desks_of(actor))
    for hidden in kinds.hidden_from(actor):
        rows = rows.exclude(subject__in=hidden)
    rows = rows.exclude(Q(person_id__isnull=False) & Q(person_id=actor.person_id)) if actor.person_id else rows
    if words:
        rows = rows.filter(Q(title__contains=words) | Q(number__contains=words))
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if year:
        rows = rows.filter(year=year)
    return rows.select_related("organ").order_by("-drafted_at", "-pk")


def barred_papers(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of papers under way about the actor himself, or about something he stood
    aside from, for the list of duties. One column.
    """
    under_way = models.Paper.objects.exclude(state__in=("FILED", "DROPPED"))
    return _named("papers.paper:", under_way.filter(_barred(actor, "")))


def barred_services(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the services of such papers that wait for a receipt. One column."""
    waiting = models.Service.objects.filter(receipt_at=None)
    return _named("papers.service:", waiting.filter(_barred(actor, "paper__")))


def _barred(actor: Actor, prefix: str) -> Q:
    found = Q(**{f"{prefix}person_id": actor.person_id}) if actor.person_id else Q(pk__in=[])
    for subjects in kinds.barred_from(actor):
        found |= Q(**{f"{prefix}subject__in": subjects})
    return found


def _named(prefix: str, rows: QuerySet[Any]) -> QuerySet[Any, Any]:
    number = Cast("pk", output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(named=Concat(Value(prefix), number)).values("named")
    return named


def paper_for(actor: Actor, paper_id: int) -> models.Paper:
    """This function will return a paper of the actor's desk, or one served on him. Refuses (404) any other."""
    row = _row(paper_id)
    if actor.person_id is not None and row.services.filter(person_id=actor.person_id).exists():
        return row
    if row.person_id is not None and row.person_id == actor.person_id:
        raise NotHere()
    if row.desk not in desks_of(actor) or not kinds.may_see(actor, row.subject):
        raise NotHere()
    access.require(actor, "papers.read", path=row.organ.path)
    return row


def service_for(actor: Actor, service_id: int) -> models.Service:
    """This function will return a service the actor may see. Refuses (404) any other."""
    row = models.Service.objects.select_related("paper", "paper__organ").filter(pk=service_id).first()
    if row is None:
        raise NotHere()
    if row.person_id is None or row.person_id != actor.person_id:
        paper_for(actor, row.paper_id)
    return row


def choices() -> list[tuple[str, str]]:
    """This function will return the kinds of paper that are on the register, with their names."""
    keys = models.Paper.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return [(key, document_kinds.paper(key).title) for key in keys]


def moves_for(actor: Actor, paper: models.Paper) -> frozenset[str]:
    """This function will return the steps the actor may take now: his right, the paper's state, and other hands."""
    if paper.desk not in desks_of(actor) or (paper.person_id is not None and paper.person_id == actor.person_id):
        return frozenset()
    me = audit.actor_ref(actor)
    barred = {
        "check": me == paper.drafted_by,
        "return": paper.state == "DRAFT" and me == paper.drafted_by,
        "sign": me in (paper.drafted_by, paper.checked_by),
        "number": "number" not in document_kinds.paper(paper.kind).schema.model_fields,
        "redraft": True,
    }
    verbs = {
        "check": "papers.check", "return": "papers.check", "drop": "papers.draft", "sign": "papers.sign",
        "number": "papers.seal", "seal": "papers.seal", "file": "papers.seal", "serve": "papers.serve",
        "redraft": "papers.draft",
    }  # fmt: skip
    open_now = {
        step
        for step in MOVES[paper.state]
        if not barred.get(step) and access.may(actor, verbs[step], path=paper.organ.path)
    }
    if "sign" in MOVES[paper.state] and access.may(actor, "papers.draft", path=paper.organ.path):
        open_now.add("key_signed")
    if "number" in open_now:
        open_now.discard("file")
    return frozenset(open_now)


def words_used(organ_id: int) -> list[str]:
    """This function will return the code words an organ has numbered under, for the page to offer."""
    return sorted(set(models.Series.objects.filter(organ_id=organ_id).values_list("word", flat=True)))


def _row(paper_id: int) -> models.Paper:
    rows = models.Paper.objects.select_related("organ", "person").prefetch_related("services")
    row = rows.filter(pk=paper_id).first()
    if row is None:
        raise NotHere()
    return row


def _facts(paper: models.Paper) -> dict[str, object]:
    names = document_kinds.paper(paper.kind).schema.model_fields
    return rules.with_issue(paper.data, names, number=paper.number, issued_on="")


def _kept(paper: models.Paper, stages: tuple[str, ...]) -> tuple[models.Print, bytes] | None:
    """The kept file of the first of these stages that there is. Refuses one that is not what was kept."""
    found = {made.stage: made for made in paper.prints.filter(stage__in=stages)}
    made = next((found[stage] for stage in stages if stage in found), None)
    if made is None:
        return None
    try:
        with made.file.open("rb") as file:
            content = bytes(file.read())
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != made.sha256:
        raise errors.FileAltered()
    return made, content


def _service_record(row: models.Service) -> ServiceRecord:
    """A service left with a witness is received on the day it was left; a public notice when the caller's rule says."""
    received = row.received_on or (row.served_on if row.way == Way.LEFT_WITH_WITNESS else None)
    return ServiceRecord(
        id=row.pk,
        recipient=row.recipient,
        person_id=row.person_id,
        way=row.way,
        way_label=row.get_way_display(),
        served_on=row.served_on,
        received_on=received,
        refusal=row.refusal,
    )
