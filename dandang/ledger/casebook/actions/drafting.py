"""Drawing up an entry, from a decided case or from what was reported elsewhere, and rewriting or dropping it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.ledger.casebook import errors, kinds, queries
from dandang.ledger.casebook.actions import moving
from dandang.ledger.casebook.models import Cited, Entry
from dandang.ledger.casebook.models import Trait as TraitRow
from dandang.ledger.casebook.records import CaseMaterial, CitedClause, Trait
from dandang.ledger.casebook.states import Desk, Field, Part, State
from dandang.ledger.matters import actions as matters
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation


@transaction.atomic
def draft_entry(*, actor: Actor, subject: str, title: str, field: str, at: datetime) -> int:
    """This function will draw an entry from a decided case and return its id; everything found is marked, all open.

    Refuses (404) a case the actor's office does not own or the actor may not see, a case that may still change, and a
    second entry in use for the same case. Basis: SPEC TL-11.
    """
    access.require(actor, queries.DRAFT)
    source = kinds.source_of(subject)
    if source is None or not (actor.is_system or source.may_see(actor, subject)):
        raise NotHere()
    why_not = kinds.why_not(subject)
    if why_not:
        raise errors.CaseNotSettled(why_not)
    told = source.load(subject)
    organ = organisations.get(told.organ_id)
    access.require(actor, queries.DRAFT, path=organ.path)
    there = Entry.objects.filter(source=subject).exclude(state=State.WITHDRAWN).first()
    if there is not None:
        raise errors.AlreadyAnEntry(there.number)
    entry = _new(actor, organ, at, title=title, field=field, kind=told.kind, outcome=told.outcome,
                 outcome_label=told.outcome_label, region=told.region, year=told.year, source=subject)  # fmt: skip
    _describe(entry, told.traits, told.clauses)
    moving.keep_parts(entry, _parts(title, told))
    _put_on_record(actor, entry, at)
    return entry.pk


@transaction.atomic
def draft_outside_entry(
    *,
    actor: Actor,
    organ_id: int,
    title: str,
    field: str,
    kind: str,
    outcome: str,
    region: str,
    year: int | None,
    citation: str,
    is_sample: bool,
    parts: Mapping[str, str],
    sides: Mapping[str, str],
    at: datetime,
) -> int:
    """This function will draw up an entry from elsewhere, with the place where it was reported, and return its id.

    `sides` are the sides of elements by code. Refuses an unknown kind, a year to come, a missing source and one that
    names somebody on file: what is cited is printed as it is typed.
    """
    organ = organisations.get(organ_id)
    access.require(actor, queries.DRAFT, path=organ.path)
    if kind not in kinds.entry_kinds():
        raise BadInput(_("没有这个类别。请从所列的里面选"), field="kind")
    if year is not None and not 1978 <= year <= timezone.localdate(at).year:
        raise BadInput(_("年份要在 1978 年以后，不能是以后的年份"), field="year")
    named = queries.people_named(organ_path=organ.path, text=citation)
    if named:
        words = _("出处里有姓名：%s。出处会原样印出来，请只写哪里公布的、哪一年")
        raise BadInput(words % "、".join(named), field="citation")
    entry = _new(actor, organ, at, title=title, field=field, kind=kind, outcome=outcome,
                 outcome_label=kinds.outcomes().get(outcome, "") or kinds.entry_kinds()[kind], region=region,
                 year=year, citation=moving.written(citation, _("出处"), "citation"), is_sample=is_sample)  # fmt: skip
    _describe(entry, _element_traits(sides), ())
    moving.keep_parts(entry, {**parts, Part.TITLE: title})
    _put_on_record(actor, entry, at)
    return entry.pk


@transaction.atomic
def rewrite_entry(*, actor: Actor, entry_id: int, parts: Mapping[str, str], field: str, at: datetime) -> None:
    """This function will set the words of an entry anew and look for what may tell who it was; decided markings stay.

    Refuses an entry that was checked, and an empty title, course or judgement.
    """
    entry = moving.locked(actor, entry_id)
    moving.require_draft(entry)
    for part in (Part.TITLE, Part.COURSE, Part.JUDGEMENT):
        moving.written(parts.get(part, ""), str(part.label), part.lower())
    entry.field = _field(field)
    moving.keep_parts(entry, parts)
    moving.saved(actor, entry, "casebook.entry.rewritten", at)


@transaction.atomic
def drop_entry(*, actor: Actor, entry_id: int, reason: str, at: datetime) -> None:
    """This function will give up an entry that was not approved, with the reason; its case may be drawn up again."""
    entry = moving.locked(actor, entry_id)
    entry.state = moving.moved(entry, "drop")
    entry.end_reason = moving.written(reason, _("为什么不编了"), "reason")[:300]
    entry.ended_at, entry.ended_by = at, audit.actor_ref(actor)
    moving.saved(actor, entry, "casebook.entry.dropped", at, reason=entry.end_reason)
    for kind in (moving.MARK, moving.APPROVE):
        moving.done(actor, entry, kind, at)


def _new(actor: Actor, organ: Organisation, at: datetime, *, title: str, field: str, kind: str,
         **given: object) -> Entry:  # fmt: skip
    return Entry.objects.create(
        number=_next_number(timezone.localdate(at).year),
        title=moving.written(title, _("标题"), "title")[:120],
        organ=organ,
        organ_path=organ.path,
        desk=_desk_of(actor),
        field=_field(field),
        kind=kind,
        kind_label=kinds.entry_kinds()[kind],
        drafted_at=at,
        drafted_by=audit.actor_ref(actor),
        drafter_person_id=actor.person_id,
        **given,
    )


def _desk_of(actor: Actor) -> str:
    return Desk.DISCIPLINE if any(role.startswith("DISCIPLINE") for role in actor.roles) else Desk.ORG


def _field(field: str) -> str:
    if field not in Field.values:
        raise BadInput(_("请选这件事属于哪个领域"), field="field")
    return field


def _next_number(year: int) -> str:
    return f"案例{year}-{matters.next_count(prefix='案例', year=year):03d}"


def _parts(title: str, told: CaseMaterial) -> dict[str, str]:
    return {
        Part.TITLE: title,
        Part.BACKGROUND: told.background,
        Part.COURSE: told.course,
        Part.JUDGEMENT: told.judgement,
        Part.LESSON: told.lesson,
    }


def _describe(entry: Entry, traits: Collection[Trait], clauses: Collection[CitedClause]) -> None:
    by_key = {(one.group, one.code): one for one in traits}
    TraitRow.objects.bulk_create(
        TraitRow(entry=entry, group=one.group, code=one.code[:60], label=one.label[:200], side=one.side,
                 side_label=one.side_label)
        for one in by_key.values()
    )  # fmt: skip
    by_text = {one.text: one for one in clauses if one.text}
    Cited.objects.bulk_create(
        Cited(entry=entry, text=one.text[:160], url=one.url[:200], reliability=one.reliability)
        for one in by_text.values()
    )


_SIDES = {"FOR": _("有利"), "AGAINST": _("不利"), "UNCLEAR": _("尚不明确")}


def _element_traits(sides: Mapping[str, str]) -> list[Trait]:
    labels = kinds.elements()
    return [
        Trait("ELEMENT", code, labels[code], side, str(_SIDES[side]))
        for code, side in sides.items()
        if code in labels and side in _SIDES
    ]


def _put_on_record(actor: Actor, entry: Entry, at: datetime) -> None:
    marked = entry.markings.count()
    moving.saved(actor, entry, "casebook.entry.drafted", at, source=entry.source, marked=marked)
    moving.ask(actor, entry, moving.MARK, "逐处确认案例里的姓名、单位、地名", "全部确认、再查一遍以后才能送审", at)
