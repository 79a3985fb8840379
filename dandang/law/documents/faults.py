"""What is wrong with the facts of a paper, said in one Chinese sentence: where, why, how to mend."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from dandang.law.documents.kinds import PaperKind

_MOST_NAMED = 3


def sentence_of(problem: ValidationError, kind: PaperKind, number: int = 0) -> tuple[str, str]:
    """Return the sentence and the path of the first wrong field. `number` says which paper of a batch, 0 for none."""
    faults = problem.errors(include_url=False)
    said = [_said(fault, kind.schema) for fault in faults[:_MOST_NAMED]]
    rest = len(faults) - len(said)
    if rest > 0:
        said.append(_("另有 %(count)d 处") % {"count": rest})
    which = _("第 %(number)d 份") % {"number": number} if number else ""
    sentence = _("%(paper)s%(which)s没有印：%(faults)s。请改好后再打印。") % {
        "paper": kind.title,
        "which": which,
        "faults": "；".join(said),
    }
    return sentence, ".".join(str(part) for part in faults[0]["loc"])


def _said(fault: Any, schema: type[BaseModel]) -> str:
    where = _where(fault["loc"], schema)
    return _("“%(where)s”%(why)s") % {"where": where, "why": _why(fault)} if where else _why(fault)


def _why(fault: Any) -> str:
    context, kind = fault.get("ctx", {}), fault["type"]
    if kind == "value_error":
        return str(context["error"])
    if kind == "literal_error":
        return _("只能是 %(choices)s") % {"choices": context["expected"].replace("'", "").replace(" or ", "、")}
    if "max_length" in context:
        is_text = isinstance(fault["input"], str)
        most = {"most": context["max_length"]}
        return _("太长，最多 %(most)d 个字") % most if is_text else _("太多，最多 %(most)d 项") % most
    for beginning, sentence in _plain_reasons():
        if kind.startswith(beginning):
            return sentence % {"given": _short(fault["input"])}
    return _("的内容读不懂：%(given)s") % {"given": _short(fault["input"])}


def _plain_reasons() -> tuple[tuple[str, str], ...]:
    """Kinds of fault, by the beginning of pydantic's name for them, whose sentence needs only what was given."""
    return (
        ("missing", _("没有填")),
        ("extra_forbidden", _("不是这种文书的栏目，请去掉")),
        ("string_too_short", _("不能空着")),
        ("too_short", _("不能空着")),
        ("greater_than", _("数字超出范围：%(given)s")),
        ("less_than", _("数字超出范围：%(given)s")),
        ("date_", _("不是日期：%(given)s，应写成 2026-11-23")),
        ("int_", _("应是整数，现在是 %(given)s")),
    )


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else text[:30] + "…"


def _where(loc: tuple[int | str, ...], schema: type[BaseModel]) -> str:
    """The path in the words of the form: 家庭主要成员及重要社会关系 第 2 项 称谓 (family.1.relation)."""
    words: list[str] = []
    current: type[BaseModel] | None = schema
    for part in loc:
        if isinstance(part, int):
            words.append(_("第 %(number)d 项") % {"number": part + 1})
            continue
        info = current.model_fields.get(part) if current else None
        words.append((info.title if info and info.title else part) or part)
        current = _model_inside(info.annotation) if info else None
    return " ".join(words)


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    """The model that a field, or the items of a list field, consist of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if inner is not Ellipsis and (found := _model_inside(inner)):
            return found
    return None
