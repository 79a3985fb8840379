"""References that point upward without a foreign key: text such as `appraisal.participant:12`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHAPE = re.compile(r"^(?P<room>[a-z_]+)\.(?P<noun>[a-z_]+):(?P<key>[0-9A-Za-z_-]+)$")


@dataclass(frozen=True, slots=True)
class Ref:
    """A parsed reference: the room, the noun in it, and the row's key as text."""

    room: str
    noun: str
    key: str

    @property
    def kind(self) -> str:
        return f"{self.room}.{self.noun}"

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


def ref(kind: str, key: object) -> str:
    """Return the text of a reference; `kind` is `room.noun`."""
    return f"{kind}:{key}"


def parse(text: str) -> Ref:
    """Read a reference back. Raises ValueError when the text has another shape."""
    match = _SHAPE.match(text)
    if match is None:
        raise ValueError(f"not a reference: {text!r}")
    return Ref(match["room"], match["noun"], match["key"])
