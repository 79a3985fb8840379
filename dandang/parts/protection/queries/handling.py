"""What the packs and the team say about handling a report: written explanations first, how many verify, who does."""

from __future__ import annotations

from datetime import date

from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Due

from ..models import Report

WRITTEN_FIRST = "protection.written_explanation_first"
LEAST = "protection.least_investigators"


def written_first(report: Report, *, on: date) -> Value:
    """This function will say whether a written explanation is asked for before 函询; value None is 未规定.

    Basis: 综述（2021）山东.
    """
    return policies.value(WRITTEN_FIRST, region=report.region, on=on)


def least_investigators(report: Report, *, on: date) -> Value:
    """This function will return how many verify at least: the product's own rule, one never verifies alone."""
    return policies.value(LEAST, region=report.region, on=on)


def investigators(report: Report) -> list[int]:
    """This function will return the people who verify the report today."""
    rows = report.assignments.filter(part=Part.INVESTIGATOR, recused_at=None)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


def lacks_investigators(report: Report, *, on: date) -> Value | None:
    """This function will return the rule that is not met while too few verify, None when there are enough."""
    least = least_investigators(report, on=on)
    if least.value is not None and len(investigators(report)) < int(least.value):
        return least
    return None


def due_of(day: date) -> Due:
    """This function will put a day somebody set, not a period of a pack, as a duty takes it."""
    return Due(day)
