"""The project's own packs, loaded once and kept for the room's tests."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import shelf


@pytest.fixture
def loaded(db: Any) -> None:
    """The database holds the packs of the project."""
    shelf.load()
