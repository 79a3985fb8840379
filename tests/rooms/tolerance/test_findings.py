"""The inquiry: who may write, what a finding must be, which clause may be cited, and when the report is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.law.policies import errors as policy_errors
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters.models import Evidence, Matter
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import findings as actions
from dandang.parts.tolerance.actions import team
from dandang.parts.tolerance.models import Case, ElementFinding, PartyOpinion
from dandang.parts.tolerance.queries import findings, law
from dandang.registry.people.models import FamilyMember
from tests.factories import matters, registry, tolerance

pytestmark = pytest.mark.django_db
NOW = tolerance.NOW
TODAY = registry.TODAY
CLAUSE = "安徽 第11点"
GOOD = "会商记录和施工日志相互印证，变更在前报批在后，出于抢在汛期前完工的考虑。"
YES = {
    "motive.public_purpose": True,
    "motive.private_gain": False,
    "conditions.unforeseeable": True,
    "conditions.reckless": False,
}


@dataclass
class Inquiry:
    """A case under inquiry with a piece of evidence of its matter."""

    scene: tolerance.Scene
    case: Case
    piece: Evidence

    def element(self, element: str = "MOTIVE", **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.investigator,
            "case_id": self.case.pk,
            "element": element,
            "facts": "3月12日会商，3月13日施工，5月3日补报。",
            "side": "FOR",
            "reasons": f"{element}：{GOOD}",
            "clause": CLAUSE,
            "evidence_ids": [self.piece.pk],
            "at": NOW,
        }
        return actions.find_element(**(values | given))

    def distinction(self, pair: str = "FIRST_TRY", **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.investigator,
            "case_id": self.case.pk,
            "pair": pair,
            "where": "MILDER",
            "reasons": f"{pair}：{GOOD}",
            "evidence_ids": [],
            "at": NOW,
        }
        return actions.find_distinction(**(values | given))

    def report(self, **given: Any) -> None:
        values = {"actor": self.scene.investigator, "case_id": self.case.pk, "at": NOW}
        actions.report(**(values | {"summary": "查阅记录，走访三人。", "suggestion": "EXEMPT"} | given))

    def everything(self) -> None:
        for element in ("MOTIVE", "CONDITIONS", "PROCEDURE", "NATURE", "CONSEQUENCES", "REMEDY"):
            self.element(element)
        for pair in ("FIRST_TRY", "NO_LIMIT", "UNINTENDED"):
            self.distinction(pair)
        PartyOpinion.objects.get_or_create(
            case=self.case, defaults={"organisation_name": "柳溪镇党委", "asked_on": TODAY, "keyed_by": "周文澜"}
        )

    def now(self) -> Case:
        return Case.objects.get(pk=self.case.pk)


@pytest.fixture
def inquiry() -> Inquiry:
    scene = tolerance.scene()
    case = tolerance.investigating(scene)
    return Inquiry(scene, case, matters.evidence(scene.handler, Matter.objects.get(pk=case.matter_id)))


# Elements --------------------------------------------------------------------------------------------------------


def test_a_finding_is_kept_with_evidence_and_can_be_written_again(inquiry: Inquiry) -> None:
    first = inquiry.element()

    again = inquiry.element(side="AGAINST", facts="补报晚了十天。")

    row = ElementFinding.objects.get(pk=first)
    assert again == first
    assert (row.side, row.facts, row.found_by) == ("AGAINST", "补报晚了十天。", "沈核一")
    assert [one.pk for one in row.evidence.all()] == [inquiry.piece.pk]
    assert Entry.objects.filter(verb="tolerance.case.element_found").count() == 2


@pytest.mark.parametrize(
    ("given", "refused", "words"),
    [
        ({"reasons": "  "}, errors.MissingReason, "不能空着"),
        ({"reasons": "出以公心。"}, errors.MissingReason, "至少要 20 个字"),
        ({"facts": ""}, errors.MissingReason, "查明的事实"),
        ({"side": "UNCLEAR"}, errors.MissingReason, "还缺什么"),
        ({"side": "GOOD"}, Refusal, "所列各项"),
        ({"element": "LUCK"}, Refusal, "所列各项"),
        ({"clause": "安徽 第99点"}, errors.ClauseNotInForce, "不是有效的条款"),
        ({"evidence_ids": [999_999]}, Refusal, "证据目录"),
    ],
)
def test_a_finding_that_says_too_little_is_refused(
    inquiry: Inquiry, given: dict[str, Any], refused: type[Refusal], words: str
) -> None:
    with pytest.raises(refused, match=words):
        inquiry.element(**given)

    assert not ElementFinding.objects.exists()


def test_evidence_of_another_matter_looks_like_none(inquiry: Inquiry) -> None:
    other = matters.matter(inquiry.scene.handler, inquiry.scene.county.finance)
    foreign = matters.evidence(inquiry.scene.handler, other, content=matters.PDF + b"2")

    with pytest.raises(Refusal, match="证据目录"):
        inquiry.element(evidence_ids=[foreign.pk])


def test_two_elements_never_share_their_reasons(inquiry: Inquiry) -> None:
    inquiry.element("MOTIVE", reasons=GOOD)

    with pytest.raises(errors.MissingReason, match="动机态度"):
        inquiry.element("NATURE", reasons=GOOD)
    with pytest.raises(errors.MissingReason, match="动机态度"):
        inquiry.distinction(reasons=GOOD)


def test_reasons_that_stand_in_three_other_cases_are_copied(inquiry: Inquiry) -> None:
    others = [_other_case(inquiry, place) for place in range(3)]
    for case in others[:2]:
        _finding(case, GOOD)

    inquiry.element(reasons=GOOD)
    _finding(others[2], GOOD)

    with pytest.raises(errors.MissingReason, match="另外 3 件案件一字不差"):
        inquiry.element(reasons=GOOD)


def _other_case(inquiry: Inquiry, place: int) -> Case:
    """A row of another person's case; only its findings matter here."""
    of = inquiry.case
    person = registry.person(inquiry.scene.county.township)
    return Case.objects.create(
        number=f"另〔2026〕{place}号", title="另一件", organ=of.organ, organ_path=of.organ_path, region=of.region,
        opened_at=NOW, opened_by="test", matter=of.matter, person=person, opening="PERSON", applicant_name=person.name,
        account_given="经过", acted_on=of.acted_on, applied_on=of.applied_on,
    )  # fmt: skip


