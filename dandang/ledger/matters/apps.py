"""Registers the room."""

from __future__ import annotations

from django.apps import AppConfig


class MattersConfig(AppConfig):
    """What happened."""

    name = "dandang.ledger.matters"
    label = "matters"
