"""A duty from opening to closing; the daily run over a week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.calendars import actions as calendar
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.ground.refusal import NotAllowed
from dandang.ledger.duties import actions, kinds, models, queries
from dandang.ledger.notices import queries as notices
from dandang.registry.access.queries import system_actor
from tests.factories.registry import NOW, County, actor_of, county, person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
KIND = "tests.talk"


@pytest.fixture(autouse=True)
def place(db: None, monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setitem(kinds._kinds, KIND, kinds.DutyKind("谈话", "去谈"))
    calendar.seed_calendar()
    return county()


def _open(place: County, **changes: object) -> int:
    given: dict[str, object] = {
        "actor": system_actor(),
        "kind": KIND,
        "title": "安排谈心谈话",
        "why": "今年还没有谈过",
        "subject": "tests.talk:1",
        "role": "ORG_OFFICER",
        "organisation_id": place.org_department.pk,
        "due_on": date(2026, 11, 25),
        "at": NOW,
    }
    return actions.open_duty(**(given | changes))  # type: ignore[arg-type]


def test_a_duty_stands_in_the_list_of_its_role_and_nowhere_else(place: County) -> None:
    clerk = actor_of("ORG_OFFICER", place.county)
    inspector = actor_of("DISCIPLINE_OFFICER", place.county)
    elsewhere = actor_of("ORG_OFFICER", place.finance)
    _open(place)

    groups = queries.duties_for(clerk, TODAY)

    assert [duty.title for duty in groups.this_week] == ["安排谈心谈话"]
    assert groups.this_week[0].chip is not None
    assert groups.this_week[0].chip.words == "还有 2 个工作日"
    assert queries.duties_for(inspector, TODAY).total == 0
    assert queries.duties_for(elsewhere, TODAY).total == 0


def test_a_duty_of_a_person_stands_in_the_persons_own_list(place: County) -> None:
    cadre = person(place.finance)
    _open(place, role="", organisation_id=None, person_id=cadre.pk)

    mine = queries.counts_for(actor_of("CADRE", who=cadre), TODAY)
    others = queries.counts_for(actor_of("CADRE", who=person(place.finance)), TODAY)

    assert (mine.open, others.open) == (1, 0)


def test_opening_twice_keeps_one_duty_and_brings_it_up_to_date(place: County) -> None:
    first = _open(place)
    same = _open(place)
    moved = _open(place, due_on=date(2026, 11, 27))

    assert first == same == moved
    assert models.Duty.objects.get().due_on == date(2026, 11, 27)
    verbs = list(Entry.objects.order_by("seq").values_list("verb", flat=True))
    assert verbs == ["duties.duty.opened", "duties.duty.changed"]


def test_closing_ends_it_for_every_holder_and_may_be_opened_again(place: County) -> None:
    clerk = actor_of("ORG_OFFICER", place.county)
    _open(place)
    _open(place, organisation_id=place.finance.pk, role="UNIT_OFFICER")

    closed = actions.close_duty(actor=clerk, kind=KIND, subject="tests.talk:1", at=NOW)
    again = _open(place)

    assert closed == 2
    assert models.Duty.objects.still_open().get().pk == again
    assert [done.title for done in queries.recently_done_by(clerk)] == ["安排谈心谈话", "安排谈心谈话"]


def test_a_long_title_is_cut_where_the_table_ends(place: County) -> None:
    """PostgreSQL would refuse the row, and with it the work that opened the duty."""
    _open(place, title="长" * 300, why="长" * 400)

    duty = models.Duty.objects.get()

    assert (len(duty.title), len(duty.why)) == (200, 300)
    assert duty.title.endswith("…")


def test_an_unregistered_kind_is_a_mistake_of_the_program(place: County) -> None:
    with pytest.raises(KeyError, match="not registered"):
        _open(place, kind="tests.unknown")


def test_the_daily_run_reminds_once_and_reports_once(place: County) -> None:
    clerk, head = actor_of("ORG_OFFICER", place.county), actor_of("ORG_LEADER", place.county)
    _open(place)

    runs = [
        actions.remind_and_escalate(actor=system_actor(), on=date(2026, 11, day), at=NOW)
        for day in (21, 23, 23, 25, 26, 26, 27)
    ]

    assert [(run.reminded, run.escalated) for run in runs] == [(1, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 0), (0, 0)]
    assert [n.title for n in notices.notices_for(clerk).rows] == ["已逾期：安排谈心谈话", "快到期：安排谈心谈话"]
    assert [n.title for n in notices.notices_for(head).rows] == ["请督促：安排谈心谈话（已逾期）"]
    assert [duty.title for duty in queries.escalated_to(head, date(2026, 11, 26))] == ["安排谈心谈话"]
    assert queries.escalated_to(clerk, date(2026, 11, 26)) == []


def test_an_overdue_duty_of_a_person_is_reported_to_the_unit_officer(place: County) -> None:
    officer = actor_of("UNIT_OFFICER", place.finance)
    _open(place, role="", organisation_id=None, person_id=person(place.budget_office).pk)

    actions.remind_and_escalate(actor=system_actor(), on=date(2026, 11, 26), at=NOW)

    assert [duty.title for duty in queries.escalated_to(officer, date(2026, 11, 26))] == ["安排谈心谈话"]


def test_a_provisional_deadline_is_counted_again_when_the_notice_appears(place: County) -> None:
    _open(place, due_on=None, deadline=calendars.add_working_days(date(2026, 12, 28), 5))
    before = models.Duty.objects.get()
    calendar.publish_year(year=2027, document="通知", days={date(2027, 1, day): ("LIEU", "元旦") for day in (1, 4, 5)})

    run = actions.remind_and_escalate(actor=system_actor(), on=TODAY, at=NOW)
    after = models.Duty.objects.get()

    assert (before.due_on, before.due_is_provisional) == (date(2027, 1, 5), True)
    assert (after.due_on, after.due_is_provisional) == (date(2027, 1, 7), False)
    assert run.recounted == 1


def test_only_the_system_or_its_administrator_runs_the_day(place: County) -> None:
    with pytest.raises(NotAllowed):
        actions.remind_and_escalate(actor=actor_of("ORG_OFFICER", place.county), on=TODAY, at=NOW)


def test_the_database_itself_keeps_one_open_duty(place: County) -> None:
    _open(place)
    row = models.Duty.objects.get()
    row.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_badge_and_the_list_cost_the_same_with_many_duties(
    place: County, django_assert_num_queries: object
) -> None:
    clerk = actor_of("ORG_OFFICER", place.county)
    for number in range(30):
        _open(place, subject=f"tests.talk:{number}", due_on=date(2026, 11, 20) + timedelta(days=number))

    with django_assert_num_queries(1):  # type: ignore[operator]
        badge = queries.badge(clerk, TODAY)
    with django_assert_num_queries(2):  # type: ignore[operator]
        groups = queries.duties_for(clerk, TODAY)

    assert badge is not None
    assert (badge.text, badge.is_late) == ("逾期 3", True)
    assert groups.total == 30
