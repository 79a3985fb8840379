"""What stands in the rail and the top bar? A registry every room fills in its `apps.py`.

The registry knows no roles: it asks the gate of `ground`, which the access room sets at start-up. Badges, the search
field and the links beside the name are registered the same way as entries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse

from dandang.foundation.ground import gate

# Order of the rail and the heading above each section; an empty heading draws none.
DAILY, PARTS, OWN, ADMIN, TOP, PUBLIC = "daily", "parts", "own", "admin", "top", "public"


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One link. `icon` is an icon's name or a single Chinese numeral; `verb` empty means every signed-in person.

    `section` is one of daily, parts, own, admin (the rail), top (beside the name) or public (below signing in). A top
    entry with `is_post` is drawn as a button that posts, for signing out. `about` says on the help page what one does
    there.
    """

    section: str
    order: int
    label: Any
    url_name: str
    icon: str = ""
    verb: str = ""
    is_post: bool = False
    about: Any = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """A count beside an entry; `is_late` draws it red."""

    text: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry made ready for one page."""

    label: str
    url: str
    icon: str
    is_current: bool
    badge: Badge | None
    is_post: bool
    about: str


@dataclass(frozen=True, slots=True)
class Search:
    """The top bar's search field: where it leads, what it finds, and the verb it takes (empty: everybody's)."""

    url_name: str
    label: Any
    parameter: str = "q"
    verb: str = ""


BadgeSource = Callable[[Any, date], Badge | None]

_entries: dict[tuple[str, str], MenuEntry] = {}
_badges: dict[str, BadgeSource] = {}
_search: list[Search] = []


def register(entry: MenuEntry) -> None:
    """Add an entry; the same section and url name replace an earlier one, so that start-up may run twice."""
    _entries[entry.section, entry.url_name] = entry


def register_badge(url_name: str, source: BadgeSource) -> None:
    """Show beside the entry `url_name` what `source(actor, today)` returns."""
    _badges[url_name] = source


def set_search(search: Search) -> None:
    """Draw the search field in the top bar of signed-in pages."""
    _search[:] = [search]


def search() -> Search | None:
    """Return the registered search field, or none."""
    return _search[0] if _search else None


@dataclass(frozen=True, slots=True)
class Place:
    """An entry the reader of a page may open, where it leads, and whether the page lies there."""

    entry: MenuEntry
    url: str
    is_current: bool


def places(*, actor: Any, path: str) -> list[Place]:
    """Return what the actor may open, in order, the one nearest to `path` marked as current.

    Nearest of all sections: the own file stands below 我自己的 and not below the roster as well. Asked once a page.
    """
    entries = sorted(_entries.values(), key=lambda e: (e.order, e.url_name))
    shown = [(entry, url) for entry in entries if is_open(entry.verb, actor) and (url := _url(entry))]
    current = _nearest((url for _, url in shown), path)
    return [Place(entry, url, url == current) for entry, url in shown]


def links(*, section: str, among: Iterable[Place], actor: Any, today: date) -> list[Link]:
    """Return the links of one section, each with its badge."""
    return [_link(place, actor, today) for place in among if place.entry.section == section]


def is_open(verb: str, actor: Any) -> bool:
    """Say whether the actor may do `verb` somewhere; an empty one is everybody's."""
    return not verb or gate.gate().may(actor, verb)


def _url(entry: MenuEntry) -> str:
    """An entry whose page is not part of this installation is left out rather than breaking every page."""
    try:
        return reverse(entry.url_name)
    except NoReverseMatch:
        return ""


def _nearest(urls: Iterable[str], path: str) -> str:
    """The longest address that `path` begins with; the root only matches itself."""
    fitting = (url for url in urls if url == path or (url != "/" and path.startswith(url)))
    return max(fitting, key=len, default="")


def _link(place: Place, actor: Any, today: date) -> Link:
    entry = place.entry
    source = _badges.get(entry.url_name)
    badge = source(actor, today) if source else None
    return Link(str(entry.label), place.url, entry.icon, place.is_current, badge, entry.is_post, str(entry.about))
