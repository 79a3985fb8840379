"""`dandang policy …`: values with their citation, the list of keys, checking and loading packs."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from dandang.operations.answers import Answer, answered
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
    start_django()
    from dandang.law.policies import queries

    value = queries.show(key, region=region, on=day.date())
    return Answer(value, _line(value))


@policy.command("list")
@answered
def list_keys() -> Answer:
    """所有的键，和哪些地区、版本有它。"""
    start_django()
    from dandang.law.policies import queries

    keys = queries.list_keys()
    return Answer(keys, "\n".join(f"{row['key']}　{'、'.join(row['regions'])}" for row in keys))


@policy.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True))
@answered
def check(folder: Path | None) -> Answer:
    """检查政策包：结构、出处、核对日期、示例。"""
    start_django()
    from dandang.law.policies import actions

    return _checked(actions.check_packs(folder))


@policy.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, exists=True))
@answered
def load(folder: Path | None) -> Answer:
    """把政策包载入数据库；已载入的版本不会被改动。"""
    start_django()
    from django.utils import timezone

    from dandang.law.policies import actions

    return _checked(actions.load_packs(actor=system(), folder=folder, at=timezone.now()))
