"""A roster, or another table that is handed out, as xlsx or csv in which no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

# First characters by which spreadsheets take a text for a formula, with their full-width forms (security.md, EX01).
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


# Content types of the kinds a table is handed out as.
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Cell = str | int


def safe_text(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) or text.startswith(_ACTIVE) else text


def write_table(
    kind: str, title: str, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, notes: Sequence[str], mark: str
) -> bytes:
    """A table as one of `TYPES`, its footnotes below it and `mark`, by whom and when, below those."""
    if kind == "csv":
        return write_csv(headings, rows, notes=notes, watermark=mark)
    lines = [headings, *rows]
    widths = [min(max(2 * len(str(line[index])) for line in lines) + 2, 60) for index in range(len(headings))]
    return write_xlsx(title, headings, lines[1:], notes=notes, watermark=mark, sheet_name="统计", widths=widths)


def write_csv(
    headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, notes: Sequence[str] = (), watermark: str = ""
) -> bytes:
    """The roster as csv, UTF-8 with its mark so that spreadsheets know it; notes, then the watermark as last lines."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([safe_text(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe_text(str(cell)) for cell in row])
    for line in (*notes, watermark):
        if line:
            writer.writerow([safe_text(line)])
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    notes: Sequence[str] = (),
    watermark: str = "",
    sheet_name: str = "花名册",
    widths: Sequence[int] = (),
) -> bytes:
    """The roster as a workbook of text cells, whole numbers as numbers: title, headings, rows.

    Columns are 16 characters wide unless `widths` says so. Below the rows stand the notes and the watermark, which
    stands in the page foot as well.
    """
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(sheet_name)
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    for index in range(max(len(headings), 1)):
        sheet.set_column(index, index, widths[index] if widths else 16, text)
    sheet.freeze_panes(2, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(1)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    for index, heading in enumerate(headings):
        sheet.write_string(1, index, heading, head)
    number = 1
    for number, row in enumerate(rows, start=2):
        for index, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, index, cell)
            elif cell:
                sheet.write_string(number, index, cell, text)
    for place, line in enumerate(filter(None, (*notes, watermark)), start=number + 2):
        sheet.write_string(place, 0, line, text)
    if watermark:
        sheet.set_footer(f"&L{watermark.replace('&', '&&')[:200]}&R&P / &N")
    book.close()
    return target.getvalue()
