"""Everything on file about one case, loaded once with a fixed number of queries: what pages and papers are made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dandang.foundation.ground.refs import ref
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import StudiedItem
from dandang.ledger.matters import queries as matters
from dandang.ledger.matters.records import EvidenceRecord

from ..models import (
    Assignment,
    Case,
    Decision,
    DecisionReason,
    DistinctionFinding,
    ElementFinding,
    Hearing,
    HearingPoint,
    ListFinding,
    Measure,
    OutsideParticipant,
    PartyOpinion,
    RecusalRequest,
    Referral,
    Review,
    Statement,
    Visit,
    WrittenEffect,
)


@dataclass(frozen=True, slots=True)
class Dossier:
    """One case with all rows about it, each in the order it came. Who may read which is the caller's question."""

    case: Case
    assignments: tuple[Assignment, ...]
    outside: tuple[OutsideParticipant, ...]
    statements: tuple[Statement, ...]
    recusal_requests: tuple[RecusalRequest, ...]
    party_opinion: PartyOpinion | None
    elements: tuple[ElementFinding, ...]
    distinctions: tuple[DistinctionFinding, ...]
    list_items: tuple[ListFinding, ...]
    hearings: tuple[Hearing, ...]
    decision: Decision | None
    reasons: tuple[DecisionReason, ...]
    has_shield: bool
    measures: tuple[Measure, ...]
    visits: tuple[Visit, ...]
    referral: Referral | None
    reviews: tuple[Review, ...]
    items: tuple[StudiedItem, ...]
    evidence: tuple[EvidenceRecord, ...]

    def at_work(self, part: str) -> tuple[Assignment, ...]:
        """Those who have the part today."""
        return tuple(one for one in self.assignments if one.part == part and one.recused_at is None)

    def names(self, part: str) -> str:
        """Their names, joined; empty when nobody has the part."""
        return "、".join(one.person.name for one in self.at_work(part))

    @property
    def recused(self) -> tuple[Assignment, ...]:
        return tuple(one for one in self.assignments if one.recused_at is not None)

    @property
    def handler(self) -> Assignment | None:
        return next(iter(self.at_work(Part.HANDLER)), None)

    @property
    def hearing(self) -> Hearing | None:
        """The last round of hearing the person."""
        return self.hearings[-1] if self.hearings else None

    @property
    def points(self) -> tuple[HearingPoint, ...]:
        """Points of every round, in order."""
        return tuple(point for hearing in self.hearings for point in hearing.points.all())

    @property
    def item(self) -> StudiedItem | None:
        """The item that decided the case; without a decision the one that is to, or the last that did not."""
        if self.decision is not None:
            return next((one for one in self.items if one.id == self.decision.item_id), None)
        return self.items[-1] if self.items else None

    @property
    def open_review(self) -> Review | None:
        return next((one for one in self.reviews if one.state in {"REQUESTED", "ACCEPTED"}), None)

    @property
    def served_on(self) -> date | None:
        return self.decision.served_on if self.decision is not None else None


def load(case: Case) -> Dossier:
    """This function will load everything about a case the actor may see, with a fixed number of queries."""
    decision = Decision.objects.filter(case=case).first()
    subject = ref("tolerance.case", case.pk)
    return Dossier(
        case=case,
        assignments=tuple(case.assignments.select_related("person").order_by("id")),
        outside=tuple(case.outside_participants.order_by("id")),
        statements=tuple(case.statements.order_by("id")),
        recusal_requests=tuple(case.recusal_requests.select_related("about").order_by("id")),
        party_opinion=PartyOpinion.objects.filter(case=case).first(),
        elements=tuple(case.element_findings.prefetch_related("evidence").order_by("id")),
        distinctions=tuple(case.distinction_findings.prefetch_related("evidence").order_by("id")),
        list_items=tuple(case.list_findings.order_by("id")),
        hearings=tuple(case.hearings.prefetch_related("points__evidence").order_by("id")),
        decision=decision,
        reasons=tuple(decision.element_reasons.order_by("id")) if decision else (),
        has_shield=WrittenEffect.objects.filter(decision__case=case).exists(),
        measures=tuple(decision.measures.order_by("number")) if decision else (),
        visits=tuple(case.visits.order_by("visited_on", "id")),
        referral=Referral.objects.filter(case=case).first(),
        reviews=tuple(case.reviews.select_related("organ").order_by("id")),
        items=(*casework.settled_items(subject), *casework.open_items(subject)),
        evidence=tuple(matters.evidence_of(case.matter_id)),
    )
