"""What does the gallery show? Made-up content for every component."""

from __future__ import annotations

from typing import Any


def examples() -> dict[str, Any]:
    """Return the context of the gallery page."""
    return {}
