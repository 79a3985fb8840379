"""The database itself keeps papers: nothing is deleted, what is signed is not changed, a number stays a number."""

from __future__ import annotations

from typing import Any

from django.db import migrations

WORDS = (
    "kind, subject, organ_id, title, data, version, drafted_by, checked_by, "
    "signed_at, signed_on, signed_by, signer_name, keyed_by"
)
NUMBER = "word, year, sequence, number, numbered_at, numbered_by"
DRAFT = "paper_id, number, title, data, drafted_at, drafted_by"
SERVED = "paper_id, recipient, person_id, way, served_on, servers, witness, recorded_at, recorded_by"
RECEIVED = "received_on, signer, receipt_at, receipt_by, is_keyed, scan, scan_sha256, scan_code"
ROWS = "papers_paper", "papers_version", "papers_print", "papers_service", "papers_series"
# Table, name, columns and, over the old row, when they may no longer change.
KEPT = (
    ("papers_paper", "signed_words_stay", WORDS, "OLD.signed_at IS NOT NULL"),
    ("papers_paper", "number_stays", NUMBER, "OLD.number <> ''"),
    ("papers_version", "version_stays", DRAFT, "OLD.id IS NOT NULL"),
    ("papers_print", "print_stays", "paper_id, stage, file, form, sha256, check_code", "OLD.id IS NOT NULL"),
    ("papers_service", "service_stays", SERVED, "OLD.receipt_at IS NOT NULL"),
    ("papers_service", "receipt_stays", RECEIVED, "OLD.receipt_at IS NOT NULL"),
)


def _sqlite() -> list[str]:
    kept = [
        f"""
        CREATE TRIGGER papers_{name} BEFORE UPDATE OF {columns} ON {table} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, 'what is signed, numbered or served is never changed'); END
        """
        for table, name, columns, condition in KEPT
    ]
    counted = """
        CREATE TRIGGER papers_series_only_grows BEFORE UPDATE OF last ON papers_series WHEN NEW.last < OLD.last
        BEGIN SELECT RAISE(ABORT, 'a series of numbers only grows'); END
        """
    gone = [
        f"""
        CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table}
        BEGIN SELECT RAISE(ABORT, 'papers are never deleted'); END
        """
        for table in ROWS
    ]
    return [*kept, counted, *gone]


def _postgres() -> list[str]:
    function = """
        CREATE FUNCTION papers_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'what is signed, numbered or served is never changed, papers are never deleted'; END $$
        """
    kept = [
        f"""
        CREATE TRIGGER papers_{name} BEFORE UPDATE OF {columns} ON {table}
        FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION papers_refuse_change()
        """
        for table, name, columns, condition in KEPT
    ]
    counted = """
        CREATE TRIGGER papers_series_only_grows BEFORE UPDATE OF last ON papers_series
        FOR EACH ROW WHEN (NEW.last < OLD.last) EXECUTE FUNCTION papers_refuse_change()
        """
    gone = [
        f"CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION papers_refuse_change()"
        for table in ROWS
    ]
    emptied = [
        f"CREATE TRIGGER {table}_is_not_truncated BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION papers_refuse_change()"
        for table in ROWS
    ]
    return [function, *kept, counted, *gone, *emptied]


def refuse(apps: Any, schema_editor: Any) -> None:
    for statement in _postgres() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement)


def allow(apps: Any, schema_editor: Any) -> None:
    is_postgres = schema_editor.connection.vendor == "postgresql"
    names = [(f"papers_{name}", table) for table, name, _, _ in KEPT]
    names += [("papers_series_only_grows", "papers_series"), *((f"{table}_is_not_deleted", table) for table in ROWS)]
    names += [(f"{table}_is_not_truncated", table) for table in ROWS if is_postgres]
    for trigger, table in names:
        schema_editor.execute(f"DROP TRIGGER {trigger}" + (f" ON {table}" if is_postgres else ""))
    if is_postgres:
        schema_editor.execute("DROP FUNCTION papers_refuse_change()")


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]
