"""In which language are papers and records written? In Chinese, whatever language the reader chose for the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.utils import translation

Given = ParamSpec("Given")
Made = TypeVar("Made")


def chinese() -> translation.override:
    """Return a context: labels read inside are the official ones. For duties, the audit record, histories."""
    return translation.override(settings.LANGUAGE_CODE)


def in_chinese(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Run a function that makes a paper or a file with the official words; a form must not say Male for 男."""

    @wraps(function)
    def official(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with chinese():
            return function(*args, **kwargs)

    return official
