"""Cells that a spreadsheet spoiled: numbers that lost digits. Named where they stand, never repaired."""

from __future__ import annotations

from dandang.foundation.guard.problems import Place, Problem
from dandang.foundation.guard.workbooks import Row


def spoiled_identity(row: Row, index: int, place: Place) -> Problem | None:
    """The problem of an identity number that the spreadsheet turned into a number; None when the cell is text."""
    if row.lossy.get(index) != "LONG":
        return None
    return Problem(
        place,
        row.text(index),
        "身份证号被表格软件存成了数字，最后几位已经丢失",
        "把这一列设成文本格式，对照身份证原件重新填写整个号码",
    )


def spoiled_month(row: Row, index: int, place: Place) -> Problem | None:
    """The problem of a month stored as a decimal number; None when the cell is text, a date or a whole number."""
    if row.lossy.get(index) != "DECIMAL":
        return None
    text = row.text(index)
    year, _, month = text.partition(".")
    if month == "1":
        return Problem(
            place,
            text,
            f"年月被表格软件存成了小数，分不清是 {year}.01 还是 {year}.10",
            f"把这一列设成文本格式，写成 {year}.01 或 {year}.10",
        )
    return None
