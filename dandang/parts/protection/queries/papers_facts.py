"""The facts of the five papers of a report and a clarification, from what is on file. None holds a reporter's name."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from dandang.law.policies import queries as policies
from dandang.ledger.casework.models import Part
from dandang.registry.people.models import Person

from ..models import Allegation, Answer, Clarification, Report
from . import answers, reach

Facts = dict[str, Any]
FEEDBACK = "综述（2021）北京、天津、云南的做法"
"""No rule in force asks for the feedback; the paper says whose practice it follows."""
_UNTRUE = (Allegation.Finding.UNTRUE, Allegation.Finding.PARTLY)


# Clarifications --------------------------------------------------------------------------------------------------


def untrue_points(clarification: Clarification) -> list[Facts]:
    """This function will return the untrue points a clarification is about: of a partly true one the untrue part."""
    rows = Allegation.objects.filter(clarified__clarification=clarification, finding__in=_UNTRUE)
    points = [
        {"untrue": one.untrue_part if one.finding == Allegation.Finding.PARTLY else one.text}
        for one in rows.exclude(confirmed_by="").order_by("number")
    ]
    if not points and clarification.harm is not None and clarification.harm.facts:
        points = [{"untrue": clarification.harm.told, "found": clarification.harm.facts}]
    return points


def proposal(clarification: Clarification) -> Facts:
    """This function will put together 拟澄清告知书."""
    return {
        **_whose(clarification.organ.name, clarification.person),
        "points": untrue_points(clarification),
        "words": clarification.words,
        "known_to": str(clarification.get_known_to_display()),
        "circle": str(clarification.get_told_to_display()),
        "forms": forms_beside(clarification),
        "clause": clarification.clause,
        "contact": _contact(clarification.report, clarification.organ.name),
    }


def letter(clarification: Clarification) -> Facts:
    """This function will put together 澄清函, with a copy for the person's unit."""
    return {
        **_whose(clarification.organ.name, clarification.person),
        "points": untrue_points(clarification),
        "words": clarification.words,
        "forms": forms_beside(clarification),
        "circle": str(clarification.get_told_to_display()),
        "clause": clarification.clause,
        "contact": _contact(clarification.report, clarification.organ.name),
        "copies": clarification.person.home.name,
    }


def notice(clarification: Clarification) -> Facts:
    """This function will put together 澄清通报 for the circle it is told to."""
    return {
        **_whose(clarification.organ.name, clarification.person),
        "circle": str(clarification.get_told_to_display()),
        "points": untrue_points(clarification),
        "words": clarification.words,
        "clause": clarification.clause,
    }


def forms_beside(clarification: Clarification) -> list[str]:
    """This function will name the forms that stand beside the written one, in words."""
    chosen = (
        (clarification.is_in_person, _("当面")),
        (clarification.is_at_meeting, _("会议")),
        (clarification.is_by_notice, _("通报、媒体")),
    )
    return [str(words) for is_chosen, words in chosen if is_chosen]


# Reports ---------------------------------------------------------------------------------------------------------


def answer(report: Report) -> Facts:
    """This function will put together 答复书: each allegation that stands, with the words the reporter was given.

    Before an answer is on record the plain words for a finding stand there: the account of the verification names
    people a reporter has no need to know.
    """
    given = answers.last_answer(report)
    matter = answers.handled(report)  # a joined report is answered on the allegations of the earlier one
    live = list(reach.live_allegations(matter).order_by("number"))
    lines = _lines_of(given, len(live))
    rule = policies.value(answers.REPLY, region=report.region, on=matter.concluded_on or report.received_on)
    return {
        "organ": report.organ.name,
        "report_number": report.number,
        "received_on": report.received_on,
        "points": [
            {
                "number": str(place),
                "alleged": one.text,
                "found": str(one.get_finding_display()),
                "reasons": lines[place - 1] if lines else answers.suggested_line(one),
                "clause": one.clause,
            }
            for place, one in enumerate(live, start=1)
        ],
        "words": "" if lines or given is None else given.text,
        "objection_to": report.organ.name,
        "objection_clause": rule.citation,
        "clause": rule.citation,
        "contact": report.organ.name,
    }


def _lines_of(given: Answer | None, count: int) -> list[str]:
    """The answer's words on each allegation; empty when they cannot be told apart."""
    if given is None:
        return []
    found = [line.strip() for line in re.split(r"(?m)^\d+\. ", given.text) if line.strip()]
    return found if len(found) == count else []


def feedback(allegation: Allegation, person: Person) -> Facts:
    """This function will put together 情况说明采信反馈 on one explanation."""
    report = allegation.report
    return {
        **_whose(report.organ.name, person),
        "unit": _("%s党组织") % person.home.name,
        "points": [
            {
                "asked": allegation.text,
                "given_on": allegation.explanation_given_on,
                "reasons": allegation.explanation_answer,
            }
        ],
        "clause": FEEDBACK,
        "contact": _contact(report, report.organ.name),
    }


# Shared ----------------------------------------------------------------------------------------------------------


def _whose(organ: str, person: Person) -> Facts:
    return {"organ": organ, "name": person.name, "post": f"{person.home.name}　{person.post_text}".strip("　")}


def _contact(report: Report | None, organ: str) -> str:
    """Whom to ask: the officer who handles the report, never those who verified it."""
    if report is None:
        return organ
    rows = report.assignments.filter(part=Part.HANDLER, recused_at=None).select_related("person")
    names = [one.person.name for one in rows.order_by("pk")[:1]]
    return f"{names[0]}（{organ}）" if names else organ
