"""Accountability matters: prepared, opened, considered, decided. The gate of TL-01 stands before every decision."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import markings
from dandang.ledger.duties import actions as duties
from dandang.ledger.matters import errors, models, states
from dandang.ledger.matters.actions.matters import open_matter
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

WRITE = "matters.accountability.write"
CLOSE = "matters.accountability.close"
CONSIDER_DUTY = "matters.accountability.consider"
DECIDE_DUTY = "matters.accountability.decide"
LOOK_AGAIN_DUTY = "matters.accountability.look_again"


@transaction.atomic
def open_accountability(
    *,
    actor: Actor,
    matter_id: int,
    person_id: int,
    organ_id: int,
    basis: str,
    basis_clause: str,
    gate: str,
    gate_clause: str,
    at: datetime,
) -> int:
    """This function will put up an accountability matter for one person in a matter and return its id.

    It begins PREPARED where the gate stands before opening, else OPENED; either way a duty to consider tolerance
    opens at the organ. Refuses a person who took no part, who left or died, the actor's own matter, a closed matter,
    and a second running one. Basis: 云南 第9点, 安徽 第11点.
    """
    matter = open_matter(matter_id)
    access.require(actor, WRITE, path=matter.organisation.path)
    _refuse_person(actor, matter, person_id)
    _refuse_words(basis=basis, basis_clause=basis_clause)
    if gate not in states.Gate.values:
        raise ValueError(f"unknown gate {gate!r}")
    running = models.Accountability.objects.filter(matter=matter, person_id=person_id).exclude(state="CLOSED").first()
    if running is not None:
        raise errors.AlreadyRunning(running.number)
    state = states.first_state(gate)
    is_opened = state == "OPENED"
    row = models.Accountability.objects.create(
        number=f"{matter.number}·问{models.Accountability.objects.filter(matter=matter).count() + 1}",
        matter=matter,
        person_id=person_id,
        organ_id=organ_id,
        basis=basis.strip(),
        basis_clause=basis_clause.strip(),
        gate=gate,
        gate_clause=gate_clause,
        state=state,
        prepared_at=at,
        prepared_by=audit.actor_ref(actor),
        opened_at=at if is_opened else None,
        opened_by=audit.actor_ref(actor) if is_opened else "",
    )
    _record(actor, row, "prepared", at, clause=row.basis_clause)
    duties.open_duty(
        actor=actor,
        kind=CONSIDER_DUTY,
        title=f"考虑容错并听取党组织意见：{row.number}",
        why="启动问责以前办完" if state == "PREPARED" else "提交决定以前办完",
        clause=gate_clause,
        subject=ref("matters.accountability", row.pk),
        role="DISCIPLINE_OFFICER",
        organisation_id=organ_id,
        at=at,
    )
    return row.pk


@transaction.atomic
def record_consideration(
    *,
    actor: Actor,
    accountability_id: int,
    result: str,
    considered_by: str,
    considered_on: date | None = None,
    reasons: str,
    clauses: str,
    party_organisation: str,
    party_opinion: str,
    case_ref: str = "",
    document: str = "",
    at: datetime,
) -> None:
    """This function will put on file whether tolerance was considered, by whom, with what result, on which clauses.

    `result` CASE_OPENED needs `case_ref`; TOLERATED, LIGHTER and NOT_TOLERATED need the `document` of the decision.
    A new consideration is possible while none is settled. Refuses missing words, a future day, the person concerned,
    and a matter past its decision. Basis: 云南 第9点, 安徽 第11点.
    """
    row = _locked(actor, accountability_id, WRITE)
    if row.state in ("DECIDING", "CLOSED") or row.consideration == "CASE_OPENED":
        raise errors.NotNow(row.number, _state_label(row))
    today = timezone.localdate(at)
    on = considered_on or today
    _refuse_consideration(row, result, on, today, case_ref, document)
    _refuse_words(
        considered_by=considered_by, reasons=reasons, clauses=clauses,
        party_organisation=party_organisation, party_opinion=party_opinion,
    )  # fmt: skip
    models.Accountability.objects.filter(pk=row.pk).update(
        consideration=result,
        considered_on=on,
        considered_by=considered_by.strip(),
        consideration_reasons=reasons.strip(),
        consideration_clauses=clauses.strip(),
        party_organisation=party_organisation.strip(),
        party_opinion=party_opinion.strip(),
        tolerance_case=case_ref,
        tolerance_document=document.strip(),
    )
    _record(actor, row, "considered", at, clause=clauses, facts={"result": result, "case": case_ref})
    duties.close_duty(actor=actor, kind=CONSIDER_DUTY, subject=ref("matters.accountability", row.pk), at=at)


@transaction.atomic
def record_case_result(*, actor: Actor, accountability_id: int, result: str, document: str = "", at: datetime) -> None:
    """This function will note what became of the tolerance case beside an accountability matter.

    The tolerance part calls it on its decision and again on an overturning; the right is its own. `result` is
    TOLERATED, LIGHTER or NOT_TOLERATED with the paper's number as `document`, or WITHDRAWN. A closed matter is left
    as it is, and a duty to look at it again opens at the organ.
    """
    row = models.Accountability.objects.select_for_update().filter(pk=accountability_id).first()
    if row is None:
        raise NotHere()
    if result not in ("TOLERATED", "LIGHTER", "NOT_TOLERATED", "WITHDRAWN"):
        raise ValueError(f"{result!r} is no result of a case")
    if row.state == "CLOSED":
        _look_again(actor, row, result, document, at)
        return
    if not row.tolerance_case or (result == "WITHDRAWN" and row.consideration != "CASE_OPENED"):
        raise errors.NotNow(row.number, _state_label(row))
    models.Accountability.objects.filter(pk=row.pk).update(consideration=result, tolerance_document=document.strip())
    _record(actor, row, "case_result", at, facts={"result": result, "case": row.tolerance_case})
    if result == "WITHDRAWN":
        duties.open_duty(
            actor=actor,
            kind=CONSIDER_DUTY,
            title=f"重新考虑容错：{row.number}",
            why="容错认定没有作出结论就终止了",
            clause=row.gate_clause,
            subject=ref("matters.accountability", row.pk),
            role="DISCIPLINE_OFFICER",
            organisation_id=row.organ_id,
            at=at,
        )


@transaction.atomic
def start_accountability(*, actor: Actor, accountability_id: int, at: datetime) -> None:
    """This function will open a prepared accountability matter. Refuses while the gate before opening is shut."""
    row = _locked(actor, accountability_id, WRITE)
    state = _passed(row, "open")
    models.Accountability.objects.filter(pk=row.pk).update(state=state, opened_at=at, opened_by=audit.actor_ref(actor))
    _record(actor, row, "opened", at, clause=row.basis_clause)


@transaction.atomic
def send_to_decision(*, actor: Actor, accountability_id: int, at: datetime) -> None:
    """This function will send an opened accountability matter to those who decide. Refuses while the gate is shut."""
    row = _locked(actor, accountability_id, WRITE)
    state = _passed(row, "send_to_decision")
    models.Accountability.objects.filter(pk=row.pk).update(state=state)
    _record(actor, row, "sent_to_decision", at, clause=row.gate_clause)
    duties.open_duty(
        actor=actor,
        kind=DECIDE_DUTY,
        title=f"研究决定问责事项：{row.number}",
        why="调查已结束，容错已考虑；结论要两位同志签批",
        clause=row.basis_clause,
        subject=ref("matters.accountability", row.pk),
        role="DISCIPLINE_LEADER",
        organisation_id=row.organ_id,
        at=at,
    )


@transaction.atomic
def return_to_inquiry(*, actor: Actor, accountability_id: int, reason: str, at: datetime) -> None:
    """This function will send a matter back from decision to inquiry. Refuses an empty reason."""
    row = _locked(actor, accountability_id, CLOSE)
    state = _passed(row, "return_to_inquiry")
    if not reason.strip():
        raise BadInput(_("请写明还要查清什么，承办的人才知道怎样补"), field="reason")
    models.Accountability.objects.filter(pk=row.pk).update(state=state)
    _record(actor, row, "returned", at, reason=reason.strip())
    duties.close_duty(actor=actor, kind=DECIDE_DUTY, subject=ref("matters.accountability", row.pk), at=at)


@transaction.atomic
def close_accountability(
    *,
    actor: Actor,
    accountability_id: int,
    outcome: str,
    reasons: str,
    clause: str,
    deciding_organ: str,
    document: str,
    decided_on: date,
    signers: tuple[int, int],
    at: datetime,
) -> None:
    """This function will close an accountability matter with what the organ decided and who signed it.

    A matter that was never opened ends with NOT_PURSUED only. Refuses while the gate is shut, an outcome heavier than
    what was found about tolerance allows, missing reasons, clause, organ or document, a day of the future or before
    tolerance was considered, and fewer than two signers who are neither one person nor the person concerned.
    """
    row = _locked(actor, accountability_id, CLOSE)
    state = _passed(row, "drop" if row.state == "PREPARED" else "close")
    _refuse_outcome(row, outcome)
    _refuse_words(reasons=reasons, clause=clause, deciding_organ=deciding_organ, document=document)
    _refuse_decision_day(row, decided_on, timezone.localdate(at))
    first, second = signers
    if first == second or row.person_id in signers or len(people.names_of(signers)) != len(signers):
        raise errors.NeedsTwoSigners()
    models.Accountability.objects.filter(pk=row.pk).update(
        state=state,
        outcome=outcome,
        reasons=reasons.strip(),
        clause=clause.strip(),
        deciding_organ=deciding_organ.strip(),
        document=document.strip(),
        decided_on=decided_on,
        first_signer_id=first,
        second_signer_id=second,
        closed_at=at,
        closed_by=audit.actor_ref(actor),
    )
    _record(actor, row, "closed", at, clause=clause, facts={"outcome": outcome, "decided_on": str(decided_on)})
    duties.close_duty(actor=actor, kind=DECIDE_DUTY, subject=ref("matters.accountability", row.pk), at=at)


def _locked(actor: Actor, accountability_id: int, verb: str) -> models.Accountability:
    """The row, locked, for somebody with the right over the unit who is not the person concerned."""
    rows = models.Accountability.objects.select_for_update(of=("self",)).select_related("matter__organisation")
    row = rows.filter(pk=accountability_id).first()
    if row is None:
        raise NotHere()
    access.require(actor, verb, path=row.matter.organisation.path)
    if actor.person_id is not None and actor.person_id == row.person_id:
        raise NotHere()
    return row


def _passed(row: models.Accountability, move: str) -> str:
    """The state a move leads to, when the table and the gate allow it."""
    state = next_state(states.ACCOUNTABILITY_MOVES, row.state, move)
    if state is None:
        raise errors.NotNow(row.number, _state_label(row))
    missing = states.missing_for(row.gate, move, row.consideration)
    if missing == "considered":
        raise errors.ToleranceNotConsidered(row.gate_clause, before_opening=move == "open")
    if missing == "settled":
        raise errors.CaseStillRunning(row.gate_clause)
    return state


def _refuse_person(actor: Actor, matter: models.Matter, person_id: int) -> None:
    if actor.person_id == person_id:
        raise errors.OwnMatter()
    line = matter.involved.select_related("person").filter(person_id=person_id).first()
    if line is None:
        raise errors.NotInvolved(people.names_of([person_id]).get(str(person_id), _("这位同志")))
    if line.person.state in ("LEFT", "DEAD"):
        raise errors.NoLongerHere(line.person.name, str(line.person.get_state_display()))


def _refuse_consideration(
    row: models.Accountability, result: str, on: date, today: date, case_ref: str, document: str
) -> None:
    if result not in states.Consideration.values or result == "WITHDRAWN":
        raise BadInput(_("请选考虑的结果"), field="result")
    if on > today:
        raise BadInput(_("考虑日期还没有到，请核对"), field="considered_on")
    if result == "CASE_OPENED" and not case_ref:
        raise BadInput(_("请先启动容错认定，再从那里登记到这里；或者改选别的结果"), field="result")
    if result in ("TOLERATED", "LIGHTER", "NOT_TOLERATED") and not document.strip():
        raise BadInput(_("请写明已有的容错认定文书及文号"), field="document")


def _refuse_outcome(row: models.Accountability, outcome: str) -> None:
    if outcome not in states.Outcome.values:
        raise BadInput(_("请选问责结论"), field="outcome")
    label = str(states.Outcome(outcome).label)
    if not states.outcome_is_allowed(row.consideration, outcome):
        raise errors.OutcomeTooHeavy(str(row.get_consideration_display()), label)
    if row.opened_at is None and outcome != "NOT_PURSUED":
        raise BadInput(_("还没有启动的，只能以“不予问责”办结；要问责的，先启动"), field="outcome")


def _refuse_decision_day(row: models.Accountability, decided_on: date, today: date) -> None:
    if decided_on > today:
        raise BadInput(_("决定日期还没有到。请核对文书上的日期"), field="decided_on")
    if row.considered_on is not None and decided_on < row.considered_on:
        raise BadInput(
            _("决定日期早于考虑容错的日期（%s）。先考虑容错，再作决定") % row.considered_on.isoformat(),
            field="decided_on",
            clause=row.gate_clause,
        )


def _refuse_words(**words: str) -> None:
    labels = {
        "basis": _("为什么要问责"),
        "basis_clause": _("问责依据"),
        "considered_by": _("由谁考虑"),
        "clauses": _("对照的条款"),
        "party_organisation": _("听取了谁的意见"),
        "party_opinion": _("意见内容"),
        "reasons": _("理由"),
        "clause": _("依据"),
        "deciding_organ": _("作出决定的机关"),
        "document": _("决定文书"),
    }
    for field, text in words.items():
        if not text.strip():
            raise BadInput(_("请填写%s") % labels[field], field=field)
        markings.refuse_classified(text, labels[field], field=field)


def _look_again(actor: Actor, row: models.Accountability, result: str, document: str, at: datetime) -> None:
    _record(actor, row, "case_result", at, facts={"result": result, "case": row.tolerance_case})
    duties.open_duty(
        actor=actor,
        kind=LOOK_AGAIN_DUTY,
        title=f"重新研究问责结论：{row.number}",
        why=f"容错认定的结果变为“{states.Consideration(result).label}”，原结论依据的情况变了",
        clause=row.gate_clause,
        subject=ref("matters.accountability", row.pk),
        role="DISCIPLINE_OFFICER",
        organisation_id=row.organ_id,
        at=at,
    )


def _record(
    actor: Actor,
    row: models.Accountability,
    what: str,
    at: datetime,
    *,
    clause: str = "",
    reason: str = "",
    facts: dict[str, str] | None = None,
) -> None:
    audit.record(
        actor=actor,
        verb=f"matters.accountability.{what}",
        target=ref("matters.accountability", row.pk),
        clause=clause,
        reason=reason,
        facts={"number": row.number, **(facts or {})},
        private={"person": row.person_id},
        at=at,
    )


def _state_label(row: models.Accountability) -> str:
    return str(row.get_state_display())
