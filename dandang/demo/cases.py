"""Walks the county's tolerance cases from application to review, each step by the person whose step it is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from PIL import Image, ImageDraw

from dandang.demo.accounts import actor_on, own_account
from dandang.demo.assessments import Stage
from dandang.demo.case_stories import AGAINST, STORIES, UNCLEAR, Found, Story
from dandang.demo.county import FAMILIAR
from dandang.demo.organs import REGION
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Member
from dandang.ledger.casework.records import VoteInput
from dandang.ledger.matters import actions as matters
from dandang.parts.tolerance.actions import (
    correction,
    decisions,
    filings,
    findings,
    hearings,
    opening,
    reviews,
    team,
)
from dandang.parts.tolerance.models import Case, Measure, Review
from dandang.parts.tolerance.records import MatterInput, MeasureInput, PointInput, Upload
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

BODY = "青禾县容错纠错联席会议"
REVIEW_BODY = "青禾县容错复查小组"
CHAIR, *OTHERS = ("冯敬之", "姜予安", "陶景行", "白屿", "程砚秋")
REVIEW_CHAIR, *REVIEW_OTHERS = ("姜慎言", "尹知白", "卫东篱", "温彧")
CLAUSE = "安徽 第11点"
EVIDENCE = (
    ("会议记录", "DOCUMENT", True, 4),
    ("现场照片和工作台账", "PICTURE", False, 9),
    ("谈话笔录", "STATEMENT", True, 6),
    ("损失和支出凭证", "CONTRACT", False, 7),
)
# Which piece speaks to which element, by place in EVIDENCE.
SPEAKS_TO = {
    "MOTIVE": (0, 2), "CONDITIONS": (1,), "PROCEDURE": (0,), "NATURE": (0, 2), "CONSEQUENCES": (3,), "REMEDY": (1, 3),
}  # fmt: skip
PAIR_WORDS = {
    "FIRST_TRY": "全县第一次这样做，没有可以参照的成例，属于“{method}”中的缺乏经验。",
    "NO_LIMIT": "核对行为日有效的规定，没有找到禁止“{method}”的条款。",
    "UNINTENDED": "目的是{purpose}，核对往来没有发现私利，不是为了谋取私利。",
}
FACTS_FOR = {
    "motive.public_purpose": True, "motive.private_gain": False, "motive.knowing_breach": False,
    "conditions.unforeseeable": True, "conditions.reckless": False, "conditions.restriction": "NOT_RESTRICTED",
    "conditions.exploratory": True, "conditions.pioneering": True, "conditions.for_development": True,
    "conditions.intentional": False, "procedure.decided_as_required": True, "procedure.arbitrary": False,
    "nature.breach": False, "consequences.under_control": True, "consequences.influence": "SOME",
    "consequences.loss": "SOME", "remedy.attitude": "ACTIVE", "handling.accountability_needed": False,
}  # fmt: skip


@dataclass
class Clerk:
    """Who keeps the papers of a meeting, on which day: accounts are asked for their rights of that day."""

    stage: Stage
    officer: str

    def at(self, day: date) -> datetime:
        return datetime.combine(day, time(2, 30), UTC)

    def by(self, username: str, day: date) -> Actor:
        return actor_on(username, day)


@dataclass
class Desk(Clerk):
    """Who acts in this case."""

    story: Story
    person: Person
    leader: str

    def self_on(self, day: date) -> Actor:
        return self.by(own_account(self.stage.actor, self.person), day)


@dataclass(frozen=True, slots=True)
class Walked:
    """How far a story was walked: its desk, its case, and the day it had come to."""

    desk: Desk
    case_id: int
    day: date


def begin(stage: Stage, today: date) -> list[Walked]:
    """Walk the stories whose decision an assessment leans on and a later review takes back; not yet the review."""
    return [walk(stage, story, today) for story in STORIES if story.after == "OVERTURNED"]


def happen(stage: Stage, begun: list[Walked], today: date) -> None:
    """Walk every other story as far as it came, look again at those begun, and file two plans before they began."""
    file_plans(stage)
    rest = sorted((one for one in STORIES if one.after != "OVERTURNED"), key=lambda one: one.applied_on)
    walked = [walk(stage, story, today) for story in rest]
    for one in (*begun, *walked):
        _afterwards(one, today)


def walk(stage: Stage, story: Story, today: date) -> Walked:
    """Walk one story to the state it stands in, without what came of it later."""
    desk = _desk(stage, story)
    case_id = _apply(desk)
    day = story.applied_on
    if story.until == "APPLIED":
        return Walked(desk, case_id, day)
    if story.until in {"REFUSED", "WITHDRAWN"}:
        _not_accepted(desk, case_id, day + timedelta(days=4))
        return Walked(desk, case_id, day)
    day += timedelta(days=5)
    opening.accept_case(actor=desk.by(desk.officer, day), case_id=case_id, needs_outside=story.is_wide, at=desk.at(day))
    for state, step in STEPS:
        if story.until == "ENDED" and state == "INVESTIGATING":
            actor = desk.by(desk.leader, day)
            opening.end_case(actor=actor, case_id=case_id, reason=story.refusal, at=desk.at(day))
            break
        if story.until == state:
            break
        day = min(step(desk, case_id, day), today)
    return Walked(desk, case_id, day)


def file_plans(stage: Stage) -> None:
    """File two reforms before they begin: one is received, one waits for the answer."""
    plans = (
        ("河湾镇", "hewan", "渡口夜间预约渡运试行", date(2025, 2, 27), date(2025, 3, 3), "已收存，满一个月请小结。"),
        ("河湾镇", "hewan", "镇村两级印章集中管理试点", date(2026, 11, 17), date(2026, 12, 1), ""),
    )  # fmt: skip
    for unit, username, title, filed, starts, note in plans:
        at = datetime.combine(filed, time(2), UTC)
        filing_id = filings.file_plan(
            actor=actor_on(username, filed),
            organisation_id=stage.county.units[unit],
            title=title,
            plan=f"先在一个点试行三个月：{title}。每周记录一次情况，满月小结，三个月后决定推广或者停止。",
            risks="群众不了解、设备断电、人手不够三种情况，各有应急办法和负责人。",
            decided_how="镇党委会集体研究，征求了涉及村组意见，法律顾问看过方案。",
            starts_on=starts,
            at=at,
        )
        if note:
            day = filed + timedelta(days=2)
            filings.receive_filing(
                actor=actor_on("zhouwl", day),
                filing_id=filing_id,
                note=note,
                at=datetime.combine(day, time(3), UTC),
            )


def _desk(stage: Stage, story: Story) -> Desk:
    person = somebody(stage, story.unit, story.person)
    own_account(stage.actor, person)
    return Desk(stage, "jiwei", story, person, "jiweifz")


def somebody(stage: Stage, unit: str, words: str) -> Person:
    """Somebody of a unit by name, or as `#2` the second of its leading team."""
    people = Person.objects.filter(home_id=stage.county.units[unit]).order_by("team_order", "pk")
    if words.startswith("#"):
        return people.filter(is_team_member=True)[int(words[1:]) - 1]
    return people.get(name=words)


def _apply(desk: Desk) -> int:
    story, day = desk.story, desk.story.applied_on
    by_unit = story.opening == "UNIT"
    actor = {
        "PERSON": lambda: desk.self_on(day),
        "UNIT": lambda: desk.by("hewan", day) if story.unit == "河湾镇" else desk.stage.actor,
    }.get(story.opening, lambda: desk.by(desk.officer, day))()
    told = MatterInput(story.title, story.what, story.acted_on)
    accountability_id, matter_id = (None, None)
    if story.opening in {"ACCOUNTABILITY", "ORGAN"}:
        matter_id = _matter(desk)
    if story.opening == "ACCOUNTABILITY":
        accountability_id = _accountability(desk, matter_id)
    return opening.apply(
        actor=actor,
        matter_id=matter_id,
        matter=None if matter_id else told,
        person_id=desk.person.pk,
        opening=story.opening,
        account_given=f"{story.what}当时为{story.purpose}，经{story.meeting}研究后{story.method}。请按容错规定认定。",
        measures_taken=f"{story.remedy}。",
        acted_on=story.acted_on,
        organ_id=desk.stage.county.units["县纪委监委"],
        applicant_organisation_id=desk.stage.county.units[story.unit] if by_unit else None,
        accountability_id=accountability_id,
        applied_on=day,
        party_organisation="县应急局党委" if accountability_id else "",
        party_opinion="抢险期间先发物资经过会商，建议考虑容错。" if accountability_id else "",
        at=desk.at(day),
    )


def _matter(desk: Desk) -> int:
    day = desk.story.applied_on - timedelta(days=20)
    return matters.register_matter(
        actor=desk.by(desk.officer, day), title=desk.story.title, happened_from=desk.story.acted_on,
        summary=desk.story.what, kind=desk.story.kind, organisation_id=desk.stage.county.units[desk.story.unit],
        channel=desk.story.channel, at=desk.at(day),
    )  # fmt: skip


def _accountability(desk: Desk, matter_id: int | None) -> int:
    assert matter_id is not None
    day = desk.story.applied_on - timedelta(days=10)
    actor = desk.by(desk.officer, day)
    matters.add_involvement(actor=actor, matter_id=matter_id, person_id=desk.person.pk, role="DID", at=desk.at(day))
    return matters.open_accountability(
        actor=actor, matter_id=matter_id, person_id=desk.person.pk,
        organ_id=desk.stage.county.units["县纪委监委"], basis=desk.story.what, basis_clause="党问责条例 第7条",
        gate="DURING_INQUIRY", gate_clause=CLAUSE, at=desk.at(day),
    )  # fmt: skip


def _not_accepted(desk: Desk, case_id: int, day: date) -> int:
    if desk.story.until == "REFUSED":
        opening.refuse_case(
            actor=desk.by(desk.officer, day), case_id=case_id, reason=desk.story.refusal, clause="安徽 第10点",
            at=desk.at(day),
        )  # fmt: skip
    else:
        opening.withdraw_case(actor=desk.self_on(day), case_id=case_id, reason=desk.story.refusal, at=desk.at(day))
    return case_id


def _team(desk: Desk, case_id: int, day: date) -> date:
    day += timedelta(days=2)
    people = [named(desk.stage, name) for name in ("苏见微", "梁书昀")]
    leader = desk.by(desk.leader, day)
    team.assign(
        actor=leader, case_id=case_id, part="INVESTIGATOR", person_ids=[one.pk for one in people], at=desk.at(day)
    )
    team.start_investigation(actor=leader, case_id=case_id, at=desk.at(day))
    return day


def _inquire(desk: Desk, case_id: int, day: date) -> date:
    story, officer = desk.story, desk.by(desk.officer, day)
    team.ask_party_organisation(
        actor=officer, case_id=case_id, organisation_name=f"{story.unit}党组织", asked_on=day, at=desk.at(day)
    )
    day += timedelta(days=6)
    team.key_party_opinion(
        actor=officer, case_id=case_id, opinion=f"{story.method}经集体研究，出发点是{story.purpose}，建议依规容错。",
        answered_on=day, at=desk.at(day),
    )  # fmt: skip
    if story.is_wide:
        for name, capacity in (("村民代表两人", "MASSES"), ("受影响的服务对象", "SERVED")):
            team.add_outside_participant(
                actor=officer, case_id=case_id, name=name, capacity=capacity, took_part_on=day,
                opinion="情况属实，事后处理及时。", at=desk.at(day),
            )  # fmt: skip
    investigator = desk.by("sujw", day)
    pieces = [
        team.add_case_evidence(
            actor=investigator,
            case_id=case_id,
            title=f"{story.unit}{title}",
            kind=kind,
            dated_on=story.acted_on,
            is_original=original,
            pages=pages,
            provided_by=story.unit,
            upload=None,
            location=f"卷 {case_id} 第 {place} 件",
            at=desk.at(day),
        )
        for place, (title, kind, original, pages) in enumerate(EVIDENCE, 1)
    ]
    day += timedelta(days=14)
    _find(desk, case_id, pieces, day)
    return day


def _find(desk: Desk, case_id: int, pieces: list[int], day: date) -> None:
    story, actor, at = desk.story, desk.by("sujw", day), desk.at(day)
    for element, found in story.elements().items():
        findings.find_element(
            actor=actor, case_id=case_id, element=element, facts=found.facts, side=found.side, reasons=found.reasons,
            clause=CLAUSE, evidence_ids=[pieces[place] for place in SPEAKS_TO[element]], waits_for=found.waits_for,
            at=at,
        )  # fmt: skip
    for pair, words in PAIR_WORDS.items():
        reasons = words.format(method=story.method, purpose=story.purpose)
        findings.find_distinction(
            actor=actor, case_id=case_id, pair=pair, where="MILDER", reasons=reasons, evidence_ids=[pieces[0]], at=at
        )
    findings.answer_facts(actor=actor, case_id=case_id, facts=_facts(story), at=at)
    findings.report(
        actor=actor, case_id=case_id, suggestion=_suggestion(story), at=at,
        summary=f"{story.what}核查组查阅材料、走访{story.unit}和群众，逐项核对六个要件，报告如上。",
    )  # fmt: skip


def _facts(story: Story) -> dict[str, object]:
    """The answers of the questionnaire that fit what was found; what is unclear stays without an answer."""
    found = story.elements()
    facts: dict[str, object] = dict(FACTS_FOR)
    if found["PROCEDURE"].side == AGAINST:
        facts["procedure.decided_as_required"] = False
    if found["CONSEQUENCES"].side == UNCLEAR:
        for key in ("consequences.under_control", "consequences.influence", "consequences.loss"):
            facts.pop(key)
    if story.outcome in {"LIGHTER", "MITIGATED"}:
        facts["handling.accountability_needed"] = True
    return {**facts, **story.facts}


def _suggestion(story: Story) -> str:
    return story.outcome or "EXEMPT"


def _invite(desk: Desk, case_id: int, day: date) -> date:
    day += timedelta(days=3)
    officer = desk.by(desk.officer, day)
    if not desk.story.points:
        hearings.skip_hearing(actor=officer, case_id=case_id, at=desk.at(day))
        return day
    points = [PointInput(one.point, one.element) for one in desk.story.points]
    hearings.send_hearing_notice(
        actor=officer, case_id=case_id, points=points, notice_on=day, reply_by=day + timedelta(days=10), at=desk.at(day)
    )
    return day


def _hear(desk: Desk, case_id: int, day: date) -> date:
    if not desk.story.points:
        return day
    day += timedelta(days=8)
    officer = desk.by(desk.officer, day)
    hearing = Case.objects.get(pk=case_id).hearings.order_by("pk").last()
    assert hearing is not None
    for told, row in zip(desk.story.points, hearing.points.order_by("number"), strict=True):
        hearings.speak_to_point(actor=desk.self_on(day), point_id=row.pk, statement=told.words, at=desk.at(day))
    hearings.record_hearing(
        actor=officer,
        case_id=case_id,
        held_on=day,
        place="县委党校 203 室",
        scan=_signed("陈述申辩笔录"),
        at=desk.at(day),
    )
    day += timedelta(days=4)
    officer = desk.by(desk.officer, day)
    for told, row in zip(desk.story.points, hearing.points.order_by("number"), strict=True):
        hearings.answer_point(actor=officer, point_id=row.pk, side=told.side, answer=told.answer, at=desk.at(day))
    hearings.close_hearing(actor=officer, case_id=case_id, at=desk.at(day))
    return day


def _decide(desk: Desk, case_id: int, day: date) -> date:
    story = desk.story
    proposed, held = day + timedelta(days=2), day + timedelta(days=9)
    meeting_id = plan(desk, proposed, held, f"研究{story.title}", BODY, (CHAIR, *OTHERS))
    item_id = decisions.submit_to_meeting(
        actor=desk.by(desk.officer, proposed), case_id=case_id, meeting_id=meeting_id, outcome=story.outcome,
        at=desk.at(proposed),
    )  # fmt: skip
    vote(desk, meeting_id, item_id, held, dissent="程砚秋" if story.points else "")
    elements = story.elements()
    reasons = {element: _decided(found) for element, found in elements.items()}
    measures = [
        MeasureInput(task.text, desk.person.name, held + timedelta(days=task.days), desk.person.pk)
        for task in story.tasks
    ]
    decisions.decide_case(
        actor=desk.by(desk.officer, held), case_id=case_id, item_id=item_id, outcome=story.outcome,
        overall=f"{story.title}一事，综合六个要件和三个区分，{_overall(story)}",
        reasons=reasons, departure=_departure(story),
        correction="举一反三，把这次的教训写进办事流程，按期报告整改情况。" if measures else "", measures=measures,
        publication="本单位和当事人", copies_to=["县委组织部"], at=desk.at(held),
    )  # fmt: skip
    return held


def _decided(found: Found) -> str:
    return f"会议同意核查意见：{found.reasons}"


def _overall(story: Story) -> str:
    words = {
        "EXEMPT": f"为{story.purpose}而先行先试，没有谋取私利，主动补救，予以免责，同时提出纠错要求。",
        "LIGHTER": "出以公心、补救及时，但程序上确有欠缺，从轻处理。",
        "MITIGATED": "出以公心、补救及时，但该做的程序没有做，减轻处理。",
        "NOT_TOLERATED": "程序和性质两项不符合容错情形，不予容错并说明理由。",
    }
    return words[story.outcome]


def _departure(story: Story) -> str:
    if story.outcome in {"LIGHTER", "MITIGATED"}:
        return f"规则对照因程序一项不符合而不建议容错；会议认为{story.cause}，补救充分，故酌情处理。"
    return story.departure or f"会议研究认为{story.cause}属实，与规则对照的差别已逐项讨论并记入会议记录。"


def plan(desk: Clerk, day: date, held: date, title: str, body: str, names: tuple[str, ...]) -> int:
    people = [named(desk.stage, name) for name in names]
    return meetings.plan_meeting(
        actor=desk.by(desk.officer, day), organ_id=desk.stage.county.units["县纪委监委"], region=REGION, title=title,
        body_name=body, planned_on=held, member_ids=[one.pk for one in people], chair_id=people[0].pk,
        place="县委小会议室", at=desk.at(day),
    )  # fmt: skip


def vote(desk: Clerk, meeting_id: int, item_id: int, day: date, *, dissent: str = "") -> None:
    at, keyer, checker = desk.at(day), desk.by(desk.officer, day), desk.by("xuqh", day)
    lines = casework.studied_item(item_id).votes
    recused = {line.person_id: line.reason for line in lines if line.value == "RECUSED"}
    members = list(Member.objects.filter(meeting_id=meeting_id).order_by("pk").values_list("person_id", flat=True))
    meetings.record_attendance(actor=keyer, meeting_id=meeting_id, present_ids=members, held_on=day, at=at)
    against = named(desk.stage, dissent).pk if dissent else 0
    votes = [
        VoteInput(one, "RECUSED", recused[one]) if one in recused
        else VoteInput(one, "AGAINST", "同意纠错要求，但认为结果还可以再斟酌。") if one == against
        else VoteInput(one, "AGREE")
        for one in members
    ]  # fmt: skip
    meetings.key_votes(actor=keyer, item_id=item_id, votes=votes, at=at)
    meetings.check_votes(actor=checker, item_id=item_id, votes=votes, at=at + timedelta(hours=1))
    meetings.close_meeting(
        actor=keyer,
        meeting_id=meeting_id,
        minutes="会议听取了核查情况和本人意见，逐项研究后表决。不同意见已记录在卷。",
        follow_up="由承办机关作出文书并送达。",
        at=at + timedelta(hours=2),
    )


def _serve(desk: Desk, case_id: int, day: date) -> date:
    day += timedelta(days=3)
    decisions.note_service(actor=desk.by(desk.officer, day), case_id=case_id, served_on=day, at=desk.at(day))
    return day


def _correct(desk: Desk, case_id: int, day: date) -> date:
    """Work off the tasks that were done; the others stay open, some of them past their day."""
    rows = {row.text: row for row in Measure.objects.filter(decision__case_id=case_id).order_by("number")}
    last = day
    for task in desk.story.tasks:
        row = rows[task.text]
        if not task.done:
            continue
        reported = max(day + timedelta(days=1), row.due_on - timedelta(days=5))
        correction.report_measure(
            actor=desk.self_on(reported), measure_id=row.pk, report=task.done, reported_on=reported,
            at=desk.at(reported),
        )  # fmt: skip
        last = max(last, reported + timedelta(days=3))
        if task.state == "ACCEPTED":
            correction.accept_measure(
                actor=desk.by(desk.officer, last), measure_id=row.pk, note=f"现场看过：{task.done}。", at=desk.at(last)
            )
    if desk.story.until == "CORRECTING":
        _visit(desk, case_id, "FOLLOW_UP", last, "已走访摊贩 12 户，摸底结果属实，恳谈会正在筹备。")
    if desk.story.until == "CLOSED":
        last += timedelta(days=6)
        if desk.story.after == "RETURN_VISIT" or desk.story.tasks:
            _visit(desk, case_id, "RETURN", last, "本人情绪稳定，表示放下包袱继续干；同事评价客观。")
        correction.close_case(actor=desk.by(desk.officer, last), case_id=case_id, at=desk.at(last))
    return last


def _visit(desk: Desk, case_id: int, kind: str, day: date, note: str) -> None:
    correction.record_visit(
        actor=desk.by(desk.officer, day), case_id=case_id, kind=kind, visited_on=day, visitors="方纪文、许清和",
        note=note, at=desk.at(day),
    )  # fmt: skip


def _afterwards(walked: Walked, today: date) -> None:
    after = {"REFUSES": _refer, "OVERTURNED": _overturn, "MENDED": _mend, "MENDED_TO_EXEMPT": _mend}
    if (step := after.get(walked.desk.story.after)) is not None:
        step(walked.desk, walked.case_id, min(walked.day, today))


def _refer(desk: Desk, case_id: int, day: date) -> None:
    """The person declines to put it right; the organ finds so by vote, with the person's own words."""
    proposed, held = day + timedelta(days=70), day + timedelta(days=80)
    meeting_id = plan(desk, proposed, held, f"研究{desk.story.title}整改情况", BODY, (CHAIR, *OTHERS))
    item_id = correction.submit_referral_to_meeting(
        actor=desk.by(desk.officer, proposed), case_id=case_id, meeting_id=meeting_id, ground="REFUSED",
        at=desk.at(proposed),
    )  # fmt: skip
    vote(desk, meeting_id, item_id, held)
    correction.refer(
        actor=desk.by(desk.officer, held), case_id=case_id, ground="REFUSED",
        reasons="两次书面催办、一次当面约谈以后，仍不安排复测，也没有说明困难，认定为拒不整改。", clause="安徽 第12点",
        item_id=item_id, person_said="我认为全县复测工作量太大，应由设计单位承担，所以没有安排。", at=desk.at(held),
    )  # fmt: skip


