"""`dandang due --on DATE`: what the day asks for, once."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from dandang.operations.answers import Answer, answered
from dandang.operations.runtime import acting_as, actor_named, start_django, system


@click.command()
@click.option("--on", "day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="哪一天，写成 2026-11-23")
@acting_as
@answered
def due(day: datetime, account: str | None) -> Answer:
    """重算暂定的期限，提醒快到期的，逾期的报上一级负责人；同一天运行两次，第二次不再变化。"""
    start_django()
    from django.utils import timezone

    from dandang.ledger.duties import actions
    from dandang.parts.protection.actions import day as reports
    from dandang.registry.vault import actions as vault

    actor = actor_named(account) if account else system()
    taken = reports.run_day(actor=actor, on=day.date(), at=timezone.now())
    run = actions.remind_and_escalate(actor=actor, on=day.date(), at=timezone.now())
    closed = vault.expire_due(at=timezone.now())
    text = f"{run.on}：重算期限 {run.recounted} 件，提醒 {run.reminded} 件，逾期上报 {run.escalated} 件"
    text += f"，关闭到期的身份查看 {closed} 件，收进网上反映 {taken} 件"
    return Answer(asdict(run) | {"identities_closed": closed, "reports_taken_in": taken}, text)
