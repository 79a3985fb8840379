"""One row of every table, found by looking at the models: what a backup must bring back.

Most fields need no thought: the first choice, a short text, today. A model whose constraints ask for more is named in
`FITTING`; a new model that needs it and is not there makes the test of completeness fail, which is the point.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections, models
from django.db.models import Field, Model

from dandang.foundation.audit import actions as audit
from dandang.operations.backup.selection import saved_models
from tests.factories.database import triggers_lifted

NOW = datetime(2026, 11, 21, 1, 2, 3, 456789, tzinfo=UTC)
TODAY = date(2026, 11, 21)

FITTING: dict[str, dict[str, Any]] = {
    "access.rolegrant": {"role": "ORG_OFFICER", "standing": "BUSINESS", "starts_on": TODAY},
    "effects.effect": {"document": "青容〔2026〕7号", "clause": "云南 第11点", "written_by": "system"},
    "effects.paperdecision": {"keyed_by": "system", "state": "KEYED"},
    "policies.edition": {"starts_on_reliability": "A"},
    "policies.clause": {"reliability": "A"},
    "policies.value": {"reliability": "A"},
    "matters.evidence": {"file": "", "location": "卷一 第 3 件"},
    "papers.service": {"scan": ""},
    "vault.accessrequest": {"refused_by": "", "refusal_reason": "", "closed_by": "", "approvers_needed": 2},
    "vault.approval": {"account_id": 2, "person_id": None},
    "vault.share": {"with_body_id": 2},
    "vault.destruction": {"kept_until": TODAY + timedelta(days=1)},
    "casebook.entry": {"citation": "某地公开通报"},
    "protection.report": {"is_signed": False, "is_reference_only": False},
    "protection.allegation": {"is_checkable": None, "explanation_accepted": None},
    "protection.reportfile": {"is_clean": True},
    "protection.clarification": {"known_to": 3, "told_to": 3},
    "protection.publicharm": {"known_to": 3, "published_to": None, "proposed_to": None},
    "protection.dishonestyreferral": {
        "approved_by_organ": "市纪委",
        "approval_document": "1号",
        "clause": "安徽 第12点",
        "reasons": "理由",
        "ends_on": TODAY + timedelta(days=90),
    },
    "duties.duty": {"role": "ORG_OFFICER", "opened_by": "system", "account": None, "person": None},
}


def fill_every_table() -> dict[str, int]:
    """Make at least one row of every saved model and return how many each has."""
    audit.record(actor=None, verb="tests.sample", target="tests.sample:1", private={"name": "王伟"}, at=NOW)
    made: dict[type[Model], Model] = {}
    with (
        triggers_lifted(connections["default"]),
        triggers_lifted(connections["vault"]),
    ):  # rows in the order of tables, as a restore writes them
        for model in saved_models(apps):
            _row(model, made)
    return {model._meta.label_lower: model._base_manager.count() for model in saved_models(apps)}


def _row(model: type[Model], made: dict[type[Model], Model]) -> Model:
    if model in made:
        return made[model]
    existing = model._base_manager.first()
    if existing is not None:
        made[model] = existing
        return existing
    fitting = FITTING.get(model._meta.label_lower, {})
    values = {
        field.name: fitting[field.name] if field.name in fitting else _value(field, made)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    }
    row = model(**values)
    row.save_base(raw=True, force_insert=True)
    made[model] = row
    return row


def _value(field: Field[Any, Any], made: dict[type[Model], Model]) -> Any:
    if isinstance(field, models.ForeignKey):
        if field.related_model is field.model or field.null and field.name not in _WANTED:
            return None
        return _row(field.related_model, made)
    if field.null and not isinstance(field, models.BinaryField | models.JSONField):
        return None
    if field.blank and isinstance(field, models.CharField | models.TextField):
        return ""
    if field.choices:
        return field.flatchoices[0][0]
    if field.has_default() and not isinstance(field, models.BinaryField):
        return field.get_default()
    return _plain(field)


# Nullable relations that the constraints of their table ask for.
_WANTED = {"organisation", "report"}


def _plain(field: Field[Any, Any]) -> Any:
    """A value of the field's type, with what is hard to keep: marks, wide characters, microseconds, zero bytes."""
    later = timedelta(days=1 if field.name.startswith(("ends_", "expires_")) else 0)
    plain: list[tuple[type[Field[Any, Any]], Any]] = [
        (models.BooleanField, True),
        (models.DateTimeField, NOW + later),
        (models.DateField, TODAY + later),
        (models.DecimalField, Decimal("85.57")),
        (models.FloatField, 0.1),
        (models.IntegerField, 1),
        (models.BinaryField, b"\x00\xff\x89PNG"),
        (models.FileField, "scans/一.pdf"),
        (models.JSONField, {"b": [1, "二", None], "a": {"x": 1.5}}),
        (models.UUIDField, UUID(int=7)),
        (models.TextField, "一行\n“两行”\t'引号' \\ 𠮷"),
        (models.CharField, "王伟·𠮷"[: field.max_length or 5]),
    ]
    for kind, value in plain:
        if isinstance(field, kind):
            return value
    raise AssertionError(f"no sample for {field}: add its type to samples.py")
