"""Pages of application, acceptance, team and filing: what was typed is kept, nobody else gets in, costs are fixed."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.audit.models import Entry
from dandang.ledger.matters.models import Evidence
from dandang.parts.tolerance.actions import filings, team
from dandang.parts.tolerance.models import Case, Filing, PartyOpinion, RecusalRequest, Statement
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import matters, registry, tolerance

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
REASON = "申请里没有写清是哪一项失误，也没有附任何决策材料，无法判断是否属于容错情形。"
WIDE = 70


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda at=None: at.date() if at else registry.TODAY)
    monkeypatch.setattr(timezone, "now", lambda: tolerance.NOW)


@pytest.fixture
def scene() -> tolerance.Scene:
    return tolerance.scene()


def _as(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def _page(name: str, *args: object) -> str:
    return reverse(f"tolerance:{name}", args=args)


def _typed(scene: tolerance.Scene, **changes: Any) -> dict[str, Any]:
    values = {
        "matter": "new", "title": "柳溪镇提灌站改造延误", "happened_from": "2026-03-12", "happened_to": "",
        "summary": "汛期前改造，工期延误两个月。", "kind": "HARD", "role": "DECIDED", "acted_on": "2026-03-12",
        "account_given": tolerance.ACCOUNT, "measures_taken": "补办了手续。",
        "organ": str(scene.county.discipline.pk), "go": "check",
    }  # fmt: skip
    return values | changes


def _scan(name: str = "签字.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, matters.PDF, "application/pdf")


# Application -----------------------------------------------------------------------------------------------------


def test_person_writes_checks_goes_back_and_sends(scene: tolerance.Scene) -> None:
    client = _as(scene.person)

    form = client.get(_page("apply"), {"as": "PERSON"}).content.decode()
    checked = client.post(_page("apply") + "?as=PERSON", _typed(scene)).content.decode()
    back = client.post(_page("apply") + "?as=PERSON", _typed(scene, go="back")).content.decode()
    none_yet = Case.objects.count()
    sent = client.post(_page("apply") + "?as=PERSON", _typed(scene, go="send"))

    assert "打印空白申请表" in form
    assert "县纪委监委" in form
    assert "确认提交" in checked
    assert tolerance.ACCOUNT in checked
    assert "能否撤回" in checked
    assert tolerance.ACCOUNT in back
    assert "核对后提交" in back
    assert none_yet == 0
    assert sent.status_code == 302
    assert Case.objects.get().opening == "PERSON"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"title": ""}, "请填写事项名称"),
        ({"acted_on": "去年三月"}, "请写成 2026-11-23 这样"),
        ({"acted_on": "2026-12-01", "go": "send"}, "行为日晚于申请日期"),
        ({"account_given": "附件【机密】", "go": "send"}, "国家秘密"),
        ({"organ": "999999"}, "选择"),
    ],
)
def test_what_was_typed_is_kept_beside_the_sentence(scene: tolerance.Scene, changes: dict[str, str], says: str) -> None:
    page = _as(scene.person).post(_page("apply") + "?as=PERSON", _typed(scene, **changes)).content.decode()

    assert says in page
    assert "补办了手续。" in page
    assert not Case.objects.exists()


def test_unit_names_its_person_and_nobody_elses(scene: tolerance.Scene) -> None:
    client = _as(scene.unit_officer)
    address = _page("apply") + "?as=UNIT&who="

    start = client.get(_page("apply")).content.decode()
    stranger = client.get(address + "钱干事").content.decode()
    sent = client.post(address + "顾明川", _typed(scene, go="send"))

    assert "单位申请" in start
    assert "问责时同步考虑" not in start
    assert "没有找到“钱干事”" in stranger
    assert sent.status_code == 302
    assert Case.objects.get().applicant_name == "柳溪镇"


def test_namesakes_are_told_apart_by_number(scene: tolerance.Scene) -> None:
    other = registry.person(scene.county.finance, "顾明川")

    page = _as(scene.handler).get(_page("apply"), {"as": "ORGAN", "who": "顾明川"}).content.decode()
    named = _as(scene.handler).get(_page("apply"), {"as": "ORGAN", "who": other.number})

    assert "几位同名的" in page
    assert other.number in page
    assert "县财政局" in named.content.decode()


def test_office_keys_a_signed_form_with_its_scan(scene: tolerance.Scene) -> None:
    address = _page("apply") + "?as=ORGAN&who=顾明川"
    paper = _typed(scene, is_on_paper="on", applied_on="2026-11-18")
    client = _as(scene.handler)

    without = client.post(address, paper).content.decode()
    keyed = client.post(address, paper | {"scan": _scan()})

    case = Case.objects.get()
    assert "请附签字申请表的扫描件" in without
    assert keyed.status_code == 302
    assert (case.opening, case.applicant_name, case.applied_on.isoformat()) == ("PERSON", "顾明川", "2026-11-18")
    assert Statement.objects.get(case=case).scan_digest


def test_accountability_is_chosen_and_the_party_organisation_heard(scene: tolerance.Scene) -> None:
    matter = matters.matter(scene.handler, scene.county.township, scene.concerned)
    row = matters.accountability(scene.handler, matter, scene.concerned, scene.county.discipline)
    address = _page("apply") + "?as=ACCOUNTABILITY&who=顾明川"
    typed = _typed(scene, matter=str(matter.pk), accountability=str(row.pk), go="send")
    client = _as(scene.handler)

    missing = client.post(address, typed).content.decode()
    client.post(address, typed | {"party_organisation": "柳溪镇党委", "party_opinion": "建议容错"})

    row.refresh_from_db()
    assert "dd-errors" in missing
    assert row.consideration == "CASE_OPENED"


# Acceptance ------------------------------------------------------------------------------------------------------


def test_office_accepts_and_the_person_is_told(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    client = _as(scene.handler)

    page = client.get(_page("accept", case.pk)).content.decode()
    answer = client.post(_page("accept", case.pk), {"go": "accept", "needs_outside": "on"})

    case.refresh_from_db()
    assert "未规定" in page
    assert "安徽 第11点" in page
    assert "受理，由我承办" in page
    assert answer.status_code == 302
    assert (case.state, case.needs_outside) == ("ACCEPTED", True)


def test_refusal_is_read_over_before_it_goes_out(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    client = _as(scene.handler)
    typed = {"reason": REASON, "clause": "安徽 第11点"}

    short = client.post(_page("accept", case.pk), typed | {"go": "refuse", "reason": "不行"}).content.decode()
    check = client.post(_page("accept", case.pk), typed | {"go": "check"}).content.decode()
    before = Case.objects.get().state
    client.post(_page("accept", case.pk), typed | {"go": "refuse"})

    assert "至少 20 个字" in short
    assert "确认不予受理" in check
    assert REASON in check
    assert (before, Case.objects.get().state) == ("APPLIED", "REFUSED")


def test_who_must_recuse_sees_why_and_no_button(scene: tolerance.Scene) -> None:
    case = tolerance.applied(scene)
    brother = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.kin)

    page = _as(brother).get(_page("accept", case.pk)).content.decode()

    assert "您要回避" in page
    assert "亲属关系" in page
    assert "受理，由我承办" not in page


@pytest.mark.parametrize("name", ["accept", "team", "voices", "end", "raise"])
def test_case_id_of_another_place_is_not_here_and_on_record(scene: tolerance.Scene, name: str) -> None:
    case = tolerance.accepted(scene)
    elsewhere = registry.organisation(scene.county.city, "邻县", "REGION")
    role = "DISCIPLINE_LEADER" if name == "raise" else "DISCIPLINE_OFFICER"
    stranger = registry.actor_of(role, elsewhere, who=registry.person(elsewhere, "外人"))

    answer = _as(stranger).get(_page(name, case.pk))

    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()
    assert Entry.objects.filter(verb="access.route.refused").exists()


def test_withdrawn_application_shows_where_it_stands(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    Case.objects.filter(pk=case.pk).update(state="WITHDRAWN", end_reason="不办了", ended_on=tolerance.NOW.date())

    page = _as(scene.handler).get(_page("accept", case.pk)).content.decode()
    posted = _as(scene.handler).post(_page("accept", case.pk), {"go": "accept"}).content.decode()

    assert "已撤回" in page
    assert "受理，由我承办" not in page
    assert "不能办理这一步" in posted


def test_unit_takes_its_application_back_and_nobody_else_does(scene: tolerance.Scene) -> None:
    case = tolerance.applied(
        scene, actor=scene.unit_officer, opening="UNIT", applicant_organisation_id=scene.county.township.pk
    )

    foreign = _as(scene.finance_officer).post(_page("withdraw", case.pk), {"reason": "不办了"})
    silent = _as(scene.unit_officer).post(_page("withdraw", case.pk), {"reason": ""})
    done = _as(scene.unit_officer).post(_page("withdraw", case.pk), {"reason": "问题已在本单位解决"})

    assert foreign.status_code == 404
    assert "dd-errors" in silent.content.decode()
    assert done.status_code == 302
    assert Case.objects.get().state == "WITHDRAWN"


# Team ------------------------------------------------------------------------------------------------------------


def test_leader_assigns_from_those_who_are_free_and_starts(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    client = _as(scene.leader)
    two = [one.pk for one in scene.investigators[:2]]

    page = client.get(_page("team", case.pk)).content.decode()
    barred = client.post(_page("team_assign", case.pk), {"part": "INVESTIGATOR", "person_ids": [scene.kin.pk]})
    client.post(_page("team_assign", case.pk), {"part": "INVESTIGATOR", "person_ids": two})
    ready = client.get(_page("team", case.pk)).content.decode()
    started = client.post(_page("team_start", case.pk))

    assert "与当事人顾明川有亲属关系" in page
    assert "2 人" in page
    assert barred.status_code == 400
    assert "dd-errors" in barred.content.decode()
    assert "开始核实" in ready
    assert started.status_code == 302
    assert Case.objects.get().state == "INVESTIGATING"


def test_team_page_costs_the_same_however_many_candidates(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    client = _as(scene.leader)
    client.get(_page("team", case.pk))
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(_page("team", case.pk))
    for _ in range(12):
        registry.person(scene.county.discipline)
    with CaptureQueriesContext(connection) as many:
        client.get(_page("team", case.pk))

    assert len(few) == len(many) <= WIDE


def test_recusal_is_answered_and_done_on_the_page(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    first, second = scene.investigators[:2]
    request_id = team.ask_recusal(
        actor=scene.person, case_id=case.pk, about_id=first.pk, reason="与施工方是亲戚", at=tolerance.NOW
    )
    client = _as(scene.leader)

    page = client.get(_page("team", case.pk)).content.decode()
    client.post(_page("recusal_answer", case.pk, request_id), {"is_granted": "yes", "answer": "属实"})
    client.post(_page("team_recuse", case.pk, second.pk), {"reason": "与证人是同学"})

    assert "与施工方是亲戚" in page
    assert RecusalRequest.objects.get().is_granted
    assert case.assignments.filter(recused_at__isnull=False).count() == 2


def test_request_of_another_case_is_not_here(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    answer = _as(scene.leader).post(_page("recusal_answer", case.pk, 9999), {"is_granted": "yes", "answer": "属实"})

    assert answer.status_code == 404


def test_case_is_ended_and_another_handed_up_on_the_page(scene: tolerance.Scene) -> None:
    case = tolerance.accepted(scene)
    client = _as(scene.leader)
    upper = scene.city_leader.grants[0].organisation_id
    party = registry.Organisation.objects.get(parent_id=upper, name="市纪委监委")

    client.post(_page("raise", case.pk), {"organ_id": party.pk, "reason": "成员都要回避"})
    ended = _as(scene.city_leader).post(_page("end", case.pk), {"reason": "本人去世"})

    case.refresh_from_db()
    assert (case.organ_id, case.state) == (party.pk, "ENDED")
    assert ended.status_code == 302


# Those who are heard ---------------------------------------------------------------------------------------------


def test_views_statements_and_evidence_are_recorded(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    client = _as(scene.investigator)

    client.post(_page("party_ask", case.pk), {"organisation_name": "柳溪镇党委", "asked_on": "2026-11-20"})
    client.post(_page("party_answer", case.pk), {"opinion": "建议容错", "answered_on": "2026-11-21"})
    client.post(_page("outside_add", case.pk), {"name": "赵代表", "capacity": "MASSES", "took_part_on": "2026-11-21"})
    paper = {"author": "UNIT", "author_name": "柳溪镇", "given_on": "2026-11-20", "text": "情况属实"}
    client.post(_page("statement_key", case.pk), paper | {"upload": _scan()})
    proof = {"title": "会商记录", "kind": "DOCUMENT", "provided_by": "镇政府"}
    client.post(_page("evidence_add", case.pk), proof | {"upload": _scan("会商.pdf")})
    page = client.get(_page("voices", case.pk)).content.decode()

    assert PartyOpinion.objects.get().opinion == "建议容错"
    assert case.outside_participants.count() == 1
    assert Statement.objects.get().way == "PAPER"
    assert Evidence.objects.get().sha256
    assert "建议容错" in page
    assert "赵代表" in page
    assert "情况属实" in page


def test_bad_evidence_keeps_what_was_typed(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    proof = {"title": "会商记录", "kind": "DOCUMENT", "provided_by": "镇政府", "sha256": "0" * 64}

    page = _as(scene.handler).post(_page("evidence_add", case.pk), proof | {"upload": _scan()}).content.decode()

    assert "SHA-256 不符" in page
    assert "会商记录" in page
    assert not Evidence.objects.exists()


# Filings ---------------------------------------------------------------------------------------------------------


def _plan(scene: tolerance.Scene, **changes: str) -> dict[str, str]:
    values = {
        "organisation": str(scene.county.township.pk), "title": "农房抵押贷款试点", "plan": "选两个村。",
        "risks": "可能逾期，按季回访。", "decided_how": "镇党委会研究。", "starts_on": "2026-12-01",
    }  # fmt: skip
    return values | changes


def test_plan_is_filed_returned_filed_again_received_and_printed(scene: tolerance.Scene) -> None:
    unit, office = _as(scene.unit_officer), _as(scene.handler)

    late = unit.post(_page("filing_new"), _plan(scene, starts_on="2026-11-01")).content.decode()
    unit.post(_page("filing_new"), _plan(scene))
    first = Filing.objects.get()
    silent = office.post(_page("filing", first.pk), {"go": "return", "note": ""}).content.decode()
    office.post(_page("filing", first.pk), {"go": "return", "note": "没有写怎样退出"})
    draft = unit.get(_page("filing_new"), {"from": first.pk}).content.decode()
    unit.post(_page("filing_new"), _plan(scene, plan="选两个村，逾期的停止新增。"))
    second = Filing.objects.order_by("-pk")[0]
    office.post(_page("filing", second.pk), {"go": "receive", "note": ""})
    receipt = unit.get(_page("filing_receipt", second.pk)).content.decode()

    assert "开始以前报送" in late
    assert "还缺什么" in silent
    assert "可能逾期，按季回访。" in draft
    assert second.number in receipt
    assert "逾期的停止新增" in receipt
    assert unit.get(_page("filing_receipt", first.pk)).status_code == 404


def test_filing_of_another_unit_is_not_here(scene: tolerance.Scene) -> None:
    filing_id = filings.file_plan(
        actor=scene.unit_officer, organisation_id=scene.county.township.pk, title="试点", plan="选两个村",
        risks="逾期", decided_how="党委会", starts_on=tolerance.NOW.date(), at=tolerance.NOW,
    )  # fmt: skip

    answer = _as(scene.finance_officer).get(_page("filing", filing_id))
    listed = _as(scene.finance_officer).get(_page("filings")).content.decode()

    assert answer.status_code == 404
    assert "还没有事前备案" in listed
