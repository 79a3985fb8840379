"""The year in numbers: every number is a count of cases, and every number leads to its cases."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed
from dandang.parts.tolerance.models import Case
from dandang.parts.tolerance.queries import statistics as queries
from tests.factories import registry
from tests.factories import tolerance_ready as tolerance

pytestmark = pytest.mark.django_db
YEAR = tolerance.TODAY.year


@pytest.fixture
def story() -> tolerance.Story:
    """One case exempted and served, another still waiting, both of this year."""
    served = tolerance.served()
    tolerance.ready(number=8, place=served.place, title="另一件", load=False)
    return served


def _count(figures: tuple[queries.Figure, ...], name: str) -> int:
    return next(figure.count for figure in figures if figure.slice == name)


def test_numbers_are_counts_of_the_years_cases(story: tolerance.Story) -> None:
    found = queries.statistics(story.handler, year=YEAR, on=tolerance.TODAY)

    assert (found.opened, found.decided, found.running) == (2, 1, 1)
    assert _count(found.outcomes, "outcome:EXEMPT") == 1
    assert _count(found.outcomes, "state:RUNNING") == 1
    assert _count(found.openings, "opening:PERSON") == 2
    assert _count(found.measures, "measure:ANY") == story.case.decision.measures.count() > 0
    assert found.by_element is not None
    assert [row[-1] for row in found.by_element.chart.table.rows] == ["1"] * 6
    assert found.spans[-1].days == ((story.case.decision.decided_on - story.case.applied_on).days,)


def test_a_measure_past_its_day_is_late_until_accepted(story: tolerance.Story) -> None:
    late = queries.statistics(story.handler, year=YEAR, on=date(2027, 6, 1))

    assert _count(late.measures, "measure:LATE") == story.case.decision.measures.count()
    assert _count(queries.statistics(story.handler, year=YEAR, on=tolerance.TODAY).measures, "measure:LATE") == 0


def test_each_number_leads_to_its_cases(story: tolerance.Story) -> None:
    found = queries.statistics(story.handler, year=YEAR, on=tolerance.TODAY)

    assert found.by_element is not None
    assert found.by_unit is not None
    cells = [cell for grid in (found.by_element, found.by_unit) for _label, row in grid.rows for cell in row]
    for figure in (*found.openings, *found.outcomes, *found.reviews, *cells):
        behind = queries.cases_of_slice(story.handler, year=YEAR, slice_name=figure.slice, on=tolerance.TODAY)
        assert behind.page.total + behind.others == figure.count, figure.slice
        assert behind.others == 0
    assert sum(cell.count for cell in cells) == 7
    for name in ("person:1", "unit:x.1", "unit:²", "element:", "element:.", ""):
        unknown = queries.cases_of_slice(story.handler, year=YEAR, slice_name=name, on=tolerance.TODAY)
        assert (unknown.page.rows, unknown.others) == ([], 0), name


def test_cases_outside_the_readers_circle_are_counted_and_not_named(story: tolerance.Story) -> None:
    secretary = registry.actor_of("COMMITTEE_SECRETARY", story.place.county, name="书记")

    behind = queries.cases_of_slice(secretary, year=YEAR, slice_name="opening:PERSON", on=tolerance.TODAY)

    assert (behind.page.rows, behind.others) == ([], 2)


def test_cases_behind_a_number_beyond_one_page_are_not_taken_for_hidden_ones(
    story: tolerance.Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = queries.pages.cut
    monkeypatch.setattr(queries.pages, "cut", lambda found, number: cut(found, number=number, size=1))

    behind = queries.cases_of_slice(story.handler, year=YEAR, slice_name="opening:PERSON", on=tolerance.TODAY, number=2)

    assert (len(behind.page.rows), behind.page.number, behind.page.total, behind.others) == (1, 2, 2, 0)


def test_the_readers_own_case_is_in_no_number_he_sees(story: tolerance.Story) -> None:
    himself = replace(story.himself, grants=story.handler.grants)

    found = queries.statistics(himself, year=YEAR, on=tolerance.TODAY)

    assert (found.opened, found.decided) == (1, 0)  # of two, one of them decided


def test_a_cadre_sees_no_statistics_and_another_branch_counts_nothing(story: tolerance.Story) -> None:
    elsewhere = registry.organisation(story.place.city, "邻县", "REGION")
    neighbour = registry.actor_of("DISCIPLINE_OFFICER", elsewhere, name="邻县")

    assert queries.statistics(neighbour, year=YEAR, on=tolerance.TODAY).opened == 0
    with pytest.raises(NotAllowed):
        queries.statistics(story.himself, year=YEAR, on=tolerance.TODAY)


def test_the_pages_cost_the_same_however_many_cases(
    story: tolerance.Story, client: Client, django_assert_max_num_queries: object
) -> None:
    client.force_login(registry.account("ORG_OFFICER", story.place.county, name="经办"))
    with django_assert_max_num_queries(24):  # type: ignore[operator]
        page = client.get(reverse("tolerance:statistics"), {"year": YEAR})
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        cases = client.get(reverse("tolerance:statistics_cases"), {"year": YEAR, "slice": "outcome:EXEMPT"})

    assert Case.objects.count() == 2
    assert page.status_code == cases.status_code == 200
    assert "数字只记不设" in page.content.decode()
    assert story.case.number in cases.content.decode()
    sheet = client.get(reverse("tolerance:statistics_csv"), {"year": YEAR}).content.decode("utf-8-sig")
    lines = sheet.split("\r\n")
    assert {"办理,申请或者启动,2,件", "怎样提出的,本人申请,2,件"} <= set(lines)
    assert any("结果按原来的决定数" in line for line in lines)
    assert story.case.person.name not in sheet
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("tolerance:statistics_xlsx"), {"year": YEAR}).content)
    ).active
    assert book is not None
    assert (book["A1"].value, book["C3"].value) == (f"{YEAR} 年容错纠错统计", 2)
    assert Entry.objects.filter(verb="tolerance.statistics.taken_out").count() == 2
    for year in ("二〇", "0001", "9999", "99999"):
        assert client.get(reverse("tolerance:statistics"), {"year": year}).status_code == 200
