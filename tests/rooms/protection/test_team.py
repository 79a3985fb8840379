"""Do the right people work on a report, and does everybody who has to stand aside stay out at once?"""

from __future__ import annotations

from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import allegations, team
from dandang.parts.protection.models import Allegation, Assignment, Report
from dandang.parts.protection.queries import reach
from dandang.parts.protection.queries import team as queries
from dandang.registry.people.models import FamilyMember, Person
from tests.factories import protection as factory
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = registry.TODAY


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    found = factory.report(scene, state="ACCEPTED", accepted_on=factory.RECEIVED_ON)
    factory.allegation(scene, found)
    return found


def _assign(scene: factory.Scene, report: Report, *people: Person, part: str = "INVESTIGATOR") -> None:
    team.assign(actor=scene.leader, report_id=report.pk, part=part, person_ids=[one.pk for one in people], at=NOW)


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


def test_candidates_show_each_reason_and_the_free_come_first(scene: factory.Scene, report: Report) -> None:
    found = {one.name: one for one in queries.candidates(report, on=TODAY)}

    assert not found["沈核一"].conflicts
    assert "亲属" in found["顾明山"].conflicts[0].why
    assert list(found).index("沈核一") < list(found).index("顾明山")
    township = queries.candidates(report, "许干事", on=TODAY)
    assert township[0].conflicts  # of the same unit as whom the report names


def test_two_are_assigned_and_each_has_the_duty(scene: factory.Scene, report: Report) -> None:
    _assign(scene, report, *scene.investigators[:2])

    held = Duty.objects.filter(kind="protection.verify", closed_at=None).values_list("person_id", flat=True)
    assert set(held) == {one.pk for one in scene.investigators[:2]}
    assert reach.may_investigate(scene.investigator, report)


@pytest.mark.parametrize(("who", "says"), [("concerned", "顾明川"), ("kin", "亲属"), ("head", "钟书记")])
def test_whom_it_names_kin_and_superiors_are_not_assigned(
    scene: factory.Scene, report: Report, who: str, says: str
) -> None:
    with pytest.raises(errors.Conflicted, match=says):
        _assign(scene, report, getattr(scene, who))

    assert not Assignment.objects.exists()


def test_one_person_has_one_part_over_the_whole_history(scene: factory.Scene, report: Report) -> None:
    first = scene.investigators[0]
    _assign(scene, report, first)
    team.recuse(actor=scene.leader, report_id=report.pk, person_id=first.pk, reason="同学", at=NOW)

    with pytest.raises(errors.Conflicted, match="沈核一"):
        _assign(scene, report, first, part="HANDLER")


def test_who_assigns_does_not_verify(scene: factory.Scene, report: Report) -> None:
    leader = Person.objects.get(pk=scene.leader.person_id)

    with pytest.raises(errors.Conflicted, match="还要确认认定"):
        _assign(scene, report, leader)


def test_a_keeper_of_identities_does_not_verify(scene: factory.Scene, report: Report) -> None:
    keeper = registry.person(scene.county.discipline, "沈保管")
    registry.account("IDENTITY_CUSTODIAN", scene.county.discipline, who=keeper)

    with pytest.raises(Refusal, match="身份保管人"):
        _assign(scene, report, keeper)


def test_people_who_left_are_not_assigned(scene: factory.Scene, report: Report) -> None:
    gone = registry.person(scene.county.discipline, "离退一", state="RETIRED")

    with pytest.raises(BadInput, match="已不在职"):
        _assign(scene, report, gone)


@pytest.mark.parametrize(
    ("who", "part", "people", "wrong", "says"),
    [
        ("handler", "INVESTIGATOR", True, NotHere, ""),
        ("kin_actor", "INVESTIGATOR", True, NotHere, ""),
        ("leader", "DECIDER", True, BadInput, "承担什么工作"),
        ("leader", "INVESTIGATOR", False, BadInput, "至少选一个人"),
    ],
)
def test_who_assigns_whom_to_what(
    scene: factory.Scene, report: Report, who: str, part: str, people: bool, wrong: type[Refusal], says: str
) -> None:
    chosen = [scene.investigators[0].pk] if people else []

    _refused(wrong, says, team.assign, actor=getattr(scene, who), report_id=report.pk, part=part, person_ids=chosen)


