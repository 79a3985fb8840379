"""Do rows keep the rules that no linter sees: direction of relations, PROTECT, who beside when?"""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Model

from tests.house.code import FLOORS, report

LANDING = [
    *("accounts", "organisations", "people", "access", "vault", "policies", "documents", "search"),
    *("notices", "duties", "effects", "matters", "papers", "casework", "casebook"),
]


def _own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("dandang.")]


def _floor(model: type[Model]) -> int:
    parts = model.__module__.split(".")
    return FLOORS.index(parts[1]) if parts[1] in FLOORS else len(FLOORS)


def _foreign_keys() -> list[tuple[type[Model], models.ForeignKey[Model, Model]]]:
    return [
        (model, field)
        for model in _own_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
    ]


def _is_lower(model: type[Model], target: type[Model]) -> bool:
    if _floor(target) != _floor(model):
        return _floor(target) < _floor(model)
    here, there = model._meta.app_label, target._meta.app_label
    if here in LANDING and there in LANDING:
        return LANDING.index(there) < LANDING.index(here)
    return False


def test_relations_point_to_the_same_room_or_downward() -> None:
    offences = [
        f"{model.__module__}.{model.__name__}.{field.name} -> {field.related_model._meta.label}"
        for model, field in _foreign_keys()
        if field.related_model._meta.app_label != model._meta.app_label and not _is_lower(model, field.related_model)
    ]

    assert not offences, report(offences, "Keep a reference as text (ground.refs) instead of a foreign key upward.")


def test_relations_across_rooms_protect_and_leave_no_trace() -> None:
    offences = []
    for model, field in _foreign_keys():
        if field.related_model._meta.app_label == model._meta.app_label:
            continue
        name = f"{model.__module__}.{model.__name__}.{field.name}"
        if field.remote_field.on_delete is not models.PROTECT:
            offences.append(f"{name}: on_delete is not PROTECT")
        if field.remote_field.related_name != "+":
            offences.append(f"{name}: related_name is not '+'")

    assert not offences, report(offences, "Write models.PROTECT and related_name='+': the other room must not know us.")


def test_who_and_when_stand_together() -> None:
    """A row with `revoked_at` and `revoked_by` has a constraint that names both: never one without the other."""
    offences = []
    for model in _own_models():
        names = {field.name for field in model._meta.local_fields}
        pairs = [name[:-3] for name in names if name.endswith("_by") and f"{name[:-3]}_at" in names]
        optional = [stem for stem in pairs if model._meta.get_field(f"{stem}_at").null]
        named = " ".join(str(constraint.name) for constraint in model._meta.constraints)
        checks = " ".join(repr(getattr(constraint, "condition", "")) for constraint in model._meta.constraints)
        for stem in optional:
            if f"{stem}_by" not in checks + named:
                offences.append(f"{model.__module__}.{model.__name__}: {stem}_at and {stem}_by")

    mend = "Add a CheckConstraint named like `revoked_at_and_revoked_by_go_together`."
    assert not offences, report(offences, mend)


def test_stored_text_has_a_bound_or_is_free_text() -> None:
    """No model field without help to a database: names of indexes and constraints fit every engine we prepare for."""
    offences = [
        f"{model.__module__}.{model.__name__}: {index.name}"
        for model in _own_models()
        for index in model._meta.indexes
        if len(index.name) > 30
    ]

    assert not offences, report(offences, "Index names have at most 30 characters (older engines).")


def test_rows_hold_no_logic_of_saving() -> None:
    """`save`, `delete` and `clean` stay Django's: what happens when a row changes is an action's business."""
    offences = [
        f"{model.__module__}.{model.__name__}.{name}"
        for model in _own_models()
        for name in ("save", "delete", "clean")
        if name in vars(model)
    ]

    assert not offences, report(offences, "Move it into an action.")
