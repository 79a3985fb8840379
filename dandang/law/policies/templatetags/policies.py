"""`{% load policies %}`: how a page cites a value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.template import Context

from dandang.law.policies import draft_queries, draft_words, labels, models, rules, text_queries
from dandang.law.policies.records import Value

register = template.Library()


@register.inclusion_tag("policies/_clause_chip.html")
def clause(value: Value) -> dict[str, Any]:
    """`{% clause value %}`: the chip 〔安徽 第6点 A〕 of a value; without a text in force there is nothing to cite."""
    return {"label": value.citation, "url": value.clause_url, "reliability": value.reliability}


@register.simple_tag
def last_checked(value: Value, days: Mapping[tuple[str, str], date]) -> date | None:
    """`{% last_checked value days as day %}`: when a value was last compared with its text, for the pack or here."""
    known = [day for day in (value.checked_on, days.get((value.edition, value.key))) if day is not None]
    return max(known, default=None)


@register.filter
def measured(figure: int, unit: str) -> str:
    """`{{ value.cap|measured:value.unit }}`: a bare figure with its unit, 25%."""
    return rules.value_text(figure, unit, say=labels.said)


@register.filter
def value_words(value: Value) -> str:
    """`{{ answer|value_words }}`: a value in the reader's language."""
    return labels.value_words(value)


@register.filter
def advice_words(code: str) -> str:
    """`{{ one.got|advice_words }}`: a conclusion in words."""
    return draft_words.advice_words(code)


@register.filter
def anchor(of: models.TextPart | models.TextItem) -> str:
    """`{{ item|anchor }}`: the place of a part or an item on the page of the whole text."""
    return text_queries.anchor_of(of.part, of) if isinstance(of, models.TextItem) else text_queries.anchor_of(of)


@register.simple_tag(takes_context=True)
def may_see_drafts(context: Context) -> bool:
    """`{% may_see_drafts as seen %}`: whether the reader writes or approves a region's own editions."""
    return draft_queries.may_see(context["request"].actor)
