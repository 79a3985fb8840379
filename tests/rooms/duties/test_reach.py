"""What lies on a desk is not for everybody of the desk: whoever may not know of a matter finds no duty about it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import QuerySet

from dandang.foundation.calendars import actions as calendar
from dandang.foundation.ground import references
from dandang.ledger.duties import actions, kinds, models, queries
from dandang.ledger.notices import queries as notices
from dandang.registry.access.queries import system_actor
from dandang.registry.access.records import Actor
from tests.factories.registry import NOW, County, actor_of, county, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    """A kind of duty whose subjects 顾回避 may not know of."""

    def hidden(actor: Actor) -> QuerySet[models.Duty, str]:
        found = models.Duty.objects.filter(subject__startswith="tests.secret:")
        is_barred = actor.name == "顾回避"
        return (found if is_barred else found.none()).order_by().values_list("subject", flat=True)

    monkeypatch.setitem(kinds._kinds, "tests.act", kinds.DutyKind("办理", "去办理"))
    monkeypatch.setitem(kinds._hidden, "tests.secret", hidden)
    calendar.seed_calendar()
    return county()


def officer(place: County, name: str) -> Actor:
    return actor_of("DISCIPLINE_OFFICER", place.county, who=person(place.discipline, name))


def opened(place: County, **more: object) -> None:
    given: dict[str, object] = {
        "actor": system_actor(), "kind": "tests.act", "title": "办理一件反映", "why": "刚收到", "at": NOW,
        "subject": "tests.secret:1", "role": "DISCIPLINE_OFFICER", "organisation_id": place.discipline.pk,
        "due_on": date(2026, 11, 24),
    }  # fmt: skip
    actions.open_duty(**(given | more))  # type: ignore[arg-type]


def test_who_may_not_know_finds_no_duty_and_no_count(place: County) -> None:
    barred, free = officer(place, "顾回避"), officer(place, "周文澜")
    opened(place)

    assert queries.duties_for(barred, TODAY).total == 0
    assert queries.counts_for(barred, TODAY).open == 0
    assert queries.duties_for(free, TODAY).total == 1


def test_a_duty_of_ones_own_is_never_hidden(place: County) -> None:
    barred = officer(place, "顾回避")
    opened(place, role="", organisation_id=None, person_id=barred.person_id)

    assert queries.duties_for(barred, TODAY).total == 1


def test_reminders_and_escalations_go_past_who_may_not_know(place: County) -> None:
    barred, free = officer(place, "顾回避"), officer(place, "周文澜")
    opened(place)

    actions.remind_and_escalate(actor=system_actor(), on=TODAY, at=NOW)

    assert notices.unread_count(free) == 1
    assert notices.unread_count(barred) == 0


def test_a_leader_who_may_not_know_does_not_see_it_among_the_late_ones(place: County) -> None:
    barred = actor_of("DISCIPLINE_LEADER", place.county, who=person(place.discipline, "顾回避"))
    free = actor_of("DISCIPLINE_LEADER", place.county, who=person(place.discipline, "秦立言"))
    opened(place, due_on=date(2026, 11, 20))

    actions.remind_and_escalate(actor=system_actor(), on=TODAY, at=NOW)

    assert queries.escalated_to(barred, TODAY) == []
    assert len(queries.escalated_to(free, TODAY)) == 1


def test_what_was_done_is_words_without_a_link_once_it_is_out_of_reach(
    place: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk, gone = officer(place, "周文澜"), models.Duty.objects.order_by().values_list("subject", flat=True)
    known = references._Registered(names=lambda keys: {}, url=lambda key: f"/notices/?about={key}")
    monkeypatch.setitem(references._kinds, "tests.secret", known)
    monkeypatch.setitem(kinds._unreachable, "tests.secret", lambda actor: gone.filter(subject__endswith=":1"))
    for subject in ("tests.secret:1", "tests.secret:2"):
        opened(place, subject=subject)
        actions.close_duty(actor=clerk, kind="tests.act", subject=subject, at=NOW)

    assert [one.url for one in queries.recently_done_by(clerk)] == ["/notices/?about=2", ""]
