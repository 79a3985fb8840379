"""The vault's database itself keeps who may approve and when a look may happen, whoever writes the rows (S6)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

APPROVER = "an approval names the requester of its request and stands while the request waits"
LOOKED = "an identity is looked at only while a request for it is approved and its hours run"
FIXED = "looks and approvals are never changed or removed"
OVER = "a request that is over is never taken up again, and what it asked for never changes"
SEALED = "what was sealed never changes; it is destroyed when two bodies agreed"
DECIDED = "a decision to destroy is never changed or removed"

REQUEST = "SELECT 1 FROM vault_accessrequest r WHERE r.id = NEW.request_id"
BAD_APPROVAL = f"""
    NOT EXISTS ({REQUEST} AND r.state = 'REQUESTED' AND r.requester_account_id = NEW.requester_account_id
        AND COALESCE(r.requester_person_id, 0) = COALESCE(NEW.requester_person_id, 0))
"""
BAD_LOOK = f"""
    NOT EXISTS ({REQUEST} AND r.state = 'OPEN' AND r.sealed_id = NEW.sealed_id
        AND NEW.looked_at >= r.approved_at AND NEW.looked_at < r.expires_at
        AND (SELECT COUNT(*) FROM vault_approval a WHERE a.request_id = r.id) >= r.approvers_needed)
"""
BAD_CHANGE = """
    OLD.state IN ('REFUSED', 'CLOSED', 'EXPIRED')
    OR NEW.sealed_id <> OLD.sealed_id OR NEW.requester_account_id <> OLD.requester_account_id
    OR NEW.hours <> OLD.hours OR NEW.approvers_needed <> OLD.approvers_needed OR NEW.purpose <> OLD.purpose
    OR NEW.key_id <> OLD.key_id
    OR (OLD.approved_at IS NOT NULL AND (NEW.approved_at <> OLD.approved_at OR NEW.expires_at <> OLD.expires_at))
    OR (OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL AND
        (SELECT COUNT(*) FROM vault_approval a WHERE a.request_id = NEW.id) < NEW.approvers_needed)
"""
_AGREED = "EXISTS (SELECT 1 FROM vault_destruction d WHERE d.sealed_id = OLD.handle AND d.state = 'DONE')"
BAD_RECORD = f"""
    NEW.handle <> OLD.handle OR NEW.organ_id <> OLD.organ_id OR NEW.sealed_on <> OLD.sealed_on
    OR (NEW.ciphertext <> OLD.ciphertext
        AND NOT (length(NEW.ciphertext) = 0 AND NEW.destroyed_on IS NOT NULL AND {_AGREED}))
    OR (NEW.destroyed_on IS NOT NULL AND length(NEW.ciphertext) > 0)
    OR (OLD.destroyed_on IS NOT NULL AND (NEW.destroyed_on IS NULL OR NEW.destroyed_on <> OLD.destroyed_on))
"""
BAD_DESTRUCTION = """
    OLD.state <> 'PROPOSED' OR NEW.sealed_id <> OLD.sealed_id OR NEW.account_id <> OLD.account_id
    OR NEW.body_id <> OLD.body_id OR NEW.kept_until <> OLD.kept_until OR NEW.reason <> OLD.reason
"""

# name, table, event, condition, sentence
GUARDS = (
    ("approver", "approval", "INSERT", BAD_APPROVAL, APPROVER),
    ("approval_update", "approval", "UPDATE", "1 = 1", FIXED),
    ("approval_delete", "approval", "DELETE", "1 = 1", FIXED),
    ("look", "look", "INSERT", BAD_LOOK, LOOKED),
    ("look_update", "look", "UPDATE", "1 = 1", FIXED),
    ("look_delete", "look", "DELETE", "1 = 1", FIXED),
    ("request", "accessrequest", "UPDATE", BAD_CHANGE, OVER),
    ("request_delete", "accessrequest", "DELETE", "1 = 1", FIXED),
    ("record", "sealed", "UPDATE", BAD_RECORD, SEALED),
    ("destruction", "destruction", "UPDATE", BAD_DESTRUCTION, DECIDED),
    ("destruction_delete", "destruction", "DELETE", "1 = 1", DECIDED),
)


def _sqlite(name: str, table: str, event: str, condition: str, sentence: str) -> list[str]:
    return [
        f"""CREATE TRIGGER vault_keeps_{name} BEFORE {event} ON vault_{table} WHEN {condition}
        BEGIN SELECT RAISE(ABORT, '{sentence}'); END"""
    ]


def _postgres(name: str, table: str, event: str, condition: str, sentence: str) -> list[str]:
    row = "OLD" if event == "DELETE" else "NEW"
    return [
        f"""CREATE FUNCTION vault_keeps_{name}() RETURNS trigger AS $$ BEGIN
        IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF;
        RETURN {row}; END $$ LANGUAGE plpgsql""",
        f"""CREATE TRIGGER vault_keeps_{name} BEFORE {event} ON vault_{table}
        FOR EACH ROW EXECUTE FUNCTION vault_keeps_{name}()""",
    ]


def make(apps: Any, editor: Any) -> None:
    write = _postgres if editor.connection.vendor == "postgresql" else _sqlite
    for guard in GUARDS:
        for sql in write(*guard):
            editor.execute(sql)


def remove(apps: Any, editor: Any) -> None:
    for name, table, *_rest in GUARDS:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER vault_keeps_{name} ON vault_{table}")
            editor.execute(f"DROP FUNCTION vault_keeps_{name}()")
        else:
            editor.execute(f"DROP TRIGGER vault_keeps_{name}")


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
