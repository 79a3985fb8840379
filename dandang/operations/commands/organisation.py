"""`dandang organisation found`: the top of the tree of a new installation, under which roles can be given."""

from __future__ import annotations

import re
from datetime import datetime

import click

from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.runtime import start_django, system


@click.group()
def organisation() -> None:
    """机构。"""


@organisation.command()
@click.argument("name")
@click.option("--region", required=True, help="政区代码（GB/T 2260，六位），和 DANDANG_REGION 一致")
@click.option(
    "--founded-on", type=click.DateTime(["%Y-%m-%d"]), default="1949-10-01", show_default=True, help="哪一天设立"
)
@answered
def found(name: str, region: str, founded_on: datetime) -> Answer:
    """新装系统后登记最上面的地区；下面的单位由组织部门在页面上登记，或者随花名册导入。"""
    if not re.fullmatch(r"[0-9]{6}", region):
        raise CommandRefused([error("政区代码要写六位数字", mend="例如 340123", column="--region", value=region)])
    start_django()
    from django.utils import timezone

    from dandang.registry.organisations import actions, queries

    if roots := queries.roots():
        raise CommandRefused(
            [error(f"已经有最上面的机构：{roots[0].name}", mend="其他单位请组织部门在“机构与编制”里登记")]
        )
    unit = actions.create_organisation(
        actor=system(), name=name, kind="REGION", founded_on=founded_on.date(), region=region, at=timezone.now()
    )
    value = {"organisation": unit.pk, "code": unit.code, "name": unit.name, "region": unit.region}
    return Answer(value, f"已登记{unit.name}。安全管理员授予角色时，“管哪个单位”填这个名称")
