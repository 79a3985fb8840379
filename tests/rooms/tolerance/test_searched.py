"""Cases are found by who may open the file: under way by number alone, ended by the matter too, never by a person."""

from __future__ import annotations

import pytest

from dandang.parts.tolerance.actions import team
from tests.factories import registry, tolerance, tolerance_ready
from tests.factories.searching import titles_found

pytestmark = pytest.mark.django_db


def test_a_case_under_way_is_found_by_its_number_alone() -> None:
    scene = tolerance.scene()
    case = tolerance.accepted(scene)

    assert titles_found(scene.handler, case.number, "tolerance") == [case.number]
    for words in (case.title, case.organ.name, "顾明川", case.title[:4]):
        assert titles_found(scene.handler, words, "tolerance") == []


def test_a_case_that_is_over_is_found_by_its_matter_never_by_its_person_and_by_nobody_else() -> None:
    story = tolerance_ready.served()
    stranger = registry.actor_of("ORG_OFFICER", story.place.finance)

    assert titles_found(story.handler, "河湾村提灌站", "tolerance") == [story.case.number]
    assert titles_found(story.handler, "顾明川", "tolerance") == []
    for actor in (story.himself, stranger):
        assert titles_found(actor, story.case.number, "tolerance") == []


def test_who_may_not_open_the_file_does_not_find_the_case() -> None:
    scene = tolerance.scene()
    case = tolerance.accepted(scene)

    for actor in (scene.person, scene.unit_officer, scene.investigator, scene.finance_officer):
        assert titles_found(actor, case.number, "tolerance") == []


def test_whoever_stands_aside_finds_the_case_no_longer() -> None:
    scene = tolerance.scene()
    case = tolerance.investigating(scene)
    assert titles_found(scene.investigator, case.number, "tolerance") == [case.number]

    team.recuse(
        actor=scene.leader,
        case_id=case.pk,
        person_id=scene.investigators[0].pk,
        reason="与当事人有近亲属关系",
        at=registry.NOW,
    )

    assert titles_found(scene.investigator, case.number, "tolerance") == []
