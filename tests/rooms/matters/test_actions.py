"""Registering, filing, opening accountability behind its gate, findings: rows, record, duties, and every refusal."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.matters import actions, errors, models, queries
from dandang.registry.access.records import Actor
from tests.factories import matters as made
from tests.factories.registry import NOW, TODAY, County, actor_of, county, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> County:
    return county()


@pytest.fixture
def officer(here: County) -> Actor:
    return actor_of("DISCIPLINE_OFFICER", here.county, name="承办人")


@pytest.fixture
def leader(here: County) -> Actor:
    return actor_of("DISCIPLINE_LEADER", here.county, name="负责人")


def verbs() -> list[str]:
    rows = Entry.objects.order_by("seq").values_list("verb", flat=True)
    return [verb.removeprefix("matters.") for verb in rows if verb.startswith("matters.")]


def open_duties() -> set[str]:
    return set(Duty.objects.still_open().values_list("kind", flat=True))


# The register ----------------------------------------------------------------------------------------------------


def test_numbers_run_through_the_year_and_begin_again(here: County, officer: Actor) -> None:
    next_year = NOW + timedelta(days=60)

    numbers = [made.matter(officer, unit).number for unit in (here.finance, here.township)]
    later = made.matter(officer, here.finance, at=next_year).number

    assert numbers == ["青禾事〔2026〕1号", "青禾事〔2026〕2号"]
    assert later == "青禾事〔2027〕1号"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"happened_from": TODAY + timedelta(days=1)}, "happened_from"),
        ({"happened_to": date(2026, 3, 11)}, "happened_to"),
        ({"title": "  "}, "title"),
        ({"summary": ""}, "summary"),
        ({"kind": "HUGE"}, "kind"),
        ({"channel": "RUMOUR"}, "channel"),
        ({"title": "机密★关于某事"}, "title"),
        ({"summary": "【秘密】\n经过如下"}, "summary"),
    ],
)
def test_a_matter_that_cannot_be_is_refused(here: County, officer: Actor, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        made.matter(officer, here.finance, **changes)

    assert refusal.value.field == field
    assert not models.Matter.objects.exists()


def test_somebody_has_one_part_in_a_matter(here: County, officer: Actor) -> None:
    who = person(here.finance)
    matter = made.matter(officer, here.finance, who)

    with pytest.raises(errors.AlreadyInvolved):
        actions.add_involvement(actor=officer, matter_id=matter.pk, person_id=who.pk, role="LED", at=NOW)

    assert queries.matter_record(matter.pk).person_ids("DID") == (who.pk,)
    assert verbs() == ["matter.registered", "involvement.added"]


def test_a_closed_matter_takes_nothing_more_until_it_is_opened_again(here: County, officer: Actor) -> None:
    matter = made.matter(officer, here.finance)
    actions.close_matter(actor=officer, matter_id=matter.pk, outcome="提灌站 8 月通水", at=NOW)

    with pytest.raises(errors.MatterClosed):
        made.evidence(officer, matter)
    with pytest.raises(BadInput):
        actions.reopen_matter(actor=officer, matter_id=matter.pk, reason=" ", at=NOW)
    actions.reopen_matter(actor=officer, matter_id=matter.pk, reason="收到审计报告", at=NOW)

    assert made.evidence(officer, matter).number == 1


def test_a_matter_waits_for_the_end_of_its_accountability(here: County, officer: Actor) -> None:
    who = person(here.finance)
    matter = made.matter(officer, here.finance, who)
    row = made.accountability(officer, matter, who, here.discipline)

    with pytest.raises(errors.NotYetFinished, match=row.number):
        actions.close_matter(actor=officer, matter_id=matter.pk, outcome="通水", at=NOW)


# Evidence --------------------------------------------------------------------------------------------------------


def test_evidence_is_numbered_hashed_compared_and_looked_at(here: County, officer: Actor) -> None:
    colleague = actor_of("DISCIPLINE_OFFICER", here.county, name="核对人")
    matter = made.matter(officer, here.finance)
    first = made.evidence(officer, matter, sha256=hashlib.sha256(made.PDF).hexdigest().upper())
    paper = made.evidence(officer, matter, title="手写说明", content=None, location="档案室 3 柜")
    actions.confirm_evidence(actor=colleague, evidence_id=first.pk, at=NOW)

    seen = actions.look_at_evidence(actor=colleague, evidence_id=first.pk, at=NOW)
    listed = queries.evidence_of(matter.pk)

    assert seen.content == made.PDF
    assert [(one.label, one.has_file, one.checker_name, one.looks) for one in listed] == [
        ("证1", True, "核对人", 1),
        ("证2", False, "", 0),
    ]
    assert [look.name for look in queries.looks_of([first.pk])[first.pk]] == ["核对人"]
    assert Entry.objects.filter(verb="audit.read", target=f"matters.evidence:{first.pk}").exists()
    with pytest.raises(NotHere):
        actions.look_at_evidence(actor=colleague, evidence_id=paper.pk, at=NOW)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"content": made.PDF[:-6]}, "没有传完"),
        ({"content": b""}, "没有传完"),
        ({"sha256": "0" * 64}, "SHA-256 不符"),
        ({"filename": "【机密】纪要.pdf"}, "国家秘密标志"),
        ({"title": "绝密★纪要"}, "国家秘密标志"),
        ({"content": "秘密★10年\n纪要".encode()}, "国家秘密标志"),
        ({"content": None}, "存放在哪里"),
        ({"provided_by": " "}, "谁提供"),
        ({"kind": "GOSSIP"}, "请从所列"),
        ({"dated_on": TODAY + timedelta(days=1)}, "还没有到"),
    ],
)
def test_evidence_that_cannot_be_kept_is_refused_and_nothing_is_left(
    here: County, officer: Actor, changes: dict[str, Any], says: str
) -> None:
    matter = made.matter(officer, here.finance)

    with pytest.raises(Refusal) as refusal:
        made.evidence(officer, matter, **changes)

    assert says in refusal.value.sentence
    assert not models.Evidence.objects.exists()


def test_the_same_bytes_are_evidence_once_until_withdrawn(here: County, officer: Actor) -> None:
    matter = made.matter(officer, here.finance)
    first = made.evidence(officer, matter)
    with pytest.raises(errors.SameEvidence, match="证1"):
        made.evidence(officer, matter, title="又一次")

    actions.withdraw_evidence(actor=officer, evidence_id=first.pk, reason="名称登记错了", at=NOW)
    second = made.evidence(officer, matter)

    assert second.number == 2
    assert [one.number for one in queries.evidence_of(matter.pk)] == [2]
    assert [one.is_withdrawn for one in queries.evidence_of(matter.pk, withdrawn=True)] == [True, False]


def test_who_filed_a_piece_does_not_compare_it(here: County, officer: Actor) -> None:
    piece = made.evidence(officer, made.matter(officer, here.finance))

    with pytest.raises(errors.SameHands):
        actions.confirm_evidence(actor=officer, evidence_id=piece.pk, at=NOW)


def test_a_file_changed_on_disk_is_stopped_told_and_stays_on_record(here: County, officer: Actor) -> None:
    piece = made.evidence(officer, made.matter(officer, here.finance))
    with piece.file.open("wb") as file:
        file.write(made.PDF + b"!")

    with pytest.raises(errors.EvidenceAltered, match="证1"):
        actions.look_at_evidence(actor=officer, evidence_id=piece.pk, at=NOW)

    assert queries.looks_of([piece.pk])[piece.pk][0].is_whole is False
    assert "evidence.altered" in verbs()
    assert "matters.evidence.altered" in open_duties()


def test_a_file_that_is_gone_is_stopped_too(here: County, officer: Actor) -> None:
    piece = made.evidence(officer, made.matter(officer, here.finance))
    piece.file.storage.delete(piece.file.name)

    with pytest.raises(errors.EvidenceAltered):
        actions.look_at_evidence(actor=officer, evidence_id=piece.pk, at=NOW)


# Accountability --------------------------------------------------------------------------------------------------


def test_accountability_during_the_inquiry_from_opening_to_outcome(here: County, officer: Actor, leader: Actor) -> None:
    who = person(here.finance)
    matter = made.matter(officer, here.finance, who)
    row = made.accountability(officer, matter, who, here.discipline)
    signers = (person(here.discipline).pk, person(here.discipline).pk)

    with pytest.raises(errors.ToleranceNotConsidered) as shut:
        actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    waiting = open_duties()
    actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **made.DECIDED)

    row.refresh_from_db()
    assert shut.value.clause == "安徽 第11点"
    assert (row.number, row.state, row.outcome) == ("青禾事〔2026〕1号·问1", "CLOSED", "HELD")
    assert "matters.accountability.decide" in waiting
    assert not open_duties()
    assert verbs()[-4:] == [
        f"accountability.{verb}" for verb in ("prepared", "considered", "sent_to_decision", "closed")
    ]


def test_where_the_gate_stands_first_it_opens_only_when_considered(here: County, officer: Actor) -> None:
    who = person(here.finance)
    row = made.accountability(
        officer, made.matter(officer, here.finance, who), who, here.discipline, gate="BEFORE_OPENING"
    )

    with pytest.raises(errors.ToleranceNotConsidered, match="启动问责"):
        actions.start_accountability(actor=officer, accountability_id=row.pk, at=NOW)
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.start_accountability(actor=officer, accountability_id=row.pk, at=NOW)

    row.refresh_from_db()
    assert (row.state, row.opened_at) == ("OPENED", NOW)


def test_what_was_never_opened_ends_without_outcome_for_the_person(here: County, officer: Actor, leader: Actor) -> None:
    who = person(here.finance)
    row = made.accountability(
        officer, made.matter(officer, here.finance, who), who, here.discipline, gate="BEFORE_OPENING"
    )
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    signers = (person(here.discipline).pk, person(here.discipline).pk)

    with pytest.raises(BadInput, match="不予问责"):
        actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **made.DECIDED)
    dropped = made.DECIDED | {"outcome": "NOT_PURSUED"}
    actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **dropped)

    row.refresh_from_db()
    assert (row.state, row.outcome, row.opened_at) == ("CLOSED", "NOT_PURSUED", None)


def running(here: County, officer: Actor) -> models.Accountability:
    """An accountability matter beside which a tolerance case runs."""
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)
    given = made.CONSIDERED | {"result": "CASE_OPENED", "case_ref": "tolerance.case:7"}
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **given)
    return row


def test_a_running_case_holds_the_decision_until_its_result(here: County, officer: Actor, leader: Actor) -> None:
    row = running(here, officer)
    signers = (person(here.discipline).pk, person(here.discipline).pk)

    with pytest.raises(errors.CaseStillRunning):
        actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    with pytest.raises(errors.NotNow):
        actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.record_case_result(
        actor=officer, accountability_id=row.pk, result="TOLERATED", document="青容〔2026〕7号", at=NOW
    )
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    with pytest.raises(errors.OutcomeTooHeavy):
        actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **made.DECIDED)
    exempt = made.DECIDED | {"outcome": "EXEMPT"}
    actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **exempt)

    assert queries.accountability_record(row.pk).outcome == "EXEMPT"


def test_a_case_that_ends_without_result_has_tolerance_considered_again(here: County, officer: Actor) -> None:
    row = running(here, officer)

    actions.record_case_result(actor=officer, accountability_id=row.pk, result="WITHDRAWN", at=NOW)

    with pytest.raises(errors.CaseStillRunning):
        actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    assert "matters.accountability.consider" in open_duties()
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)


def test_a_case_overturned_after_the_outcome_is_looked_at_again(here: County, officer: Actor, leader: Actor) -> None:
    row = running(here, officer)
    settled = {"accountability_id": row.pk, "document": "青容〔2026〕7号", "at": NOW}
    actions.record_case_result(actor=officer, result="NOT_TOLERATED", **settled)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    signers = (person(here.discipline).pk, person(here.discipline).pk)
    actions.close_accountability(actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **made.DECIDED)

    actions.record_case_result(actor=officer, result="TOLERATED", **settled)

    assert queries.accountability_record(row.pk).consideration == "NOT_TOLERATED"
    assert "matters.accountability.look_again" in open_duties()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"party_opinion": " "}, "意见内容"),
        ({"party_organisation": ""}, "听取了谁"),
        ({"reasons": ""}, "理由"),
        ({"clauses": ""}, "条款"),
        ({"considered_by": ""}, "由谁考虑"),
        ({"result": "MAYBE"}, "结果"),
        ({"result": "WITHDRAWN"}, "结果"),
        ({"result": "CASE_OPENED"}, "先启动容错认定"),
        ({"result": "TOLERATED"}, "文号"),
        ({"considered_on": TODAY + timedelta(days=1)}, "还没有到"),
    ],
)
def test_a_consideration_that_says_too_little_is_refused(
    here: County, officer: Actor, changes: dict[str, Any], says: str
) -> None:
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)

    with pytest.raises(BadInput) as refusal:
        actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **(made.CONSIDERED | changes))

    assert says in refusal.value.sentence


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"reasons": " "}, "理由"),
        ({"clause": ""}, "依据"),
        ({"document": ""}, "决定文书"),
        ({"outcome": "PRAISE"}, "结论"),
        ({"decided_on": TODAY + timedelta(days=1)}, "还没有到"),
        ({"decided_on": TODAY - timedelta(days=1)}, "早于考虑容错"),
    ],
)
def test_an_outcome_that_is_not_whole_is_refused(
    here: County, officer: Actor, leader: Actor, changes: dict[str, Any], says: str
) -> None:
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    signers = (person(here.discipline).pk, person(here.discipline).pk)

    with pytest.raises(BadInput) as refusal:
        actions.close_accountability(
            actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **(made.DECIDED | changes)
        )

    assert says in refusal.value.sentence


def test_two_others_sign(here: County, officer: Actor, leader: Actor) -> None:
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)
    one = person(here.discipline).pk

    for signers in ((one, one), (one, who.pk), (one, 0)):
        with pytest.raises(errors.NeedsTwoSigners):
            actions.close_accountability(
                actor=leader, accountability_id=row.pk, signers=signers, at=NOW, **made.DECIDED
            )


@pytest.mark.parametrize("state", ["LEFT", "DEAD"])
def test_who_left_or_died_is_not_called_to_account_here(here: County, officer: Actor, state: str) -> None:
    who = person(here.finance, state=state)

    with pytest.raises(errors.NoLongerHere):
        made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)


def test_only_who_took_part_and_once_at_a_time(here: County, officer: Actor) -> None:
    who, other = person(here.finance), person(here.finance)
    matter = made.matter(officer, here.finance, who)
    made.accountability(officer, matter, who, here.discipline)

    with pytest.raises(errors.AlreadyRunning):
        made.accountability(officer, matter, who, here.discipline)
    with pytest.raises(errors.NotInvolved):
        made.accountability(officer, matter, other, here.discipline)


def test_nobody_calls_himself_to_account_or_handles_his_own(here: County, officer: Actor) -> None:
    who = person(here.discipline)
    himself = actor_of("DISCIPLINE_OFFICER", here.county, who=who)
    matter = made.matter(officer, here.discipline, who)

    with pytest.raises(errors.OwnMatter):
        made.accountability(himself, matter, who, here.discipline)
    row = made.accountability(officer, matter, who, here.discipline)
    with pytest.raises(NotHere):
        actions.record_consideration(actor=himself, accountability_id=row.pk, at=NOW, **made.CONSIDERED)


def test_two_decisions_at_once_the_second_is_told(here: County, officer: Actor) -> None:
    who = person(here.finance)
    row = made.accountability(officer, made.matter(officer, here.finance, who), who, here.discipline)
    actions.record_consideration(actor=officer, accountability_id=row.pk, at=NOW, **made.CONSIDERED)
    actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)

    with pytest.raises(errors.NotNow, match="刷新"):
        actions.send_to_decision(actor=officer, accountability_id=row.pk, at=NOW)


# Findings --------------------------------------------------------------------------------------------------------

FINDING: dict[str, Any] = {"channel": "AUDIT", "tone": "BAD", "text": "预算调整没有报批", "found_on": date(2026, 11, 2)}


def test_a_finding_about_a_person_goes_to_who_manages_him(here: County) -> None:
    clerk = actor_of("ORG_OFFICER", here.county)
    who = person(here.finance, managed_by=here.county)
    about = actions.record_finding(
        actor=clerk, organisation_id=here.finance.pk, person_id=who.pk, due_on=date(2026, 12, 1), at=NOW, **FINDING
    )
    actions.record_finding(actor=clerk, organisation_id=here.finance.pk, at=NOW, **FINDING)

    duty = Duty.objects.still_open().get(kind="matters.finding.look")
    assert (duty.role, duty.organisation_id, duty.due_on) == ("ORG_OFFICER", here.county.pk, date(2026, 12, 1))
    actions.handle_finding(actor=clerk, finding_id=about, handling="已提醒谈话", at=NOW)
    assert not open_duties()
    with pytest.raises(errors.AlreadyDone):
        actions.handle_finding(actor=clerk, finding_id=about, handling="再一次", at=NOW)


@pytest.mark.parametrize("changes", [{"text": " "}, {"tone": "SO_SO"}, {"found_on": TODAY + timedelta(days=1)}])
def test_a_finding_that_says_nothing_is_refused(here: County, changes: dict[str, Any]) -> None:
    clerk = actor_of("ORG_OFFICER", here.county)

    with pytest.raises(BadInput):
        actions.record_finding(actor=clerk, organisation_id=here.finance.pk, at=NOW, **(FINDING | changes))
