"""`dandang calendar seed`: fill in the years of the working-day calendar that are missing."""

from __future__ import annotations

import click

from dandang.operations.answers import Answer, answered
from dandang.operations.runtime import start_django, system


@click.group()
def calendar() -> None:
    """工作日日历。"""


@calendar.command()
@answered
def seed() -> Answer:
    """填入 2004 至 2026 年的放假安排，以后的年份先填法定节假日（暂定）。"""
    start_django()
    from django.utils import timezone

    from dandang.operations import actions

    added = actions.seed_calendar(actor=system(), at=timezone.now())
    return Answer({"years_added": added}, f"已填入 {added} 个年份" if added else "日历已经是全的，没有改动")
