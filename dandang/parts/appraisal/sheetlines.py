"""The lines L1–L10 of one person in words and numbers, with the floor below which no class of raters is shown.

Pure: stored lines, plan and figures in, `ui.records.ScoreLine` out. A class with fewer ballots than the floor is merged
with the next smallest one, so that its mean cannot be worked out from the others and the item's score.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Clause, ScoreLine

from .schema import PlanBody
from .scoring.points import rhu

Stored = Mapping[str, Any]
FUNCTIONS = {"efficacy": "功效系数", "min_max": "按上下限折算", "gap_closed": "缩小差距", "growth": "增长"}
MERGED = "合并显示"


@dataclass(frozen=True, slots=True)
class MeanRow:
    """The mean of one class of raters, or of several merged, for one indicator; no value: too few to show."""

    indicator: str
    groups: tuple[str, ...]
    n: int
    dropped: int | None
    value_e4: int | None
    weight: int

    @property
    def label(self) -> str:
        return self.groups[0] if len(self.groups) == 1 else f"{'、'.join(self.groups)}（{MERGED}）"


def clusters(lines: Sequence[Stored], floor: int) -> list[tuple[str, ...]]:
    """Which classes of raters are shown alone and which together, the same for every indicator of the person."""
    fewest: dict[str, int] = {}
    for line in lines:
        if line["line"] == "L2":
            fewest[line["group"]] = min(line["n"], fewest.get(line["group"], line["n"]))
    small = [group for group, n in fewest.items() if n < floor]
    large = sorted((group for group, n in fewest.items() if n >= floor), key=lambda group: fewest[group])
    if not small:
        return [(group,) for group in fewest]
    while large and sum(fewest[group] for group in small) < floor:
        small.append(large.pop(0))
    kept = [group for group in fewest if group in large]
    return [*((group,) for group in kept), tuple(group for group in fewest if group in small)]


def mean_rows(lines: Sequence[Stored], body: PlanBody, floor: int) -> list[MeanRow]:
    """Line L2 as it may be shown."""
    weights = {group.id: group.weight for group in body.rater_groups}
    own = {(line["indicator"], line["group"]): line for line in lines if line["line"] == "L2"}
    rows = []
    for indicator in body.indicators:
        for groups in clusters(lines, floor):
            found = [own[indicator.id, group] for group in groups if (indicator.id, group) in own]
            if not found:
                continue
            n = sum(line["n"] for line in found)
            weight = sum(weights.get(line["group"], 0) for line in found)
            total = sum(weights.get(line["group"], 0) * line["value"] for line in found)
            value = rhu(total, weight) if n >= floor and weight else None
            dropped = found[0].get("dropped", 0) if len(groups) == 1 else None
            rows.append(MeanRow(indicator.id, tuple(line["group"] for line in found), n, dropped, value, weight))
    return rows


def score(value_e4: int | None) -> str:
    """A score with two decimals; words where there is none."""
    return "没有" if value_e4 is None else formats.score2_from_e4(value_e4)


def find(lines: Sequence[Stored], code: str, note: str = "") -> Stored | None:
    """The first line of a code, and of a note when given."""
    return next((line for line in lines if line["line"] == code and (not note or line.get("note") == note)), None)


# One function a line ---------------------------------------------------------------------------------------------


def l1(lines: Sequence[Stored], body: PlanBody) -> ScoreLine:
    """How many ballots count, by class."""
    counted: dict[str, int] = {}
    for line in lines:
        if line["line"] == "L2":
            counted[line["group"]] = max(line["n"], counted.get(line["group"], 0))
    promise = {group.id: "记名" if group.promise == "NAMED" else "保密" for group in body.rater_groups}
    rows = [(group, promise.get(group, ""), str(n)) for group, n in counted.items()]
    return ScoreLine(
        "L1", "计入的有效票", f"{sum(counted.values())} 张",
        "作废的票不计，本人给本人打的分不计。同一张票对同一项只计一次。",
        ("评议类别", "承诺", "有效票"), rows, frozenset({2}),
    )  # fmt: skip


def l2(rows: Sequence[MeanRow], floor: int, clause: Clause | None) -> ScoreLine:
    """The mean of every class, merged below the floor."""
    table = [
        (
            row.indicator,
            row.label,
            str(row.n),
            "按类计算" if row.dropped is None else f"各 {row.dropped}" if row.dropped else "不去",
            score(row.value_e4) if row.value_e4 is not None else f"不足 {floor} 票，不显示",
            str(row.weight),
        )
        for row in rows
    ]
    is_merged = any(len(row.groups) > 1 for row in rows)
    text = f"不足 {floor} 票的类别和别的类别合并显示，任何人都看不到单张票。" if is_merged else "任何人都看不到单张票。"
    classes = len({group for row in rows for group in row.groups})
    return ScoreLine(
        "L2", "每类评议人的平均分", f"{classes} 类", text,
        ("指标", "评议类别", "有效票", "去掉最高最低", "平均", "类别权重"), table, frozenset({2, 4, 5}), clause,
    )  # fmt: skip


def l3(lines: Sequence[Stored], body: PlanBody, figures: Mapping[str, Any]) -> ScoreLine:
    """Measured values and what they earn; `figures` are the rows of Measure by indicator."""
    goals = {item.id: item for item in body.indicators}
    rows = []
    for line in lines:
        if line["line"] != "L3":
            continue
        item, figure = goals[line["indicator"]], figures.get(line["indicator"])
        rows.append(
            (
                item.id, f"{figure.value}{item.unit}" if figure else "", item.x_bad or "不用", item.x_good or "不用",
                FUNCTIONS.get(item.function or "", ""), score(line["value"]), figure.source if figure else "",
            )
        )  # fmt: skip
    missing = [
        item.id for item in body.indicators if item.kind == "measure" and find_item(lines, "L3", item.id) is None
    ]
    text = f"{'、'.join(missing)}没有数据，不计入，也不当作零分。" if missing else ""
    return ScoreLine(
        "L3", "有目标值的指标换算成分", f"{len(rows)} 项" if rows else "没有",
        text or ("" if rows else "方案里没有数据指标。"),
        ("指标", "实际值", "不满意值", "满意值", "办法", "得分", "数据来源"), rows, frozenset({1, 2, 3, 5}),
    )  # fmt: skip


def find_item(lines: Sequence[Stored], code: str, indicator: str) -> Stored | None:
    return next((line for line in lines if line["line"] == code and line["indicator"] == indicator), None)


def l4(lines: Sequence[Stored], means: Sequence[MeanRow]) -> ScoreLine:
    """Each rated item from its classes, as a sum one can follow."""
    rows = []
    for line in lines:
        if line["line"] != "L4":
            continue
        own = [row for row in means if row.indicator == line["indicator"]]
        parts = [f"{row.weight}×{score(row.value_e4)}" for row in own if row.value_e4 is not None]
        whole = len(parts) == len(own)
        sum_text = f"（{' ＋ '.join(parts)}）÷ {line['denominator']}" if whole else "票数太少，只显示得分"
        rows.append((line["indicator"], sum_text, score(line["value"])))
    return ScoreLine(
        "L4", "按类别权重合成每项得分", f"{len(rows)} 项",
        "没有来的一类不计，不当作零分。算式里的平均分只写两位小数，计算用四位。",
        ("指标", "算式", "得分"), rows, frozenset({2}),
    )  # fmt: skip


def l5(lines: Sequence[Stored], value: str, text: str, clause: Clause | None) -> ScoreLine:
    """What a tolerated matter changes: own score, mean of the plain items, and what counts (the higher of the two)."""
    own = {line["indicator"]: line["value"] for line in lines if line["line"] in {"L3", "L4"}}
    rows = []
    for line in lines:
        if line["line"] != "L5":
            continue
        is_for_people = line["note"].startswith("manual")
        plain = rhu(line["numerator"], line["denominator"]) if "denominator" in line else None
        counts = "由人研究" if is_for_people else score(line.get("value"))
        rows.append((line["indicator"], score(own.get(line["indicator"])), score(plain), counts))
    return ScoreLine(
        "L5", "按规定不计入的事项", value, text, ("涉及的指标", "自己的分", "其余各项平均", "计入"), rows,
        frozenset({1, 2, 3}), clause,
    )  # fmt: skip


def l6(lines: Sequence[Stored], items: Mapping[str, int], body: PlanBody) -> ScoreLine:
    """The part of the year that is scored here, and how much of the plan was heard."""
    line, cover = find(lines, "L6", "component"), find(lines, "L6", "coverage")
    parts = [f"{item.weight}×{score(items[item.id])}" for item in body.indicators if item.id in items]
    heard = f"评议覆盖 {cover['value'] / 100:g}%，方案要求 {body.rules.min_cover_pct}% 以上。" if cover else ""
    if line is None:
        return ScoreLine("L6", "年度小计", "没有", f"没有可以计的项目。{heard}")
    text = f"（{' ＋ '.join(parts)}）÷ {line['denominator']} ＝ {score(line['value'])}。{heard}"
    with_rule = find(lines, "L6", "with_tolerance")
    if with_rule is not None:
        text += f"按不计入的规则算是 {score(with_rule['value'])}；涉及的权重超过方案上限，两个数都交考核委员会研究。"
    return ScoreLine("L6", "年度小计", score(line["value"]), text)


def l7(lines: Sequence[Stored], body: PlanBody, scores: Mapping[str, int]) -> ScoreLine:
    """The year from its parts; `scores` holds the imported parts in e4."""
    line, own = find(lines, "L7"), find(lines, "L6", "component")
    if line is None:
        return ScoreLine("L7", "全年得分", "没有", "没有可以计的部分。")
    present = line["note"].split("+")
    values = {**scores, "年度": own["value"] if own else None}
    parts = [f"{part.id} {score(values.get(part.id))}×{part.share}%" for part in body.components if part.id in present]
    absent = [part.id for part in body.components if part.id not in present]
    text = f"{'、'.join(absent)}没有成绩，不计入，其余部分按占比折算。" if absent else ""
    return ScoreLine("L7", " ＋ ".join(parts), score(line["value"]), text or "各部分的占比在方案里事先定好。")


def l8(total_e2: int | None) -> ScoreLine:
    """The published total."""
    text = "全年得分四舍五入到两位小数。名次和同分只看这两位。"
    return ScoreLine("L8", "公布的总分（两位小数）", "没有" if total_e2 is None else formats.score2(total_e2), text)


def l9(peer: Mapping[str, Any], least: int) -> ScoreLine:
    """The peer group by definition, its size and where its totals lie; no name, no rank."""
    if not peer:
        return ScoreLine("L9", "同类组", "不比较", f"能排名的不到 {least} 人，人太少，比较没有意义。")
    name = peer["name"] or "参加这次考核的全体"
    text = (
        f"中间一半的人在 {formats.score2(peer['lower_e2'])} 到 {formats.score2(peer['upper_e2'])} 分之间。"
        f"同一归口、同一层次不到 {least} 人的，并到同一层次；再不够的，并到全体。"
    )
    return ScoreLine("L9", f"同类组：{name}，{peer['n']} 人", f"中位数 {formats.score2(peer['median_e2'])}", text)


def l10(lines: Sequence[Stored], grade: str, excellent: str, clause: Clause | None) -> ScoreLine:
    """Places of the unit and what people decided."""
    line = find(lines, "L10")
    places = (
        f"本单位应参加 {line['n']} 人，{excellent}名额 {line['value']} 人。机器只排顺序、算名额，不定等次。"
        if line
        else ""
    )
    sentence = "等次由考核委员会研究确定"
    return ScoreLine("L10", sentence, grade or "还没有确定", places, clause=clause)
