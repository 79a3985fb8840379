"""`dandang backup create|verify|restore`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from dandang.operations.answers import Answer, answered, progress
from dandang.operations.runtime import start_django, system

_FOLDER = click.Path(path_type=Path, file_okay=False)


def _tables(done: int, total: int) -> None:
    progress(done, total, "张表")


@click.group()
def backup() -> None:
    """备份、核对和恢复。备份没有加密，请放在加密的介质上。"""


@backup.command()
@click.argument("folder", type=_FOLDER)
@answered
def create(folder: Path) -> Answer:
    """把全部数据和文件备份到一个空文件夹。"""
    start_django()
    from django.utils import timezone

    from dandang.operations.backup import create as doing

    manifest = doing.create(actor=system(), folder=folder, at=timezone.now(), progress=_tables)
    return Answer(_summary(manifest), f"已备份到 {folder}：{_in_words(manifest)}")


@backup.command()
@click.argument("folder", type=_FOLDER)
@answered
def verify(folder: Path) -> Answer:
    """逐字节核对一份备份，不写入任何数据。"""
    start_django()
    from dandang.operations.backup import folder as folders

    manifest = folders.verify(folder)
    return Answer(_summary(manifest), f"备份完好：{_in_words(manifest)}")


@backup.command()
@click.argument("folder", type=_FOLDER)
@click.option("--to", "url", help="恢复到哪个数据库（sqlite:///… 或 postgresql://…）；不写就用本机设置的数据库")
@answered
def restore(folder: Path, url: str | None) -> Answer:
    """核对后恢复到空数据库；两种数据库可以互相恢复。"""
    if url:
        os.environ["DATABASE_URL"] = url
    start_django()
    from django.utils import timezone

    from dandang.operations.backup import restore as doing

    report = doing.restore(actor=system(), folder=folder, at=timezone.now(), progress=_tables)
    text = f"已恢复 {report['rows']:,} 行、{report['files']} 个文件，和备份逐行一致。{report['audit']}"
    return Answer(report, text)


def _summary(manifest: dict[str, Any]) -> dict[str, Any]:
    counted = {label: entry["rows"] for label, entry in manifest["models"].items()}
    return {
        "version": manifest["version"],
        "created_at": manifest["created_at"],
        "rows": sum(counted.values()),
        "models": counted,
        "files": len(manifest["files"]),
        "audit": manifest["audit"],
    }


def _in_words(manifest: dict[str, Any]) -> str:
    total = sum(entry["rows"] for entry in manifest["models"].values())
    return f"{len(manifest['models'])} 张表，{total:,} 行，{len(manifest['files'])} 个文件"
