"""The comparison's page, print and workbook over the project's own packs, and what it says of cases at hand."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
from django.test import Client

from dandang.law.policies import comparison_queries, comparison_sheet, kinds
from dandang.law.policies.kinds import Impact, ImpactLine, Switch
from tests.factories import registry
from tests.rooms.policies.test_views import page, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine, pytest.mark.usefixtures("loaded")]
PAIR = "here=341299&there=530000"
ON = registry.TODAY


def rows_of(**wanted: Any) -> dict[str, comparison_queries.Line]:
    actor = registry.actor_of("ORG_OFFICER", registry.county().org_department)
    given: dict[str, Any] = {"here": "341299", "there": "530000", "on": ON, "only_different": False}
    found = comparison_queries.compare_regions(actor, **(given | wanted))
    return {line.row.key: line for _title, lines in found.groups for line in lines}


@pytest.fixture
def registered() -> Iterator[Callable[[str, Any], None]]:
    """Registers what a key means, for one test."""
    before = dict(kinds._impacts)
    yield kinds.register_impact
    kinds._impacts.clear()
    kinds._impacts.update(before)


def test_the_page_says_how_many_differ_and_lists_only_those() -> None:
    shown, everything = page(f"/law/comparison/?{PAIR}"), page(f"/law/comparison/?{PAIR}&all=1")

    for words in (
        "项不同</b>",
        "沿用中央",
        "未规定",
        "谁负责容错",
        "云南 第9点",
        "群众代表、服务对象、利害关系方、第三方",
    ):
        assert words in shown
    assert "公务员考核等次" not in shown
    assert "公务员考核等次" in everything


def test_regions_stand_beside_the_centre() -> None:
    rows = rows_of()

    assert rows["tolerance.outside_participants"].row.here.state == "SILENT"
    assert rows["tolerance.outside_participants"].row.there.state == "SAID"
    assert rows["appraisal.publicity_working_days"].row.here.state == "INHERITED"
    assert rows["appraisal.publicity_working_days"].impact == kinds.unchanged()


def test_a_rule_table_replaces_the_one_above_it_whole() -> None:
    item = rows_of()["rules.tolerance.positive_list.first-try"].row

    assert item.here.state == "SAID"
    assert item.there.state == "SILENT"


def test_two_editions_of_one_document() -> None:
    shown = page("/law/comparison/?here=civil-servant-appraisal@2007-01-01&there=civil-servant-appraisal@2020-01-01")

    assert "不超过 15%" in shown
    assert "不超过 20%" in shown


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("here=341299&there=341299", "两边选的是同一个"),
        ("here=341299&there=civil-servant-appraisal@2020-01-01", "两边不是同一种"),
    ],
)
def test_sides_that_cannot_be_compared_are_named(query: str, words: str) -> None:
    for path in ("/law/comparison/", "/law/comparison/print/", "/law/comparison/export/"):
        response = signed_in().get(f"{path}?{query}")

        assert response.status_code == 400
        assert words in response.content.decode()


def test_a_choice_nobody_offers_falls_back_and_is_named() -> None:
    response = signed_in().get("/law/comparison/?here=999999&on=昨天")
    shown = response.content.decode()

    assert response.status_code == 400
    assert "“本地区”填的看不懂" in shown
    assert "“按哪一天”填的看不懂" in shown


def test_what_a_switch_means_is_asked_of_the_room_that_knows(registered: Callable[[str, Any], None]) -> None:
    asked: list[Switch] = []

    def reckon(actor: Any, switch: Switch) -> Impact:
        asked.append(switch)
        return Impact("3 件要换承办", lines=(ImpactLine("容错〔2026〕1号", "/x/1/"),))

    registered("tolerance.lead_organs", reckon)
    impact = rows_of()["tolerance.lead_organs"].impact

    assert impact.text == "3 件要换承办"
    assert impact.lines[0].url == "/x/1/"
    assert asked[0].there is not None
    assert asked[0].there.value == ["纪检监察机关"]


def test_a_room_that_finds_nothing_means_unchanged(registered: Callable[[str, Any], None]) -> None:
    registered("tolerance.lead_organs", lambda actor, switch: None)

    assert rows_of()["tolerance.lead_organs"].impact.text == "不变"


def test_without_such_a_room_the_program_says_that_it_cannot_say() -> None:
    impact = rows_of()["appointment.bar_months.transfer"].impact

    assert not impact.is_known
    assert "任免" in impact.why


def test_pages_cost_a_fixed_number_of_queries(django_assert_max_num_queries: Callable[[int], Any]) -> None:
    client = signed_in()
    client.get(f"/law/comparison/?{PAIR}")

    with django_assert_max_num_queries(30):
        client.get(f"/law/comparison/?{PAIR}&all=1")


@pytest.mark.parametrize(
    "path", ["/law/comparison/", "/law/comparison/print/", "/law/comparison/export/", "/law/checks/"]
)
def test_strangers_are_asked_to_sign_in(path: str) -> None:
    assert Client().get(path).status_code == 302


def test_the_workbook_holds_the_rows_as_text() -> None:
    response = signed_in().get(f"/law/comparison/export/?{PAIR}")
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]

    assert "attachment" in response["Content-Disposition"]
    assert "谁负责容错" in cells
    assert any("〔云南 第9点 A〕" in cell for cell in cells)


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    hostile = ["=1+1", "+2", "@SUM(A1)", "https://example.org", "－3"]

    content = comparison_sheet.workbook("表", ["甲"], [hostile], foot="=2")
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active

    assert [(cell.value, cell.data_type) for cell in sheet[3]] == [(text, "s") for text in hostile]
    assert sheet.cell(3, 4).hyperlink is None


def test_the_printed_form_has_no_menus() -> None:
    shown = page(f"/law/comparison/print/?{PAIR}")

    assert "政策对照表" in shown
    assert "dd-rail" not in shown
