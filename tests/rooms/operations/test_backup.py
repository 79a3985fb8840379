"""A backup brings everything back, on either engine, or says why not before anything is written (BM01, BM04, BM05)."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from dandang.foundation.audit.models import Entry
from dandang.operations.backup import folder as folders
from dandang.operations.backup.create import create
from dandang.operations.backup.restore import restore
from dandang.operations.errors import BackupRefused
from dandang.registry.access.queries import system_actor
from tests.factories.registry import NOW, actor_of
from tests.rooms.operations.samples import fill_every_table

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder with one uploaded file."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    kept = tmp_path / "data" / "files" / "uploads"
    kept.mkdir(parents=True)
    (kept / "花名册.xlsx").write_bytes(bytes(range(256)))
    return tmp_path / "data"


def _made(folder: Path) -> Path:
    create(actor=system_actor(), folder=folder, at=NOW)
    return folder


def _dandang(url: str, data: Path, *words: str) -> dict[str, Any]:
    """Run the command line on another database, as an administrator would."""
    environment = os.environ | {
        "DATABASE_URL": url,
        "DANDANG_DATA": str(data),
        "DJANGO_SETTINGS_MODULE": "dandang.config.settings",
    }
    command = [sys.executable, "-m", "dandang.operations.cli", *words, "--json"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def _digests(folder: Path) -> dict[str, tuple[int, str]]:
    """Rows and digest of every table but the record, which notes the restore itself."""
    models = json.loads((folder / folders.MANIFEST).read_text(encoding="utf-8"))["models"]
    return {label: (one["rows"], one["sha256"]) for label, one in models.items() if label != "audit.entry"}


@pytest.fixture
def other_database(tmp_path: Path) -> Iterator[str]:
    """An empty database of the engine under test, reached from another process."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'second.sqlite3'}"
        return
    name = f"dandang_restore_{os.getpid()}"
    place = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    host = str(place["HOST"]).replace("/", "%2F")
    port = f":{place['PORT']}" if place["PORT"] else ""
    word = f":{place['PASSWORD']}" if place["PASSWORD"] else ""
    yield f"postgresql://{place['USER']}{word}@{host}{port}/{name}"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def _triggers(file: Path) -> set[str]:
    """The guards of a SQLite database: taken away while rows came back, and there again."""
    with closing(sqlite3.connect(file)) as restored:
        return {name for (name,) in restored.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}


@pytest.mark.slow
def test_a_row_of_every_table_survives_the_trip_across_engines(
    files: Path, tmp_path: Path, other_database: str
) -> None:
    """From the engine under test to SQLite, and from there to a second database of the engine under test."""
    counted = fill_every_table()
    here = _made(tmp_path / "here")

    _dandang(f"sqlite:///{tmp_path / 'first.sqlite3'}", tmp_path / "data1", "backup", "restore", str(here))
    there = tmp_path / "there"
    _dandang(f"sqlite:///{tmp_path / 'first.sqlite3'}", tmp_path / "data1", "backup", "create", str(there))
    report = _dandang(other_database, tmp_path / "data2", "backup", "restore", str(there))
    back = tmp_path / "back"
    _dandang(other_database, tmp_path / "data2", "backup", "create", str(back))

    assert all(counted.values()), [label for label, count in counted.items() if not count]
    assert _digests(here) == _digests(there) == _digests(back)
    assert (tmp_path / "data2/files/uploads/花名册.xlsx").read_bytes() == bytes(range(256))
    assert "首尾相连" in report["audit"]
    assert "tolerance_decision_follows_hearing_insert" in _triggers(tmp_path / "first.sqlite3")
    verified = _dandang(other_database, tmp_path / "data2", "audit", "verify")
    assert verified["exit_code"] == 0


