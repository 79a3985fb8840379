"""What this room's own pages do: asks for the right over the unit first, then the same as the doors for parts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.ledger.matters import errors, models
from dandang.ledger.matters.actions import evidence, matters
from dandang.ledger.matters.queries import register
from dandang.ledger.matters.records import SeenEvidence
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

WRITE = "matters.matter.write"
ADD_EVIDENCE = "matters.evidence.add"
READ_EVIDENCE = "matters.evidence.view"
RESTRICTED = "matters.restricted.view"


@transaction.atomic
def enter_matter(*, actor: Actor, organisation_id: int, is_restricted: bool = False, at: datetime, **given: Any) -> int:
    """This function will register a matter from the page. Refuses a unit outside the actor's branch.

    A unit cannot restrict what it registers itself: it would not see it again. `given` is as in `register_matter`.
    """
    access.require(actor, WRITE, path=organisations.get(organisation_id).path)
    restricted = is_restricted and access.may(actor, RESTRICTED)
    return matters.register_matter(
        actor=actor, organisation_id=organisation_id, is_restricted=restricted, at=at, **given
    )


@transaction.atomic
def enter_involvement(*, actor: Actor, matter_id: int, person_id: int, role: str, note: str = "", at: datetime) -> int:
    """This function will add somebody's part from the page. Refuses (404) a matter the actor does not see."""
    register.matter_row(actor, matter_id, verb=WRITE)
    return matters.add_involvement(actor=actor, matter_id=matter_id, person_id=person_id, role=role, note=note, at=at)


@transaction.atomic
def enter_evidence(*, actor: Actor, matter_id: int, at: datetime, **given: Any) -> int:
    """This function will file evidence from the page; `given` is as in `add_evidence`. Refuses (404) as above."""
    register.matter_row(actor, matter_id, verb=ADD_EVIDENCE)
    return evidence.add_evidence(actor=actor, matter_id=matter_id, at=at, **given)


def read_evidence(*, actor: Actor, evidence_id: int, at: datetime) -> SeenEvidence:
    """This function will open a file from the page and note who looked. Refuses (404) what the actor does not see."""
    register.evidence_row(actor, evidence_id)
    return evidence.look_at_evidence(actor=actor, evidence_id=evidence_id, at=at)


@transaction.atomic
def confirm_evidence(*, actor: Actor, evidence_id: int, at: datetime) -> None:
    """This function will note that the actor compared a piece with the original. Refuses who filed it, and twice."""
    piece = _locked_piece(actor, evidence_id)
    if piece.checked_at is not None or piece.withdrawn_at is not None:
        raise errors.AlreadyDone()
    if piece.added_by == audit.actor_ref(actor):
        raise errors.SameHands()
    models.Evidence.objects.filter(pk=piece.pk).update(
        checked_at=at, checked_by=audit.actor_ref(actor), checker_name=actor.name
    )
    target = ref("matters.evidence", piece.pk)
    audit.record(actor=actor, verb="matters.evidence.confirmed", target=target, facts={"sha256": piece.sha256}, at=at)


@transaction.atomic
def withdraw_evidence(*, actor: Actor, evidence_id: int, reason: str, at: datetime) -> None:
    """This function will withdraw a piece with a reason; it stays on file. Refuses an empty reason, and twice."""
    piece = _locked_piece(actor, evidence_id)
    if piece.withdrawn_at is not None:
        raise errors.AlreadyDone()
    if not reason.strip():
        raise BadInput(_("请写明为什么撤回，例如登记错了、另有原件"), field="reason")
    models.Evidence.objects.filter(pk=piece.pk).update(
        withdrawn_at=at, withdrawn_by=audit.actor_ref(actor), withdrawal_reason=reason.strip()
    )
    target = ref("matters.evidence", piece.pk)
    audit.record(actor=actor, verb="matters.evidence.withdrawn", target=target, reason=reason.strip(), at=at)


@transaction.atomic
def close_matter(*, actor: Actor, matter_id: int, outcome: str, at: datetime) -> None:
    """This function will close a matter with what came of it. Refuses empty words and open accountability.

    A unit closes only what it registered itself.
    """
    _require_end(actor, matter_id)
    matter = matters.open_matter(matter_id)
    if not outcome.strip():
        raise BadInput(_("请写明这件事的结果：办成了什么，还留下什么"), field="outcome")
    markings.refuse_classified(outcome, _("结果"), field="outcome")
    running = list(matter.accountabilities.exclude(state="CLOSED").order_by("pk").values_list("number", flat=True))
    if running:
        raise errors.NotYetFinished("、".join(running))
    models.Matter.objects.filter(pk=matter.pk).update(
        state="CLOSED", outcome=outcome.strip(), closed_at=at, closed_by=audit.actor_ref(actor)
    )
    audit.record(
        actor=actor,
        verb="matters.matter.closed",
        target=ref("matters.matter", matter.pk),
        facts={"number": matter.number},
        at=at,
    )


@transaction.atomic
def reopen_matter(*, actor: Actor, matter_id: int, reason: str, at: datetime) -> None:
    """This function will open a closed matter again because something is to be added. Refuses an empty reason."""
    _require_end(actor, matter_id)
    matter = matters.locked_matter(matter_id)
    if matter.state != "CLOSED":
        raise errors.AlreadyDone()
    if not reason.strip():
        raise BadInput(_("请写明为什么重新打开"), field="reason")
    models.Matter.objects.filter(pk=matter.pk).update(state="OPEN", closed_at=None, closed_by="")
    target = ref("matters.matter", matter.pk)
    audit.record(actor=actor, verb="matters.matter.reopened", target=target, reason=reason.strip(), at=at)


def _require_end(actor: Actor, matter_id: int) -> None:
    row = register.matter_row(actor, matter_id, verb=WRITE)
    if not register.may_end(actor, row):
        raise errors.NotYours()


def _locked_piece(actor: Actor, evidence_id: int) -> models.Evidence:
    """A piece the actor may handle, locked. Handling takes the staff's right, not the unit's."""
    register.evidence_row(actor, evidence_id, verb=READ_EVIDENCE)
    piece = models.Evidence.objects.select_for_update().filter(pk=evidence_id).first()
    if piece is None:
        raise NotHere()
    return piece
