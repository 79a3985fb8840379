"""The workbook in which a unit keys many paper slips at once: made here, and read back with every fault named.

One sheet per rater group; a slip is a block of rows with the same number in 第几张, its code stands in the first row.
Nothing of it is kept: the file travels with the page until it is imported, so no code is ever stored beside marks.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import xlsxwriter

from dandang.foundation.guard.kinds import Kind, kind_of
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.workbooks import Row, SheetFacts, Workbook, letter_of, open_workbook, sheet_problems

from ..errors import NotYet, WrongState
from ..models import CycleUnit, Participant, Roll, Ticket
from ..records import SheetPerson, SlipMarks
from ..states import CycleState
from ..tickets import digest, score_e4
from . import ballots

SLIP, CODE, NUMBER, NAME = "第几张", "票号", "人员编号", "姓名"
_FIXED = (SLIP, CODE, NUMBER, NAME)
GUIDE = "填写说明"
MOST_ROWS = 20_000
MOST_BYTES = 4 * 1024 * 1024
BATCH = 400
_RANGE = "填 0 到 100 之间的数，最多四位小数；不了解的留空"
_FROM_HERE = "用这一页下载的表格填写，不要改第一行"


# Making it -------------------------------------------------------------------------------------------------------


def empty_book(unit: CycleUnit) -> bytes:
    """Make the workbook with a block of rows for every slip still out. Refuses outside the round and before issuing."""
    _require_balloting(unit)
    rolls = [row for row in ballots.roll_rows(unit) if row.roll.issued]
    if not rolls:
        raise NotYet("这个单位还没有发票。请先在单位测评页发票，再下载录入表。")
    numbers = _numbers(unit)
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    _write_guide(book, unit)
    for row in rolls:
        _write_group(book, row.roll, row.unused, numbers)
    book.close()
    return target.getvalue()


def _write_guide(book: xlsxwriter.Workbook, unit: CycleUnit) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 90)
    bold = book.add_format({"bold": True, "font_size": 14})
    lines = (
        f"{unit.organisation_name} {unit.cycle.year} 年度民主测评 录入表",
        "每个评议类别一张表，表名就是评议类别。",
        "一张纸质票占一段，同一段的“第几张”相同。票号照票面填在这一段的第一行，16 位，短横线可以不写。",
        "每人一行，把票面上的分填进指标列：0 到 100，最多四位小数。不了解、要回避的留空。",
        "没有收回的票，整段留空，不用删。",
        "不要改第一行和“人员编号”。票段不够的，复制一段，换一个“第几张”。",
        "填好后在同一页上传，先核对，再导入。有一处错，整个文件都不导入。",
        "录入表里有票号和分数。导入以后请删去这个文件，纸质票封存。",
    )
    for place, line in enumerate(lines):
        sheet.write_string(place, 0, line, bold if place == 0 else None)


def _write_group(book: xlsxwriter.Workbook, roll: Roll, slips: int, numbers: dict[int, str]) -> None:
    people = ballots.sheet_of(roll)
    indicators = _indicators(people)
    sheet = book.add_worksheet(sheet_name(roll.group))
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1, "text_wrap": True})
    text, none = book.add_format({"num_format": "@"}), book.add_format({"bg_color": "#DDDDDD"})
    sheet.freeze_panes(1, len(_FIXED))
    sheet.set_column(0, 0, 7)
    sheet.set_column(1, 1, 24, text)
    sheet.set_column(2, 3, 12, text)
    sheet.set_column(4, 3 + len(indicators), 10)
    for place, heading in enumerate((*_FIXED, *indicators)):
        sheet.write_string(0, place, heading, head)
    at = 1
    for slip in range(1, min(slips, MOST_ROWS // max(len(people), 1)) + 1):
        for person in people:
            sheet.write_number(at, 0, slip)
            sheet.write_string(at, 2, numbers[person.participant_id], text)
            sheet.write_string(at, 3, person.name, text)
            own = {name for name, _ in person.indicators}
            for place, name in enumerate(indicators, len(_FIXED)):
                if name not in own:
                    sheet.write_blank(at, place, None, none)
            at += 1


def sheet_name(group: str) -> str:
    """The name of a group's sheet: what spreadsheets forbid in names is left out."""
    return re.sub(r"[\[\]:*?/\\']", "", group)[:31] or "评议"


