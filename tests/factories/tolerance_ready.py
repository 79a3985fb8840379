"""A tolerance case that waits for its meeting, in plain rows, and the way on from there by the actions people use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework.records import VoteInput
from dandang.parts.tolerance.actions import decisions, reviews
from dandang.parts.tolerance.models import (
    Assignment,
    Case,
    DistinctionFinding,
    Element,
    ElementFinding,
    Hearing,
    HearingPoint,
    Pair,
    PartyOpinion,
    Review,
)
from dandang.parts.tolerance.records import MeasureInput, ShieldInput
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person
from tests.factories import matters, shelf
from tests.factories.registry import NOW, REGION, TODAY, County, actor_of, county, organisation, person

ACTED_ON = date(2026, 4, 21)
BODY = "青禾县容错纠错联席会议"
REVIEWED = datetime(2026, 12, 15, 2, 0, tzinfo=UTC)
REVIEW_DAY = date(2026, 12, 15)
TOLERABLE: dict[str, Any] = {
    "motive.public_purpose": True, "motive.private_gain": False, "motive.knowing_breach": False,
    "conditions.pioneering": True, "conditions.unforeseeable": True, "conditions.force_majeure": False,
    "conditions.reckless": False, "conditions.restriction": "NOT_RESTRICTED", "procedure.decided_as_required": True,
    "procedure.arbitrary": False, "nature.breach": False, "consequences.under_control": True,
    "consequences.influence": "SOME", "consequences.loss": "SOME", "remedy.attitude": "ACTIVE",
    "handling.accountability_needed": False,
}  # fmt: skip
OVERALL = "汛前抢修灌溉设施属于先行先试中的失误，出以公心，损失已经主动挽回，予以容错免责。"
REASONS = {
    "MOTIVE": "为保一千二百亩汛前灌溉提出方案，本人和亲属同供货单位没有任何往来。",
    "CONDITIONS": "当年来水比多年平均早十九天，气象资料可以核对，事前难以预见。",
    "PROCEDURE": "改用泵船经镇党委会集体研究，会议纪要在案，变更后口头作了报告。",
    "NATURE": "行为日有效的规定没有禁止使用移动泵船，属于一般性工作失误。",
    "CONSEQUENCES": "工期延误四十七天，灌溉没有中断，群众没有因此受到损失。",
    "REMEDY": "组织十一台临时水泵保障灌溉，收回违约金六万二千元，效果有签字。",
}
MEASURE = MeasureInput("补办设计变更报备手续，修订镇里工程变更办法", "柳溪镇人民政府", date(2027, 1, 15))


@dataclass
class Story:
    """One case with everybody around it. Members sit in six units; reviewers had nothing to do with it."""

    place: County
    case: Case
    cadre: Person
    himself: Actor
    handler: Actor
    colleague: Actor
    leader: Actor
    members: list[Person]
    reviewers: list[Person]
    investigators: list[Person]

    def reload(self) -> Case:
        self.case = Case.objects.select_related("person", "matter", "organ").get(pk=self.case.pk)
        return self.case


def ready(
    *, sides: Mapping[str, str] | None = None, is_heard: bool = False, suggestion: str = "EXEMPT",
    facts: Mapping[str, Any] | None = None, cadre: Person | None = None, place: County | None = None,
    title: str = "河湾村提灌站改建工期延误", happened: date = ACTED_ON, number: int = 7, load: bool = True,
) -> Story:  # fmt: skip
    """A case in READY. `sides` sets elements by code to AGAINST or UNCLEAR; `is_heard` closes a hearing."""
    if load:
        shelf.load()
    place = place or county()
    cadre = cadre or person(place.township, "顾明川", managed_by=place.county, post_text="副镇长")
    handler = actor_of("DISCIPLINE_OFFICER", place.county, name="周文澜", who=person(place.discipline, "周文澜"))
    investigators = [person(place.discipline, name) for name in ("苏见微", "梁书昀")]
    matter = matters.matter(handler, cadre.home, cadre, title=title, happened_from=happened)
    case = Case.objects.create(
        number=f"青容〔2026〕{number}号", title=title, organ=place.discipline, organ_path=place.discipline.path,
        region=REGION, procedure={"officer_role": "DISCIPLINE_OFFICER", "copies_to": {"names": ["县委组织部"]}},
        opened_at=NOW, opened_by="test", matter=matter, person=cadre, person_post="副镇长", opening="PERSON",
        applicant_name=cadre.name, account_given="汛前改用移动泵船", acted_on=happened, state="HEARING",
        applied_on=TODAY, accepted_on=TODAY, investigated_on=TODAY, report_summary="情况属实，已经核查清楚。",
        suggestion=suggestion, facts=dict(TOLERABLE if facts is None else facts),
    )  # fmt: skip
    for one in investigators:
        Assignment.objects.create(case=case, person=one, part="INVESTIGATOR", assigned_at=NOW, assigned_by="test")
    _findings(case, sides or {})
    if is_heard:
        heard(case)
    Case.objects.filter(pk=case.pk).update(state="READY")
    story = Story(
        place=place, case=case, cadre=cadre, himself=actor_of("CADRE", who=cadre), handler=handler,
        colleague=actor_of("DISCIPLINE_OFFICER", place.county, name="核对人"),
        leader=actor_of("DISCIPLINE_LEADER", place.county, name="纪委领导", who=person(place.discipline, "秦远山")),
        members=_people(place, "会", 5), reviewers=_people(place, "查", 3), investigators=investigators,
    )  # fmt: skip
    story.reload()
    return story


def _people(place: County, sign: str, count: int) -> list[Person]:
    units: list[Organisation] = [organisation(place.county, f"县{sign}{number}局") for number in range(count)]
    return [person(unit, f"{sign}员{number}", managed_by=place.county) for number, unit in enumerate(units, start=1)]


def _findings(case: Case, sides: Mapping[str, str]) -> None:
    for element in Element:
        ElementFinding.objects.create(
            case=case, element=element.value, facts="查明的事实", side=sides.get(element.value, "FOR"),
            reasons="核查组的理由", clause="安徽 第11点", waits_for="县审计局复核意见", found_at=NOW, found_by="test",
        )  # fmt: skip
    for pair in Pair:
        DistinctionFinding.objects.create(
            case=case, pair=pair.value, where="MILDER", reasons="第一次使用", found_at=NOW, found_by="test"
        )
    PartyOpinion.objects.create(
        case=case,
        organisation_name="柳溪镇党委",
        asked_on=TODAY,
        answered_on=TODAY,
        opinion="建议容错",
        keyed_by="test",
    )


def heard(case: Case, *, answer: str = "通话记录已核实，报备迟于开工的事实不变", side: str = "PARTLY") -> Hearing:
    """A hearing on one point, answered and closed."""
    hearing = Hearing.objects.create(case=case, notice_on=TODAY, held_on=TODAY)
    HearingPoint.objects.create(
        hearing=hearing, number=1, point="方案变更没有报备", statement="口头报告过", answer_side=side, answer=answer,
        answered_at=NOW, answered_by="test",
    )  # fmt: skip
    Hearing.objects.filter(pk=hearing.pk).update(closed_at=NOW, closed_by="test")
    return hearing


# The way on ------------------------------------------------------------------------------------------------------


def meeting_of(story: Story, members: Sequence[Person], *, day: date = TODAY, at: datetime = NOW) -> int:
    """Plan a meeting of these members."""
    ids = [one.pk for one in members]
    return meetings.plan_meeting(
        actor=story.handler, organ_id=story.place.discipline.pk, region=REGION, title="联席会议", body_name=BODY,
        planned_on=day, member_ids=ids, chair_id=ids[0], at=at,
    )  # fmt: skip


def vote(
    story: Story, meeting_id: int, item_id: int, members: Sequence[Person], *, against: int = 0, day: date = TODAY,
    at: datetime = NOW,
) -> None:  # fmt: skip
    """Hold the meeting and key its votes by two; members who stand aside do so, the last `against` object."""
    from dandang.ledger.casework.models import Vote

    meetings.record_attendance(
        actor=story.handler, meeting_id=meeting_id, present_ids=[one.pk for one in members], held_on=day, at=at
    )
    aside = dict(Vote.objects.filter(item_id=item_id, value="RECUSED").values_list("member__person_id", "reason"))
    free = [one.pk for one in members if one.pk not in aside]
    said = {pk: ("AGREE", "") for pk in free} | {
        pk: ("AGAINST", "我认为还要再查") for pk in free[len(free) - against :]
    }
    votes = [VoteInput(pk, *said[pk]) for pk in free] + [VoteInput(pk, "RECUSED", why) for pk, why in aside.items()]
    meetings.key_votes(actor=story.handler, item_id=item_id, votes=votes, at=at)
    meetings.check_votes(actor=story.colleague, item_id=item_id, votes=votes, at=at)


def voted(story: Story, outcome: str = "EXEMPT", *, against: int = 0, in_spite_of: str = "") -> int:
    """Submit the case to a meeting that votes; returns the item."""
    meeting_id = meeting_of(story, story.members)
    item_id = decisions.submit_to_meeting(
        actor=story.handler, case_id=story.case.pk, meeting_id=meeting_id, outcome=outcome, in_spite_of=in_spite_of,
        at=NOW,
    )  # fmt: skip
    vote(story, meeting_id, item_id, story.members, against=against)
    return item_id


def decide(story: Story, item_id: int, outcome: str = "EXEMPT", **changes: Any) -> int:
    """Write the decision down as the meeting took it."""
    given: dict[str, Any] = {
        "actor": story.handler, "case_id": story.case.pk, "item_id": item_id, "outcome": outcome, "overall": OVERALL,
        "reasons": REASONS, "correction": "补办手续，修订办法", "measures": [MEASURE],
        "publication": "在柳溪镇范围公布",
        "copies_to": ["柳溪镇党委"], "shield": ShieldInput(("能",)), "at": NOW,
    }  # fmt: skip
    decision = decisions.decide_case(**(given | changes))
    story.reload()
    return decision


def decided(story: Story | None = None, outcome: str = "EXEMPT", **changes: Any) -> Story:
    """A case decided by its meeting."""
    story = story or ready()
    decide(story, voted(story, outcome), outcome, **changes)
    return story


def served(story: Story | None = None, outcome: str = "EXEMPT", **changes: Any) -> Story:
    """A decided case whose decision was served today."""
    story = decided(story, outcome, **changes)
    decisions.note_service(actor=story.handler, case_id=story.case.pk, served_on=TODAY, at=NOW)
    story.reload()
    return story


def reviewer(story: Story) -> Actor:
    """An officer who had nothing to do with the case: runs its review."""
    return actor_of(
        "DISCIPLINE_OFFICER", story.place.county, name="严复查", who=person(story.place.discipline, "严复查")
    )


def ordered(story: Story) -> tuple[Actor, Review]:
    """An ordered review with reviewers and the person heard; returns its office and the review."""
    pk = reviews.order_review(
        actor=story.leader, case_id=story.case.pk, organ_id=story.place.discipline.pk,
        grounds="审计发现本人亲属同供货单位有往来，原认定的事实有变", at=REVIEWED,
    )  # fmt: skip
    office = reviewer(story)
    prepared(story, office, pk)
    return office, Review.objects.get(pk=pk)


def prepared(story: Story, office: Actor, review_id: int) -> None:
    """Assign reviewers and hear the person."""
    reviews.assign_reviewers(
        actor=office, review_id=review_id, person_ids=[one.pk for one in story.reviewers[:2]], at=REVIEWED
    )
    reviews.hear_on_review(
        actor=office, review_id=review_id, person_said="往来是亲属个人的事，我不知情", at=REVIEWED,
        answer="资金往来凭证显示本人签字确认，不知情的说法同证据不符",
    )  # fmt: skip


def review_voted(story: Story, office: Actor, review_id: int, result: str, outcome: str = "") -> int:
    """Submit the review to a meeting of other people, who agree; returns the item."""
    members = story.reviewers
    meeting_id = meeting_of(story, members, day=REVIEW_DAY, at=REVIEWED)
    item_id = reviews.submit_review_to_meeting(
        actor=office, review_id=review_id, meeting_id=meeting_id, result=result, outcome=outcome, at=REVIEWED
    )
    vote(story, meeting_id, item_id, members, day=REVIEW_DAY, at=REVIEWED)
    return item_id


def review_decided(story: Story, office: Actor, review_id: int, result: str, outcome: str = "") -> Review:
    """Take a review to its end."""
    item_id = review_voted(story, office, review_id, result, outcome)
    reviews.decide_review(
        actor=office, review_id=review_id, item_id=item_id, result=result, outcome=outcome, at=REVIEWED,
        reasons="新查明的资金往来说明原认定的动机态度一项事实不成立，应当改变原来的认定",
        answer="资金往来凭证显示本人签字确认，不知情的说法同证据不符",
    )  # fmt: skip
    story.reload()
    return Review.objects.get(pk=review_id)
