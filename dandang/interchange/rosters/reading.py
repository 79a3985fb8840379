"""Rows of a roster into a proposal of columns, and with the columns a person confirmed into drafts."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.text import DecodedText
from dandang.foundation.guard.workbooks import Row, SheetFacts, Workbook, letter_of, sheet_problems
from dandang.interchange import cells, summaries
from dandang.interchange.drafts import EducationDraft, PersonDraft
from dandang.interchange.rosters import headings

_SEARCHED_ROWS = 20
_SAMPLES = 5
_MONTH_FIELDS = {"birth_month", "work_month", "party_text", "post_since", "post_level_since", "rank_since"}
_FOOT_WORDS = ("制表人", "填表人", "审核人", "合计", "总计", "备注：", "注：", "说明：", "统计日期")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its place from 0, its letter, its heading, what it probably means, and some of its cells."""

    index: int
    letter: str
    heading: str
    meaning: str
    is_certain: bool
    samples: tuple[str, ...]


@dataclass(slots=True)
class Roster:
    """A sheet whose head was found. `rows()` yields the rows under the head."""

    file: str
    sheet: str
    head_row: int
    columns: tuple[Column, ...]
    source: Iterable[Row]
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    rows_read: int = 0
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    last_row: int = 0

    @property
    def proposal(self) -> dict[str, str]:
        """Column letter to proposed meaning, to be confirmed or changed by a person."""
        return {column.letter: column.meaning for column in self.columns if column.meaning}

    @property
    def needs_mapping(self) -> bool:
        """Whether a person has to look: no name or number column was found, or a proposal is uncertain."""
        meanings = {column.meaning for column in self.columns if column.is_certain}
        doubtful = any(not column.is_certain and column.meaning != headings.KEEP_AS_EXTRA for column in self.columns)
        return not {"name", "identity_number"} <= meanings or doubtful

    def people(self, mapping: Mapping[str, str]) -> Iterator[PersonDraft]:
        """Drafts of all rows under the confirmed mapping of letters to meanings."""
        by_index = {column.index: column for column in self.columns}
        used = {index: mapping.get(column.letter, "") for index, column in by_index.items()}
        columns = {
            meaning: (by_index[index].heading, by_index[index].letter)
            for index, meaning in used.items()
            if meaning and meaning != headings.KEEP_AS_EXTRA
        }
        for row in self._filled_down(used):
            if row.number <= self.head_row or not any(cell.strip() for cell in row.cells):
                continue
            if _is_foot(row, used):
                place = Place(self.file, self.sheet, row.number)
                self.hints.append(
                    Problem(place, _joined(row), "没有姓名和身份证号，当作表尾，没有读", "是人员就补上姓名和身份证号")
                )
                continue
            self.rows_read += 1
            yield self._draft(row, used, by_index, columns)

    def _filled_down(self, used: Mapping[int, str]) -> Iterable[Row]:
        """The rows, with a unit merged over several rows standing in each of them, as people see the sheet."""
        unit = next((index for index, meaning in used.items() if meaning == "unit_name"), -1)
        ends = {top: bottom for top, bottom in self.merged.get(unit, ())}
        if not ends:
            yield from self.source
            return
        text, until = "", 0
        for row in self.source:
            if row.number in ends:
                text, until = row.text(unit), ends[row.number]
            elif row.number <= until and not row.text(unit):
                row = Row(row.number, (*row.cells[:unit], text, *row.cells[unit + 1 :]), row.lossy)
            yield row

    def _draft(
        self, row: Row, used: dict[int, str], by_index: dict[int, Column], columns: dict[str, tuple[str, str]]
    ) -> PersonDraft:
        place = Place(self.file, self.sheet, row.number)
        values: dict[str, Any] = {}
        studies: dict[str, dict[str, str]] = {"1": {}, "2": {}}
        extra: list[tuple[str, str]] = []
        refused: list[str] = []
        for index, meaning in used.items():
            text = row.text(index).strip()
            if not text or not meaning:
                continue
            if index in row.lossy and (spoiled := _spoiled(row, index, meaning, place, by_index[index])):
                self.problems.append(spoiled)
                refused.append(meaning)
            elif meaning == headings.KEEP_AS_EXTRA:
                extra.append((by_index[index].heading, text))
            elif meaning[1:2] == ".":
                studies[meaning[0]][meaning[2:]] = text
            else:
                values[meaning] = text
        values["name"] = tidy_name(values.get("name", ""))
        values["identity_number"] = values.get("identity_number", "").lstrip("'").upper()
        return PersonDraft(
            place=place,
            **values,
            educations=tuple(_education(mode, parts) for mode, parts in studies.items() if parts),
            rewards=summaries.rewards(values.get("reward_text", "")),
            yearly_results=summaries.yearly_results(values.get("appraisal_text", "")),
            extra=tuple(extra),
            spoiled=tuple(refused),
            columns=columns,
        )


