"""Some years in numbers, as the round-up of 2021 counts: every number is a count of rows, and leads to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed
from dandang.ledger.casebook.models import Entry as Example
from dandang.parts.protection.actions import tables
from dandang.parts.protection.models import Clarification, Report
from dandang.parts.protection.queries import statistics as queries
from tests.factories import casebook, protection, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
YEARS = {"first": 2024, "last": 2026}


def _made(scene: protection.Scene, person: Any, report: Report, on: date = date(2026, 10, 8), **given: Any) -> None:
    """Clarified step by step, as the database wants it."""
    rows = Clarification.objects.filter(pk=protection.clarification(scene, report, person=person, **given).pk)
    rows.update(state="CONSENTED", consented_on=on)
    rows.update(state="APPROVED", approved_on=on, approved_by="account:9")
    rows.update(state="MADE", made_on=on, written_on=on, record="会上宣读")


def _about(scene: protection.Scene, person: Any, number: int) -> Report:
    """A concluded report whose one allegation about `person` is untrue."""
    report = protection.accepted(scene, number=f"青信〔2026〕{number}号")
    report.allegations.update(person=person, finding="UNTRUE", **protection.FOUND)
    Report.objects.filter(pk=report.pk).update(state="CONCLUDED", concluded_on=date(2026, 9, 25), concluded_by="x")
    report.refresh_from_db()
    return report


@pytest.fixture
def scene() -> protection.Scene:
    """Four reports, three clarified: one in the media, one by notice within the county, one at a meeting, last year."""
    here = protection.scene()
    _made(here, here.concerned, _about(here, here.concerned, 31), is_by_notice=True, known_to=6, told_to=6)
    _made(here, here.head, _about(here, here.head, 32), is_by_notice=True, known_to=5, told_to=5)
    _made(here, here.head, _about(here, here.head, 33), on=date(2025, 3, 3))
    protection.report(here, number="青信〔2026〕34号", way="VISIT")
    return here


def _count(found: queries.Statistics, name: str) -> int:
    group, _sep, _key = name.partition(":")
    return next(figure.count for figure in found.groups[group].figures if figure.slice == name)


def test_numbers_are_counted_as_the_round_up_counts_them(scene: protection.Scene) -> None:
    found = queries.statistics(scene.handler, **YEARS)

    assert _count(found, "clarified:noticed") == 2  # reports, publicly
    assert _count(found, "clarified:people") == 2  # a person clarified twice is one person
    assert _count(found, "clarified:media") == 1
    assert _count(found, "forms:at_meeting") == 3
    assert _count(found, "findings:UNTRUE") == 3
    assert _count(found, "ways:VISIT") == 1
    assert _count(found, "course:running") == 1
    assert found.by_year is not None


def test_a_clarification_belongs_to_the_year_it_was_made(scene: protection.Scene) -> None:
    this_year = queries.statistics(scene.handler, first=2026, last=2026)
    before = queries.statistics(scene.handler, first=2025, last=2025)

    assert (_count(this_year, "forms:at_meeting"), _count(before, "forms:at_meeting")) == (2, 1)
    assert _count(before, "ways:LETTER") == 0


def test_every_number_leads_to_its_rows(scene: protection.Scene) -> None:
    found = queries.statistics(scene.handler, **YEARS)

    for group in found.groups.values():
        for figure in group.figures:
            if figure.slice in {"clarified:people", "clarified:noticed", "clarified:media"}:
                continue
            if figure.slice.startswith("casebook:"):
                continue
            behind = queries.rows_of_slice(scene.handler, slice_name=figure.slice, **YEARS)
            assert behind.page.total + behind.others == figure.count, figure.slice
    people = queries.rows_of_slice(scene.handler, slice_name="clarified:people", **YEARS)
    assert {line.name for line in people.page.rows} == {"顾明川", "钟书记"}
    unknown = queries.rows_of_slice(scene.handler, slice_name="reporter:1", **YEARS)
    assert (unknown.page.rows, unknown.others) == ([], 0)


def test_the_other_office_counts_nothing_it_names_nothing_and_a_cadre_sees_no_numbers(scene: protection.Scene) -> None:
    behind = queries.rows_of_slice(scene.org_officer, slice_name="ways:LETTER", **YEARS)

    assert (behind.page.rows, behind.others) == ([], 3)
    with pytest.raises(NotAllowed):
        queries.statistics(scene.person, **YEARS)
    with pytest.raises(NotAllowed):
        queries.rows_of_slice(scene.person, slice_name="ways:LETTER", **YEARS)
    with pytest.raises(NotAllowed):
        tables.take_statistics(actor=scene.person, kind="csv", on=registry.TODAY, at=registry.NOW, **YEARS)


def test_who_is_reported_does_not_learn_it_from_a_sum(scene: protection.Scene) -> None:
    himself = replace(scene.person, grants=scene.handler.grants)

    found = queries.statistics(himself, **YEARS)
    behind = queries.rows_of_slice(himself, slice_name="ways:LETTER", **YEARS)

    assert _count(queries.statistics(scene.handler, **YEARS), "ways:LETTER") == 3
    assert (_count(found, "ways:LETTER"), behind.page.total, behind.others) == (2, 2, 0)
    assert _count(found, "clarified:people") == 1


def test_typical_cases_are_those_drawn_from_cases_here(scene: protection.Scene, client: Client) -> None:
    office = casebook.office(scene.county)
    elsewhere = casebook.approved(office, is_sample=False)
    own = casebook.approved(office, title="本地的一件")
    Example.objects.filter(pk=own.pk).update(source="protection.clarification:1", is_sample=False)

    figures = queries.statistics(scene.handler, **YEARS).groups["clarified"].figures[-2:]

    assert [(one.slice, one.count) for one in figures] == [("casebook:OWN", 1), ("casebook:OUTSIDE", 1)]
    client.force_login(registry.account("CADRE", scene.county.county, name="读者"))
    for figure, title, other in zip(figures, (own.title, elsewhere.title), (elsewhere.title, own.title), strict=True):
        page = client.get(figure.url).content.decode()
        assert title in page
        assert other not in page
    assert own.title not in client.get(figures[0].url.replace("2026", "2025")).content.decode()


def test_no_number_is_about_reporters_or_about_how_often_somebody_was_reported(scene: protection.Scene) -> None:
    by_person = {one.table for one in queries.MEASURES if one.by == "person"}

    assert by_person == {"clarification"}
    assert {one.by for one in queries.MEASURES} == {"pk", "person", "report"}
    assert not [one for one in queries.MEASURES if "reporter" in str(one.where)]


def test_the_pages_cost_the_same_however_many_rows(
    scene: protection.Scene, client: Client, django_assert_num_queries: Any
) -> None:
    client.force_login(registry.account("DISCIPLINE_OFFICER", scene.county.county, name="另一位经办"))
    page = reverse("protection:statistics")
    client.get(page, YEARS)
    with CaptureQueriesContext(connection) as few:
        client.get(page, YEARS)
    for number in range(40, 46):
        protection.report(scene, number=f"青信〔2026〕{number}号")

    with django_assert_num_queries(len(few)):
        answer = client.get(page, YEARS)

    assert len(few) <= 24

    assert "澄清正名的干部" in answer.content.decode()
    sheet = client.get(reverse("protection:statistics_csv"), YEARS)
    lines = sheet.content.decode("utf-8-sig").split("\r\n")
    assert "澄清正名,澄清正名的干部,2,名" in lines
    assert any("一件反映、一名干部只数一次" in line for line in lines)
    assert "顾明川" not in sheet.content.decode()
    assert lines[-2].startswith("另一位经办 ")
    assert client.get(reverse("protection:statistics_xlsx"), YEARS).content.startswith(b"PK")
    assert Entry.objects.filter(verb="protection.statistics.taken_out").count() == 2
    for years in (
        {"first": "x", "last": "²"},
        {"first": "9999", "last": "0000"},
        {"last": "1"},
        {"last": "0001"},
        {"last": "0002"},
    ):
        assert client.get(page, years).status_code == 200
    rows = client.get(
        reverse("protection:statistics_rows"), {"slice": "clarified:people", "first": "2024", "last": "2026"}
    )
    assert "钟书记" in rows.content.decode()
