"""Early signs leave no mark, inherited problems are as they were on the day, trials keep their lesson."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects.models import Effect
from dandang.parts.tolerance.actions import prevention as actions
from dandang.parts.tolerance.models import EarlySign, InheritedProblem, Trial
from dandang.parts.tolerance.queries import prevention as queries
from dandang.registry.access.records import Actor
from tests.factories import registry

pytestmark = pytest.mark.django_db
AT = registry.NOW
DAY = date(2026, 11, 20)


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def officer(county: registry.County) -> Actor:
    return registry.actor_of("UNIT_OFFICER", county.township, who=registry.person(county.township, "许知安"))


def _noticed(officer: Actor, **given: Any) -> int:
    values = {"who": "顾明川", "text": "两次会议没有请假。", "noticed_on": DAY, "at": AT}
    return actions.notice_early_sign(actor=officer, **(values | given))


def test_sign_is_talked_about_put_right_and_gone(county: registry.County, officer: Actor) -> None:
    registry.person(county.township, "顾明川")

    sign_id = _noticed(officer, due_on=date(2026, 12, 1))
    assert Duty.objects.get().account_id == officer.account_id
    assert "顾明川" not in Duty.objects.get().title
    actions.note_talk(actor=officer, sign_id=sign_id, talked_on=DAY, talked_by="", talk_note="已提醒", at=AT)
    actions.close_early_sign(actor=officer, sign_id=sign_id, put_right="以后事先请假", at=AT)

    assert EarlySign.objects.get().talked_by == officer.name
    assert queries.open_signs(officer).total == 0
    assert queries.put_right_count(officer, 2026) == 1
    assert Duty.objects.get().closed_at == AT
    assert not Effect.objects.exists()
    assert "顾明川" not in str(list(Entry.objects.values_list("payload", flat=True)))
    with pytest.raises(NotHere):
        queries.sign_of(officer, sign_id)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"who": "没有这个人"}, "没有叫"),
        ({"who": "许知安"}, "不能登记自己"),
        ({"text": "  "}, "不能空着"),
        ({"noticed_on": date(2026, 11, 22)}, "还没有到"),
        ({"due_on": date(2026, 11, 1)}, "请核对两个日期"),
    ],
)
def test_signs_that_are_refused(county: registry.County, officer: Actor, given: dict[str, Any], says: str) -> None:
    registry.person(county.township, "顾明川")

    with pytest.raises(Refusal) as refused:
        _noticed(officer, **given)

    assert says in refused.value.sentence
    assert not EarlySign.objects.exists()


def test_namesakes_are_told_apart_by_number(county: registry.County, officer: Actor) -> None:
    first = registry.person(county.township, "顾明川")
    registry.person(county.township, "顾明川")

    with pytest.raises(BadInput, match="几位同名"):
        _noticed(officer)

    assert EarlySign.objects.get(pk=_noticed(officer, who=first.number)).person_id == first.pk


def test_sign_is_not_closed_before_anybody_talked(county: registry.County, officer: Actor) -> None:
    registry.person(county.township, "顾明川")
    sign_id = _noticed(officer)

    with pytest.raises(Refusal, match="还没有同本人谈话"):
        actions.close_early_sign(actor=officer, sign_id=sign_id, put_right="改了", at=AT)


def test_other_units_and_the_person_do_not_see_a_sign(county: registry.County, officer: Actor) -> None:
    concerned = registry.person(county.township, "顾明川")
    sign_id = _noticed(officer)

    for other in (
        registry.actor_of("UNIT_OFFICER", county.finance),
        registry.actor_of("UNIT_OFFICER", county.township, who=concerned),
    ):
        assert queries.open_signs(other).total == 0
        with pytest.raises(NotHere):
            actions.note_talk(actor=other, sign_id=sign_id, talked_on=DAY, talked_by="", talk_note="谈", at=AT)


def test_inherited_problem_is_solved_once(county: registry.County, officer: Actor) -> None:
    registry.person(county.township, "顾明川")
    problem_id = actions.record_inherited(
        actor=officer, title="老街危房搬迁", organisation_id=county.township.pk, who="顾明川",
        earlier_state="接手时 31 户没有签协议。", arose="2013年前后", taken_on=date(2026, 3, 1), at=AT,
    )  # fmt: skip

    with pytest.raises(BadInput, match="接手日期之前"):
        actions.solve_inherited(actor=officer, problem_id=problem_id, outcome="签完", solved_on=date(2026, 2, 1), at=AT)
    actions.solve_inherited(actor=officer, problem_id=problem_id, outcome="31 户全部签完。", solved_on=DAY, at=AT)

    assert InheritedProblem.objects.get().solved_on == DAY
    with pytest.raises(Refusal, match="不用再登记"):
        actions.solve_inherited(actor=officer, problem_id=problem_id, outcome="又一次", solved_on=DAY, at=AT)


def test_failed_trial_keeps_its_lesson(county: registry.County, officer: Actor) -> None:
    trial_id = actions.start_trial(
        actor=officer, title="移动泵船灌溉", organisation_id=county.township.pk, started_on=DAY, at=AT
    )

    with pytest.raises(BadInput, match="不能空着"):
        actions.finish_trial(actor=officer, trial_id=trial_id, result="FAILED", lesson=" ", at=AT)
    actions.finish_trial(actor=officer, trial_id=trial_id, result="FAILED", lesson="先备案再改方案。", at=AT)

    assert Trial.objects.get().lesson == "先备案再改方案。"
    with pytest.raises(Refusal, match="已经登记过"):
        actions.finish_trial(actor=officer, trial_id=trial_id, result="SUCCEEDED", lesson="成了", at=AT)


def test_unit_writes_for_itself_only(county: registry.County, officer: Actor) -> None:
    with pytest.raises(NotHere):
        actions.start_trial(actor=officer, title="试点", organisation_id=county.finance.pk, started_on=DAY, at=AT)


def test_pages_take_and_show(county: registry.County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: AT)
    registry.person(county.township, "顾明川")
    client = Client()
    client.force_login(registry.account("UNIT_OFFICER", county.township), backend=settings.AUTHENTICATION_BACKENDS[-1])
    sign = {"who": "顾明川", "text": "材料两次迟交。", "noticed_on": "2026-11-20", "due_on": ""}
    trial = {"title": "移动泵船灌溉", "organisation_id": county.township.pk, "started_on": "2026-11-20"}
    problem = {
        "title": "老街危房搬迁", "organisation_id": county.township.pk, "who": "顾明川", "arose": "2013年前后",
        "earlier_state": "31 户没有签协议。", "taken_on": "2026-03-01",
    }  # fmt: skip

    unknown = client.post(reverse("tolerance:early_sign_new"), sign | {"who": "无此人"})
    client.post(reverse("tolerance:early_sign_new"), sign)
    client.post(reverse("tolerance:trial_new"), trial)
    client.post(reverse("tolerance:inherited_new"), problem)

    assert unknown.status_code == 400
    assert "材料两次迟交" in unknown.content.decode()
    for name, shown in (("early_signs", "登记谈话"), ("trials", "登记结果"), ("inherited", "登记解决")):
        assert shown in client.get(reverse(f"tolerance:{name}")).content.decode()
    sign_id = EarlySign.objects.get().pk
    talk = {"talked_on": "2026-11-20", "talked_by": "许知安", "talk_note": "已提醒，商定按时交。"}
    assert client.get(reverse("tolerance:early_sign_talk", args=[sign_id])).status_code == 200
    assert client.post(reverse("tolerance:early_sign_talk", args=[sign_id]), talk).status_code == 302
    closed = client.post(reverse("tolerance:early_sign_close", args=[sign_id]), {"put_right": "已按时"}, follow=True)
    assert "今年已改好 1 件" in closed.content.decode()
    assert "顾明川" not in closed.content.decode()
