"""Writing, using and revoking effects; keying in decisions that were taken on paper."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import references, refs
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.duties import actions as duties
from dandang.ledger.effects import errors, kinds, models, rules
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

CHECK_DUTY = "effects.decision.check"
LOOK_AGAIN_DUTY = "effects.look_again"


@transaction.atomic
def write_effect(
    *,
    actor: Actor,
    kind: str,
    person_id: int,
    starts_on: date,
    ends_on: date | None = None,
    document: str,
    clause: str,
    source: str,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> int:
    """This function will write what follows from a decision for one person and return the effect's number.

    The deciding action calls it and has asked for the right to decide. Refuses a room that the kind's table does not
    name as writer, facts the table does not ask for, a period that ends before it starts, and a second standing effect
    of the same kind for the same person from the same source.
    """
    entry = kinds.kind_of(kind)
    room = refs.parse(source).room
    if room not in entry.writers:
        raise errors.NotAWriter(room, str(entry.label))
    if not rules.period_is_in_order(starts_on, ends_on):
        raise BadInput(_("截止日要晚于起始日"), field="ends_on")
    effect = _written_once(
        kind=kind,
        person_id=person_id,
        starts_on=starts_on,
        ends_on=ends_on,
        document=document,
        clause=clause,
        source=source,
        facts=_stored(entry, facts or {}),
        written_at=at,
        written_by=audit.actor_ref(actor),
    )
    audit.record(
        actor=actor,
        verb="effects.effect.written",
        target=ref("effects.effect", effect.pk),
        clause=clause,
        facts={"kind": kind, "source": source, "starts_on": str(starts_on), "ends_on": str(ends_on or "")},
        private={"person": person_id, "document": document},
        at=at,
    )
    return effect.pk


@transaction.atomic
def note_use(*, actor: Actor, effect_id: int, used_by: str, at: datetime) -> None:
    """This function will note that a piece of work (a reference) leaned on an effect; once is enough.

    It belongs to the action that used it, which has asked for its own right.
    """
    use, is_new = models.Use.objects.get_or_create(effect_id=effect_id, used_by=used_by, defaults={"used_at": at})
    if is_new:
        audit.record(
            actor=actor,
            verb="effects.effect.used",
            target=ref("effects.effect", effect_id),
            facts={"used_by": use.used_by},
            at=at,
        )


@transaction.atomic
def revoke_effect(*, actor: Actor, effect_id: int, reason: str, at: datetime) -> list[str]:
    """This function will end an effect as if it had never been and return the work that leaned on it.

    For each such piece of work a duty to look again is opened at the organisation department that manages the person.
    Refuses an empty reason, a second revocation, and the person concerned. Basis: SPEC LD-02.
    """
    access.require(actor, "effects.effect.revoke")
    return _revoked(actor, _locked(actor, effect_id), reason, at)


@transaction.atomic
def revoke_by_decision(*, actor: Actor, effect_id: int, decided_by: str, reason: str, at: datetime) -> list[str]:
    """This function will end an effect because the organ behind it decided so, and return the work that leaned on it.

    The deciding action calls it and has asked for the right to decide; `decided_by` is the reference of what was
    decided. Only the room that wrote the effect may take it back this way; the rest is as in `revoke_effect`.
    Basis: SPEC TL-09, LD-02.
    """
    effect = models.Effect.objects.select_for_update(of=("self",)).select_related("person").filter(pk=effect_id).first()
    if effect is None:
        raise NotHere()
    room = refs.parse(decided_by).room
    if room != refs.parse(effect.source).room:
        raise errors.NotAWriter(room, str(kinds.kind_of(effect.kind).label))
    return _revoked(actor, effect, reason, at, decided_by=decided_by)


def _revoked(actor: Actor, effect: models.Effect, reason: str, at: datetime, **facts: object) -> list[str]:
    """End a locked effect, put it on record, and make looking again at what leaned on it somebody's duty."""
    if effect.revoked_at is not None:
        raise errors.AlreadyRevoked()
    if actor.person_id is not None and actor.person_id == effect.person_id:
        raise errors.OwnMatter()
    if not reason.strip():
        raise errors.NeedsReason()
    models.Effect.objects.filter(pk=effect.pk).update(
        revoked_at=at, revoked_by=audit.actor_ref(actor), revoke_reason=reason.strip()
    )
    uses = list(models.Use.objects.filter(effect=effect).order_by("pk").values_list("used_by", flat=True))
    audit.record(
        actor=actor,
        verb="effects.effect.revoked",
        target=ref("effects.effect", effect.pk),
        reason=reason.strip(),
        clause=effect.clause,
        facts={"uses": uses, **facts},
        at=at,
    )
    named = references.describe(uses)
    for used_by in uses:
        duties.open_duty(
            actor=actor,
            kind=LOOK_AGAIN_DUTY,
            title=f"重新研究{named[used_by].name}：依据的决定已撤销（{effect.document}）",
            why=f"撤销理由：{reason.strip()[:200]}",
            clause=effect.clause,
            subject=used_by,
            role="ORG_OFFICER",
            organisation_id=effect.person.managed_by_id,
            at=at,
        )
    return uses


