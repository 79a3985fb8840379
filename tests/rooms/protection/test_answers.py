"""Is a signed reporter answered on every point and in time, heard when he objects, and nobody else told?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.casebook.models import Entry
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors, receipts
from dandang.parts.protection.actions import answers, duplicates, reporter
from dandang.parts.protection.models import Answer, Report
from dandang.parts.protection.queries import answers as queries
from dandang.parts.protection.queries import clocks, papers_offered, report_page
from dandang.registry.access import queries as access
from dandang.registry.accounts.models import Account
from tests.factories import casebook
from tests.factories import protection as factory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = date(2026, 11, 21)
CODE = "1111222233334444"
NEW_EVIDENCE = "反映人补交了当时的照片，要对着监理日志再看一遍。"


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    return factory.concluded(scene, is_signed=True, handle="v-1", receipt_digest=receipts.digest(CODE))


def _lines(report: Report) -> dict[int, str]:
    return {one.pk: "经核实，不属实。" for one in report.allegations.all()}


def _answer(scene: factory.Scene, report: Report, **more: Any) -> Answer:
    given: dict[str, Any] = {"lines": _lines(report), "way": "RECEIPT", "answered_on": TODAY} | more
    answers.answer_reporter(actor=scene.handler, report_id=report.pk, at=NOW, **given)
    report.refresh_from_db()
    return report.answers.get()


def _seen_with_receipt(code: str = CODE) -> str:
    return str(Client().post("/report/receipt/", {"code": code}).content.decode())


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


# The clock -------------------------------------------------------------------------------------------------------


def test_the_answer_is_owed_fifteen_working_days_after_the_conclusion(report: Report) -> None:
    # Concluded on 25 September 2026, a Friday; the Mid-Autumn and National Day leave lies between.
    due = queries.due_of(report)

    assert due is not None
    assert due.on > date(2026, 10, 15)


def test_an_answer_keeps_the_day_it_was_owed_and_by_which_clause(scene: factory.Scene, report: Report) -> None:
    row = _answer(scene, report)

    due = queries.due_of(report)
    assert due is not None
    assert (row.due_on, row.clause.startswith("检举控告规则")) == (due.on, True)
    assert report.state == "ANSWERED"


# The answer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"lines": {}}, "每一项都要答复"),
        ({"way": "POST"}, "怎样答复"),
        ({"way": "PHONE"}, "怎样说的"),
        ({"answered_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"answered_on": date(2026, 9, 24)}, "早于办结"),
    ],
)
def test_an_answer_is_whole_and_dated(scene: factory.Scene, report: Report, more: dict[str, Any], says: str) -> None:
    given: dict[str, Any] = {"lines": _lines(report), "way": "RECEIPT", "answered_on": TODAY} | more

    _refused(Refusal, says, answers.answer_reporter, actor=scene.handler, report_id=report.pk, **given)

    assert not Answer.objects.exists()


def test_names_of_those_who_verify_stay_out_and_the_reported_may_stand(scene: factory.Scene, report: Report) -> None:
    one = report.allegations.get()
    _refused(
        BadInput, "沈核一", answers.answer_reporter, actor=scene.handler, report_id=report.pk, way="RECEIPT",
        lines={one.pk: "沈核一查过，不属实。"}, answered_on=TODAY,
    )  # fmt: skip

    assert "顾明川" in _answer(scene, report, lines={one.pk: "反映顾明川虚报，经核实不属实。"}).text


def test_by_voice_it_is_noted_down(scene: factory.Scene, report: Report) -> None:
    row = _answer(scene, report, way="PHONE", note="身份保管员打的电话，反映人表示知道了。")

    assert row.note.startswith("身份保管员")
    shown = _seen_with_receipt()
    assert "电话答复的，内容不写在网上" in shown  # whoever holds the receipt reads the result, not the words
    assert "经核实，不属实。" not in shown


def test_the_day_of_the_answer_stands_on_the_page_and_ends_the_clock(scene: factory.Scene, report: Report) -> None:
    before = clocks.clocks_of(report, on=TODAY)[-1]

    _answer(scene, report)

    after = clocks.clocks_of(report, on=TODAY)[-1]
    assert (before.done_on, after.done_on) == (None, TODAY)
    assert before.chip is not None
    assert report_page.steps_of(report)[0][3].when


def test_an_anonymous_report_is_not_answered_and_shows_the_result(scene: factory.Scene) -> None:
    report = factory.concluded(scene, receipt_digest=receipts.digest(CODE))
    Report.objects.filter(pk=report.pk).update(state="ANSWERED")
    report.refresh_from_db()

    _refused(errors.WrongState, "匿名反映", answers.answer_reporter, actor=scene.handler, report_id=report.pk,
             lines=_lines(report), way="RECEIPT", answered_on=TODAY)  # fmt: skip
    shown = _seen_with_receipt()
    assert "已经办结，查的结果在下面" in shown
    assert "第 1 项：不实" in shown
    assert "顾明川" not in shown


def test_who_signed_a_joined_report_is_answered_too(scene: factory.Scene, report: Report) -> None:
    later = factory.report(scene, is_signed=True, handle="v-2", receipt_digest=receipts.digest("2222333344445555"))
    duplicates.join(actor=scene.handler, report_id=later.pk, to_id=report.pk, reason="同一座提灌站", at=NOW)
    third = factory.report(scene)
    duplicates.join(actor=scene.handler, report_id=third.pk, to_id=report.pk, reason="同一座提灌站", at=NOW)
    later.refresh_from_db()
    paper = papers_offered.printable(later, "report_answer", 0)
    assert [one["found"] for one in paper.facts["points"]] == ["不实"]
    owed = Duty.objects.filter(kind="protection.answer", closed_at=None)
    assert [one.subject for one in owed] == [f"protection.report:{later.pk}"]  # the anonymous one reads the result

    answers.answer_reporter(
        actor=scene.handler, report_id=later.pk, lines=_lines(report), way="RECEIPT", answered_on=TODAY, at=NOW
    )

    later.refresh_from_db()
    assert (later.state, later.answers.count(), owed.all().count()) == ("DUPLICATE", 1, 0)
    assert "经核实，不属实。" in _seen_with_receipt("2222333344445555")
    _refused(errors.WrongState, "并入先前", answers.answer_reporter, actor=scene.handler, report_id=later.pk,
             lines=_lines(report), way="RECEIPT", answered_on=TODAY)  # fmt: skip
    answers.reopen(
        actor=scene.leader, report_id=report.pk, allegation_ids=[report.allegations.get().pk], reason=NEW_EVIDENCE,
        at=NOW,
    )  # fmt: skip
    assert queries.last_answer(Report.objects.get(pk=later.pk)) is None


@pytest.mark.parametrize("who", ["leader", "investigator", "person", "kin_actor", "org_officer", "unit_officer"])
def test_only_the_office_answers(scene: factory.Scene, report: Report, who: str) -> None:
    _refused(
        NotHere, "", answers.answer_reporter, actor=getattr(scene, who), report_id=report.pk, lines=_lines(report),
        way="RECEIPT", answered_on=TODAY,
    )  # fmt: skip


# Objection and new evidence --------------------------------------------------------------------------------------


def test_an_objection_is_kept_word_for_word_and_asks_for_an_explanation(scene: factory.Scene, report: Report) -> None:
    _refused(errors.NotYet, "先答复", answers.record_objection, actor=scene.handler, report_id=report.pk,
             text="不服。", objected_on=TODAY)  # fmt: skip
    _answer(scene, report)

    answers.record_objection(
        actor=scene.handler, report_id=report.pk, text="现场还有两处没有量。", objected_on=TODAY, at=NOW
    )

    row = report.answers.get()
    assert (row.objection, row.objected_on) == ("现场还有两处没有量。", TODAY)
    assert Duty.objects.filter(kind="protection.reporter_objected", closed_at=None).count() == 1
    _refused(errors.WrongState, "已经记录", answers.record_objection, actor=scene.handler, report_id=report.pk,
             text="还是不服。", objected_on=TODAY)  # fmt: skip


def test_what_is_said_to_an_objection_reaches_the_reporter_once(scene: factory.Scene, report: Report) -> None:
    says = answers.answer_objection
    _answer(scene, report)
    _refused(errors.WrongState, "没有等待", says, actor=scene.handler, report_id=report.pk, text="已经看过。")
    reporter.object_(actor=access.anonymous_actor(), code=CODE, text="还有两处没有量。", at=NOW)
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)
    waits = Duty.objects.filter(kind="protection.reporter_objected", closed_at=None)
    assert waits.count() == 1
    _refused(BadInput, "沈核一", says, actor=scene.handler, report_id=report.pk, text="沈核一已经量过。")
    _refused(NotHere, "", says, actor=scene.investigator, report_id=report.pk, text="已经量过。")

    says(actor=scene.handler, report_id=report.pk, text="两处都量过，数字在验收单上。", at=NOW)

    assert "两处都量过，数字在验收单上。" in _seen_with_receipt()
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)
    assert not waits.exists()
    _refused(errors.WrongState, "没有等待", says, actor=scene.handler, report_id=report.pk, text="再说一遍。")


def test_the_office_reads_the_objection_and_speaks_to_it_on_a_page(scene: factory.Scene, report: Report) -> None:
    row = _answer(scene, report)
    Answer.objects.filter(pk=row.pk).update(objection="还有两处没有量。", objected_on=TODAY)
    office = Client()
    office.force_login(Account.objects.get(pk=scene.handler.account_id))
    page, form = f"/protection/reports/{report.pk}/allegations/", f"/protection/reports/{report.pk}/objection/answer/"

    shown = office.get(page).content.decode()
    sent = office.post(form, {"text": "两处都量过。"})

    assert "还有两处没有量。" in shown
    assert form in shown
    assert sent.status_code == 302
    assert "两处都量过。" in office.get(page).content.decode()
    assert office.get(form).status_code == 409


def test_opening_again_ends_the_objection_and_doubts_what_was_taught(scene: factory.Scene, report: Report) -> None:
    row = _answer(scene, report)
    reporter.object_(actor=access.anonymous_actor(), code=CODE, text="还有两处没有量。", at=NOW)
    made = factory.clarification(scene, report)
    office = casebook.office(scene.county)
    entry = casebook.approved(office)
    Entry.objects.filter(pk=entry.pk).update(source=f"protection.clarification:{made.pk}")

    answers.reopen(
        actor=scene.leader, report_id=report.pk, allegation_ids=[report.allegations.get().pk], reason=NEW_EVIDENCE,
        at=NOW,
    )  # fmt: skip
    reporter.follow_up_day(actor=access.system_actor(), at=NOW)

    entry.refresh_from_db()
    assert entry.doubt == "反映的问题正在重新核实，结论可能改变"  # never the evidence: it may tell who brought it
    assert not Duty.objects.filter(kind="protection.reporter_objected", closed_at=None).exists()
    shown = _seen_with_receipt()
    assert "正在按新的证据重新核实" in shown
    assert "对答复有异议" not in shown
    row.refresh_from_db()
    assert row.objection_answer == ""


def test_new_evidence_opens_it_again_with_the_old_finding_kept(scene: factory.Scene, report: Report) -> None:
    _answer(scene, report)
    one = report.allegations.get()

    answers.reopen(actor=scene.leader, report_id=report.pk, allegation_ids=[one.pk], reason=NEW_EVIDENCE, at=NOW)

    report.refresh_from_db()
    one.refresh_from_db()
    assert (report.state, report.concluded_on, one.finding) == ("ACCEPTED", None, "")
    assert one.earlier_findings.get().finding == "UNTRUE"
    assert report.answers.count() == 1
    assert queries.last_answer(report) is None


@pytest.mark.parametrize(
    ("who", "more", "wrong", "says"),
    [
        ("handler", {}, NotHere, ""),
        ("leader", {"allegation_ids": []}, BadInput, "对哪几项"),
        ("leader", {"allegation_ids": [987654]}, BadInput, "对哪几项"),
        ("leader", {"reason": "再看"}, errors.MissingReason, "至少要 20 个字"),
    ],
)
def test_opening_again_is_a_leaders_with_reason_and_allegations(
    scene: factory.Scene, report: Report, who: str, more: dict[str, Any], wrong: type[Refusal], says: str
) -> None:
    given: dict[str, Any] = {"allegation_ids": [report.allegations.get().pk], "reason": NEW_EVIDENCE} | more

    _refused(wrong, says, answers.reopen, actor=getattr(scene, who), report_id=report.pk, **given)
