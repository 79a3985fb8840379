"""What each allegation turned out to be: found by one, confirmed by another; then the report is concluded.

不能认定 is not 不实, and neither changes anything about the reporter (S7). 属实 hands a finding to the inbox, where
tolerance is considered at the same time (安徽 第11点); it is never an outcome by itself.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import blanks, markings
from dandang.ledger.matters import actions as matters
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from .. import errors
from ..models import Allegation, EarlierFinding, Report
from ..queries import answers, clauses, handling, reach, standing
from ..queries import findings as queries
from ..states import REPORT_MOVES
from . import aftermath, alleged, moving

TOLERANCE_CLAUSE = "安徽 第11点"
TOLERANCE_DUTY = queries.TOLERANCE_DUTY


@transaction.atomic
def find(
    *, actor: Actor, allegation_id: int, finding: str, reasons: str, clause: str, untrue_part: str = "", at: datetime
) -> None:
    """This function will write down what an allegation turned out to be, again until it is confirmed.

    An investigator finds; what a leader let be settled without an inquiry (予以了结) the office finds. Refuses: too few
    investigators, too short reasons, a clause not in force, partly true without its untrue part, anything while an
    explanation waits to be judged, and 属实 of what was never verified. Basis: SPEC PR-03.
    """
    report, allegation = alleged.locked(actor, allegation_id, _may_find(allegation_id), at)
    today = timezone.localdate(at)
    _refuse_unready(report, allegation, today)
    if finding not in rules.findings_open(allegation.handling):
        raise BadInput(_("请从所列各项里选。没有核实就了结的，不能认定属实。"), field="finding")
    words = alleged.reasoned(report, reasons, "reasons")
    markings.refuse_classified(words, _("查明的情况和理由"), field="reasons")
    part = untrue_part.strip() if finding == rules.PARTLY else ""
    if finding == rules.PARTLY and not part:
        raise errors.MissingReason(
            _("部分属实的，要写明其中哪一部分不实，以后澄清的就是这一部分。"), field="untrue_part"
        )
    cited = clauses.require_clause(report.region, today, clause)
    allegation.finding, allegation.untrue_part, allegation.reasons = finding, part, words
    allegation.clause, allegation.found_on, allegation.found_by = cited.text, today, audit.actor_ref(actor)
    alleged.saved(actor, report, allegation, "found", at, clause=cited.text, finding=finding)
    alleged.close_asking(actor, allegation.pk, at)
    _confirm_next(actor, report, at)


@transaction.atomic
def confirm_finding(*, actor: Actor, allegation_id: int, at: datetime) -> None:
    """This function will confirm a finding. Refuses whoever found it; whoever verifies gets 404 (S6)."""
    report, allegation = _locked_to_confirm(actor, allegation_id, at)
    if allegation.found_by == audit.actor_ref(actor):
        raise errors.Conflicted(_("认定是您提出的，要由另一位负责人确认。"))
    allegation.confirmed_on, allegation.confirmed_by = timezone.localdate(at), audit.actor_ref(actor)
    alleged.saved(actor, report, allegation, "confirmed", at, clause=allegation.clause, finding=allegation.finding)
    _confirm_next(actor, report, at)
    if not queries.missing_before_conclusion(report):
        moving.done_duty(actor, report, "protection.verify", at)
        moving.next_duty(actor, report, "protection.conclude", "办结", "各项都已经认定并确认", at, is_leaders=True)


@transaction.atomic
def return_finding(*, actor: Actor, allegation_id: int, reason: str, at: datetime) -> None:
    """This function will send a finding back with the reason; as it stood it is kept, and it is found again."""
    report, allegation = _locked_to_confirm(actor, allegation_id, at)
    words = blanks.written(reason, _("退回的理由"), "reason")
    _end_finding(actor, allegation, words, at)
    alleged.saved(actor, report, allegation, "returned", at, reason=words)
    _confirm_next(actor, report, at)
    _verify_again(actor, report, f"退回：{words}", at)


@transaction.atomic
def conclude(*, actor: Actor, report_id: int, at: datetime) -> None:
    """This function will conclude a report whose every allegation is found and confirmed, and open what follows.

    属实 in whole or part goes to the findings inbox with the duty to consider tolerance at the same time; 不实 in whole
    or part opens the duty to weigh clarification; a signed reporter is owed an answer; an anonymous one reads the
    result with the receipt. Refuses (NotYet) with every single thing missing. Nothing follows for the reporter (S7).
    Basis: SPEC PR-03; 安徽 第11点; 云南 第11点.
    """
    report = moving.locked(actor, report_id, reach.may_lead, at)
    missing = queries.missing_before_conclusion(report)
    if missing:
        raise errors.NotYet(_("还不能办结：%s。") % "；".join(missing), missing)
    moving.move(report, REPORT_MOVES, "conclude")
    today = timezone.localdate(at)
    report.concluded_on, report.concluded_by = today, audit.actor_ref(actor)
    live = list(reach.live_allegations(report).select_related("person__home"))
    counts = Counter(one.finding for one in live)
    moving.saved(actor, report, "protection.report.concluded", at, counts=dict(counts))
    for kind in ("conclude", "confirm", "verify", "handle", "screen", "team"):
        moving.done_duty(actor, report, f"protection.{kind}", at)
    for one in live:
        _hand_to_inbox(actor, report, one, today, at)
    _what_follows(actor, report, live, at)
    _answer_next(actor, report, at)
    aftermath.after_conclusion(actor, report, at)


@transaction.atomic
def note_tolerance_considered(*, actor: Actor, report_id: int, words: str, at: datetime) -> None:
    """This function will put on record what came of considering tolerance for what was found true, and end the duty.

    Opening a case of tolerance is that part's own act. Refuses empty words, and a report nothing was found true in.
    Basis: 安徽 第11点 (同步考虑容错).
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "CONCLUDED", "ANSWERED")
    said = blanks.written(words, _("怎样考虑容错的"), "words")
    if not reach.live_allegations(report).filter(finding__in=(rules.TRUE, rules.PARTLY)).exists():
        raise errors.NotYet(_("这件反映没有属实的内容，不用考虑容错。"))
    moving.saved(actor, report, "protection.report.tolerance_considered", at, reason=said, clause=TOLERANCE_CLAUSE)
    moving.done_duty(actor, report, TOLERANCE_DUTY, at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def end_findings(actor: Actor, report: Report, allegation_ids: list[int], reason: str, at: datetime) -> None:
    """End the findings that new evidence puts in question; each is kept as it stood. For `answers.reopen`."""
    rows = reach.live_allegations(report).select_for_update(of=("self",)).filter(pk__in=allegation_ids)
    for one in rows.exclude(finding=""):
        _end_finding(actor, one, reason, at)
        alleged.saved(actor, report, one, "opened_again", at, reason=reason)
    _verify_again(actor, report, f"重新核实：{reason}", at)


def _may_find(allegation_id: int) -> moving.Right:
    settled = Allegation.objects.filter(pk=allegation_id, handling=rules.SETTLED).exclude(handling_approved_by="")

    def may(actor: Actor, report: Report) -> bool:
        return reach.may_investigate(actor, report) or (reach.may_handle(actor, report) and settled.exists())

    return may


def _refuse_unready(report: Report, allegation: Allegation, today: date) -> None:
    if allegation.confirmed_by:
        raise errors.WrongState(_("这一项已经确认。要改的，由负责人重新核实，写明理由。"))
    if not allegation.handling_approved_by:
        raise errors.NotYet(_("处置意见还没有批准，不能认定。"))
    step = standing.step_of(allegation)
    if step == rules.LOOK_AGAIN:
        raise errors.NotYet(_("这一项暂存待查。要认定的，先重新提出处置意见。"))
    if step == rules.JUDGE:
        raise errors.NotYet(_("本人的说明还没有判断是否采信，不能认定。"))
    is_late = allegation.explanation_due_on is not None and allegation.explanation_due_on < today
    if step == rules.ASK or (step == rules.WAIT and not is_late):
        raise errors.NotYet(_("谈话函询的，先听本人说明；过了说明的日期还没有说明的，才可以直接认定。"))
    if allegation.handling != rules.SETTLED and (least := handling.lacks_investigators(report, on=today)):
        words = _("核实的人还不到 %s 个，一个人不单独核实。请先由负责人指派。")
        raise errors.NotYet(words % least.value, clause=least.citation)


def _locked_to_confirm(actor: Actor, allegation_id: int, at: datetime) -> tuple[Report, Allegation]:
    report, allegation = alleged.locked(actor, allegation_id, reach.may_lead, at)
    if not allegation.finding or allegation.confirmed_by:
        raise errors.WrongState(_("这一项没有等待确认的认定。"))
    return report, allegation


def _end_finding(actor: Actor, one: Allegation, reason: str, at: datetime) -> None:
    today = timezone.localdate(at)
    EarlierFinding.objects.create(
        allegation=one, finding=one.finding, untrue_part=one.untrue_part, reasons=one.reasons, clause=one.clause,
        found_on=one.found_on or today, found_by=one.found_by, confirmed_on=one.confirmed_on,
        confirmed_by=one.confirmed_by, ended_on=today, ended_by=audit.actor_ref(actor), ended_because=reason,
    )  # fmt: skip
    one.finding, one.untrue_part, one.reasons, one.clause = "", "", "", ""
    one.found_on, one.found_by, one.confirmed_on, one.confirmed_by = None, "", None, ""


def _confirm_next(actor: Actor, report: Report, at: datetime) -> None:
    """One duty of the leaders for all findings that wait to be confirmed."""
    if reach.live_allegations(report).exclude(finding="").filter(confirmed_by="").exists():
        why = "提出认定的人和确认的人不能是同一个人"
        moving.next_duty(actor, report, "protection.confirm", "确认认定", why, at, is_leaders=True)
    else:
        moving.done_duty(actor, report, "protection.confirm", at)


def _verify_again(actor: Actor, report: Report, why: str, at: datetime) -> None:
    people = handling.investigators(report)
    for person_id in people:
        moving.next_duty(actor, report, "protection.verify", "继续核实", why, at, person_id=person_id)
    if not people and not report.is_reference_only:
        moving.next_duty(actor, report, "protection.handle", "继续办理", why, at)


def _hand_to_inbox(actor: Actor, report: Report, one: Allegation, today: date, at: datetime) -> None:
    """What was found true of a person goes where those who manage him look at it; never how it became known."""
    if one.finding not in (rules.TRUE, rules.PARTLY) or one.person is None or one.inbox_finding_id is not None:
        return
    text = _("经核实属实：%s") % one.text
    if one.finding == rules.PARTLY:
        text = _("经核实部分属实：%(text)s 其中不实的部分：%(part)s") % {"text": one.text, "part": one.untrue_part}
    one.inbox_finding_id = matters.record_finding(
        actor=access.system_actor(), channel="OWN_WORK", tone="BAD", text=text, found_on=today,
        organisation_id=one.person.home_id, person_id=one.person_id, matter_id=one.matter_id, at=at,
    )  # fmt: skip
    alleged.saved(actor, report, one, "handed_on", at, finding=one.inbox_finding_id)


def _what_follows(actor: Actor, report: Report, live: list[Allegation], at: datetime) -> None:
    named = [one for one in live if one.person_id is not None]
    if any(one.finding in (rules.TRUE, rules.PARTLY) for one in named):
        why = "有属实的，研究怎样处理时同步考虑容错；属实本身不是处理结果"
        moving.next_duty(actor, report, TOLERANCE_DUTY, "同步考虑容错", why, at, clause=TOLERANCE_CLAUSE)
    if rules.wants_clarification(one.finding for one in named):
        said, due = moving.clock(queries.CLARIFY, region=report.region, counted_from=timezone.localdate(at))
        why = "有不实的内容，评估要不要澄清、澄清到哪里，先问本人意见"
        moving.next_duty(
            actor, report, "protection.assess_clarification", "评估是否澄清", why, at, clause=said.citation,
            clause_url=said.clause_url, due=due,
        )  # fmt: skip


def _answer_next(actor: Actor, report: Report, at: datetime) -> None:
    """A signed reporter is owed an answer; an anonymous one, or one answered elsewhere, closes the report."""
    if answers.is_owed(report):
        owe_answer(actor, report, at)
    else:
        moving.move(report, REPORT_MOVES, "answer")
        moving.saved(actor, report, "protection.report.closed", at)
    for one in answers.joined_waiting(report):
        owe_answer(actor, one, at)


def owe_answer(actor: Actor, report: Report, at: datetime) -> None:
    """Make answering a signed reporter the office's duty, counted from the day the matter was concluded."""
    counted_from = answers.handled(report).concluded_on or timezone.localdate(at)
    said, due = moving.clock(answers.REPLY, region=report.region, counted_from=counted_from)
    moving.next_duty(
        actor, report, "protection.answer", "答复反映人", "办结的实名反映，逐项答复并作记录", at,
        clause=said.citation, clause_url=said.clause_url, due=due,
    )  # fmt: skip
