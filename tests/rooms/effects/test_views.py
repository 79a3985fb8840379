"""Keying in, checking and revoking on the pages, without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from dandang.ledger.effects import models
from dandang.registry.accounts.models import Account
from tests.factories.registry import County, account, county, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def place() -> County:
    return county()


def _as(client: Client, who: Account) -> Client:
    client.force_login(who, backend=BACKEND)
    return client


def _someone(place: County, role: str) -> Account:
    return account(role, place.county, on=timezone.localdate())


def _typed(**changes: object) -> dict[str, object]:
    day = (timezone.localdate() - timedelta(days=9)).isoformat()
    typed = {
        "organ": "青禾县纪委监委", "document": "青容〔2026〕7号", "decided_on": day, "clause": "云南 第11点",
        "reason": "属于先行先试中的失误", "starts_on": day, "ends_on": "", "fact_matter": "提灌站改造",
        "fact_indicators": "ALL", "fact_matter_from": "2025-03-01", "fact_matter_to": "",
        "fact_assessments": ["ANNUAL"],
    }  # fmt: skip
    return typed | changes


NEW = "/effects/decisions/new/?kind=ASSESSMENT_SHIELD&who=顾明川"


def test_a_decision_is_keyed_in_checked_and_revoked_by_different_people(client: Client, place: County) -> None:
    person(place.finance, "顾明川", managed_by=place.county)
    keyed = _as(client, _someone(place, "DISCIPLINE_OFFICER")).post(NEW, _typed())
    decision = models.PaperDecision.objects.get()
    own = client.get(keyed["Location"]).content.decode()
    confirmed = _as(client, _someone(place, "DISCIPLINE_OFFICER")).post(f"/effects/decisions/{decision.pk}/confirm/")
    shown = client.get("/effects/").content.decode()
    revoked = _as(client, _someone(place, "DISCIPLINE_LEADER")).post(
        f"{confirmed['Location']}revoke/", {"reason": "复查决定撤销"}, follow=True
    )

    assert "另一人核对" in own
    assert "和原件一致，生效" not in own
    assert "青容〔2026〕7号" in shown
    assert "已撤销" in revoked.content.decode()
    assert "青容〔2026〕7号" not in client.get("/effects/").content.decode()
    assert "青容〔2026〕7号" in client.get("/effects/?state=REVOKED").content.decode()


def test_faults_stand_at_their_fields_and_nothing_typed_is_lost(client: Client, place: County) -> None:
    person(place.finance, "顾明川", managed_by=place.county)
    future = (timezone.localdate() + timedelta(days=3)).isoformat()

    response = _as(client, _someone(place, "ORG_OFFICER")).post(NEW, _typed(decided_on=future, fact_indicators="<b>"))
    page = response.content.decode()

    assert response.status_code == 400
    assert "有误：" in page
    assert "决定日期还没有到" in page
    assert "提灌站改造" in page
    assert not models.PaperDecision.objects.exists()


def test_namesakes_are_told_apart_by_their_units(client: Client, place: County) -> None:
    person(place.finance, "顾明川", managed_by=place.county)
    person(place.township, "顾明川", managed_by=place.county)

    page = _as(client, _someone(place, "ORG_OFFICER")).get(NEW).content.decode()

    assert "有几位同名的" in page
    assert "县财政局" in page
    assert "柳溪镇" in page


def test_people_managed_above_are_not_found_and_their_effects_are_404(client: Client, place: County) -> None:
    person(place.county, "顾明川", managed_by=place.city)

    page = _as(client, _someone(place, "ORG_OFFICER")).get(NEW).content.decode()

    assert "您管理的人员里没有找到" in page
    assert client.get("/effects/999/").status_code == 404
    assert client.get("/effects/decisions/999/").status_code == 404


def test_a_unit_officer_has_no_business_here(client: Client, place: County) -> None:
    assert _as(client, _someone(place, "UNIT_OFFICER")).get("/effects/").status_code == 403


def test_returning_needs_a_note(client: Client, place: County) -> None:
    person(place.finance, "顾明川", managed_by=place.county)
    _as(client, _someone(place, "ORG_OFFICER")).post(NEW, _typed())
    decision = models.PaperDecision.objects.get()
    url = f"/effects/decisions/{decision.pk}/return/"

    empty = _as(client, _someone(place, "ORG_OFFICER")).post(url, {"reason": ""})
    client.post(url, {"reason": "起始日与原件不一致"})

    assert empty.status_code == 400
    decision.refresh_from_db()
    assert (decision.state, decision.check_note) == ("RETURNED", "起始日与原件不一致")