def _indicators(people: Sequence[SheetPerson]) -> list[str]:
    return list(dict.fromkeys(name for person in people for name, _ in person.indicators))


def _numbers(unit: CycleUnit) -> dict[int, str]:
    return dict(Participant.objects.filter(unit=unit).values_list("pk", "person_number"))


def _require_balloting(unit: CycleUnit) -> None:
    if unit.cycle.state != CycleState.BALLOTING:
        raise WrongState(f"这次考核现在是“{unit.cycle.get_state_display()}”，不能办理测评。")


# Reading it back -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FilledBook:
    """What a filled workbook holds: slips that can be taken, and everything that has to be mended first."""

    slips: Sequence[SlipMarks]
    problems: Sequence[Problem]
    groups: Sequence[tuple[str, int]]
    untouched: int

    @property
    def is_ready(self) -> bool:
        return bool(self.slips) and not self.problems


@dataclass(slots=True)
class _Heads:
    """Where the columns of one sheet stand."""

    at: dict[str, int]
    indicators: dict[str, int]


@dataclass(slots=True)
class _Block:
    """The rows of one slip."""

    place: Place
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What one pass over a workbook gathers."""

    unit: CycleUnit
    file: str
    rolls: dict[str, Roll]
    people: dict[str, int]
    slips: list[SlipMarks] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seen: dict[str, Place] = field(default_factory=dict)
    untouched: int = 0

    def fault(self, place: Place, value: str, reason: str, mend: str) -> None:
        self.problems.append(Problem(place, value, reason, mend))


def read_book(unit: CycleUnit, data: bytes, file: str) -> FilledBook:
    """Read a filled workbook without writing anything; every fault has its sheet, row, column, reason and mend.

    Refuses outside the round, and what is no workbook, is locked by a password or holds no sheet of a rater group.
    """
    _require_balloting(unit)
    if len(data) > MOST_BYTES:
        raise FileRefused(f"文件超过 {MOST_BYTES // 1024 // 1024} MB", "删去用不到的行，或者分几次录入")
    if kind_of(data) is not Kind.ZIP:
        raise FileRefused("这不是 .xlsx 表格", _FROM_HERE)
    book = open_workbook(data)
    rolls = {sheet_name(roll.group): roll for roll in unit.rolls.all()}
    people = {number: pk for pk, number in _numbers(unit).items()}
    reading = _Reading(unit, file, rolls, people)
    known = [facts for facts in book.shown if facts.name in rolls]
    if not known:
        raise FileRefused("里面没有评议类别的表", _FROM_HERE)
    for facts in book.shown:
        if facts.name not in rolls and facts.name != GUIDE and facts.cells:
            reason = f"没有叫“{facts.name}”的评议类别"
            reading.fault(Place(file, facts.name), "", reason, "删去这张表，或改回原来的表名")
    for facts in known:
        reading.problems += sheet_problems(file, facts)
        _read_sheet(reading, book, facts)
    groups = [(roll.group, reading.counts[name]) for name, roll in rolls.items() if name in reading.counts]
    return FilledBook(reading.slips, reading.problems, groups, reading.untouched)


def _read_sheet(reading: _Reading, book: Workbook, facts: SheetFacts) -> None:
    roll = reading.rolls[facts.name]
    sheet = ballots.sheet_of(roll)
    rows = book.rows(facts)
    heads = _heads(reading, facts, next(rows, None), _indicators(sheet))
    if heads is None:
        return
    blocks = list(_blocks(reading.file, facts.name, heads, rows))
    filled = [block for block in blocks if _is_touched(block, heads)]
    reading.untouched += len(blocks) - len(filled)
    tickets = _tickets({_code(block, heads) for block in filled})
    for block in filled:
        _read_block(reading, roll, sheet, heads, block, tickets)


def _heads(reading: _Reading, facts: SheetFacts, row: Row | None, indicators: Sequence[str]) -> _Heads | None:
    """Find the columns by their headings; a missing one is named and the sheet is left alone."""
    texts = [text.strip() for text in row.cells] if row is not None and row.number == 1 else []
    missing = [name for name in (CODE, NUMBER, NAME, *indicators) if name not in texts]
    double = sorted({text for text in texts if text and texts.count(text) > 1})
    here = Place(reading.file, facts.name, 1)
    if missing:
        reading.fault(here, "", f"第一行缺少“{'”“'.join(missing)}”", _FROM_HERE)
    if double:
        reading.fault(here, "", f"第一行的“{'”“'.join(double)}”写了两次", "删去多出来的一列")
    if missing or double:
        return None
    at = {name: texts.index(name) for name in _FIXED if name in texts}
    return _Heads(at, {name: texts.index(name) for name in indicators})


def _blocks(file: str, sheet: str, heads: _Heads, rows: Iterator[Row]) -> Iterator[_Block]:
    """Cut the rows into slips: by 第几张, else by the code; a row with neither belongs to the slip above."""
    found: dict[str, _Block] = {}
    last = ""
    for row in rows:
        if not any(text.strip() for text in row.cells):
            continue
        slip, code = row.text(heads.at.get(SLIP, -1)).strip(), row.text(heads.at[CODE]).strip()
        last = f"n{slip}" if slip else f"c{digest(code)}" if code else last
        block = found.setdefault(last, _Block(Place(file, sheet, row.number)))
        block.rows.append(row)
    yield from found.values()


def _is_touched(block: _Block, heads: _Heads) -> bool:
    places = [heads.at[CODE], *heads.indicators.values()]
    return any(row.text(place).strip() for row in block.rows for place in places)


def _codes(block: _Block, heads: _Heads) -> list[tuple[Row, str]]:
    texts = [(row, row.text(heads.at[CODE]).strip()) for row in block.rows]
    return [(row, text) for row, text in texts if text]


def _code(block: _Block, heads: _Heads) -> str:
    return next((code for _, code in _codes(block, heads)), "")


def _tickets(codes: set[str]) -> dict[str, Ticket]:
    digests = sorted({digest(code) for code in codes if code})
    found: dict[str, Ticket] = {}
    for start in range(0, len(digests), BATCH):
        rows = Ticket.objects.select_related("roll__unit__cycle").filter(digest__in=digests[start : start + BATCH])
        found |= {row.digest: row for row in rows}
    return found


def _read_block(
    reading: _Reading,
    roll: Roll,
    sheet: Sequence[SheetPerson],
    heads: _Heads,
    block: _Block,
    tickets: dict[str, Ticket],
) -> None:
    before = len(reading.problems)
    ticket = _ticket_of(reading, roll, heads, block, tickets)
    rater = ticket.rater_id if ticket is not None else None
    people = {one.participant_id: one for one in ballots.with_recusals(sheet, roll, rater)}
    marks: dict[str, dict[str, int]] = {}
    for row in block.rows:
        person = _person_of(reading, people, heads, block, row, marks)
        if person is not None:
            given = _marks_of(reading, person, heads, block, row)
            marks[str(person.participant_id)] = given
    marks = {who: given for who, given in marks.items() if given}
    code = _code(block, heads)
    if not marks and code and len(reading.problems) == before:
        place = _at(block, block.rows[0], heads, CODE)
        reading.fault(place, code, "这张票全部空着，没有可以计的分", "照票面补填；真是空白票的，去掉票号")
    reading.counts[block.place.sheet] = reading.counts.get(block.place.sheet, 0) + 1
    if len(reading.problems) == before:
        reading.slips.append(SlipMarks(block.rows[0].number, code, marks, block.place.sheet))


def _ticket_of(
    reading: _Reading, roll: Roll, heads: _Heads, block: _Block, tickets: dict[str, Ticket]
) -> Ticket | None:
    """The ticket of a slip; what is wrong with its code is named in the cell where it stands."""
    codes = _codes(block, heads)
    if not codes:
        place = _at(block, block.rows[0], heads, CODE)
        reading.fault(place, "", "有分数，没有票号", "照票面补填 16 位票号")
        return None
    row, code = codes[0]
    place = _at(block, row, heads, CODE)
    for other, text in codes[1:]:
        if digest(text) != digest(code):
            reading.fault(_at(block, other, heads, CODE), text, "同一张票写了两个票号", "一段只写一个票号，写在第一行")
    mark = digest(code)
    if mark in reading.seen:
        first = reading.seen[mark]
        where = f"“{first.sheet}”第 {first.row} 行"
        reading.fault(place, code, f"这个票号在{where}已经写过", "一张票只录一次，对照纸质票改正")
        return None
    reading.seen[mark] = place
    ticket = tickets.get(mark)
    fault = ballots.ticket_fault(ticket)
    if ticket is None or fault:
        reason, _, mend = fault.partition("。")
        reading.fault(place, code, reason, mend.strip("。") or "请核对票号")
    elif ticket.roll.unit_id != reading.unit.pk:
        reading.fault(place, code, "这张票不是这个单位的", "核对票上印的单位名称，交给那个单位录入")
    elif ticket.roll_id != roll.pk:
        reading.fault(
            place, code, f"这张票的评议类别是“{ticket.roll.group}”", f"剪到“{sheet_name(ticket.roll.group)}”那张表里"
        )
    else:
        return ticket
    return None


def _person_of(
    reading: _Reading,
    people: dict[int, SheetPerson],
    heads: _Heads,
    block: _Block,
    row: Row,
    marks: dict[str, dict[str, int]],
) -> SheetPerson | None:
    number, name = row.text(heads.at[NUMBER]).strip(), row.text(heads.at[NAME]).strip()
    if not any(row.text(place).strip() for place in heads.indicators.values()):
        return None
    place = _at(block, row, heads, NUMBER)
    person = people.get(reading.people.get(number, 0))
    if person is None:
        reading.fault(place, number or name, "这张票上没有这个人", "对照下载的表改回人员编号")
    elif name and name != person.name:
        reason = f"编号 {number} 是{person.name}，姓名对不上"
        reading.fault(_at(block, row, heads, NAME), name, reason, "对照纸质票，改正编号或姓名")
    elif str(person.participant_id) in marks:
        reading.fault(place, number, f"{person.name}在这张票里写了两行", "删去多出来的一行")
    elif person.is_recused:
        reading.fault(place, person.name, f"评议人和{person.name}有亲属关系，或者就是本人，要回避", "把这一行的分清空")
    else:
        return person
    return None


def _marks_of(reading: _Reading, person: SheetPerson, heads: _Heads, block: _Block, row: Row) -> dict[str, int]:
    own = {name for name, _ in person.indicators}
    given: dict[str, int] = {}
    for indicator, column in heads.indicators.items():
        text = row.text(column).strip()
        if not text:
            continue
        place = _at(block, row, heads, indicator)
        score = score_e4(text)
        if indicator not in own:
            reading.fault(place, text, f"{person.name}的方案里没有“{indicator}”", "把这一格清空")
        elif score is None:
            reading.fault(place, text, f"“{text[:12]}”不是 0 到 100 之间、最多四位小数的分数", _RANGE)
        else:
            given[indicator] = score
    return given


def _at(block: _Block, row: Row, heads: _Heads, column: str) -> Place:
    index = heads.indicators.get(column, heads.at.get(column, 0))
    return Place(block.place.file, block.place.sheet, row.number, column, letter_of(index))
