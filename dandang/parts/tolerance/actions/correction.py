"""Correction until it is accepted, or an organ finds it poorly done; and the return visit. Basis: 安徽 12; TL-08."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework.models import Part
from dandang.ledger.duties import actions as duties
from dandang.ledger.matters import actions as matter_actions
from dandang.ledger.matters import queries as matters
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Case, Decision, Measure, Referral, Visit
from ..queries import clauses, correcting, deciding, reach
from ..states import MEASURE_MOVES
from . import deciders, moving
from . import measures as rows

VISIT = "tolerance.visit"


@transaction.atomic
def report_measure(*, actor: Actor, measure_id: int, report: str, reported_on: date, at: datetime) -> None:
    """This function will note that a measure was carried out; it then waits for acceptance.

    The owner, the person concerned, the unit that applied, or the office from paper may report. Refuses empty words and
    a day that has not come.
    """
    measure = _locked(actor, measure_id, correcting.may_report)
    _move(measure, "report")
    if not report.strip():
        raise BadInput(_("请写明整改做了什么、效果怎样"), field="report")
    _refuse_day(reported_on, at, "reported_on")
    measure.report, measure.reported_on = report.strip(), reported_on
    _saved(actor, measure, "reported", at)
    duties.close_duty(actor=actor, kind=rows.CORRECT, subject=rows.subject_of(measure), at=at)
    case = measure.decision.case
    duties.open_duty(
        actor=actor, kind=rows.ACCEPT, title=f"验收整改第 {measure.number} 项（{case.number}）", why=measure.text,
        clause=measure.decision.clause, subject=rows.subject_of(measure), role=moving.officers_of(case),
        organisation_id=case.organ_id, at=at,
    )  # fmt: skip


@transaction.atomic
def accept_measure(*, actor: Actor, measure_id: int, note: str, at: datetime) -> None:
    """This function will accept a measure that was reported or, after a first refusal, put right.

    Refuses the measure's owner, who does not accept his own work, and an empty note.
    """
    measure = _locked(actor, measure_id, reach.may_handle)
    _refuse_owner(actor, measure)
    _move(measure, "accept")
    blanks.require_words(note, _("请写明验收看到了什么"), "note")
    measure.accepted_on, measure.accepted_by = timezone.localdate(at), actor.name
    measure.acceptance_note = note.strip()
    _saved(actor, measure, "accepted", at)
    for kind in (rows.CORRECT, rows.ACCEPT):
        duties.close_duty(actor=actor, kind=kind, subject=rows.subject_of(measure), at=at)
    decision = measure.decision
    if not decision.measures.exclude(state="ACCEPTED").exists():
        why = "整改全部验收，回访本人以后办结"
        moving.next_duty(actor, decision.case, VISIT, "回访并办结", why, at, clause=decision.clause)


@transaction.atomic
def refuse_measure(*, actor: Actor, measure_id: int, note: str, at: datetime) -> None:
    """This function will say that a measure is not accepted and why; it goes back to its owner."""
    measure = _locked(actor, measure_id, reach.may_handle)
    _refuse_owner(actor, measure)
    _move(measure, "refuse")
    blanks.require_words(note, _("请写明哪里还没有整改到位、要怎样改"), "note")
    measure.acceptance_note = note.strip()
    _saved(actor, measure, "refused", at, reason=note.strip())
    duties.close_duty(actor=actor, kind=rows.ACCEPT, subject=rows.subject_of(measure), at=at)
    rows.open_duty(actor, measure, at)


@transaction.atomic
def extend_measure(*, actor: Actor, measure_id: int, due_on: date, reason: str, clause: str = "", at: datetime) -> None:
    """This function will give a measure a later day, with the cause and, where one speaks of it, the clause.

    Refuses a day no later than the present one, an empty reason, a measure already accepted, and a clause that is not
    in force.
    """
    measure = _locked(actor, measure_id, reach.may_handle)
    if measure.state == "ACCEPTED":
        raise errors.WrongState("这一项整改已经验收，不用再延期。")
    blanks.require_words(reason, _("请写明为什么要延期"), "reason")
    if due_on <= measure.due_on or due_on <= timezone.localdate(at):
        raise BadInput(_("新的期限要晚于原来的期限，也要晚于今天"), field="due_on")
    if clause.strip():
        clauses.require_clause(measure.decision.case.region, timezone.localdate(at), clause)
    words = f"{reason.strip()}〔{clause.strip()}〕" if clause.strip() else reason.strip()
    measure.extended_from = measure.extended_from or measure.due_on
    measure.due_on, measure.extension_reason = due_on, words[:300]
    _saved(actor, measure, "extended", at, reason=reason.strip(), clause=clause.strip())
    if measure.state in {"ORDERED", "NOT_ACCEPTED"}:
        rows.open_duty(actor, measure, at)


@transaction.atomic
def record_visit(
    *, actor: Actor, case_id: int, kind: str, visited_on: date, visitors: str, note: str, at: datetime
) -> int:
    """This function will put a visit on file: during correction, or the return visit to the tolerated person.

    Refuses a case that is not decided, a day that has not come, and empty words.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    moving.require_state(case, "SERVED", "CORRECTING", "CLOSED")
    if kind not in Visit.Kind.values:
        raise BadInput(_("请选跟踪了解或者回访"), field="kind")
    _refuse_day(visited_on, at, "visited_on")
    blanks.require_words(visitors, _("请写明谁去走访的"), "visitors")
    blanks.require_words(note, _("请写明了解到什么"), "note")
    visit = Visit.objects.create(
        case=case, kind=kind, visited_on=visited_on, visitors=visitors.strip(), note=note.strip(), recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )  # fmt: skip
    audit.record(
        actor=actor, verb="tolerance.case.visited", target=moving.subject_of(case),
        facts={"kind": kind, "visited_on": str(visited_on)}, at=at,
    )  # fmt: skip
    if kind == Visit.Kind.RETURN:
        moving.done_duty(actor, case, VISIT, at)
    return visit.pk


