"""A second look by other people: asked for by the person, never heavier; or ordered for new facts. Basis: TL-09."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.moves import next_state
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.guard import blanks
from dandang.ledger.casebook import actions as casebook
from dandang.ledger.casework import actions as meetings
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part, Way
from dandang.ledger.duties import actions as duties
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from .. import errors
from ..models import Assignment, Case, Decision, Review, Statement
from ..queries import deciding, outcomes, reach, reviewing
from ..queries.outcomes import Choice, Standing
from ..records import Upload
from ..states import REVIEW_MOVES
from . import deciders, moving, shields, telling
from .decisions import require_choice
from .scans import keep_scan

DUTY = "tolerance.review"
SERVED = ("SERVED", "CORRECTING", "CLOSED", "REFERRED")


@transaction.atomic
def request_review(
    *,
    actor: Actor,
    case_id: int,
    grounds: str,
    requested_on: date,
    about_handling: bool = False,
    scan: Upload | None = None,
    at: datetime,
) -> int:
    """This function will take in the person's request for a review and return it.

    The person asks on screen; the office keys in a request on paper with its scan. `about_handling` says that it is
    about a personnel handling decided with it, which has the clock of 公务员法 95. Where no period is set, any day is
    in time. Refuses empty grounds, a decision not served yet, a second request, and the day after the last day, with
    the rule and the way out. The decision is carried out meanwhile. Basis: SPEC TL-09, DP13; 公务员法 95, 96.
    """
    case = moving.locked(actor, case_id, reviewing.may_ask)
    moving.require_state(case, *SERVED)
    decision = _decision(case)
    blanks.require_words(grounds, _("请写明哪里不同意、为什么"), "grounds")
    today = timezone.localdate(at)
    if not decision.served_on or not decision.served_on <= requested_on <= today:
        raise BadInput(_("申请日期要在送达以后、今天以前。请核对"), field="requested_on")
    _refuse_second(case)
    _refuse_overturned(decision)
    term = reviewing.request_term(case, known_on=decision.served_on, about_handling=about_handling, on=today)
    if term.last_day is not None and requested_on > term.last_day:
        words = (
            f"申请复查的期限是{term.words}，已经过了。因不可抗力等正当理由没赶上的，请书面说明，由承办机关研究；"
            "有新的事实和证据的，可以请机关决定复查。"
        )
        raise errors.TooLate(words, clause=term.clause, field="requested_on")
    due = reviewing.decision_term(case, requested_on=requested_on, about_handling=about_handling, on=today)
    review = _created(
        case=case, kind=Review.Kind.REQUESTED, organ_id=case.organ_id, grounds=grounds.strip(),
        requested_on=requested_on, last_day=term.last_day, due_on=due.last_day,
        due_is_provisional=due.is_provisional, clause=term.clause, clause_url=term.clause_url, requested_at=at,
        requested_by=audit.actor_ref(actor),
    )  # fmt: skip
    if not reach.is_concerned(actor, case):
        _keep_paper(actor, case, grounds, requested_on, scan, at)
    _record(actor, review, "requested", at, clause=term.clause)
    _doubt_entry(actor, case, "当事人申请复查，结论可能改变", at)
    _open_duty(actor, review, "决定是否受理复查申请", at)
    return review.pk


@transaction.atomic
def order_review(*, actor: Actor, case_id: int, organ_id: int, grounds: str, at: datetime) -> int:
    """This function will order a re-examination because new facts came up; returns the review.

    A leader orders it, and an organ (the same or one above) carries it out with people who had no part in the case. It
    may end heavier, and then only after hearing the person. Refuses empty grounds and a running review.
    """
    case = moving.locked(actor, case_id, reach.may_lead)
    moving.require_state(case, *SERVED)
    blanks.require_words(grounds, _("请写明发现了什么新情况、有什么证据"), "grounds")
    organ = organisations.get(organ_id)
    review = _created(
        case=case, kind=Review.Kind.ORDERED, state="ACCEPTED", organ=organ, grounds=grounds.strip(),
        requested_on=timezone.localdate(at), requested_at=at, requested_by=audit.actor_ref(actor),
    )  # fmt: skip
    _record(actor, review, "ordered", at, reason=grounds.strip())
    _doubt_entry(actor, case, "机关决定复查，结论可能改变", at)
    _open_duty(actor, review, "办理复查", at)
    telling.tell(
        actor, case, accounts=telling.person_accounts(case), title="机关决定复查",
        done="因为发现新的情况，机关决定对原认定复查。", following="没有办过这件事的人会听取您的意见",
        may="书面或者当面说明，您的意见会逐条答复", at=at,
    )  # fmt: skip
    return review.pk


@transaction.atomic
def accept_review(*, actor: Actor, review_id: int, at: datetime) -> None:
    """This function will accept a request. Refuses whoever had a part in the case. Execution is not suspended."""
    review = _locked(actor, review_id)
    _move(review, "accept")
    review.save()
    _record(actor, review, "accepted", at)
    _open_duty(actor, review, "办理复查", at)
    telling.tell(
        actor, review.case, accounts=telling.person_accounts(review.case), title="已受理复查申请",
        done="您的复查申请已经受理，由没有办过这件事的人办理。", following="复查的人会听取您的意见，再集体研究",
        may="随时补充材料，也可以撤回申请；复查期间原决定照常执行，复查结果不会更重", at=at,
    )  # fmt: skip


@transaction.atomic
def refuse_review(*, actor: Actor, review_id: int, reason: str, at: datetime) -> None:
    """This function will refuse a request with its reason. Where no period is set, lateness is none."""
    review = _locked(actor, review_id)
    _move(review, "refuse")
    blanks.require_words(reason, _("请写明为什么不受理，本人下一步可以怎样做"), "reason")
    review.refusal_reason = reason.strip()
    review.save()
    _record(actor, review, "refused", at, reason=reason.strip())
    _close_duty(actor, review, at)
    telling.tell(
        actor, review.case, accounts=telling.person_accounts(review.case), title="没有受理复查申请",
        done=f"理由是：{reason.strip()}", following="原决定继续有效", may="有新的事实和证据，可以请机关决定复查", at=at,
    )  # fmt: skip


@transaction.atomic
def withdraw_review(*, actor: Actor, review_id: int, reason: str, at: datetime) -> None:
    """This function will withdraw a request, by the person or keyed from paper. Ordered reviews are not withdrawn."""
    review = _locked(actor, review_id, may=lambda who, one: reviewing.may_ask(who, one.case))
    if review.kind != Review.Kind.REQUESTED:
        raise errors.WrongState("机关决定的复查不能撤回，要办出结果。")
    blanks.require_words(reason, _("请写明为什么撤回"), "reason")
    _move(review, "withdraw")
    review.refusal_reason = reason.strip()
    review.save()
    _record(actor, review, "withdrawn", at, reason=reason.strip())
    _close_duty(actor, review, at)


@transaction.atomic
def assign_reviewers(*, actor: Actor, review_id: int, person_ids: Sequence[int], at: datetime) -> None:
    """This function will assign at least two reviewers.

    Refuses everybody with any part in the case, past recusals too, and every conflict, each with its sentence. S5, S6.
    """
    review = _locked(actor, review_id)
    _require_running(review)
    chosen = list(dict.fromkeys(person_ids))
    case = review.case
    have = set(case.assignments.filter(part=Part.REVIEWER, recused_at=None).values_list("person_id", flat=True))
    least = reviewing.least_reviewers(case, on=timezone.localdate(at))
    if len({*chosen, *have}) < least:
        raise BadInput(_("复查要 %d 人以上办理") % least, field="person_ids")
    new = [pk for pk in chosen if pk not in have]
    about = deciding.interests_of(case, for_review=True)
    found = casework.conflicts_of(
        candidate_ids=new, party_ids=about.party_ids, involved=about.involved, earlier=about.earlier,
        on=timezone.localdate(at),
    )  # fmt: skip
    if found:
        names = {person.pk: person.name for person in casework.people_by_id(found)}
        words = "；".join(f"{names.get(pk, pk)}{reasons[0].sentence}" for pk, reasons in found.items())
        raise errors.Conflicted(f"{words}。", clause=deciders.RECUSAL, field="person_ids")
    Assignment.objects.bulk_create(
        Assignment(case=case, person_id=pk, part=Part.REVIEWER, assigned_at=at, assigned_by=audit.actor_ref(actor))
        for pk in new
    )
    _record(actor, review, "assigned", at, reviewers=len(new))


@transaction.atomic
def hear_on_review(*, actor: Actor, review_id: int, person_said: str, answer: str, at: datetime) -> None:
    """This function will put on file what the person says in the review, and the answer to it."""
    review = _locked(actor, review_id, may=reviewing.may_hear)
    _require_running(review)
    blanks.require_words(person_said, _("请写明本人怎样说；本人不愿意说的，写明何时怎样问过"), "person_said")
    blanks.require_words(answer, _("请逐条答复本人的意见"), "answer")
    review.person_said, review.answer = person_said.strip(), answer.strip()
    review.save()
    _record(actor, review, "heard", at)


@transaction.atomic
def submit_review_to_meeting(
    *, actor: Actor, review_id: int, meeting_id: int, result: str, outcome: str = "", at: datetime
) -> int:
    """This function will put a review on the agenda of a meeting of other people; returns the item.

    Refuses without two reviewers, without the person heard, and what would be heavier in a review the person asked for.
    """
    review = _locked(actor, review_id)
    _require_running(review)
    choice = _require_result(review, result, outcome, on=timezone.localdate(at))
    _require_heard(review, result)
    case = review.case
    least = reviewing.least_reviewers(case, on=timezone.localdate(at))
    if case.assignments.filter(part=Part.REVIEWER, recused_at=None).count() < least:
        raise errors.NotYet(_("还没有指派 %d 名以上复查的人。") % least, ("复查人员",))
    about = deciding.interests_of(case, for_review=True)
    item_id = meetings.put_on_agenda(
        actor=actor, meeting_id=meeting_id, subject=subject_of(review), title=f"{case.number} {case.title}：复查",
        proposal=proposal_of(review, result, choice), party_ids=about.party_ids, involved=about.involved,
        earlier=about.earlier, at=at,
    )  # fmt: skip
    _record(actor, review, "submitted", at, meeting=meeting_id, item=item_id, result=result)
    return item_id


@transaction.atomic
def decide_review(
    *,
    actor: Actor,
    review_id: int,
    item_id: int,
    result: str,
    outcome: str = "",
    reasons: str,
    answer: str,
    decided_on: date | None = None,
    at: datetime,
) -> None:
    """This function will write down what the meeting of other people decided on a review.

    A changed or overturned decision loses every effect it wrote; what leaned on one is listed and made the duty of
    those who did it; a changed one writes the effects of its new outcome. Refuses what `submit_review_to_meeting` does,
    a vote on other words, voters with an earlier part, and an ordered change without the person's words. SPEC TL-09.
    """
    review = _locked(actor, review_id)
    case = review.case
    item = deciders.studied(item_id, subject_of(review))
    deciders.require_not_voter(actor, item)
    deciders.require_other_people(case, item, for_review=True)
    assert item.held_on is not None
    choice = _require_result(review, result, outcome, on=item.held_on)
    _require_heard(review, result)
    if item.proposal != proposal_of(review, result, choice):
        raise errors.WrongState(f"会议表决的是：{item.proposal}。复查决定不能是另一个结果。", field="result")
    _refuse_reasons(case, reasons, answer, item.held_on)
    if decided_on is not None and decided_on != item.held_on:
        raise BadInput(_("复查决定的日期是会议的日期，请核对"), field="decided_on")
    decision = _decision(case)
    shield = shields.standing_shield(decision)
    _move(review, "decide")
    review.result, review.reasons, review.answer = result, reasons.strip(), answer.strip()
    review.outcome = choice.code if choice is not None else ""
    review.outcome_label = choice.label if choice is not None else ""
    review.item_id, review.decided_on = item.id, item.held_on
    review.decided_at, review.decided_by = at, audit.actor_ref(actor)
    if result != Review.Result.UPHELD:
        reason = f"{review.get_result_display()}：{reasons.strip()}"
        review.looked_again = shields.take_back(actor, decision, review, reason, at)
    review.save()
    deciders.write_down(actor, case, item, Part.REVIEWER, at)
    effects: list[int] = []
    if choice is not None:
        effects = shields.write_effects(actor, decision, choice, shield, at, review=review)
        shields.tell_accountability(actor, case, choice.code, at)
    elif result == Review.Result.OVERTURNED:
        Decision.objects.filter(pk=decision.pk).update(overturned_at=at, overturned_by=audit.actor_ref(actor))
        shields.tell_accountability(actor, case, outcomes.UNFAVOURABLE, at)
    _record(
        actor, review, "decided", at, reason=reasons.strip(), result=result, outcome=review.outcome, item=item.id,
        effects=effects, looked_again=review.looked_again,
    )  # fmt: skip
    _close_duty(actor, review, at)
    _tell_result(actor, review, at)


# Words and checks ------------------------------------------------------------------------------------------------


def subject_of(review: Review) -> str:
    """How other rooms name a review."""
    return ref("tolerance.review", review.pk)


def proposal_of(review: Review, result: str, choice: Choice | None) -> str:
    """The words a meeting votes on."""
    label = Review.Result(result).label
    changed = f"，认定结果改为“{choice.label}”" if choice is not None else ""
    return f"复查{review.case.person.name}的“{review.case.title[:80]}”：{label}{changed}"


def _require_result(review: Review, result: str, outcome: str, *, on: date) -> Choice | None:
    """Return the new outcome of a changed decision; refuse results that do not fit what stands today."""
    if result not in Review.Result.values:
        raise BadInput(_("请选维持、变更或者撤销"), field="result")
    decision = _decision(review.case)
    standing = outcomes.standing_of(decision)
    if standing.is_overturned:
        raise errors.WrongState("原决定已经撤销，没有可以再复查的决定。")
    if result == Review.Result.UPHELD:
        return None
    if result == Review.Result.OVERTURNED:
        _refuse_overturning(review, standing)
        return None
    choice = require_choice(review.case, outcome, on=on)
    if choice.code == standing.outcome:
        raise BadInput(_("新的结果和原来一样。不改的，请选“维持原决定”"), field="outcome")
    if review.kind == Review.Kind.REQUESTED and outcomes.hardness(choice.code) > outcomes.hardness(standing.outcome):
        raise _heavier(review, standing, choice.label)
    return choice


def _refuse_overturning(review: Review, standing: Standing) -> None:
    if standing.outcome == outcomes.UNFAVOURABLE:
        words = "原决定没有予以容错，光撤销等于没有结论。请选“变更原决定”，写明新的结果。"
        raise BadInput(words, field="result")
    if review.kind == Review.Kind.REQUESTED:
        raise _heavier(review, standing, "撤销")


def _heavier(review: Review, standing: Standing, label: str) -> errors.Heavier:
    value = reviewing.execution(review.case, on=review.requested_on)
    words = (
        f"本人申请的复查，结果不能比原来更重：原来是“{standing.label}”，不能改为“{label}”。"
        "发现新的事实和证据的，由机关另行决定复查，并听取本人意见。"
    )
    return errors.Heavier(words, clause=value.citation)


def _require_heard(review: Review, result: str) -> None:
    if not review.person_said.strip() and (review.kind == Review.Kind.ORDERED or result != Review.Result.UPHELD):
        words = "还没有听取本人对复查的意见。请先听取并逐条答复，再提交研究。"
        raise errors.NotYet(words, ("本人意见",))


def _refuse_reasons(case: Case, reasons: str, answer: str, on: date) -> None:
    rules = deciding.reason_rules(case.region, on=on)
    for label, text, field in (("复查理由", reasons, "reasons"), ("对本人意见的答复", answer, "answer")):
        faults = casework.reason_faults(
            {label: text}, min_characters=rules.min_characters, copied={}, copied_limit=rules.copied_cases
        )
        if faults:
            raise errors.MissingReason(faults[0].sentence, clause=rules.clause, field=field)


def _refuse_overturned(decision: Decision) -> None:
    if outcomes.standing_of(decision).is_overturned:
        raise errors.WrongState("原决定已经撤销，没有可以复查的决定。对撤销不服的，可以向上一级机关申诉。")


def _refuse_second(case: Case) -> None:
    rows = case.reviews.order_by("id")
    if any(one.state in {"REQUESTED", "ACCEPTED"} for one in rows):
        raise errors.WrongState("这件案件正在复查，等复查有了结果再说。需要补充的，请交给复查的人。")
    if any(one.kind == Review.Kind.REQUESTED and one.state == "DECIDED" for one in rows):
        words = "已经复查过一次。对复查决定仍不服的，可以向上一级机关申诉；有新的事实和证据的，可以请机关决定复查。"
        raise errors.WrongState(words)


def _created(**fields: object) -> Review:
    """Write the review; two at the same moment leave one of them with a sentence instead of an error."""
    case = fields["case"]
    assert isinstance(case, Case)
    if case.reviews.filter(state__in=["REQUESTED", "ACCEPTED"]).exists():
        raise errors.WrongState("这件案件正在复查，不能再开一次。")
    try:
        with transaction.atomic():
            return Review.objects.create(**fields)
    except IntegrityError:
        raise errors.WrongState("这件案件正在复查，不能再开一次。") from None


def _keep_paper(actor: Actor, case: Case, grounds: str, given_on: date, scan: Upload | None, at: datetime) -> None:
    """A request on paper stays on file with its scan. Basis: SPEC PL-20."""
    if scan is None:
        raise BadInput(_("代录纸质申请，请附上本人签名的申请书扫描件"), field="scan")
    row = Statement(
        case=case, author=Statement.Author.PERSON, author_name=case.person.name, text=f"申请复查：{grounds.strip()}",
        given_on=given_on, way=Way.PAPER, keyed_at=at, keyed_by=actor.name,
    )  # fmt: skip
    keep_scan(row, scan)
    row.save()


def _locked(actor: Actor, review_id: int, may: object = reviewing.may_run) -> Review:
    """Lock the case and the review. Raises NotHere for whom `may` refuses, as if it did not exist."""
    found = Review.objects.filter(pk=review_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotHere()
    case = moving.locked(actor, found, lambda _who, _case: True)
    review = Review.objects.select_for_update(of=("self",)).select_related("organ").get(pk=review_id)
    review.case = case
    if not may(actor, review):  # type: ignore[operator]
        raise NotHere()
    return review


def _move(review: Review, verb: str) -> None:
    following = next_state(REVIEW_MOVES, review.state, verb)
    if following is None:
        raise errors.WrongState(f"复查现在是“{review.get_state_display()}”，不能办理这一步。")
    review.state = following


def _require_running(review: Review) -> None:
    if review.state != "ACCEPTED":
        raise errors.WrongState(f"复查现在是“{review.get_state_display()}”，不能办理这一步。")


def _decision(case: Case) -> Decision:
    found = Decision.objects.filter(case=case).first()
    if found is None:
        raise errors.WrongState("案件还没有决定，没有可以复查的。")
    found.case = case
    return found


def _record(
    actor: Actor, review: Review, what: str, at: datetime, *, reason: str = "", clause: str = "", **facts: object
) -> None:
    audit.record(
        actor=actor, verb=f"tolerance.review.{what}", target=subject_of(review), reason=reason, clause=clause,
        facts={"case": moving.subject_of(review.case), "state": review.state, **facts}, at=at,
    )  # fmt: skip


def _doubt_entry(actor: Actor, case: Case, reason: str, at: datetime) -> None:
    """What is taught from the case is hidden until somebody has looked at it again."""
    casebook.doubt_source(actor=actor, subject=moving.subject_of(case), reason=reason, at=at)


def _open_duty(actor: Actor, review: Review, title: str, at: datetime) -> None:
    duties.open_duty(
        actor=actor, kind=DUTY, title=f"{title}（{review.case.number}）",
        why="由没有办过这件事的人办理；原决定照常执行",
        clause=review.clause, clause_url=review.clause_url, subject=subject_of(review),
        role=moving.officers_of(review.case), organisation_id=review.organ_id, due_on=review.due_on, at=at,
    )  # fmt: skip


def _close_duty(actor: Actor, review: Review, at: datetime) -> None:
    duties.close_duty(actor=actor, kind=DUTY, subject=subject_of(review), at=at)


def _tell_result(actor: Actor, review: Review, at: datetime) -> None:
    changed = f"，认定结果改为“{review.outcome_label}”" if review.outcome_label else ""
    telling.tell(
        actor, review.case, accounts=telling.person_accounts(review.case),
        title=f"复查结果：{review.get_result_display()}",
        done=f"{review.get_result_display()}{changed}。对您意见的答复：{review.answer}",
        following="书面复查决定会送达您", may="仍不服的，可以向上一级机关申诉", at=at,
    )  # fmt: skip
