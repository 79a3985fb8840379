"""Is the person asked fairly, judged with reasons, told what came of it, and never shown where it came from?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.notices.models import Notice
from dandang.ledger.papers import queries as papers
from dandang.parts.protection import errors
from dandang.parts.protection.actions import explanations, findings
from dandang.parts.protection.models import Allegation, Report
from dandang.parts.protection.queries import own
from dandang.registry.access.records import Actor
from tests.factories import matters
from tests.factories import protection as factory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = date(2026, 11, 21)
DUE = TODAY + timedelta(days=15)
REASON = "验收单和监理日志都对得上，他的说明同材料一致，予以采信。"


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    found = factory.accepted(scene)
    found.allegations.update(handling="LETTER")
    return found


def _ask(scene: factory.Scene, one: Allegation, **more: Any) -> Allegation:
    given: dict[str, Any] = {"way": "LETTER", "due_on": DUE} | more
    explanations.ask_explanation(actor=scene.handler, allegation_id=one.pk, at=NOW, **given)
    one.refresh_from_db()
    return one


def _answered(scene: factory.Scene, report: Report, words: str = "按图纸做的，没有多报。") -> Allegation:
    one = _ask(scene, report.allegations.get())
    explanations.explain(actor=scene.person, allegation_id=one.pk, text=words, at=NOW)
    one.refresh_from_db()
    return one


def _judge(actor: Actor, one: Allegation, *, is_accepted: bool) -> Allegation:
    explanations.judge_explanation(actor=actor, allegation_id=one.pk, is_accepted=is_accepted, reason=REASON, at=NOW)
    one.refresh_from_db()
    return one


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


# Asking ----------------------------------------------------------------------------------------------------------


def test_the_person_is_asked_without_a_word_of_the_report(scene: factory.Scene, report: Report) -> None:
    one = _ask(scene, report.allegations.get())

    asked = own.asked(scene.person, one.pk, on=TODAY)
    duty = Duty.objects.get(kind="protection.explain")
    notice = Notice.objects.get(account_id=scene.person.account_id)
    told = f"{asked} {duty.title} {duty.why} {duty.subject} {notice.title} {notice.body} {notice.subject}"
    assert asked.text == one.text
    assert (duty.person_id, duty.due_on) == (scene.concerned.pk, DUE)
    for hidden in (report.number, report.text, report.about, "protection.report", "举报", "反映人", "匿名", "来信"):
        assert hidden not in told


@pytest.mark.parametrize(
    ("changed", "more", "says"),
    [
        ({"handling": "", "handling_approved_on": None, "handling_approved_by": ""}, {}, "经负责人批准"),
        ({"person": None}, {}, "还没有对应到人"),
        ({"is_checkable": False}, {}, "没有可查性的不去打扰他"),
        ({}, {"due_on": TODAY}, "留出说明的时间"),
        ({}, {"way": "RAID"}, "请选怎样了解"),
        ({"finding": "UNTRUE", **factory.FOUND}, {}, "已经有认定"),
    ],
)
def test_nobody_is_asked_too_soon_or_for_nothing(
    scene: factory.Scene, report: Report, changed: dict[str, Any], more: dict[str, Any], says: str
) -> None:
    report.allegations.update(**changed)
    given: dict[str, Any] = {"way": "LETTER", "due_on": DUE} | more

    _refused(
        Refusal, says, explanations.ask_explanation, actor=scene.handler, allegation_id=report.allegations.get().pk,
        **given,
    )  # fmt: skip


def test_a_written_explanation_needs_no_approval_first(scene: factory.Scene, report: Report) -> None:
    report.allegations.update(handling="", handling_approved_on=None, handling_approved_by="")

    one = _ask(scene, report.allegations.get(), way="WRITTEN")

    assert one.explanation_way == "WRITTEN"


# Answering -------------------------------------------------------------------------------------------------------


def test_what_the_person_adds_stands_below_what_he_wrote(scene: factory.Scene, report: Report) -> None:
    one = _answered(scene, report)

    explanations.explain(actor=scene.person, allegation_id=one.pk, text="监理日志在项目办。", at=NOW)

    one.refresh_from_db()
    assert one.explanation == "按图纸做的，没有多报。\n（2026-11-21）监理日志在项目办。"
    assert Duty.objects.get(kind="protection.explain").closed_at is not None
    assert Duty.objects.filter(kind="protection.judge", closed_at=None).count() == 1


@pytest.mark.parametrize("who", ["head", "handler", "kin_actor", "unit_officer"])
def test_nobody_else_answers_for_him(scene: factory.Scene, report: Report, who: str) -> None:
    one = _ask(scene, report.allegations.get())
    other = factory.registry.actor_of("CADRE", scene.county.township, who=scene.head) if who == "head" else None

    _refused(
        NotHere, "", explanations.explain, actor=other or getattr(scene, who), allegation_id=one.pk, text="替他说。"
    )


def test_he_finds_nothing_before_he_is_asked(scene: factory.Scene, report: Report) -> None:
    one = report.allegations.get()

    _refused(NotHere, "", explanations.explain, actor=scene.person, allegation_id=one.pk, text="听说有人告我。")
    with pytest.raises(NotHere):
        own.asked(scene.person, one.pk, on=TODAY)
    assert own.mine(scene.person, on=TODAY).asked == ()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"scan": None}, "签字件的扫描"),
        ({"scan": b"not a picture"}, ""),
        ({"text": " "}, "不能空着"),
        ({"given_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"given_on": TODAY - timedelta(days=1)}, "早于请他说明"),
    ],
)
def test_a_paper_is_keyed_with_its_scan_and_a_day_that_fits(
    scene: factory.Scene, report: Report, more: dict[str, Any], says: str
) -> None:
    one = _ask(scene, report.allegations.get())
    given: dict[str, Any] = {"text": "按图纸做的。", "given_on": TODAY, "scan": matters.PDF} | more

    with pytest.raises(Exception, match=says or None) as refusal:
        explanations.key_explanation(actor=scene.handler, allegation_id=one.pk, at=NOW, **given)

    assert isinstance(refusal.value, Refusal)
    one.refresh_from_db()
    assert (one.explanation, one.explanation_scan_digest) == ("", "")


def test_a_keyed_paper_keeps_its_scan(scene: factory.Scene, report: Report) -> None:
    one = _ask(scene, report.allegations.get())

    explanations.key_explanation(
        actor=scene.investigator, allegation_id=one.pk, text="按图纸做的。", given_on=TODAY, scan=matters.PDF, at=NOW
    )

    one.refresh_from_db()
    assert (one.explanation_given_on, len(one.explanation_scan_digest)) == (TODAY, 64)


# Judging and feeding back ----------------------------------------------------------------------------------------


def test_an_accepted_explanation_is_told_drafted_and_owed_back(scene: factory.Scene, report: Report) -> None:
    one = _judge(scene.handler, _answered(scene, report), is_accepted=True)

    asked = own.asked(scene.person, one.pk, on=TODAY)
    kinds = [paper.kind for paper in papers.papers_of(f"protection.report:{report.pk}")]
    assert (asked.state_label, asked.may_write) == ("已采信", False)
    assert Notice.objects.filter(account_id=scene.person.account_id, title="您的说明已经采信").count() == 1
    assert kinds == ["explanation_feedback"]
    assert Duty.objects.filter(kind="protection.feed_back", closed_at=None).count() == 1


def test_what_was_not_accepted_is_not_told_in_passing_and_may_be_asked_again(
    scene: factory.Scene, report: Report
) -> None:
    one = _judge(scene.investigator, _answered(scene, report), is_accepted=False)

    assert REASON not in str(own.asked(scene.person, one.pk, on=TODAY))
    again = _ask(scene, one, way="TALK")
    assert again.explanation_accepted is None
    assert REASON in again.explanation_not_accepted
    assert REASON not in str(own.asked(scene.person, again.pk, on=TODAY))


def test_a_judgement_wants_words_of_the_person_a_reason_and_comes_once(scene: factory.Scene, report: Report) -> None:
    one = _ask(scene, report.allegations.get())
    same = {"actor": scene.handler, "allegation_id": one.pk, "is_accepted": True}
    _refused(errors.NotYet, "还没有收到", explanations.judge_explanation, reason=REASON, **same)
    explanations.explain(actor=scene.person, allegation_id=one.pk, text="没有多报。", at=NOW)
    _refused(errors.MissingReason, "至少要 20 个字", explanations.judge_explanation, reason="可信", **same)

    explanations.judge_explanation(reason=REASON, at=NOW, **same)

    _refused(errors.WrongState, "已经判断过", explanations.judge_explanation, reason=REASON, **same)


@pytest.mark.parametrize(
    ("day", "head", "says"),
    [
        (TODAY, "顾明川", "上一级党组织"),
        (TODAY, " ", "不能空着"),
        (TODAY + timedelta(days=1), "钟书记", "还没有到"),
        (TODAY - timedelta(days=1), "钟书记", "早于收到说明"),
    ],
)
def test_feedback_goes_to_the_person_and_the_head_of_the_unit(
    scene: factory.Scene, report: Report, day: date, head: str, says: str
) -> None:
    one = _judge(scene.handler, _answered(scene, report), is_accepted=True)

    _refused(
        BadInput, says, explanations.feed_back_explanation, actor=scene.handler, allegation_id=one.pk,
        fed_back_on=day, head=head,
    )  # fmt: skip


def test_a_report_is_not_concluded_while_feedback_is_owed(scene: factory.Scene, report: Report) -> None:
    one = _judge(scene.handler, _answered(scene, report), is_accepted=True)
    report.allegations.update(finding="UNTRUE", **factory.FOUND)
    _refused(errors.NotYet, "还没有向本人和单位主要负责人反馈", findings.conclude, actor=scene.leader,
             report_id=report.pk)  # fmt: skip

    explanations.feed_back_explanation(
        actor=scene.handler, allegation_id=one.pk, fed_back_on=TODAY, head="钟书记（党委书记）", at=NOW
    )
    findings.conclude(actor=scene.leader, report_id=report.pk, at=NOW)

    report.refresh_from_db()
    assert report.state == "ANSWERED"
    assert "2026-11-21" in own.asked(scene.person, one.pk, on=TODAY).sentence


def test_what_was_not_accepted_is_not_fed_back(scene: factory.Scene, report: Report) -> None:
    one = _judge(scene.handler, _answered(scene, report), is_accepted=False)

    _refused(
        errors.NotYet, "采信了的", explanations.feed_back_explanation, actor=scene.handler, allegation_id=one.pk,
        fed_back_on=TODAY, head="钟书记",
    )  # fmt: skip
