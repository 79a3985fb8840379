"""The person's own page: plain words, whether anything must be done, rights, who looked; no draft of anybody."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.ledger.matters.models import Look
from dandang.parts.tolerance.models import Case, RecusalRequest, Statement
from dandang.parts.tolerance.queries import own
from tests.factories import registry, tolerance_files

pytestmark = pytest.mark.django_db
TODAY = registry.TODAY


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: tolerance_files.AT)


def _client(scene: tolerance_files.Scene) -> Client:
    client = Client()
    client.force_login(registry.account("CADRE", who=scene.concerned), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _view(scene: tolerance_files.Scene) -> own.OwnCase:
    return own.own_case(registry.actor_of("CADRE", who=scene.concerned), scene.case.pk, on=TODAY)


def _page(scene: tolerance_files.Scene, client: Client | None = None) -> str:
    answer = (client or _client(scene)).get(reverse("tolerance:my_case", args=[scene.case.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("state", tolerance_files.ORDER)
def test_drafts_of_the_inquiry_never_reach_the_person(state: str) -> None:
    scene = tolerance_files.file_in(state, opening="PERSON")
    Case.objects.filter(pk=scene.case.pk).update(suggestion="LIGHTER")

    page = _page(scene)

    drafts = ["没有发现私利。", "核查清楚：", "从轻", "等县审计局复核", "LIGHTER"]
    if state in {"SERVED", "CORRECTING"}:
        drafts = drafts[1:3] + drafts[4:]  # reasons of the served decision repeat the words
    assert all(draft not in page for draft in drafts)


def test_answers_are_shown_when_the_hearing_is_over() -> None:
    scene = tolerance_files.file_in("HEARING")
    point = scene.hearing().points.get(number=1)
    point.statement, point.answer_side, point.answer = "口头报告过", "NOT_ACCEPTED", "没有找到报告的记录"
    point.answered_at, point.answered_by = tolerance_files.AT, "test"
    point.save()

    before = _page(scene)
    done = _page(tolerance_files.file_in("READY", county=scene.county))

    assert "口头报告过" in before
    assert "没有找到报告的记录" not in before
    assert "通话记录已核实" in done


def test_outcome_is_told_by_service_and_by_nothing_before() -> None:
    scene = tolerance_files.file_in("DECIDED")
    client = _client(scene)
    before = [_page(scene, client), client.get(reverse("tolerance:mine")).content.decode()]
    papers = [
        client.get(reverse("tolerance:my_paper", args=[scene.case.pk, kind, 0, "pdf"])).status_code
        for kind in ("tolerance_decision", "investigation_report", "service_receipt")
    ]

    served = tolerance_files.file_in("SERVED", county=scene.county)

    assert all("免责" not in page for page in before)
    assert papers == [404, 404, 404]
    assert "经研究，免责。" in _page(served)


@pytest.mark.parametrize(
    ("state", "sentence", "must"),
    [
        ("APPLIED", "申请已经收到。", "现在您不需要做什么。"),
        ("ACCEPTED", "已经受理。", "现在您不需要做什么。想补充材料，随时可以。"),
        ("HEARING", "请您对 2 点说明情况。", "请在 11月24日 前说明。不说明也可以，但要请您书面写明放弃。"),
        ("READY", "您的意见已全部记录并逐点答复。", "现在您不需要做什么。想补充材料，随时可以。"),
        ("DECIDED", "已经集体研究决定。", "现在您不需要做什么。"),
        ("CORRECTING", "经研究，免责。", "请在 12月18日 前完成：补办泵船方案的变更报备"),
        ("CLOSED", "经研究，免责。", "现在您不需要做什么。"),
    ],
)
def test_where_it_stands_in_one_sentence(state: str, sentence: str, must: str) -> None:
    view = _view(tolerance_files.file_in(state))

    assert (view.sentence, view.must_do) == (sentence, must)


def test_steps_are_oldest_first_and_say_what_is_to_come() -> None:
    scene = tolerance_files.file_in("READY")
    tolerance_files.planned_meeting(scene, date(2026, 12, 3))

    steps = _view(scene).steps

    assert steps[0].title == "中共河湾镇委员会替您提出申请"
    assert [step.title for step in steps if step.state == "now"] == ["集体研究"]
    assert steps[-1].title == "不同意可以申请复查，由其他人办，结果不会更重"


def test_without_a_shield_nothing_is_promised_about_assessments() -> None:
    """从轻 and 减轻 are no exemption: only an effect on the ledger lets the page speak of protection."""
    view = _view(tolerance_files.file_in("SERVED"))

    assert "不作负面评价" not in view.promise


def test_review_without_a_set_period_reads_not_set() -> None:
    view = _view(tolerance_files.file_in("SERVED"))

    assert view.may_ask_review
    assert view.review_days.last_day is None
    assert "未规定" in view.review_days.words


def test_person_adds_words_and_asks_for_recusal() -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    client = _client(scene)
    pk, investigator = scene.case.pk, scene.investigators[0]

    empty = client.post(reverse("tolerance:my_addition", args=[pk]), {"text": ""})
    added = client.post(reverse("tolerance:my_addition", args=[pk]), {"text": "补一份村民小组的签字。"})
    stranger = client.post(
        reverse("tolerance:my_recusal", args=[pk]), {"about_id": scene.members[0].pk, "reason": "他是我的邻居"}
    )
    asked = client.post(
        reverse("tolerance:my_recusal", args=[pk]), {"about_id": investigator.pk, "reason": "他是我的妻弟"}
    )

    assert (empty.status_code, stranger.status_code) == (400, 400)
    assert "他是我的邻居" in stranger.content.decode()
    assert (added.status_code, asked.status_code) == (302, 302)
    assert Statement.objects.get().text == "补一份村民小组的签字。"
    assert RecusalRequest.objects.get().about_id == investigator.pk
    assert "等答复" in _page(scene, client)


def test_person_withdraws_the_own_application_only() -> None:
    own_one = tolerance_files.file_in("APPLIED", opening="PERSON")
    of_unit = tolerance_files.file_in("APPLIED", county=own_one.county)
    words = {"reason": "已经由镇里说明清楚，不再需要认定。"}

    client = _client(of_unit)
    assert "撤回申请" not in _page(of_unit, client)
    refused = client.post(reverse("tolerance:my_withdrawal", args=[of_unit.case.pk]), words)
    done = _client(own_one).post(reverse("tolerance:my_withdrawal", args=[own_one.case.pk]), words)

    assert refused.status_code == 404
    assert done.status_code == 302
    assert Case.objects.get(pk=own_one.case.pk).state == "WITHDRAWN"


def test_person_opens_only_what_was_put_to_them_and_the_look_is_noted() -> None:
    scene = tolerance_files.file_in("HEARING")
    client = _client(scene)

    answers = [
        client.get(reverse("tolerance:my_evidence", args=[scene.case.pk, piece.pk])).status_code
        for piece in scene.evidence
    ]

    assert answers == [404, 200, 200]
    assert Look.objects.count() == 2


def test_person_reads_who_looked_at_the_case() -> None:
    scene = tolerance_files.file_in("READY")
    officer = registry.account("DISCIPLINE_OFFICER", scene.county.county, name="周文澜")
    auditor = Client()
    auditor.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
    auditor.get(reverse("tolerance:case", args=[scene.case.pk]))

    page = _client(scene).get(reverse("tolerance:my_looks", args=[scene.case.pk])).content.decode()

    assert "周文澜" in page
    assert "案卷" in page


def test_other_peoples_cases_are_not_there() -> None:
    scene = tolerance_files.file_in("READY")
    other = registry.person(scene.county.township, "别的人")
    client = Client()
    client.force_login(registry.account("CADRE", who=other), backend=settings.AUTHENTICATION_BACKENDS[-1])

    for name in ("my_case", "my_looks", "case"):
        assert client.get(reverse(f"tolerance:{name}", args=[scene.case.pk])).status_code == 404
    assert "没有同您有关的事项" in client.get(reverse("tolerance:mine")).content.decode()


def test_own_page_needs_no_scripts() -> None:
    page = _page(tolerance_files.file_in("READY", opening="PERSON"))

    assert 'action="' in page
    assert "hx-get" not in page
    assert "onclick" not in page
