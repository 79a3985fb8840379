"""Walks the county's reports from the letter to the return visit, each step by the person whose step it is.

The stories stand in `reports.yaml`. Days pass as in an office: three to accept, a month to verify, then the answer,
clarification, and for four of them a case of false accusation of which one is proved.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml

from dandang.demo.accounts import actor_on, own_account
from dandang.demo.assessments import Stage
from dandang.demo.cases import CHAIR, OTHERS, Clerk, named, plan, somebody, vote
from dandang.demo.vault_keys import PASSPHRASE
from dandang.ledger.papers import actions as papers
from dandang.parts.protection.actions import (
    accusation_decisions,
    accusation_hearings,
    accusations,
    allegations,
    answers,
    clarifications,
    consents,
    day,
    duplicates,
    explanations,
    findings,
    forwarding,
    harms,
    intake,
    reporter,
    restorations,
    screening,
    team,
    visits,
)
from dandang.parts.protection.actions import papers as drafting
from dandang.parts.protection.models import Accusation, Allegation, Circle, Report
from dandang.parts.protection.records import (
    AccusationFindings,
    AccusationPointInput,
    Arrival,
    ClarificationDraft,
    Told,
    Who,
    Word,
)
from dandang.registry.access import queries as access_queries
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person
from dandang.registry.vault import actions as vault

STORIES = Path(__file__).parent / "reports.yaml"
Story = Mapping[str, Any]
# By system: who handles, who checks papers, who leads, the organ, who verifies.
OFFICES = {
    "DISCIPLINE": ("jiwei", "lujw", "jiweifz", "县纪委监委", ("苏见微", "梁书昀")),
    "ORGANISATION": ("zhouwl", "xuqh", "linjc", "县委组织部", ("商知行", "鲁文简")),
}
ACCUSATION_TEAM = ("何清越", "关闻道")
LAW = "检举控告规则 第17条"
FALSE = "检举控告规则 第39条"


class Office:
    """One report and the people of the office that handles it; accounts are asked for their rights of that day."""

    def __init__(self, stage: Stage, story: Story) -> None:
        self.stage, self.story = stage, story
        self.handler, self.checker, self.leader, self.organ, verifiers = OFFICES[story["system"]]
        self.verifiers = [named(stage, name) for name in verifiers]
        self.concerned = somebody(stage, story["unit"], story["person"])
        self.report_id = 0
        self.code = ""
        self.day: date = story["day"]

    def at(self) -> datetime:
        return datetime.combine(self.day, time(2, 30), UTC)

    def later(self, days: int) -> None:
        self.day += timedelta(days=days)

    def by(self, username: str) -> Actor:
        return actor_on(username, self.day)

    def person(self, one: Person) -> Actor:
        return self.by(own_account(self.stage.actor, one))

    @property
    def clerk(self) -> Clerk:
        """Who plans the meeting and keys its votes."""
        return Clerk(self.stage, self.handler)


def receive(stage: Stage, today: date) -> None:
    """Walk every story to where it stands, register what was said in public, and let the daily run follow up."""
    stories = sorted(yaml.safe_load(STORIES.read_text(encoding="utf-8")), key=lambda one: one["day"])
    numbers: dict[str, int] = {}
    for story in stories:
        office = Office(stage, story)
        _walk(office, numbers)
        numbers[story["key"]] = office.report_id
    _said_in_public(stage)
    day.run_day(actor=stage.actor, on=today, at=datetime.combine(today, time(1), UTC))


# A report --------------------------------------------------------------------------------------------------------


def _walk(office: Office, numbers: Mapping[str, int]) -> None:
    _register(office)
    until = office.story["until"]
    early = {"DUPLICATE": _join, "WITHDRAWN": _take_back, "FORWARDED": _forward}
    if until == "RECEIVED":
        return
    if until in early:
        office.later(4)
        early[until](office, numbers)
        return
    office.later(3)
    intake.accept(actor=office.by(office.handler), report_id=office.report_id, at=office.at())
    for state, step in STEPS:
        step(office)
        if until == state:
            return


def _afterwards(office: Office) -> None:
    """Answer a signed reporter, put the name right, and for some a case of its own."""
    _answer(office)
    if office.story.get("clarify"):
        _clarify(office)
    if office.story.get("accuse"):
        _accuse(office)


def _register(office: Office) -> None:
    story = office.story
    told = Told(f"{story['unit']} {office.concerned.name}", story["what"])
    who = Who(**story["who"]) if "who" in story else None
    organ_id = office.stage.county.units[office.organ]
    if story["way"] == "WEB":
        receipt = intake.submit(
            actor=access_queries.anonymous_actor(), office=f"{story['system']}:{organ_id}", told=told, who=who,
            at=office.at(),
        )  # fmt: skip
    else:
        arrival = Arrival(story["way"], office.day, story.get("sent_by", ""))
        receipt = intake.register(
            actor=office.by(office.handler), system=story["system"], organ_id=organ_id, told=told, who=who,
            arrival=arrival, at=office.at(),
        )  # fmt: skip
    office.report_id, office.code = receipt.report_id, receipt.code


def _join(office: Office, numbers: Mapping[str, int]) -> None:
    duplicates.join(
        actor=office.by(office.handler), report_id=office.report_id, to_id=numbers[office.story["joined"]],
        reason="说的是同一份贴息名单、同一个合作社", at=office.at(),
    )  # fmt: skip


def _take_back(office: Office, numbers: Mapping[str, int]) -> None:
    reporter.withdraw(actor=access_queries.anonymous_actor(), code=office.code, at=office.at())


def _forward(office: Office, numbers: Mapping[str, int]) -> None:
    target = f"DISCIPLINE:{office.stage.county.units[office.story['sent_to']]}"
    forwarding.forward(
        actor=office.by(office.handler), report_id=office.report_id, to=target,
        reason="反映的是违纪问题，归纪检监察机关受理", at=office.at(),
    )  # fmt: skip


def _cut_and_screen(office: Office) -> None:
    office.later(2)
    for told in office.story["allegations"]:
        handler, leader = office.by(office.handler), office.by(office.leader)
        pk = allegations.add_allegation(
            actor=handler, report_id=office.report_id, text=told["text"], person_id=office.concerned.pk, at=office.at()
        )
        is_checkable = told.get("checkable", True)
        screening.screen_allegation(
            actor=handler, allegation_id=pk, is_checkable=is_checkable, at=office.at(),
            reason="有具体的事项、时间和地点，能够核对凭证和走访知情人。" if is_checkable
            else "没有说是谁、什么时候，一时无法核对，先存下来等新的线索。",
        )  # fmt: skip
        kind = told.get("handling", "PRELIMINARY")
        why = {
            "PRELIMINARY": "线索具体，能查清，先核对凭证、走访知情人，把事实弄清楚再说。",
            "LETTER": "事情不大，本人能够说清楚，先请本人作书面说明，再决定要不要核实。",
            "KEPT": "目前没有可以核对的线索，先暂存待查，半年以后再看有没有新的线索。",
        }
        screening.propose_handling(
            actor=handler, allegation_id=pk, kind=kind, reason=why[kind], clause=LAW, at=office.at(),
            look_again_on=office.day + timedelta(days=180) if kind == "KEPT" else None,
        )  # fmt: skip
        screening.approve_handling(actor=leader, allegation_id=pk, at=office.at())


def _ask(office: Office) -> None:
    """Ask the person in writing; where the story has the words, they are given, judged and fed back."""
    if not (office.story.get("explanation") or office.story["until"] == "ASKED"):
        return
    pk = _live(office)[0].pk
    explanations.ask_explanation(
        actor=office.by(office.handler), allegation_id=pk, way="WRITTEN",
        due_on=office.day + timedelta(days=10), at=office.at(),
    )  # fmt: skip
    said = office.story.get("explanation")
    if said is None:
        return
    office.later(6)
    explanations.explain(actor=office.person(office.concerned), allegation_id=pk, text=said["text"], at=office.at())
    office.later(5)
    handler = office.by(office.handler)
    explanations.judge_explanation(
        actor=handler, allegation_id=pk, is_accepted=said["accepted"], reason=said["why"], at=office.at()
    )
    office.later(2)
    explanations.feed_back_explanation(
        actor=office.by(office.handler), allegation_id=pk, fed_back_on=office.day,
        head=f"{office.story['unit']}主要负责人", at=office.at(),
    )  # fmt: skip


def _assign(office: Office) -> None:
    office.later(2)
    team.assign(
        actor=office.by(office.leader), report_id=office.report_id, part="INVESTIGATOR",
        person_ids=[one.pk for one in office.verifiers], at=office.at(),
    )  # fmt: skip


def _find_and_conclude(office: Office) -> None:
    office.later(21)
    for told, row in zip(office.story["allegations"], _live(office), strict=True):
        findings.find(
            actor=office.person(office.verifiers[0]), allegation_id=row.pk, finding=told["finding"],
            reasons=told["reasons"], clause=LAW, untrue_part=told.get("untrue", ""), at=office.at(),
        )  # fmt: skip
    office.later(3)
    for row in _live(office):
        findings.confirm_finding(actor=office.by(office.leader), allegation_id=row.pk, at=office.at())
    office.later(1)
    findings.conclude(actor=office.by(office.leader), report_id=office.report_id, at=office.at())
    if office.story.get("looked_at"):
        _look(office)


def _look(office: Office) -> None:
    """The leader asks who reported, two custodians of two bodies agree, one look is taken and counted."""
    office.later(1)
    handle = Report.objects.get(pk=office.report_id).handle
    request_id = vault.request_access(
        actor=office.by(office.leader), handle=handle, purpose="反映人来电要求当面听取结果，需要知道怎样联系。",
        clause="检举控告规则 第47条", hours=24, at=office.at(),
    )  # fmt: skip
    for custodian in ("shuhx", "songsy"):
        vault.approve_access(
            actor=office.by(custodian), request_id=request_id, passphrase=PASSPHRASE, at=office.at(),
            reason="用途明确，只看联系方式，同意查看一天。",
        )  # fmt: skip
    vault.open_identity(actor=office.by(office.leader), request_id=request_id, passphrase=PASSPHRASE, at=office.at())


def _answer(office: Office) -> None:
    """A signed reporter is answered on every point; one of them objects."""
    if not Report.objects.get(pk=office.report_id).is_signed:
        return
    office.later(6)
    lines = {row.pk: f"{row.text}：{row.get_finding_display()}。{row.reasons}" for row in _live(office)}
    answers.answer_reporter(
        actor=office.by(office.handler), report_id=office.report_id, lines=lines, way="RECEIPT",
        answered_on=office.day, at=office.at(),
    )  # fmt: skip
    if words := office.story.get("objection"):
        office.later(3)
        reporter.object_(actor=access_queries.anonymous_actor(), code=office.code, text=words, at=office.at())


def _live(office: Office) -> list[Allegation]:
    rows = Allegation.objects.live().filter(report_id=office.report_id)
    return list(rows.order_by("number"))


# Where a story may stop, and what is done until there.
STEPS = (
    ("KEPT", _cut_and_screen), ("ASKED", _ask), ("VERIFYING", _assign), ("CONCLUDED", _find_and_conclude),
    ("ANSWERED", _afterwards),
)  # fmt: skip


# Clarification ---------------------------------------------------------------------------------------------------


def _clarify(office: Office) -> None:
    told = office.story["clarify"]
    office.later(5)
    untrue = [row.pk for row in _live(office) if row.finding in {"UNTRUE", "PARTLY"}]
    forms: dict[str, Any] = {f"is_{form}": True for form in told["forms"]}
    draft = ClarificationDraft(
        allegation_ids=tuple(untrue[: told.get("only", len(untrue))]), known_to=Circle[told["known"]],
        told_to=Circle[told["told"]], words=told["words"], clause="政务处分法 第53条",
        assessment="不实的说法已经传开，本人工作受影响；澄清只说不实的问题，看不出是谁反映的，不会再伤害本人。",
        is_checked=True, **forms,
    )  # fmt: skip
    pk = clarifications.assess_clarification(
        actor=office.by(office.handler), report_id=office.report_id, person_id=office.concerned.pk, draft=draft,
        at=office.at(),
    )  # fmt: skip
    if told["until"] == "ASSESSED":
        return
    office.later(3)
    choice = "DECLINE" if told["until"] == "DECLINED" else "AGREE"
    consents.answer_clarification(
        actor=office.person(office.concerned), clarification_id=pk, word=Word(choice, told.get("wish", "")),
        at=office.at(),
    )  # fmt: skip
    if told["until"] in {"DECLINED", "CONSENTED"}:
        return
    office.later(3)
    clarifications.approve_clarification(
        actor=office.by(office.leader), clarification_id=pk, wishes_answer="按本人的意见办。", at=office.at()
    )
    if told["until"] == "APPROVED":
        return
    _make(office, pk)
    if told["until"] == "VISITED":
        office.later(60)
        visits.visit(
            actor=office.by(office.handler), clarification_id=pk, visited_on=office.day, harm_goes_on=False,
            note="同事和群众已经知道是不实的，本人工作情绪平稳，没有别的影响。", at=office.at(),
        )  # fmt: skip
    if found := office.story.get("restore"):
        _restore(office, pk, found)


def _make(office: Office, pk: int) -> None:
    """The letter through all hands, then what was approved."""
    subject = f"protection.clarification:{pk}"
    paper_id = drafting.draft_paper(
        actor=office.by(office.handler), subject=subject, kind="clarification_letter", at=office.at()
    )
    papers.check_paper(actor=office.by(office.checker), paper_id=paper_id, at=office.at())
    papers.sign_paper(actor=office.by(office.leader), paper_id=paper_id, at=office.at())
    word = "青纪澄" if office.story["system"] == "DISCIPLINE" else "青组澄"
    papers.number_paper(actor=office.by(office.handler), paper_id=paper_id, word=word, at=office.at())
    papers.seal_paper(actor=office.by(office.handler), paper_id=paper_id, at=office.at())
    office.later(2)
    service_id = papers.serve_paper(
        actor=office.by(office.handler), paper_id=paper_id, recipient=office.concerned.name,
        person_id=office.concerned.pk, way="SCREEN", served_on=office.day, at=office.at(),
    )  # fmt: skip
    papers.acknowledge(actor=office.person(office.concerned), service_id=service_id, at=office.at())
    office.later(4)
    visits.make_clarification(
        actor=office.by(office.handler), clarification_id=pk, made_on=office.day,
        record=f"在{office.story['unit']}会议室向应当知道的人宣读，本人到场，承办人两名参加。",
        visit_due_on=office.day + timedelta(days=90), at=office.at(),
    )  # fmt: skip


def _restore(office: Office, clarification_id: int, found: str) -> None:
    """What the untrue report had done is found and made good by the organisation department."""
    pk = restorations.record_harm_done(
        actor=office.by("zhouwl"), clarification_id=clarification_id, where="SELECTION", found=found, at=office.at()
    )
    office.later(20)
    restorations.record_repair(
        actor=office.by("zhouwl"), restoration_id=pk, repaired_on=office.day,
        repaired="已向研究人选的会议说明情况，恢复人选资格，重新列入研究。", at=office.at(),
    )  # fmt: skip


# False accusation ------------------------------------------------------------------------------------------------


def _accuse(office: Office) -> None:
    """A case of its own: most end as a mistake and leave no mark; one is proved, voted and approved above."""
    office.later(3)
    story = office.story
    pk = accusations.open_accusation(
        actor=office.by(office.leader), report_id=office.report_id, facts=story["because"], clause=FALSE, at=office.at()
    )
    office.later(1)
    verifiers = [named(office.stage, name) for name in ACCUSATION_TEAM]
    accusations.assign_team(
        actor=office.by(office.leader), accusation_id=pk, person_ids=[one.pk for one in verifiers], at=office.at()
    )
    office.later(15)
    if story["accuse"] == "MISTAKEN":
        accusations.end_accusation(
            actor=office.by(office.leader), accusation_id=pk, outcome="MISTAKEN", reasons=story["mistaken"],
            at=office.at(),
        )  # fmt: skip
        return
    found = AccusationFindings(
        fabrication="随信评标表是伪造的：项目编号当时还没有产生，三名评委的签名不是本人所写。",
        fabrication_evidence="评标档案原件、项目编号登记簿、三名评委的笔录，存卷第 3 至 7 件。",
        intent="在拟任职公示的第二天寄出，同样内容寄往五个单位，写明要求取消提拔。",
        intent_evidence="五封信的收文登记和公示时间对照表，存卷第 8、9 件。",
        harm="当事人推迟任用四个月，单位内议论较多。",
        summary="核查组调取档案、询问评委，对照收文时间，捏造和陷害的故意都有证据；没有追查匿名的是谁。",
    )
    accusations.report_findings(actor=office.person(verifiers[0]), accusation_id=pk, findings=found, at=office.at())
    _hear(office, pk)
    _decide(office, pk)


def _hear(office: Office, pk: int) -> None:
    office.later(2)
    points = [
        AccusationPointInput("FABRICATION", "随信的评标表是伪造的。"),
        AccusationPointInput("INTENT", "在公示期间向五个单位寄出同样内容，意在阻止任用。"),
    ]
    accusation_hearings.send_accusation_notice(
        actor=office.by(office.handler), accusation_id=pk, told="RECEIPT", points=points, notice_on=office.day,
        reply_by=office.day + timedelta(days=15), at=office.at(),
    )  # fmt: skip
    office.later(18)
    handler = office.by(office.handler)
    accusation_hearings.note_silence(
        actor=handler, accusation_id=pk, note="查询页上告知已满十五天，反映人没有写下说明，按期满记录。",
        at=office.at(),
    )  # fmt: skip
    for point in Accusation.objects.get(pk=pk).hearings.get().points.order_by("number"):
        accusation_hearings.answer_accusation_point(
            actor=handler, point_id=point.pk, side="NOT_ACCEPTED", at=office.at(),
            answer="反映人没有说明。已按档案原件和时间先后逐一核对，这一点有证据支持。",
        )  # fmt: skip
    accusation_hearings.close_accusation_hearing(actor=handler, accusation_id=pk, at=office.at())


def _decide(office: Office, pk: int) -> None:
    office.later(2)
    meeting_id = plan(
        office.clerk,
        office.day,
        office.day + timedelta(days=7),
        "研究一件诬告核查",
        "县纪委常委会（扩大）",
        (CHAIR, *OTHERS),
    )
    item_id = accusation_decisions.submit_accusation(
        actor=office.by(office.handler), accusation_id=pk, meeting_id=meeting_id, at=office.at()
    )
    office.later(7)
    vote(office.clerk, meeting_id, item_id, office.day)
    office.later(1)
    accusation_decisions.propose_accusation(
        actor=office.by(office.handler), accusation_id=pk, item_id=item_id, clause=FALSE, at=office.at(),
        reasons="评标表系伪造，寄发时间和范围表明意在阻止任用，捏造和陷害的故意都已查实，符合诬告陷害的定义。",
    )  # fmt: skip
    office.later(20)
    accusation_decisions.prove_accusation(
        actor=office.by(office.handler), accusation_id=pk, level="市级", organ="中共皋原市纪律检查委员会",
        document="皋纪〔2026〕41号", decided_on=office.day,
        consequence="匿名反映，不追查是谁；在一定范围通报认定结果，不点名。",
        consequence_ends_on=office.day + timedelta(days=365), at=office.at(),
    )  # fmt: skip


# In public -------------------------------------------------------------------------------------------------------


# Whom it hurt, how far, what was told, from which day, and what was found and published; the rest is still to come.
HARMS = (
    ("石桥乡", 2, "COUNTY", "网上有帖子说乡里把救灾物资分给了关系户。", date(2026, 3, 9),
     "救灾物资按受灾登记表逐户签领，登记表和签领表一致，没有分给无关的人。", True),
    ("河湾镇", 4, "COUNTY", "短视频说提灌站是烂尾工程，花了钱不出水。", date(2026, 10, 19),
     "提灌站已于九月通水，灌溉一千二百亩，工程按变更后的方案验收。", False),
    ("县文旅局", 2, "SYSTEM", "群里转发说景区改造是面子工程，材料是旧的。", date(2026, 11, 13), "", False),
)  # fmt: skip


def _said_in_public(stage: Stage) -> None:
    """Three harms: one whose effect is gone, one checked and published, one just registered."""
    for unit, place, circle, told, began, facts, is_over in HARMS:
        office = Office(stage, {"system": "ORGANISATION", "unit": unit, "person": f"#{place}", "day": began})
        pk = harms.register_harm(
            actor=office.person(office.concerned), system="ORGANISATION", told=told, known_to=Circle[circle],
            person_id=office.concerned.pk, at=office.at(),
        )  # fmt: skip
        if not facts:
            continue
        office.later(5)
        harms.check_harm(actor=office.by("zhouwl"), harm_id=pk, is_true=False, facts=facts, at=office.at())
        harms.propose_publication(
            actor=office.by("zhouwl"), harm_id=pk, words=facts, told_to=Circle[circle], at=office.at()
        )
        office.later(1)
        harms.publish_harm(actor=office.by("linjc"), harm_id=pk, published_on=office.day, at=office.at())
        if is_over:
            office.later(30)
            effect = "转发已经停止，群众座谈时没有人再提，本人工作不受影响。"
            harms.check_effect(actor=office.by("zhouwl"), harm_id=pk, effect=effect, is_over=True, at=office.at())
