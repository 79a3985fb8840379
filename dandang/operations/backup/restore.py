"""Restoring a backup into an empty database, whichever engine it came from, and proving that nothing was lost."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import IntegrityError, connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from dandang.foundation.audit import actions as audit
from dandang.foundation.audit import queries as audit_queries
from dandang.law.search import actions as search
from dandang.operations.backup import folder as folders
from dandang.operations.backup import guards, rows
from dandang.operations.backup.selection import ALIASES, VAULT, alias_of, connection_of, saved_models
from dandang.operations.errors import BackupRefused
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

Progress = Callable[[int, int], None]


def restore(*, actor: Actor, folder: Path, at: datetime, progress: Progress | None = None) -> dict[str, Any]:
    """This function will put a backup into the (empty) database of the settings and return what it compared.

    First every byte is verified; nothing is written before. Rows are loaded in one transaction into the tables as they
    were when the backup was made, their digests compared with the manifest, and only then newer migrations run.
    Refuses a database with rows, a backup of a newer version, and a folder of files that is not empty.
    """
    access.require(actor, "operations.backup.restore")
    manifest = folders.verify(folder)
    _refuse_files_in_place(manifest)
    executor = MigrationExecutor(connection)
    leaves = _leaves(executor, manifest)
    _refuse_rows_in_place()
    executor.migrate(leaves)
    MigrationExecutor(connections[VAULT]).migrate([leaf for leaf in leaves if leaf[0] == VAULT])
    past = MigrationExecutor(connection).loader.project_state(leaves).apps
    _load(folder, manifest, past, progress)
    _copy_files(folder, manifest)
    call_command("migrate", verbosity=0, interactive=False)
    search.rebuild(at=at)
    report = audit_queries.verify()
    if report.exit_code:
        raise BackupRefused(f"数据已恢复，但是审计链核对没有通过：{report.sentence}")
    with transaction.atomic():
        audit.record(
            actor=actor,
            verb="operations.backup.restored",
            target="operations.backup:restored",
            facts={"made_at": manifest["created_at"], "from": manifest["engine"]},
            at=at,
        )
    counted = {label: entry["rows"] for label, entry in manifest["models"].items()}
    return {"rows": sum(counted.values()), "models": counted, "files": len(manifest["files"]), "audit": report.sentence}


def _leaves(executor: MigrationExecutor, manifest: dict[str, Any]) -> list[tuple[str, str]]:
    """The last migration of each app as the backup knew it. Refuses a backup made by a newer version."""
    applied = {(app, name) for app, name in manifest["migrations"]}
    known = set(executor.loader.disk_migrations)
    unknown = sorted(applied - known - _replaced(executor))
    if unknown:
        app, name = unknown[0]
        raise BackupRefused(
            f"这份备份由更新的版本（{manifest['version']}）生成，本程序不认识它的表结构（{app} {name}）。请先升级再恢复"
        )
    nodes = executor.loader.graph.node_map
    return [key for key in sorted(applied & known) if not {child.key for child in nodes[key].children} & applied]


def _replaced(executor: MigrationExecutor) -> set[tuple[str, str]]:
    """Migrations that a squashed one stands for."""
    return {key for migration in executor.loader.disk_migrations.values() for key in migration.replaces}


def _refuse_rows_in_place() -> None:
    present = {alias: set(connections[alias].introspection.table_names()) for alias in ALIASES}
    loaders = {alias: MigrationExecutor(connections[alias]).loader for alias in ALIASES if present[alias]}
    applied = {key for loader in loaders.values() for key in loader.applied_migrations}
    state = next(iter(loaders.values())).project_state(sorted(applied)).apps if loaders else None
    for model in saved_models(state) if state else []:
        if model._meta.app_label in {"contenttypes", "auth"}:
            continue  # filled by migrate itself, emptied below
        if model._meta.db_table in present[alias_of(model)] and model._base_manager.exists():
            raise BackupRefused(
                f"目标数据库里已经有数据（{model._meta.db_table}），恢复只写入空数据库。请用 --to 指定一个新的数据库"
            )


def _load(folder: Path, manifest: dict[str, Any], past: Apps, progress: Progress | None) -> None:
    models = saved_models(past)
    missing = {model._meta.label_lower for model in models} ^ set(manifest["models"])
    if missing:
        raise BackupRefused(f"备份和表结构对不上：{'、'.join(sorted(missing))}。备份清单可能被换过")
    try:
        with transaction.atomic(), transaction.atomic(using=VAULT):
            put_back = [guards.lifted(_held_by(alias, models), connections[alias]) for alias in ALIASES]
            for model in models:
                if model._base_manager.exists():  # what migrations filled in
                    model._base_manager.all()._raw_delete(alias_of(model))
            for number, model in enumerate(models, start=1):
                path = folder / manifest["models"][model._meta.label_lower]["file"]
                rows.load(model, folders.lines_of(path), connection_of(model))
                if progress:
                    progress(number, len(models))
            for alias in ALIASES:
                _set_counters(_held_by(alias, models), connections[alias])
                connections[alias].check_constraints()
            for step in put_back:
                step()
            _compare(models, manifest)
    except IntegrityError as fault:
        raise BackupRefused(f"备份里的数据互相对不上，没有写入任何一行：{fault}") from None


def _held_by(alias: str, models: list[type[Model]]) -> list[type[Model]]:
    return [model for model in models if alias_of(model) == alias]


def _set_counters(models: list[type[Model]], connection: BaseDatabaseWrapper) -> None:
    """Let new rows be numbered after the restored ones; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _compare(models: list[type[Model]], manifest: dict[str, Any]) -> None:
    """Read everything back and compare it with the manifest, inside the transaction: a difference undoes it all."""
    for model in models:
        digest = hashlib.sha256()
        for line in rows.lines(model, connection_of(model)):
            digest.update(line.encode() + b"\n")
        if digest.hexdigest() != manifest["models"][model._meta.label_lower]["sha256"]:
            raise BackupRefused(f"{model._meta.label_lower} 恢复后和备份不一致，已全部撤回，没有写入任何数据")


def _refuse_files_in_place(manifest: dict[str, Any]) -> None:
    target = Path(settings.DATA_DIR) / "files"
    if manifest["files"] and target.is_dir() and any(target.iterdir()):
        raise BackupRefused(f"{target} 里已经有文件，不会覆盖。请用 DANDANG_DATA 指定一个新的数据文件夹")


def _copy_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Copy the files beside their place and move them there at once, so that a broken run leaves nothing behind."""
    if not manifest["files"]:
        return
    target = Path(settings.DATA_DIR) / "files"
    half = target.with_name("files.partial")
    shutil.rmtree(half, ignore_errors=True)
    shutil.copytree(folder / "files", half)
    if target.is_dir():
        target.rmdir()
    os.replace(half, target)
