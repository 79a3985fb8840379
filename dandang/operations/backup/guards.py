"""Taking the database's own guards away while rows come back in the order of tables, not in the order of the law.

Only a restore does so, inside its transaction: every byte was verified before, every row is compared after, and a
failure rolls guards and rows back together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model


def lifted(models: Sequence[type[Model]], connection: BaseDatabaseWrapper) -> Callable[[], None]:
    """Take away the triggers of the tables and return what puts them back; call it once constraints were checked."""
    return _on_postgresql(models, connection) if connection.vendor == "postgresql" else _on_sqlite(connection)


def _on_postgresql(models: Sequence[type[Model]], connection: BaseDatabaseWrapper) -> Callable[[], None]:
    tables = [connection.ops.quote_name(model._meta.db_table) for model in models]

    def switch(word: str) -> None:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")

    switch("DISABLE")
    return lambda: switch("ENABLE")


def _on_sqlite(connection: BaseDatabaseWrapper) -> Callable[[], None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")

    def put_back() -> None:
        with connection.cursor() as cursor:
            for _name, sql in triggers:
                cursor.execute(sql)

    return put_back
