"""The workbook of figures: written with one row for every figure that is wanted, read with every fault at its cell.

Pure: knows people and plans only as it is told. What is checked here is what scoring would refuse later.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import xlsxwriter

from dandang.foundation.guard import kinds, workbooks
from dandang.foundation.guard.problems import FileRefused, Place, Problem

from . import scoring
from .records import ComponentInput, MeasureInput
from .scoring import measures, points
from .scoring.plan import OWN_COMPONENT
from .scoring.rows import RowCheck

FIGURES, SCORES, HELP = "数据指标", "其他部分成绩", "填写说明"
WHO = ("单位", "编号", "姓名")
FIGURE_HEADS = (*WHO, "指标", "实际值", "基数", "目标", "数据来源")
SCORE_HEADS = (*WHO, "部分", "分数", "数据来源")
# Columns of a scoring row and the headings people fill in.
HEADINGS = {
    "person": "编号", "indicator": "指标", "value": "实际值", "base_value": "基数", "target": "目标",
    "component": "部分", "score": "分数",
}  # fmt: skip
PLACES = 4
LONGEST_SOURCE = 120
LONGEST_NUMBER = 24
MOST_PROBLEMS = 500


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the figures may be about: participant, what identifies them, and the key of their plan."""

    participant_id: int
    number: str
    name: str
    unit: str
    plan: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Whom and what a workbook may name: people by number, plans by key."""

    people: Mapping[str, Known]
    plans: Mapping[int, scoring.Plan]


@dataclass
class Reading:
    """What a workbook holds: rows fit to be kept, and every problem found."""

    figures: list[MeasureInput] = field(default_factory=list)
    scores: list[ComponentInput] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        return len(self.problems) >= MOST_PROBLEMS


def read(content: bytes, expected: Expected, *, file: str) -> Reading:
    """Read a filled workbook. Raises FileRefused for a file that is no such workbook at all."""
    if kinds.kind_of(content) is not kinds.Kind.ZIP:
        raise FileRefused("这不是 .xlsx 表格", "请用下载的表格填写，另存为 .xlsx 后再上传")
    book = workbooks.open_workbook(content)
    sheets = {sheet.name.strip(): sheet for sheet in book.shown}
    if FIGURES not in sheets and SCORES not in sheets:
        raise FileRefused(f"表格里没有“{FIGURES}”或“{SCORES}”工作表", "请用下载的表格填写，不要改工作表的名字")
    reading = Reading()
    for name, heads, reader in ((FIGURES, FIGURE_HEADS, _Figures), (SCORES, SCORE_HEADS, _Scores)):
        if name in sheets:
            _read_sheet(book, sheets[name], heads, reader(expected, file, name, reading))
    if not reading.figures and not reading.scores and not reading.problems:
        raise FileRefused("表格里一个数也没有填", "请填好再上传；没有的数留空")
    return reading


def _read_sheet(book: workbooks.Workbook, sheet: workbooks.SheetFacts, heads: Sequence[str], reader: _Reader) -> None:
    spoiled = workbooks.sheet_problems(reader.file, sheet)
    reader.reading.problems += spoiled
    bad_rows = {problem.place.row for problem in spoiled}
    for row in book.rows(sheet):
        if not reader.columns:
            reader.take_heads(row, heads)
            if not reader.columns:
                return
        elif any(cell.strip() for cell in row.cells) and row.number not in bad_rows:
            reader.take(row)
        if reader.reading.is_full:
            return


class _Reader:
    """What both sheets share: headings, who a row is about, and how a problem names its cell."""

    def __init__(self, expected: Expected, file: str, sheet: str, reading: Reading) -> None:
        self.expected, self.file, self.sheet, self.reading = expected, file, sheet, reading
        self.columns: dict[str, int] = {}
        self.seen: dict[tuple[int, str], int] = {}
        self.checks: dict[int, RowCheck] = {}

    def take_heads(self, row: workbooks.Row, heads: Sequence[str]) -> None:
        found = {cell.strip(): place for place, cell in enumerate(row.cells)}
        missing = [head for head in heads if head not in found and head not in ("单位", "姓名")]
        if missing:
            place = Place(self.file, self.sheet, row.number, missing[0])
            mend = "第一行要是表头；请用下载的表格填写，不要删列、改列名"
            self.reading.problems.append(Problem(place, "", f"没有“{'、'.join(missing)}”这一列", mend))
            return
        self.columns = {head: found[head] for head in heads if head in found}

    def take(self, row: workbooks.Row) -> None:
        raise NotImplementedError

    def text(self, row: workbooks.Row, head: str) -> str:
        return row.text(self.columns[head]).strip() if head in self.columns else ""

    def add(self, row: workbooks.Row, head: str, reason: str, mend: str) -> None:
        letter = workbooks.letter_of(self.columns[head]) if head in self.columns else ""
        place = Place(self.file, self.sheet, row.number, head, letter)
        self.reading.problems.append(Problem(place, self.text(row, head), reason, mend))

    def who(self, row: workbooks.Row) -> Known | None:
        """The person of a row; a wrong number, a name or unit that does not go with it is a problem."""
        one = self.expected.people.get(self.text(row, "编号"))
        name, unit = self.text(row, "姓名"), self.text(row, "单位")
        if one is None:
            what = "没有填编号" if not self.text(row, "编号") else "这次考核要确定等次的人里没有这个编号"
            self.add(row, "编号", what, "请对照下载的表格核对编号；不确定等次的人不用填")
        elif name and name != one.name:
            self.add(row, "姓名", f"编号 {one.number} 是{one.name}，不是“{name}”", "请核对编号和姓名，两个要是同一个人")
        elif unit and unit != one.unit:
            self.add(
                row, "单位", f"{one.name}在{one.unit}考核，不在“{unit}”", "请核对单位；调动过的人按参加考核的单位填"
            )
        else:
            return one
        return None

    def source(self, row: workbooks.Row) -> str | None:
        source = self.text(row, "数据来源")
        if not source:
            self.add(row, "数据来源", "没有填数据来源", "写明数从哪里来，比如“县政府督查室年度通报”")
        elif len(source) > LONGEST_SOURCE:
            self.add(row, "数据来源", f"超过 {LONGEST_SOURCE} 个字", "写简短一些，文件只写标题和文号")
        else:
            return source
        return None

    def is_repeated(self, row: workbooks.Row, one: Known, name: str, head: str) -> bool:
        before = self.seen.setdefault((one.participant_id, name), row.number)
        if before != row.number:
            self.add(row, head, f"{one.name}的“{name}”在第 {before} 行已经填过", "每人每项只留一行，删去多余的一行")
        return before != row.number

    def check(self, one: Known, table: str) -> RowCheck:
        """The scoring package's own check of a row, so that nothing kept here is refused later."""
        if one.plan not in self.checks:
            self.checks[one.plan] = RowCheck(self.expected.plans[one.plan], table, self.file, lambda _person: True)
        return self.checks[one.plan]

    def is_fit(self, row: workbooks.Row, one: Known, table: str, cells: Mapping[str, str]) -> bool:
        fault = self.check(one, table).fault(row.number, {"person": one.number, **cells})
        if fault is not None:
            self.add(row, HEADINGS.get(fault.column, "编号"), fault.reason.rstrip("。"), fault.mend.rstrip("。"))
        return fault is None

    def is_exact(self, row: workbooks.Row, heads: Iterable[str]) -> bool:
        """Whether the numbers have at most four decimals: more come from a spreadsheet's own arithmetic."""
        for head in heads:
            text = self.text(row, head)
            is_number = points.NUMBER.fullmatch(text) is not None
            if is_number and points.scaled(text, PLACES) is None:
                self.add(row, head, f"小数超过 {PLACES} 位", f"多半是公式算出来的，请四舍五入到 {PLACES} 位以内再填")
                return False
            if len(text) > LONGEST_NUMBER:
                self.add(row, head, "数字太长", "请核对单位，写成较大的单位，比如“万元”")
                return False
        return True


