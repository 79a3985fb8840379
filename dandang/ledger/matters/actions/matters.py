"""Registering what happened and who took part. These doors take the right as already asked by their caller."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.law.search import actions as search
from dandang.ledger.matters import errors, models, rules, searched
from dandang.ledger.matters.actions.numbers import next_in_series
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import queries as people


@transaction.atomic
def register_matter(
    *,
    actor: Actor,
    title: str,
    happened_from: date,
    happened_to: date | None = None,
    summary: str,
    kind: str,
    difficulty: str = "ORDINARY",
    organisation_id: int,
    channel: str,
    is_of_wide_interest: bool | None = None,
    is_restricted: bool = False,
    at: datetime,
) -> int:
    """This function will put one happening on the register under a new number and return the matter's id.

    The number is 〔year of registration〕 of the region in which the unit lies, never given twice. Refuses a happening
    of the future, days out of order, empty words, an unknown kind or channel, and words that carry a mark of a state
    secret. The caller has asked for the right.
    """
    unit = organisations.get(organisation_id)
    today = timezone.localdate(at)
    _refuse_days(happened_from, happened_to, today)
    _refuse_words(title=title, summary=summary)
    _refuse_codes(kind=(kind, models.Matter.Kind), difficulty=(difficulty, models.Matter.Difficulty))
    _refuse_codes(channel=(channel, models.Channel))
    matter = models.Matter.objects.create(
        number=_next_number(unit, today.year),
        title=title.strip(),
        kind=kind,
        difficulty=difficulty,
        happened_from=happened_from,
        happened_to=happened_to,
        summary=summary.strip(),
        organisation_id=organisation_id,
        region=unit.region,
        channel=channel,
        is_of_wide_interest=is_of_wide_interest,
        is_restricted=is_restricted,
        registered_at=at,
        registered_by=audit.actor_ref(actor),
    )
    search.index(source=searched.SOURCE, keys=[matter.pk], at=at)
    audit.record(
        actor=actor,
        verb="matters.matter.registered",
        target=ref("matters.matter", matter.pk),
        facts={"number": matter.number, "kind": kind, "channel": channel, "organisation": organisation_id},
        private={"title": matter.title},
        at=at,
    )
    return matter.pk


@transaction.atomic
def add_involvement(*, actor: Actor, matter_id: int, person_id: int, role: str, note: str = "", at: datetime) -> int:
    """This function will note who took part in a matter and how, and return the line's id.

    Refuses a second line for one person, an unknown role and a closed matter. The caller has asked for the right.
    """
    matter = open_matter(matter_id)
    name = people.names_of([person_id]).get(str(person_id))
    if name is None:
        raise NotHere()
    _refuse_codes(role=(role, models.Involvement.Role))
    if models.Involvement.objects.filter(matter=matter, person_id=person_id).exists():
        raise errors.AlreadyInvolved(name)
    line = models.Involvement.objects.create(
        matter=matter,
        person_id=person_id,
        role=role,
        note=note.strip(),
        added_at=at,
        added_by=audit.actor_ref(actor),
    )
    search.index(source=searched.SOURCE, keys=[matter.pk], at=at)
    audit.record(
        actor=actor,
        verb="matters.involvement.added",
        target=ref("matters.matter", matter.pk),
        facts={"role": role},
        private={"person": person_id},
        at=at,
    )
    return line.pk


def open_matter(matter_id: int) -> models.Matter:
    """Return a matter, locked, to which something is added. Raises NotHere, and MatterClosed for a closed one."""
    matter = locked_matter(matter_id)
    if matter.state != "OPEN":
        raise errors.MatterClosed(matter.number)
    return matter


def locked_matter(matter_id: int) -> models.Matter:
    """Return a matter, locked. Raises NotHere."""
    matter = models.Matter.objects.select_for_update().filter(pk=matter_id).first()
    if matter is None:
        raise NotHere()
    return matter


def _next_number(unit: Organisation, year: int) -> str:
    prefix = rules.prefix_of(organisations.region_above(unit).name)
    return next_in_series(prefix=prefix, year=year)


def _refuse_days(happened_from: date, happened_to: date | None, today: date) -> None:
    if happened_from > today:
        raise BadInput(_("发生日期还没有到。登记的是已经发生的事，请核对日期"), field="happened_from")
    if not rules.days_are_in_order(happened_from, happened_to):
        raise BadInput(_("结束日期不能早于发生日期。只有一天的，可以不填结束日期"), field="happened_to")


def _refuse_words(**words: str) -> None:
    labels = {"title": _("事项名称"), "summary": _("经过")}
    for field, text in words.items():
        if not text.strip():
            raise BadInput(_("请填写%s") % labels[field], field=field)
        markings.refuse_classified(text, labels[field], field=field)


def _refuse_codes(**codes: tuple[str, type]) -> None:
    for field, (code, choices) in codes.items():
        if code not in choices.values:  # type: ignore[attr-defined]
            raise BadInput(_("请从所列各项里选"), field=field)
