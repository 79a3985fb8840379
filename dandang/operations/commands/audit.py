"""`dandang audit verify`: is the record whole? Exit codes of their own (SPEC PL-05), 64 for wrong usage."""

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
