"""Pages of clarifications, restorations and harms: what they show, what they keep, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dandang.parts.protection.actions import restorations
from dandang.parts.protection.models import Clarification, PublicHarm
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import clarifications as made
from tests.factories import matters, protection

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = made.NOW
TODAY = timezone.localdate().isoformat()  # pages read the clock themselves
LATER = (timezone.localdate() + timedelta(days=30)).isoformat()
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


def typed(report: Any, **given: Any) -> dict[str, Any]:
    return {
        "allegation_ids": [one.pk for one in report.allegations.all()], "known_to": 3, "told_to": 3,
        "is_at_meeting": "on", "assessment": made.DRAFT.assessment, "words": made.WORDS, "clause": made.CLAUSE,
    } | given  # fmt: skip


def test_from_the_reports_page_to_the_visit_without_scripts(of: protection.Scene) -> None:
    report = protection.concluded(of)
    handler, leader, person = client_of(of.handler), client_of(of.leader), client_of(of.person)
    start = f"/protection/reports/{report.pk}/clarify/{of.concerned.pk}/"
    assert start in text_of(handler.get(f"/protection/reports/{report.pk}/"))

    narrow = handler.post(start, typed(report, known_to=4))
    assert narrow.status_code == 400
    assert "至少要澄清到" in text_of(narrow)
    assert made.DRAFT.assessment in text_of(narrow)
    assert handler.post(start, typed(report)).status_code == 302
    row = Clarification.objects.get()
    page, own = f"/protection/clarifications/{row.pk}/", f"/protection/mine/clarifications/{row.pk}/"
    assert made.WORDS in text_of(person.get(own))
    assert person.post(own, {"choice": "AGREE", "wishes": "不要点名"}).status_code == 302
    assert leader.post(page + "approve/", {"wishes_answer": ""}).status_code == 400
    assert leader.post(page + "approve/", {"wishes_answer": "只说职务"}).status_code == 302
    make = {"made_on": TODAY, "record": "镇政府", "visit_due_on": LATER}
    early = handler.post(page + "make/", make)
    assert "澄清函还没有送达本人" in text_of(early)
    assert "镇政府" not in text_of(handler.get(page))
    made.serve_letter(of, made.row(row.pk))
    assert handler.post(page + "make/", make).status_code == 302
    assert handler.post(page + "suffered/", {"where": "AWARD", "found": "评优时没有推荐"}).status_code == 302
    assert handler.post(page + "visit/", {"visited_on": TODAY, "note": "好了"}).status_code == 302

    assert made.row(row.pk).state == "VISITED"
    assert "评优时没有推荐" in text_of(person.get(own))
    assert "返回" in text_of(handler.get(page + "?print=1"))


def test_a_word_on_paper_and_a_change_after_return(of: protection.Scene) -> None:
    row = made.assessed(of)
    handler, page = client_of(of.handler), f"/protection/clarifications/{row.pk}/"
    with matters_pdf() as scan:
        sent = handler.post(page + "word/", {"choice": "AGREE", "given_on": TODAY, "upload": scan})
    assert sent.status_code == 302
    assert client_of(of.leader).post(page + "return/", {"reason": "太细"}).status_code == 302

    shown = text_of(handler.get(page + "rewrite/"))
    changed = handler.post(page + "rewrite/", typed(row.report, words="关于工程量的说法不属实。"))

    assert "太细" in shown
    assert changed.status_code == 302
    assert made.row(row.pk).words == "关于工程量的说法不属实。"


def matters_pdf() -> BytesIO:
    scan = BytesIO(matters.PDF)
    scan.name = "签字件.pdf"
    return scan


def test_lists_narrow_and_cost_the_same_for_many(of: protection.Scene) -> None:
    made.assessed(of)
    handler = client_of(of.handler)
    handler.get("/protection/clarifications/")
    with CaptureQueriesContext(connection) as one:
        everything = text_of(handler.get("/protection/clarifications/"))
    for place in range(4):
        protection.clarification(
            of, protection.concluded(of, number=f"青信〔2026〕5{place}号"), number=f"青澄〔2026〕5{place}号"
        )
    with CaptureQueriesContext(connection) as five:
        handler.get("/protection/clarifications/?order=number")

    assert len(five) == len(one) <= LIST_QUERIES
    assert "听本人意见" in everything
    assert "没有符合这些条件的澄清" in text_of(handler.get("/protection/clarifications/?words=不会有的"))
    assert "5 件" in text_of(handler.get("/protection/clarifications/?state=ASSESSED&form=at_meeting&circle=3"))
    assert "没有您要办的澄清" in text_of(client_of(of.org_officer).get("/protection/clarifications/"))


def test_harms_are_registered_by_person_and_unit_and_worked_on_by_the_office(of: protection.Scene) -> None:
    person, unit, office = client_of(of.person), client_of(of.unit_officer), client_of(of.org_officer)
    told = {"told": "论坛上说他虚报工程量", "known_to": "5", "system": "ORGANISATION"}
    assert person.post("/protection/mine/harms/new/", told).status_code == 302
    both = unit.post("/protection/harms/new/", told | {"who": "顾明川", "organisation_id": of.county.township.pk})
    assert both.status_code == 400
    nobody = unit.post("/protection/harms/new/", told | {"who": "没有这个人"})
    assert "没有叫" in text_of(nobody)
    assert unit.post("/protection/harms/new/", told | {"who": "顾明川"}).status_code == 302
    first, second = PublicHarm.objects.order_by("pk")
    page = f"/protection/harms/{first.pk}/"

    assert "未规定" in text_of(office.get(page))
    assert office.post(page + "check/", {"is_true": "no", "facts": "没有虚报"}).status_code == 302
    assert office.post(page + "propose/", {"told_to": "5", "words": "说明"}).status_code == 302
    assert client_of(of.org_leader).post(page + "publish/", {"published_on": TODAY}).status_code == 302
    assert office.post(page + "effect/", {"effect": "好了", "is_over": "yes"}).status_code == 302

    assert "影响已经消除" in text_of(person.get(f"/protection/mine/harms/{first.pk}/"))
    assert second.number in text_of(unit.get("/protection/harms/"))
    assert first.number not in text_of(unit.get("/protection/harms/"))
    assert unit.get(page).status_code == 404
    assert office.get("/protection/harms/?words=顾明川&state=CLOSED&circle=5").status_code == 200
    assert "没有登记过" not in text_of(person.get("/protection/mine/harms/"))


def test_the_department_repairs_without_seeing_the_clarification(of: protection.Scene) -> None:
    row = made.assessed(of)
    pk = restorations.record_harm_done(
        actor=of.handler, clarification_id=row.pk, where="ASSESSMENT", found="暂缓定等次", at=NOW
    )
    office, page = client_of(of.org_officer), f"/protection/restorations/{pk}/"

    assert "暂缓定等次" in text_of(office.get("/protection/restorations/"))
    assert row.words not in text_of(office.get(page))
    assert office.post(page, {"repaired": "", "repaired_on": TODAY}).status_code == 400
    assert office.post(page, {"repaired": "补定称职", "repaired_on": TODAY}).status_code == 302
    assert office.get(f"/protection/clarifications/{row.pk}/").status_code == 404


@pytest.mark.parametrize("who", ["person", "investigator", "unit_officer", "org_leader", "kin_actor"])
def test_a_clarification_is_not_there_for_others(of: protection.Scene, who: str) -> None:
    row = made.assessed(of)
    client = client_of(getattr(of, who))

    status = client.get(f"/protection/clarifications/{row.pk}/").status_code
    posted = client.post(f"/protection/clarifications/{row.pk}/approve/").status_code

    assert {status, posted} <= {403, 404} or (who == "kin_actor" and status == 200 and posted in (400, 404))
    if who != "person":
        assert client.get(f"/protection/mine/clarifications/{row.pk}/").status_code in (403, 404)