@transaction.atomic
def close_case(*, actor: Actor, case_id: int, at: datetime) -> None:
    """This function will close a served case whose measures are all accepted; the return visit stays as a duty.

    Refuses open measures and a running review.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    decision = _decision(case)
    left = list(decision.measures.exclude(state="ACCEPTED").values_list("number", flat=True))
    if left:
        words = f"第 {'、'.join(map(str, left))} 项整改还没有验收，不能办结。"
        raise errors.NotYet(words, tuple(f"第 {number} 项整改" for number in left))
    if case.reviews.filter(state__in=["REQUESTED", "ACCEPTED"]).exists():
        raise errors.NotYet("正在复查，复查有了结果再办结。")
    moving.move(case, "close")
    moving.saved(actor, case, "tolerance.case.closed", at)
    if not case.visits.filter(kind=Visit.Kind.RETURN).exists():
        moving.next_duty(
            actor, case, VISIT, "回访本人", "办结以后回访，了解本人工作和思想情况", at, clause=decision.clause
        )


# Referral --------------------------------------------------------------------------------------------------------


@transaction.atomic
def submit_referral_to_meeting(*, actor: Actor, case_id: int, meeting_id: int, ground: str, at: datetime) -> int:
    """This function will ask an organ to find correction poorly done or refused; returns the item of the agenda.

    Being overdue alone refers nobody. Refuses when no measure is open. Basis: 安徽 第12点; SPEC TL-08.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    moving.require_state(case, "CORRECTING")
    _require_open_measure(case)
    label = _ground_label(ground)
    about = deciding.interests_of(case)
    item_id = meetings.put_on_agenda(
        actor=actor, meeting_id=meeting_id, subject=correction_ref(case), title=f"{case.number} {case.title}：整改情况",
        proposal=referral_proposal(case, label), party_ids=about.party_ids, involved=about.involved,
        earlier=about.earlier, at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="tolerance.case.referral_submitted", target=moving.subject_of(case),
        facts={"meeting": meeting_id, "item": item_id, "ground": ground}, at=at,
    )  # fmt: skip
    return item_id


