"""What do the verbs and references in the record mean in words? Filled by every room's `apps.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from dandang.foundation.ground import references

READ = "audit.read"
ERASED = "audit.private_values.erased"

# What a verification cannot find; printed wherever a verification is spoken of.
LIMIT = _("最后一个检查点之后、尚未送出本机的记录若被整段删去，核对发现不了；检查点每 15 分钟写一次。")

Namer = Callable[[Sequence[str]], Mapping[str, str]]

_sentences: dict[str, Any] = {}


def register_sentences(sentences: Mapping[str, Any]) -> None:
    """Say in Chinese what each verb of a room did; a verb registered again replaces its sentence."""
    _sentences.update(sentences)


def register_namer(kind: str, namer: Namer) -> None:
    """Let `namer` say what references of `kind` are called; short for `references.register_reference` without page."""
    references.register_reference(kind, names=namer, url=lambda key: "")


def sentence(verb: str) -> str:
    """Return the sentence of a verb; an unregistered one is shown as it is stored."""
    return str(_sentences.get(verb, verb))


def sentences() -> dict[str, str]:
    """Return every registered verb with its sentence, in the order of the verbs."""
    return {verb: str(_sentences[verb]) for verb in sorted(_sentences)}
