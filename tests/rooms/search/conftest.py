"""A source of made-up things: units of a county stand for them, `open_to` says which one may see."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import QuerySet

from dandang.law.search import actions, kinds
from dandang.registry.organisations.models import Organisation
from tests.factories import registry

NAME = "drawer.thing"


class Drawer:
    """Things to be found. `open_to` None means everything may be seen."""

    def __init__(self) -> None:
        self.parent = registry.county().county
        self.rows: dict[int, kinds.Row] = {}
        self.hidden: set[int] = set()

    def put(self, title: str, text: str = "", **more: Any) -> int:
        """Put a thing in and index it."""
        key = registry.organisation(self.parent, f"物{len(self.rows)}").pk
        self.rows[key] = kinds.Row(key, title, text, **more)
        actions.index(source=NAME, keys=[key], at=registry.NOW)
        return key

    def source(self, **more: Any) -> kinds.Source:
        return kinds.Source(
            label="东西",
            order=1,
            rows=lambda keys: [row for key, row in self.rows.items() if keys is None or key in keys],
            visible=self._visible,
            shown=lambda actor, keys: {key: kinds.Shown(self.rows[key].title, f"/thing/{key}/") for key in keys},
            **more,
        )

    def _visible(self, actor: Any, on: Any) -> QuerySet[Organisation]:
        return Organisation.objects.exclude(pk__in=self.hidden)


@pytest.fixture
def drawer(db: Any) -> Iterator[Drawer]:
    """A drawer whose things can be found."""
    made = Drawer()
    kinds.register_source(NAME, made.source())
    yield made
    kinds._sources.pop(NAME)
