"""Fills the county's casebook: entries own and from elsewhere, a circular, a coordination meeting.

Each step is taken by the person whose step it is: one officer draws up and anonymises, a leader approves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from dandang.demo.accounts import actor_on
from dandang.demo.assessments import Stage
from dandang.demo.county import FAMILIAR
from dandang.demo.organs import PROVINCE_REGION, REGION
from dandang.ledger.casebook import actions, queries
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework import queries as casework
from dandang.ledger.papers import actions as papers
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

WANTED = 20
OUTSIDE = Path(__file__).with_name("casebook.yaml")
OFFICER, COLLEAGUE, LEADER = "jiwei", "lujw", "jiweifz"
RISK = "写到的职务各乡镇、各部门都有，年份以外的日期已经隐去，对照原件看不出是谁。"
# What the county's own cases are called in the casebook, and in which work they happened, by the title on file.
TITLES: Mapping[str, tuple[str, str]] = {
    "渡口夜间停渡引发群众不便": ("渡口试行夜间预约，头一个月群众久等", "LIVELIHOOD"),
    "果苗统购价高于市价": ("统一购苗价格偏高，事后追回差价", "RURAL"),
    "容缺受理后材料没有补齐": ("容缺受理以后材料没有按期补齐", "APPROVAL"),
    "防汛物资台账补登不及时": ("抢险先发物资，台账补登不及时", "RESCUE"),
    "农贸市场改造期间摊位安置不足": ("市场改造期间摊位没有安置够", "PROJECT"),
    "通村公路变更路线没有复测": ("公路改线没有复测造成返工", "PROJECT"),
    "村卫生室药品统配断货": ("药品统一配送试行中断货", "LIVELIHOOD"),
    "扶持贷款贴息对象审核失误": ("贴息对象审核出错，一个月内追回", "RURAL"),
    "校车线路试点停运两天": ("校车线路试点停运两天", "LIVELIHOOD"),
    "集中供水提价听证前先行试收": ("供水提价听证前先行试收", "LIVELIHOOD"),
    "政务数据共享接口上线故障": ("数据接口上线当天故障", "REFORM"),
    "民宿消防设施验收尺度不一": ("新业态验收尺度前后不一", "APPROVAL"),
    "清洁取暖补贴发放名单有误": ("补贴名单有误，一周内补发追回", "RURAL"),
    "设施大棚试种新品种减产": ("试种新品种减产，用保险挽回", "RURAL"),
}


@dataclass
class Desk:
    """Who acts, on which day: accounts are asked for their rights of that day."""

    stage: Stage
    today: date

    def by(self, username: str, days_ago: int) -> tuple[Actor, datetime]:
        """The actor behind an account some days ago, and that moment."""
        day = self.today - timedelta(days=days_ago)
        return actor_on(username, day), datetime.combine(day, time(3), UTC)

    @property
    def organ_id(self) -> int:
        return self.stage.county.units["县纪委监委"]


def fill_casebook(stage: Stage, today: date) -> int:
    """Fill the casebook with twenty entries, then draft a circular and hold a coordination meeting about some of them.

    Returns how many entries there are.
    """
    desk = Desk(stage, today)
    told = yaml.safe_load(OUTSIDE.read_text(encoding="utf-8"))
    own = _own(desk)
    elsewhere = [_outside(desk, one) for one in told["outside"]]
    missing = max(0, WANTED - len(own) - len(elsewhere))
    made_up = [_sample(desk, one) for one in told["samples"][:missing]]
    entries = [*own, *elsewhere, *made_up]
    for entry_id in entries:
        _finish(desk, entry_id)
    _circular(desk, own[:2] + elsewhere[:1])
    _coordinate(desk, own[0] if own else elsewhere[0])
    _next_meeting(desk)
    return len(entries)


def _own(desk: Desk) -> list[int]:
    """Entries of the county's own cases, tolerated mistakes first; the last ones stay in the making."""
    actor, at = desk.by(OFFICER, 12)
    made = []
    for one in sorted(queries.source_choices(actor), key=lambda one: not one.subject.startswith("tolerance.")):
        title, field = TITLES.get(one.title, (one.title, "GOVERNANCE"))
        made.append(actions.draft_entry(actor=actor, subject=one.subject, title=title, field=field, at=at))
    return made[: WANTED - 8]


def _outside(desk: Desk, told: Mapping[str, Any]) -> int:
    return _typed(desk, told, region=told["region"], citation=told["citation"], is_sample=False, year=None)


def _sample(desk: Desk, told: Mapping[str, Any]) -> int:
    year = desk.today.year - 1
    return _typed(desk, told, region=PROVINCE_REGION, citation="样例：邻县编写，不是真事", is_sample=True, year=year)


def _typed(desk: Desk, told: Mapping[str, Any], **given: Any) -> int:
    actor, at = desk.by(OFFICER, 11)
    parts = {"BACKGROUND": "", "COURSE": told["course"], "JUDGEMENT": told["judgement"], "LESSON": told["lesson"]}
    return actions.draft_outside_entry(
        actor=actor, organ_id=desk.organ_id, title=told["title"], field=told["field"], kind=told["kind"],
        outcome=told["outcome"], parts=parts, sides=told.get("sides", {}), at=at, **given,
    )  # fmt: skip


