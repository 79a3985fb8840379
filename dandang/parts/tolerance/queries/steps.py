"""Where does a case stand among its steps, and what happened so far? From the dates on file, never from a clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Happening, Step

from ..states import UNDECIDED
from .dossier import Dossier

# Which step each state is in; a case that ended early stands where it stopped.
_STEP_OF = {
    "APPLIED": 2, "ACCEPTED": 3, "INVESTIGATING": 3, "INVESTIGATED": 4, "HEARING": 4, "READY": 5, "DECIDED": 6,
    "SERVED": 8, "CORRECTING": 7, "REFERRED": 7, "CLOSED": 9,
}  # fmt: skip
_STAGE_OF = {2: "ACCEPTED", 3: "INVESTIGATING", 4: "HEARING", 5: "READY", 6: "DECIDED", 7: "CORRECTING", 8: "REVIEW"}


def short_day(value: date | datetime | None) -> str:
    """Return 11月6日; empty for none. `_when` adds the year where it is not the case's own."""
    if value is None:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return _("%(month)d月%(day)d日") % {"month": day.month, "day": day.day}


def steps_of(dossier: Dossier) -> tuple[list[Step], int]:
    """This function will return the eight steps, each with its day as far as known, and the number of the one now."""
    case = dossier.case
    now = _step_now(dossier)
    labels = (
        _("申请") if case.opening not in {"ORGAN", "ACCOUNTABILITY"} else _("启动"), _("受理"), _("核实"),
        _("听取意见"), _("集体研究"), _("决定与送达"), _("纠错与验收"), _("复查期"),
    )  # fmt: skip
    days = _days(dossier)
    steps = []
    for number, label in enumerate(labels, start=1):
        state = "now" if number == now else "done" if days[number] and number < now else ""
        steps.append(Step(str(label), _when(dossier, days[number]) or _ahead(dossier, number, now), state))
    return steps, min(now, len(labels))


def _step_now(dossier: Dossier) -> int:
    case = dossier.case
    if case.state in {"REFUSED", "WITHDRAWN", "ENDED"}:
        return max(number for number, day in _days(dossier).items() if day or number == 1)
    if case.state == "SERVED" and dossier.open_review is None and dossier.measures:
        return 7
    return _STEP_OF[case.state]


def _days(dossier: Dossier) -> dict[int, date | None]:
    """The day on which each step was done."""
    case, hearing, decision = dossier.case, dossier.hearing, dossier.decision
    accepted_measures = [one.accepted_on for one in dossier.measures]
    heard = (hearing.held_on or hearing.waived_on) if hearing is not None and hearing.closed_at else None
    reviewed = [one.decided_on for one in dossier.reviews if one.decided_on]
    return {
        1: case.applied_on,
        2: case.accepted_on or (case.ended_on if case.state == "REFUSED" else None),
        3: case.investigated_on if case.state not in {"ACCEPTED", "INVESTIGATING"} else None,
        4: heard,
        5: (dossier.item.held_on if dossier.item else None) if decision is not None else None,
        6: dossier.served_on,
        7: max(filter(None, accepted_measures)) if accepted_measures and all(accepted_measures) else None,
        8: max(reviewed) if reviewed else None,
    }


def _ahead(dossier: Dossier, number: int, now: int) -> str:
    """What stands under a step without a day: its deadline in the words of the procedure, or what it waits for."""
    if number < now:
        return _("没有不利的点") if number == 4 else _("没有纠错要求") if number == 7 else ""
    if number == now:
        return _now_words(dossier, number) or _words_of_stage(dossier, number) or _("正在办理")
    words = {
        3: _("受理后"),
        4: _("认定前"),
        5: _("听取意见后"),
        6: _("研究后书面送达"),
        7: _("决定中载明"),
        8: _("送达后"),
    }
    return str(words[number])


def _now_words(dossier: Dossier, number: int) -> str:
    if number == 4 and dossier.hearing is not None and dossier.hearing.reply_by:
        return _("%s前答复") % short_day(dossier.hearing.reply_by)
    if number == 5 and dossier.item is not None:
        return _("%s研究") % short_day(dossier.item.planned_on)
    if number == 6:
        return _("待送达")
    if number == 7:
        ahead = [one.due_on for one in dossier.measures if one.state != "ACCEPTED"]
        return _("%s前") % short_day(min(ahead)) if ahead else ""
    if dossier.case.state in {"REFUSED", "WITHDRAWN", "ENDED"}:
        return str(dossier.case.get_state_display())
    return ""


def _words_of_stage(dossier: Dossier, number: int) -> str:
    stages: Iterable[dict[str, Any]] = dossier.case.procedure.get("stages") or ()
    for stage in stages:
        if stage.get("code") == _STAGE_OF.get(number) and stage.get("deadline"):
            deadline = stage["deadline"]
            return str(deadline.get("text") or "") if deadline.get("amount") is not None else ""
    return ""


# What happened ---------------------------------------------------------------------------------------------------


