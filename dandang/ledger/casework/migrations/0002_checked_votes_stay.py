"""The database itself keeps votes that two people keyed: nobody adds, changes or removes one after the check (S3, S6).

An item is only ever checked when every member has a line on its sheet, and it is carried only when somebody agreed.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

SEALED = "votes that two people keyed are never changed"
UNBORN = "an item comes onto the agenda before anybody votes on it"
INCOMPLETE = "every member has a line on the vote sheet, and nothing is carried without a vote for it"

IS_CHECKED = "EXISTS (SELECT 1 FROM casework_agendaitem WHERE id = {item} AND checked_at IS NOT NULL)"
MEETING_IS_CHECKED = (
    "EXISTS (SELECT 1 FROM casework_agendaitem WHERE meeting_id = {meeting} AND checked_at IS NOT NULL)"
)
IS_INCOMPLETE = """
    NEW.checked_at IS NOT NULL AND (
        (SELECT COUNT(*) FROM casework_member WHERE meeting_id = NEW.meeting_id)
            <> (SELECT COUNT(*) FROM casework_vote JOIN casework_member ON casework_member.id = casework_vote.member_id
                WHERE item_id = NEW.id AND casework_member.meeting_id = NEW.meeting_id)
        OR (NEW.is_carried AND NOT EXISTS
            (SELECT 1 FROM casework_vote WHERE item_id = NEW.id AND value = 'AGREE'))
    )
"""


def _sqlite() -> list[str]:
    made = [
        _sqlite_trigger("vote_insert", "INSERT ON casework_vote", IS_CHECKED.format(item="NEW.item_id"), SEALED),
        _sqlite_trigger(
            "vote_update",
            "UPDATE ON casework_vote",
            f"{IS_CHECKED.format(item='OLD.item_id')} OR {IS_CHECKED.format(item='NEW.item_id')}",
            SEALED,
        ),
        _sqlite_trigger("vote_delete", "DELETE ON casework_vote", IS_CHECKED.format(item="OLD.item_id"), SEALED),
        _sqlite_trigger("item_update", "UPDATE ON casework_agendaitem", "OLD.checked_at IS NOT NULL", SEALED),
        _sqlite_trigger("item_delete", "DELETE ON casework_agendaitem", "OLD.checked_at IS NOT NULL", SEALED),
        _sqlite_trigger("item_insert", "INSERT ON casework_agendaitem", "NEW.checked_at IS NOT NULL", UNBORN),
        _sqlite_trigger("item_whole", "UPDATE ON casework_agendaitem", IS_INCOMPLETE, INCOMPLETE),
    ]
    for when, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        stands = MEETING_IS_CHECKED.format(meeting=f"{row}.meeting_id")
        made.append(_sqlite_trigger(f"member_{when.lower()}", f"{when} ON casework_member", stands, SEALED))
    return made


def _sqlite_trigger(name: str, event: str, condition: str, sentence: str) -> str:
    return f"""
        CREATE TRIGGER casework_keeps_{name} BEFORE {event} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{sentence}'); END
    """


def _postgres() -> list[str]:
    """A row that does not exist in an event (NEW on delete) must not be named, hence one branch for each event."""
    vote = f"""
        IF TG_OP <> 'INSERT' AND {IS_CHECKED.format(item="OLD.item_id")} THEN {_raise(SEALED)} END IF;
        IF TG_OP <> 'DELETE' AND {IS_CHECKED.format(item="NEW.item_id")} THEN {_raise(SEALED)} END IF;
    """
    item = f"""
        IF TG_OP = 'INSERT' THEN
            IF NEW.checked_at IS NOT NULL THEN {_raise(UNBORN)} END IF;
        ELSIF OLD.checked_at IS NOT NULL THEN {_raise(SEALED)}
        ELSIF TG_OP = 'UPDATE' THEN
            IF {IS_INCOMPLETE} THEN {_raise(INCOMPLETE)} END IF;
        END IF;
    """
    member = f"""
        IF TG_OP = 'INSERT' THEN
            IF {MEETING_IS_CHECKED.format(meeting="NEW.meeting_id")} THEN {_raise(SEALED)} END IF;
        ELSIF {MEETING_IS_CHECKED.format(meeting="OLD.meeting_id")} THEN {_raise(SEALED)}
        END IF;
    """
    made: list[str] = []
    for table, body in (("vote", vote), ("agendaitem", item), ("member", member)):
        made += [_postgres_function(table, body), _postgres_trigger(table)]
    return made


def _raise(sentence: str) -> str:
    return f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'check_violation';"


def _postgres_function(table: str, body: str) -> str:
    return f"""
        CREATE FUNCTION casework_keeps_{table}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {body}
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            RETURN NEW;
        END $$
    """


def _postgres_trigger(table: str) -> str:
    return f"""
        CREATE TRIGGER casework_keeps_{table} BEFORE INSERT OR UPDATE OR DELETE ON casework_{table}
        FOR EACH ROW EXECUTE FUNCTION casework_keeps_{table}()
    """


SQLITE_NAMES = [
    *("vote_insert", "vote_update", "vote_delete", "item_update", "item_delete", "item_insert", "item_whole"),
    *("member_insert", "member_update", "member_delete"),
]
TABLES = ("vote", "agendaitem", "member")


def keep(apps: Any, schema_editor: Any) -> None:
    for statement in _postgres() if schema_editor.connection.vendor == "postgresql" else _sqlite():
        schema_editor.execute(statement)


def let_go(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for table in TABLES:
            schema_editor.execute(f"DROP TRIGGER casework_keeps_{table} ON casework_{table}")
            schema_editor.execute(f"DROP FUNCTION casework_keeps_{table}()")
        return
    for name in SQLITE_NAMES:
        schema_editor.execute(f"DROP TRIGGER casework_keeps_{name}")


class Migration(migrations.Migration):
    dependencies = [("casework", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
