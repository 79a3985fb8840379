"""The rail: who sees what, in which order, and where one stands."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from dandang.foundation.ground import gate
from dandang.foundation.ui import menu

TODAY = date(2026, 11, 21)
CLERK = SimpleNamespace(name="周文澜", verbs={"people.read"})


class ByVerbs:
    """A gate that lets an actor do what is in `verbs`."""

    def may(self, actor: Any, verb: str, *, path: str | None = None) -> bool:
        return verb in actor.verbs


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_entries", {})
    monkeypatch.setattr(menu, "_badges", {})
    monkeypatch.setattr(menu, "reverse", lambda name: ADDRESSES[name])
    monkeypatch.setattr(gate, "_gates", [ByVerbs()])


ADDRESSES = {"home": "/", "roster": "/people/", "mine": "/people/me/", "tree": "/organisations/"}


def rail(path: str = "/") -> list[menu.Link]:
    return menu.links(section=menu.DAILY, among=menu.places(actor=CLERK, path=path), actor=CLERK, today=TODAY)


def test_entries_stand_in_their_order_and_only_in_their_section() -> None:
    menu.register(menu.MenuEntry(menu.DAILY, 20, "干部名册", "roster"))
    menu.register(menu.MenuEntry(menu.DAILY, 10, "我的待办", "home"))
    menu.register(menu.MenuEntry(menu.ADMIN, 1, "机构", "tree"))

    assert [link.label for link in rail()] == ["我的待办", "干部名册"]


def test_an_entry_with_a_verb_the_actor_lacks_is_left_out() -> None:
    menu.register(menu.MenuEntry(menu.DAILY, 10, "干部名册", "roster", verb="people.read"))
    menu.register(menu.MenuEntry(menu.DAILY, 20, "机构", "tree", verb="organisations.write"))

    assert [link.label for link in rail()] == ["干部名册"]


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", "我的待办"),
        ("/people/", "干部名册"),
        ("/people/12/", "干部名册"),
        ("/people/me/", "我的档案"),
        ("/elsewhere/", None),
    ],
)
def test_the_nearest_address_is_current_and_the_root_only_for_itself(path: str, current: str | None) -> None:
    for order, (label, name) in enumerate([("我的待办", "home"), ("干部名册", "roster"), ("我的档案", "mine")]):
        menu.register(menu.MenuEntry(menu.DAILY, order, label, name))

    assert [link.label for link in rail(path) if link.is_current] == ([current] if current else [])


def test_only_one_link_of_the_whole_rail_is_current() -> None:
    menu.register(menu.MenuEntry(menu.DAILY, 10, "干部名册", "roster"))
    menu.register(menu.MenuEntry(menu.OWN, 10, "我的档案", "mine"))

    assert [link.label for link in rail("/people/me/") if link.is_current] == []


def test_a_badge_is_asked_with_the_actor_and_the_day() -> None:
    menu.register(menu.MenuEntry(menu.DAILY, 10, "我的待办", "home"))
    menu.register_badge("home", lambda actor, today: menu.Badge(f"{actor.name} {today}", is_late=True))

    assert rail()[0].badge == menu.Badge("周文澜 2026-11-21", is_late=True)


def test_registering_twice_keeps_one_entry() -> None:
    menu.register(menu.MenuEntry(menu.DAILY, 10, "旧名", "home"))
    menu.register(menu.MenuEntry(menu.DAILY, 10, "我的待办", "home"))

    assert [link.label for link in rail()] == ["我的待办"]
