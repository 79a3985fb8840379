"""Doing what a form of the room asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from dandang.foundation.ui import acts

# What a refusal calls a field and what the form calls it.
_FIELDS = {"evidence": "evidence_ids", "scan": "upload"}


def done(form: forms.Form, write: Callable[[], Any]) -> bool:
    """Do the act when the form is whole and say whether it was done. Raises NotHere on."""
    return acts.done(form, write, names=_FIELDS)
