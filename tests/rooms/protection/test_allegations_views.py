"""Does a report go from its first allegation to its answer by pages and forms alone, with nothing typed ever lost?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.parts.protection.models import Allegation, Report
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import matters, registry
from tests.factories import protection as factory

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW = factory.NOW
TODAY = registry.TODAY
REASON = "有具体的工程、时间和数量，验收单和监理日志都能查到，可以核实。"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda at=None: at.date() if at else TODAY)
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def scene() -> factory.Scene:
    return factory.scene()


def _as(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id or 0), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _page(name: str, *keys: object) -> str:
    return reverse(f"protection:{name}", args=keys)


def _sent(client: Client, name: str, key: int, **typed: Any) -> None:
    """Send a form and follow to the page it leads to; what it said wrong is shown when it did not pass."""
    answer = client.post(_page(name, key), typed)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(answer["Location"]).status_code == 200


def test_the_page_says_what_is_next_where_nothing_is_verified(scene: factory.Scene) -> None:
    handler = _as(scene.handler)
    concluded = factory.concluded(scene)
    shown = {
        state: handler.get(_page("allegations", factory.report(scene, state=state, **more).pk)).content.decode()
        for state, more in {
            "RECEIVED": {},
            "WITHDRAWN": {"ended_on": TODAY},
            "DUPLICATE": {"joined_to": concluded, "is_signed": True, "handle": "v-1"},
        }.items()
    }

    assert "下一步：决定是否受理" in shown["RECEIVED"]
    assert "反映人已经撤回" in shown["WITHDRAWN"]
    assert concluded.number in shown["DUPLICATE"]
    assert "/answer/" in shown["DUPLICATE"]
    assert not [words for words in shown.values() if "还差" in words]


def test_a_report_goes_from_its_first_allegation_to_its_answer_by_pages(scene: factory.Scene) -> None:
    report = factory.report(scene, state="ACCEPTED", accepted_on=factory.RECEIVED_ON, is_signed=True, handle="v-1")
    handler, leader, verifier = _as(scene.handler), _as(scene.leader), _as(scene.investigator)
    number = scene.concerned.number

    _sent(handler, "allegation_new", report.pk, text="虚报提灌站工程量三百立方米。", who=number, matter="")
    one = report.allegations.get()
    _sent(handler, "allegation_screen", one.pk, is_checkable="yes", reason=REASON)
    _sent(handler, "allegation_handling", one.pk, kind="PRELIMINARY", reason=REASON, clause=factory.CLAUSE)
    _sent(leader, "handling_approve", one.pk)
    people = [person.pk for person in scene.investigators[:2]]
    _sent(leader, "team_assign", report.pk, part="INVESTIGATOR", person_ids=people)
    _sent(verifier, "finding", one.pk, finding="PARTLY", untrue_part="三百立方米的数不实。", reasons=REASON,
          clause=factory.CLAUSE)  # fmt: skip
    _sent(leader, "finding_confirm", one.pk)
    _sent(leader, "conclude", report.pk)
    _sent(handler, "answer", report.pk, **{f"line_{one.pk}": "经核实，部分属实。"}, way="RECEIPT",
          answered_on=TODAY.isoformat(), note="")  # fmt: skip
    _sent(handler, "consider_tolerance", report.pk, words="由县委组织部研究，已启动容错认定。")

    report.refresh_from_db()
    shown = handler.get(_page("allegations", report.pk)).content.decode()
    assert report.state == "ANSWERED"
    assert "评估是否为顾明川澄清" in shown
    assert "登记怎样考虑容错的" not in shown


def test_asking_keying_judging_and_feeding_back_by_pages(scene: factory.Scene) -> None:
    report = factory.accepted(scene)
    one = report.allegations.get()
    handler = _as(scene.handler)

    _sent(handler, "explanation_ask", one.pk, way="LETTER", due_on=(TODAY + timedelta(days=15)).isoformat())
    scan = SimpleUploadedFile("签字件.pdf", matters.PDF, "application/pdf")
    _sent(handler, "explanation_key", one.pk, text="按图纸做的。", given_on=TODAY.isoformat(), upload=scan)
    _sent(handler, "explanation_judge", one.pk, is_accepted="yes", reason=REASON)
    _sent(handler, "explanation_feed_back", one.pk, fed_back_on=TODAY.isoformat(), head="钟书记（党委书记）")

    one.refresh_from_db()
    assert (one.explanation_accepted, one.fed_back_to) == (True, "钟书记（党委书记）")
    assert handler.get(_page("explanation_scan", one.pk)).content == matters.PDF


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(scene: factory.Scene) -> None:
    report = factory.report(scene, state="ACCEPTED", accepted_on=factory.RECEIVED_ON)
    typed = {"text": "在项目里多报了土方。", "who": "查无此人", "matter": ""}

    answer = _as(scene.handler).post(_page("allegation_new", report.pk), typed)

    shown = answer.content.decode()
    assert answer.status_code == 400
    assert "名册里没有找到“查无此人”" in shown
    assert "在项目里多报了土方。" in shown
    assert not report.allegations.exists()


def test_a_button_that_may_not_be_pressed_says_why_on_the_page(scene: factory.Scene) -> None:
    report = factory.accepted(scene)

    answer = _as(scene.leader).post(_page("conclude", report.pk))

    assert answer.status_code == 400
    assert "还不能办结：第 1 项还没有认定" in answer.content.decode()


def test_splitting_merging_and_withdrawing_by_pages(scene: factory.Scene) -> None:
    report = factory.accepted(scene)
    first = report.allegations.get()
    handler = _as(scene.handler)

    _sent(handler, "allegation_split", first.pk, texts="虚报土方。\n虚报管材。", reason="两件事分开查")
    parts = list(report.allegations.filter(split_from=first).values_list("pk", flat=True))
    _sent(handler, "allegation_merge", report.pk, allegation_ids=parts, text="虚报土方和管材。", reason="同一份结算")
    last = report.allegations.get(text="虚报土方和管材。")
    _sent(handler, "allegation_withdraw", last.pk, reason="反映人来信撤回")

    shown = handler.get(_page("allegations", report.pk)).content.decode()
    assert "拆分为第 2、3 项：两件事分开查" in shown
    assert "并入第 4 项：同一份结算" in shown
    assert "撤回：反映人来信撤回" in shown


def test_the_page_costs_the_same_for_two_allegations_and_for_eight(scene: factory.Scene) -> None:
    report = factory.accepted(scene)
    client = _as(scene.handler)
    _more(scene, report, 1)
    client.get(_page("allegations", report.pk))
    few = _queries(client, _page("allegations", report.pk))

    _more(scene, report, 6)

    assert _queries(client, _page("allegations", report.pk)) == few


def _more(scene: factory.Scene, report: Report, count: int) -> None:
    for _ in range(count):
        one = factory.allegation(scene, report, is_checkable=False, screening_reason="查不到")
        Allegation.objects.filter(pk=one.pk).update(
            handling="KEPT", handling_reason="等审计结果", look_again_on=TODAY + timedelta(days=one.number)
        )


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return len(caught)
