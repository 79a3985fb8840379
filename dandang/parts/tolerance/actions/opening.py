"""The opening of a case: application, acceptance or refusal, withdrawal, end, and taking it up to another organ."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ground.texts import shortened
from dandang.foundation.guard import markings
from dandang.law.policies import queries as policies
from dandang.ledger.casework import actions as casework
from dandang.ledger.casework.models import Part, Way
from dandang.ledger.matters import actions as matters
from dandang.ledger.matters import queries as matter_queries
from dandang.ledger.matters.records import AccountabilityRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people import queries as people
from dandang.registry.people.models import Person

from .. import errors
from ..models import Assignment, Case, Opening, Statement
from ..queries import clauses, reach, stages
from ..records import MatterInput, Upload
from . import applicants, conflicts, moving
from .scans import keep_scan
from .telling import applicant_accounts, person_accounts, tell

MAY_BE_RAISED = ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")
# The office's duty in each state, with its title and why; moved along when another organ takes the case up.
OFFICE_DUTIES = {
    "APPLIED": ("tolerance.accept", "决定是否受理", "受理或者不予受理都要写明理由并告知"),
    "ACCEPTED": ("tolerance.team", "指派核实人员", "已受理；核实人员要回避的先回避"),
    "INVESTIGATED": ("tolerance.hear", "听取本人意见", "核实完成，作不利认定以前先听本人意见"),
    "READY": ("tolerance.decide", "提交集体研究", "听取意见结束"),
}


@transaction.atomic
def apply(
    *,
    actor: Actor,
    matter_id: int | None,
    matter: MatterInput | None,
    person_id: int,
    opening: str,
    account_given: str,
    measures_taken: str,
    acted_on: date,
    organ_id: int,
    applicant_organisation_id: int | None = None,
    accountability_id: int | None = None,
    filing_id: int | None = None,
    applied_on: date | None = None,
    party_organisation: str = "",
    party_opinion: str = "",
    scan: Upload | None = None,
    at: datetime,
) -> int:
    """This function will register an application, or the organ's own motion, and return the case's id.

    The matter is named by `matter_id` or described by `matter` and then registered. The procedure in force is pinned
    with the case. Beside an accountability matter (opening ACCOUNTABILITY) the consideration is put on record there;
    that needs the view of the party organisation. A person's signed form is keyed by the organ with its `scan`.
    Refuses whom the procedure does not name, another's matter (404), a person who died, left or is managed elsewhere,
    days out of order, and a second case about person and matter.
    Basis: 安徽 11, 云南 9.
    """
    person = _person(person_id)
    organ = organisations.get(organ_id)
    unit = organisations.get(applicant_organisation_id) if applicant_organisation_id is not None else None
    applied = applied_on or timezone.localdate(at)
    if opening not in Opening.values:
        raise BadInput(_("请选定由谁提出"), field="opening")
    applicants.require_right(actor, opening, person, organ, unit, acted_on, is_on_paper=scan is not None)
    applicants.refuse_days(applied, acted_on, at)
    procedure = policies.procedure(region=organ.region, on=applied)
    applicants.refuse_opener(opening, procedure)
    applicants.refuse_person(person, organ)
    _refuse_words(account_given, measures_taken)
    about = applicants.matter_for(
        actor, _named(matter_id, matter), opening=opening, person=person, unit=unit, organ=organ,
        acted_on=acted_on, at=at,
    )  # fmt: skip
    applicants.refuse_second(about.id, person.pk)
    beside = applicants.accountability_for(accountability_id, opening=opening, matter_id=about.id, person_id=person.pk)
    case = Case.objects.create(
        number=casework.next_number(unit=organ, kind="容", year=applied.year),
        title=shortened(about.title, 120),
        organ=organ,
        organ_path=organ.path,
        region=organ.region,
        procedure=stages.pinned(procedure),
        opened_at=at,
        opened_by=audit.actor_ref(actor),
        matter_id=about.id,
        person=person,
        person_post=_post_then(person, acted_on),
        accountability_id=beside.id if beside is not None else None,
        filing=applicants.filing_for(filing_id, about),
        opening=opening,
        applicant_name=_applicant(opening, person, organ, unit),
        applicant_organisation=unit if opening in applicants.BY_UNIT else None,
        account_given=account_given.strip(),
        measures_taken=measures_taken.strip(),
        acted_on=acted_on,
        applied_on=applied,
        needs_outside=bool(about.is_of_wide_interest),
    )
    moving.saved(
        actor, case, "tolerance.case.applied", at, clause=stages.gate_clause(case), opening=opening,
        matter=about.number, accountability=beside.number if beside else "",
    )  # fmt: skip
    if scan is not None:
        _keep_paper(actor, case, scan, at)
    if opening == Opening.ACCOUNTABILITY and beside is not None:
        _note_there(actor, case, beside, party_organisation, party_opinion, at)
    _ask_to_accept(actor, case, beside, at)
    _tell_received(actor, case, at)
    return case.pk


@transaction.atomic
def accept_case(*, actor: Actor, case_id: int, needs_outside: bool = False, at: datetime) -> None:
    """This function will accept an application; the actor becomes its handler.

    Refuses an account without a person, the person concerned, and whoever has to recuse (kin, unit, matter).
    `needs_outside` asks for outside participants where the matter is of wide interest. Basis: 云南 9.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    person_id = reach.require_person(actor)
    moving.move(case, "accept")
    conflicts.refuse_conflicted(case, [person_id], at)
    case.accepted_on = timezone.localdate(at)
    case.needs_outside = case.needs_outside or needs_outside
    Assignment.objects.create(
        case=case, part=Part.HANDLER, person_id=person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
    )
    moving.saved(actor, case, "tolerance.case.accepted", at, needs_outside=case.needs_outside)
    moving.done_duty(actor, case, "tolerance.accept", at)
    _office_duty(actor, case, at)
    tell(
        actor, case, accounts=[*person_accounts(case), *applicant_accounts(case, at)], title="已受理",
        done=f"{case.accepted_on.isoformat()} 已受理。承办人{actor.name}。",
        following="指派核实人员，核实情况，会请本人说明。每一步都会告知。",
        may="补充材料和说明；认为有人应当回避的，可以申请；需要停止的，可以撤回。", at=at,
    )  # fmt: skip


