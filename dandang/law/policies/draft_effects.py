"""The effects of an outcome as fields of its form: the first under plain names, each further one with its number.

An outcome may have several: nothing negative in the annual assessment for twelve months, say, and none in the special
one for as long as the matter is remembered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from dandang.law.policies import schema_rules

Entry = dict[str, Any]
MOST = 6
LISTED, UNLISTED = "listed", "unlisted"
NAMES = ("shields", "assessments", "awards", "selection", "months")


def name_of(name: str, number: int) -> str:
    """Return how a field of the effect is called: `months` of the first, `months_2` of the second."""
    return name if number == 1 else f"{name}_{number}"


def how_many(effects: list[Entry]) -> int:
    """Return how many effects the form offers: those there are and one more."""
    return min(max(1, len(effects)) + 1, MOST)


def further_fields(count: int) -> dict[str, forms.Field]:
    """Return the fields of the second effect and those after it."""
    found: dict[str, forms.Field] = {}
    for number in range(2, count + 1):
        head = _("第 %(number)d 项效果：") % {"number": number}
        found[name_of("shields", number)] = forms.ChoiceField(
            label=head + _("考核不作负面评价吗"), required=False,
            choices=[("", _("没有这一项")), (LISTED, _("下面勾选的考核")), (UNLISTED, _("说了，但没有列出考核种类"))],
        )  # fmt: skip
        found[name_of("assessments", number)] = forms.MultipleChoiceField(
            label=head + _("哪些考核"), required=False, choices=list(schema_rules.ASSESSMENTS.items()),
            widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        found[name_of("awards", number)] = forms.BooleanField(label=head + _("评先评优不受影响"), required=False)
        found[name_of("selection", number)] = forms.BooleanField(label=head + _("提拔任用不受影响"), required=False)
        found[name_of("months", number)] = forms.IntegerField(label=head + _("管多少个月"), required=False, min_value=1)
    return found


def half_filled(cleaned: Mapping[str, Any], count: int) -> list[str]:
    """Return the fields that ask whether there is such an effect, where it was filled in without an answer to them."""
    given = {
        number: any(cleaned.get(name_of(name, number)) for name in NAMES[1:]) for number in range(1, count + 1)
    }  # fmt: skip
    asked = {number: name_of("shields", number) for number in given}
    return [asked[number] for number, is_given in given.items() if is_given and not cleaned.get(asked[number])]


def shown(effects: list[Entry]) -> Entry:
    """Return the effects as initial values of the fields."""
    initial: Entry = {}
    for number, effect in enumerate(effects[:MOST], start=1):
        listed = effect.get("assessments")
        said = {name: effect.get(name) for name in ("awards", "selection", "months")}
        said |= {"shields": UNLISTED if listed is None else LISTED, "assessments": listed or []}
        initial |= {name_of(name, number): value for name, value in said.items()}
    return initial


def read(cleaned: Mapping[str, Any], before: Entry, cited: Entry, count: int) -> list[Entry]:
    """Return the effects the form says; `before` is the outcome as it stood, `cited` what the form now cites.

    An effect that stands in another clause than its outcome keeps its own citation, and each keeps its note.
    """
    old = before.get("effects") or []
    found = []
    for number in range(1, count + 1):
        if cleaned.get(name_of("shields", number)):
            past = old[number - 1] if number <= len(old) else {}
            found.append(_effect(cleaned, number, past, before, cited))
    return found + old[MOST:]


def _effect(cleaned: Mapping[str, Any], number: int, past: Entry, before: Entry, cited: Entry) -> Entry:
    has_own = bool(past) and past["clause"] != before.get("clause")
    kept = {"note": past["note"]} if past.get("note") else {}
    is_listed = cleaned[name_of("shields", number)] == LISTED
    return kept | ({name: past[name] for name in cited} if has_own else cited) | {
        "kind": "ASSESSMENT_SHIELD",
        "assessments": cleaned.get(name_of("assessments", number), []) if is_listed else None,
        "awards": bool(cleaned.get(name_of("awards", number))),
        "selection": bool(cleaned.get(name_of("selection", number))),
        "months": cleaned.get(name_of("months", number)),
    }  # fmt: skip
