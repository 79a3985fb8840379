"""A ten-sheet workbook into drafts, one person at a time, and every cell that cannot be read into a problem."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.workbooks import Row, SheetFacts, Workbook, letter_of, sheet_problems
from dandang.interchange import cells
from dandang.interchange.drafts import PersonDraft
from dandang.interchange.tables import COLUMNS, DATE_CODES, SHEETS, Assembly, TableRow

_HEADING_ROWS = 6
# Other ways of writing a heading, seen in editions of the template.
_SYNONYMS = {"公民身份号码": "身份证号", "身份证号码": "身份证号", "身份号码": "身份证号", "备 注": "备注"}


def is_template(sheet_names: Iterable[str]) -> bool:
    """Whether a workbook with these tabs is the national template: it has the sheet of people, A01."""
    return any(_table_of(name) == "A01" for name in sheet_names)


def _table_of(sheet_name: str) -> str:
    name = unicodedata.normalize("NFKC", sheet_name).strip().upper()
    return next((table for table in sorted(SHEETS, key=len, reverse=True) if name.startswith(table)), "")


@dataclass(slots=True)
class TemplateReading:
    """A template being read: `people()` yields drafts once; problems and hints are complete when it has ended."""

    book: Workbook
    file: str
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    units: list[TableRow] = field(default_factory=list)
    rows: int = 0

    @property
    def expected(self) -> int:
        """The rows of A01 under its head."""
        return max((sheet.rows - 2 for sheet in self.book.sheets if _table_of(sheet.name) == "A01"), default=0)

    def people(self) -> Iterator[PersonDraft]:
        """One draft for every row of A01, with the rows of the other sheets that belong to it."""
        assembly = Assembly()
        sheets = self._sheets()
        self.units = list(self._rows("B01", sheets["B01"])) if "B01" in sheets else []
        for table, sheet in sheets.items():
            if table not in ("A01", "B01"):
                for row in self._rows(table, sheet):
                    if key := self._key(row):
                        assembly.add(key, row)
        for row in self._rows("A01", sheets["A01"]):
            if "A0184" in row.spoiled:
                assembly.forget(tidy_name(row.text("A0101")))
            yield assembly.person(self._key(row), row)
        self.problems += [*assembly.problems, *assembly.leftovers()]

    def _sheets(self) -> dict[str, SheetFacts]:
        found: dict[str, SheetFacts] = {}
        for sheet in self.book.sheets:
            table = _table_of(sheet.name)
            self.problems += sheet_problems(self.file, sheet) if table and not sheet.is_hidden else []
            if sheet.is_hidden and sheet.cells:
                self._name_hidden(sheet, is_table=bool(table))
            elif table in found:
                place = Place(self.file, sheet.name)
                self.problems.append(Problem(place, "", f"有两张 {table} 表", "合成一张表"))
            elif table:
                found[table] = sheet
        if "A01" not in found:
            raise FileRefused("没有可见的 A01人员 表", "取消隐藏，或用国家模板重新填写").named(self.file)
        return found

    def _name_hidden(self, sheet: SheetFacts, *, is_table: bool) -> None:
        reason = f"隐藏的工作表“{sheet.name}”有 {sheet.cells} 个单元格，没有读"
        mend = "要导入就取消隐藏，不要就删去这张表"
        (self.problems if is_table else self.hints).append(Problem(Place(self.file, sheet.name), "", reason, mend))

    def _rows(self, table: str, sheet: SheetFacts) -> Iterator[TableRow]:
        places: dict[int, str] = {}
        headings: dict[str, tuple[str, str]] = {}
        for row in self.book.rows(sheet):
            if not places:
                places = _headings(table, row)
                headings = {code: (row.text(i).strip(), letter_of(i)) for i, code in places.items()}
                if not places and row.number >= _HEADING_ROWS:
                    break
                continue
            if not any(row.text(index).strip() for index in places):
                continue
            self.rows += 1
            yield self._row(table, sheet, row, places, headings)
        if not places and sheet.cells:
            place = Place(self.file, sheet.name, 2)
            names = "、".join(heading for _, heading in COLUMNS[table][:4])
            self.problems.append(Problem(place, "", "没有找到标题行", f"第 2 行应是列标题：{names} 等"))

    def _row(
        self, table: str, sheet: SheetFacts, row: Row, places: dict[int, str], headings: dict[str, tuple[str, str]]
    ) -> TableRow:
        values = {code: text for index, code in places.items() if (text := row.text(index))}
        record = TableRow(table, Place(self.file, sheet.name, row.number), values, headings)
        for index in row.lossy:
            code = places.get(index, "")
            spoiled = None
            if code == "A0184":
                spoiled = cells.spoiled_identity(row, index, record.place_of(code))
            elif code in DATE_CODES:
                spoiled = cells.spoiled_month(row, index, record.place_of(code))
            if spoiled:
                self.problems.append(spoiled)
                record.spoiled.append(code)
                record.values.pop(code, None)
        return record

    def _key(self, row: TableRow) -> str:
        """What joins the rows of one person; a spoiled number was named already and joins nothing."""
        if "A0184" in row.spoiled:
            return ""
        return row.text("A0184").upper() or tidy_name(row.text("A0101"))


def _headings(table: str, row: Row) -> dict[int, str]:
    """Column places and codes when the row is the heading row: at least two headings, one of them the key."""
    wanted = {_plain(heading): code for code, heading in COLUMNS[table]}
    places: dict[int, str] = {}
    for index, cell in enumerate(row.cells):
        plain = _plain(cell)
        code = wanted.get(_SYNONYMS.get(plain, plain))
        if code and code not in places.values():
            places[index] = code
    key = "B0101" if table == "B01" else "A0101"
    return places if key in places.values() and len(places) >= 2 else {}


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())
