"""What the room puts into the house's registries; called once by its AppConfig. One tuple a noun, in its order."""

from __future__ import annotations

from typing import Any

from dandang.foundation.audit import kinds as audit
from dandang.ledger.duties import kinds as duties

from . import verbs


def register() -> None:
    """Register verbs, menu entries, references, audit sentences and duty kinds."""
    verbs.register()
    audit.register_sentences(SENTENCES)
    for kind, label, button in DUTIES:
        duties.register(kind, duties.DutyKind(label, button))


SENTENCES: dict[str, Any] = {}
DUTIES: list[tuple[str, Any, Any]] = []