@transaction.atomic
def refuse_case(*, actor: Actor, case_id: int, reason: str, clause: str, at: datetime) -> None:
    """This function will refuse an application with its reasons and clause, and tell the person and the applicant.

    Refuses an empty or short reason, a clause that was not in force on the day of the act, and the same people as
    `accept_case`. Basis: 安徽 11 (不符合的予以说明); SPEC TL-03.
    """
    case = moving.locked(actor, case_id, reach.may_handle)
    person_id = reach.require_person(actor)
    moving.move(case, "refuse")
    conflicts.refuse_conflicted(case, [person_id], at)
    _refuse_short(reason, case.region, timezone.localdate(at))
    cited = clauses.require_clause(case.region, case.acted_on, clause)
    case.refusal_reason, case.refusal_clause = reason.strip(), cited.text
    moving.saved(actor, case, "tolerance.case.refused", at, reason=reason.strip(), clause=cited.text)
    moving.done_duty(actor, case, "tolerance.accept", at)
    _note_end_there(actor, case, at)
    tell(
        actor, case, accounts=[*person_accounts(case), *applicant_accounts(case, at)], title="没有受理",
        done=f"{timezone.localdate(at).isoformat()} 决定不予受理。理由：{reason.strip()} 依据：{cited.text}。",
        following="这件案到此为止，不影响别的程序，也不计入任何考核。",
        may="补充材料后可以重新申请；有不同意见的，可以向上级机关反映。", at=at,
    )  # fmt: skip


@transaction.atomic
def withdraw_case(*, actor: Actor, case_id: int, reason: str, at: datetime) -> None:
    """This function will withdraw an application at the wish of whoever made it; no inference is drawn from it.

    Refuses everybody else (404), an organ's own motion, an empty reason, and a case past its hearing notice.
    """
    case = moving.locked(actor, case_id, _may_withdraw)
    moving.move(case, "withdraw")
    _finish(actor, case, "tolerance.case.withdrawn", reason, at)
    tell(
        actor, case, accounts=[*person_accounts(case), *applicant_accounts(case, at)], title="已撤回",
        done=f"{timezone.localdate(at).isoformat()} 申请人撤回了申请。",
        following="停止办理，材料存卷。撤回不作任何不利的推断。", may="以后情况有变化的，可以重新申请。", at=at,
    )  # fmt: skip


@transaction.atomic
def end_case(*, actor: Actor, case_id: int, reason: str, at: datetime) -> None:
    """This function will end a case that cannot go on (the person died, left for another managing body).

    Refuses an empty reason and a decided case. What ended is no finding about anybody.
    """
    case = moving.locked(actor, case_id, _may_end)
    moving.move(case, "end")
    _finish(actor, case, "tolerance.case.ended", reason, at)
    tell(
        actor, case, accounts=[*person_accounts(case), *applicant_accounts(case, at)], title="已终止办理",
        done=f"{timezone.localdate(at).isoformat()} 终止办理。理由：{reason.strip()}",
        following="材料存卷，没有作出任何认定。", may="情况有变化的，可以重新申请。", at=at,
    )  # fmt: skip


