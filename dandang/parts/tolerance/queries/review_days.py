"""Until when may the person ask for a review? From the pinned procedure; 未规定 where no text sets a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from ..models import Case
from .dossier import Dossier
from .stages import StageClock, stage_clock


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
    clock = stage_clock(dossier.case, "REVIEW", dossier.served_on or on)
    last_day = clock.due.on if clock is not None and clock.due is not None and dossier.served_on is not None else None
    is_open = (
        dossier.served_on is not None
        and not any(one.kind == "REQUESTED" and one.state != "WITHDRAWN" for one in dossier.reviews)
        and dossier.open_review is None
    )
    return ReviewDays(
        may_ask=is_open and (last_day is None or on <= last_day),
        last_day=last_day,
        words=_words(clock, dossier.served_on, last_day, on),
        clause=clock.clause if clock is not None else "",
        clause_url=clock.clause_url if clock is not None else "",
    )


def stage_of(case: Case, code: str) -> dict[str, Any]:
    """This function will return a stage of the pinned procedure; empty when it has none of this code."""
    stages: list[dict[str, Any]] = case.procedure.get("stages") or []
    return next((stage for stage in stages if stage.get("code") == code), {})


def _words(clock: StageClock | None, served_on: date | None, last_day: date | None, on: date) -> str:
    if clock is None or clock.due is None:
        return _("申请期限未规定，送达以后都可以提；由没有办过这件事的人办，结果不会更重")
    if served_on is None or last_day is None:
        return _("送达以后%s内提出") % clock.text
    day = _("%(year)d年%(month)d月%(day)d日") % {"year": last_day.year, "month": last_day.month, "day": last_day.day}
    if on > last_day:
        return _("最后一天是 %s，已经过了。有正当理由没赶上的，可以向承办机关说明。") % day
    return _("最后一天是 %s；由没有办过这件事的人办，结果不会更重") % day