def test_every_flipped_byte_is_noticed_before_anything_is_written(files: Path, tmp_path: Path) -> None:
    actor_of("SYSTEM_ADMIN")
    folder = _made(tmp_path / "backup")
    pick = random.Random(4)
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    places = [(path, 0) for path in paths] + [
        (path, pick.randrange(path.stat().st_size)) for path in pick.choices(paths, k=100)
    ]
    unnoticed = []

    for path, offset in places:
        whole = path.read_bytes()
        path.write_bytes(whole[:offset] + bytes([whole[offset] ^ 1 << pick.randrange(8)]) + whole[offset + 1 :])
        try:
            folders.verify(folder)
            unnoticed.append((path.name, offset))
        except BackupRefused:
            pass
        path.write_bytes(whole)

    assert unnoticed == []
    assert folders.verify(folder)["format"] == folders.FORMAT


def test_a_changed_row_is_named_by_file_and_line(files: Path, tmp_path: Path) -> None:
    actor_of("SYSTEM_ADMIN")
    folder = _made(tmp_path / "backup")
    path = folder / "rows/accounts.account.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("SYSTEM", "AUDIT"), encoding="utf-8")

    with pytest.raises(BackupRefused, match=r"accounts\.account\.jsonl 第 1 行"):
        folders.verify(folder)


def test_missing_and_strange_files_are_noticed(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")
    (folder / "note.txt").write_text("忘在这里的")

    with pytest.raises(BackupRefused, match=r"多出了清单上没有的 note\.txt"):
        folders.verify(folder)
    (folder / "note.txt").unlink()
    (folder / "rows/people.person.jsonl").unlink()
    with pytest.raises(BackupRefused, match="少了"):
        folders.verify(folder)


def test_a_half_made_backup_is_none(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")
    (folder / folders.MANIFEST).unlink()

    with pytest.raises(BackupRefused, match="没有完整的备份清单"):
        restore(actor=system_actor(), folder=folder, at=NOW)


def test_an_occupied_folder_is_not_overwritten(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")

    with pytest.raises(BackupRefused, match="不会覆盖"):
        create(actor=system_actor(), folder=folder, at=NOW)


def test_restoring_into_a_database_with_rows_is_refused(files: Path, tmp_path: Path) -> None:
    actor_of("SYSTEM_ADMIN")
    folder = _made(tmp_path / "backup")
    shutil.rmtree(files)
    before = Entry.objects.count()

    with pytest.raises(BackupRefused, match="已经有数据"):
        restore(actor=system_actor(), folder=folder, at=NOW)

    assert Entry.objects.count() == before


def test_restoring_over_files_is_refused(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")

    with pytest.raises(BackupRefused, match="已经有文件，不会覆盖"):
        restore(actor=system_actor(), folder=folder, at=NOW)


def test_a_backup_of_a_newer_version_is_refused(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")
    manifest = folders.read_manifest(folder)
    manifest["migrations"].append(["people", "0999_something_new"])
    folders.write_manifest(folder, manifest)
    shutil.rmtree(files)

    with pytest.raises(BackupRefused, match="请先升级再恢复"):
        restore(actor=system_actor(), folder=folder, at=NOW)


def test_sessions_and_jobs_are_left_out_with_a_reason(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")
    manifest = folders.read_manifest(folder)

    assert "sessions.session" not in manifest["models"]
    assert all(manifest["left_out"].values())


def test_the_record_of_the_backup_is_in_the_backup(files: Path, tmp_path: Path) -> None:
    folder = _made(tmp_path / "backup")
    last = Entry.objects.order_by("-seq").values_list("seq", "verb", "digest").first()

    manifest = folders.read_manifest(folder)

    assert last is not None
    assert last[1] == "operations.backup.created"
    assert manifest["audit"] == {"seq": last[0], "digest": last[2]}


def test_only_the_system_administrator_makes_backups(tmp_path: Path) -> None:
    from dandang.foundation.ground.refusal import NotAllowed

    with pytest.raises(NotAllowed):
        create(actor=actor_of("SECURITY_ADMIN"), folder=tmp_path / "backup", at=NOW)

    assert not (tmp_path / "backup").exists()


def test_the_triggers_stand_in_the_database_under_test(files: Path, tmp_path: Path) -> None:
    """A control for the restored database: here, too, the record refuses changes."""
    _made(tmp_path / "backup")

    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(reason="改过")
