"""How far is the hearing of a case: points, the person's words, answers; and what stands in the way of ending it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework.models import Part
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import rules
from ..models import OTHER_SIDE, Case, DistinctionFinding, Hearing, HearingPoint
from ..records import HeardPoint, HearingFacts, PointInput
from . import findings, law, reach
from .findings import EvidenceMark

ANSWER_LOOKS = {"ACCEPTED": "for", "PARTLY": "for", "NOT_ACCEPTED": "against", "TO_VERIFY": "unclear", "": "draft"}
# While nothing is decided the person may always hand something in.
MATERIAL_STATES = ("ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")


@dataclass(frozen=True, slots=True)
class PointRecord:
    """One point against the person, what the person says to it, and the answer."""

    id: int
    number: int
    point: str
    element: str
    element_label: str
    evidence: tuple[EvidenceMark, ...]
    statement: str
    answer_side: str
    answer_label: str
    look: str
    answer: str
    answered_by: str

    @property
    def is_answered(self) -> bool:
        return bool(self.answer_side and self.answer)


@dataclass(frozen=True, slots=True)
class HearingRecord:
    """One round of hearing. `round` counts the rounds of the case."""

    id: int
    round: int
    notice_on: date
    reply_by: date | None
    held_on: date | None
    place: str
    waived_on: date | None
    has_scan: bool
    closed_at: datetime | None
    points: tuple[PointRecord, ...]

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None

    @property
    def is_waived(self) -> bool:
        return self.waived_on is not None


def hearing_of(case: Case) -> HearingRecord | None:
    """This function will return the last round of hearing of a case, none before any notice. Three queries."""
    rows = list(case.hearings.prefetch_related("points__evidence").order_by("id"))
    return _record(rows[-1], len(rows)) if rows else None


def _record(row: Hearing, number: int) -> HearingRecord:
    return HearingRecord(
        id=row.pk,
        round=number,
        notice_on=row.notice_on,
        reply_by=row.reply_by,
        held_on=row.held_on,
        place=row.place,
        waived_on=row.waived_on,
        has_scan=bool(row.record_scan),
        closed_at=row.closed_at,
        points=tuple(_point(one) for one in row.points.all()),
    )


def _point(row: HearingPoint) -> PointRecord:
    pieces = sorted(row.evidence.all(), key=lambda one: one.number)
    return PointRecord(
        id=row.pk,
        number=row.number,
        point=row.point,
        element=row.element,
        element_label=str(row.get_element_display()) if row.element else "",
        evidence=tuple(EvidenceMark(one.pk, one.label, one.title) for one in pieces),
        statement=row.statement,
        answer_side=row.answer_side,
        answer_label=str(row.get_answer_side_display()) if row.answer_side else "",
        look=ANSWER_LOOKS[row.answer_side],
        answer=row.answer,
        answered_by=row.answered_by,
    )


# Notice ----------------------------------------------------------------------------------------------------------


def suggested_points(case: Case, *, on: date) -> list[PointInput]:
    """This function will draft the points of a notice from what was found against the person."""
    elements = case.element_findings.filter(side="AGAINST").prefetch_related("evidence").order_by("id")
    points = [
        PointInput(f"{one.get_element_display()}：{one.facts}", one.element, _ids(one.evidence.all()))
        for one in elements
    ]
    graver = case.distinction_findings.filter(where=DistinctionFinding.Where.GRAVER)
    points += [
        PointInput(f"{OTHER_SIDE[one.pair]}：{one.reasons}", "", _ids(one.evidence.all()))
        for one in graver.prefetch_related("evidence").order_by("id")
    ]
    bad = {one.item.id for one in law.list_items(case, on=on) if one.part != law.POSITIVE}
    lists = case.list_findings.filter(applies=True, item__in=bad).order_by("id")
    return [*points, *(PointInput(f"{one.label}：{one.reasons}") for one in lists)]


def _ids(pieces: Iterable[object]) -> tuple[int, ...]:
    return tuple(sorted(one.pk for one in pieces))  # type: ignore[attr-defined]


def points_owed(case: Case, points: Iterable[PointInput]) -> tuple[str, ...]:
    """This function will name the unfavourable elements that no point speaks of."""
    against = case.element_findings.filter(side="AGAINST").order_by("id").values_list("element", flat=True)
    return rules.points_owed(findings.element_labels(), against, [point.element for point in points])


# Ending ----------------------------------------------------------------------------------------------------------


def missing_before_close(hearing: Hearing, *, today: date) -> tuple[str, ...]:
    """This function will name what stands in the way of ending a hearing."""
    points = hearing.points.order_by("number")
    facts = HearingFacts(
        points=tuple(HeardPoint(one.number, bool(one.statement), bool(one.answer_side)) for one in points),
        reply_by=hearing.reply_by,
        is_waived=hearing.waived_on is not None,
        is_on_record=bool(hearing.held_on and hearing.record_scan),
    )
    return rules.missing_before_close(facts, today=today)


def missing_of(case: Case, *, today: date) -> tuple[str, ...]:
    """This function will name what stands in the way of ending the hearing under way; empty when there is none."""
    if case.state != "HEARING":
        return ()
    row = case.hearings.order_by("id").last()
    return missing_before_close(row, today=today) if row is not None else ()


def answerable(case: Case, hearing: HearingRecord | None) -> tuple[int, ...]:
    """This function will return the points that may be answered: in the hearing; to verify, until the meeting."""
    if hearing is None or case.state not in {"HEARING", "READY"}:
        return ()
    is_open = case.state == "HEARING"
    return tuple(point.id for point in hearing.points if is_open or point.answer_side == "TO_VERIFY")


# Who may open ----------------------------------------------------------------------------------------------------


def is_own(actor: Actor, case_id: int) -> bool:
    """This function will say whether the case is about the actor."""
    return actor.person_id is not None and Case.objects.filter(pk=case_id, person_id=actor.person_id).exists()


def case_to_hear(actor: Actor, case_id: int) -> Case:
    """This function will return a case whose hearing the actor may see: handlers answer, investigators read along."""
    access.require(actor, "tolerance.view")
    case = reach.case_to_see(actor, case_id)
    if reach.part_of(actor, case) in {Part.DECIDER, Part.REVIEWER}:
        raise NotHere()
    return case


def own_hearing(actor: Actor, case_id: int) -> tuple[Case, HearingRecord]:
    """This function will return the actor's own case with its hearing. Raises NotHere without a notice yet."""
    case = reach.own_case(actor, case_id)
    hearing = hearing_of(case)
    if hearing is None:
        raise NotHere()
    return case, hearing


def may_speak(case: Case, hearing: HearingRecord) -> bool:
    """This function will say whether the person may still speak to the points."""
    return case.state == "HEARING" and not hearing.is_closed


def scan_of(actor: Actor, case_id: int) -> Hearing:
    """This function will return the last hearing with its signed scan, for its readers. Raises NotHere."""
    case = Case.objects.select_related("applicant_organisation").filter(pk=case_id).first()
    if case is None or not (reach.is_concerned(actor, case) or reach.may_see_file(actor, case)):
        raise NotHere()
    row = case.hearings.order_by("id").last()
    if row is None or not row.record_scan:
        raise NotHere()
    return row
