"""`dandang account create-admin`: the first three administrators of a new installation."""

from __future__ import annotations

import click

from dandang.operations.answers import Answer, answered
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
    """新装系统后建立三员，每种一人；一次性密码只打印这一次。"""
    start_django()
    from django.utils import timezone

    from dandang.registry.access import actions

    made = actions.create_first_admin(
        actor=system(), username=username, name=name, role=role, identity_number=identity_number, at=timezone.now()
    )
    return Answer(made, f"已建立 {username}。一次性密码：{made['password']}（首次登录后必须修改）")
