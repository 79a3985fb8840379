"""Paths and the verb each page asks for."""

from __future__ import annotations

from typing import Any

PATHS: list[Any] = []
POLICY: dict[str, str] = {}
