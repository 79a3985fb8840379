"""Evidence of a case: what is on file, where it is cited, and its chain of custody."""

from __future__ import annotations

from dataclasses import dataclass

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.matters import queries as matters
from dandang.ledger.matters.records import EvidenceRecord, LookRecord
from dandang.registry.access.records import Actor

from ..models import Case
from . import reach


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One piece with the elements, distinctions and points that cite it."""

    record: EvidenceRecord
    cited_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceList:
    """Every piece of the case's matter; withdrawn ones stay with their reason."""

    case: Case
    lines: tuple[EvidenceLine, ...]
    may_add: bool


@dataclass(frozen=True, slots=True)
class EvidencePiece:
    """One piece with who filed, checked and looked at it, oldest first."""

    case: Case
    record: EvidenceRecord
    cited_in: tuple[str, ...]
    looks: tuple[LookRecord, ...]


def evidence_list(actor: Actor, case_id: int) -> EvidenceList:
    """This function will list the evidence of a case the actor may open. Raises NotHere."""
    case = reach.case_to_see(actor, case_id)
    cited = _citations(case)
    records = matters.evidence_of(case.matter_id, withdrawn=True)
    lines = tuple(EvidenceLine(one, tuple(cited.get(one.id, ()))) for one in records)
    may_add = reach.may_handle(actor, case) or reach.may_investigate(actor, case)
    return EvidenceList(case, lines, may_add)


def evidence_piece(actor: Actor, case_id: int, evidence_id: int) -> EvidencePiece:
    """This function will return one piece with its custody. Raises NotHere for a piece of another matter."""
    case = reach.case_to_see(actor, case_id)
    record = matters.evidence_record_of(evidence_id)
    if record.matter_id != case.matter_id:
        raise NotHere()
    looks = matters.looks_of([evidence_id]).get(evidence_id, [])
    return EvidencePiece(case, record, tuple(_citations(case).get(evidence_id, ())), tuple(looks))


def _citations(case: Case) -> dict[int, list[str]]:
    """Where each piece is cited, in words."""
    found: dict[int, list[str]] = {}
    for element in case.element_findings.prefetch_related("evidence").order_by("id"):
        for piece in element.evidence.all():
            found.setdefault(piece.pk, []).append(str(element.get_element_display()))
    for pair in case.distinction_findings.prefetch_related("evidence").order_by("id"):
        for piece in pair.evidence.all():
            found.setdefault(piece.pk, []).append(str(pair.get_pair_display()))
    for hearing in case.hearings.prefetch_related("points__evidence").order_by("id"):
        for point in hearing.points.all():
            for piece in point.evidence.all():
                found.setdefault(piece.pk, []).append(f"听取意见第 {point.number} 点")
    return found
