"""The pages of staff: each opens, says what is next, keeps what was typed; queries do not grow with the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dandang.parts.protection.models import Report
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import protection

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
LIST_QUERIES = 9  # session, account, rights, and four for the list


def client_of(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def test_list_shows_own_offices_reports_and_narrows(of: protection.Scene) -> None:
    signed = protection.report(of, is_signed=True, handle="h1", way="WEB")
    protection.report(of, state="ACCEPTED", accepted_on=protection.RECEIVED_ON)
    other = of.county.org_department
    protection.report(of, system="ORGANISATION", organ=other, organ_path=other.path)
    client = client_of(of.handler)

    everything = text_of(client.get("/protection/"))
    narrowed = text_of(client.get("/protection/?signed=yes&way=WEB"))
    nothing = text_of(client.get("/protection/?words=不会有的"))

    assert "2 件" in everything
    assert "组织部门" not in everything.split("<table")[1]
    assert signed.number in narrowed
    assert "找到 <b>1 件" in narrowed
    assert "没有符合这些条件的反映" in nothing


def test_overdue_reports_are_found(of: protection.Scene) -> None:
    late = protection.report(of, accept_by=protection.RECEIVED_ON)
    in_time = protection.report(of, accept_by=None)
    answered_late = protection.concluded(of, is_signed=True, handle="h2", number="青信〔2026〕9号")

    shown = text_of(client_of(of.handler).get("/protection/?late=yes"))

    assert late.number in shown
    assert answered_late.number in shown
    assert in_time.number not in shown


def test_list_costs_the_same_for_many(of: protection.Scene, django_assert_num_queries: Callable[..., Any]) -> None:
    client = client_of(of.handler)
    protection.report(of)
    client.get("/protection/")
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/protection/")
    for _ in range(20):
        protection.report(of)
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/protection/")


def test_page_of_a_report_opens_with_its_words_and_next_step(of: protection.Scene) -> None:
    found = protection.report(of)

    shown = text_of(client_of(of.handler).get(f"/protection/reports/{found.pk}/"))

    assert "虚报工程量" in shown
    assert "下一步：决定是否受理" in shown
    assert f"/protection/reports/{found.pk}/accept/" in shown


def test_table_holds_numbers_and_states_only(of: protection.Scene) -> None:
    protection.report(of)

    answer = client_of(of.handler).get("/protection/reports.csv")

    assert answer.status_code == 200
    assert "青信〔2026〕1号" in text_of(answer)
    assert "顾明川" not in text_of(answer)
    assert "提灌站" not in text_of(answer)


def test_acceptance_page_accepts(of: protection.Scene) -> None:
    found = protection.report(of)
    client = client_of(of.handler)

    assert client.get(f"/protection/reports/{found.pk}/accept/").status_code == 200
    client.post(f"/protection/reports/{found.pk}/accept/")

    assert Report.objects.get(pk=found.pk).state == "ACCEPTED"


def test_registering_shows_the_receipt_once(of: protection.Scene) -> None:
    client = client_of(of.handler)
    given = {
        "office": f"DISCIPLINE:{of.county.discipline.pk}", "way": "VISIT", "received_on": "2026-09-01",
        "about": "柳溪镇 顾明川", "what": "虚报提灌站工程量",
    }  # fmt: skip

    scan = SimpleUploadedFile("来信.txt", "三车砂石".encode())

    made = client.post("/protection/register/", {**given, "attached": [scan]})
    wrong = client.post("/protection/register/", {**given, "way": "TRANSFERRED", "about": ""})
    unsigned = client.post("/protection/register/", {**given, "name": "柳长亭"})

    assert "收条只显示这一次" in text_of(made)
    assert "我们保证不了的" in text_of(made)  # what the vault cannot promise is printed with the receipt
    assert Report.objects.get().files.get().name == "材料 1.txt"
    assert wrong.status_code == 400
    assert "虚报提灌站工程量" in text_of(wrong)
    assert "却没有勾“署了真实姓名”" in text_of(unsigned)  # a name must not be lost in silence
    assert Report.objects.count() == 1
    assert Report.objects.count() == 1


def test_signed_letter_without_custodians_is_asked_back_with_a_way_out(of: protection.Scene) -> None:
    given = {
        "office": f"DISCIPLINE:{of.county.discipline.pk}", "way": "LETTER", "received_on": "2026-09-01",
        "about": "柳溪镇 顾明川", "what": "虚报提灌站工程量", "is_signed": "on", "name": "柳长亭",
    }  # fmt: skip

    answer = client_of(of.handler).post("/protection/register/", given)

    assert answer.status_code == 400
    assert "身份库还没有两个机关的保管人" in text_of(answer)


def test_pages_of_forwarding_joining_letters_and_summaries_open(of: protection.Scene) -> None:
    found = protection.report(of)
    later = protection.report(of)
    client = client_of(of.handler)

    for page in ("forwarding", "letters", "summaries", "join"):
        assert client.get(f"/protection/reports/{later.pk}/{page}/").status_code == 200, page
    assert client.get("/protection/feedback/").status_code == 200
    joined = client.post(f"/protection/reports/{later.pk}/join/", {"to": found.pk, "reason": "同一座提灌站"})

    assert joined.status_code == 302
    assert Report.objects.get(pk=later.pk).joined_to == found


def test_reference_is_registered_and_its_outcome_keyed(of: protection.Scene) -> None:
    client = client_of(of.handler)
    given = {
        "office": f"DISCIPLINE:{of.county.discipline.pk}", "outside_number": "内网 77", "sent_by": "县纪委监委内网",
        "received_on": "2026-09-01", "people": "顾明川",
    }  # fmt: skip

    unknown = client.post("/protection/register/reference/", {**given, "people": "查无此人"})
    client.post("/protection/register/reference/", given)
    made = Report.objects.get()
    page = client.get(f"/protection/reports/{made.pk}/outcomes/")

    assert unknown.status_code == 400
    assert "没有找到“查无此人”" in text_of(unknown)
    assert made.is_reference_only
    assert made.text == ""
    assert made.allegations.count() == 1
    assert page.status_code == 200
    assert "还没有结果" in text_of(page)


def test_nobody_of_the_other_system_or_named_opens_a_page(of: protection.Scene) -> None:
    found = protection.report(of)
    protection.allegation(of, found)

    for actor in (of.org_officer, of.org_leader, of.unit_officer, of.person):
        client = client_of(actor)
        for page in ("", "accept/", "forwarding/", "letters/", "summaries/", "join/"):
            assert client.get(f"/protection/reports/{found.pk}/{page}").status_code in (403, 404), page


def test_a_file_that_is_not_clean_waits_for_a_leader(of: protection.Scene) -> None:
    found = protection.report(of)
    kept = found.files.create(name="材料 1.doc", content="reports/x", size=3, digest="0" * 64, is_clean=False)
    handler, leader = client_of(of.handler), client_of(of.leader)

    assert handler.get(f"/protection/reports/{found.pk}/files/{kept.pk}/").status_code == 404
    assert handler.get(f"/protection/reports/{found.pk}/files/{kept.pk}/showing/").status_code == 404
    asked = leader.post(f"/protection/reports/{found.pk}/files/{kept.pk}/showing/", {"reason": ""})
    leader.post(f"/protection/reports/{found.pk}/files/{kept.pk}/showing/", {"reason": "只有这一份合同"})

    assert asked.status_code == 400
    kept.refresh_from_db()
    assert kept.shown_reason == "只有这一份合同"