class _Figures(_Reader):
    """Sheet 数据指标."""

    def take(self, row: workbooks.Row) -> None:
        heads = ("实际值", "基数", "目标")
        if not any(self.text(row, head) for head in heads):
            return
        one = self.who(row)
        if one is None:
            return
        name = self.text(row, "指标")
        cells = {"indicator": name, "value": self.text(row, "实际值")}
        cells |= {"base_value": self.text(row, "基数"), "target": self.text(row, "目标")}
        if not self.is_exact(row, heads) or not self.is_fit(row, one, "measures", cells):
            return
        if self._is_far(row, one, cells) or self.is_repeated(row, one, name, "指标"):
            return
        source = self.source(row)
        if source is not None:
            self.reading.figures.append(
                MeasureInput(one.participant_id, name, cells["value"], source, cells["base_value"], cells["target"])
            )

    def _is_far(self, row: workbooks.Row, one: Known, cells: Mapping[str, str]) -> bool:
        """A value that would score beyond every mark before it is capped: a date, or a mistaken unit."""
        plan = self.expected.plans[one.plan]
        item = next(item for item in plan.indicators if item.id == cells["indicator"])
        uncapped = item.model_copy(update={"clip": False})
        u6 = {key: points.scaled(cells[key], points.MEASURE_PLACES) for key in ("value", "base_value", "target")}
        found = measures.fraction(uncapped, u6["value"] or 0, u6["base_value"], u6["target"])
        is_far = abs(points.rhu(found.numerator, found.denominator)) > points.HIGHEST_MEASURED_E4
        if is_far:
            self.add(row, "实际值", "离满意值和不满意值太远", "多半是填成了日期，或者单位不一致，请核对")
        return is_far


