"""The way back from a proved false accusation: by other people, approved above, no mark; what leaned is undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import accusation_reviews as actions
from dandang.parts.protection.actions import accusations, answers, findings, referrals, withdrawals
from dandang.parts.protection.models import Accusation, Clarification, DishonestyReferral, Question, Report
from dandang.parts.protection.queries import accusation_pages, clarifications
from dandang.parts.protection.queries import referrals as listed
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.vault import queries as vault
from tests.factories import accusations as made
from tests.factories import clarifications as clearing
from tests.factories import protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY = made.NOW, made.TODAY
NEW = "反映人补交了原始验收单，同原来查到的不一致，要重新核实。"


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> made.Story:
    monkeypatch.setattr(vault, "looks", lambda handle: (object(),))
    story = made.story().proposed()
    story.prove()
    return story


def open_again(scene: protection.Scene, report: Report) -> None:
    ids = list(report.allegations.values_list("pk", flat=True))
    answers.reopen(actor=scene.leader, report_id=report.pk, allegation_ids=ids, reason=NEW, at=NOW)


def find_again(scene: protection.Scene, report: Report, finding: str) -> None:
    for one in report.allegations.all():
        findings.find(
            actor=scene.investigator, allegation_id=one.pk, finding=finding, clause=protection.CLAUSE, at=NOW,
            reasons="原始验收单和收料单证明工程量确实多报，同反映一致。", untrue_part="金额的说法不实。",
        )  # fmt: skip
        findings.confirm_finding(actor=scene.leader, allegation_id=one.pk, at=NOW)
    findings.conclude(actor=scene.leader, report_id=report.pk, at=NOW)


def duties(kind: str) -> int:
    return Duty.objects.filter(kind=f"protection.{kind}", closed_at=None).count()


def undo(story: made.Story) -> None:
    actions.note_undone(
        actor=story.scene.handler, accusation_id=story.accusation_id, words="评先限制已经取消，通报已经收回。", at=NOW
    )


def client(actor: Actor) -> Client:
    browser = Client()
    browser.force_login(
        Account.objects.get(pk=actor.account_id), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return browser


# A true report after all -----------------------------------------------------------------------------------------


def test_a_report_that_turns_out_true_takes_the_finding_back_and_leaves_no_mark(proved: made.Story) -> None:
    proved.refer()
    assert "认定为诬告陷害" in Question.objects.filter(is_from_reporter=False).latest("id").text

    open_again(proved.scene, proved.report)
    find_again(proved.scene, proved.report, "TRUE")
    assert duties("accusation_review_order") == 1
    proved.look_again()

    row, review = proved.row, proved.row.reviews.get()
    referral = DishonestyReferral.objects.get()
    assert (row.state, row.reporter_person, row.consequence, row.consequence_ends_on) == ("OVERTURNED", None, "", None)
    assert review.leaned == [f"protection.referral:{referral.pk}"]
    assert listed.standing_of(referral, on=TODAY) == "REVOKED"
    assert "认定已经撤销" in Question.objects.filter(is_from_reporter=False).latest("id").text
    assert accusation_pages.note_on_report(proved.scene.leader, row.report, on=TODAY) is None
    with pytest.raises(errors.NotYet, match="失信登记还没有移出"):
        undo(proved)

    referrals.remove_referral(
        actor=proved.scene.leader, referral_id=referral.pk, removed_on=TODAY, reason="认定撤销，原机关移出。", at=NOW
    )
    undo(proved)
    assert not Duty.objects.filter(subject=f"protection.accusation:{row.pk}", closed_at=None).exists()
    with pytest.raises(errors.WrongState):
        undo(proved)


def test_while_the_report_is_open_or_the_finding_looked_at_nothing_is_referred(proved: made.Story) -> None:
    scene = proved.scene
    actions.order_review(actor=scene.leader, accusation_id=proved.accusation_id, grounds=NEW, at=NOW)
    with pytest.raises(errors.WrongState, match="正在复查"):
        proved.refer()
    with pytest.raises(errors.WrongState, match="正在复查"):
        actions.order_review(actor=scene.leader, accusation_id=proved.accusation_id, grounds=NEW, at=NOW)

    open_again(scene, proved.report)
    with pytest.raises(errors.WrongState):
        proved.refer()


def test_a_finding_that_stands_is_kept_with_everything(proved: made.Story) -> None:
    proved.look_again("UPHELD", reasons="复查的人核对了全部证据，捏造和故意都站得住，维持原认定。")

    row = proved.row
    assert (row.state, row.consequence) == ("PROVED", "批评教育，一年内不作为先进对象")
    assert duties("accusation_undo") == 0
    proved.refer()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"level": "县级"}, "谁批准谁撤销"),
        ({"level": ""}, "谁批准谁撤销"),
        ({"organ": " "}, "批准机关"),
        ({"document": ""}, "批准文号"),
        ({"reasons": "不对"}, "至少要 20 个字"),
        ({"result": "GONE"}, "维持认定或者撤销认定"),
        ({"decided_on": made.LATER}, "不晚于今天"),
    ],
)
def test_only_who_approved_it_or_stands_above_takes_it_back(
    proved: made.Story, given: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refusal, match=says):
        proved.look_again(**given)

    assert proved.row.state == "PROVED"
    assert proved.row.reviews.get().result == ""


def test_a_finding_of_which_nothing_is_untrue_any_more_is_not_upheld(proved: made.Story) -> None:
    open_again(proved.scene, proved.report)
    with pytest.raises(errors.NotYet, match="正在重新核实"):
        proved.look_again("UPHELD")
    find_again(proved.scene, proved.report, "TRUE")

    decide: dict[str, Any] = {
        "actor": proved.scene.handler, "accusation_id": proved.accusation_id, "level": "省级", "organ": "省纪委监委",
        "document": "皖纪〔2026〕3号", "decided_on": TODAY, "at": NOW,
        "reasons": "原始验收单表明反映属实，捏造无从谈起，原认定应当撤销。",
    }  # fmt: skip
    with pytest.raises(errors.NotYet, match="不能维持"):
        actions.decide_review(**decide, result="UPHELD")
    actions.decide_review(**decide, result="OVERTURNED")
    assert proved.row.state == "OVERTURNED"


def test_nobody_with_a_part_in_it_looks_again(proved: made.Story) -> None:
    scene, about = proved.scene, {"accusation_id": proved.accusation_id, "at": NOW}
    actions.order_review(actor=scene.leader, grounds=NEW, **about)
    barred = [
        proved.verifiers[0].pk, proved.members[0].pk, scene.investigators[0].pk, scene.kin.pk, scene.concerned.pk,
        scene.leader.person_id,
    ]  # fmt: skip

    for person_id in barred:
        with pytest.raises(errors.Conflicted):
            actions.assign_reviewers(actor=scene.leader, person_ids=[person_id or 0], **about)
    with pytest.raises(NotHere):
        actions.order_review(actor=scene.handler, grounds=NEW, **about)
    with pytest.raises(errors.NotYet, match="还没有提交复查情况"):
        actions.decide_review(
            actor=scene.handler, result="UPHELD", reasons=NEW, level="市级", organ="市纪委", document="一号",
            decided_on=TODAY, **about,
        )  # fmt: skip


def test_one_does_not_look_alone_and_who_stands_aside_leaves_the_duty(proved: made.Story) -> None:
    scene, about = proved.scene, {"accusation_id": proved.accusation_id, "at": NOW}
    second = registry.person(scene.county.discipline, "贺复一")
    reviewer = registry.actor_of("CADRE", scene.county.discipline, who=second)
    actions.order_review(actor=scene.leader, grounds=NEW, **about)
    actions.assign_reviewers(actor=scene.leader, person_ids=[second.pk], **about)
    assert (duties("accusation_review"), duties("accusation_review_team")) == (1, 1)
    with pytest.raises(errors.NotYet, match="不单独复查"):
        actions.report_review(actor=reviewer, findings=NEW, advice="UPHELD", **about)

    accusations.recuse(actor=reviewer, person_id=second.pk, reason="同反映人是同学", **about)

    assert (duties("accusation_review"), duties("accusation_review_team")) == (0, 1)
    with pytest.raises(NotHere):
        actions.report_review(actor=reviewer, findings=NEW, advice="UPHELD", **about)


def test_a_mistaken_case_has_nothing_to_take_back() -> None:
    story = made.story()
    story.open()
    story.end()

    with pytest.raises(errors.WrongState):
        actions.order_review(actor=story.scene.leader, accusation_id=story.accusation_id, grounds=NEW, at=NOW)


# On screen -------------------------------------------------------------------------------------------------------


def test_from_the_order_to_the_papers_by_forms(proved: made.Story) -> None:
    def at(name: str, *more: object) -> str:
        return reverse(f"protection:{name}", args=[proved.accusation_id, *more])

    leader, office = client(proved.scene.leader), client(proved.scene.handler)
    place = proved.scene.county.discipline
    second = [registry.person(place, name) for name in ("贺复一", "倪复二")]
    reviewer = client(registry.actor_of("CADRE", place, who=second[0]))
    assert "决定复查" in leader.get(at("accusation")).content.decode()
    refused = leader.post(at("review_order"), {"grounds": "不对"}).content.decode()
    assert "至少要 20 个字" in refused
    assert "不对" in refused
    leader.post(at("review_order"), {"grounds": NEW})
    assert "要回避、不能指派的" in leader.get(at("accusation_review")).content.decode()
    leader.post(at("review_assign"), {"person_ids": [one.pk for one in second]})
    assert "复查情况和建议" in reviewer.get(at("accusation_review")).content.decode()
    reviewer.post(at("review_report"), {"findings": NEW, "advice": "OVERTURNED"})
    today = proved.row.reviews.get().reported_on
    outcome = {
        "result": "OVERTURNED", "reasons": NEW, "level": "市级", "organ": "清源市纪委监委",
        "document": "清纪复〔2026〕30号", "decided_on": today.isoformat(),
    }  # fmt: skip
    assert "谁批准谁撤销" in office.post(at("review_decide"), outcome | {"level": "县级"}).content.decode()
    office.post(at("review_decide"), outcome)
    page = office.get(at("accusation")).content.decode()
    assert "认定已经撤销" in page
    assert made.FINDINGS.fabrication not in page
    assert "撤销诬告认定通知书" in office.get(at("accusation_papers")).content.decode()
    assert office.get(at("accusation_paper", "accusation_overturned", "docx")).status_code == 200
    assert office.get(at("accusation_paper", "accusation_finding", "pdf")).status_code == 404
    assert office.post(at("review_undone"), {"words": "评先限制已经取消。"}).status_code == 302
    assert Accusation.objects.get().reviews.get().undone == "评先限制已经取消。"


# Clarifications of what turned out otherwise ---------------------------------------------------------------------


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def test_what_is_verified_again_is_not_clarified_meanwhile_and_taken_back_when_true(
    of: protection.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    doubted: list[str] = []
    monkeypatch.setattr(
        "dandang.ledger.casebook.actions.doubt_source", lambda **given: doubted.append(given["subject"]) or 0
    )
    row = clearing.made(of)
    withdraw: dict[str, Any] = {"actor": of.leader, "clarification_id": row.pk, "at": NOW}
    with pytest.raises(errors.WrongState, match="认定没有变"):
        withdrawals.withdraw_clarification(**withdraw, words="说错了")
    assert row.report is not None
    open_again(of, row.report)
    assert doubted == [f"protection.clarification:{row.pk}"]
    with pytest.raises(errors.NotYet, match="查清以后再决定"):
        withdrawals.withdraw_clarification(**withdraw, words="说错了")
    leader, page = client(of.leader), reverse("protection:clarification", args=[row.pk])
    assert "撤回这次澄清" not in leader.get(page).content.decode()

    find_again(of, row.report, "TRUE")
    assert duties("clarification_stands") == 1
    assert "撤回这次澄清" in leader.get(page).content.decode()
    with pytest.raises(BadInput):
        withdrawals.withdraw_clarification(**withdraw, words=" ")
    withdrawals.withdraw_clarification(**withdraw, words="已在原会议上说明重新核实的结果。")
    assert "已在原会议上说明" in leader.get(page).content.decode()

    row = clearing.row(row.pk)
    assert (row.state, row.withdrawn_on) == ("WITHDRAWN", TODAY)
    assert (duties("clarification_stands"), duties("visit")) == (0, 0)
    assert not clarifications.busy_with(row.clarified.get().allegation_id)


def test_an_approved_clarification_waits_while_its_report_is_open(of: protection.Scene) -> None:
    row = clearing.consented(of)
    assert row.report is not None
    open_again(of, row.report)

    with pytest.raises(errors.NotYet, match="正在重新核实"):
        clearing.clarifications.approve_clarification(actor=of.leader, clarification_id=row.pk, at=NOW)
    find_again(of, row.report, "PARTLY")

    with pytest.raises(errors.NotYet, match="重新认定过"):
        clearing.clarifications.approve_clarification(actor=of.leader, clarification_id=row.pk, at=made.AFTER)
    assert Clarification.objects.get(pk=row.pk).state == "CONSENTED"
