"""A coordination meeting: topics without a vote, their conclusions, and what is left to whom until when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.law.documents import queries as documents
from dandang.ledger.casework import actions, errors, models, papers, queries
from dandang.ledger.duties import queries as duties
from tests.factories import casework
from tests.factories.casework import Body
from tests.factories.registry import NOW, TODAY, account, actor_of, county

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def sitting(db: None) -> Body:
    return casework.body(county())


def _topic(sitting: Body, meeting_id: int, **changes: Any) -> int:
    given = {
        "actor": sitting.clerk,
        "meeting_id": meeting_id,
        "title": "口头报告算不算报备",
        "question": "几日内补算及时",
    }
    return actions.add_topic(**(given | {"at": NOW} | changes))


def _held(sitting: Body, meeting_id: int) -> None:
    actions.record_attendance(
        actor=sitting.clerk, meeting_id=meeting_id, present_ids=sitting.ids(), held_on=TODAY, at=NOW
    )


def _closed(sitting: Body) -> int:
    meeting_id = casework.planned(sitting)
    topic = _topic(sitting, meeting_id)
    _held(sitting, meeting_id)
    actions.close_meeting(
        actor=sitting.clerk, meeting_id=meeting_id, minutes="统一了认识", conclusions={topic: "三日内补算及时"}, at=NOW
    )
    return meeting_id


def _left(sitting: Body, meeting_id: int, **changes: Any) -> int:
    given: dict[str, Any] = {
        "actor": sitting.clerk, "meeting_id": meeting_id, "text": "起草口径", "person_id": sitting.members["白屿"].pk,
        "due_on": TODAY + timedelta(days=9), "at": NOW,
    }  # fmt: skip
    return actions.add_follow_up(**(given | changes))


def test_a_meeting_of_topics_only_ends_with_its_conclusions(sitting: Body) -> None:
    meeting_id = _closed(sitting)

    meeting = queries.meeting(sitting.clerk, meeting_id)
    assert meeting.state == "CLOSED"
    assert [one.conclusion for one in meeting.topics.all()] == ["三日内补算及时"]
    facts = papers.minutes(meeting)
    assert [item["title"] for item in facts["items"]] == ["口头报告算不算报备", "讨论情况"]
    assert documents.render_pdf("meeting_minutes", facts, at=NOW).startswith(b"%PDF")


def test_minutes_wait_for_every_conclusion(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    topic = _topic(sitting, meeting_id)
    _held(sitting, meeting_id)

    for conclusions in (None, {topic: "  "}):
        with pytest.raises(BadInput, match="议定意见"):
            actions.close_meeting(
                actor=sitting.clerk, meeting_id=meeting_id, minutes="开了会", conclusions=conclusions, at=NOW
            )


@pytest.mark.parametrize(("changes", "field"), [({"title": " "}, "title"), ({"question": ""}, "question")])
def test_a_topic_says_what_is_to_be_talked_over(sitting: Body, changes: dict[str, str], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        _topic(sitting, casework.planned(sitting), **changes)

    assert refused.value.field == field


def test_topics_stand_on_planned_meetings_only_and_an_entry_once(sitting: Body) -> None:
    meeting_id = casework.planned(sitting)
    topic = _topic(sitting, meeting_id, subject="casebook.entry:7")

    with pytest.raises(BadInput, match="已经在这次会议"):
        _topic(sitting, meeting_id, subject="casebook.entry:7")
    _held(sitting, meeting_id)
    with pytest.raises(errors.NotNow):
        _topic(sitting, meeting_id)
    with pytest.raises(errors.NotNow):
        actions.remove_topic(actor=sitting.clerk, topic_id=topic, at=NOW)


def test_a_topic_comes_off_a_planned_agenda(sitting: Body) -> None:
    topic = _topic(sitting, casework.planned(sitting))

    actions.remove_topic(actor=sitting.clerk, topic_id=topic, at=NOW)

    assert not models.Topic.objects.exists()
    with pytest.raises(NotHere):
        actions.remove_topic(actor=sitting.clerk, topic_id=topic, at=NOW)


def test_what_is_left_to_do_is_somebodys_duty_until_he_says_it_is_done(sitting: Body) -> None:
    follow_up = _left(sitting, _closed(sitting))
    subject = f"casework.follow_up:{follow_up}"
    (duty,) = duties.open_about([subject], TODAY)[subject]
    himself = actor_of("CADRE", who=sitting.members["白屿"])

    actions.close_follow_up(actor=himself, follow_up_id=follow_up, outcome="口径已印发", at=NOW)

    row = models.FollowUp.objects.get()
    assert (duty.due_on, row.outcome) == (TODAY + timedelta(days=9), "口径已印发")
    assert subject not in duties.open_about([subject], TODAY)
    with pytest.raises(errors.NotNow):
        actions.close_follow_up(actor=himself, follow_up_id=follow_up, outcome="再登一次", at=NOW)
    left = papers.minutes(queries.meeting(sitting.clerk, row.meeting_id))["items"][-1]["discussion"]
    assert left == "1. 起草口径（白屿，2026年11月30日以前）"


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"text": " "}, "text"), ({"due_on": TODAY - timedelta(days=1)}, "due_on"), ({"person_id": 999_999}, "person")],
)
def test_what_is_left_names_what_who_and_until_when(sitting: Body, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        _left(sitting, _closed(sitting), **changes)

    assert refused.value.field == field


def test_nothing_is_left_by_a_meeting_that_was_not_held(sitting: Body) -> None:
    with pytest.raises(errors.NotNow):
        _left(sitting, casework.planned(sitting))


def test_only_who_has_to_do_it_or_records_the_meeting_closes_it(sitting: Body) -> None:
    follow_up = _left(sitting, _closed(sitting))

    for other in (
        actor_of("CADRE", who=sitting.members["姜予安"]),
        actor_of("DISCIPLINE_OFFICER", sitting.place.finance),
    ):
        with pytest.raises(NotHere):
            actions.close_follow_up(actor=other, follow_up_id=follow_up, outcome="办了", at=NOW)
    with pytest.raises(BadInput):
        actions.close_follow_up(actor=sitting.clerk, follow_up_id=follow_up, outcome=" ", at=NOW)
    actions.close_follow_up(actor=sitting.clerk, follow_up_id=follow_up, outcome="代记：已印发", at=NOW)


@pytest.mark.parametrize("role", ["UNIT_OFFICER", "COMMITTEE_MEMBER", "CADRE", "SYSTEM_ADMIN"])
def test_other_roles_neither_add_topics_nor_leave_things(sitting: Body, role: str) -> None:
    meeting_id = _closed(sitting)
    actor = actor_of(role, sitting.place.county)

    for act in (
        lambda: _topic(sitting, meeting_id, actor=actor),
        lambda: _left(sitting, meeting_id, actor=actor),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert isinstance(refused.value, NotAllowed | NotHere)


def test_the_database_keeps_outcome_day_and_name_together(sitting: Body) -> None:
    _left(sitting, _closed(sitting))

    with pytest.raises(IntegrityError):
        models.FollowUp.objects.update(closed_at=NOW)


def test_the_pages_take_a_meeting_from_topic_to_follow_up(client: Client, sitting: Body) -> None:
    clerk = account("DISCIPLINE_OFFICER", sitting.place.county, on=timezone.localdate())
    client.force_login(clerk, backend=BACKEND)
    today = timezone.localdate()
    meeting_id = casework.planned(sitting, planned_on=max(TODAY, today))
    page = f"/meetings/{meeting_id}/"

    assert client.post(f"{page}topics/", {"title": "口径", "question": ""}).status_code == 400
    typed = {"title": "口径", "question": "几日内", "subject": "casebook.entry:9"}
    assert client.post(f"{page}topics/", typed | {"subject": "javascript:1"}).status_code == 400
    assert client.post(f"{page}topics/", typed).status_code == 302
    topic = models.Topic.objects.get()
    assert client.get(f"/meetings/topics/{topic.pk}/subject/")["Location"] == "/casebook/9/now/"
    models.Meeting.objects.update(state="HELD", held_on=today)
    assert "请写明“口径”的议定意见" in client.post(f"{page}minutes/", {"minutes": "开了"}).content.decode()
    assert client.post(f"{page}minutes/", {"minutes": "开了", f"topic_{topic.pk}": "三日"}).status_code == 302
    left = {"text": "起草口径", "person": "没有这人", "due_on": (today + timedelta(days=3)).isoformat()}
    assert "没有找到" in client.post(f"{page}follow-ups/", left).content.decode()
    assert client.post(f"{page}follow-ups/", left | {"person": "白屿"}).status_code == 302
    assert "起草口径" in client.get(page).content.decode()
    (listed,) = client.get("/meetings/").context["rows"]
    assert (listed.items, listed.checked) == (1, 0)  # a topic counts as well, though nobody votes on it
    done = models.FollowUp.objects.get()
    assert client.post(f"/meetings/follow-ups/{done.pk}/", {"outcome": ""}).status_code == 400
    assert client.post(f"/meetings/follow-ups/{done.pk}/", {"outcome": "印发了"}).status_code == 302
    assert "印发了" in client.get(f"/meetings/follow-ups/{done.pk}/").content.decode()


def test_a_cadre_finds_what_a_meeting_left_to_him(client: Client, sitting: Body) -> None:
    follow_up = _left(sitting, _closed(sitting))
    client.force_login(account("CADRE", who=sitting.members["白屿"]), backend=BACKEND)

    assert "起草口径" in client.get(f"/meetings/follow-ups/{follow_up}/").content.decode()
    assert client.get(f"/meetings/follow-ups/{follow_up + 1}/").status_code == 404
