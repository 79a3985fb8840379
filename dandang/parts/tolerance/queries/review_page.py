"""What the page of reviews shows to the person, to the office that runs one, and to those who work on the case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies.records import Value
from dandang.ledger.casework.models import Meeting, Part
from dandang.ledger.casework.records import Candidate
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation

from ..models import Case, Decision, Review
from . import correcting, outcomes, reach, reviewing, team
from .outcomes import Choice, Standing
from .reviewing import ReviewView, Term

FEW_ORGANS = 60


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The page. `current` is the review under way; `term` until when the person may ask, `chip` its deadline."""

    case: Case
    decision: Decision
    standing: Standing
    views: list[ReviewView]
    current: ReviewView | None
    term: Term
    handling_term: Term
    chip: DeadlineChip | None
    execution: Value
    is_own: bool
    may_request: bool
    may_order: bool
    candidates: tuple[Candidate, ...]
    choices: tuple[Choice, ...]
    meetings: list[Meeting]
    organs: list[tuple[int, str]]

    @property
    def heard(self) -> dict[str, str]:
        """What is on file of the hearing, to start the form with."""
        review = self.current.review if self.current else None
        return {"person_said": review.person_said, "answer": review.answer} if review else {}

    @property
    def conflicted(self) -> tuple[Candidate, ...]:
        """People who cannot review, with the reason."""
        return tuple(one for one in self.candidates if one.conflicts)


def review_page(actor: Actor, case_id: int, *, on: date) -> ReviewPage:
    """This function will return the page of a case's reviews. Before service there is none, also for the person."""
    case = reviewing.case_to_review(actor, case_id)
    decision = Decision.objects.filter(case=case).first()
    if decision is None or decision.served_on is None:
        raise NotHere()
    views = reviewing.review_views(actor, case)
    current = next((one for one in views if one.review.state in {"REQUESTED", "ACCEPTED"}), None)
    runs = current is not None and current.may_run
    is_own = reach.is_concerned(actor, case)
    due = current.review.due_on if current else None
    standing = outcomes.standing_of(decision)
    may_ask = current is None and not standing.is_overturned and not _was_reviewed(views)
    return ReviewPage(
        case=case,
        decision=decision,
        standing=standing,
        views=views,
        current=current,
        term=reviewing.request_term(case, known_on=decision.served_on, about_handling=False, on=on),
        handling_term=reviewing.request_term(case, known_on=decision.served_on, about_handling=True, on=on),
        chip=calendars.deadline_chip(due, on) if due else None,
        execution=reviewing.execution(case, on=on),
        is_own=is_own,
        may_request=may_ask and (is_own or reach.may_handle(actor, case)),
        may_order=current is None and not standing.is_overturned and reach.may_lead(actor, case),
        candidates=_candidates(case, on) if runs else (),
        choices=outcomes.choices_of(case, on=on),
        meetings=correcting.meetings_for(actor, on=on) if runs else [],
        organs=_organs(actor) if current is None and reach.may_lead(actor, case) else [],
    )


def case_of_review(review_id: int) -> int:
    """This function will return the case of a review. Whether the actor may open it is asked there."""
    found = Review.objects.filter(pk=review_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotHere()
    return found


def _was_reviewed(views: list[ReviewView]) -> bool:
    return any(one.review.kind == Review.Kind.REQUESTED and one.review.state == "DECIDED" for one in views)


def _candidates(case: Case, on: date) -> tuple[Candidate, ...]:
    """Staff of the organ who could review; those who do so already are left out."""
    at_work = set(case.assignments.filter(part=Part.REVIEWER, recused_at=None).values_list("person_id", flat=True))
    return tuple(one for one in team.candidates(case, on=on) if one.id not in at_work)


def _organs(actor: Actor) -> list[tuple[int, str]]:
    """The organs in whose branch the actor leads, and so may send a case to."""
    paths = access.scopes(actor, "tolerance.lead")
    rows = Organisation.objects.filter(kind="PARTY").order_by("path").values_list("pk", "name", "path")
    found = [(pk, name) for pk, name, path in rows if any(path.startswith(one) for one in paths)]
    return found[:FEW_ORGANS]
