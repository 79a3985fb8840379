"""Where in the full text does a clause stand? The half of `queries` about imported texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dandang.law.policies import errors, models
from dandang.law.policies.states import TextState


@dataclass(frozen=True, slots=True)
class Passage:
    """The very item a clause summarises: `anchor` on the page of the whole text."""

    heading: str
    text: str
    anchor: str


def confirmed_text(edition: models.Edition) -> models.FullText | None:
    """Return the confirmed full text of an edition with its parts and items, none when there is none."""
    return _read(edition, TextState.CONFIRMED)


def proposed_text(edition: models.Edition) -> models.FullText | None:
    """Return the text somebody uploaded and nobody has confirmed yet."""
    return _read(edition, TextState.PROPOSED)


def _read(edition: models.Edition, state: TextState) -> models.FullText | None:
    rows = models.FullText.objects.filter(edition=edition, state=state).prefetch_related("parts__items")
    return rows.first()


def text(text_id: int) -> models.FullText:
    """Return a text by its number. Raises NotHere."""
    rows = models.FullText.objects.select_related("edition__document").prefetch_related("parts__items")
    found = rows.filter(pk=text_id).first()
    if found is None:
        raise errors.no_such_text()
    return found


def passage(clause: models.Clause, within: models.FullText | None) -> Passage | None:
    """Return where a clause stands in the full text, none without a text or where the number is not certain.

    An item is found by its number inside the clause's part; without a part only where the number stands once, as
    numbering may start again in each part. A clause without an item is the part itself, by its number or heading.
    """
    if within is None:
        return None
    parts = list(within.parts.all())
    of_part = [part for part in parts if clause.part and _is_part(part, clause.part)]
    article = _ARTICLE.match(clause.label)
    wanted = {name for name in (clause.item, clause.label, article[1] if article else "") if name}
    numbered = [(part, item) for part in parts for item in part.items.all() if wanted & _names(item.no)]
    inside = [(part, item) for part, item in numbered if part in of_part]
    chosen = inside if inside else numbered if not of_part or _counts_through(parts) else []
    if len(chosen) == 1:
        part, item = chosen[0]
        return Passage(_heading(part, item), item.text, anchor_of(part, item))
    if not clause.item and len(of_part) == 1:
        return Passage(str(of_part[0]), of_part[0].text, anchor_of(of_part[0]))
    return None


def _is_part(part: models.TextPart, name: str) -> bool:
    return name in {part.no, part.title, f"第{part.no}部分"} and bool(name)


# 第88条第一项 is cited from 第88条: the item holds what is numbered below it.
_ARTICLE = re.compile(r"^(第[\d一二两三四五六七八九十百零〇]+[条点](?:之[\d一二三四五六七八九十]+)?)")


def _names(no: str) -> set[str]:
    """11 is also cited as 第11点 and 第11条, （三） as 第（三）项."""
    if no[0] in "（(":
        inner = no[1:-1]
        return {no, f"（{inner}）", f"({inner})", f"第（{inner}）项", f"第{inner}项"}
    return {no, f"第{no}点", f"第{no}条", f"第{no}项"} if no.isdecimal() else {no, _arabic_article(no)}


_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "零": 0, "〇": 0}


def _arabic_article(no: str) -> str:
    """第九十五条 -> 第95条; 第十二条之一 -> 第12条之1."""
    main, _between, added = no.removeprefix("第").partition("条")
    tail = f"之{_number(added.removeprefix('之'))}" if added.startswith("之") else ""
    return f"第{_number(main)}条{tail}"


def _number(words: str) -> int:
    total, digit = 0, 0
    for sign in words:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (digit or 1) * {"十": 10, "百": 100}.get(sign, 1)
            digit = 0
    return total + digit


def _counts_through(parts: Iterable[models.TextPart]) -> bool:
    """Whether items count through the whole text, so that a number alone is enough."""
    numbers = [item.no for part in parts for item in part.items.all()]
    return len(set(numbers)) == len(numbers)


def _heading(part: models.TextPart, item: models.TextItem) -> str:
    number = f"第{item.no}点" if item.no.isdecimal() else item.no
    return f"{part}　{number}" if str(part) else number


def anchor_of(part: models.TextPart, item: models.TextItem | None = None) -> str:
    """Return the place on the page of the whole text."""
    return f"p{part.position}" + (f"-{item.position}" if item is not None else "")
