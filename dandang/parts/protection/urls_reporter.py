"""Paths of the pages for reporters: open to everybody, without a session."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "report"

urlpatterns: list[URLPattern] = []
POLICY: dict[str, str] = {}
