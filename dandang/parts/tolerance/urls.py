"""Paths of the room, one file a noun, and the verb each page asks for."""

from __future__ import annotations

from . import urls_cases, urls_decisions, urls_findings, urls_opening, urls_prevention, urls_statistics

app_name = "tolerance"

_PARTS = (urls_cases, urls_opening, urls_findings, urls_decisions, urls_prevention, urls_statistics)
urlpatterns = [path for part in _PARTS for path in part.PATHS]
POLICY = {name: verb for part in _PARTS for name, verb in part.POLICY.items()}