def _spoiled(row: Row, index: int, meaning: str, place: Place, column: Column) -> Problem | None:
    place = place.at(column.heading, column.letter)
    if meaning == "identity_number":
        return cells.spoiled_identity(row, index, place)
    if meaning in _MONTH_FIELDS:
        return cells.spoiled_month(row, index, place)
    return None


def _education(mode: str, parts: dict[str, str]) -> EducationDraft:
    qualification, degree = parts.get("qualification", ""), parts.get("degree", "")
    if both := parts.get("both", ""):
        pieces = [piece for piece in both.replace("、", "\n").replace("，", "\n").split("\n") if piece.strip()]
        qualification = qualification or next((p for p in pieces if not _is_degree(p)), "")
        degree = degree or next((p for p in pieces if _is_degree(p)), "")
    return EducationDraft(mode, qualification.strip(), degree.strip(), parts.get("school", ""))


def _is_degree(text: str) -> bool:
    return text.strip().endswith(("学士", "硕士", "博士"))


def _is_foot(row: Row, used: dict[int, str]) -> bool:
    """Whether a row is of nobody: a signature, a sum, a remark below the people."""
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    who = [row.text(index).strip() for index, meaning in used.items() if meaning in ("name", "identity_number")]
    has_foot_word = filled[0].replace(" ", "").startswith(_FOOT_WORDS)
    return len(filled) <= 3 and (not any(who) or (has_foot_word and len([part for part in who if part]) < 2))


def _joined(row: Row) -> str:
    return " ".join(cell.strip() for cell in row.cells if cell.strip())


def from_workbook(book: Workbook, *, file: str) -> Roster:
    """The roster of a workbook: its first shown sheet with a head. Refuses a workbook in which none has one."""
    hints = [
        Problem(
            Place(file, sheet.name), "", f"隐藏的工作表“{sheet.name}”有 {sheet.cells} 个单元格，没有读",
            "要导入就取消隐藏，不要就删去这张表",
        )
        for sheet in book.hidden
    ]  # fmt: skip
    chosen: Roster | None = None
    for sheet in book.shown:
        if not sheet.cells:
            continue
        roster = _roster(file, sheet, list(islice(book.rows(sheet), _SEARCHED_ROWS + _SAMPLES)))
        if roster is None:
            hints.append(
                Problem(Place(file, sheet.name), "", f"工作表“{sheet.name}”不像名册，没有读", "不要就删去这张表")
            )
        elif chosen is None:
            roster.source = book.rows(sheet)
            roster.merged = book.merged_down(sheet)
            roster.problems += sheet_problems(file, sheet)
            chosen = roster
        else:
            hints.append(
                Problem(
                    Place(file, sheet.name),
                    "",
                    f"工作表“{sheet.name}”也像名册，这次只读“{chosen.sheet}”",
                    "另存成单独的文件再导入",
                )
            )
    if chosen is None:
        raise FileRefused("没有找到名册的标题行", "标题行里要有“姓名”和“身份证号”，放在前 20 行").named(file)
    chosen.hints += hints
    return chosen


def from_text(decoded: DecodedText, *, file: str) -> Roster:
    """The roster of a csv, comma, tab or semicolon between cells. Refuses broken quoting and too many columns."""
    rows = list(_csv_rows(decoded.text, file))
    facts = SheetFacts("", False, len(rows), 0, len(rows), (), ())
    roster = _roster(file, facts, rows[: _SEARCHED_ROWS + _SAMPLES])
    if roster is None:
        raise FileRefused("没有找到名册的标题行", "标题行里要有“姓名”和“身份证号”，放在前 20 行").named(file)
    roster.source = rows
    return roster


