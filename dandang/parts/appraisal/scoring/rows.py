"""Is one row of an input table fit to be scored, and if not, what is wrong with it?

Both engines ask these functions: the reference engine for every row, the DuckDB engine for the rows its own filters
found suspect. So a fault reads the same whichever engine met it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from . import measures, points
from .faults import Fault
from .plan import CLASS_COLUMNS, OWN_COMPONENT, Plan, key_fault

Row = Mapping[str, str]

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "people": ("person", "unit", "pool"),
    "ratings": ("person", "indicator", "group", "rater", "score"),
    "measures": ("person", "indicator", "value"),
    "tolerated": ("person", "indicator"),
    "components": ("person", "component", "score"),
}
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = {
    "people": CLASS_COLUMNS,
    "ratings": ("status", "submitted_at"),
    "measures": ("base_value", "target"),
    "tolerated": (),
    "components": (),
}
STATUSES: Final = ("", "valid", "late", "conflict", "withdrawn")


class RowCheck:
    """Checks rows of one table against the plan and the list of people."""

    def __init__(self, plan: Plan, table: str, file: str, is_known: Callable[[str], bool]) -> None:
        self._plan = plan
        self._table = table
        self.file = file
        self._is_known = is_known
        self._indicators = {indicator.id: indicator for indicator in plan.indicators}
        self._groups = {group.id for group in plan.rater_groups}

    def fault(self, number: int, row: Row) -> Fault | None:
        """The first fault of a row, or nothing."""
        check = getattr(self, f"_{self._table}")
        found = check(row)
        return None if found is None else self.at(number, row, *found)

    def at(self, number: int, row: Row, column: str, reason: str, mend: str) -> Fault:
        """A fault of this table at one row and column."""
        return Fault(self.file, number, column, row.get(column, ""), reason, mend)

    def repeated(self, number: int, row: Row) -> Fault:
        """The fault of a row whose key was already there."""
        column, what = {
            "people": ("person", "这个人"),
            "measures": ("indicator", "这个人的这项指标"),
            "components": ("component", "这个人的这一部分"),
        }[self._table]
        return self.at(number, row, column, f"{what}已经出现过一次。", "每个只能有一行,请删去多余的行。")

    def _people(self, row: Row) -> tuple[str, str, str] | None:
        for column in ("person", "unit", "pool"):
            reason = key_fault(row[column])
            if reason:
                return column, reason, "请填写不含空格和控制字符的编号。"
        return None

    def _ratings(self, row: Row) -> tuple[str, str, str] | None:
        found = self._person(row) or self._indicator(row, kind="rating")
        if found:
            return found
        if row["group"] not in self._groups:
            return "group", "方案里没有这类测评主体。", f"方案里有:{'、'.join(sorted(self._groups))}。"
        if not row["rater"]:
            return "rater", "测评人代号为空。", "请填写测评人代号,用来认出同一人重复投的票。"
        if row.get("status", "") not in STATUSES:
            return "status", "没有这种票面状态。", "可用的有:valid、late、conflict、withdrawn;空白即有效。"
        return _score(row)

    def _measures(self, row: Row) -> tuple[str, str, str] | None:
        found = self._person(row) or self._indicator(row, kind="measure")
        if found:
            return found
        indicator = self._indicators[row["indicator"]]
        assert indicator.function is not None
        values: dict[str, int] = {}
        for column in ("value", *measures.NEEDED_COLUMNS[indicator.function]):
            value = points.scaled(row.get(column, ""), points.MEASURE_PLACES)
            if value is None:
                return column, *_unreadable(row.get(column, ""), points.MEASURE_PLACES)
            values[column] = value
        if indicator.function == "growth" and values["base_value"] <= 0:
            return "base_value", "基期值不大于零,算不出增长倍数。", "请改用 gap_closed,或说明原因后不报这一项。"
        fraction = measures.fraction(indicator, values["value"], values.get("base_value"), values.get("target"))
        if abs(points.rhu(fraction.numerator, fraction.denominator)) > points.HIGHEST_MEASURED_E4:
            return "value", "算出的得分超出正负一万分。", "多半是单位与目标值不一致,请核对。"
        return None

    def _tolerated(self, row: Row) -> tuple[str, str, str] | None:
        return self._person(row) or self._indicator(row, kind="")

    def _components(self, row: Row) -> tuple[str, str, str] | None:
        found = self._person(row)
        if found:
            return found
        names = [name for name in self._plan.shares if name != OWN_COMPONENT]
        if row["component"] == OWN_COMPONENT:
            return "component", f"“{OWN_COMPONENT}”由本次计算得出,不能导入。", "请删去这一行。"
        if row["component"] not in names:
            return "component", "方案里没有这一部分。", f"方案里有:{'、'.join(names) or '无'}。"
        return _score(row)

    def _person(self, row: Row) -> tuple[str, str, str] | None:
        if not self._is_known(row["person"]):
            return "person", "人员表里没有这个人。", "请核对编号和首尾空格,或先把此人加入人员表。"
        return None

    def _indicator(self, row: Row, *, kind: str) -> tuple[str, str, str] | None:
        indicator = self._indicators.get(row["indicator"])
        if indicator is None:
            return "indicator", "方案里没有这个指标。", f"方案里有:{'、'.join(self._indicators)}。"
        if kind == "rating" and indicator.is_measure:
            return "indicator", "这是量化指标,不由测评打分。", "请把数值放进量化数据表。"
        if kind == "measure" and not indicator.is_measure:
            return "indicator", "这是测评指标,没有量化数值。", "请把打分放进测评表。"
        return None


def _score(row: Row) -> tuple[str, str, str] | None:
    score = points.scaled(row["score"], points.SCORE_PLACES)
    if score is None:
        return "score", *_unreadable(row["score"], points.SCORE_PLACES)
    if not 0 <= score <= points.FULL_SCORE_E4:
        return "score", "分数不在 0 到 100 之间。", "请按百分制填写。"
    return None


def _unreadable(text: str, places: int) -> tuple[str, str]:
    if not text:
        return "数字为空。", "请填写数字;没有这项数据的,删去整行。"
    found = points.NUMBER.fullmatch(text)
    if found:
        return f"小数超过 {places} 位。", f"请四舍五入到 {places} 位以内。"
    return "不是普通的十进制数字。", "请写成 86.5 这样的数字,不带单位、百分号、千分位和指数。"
