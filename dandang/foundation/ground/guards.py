"""Rules the database keeps whoever writes the row: one sentence, one table, one condition; a trigger on either engine.

Migrations import this, so it only ever grows: what it made once it goes on making.
A later migration that rebuilds a table named in a rule must drop and make its triggers again (SQLite rebuilds by
renaming).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Rule(NamedTuple):
    """`name` is the trigger's, `says` what the refused writer reads, `when` SQL over NEW and OLD that refuses the row.

    `events` are some of INSERT, UPDATE, DELETE. SQL must be read by both engines; before an INSERT, SQLite does not
    know NEW.id yet.
    """

    name: str
    table: str
    events: tuple[str, ...]
    says: str
    when: str


def outside(moves: Sequence[tuple[str, str]]) -> str:
    """Return the condition under which an update moves `state` as none of the pairs (from, to) allows."""
    allowed = " OR ".join(f"(OLD.state = '{here}' AND NEW.state = '{there}')" for here, there in moves)
    return f"NEW.state <> OLD.state AND NOT ({allowed})"


def making(rules: Sequence[Rule]) -> Callable[[Any, Any], None]:
    """Return the forward step of a RunPython operation that makes the triggers."""

    def make(apps: Any, schema_editor: Any) -> None:
        write = _postgres if schema_editor.connection.vendor == "postgresql" else _sqlite
        for rule in rules:
            for statement in write(rule):
                schema_editor.execute(statement)

    return make


def dropping(rules: Sequence[Rule]) -> Callable[[Any, Any], None]:
    """Return the backward step of a RunPython operation that drops the triggers."""

    def drop(apps: Any, schema_editor: Any) -> None:
        is_postgres = schema_editor.connection.vendor == "postgresql"
        for rule in reversed(rules):
            if is_postgres:
                schema_editor.execute(f"DROP TRIGGER {rule.name} ON {rule.table}")
                schema_editor.execute(f"DROP FUNCTION {rule.name}()")
                continue
            for event in rule.events:
                schema_editor.execute(f"DROP TRIGGER {rule.name}_{event.lower()}")

    return drop


def _sqlite(rule: Rule) -> list[str]:
    return [
        f"CREATE TRIGGER {rule.name}_{event.lower()} BEFORE {event} ON {rule.table} WHEN {rule.when}"
        f" BEGIN SELECT RAISE(ABORT, '{_quoted(rule.says)}'); END"
        for event in rule.events
    ]


def _postgres(rule: Rule) -> list[str]:
    row = "OLD" if rule.events == ("DELETE",) else "COALESCE(NEW, OLD)" if "DELETE" in rule.events else "NEW"
    return [
        f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {rule.when} THEN"
        f" RAISE EXCEPTION '{_quoted(rule.says).replace('%', '%%')}' USING ERRCODE = 'check_violation'; END IF;"
        f" RETURN {row}; END $$",
        f"CREATE TRIGGER {rule.name} BEFORE {' OR '.join(rule.events)} ON {rule.table}"
        f" FOR EACH ROW EXECUTE FUNCTION {rule.name}()",
    ]


def _quoted(text: str) -> str:
    return text.replace("'", "''")
