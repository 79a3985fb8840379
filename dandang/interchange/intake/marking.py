"""The user's own workbook back: wrong cells red, and at the end of each row why and how to mend.

openpyxl holds every cell in memory, so a very large workbook comes back as its wrong rows only; forms and csv, which
have no cells to colour, come back as a list.
"""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Sequence

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from dandang.foundation.guard.problems import Problem
from dandang.foundation.guard.workbooks import letter_of, open_workbook
from dandang.interchange.rosters.writing import safe_text

MARKABLE_CELLS = 400_000
HEADING = "要改的地方（导入前可删去这一列）"
_RED = PatternFill("solid", start_color="F6D5D3", end_color="F6D5D3")
_INK = Font(color="A61B1F", bold=True)


def marked_workbook(data: bytes, problems: Sequence[Problem], *, is_workbook: bool) -> bytes:
    """The workbook to give back. `is_workbook` says whether the user's file has cells that can be marked."""
    if is_workbook:
        book = open_workbook(data)
        is_large = sum(sheet.elements for sheet in book.sheets) > MARKABLE_CELLS
        if is_large or any(book.is_overmerged(sheet) for sheet in book.sheets):
            return _wrong_rows(data, problems)
        return _marked(data, problems)
    return _listed(problems)


def _sentence(problem: Problem) -> str:
    where = f"{problem.place.column}：" if problem.place.column else ""
    return f"{where}{problem.reason}。{problem.mend}。"


def _marked(data: bytes, problems: Sequence[Problem]) -> bytes:
    with warnings.catch_warnings():
        # Other programs' workbooks lack parts openpyxl would like; that is not the reader's concern.
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(data))
        by_sheet: dict[str, list[Problem]] = defaultdict(list)
        for problem in problems:
            by_sheet[problem.place.sheet].append(problem)
        for name, found in by_sheet.items():
            if name in book.sheetnames and isinstance(book[name], Worksheet):
                _mark_sheet(book[name], found)
        general = [
            problem for problem in problems if problem.place.sheet not in book.sheetnames or not problem.place.row
        ]
        if general:
            sheet = book.create_sheet("要改的地方", 0)
            for row, problem in enumerate(general, start=1):
                sheet.cell(row, 1, safe_text(_sentence(problem)))
        target = io.BytesIO()
        book.save(target)
    return target.getvalue()


def _mark_sheet(sheet: Worksheet, problems: Sequence[Problem]) -> None:
    by_row: dict[int, list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.place.row:
            by_row[problem.place.row].append(problem)
    if not by_row:
        return
    last = _last_column(sheet)
    heading = sheet.cell(_head_row(sheet, min(by_row), last), last + 1, HEADING)
    heading.font = _INK
    for row, found in by_row.items():
        for letter in {problem.place.letter for problem in found if problem.place.letter.isalpha()}:
            sheet[f"{letter}{row}"].fill = _RED
        why = sheet.cell(row, last + 1, safe_text("\n".join(_sentence(problem) for problem in found)))
        why.font, why.alignment = _INK, Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions[letter_of(last)].width = 60


def _head_row(sheet: Worksheet, first_wrong: int, last: int) -> int:
    """The row of headings: the first one above the data that is filled at least by half."""
    for row in range(1, first_wrong):
        if sum(sheet.cell(row, column).value not in (None, "") for column in range(1, last + 1)) * 2 >= last:
            return row
    return max(1, first_wrong - 1)


def _last_column(sheet: Worksheet) -> int:
    """The last column with content or merged cells; styled empty columns behind it do not count."""
    last = 1
    for row in sheet.iter_rows(min_row=1, max_row=min(sheet.max_row, 200)):
        for cell in row:
            if cell.value not in (None, "") and cell.column > last:
                last = cell.column
    return max([last, *(int(merged.max_col) for merged in sheet.merged_cells.ranges)])


def _wrong_rows(data: bytes, problems: Sequence[Problem]) -> bytes:
    """The wrong rows of a very large workbook under their heads, with their row numbers."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    red = book.add_format({"bg_color": "#F6D5D3"})
    by_sheet: dict[str, dict[int, list[Problem]]] = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        by_sheet[problem.place.sheet][problem.place.row].append(problem)
    source = open_workbook(data)
    for facts in source.shown:
        wrong = by_sheet.get(facts.name)
        if not wrong:
            continue
        sheet = book.add_worksheet(facts.name[:31])
        sheet.write_row(0, 0, ["原表行号", HEADING])
        at = 1
        for row in source.rows(facts):
            if row.number not in wrong and row.number > 3:
                continue
            found = wrong.get(row.number, [])
            letters = {problem.place.letter for problem in found}
            sheet.write_string(at, 0, str(row.number))
            sheet.write_string(at, 1, "\n".join(_sentence(problem) for problem in found))
            for index, text in enumerate(row.cells, start=2):
                sheet.write_string(at, index, text, red if letter_of(index - 2) in letters else None)
            at += 1
    _list_sheet(book, [problem for problem in problems if not problem.place.row], "其他")
    book.close()
    return target.getvalue()


def _listed(problems: Sequence[Problem]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    _list_sheet(book, problems, "要改的地方")
    book.close()
    return target.getvalue()


def _list_sheet(book: xlsxwriter.Workbook, problems: Sequence[Problem], name: str) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1})
    red = book.add_format({"bg_color": "#F6D5D3"})
    for index, (heading, width) in enumerate(
        (("文件", 24), ("工作表", 14), ("行", 6), ("列", 16), ("填的内容", 28), ("问题", 44), ("怎样改", 44))
    ):
        sheet.set_column(index, index, width)
        sheet.write_string(0, index, heading, head)
    for row, problem in enumerate(problems, start=1):
        place = problem.place
        texts = (
            place.file,
            place.sheet,
            str(place.row or ""),
            place.column,
            problem.value,
            problem.reason,
            problem.mend,
        )
        for index, text in enumerate(texts):
            sheet.write_string(row, index, text, red if index == 4 else None)
