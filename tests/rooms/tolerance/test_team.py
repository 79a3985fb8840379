"""Do the right people work on a case, does everybody else stay out, and is what was said kept?"""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters.models import Evidence
from dandang.parts.tolerance import errors
from dandang.parts.tolerance.actions import team
from dandang.parts.tolerance.models import Assignment, Case, PartyOpinion, RecusalRequest, Statement
from dandang.parts.tolerance.queries import reach
from dandang.parts.tolerance.queries import team as team_queries
from dandang.parts.tolerance.records import Upload
from dandang.registry.people.models import FamilyMember, Person
from tests.factories import matters, registry, tolerance

pytestmark = pytest.mark.django_db
NOW = tolerance.NOW
TODAY = date(2026, 11, 21)
SCAN = Upload("签字件.pdf", matters.PDF)


@pytest.fixture
def scene() -> tolerance.Scene:
    return tolerance.scene()


def _assign(scene: tolerance.Scene, case: Case, *people: Person, part: str = "INVESTIGATOR") -> None:
    team.assign(actor=scene.leader, case_id=case.pk, part=part, person_ids=[one.pk for one in people], at=NOW)


def _refused(wrong: type[Refusal], says: str, act: Any, **given: Any) -> None:
    with pytest.raises(wrong, match=says or None):
        act(**given, at=NOW)


# Conflicts -------------------------------------------------------------------------------------------------------


def test_candidates_show_each_conflict_and_those_without_come_first(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)

    found = {one.name: one for one in team_queries.candidates(case, on=TODAY)}

    assert not found["沈核一"].conflicts
    assert "亲属关系" in found["顾明山"].conflicts[0].why
    assert "承办" in found["周文澜"].conflicts[0].why
    assert list(found).index("沈核一") < list(found).index("顾明山")


def test_words_find_people_of_the_whole_county(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)

    found = team_queries.candidates(case, "邻镇", on=TODAY)

    assert [one.name for one in found] == ["邻镇干"]
    assert "同在一个单位" in found[0].conflicts[0].why


@pytest.mark.parametrize(
    ("who", "says"),
    [("kin", "亲属关系"), ("neighbour", "同在一个单位"), ("concerned", "当事人本人"), ("handler", "承办")],
)
def test_conflicted_people_are_not_assigned(scene: tolerance.Scene, who: str, says: str) -> None:
    case = tolerance.accepted(scene)
    person = getattr(scene, who)
    person_id = person.pk if isinstance(person, Person) else person.person_id

    _refused(
        errors.Conflicted, says, team.assign, actor=scene.leader, case_id=case.pk, part="INVESTIGATOR",
        person_ids=[scene.investigators[0].pk, person_id],
    )  # fmt: skip

    assert not Assignment.objects.filter(case=case, part="INVESTIGATOR").exists()


