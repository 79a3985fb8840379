"""In which month does a person reach retirement age under the rules of a day? Handed to the people room at start-up.

The room of people stands below the law and cannot ask it. Which group somebody belongs to (原 60、55、50 岁) is read
from sex and 人员类别 only, and the basis says so: exceptions are for the organ to state.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from dandang.foundation.ground.months import PartialDate, RetirementRule, UnreadableDate, read_date, retirement_month
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.records import Clause
from dandang.law.policies import queries
from dandang.registry.people.kinds import Retirement
from dandang.registry.people.records import PersonFile

_WORKERS = "工勤"


def retirement_of(file: PersonFile, on: date) -> Retirement | None:
    """Return month and basis; None when the birth month cannot be read or no rule with figures is in force.

    Basis: retirement-reform, clauses men, women-55, women-50. Unit: months.
    """
    group = "men" if file.sex == "1" else "women_50" if _WORKERS in file.person_kind else "women_55"
    try:
        born = read_date(file.birth_month)
        found = {name: queries.value(key, region=settings.REGION, on=on) for name, key in _keys(group).items()}
    except (UnreadableDate, Refusal):
        return None
    if not all(value.is_in_force for value in found.values()):
        return None
    rule = RetirementRule(
        old_age_years=int(found["age"].value),
        starts_on=PartialDate.of(date.fromisoformat(str(found["starts"].value))),
        cohort_months=int(found["step"].value),
        longest_delay_months=int(found["most"].value),
    )
    age = found["age"]
    return Retirement(
        month=retirement_month(born, rule).compact[:6],
        basis=_("出生 %(month)s，按原 %(age)d 周岁一类起算；另有规定的以组织认定为准")
        % {"month": born.dotted, "age": rule.old_age_years},
        clause=Clause(age.citation, age.clause_url, age.reliability),
    )


def _keys(group: str) -> dict[str, str]:
    return {
        "age": f"retirement.age.{group}",
        "starts": "retirement.reform_first_month",
        "step": f"retirement.step_months.{group}",
        "most": f"retirement.most_months.{group}",
    }
