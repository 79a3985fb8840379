"""What do two regions or two editions say, and what would the other's rules mean here?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.law.policies import comparison, errors, kinds, labels, models, queries, rule_tables, rules, shelf
from dandang.law.policies.comparison import PROCEDURE, RULES, Row, Side, Sides
from dandang.law.policies.records import CENTRE, Value
from dandang.registry.access.records import Actor

SUBJECT = "tolerance"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the comparison with what taking the other side's rule would mean here."""

    row: Row
    impact: kinds.Impact


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides beside each other. `groups` are title and lines; `checked_on` is the latest check of any."""

    here: str
    there: str
    has_centre: bool
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    total: int
    different: int
    shown: int
    checked_on: date | None


def compare_regions(
    actor: Actor, *, here: str, there: str, on: date, subject: str = "", only_different: bool = True
) -> Comparison:
    """Return what two regions say on a day, beside the centre. Raises UnknownRegion; BadInput for twice the same."""
    errors.require_region(here)
    errors.require_region(there)
    if here == there:
        raise errors.same_sides()
    centre = None if CENTRE in {here, there} else _region_side(CENTRE, on)
    sides = Sides(centre, _region_side(here, on), _region_side(there, on))
    return _comparison(actor, sides, on, subject, only_different)


def compare_editions(
    actor: Actor, *, here: str, there: str, on: date, subject: str = "", only_different: bool = True
) -> Comparison:
    """Return what two editions of one document say; names read document@first day.

    Raises NotHere for one nobody has, BadInput for two documents or twice the same edition.
    """
    if here == there:
        raise errors.same_sides()
    if here.partition("@")[0] != there.partition("@")[0]:
        raise errors.two_documents()
    sides = Sides(None, _edition_side(here), _edition_side(there))
    return _comparison(actor, sides, on, subject, only_different)


def usual_other_side(own: str, *, on: date) -> str:
    """Return the region outside the own chain that says most on a day, the centre where no other says anything."""
    counts: dict[str, int] = {}
    for stated in shelf.current().values.values():
        for one in stated:
            if one.region not in rules.region_chain(own) and rules.is_in_force_on(one, on):
                counts[one.region] = counts.get(one.region, 0) + 1
    return max(sorted(counts), key=lambda region: counts[region], default=CENTRE)


def edition_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the documents that have more than one edition, each with name and words of its editions, newest first."""
    rows = models.Edition.objects.select_related("document").defer("body").order_by("document__title", "-starts_on")
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        words = _("%(title)s（%(day)s 起）") % {"title": row.document.short, "day": row.starts_on.isoformat()}
        found.setdefault(row.document.title, []).append((row.name, words))
    return [(title, editions) for title, editions in found.items() if len(editions) > 1]


def _region_side(region: str, on: date) -> Side:
    library = shelf.current()
    answers, own = {}, {}
    for key in library.keys.values():
        stated = library.values[key.key]
        answers[key.key] = rules.answer(key, stated, region=region, on=on)
        nearest = _nearest(stated, region, on)
        if nearest is not None:
            own[key.key] = nearest
    speaking = rule_tables.in_force(shelf.current_rules().tables, region=region, on=on, subject=SUBJECT)
    procedure = shelf.procedure(region=region, on=on, subject=SUBJECT)
    return Side(_name(region), own, answers, rule_tables.general(speaking), procedure)


def _nearest(stated: tuple[Value, ...], region: str, on: date) -> Value | None:
    """The nearest statement that is the region's own side: below the centre, or the centre's for the centre itself."""
    for one in rules.region_chain(region):
        if one == CENTRE and region != CENTRE:
            return None
        found = next((value for value in stated if value.region == one and rules.is_in_force_on(value, on)), None)
        if found is not None:
            return found
    return None


def _name(region: str) -> str:
    return _("中央") if region == CENTRE else queries.region_name(region)


