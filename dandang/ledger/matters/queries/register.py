"""What the pages of this room show, with the right asked first: a foreign matter looks like a missing one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.matters import kinds, models
from dandang.ledger.matters.models.matters import MatterQuerySet
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.records import Choice
from dandang.registry.people.models import Person

VIEW = "matters.matter.view"
RESTRICTED = "matters.restricted.view"
READ_EVIDENCE = "matters.evidence.view"
ACCOUNTABILITY = "matters.accountability.view"
FINDINGS = "matters.finding.view"
UNITS_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class MatterFilter:
    """What a list of matters is narrowed to; empty means everything."""

    year: str = ""
    kind: str = ""
    unit_path: str = ""
    channel: str = ""
    state: str = ""
    words: str = ""


def matters(actor: Actor, wanted: MatterFilter) -> QuerySet[models.Matter]:
    """This function will return the matters the actor may see, the latest first, with how much is on file."""
    access.require(actor, VIEW)
    rows = _seen(actor, VIEW)
    equal = {"kind": wanted.kind, "channel": wanted.channel, "state": wanted.state}
    rows = rows.filter(**{name: value for name, value in equal.items() if value})
    if wanted.year.isdigit():
        rows = rows.filter(happened_from__year=int(wanted.year))
    if wanted.unit_path:
        rows = rows.within((wanted.unit_path,))
    if wanted.words:
        rows = rows.filter(Q(title__contains=wanted.words) | Q(number__contains=wanted.words))
    counted = rows.select_related("organisation").annotate(
        people_count=Count("involved", distinct=True), evidence_count=Count("evidence", distinct=True)
    )
    return counted.order_by("-happened_from", "-pk")


def visible_matters(actor: Actor) -> MatterQuerySet:
    """This function will return the matters the actor may open, in no order. Refuses whoever sees none at all."""
    access.require(actor, VIEW)
    return _seen(actor, VIEW)


def years(actor: Actor) -> list[str]:
    """This function will list the years in which something happened that the actor may see, the latest first."""
    rows = _seen(actor, VIEW).order_by().values_list("happened_from__year", flat=True).distinct()
    return [str(year) for year in sorted(rows, reverse=True)]


def matter_row(actor: Actor, matter_id: int, *, verb: str = VIEW) -> models.Matter:
    """This function will return a matter for an actor with the verb over its unit; NotHere otherwise."""
    access.require(actor, verb)
    row = _seen(actor, verb).select_related("organisation").filter(pk=matter_id).first()
    if row is None:
        raise NotHere()
    return row


def evidence_row(actor: Actor, evidence_id: int, *, verb: str = "") -> models.Evidence:
    """This function will return a piece of evidence: staff see all of their branch, others what they filed themselves.

    With `verb` that right is needed. NotHere otherwise.
    """
    row = models.Evidence.objects.select_related("matter").filter(pk=evidence_id).first()
    if row is None:
        raise NotHere()
    matter = matter_row(actor, row.matter_id, verb=verb or VIEW)
    if not (is_own(actor, row.added_by) or may_over(actor, READ_EVIDENCE, matter)):
        raise NotHere()
    return row


def may_over(actor: Actor, verb: str, matter: models.Matter) -> bool:
    """This function will say whether the actor has a verb over the unit of a matter that was loaded with it."""
    return access.may(actor, verb, path=matter.organisation.path)


def may_end(actor: Actor, matter: models.Matter) -> bool:
    """This function will say whether the actor may close a matter or open it again: the staff, or who registered it."""
    return may_over(actor, RESTRICTED, matter) or is_own(actor, matter.registered_by)


def sees(actor: Actor, matter_id: int) -> bool:
    """This function will say whether the actor sees a matter."""
    return _seen(actor, VIEW).filter(pk=matter_id).exists()


def is_own(actor: Actor, added_by: str) -> bool:
    """This function will say whether the actor filed something himself."""
    return added_by == audit.actor_ref(actor)


def accountabilities(actor: Actor, *, state: str = "", words: str = "") -> QuerySet[models.Accountability]:
    """This function will return the accountability matters the actor may see, the latest first, never his own."""
    access.require(actor, ACCOUNTABILITY)
    rows = _accountabilities(actor)
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(
            Q(number__contains=words) | Q(person__name__contains=words) | Q(matter__title__contains=words)
        )
    return rows.order_by("-prepared_at", "-pk")


def accountability_row(actor: Actor, accountability_id: int) -> models.Accountability:
    """This function will return one accountability matter; NotHere outside the branch and for the person concerned."""
    access.require(actor, ACCOUNTABILITY)
    row = _accountabilities(actor).filter(pk=accountability_id).first()
    if row is None:
        raise NotHere()
    return row


def accountabilities_in(actor: Actor, matter_id: int) -> list[models.Accountability]:
    """This function will list those of one matter the actor may see; none without the right."""
    if not access.may(actor, ACCOUNTABILITY):
        return []
    return list(_accountabilities(actor).filter(matter_id=matter_id).order_by("pk"))


def findings(actor: Actor, *, state: str = "", channel: str = "", words: str = "") -> QuerySet[models.Finding]:
    """This function will return the findings the actor may see, the latest first, never those about himself."""
    access.require(actor, FINDINGS)
    rows = _findings(actor)
    if state:
        rows = rows.filter(handled_at=None) if state == "WAITING" else rows.exclude(handled_at=None)
    if channel:
        rows = rows.filter(channel=channel)
    if words:
        rows = rows.filter(Q(text__contains=words) | Q(document__contains=words))
    return rows.order_by("-found_on", "-pk")


def finding_row(actor: Actor, finding_id: int) -> models.Finding:
    """This function will return one finding. NotHere outside the branch and for the person concerned."""
    access.require(actor, FINDINGS)
    row = _findings(actor).filter(pk=finding_id).first()
    if row is None:
        raise NotHere()
    return row


def person_called(actor: Actor, who: str, *, field: str) -> int:
    """This function will return the person with a number or whole name among those of the actor's branches.

    Whoever manages them: those from above take part in a unit's matters too, and nothing of the file is shown.
    Raises BadInput at `field` when nobody or more than one is called so, with their units and numbers.
    """
    inside = access.in_scopes(actor, "matters.matter.write", "home_path")
    found = Person.objects.filter(inside, Q(number=who) | Q(name=who)).select_related("home")
    rows = list(found.only("pk", "name", "number", "home__name").order_by("pk")[:9])
    if len(rows) == 1:
        return rows[0].pk
    if not rows:
        raise BadInput(_("没有找到“%s”。请核对姓名，或者改填人员编号") % who, field=field)
    named = "、".join(f"{one.home.name} {one.number}" for one in rows[:8])
    raise BadInput(_("有几位叫“%(who)s”的：%(named)s。请改填人员编号") % {"who": who, "named": named}, field=field)


def unit_choices(actor: Actor, verb: str, *, on: date) -> list[Choice]:
    """This function will list the units over which the actor has a verb, for a select; upper levels when many."""
    return organisations.subtree_choices(within=access.scopes(actor, verb), on=on, limit=UNITS_AT_MOST)


def involved_in(matter_id: int) -> list[models.Involvement]:
    """This function will list who took part in a matter, with unit and post."""
    rows = models.Involvement.objects.filter(matter_id=matter_id).select_related("person__home")
    return list(rows.defer("person__photo", "person__exchange_source").order_by("pk"))


def findings_in(actor: Actor, matter_id: int) -> list[models.Finding]:
    """This function will list the findings tied to a matter that the actor may see; none without the right."""
    if not access.may(actor, FINDINGS):
        return []
    return list(_findings(actor).filter(matter_id=matter_id).order_by("-found_on", "-pk"))


def _seen(actor: Actor, verb: str) -> MatterQuerySet:
    """Matters in the branches of the verb; restricted ones in those where the actor is of the staff."""
    rows = models.Matter.objects.within(access.scopes(actor, verb))
    staff = models.Matter.objects.within(access.scopes(actor, RESTRICTED)).values("pk")
    return _not_barred(rows, actor).filter(Q(is_restricted=False) | Q(pk__in=staff))


def _not_barred(rows: MatterQuerySet, actor: Actor) -> MatterQuerySet:
    """Whoever stood aside in a case of a matter reads neither its evidence nor its accountability (S5)."""
    for barred in kinds.barred_from(actor):
        rows = rows.exclude(pk__in=barred)
    return rows


def _accountabilities(actor: Actor) -> QuerySet[models.Accountability]:
    branches = models.Matter.objects.within(access.scopes(actor, ACCOUNTABILITY))
    inside = _not_barred(branches, actor).values("pk")
    rows = models.Accountability.objects.filter(matter__in=inside)
    if actor.person_id is not None:
        rows = rows.exclude(person_id=actor.person_id)
    return rows.select_related("matter__organisation", "person__home", "organ", "first_signer", "second_signer")


def _findings(actor: Actor) -> QuerySet[models.Finding]:
    rows = models.Finding.objects.filter(access.in_scopes(actor, FINDINGS, "organisation__path"))
    if actor.person_id is not None:
        rows = rows.exclude(person_id=actor.person_id)
    return rows.select_related("organisation", "person", "matter")