@transaction.atomic
def refer(
    *,
    actor: Actor,
    case_id: int,
    ground: str,
    reasons: str,
    clause: str,
    item_id: int,
    person_said: str,
    at: datetime,
) -> int:
    """This function will refer a case to accountability on an organ's reasoned finding; returns the accountability.

    Refuses without a carried vote on this very ground by people who may vote, without reasons, a clause in force, and
    the person's own words. Basis: 安徽 第12点; SPEC TL-08.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    moving.require_state(case, "CORRECTING")
    _require_open_measure(case)
    label = _ground_label(ground)
    item = deciders.studied(item_id, correction_ref(case))
    deciders.require_not_voter(actor, item)
    deciders.require_other_people(case, item)
    if item.proposal != referral_proposal(case, label):
        raise errors.WrongState(f"会议表决的是：{item.proposal}。移送的理由不能是另一种。", field="ground")
    blanks.require_words(reasons, _("请写明整改不力或者拒不整改表现在哪里"), "reasons")
    blanks.require_words(person_said, _("请写明本人怎样说明；移送以前要听本人的说法"), "person_said")
    clauses.require_clause(case.region, timezone.localdate(at), clause)
    accountability_id = _open_accountability(actor, case, label, reasons, clause, at)
    Referral.objects.create(
        case=case, ground=ground, reasons=reasons.strip(), clause=clause.strip(), item_id=item.id,
        person_said=person_said.strip(), accountability_id=accountability_id, referred_at=at,
        referred_by=audit.actor_ref(actor),
    )  # fmt: skip
    deciders.write_down(actor, case, item, Part.DECIDER, at)
    moving.move(case, "refer")
    moving.saved(
        actor, case, "tolerance.case.referred", at, reason=reasons.strip(), clause=clause.strip(), ground=ground,
        item=item.id, accountability=accountability_id,
    )  # fmt: skip
    for measure in _decision(case).measures.order_by("number"):
        for kind in (rows.CORRECT, rows.ACCEPT):
            duties.close_duty(actor=actor, kind=kind, subject=rows.subject_of(measure), at=at)
    return accountability_id


def correction_ref(case: Case) -> str:
    """How a meeting names the correction of a case, apart from the case it decided before."""
    return ref("tolerance.correction", case.pk)


def referral_proposal(case: Case, label: str) -> str:
    """The words a meeting votes on."""
    return f"认定{case.person.name}对“{case.title[:80]}”的整改属于“{label}”，移送问责"


def _open_accountability(actor: Actor, case: Case, label: str, reasons: str, clause: str, at: datetime) -> int:
    for running in matters.accountabilities_of(case.matter_id):
        if running.person_id == case.person_id and running.state != "CLOSED":
            return running.id  # one matter is answered for once; the finding joins the one that is open
    place = matters.gate_at(region=case.region, on=timezone.localdate(at))
    return matter_actions.open_accountability(
        actor=actor,
        matter_id=case.matter_id,
        person_id=case.person_id,
        organ_id=case.organ_id,
        basis=f"{case.number}决定的整改，经集体研究认定{label}：{reasons.strip()}",
        basis_clause=clause.strip(),
        gate=place.gate,
        gate_clause=place.clause,
        at=at,
    )


# Checks ----------------------------------------------------------------------------------------------------------


def _locked(actor: Actor, measure_id: int, may: moving.Right) -> Measure:
    found = Measure.objects.filter(pk=measure_id).values_list("decision__case_id", flat=True).first()
    if found is None:
        raise NotHere()
    case = moving.locked(actor, found, may)
    moving.require_state(case, "CORRECTING")
    measure = Measure.objects.select_related("decision").get(pk=measure_id)
    measure.decision.case = case
    return measure


def _move(measure: Measure, verb: str) -> None:
    following = next_state(MEASURE_MOVES, measure.state, verb)
    if following is None:
        raise errors.WrongState(f"第 {measure.number} 项整改现在是“{measure.get_state_display()}”，不能办理这一步。")
    measure.state = following


def _saved(actor: Actor, measure: Measure, what: str, at: datetime, *, reason: str = "", clause: str = "") -> None:
    measure.save()
    audit.record(
        actor=actor, verb=f"tolerance.measure.{what}", target=rows.subject_of(measure), reason=reason, clause=clause,
        facts={"state": measure.state, "due_on": str(measure.due_on)}, at=at,
    )  # fmt: skip


def _refuse_owner(actor: Actor, measure: Measure) -> None:
    if actor.person_id is not None and actor.person_id == measure.owner_person_id:
        raise errors.Conflicted("这一项整改由您负责，不能由您验收。请由其他同志验收。")


def _require_open_measure(case: Case) -> None:
    if not _decision(case).measures.exclude(state="ACCEPTED").exists():
        raise errors.NotYet("整改已经全部验收，没有可以移送的。")


def _decision(case: Case) -> Decision:
    found = Decision.objects.filter(case=case).first()
    if found is None:
        raise errors.WrongState("案件还没有决定。")
    return found


def _ground_label(ground: str) -> str:
    if ground not in Referral.Ground.values:
        raise BadInput(_("请选整改不力或者拒不整改"), field="ground")
    return str(Referral.Ground(ground).label)


def _refuse_day(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise BadInput(_("日期还没有到，请核对"), field=field)
