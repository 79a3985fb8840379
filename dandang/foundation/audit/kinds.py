"""What do the verbs and references in the record mean in words? Filled by every room's `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dandang.foundation.ground import refs

READ = "audit.read"
ERASED = "audit.private_values.erased"
CHECKPOINT = "audit.checkpoint.written"

# Given the keys of references of one kind, say what to call them; unknown keys may be left out.
Namer = Callable[[Iterable[str]], Mapping[str, str]]

_sentences: dict[str, Any] = {}
_namers: dict[str, Namer] = {}


def register_sentences(sentences: Mapping[str, Any]) -> None:
    """Say in Chinese what each verb of a room did; a verb registered again replaces its sentence."""
    _sentences.update(sentences)


def register_namer(kind: str, namer: Namer) -> None:
    """Let `namer` say what references of `kind` (`room.noun`) are called, many at once."""
    _namers[kind] = namer


def sentence(verb: str) -> str:
    """Return the sentence of a verb; an unregistered one is shown as it is stored."""
    return str(_sentences.get(verb, verb))


def sentences() -> dict[str, str]:
    """Return every registered verb with its sentence, in the order of the verbs."""
    return {verb: str(_sentences[verb]) for verb in sorted(_sentences)}


def names_of(references: Iterable[str]) -> dict[str, str]:
    """Return what each reference is called, with one question per kind; a reference nobody can name is left out."""
    keys: dict[str, dict[str, str]] = {}
    for text in set(references):
        try:
            parsed = refs.parse(text)
        except ValueError:
            continue
        keys.setdefault(parsed.kind, {})[parsed.key] = text
    found: dict[str, str] = {}
    for kind, texts in keys.items():
        if kind in _namers:
            found.update({texts[key]: name for key, name in _namers[kind](texts).items() if key in texts})
    return found
