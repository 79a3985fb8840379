"""How long may a text be? For rooms that check a whole file before they hand it in."""

from __future__ import annotations

from dandang.registry.people import rows
from dandang.registry.people.models import Person


def field_lengths() -> dict[str, int]:
    """Return the longest text of each field of a file that has a limit."""
    return {
        field.name: field.max_length or 0
        for field in Person._meta.concrete_fields
        if field.name in rows.WRITABLE and getattr(field, "max_length", None)
    }


def section_lengths() -> dict[str, dict[str, int]]:
    """Return, by section and field of its rows, the longest text that has a limit."""
    return {
        name: {
            field.attname: field.max_length or 0
            for field in model._meta.concrete_fields
            if getattr(field, "max_length", None)
        }
        for name, model in rows.SECTIONS.items()
    }