@transaction.atomic
def raise_case(*, actor: Actor, case_id: int, organ_id: int, reason: str, at: datetime) -> None:
    """This function will hand an undecided case to an upper organ (提级) or to one an upper organ designates.

    An organ may hand a case upwards; a leader over both may designate any other organ (指定管辖). Refuses the same
    organ, a level below, and an empty reason. Basis: SPEC TL-03; 监督执纪工作规则 (指定管辖、提级办理).
    """
    case = moving.locked(actor, case_id, reach.may_lead)
    moving.require_state(case, *MAY_BE_RAISED)
    organ = organisations.get(organ_id)
    if not reason.strip():
        raise errors.MissingReason(_("请写明为什么由别的机关办理，例如成员都要回避。"), field="reason")
    if organ.pk == case.organ_id:
        raise BadInput(_("这件案已经在%s办理，请选另一个机关。") % organ.name, field="organ_id")
    if not (_is_above(organ, case.organ) or access.may(actor, "tolerance.lead", path=organ.path)):
        raise BadInput(_("只能报给上级机关；转给同级的机关，要由上级指定。"), field="organ_id")
    before = case.organ
    if case.state in OFFICE_DUTIES:
        moving.done_duty(actor, case, OFFICE_DUTIES[case.state][0], at)
    case.organ, case.organ_path, case.organ_change = organ, organ.path, reason.strip()
    moving.saved(
        actor, case, "tolerance.case.raised", at, reason=reason.strip(), from_organ=before.pk, to_organ=organ.pk
    )  # fmt: skip
    _office_duty(actor, case, at)
    tell(
        actor, case, accounts=[*person_accounts(case), *applicant_accounts(case, at)], title="改由别的机关办理",
        done=f"原来由{before.name}办理，现在改由{organ.name}办理。理由：{reason.strip()}",
        following=f"由{organ.name}接着办，已经提交的材料都有效，不用再交。",
        may="认为有人应当回避的，可以申请。", at=at,
    )  # fmt: skip


# Parts of the acts -----------------------------------------------------------------------------------------------


def _person(person_id: int) -> Person:
    rows = Person.objects.select_related("home", "managed_by").defer("photo", "exchange_source")
    person = rows.filter(pk=person_id).first()
    if person is None:
        raise NotHere()
    return person


def _named(matter_id: int | None, matter: MatterInput | None) -> int | MatterInput:
    if matter_id is not None:
        return matter_id
    if matter is None:
        raise BadInput(_("请选一件已登记的事项，或者写明是什么事"), field="matter_id")
    return matter


def _post_then(person: Person, acted_on: date) -> str:
    held = people.post_on(person.pk, acted_on)
    if held is None:
        return ""
    return shortened(f"{held.organisation_name}{held.title}", 160)


def _applicant(opening: str, person: Person, organ: Organisation, unit: Organisation | None) -> str:
    if opening == Opening.PERSON:
        return person.name
    if opening == Opening.PARTY_ORGANISATION and unit is not None:
        return f"{unit.name}党组织"
    return unit.name if opening == Opening.UNIT and unit is not None else organ.name


def _refuse_words(account_given: str, measures_taken: str) -> None:
    if not account_given.strip():
        raise BadInput(_("请写明事情经过和申请理由，核实的人才知道从哪里看起"), field="account_given")
    markings.refuse_classified(account_given, _("事情经过"))
    markings.refuse_classified(measures_taken, _("补救措施"))


def _refuse_short(reason: str, region: str, on: date) -> None:
    least = policies.value("tolerance.reason_min_characters", region=region, on=on)
    signs = sum(1 for sign in reason if sign.isalnum())
    if not signs or (least.value is not None and signs < int(least.value)):
        words = _("理由要写清楚，至少 %s 个字：看了哪些材料，缺什么，为什么因此不受理。")
        raise errors.MissingReason(words % (least.value or 1), clause=least.citation, field="reason")


def _keep_paper(actor: Actor, case: Case, scan: Upload, at: datetime) -> None:
    """Keep the signed form beside what was keyed from it (SPEC PL-20)."""
    author = {"PERSON": "PERSON", "PARTY_ORGANISATION": "PARTY_ORGANISATION"}.get(case.opening, "UNIT")
    row = Statement(
        case=case, author=author, author_name=case.applicant_name, text=case.account_given, given_on=case.applied_on,
        way=Way.PAPER, keyed_at=at, keyed_by=audit.actor_ref(actor),
    )  # fmt: skip
    keep_scan(row, scan)
    row.save()


