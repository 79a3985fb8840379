"""What does a case still wait for before a meeting, and what did the meeting decide? For the act and its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dandang.foundation.ground.refs import ref
from dandang.law.policies import queries as policies
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part, Side
from dandang.ledger.casework.records import Conflict, Interests, StudiedItem
from dandang.ledger.matters import queries as matters

from ..models import Case, DecisionReason, DistinctionFinding, Element, Hearing, Pair, PartyOpinion
from . import outcomes

VOTED = ("AGREE", "AGAINST", "DEFER")


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing a case waits for. Who gives a reason may go on in spite of what is only unclear (`may_wait`)."""

    sentence: str
    may_wait: bool = False


def gaps_of(case: Case) -> tuple[Gap, ...]:
    """This function will name what is missing before a meeting may study the case. Basis: SPEC TL-03 to TL-05."""
    return (*_findings(case), *_opinions(case), *_hearing(case))


def _findings(case: Case) -> list[Gap]:
    found = {one.element: one for one in case.element_findings.order_by("id")}
    pairs = {one.pair: one for one in case.distinction_findings.order_by("id")}
    gaps = [Gap(f"“{one.label}”还没有查明") for one in Element if one.value not in found]
    gaps += [Gap(f"“{one.label}”还没有区分") for one in Pair if one.value not in pairs]
    for finding in found.values():
        if finding.side == Side.UNCLEAR:
            waits = f"：{finding.waits_for}" if finding.waits_for else ""
            gaps.append(Gap(f"“{finding.get_element_display()}”还不能判断{waits}", may_wait=True))
    for pair in pairs.values():
        if pair.where == DistinctionFinding.Where.UNCLEAR:
            gaps.append(Gap(f"“{pair.get_pair_display()}”在哪一边还不明确", may_wait=True))
    return gaps


def _opinions(case: Case) -> list[Gap]:
    gaps = []
    asked = PartyOpinion.objects.filter(case=case).first()
    if asked is not None and asked.answered_on is None:
        gaps.append(Gap(f"{asked.organisation_name}的意见还没有回复"))
    if asked is None and case.procedure.get("party_opinion"):
        gaps.append(Gap("还没有征求所在党组织的意见"))
    if case.needs_outside and not case.outside_participants.exists():
        gaps.append(Gap("涉及面较大，还没有请群众代表、服务对象等参与核实"))
    return gaps


def _hearing(case: Case) -> list[Gap]:
    """No reason carries a case past the hearing: what speaks against somebody is heard first. Basis: 安徽 第11点."""
    gaps = []
    against = case.element_findings.filter(side=Side.AGAINST).exists()
    graver = case.distinction_findings.filter(where=DistinctionFinding.Where.GRAVER).exists()
    if (against or graver) and not was_heard(case):
        gaps.append(Gap("有对本人不利的认定，还没有听取本人意见"))
    gaps += [Gap(f"对本人不利的第 {number} 点还没有答复，或者待核") for number in open_points(case)]
    return gaps


def last_hearing(case: Case) -> Hearing | None:
    """This function will return the last round of hearing the person; None when there was none."""
    return case.hearings.order_by("id").last()


def was_heard(case: Case) -> bool:
    """This function will say whether the last hearing was held, or waived in writing, and closed."""
    hearing = last_hearing(case)
    return hearing is not None and hearing.closed_at is not None


def open_points(case: Case) -> list[int]:
    """This function will return the numbers of points without an answer, or with one that is still to be verified."""
    hearing = last_hearing(case)
    if hearing is None:
        return []
    return list(casework.hearing_gaps(hearing.points.order_by("number")))


# Meeting ---------------------------------------------------------------------------------------------------------


def interests_of(case: Case, *, for_review: bool = False) -> Interests:
    """This function will say from whom the conflict graph of the case starts.

    In a review everybody who had a part before the review has to stand aside; before it, all but the deciders.
    """
    may_vote = Part.REVIEWER if for_review else Part.DECIDER
    rows = case.assignments.order_by("id").values_list("person_id", "part", "recused_at")
    earlier = {
        person_id: str(Part(part).label) for person_id, part, recused_at in rows if part != may_vote or recused_at
    }
    record = matters.matter_record(case.matter_id)
    involved = {one.person_id: one.role_label for one in record.involved if one.person_id != case.person_id}
    return Interests(party_ids=(case.person_id,), involved=involved, earlier=earlier)


def voters_of(item: StudiedItem) -> list[int]:
    """This function will return who voted: neither the absent nor those who stood aside."""
    return [vote.person_id for vote in item.votes if vote.value in VOTED]


def conflicted_voters(case: Case, item: StudiedItem, *, for_review: bool = False) -> dict[int, tuple[Conflict, ...]]:
    """This function will draw the conflict graph of those who voted again, as the registry and the case stand now."""
    about = interests_of(case, for_review=for_review)
    assert item.held_on is not None
    return casework.conflicts_of(
        candidate_ids=voters_of(item), party_ids=about.party_ids, involved=about.involved, earlier=about.earlier,
        on=item.held_on,
    )  # fmt: skip


def proposal_of(case: Case, label: str) -> str:
    """This function will return the words a meeting votes on; a decision of another outcome needs another vote."""
    return f"对{case.person.name}的“{case.title[:80]}”，认定结果为“{label}”"


def carried_item(case: Case, label: str = "") -> StudiedItem | None:
    """This function will return the last item about the case whose votes were keyed by two and carried."""
    found = [
        one for one in casework.settled_items(ref("tolerance.case", case.pk)) if one.tally and one.tally.is_carried
    ]
    if label:
        found = [one for one in found if one.proposal == proposal_of(case, label)]
    return found[-1] if found else None


def outcome_of_item(case: Case, item: StudiedItem, *, on: date) -> str:
    """This function will return the outcome an item proposes, empty when it proposes none of the case's."""
    for choice in outcomes.choices_of(case, on=on):
        if item.proposal == proposal_of(case, choice.label):
            return choice.code
    return ""


# Reasons ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReasonRules:
    """How long a reason has to be, and in how many other cases the same words are one too many, with the citation."""

    min_characters: int
    copied_cases: int
    clause: str
    clause_url: str


def reason_rules(region: str, *, on: date) -> ReasonRules:
    """This function will read the rules of reasons from the packs."""
    length = policies.value("tolerance.reason_min_characters", region=region, on=on)
    copied = policies.value("tolerance.copied_reason_cases", region=region, on=on)
    return ReasonRules(int(length.value or 0), int(copied.value or 1), length.citation, length.clause_url)


def copies_of(case: Case, reasons: Mapping[str, str]) -> dict[str, int]:
    """This function will count, for each element's reason, the other cases in which the very words stand."""
    rows = DecisionReason.objects.filter(reason__in=set(reasons.values())).exclude(decision__case=case)
    cases: dict[str, set[int]] = {}
    for words, case_id in rows.values_list("reason", "decision__case_id"):
        cases.setdefault(words, set()).add(case_id)
    return {element: len(cases.get(words, ())) for element, words in reasons.items()}
