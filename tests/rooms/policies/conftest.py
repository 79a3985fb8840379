"""The project's own packs, loaded once and kept for the room's tests."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.law.policies import actions
from dandang.registry.access import queries as access
from tests.factories.registry import NOW


@pytest.fixture
def loaded(db: Any) -> None:
    """The database holds the packs of the project."""
    actions.load_packs(actor=access.system_actor(), at=NOW)