def _finish(desk: Desk, entry_id: int) -> None:
    """Replace everything the assistant marked, look again, check, and have a leader approve."""
    actor, at = desk.by(OFFICER, 10)
    bench = queries.workbench(actor, entry_id)
    choices = {one.pk: Choice("CONFIRMED", one.suggestion) for one in bench.markings}
    if choices:
        actions.decide_markings(actor=actor, entry_id=entry_id, choices=choices, at=at)
    for left in queries.workbench(actor, entry_id).left_over:
        actions.mark_by_hand(actor=actor, entry_id=entry_id, span=left.span, replacement=left.suggestion, at=at)
    actions.check_entry(actor=actor, entry_id=entry_id, risk_note=RISK, at=at)
    leader, later = desk.by(LEADER, 8)
    actions.approve_entry(actor=leader, entry_id=entry_id, at=later)


def _circular(desk: Desk, entry_ids: list[int]) -> None:
    """Draft a circular; a colleague checks it, a leader signs, and it is numbered."""
    actor, at = desk.by(OFFICER, 5)
    circular_id = actions.draft_circular(
        actor=actor, organ_id=desk.organ_id, title="关于几起容错纠错典型案例的通报",
        addressee="各乡镇党委、县直各单位党组（党委）",
        lead_in="为了让敢干事的人心里有底、让办案的人尺度一致，现将几起典型案例通报如下。姓名、单位和日期已经隐去。",
        closing="各单位要组织对照学习，看一看自己的办事流程有没有同样的缺口。敢干事，也要按规矩干成事。",
        entry_ids=entry_ids, at=at,
    )  # fmt: skip
    circular = queries.circular_for(actor, circular_id)
    assert circular.paper_id is not None
    colleague, checked = desk.by(COLLEAGUE, 4)
    papers.check_paper(actor=colleague, paper_id=circular.paper_id, at=checked)
    leader, signed = desk.by(LEADER, 3)
    papers.sign_paper(actor=leader, paper_id=circular.paper_id, at=signed)
    actor, numbered = desk.by(OFFICER, 2)
    papers.number_paper(actor=actor, paper_id=circular.paper_id, word="青纪通", at=numbered)


def _coordinate(desk: Desk, entry_id: int) -> None:
    """Hold a coordination meeting: one entry to learn from, one open question; two things are left to be done."""
    actor, at = desk.by(OFFICER, 9)
    people = [_person(desk.stage, name) for name in ("冯敬之", "姜予安", "陶景行", "程砚秋")]
    meeting_id = _plan(desk, actor, "2026年第四季度容错纠错工作协调会", people, days_ago=6, at=at)
    meetings.add_topic(
        actor=actor, meeting_id=meeting_id, subject=f"casebook.entry:{entry_id}", title="典型案例怎样用到办案里",
        question="各办案单位尺度不一，请对照这条案例统一“程序方法”一项的掌握。", at=at,
    )  # fmt: skip
    meetings.add_topic(
        actor=actor, meeting_id=meeting_id, title="口头报告算不算报备",
        question="紧急情况下先口头报告、事后补书面材料，几日内补算及时，各单位说法不一。", at=at,
    )  # fmt: skip
    actor, held = desk.by(OFFICER, 6)
    meetings.record_attendance(
        actor=actor, meeting_id=meeting_id, present_ids=[one.pk for one in people],
        held_on=desk.today - timedelta(days=6), at=held,
    )  # fmt: skip
    topics = [one.pk for one in casework.meeting(actor, meeting_id).topics.all()]
    said = ("以这条案例为准：事前有集体研究、事后有记录的，程序一项不因手续晚几天认定不利。",
            "先口头报告、留下记录，三日内补书面材料的，算及时。起草一个统一的口径发下去。")  # fmt: skip
    meetings.close_meeting(
        actor=actor, meeting_id=meeting_id, minutes="会议学习了典型案例，就两个问题统一了认识。",
        conclusions=dict(zip(topics, said, strict=True)), at=held,
    )  # fmt: skip
    days = desk.today + timedelta(days=14)
    done = meetings.add_follow_up(
        actor=actor, meeting_id=meeting_id, text="把典型案例发到各办案单位", person_id=_person(desk.stage, "方纪文").pk,
        due_on=desk.today, at=held,
    )  # fmt: skip
    meetings.add_follow_up(
        actor=actor, meeting_id=meeting_id, text="起草口头报告和补报备的统一口径",
        person_id=_person(desk.stage, "程砚秋").pk, due_on=days, at=held,
    )  # fmt: skip
    actor, closed = desk.by(OFFICER, 2)
    meetings.close_follow_up(actor=actor, follow_up_id=done, outcome="通报已经编号，随文发出。", at=closed)


def _next_meeting(desk: Desk) -> None:
    """The next quarter's meeting is planned already, so that topics have a place to go."""
    actor, at = desk.by(OFFICER, 1)
    people = [_person(desk.stage, name) for name in ("冯敬之", "姜予安", "陶景行", "程砚秋")]
    _plan(desk, actor, "2027年第一季度容错纠错工作协调会", people, days_ago=-60, at=at)


def _plan(desk: Desk, actor: Actor, title: str, people: list[Person], *, days_ago: int, at: datetime) -> int:
    return meetings.plan_meeting(
        actor=actor, organ_id=desk.organ_id, region=REGION, title=title, body_name="青禾县容错纠错工作协调会",
        planned_on=desk.today - timedelta(days=days_ago), member_ids=[one.pk for one in people],
        chair_id=people[0].pk, place="县委小会议室", at=at,
    )  # fmt: skip


def _person(stage: Stage, name: str) -> Person:
    """Somebody the guided tour meets, by the unit where FAMILIAR put him."""
    short = next(unit for (unit, _place), (familiar, _sex) in FAMILIAR.items() if familiar == name)
    homes = [stage.county.units[short], stage.county.county_id]
    return Person.objects.get(name=name, home_id__in=homes)
