"""The person's own pages: only their own, nothing before it is told, words in their own hand until the decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.parts.appraisal.actions import notices
from dandang.parts.appraisal.models import Participant, ResultNotice
from dandang.registry.people.models import Person
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
WIDE = 15
LATER = datetime(2026, 12, 23, 2, 0, tzinfo=UTC)


def _client(who: Person | None) -> Client:
    client = Client()
    client.force_login(registry.account("CADRE", who=who), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def test_result_is_told_by_the_notice_and_by_nothing_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    story = appraisal.sealed()
    one = story.participants()[0]
    Participant.objects.filter(pk=one.pk).update(leader_comment="表现突出")
    client = _client(one.person)
    assert one.grade == "优秀"

    before = [client.get(address).content.decode() for address in ("/appraisal/mine/", f"/appraisal/mine/{one.pk}/")]
    papers = [
        client.get(f"/appraisal/mine/{one.pk}/papers/{kind}.pdf").status_code
        for kind in ("result_notice", "person_result_sheet", "filing_form", "annual_registration")
    ]

    assert all("优秀" not in page for page in before)
    assert "正在书面通知" in before[0]
    assert papers == [404, 404, 404, 200]

    notices.serve_unit(actor=story.system, unit_id=story.finance.pk, at=appraisal.SERVED)

    page = client.get(f"/appraisal/mine/{one.pk}/").content.decode()
    assert "请您签收：优秀" in page
    assert "请您签收" in client.get("/appraisal/mine/").content.decode()
    for kind in ("result_notice", "person_result_sheet"):
        assert client.get(f"/appraisal/mine/{one.pk}/papers/{kind}.pdf").content.startswith(b"%PDF")


def test_signing_on_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: LATER)
    story = appraisal.served()
    one = story.participants()[1]
    client = _client(one.person)
    address = f"/appraisal/mine/{one.pk}/acknowledge/"

    unanswered = client.post(address, {})
    silent = client.post(address, {"agrees": "no", "opinion": ""})
    signed = client.post(address, {"agrees": "no", "opinion": "评语有出入"})
    again = client.post(address, {"agrees": "yes", "opinion": ""})

    assert unanswered.status_code == 400
    assert "请写下来" in silent.content.decode()
    assert signed.status_code == 302
    assert "评语有出入" in client.get(f"/appraisal/mine/{one.pk}/").content.decode()
    assert "已经签收过" in again.content.decode()
    assert ResultNotice.objects.get(participant=one).agrees is False


def test_other_peoples_pages_are_not_there() -> None:
    story = appraisal.served()
    one, other = story.participants()[:2]
    nobody = _client(None)

    for client in (_client(other.person), nobody):
        for address in (
            f"/appraisal/mine/{one.pk}/",
            f"/appraisal/mine/{one.pk}/summary/",
            f"/appraisal/mine/{one.pk}/papers/result_notice.pdf",
            f"/appraisal/mine/{one.pk}/papers/annual_registration.pdf",
        ):
            assert client.get(address).status_code == 404, address
        assert client.post(f"/appraisal/mine/{one.pk}/acknowledge/", {"agrees": "yes"}).status_code == 404
        assert client.post(f"/appraisal/mine/{one.pk}/summary/", {"summary": "…"}).status_code == 404
    assert client.get(f"/appraisal/people/{one.pk}/papers/result_notice.pdf").status_code in {403, 404}
    assert one.name not in nobody.get("/appraisal/mine/").content.decode()


def test_summary_is_the_persons_until_the_decision() -> None:
    story = appraisal.publicised()
    one, other = story.participants()[:2]
    client = _client(one.person)

    saved = client.post(f"/appraisal/mine/{one.pk}/summary/", {"summary": "办结诉求 57 件。"})

    assert saved.status_code == 302
    assert "办结诉求 57 件。" in client.get(f"/appraisal/mine/{one.pk}/summary/").content.decode()
    with pytest.raises(NotHere):
        notices.write_summary(
            actor=appraisal.as_person(story, other.person), participant_id=one.pk, summary="改", at=LATER
        )
    appraisal.decide(story, story.finance)
    with pytest.raises(Refusal, match="不能再改"):
        notices.write_summary(
            actor=replace(story.system, person_id=one.person_id), participant_id=one.pk, summary="改", at=LATER
        )
    late = client.post(f"/appraisal/mine/{one.pk}/summary/", {"summary": "改"})
    assert late.status_code == 400
    assert "办结诉求 57 件。" in late.content.decode()


def test_own_pages_cost_the_same_each_year() -> None:
    story = appraisal.served()
    one = story.participants()[0]
    client = _client(one.person)
    client.get("/appraisal/mine/")

    for address in ("/appraisal/mine/", f"/appraisal/mine/{one.pk}/"):
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        assert len(found) <= WIDE, (address, len(found), [query["sql"][-140:] for query in found])
