"""False accusation as a case of its own: opened for facts, verified by others, and ended without a mark (PR-05, S7)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties import queries as duties
from dandang.ledger.duties.models import Duty
from dandang.parts.protection import errors
from dandang.parts.protection.actions import accusations as actions
from dandang.parts.protection.models import Accusation, AccusationAssignment, Report
from dandang.parts.protection.queries import accusation_law as law
from dandang.parts.protection.queries import accusations, reach
from dandang.registry.access.records import Actor
from tests.factories import accusations as made
from tests.factories import protection, registry

pytestmark = pytest.mark.django_db
NOW = made.NOW


@pytest.fixture
def story() -> made.Story:
    return made.story()


def open_duties(kind: str) -> int:
    return Duty.objects.filter(kind=f"protection.{kind}", closed_at=None).count()


# Opening ---------------------------------------------------------------------------------------------------------


def test_a_leader_opens_a_case_for_facts_that_point_to_fabrication(story: made.Story) -> None:
    story.open()

    row = story.row
    assert (row.state, row.opening_clause, row.region) == ("OPENED", made.CLAUSE, "341299")
    assert row.number.startswith("青核〔2026〕")
    assert row.reporter_person is None
    assert open_duties("accusation_team") == 1
    entry = Entry.objects.get(verb="protection.accusation.opened")
    assert made.FACTS in entry.reason


@pytest.mark.parametrize(
    "facts",
    [
        "",
        "经查不实",
        "经查，反映的问题均不属实，查无实据，因此是诬告陷害，应当认定。",
        "反映内容全部失实，没有依据，属于诬告，故意陷害，查无此事，均不真实，所以是诬告。",
        protection.FOUND["reasons"],
    ],
)
def test_unfounded_alone_opens_nothing(story: made.Story, facts: str) -> None:
    with pytest.raises(BadInput) as refused:
        story.open(facts=facts)

    assert refused.value.field == "facts"
    assert not Accusation.objects.exists()
    if len(facts) >= 20:
        assert "查不实不等于诬告" in refused.value.sentence
        assert "第39条" in refused.value.clause
        assert "四川诬告办法" in refused.value.clause


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"state": "ACCEPTED", "concluded_on": None, "concluded_by": ""}, "现在是"),
        ({"is_reference_only": True, "text": "", "about": "", "handle": "", "outside_number": "X1"}, "只登记了编号"),
    ],
)
def test_only_a_concluded_report_with_its_content_here(story: made.Story, given: dict[str, object], why: str) -> None:
    other = protection.report(story.scene, **given)
    protection.allegation(story.scene, other)

    with pytest.raises(Refusal, match=why):
        story.open(report_id=other.pk)


@pytest.mark.parametrize("finding", ["TRUE", "UNDETERMINED"])
def test_what_is_not_untrue_opens_nothing(finding: str) -> None:
    story = made.story(finding=finding)

    with pytest.raises(errors.NotYet, match="没有经两个人认定不实"):
        story.open()


def test_partly_untrue_may_be_opened() -> None:
    assert made.story(finding="PARTLY").open()


def test_a_report_has_one_case(story: made.Story) -> None:
    story.open()
    story.end()

    with pytest.raises(errors.WrongState, match="只核查一次"):
        story.open()


def test_the_clause_is_one_in_force_on_the_day_of_the_report(story: made.Story) -> None:
    with pytest.raises(BadInput, match="不是有效的条款") as refused:
        story.open(clause="四川诬告办法 第6条")

    assert refused.value.field == "clause"


@pytest.mark.parametrize("who", ["handler", "investigator", "kin_actor", "person", "org_leader", "unit_officer"])
def test_nobody_but_the_leader_of_the_system_opens_one(story: made.Story, who: str) -> None:
    with pytest.raises(Refusal):
        story.open(actor=getattr(story.scene, who))

    assert not Accusation.objects.exists()


# The team --------------------------------------------------------------------------------------------------------


def test_two_who_had_no_part_in_the_report_verify_it(story: made.Story) -> None:
    story.open()
    story.assign()

    assert accusations.investigators(story.row) == [one.pk for one in story.verifiers]
    assert (open_duties("accusation_team"), open_duties("accusation_investigate")) == (0, 2)


@pytest.mark.parametrize("who", ["handler", "investigators", "kin", "concerned", "head"])
def test_who_worked_on_the_report_or_is_close_to_whom_it_names_is_refused(story: made.Story, who: str) -> None:
    story.open()
    found = getattr(story.scene, who)
    person_id = found.person_id if who == "handler" else (found[0].pk if who == "investigators" else found.pk)

    with pytest.raises(errors.Conflicted) as refused:
        actions.assign_team(actor=story.scene.leader, accusation_id=story.accusation_id, person_ids=[person_id], at=NOW)

    assert "请由其他同志办理" in refused.value.sentence
    assert not AccusationAssignment.objects.exists()


def test_who_signed_a_finding_is_refused(story: made.Story) -> None:
    signed = f"accounts.account:{story.scene.other_handler.account_id}"
    Report.objects.filter(pk=story.report.pk).update(registered_by=signed)
    story.open()

    with pytest.raises(errors.Conflicted, match="原反映的登记"):
        actions.assign_team(
            actor=story.scene.leader, accusation_id=story.accusation_id,
            person_ids=[story.scene.other_handler.person_id or 0], at=NOW,
        )  # fmt: skip


def test_somebody_recused_loses_the_case_at_once_and_is_replaced(story: made.Story) -> None:
    story.open()
    story.assign()

    actions.recuse(
        actor=story.verifier, accusation_id=story.accusation_id, person_id=story.verifiers[0].pk, reason="和反映人认识",
        at=NOW,
    )  # fmt: skip

    assert not reach.visible_accusations(story.verifier).exists()
    assert (open_duties("accusation_team"), open_duties("accusation_investigate")) == (1, 1)
    with pytest.raises(errors.Conflicted):
        story.assign(story.verifiers[0])
    with pytest.raises(NotHere):
        story.hand_in()


def test_investigators_of_the_report_see_nothing_of_it(story: made.Story) -> None:
    story.open()

    for actor in (story.scene.investigator, story.scene.person, story.scene.org_leader):
        assert not reach.visible_accusations(actor).exists()


# Findings --------------------------------------------------------------------------------------------------------


def test_both_with_evidence_make_a_report(story: made.Story) -> None:
    story.investigated()

    row = story.row
    assert (row.state, row.investigated_on) == ("INVESTIGATED", made.TODAY)
    assert row.fabrication_evidence == made.FINDINGS.fabrication_evidence
    assert (open_duties("accusation_investigate"), open_duties("accusation_hear")) == (0, 1)


@pytest.mark.parametrize(
    ("lacking", "named"),
    [
        ({"fabrication": ""}, "捏造的事实"),
        ({"fabrication": "材料是假的"}, "至少 20 个字"),
        ({"intent": ""}, "陷害故意的事实"),
        ({"intent": made.FINDINGS.fabrication}, "不能写成一样"),
        ({"fabrication_evidence": " "}, "捏造的证据"),
        ({"intent_evidence": ""}, "陷害故意的证据"),
        ({"summary": ""}, "核查情况"),
    ],
)
def test_one_of_the_two_or_its_evidence_missing_is_no_false_accusation(
    story: made.Story, lacking: dict[str, str], named: str
) -> None:
    story.open()
    story.assign()

    with pytest.raises(errors.NotYet, match=named) as refused:
        story.hand_in(replace(made.FINDINGS, **lacking))

    assert "错告" in refused.value.sentence
    assert story.row.state == "OPENED"


def test_one_person_alone_verifies_nothing(story: made.Story) -> None:
    story.open()
    story.assign(story.verifiers[0])

    with pytest.raises(errors.NotYet, match="不到 2 人"):
        story.hand_in()


def test_what_is_found_so_far_may_be_kept_half_done(story: made.Story) -> None:
    story.open()
    story.assign()
    half = replace(made.FINDINGS, intent="", intent_evidence="")

    actions.save_findings(actor=story.verifier, accusation_id=story.accusation_id, findings=half, at=NOW)

    assert (story.row.state, story.row.fabrication, story.row.intent) == ("OPENED", made.FINDINGS.fabrication, "")


def test_where_the_region_asks_for_harm_it_is_asked_for(story: made.Story) -> None:
    """新乡 asks for consequences, 四川 does not; nationally nothing is said."""
    story.open()
    row = story.row

    assert law.law_of(row, on=made.TODAY).needs_harm.value is None
    assert not law.law_of(row, on=made.TODAY).is_harm_needed


# The end without a mark ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["MISTAKEN", "NOT_PROVED"])
def test_a_mistaken_report_ends_with_no_mark(story: made.Story, outcome: str) -> None:
    story.open()
    story.assign()
    actions.advise_end(
        actor=story.verifier, accusation_id=story.accusation_id, at=NOW,
        reasons="两处工地的名字只差一个字，反映人确实看错了，没有捏造。",
    )  # fmt: skip
    assert open_duties("accusation_end") == 1

    story.end(outcome)

    row = story.row
    assert (row.state, row.reporter_person, row.consequence, row.consequence_ends_on) == (outcome, None, "", None)
    assert row.decided_on == made.TODAY
    assert not Duty.objects.filter(kind__startswith="protection.accusation", closed_at=None).exists()


def test_an_end_needs_reasons_and_one_of_two_words(story: made.Story) -> None:
    story.open()

    with pytest.raises(errors.MissingReason, match="至少要 20 个字"):
        story.end(reasons="看错了")
    with pytest.raises(BadInput, match="错告"):
        story.end("PROVED")
    with pytest.raises(NotHere):
        story.end(actor=story.scene.handler)


def test_an_ended_case_goes_nowhere(story: made.Story) -> None:
    story.open()
    story.assign()
    story.end()

    for act in (story.hand_in, story.end, story.invite):
        with pytest.raises(errors.WrongState):
            act()


def test_level_of_approval_is_our_own_rule_where_the_region_is_silent(story: made.Story) -> None:
    said = law.law_of(_row(story), on=made.TODAY)

    assert said.approval.value is None
    assert (said.least.value, said.least.document) == ("市级", "dandang-own-rules")


def _row(story: made.Story) -> Accusation:
    story.open()
    return story.row


def test_nothing_in_the_registry_knows_how_often_somebody_reported() -> None:
    """S7: no count and no rank of a reporter exists anywhere in the room's rows."""
    names = {one.name for model in (Report, Accusation) for one in model._meta.get_fields()}

    assert not {name for name in names if any(part in name for part in ("score", "rank", "count", "credit"))}
    assert registry.REGION == "341299"


def test_who_may_not_see_the_case_finds_no_duty_about_it(story: made.Story) -> None:
    story.investigated()
    strangers = registry.actor_of("DISCIPLINE_OFFICER", story.scene.county.county, who=story.scene.investigators[1])

    def found(actor: Actor) -> bool:
        lists = duties.duties_for(actor, on=made.TODAY)
        return any(one.kind == "protection.accusation_hear" for one in (*lists.late, *lists.this_week, *lists.later))

    assert found(story.scene.handler)
    assert not found(strangers)
