"""Does the person read what he was asked and what came of it, on his own pages, and nothing of the report?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.parts.protection.actions import explanations
from dandang.parts.protection.models import Allegation, Report
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import protection as factory
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = registry.TODAY


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda at=None: at.date() if at else TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


@pytest.fixture
def report(scene: factory.Scene) -> Report:
    found = factory.accepted(scene)
    found.allegations.update(handling="LETTER")
    return found


def _as(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id or 0), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _asked(scene: factory.Scene, report: Report) -> Allegation:
    one = report.allegations.get()
    explanations.ask_explanation(
        actor=scene.handler, allegation_id=one.pk, way="LETTER", due_on=TODAY + timedelta(days=15), at=NOW
    )
    return one


def _page(name: str, *keys: object) -> str:
    return reverse(f"protection:{name}", args=keys)


def test_nothing_is_shown_before_he_is_asked(scene: factory.Scene, report: Report) -> None:
    client = _as(scene.person)

    shown = client.get(_page("mine")).content.decode()

    assert "没有要您说明的事" in shown
    assert "提灌站" not in shown
    assert client.get(_page("my_explanation", report.allegations.get().pk)).status_code == 404


def test_his_pages_say_nothing_of_where_it_came_from(scene: factory.Scene, report: Report) -> None:
    one = _asked(scene, report)
    client = _as(scene.person)

    shown = "".join(client.get(path).content.decode() for path in (_page("mine"), _page("my_explanation", one.pk)))

    assert one.text in shown
    for hidden in (report.number, report.text, report.about, "反映人", "匿名", "实名", "来信", "举报人"):
        assert hidden not in shown


def test_his_words_reach_the_office_and_stay_on_his_page(scene: factory.Scene, report: Report) -> None:
    one = _asked(scene, report)
    client = _as(scene.person)

    answer = client.post(_page("my_explanation", one.pk), {"text": "按图纸做的，没有多报。"})

    assert (answer.status_code, answer["Location"]) == (302, _page("my_explanation", one.pk))
    assert "按图纸做的，没有多报。" in client.get(_page("my_explanation", one.pk)).content.decode()
    assert "按图纸做的，没有多报。" in _as(scene.handler).get(_page("allegations", report.pk)).content.decode()


def test_empty_words_are_asked_back_with_the_page(scene: factory.Scene, report: Report) -> None:
    one = _asked(scene, report)

    shown = _as(scene.person).post(_page("my_explanation", one.pk), {"text": " "})

    assert shown.status_code == 400
    assert "请写下您的说明" in shown.content.decode()


@pytest.mark.parametrize("who", ["handler", "leader", "investigator", "kin_actor", "org_officer", "unit_officer"])
def test_his_page_is_his_alone(scene: factory.Scene, report: Report, who: str) -> None:
    one = _asked(scene, report)

    assert _as(getattr(scene, who)).get(_page("my_explanation", one.pk)).status_code == 404


def test_after_the_conclusion_he_is_told_in_writing_not_here(scene: factory.Scene, report: Report) -> None:
    one = _asked(scene, report)
    report.allegations.update(
        finding="TRUE", **factory.FOUND, explanation="没有。", explanation_given_on=TODAY,
        explanation_accepted=False, explanation_answer="同材料不符",
    )  # fmt: skip
    Report.objects.filter(pk=report.pk).update(state="CONCLUDED", concluded_on=TODAY, concluded_by="account:3")

    shown = _as(scene.person).get(_page("my_explanation", one.pk)).content.decode()

    assert "现在不需要您再说明" in shown
    for hidden in ("属实", "同材料不符", factory.FOUND["reasons"]):
        assert str(hidden) not in shown


def test_his_pages_cost_the_same_however_much_is_on_them(scene: factory.Scene, report: Report) -> None:
    _asked(scene, report)
    client = _as(scene.person)
    client.get(_page("mine"))
    few = _queries(client, _page("mine"))
    for number in range(2, 6):
        row = factory.allegation(scene, report, number=number, is_checkable=True, screening_reason="有具体事项",
                                 handling="LETTER", handling_reason="说清楚就行", handling_by="account:9",
                                 handling_approved_on=TODAY, handling_approved_by="account:8")  # fmt: skip
        explanations.ask_explanation(
            actor=scene.handler, allegation_id=row.pk, way="LETTER", due_on=TODAY + timedelta(days=15), at=NOW
        )

    assert _queries(client, _page("mine")) == few


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
