"""The fourteen ways to tamper with the record (security.md §5.4, abuse cases AD), each done with raw SQL and found.

The triggers are taken away first, as an owner of the database could. The standalone verifier must agree each time.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from dandang.foundation.audit import actions, chain, queries, rules
from dandang.foundation.audit.models import Entry
from dandang.foundation.audit.records import ALTERED, CANNOT_SAY, CUT, SOUND, TWO_HEADS
from scripts import verify_audit
from tests.factories.database import triggers_lifted
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db

CLERK = type("Clerk", (), {"account_id": 7, "name": "经办", "is_system": False, "roles": ("ORG_OFFICER",)})()


def put(number: int, **more: Any) -> int:
    return actions.record(
        actor=CLERK,
        verb="people.file.updated",
        target=f"people.person:{number}",
        facts={"fields": ["post"]},
        at=NOW + timedelta(minutes=number),
        **more,
    )


def sql(statement: str, *values: object) -> None:
    with triggers_lifted(connection), connection.cursor() as cursor:
        cursor.execute(statement, values)


def rehash(first: int) -> None:
    """Recompute the chain from `first` on, as somebody who knows the rules would."""
    rows = list(Entry.objects.filter(seq__gte=first - 1).order_by("seq").values(*queries.COLUMNS))
    previous = rows[0]["digest"] if first > 1 else chain.GENESIS
    for row in rows[1:] if first > 1 else rows:
        row["prev"] = previous
        previous = chain.entry_digest(row)
        sql("UPDATE audit_entry SET prev = %s, digest = %s WHERE seq = %s", row["prev"], previous, row["seq"])


@pytest.fixture
def seals(tmp_path: Path) -> Path:
    """Twelve entries; checkpoints after the eighth and the tenth."""
    folder = tmp_path / "seals"
    for number in range(1, 9):
        put(number)
    actions.write_checkpoint(folder, at=NOW)
    put(9)
    put(10)
    actions.write_checkpoint(folder, at=NOW)
    put(11)
    put(12)
    return folder


def standalone(tmp_path: Path, folder: Path) -> int:
    record = tmp_path / "record.jsonl"
    record.write_text("".join(line + "\n" for line in queries.exported_lines()), encoding="utf-8")
    bad, digests = verify_audit.chain(verify_audit.read_rows(record))
    return ALTERED if bad else verify_audit.compare(digests, folder, "")


def test_an_untouched_record_is_sound(seals: Path, tmp_path: Path) -> None:
    report = queries.verify(checkpoints=seals)

    assert (report.exit_code, report.entries, report.checkpoints) == (SOUND, 12, 2)
    assert standalone(tmp_path, seals) == SOUND


def restore_last_week(to: int) -> None:
    sql("DELETE FROM audit_entry WHERE seq > %s", to)


def forge(seq: int) -> None:
    row = Entry.objects.filter(seq=12).values(*queries.COLUMNS).get()
    row |= {"seq": seq, "reason": "伪造"}
    names = ", ".join(row)
    sql(f"INSERT INTO audit_entry ({names}) VALUES ({', '.join(['%s'] * len(row))})", *row.values())


def swap(one: int, other: int) -> None:
    sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", 999, one)
    sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", one, other)
    sql("UPDATE audit_entry SET seq = %s WHERE seq = %s", other, 999)


def rewrite_from(seq: int) -> None:
    sql("UPDATE audit_entry SET reason = %s WHERE seq = %s", "改写", seq)
    rehash(seq)


def restore_and_go_on() -> None:
    restore_last_week(6)
    for number in range(20, 40):
        put(number)


TAMPERINGS: list[tuple[str, Callable[[], None], int, int | None]] = [
    ("payload", lambda: sql("UPDATE audit_entry SET payload = %s WHERE seq = 3", '{"fields":[]}'), ALTERED, 3),
    ("actor", lambda: sql("UPDATE audit_entry SET actor = %s WHERE seq = 4", "accounts.account:8"), ALTERED, 4),
    ("time", lambda: sql("UPDATE audit_entry SET at = %s WHERE seq = 5", "2026-01-01T00:00:00.000000Z"), ALTERED, 5),
    ("outcome", lambda: sql("UPDATE audit_entry SET outcome = %s WHERE seq = 6", "REFUSED"), ALTERED, 6),
    ("delete one", lambda: sql("DELETE FROM audit_entry WHERE seq = 7"), ALTERED, 7),
    ("delete a run", lambda: sql("DELETE FROM audit_entry WHERE seq BETWEEN 3 AND 6"), ALTERED, 3),
    ("cut the tail", lambda: sql("DELETE FROM audit_entry WHERE seq > 9"), CUT, 10),
    ("forged row", lambda: forge(13), ALTERED, 13),
    ("swap two", lambda: swap(4, 5), ALTERED, 4),
    ("recompute the suffix", lambda: rewrite_from(5), TWO_HEADS, None),
    ("recompute everything", lambda: rewrite_from(1), TWO_HEADS, None),
    ("last week's database", lambda: restore_last_week(6), CUT, 7),
    ("last week's database and work goes on", restore_and_go_on, TWO_HEADS, None),
    ("weaker digest", lambda: sql("UPDATE audit_entry SET alg = %s WHERE seq = 2", "MD5"), ALTERED, 2),
    ("other digest", lambda: sql("UPDATE audit_entry SET alg = %s WHERE seq = 2", "SM3"), ALTERED, 2),
]


@pytest.mark.parametrize(("tamper", "code", "seq"), [row[1:] for row in TAMPERINGS], ids=[row[0] for row in TAMPERINGS])
def test_tampering_is_found(
    seals: Path, tmp_path: Path, tamper: Callable[[], None], code: int, seq: int | None
) -> None:
    tamper()

    report = queries.verify(checkpoints=seals)

    assert (report.exit_code, report.first_bad_seq) == (code, seq), report.sentence
    assert standalone(tmp_path, seals) == code


def test_a_doubled_number_is_found_and_the_table_refuses_it(seals: Path) -> None:
    rows = list(Entry.objects.order_by("seq").values(*queries.COLUMNS))

    report, _ = rules.chain_report([*rows[:5], rows[4], *rows[5:]])

    assert (report.exit_code, report.first_bad_seq) == (ALTERED, 6)
    with pytest.raises(DatabaseError), transaction.atomic():
        forge(5)


def test_a_replaced_checkpoint_file_cannot_be_trusted(seals: Path, tmp_path: Path) -> None:
    path = max(seals.glob("*.json"))
    body = json.loads(path.read_text())
    body["checkpoint"]["head"] = "ab" * 32
    path.write_text(json.dumps(body))

    assert queries.verify(checkpoints=seals).exit_code == CANNOT_SAY
    assert standalone(tmp_path, seals) == CANNOT_SAY


def test_checkpoints_re_signed_with_the_stolen_key_disagree_with_another_bodys_copy(
    seals: Path, tmp_path: Path
) -> None:
    shutil.copytree(seals, tmp_path / "all" / "discipline")
    rewrite_from(5)
    for path in sorted(seals.glob("*.json"))[1:]:
        path.unlink()
    restore_last_week(10)
    actions.write_checkpoint(seals, at=NOW)
    shutil.copytree(seals, tmp_path / "all" / "organisation")

    assert queries.verify(checkpoints=tmp_path / "all").exit_code == TWO_HEADS
    assert standalone(tmp_path, tmp_path / "all") == TWO_HEADS


def test_without_any_checkpoint_nothing_can_be_said_about_the_tail(seals: Path, tmp_path: Path) -> None:
    assert queries.verify(checkpoints=tmp_path / "empty").exit_code == CANNOT_SAY
    assert queries.verify().exit_code == SOUND


def test_a_checkpoint_is_written_once_per_length(tmp_path: Path) -> None:
    assert actions.write_checkpoint(tmp_path, at=NOW) is None
    put(1)

    first = actions.write_checkpoint(tmp_path, at=NOW)

    assert first == actions.write_checkpoint(tmp_path, at=NOW + timedelta(hours=1))
    assert settings.AUDIT_KEY.stat().st_mode & 0o077 == 0


def test_a_changed_personal_value_is_found(seals: Path) -> None:
    seq = put(13, private={"name": "程明远"})
    sql("UPDATE audit_privatevalue SET value = %s WHERE entry_id = %s", "程明近", seq)

    report = queries.verify()

    assert (report.exit_code, report.first_bad_seq) == (ALTERED, seq)
