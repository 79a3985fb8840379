"""A branch moves under another one: cases, filings and what keeps small things small move along with their unit."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.parts.tolerance.models import Trial
from dandang.parts.tolerance.queries import reach
from dandang.registry.access.queries import system_actor
from dandang.registry.organisations import actions as organisations
from dandang.registry.organisations import kinds
from tests.factories import registry
from tests.factories import tolerance_ready as tolerance

pytestmark = pytest.mark.django_db


def test_every_copied_path_of_the_room_is_registered() -> None:
    copied = {(model._meta.label_lower, column) for model, column in kinds.path_copies()}

    assert {
        ("tolerance.case", "organ_path"),
        ("tolerance.filing", "organisation_path"),
        ("tolerance.earlysign", "organisation_path"),
        ("tolerance.inheritedproblem", "organisation_path"),
        ("tolerance.trial", "organisation_path"),
    } <= copied


def test_a_case_and_a_trial_follow_their_county_to_another_city() -> None:
    story = tolerance.ready()
    county = story.place.county
    Trial.objects.create(
        title="夜间预约渡运", organisation=story.place.township, organisation_path=story.place.township.path,
        started_on=date(2026, 3, 3), recorded_at=registry.NOW, recorded_by="test",
    )  # fmt: skip
    other_city = registry.organisation(None, "皋原市", "REGION")

    organisations.move_organisation(
        actor=system_actor(), organisation_id=county.pk, parent_id=other_city.pk,
        on=tolerance.TODAY, at=registry.NOW,
    )  # fmt: skip

    story.place.discipline.refresh_from_db()
    story.place.township.refresh_from_db()
    assert story.reload().organ_path == story.place.discipline.path
    assert Trial.objects.get().organisation_path == story.place.township.path
    officer = registry.actor_of("DISCIPLINE_OFFICER", other_city, name="新市")
    assert list(reach.visible_cases(officer)) == [story.case]