@transaction.atomic
def key_decision(
    *,
    actor: Actor,
    kind: str,
    person_id: int,
    organ: str,
    document: str,
    decided_on: date,
    clause: str,
    reason: str,
    starts_on: date,
    ends_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
    at: datetime,
) -> int:
    """This function will key in a decision an organ took on paper; it has no effect until a second person confirms it.

    Refuses a person outside the actor's 干部管理权限, one's own matter, facts that do not fit, a decision of the
    future, and the same paper twice.
    """
    person = access.require_person(actor, "effects.decision.key", person_id)
    if actor.person_id == person_id:
        raise errors.OwnMatter()
    entry = kinds.kind_of(kind)
    _require_guarded(actor, entry)
    _refuse_dates(decided_on, starts_on, ends_on, at)
    same = models.PaperDecision.objects.filter(kind=kind, person_id=person_id, document=document.strip())
    if same.exclude(state=models.PaperDecision.State.RETURNED).filter(effect__revoked_at=None).exists():
        raise errors.AlreadyRegistered(document)
    decision = models.PaperDecision.objects.create(
        kind=kind,
        person_id=person_id,
        organ=organ.strip(),
        document=document.strip(),
        decided_on=decided_on,
        clause=clause.strip(),
        reason=reason.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        facts=_stored(entry, facts or {}),
        keyed_at=at,
        keyed_by=audit.actor_ref(actor),
    )
    subject = ref("effects.decision", decision.pk)
    audit.record(
        actor=actor,
        verb="effects.decision.keyed",
        target=subject,
        clause=clause,
        facts={"kind": kind},
        private={"person": person_id, "document": document},
        at=at,
    )
    duties.open_duty(
        actor=actor,
        kind=CHECK_DUTY,
        title=f"对照原件核对登记的决定：{decision.document}",
        why="登记人以外的一位同事核对后才生效",
        clause=decision.clause,
        subject=subject,
        role=_checking_role(actor),
        organisation_id=person.managed_by_id,
        at=at,
    )
    return decision.pk


@transaction.atomic
def confirm_decision(*, actor: Actor, decision_id: int, at: datetime) -> int:
    """This function will put a keyed-in decision into force after comparison with the paper; returns the effect.

    Refuses the person who keyed it in, the person concerned, and a decision that was checked before.
    """
    decision = _waiting(actor, decision_id)
    source = ref("effects.decision", decision.pk)
    effect_id = write_effect(
        actor=actor,
        kind=decision.kind,
        person_id=decision.person_id,
        starts_on=decision.starts_on,
        ends_on=decision.ends_on,
        document=decision.document,
        clause=decision.clause,
        source=source,
        facts=decision.facts,
        at=at,
    )
    models.PaperDecision.objects.filter(pk=decision.pk).update(
        state=models.PaperDecision.State.CONFIRMED,
        checked_at=at,
        checked_by=audit.actor_ref(actor),
        effect_id=effect_id,
    )
    audit.record(actor=actor, verb="effects.decision.confirmed", target=source, facts={"effect": effect_id}, at=at)
    duties.close_duty(actor=actor, kind=CHECK_DUTY, subject=source, at=at)
    return effect_id