def _overturn(desk: Desk, case_id: int, day: date) -> None:
    """New facts come up later: the exemption is looked at again by other people and taken back."""
    ordered = day + timedelta(days=200)
    actor = desk.by(desk.leader, ordered)
    review_id = reviews.order_review(
        actor=actor, case_id=case_id, organ_id=desk.stage.county.units["县纪委监委"],
        grounds="审计发现供苗方负责人是当事人亲属，申请容错时没有说明。", at=desk.at(ordered),
    )  # fmt: skip
    _review(
        desk, case_id, review_id, ordered, result="OVERTURNED", outcome="NOT_TOLERATED",
        said="当时不知道表弟在那家苗圃有股份，事后知道也没有报告。",
        answer="转账记录显示定价前一周当事人已知道，不知情的说法不予采纳；没有报告属实。",
        reasons="当事人明知供苗方是亲属而没有报告和回避，动机态度一项的认定不能成立，原免责决定予以撤销。",
    )  # fmt: skip


def _mend(desk: Desk, case_id: int, day: date) -> None:
    """The person asks for a review in time; other people find the decision too hard and mend it."""
    served = Case.objects.get(pk=case_id).decision.served_on
    assert served is not None  # only served decisions are reviewed
    asked = served + timedelta(days=12)
    to_exempt = desk.story.after == "MENDED_TO_EXEMPT"
    review_id = reviews.request_review(
        actor=desk.self_on(max(asked, day)), case_id=case_id,
        grounds="抽查没有做是因为县里通知合并办理，有微信工作群通知为证。" if to_exempt
        else "企业第 2 天的报告是打给窗口的，没有转给我，值班记录可以查。",
        requested_on=max(asked, day), at=desk.at(max(asked, day)),
    )  # fmt: skip
    _review(
        desk, case_id, review_id, max(asked, day), result="MENDED", outcome="EXEMPT" if to_exempt else "LIGHTER",
        said="请核对通知原件。" if to_exempt else "请调取值班记录。",
        answer="已向县里核对通知原件，合并抽查的安排属实，当事人的说法采纳。"
        if to_exempt
        else "已调取第 2 天的值班记录，窗口确实没有转交，当事人的说法采纳。",
        reasons="复查核对了原始通知，抽查由县里统一安排，当事人没有过错，变更为免责。" if to_exempt
        else "复查核对了值班记录，当事人第 9 天才得知并当天处理，原认定性质一项不准确，变更为从轻。",
    )  # fmt: skip


