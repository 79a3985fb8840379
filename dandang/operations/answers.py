"""What does a command print, and with which exit code? One JSON value on stdout, progress on stderr, 0 / 1 / 2.

Knows neither Django nor a database, so that commands on files alone start fast.
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ParamSpec

import click

DONE, REFUSED, USAGE = 0, 1, 2
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found: `value` for machines, `text` for people, the exit code."""

    value: Any
    text: str = ""
    exit_code: int = DONE


class CommandRefused(Exception):
    """Input that is refused: `errors` is the list the JSON holds, `text` what people read."""

    def __init__(self, errors: Iterable[dict[str, Any]], text: str = "") -> None:
        self.errors = list(errors)
        self.text = text or "\n".join(str(error.get("reason", "")) for error in self.errors)
        super().__init__(self.text)


def error(reason: str, *, mend: str = "", code: str = "", **place: Any) -> dict[str, Any]:
    """One refusal in the shape every command prints: file, sheet, row, column, value, reason, mend."""
    empty: dict[str, Any] = {"file": "", "sheet": "", "row": 0, "column": "", "value": ""}
    return empty | place | {"reason": reason, "mend": mend} | ({"code": code} if code else {})


def answered(command: Callable[Given, Answer]) -> Callable[Given, None]:
    """Give a command `--json` and turn its answer, or a refusal, into output and exit code.

    A refusal of the house (`ground.refusal.Refusal`) and a `CommandRefused` end with 1; anything unforeseen is not
    caught, since a wrong program must not look like refused input.
    """

    @click.option("--json", "as_json", is_flag=True, help="只在标准输出打印一个 JSON 值")
    @functools.wraps(command)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> None:
        as_json = bool(kwargs.pop("as_json", False))
        _print(_outcome(command, *args, **kwargs), as_json=as_json)

    return run


def progress(done: int, total: int, unit: str = "人") -> None:
    """Write progress to stderr: one line over itself on a terminal, else a line for each tenth."""
    is_terminal = sys.stderr.isatty()
    is_tenth = total <= 0 or done >= total or done * 10 // total != (done - 1) * 10 // total
    if is_terminal or is_tenth:
        end = "\r" if is_terminal and done < total else "\n"
        click.echo(f"已完成 {done:,} {unit}，共 {total:,} {unit}{end}", err=True, nl=False)


def _outcome(command: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
    from dandang.foundation.ground.refusal import Refusal

    try:
        return command(*args, **kwargs)
    except CommandRefused as refused:
        return Answer({"errors": refused.errors}, refused.text, REFUSED)
    except Refusal as refusal:
        found = error(refusal.sentence, code=refusal.code, column=refusal.field)
        return Answer({"errors": [found]}, refusal.sentence, REFUSED)
    except Exception as fault:
        if not _means_no_tables(fault):
            raise
        sentence = "数据库还没有建表，或者是旧版的表。请先运行 ./go demo（示例县）或者 ./go serve"
        return Answer({"errors": [error(sentence, code="no_tables")]}, sentence, REFUSED)


def _means_no_tables(fault: Exception) -> bool:
    """Both engines' words for a table that is missing; told by name, since this module does not know Django."""
    text = str(fault)
    is_database = type(fault).__name__ in {"OperationalError", "ProgrammingError"}
    return is_database and ("no such table" in text or "no such column" in text or "does not exist" in text)


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer.value, ensure_ascii=False, indent=1, default=str))
    elif answer.text:
        click.echo(answer.text, err=answer.exit_code != DONE)
    click.get_current_context().exit(answer.exit_code)
