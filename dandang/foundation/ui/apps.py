"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The page frame, components, formats and front-end files."""

    name = "dandang.foundation.ui"
    label = "ui"
