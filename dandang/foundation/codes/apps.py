"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """Code tables and the order of names."""

    name = "dandang.foundation.codes"
    label = "codes"
