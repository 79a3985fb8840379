"""`dandang docs …`: pages of docs/ that are drawn from code, written or compared."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.runtime import start_django

FOLDER = Path(__file__).resolve().parents[3] / "docs"


@click.group()
def docs() -> None:
    """由程序生成的文档。"""


@docs.command()
@click.option("--check", "only_check", is_flag=True, help="只比较，不写")
@answered
def effects(only_check: bool) -> Answer:
    """docs/effects.md：效力的种类。"""
    start_django()
    from dandang.operations import documents

    return _written("effects.md", documents.effects_page, only_check)


@docs.command()
@click.option("--check", "only_check", is_flag=True, help="只比较，不写")
@answered
def house(only_check: bool) -> Answer:
    """docs/house.md 里的楼层图。"""
    start_django()
    from dandang.operations import documents

    return _written("house.md", documents.house_page, only_check)


def _written(name: str, page: Callable[[], str], only_check: bool) -> Answer:
    path, text = FOLDER / name, page()
    is_same = path.exists() and path.read_text(encoding="utf-8") == text
    if only_check and not is_same:
        command = f"./go run dandang docs {name.removesuffix('.md')}"
        raise CommandRefused([error(f"docs/{name} 和代码不一致", mend=f"运行 {command}", file=name)])
    if not is_same:
        path.write_text(text, encoding="utf-8")
    return Answer(
        {"file": f"docs/{name}", "changed": not is_same}, f"docs/{name}：{'已更新' if not is_same else '没有变化'}"
    )
