"""公示: how many working days, from when, who hears of it, and what keeps it from going on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from dandang.foundation.audit.models import Entry
from dandang.foundation.calendars import actions as calendars
from dandang.foundation.ground.refusal import Refusal
from dandang.law.policies import queries as policies
from dandang.parts.appraisal.actions import grades, publicity
from dandang.parts.appraisal.queries import sealing as queries
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 12, 14)


@pytest.fixture
def story() -> appraisal.Story:
    return appraisal.proposed()


def test_publicity_lasts_the_working_days_of_the_pack(story: appraisal.Story) -> None:
    unit = publicity.publicise(
        actor=story.finance_officer, unit_id=story.finance.pk, starts_on=MONDAY, at=appraisal.PUBLICISED
    )

    assert unit.state == "PUBLICISED"
    assert (unit.publicity_starts_on, unit.publicity_ends_on) == (MONDAY, date(2026, 12, 18))
    entry = Entry.objects.filter(verb="appraisal.unit.publicised").latest("pk")
    assert entry.clause == policies.value(queries.DAYS_KEY, region=story.cycle.region, on=date(2026, 12, 31)).citation


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (date(2026, 9, 24), date(2026, 10, 8)),  # 中秋 on the 25th, 国庆 from 1 to 7 October
        (date(2026, 12, 12), date(2026, 12, 18)),  # a Saturday: counting begins on Monday
        (date(2026, 12, 15), date(2026, 12, 21)),  # over a weekend
    ],
)
def test_publicity_leaves_out_days_that_are_not_worked(story: appraisal.Story, starts_on: date, ends_on: date) -> None:
    calendars.seed_calendar()
    at = datetime(starts_on.year, starts_on.month, starts_on.day, 1, tzinfo=UTC)

    unit = publicity.publicise(actor=story.finance_officer, unit_id=story.finance.pk, starts_on=starts_on, at=at)

    assert unit.publicity_ends_on == ends_on


def test_publicity_refused(story: appraisal.Story) -> None:
    late = datetime(2026, 12, 13, 17, 0, tzinfo=UTC)  # 01:00 of Monday in China

    with pytest.raises(Refusal, match="过去的日子没有公示过"):
        publicity.publicise(
            actor=story.finance_officer, unit_id=story.finance.pk, starts_on=date(2026, 12, 13), at=late
        )
    assert story.finance.state == "PROPOSED"

    publicity.publicise(actor=story.finance_officer, unit_id=story.finance.pk, starts_on=MONDAY, at=late)
    with pytest.raises(Refusal, match="公示中"):
        publicity.publicise(
            actor=story.finance_officer, unit_id=story.finance.pk, starts_on=MONDAY, at=appraisal.PUBLICISED
        )


def test_feedback_is_kept_for_the_committee_and_withdrawal_ends_publicity(story: appraisal.Story) -> None:
    unit_id = story.finance.pk
    with pytest.raises(Refusal, match="公示期间才登记反映"):
        publicity.note_feedback(actor=story.finance_officer, unit_id=unit_id, feedback="…", at=appraisal.PUBLICISED)
    publicity.publicise(actor=story.finance_officer, unit_id=unit_id, starts_on=MONDAY, at=appraisal.PUBLICISED)

    publicity.note_feedback(
        actor=story.finance_officer, unit_id=unit_id, feedback="反映人甲：考勤不实。查无此事。", at=appraisal.PUBLICISED
    )

    assert story.finance.publicity_feedback == "反映人甲：考勤不实。查无此事。"
    entry = Entry.objects.filter(verb="appraisal.unit.feedback_noted").latest("pk")
    assert "考勤" not in entry.payload
    unit = grades.withdraw(actor=story.finance_officer, unit_id=unit_id, reason="要补查", at=appraisal.PUBLICISED)
    assert (unit.state, unit.publicity_starts_on, unit.publicity_ends_on) == ("OPEN", None, None)


# Pages -----------------------------------------------------------------------------------------------------------


def test_page_counts_the_days_before_the_start(story: appraisal.Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: appraisal.PUBLICISED)
    client = _client("UNIT_OFFICER", story)
    address = f"/appraisal/units/{story.finance.pk}/publicity/"

    page = client.get(address, {"starts_on": "2026-12-15"}).content.decode()
    refused = client.post(f"{address}start/", {"starts_on": "2026-12-01"})
    unread = client.post(f"{address}start/", {"starts_on": "下周一"})
    begun = client.post(f"{address}start/", {"starts_on": "2026-12-15"})

    assert "12月21日 周一" in page
    assert "孙办1" in page
    assert refused.status_code == 400
    assert "过去的日子没有公示过" in refused.content.decode()
    assert unread.status_code == 400
    assert begun.status_code == 302
    assert story.finance.publicity_ends_on == date(2026, 12, 21)


def test_another_units_officer_finds_nothing(story: appraisal.Story) -> None:
    client = _client("UNIT_OFFICER", story)

    for leaf in ("publicity", "sealing", "notices", "papers"):
        assert client.get(f"/appraisal/units/{story.township.pk}/{leaf}/").status_code == 404
    assert client.post(f"/appraisal/units/{story.township.pk}/publicity/start/").status_code == 404


def _client(role: str, story: appraisal.Story) -> Client:
    client = Client()
    client.force_login(registry.account(role, story.county.finance), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client