def _edition_side(name: str) -> Side:
    library, loaded = shelf.current(), shelf.current_rules()
    key, _at, first = name.partition("@")
    edition = models.Edition.objects.select_related("document").defer("body").filter(document__key=key)
    found = next((one for one in edition if one.starts_on.isoformat() == first), None)
    if found is None:
        raise errors.no_such_edition()
    own = {one.key: one for stated in library.values.values() for one in stated if one.edition == name}
    table = rule_tables.general([one for one in loaded.tables if one.edition == name and one.subject == SUBJECT])
    packs = [pack for pack, _ends in loaded.procedures if pack.name == name]
    procedure = rule_tables.procedure_of(
        packs, region=found.document.region, subject=SUBJECT, url_of=shelf.clause_address
    )
    title = _("%(title)s（%(day)s 起）") % {"title": found.document.short, "day": first}
    return Side(title, own, own, table, procedure)


def _comparison(actor: Actor, sides: Sides, on: date, subject: str, only_different: bool) -> Comparison:
    keys = sorted(shelf.current().keys.values(), key=lambda one: one.position)
    rows = [
        row
        for row in comparison.rows(keys, sides)
        if (row.is_spoken_of or row.is_different) and subject in {"", row.subject}
    ]
    shown = [row for row in rows if row.is_different or not only_different]
    lines = [Line(row, _impact(actor, row, sides, on)) for row in shown]
    return Comparison(
        here=sides.here.name,
        there=sides.there.name,
        has_centre=sides.centre is not None,
        groups=_groups(lines),
        total=len(rows),
        different=sum(row.is_different for row in rows),
        shown=len(shown),
        checked_on=_last_checked(rows),
    )


def _impact(actor: Actor, row: Row, sides: Sides, on: date) -> kinds.Impact:
    if not row.is_different:
        return kinds.unchanged()
    switch = kinds.Switch(
        key=row.key,
        here=row.value_here,
        there=row.value_there,
        here_table=sides.here.table,
        there_table=sides.there.table,
        here_procedure=sides.here.procedure,
        there_procedure=sides.there.procedure,
        on=on,
    )
    if row.part == RULES and row.key != "rules.tolerance":
        return kinds.Impact(_("见本组第一行"), is_change=False)
    if row.key == "tolerance.outcomes":
        return kinds.Impact(_("见“容错规则表”"), is_change=False)
    if row.part not in (RULES, PROCEDURE) and not _applies_differently(row):
        return kinds.unchanged()
    return kinds.impact_of(actor, switch, otherwise=_not_recorded(row.subject))


def _not_recorded(subject: str) -> str:
    """Why nobody can count what a figure of a part means here: the part does its work outside of this program."""
    kept = {
        "appointment": _("任免、调整、选拔还不在本系统办理，影响到谁要查任免文件"),
        "development": _("培训和锻炼还不在本系统登记，影响到谁要查培训台账"),
        "care": _("谈话、体检、休假和减负还不在本系统登记，影响到谁要查台账"),
        "recognition": _("奖励和选树典型还不在本系统登记，影响到谁要查表彰文件"),
        "review": _("人事处理的复核申诉不在本系统办理，影响到谁要查卷宗"),
        "appraisal": _("这一项由考核单位按办法掌握，系统没有逐人登记"),
        "tolerance": _("这一项写的是认识和原则，没有可以逐件对照的记录"),
    }
    return kept.get(subject, _("系统没有登记这一项的办理情况，影响到谁要由人对照"))


def _applies_differently(row: Row) -> bool:
    """A side may speak of a thing without a figure: then the same figure goes on applying."""
    here, there = row.value_here, row.value_there
    means_here = (here.value, here.sense) if here is not None else (None, "")
    means_there = (there.value, there.sense) if there is not None else (None, "")
    return means_here != means_there


def _groups(lines: list[Line]) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    titles = {RULES: _("容错规则表"), PROCEDURE: _("容错程序")}
    found: dict[str, list[Line]] = {str(title): [] for title in labels.SUBJECTS.values()}
    for line in lines:
        title = titles.get(line.row.part) or str(labels.SUBJECTS[line.row.subject])
        found.setdefault(title, []).append(line)
    return tuple((title, tuple(inside)) for title, inside in found.items() if inside)


def _last_checked(rows: list[Row]) -> date | None:
    values = (one for row in rows for one in (row.value_here, row.value_there) if one is not None)
    return max((one.checked_on for one in values if one.checked_on is not None), default=None)
