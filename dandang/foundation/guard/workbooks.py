"""Workbooks: looked over as a stream of XML, then read with calamine; every cell becomes text or a named problem.

The look-over finds what calamine would silently drop or believe: forged sizes, error cells, formulas that were never
computed, far-away cells, columns beyond the limit. Nothing of a workbook is trusted but its cells.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from dandang.foundation.guard import limits
from dandang.foundation.guard.archives import Archive, open_archive
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.xml import Node, parse_xml, refuse_document_type

_SAVE_AGAIN = "用表格软件打开，另存为新的 .xlsx 后再上传"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the look-over found in one sheet: its size, and the addresses of cells that cannot be read.

    `cells` hold something; `elements` counts the merely coloured ones too, which cost a writer as much memory.
    """

    name: str
    is_hidden: bool
    rows: int
    columns: int
    cells: int
    uncomputed: tuple[str, ...]
    errors: tuple[str, ...]
    elements: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a sheet: its number from 1 and its cells as text; numbers that lost digits carry a mark."""

    number: int
    cells: tuple[str, ...]
    lossy: dict[int, str]

    def text(self, index: int) -> str:
        """The cell at a place, blank when the row is shorter."""
        return self.cells[index] if 0 <= index < len(self.cells) else ""


class Workbook:
    """An open workbook whose sheets passed the look-over."""

    def __init__(self, data: bytes, sheets: tuple[SheetFacts, ...]) -> None:
        self.sheets = sheets
        self._last: tuple[str, CalamineSheet] | None = None
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except (CalamineError, OSError, ValueError) as broken:
            raise FileRefused("表格已损坏，打不开", _SAVE_AGAIN) from broken

    @property
    def shown(self) -> tuple[SheetFacts, ...]:
        """The sheets a person sees."""
        return tuple(sheet for sheet in self.sheets if not sheet.is_hidden)

    @property
    def hidden(self) -> tuple[SheetFacts, ...]:
        """The sheets a person does not see but that hold something."""
        return tuple(sheet for sheet in self.sheets if sheet.is_hidden and sheet.cells)

    def rows(self, sheet: SheetFacts) -> Iterator[Row]:
        """The rows of a sheet from its first, each cell as text."""
        try:
            source = self._sheet(sheet.name)
            if source.start is None:
                return
            first_row, first_column = source.start
            lead = ("",) * first_column
            for offset, cells in enumerate(source.iter_rows()):
                yield _row(first_row + offset + 1, lead, cells)
        except (CalamineError, OSError, ValueError) as broken:
            raise FileRefused(f"工作表“{sheet.name}”读不出来", _SAVE_AGAIN) from broken

    def is_overmerged(self, sheet: SheetFacts) -> bool:
        """Whether a sheet has more merged cells than anybody merges by hand."""
        return len(self._sheet(sheet.name).merged_cell_ranges or []) > limits.MERGED_RANGES

    def merged_down(self, sheet: SheetFacts) -> dict[int, list[tuple[int, int]]]:
        """Cells merged over several rows, by column from 0: first and last row from 1. None where they are too many."""
        ranges = self._sheet(sheet.name).merged_cell_ranges or []
        found: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, right) in ranges[: limits.MERGED_RANGES]:
            if bottom > top and left == right:
                found.setdefault(left, []).append((top + 1, bottom + 1))
        return found if len(ranges) <= limits.MERGED_RANGES else {}

    def _sheet(self, name: str) -> CalamineSheet:
        """The parsed sheet; the last one is kept, since its head is read before its rows."""
        if self._last is None or self._last[0] != name:
            self._last = (name, self._book.get_sheet_by_name(name))
        return self._last[1]


def letter_of(index: int) -> str:
    """The column letters of a place counted from 0: A, B … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_Cell = str | float | bool | int | dt.date | dt.time | dt.datetime | dt.timedelta
# A whole number of more digits than a double keeps apart, and a decimal that could be a month with its zero lost.
_SAFE_INTEGER = 2**53


def _row(number: int, lead: tuple[str, ...], cells: list[_Cell]) -> Row:
    lossy: dict[int, str] = {}
    texts = list(lead)
    for cell in cells:
        if isinstance(cell, str):
            texts.append(cell)
            continue
        if isinstance(cell, float) and (abs(cell) >= 1e14 or not cell.is_integer()):
            lossy[len(texts)] = "LONG" if abs(cell) >= 1e14 else "DECIMAL"
        texts.append(_text_of(cell))
    return Row(number, tuple(texts), lossy)


