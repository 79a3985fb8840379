"""The first page: groups, badge, what is beside the list, at a fixed cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dandang.foundation.calendars import actions as calendar
from dandang.ledger.duties import actions, kinds
from dandang.registry.access.queries import system_actor
from tests.factories.registry import County, account, county

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
KIND = "tests.talk"


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setitem(kinds._kinds, KIND, kinds.DutyKind("谈话", "去谈"))
    calendar.seed_calendar()
    return county()


def _open(place: County, days: int | None, subject: str = "1", **more: object) -> None:
    now = timezone.now()
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    actions.open_duty(
        actor=system_actor(), kind=KIND, title=f"谈话 {subject}", why="今年还没有谈过", subject=f"tests.talk:{subject}",
        role="ORG_OFFICER", organisation_id=place.org_department.pk, due_on=due_on, at=now,
    )  # fmt: skip


def _page(client: Client, role: str, place: County) -> str:
    client.force_login(account(role, place.county, on=timezone.localdate()), backend=BACKEND)
    response = client.get("/")
    assert response.status_code == 200
    return response.content.decode()


BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def test_the_list_is_grouped_and_the_badge_counts_what_is_late(client: Client, place: County) -> None:
    _open(place, -5, "一")
    _open(place, 30, "二")
    _open(place, None, "三")

    page = _page(client, "ORG_OFFICER", place)

    assert "已逾期</h2>" in page
    assert "以后</h2>" in page
    assert "逾期 1" in page
    assert page.index("谈话 一") < page.index("谈话 二") < page.index("谈话 三")
    assert "没有期限" in page
    assert "去谈" in page


def test_nothing_to_do_says_where_it_would_appear(client: Client, place: County) -> None:
    page = _page(client, "DISCIPLINE_OFFICER", place)

    assert "现在没有要您办的事" in page


def test_a_leader_sees_what_was_reported(client: Client, place: County) -> None:
    _open(place, -5, "一")
    actions.remind_and_escalate(actor=system_actor(), on=timezone.localdate(), at=timezone.now())

    page = _page(client, "ORG_LEADER", place)

    assert "请您督促" in page
    assert "县委组织部：谈话 一" in page


def test_the_page_costs_the_same_with_two_duties_and_with_sixty(
    client: Client, place: County, django_assert_max_num_queries: object
) -> None:
    for number in range(60):
        _open(place, number - 10, str(number))
    client.force_login(account("ORG_OFFICER", place.county, on=timezone.localdate()), backend=BACKEND)
    client.get("/")

    with django_assert_max_num_queries(15):  # type: ignore[operator]
        response = client.get("/")

    assert response.content.decode().count("dd-what") == 60


def test_a_stranger_is_asked_to_sign_in(client: Client, place: County) -> None:
    response = client.get("/")

    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]
