"""Hearing the person: notice with every point, own words, answers one by one, record, waiver, and no way round it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.foundation.guard.problems import FileRefused
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters.models import Matter
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import findings as inquiry
from dandang.parts.tolerance.actions import hearings as actions
from dandang.parts.tolerance.models import Case, DistinctionFinding, Hearing, HearingPoint
from dandang.parts.tolerance.queries import hearings
from dandang.parts.tolerance.records import PointInput, Upload
from dandang.registry.access.records import Actor
from dandang.registry.people.models import FamilyMember, Person
from tests.factories import matters, registry, tolerance

pytestmark = pytest.mark.django_db
NOW, TODAY = tolerance.NOW, registry.TODAY
LAST_DAY = TODAY + timedelta(days=10)
AFTER = NOW + timedelta(days=11)
POINT = PointInput("变更没有在施工前报批。", "PROCEDURE")
WORDS = "4月22日口头报告过，当时忙着抢工期。"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "PNG")
    return out.getvalue()


SCAN = Upload("笔录.png", picture())


@dataclass
class Story:
    """A case whose inquiry is done, with one element against the person."""

    scene: tolerance.Scene
    case: Case

    def now(self) -> Case:
        return Case.objects.get(pk=self.case.pk)

    def invite(self, *points: PointInput, **given: Any) -> int:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "case_id": self.case.pk, "points": points or (POINT,), "notice_on": TODAY,
            "reply_by": LAST_DAY, "at": NOW,
        }  # fmt: skip
        return actions.send_hearing_notice(**(values | given))

    def point(self, number: int = 1) -> HearingPoint:
        hearing = Hearing.objects.filter(case=self.case).order_by("id").last()
        assert hearing is not None
        return hearing.points.get(number=number)

    def speak(self, statement: str = WORDS, **given: Any) -> None:
        values: dict[str, Any] = {"actor": self.scene.person, "point_id": self.point().pk, "at": NOW}
        actions.speak_to_point(**(values | {"statement": statement} | given))

    def answer(self, side: str = "PARTLY", **given: Any) -> None:
        values: dict[str, Any] = {"actor": self.scene.handler, "point_id": self.point().pk, "at": NOW}
        actions.answer_point(**(values | {"side": side, "answer": "通话记录已核实，报备仍晚。"} | given))

    def close(self, at: datetime = NOW) -> None:
        actions.close_hearing(actor=self.scene.handler, case_id=self.case.pk, at=at)

    def record(self, **given: Any) -> None:
        values: dict[str, Any] = {
            "actor": self.scene.handler, "case_id": self.case.pk, "held_on": TODAY, "place": "县委党校", "scan": SCAN,
            "at": NOW,
        }  # fmt: skip
        actions.record_hearing(**(values | given))

    def waive(self, **given: Any) -> None:
        values: dict[str, Any] = {"actor": self.scene.handler, "case_id": self.case.pk, "waived_on": TODAY, "at": NOW}
        actions.waive_hearing(**(values | {"scan": SCAN} | given))


@pytest.fixture
def story() -> Story:
    scene = tolerance.scene()
    return Story(scene, tolerance.investigated(scene))


def open_duties(kind: str) -> int:
    return Duty.objects.filter(kind=kind, closed_at=None).count()


# The whole way ---------------------------------------------------------------------------------------------------


def test_told_said_answered_and_only_then_to_the_meeting(story: Story) -> None:
    story.invite()
    assert (story.now().state, open_duties("tolerance.reply")) == ("HEARING", 1)

    story.speak()
    story.answer()
    story.close()

    hearing = Hearing.objects.get()
    assert story.now().state == "READY"
    assert (hearing.held_on, hearing.closed_by) == (TODAY, "周文澜")
    assert (open_duties("tolerance.reply"), open_duties("tolerance.hear"), open_duties("tolerance.decide")) == (0, 0, 1)
    verbs = Entry.objects.filter(verb__startswith="tolerance.case.hearing_").values_list("verb", flat=True)
    assert [verb.rpartition("_")[2] for verb in verbs.order_by("seq")] == ["invited", "spoken", "answered", "closed"]


# Notice ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "given", "words"),
    [
        ((PointInput("  ", "PROCEDURE"),), {}, "不能空着"),
        ((PointInput("没有报批", "MOTIVE"),), {}, "“程序方法”认定为不利"),
        ((PointInput("没有报批", "LUCK"),), {}, "六个要件"),
        ((PointInput("没有报批", "PROCEDURE", (999_999,)),), {}, "证据目录"),
        ((POINT,), {"reply_by": TODAY}, "留出准备的时间"),
        ((POINT,), {"notice_on": TODAY + timedelta(days=1)}, "不晚于今天"),
        ((POINT,), {"notice_on": TODAY - timedelta(days=1)}, "核查报告提交以后"),
    ],
)
def test_a_notice_that_falls_short_is_refused(
    story: Story, points: tuple[PointInput, ...], given: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refusal, match=words):
        story.invite(*points, **given)

    assert story.now().state == "INVESTIGATED"
    assert not Hearing.objects.exists()


def test_a_region_that_sets_days_of_notice_is_obeyed(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = hearings.law.policies.value

    def of_the_region(key: str, **where: Any) -> Any:
        found = ask(key, **where)
        return type(found)(**{name: getattr(found, name) for name in found.__dataclass_fields__} | {"value": 7})

    monkeypatch.setattr(hearings.law.policies, "value", of_the_region)
    with pytest.raises(Refusal, match="至少要给本人 7 天"):
        story.invite(reply_by=TODAY + timedelta(days=6))

    story.invite(reply_by=TODAY + timedelta(days=7))
    assert story.now().state == "HEARING"


def test_the_points_are_drafted_from_what_speaks_against_the_person(story: Story) -> None:
    DistinctionFinding.objects.filter(case=story.case, pair="NO_LIMIT").update(where="GRAVER")

    drafted = hearings.suggested_points(story.now(), on=TODAY)

    assert [one.element for one in drafted] == ["PROCEDURE", ""]
    assert "明令禁止后我行我素" in drafted[1].point


def test_evidence_beside_a_point_is_of_this_matter(story: Story) -> None:
    own = matters.evidence(story.scene.handler, Matter.objects.get(pk=story.case.matter_id))
    other = matters.evidence(
        story.scene.handler, matters.matter(story.scene.handler, story.scene.county.finance),
        content=matters.PDF + b"2",
    )  # fmt: skip

    with pytest.raises(Refusal, match="证据目录"):
        story.invite(PointInput("没有报批", "PROCEDURE", (own.pk, other.pk)))

    story.invite(PointInput("没有报批", "PROCEDURE", (own.pk,)))
    record = hearings.hearing_of(story.now())
    assert record is not None
    assert [mark.label for mark in record.points[0].evidence] == ["证1"]


# The person's words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["handler", "unit_officer", "investigator", "leader"])
def test_nobody_speaks_for_the_person_online(story: Story, who: str) -> None:
    story.invite()

    with pytest.raises((NotHere, NotAllowed)):
        story.speak(actor=getattr(story.scene, who))


def test_words_may_be_changed_until_the_end_and_not_after(story: Story) -> None:
    story.invite()
    with pytest.raises(errors.MissingReason):
        story.speak("  ")
    story.speak("第一稿")
    story.speak(WORDS)
    story.answer()
    story.close()

    with pytest.raises(errors.TooLate, match="补充材料"):
        story.speak("还有一句")

    assert story.point().statement == WORDS


def test_words_from_paper_need_the_signed_record_and_name_the_clerk(story: Story) -> None:
    story.invite()
    key = {"actor": story.scene.handler, "point_id": story.point().pk, "statement": WORDS, "at": NOW}
    with pytest.raises(errors.NotYet, match="扫描件"):
        actions.key_words_of_person(**key)  # type: ignore[arg-type]

    story.record()
    actions.key_words_of_person(**key)  # type: ignore[arg-type]

    entry = Entry.objects.get(verb="tolerance.case.hearing_keyed")
    assert story.point().statement == WORDS
    assert entry.actor == f"accounts.account:{story.scene.handler.account_id}"
    assert Hearing.objects.get().record_digest


def test_a_clerk_never_writes_over_what_the_person_wrote(story: Story) -> None:
    story.invite()
    story.speak()
    Hearing.objects.update(record_scan="hearings/x.png", record_digest="0" * 64)

    with pytest.raises(errors.WrongState, match="不能代改"):
        actions.key_words_of_person(actor=story.scene.handler, point_id=story.point().pk, statement="改成这样", at=NOW)


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ({"held_on": TODAY - timedelta(days=1)}, Refusal),
        ({"held_on": TODAY + timedelta(days=1)}, Refusal),
        ({"place": " "}, errors.MissingReason),
        ({"scan": Upload("笔录.png", b"MZ\x90 not a picture")}, FileRefused),
        ({"scan": Upload("笔录.pdf", b"%PDF-1.7 half")}, FileRefused),
    ],
)
def test_a_record_that_cannot_be_true_is_refused(story: Story, given: dict[str, Any], refused: type[Refusal]) -> None:
    story.invite()

    with pytest.raises(refused):
        story.record(**given)

    assert Hearing.objects.get().held_on is None


# Answers and the end ---------------------------------------------------------------------------------------------


def test_an_answer_waits_for_the_person_while_the_last_day_runs(story: Story) -> None:
    story.invite()

    with pytest.raises(errors.NotYet, match="答复期到"):
        story.answer()

    story.speak()
    with pytest.raises(errors.MissingReason):
        story.answer(answer=" ")
    with pytest.raises(Refusal, match="采纳"):
        story.answer(side="MAYBE")
    story.answer()


@pytest.mark.parametrize("who", ["person", "investigator", "unit_officer", "finance_officer"])
def test_only_the_office_answers(story: Story, who: str) -> None:
    story.invite()
    story.speak()

    with pytest.raises((NotHere, NotAllowed)):
        story.answer(actor=getattr(story.scene, who))


def test_kin_found_later_stops_the_handler_at_the_next_act(story: Story) -> None:
    story.invite()
    story.speak()
    handler = Person.objects.get(pk=story.scene.handler.person_id)
    FamilyMember.objects.create(
        person=story.scene.concerned, relation="表姐", name=handler.name, position=2, relative=handler,
        birth_month="198501",
    )  # fmt: skip

    with pytest.raises(errors.Conflicted, match="亲属"):
        story.answer()
    with pytest.raises(errors.Conflicted, match="亲属"):
        story.close()


def test_an_unanswered_point_blocks_the_end_by_its_number(story: Story) -> None:
    story.invite(POINT, PointInput("增加支出 18.6 万元。"))
    story.speak()
    story.speak(point_id=story.point(2).pk)
    story.answer()

    with pytest.raises(errors.NotYet) as refusal:
        story.close()

    assert refusal.value.missing == ("第 2 点未答复",)
    assert story.now().state == "HEARING"


def test_a_hearing_does_not_end_on_silence(story: Story) -> None:
    story.invite()
    with pytest.raises(errors.NotYet, match="没有书面放弃|未答复"):
        story.close()
    story.answer(at=AFTER)

    with pytest.raises(errors.NotYet, match="请当面问一次"):
        story.close(AFTER)

    story.record(held_on=LAST_DAY, at=AFTER)
    story.close(AFTER)
    assert story.now().state == "READY"


def test_a_waiver_is_written_and_signed_by_the_person(story: Story) -> None:
    story.invite()
    with pytest.raises(errors.MissingReason, match="签字"):
        story.waive(scan=None)
    with pytest.raises(Refusal):
        story.waive(waived_on=TODAY - timedelta(days=2))

    story.waive()
    with pytest.raises(errors.NotYet, match="第 1 点未答复"):
        story.close()
    story.answer("NOT_ACCEPTED")
    story.close()

    assert story.now().state == "READY"
    assert Hearing.objects.get().waived_on == TODAY


def test_what_was_to_be_verified_is_answered_again_before_the_meeting(story: Story) -> None:
    story.invite()
    story.speak()
    story.answer("TO_VERIFY")
    story.close()

    story.answer("ACCEPTED")

    with pytest.raises(errors.WrongState):
        story.answer("PARTLY")
    assert story.point().answer_side == "ACCEPTED"


# Without a hearing, and again ------------------------------------------------------------------------------------


def test_a_hearing_is_left_out_only_when_nothing_speaks_against(story: Story) -> None:
    with pytest.raises(errors.NotYet, match="程序方法"):
        actions.skip_hearing(actor=story.scene.handler, case_id=story.case.pk, at=NOW)

    story.case.element_findings.filter(side="AGAINST").update(side="FOR")
    Case.objects.filter(pk=story.case.pk).update(suggestion="NOT_TOLERATED")
    with pytest.raises(errors.NotYet, match="不予容错"):
        actions.skip_hearing(actor=story.scene.handler, case_id=story.case.pk, at=NOW)

    Case.objects.filter(pk=story.case.pk).update(suggestion="EXEMPT")
    actions.skip_hearing(actor=story.scene.handler, case_id=story.case.pk, at=NOW)
    assert story.now().state == "READY"


def test_back_to_the_inquiry_the_open_points_wait_and_the_old_round_is_shut(story: Story) -> None:
    story.invite()
    old = story.point()
    inquiry.investigate_again(actor=story.scene.handler, case_id=story.case.pk, reason="补查监理日志", at=NOW)
    old.refresh_from_db()
    assert (old.answer_side, open_duties("tolerance.reply")) == ("TO_VERIFY", 0)

    Case.objects.filter(pk=story.case.pk).update(state="INVESTIGATED")
    story.invite()

    with pytest.raises(errors.WrongState, match="上一轮"):
        story.speak(point_id=old.pk)
    story.speak()
    record = hearings.hearing_of(story.now())
    assert record is not None
    assert (record.round, record.points[0].statement) == (2, WORDS)


def test_a_point_of_another_case_does_not_exist(story: Story) -> None:
    story.invite()

    with pytest.raises(NotHere):
        story.speak(point_id=story.point().pk + 99)
    with pytest.raises(NotHere):
        story.answer(actor=_officer_elsewhere(story))


def _officer_elsewhere(story: Story) -> Actor:
    finance = story.scene.county.finance
    return registry.actor_of("DISCIPLINE_OFFICER", finance, who=registry.person(finance))


def test_what_the_person_said_stays_whoever_writes_the_row(story: Story) -> None:
    story.invite()
    story.speak()
    story.answer("TO_VERIFY")
    story.close()

    with pytest.raises(DatabaseError, match="closed hearing"), transaction.atomic():
        HearingPoint.objects.update(statement="改成这样", answer_side="ACCEPTED")
    story.answer("ACCEPTED")
    with pytest.raises(DatabaseError, match="closed hearing"), transaction.atomic():
        HearingPoint.objects.update(answer="改成这样")


def test_the_days_are_days(story: Story) -> None:
    story.invite()

    duty = Duty.objects.get(kind="tolerance.reply", closed_at=None)

    assert duty.due_on == LAST_DAY == date(2026, 12, 1)
