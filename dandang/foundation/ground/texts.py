"""Texts that must fit where they are kept."""

from __future__ import annotations


def shortened(text: str, limit: int) -> str:
    """Return the text, or its beginning with an ellipsis so that it has at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
