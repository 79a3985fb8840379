"""Which units are there, where do they stand, what were they called?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.db.models.functions import Length

from dandang.foundation.ground.refusal import NotHere
from dandang.registry.organisations import rules
from dandang.registry.organisations.models import STEP, Name, Organisation, Placement, in_branches
from dandang.registry.organisations.records import Choice, FormerName, TreeRow, UnitPage


def get(organisation_id: int) -> Organisation:
    """Return a unit; raises NotHere."""
    unit = Organisation.objects.filter(pk=organisation_id).first()
    if unit is None:
        raise NotHere()
    return unit


def by_path(path: str) -> Organisation:
    """Return the unit at a place of today's tree; raises NotHere."""
    unit = Organisation.objects.filter(path=path).first()
    if unit is None:
        raise NotHere()
    return unit


def by_paths(paths: Iterable[str]) -> dict[str, Organisation]:
    """Return the units at several places, in one query."""
    return {unit.path: unit for unit in Organisation.objects.filter(path__in=list(paths))}


def region_above(unit: Organisation) -> Organisation:
    """This function will return the nearest region at or above a unit, the top of the tree where there is none."""
    places = [unit.path[:end] for end in range(STEP, len(unit.path) + 1, STEP)]
    above = [one for _, one in sorted(by_paths(places).items())]
    regions = [one for one in above if one.kind == Organisation.Kind.REGION]
    return (regions or above[:1])[-1]


def by_code(code: str) -> Organisation | None:
    """Return the unit with a code, or None."""
    return Organisation.objects.filter(code=code).first()


def by_name(name: str, *, on: date | None = None) -> tuple[Organisation, ...]:
    """Return the open units called so now, or on a day; several may share a name (办公室)."""
    if on is None:
        return tuple(Organisation.objects.filter(name=name, closed_on=None).in_order())
    return tuple(
        Organisation.objects.filter(names__name=name, names__starts_on__lte=on)
        .exclude(names__name=name, names__ends_on__lte=on)
        .in_order()
        .distinct()
    )


def names_to_ids() -> dict[str, list[int]]:
    """Return every name a unit has or had, full or short, with the ids that bear it; for matching a whole file."""
    found: dict[str, list[int]] = {}
    former = Name.objects.exclude(ends_on=None).values_list("name", "organisation_id")
    present = Organisation.objects.filter(closed_on=None).values_list("name", "short_name", "id")
    for name, short, unit_id in present:
        for word in {name, short} - {""}:
            found.setdefault(word, []).append(unit_id)
    for name, unit_id in former:
        if unit_id not in found.get(name, []):
            found.setdefault(name, []).append(unit_id)
    return found


def names_of(ids: Collection[int]) -> dict[str, str]:
    """Return today's names of many units, by id as text; unknown ids are left out."""
    units = Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in units}


def leading_posts(ids: Collection[int]) -> dict[int, int | None]:
    """Return 领导职数 (chief and deputies together) of some units; none where nobody has set it."""
    units = Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "chief_posts", "deputy_posts")
    return {
        pk: None if chief is None and deputies is None else (chief or 0) + (deputies or 0)
        for pk, chief, deputies in units
    }


def roots() -> tuple[Organisation, ...]:
    """Return the tops of the tree."""
    return tuple(Organisation.objects.filter(parent=None).in_order())


def tree(*, within: Collection[str], on: date, include_closed: bool = False) -> list[TreeRow]:
    """Return the branches at the paths `within` in order, each unit once, with its latest former name; two queries."""
    units = [unit for path in _tops(within) for unit in Organisation.objects.within(path).in_order()]
    if not include_closed:
        units = [unit for unit in units if unit.closed_on is None or unit.closed_on > on]
    former = _latest_former_names([unit.pk for unit in units])
    base = min((unit.depth for unit in units), default=1)
    paths = [unit.path for unit in units]
    return [
        TreeRow(
            id=unit.pk,
            name=unit.name,
            kind_label=unit.get_kind_display(),
            path=unit.path,
            depth=unit.depth - base,
            units_below=below,
            former=former.get(unit.pk),
            closed_on=unit.closed_on,
        )
        for unit, below in zip(units, _sizes_below(paths), strict=True)
    ]


