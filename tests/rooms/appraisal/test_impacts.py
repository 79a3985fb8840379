"""What another share or another publicity period would mean for the assessments in work."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.law.policies import queries as policies
from dandang.law.policies.kinds import Switch
from dandang.law.policies.records import IN_FORCE, Key
from dandang.law.policies.rules import nothing
from dandang.parts.appraisal import impacts
from dandang.parts.appraisal.models import Cycle, Participant
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
SHARE = "appraisal.excellent_share_pct"


def switch(key: str, here: Any, there: Any) -> Switch:
    def value(given: Any) -> policies.Value:
        empty = nothing(Key(key, key, "pct", "appraisal", 0))
        return policies.Value(key, key, given, "pct", "at_most", str(given), IN_FORCE) if given is not None else empty

    return Switch(key, value(here), value(there), None, None, None, None, registry.TODAY)


def test_a_higher_share_gives_more_places() -> None:
    story = appraisal.preparing(staff=10)
    people = Participant.objects.filter(cycle=story.cycle, participation="GRADED").count()

    found = impacts.share(story.org_officer, switch(SHARE, 20, 60))

    assert found is not None
    assert found.text == f"优秀名额多 {people * 60 // 100 - people * 20 // 100} 个"
    assert str(people) in found.lines[0].label


@pytest.mark.parametrize(("here", "there"), [(None, 20), (20, None)])
def test_a_share_not_given_is_not_taken_for_zero(here: Any, there: Any) -> None:
    story = appraisal.preparing()

    found = impacts.share(story.org_officer, switch(SHARE, here, there))

    assert found is not None
    assert not found.is_known


def test_a_longer_publicity_touches_the_running_cycles() -> None:
    story = appraisal.preparing()

    found = impacts.publicity(story.org_officer, switch(impacts.PUBLICITY, 5, 7))

    assert found is not None
    assert found.text == "1 次考核的公示多 2 个工作日"


def test_what_follows_for_the_excellent_touches_those_of_the_last_settled_year() -> None:
    story = appraisal.preparing()
    Cycle.objects.update(state="SEALED", sealed_at=registry.NOW)
    first = Participant.objects.filter(cycle=story.cycle, participation="GRADED").order_by("pk").first()
    assert first is not None
    asked = switch(impacts.EXCELLENT_FOLLOWS, "嘉奖", "通报")
    assert impacts.excellent_follows(story.org_officer, asked) is None
    Participant.objects.filter(pk=first.pk).update(grade="优秀")

    found = impacts.excellent_follows(story.org_officer, asked)

    assert found is not None
    assert found.text == f"{story.cycle.year} 年度评为优秀的 1 人，后面要办的事会不同"
    assert found.why == "嘉奖 → 通报"


def test_who_sees_no_assessments_is_told_nothing() -> None:
    appraisal.preparing()
    stranger = registry.actor_of("SYSTEM_ADMIN")

    found = impacts.share(stranger, switch(SHARE, 20, 60))

    assert found is not None
    assert not found.is_known
