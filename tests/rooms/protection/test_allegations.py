"""Is a report cut into allegations in the handler's words, screened and handled by two people, and nothing lost?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import allegation_rules as rules
from dandang.parts.protection import errors
from dandang.parts.protection.actions import allegations, findings, screening
from dandang.parts.protection.models import Allegation, Report
from dandang.parts.protection.queries import allegations as queries
from dandang.parts.protection.queries import reach, standing
from tests.factories import protection as factory
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = date(2026, 11, 21)
REASON = "有具体的工程、时间和数量，验收单和监理日志都能查到，可以核实。"


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    return factory.report(scene, state="ACCEPTED", accepted_on=factory.RECEIVED_ON)


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


def _listed(scene: factory.Scene, report: Report, text: str = "虚报提灌站工程量三百立方米。") -> Allegation:
    pk = allegations.add_allegation(
        actor=scene.handler, report_id=report.pk, text=text, person_id=scene.concerned.pk, at=NOW
    )
    return Allegation.objects.get(pk=pk)


def _screened(scene: factory.Scene, one: Allegation, *, is_checkable: bool = True) -> Allegation:
    screening.screen_allegation(
        actor=scene.handler, allegation_id=one.pk, is_checkable=is_checkable, reason=REASON, at=NOW
    )
    one.refresh_from_db()
    return one


def _propose(scene: factory.Scene, one: Allegation, kind: str, **more: Any) -> None:
    given = {"reason": REASON, "clause": factory.CLAUSE} | more
    screening.propose_handling(actor=scene.handler, allegation_id=one.pk, kind=kind, at=NOW, **given)
    one.refresh_from_db()


def _open(report: Report, kind: str) -> list[Duty]:
    return list(Duty.objects.filter(subject=f"protection.report:{report.pk}", kind=kind, closed_at=None))


# Words -----------------------------------------------------------------------------------------------------------


def test_a_listed_allegation_names_the_person_and_waits_to_be_screened(scene: factory.Scene, report: Report) -> None:
    one = _listed(scene, report)

    assert (one.number, one.person, one.is_checkable) == (1, scene.concerned, None)
    assert [duty.role for duty in _open(report, "protection.screen")] == ["DISCIPLINE_OFFICER"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("反映顾明川在提灌站改造中虚报工程量。", "原信里的话"),
        ("我看见他在改造时多报了数量。", "像是反映人自己在说话"),
        ("  ", "不能空着"),
        ("【机密】提灌站的图纸被他带走。", "国家秘密标志"),
    ],
)
def test_the_reporters_own_words_are_refused(scene: factory.Scene, report: Report, text: str, says: str) -> None:
    _refused(
        Refusal, says, allegations.add_allegation, actor=scene.handler, report_id=report.pk, text=text,
        person_id=scene.concerned.pk,
    )  # fmt: skip

    assert not report.allegations.exists()


@pytest.mark.parametrize(
    ("words", "is_first_person"),
    [("我是科里的会计", True), ("反映我县提灌站", False), ("他自我批评过", False), ("我们都知道", True)],
)
def test_first_person_is_told_from_how_offices_write(words: str, is_first_person: bool) -> None:
    assert rules.speaks_as_reporter(words) is is_first_person


def test_somebody_outside_the_region_cannot_be_named(scene: factory.Scene, report: Report) -> None:
    province = scene.county.county.parent
    assert province is not None
    above = registry.person(province, "钱省管")

    _refused(
        BadInput, "不在本机关受理的范围", allegations.add_allegation, actor=scene.handler, report_id=report.pk,
        text="在评审时收了东西。", person_id=above.pk,
    )  # fmt: skip
    with pytest.raises(BadInput, match="名册里没有找到"):
        queries.person_called(report, "钱省管")


def test_two_of_one_name_are_asked_back_with_their_numbers(scene: factory.Scene, report: Report) -> None:
    registry.person(scene.county.township, "钟书记")

    with pytest.raises(BadInput, match="请改填人员编号"):
        queries.person_called(report, "钟书记")


def test_a_report_that_names_its_own_handler_closes_to_him(scene: factory.Scene, report: Report) -> None:
    allegations.add_allegation(
        actor=scene.other_handler, report_id=report.pk, text="办案时向企业借车。", person_id=scene.handler.person_id,
        at=NOW,
    )  # fmt: skip

    assert not reach.may_see(scene.handler, report)
    _refused(NotHere, "", allegations.add_allegation, actor=scene.handler, report_id=report.pk, text="别的事。")


def test_naming_somebodys_brother_asks_the_leader_about_the_team(scene: factory.Scene, report: Report) -> None:
    factory.Assignment.objects.create(
        case=report, part="INVESTIGATOR", person=scene.kin, assigned_at=NOW, assigned_by="account:1"
    )

    _listed(scene, report)

    assert [duty.role for duty in _open(report, "protection.team")] == ["DISCIPLINE_LEADER"]


def test_words_change_before_screening_and_not_after(scene: factory.Scene, report: Report) -> None:
    one = _listed(scene, report)
    given = {"actor": scene.handler, "allegation_id": one.pk, "text": "多报提灌站土方。", "person_id": one.person_id}

    allegations.edit_allegation(**given, matter_id=None, at=NOW)
    one.refresh_from_db()
    assert one.text == "多报提灌站土方。"

    _screened(scene, one)
    _refused(errors.WrongState, "已经筛查过", allegations.edit_allegation, **given, matter_id=None)


# Splitting, merging, withdrawing ---------------------------------------------------------------------------------


def test_split_parts_are_screened_anew_and_the_old_one_stays_readable(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report))

    made = allegations.split_allegation(
        actor=scene.handler, allegation_id=one.pk, texts=["虚报土方。", "虚报管材。"], reason="两件事分开查", at=NOW
    )

    one.refresh_from_db()
    live = reach.live_allegations(report)
    assert {row.pk for row in live} == set(made)
    assert {row.is_checkable for row in live} == {None}
    assert (one.text, standing.became(one)) == ("虚报提灌站工程量三百立方米。", "拆分为第 2、3 项")
    _refused(
        errors.WrongState, "拆分为第 2、3 项", screening.screen_allegation, actor=scene.handler, allegation_id=one.pk,
        is_checkable=True, reason=REASON,
    )  # fmt: skip


def test_merged_ones_point_to_the_new_one_that_is_screened_anew(scene: factory.Scene, report: Report) -> None:
    both = [_screened(scene, _listed(scene, report)), _listed(scene, report, "虚报管材。")]

    merged = allegations.merge_allegations(
        actor=scene.handler, allegation_ids=[one.pk for one in both], text="虚报土方和管材。", reason="是同一份结算",
        at=NOW,
    )  # fmt: skip

    assert [one.pk for one in reach.live_allegations(report)] == [merged]
    assert set(report.allegations.exclude(pk=merged).values_list("merged_into", flat=True)) == {merged}
    assert Allegation.objects.get(pk=merged).is_checkable is None


def test_allegations_about_two_people_are_not_merged(scene: factory.Scene, report: Report) -> None:
    one = _listed(scene, report)
    other = allegations.add_allegation(
        actor=scene.handler, report_id=report.pk, text="默许虚报。", person_id=scene.head.pk, at=NOW
    )

    _refused(
        BadInput, "反映同一个人", allegations.merge_allegations, actor=scene.handler, allegation_ids=[one.pk, other],
        text="一起虚报。", reason="同一件事",
    )  # fmt: skip


def test_what_has_a_finding_is_neither_split_merged_nor_withdrawn(scene: factory.Scene) -> None:
    report = factory.accepted(scene)
    one = report.allegations.get()
    report.allegations.update(finding="UNTRUE", **factory.FOUND)
    same = {"actor": scene.handler, "allegation_id": one.pk, "reason": "想改"}

    _refused(errors.WrongState, "已经有认定", allegations.split_allegation, texts=["甲。", "乙。"], **same)
    _refused(errors.WrongState, "已经有认定", allegations.withdraw_allegation, **same)


def test_a_withdrawn_allegation_needs_a_reason_and_ends_its_duties(scene: factory.Scene, report: Report) -> None:
    one = _listed(scene, report)
    _refused(errors.MissingReason, "撤回的理由", allegations.withdraw_allegation, actor=scene.handler,
             allegation_id=one.pk, reason=" ")  # fmt: skip

    allegations.withdraw_allegation(actor=scene.handler, allegation_id=one.pk, reason="反映人来信撤回", at=NOW)

    one.refresh_from_db()
    assert (one.withdrawn_on, one.change_reason) == (TODAY, "反映人来信撤回")
    assert not _open(report, "protection.screen")


# Screening and handling ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("is_checkable", "is_accepted", "open_kinds"),
    [
        (False, None, ("KEPT", "SETTLED")),
        (True, None, ("LETTER", "PRELIMINARY", "KEPT")),
        (True, False, ("LETTER", "PRELIMINARY", "KEPT")),
        (True, True, ("LETTER", "PRELIMINARY", "KEPT", "SETTLED")),
    ],
)
def test_which_handlings_the_screening_leaves_open(
    is_checkable: bool, is_accepted: bool | None, open_kinds: tuple[str, ...]
) -> None:
    assert rules.handlings_open(is_checkable=is_checkable, is_accepted=is_accepted) == open_kinds


def test_screening_wants_a_reason_of_its_own(scene: factory.Scene, report: Report) -> None:
    one = _listed(scene, report)

    _refused(
        errors.MissingReason, "至少要 20 个字", screening.screen_allegation, actor=scene.handler, allegation_id=one.pk,
        is_checkable=True, reason="可以查",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("is_checkable", "kind", "more", "says"),
    [
        (True, "SETTLED", {}, "查清以前不能了结"),
        (False, "PRELIMINARY", {}, "只能暂存待查或者予以了结"),
        (False, "KEPT", {}, "哪一天再看"),
        (False, "KEPT", {"look_again_on": TODAY}, "在今天以后"),
        (True, "PRELIMINARY", {"clause": "检举控告规则 第999条"}, "不是有效的条款"),
        (True, "PRELIMINARY", {"reason": "查"}, "至少要 20 个字"),
    ],
)
def test_handlings_the_rules_do_not_allow(
    scene: factory.Scene, report: Report, is_checkable: bool, kind: str, more: dict[str, Any], says: str
) -> None:
    one = _screened(scene, _listed(scene, report), is_checkable=is_checkable)
    given = {"reason": REASON, "clause": factory.CLAUSE} | more

    _refused(Refusal, says, screening.propose_handling, actor=scene.handler, allegation_id=one.pk, kind=kind, **given)


def test_a_handling_is_approved_by_somebody_else(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report))
    _propose(scene, one, "PRELIMINARY")
    assert one.handling_approved_by == ""
    _refused(NotHere, "", screening.approve_handling, actor=scene.handler, allegation_id=one.pk)

    screening.approve_handling(actor=scene.leader, allegation_id=one.pk, at=NOW)

    one.refresh_from_db()
    assert one.handling_approved_on == TODAY
    assert one.handling_by != one.handling_approved_by
    assert not _open(report, "protection.approve_handling")
    assert _open(report, "protection.team")


def test_who_holds_both_roles_does_not_approve_his_own_proposal(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report))
    _propose(scene, one, "PRELIMINARY")
    one.handling_by = f"accounts.account:{scene.leader.account_id}"
    one.save()

    _refused(
        errors.Conflicted, "另一位负责人审批", screening.approve_handling, actor=scene.leader, allegation_id=one.pk
    )


def test_a_returned_handling_is_proposed_anew(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report))
    _propose(scene, one, "PRELIMINARY")

    screening.return_handling(
        actor=scene.leader, allegation_id=one.pk, reason="先请本人作书面说明，能说清楚的就不要初核。", at=NOW
    )

    one.refresh_from_db()
    assert (one.handling, one.handling_by) == ("", "")
    assert "先请本人作书面说明" in _open(report, "protection.handle")[0].why


def test_what_is_kept_comes_back_on_its_day(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report), is_checkable=False)
    _propose(scene, one, "KEPT", look_again_on=TODAY + timedelta(days=90))
    screening.approve_handling(actor=scene.leader, allegation_id=one.pk, at=NOW)
    one.refresh_from_db()

    assert [duty.due_on for duty in _open(report, "protection.look_again")] == [TODAY + timedelta(days=90)]
    assert standing.step_of(one) == rules.LOOK_AGAIN
    _refused(errors.NotYet, "暂存待查", findings.conclude, actor=scene.leader, report_id=report.pk)


def test_in_shandong_a_letter_waits_for_a_written_explanation(scene: factory.Scene, report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(region="370100")
    report.refresh_from_db()
    one = _screened(scene, _listed(scene, report))

    with pytest.raises(errors.NotYet, match="先请干部本人作书面说明") as refusal:
        _propose(scene, one, "LETTER")

    assert "山东慎用函询" in refusal.value.clause


def test_elsewhere_the_packs_say_nothing_and_a_letter_may_be_proposed(scene: factory.Scene, report: Report) -> None:
    one = _screened(scene, _listed(scene, report))

    _propose(scene, one, "LETTER")

    assert one.handling == "LETTER"
