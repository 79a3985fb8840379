"""Paths of the room and who may open each."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "search"

urlpatterns: list[URLPattern] = []
POLICY: dict[str, str] = {}
