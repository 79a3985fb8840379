"""The comparison as a workbook: text cells only, so that no cell can act as a formula. Pure."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import xlsxwriter

WIDTHS = (14, 26, 36, 36, 36, 30)


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, foot: str) -> bytes:
    """Return the workbook: title, headings, rows, and below them by whom, when and on which day's rules."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("对照表")
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width, text)
    sheet.freeze_panes(2, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
    for column, heading in enumerate(headings):
        sheet.write_string(1, column, heading, head)
    number = 1
    for number, row in enumerate(rows, start=2):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, text)
    sheet.write_string(number + 2, 0, foot)
    book.close()
    return target.getvalue()