# Standing aside --------------------------------------------------------------------------------------------------


def test_a_recused_investigator_loses_the_report_at_once(scene: factory.Scene, report: Report) -> None:
    _assign(scene, report, *scene.investigators[:2])

    team.recuse(
        actor=scene.investigator, report_id=report.pk, person_id=scene.investigators[0].pk, reason="同学", at=NOW
    )

    assert not reach.may_see(scene.investigator, report)
    _refused(NotHere, "", team.recuse, actor=scene.investigator, report_id=report.pk,
             person_id=scene.investigators[0].pk, reason="再来一次")  # fmt: skip
    duty = Duty.objects.get(kind="protection.team", closed_at=None)
    assert (duty.role, "同学" in duty.why) == ("DISCIPLINE_LEADER", True)
    held = Duty.objects.filter(kind="protection.verify", closed_at=None).values_list("person_id", flat=True)
    assert set(held) == {scene.investigators[1].pk}


def test_an_officer_without_a_part_stands_aside_too(scene: factory.Scene, report: Report) -> None:
    person_id = scene.handler.person_id
    assert person_id is not None

    team.recuse(actor=scene.handler, report_id=report.pk, person_id=person_id, reason="老同事", at=NOW)

    assert not reach.may_see(scene.handler, report)
    assert not reach.visible_reports(scene.handler).exists()


def test_kin_of_whom_it_names_find_nothing_whatever_their_role(scene: factory.Scene, report: Report) -> None:
    assert not reach.may_see(scene.kin_actor, report)
    assert not reach.visible_reports(scene.kin_actor).exists()
    _refused(NotHere, "", allegations.add_allegation, actor=scene.kin_actor, report_id=report.pk, text="别的事。")


def test_a_leader_of_the_unit_does_not_confirm(scene: factory.Scene, report: Report) -> None:
    Allegation.objects.filter(report=report).update(person=scene.investigators[2])
    leads = registry.actor_of("DISCIPLINE_LEADER", scene.county.county, who=registry.person(
        scene.county.discipline, "同单位领导", is_team_member=True, post_text="书记"
    ))  # fmt: skip

    _refused(errors.Conflicted, "要回避这件反映", team.assign, actor=leads, report_id=report.pk, part="HANDLER",
             person_ids=[scene.investigators[0].pk])  # fmt: skip


@pytest.mark.parametrize("who", ["handler", "investigator"])
def test_nobody_recuses_a_colleague_but_a_leader(scene: factory.Scene, report: Report, who: str) -> None:
    _assign(scene, report, *scene.investigators[:2])

    _refused(NotHere, "", team.recuse, actor=getattr(scene, who), report_id=report.pk,
             person_id=scene.investigators[1].pk, reason="不喜欢他")  # fmt: skip


def test_a_recusal_says_why(scene: factory.Scene, report: Report) -> None:
    _assign(scene, report, scene.investigators[0])

    _refused(errors.MissingReason, "为什么回避", team.recuse, actor=scene.leader, report_id=report.pk,
             person_id=scene.investigators[0].pk, reason=" ")  # fmt: skip


def test_a_tie_that_arises_later_stops_the_next_act(scene: factory.Scene, report: Report) -> None:
    _assign(scene, report, *scene.investigators[:2])
    FamilyMember.objects.create(
        person=scene.concerned, relation="表弟", name="沈核一", position=2, relative=scene.investigators[0],
        birth_month="199001",
    )  # fmt: skip

    lines = {one.name: one for one in queries.team_page(scene.leader, report.pk, on=TODAY).lines}

    assert lines["沈核一"].conflicts
    assert not lines["陆核二"].conflicts
