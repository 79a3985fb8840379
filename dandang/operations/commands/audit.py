"""`dandang audit`: is the record whole? Its head signed, the whole of it written out.

`verify` has exit codes of its own (SPEC PL-05), 64 for wrong usage.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from dandang.operations.answers import Answer, answered
from dandang.operations.runtime import start_django

CANNOT_SAY, WRONG_USAGE = 4, 64


class _Verify(click.Command):
    """A command whose wrong usage ends with 64, since 1 to 4 are findings."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        try:
            return super().make_context(*args, **kwargs)
        except click.UsageError as wrong:
            wrong.exit_code = WRONG_USAGE  # type: ignore[misc]  # click reads it from the instance
            raise


@click.group()
def audit() -> None:
    """审计记录。"""


@audit.command(cls=_Verify)
@click.option(
    "--checkpoints", type=click.Path(path_type=Path, exists=True, file_okay=False), help="另行保存的检查点文件夹"
)
@answered
def verify(checkpoints: Path | None) -> Answer:
    """核对审计链：0 完好，1 被改，2 被截短，3 两个头，4 无法判断。"""
    start_django()
    from django.db import Error

    from dandang.foundation.audit import queries

    try:
        report = queries.verify(checkpoints)
    except Error:
        sentence = "数据库打不开，或者还没有建表，无法核对"
        return Answer({"exit_code": CANNOT_SAY, "sentence": sentence}, sentence, CANNOT_SAY)
    return Answer(asdict(report), report.sentence, report.exit_code)


@audit.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="检查点写到哪个文件夹；不写则用设置里的文件夹"
)
@answered
def checkpoint(out: Path | None) -> Answer:
    """给审计链的末端签名并写成文件；每 15 分钟一次，最好写到数据库管理员管不到的地方。"""
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from dandang.foundation.audit import actions

    path = actions.write_checkpoint(out or settings.AUDIT_CHECKPOINTS, at=timezone.now())
    name = str(path) if path else ""
    return Answer({"checkpoint": name}, name or "还没有审计记录，不需要检查点")


@audit.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@answered
def export(file: Path) -> Answer:
    """把整条审计链写成一行一条的文件，供 scripts/verify_audit.py 独立核对；里面没有个人信息。"""
    start_django()
    from dandang.foundation.audit import queries

    count = 0
    with file.open("w", encoding="utf-8") as out:
        for line in queries.exported_lines():
            out.write(line + "\n")
            count += 1
    return Answer({"entries": count, "file": str(file)}, f"已写出 {count:,} 条到 {file}")
