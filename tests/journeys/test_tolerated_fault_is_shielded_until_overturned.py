"""One fault, three times the same year: before the decision, under its shield, and after it was overturned."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.ledger.duties.models import Duty
from dandang.ledger.effects.models import Effect
from dandang.parts.appraisal.models import Participant, Result
from dandang.parts.tolerance.models import Review
from tests.factories import appraisal
from tests.factories import tolerance_ready as tolerance

pytestmark = pytest.mark.django_db
NAME = "孙办4"
PROMISED = {
    "ROUTINE", "ANNUAL", "TARGET", "PERFORMANCE", "TENURE", "PROBATION", "INTEGRITY", "SELECTION"
}  # fmt: skip


def _marks(place: int, rater: int, _group: str, indicator: str) -> int:
    """The fourth did badly in 能, because of the failed trial; everything else is ordinary."""
    if place == 3 and indicator == "能":
        return 40 + rater % 2
    return 96 - 3 * place + rater % 2


def _year(story: appraisal.Story) -> dict[str, tuple[int | None, str, bool]]:
    """Score the cycle once more: everybody's total, its lines and whether the rule was applied."""
    assert appraisal.score(story).state == "DONE"
    rows = Result.objects.filter(run=story.cycle.current_run).select_related("participant")
    return {row.participant.name: (row.total_e2, str(row.lines), row.has_shield) for row in rows}


def _case(story: appraisal.Story, **changes: Any) -> tolerance.Story:
    """The case about the failed trial of the fourth, of the assessed year."""
    cadre = Participant.objects.get(cycle=story.cycle, name=NAME).person
    return tolerance.ready(place=story.county, cadre=cadre, load=False, **changes)


def _others(year: dict[str, Any]) -> dict[str, Any]:
    return {name: found[0] for name, found in year.items() if name != NAME}


def test_a_tolerated_fault_is_shielded_until_the_decision_is_overturned() -> None:
    story = appraisal.closed(marks=_marks)
    appraisal.import_other_parts(story)
    case = _case(story)
    participant = Participant.objects.get(cycle=story.cycle, name=NAME)

    before = _year(story)
    tolerance.served(case)
    under_shield, once_more = _year(story), _year(story)
    office, review = tolerance.ordered(case)
    review = tolerance.review_decided(case, office, review.pk, "OVERTURNED")
    after = _year(story)

    assert set(Effect.objects.get().facts["assessments"]) == PROMISED
    assert under_shield[NAME][0] > before[NAME][0]  # type: ignore[operator]
    assert under_shield[NAME][2]
    assert not before[NAME][2]
    assert once_more == under_shield
    assert after == before
    assert _others(under_shield) == _others(before)
    assert review.looked_again == [f"appraisal.participant:{participant.pk}"]
    assert Duty.objects.still_open().get(kind="effects.look_again").subject == review.looked_again[0]


def test_it_makes_no_difference_whether_case_or_ballots_came_first() -> None:
    story = appraisal.closed(marks=_marks)
    case = _case(story)
    tolerance.served(case)
    appraisal.import_other_parts(story)

    early = _year(story)[NAME]
    effect = Effect.objects.get()

    assert early[2]
    assert effect.starts_on == case.case.acted_on < case.case.decision.decided_on


def test_lighter_and_refused_cases_leave_the_year_as_it_was() -> None:
    story = appraisal.closed(marks=_marks)
    appraisal.import_other_parts(story)
    before = _year(story)
    facts = {**tolerance.TOLERABLE, "handling.accountability_needed": True}
    case = _case(story, facts=facts, is_heard=True, sides={"PROCEDURE": "AGAINST"})

    tolerance.served(case, "LIGHTER", measures=[], correction="")

    assert _year(story) == before
    assert not Review.objects.exists()
