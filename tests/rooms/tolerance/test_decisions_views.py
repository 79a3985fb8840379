"""The pages of decision, correction and review, without scripts: typed, looked at once more, confirmed, refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from dandang.parts.tolerance.models import Decision, Measure, Review
from dandang.registry.accounts.models import Account
from dandang.registry.people.models import Person
from tests.factories import tolerance_ready as made
from tests.factories.registry import TODAY, account, person

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def _client(pk: int | None) -> Client:
    assert pk is not None
    client = Client()
    client.force_login(Account.objects.get(pk=pk), backend=BACKEND)
    return client


def _office(story: made.Story, who: Person | None = None, role: str = "DISCIPLINE_OFFICER") -> Client:
    """Somebody of the office signed in today, whatever day the tests run on."""
    return _client(account(role, story.place.county, who=who, on=timezone.localdate()).pk)


def _decision(**changes: Any) -> dict[str, Any]:
    typed = {f"reason_{element}": reason for element, reason in made.REASONS.items()}
    typed |= {
        "overall": made.OVERALL, "correction": "补办手续，修订办法", "publication": "在柳溪镇范围公布",
        "copies_to": "柳溪镇党委、县水利局", "indicators": "能", "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0",
        "form-0-text": "补办报备手续", "form-0-owner_name": "柳溪镇", "form-0-due_on": "2027-01-15",
    }  # fmt: skip
    return typed | changes


def test_a_decision_is_typed_checked_and_confirmed() -> None:
    story = made.ready()
    made.voted(story)
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/decide/"

    page = client.get(base).content.decode()
    checked = client.post(f"{base}check/", _decision()).content.decode()
    back = client.post(f"{base}check/", _decision(go="back")).content.decode()
    done = client.post(f"{base}confirm/", _decision())

    assert "认定为“免责”" in page
    assert "应到 5 人" in page
    assert "随后发生" in checked
    assert "能否撤回" in checked
    assert "dd-btn-decide" in checked
    assert not Decision.objects.exists() or done.status_code == 302
    assert made.OVERALL in back
    decision = Decision.objects.get()
    assert decision.copies_to == ["县委组织部", "柳溪镇党委", "县水利局"]
    assert Measure.objects.get().owner_name == "柳溪镇"


def test_more_rows_of_measures_keep_everything_typed_and_complain_of_nothing() -> None:
    story = made.ready()
    made.voted(story)
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/decide/"

    answer = client.post(f"{base}check/", _decision(go="rows", reason_NATURE="没写完", **{"form-1-due_on": "明年"}))
    full = client.post(f"{base}check/", _decision(go="rows", **{"form-TOTAL_FORMS": "12"}))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="form-TOTAL_FORMS" value="5"' in page
    assert 'name="form-4-text"' in page
    kept = ("没写完", "补办报备手续", "2027-01-15", "明年", "在柳溪镇范围公布", "柳溪镇党委、县水利局")
    for typed in (made.OVERALL, *kept):
        assert typed in page
    assert "再加三行" in page
    assert "dd-error" not in page
    assert 'name="form-TOTAL_FORMS" value="12"' in full.content.decode()
    assert "再加三行" not in full.content.decode()
    assert not Decision.objects.exists()


def test_a_short_reason_comes_back_at_its_field_with_everything_typed() -> None:
    story = made.ready()
    made.voted(story)
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/decide/"

    answer = client.post(f"{base}check/", _decision(reason_NATURE="一般失误"))

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "“性质程度”的理由只有 4 个字" in page
    assert made.OVERALL in page
    assert "补办报备手续" in page
    assert not Decision.objects.exists()


def test_an_exemption_without_correction_is_refused_above_the_form() -> None:
    story = made.ready()
    made.voted(story)
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/decide/"

    answer = client.post(f"{base}confirm/", _decision(correction="", **{"form-0-text": "", "form-0-owner_name": "",
                                                                        "form-0-due_on": ""}))  # fmt: skip

    assert answer.status_code == 400
    assert "要同时提出纠错要求" in answer.content.decode()


def test_the_page_before_the_meeting_names_what_is_missing_and_offers_the_meetings() -> None:
    story = made.ready(sides={"CONSEQUENCES": "UNCLEAR"})
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/decide/"

    page = client.get(base).content.decode()
    refused = client.post(f"{base}submit/", {"meeting_id": "", "outcome": "EXEMPT"})

    assert "县审计局复核意见" in page
    assert "减轻处理" in page
    assert refused.status_code == 400
    assert "请选一次会议" in refused.content.decode()


def test_a_case_in_hearing_says_that_hearing_comes_first() -> None:
    story = made.ready()
    from dandang.parts.tolerance.models import Case

    Case.objects.filter(pk=story.case.pk).update(state="INVESTIGATING")
    page = _office(story).get(f"/tolerance/cases/{story.case.pk}/decide/").content.decode()

    assert "还没有走到集体研究" in page


def test_service_correction_and_the_board_of_what_is_late() -> None:
    story = made.decided()
    client, base = _office(story), f"/tolerance/cases/{story.case.pk}/"

    served = client.post(f"{base}decide/serve/", {"served_on": TODAY.isoformat()})
    measure = Measure.objects.get()
    page = client.get(f"{base}correction/").content.decode()
    reported = client.post(
        f"/tolerance/measures/{measure.pk}/report/", {"report": "已经办好", "reported_on": TODAY.isoformat()}
    )
    accepted = client.post(f"/tolerance/measures/{measure.pk}/accept/", {"note": "现场看过"})
    closed = client.post(f"{base}correction/close/")

    assert [served.status_code, reported.status_code, accepted.status_code, closed.status_code] == [302] * 4
    assert "第 1 项" in page
    assert "报告完成" in page
    assert story.reload().state == "CLOSED"
    assert "没有逾期的整改" in client.get("/tolerance/overdue/").content.decode()
    assert client.get(f"/tolerance/measures/{measure.pk}/")["Location"].endswith("/correction/")


def test_the_person_sees_correction_and_asks_for_a_review_but_runs_none() -> None:
    story = made.served()
    client = _client(story.himself.account_id)

    page = client.get(f"/tolerance/cases/{story.case.pk}/review/").content.decode()
    asked = client.post(f"/tolerance/cases/{story.case.pk}/review/request/", {"grounds": "没有考虑口头报告"})
    review = Review.objects.get()
    own = client.post(f"/tolerance/reviews/{review.pk}/accept/")

    assert "申请期限未规定" in page
    assert "结果不会更重" in page
    assert "决定复查" not in page
    assert asked.status_code == 302
    assert own.status_code == 404
    assert client.get(f"/tolerance/cases/{story.case.pk}/correction/").status_code == 200


def test_the_office_of_a_review_assigns_hears_and_is_told_what_is_missing() -> None:
    story = made.served()
    client = _client(story.himself.account_id)
    client.post(f"/tolerance/cases/{story.case.pk}/review/request/", {"grounds": "没有考虑口头报告"})
    review = Review.objects.get()
    others = [person(story.place.discipline, name) for name in ("严复查", "施复查", "穆复查")]
    office, base = _office(story, others[0]), f"/tolerance/reviews/{review.pk}/"

    office.post(f"{base}accept/")
    page = office.get(f"/tolerance/cases/{story.case.pk}/review/").content.decode()
    one = office.post(f"{base}assign/", {"person_ids": [others[1].pk]})
    two = office.post(f"{base}assign/", {"person_ids": [others[1].pk, others[2].pk]})
    heard = office.post(f"{base}hear/", {"person_said": "当时口头报告过", "answer": ""})

    assert "施复查" in page
    assert "要回避的" in page
    assert one.status_code == 400
    assert "两人以上" in one.content.decode()
    assert two.status_code == 302
    assert heard.status_code == 400


@pytest.mark.parametrize("path", ["decide/", "correction/", "review/"])
def test_strangers_find_nothing(path: str) -> None:
    story = made.served()
    stranger = _client(account(who=person(story.place.finance)).pk)

    assert stranger.get(f"/tolerance/cases/{story.case.pk}/{path}").status_code == 404


def test_before_service_the_person_reads_neither_decision_nor_correction() -> None:
    story = made.decided()
    client = _client(story.himself.account_id)

    for path in ("decide/", "correction/", "review/"):
        assert client.get(f"/tolerance/cases/{story.case.pk}/{path}").status_code == 404
