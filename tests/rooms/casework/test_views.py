"""A meeting on the pages, without scripts: planned, attended, keyed twice, minuted, printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dandang.ledger.casework import actions, kinds, models
from dandang.ledger.casework.records import CaseSummary, ElementRow
from dandang.registry.accounts.models import Account
from tests.factories import casework
from tests.factories.casework import MEMBERS, SUBJECT, Body
from tests.factories.registry import NOW, account, county, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


def _as(client: Client, who: Account) -> Client:
    client.force_login(who, backend=BACKEND)
    return client


def _clerk(sitting: Body, role: str = "DISCIPLINE_OFFICER") -> Account:
    return account(role, sitting.place.county, on=timezone.localdate())


def _plan(sitting: Body, **changes: Any) -> dict[str, Any]:
    typed = {
        "title": "2026年第5次容错纠错联席会议",
        "body_name": "青禾县容错纠错联席会议",
        "organ": sitting.place.discipline.pk,
        "planned_on": (timezone.localdate() + timedelta(days=3)).isoformat(),
        "place": "县委党校 203 室",
        "names": "",
    }
    return typed | changes


def _typed_votes(sitting: Body, **changes: str) -> dict[str, str]:
    """The fields of the sheet: everybody agrees; 魏长河 stands aside and has no field."""
    typed = {f"value_{sitting.members[name].pk}": "AGREE" for name in MEMBERS if name != "魏长河"}
    return typed | changes


# Planning --------------------------------------------------------------------------------------------------------


def test_members_are_gathered_by_name_and_the_meeting_is_planned(client: Client, sitting: Body) -> None:
    _as(client, _clerk(sitting))
    number = sitting.members["程砚秋"].number
    gathered = client.post("/meetings/new/", _plan(sitting, names=f"冯敬之、白屿\n{number}", find="1"))
    saved = client.post(
        "/meetings/new/",
        _plan(sitting, member=sitting.ids("冯敬之", "白屿"), chair=sitting.ids("白屿")[0], names=number, save="1"),
    )

    meeting = models.Meeting.objects.get()
    assert gathered.status_code == 200
    assert gathered.content.decode().count('name="member"') == 3
    assert "冯敬之、白屿" not in gathered.content.decode()
    assert saved["Location"] == f"/meetings/{meeting.pk}/"
    assert [member.name for member in meeting.members.all()] == ["冯敬之", "白屿", "程砚秋"]
    assert meeting.chair_id == sitting.ids("白屿")[0]


def test_a_name_nobody_or_several_bear_is_a_fault_and_nothing_typed_is_lost(client: Client, sitting: Body) -> None:
    person(sitting.place.finance, "白屿", managed_by=sitting.place.county)
    typed = _plan(sitting, names="白屿、无此人", member=sitting.ids("冯敬之"), save="1")

    response = _as(client, _clerk(sitting)).post("/meetings/new/", typed)
    page = response.content.decode()

    assert response.status_code == 400
    assert "没有找到“无此人”" in page
    assert "白屿、无此人</textarea>" in page.replace("\n", "")
    assert "叫“白屿”的有几位" in page
    assert "2026年第5次容错纠错联席会议" in page
    assert f'value="{sitting.ids("冯敬之")[0]}" checked' in page
    assert not models.Meeting.objects.exists()


def test_a_day_that_has_passed_stands_at_its_field(client: Client, sitting: Body) -> None:
    typed = _plan(sitting, planned_on="2020-01-01", member=sitting.ids("冯敬之"), save="1")

    response = _as(client, _clerk(sitting)).post("/meetings/new/", typed)

    assert response.status_code == 400
    assert "开会日期已经过去" in response.content.decode()


@pytest.mark.parametrize("member", ["x", "9" * 30, "²"])
def test_a_member_who_is_no_number_is_refused_in_words(client: Client, sitting: Body, member: str) -> None:
    response = _as(client, _clerk(sitting)).post("/meetings/new/", _plan(sitting, member=member, save="1"))

    assert response.status_code == 400
    assert "成员名单看不懂" in response.content.decode()


def test_members_are_changed_on_their_page(client: Client, sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    casework.on_agenda(sitting, meeting_id)
    _as(client, _clerk(sitting))
    url = f"/meetings/{meeting_id}/members/"

    shown = client.get(url).content.decode()
    nobody_left = client.post(url, {"member": sitting.ids("魏长河"), "save": "1"})
    changed = client.post(url, {"member": sitting.ids("白屿"), "names": "姜予安", "save": "1"})

    assert shown.count('name="member"') == 6
    assert nobody_left.status_code == 400
    assert "提级办理" in nobody_left.content.decode()
    assert changed.status_code == 302
    assert models.Member.objects.filter(meeting_id=meeting_id).count() == 2


# From the meeting to the minutes ---------------------------------------------------------------------------------


def test_a_meeting_goes_from_attendance_to_minutes(client: Client, sitting: Body) -> None:
    casework.rules_in_force()
    meeting_id = casework.planned(sitting, planned_on=timezone.localdate(), at=timezone.now())
    item_id = casework.on_agenda(sitting, meeting_id)
    other = f"value_{sitting.members['白屿'].pk}"
    reason = f"reason_{sitting.members['白屿'].pk}"
    dissent = _typed_votes(sitting, **{other: "AGAINST", reason: "工期没有重新论证"})
    _as(client, _clerk(sitting))

    client.post(
        f"/meetings/{meeting_id}/attendance/", {"held_on": timezone.localdate().isoformat(), "present": sitting.ids()}
    )
    client.post(f"/meetings/items/{item_id}/key/", dissent)
    own = client.get(f"/meetings/items/{item_id}/check/").content.decode()
    _as(client, _clerk(sitting, "ORG_OFFICER"))
    hidden = client.get(f"/meetings/{meeting_id}/").content.decode()
    blind = client.get(f"/meetings/items/{item_id}/check/").content.decode()
    differs = client.post(f"/meetings/items/{item_id}/check/", _typed_votes(sitting))
    checked = client.post(f"/meetings/items/{item_id}/check/", dissent, follow=True).content.decode()
    closed = client.post(f"/meetings/{meeting_id}/minutes/", {"minutes": "逐人发表意见。"}, follow=True)

    assert "请交给同室其他经办人" in own
    assert "工期没有重新论证" not in hidden + blind
    assert "checked" not in blind
    assert differs.status_code == 400
    assert "白屿的表决和第一次登记不一样" in differs.content.decode()
    assert differs.content.decode().count("checked") == 5
    assert "到会 5 人，同意 4 人，不同意 1 人，通过" in checked
    assert "工期没有重新论证" in checked
    assert "已形成纪要" in closed.content.decode()


def test_faults_of_a_sheet_stand_at_their_lines(client: Client, sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    against = _typed_votes(sitting, **{f"value_{sitting.members['白屿'].pk}": "AGAINST"})
    del against[f"value_{sitting.members['程砚秋'].pk}"]
    full = against | {f"value_{sitting.members['程砚秋'].pk}": "AGREE"}
    _as(client, _clerk(sitting))

    missing = client.post(f"/meetings/items/{item_id}/key/", against)
    silent = client.post(f"/meetings/items/{item_id}/key/", full)

    assert missing.status_code == silent.status_code == 400
    assert "程砚秋还没有登记表决" in missing.content.decode()
    assert f'<a href="#id_value_{sitting.members["白屿"].pk}">' in silent.content.decode()


def test_the_first_clerk_sees_what_he_keyed_and_a_colleague_does_not(client: Client, sitting: Body) -> None:
    _, item_id = casework.held(sitting)
    typed = _typed_votes(
        sitting, **{f"value_{sitting.members['白屿'].pk}": "DEFER", f"reason_{sitting.members['白屿'].pk}": "等复核"}
    )
    clerk = _clerk(sitting)
    _as(client, clerk).post(f"/meetings/items/{item_id}/key/", typed)

    own = client.get(f"/meetings/items/{item_id}/key/").content.decode()
    other = _as(client, _clerk(sitting)).get(f"/meetings/items/{item_id}/key/").content.decode()

    assert "等复核" in own
    assert "等复核" not in other


def test_minutes_and_attendance_show_their_refusals_above_what_was_typed(client: Client, sitting: Body) -> None:
    meeting_id, _ = casework.held(sitting)
    _as(client, _clerk(sitting))

    early = client.post(f"/meetings/{meeting_id}/minutes/", {"minutes": "研究了一件"})
    nobody = client.post(f"/meetings/{meeting_id}/attendance/", {"held_on": timezone.localdate().isoformat()})

    assert early.status_code == nobody.status_code == 400
    assert "研究了一件" in early.content.decode()
    assert "没有人到会" in nobody.content.decode()


def test_calling_off_and_removing_need_a_reason(client: Client, sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    item_id = casework.on_agenda(sitting, meeting_id)
    _as(client, _clerk(sitting))

    no_reason = client.post(f"/meetings/items/{item_id}/remove/", {"reason": ""})
    removed = client.post(f"/meetings/items/{item_id}/remove/", {"reason": "材料不齐"}, follow=True)
    silent = client.post(f"/meetings/{meeting_id}/cancel/", {"reason": ""})
    cancelled = client.post(f"/meetings/{meeting_id}/cancel/", {"reason": "主要成员出差"}, follow=True)

    assert no_reason.status_code == silent.status_code == 400
    assert "还没有议题" in removed.content.decode()
    assert "主要成员出差" in cancelled.content.decode()


# Lists, papers, strangers ----------------------------------------------------------------------------------------


def test_the_list_is_filtered_and_costs_the_same_for_many(
    client: Client, sitting: Body, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        casework.planned(sitting)
    actions.cancel_meeting(actor=sitting.clerk, meeting_id=casework.planned(sitting), reason="改期", at=NOW)
    _as(client, _clerk(sitting))
    client.get("/meetings/")

    with django_assert_max_num_queries(14):
        everything = client.get("/meetings/").content.decode()
    cancelled = client.get("/meetings/?state=CANCELLED&year=2026").content.decode()
    nothing = client.get("/meetings/?words=没有这个").content.decode()

    assert everything.count("第4次容错纠错联席会议") == 4
    assert cancelled.count("第4次容错纠错联席会议") == 1
    assert "没有符合条件的会议" in nothing
    assert client.get("/meetings/?state=XX&year=abc").status_code in {200, 400}


def test_a_meeting_costs_the_same_with_many_items(
    client: Client, sitting: Body, django_assert_max_num_queries: Any
) -> None:
    casework.rules_in_force()
    meeting_id = casework.planned(sitting)
    for key in range(5):
        casework.on_agenda(sitting, meeting_id, subject=f"tolerance.case:{key}", title=f"第{key}件")
    _as(client, _clerk(sitting))
    client.get("/meetings/")

    with django_assert_max_num_queries(22):
        page = client.get(f"/meetings/{meeting_id}/").content.decode()

    assert page.count("分管本项目") == 5
    assert "至少 3 人" in page


def test_booklets_go_out_and_come_back_on_their_page(client: Client, sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    casework.on_agenda(sitting, meeting_id)
    _as(client, _clerk(sitting))
    url = f"/meetings/{meeting_id}/booklets/"

    first = client.get(url).content.decode()
    out = client.post(url, {"holders": "冯敬之\n\n姜予安"}, follow=True).content.decode()
    nothing = client.post(f"{url}return/", {})
    junk = client.post(f"{url}return/", {"number": "x"})
    back = client.post(f"{url}return/", {"number": ["1"]}, follow=True).content.decode()

    assert "程砚秋" in first
    assert out.count('name="number"') == 2
    assert nothing.status_code == junk.status_code == 400
    assert "还有 1 份没有收回" in back


@pytest.mark.parametrize("what", ["booklet", "votes", "minutes"])
def test_every_paper_of_a_meeting_is_printed(
    client: Client, sitting: Body, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "_summaries", {})
    kinds.register_summary("tolerance.case", _summary)
    meeting_id, _ = casework.settled(sitting, {"白屿": ("AGAINST", "工期没有重新论证")}, subject=SUBJECT)
    actions.close_meeting(actor=sitting.clerk, meeting_id=meeting_id, minutes="逐人发表意见。", at=NOW)

    response = _as(client, _clerk(sitting)).get(f"/meetings/{meeting_id}/{what}.pdf")

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_no_vote_sheets_are_printed_for_an_empty_agenda_and_no_other_papers(client: Client, sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    _as(client, _clerk(sitting))

    empty = client.get(f"/meetings/{meeting_id}/votes.pdf")

    assert empty.status_code == 409
    assert "还没有议题" in empty.content.decode()
    assert client.get(f"/meetings/{meeting_id}/other.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/meetings/1/", "/meetings/items/1/", "/meetings/999999/minutes/"])
def test_pages_of_another_branch_do_not_exist(client: Client, sitting: Body, path: str) -> None:
    meeting_id = casework.planned(sitting)
    item_id = casework.on_agenda(sitting, meeting_id)
    stranger = account("ORG_OFFICER", sitting.place.township, on=timezone.localdate())

    response = _as(client, stranger).get(path.replace("1/", f"{item_id if 'items' in path else meeting_id}/"))

    assert response.status_code == 404


def _summary(subject: str) -> CaseSummary:
    return CaseSummary(
        number="青容〔2026〕7号",
        title="河湾村提灌站改建工期延误",
        facts=("2025年4月改用移动泵船方案，工期延后47天。",),
        elements=(ElementRow("动机态度", "有利", "为保灌溉提出方案", "没有发现私利"),),
        advice="4 项满足，1 项不满足，1 项不能判断",
        proposal="建议认定为容错情形，免予问责",
        person_name="顾明川",
        person_post="柳溪镇副镇长",
    )
