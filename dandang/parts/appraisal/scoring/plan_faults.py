"""How does a fault in a plan read in Chinese? Turns schema errors and wrong sums into sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from pydantic import ValidationError

from . import points
from .faults import Fault

FUNCTION_LIST: Final = "efficacy(功效系数)、min_max、gap_closed、growth、kept"

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("缺少这一项。", "请补上。"),
    "extra_forbidden": ("方案里没有这一项。", "请检查拼写,或删去。"),
    "string_type": ("应为文字。", "请加上引号写成文字。"),
    "bool_type": ("应为 true 或 false。", "请改写,不加引号。"),
    "int_type": ("应为整数。", "请改成不带小数点、不加引号的整数。"),
    "int_from_float": ("应为整数。", "请改成不带小数点的整数。"),
    "decimal_type": ("应为数字。", "请写成普通十进制数字,例如 80 或 80.00。"),
    "is_instance_of": ("应为数字。", "请写成普通十进制数字,例如 80 或 80.00。"),
    "decimal_max_places": ("小数位太多。", "请减少小数位:权重、份额和底线最多 2 位,目标值最多 6 位。"),
    "decimal_max_digits": ("数字太长。", "请检查单位,整数部分最多 12 位。"),
    "decimal_whole_digits": ("数字太长。", "请检查单位,整数部分最多 12 位。"),
    "tuple_type": ("应为列表。", "请用方括号列出各项。"),
    "dict_type": ("应为一组名称和值。", "请用花括号写成“名称: 值”。"),
    "model_type": ("应为一组名称和值。", "请用花括号写成“名称: 值”。"),
    "model_attributes_type": ("应为一组名称和值。", "请用花括号写成“名称: 值”。"),
    "too_short": ("一项也没有。", "请至少写一项。"),
    "too_long": ("项目太多。", "请合并,最多 60 项。"),
}


def of_shape(error: ValidationError, file: str) -> Iterator[Fault]:
    """Every schema error as a fault, in the order of the plan."""
    for item in error.errors():
        reason, mend = _sentence(item["type"], item.get("ctx", {}), item["loc"])
        held = "" if item["type"] == "missing" else _short(item["input"])
        yield Fault(file, None, _path(item["loc"]), held, reason, mend)


def of_sums(source: Mapping[str, Any], file: str) -> Iterator[Fault]:
    """Weights and shares that do not add up to 100, read from the raw plan so that other faults do not hide them."""
    for column, key, what in (
        ("indicators", "weight", "指标权重"),
        ("rater_groups", "weight", "测评主体权重"),
        ("components", "share", "各部分份额"),
    ):
        total = _total(source.get(column), key)
        if total is not None and total != 100:
            yield Fault(
                file, None, f"{column}[].{key}", points.cell_text(total), f"{what}合计不是 100。", _how_far(total)
            )


def _how_far(total: Decimal) -> str:
    gap = points.cell_text(abs(total - 100))
    return f"还差 {gap},请调整到正好 100。" if total < 100 else f"多出 {gap},请调整到正好 100。"


def _total(items: object, key: str) -> Decimal | None:
    """The sum of the weights, or nothing when the list is absent or a weight is no number."""
    if not isinstance(items, list | tuple) or not items:
        return None
    texts = [points.cell_text(item.get(key)) if isinstance(item, Mapping) else "" for item in items]
    if not all(points.NUMBER.fullmatch(text) for text in texts):
        return None
    return sum((Decimal(text) for text in texts), Decimal(0))


def _sentence(kind: str, context: Mapping[str, Any], place: tuple[int | str, ...]) -> tuple[str, str]:
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    if kind == "literal_error":
        if place[-1] == "function":
            return "没有这个计分函数。", f"可用的有:{FUNCTION_LIST}。"
        return "不在允许的写法之内。", f"可用的写法:{context['expected']}。".replace(" or ", "、")
    if kind == "value_error":
        return str(context["error"]), "请换一个编号。"
    limits = {"greater_than": "须大于", "greater_than_equal": "不得小于", "less_than_equal": "不得大于"}
    if kind in limits:
        bound = next(iter(context.values()))
        return f"{limits[kind]} {bound}。", "请改正这个数。"
    return "写法不对。", "请对照方案格式改正。"


def _path(place: tuple[int | str, ...]) -> str:
    text = ""
    for step in place:
        text += f"[{step}]" if isinstance(step, int) else f"{'.' if text else ''}{step}"
    return text


def _short(value: object) -> str:
    text = points.cell_text(value)
    return text if len(text) <= 60 else text[:57] + "…"
