"""Refusing what was left empty, naming it in the words of the form."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, MissingReason


def written(text: str, label: str, field: str) -> str:
    """Return the text without its margins; refuse an empty one, naming what `label` calls it."""
    words = text.strip()
    if not words:
        raise MissingReason(_("请写明%s，不能空着。") % label, field=field)
    return words


def require_words(text: str, sentence: str, field: str) -> None:
    """Refuse an empty text with a sentence of its own."""
    if not text.strip():
        raise BadInput(sentence, field=field)
