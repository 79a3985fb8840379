"""`{% load policies %}`: how a page cites a value."""

from __future__ import annotations

from typing import Any

from django import template

from dandang.law.policies import rules
from dandang.law.policies.records import Value

register = template.Library()


@register.inclusion_tag("policies/_clause_chip.html")
def clause(value: Value) -> dict[str, Any]:
    """`{% clause value %}`: the chip 〔安徽 第6点 A〕 of a value; without a text in force there is nothing to cite."""
    return {"label": value.citation, "url": value.clause_url, "reliability": value.reliability}


@register.filter
def measured(figure: int, unit: str) -> str:
    """`{{ value.cap|measured:value.unit }}`: a bare figure with its unit, 25%."""
    return rules.value_text(figure, unit)
