"""The findings inbox: what inspection, audit, supervision and petitions say, and what was done about it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.ledger.duties import actions as duties
from dandang.ledger.matters import errors, models
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

WRITE = "matters.finding.write"
LOOK_DUTY = "matters.finding.look"


@transaction.atomic
def record_finding(
    *,
    actor: Actor,
    channel: str,
    tone: str,
    text: str,
    found_on: date,
    organisation_id: int,
    document: str = "",
    person_id: int | None = None,
    matter_id: int | None = None,
    due_on: date | None = None,
    at: datetime,
) -> int:
    """This function will put a finding, good or bad, into the inbox and return its id.

    One about a person opens a duty of the organisation department that manages him, due on `due_on` where the pack
    sets a time. Refuses empty words, a day of the future, a person the actor does not see, and one's own matter.
    Basis: SPEC LD-04; 云南 第3—4点.
    """
    unit = organisations.get(organisation_id)
    access.require(actor, WRITE, path=unit.path)
    _refuse(channel, tone, text, found_on, timezone.localdate(at))
    managed_by = None
    if person_id is not None:
        if actor.person_id == person_id:
            raise errors.OwnMatter()
        managed_by = access.require_person(actor, WRITE, person_id).managed_by_id
    if matter_id is not None and not models.Matter.objects.filter(pk=matter_id).exists():
        raise NotHere()
    finding = models.Finding.objects.create(
        channel=channel,
        tone=tone,
        text=text.strip(),
        document=document.strip(),
        found_on=found_on,
        organisation_id=organisation_id,
        person_id=person_id,
        matter_id=matter_id,
        recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )
    subject = ref("matters.finding", finding.pk)
    audit.record(
        actor=actor,
        verb="matters.finding.recorded",
        target=subject,
        facts={"channel": channel, "tone": tone, "organisation": organisation_id},
        private={"person": person_id or ""},
        at=at,
    )
    if managed_by is not None:
        duties.open_duty(
            actor=actor,
            kind=LOOK_DUTY,
            title=f"研究{finding.get_channel_display()}反映的情况（{finding.get_tone_display()}）",
            why="涉及干部本人，由管理他的组织部门研究处理",
            clause="云南 第3点",
            subject=subject,
            role="ORG_OFFICER",
            organisation_id=managed_by,
            due_on=due_on,
            at=at,
        )
    return finding.pk


@transaction.atomic
def handle_finding(*, actor: Actor, finding_id: int, handling: str, matter_id: int | None = None, at: datetime) -> None:
    """This function will note what was done about a finding and close its duty; it may be tied to a matter then.

    Refuses an empty note, a second handling, the person concerned, and a matter the actor does not see.
    """
    rows = models.Finding.objects.select_for_update(of=("self",)).select_related("organisation")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise NotHere()
    access.require(actor, WRITE, path=finding.organisation.path)
    if actor.person_id is not None and actor.person_id == finding.person_id:
        raise NotHere()
    if finding.handled_at is not None:
        raise errors.AlreadyDone()
    if not handling.strip():
        raise BadInput(_("请写明怎样处理的，日后回复来源单位要用"), field="handling")
    markings.refuse_classified(handling, _("处理情况"), field="handling")
    models.Finding.objects.filter(pk=finding.pk).update(
        handled_at=at,
        handled_by=audit.actor_ref(actor),
        handling=handling.strip(),
        matter_id=_tied(actor, matter_id) or finding.matter_id,
    )
    subject = ref("matters.finding", finding.pk)
    audit.record(actor=actor, verb="matters.finding.handled", target=subject, facts={"matter": matter_id}, at=at)
    duties.close_duty(actor=actor, kind=LOOK_DUTY, subject=subject, at=at)


def _tied(actor: Actor, matter_id: int | None) -> int | None:
    if matter_id is None:
        return None
    matter = models.Matter.objects.select_related("organisation").filter(pk=matter_id).first()
    if matter is None:
        raise NotHere()
    access.require(actor, WRITE, path=matter.organisation.path)
    return matter.pk


def _refuse(channel: str, tone: str, text: str, found_on: date, today: date) -> None:
    if channel not in models.Channel.values:
        raise BadInput(_("请从所列各项里选"), field="channel")
    if tone not in models.Finding.Tone.values:
        raise BadInput(_("请选是问题还是肯定"), field="tone")
    if not text.strip():
        raise BadInput(_("请填写反映的内容"), field="text")
    markings.refuse_classified(text, _("反映的内容"), field="text")
    if found_on > today:
        raise BadInput(_("日期还没有到，请核对"), field="found_on")
