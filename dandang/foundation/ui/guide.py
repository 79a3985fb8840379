"""What stands on the help page? Chapters that rooms register in their `apps.py`, each with a template of its own.

A chapter holds `<ol>` steps and `<dl>` words as plain HTML; the page draws the sheet, the heading and the list of
contents. What one may do, and where, comes from the menu and needs no chapter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dandang.foundation.ui import menu


@dataclass(frozen=True, slots=True)
class Chapter:
    """One sheet of the help page; `key` is its anchor, `verb` empty means every signed-in person reads it."""

    order: int
    key: str
    title: Any
    template: str
    verb: str = ""


_chapters: dict[str, Chapter] = {}


def register(chapter: Chapter) -> None:
    """Add a chapter; the same key replaces an earlier one, so that start-up may run twice."""
    _chapters[chapter.key] = chapter


def chapters(actor: Any) -> list[Chapter]:
    """Return the chapters the actor may read, in their order."""
    return [one for one in sorted(_chapters.values(), key=lambda one: one.order) if menu.is_open(one.verb, actor)]