class _Scores(_Reader):
    """Sheet 其他部分成绩."""

    def take(self, row: workbooks.Row) -> None:
        if not self.text(row, "分数"):
            return
        one = self.who(row)
        if one is None:
            return
        name, score = self.text(row, "部分"), self.text(row, "分数")
        if not self.is_exact(row, ("分数",)):
            return
        if not self.is_fit(row, one, "components", {"component": name, "score": score}):
            return
        if self.is_repeated(row, one, name, "部分"):
            return
        source = self.source(row)
        score_e4 = points.scaled(score, points.SCORE_PLACES)
        if source is not None and score_e4 is not None:
            self.reading.scores.append(ComponentInput(one.participant_id, name, score_e4, source))


# The empty workbook ----------------------------------------------------------------------------------------------

_NOTES = (
    "每一行是一个人的一项。单位、编号、姓名、指标已经填好，请不要改。",
    "“实际值”填普通数字，比如 86.5，不带单位、百分号和千分位；最多四位小数。没有的数整行留空，不要填 0。",
    "“基数”“目标”只在方案用到的指标里填，比如缩小差距、增长。",
    "“数据来源”写明数从哪里来，每一行都要写。",
    "不要用公式；从别的表复制时，选择“只粘贴数值”。",
    "再次上传时，填了的行代替原来的数，留空的行不动原来的数。",
)


def blank(people: Sequence[Known], plans: Mapping[int, scoring.Plan]) -> bytes:
    """The workbook to fill in: a row for every measure of every person, and one for every other part of the year."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1})
    text = book.add_format({"num_format": "@"})
    for name, heads, items in ((FIGURES, FIGURE_HEADS, _measured), (SCORES, SCORE_HEADS, _imported)):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 3)
        sheet.set_column(0, 0, 24, text)
        sheet.set_column(1, len(heads) - 2, 14, text)
        sheet.set_column(len(heads) - 1, len(heads) - 1, 30, text)
        for column, word in enumerate(heads):
            sheet.write_string(0, column, word, head)
        rows = ((one, item) for one in people for item in items(plans[one.plan]))
        for number, (one, item) in enumerate(rows, start=1):
            for column, word in enumerate((one.unit, one.number, one.name, item)):
                sheet.write_string(number, column, word, text)
    notes = book.add_worksheet(HELP)
    notes.set_column(0, 0, 90)
    for number, note in enumerate(_NOTES):
        notes.write_string(number, 0, note)
    book.close()
    return target.getvalue()


def _measured(plan: scoring.Plan) -> list[str]:
    return [item.id for item in plan.indicators if item.is_measure]


def _imported(plan: scoring.Plan) -> list[str]:
    return [name for name in plan.shares if name != OWN_COMPONENT]
