"""What the inquiry finds: elements, distinctions, list items, facts, and its report. Investigators only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks
from dandang.law.policies import queries as policies
from dandang.ledger.casework.models import AnswerSide, Part, Side
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Case, DistinctionFinding, Element, ElementFinding, HearingPoint, ListFinding, Pair
from ..queries import deciding, findings, law, reach
from . import conflicts, moving


@transaction.atomic
def find_element(
    *,
    actor: Actor,
    case_id: int,
    element: str,
    facts: str,
    side: str,
    reasons: str,
    clause: str,
    evidence_ids: Sequence[int],
    waits_for: str = "",
    later_because: str = "",
    at: datetime,
) -> int:
    """This function will write down what was found on one element, again until the report, and return the row's id.

    Refuses: anybody but an investigator without a conflict, reasons too short or copied, evidence of another matter,
    a clause not in force on the day of the act unless milder and reasoned (DP12), unclear without saying what is
    missing. Basis: 中央 四 (六个要件), SPEC TL-04.
    """
    case = _case_under_inquiry(actor, case_id, at)
    today = timezone.localdate(at)
    _require_code(element, Element.values, "element")
    _require_code(side, Side.values, "side")
    words = blanks.written(facts, _("查明的事实"), "facts")
    reasoned = _reasons(case, reasons, but=element)
    missing = waits_for.strip()
    if side == Side.UNCLEAR and not missing:
        raise errors.MissingReason(_("选了“尚不明确”，请写明还缺什么、等谁的材料。"), field="waits_for")
    law.require_citable(case, clause, later_because, on=today)
    _require_own_evidence(case, evidence_ids)
    row, _is_new = ElementFinding.objects.update_or_create(
        case=case,
        element=element,
        defaults={
            "facts": words,
            "side": side,
            "reasons": reasoned,
            "clause": clause.strip(),
            "later_because": later_because.strip(),
            "waits_for": missing if side == Side.UNCLEAR else "",
            "found_at": at,
            "found_by": actor.name,
        },
    )
    row.evidence.set(evidence_ids)
    moving.saved(
        actor, case, "tolerance.case.element_found", at, clause=clause.strip(), element=element, side=side,
        evidence=sorted(evidence_ids),
    )  # fmt: skip
    return row.pk


@transaction.atomic
def find_distinction(
    *, actor: Actor, case_id: int, pair: str, where: str, reasons: str, evidence_ids: Sequence[int], at: datetime
) -> int:
    """This function will write down on which side of a distinction the act stands and return the row's id.

    Refuses as `find_element` does. Basis: 中央 四 (三个区分开来).
    """
    case = _case_under_inquiry(actor, case_id, at)
    _require_code(pair, Pair.values, "pair")
    _require_code(where, DistinctionFinding.Where.values, "where")
    reasoned = _reasons(case, reasons, but=pair)
    _require_own_evidence(case, evidence_ids)
    row, _is_new = DistinctionFinding.objects.update_or_create(
        case=case, pair=pair, defaults={"where": where, "reasons": reasoned, "found_at": at, "found_by": actor.name}
    )
    row.evidence.set(evidence_ids)
    moving.saved(actor, case, "tolerance.case.distinction_found", at, pair=pair, where=where)
    return row.pk


@transaction.atomic
def judge_list_item(*, actor: Actor, case_id: int, item: str, applies: bool | None, reasons: str, at: datetime) -> int:
    """This function will note whether an item of the lists of the day of the act applies; returns the row's id.

    `applies` None is cannot say. Refuses an item that the table in force then does not have, and too short reasons.
    """
    case = _case_under_inquiry(actor, case_id, at)
    today = timezone.localdate(at)
    known = {one.item.id: one.item for one in law.list_items(case, on=today)}
    if item not in known:
        words = _("行为当日有效的清单里没有这一条（%(item)s）。请从所列条目里选。") % {"item": item[:60]}
        raise errors.ClauseNotInForce(words, field="item")
    reasoned = blanks.written(reasons, _("理由"), "reasons")
    row, _is_new = ListFinding.objects.update_or_create(
        case=case,
        item=item,
        defaults={
            "label": known[item].label[:200],
            "clause": known[item].citation.text,
            "applies": applies,
            "reasons": reasoned,
            "found_at": at,
            "found_by": actor.name,
        },
    )
    moving.saved(actor, case, "tolerance.case.list_item_judged", at, item=item, applies=applies)
    return row.pk


@transaction.atomic
def answer_facts(*, actor: Actor, case_id: int, facts: Mapping[str, Any], at: datetime) -> int:
    """This function will keep the answers the evaluator reads and return how many are known. None is not known.

    What is not among `facts` stays as it was. Refuses (BadFacts) an unknown question and an answer that does not fit.
    """
    case = _case_under_inquiry(actor, case_id, at)
    kept = {key: given for key, given in {**case.facts, **facts}.items() if given is not None}
    table = law.table_of(case, on=timezone.localdate(at))
    if table is not None:
        policies.evaluate(table, kept)
    changed = sorted(key for key in {*kept, *case.facts} if kept.get(key) != case.facts.get(key))
    case.facts = kept
    moving.saved(actor, case, "tolerance.case.facts_answered", at, changed=changed, known=len(kept))
    return len(kept)


@transaction.atomic
def report(*, actor: Actor, case_id: int, summary: str, suggestion: str, at: datetime) -> None:
    """This function will end the inquiry with its report and suggestion. `suggestion` is an outcome of the rules.

    Refuses (NotYet) while an element, a distinction, evidence, the view of the party organisation or people from
    outside are missing, and names each. Basis: SPEC TL-03, TL-04.
    """
    case = _case_under_inquiry(actor, case_id, at)
    today = timezone.localdate(at)
    missing = findings.missing_before_report(case)
    if missing:
        raise errors.NotYet(_("还不能提交核查报告：%s。补齐以后再提交。") % "；".join(missing), missing)
    words = blanks.written(summary, _("核查情况"), "summary")
    if suggestion not in {code for code, _label in findings.suggestions(case, on=today)}:
        raise BadInput(_("请从规则列出的结果里选核查组的建议。"), field="suggestion")
    moving.move(case, "report")
    case.report_summary, case.suggestion, case.investigated_on = words, suggestion, today
    moving.saved(actor, case, "tolerance.case.reported", at, suggestion=suggestion)
    moving.done_duty(actor, case, "tolerance.investigate", at)
    why = "核查报告已经提交。有对本人不利的点，先书面告知并听取本人意见；没有的，转集体研究"
    moving.next_duty(actor, case, "tolerance.hear", "听取本人意见", why, at)


@transaction.atomic
def investigate_again(*, actor: Actor, case_id: int, reason: str, at: datetime) -> None:
    """This function will send a case back to the inquiry, with the reason on record.

    Points of a hearing under way that nobody answered are kept as still to be verified: they will be put again.
    """
    access.require(actor, "tolerance.view")
    reach.require_person(actor)
    case = moving.locked(actor, case_id, lambda who, one: reach.may_handle(who, one) or reach.may_lead(who, one))
    words = blanks.written(reason, _("退回核实的理由"), "reason")
    before = case.state
    moving.move(case, "investigate")
    _keep_open_points(case, actor, words, at)
    moving.saved(actor, case, "tolerance.case.investigated_again", at, reason=words, before=before)
    for kind in ("tolerance.hear", "tolerance.reply", "tolerance.decide"):
        moving.done_duty(actor, case, kind, at)
    team = case.assignments.filter(part=Part.INVESTIGATOR, recused_at=None).order_by("id")
    for person_id in team.values_list("person_id", flat=True):
        why = f"退回核实：{words}"
        moving.next_duty(actor, case, "tolerance.investigate", "继续核实", why, at, person_id=person_id)


def _keep_open_points(case: Case, actor: Actor, reason: str, at: datetime) -> None:
    still_open = HearingPoint.objects.filter(hearing__case=case, answered_at=None)
    still_open.update(
        answer_side=AnswerSide.TO_VERIFY, answer=f"退回继续核实：{reason}", answered_at=at, answered_by=actor.name
    )


# Who may write, and what a finding must be -----------------------------------------------------------------------


def _case_under_inquiry(actor: Actor, case_id: int, at: datetime) -> Case:
    """The case, locked, for one of its investigators who has no conflict today. Basis: 公务员法 76; safeguard S5."""
    access.require(actor, "tolerance.part")
    person_id = reach.require_person(actor)
    case = moving.locked(actor, case_id, reach.may_investigate)
    moving.require_state(case, "INVESTIGATING")
    conflicts.refuse_conflicted(case, [person_id], at, with_parts=False)
    return case


def _reasons(case: Case, reasons: str, *, but: str) -> str:
    """Reasons that are of this case and long enough. Numbers from the pack, by the day the case was applied for."""
    words = blanks.written(reasons, _("理由"), "reasons")
    limits = deciding.reason_rules(case.region, on=case.applied_on)
    length = sum(1 for sign in words if sign.isalnum())
    if length < limits.min_characters:
        said = _("理由只有 %(length)d 个字，至少要 %(least)d 个字。请写明依据哪些事实、为什么这样认定。")
        raise errors.MissingReason(
            said % {"length": length, "least": limits.min_characters}, field="reasons", clause=limits.clause
        )
    twin = findings.same_words_as(case, words, but=but)
    if twin:
        said = _("和“%(twin)s”的理由一字不差。每一项要分别说理。") % {"twin": twin}
        raise errors.MissingReason(said, field="reasons", clause=limits.clause)
    copies = findings.copies_of(case, words)
    if copies >= limits.copied_cases:
        said = _("理由和另外 %(count)d 件案件一字不差。请按本案的事实重写。") % {"count": copies}
        raise errors.MissingReason(said, field="reasons", clause=limits.clause)
    return words


def _require_code(code: str, known: Sequence[str], field: str) -> None:
    if code not in known:
        raise BadInput(_("请从所列各项里选。"), field=field)


def _require_own_evidence(case: Case, evidence_ids: Sequence[int]) -> None:
    """A piece of another matter looks like one that does not exist; withdrawn ones cannot be named any more."""
    if findings.foreign_evidence(case, evidence_ids):
        words = _("选的证据不在这件事的证据目录里，或者已经撤回。请在“证据”里登记以后再选。")
        raise BadInput(words, field="evidence")