def _finding(case: Case, reasons: str) -> None:
    ElementFinding.objects.create(
        case=case,
        element="MOTIVE",
        facts="事实",
        side="FOR",
        reasons=reasons,
        clause=CLAUSE,
        found_at=NOW,
        found_by="核",
    )


# Who may write ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["handler", "leader", "person", "unit_officer", "city_leader"])
def test_only_investigators_write_findings(inquiry: Inquiry, who: str) -> None:
    with pytest.raises((NotHere, NotAllowed)):
        inquiry.element(actor=getattr(inquiry.scene, who))


def test_a_recused_investigator_loses_the_pen_at_once(inquiry: Inquiry) -> None:
    scene = inquiry.scene
    team.recuse(
        actor=scene.leader,
        case_id=inquiry.case.pk,
        person_id=scene.investigators[0].pk,
        reason="与当事人有往来",
        at=NOW,
    )

    with pytest.raises(NotHere):
        inquiry.element()


def test_kin_found_later_stops_the_investigator_at_the_next_act(inquiry: Inquiry) -> None:
    scene = inquiry.scene
    FamilyMember.objects.create(
        person=scene.concerned, relation="表兄", name="沈核一", position=2, relative=scene.investigators[0],
        birth_month="198501",
    )  # fmt: skip

    with pytest.raises(errors.Conflicted, match="亲属"):
        inquiry.element()


