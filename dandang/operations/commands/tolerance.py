"""`dandang tolerance evaluate`: what the rules in force on the day of the act say about the facts of a case."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dandang.law.policies.records import Advice, Evaluation, FactDefinition, Outcome, TraceLine
from dandang.operations.answers import Answer, CommandRefused, answered, error
from dandang.operations.commands.policy import open_library

LARGEST_FILE = 256 * 1024  # bytes; a facts file has some fifty lines
MET = {True: "符合", False: "不符合", None: "不知道"}
MET_AGAINST = {True: "落入", False: "没有落入", None: "不知道"}
PARTS = {
    "SCOPE": "适用的领域",
    "CONDITION": "条件",
    "POSITIVE": "可以容错的情形",
    "NEGATIVE": "不予容错的情形",
    "STOP": "红线",
}


@click.group()
def tolerance() -> None:
    """容错条件的对照；只作提示，不作决定。"""


@tolerance.command()
@click.argument("facts", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--region", required=True, help="GB/T 2260 六位代码，如 340000；全国写 000000")
@click.option("--acted-on", required=True, type=click.DateTime(["%Y-%m-%d"]), help="行为发生的日期，写成 2024-03-15")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="到哪一天为止看有没有较轻的新规定，缺省是今天")
@click.option("--document", default="", help="只按这个文件对照，写它的代码，如 shandong-free-trade-zone")
@answered
def evaluate(facts: Path, region: str, acted_on: datetime, day: datetime | None, document: str) -> Answer:
    """按行为当日有效的规则表对照事实；事实不全的说明还缺什么。"""
    given = read_facts(facts)
    open_library()
    from django.utils import timezone

    from dandang.law.policies import errors, queries

    until = day.date() if day else timezone.localdate()
    _require_order(acted_on.date(), until)
    try:
        found = queries.advise(given, region=region, acted_on=acted_on.date(), on=until, document=document)
    except errors.BadFacts as refused:
        wrong = [error(one.what, mend=one.mend, file=facts.name, column=one.key) for one in refused.problems]
        raise CommandRefused(
            wrong, "\n".join(f"{one.key}：{one.what}。{one.mend}。" for one in refused.problems)
        ) from None
    catalogue = {one.key: one for one in queries.fact_catalogue()}
    return Answer(as_json(found), as_text(found, catalogue))


def _require_order(acted_on: date, on: date) -> None:
    if acted_on > on:
        what = f"行为日期 {acted_on.isoformat()} 在 {on.isoformat()} 之后"
        raise CommandRefused([error(what, mend="请核对 --acted-on", column="acted-on", value=acted_on.isoformat())])


# Reading ---------------------------------------------------------------------------------------------------------


def read_facts(path: Path) -> dict[str, Any]:
    """Return the facts of a file: one JSON object, or one under the name `facts`. Refuses anything else in words."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _refused(path, "文件太大，不像是一份事实表", f"请控制在 {LARGEST_FILE // 1024} KB 以内")
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise _refused(path, "没有找到这个文件", "请核对文件名") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise _refused(path, f"文件读不出来（{type(problem).__name__}）", "请确认能打开，并存成 UTF-8") from None
    try:
        raw = json.loads(text, object_pairs_hook=_each_key_once)
    except _Twice as twice:
        raise _refused(path, f"“{twice}”写了两次", "请只留一个") from None
    except (ValueError, RecursionError) as problem:
        line = f"第 {problem.lineno} 行" if isinstance(problem, json.JSONDecodeError) else ""
        raise _refused(path, f"{line}不是合格的 JSON", "写法见 docs/tolerance-facts.md") from None
    facts = raw.get("facts", raw) if isinstance(raw, dict) else raw
    if not isinstance(facts, dict):
        raise _refused(path, "事实要写成“事实: 回答”的一组", "写法见 docs/tolerance-facts.md")
    return facts


class _Twice(Exception):
    """A fact given twice: one of the two answers would be lost."""


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _Twice(key)
        seen[key] = value
    return seen


def _refused(path: Path, what: str, mend: str) -> CommandRefused:
    return CommandRefused([error(what, mend=mend, file=path.name)], f"{path.name}：{what}。{mend}。")


# Writing ---------------------------------------------------------------------------------------------------------


def as_json(found: Advice) -> dict[str, Any]:
    """Return the answer of SPEC §12, with what a later milder rule says beside it."""
    shown = found.of_the_day
    answer = _evaluation(shown) if shown else {"advice": "CANNOT_SAY", "missing": [], "trace": [], "edition": None}
    return answer | {
        "acted_on": found.acted_on.isoformat(),
        "on": found.on.isoformat(),
        "later": _evaluation(found.milder) if found.milder else None,
        "later_undecided": [
            {"edition": one.edition, "document": one.document_title, "missing": list(one.missing)}
            for one in found.undecided
        ],
        "why": found.why,
    }


def _evaluation(one: Evaluation) -> dict[str, Any]:
    return {
        "advice": one.advice,
        "label": one.advice_label,
        "missing": list(one.missing),
        "trace": [_trace_line(line) for line in one.trace],
        "edition": one.edition,
        "document": one.document_title,
        "region": one.region,
        "outcomes": [_outcome(outcome) for outcome in (one.outcome, *one.alternatives) if outcome is not None],
    }


def _trace_line(line: TraceLine) -> dict[str, Any]:
    return {
        "condition": line.condition,
        "part": line.part,
        "label": line.label,
        "element": line.element,
        "clause": line.citation,
        "met": line.met,
        "why": line.why,
        "missing": list(line.missing),
    }


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "code": outcome.code,
        "label": outcome.label,
        "clause": outcome.citation.text,
        "needs_correction": outcome.needs_correction,
        "effects": [
            {
                "kind": effect.kind,
                "assessments": list(effect.assessments),
                "awards": effect.awards,
                "selection": effect.selection,
                "months": effect.months,
                "clause": effect.citation.text,
                "own_reading": effect.reading.text if effect.reading else None,
            }
            for effect in outcome.effects
        ],
    }


def as_text(found: Advice, catalogue: dict[str, FactDefinition]) -> str:
    """Return the answer for people: the advice, what is missing, and each condition with its clause."""
    lines = [found.why]
    if found.of_the_day:
        lines += _lines(found.of_the_day, catalogue)
    if found.milder:
        lines += ["", *_lines(found.milder, catalogue)]
    return "\n".join([*lines, "", "以上只是规则对照，供研究参考；认定由有权机关集体作出。"])


def _lines(one: Evaluation, catalogue: dict[str, FactDefinition]) -> list[str]:
    lines = ["", f"{one.document_title}（{one.edition}）：{one.advice_label}"]
    if one.missing:
        lines += ["还缺这些事实："]
        lines += [f"  {key}　{catalogue[key].label}" for key in one.missing]
    part = ""
    for line in one.trace:
        if line.part != part:
            part = line.part
            lines.append(f"{PARTS[part]}：")
        words = MET_AGAINST if part in ("NEGATIVE", "STOP") else MET
        lines.append(f"  [{words[line.met]}] {line.label}（{line.citation}）")
        lines.append(f"      {line.why}")
    return lines
