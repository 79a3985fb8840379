"""What of the correction is late, and what is on the page of one case's correction?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import Page, cut
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Meeting
from dandang.ledger.casework.records import StudiedItem
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Case, Decision, Measure, Referral, Visit
from . import reach


@dataclass(frozen=True, slots=True)
class Late:
    """One measure on the board of what is overdue."""

    measure: Measure
    days_late: int
    chip: DeadlineChip


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure with its deadline, drawn only while it is open."""

    measure: Measure
    chip: DeadlineChip | None


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """The page of one case's correction."""

    case: Case
    decision: Decision
    rows: list[MeasureRow]
    visits: list[Visit]
    referral: Referral | None
    items: list[StudiedItem]
    may_handle: bool
    may_report: bool

    @property
    def open_count(self) -> int:
        return sum(1 for row in self.rows if row.measure.state != "ACCEPTED")

    @property
    def carried(self) -> StudiedItem | None:
        """The last item about the correction that was carried."""
        found = [one for one in self.items if one.is_settled and one.tally and one.tally.is_carried]
        return found[-1] if found else None


def overdue(actor: Actor, *, on: date, number: int = 1) -> Page[Late]:
    """This function will list the open measures whose day has passed in the cases the actor may open, the longest
    overdue first.
    """
    access.require(actor, "tolerance.view")
    rows = Measure.objects.filter(
        decision__case__in=reach.visible_cases(actor).order_by().values("pk"),
        decision__case__state="CORRECTING",
        due_on__lt=on,
    )
    late = rows.exclude(state="ACCEPTED").select_related("decision__case__person").order_by("due_on", "id")
    page = cut(late.defer("decision__case__procedure"), number=number)
    chips = calendars.deadline_chips([one.due_on for one in page.rows], on) if page.rows else {}
    return replace(page, rows=[Late(one, (on - one.due_on).days, chips[one.due_on]) for one in page.rows])


def may_report(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may report that a measure was carried out."""
    owners = Measure.objects.filter(decision__case=case).exclude(owner_person=None)
    is_owner = actor.person_id is not None and owners.filter(owner_person_id=actor.person_id).exists()
    return (
        is_owner or reach.is_concerned(actor, case) or reach.is_applicant(actor, case) or reach.may_handle(actor, case)
    )


def case_of_measure(measure_id: int) -> int:
    """This function will return the case a measure belongs to. Whether the actor may open it is asked there."""
    found = Measure.objects.filter(pk=measure_id).values_list("decision__case_id", flat=True).first()
    if found is None:
        raise NotHere()
    return found


def meetings_for(actor: Actor, *, on: date) -> list[Meeting]:
    """This function will return the planned meetings an item may go to; none for whom no meeting concerns."""
    return casework.open_meetings(actor, on=on) if access.may(actor, casework.VIEW) else []


def correction_of(actor: Actor, case_id: int, *, on: date) -> CorrectionView:
    """This function will return the page of a case's correction, also for the person and who owns a measure.

    They see it once the decision was served. Raises NotHere for whom it does not concern.
    """
    access.require(actor, "tolerance.view")
    case = Case.objects.select_related("person", "organ", "applicant_organisation").filter(pk=case_id).first()
    decision = Decision.objects.filter(case_id=case_id).first()
    if case is None or decision is None:
        raise NotHere()
    reports = may_report(actor, case)
    if not reach.may_see_file(actor, case) and not (reports and decision.served_on):
        raise NotHere()
    decision.case = case
    measures = list(decision.measures.order_by("number"))
    open_days = [one.due_on for one in measures if one.state != "ACCEPTED"]
    chips = calendars.deadline_chips(open_days, on) if open_days else {}
    subject = ref("tolerance.correction", case.pk)
    return CorrectionView(
        case=case,
        decision=decision,
        rows=[MeasureRow(one, chips.get(one.due_on) if one.state != "ACCEPTED" else None) for one in measures],
        visits=list(case.visits.order_by("visited_on", "id")),
        referral=Referral.objects.filter(case=case).first(),
        items=[*casework.settled_items(subject), *casework.open_items(subject)],
        may_handle=reach.may_handle(actor, case),
        may_report=reports,
    )
