"""Which approved entries resemble the case at hand, and why? The rule is pure; the reasons are words, no figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.ledger.casebook import rules
from dandang.ledger.casebook.models import Entry, Section, Trait
from dandang.ledger.casebook.queries.entries import visible
from dandang.ledger.casebook.records import DISTINCTION, ELEMENT, LIST_ITEM, Likeness, Profile, Similar
from dandang.ledger.casebook.states import Field, Part
from dandang.registry.access.records import Actor

LIMIT = 5
COMPARED = 60  # those that share most of what tells; a rule over more would cost more than it tells


def similar(
    actor: Actor,
    *,
    elements: Mapping[str, str] | None = None,
    distinctions: Mapping[str, str] | None = None,
    list_items: Sequence[str] = (),
    outcome: str = "",
    field: str = "",
    words: str = "",
    limit: int = LIMIT,
    but: int = 0,
    source: str = "",
) -> tuple[Similar, ...]:
    """This function will return the approved entries that resemble a case, nearest first, each with its reasons.

    `elements` and `distinctions` are sides by code, `list_items` the items that apply; `but` leaves one entry out and
    `source` the one drawn from this very case. Three queries. Nobody who may not read the casebook gets any.
    """
    traits = {(ELEMENT, code, side) for code, side in (elements or {}).items()}
    traits |= {(DISTINCTION, code, side) for code, side in (distinctions or {}).items()}
    by_item = set(list_items)
    if not (traits or by_item or field or words.strip()):
        return ()
    entries = _candidates(actor, traits, by_item, field, words, but, source)
    known, labels = _profiles(entries, has_words=bool(words.strip()))
    items = {trait for one in known for trait in one.traits if trait[0] == LIST_ITEM and trait[1] in by_item}
    wanted = Profile(0, frozenset(traits | items), outcome=outcome, field=field, text=words)
    by_id = {one.pk: one for one in entries}
    return tuple(_shown(by_id[one.id], one, labels) for one in rules.similar(wanted, known, limit=limit))


def similar_to_entry(actor: Actor, entry: Entry, *, limit: int = LIMIT) -> tuple[Similar, ...]:
    """This function will return the entries that resemble another one; its traits are loaded."""
    traits = list(entry.traits.all())
    return similar(
        actor,
        elements={one.code: one.side for one in traits if one.group == ELEMENT},
        distinctions={one.code: one.side for one in traits if one.group == DISTINCTION},
        list_items=[one.code for one in traits if one.group == LIST_ITEM],
        outcome=entry.outcome,
        field=entry.field,
        limit=limit,
        but=entry.pk,
    )


def _candidates(
    actor: Actor, traits: set[tuple[str, str, str]], items: set[str], field: str, words: str, but: int, source: str
) -> list[Entry]:
    """The readable entries that share something telling, those that share most of it first, as the rule orders them."""
    rows = visible(actor).exclude(pk=but)
    if source:
        rows = rows.exclude(source=source)
    found = _sharing(rows, traits, items, field)
    near = Q(field=field) if field else Q(pk__in=[])
    for word in words.split():
        near |= Q(sections__text__contains=word)
    if field or words.strip():
        found += rows.filter(near).order_by("-pk").values_list("pk", flat=True).distinct()[:COMPARED]
    told = Prefetch("sections", Section.objects.exclude(part=Part.LESSON).only("entry_id", "part", "text"))
    wanted = rows.filter(pk__in=found)
    return list(wanted.prefetch_related("traits", *([told] if words.strip() else [])).order_by("-pk"))


def _sharing(rows: QuerySet[Entry], traits: set[tuple[str, str, str]], items: set[str], field: str) -> list[int]:
    """Entries by what they share, counted as the rule weighs it. Elements in favour tell nothing by themselves."""
    same_items = Q(group=LIST_ITEM, code__in=items)
    against, pairs = Q(pk__in=[]), Q(pk__in=[])
    for group, code, side in traits:
        if group == DISTINCTION:
            pairs |= Q(group=group, code=code, side=side)
        elif side in rules.TELLING_SIDES:
            against |= Q(group=group, code=code, side=side)
    found = Trait.objects.filter(same_items | against | pairs, entry__in=rows.order_by().values("pk"))
    counted = (
        found.values("entry_id")
        .annotate(
            items=Count("pk", filter=same_items),
            against=Count("pk", filter=against),
            pairs=Count("pk", filter=pairs),
            near=Count("pk", filter=Q(entry__field=field)),
        )
        .order_by("-items", "-against", "-pairs", "-near", "-entry_id")
    )
    return [one["entry_id"] for one in counted[:COMPARED]]


def _profiles(
    entries: Sequence[Entry], *, has_words: bool
) -> tuple[list[Profile], dict[tuple[str, str, str], tuple[str, str]]]:
    labels: dict[tuple[str, str, str], tuple[str, str]] = {}
    made = []
    for entry in entries:
        keys = set()
        for one in entry.traits.all():
            key = (one.group, one.code, one.side)
            keys.add(key)
            labels[key] = (one.label, one.side_label)
        text = "\n".join(one.text for one in entry.sections.all()) if has_words else ""
        made.append(Profile(entry.pk, frozenset(keys), entry.kind, entry.outcome, entry.field, text))
    return made, labels


def _shown(entry: Entry, likeness: Likeness, labels: Mapping[tuple[str, str, str], tuple[str, str]]) -> Similar:
    return Similar(
        entry_id=entry.pk,
        number=entry.number,
        title=entry.title,
        kind_label=entry.kind_label,
        outcome_label=entry.outcome_label,
        year=entry.year,
        url=reverse("casebook:entry", args=[entry.pk]),
        reasons=tuple(_reason(name, codes, labels) for name, codes in likeness.reasons),
    )


def _reason(
    name: str, codes: Sequence[tuple[str, str, str]], labels: Mapping[tuple[str, str, str], tuple[str, str]]
) -> str:
    """One reason as a sentence a reader can check against the two cases."""
    if name == "FIELD":
        return _("同一领域：%s") % Field(codes[0][1]).label
    if name == "WORDS":
        return _("都写到：%s") % "、".join(code for _group, code, _side in codes)
    if name == "OUTCOME":
        return _("结论相同")
    listed = "、".join(labels[code][0] for code in codes)
    if name == "LIST_ITEM":
        return _("相同的清单条目：%s") % listed
    if name == "DISTINCTION":
        sided = "、".join(f"{labels[code][0]}（{labels[code][1]}）" for code in codes)
        return _("三个区分认定相同：%s") % sided
    if name == "AGAINST":
        sided = "、".join(f"{labels[code][0]}（{labels[code][1]}）" for code in codes)
        return _("要件都认定为：%s") % sided
    return _("都认定有利的要件：%s") % listed
