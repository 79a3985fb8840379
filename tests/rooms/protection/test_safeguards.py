"""Rows written past every action: does the database itself refuse? Both engines. S1 to S8, abuse case DP07.

Each scene stands complete at first, so that exactly one thing is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from dandang.ledger.casework.models import AgendaItem, Meeting, Member, Vote
from dandang.parts.protection.models import (
    Accusation,
    AccusationAssignment,
    AccusationHearing,
    AccusationPoint,
    AccusationReview,
    Assignment,
    Clarification,
    Clarified,
    DishonestyReferral,
    PublicHarm,
    Question,
    Redaction,
    Report,
)
from dandang.registry.people.models import Person
from tests.factories import protection, registry

pytestmark = pytest.mark.django_db
AT = registry.NOW
DAY = date(2026, 10, 8)
MORE = {"assigned_at": AT, "assigned_by": "test"}
PROVED = {
    "state": "PROVED", "fabrication": "伪造验收单", "intent": "为阻挠选任", "reasons": "理由",
    "clause": "检举控告规则 第39条",
    "approval_level": "市级", "approved_by_organ": "清源市纪委监委", "approval_document": "清纪〔2026〕9号",
    "decided_on": DAY, "decided_by": "test", "consequence": "批评教育", "consequence_ends_on": date(2027, 4, 8),
}  # fmt: skip


@pytest.fixture
def scene() -> protection.Scene:
    return protection.scene()


def _refused(act: Callable[[], object], says: str | None = None) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        act()


def _sql(statement: str, *values: object) -> Callable[[], None]:
    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    return run


# Reports ---------------------------------------------------------------------------------------------------------


def test_a_report_is_concluded_by_confirmed_findings_only(scene: protection.Scene) -> None:
    report = protection.accepted(scene)
    conclude = _sql(
        "UPDATE protection_report SET state = 'CONCLUDED', concluded_on = %s, concluded_by = 'x' WHERE id = %s",
        DAY, report.pk,
    )  # fmt: skip

    _refused(conclude, "two people found")
    report.allegations.update(finding="UNTRUE", reasons="理由", clause="第17条", found_on=DAY, found_by="甲")
    _refused(conclude, "two people found")
    report.allegations.update(confirmed_on=DAY, confirmed_by="乙")
    report.allegations.update(
        explanation="我的说明", explanation_given_on=DAY, explanation_accepted=True, explanation_answer="采信的理由"
    )
    _refused(conclude, "fed back")
    report.allegations.update(fed_back_on=DAY, fed_back_to="镇党委主要负责人")
    conclude()

    assert Report.objects.get(pk=report.pk).state == "CONCLUDED"


def test_a_report_without_an_allegation_is_never_concluded(scene: protection.Scene) -> None:
    report = protection.report(scene, state="ACCEPTED")

    _refused(
        lambda: Report.objects.filter(pk=report.pk).update(state="CONCLUDED", concluded_on=DAY, concluded_by="x"),
        "two people found",
    )


def test_what_was_found_is_not_rewritten_and_the_finder_does_not_confirm(scene: protection.Scene) -> None:
    report = protection.concluded(scene)
    row = report.allegations.get()

    for column, value in (("finding", "TRUE"), ("reasons", "别的"), ("text", "别的"), ("confirmed_by", "别人")):
        _refused(_sql(f"UPDATE protection_allegation SET {column} = %s WHERE id = %s", value, row.pk), "not rewritten")
    Report.objects.filter(pk=report.pk).update(state="ACCEPTED")
    _refused(_sql("UPDATE protection_allegation SET confirmed_by = found_by WHERE id = %s", row.pk))


def test_how_a_report_came_never_changes_and_nothing_is_deleted(scene: protection.Scene) -> None:
    report = protection.concluded(scene, handle="a-handle", receipt_digest="d1")
    question = Question.objects.create(report=report, is_from_reporter=True, text="有结果了吗", written_on=DAY)

    for column, value in (
        ("handle", "another"),
        ("receipt_digest", "d2"),
        ("way", "WEB"),
        ("number", "青信〔2026〕9号"),
    ):
        _refused(_sql(f"UPDATE protection_report SET {column} = %s WHERE id = %s", value, report.pk), "never change")
    _refused(_sql("UPDATE protection_question SET text = 'x' WHERE id = %s", question.pk), "never changed")
    for table in ("question", "assignment", "allegation", "report"):
        _refused(_sql(f"DELETE FROM protection_{table}"))  # noqa: S608


@pytest.mark.parametrize("state", ["ANSWERED", "DUPLICATE", "WITHDRAWN", "FORWARDED", "CONCLUDED"])
def test_raw_sql_moves_a_report_nowhere_the_table_does_not_lead(scene: protection.Scene, state: str) -> None:
    report = protection.report(scene, state="DUPLICATE", joined_to=protection.report(scene))

    if state != "DUPLICATE":
        _refused(_sql("UPDATE protection_report SET state = %s WHERE id = %s", state, report.pk))
    assert Report.objects.get(pk=report.pk).state == "DUPLICATE"


def test_nobody_works_on_a_report_that_names_him_but_may_be_put_down_as_recused(scene: protection.Scene) -> None:
    report = protection.accepted(scene)
    row = {"case": report, "part": "HANDLER", "person": scene.concerned, **MORE}

    _refused(lambda: Assignment.objects.create(**row), "names him")
    aside = Assignment.objects.create(**row, recused_at=AT, recused_by="test", recusal_reason="反映中提到了本人")
    undo = "UPDATE protection_assignment SET recused_at = NULL, recused_by = '', recusal_reason = '' WHERE id = %s"
    _refused(_sql(undo, aside.pk))
    _refused(_sql("UPDATE protection_assignment SET part = 'REVIEWER' WHERE id = %s", aside.pk), "handed on")


def test_what_two_people_released_is_not_rewritten(scene: protection.Scene) -> None:
    report = protection.report(scene)
    made = Redaction.objects.create(report=report, text="某镇一项工程", made_on=DAY, made_by="甲")

    _refused(_sql("UPDATE protection_redaction SET checked_on = %s, checked_by = '甲'", DAY))
    Redaction.objects.filter(pk=made.pk).update(checked_on=DAY, checked_by="乙")
    _refused(_sql("UPDATE protection_redaction SET text = 'x'"), "not rewritten")


# Clarifications --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("finding", ["TRUE", "UNDETERMINED"])
def test_what_is_true_or_undetermined_is_never_clarified(scene: protection.Scene, finding: str) -> None:
    report = protection.concluded(scene, finding)

    _refused(lambda: protection.clarification(scene, report), "found untrue")


def test_nothing_is_clarified_before_the_report_is_concluded_nor_about_somebody_else(scene: protection.Scene) -> None:
    _refused(lambda: protection.clarification(scene, protection.accepted(scene)), "concluded report")
    report = protection.concluded(scene, number="青信〔2026〕88号")
    _refused(lambda: protection.clarification(scene, report, person=scene.head), "about this person")


def test_a_clarification_needs_reach_consent_approval_by_another_and_the_letter(scene: protection.Scene) -> None:
    made = protection.clarification(scene, protection.concluded(scene))

    def set_to(**values: Any) -> Callable[[], object]:
        return lambda: Clarification.objects.filter(pk=made.pk).update(**values)

    _refused(set_to(told_to=2))
    _refused(set_to(state="CONSENTED"))
    set_to(state="CONSENTED", consented_on=DAY)()
    _refused(set_to(words="另外的话"), "behind his back")
    _refused(set_to(state="APPROVED", approved_on=DAY, approved_by="account:1"))  # the assessor himself
    set_to(state="APPROVED", approved_on=DAY, approved_by="account:3")()
    _refused(set_to(state="MADE", made_on=DAY, record="在镇里开会"))
    set_to(state="MADE", made_on=DAY, record="在镇里开会", written_on=DAY)()
    _refused(set_to(told_to=6), "behind his back")
    _refused(_sql("DELETE FROM protection_clarification WHERE id = %s", made.pk))


def test_a_clarification_that_puts_nothing_right_is_not_approved(scene: protection.Scene) -> None:
    made = protection.clarification(scene, protection.concluded(scene), state="CONSENTED", consented_on=DAY)
    Clarified.objects.all().delete()

    _refused(
        lambda: Clarification.objects.filter(pk=made.pk).update(
            state="APPROVED", approved_on=DAY, approved_by="account:3"
        ),
        "names the untrue",
    )


def test_a_harm_is_published_as_far_as_it_spread_by_two_people(scene: protection.Scene) -> None:
    harm = PublicHarm.objects.create(
        number="青舆〔2026〕1号", system="ORGANISATION", organ=scene.county.org_department, known_to=5,
        organ_path=scene.county.org_department.path, region="341299", person=scene.concerned, told="网上称其虚报工程",
        registered_on=DAY, registered_by="甲",
    )  # fmt: skip

    def set_to(**values: Any) -> Callable[[], object]:
        return lambda: PublicHarm.objects.filter(pk=harm.pk).update(**values)

    told = {"state": "PUBLISHED", "publication": "县政府网站", "published_on": DAY}
    _refused(set_to(state="CHECKED"))
    set_to(state="CHECKED", facts="查明没有虚报", checked_on=DAY, checked_by="甲")()
    _refused(set_to(**told, published_to=3, approved_by="乙"))
    _refused(set_to(**told, published_to=6, approved_by="甲"))
    set_to(**told, published_to=6, approved_by="乙")()
    _refused(set_to(state="CLOSED", closed_on=DAY))


# False accusation ------------------------------------------------------------------------------------------------


def _accusation(scene: protection.Scene, report: Report, **given: Any) -> Accusation:
    values: dict[str, Any] = {
        "number": "青核〔2026〕1号", "title": "验收单疑似伪造", "organ": report.organ, "organ_path": report.organ_path,
        "region": report.region, "opened_at": AT, "opened_by": "test", "report": report,
        "opened_because": "随信的验收单编号不存在", "opening_clause": "检举控告规则 第39条",
    }  # fmt: skip
    return Accusation.objects.create(**(values | given))


@pytest.mark.parametrize("finding", ["TRUE", "UNDETERMINED"])
def test_no_case_of_false_accusation_on_what_is_not_untrue(scene: protection.Scene, finding: str) -> None:
    _refused(lambda: _accusation(scene, protection.concluded(scene, finding)), "found untrue")


def test_no_case_of_false_accusation_on_an_open_report_nor_born_further_on(scene: protection.Scene) -> None:
    _refused(lambda: _accusation(scene, protection.accepted(scene)), "found untrue")
    report = protection.concluded(scene, number="青信〔2026〕88号")
    for state in ("INVESTIGATED", "READY", "PROPOSED"):
        _refused(lambda state=state: _accusation(scene, report, state=state), "opened only")  # type: ignore[misc]
    _refused(lambda: _accusation(scene, report, **PROVED))


def _heard(case: Accusation, *, answered: bool = True, held: bool = True) -> None:
    hearing = AccusationHearing.objects.create(case=case, notice_on=DAY)
    answer = {"answer_side": "NOT_ACCEPTED", "answer": "查无此单", "answered_at": AT, "answered_by": "test"}
    AccusationPoint.objects.create(hearing=hearing, number=1, point="验收单是伪造的", **(answer if answered else {}))
    if held:
        AccusationHearing.objects.filter(pk=hearing.pk).update(held_on=DAY, closed_at=AT, closed_by="test")


def _voted(scene: protection.Scene, case: Accusation, voters: list[Person], *, checked: bool = True) -> AgendaItem:
    meeting = Meeting.objects.create(
        title="纪委常委会", body_name="纪委常委会", organ=case.organ, organ_path=case.organ_path, region="341299",
        planned_on=DAY, held_on=DAY, state="HELD", planned_at=AT, planned_by="test",
    )  # fmt: skip
    item = AgendaItem.objects.create(
        meeting=meeting, number=1, subject=f"protection.accusation:{case.pk}", title="研究", proposal="认定诬告陷害",
        keyed_at=AT, keyed_by="甲",
    )  # fmt: skip
    for one in voters:
        member = Member.objects.create(meeting=meeting, person=one, name=one.name)
        Vote.objects.create(item=item, member=member, value="AGREE")
    if checked:
        AgendaItem.objects.filter(pk=item.pk).update(checked_at=AT, checked_by="乙", is_carried=True)
    return item


@pytest.fixture
def case(scene: protection.Scene) -> Accusation:
    """Investigated by two people who had no part in the report."""
    found = _accusation(scene, protection.concluded(scene))
    for name in ("新核一", "新核二"):
        one = registry.person(scene.county.discipline, name)
        AccusationAssignment.objects.create(case=found, part="INVESTIGATOR", person=one, **MORE)
    Accusation.objects.filter(pk=found.pk).update(
        state="INVESTIGATED", investigated_on=DAY, investigated_by="test", summary="核查清楚", fabrication="伪造验收单",
        fabrication_evidence="卷内第3件", intent="为阻挠选任", intent_evidence="卷内第5件",
    )  # fmt: skip
    Accusation.objects.filter(pk=found.pk).update(state="HEARING")
    return found


def _voters(scene: protection.Scene) -> list[Person]:
    return [registry.person(scene.county.discipline, name) for name in ("常委一", "常委二", "常委三")]


def _to(case: Accusation, **values: Any) -> Callable[[], object]:
    return lambda: Accusation.objects.filter(pk=case.pk).update(**values)


def _ready(case: Accusation) -> None:
    _heard(case)
    _to(case, state="READY")()


def test_a_case_with_everything_on_file_is_proved_and_then_never_rewritten(
    scene: protection.Scene, case: Accusation
) -> None:
    _ready(case)
    _to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene)))()
    _to(case, **PROVED)()

    assert Accusation.objects.get(pk=case.pk).state == "PROVED"
    for values in ({"reasons": "别的"}, {"intent": "别的"}, {"consequence_ends_on": date(2030, 1, 1)}):
        _refused(_to(case, **values), "never rewritten")
    for state in ("MISTAKEN", "NOT_PROVED", "OPENED"):
        _refused(_to(case, state=state))


@pytest.mark.parametrize(
    "missing",
    ["fabrication", "intent", "reasons", "clause", "approval_level", "approved_by_organ", "approval_document",
     "decided_on", "consequence_ends_on"],
)  # fmt: skip
def test_proof_lacks_nothing(scene: protection.Scene, case: Accusation, missing: str) -> None:
    _ready(case)
    _to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene)))()
    empty = None if missing.endswith("_on") else ""

    _refused(_to(case, **{**PROVED, missing: empty}))


def test_nobody_is_studied_unheard_or_unanswered(case: Accusation) -> None:
    _refused(_to(case, state="READY"), "being heard")
    _heard(case, held=False)
    _refused(_to(case, state="READY"), "being heard")
    _heard(case, answered=False)
    _refused(_to(case, state="READY"), "answered on every point")


def test_a_vote_nobody_checked_or_about_another_case_proposes_nothing(
    scene: protection.Scene, case: Accusation
) -> None:
    _ready(case)

    _refused(_to(case, state="PROPOSED"), "carried vote")
    _refused(_to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene), checked=False)), "carried vote")
    other = _voted(scene, case, _voters(scene), checked=False)
    AgendaItem.objects.filter(pk=other.pk).update(
        subject="protection.accusation:999999", checked_at=AT, checked_by="乙", is_carried=True
    )
    _refused(_to(case, state="PROPOSED", item=other), "carried vote")


@pytest.mark.parametrize("who", ["report's investigator", "report's handler", "named", "own investigator"])
def test_nobody_votes_who_worked_on_it_or_is_named(scene: protection.Scene, case: Accusation, who: str) -> None:
    _ready(case)
    people = {
        "report's investigator": scene.investigators[0],
        "report's handler": Person.objects.get(pk=scene.handler.person_id),
        "named": scene.concerned,
        "own investigator": AccusationAssignment.objects.filter(case=case)[0].person,
    }

    _refused(_to(case, state="PROPOSED", item=_voted(scene, case, [*_voters(scene)[:2], people[who]])), "nobody votes")


def test_two_new_people_verify_and_a_recused_one_does_not_count(scene: protection.Scene, case: Accusation) -> None:
    _ready(case)
    one = AccusationAssignment.objects.filter(case=case)[0]
    AccusationAssignment.objects.filter(pk=one.pk).update(recused_at=AT, recused_by="x", recusal_reason="亲属")
    _refused(_to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene))), "two people")

    for person in (scene.investigators[0], scene.concerned):
        row = {"case": case, "part": "INVESTIGATOR", "person": person, **MORE}
        _refused(lambda row=row: AccusationAssignment.objects.create(**row), "nobody verifies")  # type: ignore[misc]


@pytest.mark.parametrize("state", ["MISTAKEN", "NOT_PROVED"])
def test_a_mistaken_or_unproved_case_leaves_no_mark(scene: protection.Scene, case: Accusation, state: str) -> None:
    end = {"state": state, "reasons": "认识偏差，没有捏造", "decided_on": DAY, "decided_by": "test"}

    _refused(_to(case, **end, reporter_person=scene.head))
    _refused(_to(case, **end, consequence="批评教育"))
    _to(case, **end)()
    _refused(
        lambda: DishonestyReferral.objects.create(
            accusation=case, reasons="理由", clause="安徽 第12点", approved_by_organ="市纪委", approval_level="市级",
            approval_document="1号",
            handed_on=DAY, ends_on=date(2027, 1, 1), recorded_at=AT, recorded_by="test",
        ),
        "only a proved",
    )  # fmt: skip


def test_a_referral_stands_on_proof_ends_and_never_grows(scene: protection.Scene, case: Accusation) -> None:
    _ready(case)
    _to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene)))()
    row: dict[str, Any] = {
        "accusation": case, "reasons": "理由", "clause": "安徽 第12点", "approved_by_organ": "市纪委",
        "approval_level": "市级",
        "approval_document": "清纪〔2026〕10号", "handed_on": DAY, "ends_on": date(2027, 1, 1), "recorded_at": AT,
        "recorded_by": "test",
    }  # fmt: skip
    _refused(lambda: DishonestyReferral.objects.create(**row), "only a proved")
    _to(case, **PROVED)()
    _refused(lambda: DishonestyReferral.objects.create(**{**row, "ends_on": DAY}))
    made = DishonestyReferral.objects.create(**row)

    _refused(_sql("UPDATE protection_dishonestyreferral SET ends_on = %s", date(2028, 1, 1)), "never made longer")
    _refused(_sql("DELETE FROM protection_dishonestyreferral WHERE id = %s", made.pk), "never deleted")
    _refused(_sql("DELETE FROM protection_accusation WHERE id = %s", case.pk), "never deleted")


def test_a_finding_is_revoked_by_a_review_of_two_other_people_alone(scene: protection.Scene, case: Accusation) -> None:
    review: dict[str, Any] = {"case": case, "grounds": "原件同反映一致", "ordered_on": DAY, "ordered_by": "test"}
    _refused(lambda: AccusationReview.objects.create(**review), "only a proved")
    _ready(case)
    _to(case, state="PROPOSED", item=_voted(scene, case, _voters(scene)))()
    _to(case, **PROVED)()
    gone = {"state": "OVERTURNED", "consequence": "", "consequence_ends_on": None, "aggravating": []}
    _refused(_to(case, **gone), "by a review")
    row = AccusationReview.objects.create(**review)
    rows = AccusationReview.objects.filter(pk=row.pk)
    decided = {
        "result": "OVERTURNED", "reasons": "没有依据", "decided_on": DAY, "decided_by": "test",
        "approval_level": "市级", "approved_by_organ": "市纪委", "approval_document": "2号",
    }  # fmt: skip
    _refused(lambda: AccusationReview.objects.create(**review))
    _refused(lambda: rows.update(**decided))
    rows.update(findings="核对原件", advice="OVERTURNED", reported_on=DAY, reported_by="test", **decided)

    _refused(_to(case, **gone), "two other people")
    _refused(
        lambda: AccusationAssignment.objects.create(
            case=case, part="REVIEWER", person=scene.investigators[0], **MORE
        ),
        "nobody verifies or reviews",
    )  # fmt: skip
    for name in ("复查一", "复查二"):
        one = registry.person(scene.county.discipline, name)
        AccusationAssignment.objects.create(case=case, part="REVIEWER", person=one, **MORE)
    _refused(_to(case, **gone | {"consequence": "批评教育"}))
    _to(case, **gone)()

    _refused(_to(case, state="PROVED"), "table of moves")
    _refused(lambda: rows.update(result="UPHELD"), "never rewritten")
    _refused(_sql("DELETE FROM protection_accusationreview WHERE id = %s", row.pk), "never deleted")