def test_an_account_without_a_person_writes_nothing(inquiry: Inquiry) -> None:
    nobody = registry.actor_of("DISCIPLINE_OFFICER", inquiry.scene.county.county)

    with pytest.raises((errors.NoPerson, NotHere, NotAllowed)):
        inquiry.element(actor=nobody)


# Clauses of the day of the act (DP12, LW-06) ---------------------------------------------------------------------


def test_only_clauses_of_the_day_of_the_act_are_offered_first(inquiry: Inquiry) -> None:
    choices = law.clause_choices(inquiry.case, on=TODAY)

    assert CLAUSE in {one.text for one in choices if not one.is_later}
    assert all(not one.is_later for one in choices)


def test_a_text_that_came_after_the_act_needs_to_be_milder_and_a_reason(inquiry: Inquiry) -> None:
    """An act of March 2018: the Anhui and central opinions came in May, and nothing older stands beside them."""
    Case.objects.filter(pk=inquiry.case.pk).update(acted_on=date(2018, 3, 1))
    case = inquiry.now()
    later = next(one for one in law.clause_choices(case, on=TODAY) if one.text.startswith(CLAUSE))
    assert later.is_later

    with pytest.raises(errors.ClauseNotInForce, match="还没有施行"):
        inquiry.element(clause=later.text, later_because="较轻")

    _answer_mildly(inquiry)
    with pytest.raises(errors.MissingReason, match="为什么用它"):
        inquiry.element(clause=later.text)
    inquiry.element(clause=later.text, later_because="行为当日没有规定，这一规定对本人有利")
    assert ElementFinding.objects.get().later_because.startswith("行为当日")


def _answer_mildly(inquiry: Inquiry) -> None:
    """Answer every question so that the Anhui table says that the act is tolerable."""
    mild: dict[str, Any] = {
        **YES,
        "procedure.decided_as_required": True, "procedure.arbitrary": False, "nature.breach": False,
        "consequences.under_control": True, "consequences.influence": "NONE", "consequences.loss": "NONE",
        "conditions.pioneering": True, "motive.knowing_breach": False, "conditions.restriction": "NOT_RESTRICTED",
        "handling.accountability_needed": False,
    }  # fmt: skip
    known = {one.key for one in law.asked_facts(inquiry.now(), on=TODAY)}
    actions.answer_facts(
        actor=inquiry.scene.investigator, case_id=inquiry.case.pk,
        facts={key: value for key, value in mild.items() if key in known}, at=NOW,
    )  # fmt: skip


# Facts and lists -------------------------------------------------------------------------------------------------


def test_the_evaluator_says_what_it_needs_and_what_it_found(inquiry: Inquiry) -> None:
    before = findings.findings_of(inquiry.case, on=TODAY)

    actions.answer_facts(actor=inquiry.scene.investigator, case_id=inquiry.case.pk, facts=YES, at=NOW)

    after = findings.findings_of(inquiry.now(), on=TODAY)
    motive = {one.element: one for one in after.elements}["MOTIVE"].advice
    assert before.elements[0].advice[0].met is None
    assert "谋取私利" in before.elements[0].advice[0].missing
    assert [line.met for line in motive] == [True]
    assert motive[0].citation == CLAUSE
    assert "2 项满足" in after.advice_counts
    assert after.advice_missing


def test_not_known_is_never_no(inquiry: Inquiry) -> None:
    who, pk = inquiry.scene.investigator, inquiry.case.pk
    actions.answer_facts(actor=who, case_id=pk, facts=YES, at=NOW)

    known = actions.answer_facts(actor=who, case_id=pk, facts={"motive.private_gain": None}, at=NOW)

    assert known == len(YES) - 1
    assert "motive.private_gain" not in inquiry.now().facts


@pytest.mark.parametrize("facts", [{"motive.privat_gain": True}, {"motive.private_gain": "maybe"}])
def test_answers_that_do_not_fit_are_refused(inquiry: Inquiry, facts: dict[str, Any]) -> None:
    with pytest.raises(policy_errors.BadFacts):
        actions.answer_facts(actor=inquiry.scene.investigator, case_id=inquiry.case.pk, facts=facts, at=NOW)

    assert inquiry.now().facts == {}


