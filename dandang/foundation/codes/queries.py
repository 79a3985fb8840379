"""What does a code mean, which codes exist, and how are names ordered?"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from dandang.foundation.codes import names
from dandang.foundation.codes.records import Code


def sort_key_for_name(name: str) -> str:
    """Return the stored key that orders names by strokes of the surname, stroke order, then pinyin."""
    return names.sort_key(name)


def pinyin_initials(name: str) -> str:
    """Return the first letters of the name's pinyin, surname readings respected: 单立文 is slw."""
    return names.initials(name)


def pinyin(name: str) -> str:
    """Return the name's pinyin without tones, syllables joined, e.g. gumingchuan."""
    return "".join(names.syllables(name))


def stroke_count(character: str) -> int | None:
    """Return the strokes of one character, None when the table does not know it."""
    return names.stroke_count(character)


@lru_cache(maxsize=64)
def rows(table: str) -> tuple[Code, ...]:
    """Return every row of a code table in its own order, retired codes included; KeyError without such a table."""
    source = resources.files(__package__).joinpath(f"tables/{table}.csv")
    if not table.replace("_", "").isalnum() or not source.is_file():
        raise KeyError(table)
    return tuple(_code(row) for row in csv.DictReader(source.read_text("utf-8").splitlines()))


def _code(row: dict[str, str]) -> Code:
    return Code(
        code=row.pop("code"),
        name=row.pop("name"),
        valid_from=_day(row.pop("valid_from", "")),
        valid_to=_day(row.pop("valid_to", "")),
        more=MappingProxyType({key: value for key, value in row.items() if value}),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def tables() -> tuple[str, ...]:
    """Return the names of all code tables."""
    folder = resources.files(__package__).joinpath("tables")
    return tuple(sorted(entry.name[:-4] for entry in folder.iterdir() if entry.name.endswith(".csv")))


@lru_cache(maxsize=64)
def table(name: str) -> Mapping[str, str]:
    """Return code to label of a whole table, retired codes included; raises KeyError for an unknown table."""
    return MappingProxyType({row.code: row.name for row in rows(name)})


def table_on(name: str, on: date) -> dict[str, str]:
    """Return code to label of the codes in force on a day; a code without dates is taken as in force."""
    return {row.code: row.name for row in rows(name) if row.is_valid_on(on)}


def label(table_name: str, code: str) -> str:
    """Return the label of a code, or the code itself when the table does not have it (texts of the form stay)."""
    return table(table_name).get(code, code)


@lru_cache(maxsize=64)
def _by_label(name: str) -> Mapping[str, str]:
    return MappingProxyType({row.name: row.code for row in reversed(rows(name))})


def code_of(table_name: str, name: str) -> str:
    """Return the code of a label, empty when the table does not have it; the first of equal labels."""
    return _by_label(table_name).get(name.strip(), "")


def position(table_name: str, name: str) -> int | None:
    """Return the place of a label in its table, so that levels and ranks sort high to low; None when unknown."""
    for place, row in enumerate(rows(table_name)):
        if row.name == name:
            return place
    return None


def compound_surnames() -> frozenset[str]:
    """Return the surnames of two characters (欧阳, 诸葛) this program knows."""
    return frozenset(names.COMPOUND_SURNAMES)
