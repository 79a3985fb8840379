"""How is a reference such as `appraisal.participant:12` named and linked? A registry every room fills at start-up.

Lower rooms keep references as text and never look upward; the room that owns a kind of reference registers how its
rows are called and where they are shown. Names are asked for in one go, so that a list of a hundred references costs
as many questions as there are kinds in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from dandang.foundation.ground import refs

Names = Callable[[Sequence[str]], Mapping[str, str]]
Address = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Described:
    """A reference ready for a page; `url` is empty when there is no page for it."""

    ref: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class _Registered:
    names: Names
    url: Address


_kinds: dict[str, _Registered] = {}


def register_reference(kind: str, *, names: Names, url: Address) -> None:
    """Say how references of `kind` (`room.noun`) are named and linked.

    `names` takes the keys of many references at once and returns key -> name for those that exist; `url` makes the
    address of one key, or empty text. The same kind replaces an earlier entry, so that start-up may run twice.
    """
    _kinds[kind] = _Registered(names, url)


def registered_kinds() -> tuple[str, ...]:
    """Return every kind of reference somebody registered."""
    return tuple(sorted(_kinds))


def describe(texts: Iterable[str]) -> dict[str, Described]:
    """Return name and address of many references; one that nobody knows keeps its own text as its name."""
    by_kind: dict[str, list[str]] = {}
    found: dict[str, Described] = {}
    for text in set(texts):
        try:
            parsed = refs.parse(text)
        except ValueError:
            found[text] = Described(text, text, "")
            continue
        by_kind.setdefault(parsed.kind, []).append(parsed.key)
    for kind, keys in by_kind.items():
        found.update(_described(kind, keys))
    return found


def address(text: str) -> str:
    """Return the address of one reference without asking for its name; empty when it has no page."""
    try:
        parsed = refs.parse(text)
    except ValueError:
        return ""
    registered = _kinds.get(parsed.kind)
    return registered.url(parsed.key) if registered else ""


def _described(kind: str, keys: list[str]) -> dict[str, Described]:
    registered = _kinds.get(kind)
    names = registered.names(keys) if registered else {}
    described = {}
    for key in keys:
        text = refs.ref(kind, key)
        url = registered.url(key) if registered and key in names else ""
        described[text] = Described(text, names.get(key, text), url)
    return described
