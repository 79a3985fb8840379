"""How is a text anonymised by what people decided, what risk is left, who resembles whom? Facts in, judgement out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dandang.ledger.casebook import wordlists
from dandang.ledger.casebook.records import (
    DISTINCTION,
    ELEMENT,
    LIST_ITEM,
    Found,
    Likeness,
    Mark,
    Profile,
    Risk,
    Segment,
)

OPEN, CONFIRMED, KEPT = "OPEN", "CONFIRMED", "KEPT"
FEW = 5
"""Fewer people than this who fit a description are as good as named; a choice of this program, no law says a figure."""


def segments(part: str, original: str, marks: Iterable[Mark]) -> tuple[Segment, ...]:
    """Cut a part of an entry at its markings, so that both columns of the page are drawn from one list.

    A confirmed marking shows its replacement, an open one still its text; where two overlap the longer one counts.
    """
    cuts = sorted(
        ((start, start + len(mark.span), mark) for mark in marks for start in mark.places.get(part, ())),
        key=lambda one: (-(one[1] - one[0]), one[0]),
    )
    kept: list[tuple[int, int, Mark]] = []
    for start, end, mark in cuts:
        if original[start:end] == mark.span and all(end <= one[0] or start >= one[1] for one in kept):
            kept.append((start, end, mark))
    made: list[Segment] = []
    at = 0
    for start, end, mark in sorted(kept, key=lambda one: one[0]):
        if start > at:
            made.append(Segment(original[at:start], original[at:start]))
        shown = mark.replacement if mark.state == CONFIRMED else mark.span
        made.append(Segment(mark.span, shown, mark.id, mark.state))
        at = end
    if at < len(original):
        made.append(Segment(original[at:], original[at:]))
    return tuple(made)


def anonymised(part: str, original: str, marks: Iterable[Mark]) -> str:
    """The text of a part with every confirmed marking replaced; what is open or kept stands as it was."""
    return "".join(segment.shown for segment in segments(part, original, marks))


def left_over(found: Iterable[Found], marks: Iterable[Mark]) -> tuple[Found, ...]:
    """What a second look over the anonymised text finds that nobody has decided to keep.

    What a person wrote as a replacement is no finding where 某 stands in it, unless it names somebody all the same.
    """
    decided = {mark.span for mark in marks if mark.state == KEPT}
    written = {mark.replacement for mark in marks if mark.state == CONFIRMED and "某" in mark.replacement}
    sums = {mark.replacement for mark in marks if mark.state == CONFIRMED and _is_round(mark.replacement)}
    return tuple(
        one
        for one in found
        if one.span not in decided | sums
        and "某" not in one.span
        and (one.kind in _NAMING or not any(one.span in text for text in written))
    )


_NAMING = frozenset({"NAME", "CALLED", "CONTACT", "NUMBER"})


def _is_round(text: str) -> bool:
    return "余" in text or text.endswith("元")


def risks(parts: Mapping[str, str], people_by_post: Mapping[str, int]) -> tuple[Risk, ...]:
    """What may still lead somebody who knows the place to the person: telling words, and posts that few people hold.

    `people_by_post` counts the people on file in the region for each post; one nobody on file holds is left out.
    """
    text = "\n".join(parts.values())
    found = [
        Risk(word, f"“{_around(text, word)}”说得太具体，知道这件事的人一看就明白是谁。可以换一种说法")
        for word in wordlists.TELLING
        if word in text
    ]
    for post, count in sorted(people_by_post.items(), key=lambda one: (one[1], -len(one[0]))):
        if 0 < count < FEW and post in text:
            found.append(Risk(post, f"“{post}”：登记里本地区符合的只有 {count} 人，等于写出了是谁。可以写得宽一些"))
    return tuple(found)


def _around(text: str, word: str) -> str:
    at = text.index(word)
    return text[at : at + len(word) + 6].split("\n")[0].rstrip("，。；、")


# Similar cases ----------------------------------------------------------------------------------------------------

TELLING_SIDES = {"AGAINST", "UNCLEAR", "GRAVER"}


def similar(wanted: Profile, known: Iterable[Profile], *, limit: int) -> tuple[Likeness, ...]:
    """Entries that resemble a case, nearest first. What brings them near is said; no figure is made of it.

    In this order: items of the lists both matched, elements both found against the person or unclear, distinctions on
    the same side, the same field, the same words, the same outcome, and elements both found in favour. An entry that
    shares only elements in favour and its outcome resembles half the casebook and is left out.
    """
    found = [(likeness, _nearness(likeness)) for one in known if (likeness := _compared(wanted, one)) is not None]
    ordered = sorted(found, key=lambda pair: (tuple(-count for count in pair[1]), -pair[0].id))
    return tuple(likeness for likeness, _ in ordered[:limit])


_ORDER = ("LIST_ITEM", "AGAINST", "DISTINCTION", "FIELD", "WORDS", "OUTCOME", "FOR")


def _nearness(one: Likeness) -> tuple[int, ...]:
    counts = {reason: len(codes) for reason, codes in one.reasons}
    return tuple(counts.get(reason, 0) for reason in _ORDER)


def _compared(wanted: Profile, known: Profile) -> Likeness | None:
    shared = wanted.traits & known.traits
    by_reason: dict[str, list[tuple[str, str, str]]] = {}
    for trait in sorted(shared):
        by_reason.setdefault(_reason(trait), []).append(trait)
    if wanted.field and wanted.field == known.field:
        by_reason["FIELD"] = [("FIELD", wanted.field, "")]
    if words := [word for word in _words(wanted.text) if word in known.text]:
        by_reason["WORDS"] = [("WORDS", word, "") for word in words]
    if not by_reason.keys() & {"LIST_ITEM", "AGAINST", "DISTINCTION", "FIELD", "WORDS"}:
        return None
    if wanted.outcome and wanted.outcome == known.outcome:
        by_reason["OUTCOME"] = [("OUTCOME", wanted.outcome, "")]
    reasons = tuple((name, tuple(by_reason[name])) for name in _ORDER if name in by_reason)
    return Likeness(known.id, reasons)


def _reason(trait: tuple[str, str, str]) -> str:
    group, _code, side = trait
    if group == LIST_ITEM:
        return "LIST_ITEM"
    if group == DISTINCTION:
        return "DISTINCTION"
    return "AGAINST" if group == ELEMENT and side in TELLING_SIDES else "FOR"


def _words(text: str) -> Sequence[str]:
    return [word for word in dict.fromkeys(text.split()) if len(word) > 1]
