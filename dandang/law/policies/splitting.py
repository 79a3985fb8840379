"""Where does each part and each numbered item of a policy text begin? Pure: text in, parts out.

Four ways of writing are known: 一、 with 1. below, 第…章 with 第…条 below, headings without a number, and no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

_NUMERAL = "[一二三四五六七八九十百零〇两]+"
PART = re.compile(rf"^(?:({_NUMERAL})、|(第{_NUMERAL}(?:编|章|部分))[\s　]*)(.*)$")
ITEM = re.compile(rf"^(?:(\d{{1,3}})[.．、](?!\d)\s*|(第{_NUMERAL}条(?:之{_NUMERAL})?)[\s　]*)(.*)$")
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
    """A whole text. `warnings` say where a number is missing or comes twice, for a person to look."""

    title: str
    preamble: str
    parts: tuple[TextPart, ...]
    warnings: tuple[str, ...] = ()

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
        return {"title": self.title, "preamble": self.preamble, "parts": parts, "warnings": list(self.warnings)}


@dataclass
class _Part:
    no: str
    title: str
    paragraphs: list[str] = field(default_factory=list)
    items: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, line: str) -> None:
        (self.items[-1][1] if self.items else self.paragraphs).append(line)

    def closed(self) -> TextPart:
        items = tuple(Item(no, "\n".join(lines)) for no, lines in self.items)
        return TextPart(self.no, self.title, "\n".join(self.paragraphs), items)


def split(text: str) -> SplitText:
    """Cut a text into its parts and numbered items; nothing of it is lost, and nothing is made up.

    Lines before the first part are the preamble, those from 延伸阅读 on belong to the page, not to the text. Items
    may count through the whole text or start again in each part. A text without headings is one part without number.
    Basis: SPEC LW-03.
    """
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = [line for line in lines if line]
    end = next((place for place, line in enumerate(lines) if line.startswith(AFTERWORD)), len(lines))
    title, start = _title(lines[:end])
    body = lines[start:end]
    reader = _numbered if any(PART.match(line) or ITEM.match(line) for line in body) else _headed
    preamble, parts = reader(body)
    closed = tuple(part.closed() for part in parts)
    return SplitText(title, "\n".join(preamble), closed, tuple(_warnings(closed)))


def _title(lines: Sequence[str]) -> tuple[str, int]:
    """The text's name and where the body begins. A name may run over lines; it stands in 《》 near the head."""
    for place, line in enumerate(lines[:TITLE_WITHIN]):
        if (found := TITLE.fullmatch(line.removesuffix("解读"))) is not None:
            return found.group(1) + ("解读" if line.endswith("解读") else ""), place + 1
        if line.startswith("《") and "》" not in line:
            joined, last = line, place
            while "》" not in joined and last + 1 < min(len(lines), place + TITLE_WITHIN):
                last += 1
                joined += lines[last]
            if (found := TITLE.match(joined)) is not None:
                return found.group(1), last + 1
    found = next((match for line in lines[:1] if (match := TITLE.search(line))), None)
    return (found.group(1) if found else ""), 0


def _numbered(lines: Sequence[str]) -> tuple[list[str], list[_Part]]:
    preamble: list[str] = []
    parts: list[_Part] = []
    for line in lines:
        if (found := PART.match(line)) is not None:
            title, _stop, rest = found.group(3).partition("。")
            parts.append(_Part(found.group(1) or found.group(2), title.strip()))
            if rest:
                parts[-1].add(rest.strip())
        elif (found := ITEM.match(line)) is not None:
            if not parts:
                parts.append(_Part("", ""))
            parts[-1].items.append((found.group(1) or found.group(2), [found.group(3).strip()]))
        elif parts:
            parts[-1].add(line)
        else:
            preamble.append(line)
    return preamble, parts


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
