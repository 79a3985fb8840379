"""Pages of the inquiry and of the hearing: forms keep what was typed, nobody else gets in, the person replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from dandang.ledger.matters.models import Evidence, Matter
from dandang.parts.tolerance.models import Case, ElementFinding, Hearing, HearingPoint
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from tests.factories import matters, registry, tolerance

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
GOOD = "会商记录和施工日志相互印证，变更在前报批在后，出于抢在汛期前完工的考虑。"
WIDE = 60


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda at=None: at.date() if at else registry.TODAY)


@pytest.fixture
def scene() -> tolerance.Scene:
    return tolerance.scene()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def page_of(name: str, case: Case, *more: object) -> str:
    return reverse(f"tolerance:{name}", args=[case.pk, *more])


def _element(piece: Evidence | None = None, **changes: Any) -> dict[str, Any]:
    values = {"facts": "3月12日会商", "side": "FOR", "reasons": GOOD, "clause": "安徽 第11点", "waits_for": "",
              "later_because": "", "evidence_ids": [piece.pk] if piece else []}  # fmt: skip
    return values | changes


def test_an_investigator_writes_an_element_and_sees_the_advice(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    piece = matters.evidence(scene.handler, Matter.objects.get(pk=case.matter_id))
    client = signed_in(scene.investigator)

    shown = client.get(page_of("element", case, "MOTIVE")).content.decode()
    posted = client.post(page_of("element", case, "MOTIVE"), _element(piece))
    listed = client.get(page_of("findings", case)).content.decode()

    assert "行为当日有效" in shown
    assert "释义：" in shown
    assert "只作参考" in shown
    assert posted["Location"] == page_of("findings", case)
    assert GOOD in listed
    assert "证1" in listed
    assert "不能判断" in listed
    assert "还差 9 项" in listed


def test_a_refused_element_keeps_every_word(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    client = signed_in(scene.investigator)

    refused = client.post(page_of("element", case, "MOTIVE"), _element(reasons="太短", facts="这一段不能丢"))

    assert refused.status_code == 400
    assert "这一段不能丢" in refused.content.decode()
    assert "至少要 20 个字" in refused.content.decode()
    assert not ElementFinding.objects.exists()


def test_a_clause_that_is_not_offered_is_refused(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    refused = signed_in(scene.investigator).post(page_of("element", case, "MOTIVE"), _element(clause="安徽 第99点"))

    assert refused.status_code == 400


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("findings", ()), ("element", ("MOTIVE",)), ("distinction", ("FIRST_TRY",)), ("list_item", ("red-line",)),
        ("facts", ()), ("report", ()), ("investigate_again", ()),
    ],
)  # fmt: skip
@pytest.mark.parametrize("who", ["person", "unit_officer", "finance_officer"])
def test_the_inquiry_is_closed_to_everybody_else(
    scene: tolerance.Scene, name: str, more: tuple[str, ...], who: str
) -> None:
    case = tolerance.investigating(scene)

    answer = signed_in(getattr(scene, who)).get(page_of(name, case, *more))

    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("name", "more"), [("element", "LUCK"), ("distinction", "LUCK"), ("list_item", "no-such-item")]
)
def test_a_thing_that_does_not_exist_is_not_found(scene: tolerance.Scene, name: str, more: str) -> None:
    case = tolerance.investigating(scene)

    assert signed_in(scene.investigator).get(page_of(name, case, more)).status_code == 404


def test_distinction_list_item_and_facts_are_written_on_pages(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    client = signed_in(scene.investigator)

    first = client.post(page_of("distinction", case, "FIRST_TRY"), {"where": "MILDER", "reasons": GOOD})
    second = client.post(page_of("list_item", case, "red-line"), {"applies": "no", "reasons": "没有触到红线"})
    third = client.post(page_of("facts", case), {"motive.private_gain": "no", "consequences.loss": "SOME"})

    assert [one.status_code for one in (first, second, third)] == [302, 302, 302]
    assert Case.objects.get(pk=case.pk).facts == {"motive.private_gain": False, "consequences.loss": "SOME"}
    sheet = client.get(page_of("facts", case)).content.decode()
    assert "绝不当作“否”" in sheet
    assert "不能判断：缺" in sheet
    assert "每一步怎样得出" in sheet
    assert "没有触到红线" in client.get(page_of("findings", case)).content.decode()


def test_a_strange_answer_to_a_question_is_refused_at_the_question(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)

    refused = signed_in(scene.investigator).post(page_of("facts", case), {"consequences.loss": "HUGE"})

    assert refused.status_code == 400
    assert Case.objects.get(pk=case.pk).facts == {}


def test_a_report_that_is_not_due_names_what_is_missing(scene: tolerance.Scene) -> None:
    case = tolerance.investigating(scene)
    client = signed_in(scene.investigator)

    refused = client.post(page_of("report", case), {"summary": "不能丢的核查情况", "suggestion": "EXEMPT"})

    assert refused.status_code == 400
    assert "“动机态度”还没有查明" in refused.content.decode()
    assert "不能丢的核查情况" in refused.content.decode()


# The hearing -----------------------------------------------------------------------------------------------------


def _points(*points: tuple[str, str], **days: str) -> dict[str, Any]:
    rows = {f"form-{place}-{name}": value for place, point in enumerate(points)
            for name, value in zip(("point", "element"), point, strict=True)}  # fmt: skip
    head = {"form-TOTAL_FORMS": len(points), "form-INITIAL_FORMS": 0}
    return head | rows | {"notice_on": "2026-11-21", "reply_by": "2026-12-01"} | days


def test_the_handler_tells_the_person_and_answers_point_by_point(scene: tolerance.Scene) -> None:
    case = tolerance.investigated(scene)
    office, own = signed_in(scene.handler), signed_in(scene.person)
    drafted = office.get(page_of("hearing_notice", case)).content.decode()
    told = office.post(page_of("hearing_notice", case), _points(("变更没有报批", "PROCEDURE"), ("", "")))
    point = HearingPoint.objects.get()

    phone = own.get(page_of("my_reply", case)).content.decode()
    said = own.post(page_of("my_words", case, point.pk), {"statement": "当时口头报告过。"})
    blocked = office.post(page_of("hearing_close", case))
    answered = office.post(page_of("hearing_answer", case, point.pk), {"side": "PARTLY", "answer": "报告属实。"})
    both = office.get(page_of("hearing", case)).content.decode()
    closed = office.post(page_of("hearing_close", case))

    assert "PROCEDURE 查明的事实" in drafted
    assert "未规定" not in drafted
    assert [one.status_code for one in (told, said, answered, closed)] == [302] * 4
    assert "变更没有报批" in phone
    assert "还有 1 点等您说明" in phone
    assert "第 1 点未答复" in blocked.content.decode()
    assert "当时口头报告过。" in both
    assert "部分采纳" in both
    assert Case.objects.get(pk=case.pk).state == "READY"
    assert "报告属实。" in own.get(page_of("my_reply", case)).content.decode()


def test_a_refused_notice_keeps_the_points(scene: tolerance.Scene) -> None:
    case = tolerance.investigated(scene)
    office = signed_in(scene.handler)

    early = office.post(page_of("hearing_notice", case), _points(("不能丢的点", "PROCEDURE"), reply_by="2026-11-21"))
    gone = office.post(page_of("hearing_notice", case), _points(("不能丢的点", "MOTIVE")))

    assert (early.status_code, gone.status_code) == (400, 400)
    assert "不能丢的点" in early.content.decode()
    assert "留出准备的时间" in early.content.decode()
    assert "不能丢的点" in gone.content.decode()
    assert "“程序方法”认定为不利" in gone.content.decode()
    assert not Hearing.objects.exists()


def test_one_more_point_is_a_row_and_no_notice(scene: tolerance.Scene) -> None:
    case = tolerance.investigated(scene)

    page = signed_in(scene.handler).post(
        page_of("hearing_notice", case), _points(("不能丢的点", "PROCEDURE"), go="more")
    )

    assert page.status_code == 200
    assert "不能丢的点" in page.content.decode()
    assert 'name="form-1-point"' in page.content.decode()
    assert not Hearing.objects.exists()


def test_an_answer_without_a_reason_comes_back_in_its_column(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)
    point = HearingPoint.objects.get()

    refused = signed_in(scene.handler).post(page_of("hearing_answer", case, point.pk), {"side": "PARTLY", "answer": ""})

    assert refused.status_code == 400
    assert "<details open>" in refused.content.decode()


def test_record_waiver_and_keyed_words_come_from_paper(scene: tolerance.Scene) -> None:
    case = tolerance.investigated(scene)
    office = signed_in(scene.handler)
    office.post(page_of("hearing_notice", case), _points(("变更没有报批", "PROCEDURE")))
    point = HearingPoint.objects.get()
    scan = lambda: SimpleUploadedFile("笔录.pdf", matters.PDF)  # noqa: E731

    no_scan = office.post(page_of("hearing_waiver", case), {"waived_on": "2026-11-21"})
    broken = office.post(
        page_of("hearing_record", case),
        {"held_on": "2026-11-21", "place": "203 室", "upload": SimpleUploadedFile("x.pdf", b"MZ")},
    )
    held = office.post(page_of("hearing_record", case), {"held_on": "2026-11-21", "place": "203 室", "upload": scan()})
    keyed = office.post(page_of("hearing_words", case, point.pk), {"statement": "口头报告过"})
    file = office.get(page_of("hearing_scan", case))

    assert (no_scan.status_code, broken.status_code) == (400, 400)
    assert "203 室" in broken.content.decode()
    assert (held.status_code, keyed.status_code) == (302, 302)
    assert file.content == matters.PDF
    assert file["Cache-Control"] == "no-store"
    assert signed_in(scene.person).get(page_of("hearing_scan", case)).status_code == 200
    assert signed_in(scene.unit_officer).get(page_of("hearing_scan", case)).status_code == 404


def test_the_person_hands_in_material_that_becomes_evidence(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)
    own = signed_in(scene.person)

    taken = own.post(
        page_of("my_material", case), {"title": "通话记录", "upload": SimpleUploadedFile("通话.pdf", matters.PDF)}
    )
    refused = own.post(
        page_of("my_material", case), {"title": "程序", "upload": SimpleUploadedFile("a.pdf", b"MZ\x90")}
    )

    assert taken.status_code == 302
    assert Evidence.objects.get(matter=case.matter).added_after_hearing
    assert refused.status_code == 400
    assert "程序" in refused.content.decode()


@pytest.mark.parametrize("who", ["unit_officer", "investigator", "handler", "finance_officer"])
def test_the_reply_is_the_persons_alone(scene: tolerance.Scene, who: str) -> None:
    case = tolerance.heard(scene)
    point = HearingPoint.objects.get()
    client = signed_in(getattr(scene, who))

    assert client.get(page_of("my_reply", case)).status_code == 404
    assert client.post(page_of("my_words", case, point.pk), {"statement": "替他说"}).status_code == 404
    assert HearingPoint.objects.get().statement == "当时口头报告过"


def test_the_person_is_led_from_the_file_to_the_own_page(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)

    assert signed_in(scene.person).get(page_of("hearing", case))["Location"] == page_of("my_reply", case)


def test_a_point_of_another_case_is_not_found_in_this_one(scene: tolerance.Scene) -> None:
    case = tolerance.heard(scene)

    answer = signed_in(scene.handler).post(page_of("hearing_answer", case, 99_999), {"side": "PARTLY", "answer": "答"})

    assert answer.status_code == 404


@pytest.mark.parametrize("name", ["hearing", "my_reply", "findings", "facts"])
def test_pages_cost_no_more_with_more_on_file(scene: tolerance.Scene, name: str) -> None:
    build: Callable[..., Case] = tolerance.heard if name in {"hearing", "my_reply"} else tolerance.investigated
    case = build(scene)
    client = signed_in({"my_reply": scene.person, "hearing": scene.handler}.get(name, scene.investigator))
    client.get(page_of(name, case))
    with CaptureQueriesContext(connection) as few:
        client.get(page_of(name, case))
    hearing = Hearing.objects.filter(case=case).first()
    for number in range(2, 6) if hearing else ():
        HearingPoint.objects.create(hearing=hearing, number=number, point="又一点", statement="我的话")

    with CaptureQueriesContext(connection) as many:
        client.get(page_of(name, case))

    assert len(many) == len(few) < WIDE
