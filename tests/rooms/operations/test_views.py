"""Health without details, and the pages on which a year's notice is entered."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from dandang.foundation.audit.models import Entry
from dandang.foundation.calendars import queries as calendars
from dandang.operations import actions
from dandang.registry.access.queries import system_actor
from tests.factories.registry import account, county

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def officer(client: Client) -> Client:
    actions.seed_calendar(actor=system_actor(), at=timezone.now())
    who = account("ORG_OFFICER", county().county, on=timezone.localdate())
    client.force_login(who, backend=BACKEND)
    return client


def test_health_is_public_and_says_no_more_than_it_must(client: Client) -> None:
    response = client.get("/health")

    assert response.status_code == 200
    assert response.json() == {"ok": True, "database": "ok", "migrations": "ok", "worker": "ok"}


def test_a_notice_is_entered_as_the_paper_writes_it(officer: Client) -> None:
    lines = "2027-02-05 至 2027-02-11 放假 春节\n2027-01-30 上班 春节\n\n2027-10-01 放假 国庆节"

    response = officer.post(
        "/calendar/2027/notice/",
        {
            "notice-document": "国务院办公厅关于2027年部分节假日安排的通知",
            "notice-lines": lines,
            "notice-reason": "已公布",
        },
        follow=True,
    )

    assert response.status_code == 200
    assert "已公布" in response.content.decode()
    summary = next(year for year in calendars.years() if year.year == 2027)
    assert (summary.is_provisional, summary.days_off, summary.moved_working_days) == (False, 8, 1)
    assert Entry.objects.filter(verb="calendars.year.published", reason="已公布").count() == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2027-02-30 放假 春节", "没有这一天"),
        ("2027-02-05 至 2027-02-01 放假", "先写开始的日期"),
        ("2027-02-05 休息", "类别写放假、调休或者上班"),
        ("春节放假七天", "没有读懂"),
        ("2028-01-01 放假 元旦", "不在 2027 年里"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_nothing_changes(officer: Client, line: str, words: str) -> None:
    typed = {"notice-document": "通知", "notice-lines": f"2027-01-01 放假 元旦\n{line}", "notice-reason": "已公布"}

    response = officer.post("/calendar/2027/notice/", typed)

    page = response.content.decode()
    assert response.status_code == 400
    assert words in page
    assert line.replace("<", "&lt;") in page
    assert next(year for year in calendars.years() if year.year == 2027).is_provisional


def test_one_day_is_changed_with_a_reason_and_only_then(officer: Client) -> None:
    typed = {"day-date": "2026-11-24", "day-kind": "LIEU", "day-name": "暴雪停工", "day-reason": ""}

    refused = officer.post("/calendar/2026/day/", typed)
    officer.post("/calendar/2026/day/", typed | {"day-reason": "县政府通知停工一天"})

    assert refused.status_code == 400
    assert any(day.name == "暴雪停工" for day in calendars.days_of(2026))


def test_others_read_the_calendar_and_change_nothing(client: Client) -> None:
    actions.seed_calendar(actor=system_actor(), at=timezone.now())
    who = account("UNIT_OFFICER", county().finance, on=timezone.localdate())
    client.force_login(who, backend=BACKEND)

    page = client.get("/calendar/2027/").content.decode()

    assert "春节" in page
    assert "按通知录入全年" not in page
    assert client.post("/calendar/2027/day/", {}).status_code == 403
    assert client.get("/calendar/1999/").status_code == 404
