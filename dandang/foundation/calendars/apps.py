"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Working days as data."""

    name = "dandang.foundation.calendars"
    label = "calendars"
