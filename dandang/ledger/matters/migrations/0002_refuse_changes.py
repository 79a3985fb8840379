"""The database itself keeps evidence, looks and accountability matters: no deletion, no change of what was filed."""

from __future__ import annotations

from typing import Any

from django.db import migrations

FILED = "matter_id, number, file, file_name, form, size, sha256, added_at, added_by"
ROWS = "matters_evidence", "matters_look", "matters_accountability", "matters_matter"
LOOK = "evidence_id, looked_at, looked_by, looker_name, is_whole"

SQLITE = [
    *(
        f"""
        CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, 'matters and their evidence are never deleted'); END
        """
        for table in ROWS
    ),
    f"""
    CREATE TRIGGER matters_evidence_is_not_changed BEFORE UPDATE OF {FILED} ON matters_evidence
    BEGIN SELECT RAISE(ABORT, 'what was filed as evidence is never changed'); END
    """,
    f"""
    CREATE TRIGGER matters_look_is_not_changed BEFORE UPDATE OF {LOOK} ON matters_look
    BEGIN SELECT RAISE(ABORT, 'the chain of custody is never changed'); END
    """,
]
POSTGRES = [
    """
    CREATE FUNCTION matters_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'matters and their evidence are never deleted, what was filed is never changed'; END $$
    """,
    *(
        f"""
        CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table}
        FOR EACH ROW EXECUTE FUNCTION matters_refuse_change()
        """
        for table in ROWS
    ),
    *(
        f"""
        CREATE TRIGGER {table}_is_not_truncated BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION matters_refuse_change()
        """
        for table in ROWS
    ),
    f"""
    CREATE TRIGGER matters_evidence_is_not_changed BEFORE UPDATE OF {FILED} ON matters_evidence
    FOR EACH ROW EXECUTE FUNCTION matters_refuse_change()
    """,
    f"""
    CREATE TRIGGER matters_look_is_not_changed BEFORE UPDATE OF {LOOK} ON matters_look
    FOR EACH ROW EXECUTE FUNCTION matters_refuse_change()
    """,
]


def refuse(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    names = [(f"{table}_is_not_deleted", table) for table in ROWS]
    names += [(f"{table}_is_not_truncated", table) for table in ROWS if is_postgres]
    names += [("matters_evidence_is_not_changed", "matters_evidence"), ("matters_look_is_not_changed", "matters_look")]
    for trigger, table in names:
        schema_editor.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if is_postgres else ""))
    if is_postgres:
        schema_editor.execute("DROP FUNCTION matters_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("matters", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
