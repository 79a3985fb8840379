"""The full text of an edition comes in: cut by the program, confirmed by a person (SPEC LW-03)."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ground.texts import shortened
from dandang.foundation.guard.problems import FileRefused
from dandang.law.policies import errors, kinds, models, textfiles
from dandang.law.policies.splitting import SplitText, TextPart
from dandang.law.policies.states import TextState
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

IMPORT = "policies.text.import"


@transaction.atomic
def propose_text(*, actor: Actor, edition_id: int, content: bytes, name: str, at: datetime) -> int:
    """This function will cut an uploaded text (.txt, .docx) into parts and items for a person to look at.

    Another proposal for the same edition is discarded. Refuses files that are not readable text, are cut short or
    carry a mark of secrecy. Returns the text's id.
    """
    access.require(actor, IMPORT)
    edition = models.Edition.objects.select_for_update(of=("self",)).filter(pk=edition_id).first()
    if edition is None:
        raise errors.no_such_edition()
    try:
        cut = textfiles.split_text(content, name=name)
    except FileRefused as refused:
        raise BadInput(str(refused), field="file") from None
    models.FullText.objects.filter(edition=edition, state=TextState.PROPOSED).update(state=TextState.DISCARDED)
    row = models.FullText.objects.create(
        edition=edition,
        title=shortened(cut.title, 200),
        preamble=cut.preamble,
        warnings=list(cut.warnings),
        file_name=shortened(name, 120),
        digest=sha256(content).hexdigest(),
        imported_at=at,
        imported_by=audit.actor_ref(actor),
    )
    _save_parts(row, cut)
    _record(actor, row, "policies.text.proposed", at)
    return row.pk


@transaction.atomic
def confirm_text(*, actor: Actor, text_id: int, at: datetime) -> None:
    """This function will put a proposed text in the place of the one confirmed before; citations now open its items."""
    row = _proposed(actor, text_id)
    before = models.FullText.objects.filter(edition_id=row.edition_id, state=TextState.CONFIRMED)
    replaced = list(before.values_list("pk", flat=True))
    before.update(state=TextState.REPLACED)
    row.state, row.confirmed_at, row.confirmed_by = TextState.CONFIRMED, at, audit.actor_ref(actor)
    row.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    items = models.TextItem.objects.filter(part__full_text__in=[row.pk, *replaced])
    kinds.tell_readers(item_ids=list(items.values_list("pk", flat=True)), at=at)
    _record(actor, row, "policies.text.confirmed", at)


@transaction.atomic
def discard_text(*, actor: Actor, text_id: int, at: datetime) -> None:
    """This function will lay a proposed text aside, as when the cut is not right; nothing refers to it."""
    row = _proposed(actor, text_id)
    row.state = TextState.DISCARDED
    row.save(update_fields=["state"])
    _record(actor, row, "policies.text.discarded", at)


def _proposed(actor: Actor, text_id: int) -> models.FullText:
    access.require(actor, IMPORT)
    row = models.FullText.objects.select_for_update().filter(pk=text_id, state=TextState.PROPOSED).first()
    if row is None:
        raise errors.no_such_text()
    return row


def _save_parts(row: models.FullText, cut: SplitText) -> None:
    longest = 20  # characters of a number; 第一百二十条之十一 has nine
    closing = [TextPart("", "落款", cut.closing)] if cut.closing else []
    for place, part in enumerate([*cut.parts, *closing]):
        if len(part.no) > longest or any(len(item.no) > longest for item in part.items):
            raise BadInput(_("有一处编号太长，不像编号。请核对“%(title)s”附近。") % {"title": part.title}, field="file")
        saved = models.TextPart.objects.create(
            full_text=row, position=place, no=part.no, title=shortened(part.title, 300), text=part.text
        )
        models.TextItem.objects.bulk_create(
            models.TextItem(part=saved, position=number, no=item.no, text=item.text)
            for number, item in enumerate(part.items)
        )


def _record(actor: Actor, row: models.FullText, verb: str, at: datetime) -> None:
    facts = {"text": row.pk, "file": row.file_name, "sha256": row.digest}
    audit.record(actor=actor, verb=verb, target=refs.ref("policies.edition", row.edition_id), facts=facts, at=at)
