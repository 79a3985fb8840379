"""Pages of preparation and ballots: what they cost, whom they know, and that they work without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.parts.appraisal.actions import ballots, cycles, participants
from dandang.parts.appraisal.models import Ballot, Roll
from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import Organisation
from tests.factories import appraisal, registry

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
MOST_QUERIES = 15


def _client(role: str, unit: Organisation) -> Client:
    client = Client()
    client.force_login(registry.account(role, unit), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _officer(story: appraisal.Story) -> Client:
    return _client("ORG_OFFICER", story.county.county)


def _clerk(story: appraisal.Story) -> Client:
    return _client("UNIT_OFFICER", story.county.finance)


def _code(story: appraisal.Story, group: str = "同级") -> str:
    roll = Roll.objects.get(unit=story.finance, group=group)
    return ballots.issue_tickets(actor=story.finance_officer, roll_id=roll.pk, at=appraisal.DRAWN)[0].code


def _queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(caught)


def _addresses(story: appraisal.Story) -> list[str]:
    roll = Roll.objects.get(unit=story.finance, group="同级")
    cycle = [
        reverse(f"appraisal:{name}", args=[story.cycle.pk]) for name in ("cycle", "plans", "participants", "turnout")
    ]
    unit = [reverse(f"appraisal:{name}", args=[story.finance.pk]) for name in ("unit", "ballot_key", "ballot_book")]
    return [reverse("appraisal:cycles"), *cycle, *unit, reverse("appraisal:roll", args=[roll.pk])]


def test_pages_cost_the_same_with_five_people_and_with_sixty() -> None:
    costs = []
    for staff in (5, 60):
        story = appraisal.balloting(staff=staff, leaders=2)
        client = _officer(story)
        code = _code(story)
        phone = reverse("appraisal:ballot_enter") + f"?t={code}"
        costs.append([_queries(client, address) for address in [*_addresses(story), phone]])

    few, many = costs
    assert many == few
    assert max(many) <= MOST_QUERIES, many


def test_a_unit_officer_finds_neither_other_units_nor_the_leaders(client: Client) -> None:
    story = appraisal.balloting(staff=2, leaders=2)
    leaders = cycles.create_cycle(
        actor=story.org_officer, year=2026, staff_class="LEADER", owner_id=story.county.county.pk,
        region=registry.REGION, at=appraisal.DRAWN,
    )  # fmt: skip
    participants.draw_participants(actor=story.org_officer, cycle_id=leaders.pk, at=appraisal.DRAWN)
    own_leaders = leaders.units.get(organisation=story.county.finance)
    theirs = Roll.objects.get(unit=story.township, group="同级")
    clerk = _clerk(story)

    answers = {
        name: clerk.get(reverse(f"appraisal:{name}", args=[key])).status_code
        for name, key in (
            ("unit", story.township.pk), ("ballot_key", story.township.pk), ("roll", theirs.pk),
            ("ballot_sheet", theirs.pk), ("tickets_reissue", theirs.pk), ("cycle", leaders.pk), ("plans", leaders.pk),
            ("participants", leaders.pk), ("turnout", leaders.pk),
        )
    }  # fmt: skip
    post = clerk.post(reverse("appraisal:tickets_issue", args=[theirs.pk]))

    assert set(answers.values()) == {404}, answers
    assert clerk.get(reverse("appraisal:unit", args=[own_leaders.pk])).status_code == 404
    assert post.status_code == 404
    assert client.get(reverse("appraisal:cycles")).status_code == 302


def test_preparing_works_by_forms_that_post_and_redirect() -> None:
    story = appraisal.preparing(staff=2, leaders=1)
    officer = _officer(story)

    drawn = officer.post(reverse("appraisal:participants_draw", args=[story.cycle.pk]))
    early = officer.post(reverse("appraisal:open", args=[story.cycle.pk]), {"close_at": "2020-01-01T18:00"})
    opened = officer.post(reverse("appraisal:open", args=[story.cycle.pk]), {"close_at": "2099-12-20T18:00"})
    rolls = officer.post(reverse("appraisal:rolls_draw", args=[story.finance.pk]), {"outside_0": "3"})

    assert (drawn.status_code, opened.status_code, rolls.status_code) == (302, 302, 302)
    assert early.status_code == 400
    assert "截止时间已经过去" in early.content.decode()
    assert Roll.objects.get(unit=story.finance, group="服务对象").expected == 3


def test_the_plan_form_begins_with_the_packs_figures_and_cites_them() -> None:
    story = appraisal.preparing(staff=2, leaders=1)

    page = _officer(story).get(reverse("appraisal:plan_new", args=[story.cycle.pk]))

    form = page.context["editor"].form
    assert {name: form[name].value() for name in ("floor", "min_cover_pct", "trim_min_n", "trim_share_pct")} == {
        "floor": 80, "min_cover_pct": 60, "trim_min_n": 5, "trim_share_pct": 10,
    }  # fmt: skip
    assert form["max_tolerated_pct"].value() == 50
    text = page.content.decode()
    assert "进入优秀候选的最低总分" in text
    assert text.count("本系统规则") >= 5


def test_a_plan_of_99_percent_comes_back_with_everything_typed() -> None:
    story = appraisal.preparing(staff=2, leaders=1)
    officer = _officer(story)
    plan = story.cycle.plans.get()
    typed = {
        "title": "改过的名称", "version": "1", "floor": "75", "min_cover_pct": "60", "trim_min_n": "5",
        "trim_share_pct": "10", "max_tolerated_pct": "50", "level": "", "sector": "",
        "i-TOTAL_FORMS": "1", "i-INITIAL_FORMS": "0", "i-0-id": "德", "i-0-weight": "99",
        "g-TOTAL_FORMS": "1", "g-INITIAL_FORMS": "0", "g-0-id": "同级", "g-0-weight": "100",
        "c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-id": "年度", "c-0-share": "100",
    }  # fmt: skip

    page = officer.post(reverse("appraisal:plan", args=[plan.pk]), typed)

    text = page.content.decode()
    assert page.status_code == 400
    assert "指标权重合计是 99%，要正好是 100%" in text
    assert 'value="改过的名称"' in text
    plan.refresh_from_db()
    assert plan.version == 1
    saved = officer.post(reverse("appraisal:plan", args=[plan.pk]), {**typed, "i-0-weight": "100"})
    assert saved.status_code == 302


def test_a_clerk_keys_a_sheet_in_two_steps_and_keeps_what_was_typed_wrong() -> None:
    story = appraisal.balloting(staff=2, leaders=1)
    code, clerk = _code(story), _clerk(story)
    address = reverse("appraisal:ballot_key", args=[story.finance.pk])
    field = f"m{story.participants()[0].pk}_0"

    unknown = clerk.post(address, {"code": "AAAA"})
    sheet = clerk.post(address, {"code": code})
    wrong = clerk.post(address, {"code": code, field: "101", "cast": "1"})
    right = clerk.post(address, {"code": code, field: "91.5", "cast": "1"})

    assert "没有这张票" in unknown.content.decode()
    assert f'name="{field}"' in sheet.content.decode()
    assert wrong.status_code == 400
    assert 'value="101"' in wrong.content.decode()
    assert right.status_code == 302
    assert [one for marks in Ballot.objects.get().marks.values() for one in marks.values()] == [915_000]


# The phone -------------------------------------------------------------------------------------------------------


def _vote(client: Client, story: appraisal.Story, code: str) -> list[Any]:
    """Walk through the pages of the phone without scripts; returns every answer."""
    first = f"m{story.participants()[0].pk}_0"
    enter, fill = reverse("appraisal:ballot_enter"), reverse("appraisal:ballot_fill")
    return [
        client.get(enter), client.get(enter, {"t": code}), client.post(fill, {"code": code, "go": "0"}),
        client.post(fill, {"code": code, "go": "1", first: "95"}),
        client.post(fill, {"code": code, "go": "2", first: "95"}),
        client.post(fill, {"code": code, "go": "cast", first: "95"}),
    ]  # fmt: skip


def test_the_phone_casts_without_cookie_session_or_script() -> None:
    story = appraisal.balloting(staff=2, leaders=1)
    stranger = Client(enforce_csrf_checks=True)

    answers = _vote(stranger, story, _code(story))

    assert [answer.status_code for answer in answers] == [200] * 6
    assert "已经投出" in answers[-1].content.decode()
    assert not stranger.cookies
    assert not any(answer.cookies or "Set-Cookie" in answer.headers for answer in answers)
    assert not Session.objects.exists()
    assert not any("csrfmiddlewaretoken" in answer.content.decode() for answer in answers)
    assert Ballot.objects.get().source == "PHONE"


def test_a_cookie_forced_on_the_phone_pages_changes_nothing_anywhere() -> None:
    """BL09, T5: the answers are the same byte for byte, and neither session nor account notices."""
    story = appraisal.balloting(staff=2, leaders=1)
    code = _code(story)
    signed_in = _clerk(story)
    sessions = list(Session.objects.values())
    accounts = list(Account.objects.order_by("pk").values())
    enter = reverse("appraisal:ballot_enter")

    known = signed_in.get(enter, {"t": code})
    unknown = Client().get(enter, {"t": code})
    answers = _vote(signed_in, story, code)

    assert known.content == unknown.content
    assert not any("Set-Cookie" in answer.headers or answer.cookies for answer in [known, *answers])
    assert Ballot.objects.get().rater_id is None
    assert list(Session.objects.values()) == sessions
    assert list(Account.objects.order_by("pk").values()) == accounts


def test_a_used_ticket_and_a_closed_round_say_so_on_the_phone() -> None:
    story = appraisal.balloting(staff=2, leaders=1)
    code = _code(story)
    spare = _code(story, "服务对象")
    _vote(Client(), story, code)

    again = Client().get(reverse("appraisal:ballot_enter"), {"t": code})
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)
    late = Client().post(reverse("appraisal:ballot_fill"), {"code": spare, "go": "cast"})

    assert (again.status_code, late.status_code) == (400, 400)
    assert "已经投过" in again.content.decode()
    assert "已经截止" in late.content.decode()
