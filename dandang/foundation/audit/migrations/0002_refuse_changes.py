"""The database itself refuses to change or delete the record, on both engines."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END
    """,
    """
    CREATE TRIGGER audit_entry_is_not_deleted BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END
    """,
    """
    CREATE TRIGGER audit_privatevalue_is_not_changed BEFORE UPDATE ON audit_privatevalue
    BEGIN SELECT RAISE(ABORT, 'private values are erased, never changed'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER audit_entry_is_not_changed",
    "DROP TRIGGER audit_entry_is_not_deleted",
    "DROP TRIGGER audit_privatevalue_is_not_changed",
]
POSTGRES = [
    """
    CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'audit entries are never changed or deleted'; END $$
    """,
    """
    CREATE TRIGGER audit_entry_is_not_changed BEFORE UPDATE OR DELETE ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()
    """,
    """
    CREATE TRIGGER audit_entry_is_not_truncated BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()
    """,
    """
    CREATE TRIGGER audit_privatevalue_is_not_changed BEFORE UPDATE ON audit_privatevalue
    FOR EACH ROW EXECUTE FUNCTION audit_refuse_change()
    """,
]
POSTGRES_BACK = [
    "DROP TRIGGER audit_privatevalue_is_not_changed ON audit_privatevalue",
    "DROP TRIGGER audit_entry_is_not_truncated ON audit_entry",
    "DROP TRIGGER audit_entry_is_not_changed ON audit_entry",
    "DROP FUNCTION audit_refuse_change()",
]


def _run(schema_editor: Any, *, sqlite: list[str], postgres: list[str]) -> None:
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def refuse(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, sqlite=SQLITE, postgres=POSTGRES)


def allow(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, sqlite=SQLITE_BACK, postgres=POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
