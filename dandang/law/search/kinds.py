"""What rooms hand in at start-up: which of their things can be found, by which words, by whom, and how each is shown.

    from dandang.law.search import kinds as search

    search.register_source(
        "casebook.entry",
        search.Source(label=_("案例"), order=40, rows=_rows, visible=_visible, shown=_shown, verb="casebook.read"),
    )

and in the room's own actions, as the last step before the record, `search.actions.index(source="casebook.entry",
keys=[entry.pk], at=at)`: the rows are read again, what `rows` no longer gives is forgotten.

Never hand in: a reporter's words, health, drafts, the name of a person whose case this is. Nobody is reduced to a
status (DESIGN.md, principle 4), so a name finds the person's file and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dandang.registry.access.records import Actor


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to be found. `key` is the primary key of the room's row; title and text are shown in the snippet.

    `also` is found by but never shown: another way to write the number, say. `day` orders hits of equal weight, the
    latest first.
    """

    key: int
    title: str
    text: str = ""
    day: date | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """How a hit looks on the page: its name, the page it opens (the very item), and one line saying where it stands.

    The page marks the words that were looked for; hand in plain text.
    """

    title: str
    url: str
    line: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a source that looks for itself found: how many, and the keys of one page in order."""

    count: int
    keys: tuple[int, ...]


Rows = Callable[[Collection[int] | None], Iterable[Row]]
Visible = Callable[[Actor, date], QuerySet[Any]]
Show = Callable[[Actor, Sequence[int]], Mapping[int, Shown]]
Look = Callable[[Actor, str, date, int, int], Found]


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing that can be found.

    `label` heads its hits; `order` places it: 人员 10, 政策 20, 事项 30, 容错 40, 澄清 45, 案例 50, 文书 60.
    Sources whose names begin with the same word before the dot stand under one heading, that of the first in order.
    `rows(keys)` gives the rows with these keys, all of them for None; a key it leaves out is not to be found.
    `visible(actor, on)` gives a QuerySet of the room's own rows that the actor may open that day. It becomes a
    subquery, applied before anything is counted or ranked: what is hidden changes neither number nor order.
    `shown(actor, keys)` gives name, address and line for the hits of one page, in one or two queries.
    `verb` is asked first; without it the source is not looked into and its heading does not appear.
    `look(actor, words, on, start, stop)` replaces `rows` and `visible` where a room looks for itself and no copy of its
    words shall stand in the index.
    """

    label: Any
    order: int
    shown: Show
    rows: Rows | None = None
    visible: Visible | None = None
    look: Look | None = None
    verb: str = ""


_sources: dict[str, Source] = {}


def register_source(name: str, source: Source) -> None:
    """Let the things of a room be found; the same name replaces an earlier source. `name` is that of references."""
    if (source.look is None) == (source.rows is None or source.visible is None):
        raise ValueError(f"{name}: either rows and visible, or look")
    _sources[name] = source


def sources() -> dict[str, Source]:
    """Return every source by name, in the order of the page."""
    return dict(sorted(_sources.items(), key=lambda one: (one[1].order, one[0])))


def source(name: str) -> Source:
    """Return a source. Raises KeyError for a name nobody registered."""
    return _sources[name]


def group_of(name: str) -> str:
    """Return the heading a source stands under: the word before the dot."""
    return name.partition(".")[0]


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a text in which the names of the people concerned read 某某, so that a name leads to nobody's case."""
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, "某某")
    return text
