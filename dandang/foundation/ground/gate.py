"""May this actor do this? How rooms below `access` ask, without knowing it.

`access` stands above organisations and people, because its answers need their rows. At start-up it hands itself in
here. As long as nobody has, every question fails: the house is closed, not open.
"""

from __future__ import annotations

from typing import Any, Protocol, cast


class Gate(Protocol):
    """The questions of `access.queries` that rooms below it ask; refusals are raised as `NotAllowed` or `NotHere`."""

    def require(self, actor: Any, verb: str, *, path: str | None = None) -> None: ...

    def may(self, actor: Any, verb: str, *, path: str | None = None) -> bool: ...

    def opens(self, actor: Any, address: str) -> bool: ...

    def scopes(self, actor: Any, verb: str) -> tuple[str, ...]: ...

    def visible_people(self, actor: Any, verb: str = "people.file.read") -> Any: ...

    def require_person(self, actor: Any, verb: str, person_id: int) -> Any: ...


_gates: list[Gate] = []


def set_gate(gate: object) -> None:
    """Answer all further questions with `gate`; called once by the access room (and by tests that stand in for it)."""
    _gates[:] = [cast(Gate, gate)]


def gate() -> Gate:
    """Return the gate. Raises RuntimeError when none was set, which is a fault of start-up, not of the user."""
    if not _gates:
        raise RuntimeError("the access room has not set the gate")
    return _gates[0]
