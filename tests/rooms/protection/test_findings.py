"""Two people for every finding, every allegation before the end, and nothing for the reporter in any of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties import actions as duties
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects.models import Effect
from dandang.ledger.matters.models import Finding
from dandang.parts.protection import allegation_rules as rules
from dandang.parts.protection import errors
from dandang.parts.protection.actions import answers, findings
from dandang.parts.protection.models import (
    Accusation,
    Allegation,
    Assignment,
    DishonestyReferral,
    EarlierFinding,
    Report,
)
from dandang.parts.protection.states import REPORT_MOVES
from tests.factories import protection as factory

pytestmark = pytest.mark.django_db
NOW = factory.NOW
TODAY = date(2026, 11, 21)
REASON = "查阅验收单和监理日志，工程量与结算一致，没有虚报。"


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    return factory.accepted(scene)


def _find(scene: factory.Scene, one: Allegation, finding: str = "UNTRUE", **more: Any) -> Allegation:
    words: dict[str, Any] = {"reasons": REASON, "clause": factory.CLAUSE} | more
    findings.find(actor=scene.investigator, allegation_id=one.pk, finding=finding, at=NOW, **words)
    one.refresh_from_db()
    return one


def _confirmed(scene: factory.Scene, report: Report, finding: str = "UNTRUE", **more: Any) -> Report:
    for one in report.allegations.filter(merged_into=None, withdrawn_on=None):
        _find(scene, one, finding, **more)
        findings.confirm_finding(actor=scene.leader, allegation_id=one.pk, at=NOW)
    return report


def _concluded(scene: factory.Scene, report: Report, finding: str = "UNTRUE", **more: Any) -> Report:
    findings.conclude(actor=scene.leader, report_id=_confirmed(scene, report, finding, **more).pk, at=NOW)
    report.refresh_from_db()
    return report


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


def _open_kinds(report: Report) -> set[str]:
    rows = Duty.objects.filter(subject=f"protection.report:{report.pk}", closed_at=None)
    return set(rows.values_list("kind", flat=True))


# Rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_facts", "step"),
    [
        ({"is_checkable": None}, rules.SCREEN),
        ({}, rules.HANDLE),
        ({"is_asked": True}, rules.WAIT),
        ({"handling": "LETTER"}, rules.APPROVE),
        ({"handling": "LETTER", "is_approved": True}, rules.ASK),
        ({"handling": "LETTER", "is_approved": True, "is_asked": True}, rules.WAIT),
        ({"handling": "LETTER", "is_approved": True, "is_asked": True, "is_explained": True}, rules.JUDGE),
        ({"is_explained": True, "is_accepted": True}, rules.FEED_BACK),
        ({"handling": "PRELIMINARY", "is_approved": True}, rules.FIND),
        ({"handling": "KEPT", "is_approved": True}, rules.LOOK_AGAIN),
        ({"finding": "TRUE"}, rules.CONFIRM),
        ({"finding": "TRUE", "is_confirmed": True}, rules.DONE),
        ({"finding": "UNTRUE", "is_confirmed": True, "is_accepted": True, "is_explained": True}, rules.FEED_BACK),
    ],
)
def test_where_an_allegation_stands(given_facts: dict[str, Any], step: str) -> None:
    nothing: dict[str, Any] = {
        "is_checkable": True, "handling": "", "is_approved": False, "is_asked": False, "is_explained": False,
        "is_accepted": None, "is_fed_back": False, "finding": "", "is_confirmed": False,
    }  # fmt: skip

    assert rules.step_of(rules.Standing(**(nothing | given_facts))) == step


# Finding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "who", ["handler", "leader", "other_handler", "person", "kin_actor", "unit_officer", "org_leader"]
)
def test_only_those_who_verify_find(scene: factory.Scene, report: Report, who: str) -> None:
    _refused(
        NotHere, "", findings.find, actor=getattr(scene, who), allegation_id=report.allegations.get().pk,
        finding="UNTRUE", reasons=REASON, clause=factory.CLAUSE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"reasons": "没有"}, "至少要 20 个字"),
        ({"finding": "PARTLY"}, "哪一部分不实"),
        ({"finding": "INVENTED"}, "从所列各项里选"),
        ({"clause": "不存在的办法 第1条"}, "不是有效的条款"),
        ({"clause": ""}, "不是有效的条款"),
    ],
)
def test_a_finding_is_whole(scene: factory.Scene, report: Report, more: dict[str, Any], says: str) -> None:
    words = {"finding": "UNTRUE", "reasons": REASON, "clause": factory.CLAUSE} | more

    _refused(Refusal, says, findings.find, actor=scene.investigator, allegation_id=report.allegations.get().pk, **words)


def test_one_alone_does_not_find(scene: factory.Scene, report: Report) -> None:
    other = report.assignments.get(person=scene.investigators[1])
    Assignment.objects.filter(pk=other.pk).update(recused_at=NOW, recused_by="account:1", recusal_reason="同学")

    _refused(
        errors.NotYet, "一个人不单独核实", findings.find, actor=scene.investigator,
        allegation_id=report.allegations.get().pk, finding="UNTRUE", reasons=REASON, clause=factory.CLAUSE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"handling_approved_on": None, "handling_approved_by": ""}, "处置意见还没有批准"),
        ({"handling": "KEPT", "look_again_on": TODAY}, "暂存待查"),
        ({"handling": "LETTER"}, "先听本人说明"),
        ({"explanation_asked_on": TODAY, "explanation_given_on": TODAY, "explanation": "没有。"}, "还没有判断是否采信"),
    ],
)
def test_nothing_is_found_before_its_time(
    scene: factory.Scene, report: Report, changed: dict[str, Any], says: str
) -> None:
    report.allegations.update(**changed)

    _refused(
        errors.NotYet, says, findings.find, actor=scene.investigator, allegation_id=report.allegations.get().pk,
        finding="UNTRUE", reasons=REASON, clause=factory.CLAUSE,
    )  # fmt: skip


def test_silence_after_the_day_does_not_hold_the_finding_up(scene: factory.Scene, report: Report) -> None:
    day = TODAY - timedelta(days=1)
    report.allegations.update(
        handling="LETTER", explanation_asked_on=factory.RECEIVED_ON, explanation_due_on=day, explanation_way="LETTER"
    )
    one = report.allegations.get()
    duties.open_duty(
        actor=scene.handler, kind="protection.explain", title="请您说明", why="", person_id=one.person_id,
        subject=f"protection.explanation:{one.pk}", at=NOW,
    )  # fmt: skip

    assert _find(scene, one, "UNDETERMINED").finding == "UNDETERMINED"

    assert not Duty.objects.filter(kind="protection.explain", closed_at=None).exists()  # nobody reads it any more


def test_what_was_settled_the_office_finds_and_never_as_true(scene: factory.Scene, report: Report) -> None:
    report.allegations.update(handling="SETTLED", is_checkable=False)
    one = report.allegations.get()
    same = {"actor": scene.handler, "allegation_id": one.pk, "reasons": REASON, "clause": factory.CLAUSE}
    _refused(BadInput, "不能认定属实", findings.find, finding="TRUE", **same)

    findings.find(finding="UNDETERMINED", at=NOW, **same)

    one.refresh_from_db()
    assert one.finding == "UNDETERMINED"


# Confirming ------------------------------------------------------------------------------------------------------


def test_who_verifies_does_not_confirm_and_a_leader_does(scene: factory.Scene, report: Report) -> None:
    one = _find(scene, report.allegations.get())
    for who in (scene.investigator, scene.handler, scene.kin_actor, scene.org_leader):
        _refused(NotHere, "", findings.confirm_finding, actor=who, allegation_id=one.pk)

    findings.confirm_finding(actor=scene.leader, allegation_id=one.pk, at=NOW)

    one.refresh_from_db()
    assert one.confirmed_on == TODAY
    assert "protection.conclude" in _open_kinds(report)


def test_nobody_confirms_what_he_found(scene: factory.Scene, report: Report) -> None:
    one = _find(scene, report.allegations.get())
    report.allegations.update(found_by=f"accounts.account:{scene.leader.account_id}")

    _refused(errors.Conflicted, "另一位负责人确认", findings.confirm_finding, actor=scene.leader, allegation_id=one.pk)


def test_a_finding_sent_back_is_kept_and_found_again(scene: factory.Scene, report: Report) -> None:
    one = _find(scene, report.allegations.get(), "TRUE")
    findings.return_finding(actor=scene.leader, allegation_id=one.pk, reason="监理日志没有看", at=NOW)

    again = _find(scene, one, "UNTRUE")

    kept = EarlierFinding.objects.get()
    assert (kept.finding, kept.ended_because, again.finding) == ("TRUE", "监理日志没有看", "UNTRUE")


def test_a_confirmed_finding_is_not_rewritten(scene: factory.Scene, report: Report) -> None:
    _confirmed(scene, report)

    _refused(
        errors.WrongState, "已经确认", findings.find, actor=scene.investigator,
        allegation_id=report.allegations.get().pk, finding="TRUE", reasons=REASON, clause=factory.CLAUSE,
    )  # fmt: skip


# Concluding ------------------------------------------------------------------------------------------------------


def test_a_report_waits_for_every_allegation_by_name(scene: factory.Scene, report: Report) -> None:
    factory.allegation(scene, report)
    _find(scene, report.allegations.get(number=1))

    with pytest.raises(errors.NotYet) as refusal:
        findings.conclude(actor=scene.leader, report_id=report.pk, at=NOW)

    assert refusal.value.missing == ("第 1 项认定还没有由负责人确认", "第 2 项还没有筛查")


def test_a_report_without_an_allegation_is_not_concluded(scene: factory.Scene) -> None:
    report = factory.report(scene, state="ACCEPTED")

    _refused(errors.NotYet, "没有列出任何反映的问题", findings.conclude, actor=scene.leader, report_id=report.pk)


def test_true_goes_to_the_inbox_and_tolerance_is_considered_beside(scene: factory.Scene, report: Report) -> None:
    _concluded(scene, report, "TRUE")

    found = Finding.objects.get()
    assert (found.person, found.tone) == (scene.concerned, "BAD")
    assert report.number not in f"{found.text}{found.document}"
    assert "protection.consider_tolerance" in _open_kinds(report)
    assert "protection.assess_clarification" not in _open_kinds(report)
    assert not Effect.objects.exists()


def test_what_came_of_considering_tolerance_ends_the_duty(scene: factory.Scene, report: Report) -> None:
    words = {"actor": scene.handler, "report_id": report.pk}
    _refused(errors.WrongState, "办理中", findings.note_tolerance_considered, words="已考虑", **words)
    _concluded(scene, report, "TRUE")
    _refused(errors.MissingReason, "怎样考虑容错的", findings.note_tolerance_considered, words=" ", **words)

    findings.note_tolerance_considered(words="由县委组织部研究，属于无意过失，已启动容错认定。", at=NOW, **words)

    assert "protection.consider_tolerance" not in _open_kinds(report)


def test_partly_true_does_both_and_says_which_part_is_untrue(scene: factory.Scene, report: Report) -> None:
    _concluded(scene, report, "PARTLY", untrue_part="三百立方米的数不实。")

    assert "其中不实的部分：三百立方米的数不实。" in Finding.objects.get().text
    assert {"protection.consider_tolerance", "protection.assess_clarification"} <= _open_kinds(report)


def test_untrue_asks_whether_to_clarify_and_nothing_else(scene: factory.Scene, report: Report) -> None:
    _concluded(scene, report, "UNTRUE")

    assert _open_kinds(report) == {"protection.assess_clarification"}
    assert not Finding.objects.exists()


def test_undetermined_is_not_untrue(scene: factory.Scene, report: Report) -> None:
    _concluded(scene, report, "UNDETERMINED")

    assert _open_kinds(report) == set()
    assert not Finding.objects.exists()


def test_an_anonymous_report_closes_and_a_signed_one_waits_for_its_answer(scene: factory.Scene, report: Report) -> None:
    signed = factory.accepted(scene, is_signed=True, handle="v-1")

    assert _concluded(scene, report).state == "ANSWERED"
    assert _concluded(scene, signed).state == "CONCLUDED"
    due = Duty.objects.get(kind="protection.answer")
    assert (due.subject, due.due_on) == (f"protection.report:{signed.pk}", date(2026, 12, 11))


def test_a_reopened_true_finding_is_not_handed_on_twice(scene: factory.Scene, report: Report) -> None:
    _concluded(scene, report, "TRUE")
    answers.reopen(
        actor=scene.leader, report_id=report.pk, allegation_ids=[report.allegations.get().pk],
        reason="反映人补交了当时的照片，要对着监理日志再看一遍。", at=NOW,
    )  # fmt: skip

    _concluded(scene, report, "TRUE")

    assert Finding.objects.count() == 1
    assert report.allegations.get().earlier_findings.count() == 1


# Nothing for the reporter (S7, DP07) -----------------------------------------------------------------------------

_ACTS = ("find_untrue", "find_undetermined", "confirm", "send_back", "conclude", "reopen", "answer")


def test_no_row_of_a_report_names_its_reporter() -> None:
    names = {field.name for model in (Report, Allegation, Assignment) for field in model._meta.get_fields()}

    assert not {name for name in names if "reporter" in name or "informant" in name or "accuser" in name}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walk=st.lists(st.sampled_from(_ACTS), min_size=3, max_size=10))
def test_from_no_sequence_of_acts_does_untrue_reach_the_reporter(scene: factory.Scene, walk: list[str]) -> None:
    report = factory.accepted(scene, is_signed=True, handle="v-1")
    before = {"handle": report.handle, "receipt_digest": report.receipt_digest, "is_signed": True}

    for act in walk:
        was = report.state
        _try(scene, report, act)
        report.refresh_from_db()
        assert report.state == was or report.state in REPORT_MOVES[was].values()

    assert {name: getattr(report, name) for name in before} == before
    assert not Accusation.objects.exists()
    assert not DishonestyReferral.objects.exists()
    assert not Effect.objects.exists()


def _try(scene: factory.Scene, report: Report, act: str) -> None:
    """Do the act if the house lets it be done now."""
    one = report.allegations.get()
    wording = {"actor": scene.investigator, "allegation_id": one.pk, "reasons": REASON, "clause": factory.CLAUSE}
    office = {"actor": scene.leader, "report_id": report.pk, "at": NOW}
    acts = {
        "find_untrue": lambda: findings.find(finding="UNTRUE", at=NOW, **wording),
        "find_undetermined": lambda: findings.find(finding="UNDETERMINED", at=NOW, **wording),
        "confirm": lambda: findings.confirm_finding(actor=scene.leader, allegation_id=one.pk, at=NOW),
        "send_back": lambda: findings.return_finding(
            actor=scene.leader, allegation_id=one.pk, reason="再看一遍", at=NOW
        ),
        "conclude": lambda: findings.conclude(**office),
        "reopen": lambda: answers.reopen(allegation_ids=[one.pk], reason=REASON, **office),
        "answer": lambda: answers.answer_reporter(
            actor=scene.handler, report_id=report.pk, lines={one.pk: "经核实不属实。"}, way="RECEIPT",
            answered_on=TODAY, at=NOW,
        ),
    }  # fmt: skip
    try:
        acts[act]()
    except Refusal:
        return