def _note_there(
    actor: Actor, case: Case, beside: AccountabilityRecord, organisation: str, opinion: str, at: datetime
) -> None:
    """Put on record in the accountability matter that a case was opened; its decision then waits for ours (TL-01)."""
    if not organisation.strip() or not opinion.strip():
        words = _("考虑容错要听取所属党组织或者职能部门的意见，请写明听取了谁的、意见是什么。")
        raise errors.NotYet(words, clause=stages.gate_clause(case), field="party_opinion")
    matters.record_consideration(
        actor=actor, accountability_id=beside.id, result="CASE_OPENED", considered_by=case.organ.name,
        reasons=case.account_given, clauses=stages.gate_clause(case) or "中央 第四点",
        party_organisation=organisation, party_opinion=opinion, case_ref=moving.subject_of(case), at=at,
    )  # fmt: skip


def _note_end_there(actor: Actor, case: Case, at: datetime) -> None:
    """Tell the accountability matter that was waiting for this case that it ended without a finding."""
    if case.accountability_id is None:
        return
    beside = matter_queries.accountability_record(case.accountability_id)
    if beside.tolerance_case == moving.subject_of(case) and beside.consideration == "CASE_OPENED":
        matters.record_case_result(actor=actor, accountability_id=beside.id, result="WITHDRAWN", at=at)


def _ask_to_accept(actor: Actor, case: Case, beside: AccountabilityRecord | None, at: datetime) -> None:
    kind, title, why = OFFICE_DUTIES["APPLIED"]
    if beside is not None:
        why = f"{why}。这件事有问责事项 {beside.number}，作决定以前要等容错认定的结果"
    clock = stages.stage_clock(case, "APPLIED", case.applied_on)
    due = clock.due if clock is not None else None
    moving.next_duty(
        actor, case, kind, title, why, at,
        clause=clock.clause if clock is not None else "", clause_url=clock.clause_url if clock is not None else "",
        due_on=due.on if due is not None else None, deadline=due.counted if due is not None else None,
    )  # fmt: skip


def _office_duty(actor: Actor, case: Case, at: datetime) -> None:
    """Open what the office has to do in the state the case is in."""
    if case.state in OFFICE_DUTIES:
        kind, title, why = OFFICE_DUTIES[case.state]
        moving.next_duty(actor, case, kind, title, why, at)


def _tell_received(actor: Actor, case: Case, at: datetime) -> None:
    told = set(person_accounts(case)) | set(applicant_accounts(case, at))
    by_whom = {"PERSON": "收到您的申请"}.get(case.opening, f"{case.applicant_name}为{case.person.name}提出了容错认定")
    tell(
        actor, case, accounts=told, title="已收到容错申请", done=f"{case.applied_on.isoformat()} {by_whom}。",
        following="决定是否受理，并把结果告知。", may="补充材料；认为有人应当回避的，可以申请；申请人可以撤回。", at=at,
    )  # fmt: skip


def _may_withdraw(actor: Actor, case: Case) -> bool:
    if case.opening == Opening.PERSON:
        return reach.is_concerned(actor, case)
    return case.opening in applicants.BY_UNIT and reach.is_applicant(actor, case)


def _may_end(actor: Actor, case: Case) -> bool:
    return reach.may_handle(actor, case) or reach.may_lead(actor, case)


def _finish(actor: Actor, case: Case, verb: str, reason: str, at: datetime) -> None:
    """Write down the end without a finding, close every open duty of the case, and tell the accountability matter."""
    if not reason.strip():
        raise errors.MissingReason(_("请写明理由。"), field="reason")
    case.end_reason, case.ended_on = reason.strip(), timezone.localdate(at)
    moving.saved(actor, case, verb, at, reason=reason.strip())
    for kind in OPEN_KINDS:
        moving.done_duty(actor, case, kind, at)
    _note_end_there(actor, case, at)


OPEN_KINDS = (
    "tolerance.accept", "tolerance.team", "tolerance.investigate", "tolerance.hear", "tolerance.reply",
    "tolerance.decide", "tolerance.recusal",
)  # fmt: skip


def _is_above(organ: Organisation, other: Organisation) -> bool:
    """Whether the organ's region stands strictly above the other's."""
    upper, lower = organisations.region_above(organ).path, organisations.region_above(other).path
    return lower.startswith(upper) and lower != upper
