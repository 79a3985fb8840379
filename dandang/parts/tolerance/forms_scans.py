"""The scan of a signed paper as it came with a form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dandang.foundation.guard import limits

from .records import Upload


def scan_of(typed: Mapping[str, Any]) -> Upload | None:
    """The file as it came, one byte more than allowed being enough to refuse it; none without one."""
    given = typed.get("upload")
    return Upload(given.name, given.read(limits.SCAN_BYTES + 1)) if given else None
