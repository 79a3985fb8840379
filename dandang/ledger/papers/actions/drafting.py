"""Drafting, redrafting, checking, returning and dropping a paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.law.documents import kinds as document_kinds
from dandang.law.documents import queries as documents
from dandang.ledger.duties import actions as duties
from dandang.ledger.papers import errors, models
from dandang.ledger.papers.actions import hands
from dandang.ledger.papers.states import Desk
from dandang.registry.access import kinds as roles
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations


@transaction.atomic
def draft_paper(
    *,
    actor: Actor,
    kind: str,
    subject: str,
    organ_id: int,
    title: str,
    data: Mapping[str, Any],
    person_id: int | None = None,
    at: datetime,
) -> int:
    """This function will put the first draft of a paper on the register and return its id.

    `kind` is a key of documents and `data` its facts; `subject` the reference of what it is about; `person_id` the
    person concerned, who then has no hand in it. Where the kind has a day and none is given, today stands in the draft
    until the day of signing takes its place. Refuses facts that do not fit. The caller has asked for the right.
    """
    facts = _facts(kind, data, at)
    organ = organisations.get(organ_id)
    desk = Desk.DISCIPLINE if actor.roles & roles.DISCIPLINE_STAFF else Desk.ORG
    paper = models.Paper.objects.create(
        kind=kind,
        subject=subject,
        organ=organ,
        desk=desk,
        person_id=person_id,
        title=hands.words(title, "title", _("请写文书标题"))[:200],
        data=facts,
        drafted_at=at,
        drafted_by=audit.actor_ref(actor),
        drafter_name=actor.name,
        drafter_person_id=actor.person_id,
    )
    _keep_version(paper)
    hands.put_on_record(actor, paper, "drafted", at=at)
    hands.open_next(actor, paper, at)
    return paper.pk


@transaction.atomic
def redraft_paper(*, actor: Actor, paper_id: int, title: str, data: Mapping[str, Any], at: datetime) -> int:
    """This function will take up a returned paper with new words and return the number of the new version.

    The old version stays with the reason it was returned for. Who redrafts is from now on the drafter.
    """
    paper = hands.locked(actor, paper_id, "papers.draft", "redraft")
    facts = _facts(paper.kind, data, at)
    paper = hands.move(
        actor,
        paper,
        "redraft",
        title=hands.words(title, "title", _("请写文书标题"))[:200],
        data=facts,
        version=paper.version + 1,
        drafted_at=at,
        drafted_by=audit.actor_ref(actor),
        drafter_name=actor.name,
        drafter_person_id=actor.person_id,
        checked_at=None,
        checked_by="",
        checker_name="",
        checker_person=None,
        at=at,
    )
    _keep_version(paper)
    hands.put_on_record(actor, paper, "redrafted", at=at)
    return paper.version


@transaction.atomic
def check_paper(*, actor: Actor, paper_id: int, at: datetime) -> None:
    """This function will note that somebody other than the drafter has checked the words."""
    paper = hands.locked(actor, paper_id, "papers.check", "check")
    hands.keep_apart(actor, paper, "drafter")
    paper = hands.move(
        actor,
        paper,
        "check",
        checked_at=at,
        checked_by=audit.actor_ref(actor),
        checker_name=actor.name,
        checker_person_id=actor.person_id,
        at=at,
    )
    hands.put_on_record(actor, paper, "checked", at=at)


@transaction.atomic
def return_paper(*, actor: Actor, paper_id: int, reason: str, at: datetime) -> None:
    """This function will send a draft back with its reason; drafter and checker are told, the words are kept.

    Refuses an empty reason, a paper that is signed, and the drafter returning what nobody has looked at yet.
    """
    paper = hands.locked(actor, paper_id, "papers.check", "return")
    if not reason.strip():
        raise errors.ReasonMissing()
    if paper.state == "DRAFT":
        hands.keep_apart(actor, paper, "drafter")
    told = [paper.drafted_by, paper.checked_by]
    models.Version.objects.filter(paper=paper, number=paper.version).update(
        returned_at=at, returned_by=audit.actor_ref(actor), returner_name=actor.name, reason=reason.strip()
    )
    paper = hands.move(actor, paper, "return", at=at)
    title = f"退回修改：{paper}"
    hands.tell(actor, told, title=title, body=f"{actor.name}：{reason.strip()}", paper=paper, at=at)
    _open_redraft(actor, paper, reason.strip(), at)
    hands.put_on_record(actor, paper, "returned", reason=reason.strip(), at=at)


@transaction.atomic
def drop_paper(*, actor: Actor, paper_id: int, reason: str, at: datetime) -> None:
    """This function will give up a paper that is not signed, with its reason; its words are kept."""
    paper = hands.locked(actor, paper_id, "papers.draft", "drop")
    if not reason.strip():
        raise errors.ReasonMissing()
    told = [paper.drafted_by, paper.checked_by]
    paper = hands.move(actor, paper, "drop", dropped_reason=reason.strip()[:300], at=at)
    hands.tell(actor, told, title=f"已废止：{paper}", body=f"{actor.name}：{reason.strip()}", paper=paper, at=at)
    hands.put_on_record(actor, paper, "dropped", reason=reason.strip(), at=at)


def _facts(kind: str, data: Mapping[str, Any], at: datetime) -> dict[str, Any]:
    """The facts as JSON keeps them, known to fit the paper."""
    facts = dict(data)
    if "issued_on" in document_kinds.paper(kind).schema.model_fields and not facts.get("issued_on"):
        facts["issued_on"] = timezone.localdate(at)
    plain: dict[str, Any] = json.loads(json.dumps(facts, cls=DjangoJSONEncoder))
    documents.check(kind, plain)
    return plain


def _keep_version(paper: models.Paper) -> None:
    models.Version.objects.create(
        paper=paper,
        number=paper.version,
        title=paper.title,
        data=paper.data,
        drafted_at=paper.drafted_at,
        drafted_by=paper.drafted_by,
        drafter_name=paper.drafter_name,
    )


def _open_redraft(actor: Actor, paper: models.Paper, reason: str, at: datetime) -> None:
    account = paper.drafted_by.rpartition(":")[2]
    if not account.isdigit():
        return
    duties.open_duty(
        actor=actor,
        kind=hands.duty_of("redraft"),
        title=f"修改：{paper}",
        why=f"退回理由：{reason}",
        subject=ref("papers.paper", paper.pk),
        account_id=int(account),
        at=at,
    )
