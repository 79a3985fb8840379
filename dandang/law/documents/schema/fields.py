"""The kinds of value a paper takes: plain text, months as files write them, days as papers print them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from dandang.foundation.ground.months import PartialDate, UnreadableDate, read_date
from dandang.law.documents import rules

# Nobody sees these and no typeface draws them; line feeds stay, tabs become blanks. Private-use characters stay: one
# may be somebody's name, so the typesetter must refuse it aloud instead of dropping it here.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff0-\uffff]"
)


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    # A lone surrogate (from a broken file) cannot be written as UTF-8 by any of the two renderers.
    text = value.encode("utf-8", "replace").decode("utf-8")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "  ").replace("\x85", "\n")
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).strip("\n")


def _month(value: Any) -> Any:
    if value in (None, ""):
        return ""
    if isinstance(value, PartialDate):
        return value.dotted
    if isinstance(value, dt.date):
        return PartialDate.of(value).dotted
    try:
        return read_date(str(value)).dotted
    except UnreadableDate as problem:
        raise ValueError(f"{problem.reason}；{problem.mend}") from None


def _party(value: Any) -> Any:
    if isinstance(value, PartialDate | dt.date):
        return _month(value)
    return rules.dotted_months(_plain(value)) if isinstance(value, str) else _plain(value)


Text = Annotated[str, BeforeValidator(_plain), Field(max_length=4000)]
"""Any text; None is the empty text, as on the form. Line feeds are kept."""
Label = Annotated[str, BeforeValidator(_plain), Field(max_length=500)]
"""A short text of one or a few lines."""
Required = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=400)]
"""A short text that the paper makes no sense without."""
Paragraph = Annotated[str, BeforeValidator(_plain), Field(min_length=1, max_length=4000)]
"""Running text that must not be empty."""
LongText = Annotated[str, BeforeValidator(_plain), Field(max_length=20000)]
"""Résumés and summaries."""
Month = Annotated[str, BeforeValidator(_month)]
"""A year and month in any form `ground.months.read_date` takes, printed `1986.07`; empty when not known."""
Party = Annotated[str, BeforeValidator(_party), Field(max_length=60)]
"""入党时间: months printed with a dot, party names as they are (`2001.08；民建`)."""
Day = Annotated[dt.date, PlainSerializer(rules.printed_day, return_type=str)]
"""A day, printed `2026年11月23日`."""
MaybeDay = Annotated[dt.date | None, PlainSerializer(rules.printed_day, return_type=str)]
"""A day to be filled in by hand when None: printed `　　　　年　　月　　日`."""
Year = Annotated[int, Field(ge=1949, le=2100)]
Count = Annotated[int, Field(ge=0, le=10_000_000)]


class Facts(BaseModel):
    """A part of a paper: unknown fields are refused, numbers may stand for text, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True, frozen=True)


class Paper(Facts):
    """The facts of a whole paper."""

    def for_paper(self) -> dict[str, Any]:
        """Return the plain data the templates read: printed days, computed ages, nothing but text, numbers, lists."""
        return self.model_dump(mode="json")


class Opinion(Facts):
    """An opinion block of a form: what was written, who signed, when. All may be left to the pen."""

    text: Text = Field("", title="意见")
    signer: Label = Field("", title="签名")
    signed_on: MaybeDay = Field(None, title="日期")


UNSIGNED = Opinion.model_validate({})
"""An opinion left to the pen."""
