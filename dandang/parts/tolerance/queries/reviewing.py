"""Until when may a review be asked for, by when is it decided, who may run it, and what is on its page?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.ground import references
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.records import Clause
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import StudiedItem
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Case, Review
from . import reach
from .stages import stage_of

Right = Callable[[Actor, Review], bool]
# Parts after which nobody runs a review of the case.
_EARLIER = (Part.HANDLER, Part.INVESTIGATOR, Part.DECIDER)


@dataclass(frozen=True, slots=True)
class Term:
    """A period of a review: the last day, None where 未规定; `words` say it for people."""

    last_day: date | None
    words: str
    clause: str
    clause_url: str
    is_provisional: bool = False


def request_term(case: Case, *, known_on: date, about_handling: bool, on: date) -> Term:
    """This function will say until when a review may be asked for, counted from the day the person knew.

    What concerns a personnel handling (处分、降职、免职…) has the clock of 公务员法 95; the tolerance decision itself
    the one of the pinned procedure, which may set none. Basis: SPEC TL-09.
    """
    if about_handling:
        value = policies.value("review.request_days", region=case.region, on=on)
        return _term(case, value.value, "days", known_on, value.citation, value.clause_url, "知道之日起", on)
    stage = stage_of(case, "REVIEW")
    deadline = stage.get("deadline") or {}
    citation = deadline.get("citation") or stage.get("citation") or {}
    return _term(
        case, deadline.get("amount"), deadline.get("unit") or "days", known_on, str(citation.get("text", "")),
        str(citation.get("url", "")), "送达之日起", on,
    )  # fmt: skip


def decision_term(case: Case, *, requested_on: date, about_handling: bool, on: date) -> Term:
    """This function will say by when a review is decided: 公务员法 96 for personnel handling, else 未规定."""
    if not about_handling:
        return Term(None, "作出复查决定的期限未规定", "", "")
    value = policies.value("review.decision_days", region=case.region, on=on)
    return _term(case, value.value, "days", requested_on, value.citation, value.clause_url, "接到申请起", on)


def _term(
    case: Case, amount: int | None, unit: str, counted_from: date, clause: str, url: str, since: str, on: date
) -> Term:
    if amount is None:
        return Term(None, "申请期限未规定，什么时候提出都受理", clause, url)
    due = casework.deadline_for(amount=amount, unit=unit, counted_from=counted_from)
    assert due is not None
    last_day, is_provisional = due.on, due.is_provisional
    if unit != "working_days" and _moves(case, on):
        moved = calendars.add_working_days(last_day - timedelta(days=1), 1)
        last_day, is_provisional = moved.on, is_provisional or moved.is_provisional
    name = {"working_days": "个工作日", "months": "个月"}.get(unit, "日")
    words = f"{since} {amount} {name}内，最后一天是 {last_day.isoformat()}"
    words += "（当年放假安排公布以前是暂定的）" if is_provisional else ""
    return Term(last_day, words, clause, url, is_provisional)


def _moves(case: Case, on: date) -> bool:
    """Whether a last day that is no working day moves on; a rule says so, not the program. Basis: 民法典 203."""
    return policies.value("review.last_day_moves", region=case.region, on=on).value is True


def execution(case: Case, *, on: date) -> Value:
    """This function will return what the law says on carrying out while a review runs. Basis: 公务员法 96."""
    return policies.value("review.suspends_execution", region=case.region, on=on)


# Rights ----------------------------------------------------------------------------------------------------------


def least_reviewers(case: Case, *, on: date) -> int:
    """This function will return how many people a review needs at least: 本系统规则, unless a region asks for more."""
    return int(policies.value("tolerance.least_reviewers", region=case.region, on=on).value)


def may_run(actor: Actor, review: Review) -> bool:
    """This function will say whether the actor may do the office's work on a review: nobody with an earlier part."""
    if actor.is_system:
        return True
    case = review.case
    path = review.organ.path
    if reach.is_concerned(actor, case):
        return False
    if not any(access.may(actor, verb, path=path) for verb in ("tolerance.handle", "tolerance.lead")):
        return False
    return not case.assignments.filter(person_id=actor.person_id or 0, part__in=_EARLIER).exists()


def may_hear(actor: Actor, review: Review) -> bool:
    """This function will say whether the actor may hear the person in a review: its office, or one of its reviewers."""
    return may_run(actor, review) or reach.may_review(actor, review.case)


def may_open(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may open the page of a case's reviews."""
    return (
        reach.is_concerned(actor, case)
        or reach.may_see_file(actor, case)
        or any(may_run(actor, review) for review in reviews_of(case))
    )


def case_to_review(actor: Actor, case_id: int) -> Case:
    """This function will return the case behind the review page. Raises NotHere for whom it does not concern."""
    access.require(actor, "tolerance.view")
    case = Case.objects.select_related("person", "matter", "organ", "applicant_organisation").filter(pk=case_id).first()
    if case is None or not may_open(actor, case):
        raise NotHere()
    return case


def review_to_work_on(actor: Actor, review_id: int, may: Right) -> Review:
    """This function will return a review for which `may` says yes. Raises NotHere for anybody else."""
    review = Review.objects.select_related("organ", "case").filter(pk=review_id).first()
    if review is None or not may(actor, review):
        raise NotHere()
    return review


def may_ask(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may ask for a review or take one back: the person, or who keys it in."""
    return reach.is_concerned(actor, case) or reach.may_handle(actor, case)


def reviews_of(case: Case) -> list[Review]:
    """This function will return every review of a case, in order."""
    return list(case.reviews.select_related("organ", "case").order_by("id"))


# The page --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeanedOn:
    """Work that leaned on an effect that was taken back; its own people look at it again."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """One review as the page shows it."""

    review: Review
    items: tuple[StudiedItem, ...]
    reviewers: tuple[str, ...]
    leaned: tuple[LeanedOn, ...]
    may_run: bool
    may_hear: bool
    clause: Clause | None

    @property
    def carried(self) -> StudiedItem | None:
        """The last item carried about this review."""
        found = [one for one in self.items if one.is_settled and one.tally and one.tally.is_carried]
        return found[-1] if found else None


def review_views(actor: Actor, case: Case) -> list[ReviewView]:
    """This function will return the reviews of a case with who works on them and what was voted, the last first."""
    names = case.assignments.filter(part=Part.REVIEWER, recused_at=None).order_by("id")
    reviewers = tuple(names.values_list("person__name", flat=True))
    views = []
    for review in reversed(reviews_of(case)):
        subject = ref("tolerance.review", review.pk)
        known = references.describe(review.looked_again)
        views.append(
            ReviewView(
                review=review,
                items=(*casework.settled_items(subject), *casework.open_items(subject)),
                reviewers=reviewers,
                leaned=tuple(LeanedOn(known[one].name, known[one].url) for one in review.looked_again),
                may_run=may_run(actor, review),
                may_hear=may_hear(actor, review),
                clause=Clause(review.clause, review.clause_url) if review.clause and review.clause_url else None,
            )
        )
    return views
