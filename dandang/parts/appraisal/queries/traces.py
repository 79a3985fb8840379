"""In which assessments may something said of a person have left a trace? Handed to the ledger, which asks all rooms."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.ledger.matters.kinds import Trace

from ..models import Participant

# A year is graded in the months after it: a report of March may weigh on the grade of the year before.
_MOST = 12


def assessments_of(person_id: int, starts_on: date, ends_on: date) -> list[Trace]:
    """This function will list the person's assessments at work within a period: state, grade, whether put off."""
    found = Participant.objects.filter(
        person_id=person_id, cycle__ends_on__gt=starts_on.replace(year=starts_on.year - 1, day=1),
        cycle__starts_on__lt=ends_on,
    ).select_related("cycle", "unit")  # fmt: skip
    return [
        Trace("ASSESSMENT", one.cycle.title, reverse("appraisal:sheet", args=[one.pk]), _stands(one))
        for one in found.order_by("-cycle__year", "-pk")[:_MOST]
    ]


def _stands(one: Participant) -> str:
    how = str(one.get_participation_display())
    if one.participation != "GRADED":
        return how
    return _("等次：%s") % one.grade if one.grade else _("%s，等次还没有确定") % how
