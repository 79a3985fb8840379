"""What a stripper hands back, and how it says that it cannot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stripped:
    """A file without its metadata: the bytes, the ending it is kept under, and what was taken out, for people."""

    content: bytes
    kind: str
    removed: tuple[str, ...] = ()


class CannotStrip(Exception):
    """This file may still tell who made it; carries the reason in Chinese, without a full stop."""
