"""Which earlier reports speak of the same person and matter? Shown to people, who decide; nothing is joined by itself.

Only what was reported is compared. Who reported, how they write, when or how often they wrote is never asked.
"""

from __future__ import annotations

from dataclasses import dataclass

from dandang.registry.access.records import Actor

from .. import rules
from ..models import Allegation, Report
from . import reach

_LOOKED_AT = 400  # earlier reports of the same office, the newest first
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier report and how much of the shorter one's words both have, in percent."""

    report: Report
    percent: int
    same_person: bool


def alike(actor: Actor, report: Report) -> tuple[Alike, ...]:
    """This function will return earlier reports about the same person or with similar words, the likest first."""
    if report.is_reference_only or report.state not in {"RECEIVED", "FORWARDED", "ACCEPTED"}:
        return ()
    earlier = candidates(actor, report)[:_LOOKED_AT]
    named = _people(report)
    same = set(
        Allegation.objects.filter(person_id__in=named, report__in=[one.pk for one in earlier])
        .order_by()
        .values_list("report_id", flat=True)
    ) if named and earlier else set()  # fmt: skip
    about = f"{report.about}\n{report.text}"
    found = [
        Alike(one, round(rules.likeness(about, f"{one.about}\n{one.text}") * 100), one.pk in same) for one in earlier
    ]
    likely = [one for one in found if one.same_person or one.percent >= rules.ALIKE_FROM * 100]
    return tuple(sorted(likely, key=lambda one: (not one.same_person, -one.percent, -one.report.pk))[:_SHOWN])


def candidates(actor: Actor, report: Report) -> list[Report]:
    """This function will return the reports of the same system and organ a report may be joined to, newest first."""
    rows = reach.visible_reports(actor).filter(system=report.system, organ_path=report.organ_path, joined_to=None)
    rows = rows.exclude(is_reference_only=True).exclude(state="WITHDRAWN")
    return list(rows.filter(pk__lt=report.pk).order_by("-pk")[:_LOOKED_AT])


def _people(report: Report) -> list[int]:
    rows = reach.live_allegations(report).exclude(person=None).order_by()
    return [pk for pk in rows.values_list("person_id", flat=True) if pk]
