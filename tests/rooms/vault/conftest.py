"""The registries of the vault as each test wants them, and back again afterwards."""

from __future__ import annotations

import pytest

from dandang.registry.vault import kinds
from tests.factories import vault as make


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gate that lets everybody pass and the product's own rule, whatever rooms above have registered."""
    monkeypatch.setattr(kinds, "_gates", {})
    for name in ("_over", "_barred", "_waiting"):
        monkeypatch.setattr(kinds, name, {})
    for name in ("_rules", "_keeping"):
        monkeypatch.setattr(kinds, name, [])
    make.open_gate()
