"""Doing what a form asks for: a refusal stands at its field or above the form, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from dandang.foundation.ground.refusal import NotHere, Refusal


def done(form: forms.Form, write: Callable[[], Any], *, names: Mapping[str, str]) -> bool:
    """Do the act when the form is whole and say whether it was done. Raises NotHere on.

    `names` says what the form calls a field where a refusal calls it otherwise.
    """
    if not form.is_valid():
        return False
    try:
        write()
    except NotHere:
        raise
    except Refusal as refusal:
        field = names.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.sentence)
        return False
    return True
