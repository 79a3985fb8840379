"""Paths of the room, one file a noun, and the verb each page asks for."""

from __future__ import annotations

from types import ModuleType

from django.urls import URLPattern

from . import (
    urls_accusations,
    urls_allegations,
    urls_clarifications,
    urls_own,
    urls_papers,
    urls_reports,
    urls_statistics,
)

app_name = "protection"

_PARTS: tuple[ModuleType, ...] = (
    urls_reports,
    urls_accusations,
    urls_allegations,
    urls_clarifications,
    urls_own,
    urls_papers,
    urls_statistics,
)
urlpatterns: list[URLPattern] = [path for part in _PARTS for path in part.PATHS]
POLICY: dict[str, str] = {name: verb for part in _PARTS for name, verb in part.POLICY.items()}
