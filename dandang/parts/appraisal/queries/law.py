"""What the packs say for a cycle, in the shape the room's rules read."""

from __future__ import annotations

from datetime import date

from dandang.law.policies import queries as policies

from ..models import Cycle
from ..records import Rule

PARTICIPATION_KEYS = {
    "pending_case": "appraisal.participation.pending_case",
    "recruit_probation": "appraisal.participation.recruit_probation",
    "leave_over_half_year": "appraisal.participation.leave_over_half_year",
    "seconded_half_year": "appraisal.participation.seconded_half_year",
    "sanction_warning": "appraisal.participation.sanction_warning",
    "sanction_other": "appraisal.participation.sanction_other",
}
SCORING_KEYS = {
    "floor": "appraisal.scoring.min_total",
    "min_cover_pct": "appraisal.scoring.min_coverage_pct",
    "trim_min_n": "appraisal.scoring.trim_min_raters",
    "trim_share_pct": "appraisal.scoring.trim_share_pct",
    "max_tolerated_pct": "appraisal.scoring.max_tolerated_pct",
}
SHARE_KEYS = {"CIVIL": "appraisal.excellent_share_pct", "LEADER": "appraisal.leader.excellent_share_pct"}

TEAM_KEYS = {0: "excellent", 1: "good", 2: "average", 3: "poor"}  # by the place on the scale of teams


def value(key: str, cycle: Cycle) -> policies.Value:
    """Return the pack's value for this cycle's region on the last day of the assessed period."""
    return policies.value(key, region=cycle.region, on=last_day(cycle))


def last_day(cycle: Cycle) -> date:
    return date.fromordinal(cycle.ends_on.toordinal() - 1)


def rule(key: str, cycle: Cycle) -> Rule:
    found = value(key, cycle)
    return Rule(found.value, found.citation, found.clause_url, found.reliability)


def participation_law(cycle: Cycle) -> dict[str, Rule]:
    return {name: rule(key, cycle) for name, key in PARTICIPATION_KEYS.items()}


def usual_scoring(region: str, on: date) -> dict[str, policies.Value]:
    """What a plan says unless its writer says otherwise, by the name of the rule in schema.PlanRules."""
    return {name: policies.value(key, region=region, on=on) for name, key in SCORING_KEYS.items()}


def grades(cycle: Cycle) -> list[str]:
    """The grade scale in force, best first."""
    scale = value(f"appraisal.grades.{cycle.staff_class.lower()}", cycle).value
    return list(scale) if isinstance(scale, list) else []


def team_grades(cycle: Cycle) -> list[str]:
    """The grades of leading teams in force, best first."""
    scale = value("appraisal.grades.team", cycle).value
    return list(scale) if isinstance(scale, list) else []


def _place(word: str, scale: list[str]) -> int:
    return scale.index(word) if word in scale else -1


def excellent(cycle: Cycle) -> str:
    return grades(cycle)[0]


def share(cycle: Cycle, team_grade: str = "") -> policies.Value:
    """The share of 优秀 in percent: with approval the higher one, for leaders by the grade of their team."""
    linked = TEAM_KEYS.get(_place(team_grade, team_grades(cycle)), "")
    if cycle.staff_class == "LEADER" and linked:
        found = value(f"{SHARE_KEYS['LEADER']}.team.{linked}", cycle)
        if found.value is not None:
            return found
    if cycle.staff_class == "CIVIL" and cycle.approved_share_document:
        return value("appraisal.excellent_share_pct_approved", cycle)
    return value(SHARE_KEYS[cycle.staff_class], cycle)
