"""What the vault asks of rooms above it: may this person near this report, and how long may an identity stay open?

As long as nobody has registered an answer, every request fails: the vault is closed, not open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from dandang.foundation.ground.refusal import Refusal
from dandang.registry.vault.records import AccessRules

# What an actor is about to do with a handle, as gates are asked.
REQUEST, APPROVE, OPEN = "request", "approve", "open"

Gate = Callable[[Any, str, str], Refusal | None]
RulesOf = Callable[[str, date], AccessRules | None]
Titles = Callable[[Any, Iterable[str]], Mapping[str, tuple[str, str]]]

_gates: dict[str, Gate] = {}
_rules: list[RulesOf] = []
_titles: dict[str, Titles] = {}
_labels: dict[str, Any] = {}


def register_gate(name: str, gate: Gate) -> None:
    """Ask `gate(actor, handle, act)` before every step; a refusal it returns is raised. The same name replaces."""
    _gates[name] = gate


def register_rules(rules: RulesOf) -> None:
    """Ask `rules(region, on)` for the hours and the number of approvers; the last one registered answers."""
    _rules[:] = [rules]


def register_titles(name: str, titles: Titles) -> None:
    """Let a room name its handles: `titles(actor, handles)` gives text and address for those the actor may know."""
    _titles[name] = titles


def register_labels(labels: Mapping[str, Any]) -> None:
    """Say what the names of sealed fields are called on the page that shows them."""
    _labels.update(labels)


def refusal(actor: Any, handle: str, act: str) -> Refusal | None:
    """Return the first refusal of a gate, or None when every gate lets the actor pass."""
    return next((found for gate in _gates.values() if (found := gate(actor, handle, act)) is not None), None)


def has_gate() -> bool:
    """Say whether any room watches over handles."""
    return bool(_gates)


def rules(region: str, on: date) -> AccessRules | None:
    """Return the rules of a region on a day, or None when no room knows them."""
    return _rules[0](region, on) if _rules else None


def titles(actor: Any, handles: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the names and addresses of handles, as far as rooms give them to this actor."""
    asked = list(handles)
    return {handle: named for source in _titles.values() for handle, named in source(actor, asked).items()}


def label(name: str) -> str:
    """Return what a sealed field is called; one nobody named keeps its own name."""
    return str(_labels.get(name, name))
