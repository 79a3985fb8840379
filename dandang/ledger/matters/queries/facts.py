"""What other rooms ask about matters. These doors take the right as already asked by the part whose case it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, QuerySet

from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.ledger.matters import models
from dandang.ledger.matters.records import (
    AccountabilityRecord,
    EvidenceRecord,
    InvolvedRecord,
    LookRecord,
    MatterRecord,
)
from dandang.ledger.matters.states import Gate

UNSET = "本地未规定"  # what stands in place of the clause where no text says when tolerance is considered


@dataclass(frozen=True, slots=True)
class GatePlace:
    """Where the gate of tolerance stands in a region on a day, with the clause that says so."""

    gate: str
    text: str
    clause: str
    clause_url: str


def matter_record(matter_id: int) -> MatterRecord:
    """This function will return one matter with the people in it. Raises NotHere."""
    found = matter_records([matter_id])
    if not found:
        raise NotHere()
    return found[matter_id]


def matter_records(matter_ids: Iterable[int]) -> dict[int, MatterRecord]:
    """This function will return matters by id, in two queries however many there are; unknown ids are left out."""
    rows = _with_people(models.Matter.objects.filter(pk__in=list(matter_ids)))
    return {row.pk: matter_of(row) for row in rows}


def matter_by_number(number: str) -> MatterRecord | None:
    """This function will return the matter with a number, or None."""
    row = _with_people(models.Matter.objects.filter(number=number.strip())).first()
    return matter_of(row) if row else None


def matters_of_person(person_id: int) -> list[MatterRecord]:
    """This function will list the matters somebody took part in, the latest first."""
    rows = models.Matter.objects.filter(involved__person_id=person_id).order_by("-happened_from", "-pk")
    return [matter_of(row) for row in _with_people(rows)]


def evidence_of(matter_id: int, *, withdrawn: bool = False) -> list[EvidenceRecord]:
    """This function will list the evidence of a matter by number; withdrawn pieces only when asked for."""
    rows = models.Evidence.objects.filter(matter_id=matter_id).annotate(look_count=Count("looks")).order_by("number")
    if not withdrawn:
        rows = rows.filter(withdrawn_at=None)
    return [evidence_record(row) for row in rows]


def evidence_record_of(evidence_id: int) -> EvidenceRecord:
    """This function will return one piece of evidence. Raises NotHere."""
    row = models.Evidence.objects.annotate(look_count=Count("looks")).filter(pk=evidence_id).first()
    if row is None:
        raise NotHere()
    return evidence_record(row)


def looks_of(evidence_ids: Iterable[int]) -> dict[int, list[LookRecord]]:
    """This function will list who looked at pieces of evidence, oldest first, by id of the piece; one query."""
    found: dict[int, list[LookRecord]] = {}
    for look in models.Look.objects.filter(evidence_id__in=list(evidence_ids)).order_by("pk"):
        found.setdefault(look.evidence_id, []).append(LookRecord(look.looked_at, look.looker_name, look.is_whole))
    return found


def accountabilities_of(matter_id: int) -> list[AccountabilityRecord]:
    """This function will list the accountability matters of a matter, oldest first."""
    rows = _accountabilities().filter(matter_id=matter_id).order_by("pk")
    return [accountability_of(row) for row in rows]


def accountability_record(accountability_id: int) -> AccountabilityRecord:
    """This function will return one accountability matter. Raises NotHere."""
    row = _accountabilities().filter(pk=accountability_id).first()
    if row is None:
        raise NotHere()
    return accountability_of(row)


def gate_at(*, region: str, on: date) -> GatePlace:
    """This function will say where the gate of tolerance stands in a region on a day.

    Basis: 云南 第9点 (before opening), 安徽 第11点 (during the inquiry). Where nobody has set it, tolerance is
    considered during the inquiry: the decision waits for it everywhere (SPEC TL-01).
    """
    procedure = policies.procedure(region=region, on=on)
    gate = procedure.gate if procedure else None
    if gate is None:
        return GatePlace(Gate.DURING_INQUIRY.value, "", UNSET, "")
    return GatePlace(gate.code, gate.text, gate.citation.text, gate.citation.url)


# From rows to records --------------------------------------------------------------------------------------------


def matter_of(row: models.Matter) -> MatterRecord:
    """This function will turn a row, loaded with unit and people, into a record."""
    return MatterRecord(
        id=row.pk,
        number=row.number,
        title=row.title,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        difficulty=row.difficulty,
        happened_from=row.happened_from,
        happened_to=row.happened_to,
        summary=row.summary,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        organisation_path=row.organisation.path,
        region=row.region,
        channel=row.channel,
        channel_label=str(row.get_channel_display()),
        is_of_wide_interest=row.is_of_wide_interest,
        is_restricted=row.is_restricted,
        is_open=row.state == "OPEN",
        outcome=row.outcome,
        registered_at=row.registered_at,
        involved=tuple(_involved(line) for line in row.involved.all()),
    )


def evidence_record(row: models.Evidence) -> EvidenceRecord:
    """This function will turn a row into a record."""
    return EvidenceRecord(
        id=row.pk,
        matter_id=row.matter_id,
        number=row.number,
        label=row.label,
        title=row.title,
        kind=row.kind,
        kind_label=str(row.get_kind_display()),
        dated_on=row.dated_on,
        is_original=row.is_original,
        pages=row.pages,
        provided_by=row.provided_by,
        channel_label=str(row.get_channel_display()),
        location=row.location,
        file_name=row.file_name,
        form=row.form,
        size=row.size,
        sha256=row.sha256,
        added_after_hearing=row.added_after_hearing,
        added_at=row.added_at,
        added_by=row.added_by,
        adder_name=row.adder_name,
        checked_at=row.checked_at,
        checker_name=row.checker_name,
        is_withdrawn=row.withdrawn_at is not None,
        withdrawal_reason=row.withdrawal_reason,
        looks=getattr(row, "look_count", 0),
    )


def accountability_of(row: models.Accountability) -> AccountabilityRecord:
    """This function will turn a row, loaded with matter and person, into a record."""
    return AccountabilityRecord(
        id=row.pk,
        number=row.number,
        matter_id=row.matter_id,
        matter_number=row.matter.number,
        person_id=row.person_id,
        person_name=row.person.name,
        organ_id=row.organ_id,
        state=row.state,
        state_label=str(row.get_state_display()),
        gate=row.gate,
        consideration=row.consideration,
        consideration_label=str(row.get_consideration_display()),
        tolerance_case=row.tolerance_case,
        outcome=row.outcome,
        outcome_label=str(row.get_outcome_display()),
    )


def _involved(line: models.Involvement) -> InvolvedRecord:
    return InvolvedRecord(line.person_id, line.person.name, line.role, str(line.get_role_display()), line.note)


def _with_people(rows: QuerySet[models.Matter]) -> QuerySet[models.Matter]:
    people = models.Involvement.objects.select_related("person").order_by("pk")
    return rows.select_related("organisation").prefetch_related(Prefetch("involved", people))


def _accountabilities() -> QuerySet[models.Accountability]:
    return models.Accountability.objects.select_related("matter", "person")
