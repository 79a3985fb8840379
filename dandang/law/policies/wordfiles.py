"""Which words does a Word file show? Paragraphs with the numbers Word puts before them, tables row by row."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_CHINESE = {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"}
_DIGITS = "〇一二三四五六七八九"


def words_of(content: bytes) -> str:
    """Return the words of a .docx file line by line, as they are shown."""
    document = Document(io.BytesIO(content))
    numbers = _Numbers(document)
    return "\n".join(line for block in document.iter_inner_content() for line in _lines(block, numbers))


def _lines(block: Paragraph | Table, numbers: _Numbers) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield numbers.before(block) + block.text
        return
    for row in block.rows:
        cells = dict.fromkeys(cell.text.strip() for cell in row.cells)  # a merged cell comes once per column
        yield "　".join(one for one in cells if one)


class _Numbers:
    """Counts Word's automatic numbers, level by level, as Word shows them."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, list[Any]] = {}
        self._counts: dict[str, list[int]] = {}
        part = next(
            (one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        root = part.element
        kinds = {one.get(qn("w:abstractNumId")): one.findall(qn("w:lvl")) for one in root.findall(qn("w:abstractNum"))}
        for one in root.findall(qn("w:num")):
            kind = one.find(qn("w:abstractNumId"))
            self._levels[one.get(qn("w:numId"))] = kinds.get(kind.get(qn("w:val")), []) if kind is not None else []

    def before(self, paragraph: Paragraph) -> str:
        """Return the number shown before a paragraph, empty for none and for bullets."""
        found = _numbering(paragraph)
        if found is None:
            return ""
        name, depth = found
        levels = self._levels.get(name, [])
        if depth >= len(levels):
            return ""
        counts = self._counts.setdefault(name, [])
        del counts[depth + 1 :]
        counts += [_start(levels[place]) - (place == depth) for place in range(len(counts), depth + 1)]
        counts[depth] += 1
        return re.sub(r"%(\d)", lambda mark: _shown(levels, counts, int(mark[1]) - 1), _value(levels[depth], "lvlText"))


def _numbering(paragraph: Paragraph) -> tuple[str, int] | None:
    """The list and the level a paragraph is numbered by: its own, else its style's."""
    style = paragraph.style.element if paragraph.style is not None else None
    for element in (paragraph._p, style):
        found = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}") if element is not None else None
        if found is not None:
            name, depth = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
            level = int(depth.get(qn("w:val"))) if depth is not None else 0
            return (name.get(qn("w:val")), level) if name is not None else None
    return None


def _value(level: Any, name: str) -> str:
    found = level.find(qn(f"w:{name}"))
    return str(found.get(qn("w:val")) or "") if found is not None else ""


def _start(level: Any) -> int:
    said = _value(level, "start")
    return int(said) if said.isdecimal() else 1


def _shown(levels: list[Any], counts: list[int], place: int) -> str:
    if not 0 <= place < min(len(levels), len(counts)):
        return ""
    form = _value(levels[place], "numFmt")
    if form == "bullet":
        return ""
    return _chinese(counts[place]) if form in _CHINESE else str(counts[place])


def _chinese(number: int) -> str:
    """Return a number up to ninety-nine in Chinese: 11 reads 十一; a longer list counts in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