def _text_of(cell: _Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _SAFE_INTEGER else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.strftime("%Y%m%d")
    if isinstance(cell, dt.date):
        return cell.strftime("%Y%m%d")
    return str(cell)


def open_workbook(data: bytes) -> Workbook:
    """Look a workbook over and open it.

    Refuses: no workbook inside, macros, links to other files, a document type anywhere, too many styles, sheets with
    columns beyond the limit or cells far away from the data, and whatever `archives` refuses.
    """
    archive = open_archive(data)
    if not archive.is_workbook:
        raise FileRefused("压缩包里没有工作簿", "上传 .xlsx 表格，或内含 .lrmx 的 .zip")
    _check_parts(archive)
    return Workbook(data, tuple(_sheets(archive)))


def sheet_names(archive: Archive) -> tuple[str, ...]:
    """The names of the tabs, without a look at what is in them."""
    sheets = (node for node in _tree(archive, "xl/workbook.xml").walk() if _local(node.tag) == "sheet")
    return tuple(dict(node.attributes).get("name", "") for node in sheets)


def _check_parts(archive: Archive) -> None:
    for name in archive.names:
        if name.endswith("vbaProject.bin"):
            raise FileRefused("工作簿带有宏", "另存为不带宏的 .xlsx 后再上传")
        if name.startswith("xl/externalLinks/"):
            raise FileRefused("工作簿里的公式引用了别的文件", "复制后“选择性粘贴—数值”，断开链接，再上传")
        if name == "xl/styles.xml" and archive.zip.getinfo(name).file_size > limits.STYLES_BYTES:
            raise FileRefused("工作簿里的单元格样式过多", "把内容复制到新的表格里，再上传")
        if name in ("xl/sharedStrings.xml", "xl/styles.xml"):
            refuse_document_type(next(archive.stream(name), b"")[:4096])


def _sheets(archive: Archive) -> Iterator[SheetFacts]:
    """The facts of every worksheet, in the order of the tabs."""
    paths = _relations(archive)
    for sheet in _tree(archive, "xl/workbook.xml").walk():
        if _local(sheet.tag) != "sheet":
            continue
        facts = {_local(key): value for key, value in sheet.attributes}
        path = paths.get(facts.get("id", ""), "")
        if "worksheets/" not in path:
            continue
        if path not in archive.names:
            raise FileRefused(f"工作表“{facts.get('name', '')}”的内容不在文件里", _SAVE_AGAIN)
        yield _look_over(archive, path, facts.get("name", ""), facts.get("state", "visible") != "visible")


def _tree(archive: Archive, name: str) -> Node:
    if name not in archive.names:
        raise FileRefused("工作簿不完整", _SAVE_AGAIN)
    try:
        return parse_xml(archive.read(name))
    except FileRefused:
        raise FileRefused("工作簿的目录已损坏，或含有不允许的声明", _SAVE_AGAIN) from None


def _relations(archive: Archive) -> dict[str, str]:
    """Relation id to the path of its part."""
    found = {}
    for relation in _tree(archive, "xl/_rels/workbook.xml.rels").children:
        facts = dict(relation.attributes)
        target = facts.get("Target", "")
        found[facts.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _local(name: str) -> str:
    """A name without its namespace."""
    return name.rsplit("}", 1)[-1]


_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Za-z]{1,9})([0-9]{1,9})[\"'][^>]*?(/?)>")
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])(?![^>]*?\br=)[^>]*>")
_ANY_CELL = re.compile(rb"<(?:\w+:)?c[\s>/]")
_FULL_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^>/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(rb"\br=[\"']([A-Za-z]{1,9}[0-9]{1,9})[\"']")
_IS_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_IS_TEXT = re.compile(rb"\bt=[\"']str[\"']")
_EMPTY_VALUE = re.compile(rb"<(?:\w+:)?v\s*(?:/>|>)")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_HAS_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>[^<]")


