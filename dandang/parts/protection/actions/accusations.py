"""A case of false accusation from its opening to the investigators' report, and its end without a mark.

Opened by people for facts that point to fabrication; an unfounded report never opens it (S7). Basis: SPEC PR-05.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.casework import actions as casework
from dandang.ledger.casework.models import Part
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Accusation, AccusationAssignment, Report
from ..queries import accusation_law as law
from ..queries import accusations, clauses, reach
from ..records import AccusationFindings
from ..states import ACCUSATION_MOVES
from ..verbs import LEAD
from . import accusation_steps as steps
from . import moving

_STEP_DUTIES = (
    "accusation_team", "accusation_investigate", "accusation_hear", "accusation_decide", "accusation_approve",
    "accusation_end",
)  # fmt: skip
_ENDS = {"MISTAKEN": "mistaken", "NOT_PROVED": "not_proved"}


@transaction.atomic
def open_accusation(*, actor: Actor, report_id: int, facts: str, clause: str, at: datetime) -> int:
    """This function will open a case on whether a report was a false accusation, and return it.

    Only the leader of the report's system opens one, for written facts that point to fabrication. Refuses a report
    that is not over or has nothing untrue, words that say no more than that it was unfounded, the reasons of the
    finding repeated, a clause not in force on the day of the report, and a second case. Basis: SPEC PR-05, S7, DP12.
    """
    row = Report.objects.select_for_update(of=("self",)).select_related("organ").filter(pk=report_id).first()
    if row is None or not reach.may_lead(actor, row):
        raise NotHere()
    access.require(actor, LEAD[row.system], path=row.organ_path)
    today = timezone.localdate(at)
    if actor.person_id is not None:
        steps.refuse_conflicted(accusations.conflicts_before(row, [actor.person_id], on=today))
    _refuse_report(row)
    words = _facts(row, facts, at)
    cited = clauses.require_clause(row.region, row.received_on, clause)
    made = Accusation(
        number=casework.next_number(unit=row.organ, kind="核", year=today.year),
        title=f"对{row.number}是否诬告的核查", organ=row.organ, organ_path=row.organ_path, region=row.region,
        opened_at=at, opened_by=audit.actor_ref(actor), report=row, opened_because=words, opening_clause=cited.text,
    )  # fmt: skip
    moving.saved(actor, made, "protection.accusation.opened", at, reason=words, clause=cited.text)
    why = "核查的人都没有办过原来的反映，也不是被反映人的亲属、同事、上级"
    moving.next_duty(actor, made, "protection.accusation_team", "指派诬告核查人员", why, at, is_leaders=True)
    return made.pk


@transaction.atomic
def assign_team(*, actor: Actor, accusation_id: int, person_ids: Sequence[int], at: datetime) -> None:
    """This function will give people the verifying of the case.

    Refuses, with each reason, whoever received, verified or confirmed the report, has or had a part in this case, is
    named by the report, or is kin, colleague or superior of somebody it names; and people who no longer serve.
    """
    row = steps.locked(actor, accusation_id, accusations.may_lead, at)
    moving.require_state(row, "OPENED")
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise BadInput(_("请至少选一个人。"), field="person_ids")
    steps.refuse_gone(chosen)
    steps.refuse_conflicted(accusations.conflicts_in(row, chosen, on=timezone.localdate(at)))
    for person_id in chosen:
        AccusationAssignment.objects.create(
            case=row, part=Part.INVESTIGATOR, person_id=person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
        )
    moving.saved(actor, row, "protection.accusation.assigned", at, people=len(chosen))
    if _is_enough(row, at):
        steps.done_duty(actor, row, ("accusation_team",), at)
    why = "分别查明有没有捏造、有没有陷害的故意；只查事实，不追查匿名的是谁"
    for person_id in chosen:
        moving.next_duty(actor, row, "protection.accusation_investigate", "诬告核查", why, at, person_id=person_id)


@transaction.atomic
def recuse(*, actor: Actor, accusation_id: int, person_id: int, reason: str, at: datetime) -> None:
    """This function will let somebody stand aside; he loses the case at once and never comes back into it.

    The person himself or whoever leads the case may do it. Refuses somebody without a part and an empty reason.
    """
    row = steps.locked(actor, accusation_id, _may_recuse(person_id), at, is_leaving=True)
    words = blanks.written(reason, _("为什么回避"), "reason")[:200]
    part = AccusationAssignment.objects.select_for_update().filter(case=row, person_id=person_id, recused_at=None)
    mine = part.first()
    if mine is None:
        raise BadInput(_("这个人没有承担这件核查，或者已经回避。"), field="person_id")
    mine.recused_at, mine.recused_by, mine.recusal_reason = at, audit.actor_ref(actor), words
    mine.save()
    moving.saved(actor, row, "protection.accusation.recused", at, reason=words, part=mine.part)
    if row.state == "OPENED" and mine.part == Part.INVESTIGATOR:
        steps.done_duty(actor, row, ("accusation_investigate",), at)
        why = "分别查明有没有捏造、有没有陷害的故意"
        for other in accusations.investigators(row):
            moving.next_duty(actor, row, "protection.accusation_investigate", "诬告核查", why, at, person_id=other)
        if not _is_enough(row, at):
            moving.next_duty(
                actor, row, "protection.accusation_team", "补派诬告核查人员", "有人回避，核查的人不够了", at,
                is_leaders=True,
            )  # fmt: skip
    elif mine.part == Part.REVIEWER:
        steps.ask_reviewers(actor, row, at)


@transaction.atomic
def save_findings(*, actor: Actor, accusation_id: int, findings: AccusationFindings, at: datetime) -> None:
    """This function will keep what the investigators have found so far of fabrication, intent and harm, each with
    its evidence. Nothing is concluded; anything may still be empty. Refuses it once the report was handed in.
    """
    row = _in_investigation(actor, accusation_id, at)
    _take(row, findings)
    kept = [name for name in AccusationFindings.__dataclass_fields__ if getattr(row, name)]
    moving.saved(actor, row, "protection.accusation.findings_kept", at, kept=kept)


@transaction.atomic
def report_findings(*, actor: Actor, accusation_id: int, findings: AccusationFindings, at: datetime) -> None:
    """This function will hand the investigators' report in: fabrication and intent, each with facts and evidence.

    Refuses (NotYet), naming each, while one of them, its evidence, the account, harm where the pack asks for it, or
    the least number of investigators is missing: without both it is no false accusation and is ended. Basis: PR-05.
    """
    row = _in_investigation(actor, accusation_id, at)
    _take(row, findings)
    missing = _missing(row, at)
    if missing:
        words = _("还差：%s。捏造和陷害故意缺一样就不是诬告，查不到的，请建议按错告或者不能认定结束。")
        raise errors.NotYet(words % "；".join(missing), missing, clause=law.DEFINITION)
    moving.move(row, ACCUSATION_MOVES, "report")
    row.investigated_on, row.investigated_by = timezone.localdate(at), audit.actor_ref(actor)
    moving.saved(actor, row, "protection.accusation.reported", at, clause=law.DEFINITION)
    steps.done_duty(actor, row, ("accusation_investigate", "accusation_team", "accusation_end"), at)
    why = "认定以前先把每一点告诉反映人，听本人说，逐点答复"
    moving.next_duty(actor, row, "protection.accusation_hear", "听取反映人意见", why, at)


@transaction.atomic
def advise_end(*, actor: Actor, accusation_id: int, reasons: str, at: datetime) -> None:
    """This function will put on file that the investigators advise to end the case, and why; the leader ends it.

    Refuses reasons shorter than the pack's characters.
    """
    row = _in_investigation(actor, accusation_id, at)
    today = timezone.localdate(at)
    row.end_advice = law.require_words(row.region, reasons, _("建议结束的理由"), on=today, field="reasons")
    moving.saved(actor, row, "protection.accusation.end_advised", at, reason=row.end_advice, clause=law.MISTAKEN)
    moving.next_duty(
        actor, row, "protection.accusation_end", "决定是否结束核查", "核查组没有查到捏造或者陷害的故意", at,
        clause=law.MISTAKEN, is_leaders=True,
    )  # fmt: skip


@transaction.atomic
def end_accusation(*, actor: Actor, accusation_id: int, outcome: str, reasons: str, at: datetime) -> None:
    """This function will end a case as mistaken (错告) or not proved: no person, no consequence, no mark of any kind.

    Refuses any other end, reasons shorter than the pack's characters, and a case that has ended. Basis: SPEC PR-05,
    S7; who reported in good faith and erred is not punished.
    """
    row = steps.locked(actor, accusation_id, accusations.may_lead, at)
    if outcome not in _ENDS:
        raise BadInput(_("请选“错告”或者“不能认定诬告”。"), field="outcome")
    today = timezone.localdate(at)
    words = law.require_words(row.region, reasons, _("结束的理由"), on=today, field="reasons")
    moving.move(row, ACCUSATION_MOVES, _ENDS[outcome])
    row.reasons, row.decided_on, row.decided_by = words, today, audit.actor_ref(actor)
    row.reporter_person, row.consequence, row.consequence_ends_on, row.aggravating = None, "", None, []
    verb = "protection.accusation.mistaken" if outcome == "MISTAKEN" else "protection.accusation.not_proved"
    moving.saved(actor, row, verb, at, reason=words, clause=law.MISTAKEN if outcome == "MISTAKEN" else law.DEFINITION)
    steps.done_duty(actor, row, _STEP_DUTIES, at)


# Checks ----------------------------------------------------------------------------------------------------------


def _refuse_report(row: Report) -> None:
    if row.is_reference_only:
        raise errors.WrongState(_("这件反映只登记了编号和结果，内容在对方那里，不能在这里核查是不是诬告。"))
    moving.require_state(row, "CONCLUDED", "ANSWERED")
    if Accusation.objects.filter(report=row).exists():
        raise errors.WrongState(_("这件反映已经启动过诬告核查，一件反映只核查一次。"))
    if not accusations.suspects(row).exists():
        raise errors.NotYet(_("没有经两个人认定不实的问题，不能启动诬告核查。"), clause=law.DEFINITION)


def _facts(row: Report, facts: str, at: datetime) -> str:
    """The facts that point to fabrication; refuses words that only say the report was unfounded (S7)."""
    today = timezone.localdate(at)
    words = law.require_words(row.region, facts, _("哪些事实让人怀疑是捏造"), on=today, field="facts")
    least = int(law.reason_length(row.region, on=today).value or 0)
    copied = any(words in one.reasons or one.reasons.strip() in words for one in accusations.suspects(row))
    if copied or law.only_says_unfounded(words, least // 2):
        said = _(
            "查不实不等于诬告。诬告要有捏造事实和陷害的故意；看错、听错、了解不全的是错告，不作诬告处理。"
            "请写明哪些事实让人怀疑是捏造，例如伪造的材料、编造的证人；没有这样的事实，就到此为止。"
        )
        raise BadInput(said, field="facts", clause=f"{law.DEFINITION}；{law.MISTAKEN}", code="unfounded_is_no_reason")
    return words


def _in_investigation(actor: Actor, accusation_id: int, at: datetime) -> Accusation:
    row = steps.locked(actor, accusation_id, accusations.may_investigate, at)
    moving.require_state(row, "OPENED")
    return row


def _take(row: Accusation, findings: AccusationFindings) -> None:
    for name in AccusationFindings.__dataclass_fields__:
        setattr(row, name, getattr(findings, name).strip())


def _missing(row: Accusation, at: datetime) -> tuple[str, ...]:
    today = timezone.localdate(at)
    said = law.law_of(row, on=today)
    least = int(said.reasons.value or 0)
    found = []
    for name, label in (("fabrication", _("捏造的事实")), ("intent", _("陷害故意的事实")), ("summary", _("核查情况"))):
        if len(getattr(row, name)) < least:
            found.append(_("%(label)s（至少 %(n)s 个字）") % {"label": label, "n": least})
    if row.fabrication and row.fabrication == row.intent:
        found.append(_("捏造和故意要分别查明，不能写成一样"))
    for name, label in (("fabrication_evidence", _("捏造的证据")), ("intent_evidence", _("陷害故意的证据"))):
        if not getattr(row, name):
            found.append(label)
    if said.is_harm_needed and not row.harm:
        found.append(_("造成的后果（%s）") % said.needs_harm.citation)
    if not _is_enough(row, at):
        found.append(_("核查的人不到 %s 人") % said.investigators.value)
    return tuple(str(one) for one in found)


def _is_enough(row: Accusation, at: datetime) -> bool:
    least = law.law_of(row, on=timezone.localdate(at)).investigators
    return len(accusations.investigators(row)) >= int(least.value or 0)


def _may_recuse(person_id: int) -> steps.Right:
    def may(actor: Actor, row: Accusation) -> bool:
        is_own = actor.person_id == person_id and bool(accusations.part_of(actor, row))
        return is_own or accusations.may_lead(actor, row)

    return may
