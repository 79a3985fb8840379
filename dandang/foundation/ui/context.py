"""What does the frame around every page need? The context processor `frame`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import guide, menu

ROWS_COOKIE = "dandang_rows"
KEYS_COOKIE = "dandang_keys"


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rail links under its heading."""

    heading: str
    links: list[menu.Link]


class Frame:
    """The frame of one page. Everything is worked out only when a template asks, so fragments cost nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        known = getattr(request, "actor", None)
        self.actor: Any = known if known is not None and known.account_id is not None else None
        self.now = timezone.localtime()
        self.today = self.now.date()
        self.is_demo: bool = getattr(settings, "IS_DEMO", False)
        self.is_print: bool = request.GET.get("print") == "1"
        self.are_keys_off: bool = request.COOKIES.get(KEYS_COOKIE) == "off"
        self.is_tight: bool = request.COOKIES.get(ROWS_COOKIE) == "tight"

    @property
    def organ(self) -> str:
        """The organ the page speaks for: that of the account; the installation's own where there is none."""
        return getattr(self.actor, "organ_name", "") or settings.ORGAN

    @property
    def office(self) -> str:
        """The inner office the account sits in, when it is not the organ itself."""
        name = getattr(self.actor, "organisation_name", "")
        return "" if name == self.organ else name

    @cached_property
    def sections(self) -> list[Section]:
        """The rail: sections with at least one link the actor may open."""
        if self.actor is None:
            return []
        headings = ((menu.DAILY, ""), (menu.PARTS, _("七个部分")), (menu.OWN, _("我自己的")), (menu.ADMIN, _("管理")))
        found = [Section(heading, self._links(name)) for name, heading in headings]
        return [section for section in found if section.links]

    @cached_property
    def top_links(self) -> list[menu.Link]:
        """Links beside the name: help, sign out."""
        return [] if self.actor is None else self._links(menu.TOP)

    @property
    def chapters(self) -> list[guide.Chapter]:
        """The chapters of the help page for this actor."""
        return guide.chapters(self.actor)

    @cached_property
    def public_links(self) -> list[menu.Link]:
        """Pages open to everybody, listed where one signs in."""
        return self._links(menu.PUBLIC)

    @cached_property
    def search(self) -> dict[str, str] | None:
        """The search field with its address, when one is registered and somebody is signed in."""
        found = menu.search()
        if found is None or self.actor is None or not menu.is_open(found.verb, self.actor):
            return None
        try:
            url = reverse(found.url_name)
        except NoReverseMatch:
            return None
        return {"url": url, "label": str(found.label), "parameter": found.parameter}

    @property
    def session_seconds(self) -> int:
        """How long a signed-in page may rest before the session ends; 0 when nobody is signed in."""
        return settings.SESSION_COOKIE_AGE if self.actor is not None else 0

    @property
    def print_mark(self) -> str:
        """A number for the foot of a printed page that says which account printed it and when."""
        account = getattr(self.actor, "account_id", 0) or 0
        return f"{account:05d}-{self.now:%y%m%d%H%M}"

    @cached_property
    def _places(self) -> list[menu.Place]:
        return menu.places(actor=self.actor, path=self._request.path)

    def _links(self, section: str) -> list[menu.Link]:
        return menu.links(section=section, among=self._places, actor=self.actor, today=self.today)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, `actor` and `today` for every template."""
    made = Frame(request)
    return {"frame": made, "actor": made.actor, "today": made.today}
