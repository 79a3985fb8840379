"""From the closed hearing to the served decision. What no meeting voted for, on sheets two people keyed, is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import ReasonFault
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Case, Decision, DecisionReason, Element, ElementFinding
from ..queries import deciding, outcomes, reach
from ..queries.outcomes import Choice
from ..records import MeasureInput, ShieldInput
from . import deciders, moving, shields, telling
from . import measures as measure_rows


@transaction.atomic
def submit_to_meeting(
    *, actor: Actor, case_id: int, meeting_id: int, outcome: str, in_spite_of: str = "", at: datetime
) -> int:
    """This function will put a case on the agenda of a planned meeting with the outcome proposed; returns the item.

    Refuses while something is missing and names each thing. What is only unclear may be studied with a reason
    (`in_spite_of`); a hearing that is owed never. Members with a conflict stand aside from the start; a body of which
    nobody is left is refused with 提级 and 指定管辖 as the way out. Basis: SPEC TL-05, TL-06; 安徽 第11点.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    _require_ready(case)
    today = timezone.localdate(at)
    choice = require_choice(case, outcome, on=today)
    _refuse_gaps(case, in_spite_of, today)
    about = deciding.interests_of(case)
    item_id = meetings.put_on_agenda(
        actor=actor, meeting_id=meeting_id, subject=moving.subject_of(case), title=f"{case.number} {case.title}",
        proposal=deciding.proposal_of(case, choice.label), party_ids=about.party_ids, involved=about.involved,
        earlier=about.earlier, at=at,
    )  # fmt: skip
    audit.record(
        actor=actor, verb="tolerance.case.submitted", target=moving.subject_of(case), reason=in_spite_of.strip(),
        clause=choice.clause, facts={"meeting": meeting_id, "item": item_id, "outcome": outcome}, at=at,
    )  # fmt: skip
    return item_id


