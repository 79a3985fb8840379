"""The register of dishonesty: only a proved case, by a paper of people, for a term, with a removal (PR-07; 安徽 12)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import referrals as actions
from dandang.parts.protection.models import Accusation, DishonestyReferral, Report
from dandang.parts.protection.queries import referrals
from dandang.registry.vault import queries as vault
from tests.factories import accusations as made

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY = made.NOW, made.TODAY


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> made.Story:
    monkeypatch.setattr(vault, "looks", lambda handle: (object(),))
    story = made.story().proposed()
    story.prove()
    return story


def remove(story: made.Story, **given: Any) -> None:
    values: dict[str, Any] = {
        "actor": story.scene.leader, "referral_id": DishonestyReferral.objects.get().pk, "removed_on": TODAY,
        "reason": "本人主动道歉并消除影响，原机关同意提前移出。", "at": NOW,
    }  # fmt: skip
    actions.remove_referral(**(values | given))


def reminders() -> int:
    return Duty.objects.filter(kind="protection.referral_end", closed_at=None).count()


def test_a_finding_hands_nothing_on_by_itself(proved: made.Story) -> None:
    assert not DishonestyReferral.objects.exists()
    assert reminders() == 0


def test_people_hand_it_on_for_a_term_and_are_reminded_of_its_end(proved: made.Story) -> None:
    proved.refer()

    row = DishonestyReferral.objects.get()
    assert (row.clause, row.approval_level, row.ends_on) == ("安徽 第12点", "市级", date(2027, 11, 21))
    duty = Duty.objects.get(kind="protection.referral_end")
    assert (duty.due_on, duty.role) == (date(2027, 11, 21), "DISCIPLINE_LEADER")


def test_a_removal_ends_it_with_its_reason(proved: made.Story) -> None:
    proved.refer()
    with pytest.raises(errors.MissingReason):
        remove(proved, reason=" ")
    with pytest.raises(BadInput):
        remove(proved, removed_on=TODAY + timedelta(days=1))
    with pytest.raises(BadInput, match="早于"):
        remove(proved, removed_on=TODAY - timedelta(days=1))

    remove(proved)

    assert referrals.standing_of(DishonestyReferral.objects.get(), on=TODAY) == "REMOVED"
    assert reminders() == 0
    with pytest.raises(errors.WrongState):
        remove(proved)


def test_a_term_ends_by_itself_in_the_list(proved: made.Story) -> None:
    proved.refer()
    row = DishonestyReferral.objects.get()

    assert referrals.standing_of(row, on=date(2027, 11, 20)) == "RUNNING"
    assert referrals.standing_of(row, on=date(2027, 11, 21)) == "ENDED"


def test_the_list_is_narrowed_by_words_and_by_where_a_referral_stands(proved: made.Story) -> None:
    proved.refer()
    row = DishonestyReferral.objects.get()

    def listed(on: date, **wanted: str) -> int:
        return referrals.referral_page(proved.scene.leader, referrals.ReferralFilter(**wanted), on=on).total

    def standings(on: date) -> list[str]:
        return [one for one in referrals.STANDINGS if listed(on, standing=one)]

    assert [listed(TODAY, words=words) for words in (row.accusation.number, row.approval_document, "没有")] == [1, 1, 0]
    assert (standings(date(2027, 11, 20)), standings(date(2027, 11, 21))) == (["RUNNING"], ["ENDED"])
    remove(proved)
    assert standings(TODAY) == ["REMOVED"]


@pytest.mark.parametrize("outcome", ["MISTAKEN", "NOT_PROVED", "OPENED", "PROPOSED"])
def test_a_mistaken_an_unproved_and_an_open_case_are_never_handed_on(outcome: str) -> None:
    story = made.story()
    if outcome == "PROPOSED":
        story.proposed()
    else:
        story.open()
    if outcome in {"MISTAKEN", "NOT_PROVED"}:
        story.end(outcome)

    with pytest.raises(errors.NotYet, match="只有经批准认定的诬告"):
        story.refer()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"reasons": ""}, "没有写理由"),
        ({"reasons": "影响恶劣"}, "至少要 20 个字"),
        ({"level": "县级"}, "至少要市级"),
        ({"organ": ""}, "批准机关"),
        ({"document": " "}, "批准文号"),
        ({"handed_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"handed_on": TODAY - timedelta(days=1)}, "认定以后"),
        ({"ends_on": TODAY}, "期限"),
    ],
)
def test_the_paper_lacks_nothing(proved: made.Story, given: dict[str, Any], says: str) -> None:
    with pytest.raises(Refusal, match=says):
        proved.refer(**given)

    assert not DishonestyReferral.objects.exists()


def test_not_twice_and_not_after_the_consequence_ended(proved: made.Story) -> None:
    with pytest.raises(errors.WrongState, match="已经到期"):
        proved.refer(at=NOW + timedelta(days=400))
    proved.refer()

    with pytest.raises(errors.WrongState, match="已经移送过"):
        proved.refer()


def test_a_region_without_a_rule_hands_nothing_on(proved: made.Story) -> None:
    Accusation.objects.filter(pk=proved.accusation_id).update(region="530000")

    with pytest.raises(errors.NotYet, match="没有把诬告纳入失信登记的规定"):
        proved.refer()


def test_somebody_nobody_knows_is_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    story = made.story().proposed()
    story.prove()

    with pytest.raises(errors.NotYet, match="没有按程序查阅"):
        story.refer()

    Report.objects.filter(pk=story.report.pk).update(is_signed=False)
    with pytest.raises(errors.NotYet, match="匿名"):
        story.refer()


def test_only_the_leader_signs(proved: made.Story) -> None:
    with pytest.raises(NotHere):
        proved.refer(actor=proved.scene.handler)