def _review(
    desk: Desk, case_id: int, review_id: int, day: date, *, result: str, outcome: str, said: str, answer: str,
    reasons: str,
) -> None:  # fmt: skip
    accepted, proposed, held = (day + timedelta(days=n) for n in (3, 12, 20))
    office = desk.by("zhouwl", accepted)  # whoever handled the case stays out of its review
    if Review.objects.get(pk=review_id).state == "REQUESTED":
        reviews.accept_review(actor=office, review_id=review_id, at=desk.at(accepted))
    reviewers = [named(desk.stage, name).pk for name in ("何清越", "陈来仪")]
    reviews.assign_reviewers(actor=office, review_id=review_id, person_ids=reviewers, at=desk.at(accepted))
    reviews.hear_on_review(
        actor=desk.by("heqy", proposed), review_id=review_id, person_said=said, answer=answer, at=desk.at(proposed)
    )
    meeting_id = plan(desk, proposed, held, f"复查{desk.story.title}", REVIEW_BODY, (REVIEW_CHAIR, *REVIEW_OTHERS))
    office = desk.by("zhouwl", proposed)
    item_id = reviews.submit_review_to_meeting(
        actor=office, review_id=review_id, meeting_id=meeting_id, result=result, outcome=outcome, at=desk.at(proposed)
    )
    vote(desk, meeting_id, item_id, held)
    reviews.decide_review(
        actor=desk.by("zhouwl", held),
        review_id=review_id,
        item_id=item_id,
        result=result,
        outcome=outcome,
        reasons=reasons,
        answer=answer,
        decided_on=held,
        at=desk.at(held),
    )


# From each state the step that leads on.
STEPS: tuple[tuple[str, Callable[[Desk, int, date], date]], ...] = (
    ("ACCEPTED", _team),
    ("INVESTIGATING", _inquire),
    ("INVESTIGATED", _invite),
    ("HEARING", _hear),
    ("READY", _decide),
    ("DECIDED", _serve),
    ("SERVED", _correct),
)


def named(stage: Stage, name: str) -> Person:
    """Somebody the guided tour meets, by the unit where FAMILIAR put him; the county's leaders sit at the county."""
    short = next(unit for (unit, _place), (familiar, _sex) in FAMILIAR.items() if familiar == name)
    homes = [stage.county.units[short], stage.county.county_id]
    return Person.objects.get(name=name, home_id__in=homes)


def _signed(title: str) -> Upload:
    """A made-up scan: a white page with a title and two signature lines."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    for y in range(120, 700, 36):
        pen.line((70, y, 550, y), fill=(200, 200, 200))
    pen.line((330, 780, 550, 780), fill=(60, 60, 60))
    stream = io.BytesIO()
    page.save(stream, "PNG", description=title)
    return Upload(f"{title}.png", stream.getvalue())
