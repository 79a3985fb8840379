"""Pages of docs/ that are drawn from code: the kinds of effect, the floors of the house."""

from __future__ import annotations

import ast
from pathlib import Path

from django.apps import apps
from django.conf import settings

from dandang.ledger.effects import kinds

CODE = Path(settings.ROOT) / "dandang"
FLOORS = (
    ("oversight, api, demo, operations", ("oversight", "api", "demo", "operations"), "everything, through doors"),
    ("parts", ("parts",), "their own work, never each other"),
    ("interchange", ("interchange",), "file formats of the field"),
    ("ledger", ("ledger",), "effects in force, duties, notices, matters, cases in common"),
    ("law", ("law",), "what the rules say on a day, how a paper looks"),
    ("registry", ("registry",), "who is who, posts over time, who may do what"),
    ("foundation", ("foundation",), "nothing of cadres"),
)
_SHAPES = {
    kinds.TEXT: "text",
    kinds.DAY: "day",
    kinds.CODES: "codes, or ALL",
    kinds.CHOICE: "one of",
    kinds.CHOICES: "some of",
}


def effects_page() -> str:
    """Return docs/effects.md: every kind with meaning, clause, writers, readers and facts."""
    parts = [
        "# Effects",
        "",
        "Generated from `dandang/ledger/effects/kinds.py` by `dandang docs effects`; a test compares the two.",
        "An effect is what one decision about a person means for the work of other rooms: dated, cited, revocable. The",
        "end day is outside the period. A code that must be read by a room not built yet is held against that room as",
        "soon as it exists: a house test fails until the room declares the kind and asks for the code.",
        "",
    ]
    for kind in kinds.all_kinds():
        parts += [
            f"## {kind.code}",
            "",
            f"{kind.label}: {kind.meaning}。",
            "",
            f"- Basis: {kind.clause}",
            f"- Writers: {', '.join(kind.writers)}",
            f"- Readers: {', '.join(kind.readers)}",
            *_must_be_read(kind),
            *(["- Guarded: keyed in, listed and shown among the discipline body only"] if kind.is_guarded else []),
            "",
            "| Fact | Meaning | Shape |",
            "|---|---|---|",
            *(_fact_row(fact) for fact in kind.facts),
            "",
        ]
    return "\n".join(parts)


def _must_be_read(kind: kinds.EffectKind) -> list[str]:
    named = "; ".join(f"`{code}` by {room}" for code, room in kind.must_be_read_by.items())
    return [f"- Must be read: {named}"] if named else []


def house_page() -> str:
    """Return docs/house.md: the floors and their rooms as the code has them, each with its first sentence."""
    parts = [
        "# The house",
        "",
        "Drawn from the code by `dandang docs house`; a test compares the two. A room imports only from floors below",
        "it, and from others only through their doors: `queries`, `actions`, `kinds`, `records`, `errors`. In a room",
        "a file sees only what stands to its right: `apps → urls → views, tasks → forms → actions → queries → models →",
        "rules, states, errors → records`. `tests/house/` and the contracts in `.importlinter` watch this.",
        "",
        "Top floor first:",
        "",
    ]
    for title, folders, knows in FLOORS:
        rooms = [room for folder in folders for room in _rooms(CODE / folder)]
        if rooms:
            parts += [f"## {title}", "", f"Knows: {knows}.", "", "| Room | What it is for |", "|---|---|"]
            parts += [f"| `{name}` | {sentence} |" for name, sentence in rooms]
            parts.append("")
    tables = sorted(config.label for config in apps.get_app_configs() if config.name in settings.ROOMS)
    parts += [f"Rooms with tables, pages or start-up work, by label: {', '.join(tables)}.", ""]
    return "\n".join(parts)


def _rooms(folder: Path) -> list[tuple[str, str]]:
    """The rooms of a floor; a folder without rooms inside is itself one."""
    inside = sorted(path.parent for path in folder.glob("*/__init__.py") if path.parent.name not in _NOT_ROOMS)
    if folder.name in {"operations", "demo", "api"}:
        inside = [folder]
    return [(room.name, _first_sentence(room / "__init__.py")) for room in inside if room.is_dir()]


_NOT_ROOMS = {"migrations", "templatetags", "commands", "backup"}


def _first_sentence(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) if path.exists() else ""
    first = " ".join((text or "").split("\n\n")[0].split())
    return first.rstrip(".") + "." if first else ""


def _fact_row(fact: kinds.Fact) -> str:
    shape = _SHAPES[fact.shape]
    if fact.options:
        shape += ": " + "; ".join(f"`{code}` {label}" for code, label in fact.options.items())
    optional = "" if fact.is_required else " (optional)"
    return f"| `{fact.name}` | {fact.label} | {shape}{optional} |"