def _csv_rows(text: str, file: str) -> Iterator[Row]:
    first = "\n".join(text.splitlines()[:_SEARCHED_ROWS])
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cell_texts in reader:
            number = reader.line_num
            if len(cell_texts) > limits.SHEET_COLUMNS:
                raise FileRefused(
                    f"第 {number} 行有 {len(cell_texts)} 列，列数超过上限 {limits.SHEET_COLUMNS}",
                    "删去用不到的列，再上传",
                ).named(file)
            yield Row(number, tuple(cell_texts), {i: "LONG" for i, cell in enumerate(cell_texts) if _is_rounded(cell)})
    except csv.Error as broken:
        place = Place(file, "", reader.line_num)
        raise FileRefused(
            f"第 {reader.line_num} 行的引号没有配对，或一格超过 131,072 字",
            "用表格软件打开检查，另存为 .xlsx 后再上传",
            place=place,
        ) from broken


def _is_rounded(cell: str) -> bool:
    """A long number that a spreadsheet wrote into a csv as 3.41299E+17."""
    text = cell.strip().upper()
    return "E+" in text and text.replace("E+", "").replace(".", "").isdecimal()


def _roster(file: str, sheet: SheetFacts, rows: list[Row]) -> Roster | None:
    head = _head_row(rows)
    if head is None:
        return None
    at, names, last = head
    samples = [row for row in rows[at + last :] if any(cell.strip() for cell in row.cells)][:_SAMPLES]
    columns = []
    taken: set[str] = set()
    for index, name in enumerate(names):
        if not name and not any(row.text(index).strip() for row in samples):
            continue
        meaning, is_certain = headings.meaning_of(name)
        if meaning == headings.KEEP_AS_EXTRA and _are_numbers(row.text(index) for row in samples):
            meaning = "identity_number"
        if meaning in taken and meaning != headings.KEEP_AS_EXTRA:
            meaning, is_certain = headings.KEEP_AS_EXTRA, False
        taken.add(meaning)
        shown = tuple(row.text(index).strip()[:40] for row in samples)
        letter = letter_of(index)
        columns.append(Column(index, letter, name or f"{letter} 列", meaning, is_certain, shown))
    return Roster(file, sheet.name, rows[at + last - 1].number, tuple(columns), rows, last_row=sheet.rows)


def _are_numbers(cells: Iterable[str]) -> bool:
    """Whether every filled cell looks like an identity number, whatever the heading says."""
    filled = [cell.strip().lstrip("'").upper() for cell in cells if cell.strip()]
    return bool(filled) and all(len(cell) == 18 and cell[:17].isdecimal() for cell in filled)


def _head_row(rows: list[Row]) -> tuple[int, list[str], int] | None:
    """Where the head begins, its headings, and whether it takes one row or two."""
    best: tuple[int, int, list[str], int] | None = None
    for at, row in enumerate(rows[:_SEARCHED_ROWS]):
        single = [_clean(cell) for cell in row.cells]
        candidates = [(single, 1)]
        if at + 1 < len(rows):
            candidates.append((_two_rows(row, rows[at + 1]), 2))
        for names, depth in candidates:
            known = sum(headings.is_known(name) for name in names)
            if "姓名" in {headings.plain(name) for name in names} and known >= 2 and (best is None or known > best[0]):
                best = (known, at, names, depth)
    return (best[1], best[2], best[3]) if best else None


def _clean(cell: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", cell).split()) if cell.strip() else ""


def _two_rows(upper: Row, lower: Row) -> list[str]:
    """Headings of a two-row head: a merged upper cell stands over the lower cells up to the next upper one."""
    names = []
    group = ""
    for index in range(max(len(upper.cells), len(lower.cells))):
        above, below = _clean(upper.text(index)), _clean(lower.text(index))
        group = above or group
        names.append(f"{group}{below}" if below else above)
    return names
