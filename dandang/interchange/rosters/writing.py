"""A roster as xlsx or csv in which no cell can act as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter

# First characters by which spreadsheets take a text for a formula, with their full-width forms (security.md, EX01).
_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_text(text: str) -> str:
    """The text, with an apostrophe before it when a spreadsheet could take it for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(_ACTIVE) or text.startswith(_ACTIVE) else text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]], *, watermark: str = "") -> bytes:
    """The roster as csv, UTF-8 with its mark so that spreadsheets know it; the watermark is the last line."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([safe_text(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe_text(cell) for cell in row])
    if watermark:
        writer.writerow([safe_text(watermark)])
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], *, watermark: str = "") -> bytes:
    """The roster as a workbook of text cells: title, headings, rows; the watermark below and in the page foot."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("花名册")
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1, "text_wrap": True, "valign": "vcenter"})
    text = book.add_format({"num_format": "@", "valign": "top"})
    sheet.set_column(0, max(len(headings) - 1, 0), 16, text)
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
            if cell:
                sheet.write_string(number, index, cell, text)
    if watermark:
        sheet.write_string(number + 2, 0, watermark, text)
        sheet.set_footer(f"&L{watermark.replace('&', '&&')[:200]}&R&P / &N")
    book.close()
    return target.getvalue()