def line_of(dossier: Dossier) -> list[Happening]:
    """This function will tell those who work on it what happened, newest first, what is still ahead on top."""
    # Of two things on one day the one further on in the procedure comes first.
    done = sorted(reversed(_happened(dossier)), key=lambda one: one[0], reverse=True)
    line = [Happening(when=_when(dossier, day), title=title, text=text) for day, title, text in done]
    if line and dossier.case.state in UNDECIDED:
        first = line[0]
        line[0] = Happening(first.when, first.title, first.text, "now")
    return _planned(dossier) + line


def _when(dossier: Dossier, value: date | datetime | None) -> str:
    """The day, with its year where that is not the year in the case's number; empty for none."""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    if day is None or day.year == dossier.case.applied_on.year:
        return short_day(day)
    return formats.day_long(day)


def _planned(dossier: Dossier) -> list[Happening]:
    ahead = []
    if dossier.case.state == "READY" and dossier.item is not None and dossier.item.held_on is None:
        ahead.append(Happening(short_day(dossier.item.planned_on), _("集体研究"), dossier.item.body_name, "later"))
    if dossier.case.state == "HEARING" and dossier.hearing is not None and dossier.hearing.reply_by:
        ahead.append(Happening(_("%s前") % short_day(dossier.hearing.reply_by), _("等本人说明"), "", "later"))
    ahead += [
        Happening(_("%s前") % short_day(one.due_on), _("完成整改第 %d 项") % one.number, one.owner_name, "later")
        for one in reversed(dossier.measures)
        if dossier.case.state == "CORRECTING" and one.state != "ACCEPTED"
    ]
    return ahead


Told = tuple[date, str, str]


def _happened(dossier: Dossier) -> list[Told]:
    return [*_opening(dossier), *_inquiry(dossier), *_hearings(dossier), *_decision(dossier), *_reviews(dossier)]


def _opening(dossier: Dossier) -> list[Told]:
    case = dossier.case
    told: list[Told] = [(case.applied_on, f"{case.applicant_name}{_('提出申请')}", "")]
    if case.opening in {"ORGAN", "ACCOUNTABILITY"}:
        told = [(case.applied_on, str(case.get_opening_display()), "")]
    if case.accepted_on:
        told.append((case.accepted_on, _("受理并书面告知"), ""))
    if case.organ_change:
        told.append((case.accepted_on or case.applied_on, _("变更承办机关"), case.organ_change))
    if case.ended_on:
        told.append((case.ended_on, str(case.get_state_display()), case.end_reason or case.refusal_reason))
    for one in dossier.recused:
        day = timezone.localtime(one.recused_at).date()
        told.append((day, _("%s回避") % one.person.name, one.recusal_reason))
    return told


def _inquiry(dossier: Dossier) -> list[Told]:
    told: list[Told] = []
    asked = dossier.party_opinion
    if asked is not None:
        told.append((asked.asked_on, _("征求%s意见") % asked.organisation_name, ""))
        if asked.answered_on:
            told.append((asked.answered_on, _("%s回复") % asked.organisation_name, ""))
    for one in dossier.outside:
        told.append((one.took_part_on, _("%(name)s参与核实") % {"name": one.name}, str(one.get_capacity_display())))
    for said in dossier.statements:
        told.append((said.given_on, _("%s作出说明") % said.author_name, str(said.get_way_display())))
    if dossier.case.investigated_on:
        told.append((dossier.case.investigated_on, _("核实报告完成"), ""))
    return told


def _hearings(dossier: Dossier) -> list[Told]:
    told: list[Told] = []
    for hearing in dossier.hearings:
        points = list(hearing.points.all())
        told.append((hearing.notice_on, _("书面告知 %d 点，请本人说明") % len(points), ""))
        if hearing.held_on:
            answered = sum(1 for point in points if point.answer_side)
            told.append((hearing.held_on, _("听取本人意见"), _("%d 点已答复") % answered if answered else ""))
        if hearing.waived_on:
            told.append((hearing.waived_on, _("本人书面放弃说明"), ""))
    return told


def _decision(dossier: Dossier) -> list[Told]:
    told: list[Told] = []
    decision = dossier.decision
    if decision is not None:
        told.append((decision.decided_on, _("认定：%s") % decision.outcome_label, ""))
    if dossier.served_on:
        told.append((dossier.served_on, _("决定送达"), ""))
    for one in dossier.measures:
        if one.reported_on:
            told.append((one.reported_on, _("报告整改第 %d 项完成") % one.number, one.owner_name))
        if one.accepted_on:
            told.append((one.accepted_on, _("验收整改第 %d 项") % one.number, one.accepted_by))
    for visit in dossier.visits:
        told.append((visit.visited_on, str(visit.get_kind_display()), visit.visitors))
    if dossier.referral is not None:
        told.append((timezone.localtime(dossier.referral.referred_at).date(), _("移送问责"), ""))
    return told


def _reviews(dossier: Dossier) -> list[Told]:
    told: list[Told] = []
    for review in dossier.reviews:
        told.append((review.requested_on, str(review.get_kind_display()), ""))
        if review.decided_on:
            told.append((review.decided_on, _("复查：%s") % review.get_result_display(), review.outcome_label))
    return told
