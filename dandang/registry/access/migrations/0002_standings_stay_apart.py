"""The database itself keeps the three administrators apart, whoever writes the row (三员分立)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = [
    *(
        f"""
        CREATE TRIGGER access_rolegrant_standing_is_the_holders_{when.lower()} BEFORE {when} ON access_rolegrant
        WHEN NEW.standing <> (SELECT standing FROM accounts_account WHERE id = NEW.account_id)
        BEGIN SELECT RAISE(ABORT, 'the standing of a grant is that of its account'); END
        """
        for when in ("INSERT", "UPDATE")
    ),
    """
    CREATE TRIGGER accounts_account_standing_is_for_ever BEFORE UPDATE OF standing ON accounts_account
    WHEN NEW.standing <> OLD.standing
    BEGIN SELECT RAISE(ABORT, 'the standing of an account is never changed'); END
    """,
]
SQLITE_BACK = [
    "DROP TRIGGER access_rolegrant_standing_is_the_holders_insert",
    "DROP TRIGGER access_rolegrant_standing_is_the_holders_update",
    "DROP TRIGGER accounts_account_standing_is_for_ever",
]
POSTGRES = [
    """
    CREATE FUNCTION access_refuse_other_standing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.standing <> (SELECT standing FROM accounts_account WHERE id = NEW.account_id) THEN
            RAISE EXCEPTION 'the standing of a grant is that of its account' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER access_rolegrant_standing_is_the_holders BEFORE INSERT OR UPDATE ON access_rolegrant
    FOR EACH ROW EXECUTE FUNCTION access_refuse_other_standing()
    """,
    """
    CREATE FUNCTION accounts_refuse_new_standing() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.standing <> OLD.standing THEN
            RAISE EXCEPTION 'the standing of an account is never changed' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER accounts_account_standing_is_for_ever BEFORE UPDATE ON accounts_account
    FOR EACH ROW EXECUTE FUNCTION accounts_refuse_new_standing()
    """,
]
POSTGRES_BACK = [
    "DROP TRIGGER accounts_account_standing_is_for_ever ON accounts_account",
    "DROP FUNCTION accounts_refuse_new_standing()",
    "DROP TRIGGER access_rolegrant_standing_is_the_holders ON access_rolegrant",
    "DROP FUNCTION access_refuse_other_standing()",
]


def _run(schema_editor: Any, *, sqlite: list[str], postgres: list[str]) -> None:
    for statement in postgres if schema_editor.connection.vendor == "postgresql" else sqlite:
        schema_editor.execute(statement)


def keep_apart(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, sqlite=SQLITE, postgres=POSTGRES)


def let_go(apps: Any, schema_editor: Any) -> None:
    _run(schema_editor, sqlite=SQLITE_BACK, postgres=POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunPython(keep_apart, let_go)]
