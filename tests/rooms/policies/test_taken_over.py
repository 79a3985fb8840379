"""A value of another region is taken into a draft of one's own; differences found by a check are closed again."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import actions, check_queries, draft_queries, models
from dandang.law.policies.models import Draft, Edition
from dandang.ledger.duties.models import Duty
from tests.factories import drafts, registry, shelf
from tests.rooms.policies.test_drafts import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("few_packs")]
KEY = "tolerance.outside_participants"
NOW, TODAY = registry.NOW, registry.TODAY


@pytest.fixture
def few_packs(db: Any) -> None:
    shelf.load(*shelf.TOLERANCE)


def yunnan() -> Edition:
    return Edition.objects.select_related("document").filter(document__key="yunnan-2018").latest("starts_on")


# From the comparison ---------------------------------------------------------------------------------------------


def test_a_draft_begins_with_the_value_its_clause_and_where_it_was_taken_from() -> None:
    office = Office()
    source = yunnan()

    draft = drafts.started(office.officer, office.place, value_key=KEY, value_of=source.name)

    (value,) = draft.body["values"]
    (clause,) = draft.body["clauses"]
    given = next(one for one in source.body["values"] if one["key"] == KEY)
    assert (value["key"], value["value"], value["clause"]) == (KEY, given["value"], clause["id"])
    assert value["reliability"] == clause["reliability"] == "C"
    assert source.title in value["note"]
    assert draft_queries.faults_of(draft, today=TODAY) == []


def test_a_copy_keeps_its_own_clause_and_takes_the_figure_only() -> None:
    office = Office()
    source = yunnan()
    anhui = Edition.objects.filter(document__key="anhui-2018").latest("starts_on")
    key = next(one["key"] for one in anhui.body["values"] if one["key"] in {v["key"] for v in source.body["values"]})
    own = next(one for one in anhui.body["values"] if one["key"] == key)
    other = next(one for one in source.body["values"] if one["key"] == key)

    draft = drafts.started(office.officer, office.place, copied_from=anhui.pk, value_key=key, value_of=source.name)

    (taken,) = [one for one in draft.body["values"] if one["key"] == key]
    assert (taken["clause"], taken["value"]) == (own["clause"], other["value"])
    assert len(draft.body["clauses"]) == len(anhui.body["clauses"])


@pytest.mark.parametrize(("key", "edition"), [("nothing.here", ""), (KEY, "anhui-2018@2018-05-01"), (KEY, "no@2020")])
def test_a_value_that_is_not_there_begins_no_draft(key: str, edition: str) -> None:
    office = Office()

    with pytest.raises(NotHere):
        drafts.started(office.officer, office.place, value_key=key, value_of=edition or yunnan().name)

    assert not Draft.objects.exists()


def test_the_button_of_the_comparison_leads_to_a_form_that_says_what_comes_along() -> None:
    office = Office()
    client = Client()
    writer = registry.account("ORG_OFFICER", office.place, who=registry.person(office.place))
    client.force_login(writer, backend="allauth.account.auth_backends.AuthenticationBackend")
    link = f"/law/drafts/new/?value={KEY}&amp;of={yunnan().name}"

    comparison = client.get(f"/law/comparison/?here={drafts.REGION}&there=530000").content.decode()
    form = client.get(link.replace("&amp;", "&"))

    assert link in comparison
    assert "这一版会带上" in form.content.decode()
    given = {
        "organisation": office.place.pk, "copied_from": "", "title": "临禾县办法", "short": "临禾", "issuer": "县委",
        "in_force_from": "2099-01-01", "value_key": KEY, "value_of": yunnan().name,
    }  # fmt: skip
    assert client.post("/law/drafts/new/", given).status_code == 302
    assert Draft.objects.get().body["values"][0]["key"] == KEY


def test_who_writes_no_drafts_sees_no_button() -> None:
    office = Office()
    client = Client()
    reader = registry.account("ORG_LEADER", office.place, who=registry.person(office.place))
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")

    assert "/law/drafts/new/?value=" not in client.get("/law/comparison/?there=530000").content.decode()


# Differences -----------------------------------------------------------------------------------------------------


def found_different(office: Office, edition: Edition, key: str, result: str = "DIFFERENT") -> None:
    actions.check_value(
        actor=office.officer, edition_id=edition.pk, key=key, checked_on=TODAY, source="印发的文本", result=result,
        note="原文不同" if result == "DIFFERENT" else "", at=NOW,
    )  # fmt: skip


def is_asked_for() -> bool:
    return Duty.objects.still_open().filter(kind="policies.value.differs").exists()


def officer_with_unit(office: Office) -> None:
    """The officer's account belongs to a unit, so that a duty finds somebody."""
    assert office.officer.organisation_id is not None


def test_the_duty_ends_when_a_new_check_finds_no_difference_in_any_value() -> None:
    office = Office()
    officer_with_unit(office)
    keys = [one["key"] for one in yunnan().body["values"]][:2]
    for key in keys:
        found_different(office, yunnan(), key)
    assert is_asked_for()

    found_different(office, yunnan(), keys[0], "SAME")
    assert is_asked_for()
    found_different(office, yunnan(), keys[1], "SAME")
    assert not is_asked_for()


def test_the_duty_ends_when_a_later_edition_takes_the_place() -> None:
    office = Office()
    first = office.submitted()
    actions.approve_draft(actor=office.leader, draft_id=first.pk, version=first.version, at=NOW)
    edition = Edition.objects.get(document__key=drafts.KEY)
    key = models.Key.objects.order_by("pk").first()
    models.Value.objects.create(
        edition=edition, clause=edition.clauses.get(), key=key, region=drafts.REGION, starts_on=TODAY, value=1,
        unit="pct", sense="exactly", reliability="A", checked_on=TODAY,
    )  # fmt: skip
    assert key is not None
    found_different(office, edition, key.key)
    assert is_asked_for()
    later = drafts.started(office.officer, office.place, copied_from=edition.pk, in_force_from=TODAY.replace(year=2027))

    actions.submit_draft(actor=office.officer, draft_id=later.pk, version=later.version, at=NOW)
    actions.approve_draft(actor=office.leader, draft_id=later.pk, version=later.version, at=NOW)

    assert not is_asked_for()


def test_the_table_of_values_says_when_each_was_last_checked_and_leads_to_the_list() -> None:
    office = Office()
    found_different(office, yunnan(), KEY, "SAME")
    client = Client()
    client.force_login(
        registry.account("ORG_OFFICER", office.place), backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    shown = client.get("/law/values/?region=530000").content.decode()

    assert check_queries.days_of_checks() == {(yunnan().name, KEY): TODAY}
    assert f"{TODAY} 核对" in shown
    assert "/law/checks/?document=yunnan-2018" in shown
