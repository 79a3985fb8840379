"""The pieces a composed paper consists of: running text, tables, form rows, signatures. Both renderers read only these.

A paper of a case is put together once, in words, and then drawn twice (typst, Word); so the two never differ in what
they say. Blocks are plain data; a text in them is shown as it stands.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from dandang.law.documents import rules

Block = dict[str, Any]
UNSET = "未规定"
"""What is printed where the rules in force say nothing: never a zero, never a guess."""
TO_SIGN = "＿＿＿＿＿＿＿＿"
BLANK_DAY = rules.BLANK_DAY
_TWIPS_A_MM = 1440 / 25.4
_LONG = 500
"""Characters from which a row may break over pages."""

Style = Literal["red", "letter", "form", "booklet"]
"""red: red head of GB/T 9704; letter: its letter head; form: a plain title; booklet: large type."""


_WORD: dict[str, dict[str, Any]] = {
    "red": {"edges": (37, 35, 28, 26), "sizes": (32, 21, 24, 21, 44), "pitch": 579},
    "letter": {"edges": (37, 35, 28, 26), "sizes": (32, 24, 24, 21, 44), "pitch": 579},
    "form": {"edges": (18, 18, 20, 20), "sizes": (24, 21, 24, 18, 40), "pitch": 380},
    "booklet": {"edges": (18, 18, 18, 18), "sizes": (40, 32, 32, 28, 60), "pitch": 620},
}
"""What Word needs of a style: margins in mm (top, bottom, left, right), type sizes in half points (running text, table,
label, note, title), the pitch of running text in twips. typst has the same in `composed.typ`."""


@dataclass(frozen=True, slots=True)
class Composed:
    """A whole paper. `marks` stand at the top left, `mark` at the top right, `foot` on every page beside its number."""

    style: Style
    title: str
    organ: str
    blocks: Sequence[Block]
    number: str = ""
    under: str = ""
    mark: str = ""
    marks: Sequence[str] = field(default_factory=tuple)
    foot: str = ""

    def plain(self) -> dict[str, Any]:
        """The data that templates read; what Word wants in twips stands beside the millimetres."""
        top, bottom, left, right = (_twips(edge) for edge in _WORD[self.style]["edges"])
        names = ("text", "table", "label", "note", "title")
        width = 210 * _TWIPS_A_MM - left - right
        return {
            "style": self.style,
            "title": self.title,
            "organ": self.organ,
            "number": self.number,
            "under": self.under,
            "mark": self.mark,
            "marks": list(self.marks),
            "foot": self.foot,
            "blocks": [_for_word(block, width) for block in self.blocks],
            "margins": {"top": top, "bottom": bottom, "left": left, "right": right},
            "sizes": dict(zip(names, _WORD[self.style]["sizes"], strict=True)) | {"large": 52},
            "pitch": _WORD[self.style]["pitch"],
        }


def _twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_A_MM)


def _for_word(block: Block, width: float) -> Block:
    """Add a table's columns and the least heights of rows, in twips."""
    if block["kind"] == "form":
        return block | {"rows": [row | {"tall_twips": _twips(row["tall"])} for row in block["rows"]]}
    if block["kind"] != "table":
        return block
    whole = sum(block["shares"])
    twips = [round(share / whole * width) for share in block["shares"]]
    return block | {"twips": twips, "tall_twips": _twips(block["tall"])}


def text(words: str, level: int = 0) -> list[Block]:
    """Running text, a paragraph for each line, none without words. Levels as in GB/T 9704: 一、（一）."""
    return [{"kind": "text", "level": level, "text": line.strip()} for line in words.split("\n") if line.strip()]


def address(words: str) -> list[Block]:
    """Whom the paper addresses, flush left with a colon."""
    return [{"kind": "address", "text": words}] if words else []


def small(words: str) -> list[Block]:
    """A note in small type."""
    return [{"kind": "small", "text": words}] if words else []


def large(words: str) -> list[Block]:
    """The one line of a paper that must be seen first."""
    return [{"kind": "large", "text": words}]


def table(
    heads: Sequence[str], shares: Sequence[float], rows: Iterable[Sequence[str]], *, tall: float = 0, centred: str = ""
) -> list[Block]:
    """A table whose head repeats on every page. `shares` are relative widths, `tall` the least height of a row in mm;
    `centred` names the heads of columns set in the middle. Without rows one row says 无.
    """
    made = [[str(cell) for cell in row] for row in rows]
    if not made:
        made = [["无", *[""] * (len(heads) - 1)]]
    names = centred.split()
    return [
        {
            "kind": "table",
            "heads": list(heads),
            "shares": list(shares),
            "rows": made,
            "tall": tall,
            "long": [any(len(cell) > _LONG for cell in row) for row in made],
            "aligns": ["center" if head in names else "left" for head in heads],
        }
    ]


def form(*rows: tuple[str, ...], tall: float = 10) -> list[Block]:
    """Rows of a form: (label, value), (label, value, height in mm) or (label, value, second label, second value)."""
    return [{"kind": "form", "rows": [_form_row(row, tall) for row in rows]}]


def _form_row(row: tuple[str, ...], tall: float) -> dict[str, Any]:
    has_second = len(row) == 4
    return {
        "label": row[0],
        "value": row[1],
        "second": row[2] if has_second else "",
        "other": row[3] if has_second else "",
        "tall": float(row[2]) if len(row) == 3 else tall,
        "long": len(row[1]) > _LONG,
    }


def signatures(*roles: str) -> list[Block]:
    """One line for each role to sign and date by hand."""
    return [{"kind": "sign", "lines": [f"{role}：{TO_SIGN}　　{BLANK_DAY}" for role in roles]}]


def seal(organ: str, day: dt.date | None) -> list[Block]:
    """署名和成文日期, where the seal goes."""
    return [{"kind": "seal", "organ": organ, "day": rules.printed_day(day)}]


def imprint(copies: str, office: str, day: dt.date | None) -> list[Block]:
    """版记 at the foot of the last page."""
    if not (copies or office):
        return []
    return [{"kind": "imprint", "copies": copies, "office": office, "day": rules.printed_day(day)}]


def new_page() -> list[Block]:
    """What follows begins a page."""
    return [{"kind": "page"}]


def joined(*parts: list[Block]) -> list[Block]:
    """Blocks one after the other."""
    return [block for part in parts for block in part]