def test_an_item_of_the_lists_is_judged_by_people(inquiry: Inquiry) -> None:
    items = findings.findings_of(inquiry.case, on=TODAY).lists
    red = next(one for one in items if one.part == law.STOP)
    judge = {"actor": inquiry.scene.investigator, "case_id": inquiry.case.pk, "at": NOW}

    actions.judge_list_item(item=red.item, applies=True, reasons="发现先施工后补手续的问题", **judge)  # type: ignore[arg-type]

    found = next(one for one in findings.findings_of(inquiry.now(), on=TODAY).lists if one.item == red.item)
    assert found.applies is True
    assert found.advice.met is None
    assert any(red.label in reason for reason in findings.reasons_to_hear(inquiry.now(), on=TODAY))
    with pytest.raises(errors.ClauseNotInForce, match="没有这一条"):
        actions.judge_list_item(item="yunnan-only", applies=True, reasons="理由", **judge)  # type: ignore[arg-type]
    with pytest.raises(errors.MissingReason):
        actions.judge_list_item(item=red.item, applies=False, reasons=" ", **judge)  # type: ignore[arg-type]


# Report ----------------------------------------------------------------------------------------------------------


def test_the_report_names_everything_that_is_missing(inquiry: Inquiry) -> None:
    Case.objects.filter(pk=inquiry.case.pk).update(needs_outside=True)

    with pytest.raises(errors.NotYet) as refusal:
        inquiry.report()

    assert len(refusal.value.missing) == 6 + 3 + 1 + 1
    assert inquiry.now().state == "INVESTIGATING"


def test_a_whole_inquiry_is_reported_and_the_hearing_is_somebodys_duty(inquiry: Inquiry) -> None:
    inquiry.everything()

    inquiry.report()

    case = inquiry.now()
    assert (case.state, case.suggestion, case.investigated_on) == ("INVESTIGATED", "EXEMPT", TODAY)
    assert Duty.objects.filter(kind="tolerance.hear", closed_at=None).count() == 1
    with pytest.raises(errors.WrongState):
        inquiry.element()


def test_a_report_suggests_an_outcome_of_the_rules(inquiry: Inquiry) -> None:
    inquiry.everything()

    with pytest.raises(Refusal, match="规则列出的结果"):
        inquiry.report(suggestion="PARDON")
    with pytest.raises(errors.MissingReason):
        inquiry.report(summary="  ")


def test_a_case_goes_back_to_the_inquiry_with_a_reason(inquiry: Inquiry) -> None:
    inquiry.everything()
    inquiry.report()
    again: Callable[..., None] = actions.investigate_again
    with pytest.raises(errors.MissingReason):
        again(actor=inquiry.scene.handler, case_id=inquiry.case.pk, reason=" ", at=NOW)
    with pytest.raises(NotHere):
        again(actor=inquiry.scene.investigator, case_id=inquiry.case.pk, reason="再查", at=NOW)

    again(actor=inquiry.scene.leader, case_id=inquiry.case.pk, reason="还要核对监理日志", at=_later(1))

    assert inquiry.now().state == "INVESTIGATING"
    assert Duty.objects.filter(kind="tolerance.investigate", closed_at=None).count() == 2
    inquiry.element(at=_later(2))


def _later(days: int) -> datetime:
    return NOW + timedelta(days=days)


def test_findings_cost_the_same_however_many(inquiry: Inquiry) -> None:
    inquiry.element()
    inquiry.distinction()
    with CaptureQueriesContext(connection) as few:
        findings.findings_of(inquiry.now(), on=TODAY)
    inquiry.everything()

    with CaptureQueriesContext(connection) as many:
        findings.findings_of(inquiry.now(), on=TODAY)

    assert len(many) == len(few)
