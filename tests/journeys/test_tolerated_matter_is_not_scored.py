"""A matter that was tolerated counts nothing: the same year with and without the effect in the ledger (AP-06)."""

from __future__ import annotations

import pytest
from django.db import transaction

from dandang.ledger.duties.models import Duty
from dandang.ledger.effects import actions as effects
from dandang.ledger.effects import queries as effect_queries
from dandang.parts.appraisal.models import Participant, Result
from tests.factories import appraisal

pytestmark = pytest.mark.django_db
SHIELDED = "孙办4"
WORST = 40


class _UndoneAgain(Exception):
    """Takes back one of the two tellings of the year."""


def _marks(place: int, rater: int, _group: str, indicator: str) -> int:
    """The fourth did badly in 能, because of the matter; everything else is ordinary."""
    if place == 3 and indicator == "能":
        return WORST + rater % 2
    return 96 - 3 * place + rater % 2


def _totals(story: appraisal.Story) -> dict[str, tuple[int | None, str]]:
    appraisal.import_other_parts(story)
    assert appraisal.score(story).state == "DONE"
    rows = Result.objects.filter(run=story.cycle.current_run).select_related("participant")
    return {row.participant.name: (row.total_e2, str(row.lines)) for row in rows}


def test_a_tolerated_matter_never_lowers_a_total_and_touches_nobody_else() -> None:
    story = appraisal.closed(marks=_marks)
    one = Participant.objects.get(cycle=story.cycle, name=SHIELDED)
    without: dict[str, tuple[int | None, str]] = {}
    try:
        with transaction.atomic():
            without = _totals(story)
            raise _UndoneAgain
    except _UndoneAgain:
        story.reload()
    effect_id = appraisal.shield(story, one.person)

    found = _totals(story)

    assert found[SHIELDED][0] > without[SHIELDED][0]  # type: ignore[operator]
    assert {name: total for name, (total, _) in found.items() if name != SHIELDED} == {
        name: total for name, (total, _) in without.items() if name != SHIELDED
    }
    shown = Result.objects.filter(has_shield=True).values_list("participant__name", flat=True)
    assert list(shown) == [SHIELDED]
    assert [use.used_by for use in effect_queries.uses_of(effect_id)] == [f"appraisal.participant:{one.pk}"]


def test_a_matter_that_went_well_anyway_changes_nothing() -> None:
    story = appraisal.closed()
    best = story.participants()[0]
    try:
        with transaction.atomic():
            without = _totals(story)[best.name][0]
            raise _UndoneAgain
    except _UndoneAgain:
        story.reload()
    appraisal.shield(story, best.person)

    assert _totals(story)[best.name][0] == without


def test_revoking_the_decision_lists_its_uses_and_asks_to_look_again() -> None:
    story = appraisal.closed(marks=_marks)
    one = Participant.objects.get(cycle=story.cycle, name=SHIELDED)
    effect_id = appraisal.shield(story, one.person)
    _totals(story)

    uses = effects.revoke_effect(actor=story.system, effect_id=effect_id, reason="复查后撤销", at=appraisal.GRADED)

    assert uses == [f"appraisal.participant:{one.pk}"]
    duty = Duty.objects.get(kind=effects.LOOK_AGAIN_DUTY, closed_at=None)
    assert duty.subject == f"appraisal.participant:{one.pk}"
    assert "复查后撤销" in duty.why
    again = appraisal.score(story)
    assert again.summary["shielded"] == 0
