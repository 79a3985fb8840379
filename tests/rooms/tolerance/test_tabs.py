"""The lists of the room carry the same tabs wherever one stands, each only for whom it opens."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.parts.tolerance.queries.tabs import tabs
from tests.factories import registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
STAFF = ["cases", "overdue", "filings", "early_signs", "inherited", "trials", "statistics"]
SEEN = [
    ("DISCIPLINE_OFFICER", STAFF),
    ("UNIT_OFFICER", ["cases", "applied", *STAFF[1:-1]]),
    ("COMMITTEE_SECRETARY", ["cases", "applied", *STAFF[1:]]),
]


@pytest.mark.parametrize(("role", "lists"), SEEN)
def test_every_list_shows_the_tabs_the_reader_may_open(role: str, lists: list[str]) -> None:
    county = registry.county()
    client = Client()
    reader = registry.account(role, county.county, on=timezone.localdate())
    client.force_login(reader, backend=settings.AUTHENTICATION_BACKENDS[-1])
    known = [f'href="{reverse(f"tolerance:{route}")}"' for route in lists]

    for route in lists:
        answer = client.get(reverse(f"tolerance:{route}"))
        assert answer.status_code == 200
        shown = answer.content.decode().split('<nav class="dd-subnav', 1)[1].split("</nav>", 1)[0]
        assert [link for link in known if link in shown] == known
        assert shown.count("href=") == len(lists)
        assert f'href="{reverse(f"tolerance:{route}")}" aria-current="page"' in shown


def test_a_cadre_without_office_sees_no_list_that_is_not_his() -> None:
    county = registry.county()
    cadre = registry.actor_of("CADRE", who=registry.person(county.township, "顾明川", managed_by=county.county))

    assert [url for _label, url, _now in tabs(cadre, "cases")] == [
        reverse(f"tolerance:{route}") for route in ("cases", "overdue", "filings")
    ]
