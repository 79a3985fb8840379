"""`dandang search rebuild`: the index of the search filled again from the rooms' own rows, each night or on repair."""

from __future__ import annotations

from dataclasses import asdict

import click

from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.runtime import start_django


@click.group()
def search() -> None:
    """检索。"""


@search.command()
@click.option("--source", "names", multiple=True, help="只重建这一类，如 policies.clause；可以写多个。不写则全部重建")
@answered
def rebuild(names: tuple[str, ...]) -> Answer:
    """重建检索索引；索引只是副本，随时可以重建，每晚运行一次。"""
    start_django()
    from django.utils import timezone

    from dandang.law.search import actions, kinds

    for name in names:
        if name not in kinds.sources():
            known = "、".join(kinds.sources())
            raise CommandRefused([error("没有这一类可检索的内容", mend=f"可以写：{known}", value=name)])
    built = actions.rebuild(at=timezone.now(), names=names)
    rows = "，".join(f"{name} {count:,} 条" for name, count in built.rows.items()) or "没有可以编入的内容"
    return Answer(asdict(built), f"已重建：{rows}；共 {built.terms:,} 个词条")