@transaction.atomic
def decide_case(
    *,
    actor: Actor,
    case_id: int,
    item_id: int,
    outcome: str,
    overall: str,
    reasons: Mapping[str, str],
    departure: str = "",
    correction: str = "",
    measures: Sequence[MeasureInput] = (),
    publication: str,
    copies_to: Sequence[str] = (),
    shield: ShieldInput | None = None,
    at: datetime,
) -> int:
    """This function will write down what a meeting decided, with its reasons, correction and effects; returns its id.

    Refuses: an item of another case, not keyed by two or not carried; other words than were voted on; a voter who had
    another part in the case or stands in a conflict; an outcome no rule in force on the day of the act knows; elements
    without reasons, with too short or copied ones; a departure from the advice without reasons; anything unfavourable
    the person was not heard on; an exemption without the correction its clause asks for; and a second decision.
    Basis: SPEC TL-06 to TL-08, S1, S2, S3, S6.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    _require_ready(case)
    item = deciders.studied(item_id, moving.subject_of(case))
    deciders.require_not_voter(actor, item)
    deciders.require_other_people(case, item)
    assert item.held_on is not None
    choice = require_choice(case, outcome, on=item.held_on)
    if item.proposal != deciding.proposal_of(case, choice.label):
        words = f"会议表决的是：{item.proposal}。决定不能是另一个结果；要改结果的，请另行研究表决。"
        raise errors.WrongState(words, field="outcome")
    _refuse_unheard(case, choice)
    findings = {one.element: one for one in case.element_findings.order_by("id")}
    require_reasons(case, {"overall": overall, **reasons}, on=item.held_on)
    advice = outcomes.advice_of(case, on=item.held_on)
    follows = outcomes.follows(advice, outcome)
    if not follows:
        _require_departure(case, departure, on=item.held_on)
    measure_rows.require_correction(choice, correction, measures, item.held_on)
    decision = Decision.objects.create(
        case=case,
        outcome=choice.code,
        outcome_label=choice.label,
        is_favourable=choice.is_favourable,
        reasons=overall.strip(),
        clause=choice.clause,
        item_id=item.id,
        decided_on=item.held_on,
        advice=outcomes.advice_as_json(advice),
        departure="" if follows else departure.strip(),
        follows_advice=follows,
        correction=correction.strip(),
        publication=_publication(publication),
        copies_to=copies_of(case, copies_to),
        recorded_at=at,
        recorded_by=audit.actor_ref(actor),
    )
    _write_reasons(decision, reasons, findings)
    deciders.write_down(actor, case, item, Part.DECIDER, at)
    measure_rows.write(decision, measures)
    moving.move(case, "decide")
    effects = shields.write_effects(actor, decision, choice, shield or ShieldInput(), at)
    shields.tell_accountability(actor, case, outcome, at)
    moving.saved(
        actor, case, "tolerance.case.decided", at, clause=choice.clause, outcome=outcome, item=item.id,
        follows_advice=follows, effects=effects, measures=len(measures),
    )  # fmt: skip
    moving.done_duty(actor, case, "tolerance.decide", at)
    moving.next_duty(
        actor, case, "tolerance.serve", "送达认定决定", "送达以后本人才知道结论，复查的期限从送达算起", at,
        clause=choice.clause, clause_url=choice.clause_url,
    )  # fmt: skip
    return decision.pk


@transaction.atomic
def note_service(*, actor: Actor, case_id: int, served_on: date, at: datetime) -> None:
    """This function will note the day on which the decision reached the person; correction and review begin with it.

    Refuses a day before the decision or after today, and a decision served before.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    decision = Decision.objects.filter(case=case).first()
    moving.move(case, "serve")
    assert decision is not None  # the database lets nothing into DECIDED without one
    if served_on < decision.decided_on:
        raise BadInput(_("送达日期不能早于决定日期。请核对送达回证"), field="served_on")
    if served_on > timezone.localdate(at):
        raise BadInput(_("送达日期还没有到。送达以后再登记"), field="served_on")
    Decision.objects.filter(pk=decision.pk).update(served_on=served_on)
    case.save()
    moving.done_duty(actor, case, "tolerance.serve", at)
    if decision.measures.exists():
        moving.move(case, "correct")
        measure_rows.open_duties(actor, decision, at)
    else:
        moving.next_duty(actor, case, "tolerance.visit", "回访并办结", "没有纠错要求，回访本人以后办结", at)
    moving.saved(actor, case, "tolerance.case.served", at, clause=decision.clause, served_on=str(served_on))
    telling.tell(
        actor, case, accounts=telling.person_accounts(case), title=f"认定决定已送达：{decision.outcome_label}",
        done=f"认定结果是“{decision.outcome_label}”，依据{decision.clause}，每个要件的理由都写在决定书里。",
        following="按决定里的纠错要求整改，逐项验收" if decision.measures.exists() else "办理单位回访以后办结",
        may="不同意的，可以申请复查，由没有办过这件事的人办理，结果不会更重", at=at,
    )  # fmt: skip


# Checks ----------------------------------------------------------------------------------------------------------


def require_choice(case: Case, outcome: str, *, on: date) -> Choice:
    """Return the outcome as the rules know it; refuse one no rule of the day of the act, or milder later one, has."""
    choice = outcomes.choice_of(case, outcome, on=on)
    if choice is None:
        known = "、".join(one.label for one in outcomes.choices_of(case, on=on)) or "没有"
        words = f"行为日 {case.acted_on} 有效的规定里没有这个结果。可以选的是：{known}。"
        raise errors.ClauseNotInForce(words, field="outcome")
    return choice


def require_reasons(case: Case, reasons: Mapping[str, str], *, on: date) -> None:
    """Refuse reasons that are missing, too short or copied; it names each element and how to mend it (S2)."""
    labels = {one.value: str(one.label) for one in Element} | {"overall": "总的理由"}
    given = {labels[code]: reasons.get(code, "").strip() for code in labels if code in reasons or code != "overall"}
    rules = deciding.reason_rules(case.region, on=on)
    faults: tuple[ReasonFault, ...] = casework.reason_faults(
        given, min_characters=rules.min_characters, copied=deciding.copies_of(case, given),
        copied_limit=rules.copied_cases,
    )  # fmt: skip
    if faults:
        codes = {label: code for code, label in labels.items()}
        words = "；".join(fault.sentence for fault in faults)
        field = codes[faults[0].element]
        raise errors.MissingReason(
            words, clause=rules.clause, field="overall" if field == "overall" else f"reason_{field}"
        )


