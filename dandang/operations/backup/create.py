"""Making a backup: a still copy of each database, written table by table, with files and manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

import dandang
from dandang.foundation.audit import actions as audit
from dandang.operations.backup import folder as folders
from dandang.operations.backup import rows
from dandang.operations.backup.selection import ALIASES, LEFT_OUT, alias_of, folder_of, saved_models
from dandang.operations.errors import BackupRefused
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

STILL = "backup-copy"
Progress = Callable[[int, int], None]


def create(*, actor: Actor, folder: Path, at: datetime, progress: Progress | None = None) -> dict[str, Any]:
    """This function will write a backup into a new or empty folder and return its manifest.

    Each database is read from a still copy: work may go on meanwhile and is in the next backup. The identity vault is
    copied after the main database, so that no report refers to what is not there. Refuses a folder that holds anything.
    The entry about the backup is part of the backup itself.
    """
    access.require(actor, "operations.backup.create")
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} 里已经有文件，不会覆盖。请另选一个空文件夹", field="folder")
    for name in ("rows", "vault"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    with transaction.atomic():
        audit.record(actor=actor, verb="operations.backup.created", target="operations.backup:new", at=at)
    with ExitStack() as stack:
        copies = {alias: stack.enter_context(_still_copy(connections[alias])) for alias in ALIASES}
        models = _write_models(folder, copies, progress)
        manifest = {
            "format": folders.FORMAT,
            "version": dandang.VERSION,
            "created_at": at.isoformat(),
            "engine": connection.vendor,
            "migrations": _applied(copies[DEFAULT_DB_ALIAS]),
            "models": models,
            "left_out": LEFT_OUT,
            "files": _copy_files(folder),
            "audit": _audit_head(folder),
        }
    folders.write_manifest(folder, manifest)
    return manifest


def _write_models(
    folder: Path, copies: dict[str, BaseDatabaseWrapper], progress: Progress | None
) -> dict[str, dict[str, Any]]:
    written: dict[str, dict[str, Any]] = {}
    models = saved_models(apps)
    for number, model in enumerate(models, start=1):
        label = model._meta.label_lower
        name = f"{folder_of(model)}/{label}.jsonl"
        digest, count = hashlib.sha256(), 0
        with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
            for line in rows.lines(model, copies[alias_of(model)]):
                stream.write(line + "\n")
                digest.update(line.encode() + b"\n")
                count += 1
        written[label] = {"file": name, "rows": count, "sha256": digest.hexdigest()}
        if progress:
            progress(number, len(models))
    return written


def _audit_head(folder: Path) -> dict[str, Any]:
    """Number and digest of the last entry of the record, so that a later state can be told from this one."""
    last = ""
    for line in folders.lines_of(folder / "rows/audit.entry.jsonl"):
        last = line
    row = json.loads(last)["row"]
    return {"seq": row["seq"], "digest": row["digest"]}


def _applied(copy: BaseDatabaseWrapper) -> list[list[str]]:
    with copy.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return sorted([app, name] for app, name in cursor.fetchall())


def _copy_files(folder: Path) -> dict[str, dict[str, Any]]:
    source = Path(settings.DATA_DIR) / "files"
    copied: dict[str, dict[str, Any]] = {}
    for path in sorted(source.rglob("*")) if source.is_dir() else []:
        if path.is_file():
            name = path.relative_to(source).as_posix()
            target = folder / "files" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            copied[name] = {"bytes": target.stat().st_size, "sha256": folders.digest_of(target)}
    return copied


@contextmanager
def _still_copy(source: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """A connection of our own on which nothing changes: a copy of an SQLite file, a snapshot on PostgreSQL."""
    if source.vendor == "sqlite":
        with _sqlite_copy(source) as copy:
            yield copy
        return
    copy = source.copy(alias=STILL)
    try:
        copy.set_autocommit(False)
        with copy.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")  # the snapshot is taken by the first reading, not by the announcement
        yield copy
    finally:
        copy.close()


@contextmanager
def _sqlite_copy(source: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    """Copy the file with SQLite's own backup, which holds the writers up only while it copies, and check the copy."""
    source.ensure_connection()
    with tempfile.TemporaryDirectory(prefix="dandang-backup-") as place:
        path = Path(place) / "copy.sqlite3"
        target = sqlite3.connect(path)
        try:
            source.connection.backup(target)
            (verdict,) = target.execute("PRAGMA integrity_check").fetchone()
        finally:
            target.close()
        if verdict != "ok":
            raise BackupRefused(f"数据库文件本身已经损坏（{verdict}）。请停止使用，从最近一份完好的备份恢复")
        copy = source.copy(alias=STILL)
        copy.settings_dict["NAME"] = str(path)
        try:
            yield copy
        finally:
            copy.close()
