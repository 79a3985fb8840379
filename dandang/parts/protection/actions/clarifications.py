"""Assessing a clarification, writing it anew after it was sent back, approving it.

Basis: 澄清意见 (谁核实谁澄清, 事前评估, 履行审批); 政务处分法 第53条; SPEC PR-04. Only what two people found untrue.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks, markings
from dandang.ledger.casework import actions as casework
from dandang.registry.access.records import Actor

from .. import clarification_rules as rules
from .. import errors
from ..models import Allegation, Circle, Clarification, Clarified, PublicHarm, Report
from ..queries import clarifications as queries
from ..queries import clauses, reach
from ..records import ClarificationDraft
from ..states import CLARIFICATION_MOVES
from . import clarifying, moving

CLARIFIABLE_HARM = ("CHECKED", "PUBLISHED", "CLOSED")


@transaction.atomic
def assess_clarification(
    *, actor: Actor, report_id: int, person_id: int, draft: ClarificationDraft, at: datetime
) -> int:
    """This function will put on file what the office proposes to put right for one person, and return its id.

    Refuses a report not concluded, an allegation that is true, not settled, about somebody else or put right already, a
    circle narrower than the harm, a wider one without a reason, forms that do not reach the circle or are unknown to
    the region, and words with warnings nobody has read. Basis: 澄清意见; SPEC PR-04.
    """
    report = moving.locked(actor, report_id, reach.may_handle, at)
    moving.require_state(report, "CONCLUDED", "ANSWERED")
    if person_id == actor.person_id:
        raise NotHere()
    chosen = _chosen(report, person_id, draft.allegation_ids)
    row = Clarification(
        report=report, system=report.system, organ=report.organ, organ_path=report.organ_path, region=report.region,
        person_id=person_id, follows=_before(chosen),
    )  # fmt: skip
    _write(actor, row, draft, chosen, at)
    _number(row, at)
    row.save()
    Clarified.objects.bulk_create([Clarified(clarification=row, allegation=one) for one in chosen])
    moving.done_duty(actor, report, "protection.assess_clarification", at)
    if row.follows is not None:
        moving.done_duty(actor, row.follows, clarifying.AGAIN, at)
    _propose(actor, row, "protection.clarification.assessed", at)
    return row.pk


@transaction.atomic
def assess_harm(*, actor: Actor, harm_id: int, draft: ClarificationDraft, at: datetime) -> int:
    """This function will propose to put a person's name right after untrue public talk, and return its id.

    Refuses a harm not checked, one that turned out true, one that hurts a unit only, and one that has its round.
    """
    harm = PublicHarm.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=harm_id).first()
    if harm is None or harm.person_id == actor.person_id or not reach.may_handle_for(actor, harm):
        raise NotHere()
    queries.refuse_conflicted(actor, harm, on=timezone.localdate(at))
    moving.require_state(harm, *CLARIFIABLE_HARM)
    if harm.person_id is None:
        raise errors.WrongState(_("这件舆情涉及的是单位，公布真相就可以，不用为个人澄清。"))
    there = harm.clarifications.order_by("-pk").first()
    if there is not None and not (there.state == "VISITED" and there.harm_goes_on):
        raise errors.WrongState(_("已经在为本人澄清（%s），不用再开一件。") % there.number)
    row = Clarification(
        harm=harm, system=harm.system, organ=harm.organ, organ_path=harm.organ_path, region=harm.region,
        person_id=harm.person_id, follows=there,
    )  # fmt: skip
    _write(actor, row, draft, [], at)
    _number(row, at)
    row.save()
    _propose(actor, row, "protection.clarification.assessed", at)
    return row.pk


@transaction.atomic
def rewrite_clarification(*, actor: Actor, clarification_id: int, draft: ClarificationDraft, at: datetime) -> None:
    """This function will change what is proposed before the person has agreed, who is then asked about the new words.

    Refuses what the person agreed to already: it is sent back first. Refuses what `assess_clarification` refuses.
    """
    row = clarifying.locked(actor, clarification_id, queries.may_handle, at)
    moving.require_state(row, "ASSESSED")
    chosen: list[Allegation] = []
    if row.report is not None:
        chosen = _chosen(row.report, row.person_id, draft.allegation_ids, of=row)
    _write(actor, row, draft, chosen, at)
    if row.report is not None:
        kept = {one.pk for one in chosen}
        row.clarified.exclude(allegation_id__in=kept).delete()
        there = set(row.clarified.values_list("allegation_id", flat=True))
        Clarified.objects.bulk_create([Clarified(clarification=row, allegation_id=pk) for pk in kept - there])
    _propose(actor, row, "protection.clarification.rewritten", at)


@transaction.atomic
def approve_clarification(*, actor: Actor, clarification_id: int, wishes_answer: str = "", at: datetime) -> None:
    """This function will approve what the person agreed to. Refuses the assessor, wishes without an answer, and what
    is no longer found untrue as it was assessed.
    """
    row = clarifying.locked(actor, clarification_id, queries.may_lead, at)
    if row.assessed_by == audit.actor_ref(actor):
        raise errors.Conflicted(_("这件澄清是您评估提出的，要由另一位负责人审批。〔澄清意见：履行审批〕"))
    clarifying.refuse_shaken(row)
    moving.move(row, CLARIFICATION_MOVES, "approve")
    if row.consent_words:
        row.wishes_answer = blanks.written(wishes_answer, _("本人的意见怎样办"), "wishes_answer")
    row.approved_on, row.approved_by = timezone.localdate(at), audit.actor_ref(actor)
    moving.saved(actor, row, "protection.clarification.approved", at, clause=row.clause)
    clarifying.pass_on(actor, row, clarifying.MAKE, "送达澄清函，作澄清", "已经审批。先送澄清函，再作澄清", at)


@transaction.atomic
def return_clarification(*, actor: Actor, clarification_id: int, reason: str, at: datetime) -> None:
    """This function will send back what the person agreed to, to be written anew; the person is asked again."""
    row = clarifying.locked(actor, clarification_id, _may_return, at)
    why = blanks.written(reason, _("退回的理由"), "reason")
    moving.move(row, CLARIFICATION_MOVES, "send_back")
    row.returned_reason = why
    _forget_word(row)
    moving.saved(actor, row, "protection.clarification.returned", at, reason=why)
    clarifying.pass_on(actor, row, clarifying.REWRITE, "重新拟澄清的内容和范围", f"退回：{why}", at)


# Parts of the acts -----------------------------------------------------------------------------------------------


def _may_return(actor: Actor, row: Clarification) -> bool:
    return queries.may_lead(actor, row) or queries.may_handle(actor, row)


def _forget_word(row: Clarification) -> None:
    """The word was about other words: it does not count for what will be written now. The record keeps that it was."""
    row.consented_on, row.consent_words, row.consent_way = None, "", ""
    row.consent_keyed_by, row.consent_scan, row.consent_scan_digest = "", "", ""


def _number(row: Clarification, at: datetime) -> None:
    row.number = casework.next_number(unit=row.organ, kind="澄", year=timezone.localdate(at).year)


def _propose(actor: Actor, row: Clarification, verb: str, at: datetime) -> None:
    row.due_on = None
    moving.saved(
        actor, row, verb, at, clause=row.clause, known_to=row.known_to, told_to=row.told_to,
        allegations=list(row.clarified.order_by("allegation_id").values_list("allegation_id", flat=True)),
    )  # fmt: skip
    clarifying.to_search(row, at)
    clarifying.done(actor, row, at)
    clarifying.ask_person(actor, row, at)


def _chosen(report: Report, person_id: int, ids: Sequence[int], of: Clarification | None = None) -> list[Allegation]:
    wanted = set(ids)
    if not wanted:
        raise BadInput(_("请选要澄清的是哪一项。只能选已经认定不实、部分不实的。"), field="allegation_ids")
    found = list(report.allegations.select_for_update().filter(pk__in=wanted, person_id=person_id).order_by("number"))
    if len(found) != len(wanted):
        raise BadInput(_("有一项不是反映这个人的。为每个人单独澄清，只选他的。"), field="allegation_ids")
    for one in found:
        taken = queries.busy_with(one.pk) or _last(one)
        why = queries.why_not(one, None if taken is not None and of is not None and taken.pk == of.pk else taken)
        if why:
            raise BadInput(_("第 %(n)d 项：%(why)s。") % {"n": one.number, "why": why}, field="allegation_ids")
    return found


def _last(allegation: Allegation) -> Clarification | None:
    rows = Clarification.objects.filter(clarified__allegation=allegation).exclude(state="WITHDRAWN")
    return rows.order_by("-pk").first()


def _before(chosen: Sequence[Allegation]) -> Clarification | None:
    """The round before, when these allegations were put right once and the harm went on."""
    rows = Clarification.objects.filter(clarified__allegation__in=chosen, state="VISITED", harm_goes_on=True)
    return rows.order_by("-pk").first()


def _write(
    actor: Actor, row: Clarification, draft: ClarificationDraft, chosen: Sequence[Allegation], at: datetime
) -> None:
    today = timezone.localdate(at)
    law = queries.law_of(row.region, today)
    _refuse_circle(draft)
    _refuse_forms(draft, law)
    row.known_to, row.told_to = draft.known_to, draft.told_to
    row.wider_reason = draft.wider_reason.strip() if rules.is_wider(draft.known_to, draft.told_to) else ""
    row.is_in_person, row.is_at_meeting, row.is_by_notice = draft.is_in_person, draft.is_at_meeting, draft.is_by_notice
    row.is_cross_department = draft.is_cross_department
    if draft.why_case and draft.why_case not in law.case_names:
        raise BadInput(_("请从本地规定的情形里选。"), field="why_case")
    row.why_case = draft.why_case
    row.assessment = blanks.written(draft.assessment, _("事前评估"), "assessment")
    row.words = blanks.written(draft.words, _("澄清的内容"), "words")
    for text, label, field in ((row.assessment, _("评估"), "assessment"), (row.words, _("澄清的内容"), "words")):
        markings.refuse_classified(text, label, field=field)
    _refuse_unread_warnings(row, draft, chosen)
    row.clause = clauses.require_clause(row.region, today, draft.clause).text
    row.assessed_on, row.assessed_by = today, audit.actor_ref(actor)


def _refuse_circle(draft: ClarificationDraft) -> None:
    if draft.known_to not in Circle.values or draft.told_to not in Circle.values:
        raise BadInput(_("请选传到了哪里、澄清到哪里。"), field="told_to")
    if rules.is_too_narrow(draft.known_to, draft.told_to):
        words = _("不实的话传到了%(known)s，只向%(told)s澄清，听到过的人不会知道不属实。至少要澄清到%(known)s。")
        circles = {"known": queries.circle_label(draft.known_to), "told": queries.circle_label(draft.told_to)}
        raise BadInput(words % circles, field="told_to", clause=_("澄清意见：在一定范围澄清"))
    if rules.is_wider(draft.known_to, draft.told_to) and not draft.wider_reason.strip():
        words = _(
            "只传到了%(known)s，却要澄清到%(told)s：没有听到过的人也会知道。确有必要的，写明为什么；还要本人明确同意更广的范围。"
        )
        circles = {"known": queries.circle_label(draft.known_to), "told": queries.circle_label(draft.told_to)}
        raise BadInput(words % circles, field="wider_reason")


def _refuse_forms(draft: ClarificationDraft, law: queries.ClarificationLaw) -> None:
    for name, field in rules.FORMS.items():
        if getattr(draft, field) and field not in law.open_forms:
            words = _("本地规定的方式里没有“%(form)s”〔%(clause)s〕。请换一种。")
            raise BadInput(words % {"form": name, "clause": law.forms.citation}, field=field)
    reached = rules.Reach(draft.known_to, draft.told_to, draft.is_at_meeting, draft.is_by_notice)
    missing = rules.form_missing(reached)
    if missing == "MEETING":
        words = _("书面、当面只到本人和班子。要澄清到%s，还要选会议或者通报。")
        raise BadInput(words % queries.circle_label(draft.told_to), field="is_at_meeting")
    if missing == "NOTICE":
        words = _("一个会议到不了%s。请选通报、媒体。")
        raise BadInput(words % queries.circle_label(draft.told_to), field="is_by_notice")


def _refuse_unread_warnings(row: Clarification, draft: ClarificationDraft, chosen: Sequence[Allegation]) -> None:
    known = list(row.report.allegations.all()) if row.report is not None else []
    found = queries.warnings_for(row.words, report=row.report, chosen=chosen, known=known)
    if found and not draft.is_checked:
        words = _("请改好，或者逐条核对后勾选“已经核对”再提交：%s")
        raise BadInput(words % " ".join(found), field="is_checked")
