"""Days that matter to a person, to the second and in the time of Beijing: asking for a review, the end of an effect.

DP13, DP16, safeguards S4 and S8. Moments are written in UTC, as the server has them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from dandang.foundation.calendars import actions as calendars
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.effects import actions as effect_actions
from dandang.ledger.effects import queries as effects
from dandang.ledger.effects.kinds import ASSESSMENTS
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import reviews
from dandang.parts.tolerance.models import Review
from dandang.parts.tolerance.queries import reviewing
from dandang.registry.access import queries as access
from tests.factories import registry
from tests.factories import tolerance_ready as made

pytestmark = pytest.mark.django_db
LAST_MINUTE = datetime(2026, 12, 21, 15, 59, tzinfo=UTC)  # 23:59 in Beijing, on the thirtieth day after service
MIDNIGHT = datetime(2026, 12, 21, 16, 0, tzinfo=UTC)  # 00:00 of the 22nd in Beijing, still the 21st in London
ENDS = date(2027, 1, 1)
END = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)


def _refused_case() -> made.Story:
    story = made.ready(facts={**made.TOLERABLE, "nature.breach": True}, is_heard=True, sides={"NATURE": "AGAINST"})
    return made.served(story, "NOT_TOLERATED", measures=[], correction="")


def _ask(story: made.Story, at: datetime, day: date | None = None) -> Review:
    pk = reviews.request_review(
        actor=story.himself, case_id=story.case.pk, grounds="没有考虑我当时的口头报告，请重新认定",
        requested_on=day or timezone.localdate(at), about_handling=True, at=at,
    )  # fmt: skip
    return Review.objects.get(pk=pk)


def test_the_last_minute_of_the_last_day_is_in_time_and_the_next_is_not() -> None:
    """公务员法 95: thirty days from the day he knew; a day ends at midnight in Beijing."""
    story = _refused_case()

    with pytest.raises(errors.TooLate, match="2026-12-21.*正当理由"):
        _ask(story, MIDNIGHT)
    with pytest.raises(BadInput, match="今天以前"):
        _ask(story, LAST_MINUTE, date(2026, 12, 22))
    review = _ask(story, LAST_MINUTE)

    assert (review.requested_on, review.last_day, review.state) == (date(2026, 12, 21), date(2026, 12, 21), "REQUESTED")


def test_a_last_day_in_a_year_without_its_calendar_is_said_to_be_provisional() -> None:
    calendars.seed_calendar()
    story, day = _refused_case(), registry.TODAY

    this_year = reviewing.request_term(story.case, known_on=day, about_handling=True, on=day)
    next_year = reviewing.request_term(story.case, known_on=date(2026, 12, 10), about_handling=True, on=day)

    assert (this_year.last_day, this_year.is_provisional) == (date(2026, 12, 21), False)
    assert next_year.last_day == date(2027, 1, 11)  # the 9th is a Saturday; whether people work then is not known yet
    assert next_year.is_provisional
    assert "暂定" in next_year.words


@pytest.mark.parametrize(("seconds", "is_there"), [(-1, True), (0, False), (1, False)])
def test_an_effect_is_gone_in_every_view_in_the_second_it_ends(seconds: int, is_there: bool) -> None:
    place = registry.county()
    cadre = registry.person(place.township, "顾明川", managed_by=place.county)
    effect_actions.write_effect(
        actor=access.system_actor(), kind="ASSESSMENT_SHIELD", person_id=cadre.pk, starts_on=date(2026, 6, 1),
        ends_on=ENDS, document="青容〔2026〕7号", clause="安徽 第12点", source=f"effects.paper:{cadre.pk}",
        at=registry.NOW,
        facts={"matter": "提灌站", "indicators": ["能"], "matter_from": "2026-06-01", "matter_to": "2026-06-10",
               "assessments": list(ASSESSMENTS)},
    )  # fmt: skip
    officer = registry.actor_of("ORG_OFFICER", place.county)
    on = timezone.localdate(END + timedelta(seconds=seconds))

    asked = effects.in_force(person_ids=[cadre.pk], kinds=["ASSESSMENT_SHIELD"], on=on)
    file, register = effects.of_person(officer, person_id=cadre.pk, on=on), effects.register(officer, on=on)

    assert (bool(asked), bool(file), register.exists()) == (is_there, is_there, is_there)
