"""How are entries, markings and states written on pages? Rows and codes become words here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.texts import shortened
from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Fact, Step
from dandang.law.policies import queries as policies
from dandang.ledger.casebook import queries
from dandang.ledger.casebook.models import Entry, Marking, Trait
from dandang.ledger.casebook.queries import Workbench
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casebook.states import Part, State
from dandang.registry.access.records import Actor

_LOOKS = {"DRAFT": "draft", "CHECKED": "wait", "APPROVED": "done", "WITHDRAWN": "void"}
_SIDE_LOOKS = {"FOR": "for", "AGAINST": "against", "UNCLEAR": "unclear", "MILDER": "for", "GRAVER": "against"}
_AROUND = 14
GIST = 90


@dataclass(frozen=True, slots=True)
class Look:
    """Where an entry stands, with the look of its tag."""

    label: str
    look: str


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the list: `gist` is the beginning of what happened, `sides` elements found against or unclear."""

    entry: Entry
    gist: str
    field: str
    region: str
    sides: tuple[Trait, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One entry on the office's list."""

    entry: Entry
    look: Look
    note: str


@dataclass(frozen=True, slots=True)
class TraitLine:
    """One thing an entry is browsed by, with the address of the list narrowed to it."""

    label: str
    side_label: str
    look: str
    url: str


@dataclass(frozen=True, slots=True)
class TraitGroup:
    """Traits of one kind under their heading."""

    label: str
    lines: tuple[TraitLine, ...]


@dataclass(frozen=True, slots=True)
class MarkingRow:
    """One marking to decide: where it stands in the text, and what was chosen so far."""

    marking: Marking
    before: str
    after: str
    count: int
    state: str
    replacement: str
    reason: str


def look(entry: Entry) -> Look:
    """The state of an entry; in doubt counts before approved."""
    if entry.state == State.APPROVED and entry.doubted_at is not None:
        return Look(_("存疑，暂不公开"), "decide")
    return Look(str(entry.get_state_display()), _LOOKS[entry.state])


def line(entry: Entry, regions: Mapping[str, str]) -> Line:
    """An entry as one line of the list; `regions` names the regions of the list once for all lines."""
    traits = list(entry.traits.all())
    told = queries.parts_of(entry)
    return Line(
        entry=entry,
        gist=shortened(told[Part.COURSE] or told[Part.BACKGROUND], GIST),
        field=str(entry.get_field_display()),
        region=regions[entry.region],
        sides=tuple(one for one in traits if one.group == Trait.Group.ELEMENT and one.side != "FOR"),
        items=tuple(one.label for one in traits if one.group == Trait.Group.LIST_ITEM),
    )


def desk_line(entry: Entry) -> DeskLine:
    """An entry as one line of the office's list, with why it waits."""
    return DeskLine(entry, look(entry), entry.doubt or entry.return_reason or entry.end_reason)


def regions(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Regions as choices."""
    return [(code, policies.region_name(code)) for code in codes]


def own_region() -> str:
    """The region this installation works in."""
    return str(settings.REGION)


def parts(entry: Entry) -> list[tuple[str, str]]:
    """The anonymised text by part, the title and empty parts left out."""
    told = queries.parts_of(entry)
    return [(str(part.label), told[part]) for part in Part if part != Part.TITLE and told[part]]


def originals(entry: Entry) -> dict[str, str]:
    """The words of the parts before anonymising, by the name of their form field."""
    return {one.part.lower(): one.original for one in entry.sections.all()}


def facts(entry: Entry) -> list[Fact]:
    """Number, kind, outcome, field, region, year, and where it was reported."""
    made = [
        Fact(_("编号"), entry.number),
        Fact(_("类别"), entry.kind_label),
        Fact(_("结论"), entry.outcome_label),
        Fact(_("领域"), str(entry.get_field_display())),
        Fact(_("地区"), policies.region_name(entry.region)),
        Fact(_("年份"), _("%d 年") % entry.year if entry.year else _("没有写明")),
    ]
    if entry.citation:
        made.append(Fact(_("出处"), entry.citation))
    if entry.approved_at:
        made.append(Fact(_("入库"), formats.day_long(timezone.localdate(entry.approved_at))))
    return made


def traits(entry: Entry) -> list[TraitGroup]:
    """What the entry is browsed by, each with the list narrowed to it."""
    rows = list(entry.traits.all())
    made = []
    for group in Trait.Group:
        lines = tuple(_trait(one) for one in rows if one.group == group)
        if lines:
            made.append(TraitGroup(str(group.label), lines))
    return made


def _trait(one: Trait) -> TraitLine:
    base = reverse("casebook:entries")
    narrowed = {
        Trait.Group.ELEMENT: f"{base}?element={one.code}&side={one.side}",
        Trait.Group.LIST_ITEM: f"{base}?list_item={one.code}",
    }
    return TraitLine(one.label, one.side_label, _SIDE_LOOKS.get(one.side, ""), narrowed.get(Trait.Group(one.group), ""))


def tabs(actor: Actor, now: str) -> list[tuple[str, str, bool]]:
    """The lists of the room, each only where the reader may open it."""
    offered = [("entries", _("案例库"), True)]
    works = queries.may_draft_any(actor)
    offered.append(("desk", _("整理和审批"), works or queries.may_approve_any(actor)))
    offered.append(("circulars", _("典型案例通报"), works))
    return [(str(label), reverse(f"casebook:{name}"), name == now) for name, label, may in offered if may]


def steps(entry: Entry) -> list[Step]:
    """Where the entry stands, as the row of steps."""
    place = {"DRAFT": 1, "CHECKED": 2, "APPROVED": 3}.get(entry.state, 0)
    days = [entry.drafted_at, entry.checked_at, entry.approved_at]
    labels = [_("整理、逐处确认"), _("核对送审"), _("入库")]
    made = []
    for number, (label, at) in enumerate(zip(labels, days, strict=True), start=1):
        state = "done" if number < place or entry.state == State.APPROVED else "now" if number == place else ""
        made.append(Step(label, formats.day_long(timezone.localdate(at)) if at else "", state))
    return made


def entry_choices(entries: Sequence[Entry]) -> list[tuple[int, str]]:
    """Entries as choices of a circular, in the order of their numbers."""
    ordered = sorted(entries, key=lambda one: one.number)
    return [(one.pk, f"{one.number}　{one.title}（{one.kind_label}）") for one in ordered]


def marking_rows(bench: Workbench, typed: Mapping[int, Choice]) -> list[MarkingRow]:
    """The table of markings, the open ones first, each with the words around its first occurrence."""
    texts = {side.part: "".join(one.original for one in side.segments) for side in bench.sides}
    rows = [_marking(one, texts, typed.get(one.pk)) for one in bench.markings]
    return sorted(rows, key=lambda one: one.marking.state != "OPEN")


def _marking(one: Marking, texts: Mapping[str, str], typed: Choice | None) -> MarkingRow:
    part, starts = next(iter(one.places.items()), ("", [0]))
    text, at = texts.get(part, ""), starts[0] if starts else 0
    state = typed.state if typed else one.state if one.state != "OPEN" else ""
    replacement = typed.replacement if typed else one.replacement or one.suggestion
    return MarkingRow(
        marking=one,
        before=text[max(0, at - _AROUND) : at],
        after=text[at + len(one.span) : at + len(one.span) + _AROUND],
        count=_count(one.places.values()),
        state=state,
        replacement=replacement,
        reason=typed.reason if typed else one.reason,
    )


def _count(places: Collection[Sequence[int]]) -> int:
    return sum(len(starts) for starts in places)
