"""May the person ask for a review today, and until when? 未规定 where no text sets a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .dossier import Dossier
from .reviewing import request_term


@dataclass(frozen=True, slots=True)
class ReviewDays:
    """Whether the person may ask today, the last day where there is one, and both in words with their clause."""

    may_ask: bool
    last_day: date | None
    words: str
    clause: str = ""
    clause_url: str = ""


def review_days(dossier: Dossier, on: date) -> ReviewDays:
    """This function will say until when the person may ask for a review. Where nothing is set, any day is in time."""
    served_on = dossier.served_on
    term = request_term(dossier.case, known_on=served_on or on, about_handling=False, on=on)
    last_day = term.last_day if served_on is not None else None
    is_open = (
        served_on is not None
        and not any(one.kind == "REQUESTED" and one.state != "WITHDRAWN" for one in dossier.reviews)
        and dossier.open_review is None
    )
    words = (
        _("期限从送达之日算起，决定书写明最后一天") if served_on is None and term.last_day is not None else term.words
    )
    if last_day is not None and on > last_day:
        words = _("%s，已经过了。有正当理由没赶上的，可以向承办机关说明") % words
    return ReviewDays(is_open and (last_day is None or on <= last_day), last_day, words, term.clause, term.clause_url)
