"""Pages of the tree and its units; what is dated is asked twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from dandang.registry.access.queries import system_actor
from dandang.registry.organisations import actions
from dandang.registry.organisations.models import Organisation
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]


@pytest.fixture
def county() -> registry.County:
    return registry.county()


def _client(role: str, unit: Organisation) -> Client:
    client = Client()
    client.force_login(registry.account(role, unit), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def officer(county: registry.County) -> Client:
    return _client("ORG_OFFICER", county.county)


def test_the_tree_counts_people_with_those_below_and_names_former_names(
    county: registry.County, officer: Client
) -> None:
    registry.person(county.finance)
    registry.person(county.budget_office)
    actions.rename_organisation(
        actor=system_actor(),
        organisation_id=county.finance.pk,
        name="县财政和国资局",
        on=date(2026, 3, 1),
        at=registry.NOW,
    )

    page = officer.get("/organisations/").content.decode()

    assert "2026-03-01 前称 县财政局" in page
    row = page[page.index(f"/organisations/{county.finance.pk}/") :]
    assert '<span class="dd-num">2</span>' in row[: row.index("</a>")]


def test_a_unit_officer_sees_the_own_branch_only(county: registry.County) -> None:
    client = _client("UNIT_OFFICER", county.finance)

    page = client.get("/organisations/").content.decode()

    assert "预算股" in page
    assert "柳溪镇" not in page
    assert client.get(f"/organisations/{county.township.pk}/").status_code == 404
    assert client.get(f"/organisations/{county.finance.pk}/rename/").status_code == 403


def test_a_unit_lists_leaders_it_may_not_open_without_a_link(county: registry.County) -> None:
    leader = registry.person(county.finance, "陆书远", managed_by=county.county)
    clerk = registry.person(county.finance, "何立群")

    page = _client("UNIT_OFFICER", county.finance).get(f"/organisations/{county.finance.pk}/").content.decode()

    assert "陆书远" in page
    assert f"/people/{leader.pk}/" not in page
    assert f"/people/{clerk.pk}/" in page


@pytest.mark.parametrize("path", ["rename/", "move/", "close/", "figures/"])
def test_forms_about_a_unit_open(county: registry.County, officer: Client, path: str) -> None:
    assert officer.get(f"/organisations/{county.finance.pk}/{path}").status_code == 200


def test_a_rename_is_confirmed_on_a_page_of_its_own(county: registry.County, officer: Client) -> None:
    address = f"/organisations/{county.finance.pk}/rename/"
    typed = {"name": "县财政和国资局", "on": "2026-03-01"}

    asked = officer.post(address, typed).content.decode()
    before = Organisation.objects.get(pk=county.finance.pk).name
    done = officer.post(address, {**typed, "confirmed": "1"})

    assert "核对后提交" in asked
    assert "能否撤回" in asked
    assert before == "县财政局"
    assert done["Location"] == f"/organisations/{county.finance.pk}/"
    assert Organisation.objects.get(pk=county.finance.pk).name == "县财政和国资局"


def test_a_refused_closing_keeps_what_was_typed(county: registry.County, officer: Client) -> None:
    typed = {"on": "2026-03-01", "merged_into_id": "", "confirmed": "1"}

    response = officer.post(f"/organisations/{county.finance.pk}/close/", typed)

    page = response.content.decode()
    assert response.status_code == 400
    assert "还有 1 个机构" in page
    assert 'value="2026-03-01"' in page


def test_founding_a_unit_leads_to_its_page(county: registry.County, officer: Client) -> None:
    typed = {
        "name": "县水利局", "parent_id": str(county.county.pk), "founded_on": "2026-03-01", "kind": "GOVERNMENT",
        "sibling_order": "0", "chief_posts": "1",
    }  # fmt: skip

    response = officer.post("/organisations/new/", typed)

    made = Organisation.objects.get(name="县水利局")
    assert response["Location"] == f"/organisations/{made.pk}/"
    assert made.chief_posts == 1


def test_figures_are_kept_as_typed(county: registry.County, officer: Client) -> None:
    typed = {"kind": "GOVERNMENT", "sibling_order": "3", "admin_quota": "42", "chief_posts": "1", "deputy_posts": "3"}

    officer.post(f"/organisations/{county.finance.pk}/figures/", typed)

    page = officer.get(f"/organisations/{county.finance.pk}/").content.decode()
    assert "应配 4，实配 0" in page
