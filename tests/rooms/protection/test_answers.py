"""Is a signed reporter answered on every point and in time, heard when he objects, and nobody else told?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import answers
from dandang.parts.protection.models import Answer, Report
from dandang.parts.protection.queries import answers as queries
from tests.factories import protection as factory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = date(2026, 11, 21)
NEW_EVIDENCE = "反映人补交了当时的照片，要对着监理日志再看一遍。"


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    return factory.concluded(scene, is_signed=True, handle="v-1")


def _lines(report: Report) -> dict[int, str]:
    return {one.pk: "经核实，不属实。" for one in report.allegations.all()}


def _answer(scene: factory.Scene, report: Report, **more: Any) -> Answer:
    given: dict[str, Any] = {"lines": _lines(report), "way": "RECEIPT", "answered_on": TODAY} | more
    answers.answer_reporter(actor=scene.handler, report_id=report.pk, at=NOW, **given)
    report.refresh_from_db()
    return report.answers.get()


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
    shown = queries.result_for_reporter(report)
    assert shown is not None
    assert shown.answer is None  # told by voice: whoever holds the receipt reads the result, not the words


def test_an_anonymous_report_is_not_answered_and_shows_the_result(scene: factory.Scene) -> None:
    report = factory.concluded(scene)
    Report.objects.filter(pk=report.pk).update(state="ANSWERED")
    report.refresh_from_db()

    _refused(errors.WrongState, "匿名反映", answers.answer_reporter, actor=scene.handler, report_id=report.pk,
             lines=_lines(report), way="RECEIPT", answered_on=TODAY)  # fmt: skip
    shown = queries.result_for_reporter(report)
    assert shown is not None
    assert shown.lines == ("不实：1 项",)
    assert "顾明川" not in str(shown)


def test_nothing_is_shown_before_the_conclusion(scene: factory.Scene) -> None:
    assert queries.result_for_reporter(factory.accepted(scene)) is None


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
