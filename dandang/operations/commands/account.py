"""`dandang account create-admin`: the first three administrators of a new installation."""

from __future__ import annotations

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
    return Answer(value, f"已建立 {username}。请本人在 {until} 前打开 {path} 设置密码，只能用一次")
