"""Does a case open only for those who may, about what is theirs, once, and with everybody told?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.law.policies import queries as policies
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters import actions as matter_actions
from dandang.ledger.matters.models import Accountability, Involvement, Matter
from dandang.ledger.notices.models import Notice
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import opening
from dandang.parts.tolerance.models import Assignment, Case
from dandang.parts.tolerance.queries import stages
from dandang.registry.access import queries as access
from dandang.registry.people.models import Person
from tests.factories import matters, registry, tolerance

pytestmark = pytest.mark.django_db
NOW = tolerance.NOW
REASON = "申请里没有写清是哪一项失误，也没有附任何决策材料，无法判断是否属于容错情形。"


@pytest.fixture
def scene() -> tolerance.Scene:
    return tolerance.scene()


def _told(person: Person) -> list[Notice]:
    accounts = access.accounts_of_people([person.pk])
    return list(Notice.objects.filter(account_id__in=accounts).order_by("pk"))


def _open_duties(case: Case) -> set[str]:
    return set(Duty.objects.filter(subject=f"tolerance.case:{case.pk}", closed_at=None).values_list("kind", flat=True))


# Applications ----------------------------------------------------------------------------------------------------


def test_person_applies_and_the_office_has_the_duty(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)

    assert case.state == "APPLIED"
    assert case.number == "青容〔2026〕1号"
    assert case.matter.number.startswith("青禾事〔2026〕")
    assert Involvement.objects.get(matter=case.matter).role == "DECIDED"
    assert case.person_post == "副镇长"
    duty = Duty.objects.get(subject=f"tolerance.case:{case.pk}")
    assert (duty.kind, duty.role, duty.due_on) == ("tolerance.accept", "DISCIPLINE_OFFICER", None)
    assert "接下来：" in _told(scene.concerned)[0].body
    assert Entry.objects.filter(verb="tolerance.case.applied", target=f"tolerance.case:{case.pk}").exists()


def test_procedure_is_pinned_with_its_editions_and_clauses(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)

    assert "anhui-2018@2018-05-01" in case.procedure["editions"]
    assert case.procedure["officer_role"] == "DISCIPLINE_OFFICER"
    assert case.procedure["gate"]["citation"]["text"] == "安徽 第11点"
    assert case.region == registry.REGION


def test_numbers_are_never_given_twice(scene: tolerance.Scene) -> None:
    first = tolerance.applied(scene)
    opening.withdraw_case(actor=scene.person, case_id=first.pk, reason="材料还不全", at=NOW)

    second = tolerance.applied(scene)

    assert second.number == "青容〔2026〕2号"


def test_unit_applies_for_its_own_and_is_told(scene: tolerance.Scene) -> None:
    case = tolerance.applied(
        scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk
    )

    assert case.applicant_name == "柳溪镇"
    assert case.applicant_organisation_id == scene.county.township.pk
    assert Notice.objects.filter(account_id=scene.unit_officer.account_id).count() == 1
    assert "柳溪镇为顾明川提出" in _told(scene.concerned)[0].body


def test_applicant_whom_the_text_does_not_name_is_told_who_may(
    scene: tolerance.Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = policies.procedure(region=registry.REGION, on=NOW.date())
    assert said is not None
    without = replace(said, openers=tuple(one for one in said.openers if one.who in {"PERSON", "UNIT"}))
    monkeypatch.setattr(policies, "procedure", lambda **_: without)

    with pytest.raises(errors.MayNotApply) as refused:
        tolerance.applied(
            scene, actor=scene.unit_officer, opening="PARTY_ORGANISATION",
            applicant_organisation_id=scene.county.township.pk,
        )  # fmt: skip

    assert refused.value.clause == "安徽 第11点"
    assert "本人、所在单位" in refused.value.sentence


def test_without_a_procedure_nothing_opens(scene: tolerance.Scene) -> None:
    with pytest.raises(errors.NotYet, match="政策包"):
        tolerance.applied(scene, acted_on=date(1985, 1, 1), applied_on=date(1985, 1, 2))


@pytest.mark.parametrize(
    ("who", "opened_as", "unit"),
    [
        ("neighbour", "PERSON", None),  # another person in his name
        ("finance_officer", "UNIT", "township"),  # another unit's officer
        ("unit_officer", "ORGAN", None),  # a unit as if it were the organ
        ("person", "UNIT", "township"),  # the person as if he were the unit
    ],
)
def test_others_may_not_apply(scene: tolerance.Scene, who: str, opened_as: str, unit: str | None) -> None:
    actor = getattr(scene, who)
    if isinstance(actor, Person):
        actor = registry.actor_of("CADRE", scene.county.township, who=actor)
    organisation = getattr(scene.county, unit).pk if unit else None

    with pytest.raises(Refusal) as refused:
        tolerance.applied(scene, actor=actor, opening=opened_as, applicant_organisation_id=organisation)

    assert refused.value.status in {403, 404}
    assert not Case.objects.exists()


def test_unit_does_not_speak_for_a_stranger(scene: tolerance.Scene) -> None:
    with pytest.raises(errors.NoLongerHere, match="县财政局"):
        tolerance.applied(
            scene, actor=scene.finance_officer, opening="UNIT", applicant_organisation_id=scene.county.finance.pk
        )


def test_organ_does_not_open_its_officers_own_case(scene: tolerance.Scene) -> None:
    own = Person.objects.get(pk=scene.handler.person_id)

    with pytest.raises(errors.Conflicted, match="本人名义"):
        tolerance.applied(scene, actor=scene.handler, opening="ORGAN", person_id=own.pk)


def test_somebody_elses_matter_looks_as_if_it_did_not_exist(scene: tolerance.Scene) -> None:
    foreign = matters.matter(access.system_actor(), scene.county.finance)

    with pytest.raises(NotHere):
        tolerance.applied(scene, matter_id=foreign.pk, matter=None)
    with pytest.raises(NotHere):
        tolerance.applied(
            scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk,
            matter_id=foreign.pk, matter=None,
        )  # fmt: skip


def test_restricted_matter_is_not_the_units_to_name(scene: tolerance.Scene) -> None:
    secret = matters.matter(access.system_actor(), scene.county.township, scene.concerned, is_restricted=True)

    with pytest.raises(NotHere):
        tolerance.applied(
            scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk,
            matter_id=secret.pk, matter=None,
        )  # fmt: skip


@pytest.mark.parametrize(("state", "says"), [("DEAD", "去世"), ("LEFT", "调出")])
def test_person_who_died_or_left_has_no_case_here(scene: tolerance.Scene, state: str, says: str) -> None:
    Person.objects.filter(pk=scene.concerned.pk).update(state=state)

    with pytest.raises(errors.NoLongerHere, match=says):
        tolerance.applied(scene, actor=scene.handler, opening="ORGAN")


def test_person_who_moved_is_answered_by_who_manages_him_now(scene: tolerance.Scene) -> None:
    city = scene.county.city
    Person.objects.filter(pk=scene.concerned.pk).update(managed_by=city, manager_path=city.path)

    with pytest.raises(BadInput, match="清源市管理"):
        tolerance.applied(scene)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"applied_on": date(2026, 11, 22)}, "申请日期还没有到"),
        ({"acted_on": date(2026, 11, 22)}, "行为日晚于申请日期"),
        ({"account_given": "  "}, "事情经过"),
        ({"account_given": "见附件【机密】会议纪要"}, "机密"),
        ({"matter": None}, "请选一件"),
        ({"opening": "FRIEND"}, "由谁提出"),
    ],
)
def test_bad_input_is_named(scene: tolerance.Scene, given: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        tolerance.applied(scene, **given)

    assert not Matter.objects.exists()


def test_second_application_is_led_to_the_first(scene: tolerance.Scene) -> None:
    first = tolerance.applied(scene)

    with pytest.raises(errors.AlreadyOpen, match=first.number):
        tolerance.applied(scene, matter_id=first.matter_id, matter=None)


def test_decided_matter_is_led_to_the_review(scene: tolerance.Scene) -> None:
    first = tolerance.ready(scene)
    Case.objects.filter(pk=first.pk).update(state="ENDED", end_reason="本人去世", ended_on=NOW.date())

    second = tolerance.applied(scene, matter_id=first.matter_id, matter=None)

    assert second.state == "APPLIED"


# Beside accountability -------------------------------------------------------------------------------------------


def _accountability(scene: tolerance.Scene) -> Accountability:
    matter = matters.matter(scene.handler, scene.county.township, scene.concerned)
    return matters.accountability(scene.handler, matter, scene.concerned, scene.county.discipline)


def _beside(scene: tolerance.Scene, row: Accountability, **given: Any) -> Case:
    values: dict[str, Any] = {
        "actor": scene.handler, "opening": "ACCOUNTABILITY", "matter_id": row.matter_id, "matter": None,
        "accountability_id": row.pk, "party_organisation": "柳溪镇党委", "party_opinion": "属于探索中的失误，建议容错",
    }  # fmt: skip
    return tolerance.applied(scene, **(values | given))


def test_case_beside_accountability_is_on_record_there(scene: tolerance.Scene) -> None:
    row = _accountability(scene)

    case = _beside(scene, row)

    row.refresh_from_db()
    assert row.consideration == "CASE_OPENED"
    assert row.tolerance_case == f"tolerance.case:{case.pk}"
    assert row.consideration_clauses == "安徽 第11点"
    assert case.accountability_id == row.pk


def test_accountability_wants_the_party_organisation_heard(scene: tolerance.Scene) -> None:
    row = _accountability(scene)

    with pytest.raises(errors.NotYet, match="听取"):
        _beside(scene, row, party_opinion=" ")

    row.refresh_from_db()
    assert (row.consideration, Case.objects.count()) == ("", 0)


def test_own_application_finds_the_running_accountability(scene: tolerance.Scene) -> None:
    row = _accountability(scene)

    case = tolerance.applied(scene, matter_id=row.matter_id, matter=None)

    assert case.accountability_id == row.pk
    assert row.number in Duty.objects.get(subject=f"tolerance.case:{case.pk}").why


def test_accountability_of_somebody_else_is_not_here(scene: tolerance.Scene) -> None:
    row = _accountability(scene)
    matter_actions.add_involvement(
        actor=scene.handler, matter_id=row.matter_id, person_id=scene.neighbour.pk, role="DID", at=NOW
    )

    with pytest.raises(NotHere):
        _beside(scene, row, person_id=scene.neighbour.pk)


def test_refused_case_sets_the_accountability_free_to_be_considered_again(scene: tolerance.Scene) -> None:
    row = _accountability(scene)
    case = _beside(scene, row)

    opening.refuse_case(actor=scene.handler, case_id=case.pk, reason=REASON, clause="安徽 第11点", at=NOW)

    row.refresh_from_db()
    assert row.consideration == "WITHDRAWN"


# Acceptance ------------------------------------------------------------------------------------------------------


def test_acceptance_makes_the_handler_and_tells_everybody(scene: tolerance.Scene) -> None:
    case = tolerance.applied(
        scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk
    )

    opening.accept_case(actor=scene.handler, case_id=case.pk, at=NOW)

    case.refresh_from_db()
    assert (case.state, case.accepted_on) == ("ACCEPTED", date(2026, 11, 21))
    assert Assignment.objects.get(case=case).person_id == scene.handler.person_id
    assert _open_duties(case) == {"tolerance.team"}
    told = _told(scene.concerned)[-1]
    assert "已受理" in told.title
    assert "承办人周文澜" in told.body
    assert "您可以：" in told.body
    assert Notice.objects.filter(account_id=scene.unit_officer.account_id, title__startswith="已受理").exists()


def test_refusal_carries_reason_and_clause_to_the_person(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)

    opening.refuse_case(actor=scene.handler, case_id=case.pk, reason=REASON, clause="安徽 第11点", at=NOW)

    case.refresh_from_db()
    assert (case.state, case.refusal_clause) == ("REFUSED", "安徽 第11点")
    told = _told(scene.concerned)[-1].body
    assert REASON in told
    assert "安徽 第11点" in told
    assert _open_duties(case) == set()


@pytest.mark.parametrize(
    ("reason", "clause", "wrong"),
    [
        ("", "安徽 第11点", errors.MissingReason),
        ("材料不全。", "安徽 第11点", errors.MissingReason),
        (REASON, "安徽 第99点", errors.ClauseNotInForce),
        (REASON, "云南 第9点", errors.ClauseNotInForce),
        (REASON, "", errors.ClauseNotInForce),
    ],
)
def test_refusal_needs_reasons_and_a_clause_in_force(
    scene: tolerance.Scene, reason: str, clause: str, wrong: type[Refusal]
) -> None:
    case = tolerance.applied(scene)

    with pytest.raises(wrong):
        opening.refuse_case(actor=scene.handler, case_id=case.pk, reason=reason, clause=clause, at=NOW)

    assert Case.objects.get(pk=case.pk).state == "APPLIED"


def test_act_of_before_the_text_is_not_judged_by_it(scene: tolerance.Scene) -> None:
    """DP12: no new rule for an old act."""
    matter = replace(tolerance.MATTER, happened_from=date(2017, 5, 1))
    case = tolerance.applied(scene, acted_on=date(2017, 5, 1), matter=matter)

    with pytest.raises(errors.ClauseNotInForce, match="2017-05-01"):
        opening.refuse_case(actor=scene.handler, case_id=case.pk, reason=REASON, clause="安徽 第11点", at=NOW)


def test_kin_does_not_accept(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    brother = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.kin)

    with pytest.raises(errors.Conflicted, match="亲属关系"):
        opening.accept_case(actor=brother, case_id=case.pk, at=NOW)


def test_person_concerned_does_not_accept_his_own(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    both = replace(scene.person, grants=scene.handler.grants)

    with pytest.raises(NotHere):
        opening.accept_case(actor=both, case_id=case.pk, at=NOW)


def test_account_without_a_person_accepts_nothing(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    nobody = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    with pytest.raises(errors.NoPerson):
        opening.accept_case(actor=nobody, case_id=case.pk, at=NOW)


def test_second_acceptance_finds_the_case_moved_on(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)

    with pytest.raises(errors.WrongState, match="已受理"):
        opening.accept_case(actor=scene.handler, case_id=case.pk, at=NOW)


def test_another_countys_officer_finds_nothing(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    elsewhere = registry.organisation(scene.county.city, "邻县", "REGION")
    stranger = registry.actor_of("DISCIPLINE_OFFICER", elsewhere, who=registry.person(elsewhere, "外人"))

    with pytest.raises(NotHere):
        opening.accept_case(actor=stranger, case_id=case.pk, at=NOW)


# Withdrawal, end, another organ ----------------------------------------------------------------------------------


def test_withdrawal_is_the_applicants_own(scene: tolerance.Scene) -> None:
    case = tolerance.applied(
        scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk
    )

    with pytest.raises(NotHere):
        opening.withdraw_case(actor=scene.person, case_id=case.pk, reason="不想麻烦组织", at=NOW)
    opening.withdraw_case(actor=scene.unit_officer, case_id=case.pk, reason="问题已在本单位解决", at=NOW)

    case.refresh_from_db()
    assert (case.state, case.end_reason) == ("WITHDRAWN", "问题已在本单位解决")
    assert _open_duties(case) == set()
    assert "不作任何不利的推断" in _told(scene.concerned)[-1].body


def test_withdrawn_case_takes_no_further_step(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    opening.withdraw_case(actor=scene.person, case_id=case.pk, reason="材料还不全", at=NOW)

    with pytest.raises(errors.WrongState, match="已撤回"):
        opening.accept_case(actor=scene.handler, case_id=case.pk, at=NOW)
    with pytest.raises(errors.WrongState, match="已撤回"):
        opening.withdraw_case(actor=scene.person, case_id=case.pk, reason="再撤一次", at=NOW)


def test_after_the_hearing_notice_nothing_is_withdrawn(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)

    with pytest.raises(errors.WrongState):
        opening.withdraw_case(actor=scene.person, case_id=case.pk, reason="不办了", at=NOW)


def test_case_of_somebody_who_died_ends_without_a_finding(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    with pytest.raises(errors.MissingReason):
        opening.end_case(actor=scene.handler, case_id=case.pk, reason=" ", at=NOW)
    opening.end_case(actor=scene.handler, case_id=case.pk, reason="本人因病去世", at=NOW)

    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("ENDED", date(2026, 11, 21))
    assert _open_duties(case) == set()


def test_case_goes_up_and_the_county_no_longer_holds_it(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    upper = scene.city_leader.grants[0].organisation_id

    opening.raise_case(
        actor=scene.leader, case_id=case.pk, organ_id=upper or 0, reason="班子成员都与当事人共过事", at=NOW
    )

    case.refresh_from_db()
    assert case.organ_id == upper
    assert Duty.objects.get(subject=f"tolerance.case:{case.pk}", closed_at=None).organisation_id == upper
    with pytest.raises(NotHere):
        opening.end_case(actor=scene.leader, case_id=case.pk, reason="不办了", at=NOW)


@pytest.mark.parametrize(
    ("who", "where", "reason", "says"),
    [
        ("leader", "discipline", "都要回避", "已经在县纪委监委"),
        ("leader", "city", " ", "为什么由别的机关"),
    ],
)
def test_raising_needs_another_organ_and_a_reason(
    scene: tolerance.Scene, who: str, where: str, reason: str, says: str
) -> None:
    case = tolerance.accepted(scene)

    with pytest.raises(BadInput, match=says):
        opening.raise_case(
            actor=getattr(scene, who), case_id=case.pk, organ_id=getattr(scene.county, where).pk, reason=reason, at=NOW
        )


def test_designation_of_an_equal_is_the_upper_organs(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    equal = registry.organisation(scene.county.city, "邻县", "REGION")

    with pytest.raises(BadInput, match="上级指定"):
        opening.raise_case(actor=scene.leader, case_id=case.pk, organ_id=equal.pk, reason="都要回避", at=NOW)
    opening.raise_case(actor=scene.city_leader, case_id=case.pk, organ_id=equal.pk, reason="指定管辖", at=NOW)

    assert Case.objects.get(pk=case.pk).organ_id == equal.pk


def test_deadline_of_acceptance_is_counted_where_a_text_sets_one(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    open_ended = stages.stage_clock(case, "APPLIED", case.applied_on)
    for stage in case.procedure["stages"]:
        if stage["code"] == "APPLIED":
            stage["deadline"] |= {"amount": 5, "text": "5 个工作日内"}
    counted = stages.stage_clock(case, "APPLIED", date(2026, 11, 20))

    assert open_ended is not None
    assert open_ended.due is None
    assert "未规定" in open_ended.text
    assert counted is not None
    assert counted.due is not None
    assert counted.due.on == date(2026, 11, 27)


def test_same_application_sent_by_two_hands_at_once_leaves_one_case(scene: tolerance.Scene) -> None:
    first = tolerance.applied(scene)
    late = datetime(2026, 11, 21, 1, 0, tzinfo=UTC) + timedelta(seconds=1)

    with pytest.raises(errors.AlreadyOpen):
        tolerance.applied(scene, matter_id=first.matter_id, matter=None, at=late)

    assert Case.objects.count() == 1
