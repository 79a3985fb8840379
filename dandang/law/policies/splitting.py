"""Where does each part and each numbered item of a policy text begin? Pure: text in, parts out.

Five ways of writing are known: 一、 with 1. below, 一、 with （一） below, 第…章 with 第…条 below, headings without a
number, and no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_NUMERAL = "[一二三四五六七八九十百零〇两]+"
PART = re.compile(rf"^(?:({_NUMERAL})、|(第{_NUMERAL}(?:编|章|部分))[\s　]*|(第{_NUMERAL}节)[\s　]+)(.*)$")
# How items are numbered. The first one of a part says how its items are; what is numbered otherwise lies below them.
ITEMS = {
    "article": re.compile(rf"^(第{_NUMERAL}条(?:之{_NUMERAL})?)[\s　]*(.*)$"),
    "bracket": re.compile(rf"^([（(]{_NUMERAL}[）)])[\s　]*(.*)$"),
    "arabic": re.compile(r"^(\d{1,3})[.．、](?!\d)\s*(.*)$"),
}
DAY = re.compile(
    r"^(?:\d{4}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)$"
)
SIGNATURE_WITHIN = 6  # lines at the end in which a signature with its day stands
TITLE = re.compile(r"《([^《》]*(?:〈[^〉]*〉[^《》]*)*)》")
SENTENCE_ENDS = "。；！？…:：;"
HEADING_LONGEST = 30  # characters of an unnumbered heading; a paragraph is longer or ends like a sentence
TITLE_WITHIN = 4  # lines at the head that a title may run over
AFTERWORD = "延伸阅读"


@dataclass(frozen=True, slots=True)
class Item:
    """One numbered item; `no` as written: 11 or 第十二条之一."""

    no: str
    text: str


@dataclass(frozen=True, slots=True)
class TextPart:
    """One part: its number (empty without one), its title, its own words before the first item, its items."""

    no: str
    title: str
    text: str = ""
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitText:
    """A whole text. `closing` is who signed and when; `warnings` say where a number is missing or comes twice."""

    title: str
    preamble: str
    parts: tuple[TextPart, ...]
    warnings: tuple[str, ...] = ()
    closing: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the shape of `dandang policy split --json` (SPEC §12), with the words outside numbered items."""
        parts = [
            {
                "no": part.no,
                "title": part.title,
                "text": part.text,
                "items": [{"no": item.no, "text": item.text} for item in part.items],
            }
            for part in self.parts
        ]
        return {
            "title": self.title, "preamble": self.preamble, "parts": parts, "closing": self.closing,
            "warnings": list(self.warnings),
        }  # fmt: skip


@dataclass
class _Part:
    no: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[tuple[str, list[str]]] = field(default_factory=list)
    style: str = ""

    def add(self, line: str) -> None:
        (self.items[-1][1] if self.items else self.paragraphs).append(line)

    def closed(self) -> TextPart:
        items = tuple(Item(no, "\n".join(lines)) for no, lines in self.items)
        return TextPart(self.no, self.title, "\n".join(self.paragraphs), items)


