"""Putting a name right: only what is untrue, as far as it spread, with the person's word, by two people. SPEC PR-04."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.notices.models import Notice
from dandang.parts.protection import clarification_rules as rules
from dandang.parts.protection import errors
from dandang.parts.protection.actions import clarifications as actions
from dandang.parts.protection.actions import consents, visits
from dandang.parts.protection.models import Circle, Clarification
from dandang.parts.protection.queries import clarifications as queries
from dandang.parts.protection.queries import reach
from dandang.parts.protection.records import Word
from tests.factories import clarifications as made
from tests.factories import matters, protection

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY = made.NOW, made.TODAY


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def open_duties(kind: str) -> Any:
    return Duty.objects.filter(kind=f"protection.{kind}", closed_at=None)


def assess(of: protection.Scene, report: Any, **given: Any) -> int:
    return actions.assess_clarification(
        actor=of.handler, report_id=report.pk, person_id=of.concerned.pk, draft=made.draft(report, **given), at=NOW
    )


# From proposal to visit ------------------------------------------------------------------------------------------


def test_a_name_is_put_right_from_proposal_to_visit(of: protection.Scene) -> None:
    row = made.made(of)
    assert (row.state, row.made_on, row.written_on, row.visit_due_on) == ("MADE", TODAY, TODAY, made.LATER)
    assert row.number.startswith("青澄〔2026〕")
    assert open_duties("visit").get().due_on == made.LATER

    visits.visit(
        actor=of.handler, clarification_id=row.pk, visited_on=TODAY, note="议论没有了，工作照常。", harm_goes_on=False,
        at=NOW,
    )  # fmt: skip

    row = made.row(row.pk)
    assert (row.state, row.harm_goes_on) == ("VISITED", False)
    assert not Duty.objects.filter(subject=f"protection.clarification:{row.pk}", closed_at=None).exists()
    verbs = set(Entry.objects.filter(target=f"protection.clarification:{row.pk}").values_list("verb", flat=True))
    assert {
        f"protection.clarification.{what}" for what in ("assessed", "consented", "approved", "made", "visited")
    } <= verbs
    assert Notice.objects.filter(title="已经为您澄清").exists()


def test_the_person_is_asked_on_the_own_page_and_the_duty_says_nothing_about_what(of: protection.Scene) -> None:
    row = made.assessed(of)

    duty = open_duties("consent").get()
    assert (duty.person_id, duty.subject) == (of.concerned.pk, f"protection.own_clarification:{row.pk}")
    assert row.number not in duty.title
    assert not open_duties("assess_clarification").exists()


def test_when_the_harm_goes_on_a_second_round_follows(of: protection.Scene) -> None:
    first = made.made(of)
    with pytest.raises(BadInput):
        assess(of, first.report)
    visits.visit(
        actor=of.handler, clarification_id=first.pk, visited_on=TODAY, note="村里还在传。", harm_goes_on=True, at=NOW
    )
    assert open_duties("clarify_again").count() == 1

    second = made.row(assess(of, first.report, known_to=4, told_to=4))

    assert second.follows_id == first.pk
    assert not open_duties("clarify_again").exists()


# Only what is untrue ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("finding", ["TRUE", "UNDETERMINED"])
def test_what_is_true_or_not_settled_is_never_clarified(of: protection.Scene, finding: str) -> None:
    report = protection.concluded(of, finding)

    with pytest.raises(BadInput) as refused:
        assess(of, report, allegation_ids=(report.allegations.get().pk,))

    assert refused.value.field == "allegation_ids"
    assert not Clarification.objects.exists()
    assert not queries.candidates(of.handler, report)[0].may


@given(st.sampled_from(["TRUE", "UNDETERMINED", "UNTRUE", "PARTLY", ""]), st.booleans(), st.booleans())
def test_only_a_confirmed_standing_untrue_allegation_may_be_put_right(finding: str, sure: bool, live: bool) -> None:
    may = rules.may_be_clarified(finding, is_confirmed=sure, is_live=live)

    assert may == (finding in ("UNTRUE", "PARTLY") and sure and live)


def test_somebody_elses_allegation_and_none_at_all_are_refused(of: protection.Scene) -> None:
    report = protection.concluded(of)
    other = protection.allegation(of, report, person=of.head, finding="UNTRUE", **protection.FOUND)

    for ids in ((other.pk,), (report.allegations.first().pk, other.pk), ()):  # type: ignore[union-attr]
        with pytest.raises(BadInput):
            assess(of, report, allegation_ids=ids)


def test_a_report_not_concluded_is_refused(of: protection.Scene) -> None:
    report = protection.accepted(of)

    with pytest.raises(errors.WrongState):
        assess(of, report, allegation_ids=(report.allegations.get().pk,))


def test_the_same_allegation_is_not_put_right_twice_at_once(of: protection.Scene) -> None:
    first = made.assessed(of)

    with pytest.raises(BadInput, match=first.number):
        assess(of, first.report)


# Circles and forms -----------------------------------------------------------------------------------------------


CIRCLES = st.sampled_from(list(Circle.values))


@given(CIRCLES, CIRCLES)
def test_a_circle_is_either_too_narrow_or_as_wide_or_wider(known: int, told: int) -> None:
    narrow, wide = rules.is_too_narrow(known, told), rules.is_wider(known, told)

    assert (narrow, wide) in {(True, False), (False, True), (False, False)}
    assert (not narrow and not wide) == (known == told)


@given(CIRCLES, st.booleans(), st.booleans())
def test_a_form_reaches_its_circle_or_is_asked_for(told: int, meeting: bool, notice: bool) -> None:
    missing = rules.form_missing(rules.Reach(1, told, meeting, notice))

    if notice or told < Circle.UNIT:
        assert missing == ""
    elif told >= Circle.COUNTY:
        assert missing == "NOTICE"
    else:
        assert missing == ("" if meeting else "MEETING")


def test_narrower_than_the_harm_is_refused_with_the_rule(of: protection.Scene) -> None:
    with pytest.raises(BadInput, match="至少要澄清到") as refused:
        assess(of, protection.concluded(of), known_to=4, told_to=3)

    assert refused.value.field == "told_to"
    assert refused.value.clause


def test_wider_than_the_harm_needs_a_reason_and_the_persons_own_yes(of: protection.Scene) -> None:
    report = protection.concluded(of)
    wide = {"known_to": 3, "told_to": 5, "is_by_notice": True}
    with pytest.raises(BadInput) as refused:
        assess(of, report, **wide)
    assert refused.value.field == "wider_reason"

    row = made.row(assess(of, report, wider_reason="邻镇也听到了", **wide))
    with pytest.raises(BadInput) as refused:
        consents.answer_clarification(actor=of.person, clarification_id=row.pk, word=Word("AGREE"), at=NOW)
    assert refused.value.field == "agrees_wider"
    word = Word("AGREE", agrees_wider=True)
    consents.answer_clarification(actor=of.person, clarification_id=row.pk, word=word, at=NOW)

    assert made.row(row.pk).state == "CONSENTED"


def test_forms_that_do_not_reach_the_circle_are_refused(of: protection.Scene) -> None:
    report = protection.concluded(of)
    with pytest.raises(BadInput) as refused:
        assess(of, report, is_at_meeting=False, is_in_person=True)
    assert refused.value.field == "is_at_meeting"
    with pytest.raises(BadInput) as refused:
        assess(of, report, known_to=5, told_to=5)
    assert refused.value.field == "is_by_notice"


# Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("反映人说的工程量不属实。", "反映人"),
        ("有职工举报他虚报工程量，不属实。", "来历"),
        ("该同志一贯清正廉洁，说法不属实。", "全面评价"),
        ("关于虚开发票两万元用于招待的说法不属实。", "属实或者没有认定"),
        ("去年腊月在镇西头水泵房边上的说法不属实。", "照抄了来信"),
    ],
)
def test_words_that_say_too_much_are_asked_back_and_may_be_confirmed(
    of: protection.Scene, words: str, says: str
) -> None:
    report = protection.accepted(of, text="去年腊月在镇西头水泵房边上，我看见他虚报。")
    report.allegations.update(finding="UNTRUE", **protection.FOUND)
    protection.allegation(of, report, text="虚开发票两万元用于招待。", finding="TRUE", **protection.FOUND)
    report.state, report.concluded_on, report.concluded_by = "CONCLUDED", date(2026, 9, 25), "account:3"
    report.save()

    with pytest.raises(BadInput, match=says) as refused:
        assess(of, report, words=words)

    assert refused.value.field == "is_checked"
    assert made.row(assess(of, report, words=words, is_checked=True)).words == words


def test_the_untrue_words_themselves_raise_no_warning(of: protection.Scene) -> None:
    assert made.row(assess(of, protection.concluded(of, "PARTLY"), words="其中虚报工程量的说法不实。")).pk


def test_a_clause_of_another_region_and_a_case_unknown_here_are_refused(of: protection.Scene) -> None:
    report = protection.concluded(of)
    with pytest.raises(BadInput) as refused:
        assess(of, report, clause="吉林澄清办法 第1条")
    assert refused.value.field == "clause"
    with pytest.raises(BadInput) as refused:
        assess(of, report, why_case="其他有必要的")
    assert refused.value.field == "why_case"


# Days of the region ----------------------------------------------------------------------------------------------


def test_anhui_gives_no_days_and_jilin_five_or_ten_a_step(of: protection.Scene) -> None:
    assert made.consented(of).due_on is None

    def in_jilin(number: str, **given: Any) -> date | None:
        report = protection.concluded(of, number=number, region="220000")
        return made.consented(of, report=report, **given).due_on

    assert in_jilin("吉信〔2026〕1号") == date(2026, 11, 27)
    assert in_jilin("吉信〔2026〕2号", is_cross_department=True) == date(2026, 12, 4)
    assert queries.law_of("220000", TODAY).cases.value is None
    assert len(queries.law_of("140981", TODAY).case_names) == 4


# The person's word -----------------------------------------------------------------------------------------------


def test_declined_stays_declined_and_only_the_person_opens_it_again(of: protection.Scene) -> None:
    row = made.assessed(of)
    consents.answer_clarification(actor=of.person, clarification_id=row.pk, word=Word("DECLINE"), at=NOW)
    row = made.row(row.pk)
    assert (row.state, row.consented_on, row.declined_on) == ("DECLINED", None, TODAY)
    assert not Duty.objects.filter(subject=f"protection.clarification:{row.pk}", closed_at=None).exists()

    with pytest.raises(BadInput, match="本人不要求"):
        assess(of, row.report)
    with pytest.raises(Refusal):
        actions.approve_clarification(actor=of.leader, clarification_id=row.pk, at=NOW)
    consents.answer_clarification(actor=of.person, clarification_id=row.pk, word=Word("AGREE"), at=NOW)

    assert made.row(row.pk).state == "CONSENTED"


def test_a_yes_may_be_taken_back_until_it_is_made(of: protection.Scene) -> None:
    row = made.approved(of)

    consents.answer_clarification(actor=of.person, clarification_id=row.pk, word=Word("DECLINE", "想算了"), at=NOW)

    row = made.row(row.pk)
    assert (row.state, row.consented_on, row.approved_on) == ("DECLINED", None, None)
    done = made.made(of, report=protection.concluded(of, number="青信〔2026〕77号"))
    with pytest.raises(errors.WrongState):
        consents.answer_clarification(actor=of.person, clarification_id=done.pk, word=Word("DECLINE"), at=NOW)


def test_wishes_are_answered_before_approval(of: protection.Scene) -> None:
    row = made.consented(of, wishes="不要点名")
    with pytest.raises(errors.MissingReason):
        actions.approve_clarification(actor=of.leader, clarification_id=row.pk, at=NOW)

    actions.approve_clarification(actor=of.leader, clarification_id=row.pk, wishes_answer="会上只说职务。", at=NOW)

    assert made.row(row.pk).wishes_answer == "会上只说职务。"


def test_a_word_on_paper_is_keyed_with_its_scan(of: protection.Scene) -> None:
    row = made.assessed(of)
    given = {"actor": of.handler, "clarification_id": row.pk, "word": Word("AGREE"), "at": NOW}
    with pytest.raises(BadInput):
        consents.key_word(given_on=TODAY, scan=None, **given)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        consents.key_word(given_on=TODAY + timedelta(days=1), scan=matters.PDF, **given)  # type: ignore[arg-type]
    with pytest.raises(BadInput):
        consents.key_word(given_on=TODAY - timedelta(days=1), scan=matters.PDF, **given)  # type: ignore[arg-type]

    consents.key_word(given_on=TODAY, scan=matters.PDF, **given)  # type: ignore[arg-type]

    row = made.row(row.pk)
    assert (row.state, row.consent_way) == ("CONSENTED", "PAPER")
    assert row.consent_keyed_by
    assert row.consent_scan_digest


def test_sent_back_the_word_does_not_count_and_the_person_is_asked_again(of: protection.Scene) -> None:
    row = made.consented(of)
    actions.return_clarification(actor=of.leader, clarification_id=row.pk, reason="写得太细", at=NOW)
    row = made.row(row.pk)
    assert (row.state, row.consented_on, row.returned_reason) == ("ASSESSED", None, "写得太细")
    assert open_duties("rewrite").count() == 1

    draft = replace(made.draft(row.report), words="关于工程量的说法，经查不属实。")
    actions.rewrite_clarification(actor=of.handler, clarification_id=row.pk, draft=draft, at=NOW)

    assert made.row(row.pk).words == "关于工程量的说法，经查不属实。"
    assert open_duties("consent").count() == 1
    assert not open_duties("rewrite").exists()


def test_what_the_person_agreed_to_is_not_rewritten(of: protection.Scene) -> None:
    row = made.consented(of)

    with pytest.raises(errors.WrongState):
        actions.rewrite_clarification(
            actor=of.handler, clarification_id=row.pk, draft=made.draft(row.report, words="别的"), at=NOW
        )


# Approval, letter, making ----------------------------------------------------------------------------------------


def test_nobody_approves_what_he_assessed(of: protection.Scene) -> None:
    row = made.consented(of)
    Clarification.objects.filter(pk=row.pk).update(assessed_by=f"accounts.account:{of.leader.account_id}")

    with pytest.raises(errors.Conflicted):
        actions.approve_clarification(actor=of.leader, clarification_id=row.pk, at=NOW)


def test_nothing_is_made_before_the_letter_is_served(of: protection.Scene) -> None:
    row = made.approved(of)
    given = {"actor": of.handler, "clarification_id": row.pk, "record": "镇政府", "visit_due_on": made.LATER, "at": NOW}
    with pytest.raises(errors.NotYet) as refused:
        visits.make_clarification(made_on=TODAY, **given)  # type: ignore[arg-type]
    assert refused.value.missing
    made.serve_letter(of, row)
    for wrong in (TODAY + timedelta(days=1), TODAY - timedelta(days=1)):
        with pytest.raises(BadInput):
            visits.make_clarification(made_on=wrong, **given)  # type: ignore[arg-type]

    visits.make_clarification(made_on=TODAY, **given)  # type: ignore[arg-type]

    assert made.row(row.pk).state == "MADE"


# Who ------------------------------------------------------------------------------------------------------------


WHO: dict[str, set[str]] = {
    "handler": {"assess", "rewrite", "keyed", "return", "make", "visit"},
    "other_handler": {"assess", "rewrite", "keyed", "return", "make", "visit"},
    "leader": {"approve", "return"},
    "person": {"own"},
    "investigator": set(),
    "kin_actor": set(),
    "org_officer": set(),
    "org_leader": set(),
    "unit_officer": set(),
}


def test_who_may_do_what(of: protection.Scene) -> None:
    report = protection.concluded(of)
    asked = made.assessed(of, report=protection.concluded(of, number="青信〔2026〕61号"))
    agreed = made.consented(of, report=protection.concluded(of, number="青信〔2026〕62号"))
    ready = made.approved(of, report=protection.concluded(of, number="青信〔2026〕63号"))
    made.serve_letter(of, ready)
    told = made.made(of, report=protection.concluded(of, number="青信〔2026〕64号"))

    for who, expected in WHO.items():
        actor = getattr(of, who)
        acts: dict[str, Callable[[], object]] = {
            "assess": lambda a=actor: actions.assess_clarification(
                actor=a, report_id=report.pk, person_id=of.concerned.pk, draft=made.draft(report), at=NOW
            ),
            "rewrite": lambda a=actor: actions.rewrite_clarification(
                actor=a, clarification_id=asked.pk, draft=made.draft(asked.report), at=NOW
            ),
            "keyed": lambda a=actor: consents.key_word(
                actor=a, clarification_id=asked.pk, word=Word("DECLINE"), given_on=TODAY, scan=matters.PDF, at=NOW
            ),
            "own": lambda a=actor: consents.answer_clarification(
                actor=a, clarification_id=asked.pk, word=Word("DECLINE"), at=NOW
            ),
            "approve": lambda a=actor: actions.approve_clarification(actor=a, clarification_id=agreed.pk, at=NOW),
            "return": lambda a=actor: actions.return_clarification(
                actor=a, clarification_id=agreed.pk, reason="再写", at=NOW
            ),
            "make": lambda a=actor: visits.make_clarification(
                actor=a, clarification_id=ready.pk, made_on=TODAY, record="镇政府", visit_due_on=made.LATER, at=NOW
            ),
            "visit": lambda a=actor: visits.visit(
                actor=a, clarification_id=told.pk, visited_on=TODAY, note="好", harm_goes_on=False, at=NOW
            ),
        }

        assert {name for name, act in acts.items() if _is_allowed(act)} == expected, who


def _is_allowed(act: Callable[[], object]) -> bool:
    """Do it, take it back, and say whether it was let through."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except (NotHere, NotAllowed):
        return False
    return True


def test_the_person_and_outsiders_do_not_find_it(of: protection.Scene) -> None:
    row = made.assessed(of)

    seen = {who for who in WHO if reach.visible_clarifications(getattr(of, who)).filter(pk=row.pk).exists()}

    assert seen == {"handler", "other_handler", "leader"}
    with pytest.raises(Refusal):
        queries.clarification_to_see(of.person, row.pk)
    with pytest.raises(NotHere):
        reach.own_clarification(of.unit_officer, row.pk)
