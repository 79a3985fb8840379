"""A case of false accusation at any step, led there by the acts people use. The report came signed, or through a
receipt without a name; nothing of it touches the vault but a stand-in for the looks it counts.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from PIL import Image

from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework.models import AgendaItem
from dandang.ledger.casework.records import VoteInput
from dandang.ledger.papers import actions as papers
from dandang.parts.protection.actions import (
    accusation_decisions,
    accusation_hearings,
    accusation_reviews,
    accusations,
    referrals,
)
from dandang.parts.protection.actions import papers as drafting
from dandang.parts.protection.models import Accusation, AccusationHearing, AccusationPoint, Question, Report
from dandang.parts.protection.records import AccusationFindings, AccusationPointInput
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person
from tests.factories import protection, registry

NOW, TODAY = registry.NOW, registry.TODAY
REPLY_BY = TODAY + timedelta(days=10)
AFTER = NOW + timedelta(days=11)
LATER = TODAY + timedelta(days=11)
CLAUSE = "检举控告规则 第39条"
FACTS = "验收单上的签名系伪造，笔迹同监理存档不符，举报材料附的照片拍自邻县另一处工地。"
REASONS = "伪造验收单、换用他处照片，意在使被反映人落选，两样都有证据证实，本人也已承认。"
FINDINGS = AccusationFindings(
    fabrication="所附验收单是伪造的，照片拍自邻县工地，工程量三百立方米没有任何来源，是编造出来的。",
    fabrication_evidence="鉴定意见一份，存县纪委案卷；照片原图和拍摄地点核对记录。",
    intent="换届考察公示期内寄送三处，对他人说过要让被反映人选不上，事先知道工程量属实。",
    intent_evidence="两名证人的谈话记录，存县纪委案卷。",
    harm="",
    summary="经核查，所附材料系伪造，反映人事先知道工程量属实，意在影响换届。",
)
POINTS = (
    AccusationPointInput("FABRICATION", "所附验收单是伪造的，照片拍自邻县工地。"),
    AccusationPointInput("INTENT", "寄送前说过要让被反映人选不上。"),
)


def picture() -> bytes:
    """A scan that is whole."""
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


@dataclass
class Story:
    """The case with everybody around it. The four members sit in four other units."""

    scene: protection.Scene
    report: Report
    verifiers: list[Person]
    verifier: Actor
    colleague: Actor
    members: list[Person]
    accusation_id: int = 0
    item_id: int = 0
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def row(self) -> Accusation:
        return Accusation.objects.select_related("report").get(pk=self.accusation_id)

    @property
    def hearing(self) -> AccusationHearing:
        return AccusationHearing.objects.filter(case_id=self.accusation_id).latest("id")

    def point(self, number: int = 1) -> AccusationPoint:
        return self.hearing.points.get(number=number)

    # The steps, each with what a test may change

    def open(self, **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.leader, "report_id": self.report.pk, "facts": FACTS, "clause": CLAUSE, "at": NOW
        }  # fmt: skip
        self.accusation_id = accusations.open_accusation(**(values | given))
        return self.accusation_id

    def assign(self, *people: Person, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.leader, "accusation_id": self.accusation_id,
            "person_ids": [one.pk for one in people or self.verifiers], "at": NOW,
        }  # fmt: skip
        accusations.assign_team(**(values | given))

    def hand_in(self, findings: AccusationFindings = FINDINGS, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.verifier, "accusation_id": self.accusation_id, "findings": findings, "at": NOW
        }  # fmt: skip
        accusations.report_findings(**(values | given))

    def end(self, outcome: str = "MISTAKEN", **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.leader, "accusation_id": self.accusation_id, "outcome": outcome, "at": NOW,
            "reasons": "反映人把两处工地看混了，没有捏造，也没有陷害的故意，属于错告。",
        }  # fmt: skip
        accusations.end_accusation(**(values | given))

    def invite(self, **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "accusation_id": self.accusation_id, "points": POINTS, "notice_on": TODAY,
            "told": "RECEIPT" if self.report.receipt_digest else "PAPER", "reply_by": REPLY_BY, "at": NOW,
        }  # fmt: skip
        return accusation_hearings.send_accusation_notice(**(values | given))

    def reply(self, text: str = "材料是别人给我的，我没有核对过。", **given: Any) -> Question:
        values = {"report": self.report, "is_from_reporter": True, "text": text, "written_on": TODAY}
        return Question.objects.create(**(values | given))

    def serve(self, kind: str) -> int:
        """A paper of the case through all hands, handed over to somebody whose name is not in the register."""
        office = {"actor": self.scene.handler, "at": NOW}
        paper = drafting.draft_paper(subject=f"protection.accusation:{self.accusation_id}", kind=kind, **office)
        papers.check_paper(actor=self.scene.other_handler, paper_id=paper, at=NOW)
        papers.sign_paper(actor=self.scene.leader, paper_id=paper, at=NOW)
        papers.number_paper(paper_id=paper, word="青纪诬", **office)
        papers.seal_paper(paper_id=paper, **office)
        papers.serve_paper(
            paper_id=paper, recipient="反映人", way="IN_PERSON", place="县纪委", servers="两名承办人", served_on=TODAY,
            **office,
        )  # fmt: skip
        return paper

    def record(self, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "accusation_id": self.accusation_id, "held_on": TODAY, "place": "县纪委谈话室",
            "scan": picture(), "at": NOW,
        }  # fmt: skip
        accusation_hearings.record_accusation_hearing(**(values | given))

    def key(self, number: int, words: str = "材料是别人给我的。") -> None:
        accusation_hearings.key_words(actor=self.scene.handler, point_id=self.point(number).pk, statement=words, at=NOW)

    def take(self, number: int, question: Question, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "point_id": self.point(number).pk, "question_id": question.pk, "at": NOW
        }  # fmt: skip
        accusation_hearings.take_words(**(values | given))

    def answer(self, number: int, side: str = "NOT_ACCEPTED", **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "point_id": self.point(number).pk, "side": side, "at": NOW,
            "answer": "原图和证人都证明是本人自己制作的。",
        }  # fmt: skip
        accusation_hearings.answer_accusation_point(**(values | given))

    def close(self, **given: Any) -> None:
        values: dict[str, Any] = {"actor": self.scene.handler, "accusation_id": self.accusation_id, "at": NOW}
        accusation_hearings.close_accusation_hearing(**(values | given))

    def plan(self, members: list[Person] | None = None) -> int:
        sitting = members or self.members
        return meetings.plan_meeting(
            actor=self.scene.handler, organ_id=self.scene.county.discipline.pk, region=registry.REGION,
            title="2026年第9次县纪委常委会", body_name="青禾县纪委常委会", planned_on=TODAY,
            member_ids=[one.pk for one in sitting], chair_id=sitting[0].pk, place="三楼会议室", at=NOW,
        )  # fmt: skip

    def submit(self, meeting_id: int = 0, **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "accusation_id": self.accusation_id,
            "meeting_id": meeting_id or self.plan(), "at": NOW,
        }  # fmt: skip
        self.item_id = accusation_decisions.submit_accusation(**(values | given))
        return self.item_id

    def vote(self, values: Mapping[int, tuple[str, str]] | None = None, *, checks: bool = True) -> None:
        meeting = AgendaItem.objects.get(pk=self.item_id).meeting
        ids = list(meeting.members.order_by("pk").values_list("person_id", flat=True))
        meetings.record_attendance(
            actor=self.scene.handler, meeting_id=meeting.pk, present_ids=ids, held_on=TODAY, at=NOW
        )
        keyed = [VoteInput(pk, *(values or {}).get(pk, ("AGREE", ""))) for pk in ids]
        meetings.key_votes(actor=self.scene.handler, item_id=self.item_id, votes=keyed, at=NOW)
        if checks:
            meetings.check_votes(actor=self.colleague, item_id=self.item_id, votes=keyed, at=NOW)

    def propose(self, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "accusation_id": self.accusation_id, "item_id": self.item_id,
            "reasons": REASONS, "clause": CLAUSE, "aggravating": ["严重干扰换届或者选拔任用"], "at": NOW,
        }  # fmt: skip
        accusation_decisions.propose_accusation(**(values | given))

    def prove(self, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "accusation_id": self.accusation_id, "level": "市级",
            "organ": "清源市纪委监委", "document": "清纪复〔2026〕12号", "decided_on": TODAY,
            "consequence": "批评教育，一年内不作为先进对象", "consequence_ends_on": date(2027, 11, 21), "at": NOW,
        }  # fmt: skip
        accusation_decisions.prove_accusation(**(values | given))

    def refer(self, **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.leader, "accusation_id": self.accusation_id, "level": "市级",
            "reasons": "伪造材料干扰换届，已经批准认定诬告，影响恶劣，按省里意见办理。", "organ": "清源市纪委监委",
            "document": "清纪失信〔2026〕1号", "handed_on": TODAY, "ends_on": date(2027, 11, 21), "at": NOW,
        }  # fmt: skip
        return referrals.refer_to_dishonesty(**(values | given))

    def look_again(self, result: str = "OVERTURNED", **given: Any) -> None:
        """Two other people look again and the organ that approved the finding approves what comes of it."""
        about: dict[str, Any] = {"accusation_id": self.accusation_id, "at": NOW}
        accusation_reviews.order_review(
            actor=self.scene.leader, grounds="反映的问题重新核实以后属实，原来认定的捏造站不住。", **about
        )
        place = self.scene.county
        second = [registry.person(place.discipline, name) for name in ("贺复一", "倪复二")]
        accusation_reviews.assign_reviewers(
            actor=self.scene.leader, person_ids=[one.pk for one in second], **about
        )  # fmt: skip
        accusation_reviews.report_review(
            actor=registry.actor_of("CADRE", place.discipline, who=second[0]), advice=result,
            findings="新找到的原始验收单同反映的一致，所附材料不是伪造的，看不出陷害的故意。", **about,
        )  # fmt: skip
        values: dict[str, Any] = about | {
            "actor": self.scene.handler, "result": result, "level": "市级", "organ": "清源市纪委监委",
            "document": "清纪复〔2026〕30号", "decided_on": TODAY,
            "reasons": "新的证据表明反映属实，原认定没有依据，按程序撤销。",
        }  # fmt: skip
        accusation_reviews.decide_review(**(values | given))

    # Ways on in one go

    def investigated(self) -> Story:
        self.open()
        self.assign()
        self.hand_in()
        return self

    def ready(self) -> Story:
        self.investigated()
        self.invite()
        if self.report.receipt_digest:
            said = self.reply()
            for number in (1, 2):
                self.take(number, said)
        else:
            self.serve("accusation_hearing")
            self.record()
            for number in (1, 2):
                self.key(number)
        for number in (1, 2):
            self.answer(number)
        self.close()
        return self

    def proposed(self) -> Story:
        self.ready()
        self.submit()
        self.vote()
        self.propose()
        return self


def story(*, finding: str = "UNTRUE", is_signed: bool = True, has_receipt: bool = True, **given: Any) -> Story:
    """A concluded report about 顾明川 with nothing opened on it yet."""
    scene = protection.scene()
    values = {
        "is_signed": is_signed, "handle": "h-" + "a" * 30 if is_signed else "",
        "receipt_digest": "d" * 64 if has_receipt else "", "way": "WEB" if has_receipt else "LETTER",
    }  # fmt: skip
    report = protection.concluded(scene, finding, **(values | given))
    place = scene.county
    verifiers = [registry.person(place.discipline, name) for name in ("邢查一", "俞查二")]
    units = [registry.organisation(place.county, name) for name in ("县司法局", "县审计局", "县水利局", "县档案馆")]
    members = [
        registry.person(unit, name) for unit, name in zip(units, ("姜委员", "陶委员", "白委员", "程委员"), strict=True)
    ]
    return Story(
        scene=scene, report=report, verifiers=verifiers,
        verifier=registry.actor_of("CADRE", place.discipline, who=verifiers[0]),
        colleague=scene.other_handler, members=members,
    )  # fmt: skip
