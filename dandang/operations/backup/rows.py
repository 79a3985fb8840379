"""How is a row written as one line and read back? The same bytes on every engine."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, Model

CHUNK = 2000
_SORTED_BY_ANY_DATABASE = (models.AutoField, models.IntegerField, models.DateField)


def lines(model: type[Model], source: BaseDatabaseWrapper) -> Iterator[str]:
    """Return every row of a table as a line, in the order of the primary key."""
    fields = model._meta.concrete_fields
    query = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields)).query
    rows = query.get_compiler(connection=source).results_iter(chunked_fetch=True, chunk_size=CHUNK)
    written = (_line(fields, tuple(row)) for row in rows)
    if isinstance(_own_type(model._meta.pk), _SORTED_BY_ANY_DATABASE):
        return written
    return iter(sorted(written))  # text sorts differently from engine to engine


def load(model: type[Model], texts: Iterator[str], connection: BaseDatabaseWrapper) -> int:
    """Insert the rows of these lines as they are and return how many; no defaults, no signals, no `save`.

    Foreign keys are checked by the database at the end of the transaction, so the order of tables does not matter.
    """
    fields = model._meta.concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column or "") for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    count = 0
    chunk: list[list[Any]] = []
    with connection.cursor() as cursor:
        for text in texts:
            values = json.loads(text)["row"]
            chunk.append([f.get_db_prep_save(_read(f, values[f.attname]), connection) for f in fields])
            if len(chunk) == CHUNK:
                cursor.executemany(sql, chunk)
                count += len(chunk)
                chunk = []
        if chunk:
            cursor.executemany(sql, chunk)
            count += len(chunk)
    return count


def row_is_whole(text: str) -> bool:
    """Say whether a line is a row whose digest is its own."""
    try:
        line = json.loads(text)
        return text == _sealed(line["row"])
    except (ValueError, KeyError, TypeError):
        return False


def _line(fields: tuple[Field[Any, Any], ...], values: tuple[Any, ...]) -> str:
    return _sealed({field.attname: _write(value) for field, value in zip(fields, values, strict=True)})


def _sealed(row: dict[str, Any]) -> str:
    body = _json(row)
    return _json({"row": row, "sha256": hashlib.sha256(body.encode()).hexdigest()})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _write(value: Any) -> Any:
    """A value as JSON; instants in UTC with microseconds, bytes in base64."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, timedelta):
        return [value.days, value.seconds, value.microseconds]
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _read(field: Field[Any, Any], value: Any) -> Any:
    """What was written, as the field's own type."""
    field = _own_type(field)
    if value is None:
        return None
    if isinstance(field, models.DateTimeField):
        return datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    if isinstance(field, models.DurationField):
        days, seconds, microseconds = value
        return timedelta(days=days, seconds=seconds, microseconds=microseconds)
    if isinstance(field, models.JSONField):
        return value
    return field.to_python(value)


def _own_type(field: Field[Any, Any]) -> Field[Any, Any]:
    """The field itself, or what a foreign key points to in the end."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return field
