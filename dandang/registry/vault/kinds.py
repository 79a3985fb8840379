"""What the vault asks of rooms above it: may this person near this report, and how long may an identity stay open?

As long as nobody has registered an answer, every request fails: the vault is closed, not open.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Protocol

from dandang.foundation.ground.refusal import Refusal
from dandang.registry.vault.records import AccessRules, KeepingRule, Over

# What an actor is about to do with a handle, as gates are asked.
REQUEST, APPROVE, OPEN = "request", "approve", "open"

Gate = Callable[[Any, str, str], Refusal | None]
RulesOf = Callable[[str, date], AccessRules | None]
Keeping = Callable[[str, date], KeepingRule]
OverOn = Callable[[date], Iterable[Over]]
Barred = Callable[[Any], Collection[str]]
Titles = Callable[[Any, Iterable[str]], Mapping[str, tuple[str, str]]]


class Waiting(Protocol):
    """Hears that something (`vault.request:1`, `vault.destruction:1`) waits for these accounts; for none, that it is
    decided or over.
    """

    def __call__(
        self, *, actor: Any, subject: str, clause: str, account_ids: Collection[int], at: datetime
    ) -> None: ...


_gates: dict[str, Gate] = {}
_rules: list[RulesOf] = []
_keeping: list[Keeping] = []
_over: dict[str, OverOn] = {}
_barred: dict[str, Barred] = {}
_waiting: dict[str, Waiting] = {}
_titles: dict[str, Titles] = {}
_labels: dict[str, Any] = {}


def register_gate(name: str, gate: Gate) -> None:
    """Ask `gate(actor, handle, act)` before every step; a refusal it returns is raised. The same name replaces."""
    _gates[name] = gate


def register_rules(rules: RulesOf) -> None:
    """Ask `rules(region, on)` for the hours and the number of approvers; the last one registered answers."""
    _rules[:] = [rules]


def register_keeping(name: str, keeping: Keeping, over: OverOn) -> None:
    """Ask `keeping(region, on)` for how long records are kept and `over(on)` for those whose time is over on a day."""
    _keeping[:] = [keeping]
    _over[name] = over


def register_barred(name: str, barred: Barred) -> None:
    """Let `barred(actor)` name the handles whose requests a custodian does not even find: reports about himself."""
    _barred[name] = barred


def register_waiting(name: str, waiting: Waiting) -> None:
    """Tell `waiting` for whom a request or a destruction waits, inside the action that changed it."""
    _waiting[name] = waiting


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


def keeping(region: str, on: date) -> KeepingRule:
    """Return how long records of a region are kept; 未规定 while no room knows."""
    return _keeping[0](region, on) if _keeping else KeepingRule(None)


def over(on: date) -> list[Over]:
    """Return the records whose time is over on a day, the longest over first."""
    return sorted(
        (one for source in _over.values() for one in source(on)), key=lambda one: (one.kept_until, one.handle)
    )


def barred(actor: Any) -> set[str]:
    """Return the handles an actor must not know of."""
    return {handle for source in _barred.values() for handle in source(actor)}


def tell_waiting(*, actor: Any, subject: str, clause: str, account_ids: Collection[int], at: datetime) -> None:
    """Tell every room that listens for whom something waits now."""
    for listener in _waiting.values():
        listener(actor=actor, subject=subject, clause=clause, account_ids=account_ids, at=at)


def titles(actor: Any, handles: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the names and addresses of handles, as far as rooms give them to this actor."""
    asked = list(handles)
    return {handle: named for source in _titles.values() for handle, named in source(actor, asked).items()}


def label(name: str) -> str:
    """Return what a sealed field is called; one nobody named keeps its own name."""
    return str(_labels.get(name, name))
