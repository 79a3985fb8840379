"""What the search hands out: what a question wants, the pieces of a marked text, the hits of a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """One word of a question, the terms that stand for it in the index, and those of them that an answer needs."""

    word: str
    terms: tuple[str, ...]
    needed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked where it is what was looked for."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, as the page draws it."""

    title: tuple[Piece, ...]
    url: str
    line: tuple[Piece, ...]
    snippet: tuple[Piece, ...]
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one heading on one page: `count` is how many there are in all."""

    name: str
    label: str
    count: int
    page: int
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of what a question found of one source, best first; `is_partial` as in `Answer`."""

    found: tuple[int, ...] = ()
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question found. `unseen` are the words that stand nowhere in what the reader may open.

    `is_partial` when nothing held all that was asked, and what follows holds some of it.
    """

    question: str
    is_cut_short: bool
    groups: tuple[Group, ...]
    unseen: tuple[str, ...]
    is_partial: bool = False

    @property
    def count(self) -> int:
        """How many things were found in all."""
        return sum(group.count for group in self.groups)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild did: rows per source, and how many terms they hold."""

    rows: dict[str, int]
    terms: int
