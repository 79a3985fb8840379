"""Signing (on screen, or on paper and keyed back), numbering, sealing and filing a paper."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput
from dandang.law.documents import kinds as document_kinds
from dandang.ledger.papers import errors, models, queries, rules
from dandang.ledger.papers.actions import hands
from dandang.ledger.papers.records import Printed
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

_PRINT = models.Print.Stage


@transaction.atomic
def sign_paper(*, actor: Actor, paper_id: int, at: datetime) -> str:
    """This function will sign a checked paper and return the check code of the file that was signed.

    The day of signing becomes the paper's day; from now on its words cannot change. Refuses who drafted or checked it.
    """
    paper = hands.locked(actor, paper_id, "papers.sign", "sign")
    hands.keep_apart(actor, paper, "drafter", "checker")
    paper = _signed(
        actor, paper, timezone.localdate(at), at, signed_by=audit.actor_ref(actor), signer_name=actor.name,
        signer_person_id=actor.person_id,
    )  # fmt: skip
    made = hands.keep_print(actor, paper, _PRINT.SIGNED, queries.fresh_pdf(paper), "pdf", at)
    hands.put_on_record(actor, paper, "signed", sha256=made.sha256, at=at)
    return made.check_code


@transaction.atomic
def key_signed_paper(
    *,
    actor: Actor,
    paper_id: int,
    signer_person_id: int,
    signed_on: date,
    original_location: str,
    content: bytes,
    filename: str,
    at: datetime,
) -> str:
    """This function will put down that a checked paper was signed by hand, and return its scan's check code.

    The clerk who keys it is named beside the signer. Refuses a signer who drafted or checked the paper or keys it
    himself, a day ahead, a scan that is no whole picture of a page, and a paper whose original lies nowhere.
    """
    paper = hands.locked(actor, paper_id, "papers.draft", "sign")
    signer_name = _signer_named(actor, paper, signer_person_id)
    hands.refuse_future(signed_on, "signed_on", at)
    place = hands.words(original_location, "original_location", _("请写明签字原件存放在哪里"))
    form = hands.checked_scan(content, filename)
    paper = _signed(
        actor, paper, signed_on, at, keyed_by=audit.actor_ref(actor), keyer_name=actor.name, signer_name=signer_name,
        signer_person_id=signer_person_id, original_location=place[:120],
    )  # fmt: skip
    hands.keep_print(actor, paper, _PRINT.SIGNED, queries.fresh_pdf(paper), "pdf", at)
    scan = hands.keep_print(actor, paper, _PRINT.SCAN, content, form, at)
    facts = {"scan_sha256": scan.sha256, "signed_on": signed_on.isoformat()}
    hands.put_on_record(actor, paper, "keyed", at=at, **facts)
    return scan.check_code


@transaction.atomic
def number_paper(*, actor: Actor, paper_id: int, word: str, at: datetime) -> str:
    """This function will give a signed paper the next number of the organ's series and return it.

    Numbers of a word and year follow each other without gaps. Refuses a word that another organ uses, and kinds of
    paper that have no place for a number.
    """
    paper = hands.locked(actor, paper_id, "papers.seal", "number")
    if not hands.has_number(paper):
        raise BadInput(_("这种文书不编文号，签字后直接归档"), field="word")
    word = word.strip()
    if not rules.is_word(word):
        raise errors.WordNotUsable()
    year = timezone.localdate(at).year
    sequence = _next_place(paper, word, year)
    number = rules.number_text(word, year, sequence)
    paper = hands.move(
        actor,
        paper,
        "number",
        word=word,
        year=year,
        sequence=sequence,
        number=number,
        numbered_at=at,
        numbered_by=audit.actor_ref(actor),
        at=at,
    )
    made = hands.keep_print(actor, paper, _PRINT.NUMBERED, queries.fresh_pdf(paper), "pdf", at)
    hands.put_on_record(actor, paper, "numbered", number=number, sha256=made.sha256, at=at)
    return number


@transaction.atomic
def seal_paper(*, actor: Actor, paper_id: int, at: datetime) -> None:
    """This function will note that the organ's seal stands on the printed paper."""
    paper = hands.locked(actor, paper_id, "papers.seal", "seal")
    paper = hands.move(
        actor, paper, "seal", sealed_at=at, sealed_by=audit.actor_ref(actor), sealer_name=actor.name, at=at
    )
    hands.put_on_record(actor, paper, "sealed", number=paper.number, at=at)


@transaction.atomic
def file_paper(*, actor: Actor, paper_id: int, original_location: str, at: datetime) -> None:
    """This function will file a paper with the place where its original lies. Refuses while a receipt is missing."""
    paper = hands.locked(actor, paper_id, "papers.seal", "file")
    place = hands.words(original_location or paper.original_location, "original_location", _("请写明原件存放在哪里"))
    waiting = queries.waiting_for_receipt(paper.pk)
    if waiting:
        raise BadInput(_("还有 %d 次送达没有签收。请先登记签收，或者登记留置、公告送达") % waiting, field="")
    paper = hands.move(
        actor,
        paper,
        "file",
        original_location=place[:120],
        filed_at=at,
        filed_by=audit.actor_ref(actor),
        at=at,
    )
    hands.put_on_record(actor, paper, "filed", number=paper.number, at=at)


@transaction.atomic
def print_paper(*, actor: Actor, paper_id: int, form: str, at: datetime) -> Printed:
    """This function will return the paper as a file (`pdf`, `docx` or `scan`) and note in the print log who took it."""
    paper = queries.paper_for(actor, paper_id)
    made = queries.printed(paper, form)
    audit.record_read(actor=actor, target=ref("papers.paper", paper.pk), what=f"打印 {form}", at=at)
    return made


def _signed(actor: Actor, paper: models.Paper, day: date, at: datetime, **fields: object) -> models.Paper:
    """Fix the words with the day of signing in their place."""
    schema = document_kinds.paper(paper.kind).schema.model_fields
    data = rules.with_issue(paper.data, schema, number="", issued_on=day.isoformat())
    return hands.move(actor, paper, "sign", data=data, signed_at=at, signed_on=day, **fields, at=at)


def _signer_named(actor: Actor, paper: models.Paper, person_id: int) -> str:
    """The name of who signed on paper. Refuses the clerk himself, earlier hands and the person concerned."""
    name = next(iter(people.names_of([person_id]).values()), "")
    if not name:
        raise BadInput(_("没有找到签发人。请核对人员编号"), field="signer")
    if person_id == actor.person_id:
        raise BadInput(_("代录的人不能是签发人本人。您可以直接在线签发"), field="signer")
    if person_id in (paper.drafter_person_id, paper.checker_person_id):
        raise errors.SignerHadAHand(name)
    if person_id == paper.person_id:
        raise errors.SignerIsConcerned(name)
    return name


def _next_place(paper: models.Paper, word: str, year: int) -> int:
    """The next place in the series; the row is locked, so that two clerks get two numbers and none is lost."""
    models.Series.objects.get_or_create(word=word, year=year, defaults={"organ": paper.organ})
    series = models.Series.objects.select_for_update(of=("self",)).select_related("organ").get(word=word, year=year)
    if series.organ_id != paper.organ_id:
        raise errors.WordTaken(series.organ.name)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
