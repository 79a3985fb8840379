"""Who works on a case: assignment, recusal, start of the inquiry, and what was said and shown in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ground.texts import shortened
from dandang.foundation.guard import markings
from dandang.law.policies import queries as policies
from dandang.ledger.casework.models import Part, StatementBase, Way
from dandang.ledger.duties import actions as duties
from dandang.ledger.matters import actions as matters
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .. import errors
from ..models import Assignment, Case, OutsideParticipant, PartyOpinion, RecusalRequest, Statement
from ..queries import reach, stages, team
from ..records import Upload
from ..states import DECIDED, UNDECIDED
from . import conflicts, moving
from .scans import keep_scan
from .telling import person_accounts, tell

Author = StatementBase.Author
_HEARD = ("HEARING", "READY")
_IN_WORK = ("ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")
# In which states a part may be given.
_STATES_FOR: dict[str, tuple[str, ...]] = {
    Part.HANDLER: (*_IN_WORK, *DECIDED),
    Part.INVESTIGATOR: ("ACCEPTED", "INVESTIGATING"),
    Part.DECIDER: _IN_WORK,
    Part.REVIEWER: ("SERVED", "CORRECTING", "CLOSED", "REFERRED"),
}


# Who -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def assign(*, actor: Actor, case_id: int, part: str, person_ids: Sequence[int], at: datetime) -> None:
    """This function will give people a part in the case; one person has one part in a case, over its whole history.

    Refuses with each reason whoever has to stand aside (the person concerned, kin, same unit, leader of the unit,
    somebody involved in the matter, another part in this case), the leader himself, people who no longer serve, and a
    part that does not belong to the state. Basis: SPEC TL-03; security.md S5, S6.
    """
    case = moving.locked(actor, case_id, reach.may_lead)
    if part not in Part.values:
        raise BadInput(_("请选定承担什么工作"), field="part")
    moving.require_state(case, *_STATES_FOR[part])
    chosen = list(dict.fromkeys(person_ids))
    if not chosen:
        raise BadInput(_("请至少选一个人"), field="person_ids")
    if actor.person_id in chosen and part in (Part.INVESTIGATOR, Part.HANDLER):
        raise errors.Conflicted(
            _("指派的人自己不核实，也不承办：办理中的事还要您审批。请选别的同志。"), field="person_ids"
        )
    _refuse_gone(chosen)
    conflicts.refuse_conflicted(case, chosen, at)
    for person_id in chosen:
        Assignment.objects.create(
            case=case, part=part, person_id=person_id, assigned_at=at, assigned_by=audit.actor_ref(actor)
        )
    moving.saved(actor, case, "tolerance.team.assigned", at, part=part, people=len(chosen))
    if part == Part.INVESTIGATOR and case.state == "INVESTIGATING":
        _ask_to_investigate(actor, case, chosen, at)


@transaction.atomic
def recuse(*, actor: Actor, case_id: int, person_id: int, reason: str, at: datetime) -> None:
    """This function will let somebody stand aside; he loses the file at once and never comes back into the case.

    The person himself or whoever leads the case may do it. Refuses somebody without a part and an empty reason.
    """
    case = moving.locked(actor, case_id, _may_recuse(person_id))
    moving.require_state(case, *UNDECIDED, *DECIDED)
    if not reason.strip():
        raise errors.MissingReason(_("请写明为什么回避，例如与当事人有亲属关系。"), field="reason")
    _stand_aside(actor, case, person_id, reason.strip(), at)


@transaction.atomic
def ask_recusal(*, actor: Actor, case_id: int, about_id: int, reason: str, at: datetime) -> int:
    """This function will put a request that somebody recuse on file and return its id.

    The person concerned, the unit that applied, or a member may ask. Refuses an empty reason, somebody without a part
    in the case, and a second request about one person that still waits. Basis: 公务员法 76; SPEC TL-03.
    """
    case = moving.locked(actor, case_id, _may_ask_recusal)
    if not reason.strip():
        raise errors.MissingReason(_("请写明为什么要他回避，例如是亲属、同单位，或者参与过这件事。"), field="reason")
    if not Assignment.objects.filter(case=case, person_id=about_id, recused_at=None).exists():
        raise BadInput(_("这个人没有承担这件案的工作，不用申请回避。"), field="about_id")
    if RecusalRequest.objects.filter(case=case, about_id=about_id, answered_at=None).exists():
        raise errors.AlreadyOpen(_("对这个人的回避申请已经收到，正在研究，会答复。"))
    request = RecusalRequest.objects.create(
        case=case, about_id=about_id, reason=reason.strip(), requested_at=at, requested_by=audit.actor_ref(actor)
    )
    moving.saved(actor, case, "tolerance.recusal.asked", at, reason=reason.strip(), request=request.pk)
    duties.open_duty(
        actor=actor,
        kind="tolerance.recusal",
        title=f"答复回避申请（{case.number}）",
        why=f"申请理由：{reason.strip()}",
        subject=moving.subject_of(case),
        role=moving.officers_of(case).replace("OFFICER", "LEADER"),
        organisation_id=case.organ_id,
        at=at,
    )
    return request.pk


@transaction.atomic
def answer_recusal(*, actor: Actor, request_id: int, is_granted: bool, answer: str, at: datetime) -> None:
    """This function will answer a request with its reason; granted, the member stands aside at once.

    Refuses the member himself, an empty answer, and a second answer.
    """
    request = RecusalRequest.objects.select_for_update().filter(pk=request_id).first()
    if request is None:
        raise NotHere()
    case = moving.locked(actor, request.case_id, reach.may_lead)
    if actor.person_id == request.about_id:
        raise errors.Conflicted(_("这件回避申请说的是您，要由其他负责人答复。"))
    if request.answered_at is not None:
        raise errors.WrongState(_("这件回避申请已经答复过。"))
    if not answer.strip():
        raise errors.MissingReason(_("请写明同意或者不同意的理由。"), field="answer")
    request.is_granted, request.answer = is_granted, answer.strip()
    request.answered_at, request.answered_by = at, audit.actor_ref(actor)
    request.save()
    moving.saved(actor, case, "tolerance.recusal.answered", at, reason=answer.strip(), granted=is_granted)
    if is_granted:
        _stand_aside(actor, case, request.about_id, shortened(request.reason, 200), at)
    if not case.recusal_requests.filter(answered_at=None).exists():
        moving.done_duty(actor, case, "tolerance.recusal", at)
    tell(
        actor, case, accounts=person_accounts(case), title="回避申请的答复",
        done=f"对{request.about.name}的回避申请：{'同意，已不再参与' if is_granted else '不同意'}。{answer.strip()}",
        following="案件继续办理。", may="不同意答复的，可以在听取意见时再提出。", at=at,
    )  # fmt: skip


@transaction.atomic
def start_investigation(*, actor: Actor, case_id: int, at: datetime) -> None:
    """This function will start the inquiry and make it the investigators' duty.

    Refuses fewer investigators than the packs ask for, and investigators who have to stand aside since.
    """
    case = moving.locked(actor, case_id, _may_start)
    moving.move(case, "investigate")
    least = policies.value("tolerance.least_investigators", region=case.region, on=timezone.localdate(at))
    if least.value is not None and not team.is_enough(case, int(least.value)):
        words = _("核实组还不到 %s 个人，一个人不单独核实。请先指派。")
        raise errors.NotYet(words % least.value, clause=least.citation)
    chosen = team.investigators(case)
    late = team.conflicts_in(case, chosen, on=timezone.localdate(at), with_parts=False)
    if late:
        sentences = "；".join(one.why for reasons in late.values() for one in reasons)
        raise errors.Conflicted(_("指派以后出现了回避情形：%s。请先办回避，再补派。") % sentences)
    moving.saved(actor, case, "tolerance.case.investigation_started", at, investigators=len(chosen))
    moving.done_duty(actor, case, "tolerance.team", at)
    _ask_to_investigate(actor, case, chosen, at)


# What was said and shown -----------------------------------------------------------------------------------------


@transaction.atomic
def ask_party_organisation(*, actor: Actor, case_id: int, organisation_name: str, asked_on: date, at: datetime) -> None:
    """This function will put on record that the party organisation or department was asked for its view.

    Refuses an empty name, a day of the future, and asking again once it answered. Basis: 云南 9.
    """
    case = moving.locked(actor, case_id, _may_record)
    moving.require_state(case, *_IN_WORK)
    if not organisation_name.strip():
        raise BadInput(_("请写明征求的是哪个党组织或者职能部门"), field="organisation_name")
    _refuse_future(asked_on, at, "asked_on")
    asked = PartyOpinion.objects.filter(case=case).first() or PartyOpinion(case=case)
    if asked.answered_on is not None:
        raise errors.WrongState(_("%s 已经答复，不用再征求。要补充的，请登记为陈述。") % asked.organisation_name)
    asked.organisation_name, asked.asked_on = organisation_name.strip(), asked_on
    asked.keyed_by = audit.actor_ref(actor)
    asked.save()
    moving.saved(actor, case, "tolerance.party.asked", at, asked_on=asked_on.isoformat())


@transaction.atomic
def key_party_opinion(*, actor: Actor, case_id: int, opinion: str, answered_on: date, at: datetime) -> None:
    """This function will key in what the party organisation answered. Refuses an answer nobody asked for, and twice."""
    case = moving.locked(actor, case_id, _may_record)
    moving.require_state(case, *_IN_WORK)
    asked = PartyOpinion.objects.filter(case=case).first()
    if asked is None:
        raise errors.NotYet(_("还没有登记向谁征求意见，请先登记征求。"))
    if asked.answered_on is not None:
        raise errors.WrongState(_("意见已经登记过。要补充的，请登记为陈述。"))
    if not opinion.strip():
        raise BadInput(_("请照原文写下意见；没有意见的写“没有不同意见”"), field="opinion")
    _refuse_future(answered_on, at, "answered_on")
    if answered_on < asked.asked_on:
        raise BadInput(_("答复日期早于征求日期，请核对"), field="answered_on")
    asked.opinion, asked.answered_on, asked.keyed_by = opinion.strip(), answered_on, audit.actor_ref(actor)
    asked.save()
    moving.saved(actor, case, "tolerance.party.answered", at, answered_on=answered_on.isoformat())


@transaction.atomic
def add_outside_participant(
    *, actor: Actor, case_id: int, name: str, capacity: str, took_part_on: date, opinion: str = "", at: datetime
) -> int:
    """This function will put on record who from outside took part, in which capacity, with what view. Basis: 云南 9."""
    case = moving.locked(actor, case_id, _may_record)
    moving.require_state(case, *_IN_WORK)
    if not name.strip():
        raise BadInput(_("请填写姓名或者名称"), field="name")
    if capacity not in OutsideParticipant.Capacity.values:
        raise BadInput(_("请选定以什么身份参与"), field="capacity")
    _refuse_future(took_part_on, at, "took_part_on")
    row = OutsideParticipant.objects.create(
        case=case, name=name.strip(), capacity=capacity, took_part_on=took_part_on, opinion=opinion.strip()
    )
    moving.saved(actor, case, "tolerance.outside.added", at, capacity=capacity)
    return row.pk


@transaction.atomic
def add_statement(
    *,
    actor: Actor,
    case_id: int,
    author: str,
    author_name: str,
    text: str,
    given_on: date,
    way: str,
    scan: Upload | None = None,
    at: datetime,
) -> int:
    """This function will file what somebody said in the case, in their own words, and return the statement's id.

    On screen the person concerned speaks for himself and the unit that applied for itself; on paper a named clerk keys
    it in with the signed scan. Refuses other hands, empty words, a day of the future, and paper without its scan.
    Basis: SPEC PL-20.
    """
    case = moving.locked(actor, case_id, _may_speak)
    moving.require_state(case, "APPLIED", *_IN_WORK)
    _refuse_other_mouth(actor, case, author, way)
    if not text.strip():
        raise BadInput(_("请写下要说的话"), field="text")
    markings.refuse_classified(text, _("陈述的内容"))
    _refuse_future(given_on, at, "given_on")
    if way == Way.PAPER and scan is None:
        raise BadInput(_("纸质陈述要附签字件的扫描或者照片，以便日后核对"), field="scan")
    row = Statement(
        case=case, author=author, author_name=author_name.strip() or actor.name, text=text.strip(), given_on=given_on,
        way=way, keyed_at=at, keyed_by=audit.actor_ref(actor),
    )  # fmt: skip
    keep_scan(row, scan)
    row.save()
    moving.saved(actor, case, "tolerance.statement.added", at, author=author, way=way, scan=row.scan_digest)
    return row.pk


@transaction.atomic
def add_case_evidence(
    *,
    actor: Actor,
    case_id: int,
    title: str,
    kind: str = "DOCUMENT",
    dated_on: date | None = None,
    is_original: bool = False,
    pages: int | None = None,
    provided_by: str,
    upload: Upload | None,
    location: str = "",
    sha256: str = "",
    at: datetime,
) -> int:
    """This function will file evidence with the case's matter and return its id; the office, the team, the person or
    the applicant may add.

    What comes after the hearing notice is marked, so that the person is heard on it. Refuses a decided case and
    whatever `matters.actions.add_evidence` refuses (broken, bomb, state-secret mark, another digest, twice).
    """
    case = moving.locked(actor, case_id, _may_speak)
    moving.require_state(case, "APPLIED", *_IN_WORK)
    evidence_id = matters.add_evidence(
        actor=actor, matter_id=case.matter_id, title=title, kind=kind, provided_by=provided_by,
        channel="PERSON" if reach.is_concerned(actor, case) else "OWN_WORK", dated_on=dated_on,
        is_original=is_original, pages=pages, location=location,
        content=upload.content if upload is not None else None, filename=upload.name if upload is not None else "",
        sha256=sha256, added_after_hearing=case.state in _HEARD, at=at,
    )  # fmt: skip
    moving.saved(actor, case, "tolerance.evidence.added", at, evidence=evidence_id)
    return evidence_id


# Parts of the acts -----------------------------------------------------------------------------------------------


def _may_recuse(person_id: int) -> moving.Right:
    def may(actor: Actor, case: Case) -> bool:
        is_own = actor.person_id == person_id and bool(reach.part_of(actor, case))
        return is_own or reach.may_lead(actor, case)

    return may


def _may_ask_recusal(actor: Actor, case: Case) -> bool:
    return reach.is_concerned(actor, case) or reach.is_applicant(actor, case) or bool(reach.part_of(actor, case))


def _may_start(actor: Actor, case: Case) -> bool:
    return reach.may_lead(actor, case) or reach.may_handle(actor, case)


def _may_record(actor: Actor, case: Case) -> bool:
    return reach.may_handle(actor, case) or reach.may_investigate(actor, case)


def _may_speak(actor: Actor, case: Case) -> bool:
    return _may_record(actor, case) or reach.is_concerned(actor, case) or reach.is_applicant(actor, case)


def _refuse_other_mouth(actor: Actor, case: Case, author: str, way: str) -> None:
    """On screen everybody speaks for himself; keying in paper is the office's and the team's."""
    if author not in Author.values or way not in Way.values:
        raise BadInput(_("请选定是谁的陈述、怎样收到的"), field="author")
    if way == Way.PAPER:
        if not _may_record(actor, case):
            raise errors.Conflicted(_("纸质陈述由承办人或者核实人员代录。您可以直接在线写。"))
        return
    own = {Author.PERSON: reach.is_concerned(actor, case), Author.UNIT: reach.is_applicant(actor, case)}
    own[Author.PARTY_ORGANISATION] = own[Author.UNIT]
    if not own.get(Author(author), False):
        raise errors.Conflicted(_("在线陈述只能由本人写。替别人登记的，请按纸质代录，附签字件扫描。"))


def _refuse_gone(person_ids: Sequence[int]) -> None:
    if gone := people.no_longer_serving(person_ids):
        names = "、".join(f"{one.name}（{one.get_state_display()}）" for one in gone)
        raise errors.NoLongerHere(_("%s 已不在职，不能承担案件工作。请选在职的同志。") % names)


def _refuse_future(day: date, at: datetime, field: str) -> None:
    if day > timezone.localdate(at):
        raise BadInput(_("日期还没有到，请核对"), field=field)


def _stand_aside(actor: Actor, case: Case, person_id: int, reason: str, at: datetime) -> None:
    row = Assignment.objects.select_for_update().filter(case=case, person_id=person_id, recused_at=None).first()
    if row is None:
        raise BadInput(_("这个人没有承担这件案的工作，或者已经回避。"), field="person_id")
    row.recused_at, row.recused_by, row.recusal_reason = at, audit.actor_ref(actor), reason
    row.save()
    moving.saved(actor, case, "tolerance.team.recused", at, reason=reason, part=row.part)
    duties.close_duty(actor=actor, kind="tolerance.investigate", subject=moving.subject_of(case), at=at)
    if case.state == "INVESTIGATING":
        _ask_to_investigate(actor, case, team.investigators(case), at)
        moving.next_duty(actor, case, "tolerance.team", "补派核实人员", f"有人回避：{reason}", at)


def _ask_to_investigate(actor: Actor, case: Case, person_ids: Sequence[int], at: datetime) -> None:
    clock = stages.stage_clock(case, "INVESTIGATING", case.accepted_on or timezone.localdate(at))
    due = clock.due if clock is not None else None
    for person_id in person_ids:
        moving.next_duty(
            actor, case, "tolerance.investigate", "核实", "逐项查明六个要件和三个区分", at, person_id=person_id,
            clause=clock.clause if clock is not None else "",
            clause_url=clock.clause_url if clock is not None else "",
            due_on=due.on if due is not None else None, deadline=due.counted if due is not None else None,
        )  # fmt: skip
