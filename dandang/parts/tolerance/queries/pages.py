"""The page of one case for those who work on it: head, steps, next box, findings, hearing, votes, people, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ui.records import Evidence, Fact, Happening, Step
from dandang.ledger.casebook.records import Similar
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import StudiedItem
from dandang.ledger.duties import queries as duties
from dandang.ledger.matters.records import EvidenceRecord
from dandang.registry.access.records import Actor

from ..models import Case, Decision, Measure, PartyOpinion, Review, Statement
from . import casebook_source, findings, hearings, papers_for, reach, submissions
from .cases import LOOKS
from .deciding import Gap, gaps_of
from .dossier import Dossier, load
from .nexts import Next, Rights, next_of
from .papers_offered import OfferedPaper
from .steps import line_of, steps_of

SHOWN_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything the page shows; `evidence` are the first cards, `evidence_count` all pieces on file.

    `in_spite_of` is why the item was submitted with something unclear; `to_draft` the papers the reader may draft now;
    `similar` taught cases that resemble this one.
    """

    case: Case
    dossier: Dossier
    rights: Rights
    look: str
    steps: list[Step]
    step_number: int
    next: Next | None
    who: list[Fact]
    evidence: list[Evidence]
    evidence_count: int
    line: list[Happening]
    findings: findings.Findings
    hearing: hearings.HearingRecord | None
    in_spite_of: str
    to_draft: tuple[OfferedPaper, ...]
    similar: tuple[Similar, ...]

    @property
    def post(self) -> str:
        """The post held at the time of the act, else today's."""
        return self.case.person_post or self.case.person.post_text

    @property
    def has_findings(self) -> bool:
        return bool(self.dossier.elements or self.dossier.distinctions)

    @property
    def decision(self) -> Decision | None:
        return self.dossier.decision

    @property
    def item(self) -> StudiedItem | None:
        return self.dossier.item

    @property
    def statements(self) -> tuple[Statement, ...]:
        return self.dossier.statements

    @property
    def party_opinion(self) -> PartyOpinion | None:
        return self.dossier.party_opinion

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.dossier.measures

    @property
    def reviews(self) -> tuple[Review, ...]:
        return self.dossier.reviews


def case_file(actor: Actor, case_id: int, *, on: date, all_evidence: bool = False) -> CaseFile:
    """This function will return the page of a case the actor may open. Raises NotHere for any other."""
    case = reach.case_to_see(actor, case_id)
    dossier = load(case)
    rights = rights_of(actor, case)
    subject = ref("tolerance.case", case.pk)
    about = duties.open_about([subject], on).get(subject, [])
    steps, number = steps_of(dossier)
    found = findings.findings_of(case, on=on)
    held = [one for one in dossier.evidence if not one.is_withdrawn]
    shown = held if all_evidence else held[:SHOWN_EVIDENCE]
    return CaseFile(
        case=case,
        dossier=dossier,
        rights=rights,
        look=LOOKS[case.state],
        steps=steps,
        step_number=number,
        next=next_of(dossier, rights, about, on, gaps=_gaps(case)),
        who=who_of(dossier),
        evidence=[evidence_card(case, one) for one in shown],
        evidence_count=len(held),
        line=line_of(dossier),
        findings=found,
        hearing=hearings.hearing_of(case),
        in_spite_of=submissions.in_spite_of(case, dossier.item.id) if dossier.item is not None else "",
        to_draft=papers_for.to_draft(actor, dossier),
        similar=casebook_source.similar_to(actor, case, found),
    )


def _gaps(case: Case) -> tuple[Gap, ...]:
    """What the next step waits for, by the very questions its act will ask."""
    if case.state == "INVESTIGATING":
        return tuple(Gap(sentence) for sentence in findings.missing_before_report(case))
    return gaps_of(case) if case.state == "READY" else ()


def rights_of(actor: Actor, case: Case) -> Rights:
    """This function will say what the actor may do in the case today."""
    part = reach.part_of(actor, case)
    return Rights(
        may_handle=reach.may_handle(actor, case),
        may_lead=reach.may_lead(actor, case),
        may_investigate=part == Part.INVESTIGATOR,
        may_review=part == Part.REVIEWER,
        parts=frozenset({part} - {""}),
    )


def who_of(dossier: Dossier) -> list[Fact]:
    """This function will say who works on the case, who stood aside, and who took part from outside."""
    case = dossier.case
    handler = dossier.names(Part.HANDLER)
    facts = [Fact(_("承办"), f"{handler}（{case.organ.name}）" if handler else case.organ.name)]
    for part in (Part.INVESTIGATOR, Part.DECIDER, Part.REVIEWER):
        if names := dossier.names(part):
            facts.append(Fact(str(part.label), names))
    item = dossier.item
    if item is not None and not dossier.at_work(Part.DECIDER):
        tally = item.tally
        words = _("%(body)s %(n)d 人") % {"body": item.body_name, "n": tally.entitled} if tally else item.body_name
        facts.append(Fact(_("研究"), words))
    away = [f"{one.person.name}，{one.recusal_reason}" for one in dossier.recused]
    away += [f"{vote.name}，{vote.reason}" for vote in (item.votes if item else ()) if vote.value == "RECUSED"]
    if away:
        facts.append(Fact(_("回避"), "；".join(away)))
    if dossier.outside:
        named = "、".join(f"{one.name}（{one.get_capacity_display()}）" for one in dossier.outside)
        facts.append(Fact(_("参与核实"), named))
    return facts


def evidence_card(case: Case, one: EvidenceRecord) -> Evidence:
    """This function will turn a piece of evidence into its card, linked to its page in the case."""
    form = _("原件") if one.is_original else _("复制件")
    pages = _("%d 页") % one.pages if one.pages else ""
    added = _("听取意见后补") if one.added_after_hearing else ""
    return Evidence(
        number=one.label,
        what=one.title,
        on=one.dated_on,
        form=" ".join(filter(None, (form, pages, added))),
        given_by=one.provided_by,
        checked_by=one.checker_name,
        url=reverse("tolerance:evidence_piece", args=[case.pk, one.id]),
    )
