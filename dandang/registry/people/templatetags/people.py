"""How do stored months look on a page? `197204` is 1972.04; ages and years are always counted to a stated day."""

from __future__ import annotations

from datetime import date

from django import template
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.registry.people import rules

register = template.Library()


@register.filter
def dotted(text: str | None) -> str:
    """`{{ row.birth_month|dotted }}` 1986.07; what cannot be read stays as it is written."""
    month = rules.months_of(text or "")
    return month.dotted if month else text or ""


@register.filter
def from_to(row: object) -> str:
    """`{{ line|from_to }}` 2016.03—2021.12, open end 2021.12—, for anything with `starts` and `ends`."""
    starts, ends = getattr(row, "starts", ""), getattr(row, "ends", "")
    return f"{dotted(starts)}—{dotted(ends)}" if starts else dotted(ends)


@register.filter
def aged(text: str | None, on: date) -> str:
    """`{{ birth_month|aged:on }}` （40岁）; nothing when the month cannot be read."""
    years = rules.age_on(text or "", on)
    return _("（%(years)d岁）") % {"years": years} if years is not None else ""


@register.filter
def lasting(text: str | None, on: date) -> str:
    """`{{ post_since|lasting:on }}` （4年11个月）; nothing when the month cannot be read or has not come."""
    month = rules.months_of(text or "")
    return _("（%s）") % formats.duration(month.first_day, on) if month and month.first_day <= on else ""