def split(text: str) -> SplitText:
    """Cut a text into its parts and numbered items; nothing of it is lost, and nothing is made up.

    Lines before the first part, a table of contents too, are the preamble; who signed and when is the closing. What a
    page adds from 延伸阅读 on is not of the text and left away. Items may count through the whole text or start again
    in each part; what is numbered below an item stays in it. A text without headings is one part without number.
    Basis: SPEC LW-03.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    end = next((place for place, line in enumerate(lines) if line.startswith(AFTERWORD)), len(lines))
    title, before, start = _title(lines[:end])
    body, closing = _without_closing(lines[start:end])
    contents, body = _without_contents(body)
    is_numbered = any(PART.match(line) or _item(line) for line in body)
    preamble, parts = (_numbered if is_numbered else _headed)(body)
    closed = tuple(part.closed() for part in parts)
    opening = [*before, *contents, *preamble]
    return SplitText(title, "\n".join(opening), closed, tuple(_warnings(closed)), "\n".join(closing))


def _item(line: str) -> tuple[str, str, str] | None:
    """How a line is numbered, its number, the words behind it; none for a line without a number."""
    for style, pattern in ITEMS.items():
        if (found := pattern.match(line)) is not None:
            return style, found.group(1), found.group(2).strip()
    return None


def _without_contents(lines: list[str]) -> tuple[list[str], list[str]]:
    """A table of contents names every part before the first begins; it ends where its first line comes again."""
    place = next((place for place, line in enumerate(lines[:12]) if "".join(line.split()) == "目录"), None)
    if place is None or place + 1 >= len(lines) or PART.match(lines[place + 1]) is None:
        return [], lines
    first = "".join(lines[place + 1].split())
    again = next((at for at in range(place + 2, len(lines)) if "".join(lines[at].split()) == first), None)
    return ([], lines) if again is None else (lines[place:again], lines[:place] + lines[again:])


def _without_closing(lines: list[str]) -> tuple[list[str], list[str]]:
    """A signature stands at the end: a day on a line of its own, one or two short lines with names above it."""
    first = max(len(lines) - SIGNATURE_WITHIN, 0)
    day = next((place for place in range(len(lines) - 1, first - 1, -1) if DAY.match("".join(lines[place].split()))), 0)
    if not day:
        return lines, []
    start = day
    while start > max(day - 2, 1) and _is_heading(lines[start - 1]) and not (
        PART.match(lines[start - 1]) or _item(lines[start - 1])
    ):  # fmt: skip
        start -= 1
    return lines[:start], lines[start:]


def _title(lines: Sequence[str]) -> tuple[str, Sequence[str], int]:
    """The text's name, what stands above it, where the body begins. It is in 《》 near the head, maybe over lines."""
    for place, line in enumerate(lines[:TITLE_WITHIN]):
        if (found := TITLE.fullmatch(line.removesuffix("解读"))) is not None:
            return found.group(1) + ("解读" if line.endswith("解读") else ""), lines[:place], place + 1
        if line.startswith("《") and "》" not in line:
            joined, last = line, place
            while "》" not in joined and last + 1 < min(len(lines), place + TITLE_WITHIN):
                last += 1
                joined += lines[last]
            if (found := TITLE.match(joined)) is not None:
                return found.group(1), lines[:place], last + 1
    found = next((match for line in lines[:1] if (match := TITLE.search(line))), None)
    return (found.group(1) if found else ""), [], 0


def _numbered(lines: Sequence[str]) -> tuple[list[str], list[_Part]]:
    preamble: list[str] = []
    parts: list[_Part] = []
    for line in lines:
        if (found := PART.match(line)) is not None:
            title, _stop, rest = found.group(4).partition("。")
            parts.append(_Part(found.group(1) or found.group(2) or found.group(3), title.strip()))
            if rest:
                parts[-1].add(rest.strip())
        elif not parts and _item(line) is None:
            preamble.append(line)
        else:
            if not parts:
                parts.append(_Part("", ""))
            _add(parts[-1], line)
    return preamble, parts


def _add(part: _Part, line: str) -> None:
    """Put a line where it belongs: it begins an item if it is numbered as the part's first one is."""
    style, number, words = _item(line) or ("", "", "")
    part.style = part.style or style
    if style and style == part.style:
        part.items.append((number, [words]))
    else:
        part.add(line)


def _headed(lines: Sequence[str]) -> tuple[list[str], list[_Part]]:
    """Headings without a number: a short line that ends no sentence, with a paragraph behind it."""
    preamble: list[str] = []
    parts: list[_Part] = []
    for place, line in enumerate(lines):
        if _is_heading(line) and place + 1 < len(lines) and not _is_heading(lines[place + 1]):
            parts.append(_Part("", line))
        elif parts:
            parts[-1].add(line)
        else:
            preamble.append(line)
    if not parts:
        return [], [_Part("", "", preamble)] if preamble else []
    return preamble, parts


def _is_heading(line: str) -> bool:
    return len(line) <= HEADING_LONGEST and line[-1] not in SENTENCE_ENDS


def _warnings(parts: Sequence[TextPart]) -> Iterator[str]:
    """Numbers that do not follow each other; counting again from one in a new part is a way of writing, not a fault."""
    before = 0
    for part in parts:
        for item in part.items:
            if not item.no.isdecimal():
                continue
            number = int(item.no)
            if number != before + 1 and not (number == 1 and item is part.items[0]):
                yield f"“{part.no or part.title}”里第 {item.no} 点前面不是第 {number - 1} 点，请对照原文核对编号"
            before = number
    if not any(part.no or part.items for part in parts):
        yield "这篇文字没有编号，按小标题分段；引用时请写小标题"