def _tops(paths: Collection[str]) -> list[str]:
    """Drop branches inside other branches."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not rules.is_within(path, tops[-1]):
            tops.append(path)
    return tops


def _sizes_below(paths: list[str]) -> list[int]:
    """For each of the sorted paths, how many stand below it: one pass with a stack."""
    sizes = [0] * len(paths)
    stack: list[int] = []
    for place, path in enumerate(paths):
        while stack and not rules.is_within(path, paths[stack[-1]]):
            stack.pop()
        for above in stack:
            sizes[above] += 1
        stack.append(place)
    return sizes


def _latest_former_names(ids: list[int]) -> dict[int, FormerName]:
    ended = Name.objects.exclude(ends_on=None).order_by("ends_on")
    if len(ids) <= 500:  # a longer list of ids is slower than reading the few renamed units
        ended = ended.filter(organisation_id__in=ids)
    return {name.organisation_id: FormerName(name.name, name.starts_on, name.ends_on) for name in ended}


def with_headcounts(rows: Iterable[TreeRow], serving: Mapping[int, int]) -> list[TreeRow]:
    """Return the rows with how many serve in each unit and everything below it among `rows`."""
    shown = list(rows)
    totals: list[int] = []
    for place, row in enumerate(shown):
        total = serving.get(row.id, 0)
        for below in shown[place + 1 :]:
            if not rules.is_within(below.path, row.path):
                break
            total += serving.get(below.id, 0)
        totals.append(total)
    return [replace(row, people=total) for row, total in zip(shown, totals, strict=True)]


def subtree_choices(
    *, within: Collection[str], on: date, inner: bool = False, limit: int | None = None, also: str = ""
) -> list[Choice]:
    """Return the open units of some branches for a select, indented by depth; inner departments only on request.

    With `limit` only the upper levels that fit are listed, read with a bounded query: a select of a province's units
    helps nobody. Deeper units are reached through their own pages; the one at the path `also` is listed all the same.
    """
    if limit is not None:
        return _upper_choices(within, on, inner, limit, also)
    rows = tree(within=within, on=on)
    if not inner:
        inner_label = str(Organisation.Kind.INNER.label)
        rows = [row for row in rows if row.kind_label != inner_label]
    return [Choice(row.id, row.name, row.path, row.depth) for row in rows]


def _upper_choices(within: Collection[str], on: date, inner: bool, limit: int, also: str) -> list[Choice]:
    units = Organisation.objects.existing_on(on).filter(in_branches("path", _tops(within)))
    if not inner:
        units = units.exclude(kind=Organisation.Kind.INNER)
    by_level = units.annotate(length=Length("path")).order_by("length", "path")
    found = list(by_level.values_list("pk", "name", "path", "length")[: limit + 1])
    if len(found) > limit:  # the last level does not fit whole
        found = [row for row in found if row[3] < found[-1][3]]
        found += by_level.filter(path=also).values_list("pk", "name", "path", "length") if also else []
    base = min((length for *_, length in found), default=STEP)
    choices = [Choice(pk, name, path, (length - base) // STEP) for pk, name, path, length in found]
    return sorted(set(choices), key=lambda choice: choice.path)


def ids_within(path: str) -> tuple[int, ...]:
    """Return the ids of a branch."""
    return tuple(Organisation.objects.within(path).values_list("id", flat=True))


def name_on(organisation_id: int, on: date) -> str:
    """Return what a unit was called on a day; its first name before it was founded. Raises NotHere."""
    names = list(Name.objects.filter(organisation_id=organisation_id).order_by("starts_on"))
    if not names:
        raise NotHere()
    held = [name for name in names if name.starts_on <= on]
    return (held[-1] if held else names[0]).name


def unit_page(organisation_id: int, *, on: date) -> UnitPage:
    """Return everything the page of one unit shows but its people, in at most five queries; raises NotHere."""
    unit = Organisation.objects.select_related("merged_into").filter(pk=organisation_id).first()
    if unit is None:
        raise NotHere()
    above = Organisation.objects.filter(path__in=rules.ancestors(unit.path, STEP)).in_order()
    branch = tree(within=[unit.path], on=on, include_closed=True)
    names = Name.objects.filter(organisation=unit).order_by("-starts_on")
    placements = Placement.objects.filter(organisation=unit).select_related("parent").order_by("-starts_on")
    heir = unit.merged_into
    return UnitPage(
        **{
            key: getattr(unit, key)
            for key in (
                "id", "name", "short_name", "code", "kind", "level", "region", "sector", "hardship_class",
                "sibling_order", "path",
                "parent_id", "founded_on", "closed_on", "admin_quota", "institution_quota", "other_quota",
                "chief_posts", "deputy_posts",
            )
        },
        kind_label=unit.get_kind_display(),
        merged_into=Choice(heir.pk, heir.name, heir.path, heir.depth) if heir else None,
        ancestors=tuple(Choice(top.pk, top.name, top.path, top.depth) for top in above),
        names=tuple(FormerName(name.name, name.starts_on, name.ends_on) for name in names),
        parents=tuple(
            FormerName(place.parent.name if place.parent else "", place.starts_on, place.ends_on)
            for place in placements
        ),
        children=tuple(row for row in branch if row.depth == 1),
    )  # fmt: skip
