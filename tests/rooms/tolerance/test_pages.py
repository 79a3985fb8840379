"""Lists and pages of cases for those who work on them: who finds what, at constant cost, with what is next."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.foundation.audit.models import Entry
from dandang.ledger.matters.models import Look
from dandang.parts.tolerance.models import Assignment, Case
from dandang.parts.tolerance.queries import cases, nexts, pages
from dandang.parts.tolerance.queries.cases import CaseFilter
from dandang.registry.accounts.models import Account
from tests.factories import registry, tolerance_files

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
TODAY = registry.TODAY


def _client(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _officer(scene: tolerance_files.Scene) -> Client:
    return _client(registry.account("DISCIPLINE_OFFICER", scene.county.county, name="周文澜"))


def _page(client: Client, name: str, *args: int, **query: object) -> str:
    answer = client.get(reverse(f"tolerance:{name}", args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


# The list --------------------------------------------------------------------------------------------------------


def test_list_costs_the_same_for_one_case_and_for_five() -> None:
    scene = tolerance_files.file_in("READY")
    client = _officer(scene)
    address = reverse("tolerance:cases")
    client.get(address)

    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for state in ("APPLIED", "INVESTIGATING", "DECIDED", "CLOSED"):
        tolerance_files.file_in(state, county=scene.county)
    with CaptureQueriesContext(connection) as five:
        page = client.get(address).content.decode()

    assert len(five) == len(one)
    assert page.count("河湾村提灌站改建工期延误") == 5


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (CaseFilter(), {"READY", "APPLIED", "CLOSED"}),
        (CaseFilter(standing="open"), {"READY", "APPLIED"}),
        (CaseFilter(standing="over"), {"CLOSED"}),
        (CaseFilter(standing="nonsense"), set()),
        (CaseFilter(opening="PERSON"), {"APPLIED"}),
        (CaseFilter(words="提灌站"), {"READY", "APPLIED", "CLOSED"}),
        (CaseFilter(words="没有这样的事"), set()),
        (CaseFilter(year=2026), {"READY", "APPLIED", "CLOSED"}),
        (CaseFilter(year=2025), set()),
    ],
)
def test_filters(wanted: CaseFilter, found: set[str]) -> None:
    scene = tolerance_files.file_in("READY")
    tolerance_files.file_in("APPLIED", opening="PERSON", county=scene.county)
    tolerance_files.file_in("CLOSED", county=scene.county)
    actor = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    rows = cases.case_page(actor, wanted, on=TODAY).rows

    assert {row.state for row in rows} == found


def test_nobody_finds_the_own_case_in_a_list_of_work() -> None:
    scene = tolerance_files.file_in("READY")
    both = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county, who=scene.concerned)
    unit = registry.actor_of("UNIT_OFFICER", scene.county.township, who=scene.investigators[0])
    Case.objects.filter(pk=scene.case.pk).update(person=scene.investigators[0])

    assert cases.applied_page(unit, CaseFilter(), on=TODAY).total == 0
    Case.objects.filter(pk=scene.case.pk).update(person=scene.concerned)
    assert cases.case_page(both, CaseFilter(), on=TODAY).total == 0
    assert cases.applied_page(unit, CaseFilter(), on=TODAY).total == 1


def test_chosen_filters_are_read_back_as_a_sentence() -> None:
    scene = tolerance_files.file_in("READY")

    page = _page(_officer(scene), "cases", standing="open", words="提灌")

    assert "没有决定的" in page
    assert "<b>1 件</b>" in page


# One case --------------------------------------------------------------------------------------------------------


def test_page_of_a_case_tells_what_is_next_and_what_is_missing() -> None:
    scene = tolerance_files.file_in("READY")
    tolerance_files.planned_meeting(scene)

    page = _page(_officer(scene), "case", scene.case.pk)

    assert "下一步：集体研究" in page
    assert "县审计局复核意见" in page
    assert "青禾县容错纠错联席会议" in page
    assert 'aria-label="办理步骤，现在是第 5 步，共 8 步"' in page
    for part in ("六个要件", "三个区分开来", "听取本人意见", "谁来办", "证据", "经过"):
        assert f"<h2>{part}</h2>" in page or f">{part}</h2>" in page
    assert page.index("谁来办") < page.index(">证据</h2>") < page.index(">经过</h2>")


@pytest.mark.parametrize(
    ("state", "title", "step"),
    [
        ("APPLIED", "决定是否受理", 2),
        ("ACCEPTED", "指派核实人员", 3),
        ("INVESTIGATING", "核实并写出报告", 3),
        ("INVESTIGATED", "书面告知不利的点，听取本人意见", 4),
        ("HEARING", "等本人说明情况", 4),
        ("READY", "提交集体研究", 5),
        ("DECIDED", "送达决定", 6),
        ("SERVED", "回访并办结", 8),
        ("CORRECTING", "等整改完成", 7),
        ("CLOSED", None, 8),
    ],
)
def test_every_state_has_its_next_step(state: str, title: str | None, step: int) -> None:
    scene = tolerance_files.file_in(state)
    actor = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    file = pages.case_file(actor, scene.case.pk, on=TODAY)

    assert (file.next.title if file.next else None) == title
    assert file.step_number == step
    assert sum(1 for one in file.steps if one.state == "now") == (0 if state == "CLOSED" else 1)
    assert file.next is None or file.next.who


def test_who_may_not_act_sees_the_step_without_its_button() -> None:
    scene = tolerance_files.file_in("READY")
    investigator = registry.actor_of("CADRE", who=scene.investigators[0])

    file = pages.case_file(investigator, scene.case.pk, on=TODAY)

    assert isinstance(file.next, nexts.Next)
    assert file.next.route == ""
    assert "tolerance:decide" not in file.next.after_act


def test_time_line_is_newest_first_and_knows_what_is_ahead() -> None:
    scene = tolerance_files.file_in("READY")
    tolerance_files.planned_meeting(scene, date(2026, 12, 3))
    actor = registry.actor_of("DISCIPLINE_OFFICER", scene.county.county)

    line = pages.case_file(actor, scene.case.pk, on=TODAY).line

    assert (line[0].when, line[0].title, line[0].state) == ("12月3日", "集体研究", "later")
    assert (line[1].when, line[1].state) == ("11月18日", "now")
    assert line[-1].title == "中共河湾镇委员会提出申请"


def test_page_of_a_case_costs_the_same_with_more_on_file() -> None:
    scene = tolerance_files.file_in("CORRECTING")
    client = _officer(scene)
    address = reverse("tolerance:case", args=[scene.case.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(5):
        scene.case.statements.create(
            author="PERSON", author_name="顾明川", text=f"补充 {number}", given_on=TODAY, way="SCREEN",
            keyed_at=tolerance_files.AT, keyed_by="test",
        )  # fmt: skip
    with CaptureQueriesContext(connection) as after:
        client.get(address)

    assert len(after) == len(before)


def test_recused_person_loses_the_case_at_once() -> None:
    scene = tolerance_files.file_in("INVESTIGATING")
    client = _client(registry.account("CADRE", who=scene.investigators[0]))
    address = reverse("tolerance:case", args=[scene.case.pk])
    assert client.get(address).status_code == 200

    Assignment.objects.filter(person=scene.investigators[0]).update(
        recused_at=tolerance_files.AT, recused_by="test", recusal_reason="与当事人是同学"
    )

    assert client.get(address).status_code == 404
    assert client.get(reverse("tolerance:evidence", args=[scene.case.pk])).status_code == 404
    assert "河湾村" not in _page(client, "cases")


def test_case_of_somebody_else_is_not_there_and_the_try_is_on_record() -> None:
    scene = tolerance_files.file_in("READY")
    stranger = registry.account("UNIT_OFFICER", scene.county.finance)
    client = _client(stranger)

    answers = [
        client.get(reverse(f"tolerance:{name}", args=[scene.case.pk])).status_code
        for name in ("case", "evidence", "case_papers", "applied_case", "my_case")
    ]

    assert answers == [404] * 5
    assert Entry.objects.filter(outcome="REFUSED", actor=f"accounts.account:{stranger.pk}").count() == 5


def test_printed_file_holds_every_piece_of_evidence() -> None:
    scene = tolerance_files.file_in("READY")

    page = _page(_officer(scene), "case", scene.case.pk, print=1)

    assert all(f">证{number}</span>" in page for number in (1, 2, 3))


# Evidence --------------------------------------------------------------------------------------------------------


def test_opening_a_piece_of_evidence_is_on_record() -> None:
    scene = tolerance_files.file_in("READY")
    client = _officer(scene)
    piece = scene.evidence[0]

    listed = _page(client, "evidence", scene.case.pk)
    answer = client.get(reverse("tolerance:evidence_file", args=[scene.case.pk, piece.pk]))
    shown = _page(client, "evidence_piece", scene.case.pk, piece.pk)

    assert "动机态度、挽回损失、推动发展的无意过失" in listed
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert Look.objects.get().looker_name == "周文澜"
    assert "查看，校验码相符" in shown


def test_evidence_of_another_matter_is_not_there() -> None:
    scene = tolerance_files.file_in("READY")
    other = tolerance_files.file_in("APPLIED", county=scene.county)
    client = _officer(scene)

    for name in ("evidence_piece", "evidence_file"):
        address = reverse(f"tolerance:{name}", args=[scene.case.pk, other.evidence[0].pk])
        assert client.get(address).status_code == 404
    assert not Look.objects.exists()


# The unit that applied -------------------------------------------------------------------------------------------


def test_unit_sees_how_far_its_application_is_and_nothing_of_the_inquiry() -> None:
    scene = tolerance_files.file_in("DECIDED")
    client = _client(registry.account("UNIT_OFFICER", scene.county.township))

    listed = _page(client, "applied")
    page = _page(client, "applied_case", scene.case.pk)

    assert scene.case.number in listed
    assert "已经研究决定，正在书面送达" in page
    for hidden in ("免责", "发现私利", "4月22日向分管", "同意", "没有重新报备"):
        assert hidden not in page
    assert client.get(reverse("tolerance:case", args=[scene.case.pk])).status_code == 404


def test_unit_reads_the_outcome_once_it_is_served() -> None:
    scene = tolerance_files.file_in("SERVED")
    client = _client(registry.account("UNIT_OFFICER", scene.county.township))

    page = _page(client, "applied_case", scene.case.pk)

    assert "结论：免责" in page
    assert "认定决定书" in page
    assert "核查报告" not in page


def test_unit_does_not_see_what_a_person_applied_for() -> None:
    scene = tolerance_files.file_in("READY", opening="PERSON")
    client = _client(registry.account("UNIT_OFFICER", scene.county.township))

    assert client.get(reverse("tolerance:applied_case", args=[scene.case.pk])).status_code == 404
    assert Case.objects.count() == 1