def copies_of(case: Case, copies_to: Sequence[str]) -> list[str]:
    """Everybody who gets a copy: those named, and those the pinned procedure names in any case. Basis: SPEC TL-07."""
    named = (case.procedure.get("copies_to") or {}).get("names", ())
    return list(dict.fromkeys(name for name in (*named, *(one.strip() for one in copies_to)) if name))


def _require_ready(case: Case) -> None:
    if case.state in {"INVESTIGATED", "HEARING"}:
        missing = "还没有听取本人意见，不能提交集体研究、作出决定。请先办完听取意见。"
        raise errors.NotYet(missing, ("听取本人意见",), clause="安徽 第11点")
    moving.require_state(case, "READY")


def _refuse_gaps(case: Case, in_spite_of: str, on: date) -> None:
    gaps = deciding.gaps_of(case)
    blocking = [gap.sentence for gap in gaps if not gap.may_wait]
    waiting = [gap.sentence for gap in gaps if gap.may_wait]
    if blocking:
        words = f"还差 {len(blocking)} 项，不能提交集体研究：{'；'.join(blocking)}。请先补齐。"
        raise errors.NotYet(words, tuple(blocking))
    if waiting and not in_spite_of.strip():
        words = f"还不明确：{'；'.join(waiting)}。确有必要先研究的，请写明理由再提交。"
        raise errors.NotYet(words, tuple(waiting), field="in_spite_of")
    if waiting:
        _require_length(case, in_spite_of, "先行研究的理由", "in_spite_of", on)


def _refuse_unheard(case: Case, choice: Choice) -> None:
    """Nothing unfavourable, and nothing heavier than what the person was told of, without a hearing (TL-05, S3)."""
    open_points = deciding.open_points(case)
    if open_points:
        numbers = "、".join(map(str, open_points))
        raise errors.NotYet(f"对本人不利的第 {numbers} 点还没有答复，或者待核。请先逐点答复本人。")
    is_heavier = bool(case.suggestion) and outcomes.hardness(choice.code) > _hardness_of(case.suggestion)
    if (not choice.is_favourable or is_heavier) and not deciding.was_heard(case):
        words = f"还没有就不利的点听取本人意见，不能认定为“{choice.label}”。请退回核实，告知本人并听取意见以后再研究。"
        raise errors.NotYet(words, ("听取本人意见",), clause="安徽 第11点")


def _hardness_of(outcome: str) -> int:
    return outcomes.hardness(outcome) if outcome in outcomes.MILD_TO_HEAVY else len(outcomes.MILD_TO_HEAVY)


def _require_departure(case: Case, departure: str, *, on: date) -> None:
    _require_length(case, departure, "与规则对照不一致的理由", "departure", on)


def _require_length(case: Case, text: str, label: str, field: str, on: date) -> None:
    rules = deciding.reason_rules(case.region, on=on)
    faults = casework.reason_faults(
        {label: text}, min_characters=rules.min_characters, copied={}, copied_limit=rules.copied_cases
    )
    if faults:
        raise errors.MissingReason(faults[0].sentence, clause=rules.clause, field=field)


def _publication(text: str) -> str:
    if not text.strip():
        raise BadInput(_("请写明在什么范围公布。不公布的，写“只送达本人和抄送单位”"), field="publication")
    return text.strip()


def _write_reasons(decision: Decision, reasons: Mapping[str, str], findings: Mapping[str, ElementFinding]) -> None:
    DecisionReason.objects.bulk_create(
        DecisionReason(
            decision=decision,
            element=element.value,
            side=findings[element.value].side,
            reason=reasons[element.value].strip(),
            clause=findings[element.value].clause,
        )
        for element in Element
    )