def test_whoever_took_part_in_the_matter_does_not_look_into_it(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    case.matter.involved.create(person=scene.investigators[0], role="ADVISED_AGAINST", added_at=NOW, added_by="测试")

    with pytest.raises(errors.Conflicted, match="参与过"):
        _assign(scene, case, scene.investigators[0])


def test_when_all_are_conflicted_the_way_out_is_named(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)

    with pytest.raises(errors.Conflicted, match="提级办理"):
        _assign(scene, case, scene.kin, scene.neighbour)


def test_investigator_does_not_decide_and_decider_does_not_investigate(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    first, second, third = scene.investigators

    with pytest.raises(errors.Conflicted, match="核实"):
        _assign(scene, case, first, part="DECIDER")
    _assign(scene, case, third, part="DECIDER")
    with pytest.raises(errors.Conflicted, match="研究"):
        _assign(scene, case, third)
    with pytest.raises(errors.WrongState):
        _assign(scene, case, second, part="REVIEWER")


def test_recused_person_never_comes_back(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    one = scene.investigators[0]
    team.recuse(actor=scene.leader, case_id=case.pk, person_id=one.pk, reason="与施工单位负责人是同学", at=NOW)

    with pytest.raises(errors.Conflicted, match="只任一职"):
        _assign(scene, case, one)


@pytest.mark.parametrize("state", ["RETIRED", "LEFT", "DEAD"])
def test_people_who_no_longer_serve_are_not_assigned(scene: tolerance.Scene, state: str) -> None:
    case = tolerance.accepted(scene)
    Person.objects.filter(pk=scene.investigators[0].pk).update(state=state)

    with pytest.raises(errors.NoLongerHere, match="沈核一"):
        _assign(scene, case, scene.investigators[0])


@pytest.mark.parametrize(("part", "ids", "says"), [("GUEST", [1], "什么工作"), ("INVESTIGATOR", [], "至少选一个")])
def test_assignment_needs_part_and_people(scene: tolerance.Scene, part: str, ids: list[int], says: str) -> None:
    case = tolerance.accepted(scene)

    _refused(BadInput, says, team.assign, actor=scene.leader, case_id=case.pk, part=part, person_ids=ids)


@pytest.mark.parametrize("part", ["INVESTIGATOR", "HANDLER"])
def test_a_leader_gives_himself_no_part_and_keeps_the_case(scene: tolerance.Scene, part: str) -> None:
    case = tolerance.accepted(scene)
    leader = registry.actor_of(
        "DISCIPLINE_LEADER", scene.county.discipline, who=registry.person(scene.county.discipline, "白带队")
    )

    with pytest.raises(errors.Conflicted, match="自己不核实"):
        team.assign(actor=leader, case_id=case.pk, part=part, person_ids=[leader.person_id or 0], at=NOW)


def test_only_who_leads_assigns(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)

    for actor in (scene.handler, scene.person, scene.unit_officer, scene.investigator):
        _refused(
            NotHere, "", team.assign, actor=actor, case_id=case.pk, part="INVESTIGATOR",
            person_ids=[scene.investigators[0].pk],
        )  # fmt: skip


# The inquiry begins ----------------------------------------------------------------------------------------------


def test_inquiry_begins_with_two_and_each_has_the_duty(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    duties = Duty.objects.filter(subject=f"tolerance.case:{case.pk}", closed_at=None)
    assert case.state == "INVESTIGATING"
    assert {one.kind for one in duties} == {"tolerance.investigate"}
    assert {one.person_id for one in duties} == {one.pk for one in scene.investigators[:2]}


def test_one_alone_does_not_investigate(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    _assign(scene, case, scene.investigators[0])

    with pytest.raises(errors.NotYet, match="2 个人") as refused:
        team.start_investigation(actor=scene.leader, case_id=case.pk, at=NOW)

    assert refused.value.clause == "本系统规则 核实人数"


def test_conflict_that_arose_since_stops_the_start(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    _assign(scene, case, *scene.investigators[:2])
    FamilyMember.objects.create(
        person=scene.concerned, relation="表弟", name="沈核一", position=2, relative=scene.investigators[0]
    )

    with pytest.raises(errors.Conflicted, match="亲属关系"):
        team.start_investigation(actor=scene.leader, case_id=case.pk, at=NOW)


# Recusal ---------------------------------------------------------------------------------------------------------


def test_recused_investigator_loses_the_file_at_once(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    assert reach.case_to_see(scene.investigator, case.pk) == case

    team.recuse(
        actor=scene.investigator, case_id=case.pk, person_id=scene.investigators[0].pk, reason="与证人是同学", at=NOW
    )

    with pytest.raises(NotHere):
        reach.case_to_see(scene.investigator, case.pk)
    holders = Duty.objects.filter(subject=f"tolerance.case:{case.pk}", closed_at=None).values_list("kind", "person_id")
    assert set(holders) == {("tolerance.investigate", scene.investigators[1].pk), ("tolerance.team", None)}


def test_person_asks_that_somebody_recuse_and_is_answered(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    about = scene.investigators[0]
    request_id = team.ask_recusal(
        actor=scene.person, case_id=case.pk, about_id=about.pk, reason="与施工方负责人是亲戚", at=NOW
    )
    assert Duty.objects.get(kind="tolerance.recusal", closed_at=None).role == "DISCIPLINE_LEADER"

    team.answer_recusal(actor=scene.leader, request_id=request_id, is_granted=True, answer="情况属实", at=NOW)

    assert Assignment.objects.get(case=case, person=about).recusal_reason == "与施工方负责人是亲戚"
    assert RecusalRequest.objects.get().answer == "情况属实"
    assert not Duty.objects.filter(kind="tolerance.recusal", closed_at=None).exists()


@pytest.mark.parametrize(
    ("who", "about", "reason", "wrong"),
    [
        ("person", 0, " ", errors.MissingReason),
        ("person", 2, "他不公正", BadInput),  # the third has no part in the case
        ("finance_officer", 0, "不合适", NotHere),
    ],
)
def test_recusal_request_needs_a_reason_a_member_and_a_party(
    scene: tolerance.Scene, who: str, about: int, reason: str, wrong: type[Refusal]
) -> None:
    case = tolerance.investigating(scene)

    _refused(
        wrong, "", team.ask_recusal, actor=getattr(scene, who), case_id=case.pk,
        about_id=scene.investigators[about].pk, reason=reason,
    )  # fmt: skip


def test_request_is_answered_once_by_somebody_else_with_a_reason(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    about = scene.investigators[0].pk
    ask = {"actor": scene.person, "case_id": case.pk, "about_id": about, "reason": "与施工方是亲戚"}
    request_id = team.ask_recusal(**ask, at=NOW)
    answer = {"actor": scene.leader, "request_id": request_id, "is_granted": False, "answer": "查无亲属关系"}
    himself = replace(scene.leader, person_id=about)

    _refused(errors.AlreadyOpen, "正在研究", team.ask_recusal, **ask)
    _refused(errors.MissingReason, "理由", team.answer_recusal, **(answer | {"answer": " "}))
    _refused(NotHere, "", team.answer_recusal, **(answer | {"actor": himself}))
    team.answer_recusal(**answer, at=NOW)
    _refused(errors.WrongState, "已经答复", team.answer_recusal, **answer)

    assert Assignment.objects.get(case=case, person_id=about).recused_at is None


# Who was heard ---------------------------------------------------------------------------------------------------


def test_party_organisation_is_asked_and_its_answer_keyed(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    told = {"actor": scene.handler, "case_id": case.pk}

    _refused(errors.NotYet, "先登记征求", team.key_party_opinion, **told, opinion="同意容错", answered_on=TODAY)
    team.ask_party_organisation(**told, organisation_name="柳溪镇党委", asked_on=date(2026, 11, 18), at=NOW)
    _refused(BadInput, "早于", team.key_party_opinion, **told, opinion="同意", answered_on=date(2026, 11, 17))
    _refused(BadInput, "没有到", team.key_party_opinion, **told, opinion="同意", answered_on=date(2026, 11, 22))
    _refused(BadInput, "原文", team.key_party_opinion, **told, opinion=" ", answered_on=TODAY)
    team.key_party_opinion(**told, opinion="同意容错", answered_on=TODAY, at=NOW)
    _refused(errors.WrongState, "已经登记", team.key_party_opinion, **told, opinion="改口", answered_on=TODAY)
    _refused(
        errors.WrongState, "已经答复", team.ask_party_organisation, **told, organisation_name="别处", asked_on=TODAY
    )

    assert PartyOpinion.objects.get(case=case).opinion == "同意容错"


def test_outside_participant_has_capacity_and_day(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    row = {
        "actor": scene.investigator, "case_id": case.pk, "name": "村民代表赵某", "capacity": "SERVED",
        "took_part_on": TODAY, "opinion": "取水恢复及时",
    }  # fmt: skip

    _refused(BadInput, "身份", team.add_outside_participant, **(row | {"capacity": "FRIEND"}))
    _refused(BadInput, "姓名", team.add_outside_participant, **(row | {"name": " "}))
    team.add_outside_participant(**row, at=NOW)

    assert case.outside_participants.get().get_capacity_display() == "服务对象"


def _statement(case: Case, **given: Any) -> dict[str, Any]:
    values: dict[str, Any] = {
        "case_id": case.pk, "author": "PERSON", "author_name": "", "text": "当时雨情紧急，先口头报告了镇长。",
        "given_on": TODAY, "way": "SCREEN", "scan": None,
    }  # fmt: skip
    return values | given


def test_person_speaks_online_and_a_clerk_keys_paper_with_its_scan(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    paper = _statement(case, author="UNIT", author_name="柳溪镇", way="PAPER")

    team.add_statement(actor=scene.person, **_statement(case), at=NOW)
    _refused(BadInput, "扫描", team.add_statement, actor=scene.handler, **paper)
    team.add_statement(actor=scene.handler, **(paper | {"scan": SCAN}), at=NOW)

    own, keyed = Statement.objects.order_by("pk")
    assert (own.author_name, own.way) == ("顾明川", "SCREEN")
    assert keyed.scan_digest == hashlib.sha256(matters.PDF).hexdigest()


@pytest.mark.parametrize(
    ("who", "given", "wrong"),
    [
        ("handler", {}, errors.Conflicted),  # the office does not speak for the person on screen
        ("person", {"author": "UNIT"}, errors.Conflicted),
        ("person", {"way": "PAPER", "scan": SCAN}, errors.Conflicted),
        ("person", {"text": "  "}, BadInput),
        ("person", {"given_on": date(2026, 11, 22)}, BadInput),
        ("person", {"text": "附：绝密★一年"}, BadInput),
        ("handler", {"way": "PAPER", "scan": Upload("a.exe", b"MZ\x90\x00")}, BadInput),
        ("finance_officer", {}, NotHere),
    ],
)
def test_statement_is_the_speakers_own(
    scene: tolerance.Scene, who: str, given: dict[str, Any], wrong: type[Refusal]
) -> None:
    case = tolerance.investigating(scene)

    _refused(wrong, "", team.add_statement, actor=getattr(scene, who), **_statement(case, **given))

    assert not Statement.objects.exists()


# Evidence --------------------------------------------------------------------------------------------------------


def _bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (64 * 1024 * 1024))
    return packed.getvalue()


def test_person_adds_evidence_and_it_is_kept_with_the_matter(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    team.add_case_evidence(
        actor=scene.person, case_id=case.pk, title="会商记录", provided_by="本人", upload=SCAN,
        sha256=hashlib.sha256(matters.PDF).hexdigest().upper(), at=NOW,
    )  # fmt: skip

    piece = Evidence.objects.get(matter_id=case.matter_id)
    assert (piece.channel, piece.added_after_hearing) == ("PERSON", False)


def test_evidence_after_the_hearing_notice_is_marked(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)

    team.add_case_evidence(
        actor=scene.investigator, case_id=case.pk, title="补查记录", provided_by="核查组", upload=SCAN, at=NOW
    )

    assert Evidence.objects.get(matter_id=case.matter_id).added_after_hearing


@pytest.mark.parametrize(
    ("upload", "given", "says"),
    [
        (SCAN, {"sha256": "0" * 64}, "SHA-256"),  # the upload was cut or changed
        (Upload("半份.pdf", matters.PDF[:4]), {}, ""),
        (Upload("炸弹.docx", _bomb()), {}, ""),
        (Upload("程序.pdf", b"MZ\x90\x00" * 200), {}, ""),
        (Upload("【机密】会议纪要.pdf", matters.PDF), {}, "国家秘密"),
        (Upload("说明.txt", "机密★五年\n会商记录".encode()), {}, "国家秘密"),
        (None, {}, "上传文件"),
    ],
)
def test_bad_evidence_is_refused_and_nothing_kept(
    scene: tolerance.Scene, upload: Upload | None, given: dict[str, str], says: str
) -> None:
    case = tolerance.investigating(scene)

    _refused(
        BadInput, says, team.add_case_evidence, actor=scene.handler, case_id=case.pk, title="会商记录",
        provided_by="镇政府", upload=upload, **given,
    )  # fmt: skip

    assert not Evidence.objects.exists()


def test_strangers_add_nothing(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    _refused(
        NotHere, "", team.add_case_evidence, actor=scene.finance_officer, case_id=case.pk, title="线索",
        provided_by="某人", upload=SCAN,
    )  # fmt: skip


def test_team_page_shows_a_conflict_that_came_later(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    moved = scene.investigators[1]
    Person.objects.filter(pk=moved.pk).update(home=scene.county.township, home_path=scene.county.township.path)

    lines = {one.name: one for one in team_queries.team_of(case, on=TODAY)}

    assert "同在一个单位" in lines["陆核二"].conflicts[0].why
    assert not lines["沈核一"].conflicts
    assert case.region == registry.REGION
