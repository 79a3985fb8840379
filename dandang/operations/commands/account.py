"""`dandang account`: the first three administrators, who is still missing, which accounts nobody uses."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

import click

from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.runtime import start_django, system


@click.group()
def account() -> None:
    """账号。"""


@account.command("create-admin")
@click.argument("username")
@click.option("--name", required=True, help="姓名")
@click.option("--role", required=True, type=click.Choice(["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"]))
@click.option("--identity-number", required=True, help="公民身份号码；只存散列值，用来保证三员是三个人")
@answered
def create_admin(username: str, name: str, role: str, identity_number: str) -> Answer:
    """新装系统后建立三员，每种一人；设置密码的链接只打印这一次。"""
    start_django()
    from django.db import transaction
    from django.utils import timezone

    from dandang.registry.access import actions
    from dandang.registry.accounts import queries as accounts

    standing = role.removesuffix("_ADMIN")  # 三员分立: each administrator's role has the standing of its name
    if accounts.accounts(standing=standing, state=accounts.ACTIVE).exists():
        raise CommandRefused(
            [error("这一种管理员已经有人了", mend="增加或者更换，请由系统管理员建账号、安全管理员授权，在页面上办理")]
        )
    at = timezone.now()
    with transaction.atomic():
        link = actions.open_account(
            actor=system(),
            username=username,
            display_name=name,
            standing=standing,
            identity_number=identity_number,
            at=at,
        )
        actions.grant_role(actor=system(), account_id=link.account_id, role=role, reason="新装系统建立三员", at=at)
    path = f"/accounts/setup/{link.token}/"
    value = {"username": link.username, "role": role, "setup_path": path, "expires_at": link.expires_at.isoformat()}
    until = timezone.localtime(link.expires_at).strftime("%Y-%m-%d %H:%M")
    return Answer(value, f"已建立 {username}。请本人在 {until} 前打开“系统网址{path}”设置密码，只能用一次")


@account.command()
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="哪一天，写成 2026-11-23；不写则为今天")
@answered
def staffing(day: datetime | None) -> Answer:
    """核对人员配备：职责分开、回避和两人办理是否都有人。"""
    start_django()
    from django.utils import timezone

    from dandang.registry.access import queries

    found = queries.staffing_check(day.date() if day else timezone.localdate())
    lines = [gap.sentence for gap in found.gaps] or ["现有人员够用，各项程序都能依规办理。"]
    text = "\n".join([f"一个县最少要 {found.fewest_people} 人，另加各单位的单位人事。", *lines])
    return Answer(asdict(found) | {"on": found.on.isoformat(), "is_enough": found.is_enough}, text)


@account.command("disable-unused")
@answered
def disable_unused() -> Answer:
    """停用连续 90 天没有使用的账号；每类管理员保留最后一名。"""
    start_django()
    from django.utils import timezone

    from dandang.registry.accounts import actions

    names = actions.disable_unused_accounts(actor=system(), reason="连续 90 天未使用", at=timezone.now())
    return Answer({"disabled": names}, f"停用 {len(names)} 个：{'、'.join(names)}" if names else "没有需要停用的账号")
