"""Why a paper was not made: unknown kind, facts that do not fit it, a text too long, a character no font draws."""

from __future__ import annotations

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal


class UnknownPaper(NotHere):
    """No paper has this key."""

    code = "documents.unknown_paper"


class NoWordVersion(Refusal):
    """The paper exists as PDF only."""

    code = "documents.no_word_version"


class FactsDoNotFit(BadInput):
    """The data lacks a field, has one too many, or holds a value that cannot be read."""

    code = "documents.facts_do_not_fit"


class TextTooLong(Refusal):
    """A box of a form cannot hold its text even in the smallest readable type."""

    code = "documents.text_too_long"


class CharacterNotDrawn(Refusal):
    """A character is in none of the typefaces; printing a hollow box in a person's name would be wrong."""

    code = "documents.character_not_drawn"


class FontsMissing(Refusal):
    """No Chinese typeface was found on this machine."""

    code = "documents.fonts_missing"
    status = 500