@transaction.atomic
def return_decision(*, actor: Actor, decision_id: int, note: str, at: datetime) -> None:
    """This function will send a keyed-in decision back because it differs from the paper; it never takes effect.

    Refuses an empty note, and the same people as `confirm_decision`.
    """
    decision = _waiting(actor, decision_id)
    if not note.strip():
        raise errors.NoteMissing()
    models.PaperDecision.objects.filter(pk=decision.pk).update(
        state=models.PaperDecision.State.RETURNED,
        checked_at=at,
        checked_by=audit.actor_ref(actor),
        check_note=note.strip(),
    )
    source = ref("effects.decision", decision.pk)
    audit.record(actor=actor, verb="effects.decision.returned", target=source, reason=note.strip(), at=at)
    duties.close_duty(actor=actor, kind=CHECK_DUTY, subject=source, at=at)


def _written_once(**fields: Any) -> models.Effect:
    """Write the row; two decisions at the same moment leave one of them with a sentence instead of an error."""
    same = {name: fields[name] for name in ("kind", "person_id", "source")}
    if models.Effect.objects.filter(revoked_at=None, **same).exists():
        raise errors.AlreadyWritten()
    try:
        with transaction.atomic():
            return models.Effect.objects.create(**fields)
    except IntegrityError:
        raise errors.AlreadyWritten() from None


def _stored(entry: kinds.EffectKind, facts: Mapping[str, Any]) -> dict[str, Any]:
    stored, faults = rules.facts_that_fit(entry.facts, facts)
    if faults:
        raise errors.FactsDoNotFit({fault.name: _sentence(entry, fault) for fault in faults})
    return stored


def _sentence(entry: kinds.EffectKind, fault: rules.Fault) -> str:
    fact = entry.fact(fault.name)
    label = fact.label if fact else fault.name
    sentences = {
        "MISSING": _("请填写%s"),
        "UNKNOWN": _("“%s”不是这类决定要登记的内容，请去掉"),
        "NOT_A_DAY": _("%s请写成 2026-11-23 这样"),
        "NOT_A_CODE": _("%s请填指标编码，用逗号分开，只用文字、数字和 . _ -；全部指标填 ALL"),
        "NOT_AN_OPTION": _("%s请从所列各项里选"),
        "NOT_TEXT": _("%s请写成 300 字以内的文字"),
    }
    return sentences[fault.why] % label


def _require_guarded(actor: Actor, entry: kinds.EffectKind) -> None:
    """A guarded kind is the discipline body's own."""
    if entry.is_guarded:
        access.require(actor, "effects.guarded.read")


def _refuse_dates(decided_on: date, starts_on: date, ends_on: date | None, at: datetime) -> None:
    if decided_on > at.date():
        raise BadInput(_("决定日期还没有到。请核对文书上的日期"), field="decided_on")
    if not rules.period_is_in_order(starts_on, ends_on):
        raise BadInput(_("截止日要晚于起始日。截止日当天不再有效；没有期限的可以不填"), field="ends_on")


def _checking_role(actor: Actor) -> str:
    """The role that has to check: the one by which the actor keyed the decision in."""
    return "DISCIPLINE_OFFICER" if "DISCIPLINE_OFFICER" in actor.roles else "ORG_OFFICER"


def _locked(actor: Actor, effect_id: int) -> models.Effect:
    effect = models.Effect.objects.select_for_update(of=("self",)).select_related("person").filter(pk=effect_id).first()
    if effect is None:
        raise NotHere()
    access.require_person(actor, "effects.effect.revoke", effect.person_id)
    _require_guarded(actor, kinds.kind_of(effect.kind))
    return effect


def _waiting(actor: Actor, decision_id: int) -> models.PaperDecision:
    """A decision that waits for this actor's eyes, locked."""
    access.require(actor, "effects.decision.key")
    decision = models.PaperDecision.objects.select_for_update().filter(pk=decision_id).first()
    if decision is None:
        raise NotHere()
    access.require_person(actor, "effects.decision.key", decision.person_id)
    _require_guarded(actor, kinds.kind_of(decision.kind))
    if decision.state != models.PaperDecision.State.KEYED:
        raise errors.AlreadyChecked()
    if actor.person_id == decision.person_id:
        raise errors.OwnMatter()
    if decision.keyed_by == audit.actor_ref(actor):
        raise errors.SameHands()
    return decision
