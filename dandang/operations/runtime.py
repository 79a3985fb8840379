"""How does a command get Django, and as whom does it act?"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dandang.operations.answers import CommandRefused, error

if TYPE_CHECKING:
    from dandang.registry.access.records import Actor

Command = TypeVar("Command", bound=Callable[..., Any])
DEMO_OFFICER = "zhouwl"  # 周文澜, organisation officer of the made-up county

acting_as: Callable[[Command], Command] = click.option(
    "--as", "account", metavar="ACCOUNT", help="以哪个账号办理；示例数据里可以不写，指县委组织部经办人"
)


def start_django() -> None:
    """Set Django up once; the settings are those of this installation unless the environment names others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")
    os.environ.setdefault("DANDANG_LOG", "WARNING")  # stderr is for progress
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def actor_named(account: str | None) -> Actor:
    """Return the acting account with its rights of today.

    Refuses an account that does not exist or is stopped, and no account at all outside the demo profile.
    """
    from django.conf import settings
    from django.utils import timezone

    from dandang.foundation.ground.refusal import NotHere
    from dandang.registry.access import queries as access
    from dandang.registry.accounts import queries as accounts

    username = account or (DEMO_OFFICER if settings.IS_DEMO else "")
    if not username:
        raise CommandRefused([error("没有写明以哪个账号办理", mend="加上 --as 账号，权限和审计都算在这个账号上")])
    try:
        found = accounts.account_named(username)
    except NotHere:
        found = None
    if found is None or not found.is_active:
        raise CommandRefused(
            [error("没有这个账号，或者还没有启用", mend="核对账号；由安全管理员启用后再办", value=username)]
        )
    return access.actor_for(found, timezone.localdate())


def system() -> Actor:
    """Return the program itself, for commands of the system administrator at the machine."""
    from dandang.registry.access import queries as access

    return access.system_actor("命令行")
