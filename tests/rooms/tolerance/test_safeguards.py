"""Rows written past every action: does the database itself refuse an outcome without due process? Both engines.

Safeguards S1 to S7 of the house, DP02. Each case here stands complete at first, so that exactly one thing is wrong.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.ledger.casework.models import AgendaItem, Meeting, Member, Vote
from dandang.ledger.matters.models import Accountability, Matter
from dandang.parts.tolerance.models import (
    Assignment,
    Case,
    Decision,
    DecisionReason,
    DistinctionFinding,
    Element,
    ElementFinding,
    Hearing,
    HearingPoint,
    Pair,
    Referral,
    Review,
    Statement,
)
from dandang.parts.tolerance.states import CASE_MOVES, CaseState
from dandang.registry.access import queries as access
from tests.factories import matters, registry

pytestmark = pytest.mark.django_db
AT = registry.NOW
DAY = date(2026, 11, 2)
safeguards = importlib.import_module("dandang.parts.tolerance.migrations.0002_safeguards")


@dataclass
class Scene:
    """A case ready to be studied: heard on one point, voted for by three, keyed by one and checked by another."""

    case: Case
    item: AgendaItem
    voters: list[Any]
    investigator: Any
    handler: Any
    hearing: Hearing
    meeting: Meeting
    spare: list[Any]
    matter: Matter


@pytest.fixture
def scene() -> Scene:
    county = registry.county()
    town = registry.organisation(county.county, "河湾镇", "TOWNSHIP")
    organ = registry.organisation(county.county, "县纪委监委", "PARTY")
    concerned = registry.person(town, "顾明川")
    people = [registry.person(organ, f"核{n}") for n in range(9)]
    matter = matters.matter(access.system_actor(), town, concerned)
    case = Case.objects.create(
        number="青容〔2026〕7号", title="提灌站延误", organ=organ, organ_path=organ.path, region="341299", opened_at=AT,
        opened_by="test", matter=matter, person=concerned, opening="PERSON", applicant_name="顾明川",
        account_given="经过", acted_on=DAY, applied_on=DAY, accepted_on=DAY, investigated_on=DAY,
        report_summary="核查清楚", state="HEARING",
    )  # fmt: skip
    for part, one in (("HANDLER", people[0]), ("INVESTIGATOR", people[1])):
        Assignment.objects.create(case=case, part=part, person=one, assigned_at=AT, assigned_by="test")
    for element in Element.values:
        side = "AGAINST" if element == "PROCEDURE" else "FOR"
        ElementFinding.objects.create(
            case=case, element=element, facts=f"{element} 的事实", side=side, reasons=f"{element} 的理由",
            clause="安徽 第11点", found_at=AT, found_by="test",
        )  # fmt: skip
    for pair in Pair.values:
        DistinctionFinding.objects.create(
            case=case, pair=pair, where="MILDER", reasons="理由", found_at=AT, found_by="test"
        )
    hearing = Hearing.objects.create(case=case, notice_on=DAY)
    HearingPoint.objects.create(
        hearing=hearing, number=1, point="没有报备", statement="口头报过", answer_side="PARTLY", answer="已核实",
        answered_at=AT, answered_by="test",
    )  # fmt: skip
    Hearing.objects.filter(pk=hearing.pk).update(held_on=DAY, closed_at=AT, closed_by="test")
    meeting = Meeting.objects.create(
        title="联席会议", body_name="联席会议", organ=organ, organ_path=organ.path, region="341299", planned_on=DAY,
        held_on=DAY, state="HELD", planned_at=AT, planned_by="test",
    )  # fmt: skip
    found = Scene(case, _item(meeting, f"tolerance.case:{case.pk}", people[2:5]), people[2:5], people[1], people[0],
                  hearing, meeting, people[5:], matter)  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="READY")
    return found


def _item(like: Meeting, subject: str, voters: list[Any], *, agree: int = 3, checked: bool = True) -> AgendaItem:
    """An item of a meeting of its own, for a meeting whose votes were checked takes no more members."""
    meeting = Meeting.objects.get(pk=like.pk)
    meeting.pk = None
    meeting.save()
    item = AgendaItem.objects.create(
        meeting=meeting, number=meeting.items.count() + 1, subject=subject, title="研究", proposal="免责",
        keyed_at=AT, keyed_by="一人",
    )  # fmt: skip
    for place, one in enumerate(voters):
        member = Member.objects.get_or_create(meeting=meeting, person=one, defaults={"name": one.name})[0]
        value, reason = ("AGREE", "") if place < agree else ("AGAINST", "理由")
        Vote.objects.create(item=item, member=member, value=value, reason=reason)
    if checked:
        AgendaItem.objects.filter(pk=item.pk).update(checked_at=AT, checked_by="另一人", is_carried=True)
    return item


def _decision(scene: Scene, **given: Any) -> Decision:
    values: dict[str, Any] = {
        "case": scene.case, "item": scene.item, "outcome": "EXEMPT", "outcome_label": "免责", "is_favourable": True,
        "reasons": "总的理由", "clause": "安徽 第11点", "decided_on": DAY, "recorded_at": AT, "recorded_by": "test",
        "follows_advice": True, "publication": "本单位",
    }  # fmt: skip
    return Decision.objects.create(**{**values, **given})


def _decided(scene: Scene) -> Decision:
    decision = _decision(scene)
    for element in Element.values:
        DecisionReason.objects.create(
            decision=decision, element=element, side="FOR", reason="理由", clause="安徽 第11点"
        )
    Case.objects.filter(pk=scene.case.pk).update(state="DECIDED")
    return decision


def _refused(act: Callable[[], object], says: str | None = None) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        act()


def _sql(statement: str, *values: object) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


def test_a_case_with_everything_on_file_is_decided(scene: Scene) -> None:
    decision = _decided(scene)

    assert Case.objects.get(pk=scene.case.pk).state == "DECIDED"
    assert decision.outcome == "EXEMPT"


def test_the_table_in_the_database_is_the_table_of_moves() -> None:
    moves = {(state, target) for state, row in CASE_MOVES.items() for target in row.values()}

    assert set(safeguards.MOVES) == moves


def test_raw_sql_moves_a_case_nowhere_the_table_does_not_lead(scene: Scene) -> None:
    number = scene.case.pk
    allowed = set(CASE_MOVES["READY"].values()) | {"READY"}
    for target in set(CaseState.values) - allowed:
        _refused(_sql("UPDATE tolerance_case SET state = %s WHERE id = %s", target, number))

    assert Case.objects.get(pk=number).state == "READY"


@pytest.mark.parametrize("state", ["DECIDED", "SERVED", "CORRECTING", "CLOSED", "REFERRED"])
def test_no_case_is_born_decided(scene: Scene, state: str) -> None:
    Case.objects.filter(pk=scene.case.pk).update(state="ENDED", end_reason="换一件", ended_on=DAY)
    copy = Case.objects.get(pk=scene.case.pk)
    copy.pk, copy.number, copy.state = None, "青容〔2026〕8号", state

    _refused(lambda: copy.save(force_insert=True), "decision on file|on file|six elements")


def test_a_state_behind_a_decision_needs_the_decision(scene: Scene) -> None:
    _refused(
        _sql("UPDATE tolerance_case SET state = 'DECIDED' WHERE id = %s", scene.case.pk),
        "decision on file|six elements",
    )


def test_a_decision_without_reasons_for_every_element_is_not_served(scene: Scene) -> None:
    _decision(scene)

    _refused(_sql("UPDATE tolerance_case SET state = 'DECIDED' WHERE id = %s", scene.case.pk), "six elements")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reasons": ""}, "reasons"),
        ({"clause": ""}, "clause"),
        ({"outcome": ""}, "outcome"),
        ({"follows_advice": False}, "departure"),
    ],
)
def test_a_decision_without_reasons_or_clause_is_refused(scene: Scene, given: dict[str, Any], says: str) -> None:
    _refused(lambda: _decision(scene, **given), says)


def test_an_unfavourable_decision_needs_a_hearing(scene: Scene) -> None:
    with _without_triggers():
        Hearing.objects.filter(pk=scene.hearing.pk).update(closed_at=None, closed_by="")

    _refused(lambda: _decision(scene, outcome="NOT_TOLERATED", is_favourable=False), "heard")
    _refused(lambda: _decision(scene), "heard")  # a finding against the person needs it too


def test_an_unanswered_point_stops_every_decision(scene: Scene) -> None:
    HearingPoint.objects.create(hearing=scene.hearing, number=2, point="后来想起的一点")

    _refused(lambda: _decision(scene), "every point answered")


def test_a_vote_nobody_checked_decides_nothing(scene: Scene) -> None:
    unchecked = _item(scene.meeting, f"tolerance.case:{scene.case.pk}", scene.spare[:3], checked=False)

    _refused(lambda: _decision(scene, item=unchecked), "checked by another")


def test_a_vote_about_another_case_decides_nothing(scene: Scene) -> None:
    other = _item(scene.meeting, "tolerance.case:999999", scene.voters)

    _refused(lambda: _decision(scene, item=other), "about this case")


def test_one_person_alone_decides_nothing(scene: Scene) -> None:
    alone = _item(scene.meeting, f"tolerance.case:{scene.case.pk}", scene.spare[:3], agree=1)

    _refused(lambda: _decision(scene, item=alone), "at least two people")


@pytest.mark.parametrize("who", ["investigator", "handler", "concerned"])
def test_nobody_votes_who_worked_on_the_case_or_is_concerned(scene: Scene, who: str) -> None:
    third = scene.case.person if who == "concerned" else getattr(scene, who)
    item = _item(scene.meeting, f"tolerance.case:{scene.case.pk}", [*scene.spare[:2], third])

    _refused(lambda: _decision(scene, item=item), "nobody votes")


def test_a_finding_taken_away_stops_the_decision(scene: Scene) -> None:
    _sql("DELETE FROM tolerance_elementfinding WHERE case_id = %s AND element = 'REMEDY'", scene.case.pk)()

    _refused(lambda: _decision(scene), "all six elements")


def test_a_case_with_findings_against_the_person_is_not_studied_unheard(scene: Scene) -> None:
    with _without_triggers():
        Case.objects.filter(pk=scene.case.pk).update(state="INVESTIGATED")
        Hearing.objects.filter(pk=scene.hearing.pk).update(closed_at=None, closed_by="")

    _refused(_sql("UPDATE tolerance_case SET state = 'READY' WHERE id = %s", scene.case.pk), "after hearing")


def test_what_was_decided_is_never_rewritten(scene: Scene) -> None:
    decision = _decided(scene)

    _refused(_sql("UPDATE tolerance_decision SET outcome = 'NOT_TOLERATED' WHERE id = %s", decision.pk), "rewritten")
    _refused(_sql("UPDATE tolerance_decision SET reasons = '别的' WHERE id = %s", decision.pk), "rewritten")
    _refused(_sql("DELETE FROM tolerance_decisionreason WHERE decision_id = %s", decision.pk), "rewritten")
    _refused(_sql("DELETE FROM tolerance_decision WHERE id = %s", decision.pk))


def test_what_people_said_and_a_closed_hearing_stay(scene: Scene) -> None:
    said = Statement.objects.create(
        case=scene.case, author="PERSON", author_name="顾明川", text="原话", given_on=DAY, way="SCREEN", keyed_at=AT,
        keyed_by="test",
    )  # fmt: skip

    _refused(_sql("UPDATE tolerance_statement SET text = '改过的话' WHERE id = %s", said.pk), "never changed")
    _refused(_sql("DELETE FROM tolerance_statement WHERE id = %s", said.pk), "never changed")
    _refused(_sql("UPDATE tolerance_hearingpoint SET statement = '没有说过'"), "closed hearing")
    _refused(_sql("UPDATE tolerance_hearing SET held_on = NULL"), "closed hearing")


def test_parts_in_a_case_are_history(scene: Scene) -> None:
    mine = Assignment.objects.get(case=scene.case, part="INVESTIGATOR")
    Assignment.objects.filter(pk=mine.pk).update(recused_at=AT, recused_by="test", recusal_reason="亲属")

    undo = "UPDATE tolerance_assignment SET recused_at = NULL, recused_by = '', recusal_reason = '' WHERE id = %s"
    _refused(_sql(undo, mine.pk), "never undone")
    _refused(_sql("UPDATE tolerance_assignment SET part = 'DECIDER' WHERE id = %s", mine.pk), "never handed on")
    _refused(_sql("DELETE FROM tolerance_assignment WHERE id = %s", mine.pk), "never deleted")
    again = {"case": scene.case, "person": mine.person, "assigned_at": AT, "assigned_by": "test"}
    _refused(lambda: Assignment.objects.create(part="DECIDER", **again))
    own = {**again, "person": scene.case.person}
    _refused(lambda: Assignment.objects.create(part="REVIEWER", **own), "about himself")


def test_a_review_is_by_other_people_with_a_checked_vote_and_never_heavier(scene: Scene) -> None:
    _decided(scene)
    review = Review.objects.create(
        case=scene.case, kind="REQUESTED", state="ACCEPTED", organ=scene.case.organ, grounds="不服", requested_on=DAY,
        requested_at=AT, requested_by="test",
    )  # fmt: skip
    subject = f"tolerance.review:{review.pk}"
    own = _item(scene.meeting, subject, scene.voters)
    decided = {"state": "DECIDED", "reasons": "理由", "decided_on": DAY, "decided_at": AT, "decided_by": "test"}

    def decide(item: AgendaItem, **given: Any) -> Callable[[], int]:
        return lambda: Review.objects.filter(pk=review.pk).update(**decided, item=item, **given)

    _refused(decide(own, result="UPHELD"), "no part in the case")
    others = _item(scene.meeting, subject, scene.spare[:3])
    _refused(decide(scene.item, result="UPHELD"))
    _refused(decide(others, result="OVERTURNED"), "takes nothing away")
    decide(others, result="UPHELD")()
    assert Review.objects.get(pk=review.pk).state == "DECIDED"


def test_an_ordered_review_changes_nothing_before_the_person_was_heard(scene: Scene) -> None:
    _decided(scene)
    review = Review.objects.create(
        case=scene.case, kind="ORDERED", state="ACCEPTED", organ=scene.case.organ, grounds="新情况", requested_on=DAY,
        requested_at=AT, requested_by="test",
    )  # fmt: skip
    item = _item(scene.meeting, f"tolerance.review:{review.pk}", scene.spare[:3])

    unheard = {"state": "DECIDED", "reasons": "理由", "decided_on": DAY, "decided_at": AT, "decided_by": "test",
               "item": item, "result": "OVERTURNED"}  # fmt: skip
    _refused(lambda: Review.objects.filter(pk=review.pk).update(**unheard), "hears and answers")
    Review.objects.filter(pk=review.pk).update(**unheard, person_said="我的说明", answer="逐点答复")
    assert Review.objects.get(pk=review.pk).result == "OVERTURNED"


def test_only_an_organs_finding_refers_anybody_to_accountability(scene: Scene) -> None:
    _decided(scene)
    for state in ("SERVED", "CORRECTING"):
        Case.objects.filter(pk=scene.case.pk).update(state=state)

    _refused(_sql("UPDATE tolerance_case SET state = 'REFERRED' WHERE id = %s", scene.case.pk), "reasoned finding")
    item = _item(scene.meeting, f"tolerance.referral:{scene.case.pk}", scene.spare[:3], checked=False)
    opened = Accountability.objects.create(
        number="青问〔2026〕1号", matter=scene.matter, person=scene.case.person, organ=scene.case.organ, basis="不力",
        basis_clause="安徽 第12点", gate="DURING_INQUIRY", gate_clause="安徽 第11点", state="OPENED", prepared_at=AT,
        prepared_by="test", opened_at=AT, opened_by="test",
    )  # fmt: skip
    referral = Referral(
        case=scene.case, ground="REFUSED", reasons="理由", clause="安徽 第12点", item=item, person_said="我没有拒绝",
        accountability=opened, referred_at=AT, referred_by="test",
    )  # fmt: skip
    _refused(lambda: referral.save(), "carried vote of an organ")


def _without_triggers() -> Any:
    from tests.factories.database import triggers_lifted

    return triggers_lifted(connection)
