"""`dandang policy …`: values with their citation, the list of keys, checking and loading packs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.runtime import start_django, system


@click.group()
def policy() -> None:
    """政策取值和政策包。"""


@policy.command()
@click.argument("key")
@click.option("--region", required=True, help="GB/T 2260 六位代码，如 340000；全国写 000000")
@click.option("--on", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="哪一天，写成 2026-11-23")
@answered
def show(key: str, region: str, day: datetime) -> Answer:
    """一个取值和它的出处；没有规定的是 null，不是 0。"""
    open_library()
    from dandang.law.policies import queries

    value = queries.show(key, region=region, on=day.date())
    return Answer(value, _line(value))


@policy.command("list")
@answered
def list_keys() -> Answer:
    """所有的键，和哪些地区、版本有它。"""
    open_library()
    from dandang.law.policies import queries

    keys = queries.list_keys()
    return Answer(keys, "\n".join(f"{row['key']}　{'、'.join(row['regions'])}" for row in keys))


@policy.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@answered
def check(folder: Path | None) -> Answer:
    """检查政策包：结构、出处、核对日期、上限、示例。"""
    start_django()
    from dandang.law.policies import queries

    faults = queries.check_packs(folder)
    if faults:
        found = [error(fault.what, mend=fault.mend, file=fault.where) for fault in faults]
        raise CommandRefused(found, "\n".join(str(fault) for fault in faults))
    return Answer({"faults": []}, "政策包没有问题")


@policy.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False))
@answered
def load(folder: Path | None) -> Answer:
    """把政策包载入数据库；已载入的版本不会被改动。"""
    start_django()
    from django.utils import timezone

    from dandang.law.policies import actions

    report = actions.load_packs(actor=system(), folder=folder, at=timezone.now())
    text = f"新载入 {len(report.loaded)} 版，{len(report.unchanged)} 版没有变化"
    return Answer({"loaded": list(report.loaded), "unchanged": list(report.unchanged)}, text)


@policy.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@answered
def split(file: Path) -> Answer:
    """把一篇政策文字（txt、docx，UTF-8 或者 GBK）分成部分和编号条目。"""
    start_django()
    from dandang.law.policies import queries

    found = queries.split_text(file.read_bytes(), name=file.name)
    lines = [f"{part.no}　{part.title}（{len(part.items)} 条）" for part in found.parts]
    return Answer(found.as_json(), "\n".join([found.title, *lines, *found.warnings]))


def open_library() -> None:
    """Read the packs of this installation; where nothing is installed yet, those of the project, held in memory."""
    start_django()
    from django.core.management import call_command
    from django.db import connection
    from django.utils import timezone

    from dandang.law.policies import actions

    if connection.vendor != "sqlite" or _has_tables(connection):
        return
    click.echo("还没有建库，直接读项目里的政策包", err=True)
    connection.close()
    connection.settings_dict["NAME"] = ":memory:"
    call_command("migrate", database="default", verbosity=0, interactive=False)
    actions.load_packs(actor=system(), at=timezone.now())


def _has_tables(connection: Any) -> bool:
    """Whether the file exists and holds our tables; looking must not make an empty file."""
    name = str(connection.settings_dict["NAME"])
    if "memory" not in name and not Path(name).exists():
        return False
    return "policies_shelf" in connection.introspection.table_names()


def _line(value: dict[str, Any]) -> str:
    """A value in words: 20 % （公务员考核规定 第19条，A，核对于 2026-11-02）."""
    if value["value"] is None:
        return f"{value['key']}：未规定"
    source = "，".join(str(value[name]) for name in ("document", "clause", "reliability") if value[name])
    return f"{value['key']}：{value['value']} {value['unit'] or ''}（{source}，核对于 {value['checked_on']}）"
