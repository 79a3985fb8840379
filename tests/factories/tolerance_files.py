"""One tolerance case as people look at it, far enough along for its pages: made of rows, with real sentences.

`file_in(state)` builds 河湾村提灌站 up to a state. Journeys and tests of actions build cases by actions instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dandang.law.policies import queries as policy_queries
from dandang.ledger.casework.models import AgendaItem, Meeting, Member, Vote
from dandang.ledger.matters.models import Evidence, Matter
from dandang.parts.tolerance import models
from dandang.parts.tolerance.queries.stages import pinned
from dandang.registry.access import queries as access
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person
from tests.factories import matters, registry, shelf

AT = registry.NOW
APPLIED_ON = date(2026, 10, 9)
ORDER = ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY", "DECIDED", "SERVED", "CORRECTING")

ELEMENTS: tuple[tuple[str, str, str, str, str, tuple[int, ...]], ...] = (
    ("MOTIVE", "FOR", "为保 1,200 亩汛前灌溉提出移动泵船方案。本人及亲属与供货单位没有往来。",
     "出以公心，没有发现私利。", "", (1,)),
    ("CONDITIONS", "FOR", "2025年4月来水比多年平均早 19 天，固定泵房基坑两次进水。",
     "来水提前难以预见，气象资料可核对。", "", (2,)),
    ("PROCEDURE", "AGAINST", "改用泵船经镇党委会集体研究，但变更后的方案没有重新报备。",
     "口头报告和补交材料都属实，但比开工（4月27日）晚 6 天。", "", (3,)),
    ("NATURE", "FOR", "当时没有禁止使用移动泵船的规定，属于先行先试。", "与明令禁止后我行我素不同。", "", (3,)),
    ("CONSEQUENCES", "UNCLEAR", "工期延后 47 天，增加支出 18.6 万元。其中多少由改用泵船造成，还不清楚。",
     "等县审计局复核，应于 11月27日 回复。", "县审计局复核意见，应于 11月27日 回复", (2,)),
    ("REMEDY", "FOR", "组织 11 台临时水泵，灌溉没有中断；收回违约金 6.2 万元。",
     "主动采取补救措施，效果有村民小组签字。", "", (1, 2)),
)  # fmt: skip
PAIRS = (
    ("FIRST_TRY", "全县第一次使用，没有可参照的做法。", 3),
    ("NO_LIMIT", "行为日有效的规定中没有禁止条款。", 2),
    ("UNINTENDED", "采购经比选，核对往来账没有异常。", 1),
)
POINTS = (
    ("方案变更没有重新报备。变更发生在 2025年4月21日，报备材料落款 5月3日。",
     "4月22日向分管副县长口头报告过，当时忙着抢工期，5月3日补了书面材料。",
     "PARTLY", "通话记录已核实，补作证3。报备迟于开工的事实不变，写入理由。", "PROCEDURE"),
    ("增加支出 18.6 万元。审计底稿列为工期延误造成。", "其中 7 万多是材料涨价，换不换方案都要付。",
     "NOT_ACCEPTED", "县审计局复核，材料涨价只占 2.1 万元。", "CONSEQUENCES"),
)  # fmt: skip


@dataclass(frozen=True)
class Scene:
    """A case with the people around it: one of each part, and the unit that applied."""

    case: models.Case
    county: registry.County
    organ: Organisation
    concerned: Person
    handler: Person
    investigators: tuple[Person, Person]
    members: tuple[Person, ...]
    matter: Matter
    evidence: tuple[Evidence, ...]

    def hearing(self) -> models.Hearing:
        return self.case.hearings.get()


def file_in(state: str, *, opening: str = "PARTY_ORGANISATION", county: registry.County | None = None) -> Scene:
    """Build the case up to a state of `ORDER`, or CLOSED."""
    scene = _begun(opening, county or registry.county())
    reached = len(ORDER) if state == "CLOSED" else ORDER.index(state)
    for step, build in enumerate(
        (_accepted, _assigned, _found, _told, _heard, _decided, _served, _correcting), start=1
    ):
        if step <= reached:
            build(scene)
    if state == "CLOSED":
        _closed(scene)
    scene.case.refresh_from_db()
    return scene


def _begun(opening: str, county: registry.County) -> Scene:
    shelf.load()
    organ = county.discipline
    concerned = registry.person(county.township, "顾明川", managed_by=county.county, post_text="河湾镇副镇长")
    staff = [registry.person(organ, name, managed_by=county.county) for name in ("周文澜", "苏见微", "梁书昀")]
    units = [registry.organisation(county.county, f"{name}局") for name in ("县司法", "县审计", "县水利")]
    members = [
        registry.person(unit, name, managed_by=county.county, post_text=f"{unit.name}局长")
        for unit, name in zip(units, ("程砚秋", "白屿", "魏长河"), strict=True)
    ]
    system = access.system_actor()
    matter = matters.matter(
        system, county.township, concerned, title="河湾村提灌站改建工期延误", happened_from=date(2025, 4, 21),
        summary="汛期前改用移动泵船，工期延后 47 天。",
    )  # fmt: skip
    evidence = tuple(
        matters.evidence(
            system, matter, title=title, dated_on=day, provided_by=given_by, is_original=place == 0, pages=4 + place,
            content=matters.PDF + bytes([place]), filename=f"{title}.pdf",
        )
        for place, (title, day, given_by) in enumerate(
            [("镇党委会议纪要", date(2025, 4, 20), "河湾镇"), ("审计底稿摘要", date(2025, 11, 12), "县审计局"),
             ("通话记录", date(2025, 4, 22), "本人")]
        )
    )  # fmt: skip
    procedure = policy_queries.procedure(region=organ.region, on=APPLIED_ON)
    by_unit = opening in {"UNIT", "PARTY_ORGANISATION"}
    case = models.Case.objects.create(
        number=f"青容〔2026〕{models.Case.objects.count() + 7}号", title=matter.title, organ=organ,
        organ_path=organ.path, region=organ.region, procedure=pinned(procedure), opened_at=AT, opened_by="test",
        matter=matter, person=concerned, person_post="河湾镇副镇长", opening=opening,
        applicant_name="中共河湾镇委员会" if by_unit else concerned.name,
        applicant_organisation=county.township if by_unit else None,
        account_given="去年汛期前改建提灌站，来水提前，固定泵房基坑进水。为保灌溉改用移动泵船，工期延后。",
        measures_taken="组织 11 台临时水泵，收回违约金 6.2 万元。", acted_on=date(2025, 4, 21), applied_on=APPLIED_ON,
    )  # fmt: skip
    return Scene(case, county, organ, concerned, staff[0], (staff[1], staff[2]), tuple(members), matter, evidence)


def _set(scene: Scene, **fields: Any) -> None:
    models.Case.objects.filter(pk=scene.case.pk).update(**fields)


def _accepted(scene: Scene) -> None:
    _assign(scene, "HANDLER", scene.handler)
    _set(scene, state="ACCEPTED", accepted_on=date(2026, 10, 14))


def _assign(scene: Scene, part: str, person: Person) -> None:
    models.Assignment.objects.create(case=scene.case, part=part, person=person, assigned_at=AT, assigned_by="test")


def _assigned(scene: Scene) -> None:
    for person in scene.investigators:
        _assign(scene, "INVESTIGATOR", person)
    models.OutsideParticipant.objects.create(
        case=scene.case,
        name="河湾村村民代表",
        capacity="MASSES",
        took_part_on=date(2026, 10, 28),
        opinion="水没有断过。",
    )
    models.PartyOpinion.objects.create(
        case=scene.case, organisation_name="中共河湾镇委员会", asked_on=date(2026, 10, 16),
        answered_on=date(2026, 10, 23), opinion="出于公心，请求免责。", keyed_by="test",
    )  # fmt: skip
    _set(scene, state="INVESTIGATING")


def _found(scene: Scene) -> None:
    for element, side, facts, reasons, waits_for, cited in ELEMENTS:
        row = models.ElementFinding.objects.create(
            case=scene.case, element=element, facts=facts, side=side, reasons=reasons, clause="安徽 第11点",
            waits_for=waits_for, found_at=AT, found_by="test",
        )  # fmt: skip
        row.evidence.set([scene.evidence[number - 1] for number in cited])
    for pair, reasons, number in PAIRS:
        finding = models.DistinctionFinding.objects.create(
            case=scene.case, pair=pair, where="MILDER", reasons=reasons, found_at=AT, found_by="test"
        )
        finding.evidence.set([scene.evidence[number - 1]])
    _set(
        scene, state="INVESTIGATED", investigated_on=date(2026, 11, 6), suggestion="EXEMPT",
        report_summary="核查清楚：改用移动泵船出于公心，程序上没有重新报备，灌溉没有中断。",
    )  # fmt: skip


def _told(scene: Scene) -> None:
    hearing = models.Hearing.objects.create(case=scene.case, notice_on=date(2026, 11, 9), reply_by=date(2026, 11, 24))
    for number, (point, _said, _side, _answer, element) in enumerate(POINTS, start=1):
        row = models.HearingPoint.objects.create(hearing=hearing, number=number, point=point, element=element)
        row.evidence.set([scene.evidence[number]])
    _set(scene, state="HEARING")


def _heard(scene: Scene) -> None:
    hearing = scene.hearing()
    for row, (_point, said, side, answer, _element) in zip(hearing.points.order_by("number"), POINTS, strict=True):
        row.statement, row.answer_side, row.answer = said, side, answer
        row.answered_at, row.answered_by = AT, "test"
        row.save()
    models.Hearing.objects.filter(pk=hearing.pk).update(
        held_on=date(2026, 11, 18), place="县委党校 203 室", closed_at=AT, closed_by="test"
    )
    _set(scene, state="READY")


def planned_meeting(scene: Scene, planned_on: date = date(2026, 12, 3)) -> AgendaItem:
    """Put the case on the agenda of a meeting that is still to come."""
    meeting = Meeting.objects.create(
        title="第4次联席会议", body_name="青禾县容错纠错联席会议", organ=scene.organ, organ_path=scene.organ.path,
        region=scene.organ.region, planned_on=planned_on, planned_at=AT, planned_by="test",
    )  # fmt: skip
    for person in scene.members:
        Member.objects.create(meeting=meeting, person=person, name=person.name, post=person.post_text)
    return AgendaItem.objects.create(
        meeting=meeting, number=1, subject=f"tolerance.case:{scene.case.pk}", title=scene.case.title,
        proposal="同意认定为容错情形，予以免责",
    )  # fmt: skip


def voted(scene: Scene) -> AgendaItem:
    """Let the meeting vote: two agree, the one in charge of the project stands aside."""
    item = planned_meeting(scene, date(2026, 11, 20))
    Meeting.objects.filter(pk=item.meeting_id).update(state="HELD", held_on=date(2026, 11, 20))
    AgendaItem.objects.filter(pk=item.pk).update(keyed_at=AT, keyed_by="account:1")
    for member in Member.objects.filter(meeting_id=item.meeting_id).order_by("pk"):
        is_away = member.name == "魏长河"
        Vote.objects.create(
            item=item, member=member, value="RECUSED" if is_away else "AGREE", reason="分管本项目" if is_away else ""
        )
    tally = {
        "expected": 3, "recused": 1, "present": 2, "agree": 2, "against": 0, "defer": 0, "is_quorate": True,
        "is_carried": True, "sentence": "应到 3 人，回避 1 人，到会 2 人，同意 2 人，通过。", "clause": "本系统约定",
    }  # fmt: skip
    AgendaItem.objects.filter(pk=item.pk).update(checked_at=AT, checked_by="account:2", is_carried=True, tally=tally)
    item.refresh_from_db()
    return item


def _decided(scene: Scene) -> None:
    item = voted(scene)
    decision = models.Decision.objects.create(
        case=scene.case, item=item, outcome="EXEMPT", outcome_label="免责", is_favourable=True,
        reasons="出于公心，先行先试，没有谋取私利；程序瑕疵由整改纠正。", clause="安徽 第11点",
        decided_on=date(2026, 11, 20), recorded_at=AT, recorded_by="test", follows_advice=True, publication="本单位",
        copies_to=["县委组织部"], correction="限期补办变更方案的报备手续。",
    )  # fmt: skip
    for element, side, _facts, reasons, _waits, _cited in ELEMENTS:
        models.DecisionReason.objects.create(
            decision=decision, element=element, side="FOR" if side == "UNCLEAR" else side,
            reason=f"研究认为：{reasons}", clause="安徽 第11点",
        )  # fmt: skip
    _set(scene, state="DECIDED")


def _served(scene: Scene) -> None:
    models.Decision.objects.filter(case=scene.case).update(served_on=date(2026, 11, 20))
    _set(scene, state="SERVED")


def _correcting(scene: Scene) -> None:
    decision = models.Decision.objects.get(case=scene.case)
    for number, (text, owner) in enumerate(
        [("补办泵船方案的变更报备", scene.concerned.name), ("镇里建立方案变更当日报备的办法", "河湾镇")], start=1
    ):
        models.Measure.objects.create(
            decision=decision,
            number=number,
            text=text,
            owner_name=owner,
            due_on=date(2026, 12, 18),
            owner_person=scene.concerned if number == 1 else None,
        )
    _set(scene, state="CORRECTING")


def _closed(scene: Scene) -> None:
    models.Measure.objects.filter(decision__case=scene.case).update(
        state="ACCEPTED", report="已补办", reported_on=date(2026, 11, 20), accepted_on=date(2026, 11, 21),
        accepted_by="周文澜", acceptance_note="资料齐全",
    )  # fmt: skip
    models.Visit.objects.create(
        case=scene.case, kind="RETURN", visited_on=date(2026, 11, 21), visitors="周文澜", note="情绪稳定",
        recorded_at=AT, recorded_by="test",
    )  # fmt: skip
    _set(scene, state="CLOSED")


def later(days: int) -> datetime:
    """Return the moment of the tests, some days on."""
    return AT + timedelta(days=days)