class _Seen:
    """What the stream of one sheet has shown so far."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.columns: set[bytes] = set()
        self.rows: set[bytes] = set()
        self.cells = 0
        self.elements = 0
        self.widest = 0
        self.bare_rows = 0
        self.uncomputed: list[str] = []
        self.errors: list[str] = []

    def take(self, piece: bytes) -> None:
        found = _CELL.findall(piece)
        self.elements += len(found)
        for letters, row, closed in found:
            if not closed:
                self.cells += 1
                self.columns.add(letters)
                self.rows.add(row)
        if _BARE_CELL.search(piece):
            self._count_bare(piece)
        if b"<f" in piece or b":f" in piece or b't="e"' in piece or b"t='e'" in piece:
            self._unreadable(piece)

    def _count_bare(self, piece: bytes) -> None:
        """Cells may leave out their address; then their order in the row is their column."""
        for row in piece.split(b"row>"):
            width = len(_ANY_CELL.findall(row))
            self.widest = max(self.widest, width)
            self.bare_rows += width > 0
            self.cells += width

    def _unreadable(self, piece: bytes) -> None:
        for attributes, content in _FULL_CELL.findall(piece):
            where = _REFERENCE.search(attributes)
            address = where[1].decode() if where else "?"
            if _IS_ERROR.search(attributes):
                self.errors.append(address)
            elif _HAS_FORMULA.search(content) and not _is_computed(attributes, content):
                self.uncomputed.append(address)


def _is_computed(attributes: bytes, content: bytes) -> bool:
    """Whether a formula's result is stored; an empty text is a result, an empty number is none."""
    return bool(_HAS_VALUE.search(content) or (_IS_TEXT.search(attributes) and _EMPTY_VALUE.search(content)))


def _look_over(archive: Archive, path: str, name: str, is_hidden: bool) -> SheetFacts:
    seen = _Seen(name)
    rest = b""
    for number, piece in enumerate(archive.stream(path)):
        if number == 0:
            refuse_document_type(piece[:4096])
        rest += piece
        cut = rest.rfind(b"row>") + 4
        if cut < 4:
            if len(rest) > limits.ROW_BYTES:
                raise FileRefused(f"工作表“{name}”有一行过长", _SAVE_AGAIN, place=Place(sheet=name))
            continue
        seen.take(rest[:cut])
        rest = rest[cut:]
        if b"</sheetData>" in rest or b":sheetData>" in rest:
            break
    seen.take(rest)
    rows, columns = _size(seen)
    return SheetFacts(
        name, is_hidden, rows, columns, seen.cells, tuple(seen.uncomputed), tuple(seen.errors), seen.elements
    )


def _size(seen: _Seen) -> tuple[int, int]:
    """Rows and columns that really hold something; refuses columns beyond the limit and far-away cells."""
    here = Place(sheet=seen.sheet)
    columns = max([seen.widest, *(_column_number(letters) for letters in seen.columns)])
    if columns > limits.SHEET_COLUMNS:
        raise FileRefused(
            f"工作表“{seen.sheet}”有 {columns} 列，列数超过上限 {limits.SHEET_COLUMNS}",
            "删去用不到的列，再上传",
            place=here,
        )
    numbers = sorted(int(row) for row in seen.rows)
    before = 0
    for number in numbers:
        if number - before > limits.BLANK_ROWS or number > limits.SHEET_ROWS:
            raise FileRefused(
                f"工作表“{seen.sheet}”第 {number} 行有内容，离上面的数据隔了 {number - before} 个空行",
                f"删去第 {before + 1} 行以下用不到的内容，再上传",
                place=Place(sheet=seen.sheet, row=number),
            )
        before = number
    return max(before, seen.bare_rows), columns


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def sheet_problems(file: str, sheet: SheetFacts) -> list[Problem]:
    """The cells of a sheet that cannot be read: formulas nobody computed, and errors of the spreadsheet."""
    found = []
    for addresses, reason, mend in (
        (sheet.uncomputed, "公式没有计算结果", "在表格软件里打开，重新计算后保存；或改成数值"),
        (sheet.errors, "单元格是错误值（如 #REF!、#N/A）", "改正公式，或填入数值"),
    ):
        for address in addresses[: limits.NAMED_ADDRESSES]:
            letters = address.rstrip("0123456789")
            row = int(address[len(letters) :] or 0)
            place = Place(file, sheet.name, row, f"{letters} 列", letters)
            found.append(Problem(place, address, reason, mend))
        if len(addresses) > limits.NAMED_ADDRESSES:
            more = len(addresses) - limits.NAMED_ADDRESSES
            found.append(Problem(Place(file, sheet.name), "", f"还有 {more} 个单元格：{reason}", mend))
    return found
