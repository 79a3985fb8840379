"""Is the English catalogue whole, with the same blanks to fill, and is what runs made from what is written?"""

from __future__ import annotations

import ast
import gettext
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from dandang.config.settings import ROOT
from tests.house.code import modules, report

CATALOGUE = Path(ROOT) / "locale" / "en" / "LC_MESSAGES"
FIELD = re.compile(r'(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (?P<text>".*")$')
# A blank of a sentence: %% , %s, %(name)02d, {name}; the width of a number may differ between languages.
BLANK = re.compile(r"%%|%(?:\((?P<name>\w+)\))?\d*(?P<kind>[sd])|\{(?P<brace>\w*)\}")
TAG = re.compile(r"</?[a-z]+")


@dataclass
class Entry:
    """One sentence of the catalogue."""

    parts: dict[str, str] = field(default_factory=dict)

    @property
    def msgid(self) -> str:
        """The Chinese sentence."""
        return self.parts.get("msgid", "")

    @property
    def english(self) -> list[str]:
        """Its English, one per number of things."""
        return [text for word, text in self.parts.items() if word.startswith("msgstr")]


@cache
def _entries() -> list[Entry]:
    """Read django.po; the first entry, with an empty msgid, is its head."""
    found: list[Entry] = []
    for block in (CATALOGUE / "django.po").read_text(encoding="utf-8").split("\n\n"):
        entry, word = Entry(), ""
        for line in block.splitlines():
            if start := FIELD.match(line):
                word = start["word"]
                entry.parts[word] = ast.literal_eval(start["text"])
            elif line.startswith('"'):
                entry.parts[word] += ast.literal_eval(line)
        if entry.parts:
            found.append(entry)
    return found


def _blanks(text: str) -> set[tuple[str, str]]:
    """Return the blanks and the markup of a sentence."""
    blanks = {(one["name"] or one["brace"] or one[0][:1], one["kind"] or one[0][-1]) for one in BLANK.finditer(text)}
    return blanks | {("tag", tag) for tag in TAG.findall(text)}


def test_every_sentence_has_its_english() -> None:
    """A page in English has no sentence left in Chinese because somebody forgot it."""
    entries = _entries()
    assert len(entries) > 1_000
    assert [one.msgid for one in entries if one.msgid and not all(one.english)] == []


def test_english_has_the_same_blanks() -> None:
    """A blank that is missing or misspelt would break a page in English only."""
    wrong = [
        (one.msgid, text)
        for one in _entries()
        if one.msgid
        for text in one.english
        if _blanks(text) != _blanks(one.msgid)
    ]
    assert wrong == []


def test_what_runs_is_what_is_written() -> None:
    """django.mo is committed because a fresh machine has no msgfmt, so it must not lag behind django.po."""
    with (CATALOGUE / "django.mo").open("rb") as compiled:
        running = dict(gettext.GNUTranslations(compiled)._catalog)  # type: ignore[attr-defined]
    running.pop("")
    written: dict[str | tuple[str, int], str] = {}
    for one in _entries():
        if not one.msgid:
            continue
        key = f"{one.parts['msgctxt']}\x04{one.msgid}" if "msgctxt" in one.parts else one.msgid
        if "msgid_plural" in one.parts:
            written |= {(key, number): text for number, text in enumerate(one.english)}
        else:
            written[key] = one.english[0]
    assert running == written


@pytest.mark.parametrize(("chinese", "english"), [("年度考核", "Annual assessment"), ("公示", "Public notice")])
def test_words_of_the_glossary(chinese: str, english: str) -> None:
    """The catalogue is found where the settings look for it."""
    with translation.override("en"):
        assert translation.gettext(chinese) == english


KEPT = {"record", "record_read", "open_duty", "tell"}  # what they are given is read by others, in whatever language


def test_what_is_kept_for_others_is_not_written_in_the_language_of_who_acted() -> None:
    """A discipline officer who reads English must not leave "Case file" in the record and in a colleague's duties."""
    offences = [
        f"{module.at(node)} {given.arg}"
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in KEPT
        for given in node.keywords
        for inner in ast.walk(given.value)
        if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "_"
    ]

    assert not offences, report(offences, "Give the Chinese sentence as it is, without gettext.")
