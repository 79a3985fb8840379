"""Every change of the tree: found, rename, move, close or merge a unit, correct its figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refs import ref
from dandang.registry.organisations import errors, kinds, rules
from dandang.registry.organisations.models import STEP, Name, Organisation, Placement

FIGURES = (
    "short_name", "kind", "level", "region", "sector", "hardship_class", "sibling_order", "admin_quota",
    "institution_quota", "other_quota", "chief_posts", "deputy_posts", "extra",
)  # fmt: skip


@transaction.atomic
def create_organisation(
    *,
    actor: Any,
    name: str,
    kind: str,
    founded_on: date,
    parent_id: int | None = None,
    code: str = "",
    region: str = "",
    figures: Mapping[str, Any] | None = None,
    at: datetime,
) -> Organisation:
    """This function will found a unit under a parent (none: a root), with its first dated name and place.

    `region` is taken from the parent when empty, `code` is made from the path when empty; `figures` are further fields
    of FIGURES. Refuses a missing name, an unknown or closed parent, a code in use, a tree deeper than 20 levels.
    """
    parent = _open_unit(parent_id) if parent_id is not None else None
    gate().require(actor, kinds.WRITE, path=parent.path if parent else None)
    name = name.strip()
    if not name:
        raise errors.name_missing()
    _refuse_taken_code(code)
    path = _free_path(parent)
    unit = Organisation.objects.create(
        code=code or f"U{path}",
        name=name,
        kind=kind,
        region=region or (parent.region if parent else ""),
        parent=parent,
        path=path,
        founded_on=founded_on,
        **{key: value for key, value in (figures or {}).items() if key in FIGURES and key not in {"kind", "region"}},
    )
    Name.objects.create(organisation=unit, name=name, starts_on=founded_on)
    Placement.objects.create(organisation=unit, parent=parent, starts_on=founded_on)
    _record(actor, "organisations.unit.created", unit, {"path": path, "founded_on": founded_on.isoformat()}, at)
    return unit


@transaction.atomic
def rename_organisation(*, actor: Any, organisation_id: int, name: str, on: date, at: datetime) -> Organisation:
    """This function will give a unit another name from a day on; the name of before stays with its period.

    Refuses a closed unit, an empty name, and a day not after the day the present name began.
    """
    unit = _open_unit(organisation_id)
    gate().require(actor, kinds.WRITE, path=unit.path)
    name = name.strip()
    if not name:
        raise errors.name_missing()
    present = unit.names.get(ends_on=None)
    if on <= present.starts_on:
        raise errors.day_before(present.name, present.starts_on.isoformat())
    Name.objects.filter(pk=present.pk).update(ends_on=on)
    Name.objects.create(organisation=unit, name=name, starts_on=on)
    unit.name = name
    unit.save(update_fields=["name"])
    _record(actor, "organisations.unit.renamed", unit, {"from": present.name, "to": name, "on": on.isoformat()}, at)
    return unit


@transaction.atomic
def move_organisation(*, actor: Any, organisation_id: int, parent_id: int, on: date, at: datetime) -> Organisation:
    """This function will put a unit with everything below it under another parent from a day on.

    The paths of its branch and their registered copies (kinds.register_path_copies) are rewritten in the same
    transaction; what was settled before keeps the path written into it. Refuses a closed unit or parent, a parent
    inside the branch, and a day not after the day the present parent began.
    """
    unit = _open_unit(organisation_id)
    parent = _open_unit(parent_id)
    gate().require(actor, kinds.WRITE, path=unit.path)
    gate().require(actor, kinds.WRITE, path=parent.path)
    if rules.is_within(parent.path, unit.path):
        raise errors.under_itself()
    present = unit.placements.get(ends_on=None)
    if on <= present.starts_on:
        raise errors.day_before(unit.name, present.starts_on.isoformat())
    Placement.objects.filter(pk=present.pk).update(ends_on=on)
    Placement.objects.create(organisation=unit, parent=parent, starts_on=on)
    old, new = unit.path, _free_path(parent)
    deepest = Organisation.objects.within(old).order_by("-path").values_list("path", flat=True)
    if max(len(path) for path in deepest) - len(old) + len(new) > rules.LONGEST_PATH:
        raise errors.tree_too_deep()
    Organisation.objects.filter(pk=unit.pk).update(parent=parent)
    _rewrite_paths(Organisation, "path", old, new)
    followed = sum(_rewrite_paths(model, column, old, new) for model, column in kinds.path_copies())
    unit.refresh_from_db()
    facts = {"from": old, "to": new, "on": on.isoformat(), "rows_followed": followed}
    _record(actor, "organisations.unit.moved", unit, facts, at)
    return unit


def _rewrite_paths(model: Any, field: str, old: str, new: str) -> int:
    """Replace the beginning `old` of a path column by `new` in all rows of the branch; returns the number of rows.

    Two branches never share a beginning, since each level
    has a fixed width.
    """
    end = rules.range_end(old)
    changed: int = model.objects.filter(**{f"{field}__gte": old, f"{field}__lt": end}).update(
        **{field: Concat(Value(new), Substr(F(field), len(old) + 1))}
    )
    return changed


@transaction.atomic
def close_organisation(
    *, actor: Any, organisation_id: int, on: date, merged_into_id: int | None = None, at: datetime
) -> Organisation:
    """This function will close a unit on a day, or merge it into another; its row and its past stay.

    Refuses a unit that still has open units below it or serving people in it: those are moved first, one by one, since
    nobody's post changes by itself.
    """
    unit = _open_unit(organisation_id)
    heir = _open_unit(merged_into_id) if merged_into_id is not None else None
    gate().require(actor, kinds.WRITE, path=unit.path)
    if heir is not None and rules.is_within(heir.path, unit.path):
        raise errors.under_itself()
    if on <= unit.founded_on:
        raise errors.day_before(unit.name, unit.founded_on.isoformat())
    below = Organisation.objects.within(unit.path).filter(closed_on=None).exclude(pk=unit.pk).count()
    if below:
        raise errors.still_has_units(below)
    people = sum(count(unit.path) for count in kinds.headcounts())
    if people:
        raise errors.still_has_people(people)
    unit.closed_on, unit.merged_into = on, heir
    unit.save(update_fields=["closed_on", "merged_into"])
    facts = {"on": on.isoformat(), "merged_into": heir.pk if heir else None}
    _record(actor, "organisations.unit.closed", unit, facts, at)
    return unit


@transaction.atomic
def update_organisation(*, actor: Any, organisation_id: int, figures: Mapping[str, Any], at: datetime) -> Organisation:
    """This function will correct figures of a unit: kind, level, establishment and post counts (see FIGURES).

    Names, parents and days have actions of their own, because they are dated. Refuses a closed unit.
    """
    unit = _open_unit(organisation_id)
    gate().require(actor, kinds.WRITE, path=unit.path)
    changed = {key: value for key, value in figures.items() if key in FIGURES and getattr(unit, key) != value}
    if not changed:
        return unit
    facts = {key: {"from": getattr(unit, key), "to": value} for key, value in changed.items() if key != "extra"}
    for key, value in changed.items():
        setattr(unit, key, value)
    unit.save(update_fields=list(changed))
    _record(actor, "organisations.unit.updated", unit, facts, at)
    return unit


def _open_unit(organisation_id: int) -> Organisation:
    unit = Organisation.objects.select_for_update().filter(pk=organisation_id).first()
    if unit is None:
        raise errors.unknown_unit()
    if unit.closed_on is not None:
        raise errors.already_closed(unit.name)
    return unit


def _refuse_taken_code(code: str) -> None:
    holder = Organisation.objects.filter(code=code).first() if code else None
    if holder is not None:
        raise errors.code_taken(code, holder.name)


def _free_path(parent: Organisation | None) -> str:
    """The next place under a parent. Places of units that moved away or closed are not used again while they stand."""
    if parent is None:
        taken = Organisation.objects.filter(path__lt="9999", parent=None).order_by("-path")
        prefix = ""
    else:
        prefix = parent.path
        taken = Organisation.objects.within(prefix).filter(parent=parent).order_by("-path")
    last = taken.values_list("path", flat=True).first()
    path = rules.path_after(prefix, last or "", STEP)
    if len(path) > rules.LONGEST_PATH:
        raise errors.tree_too_deep()
    return path


def _record(actor: Any, verb: str, unit: Organisation, facts: dict[str, Any], at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("organisations.unit", unit.pk), facts=facts, at=at)
