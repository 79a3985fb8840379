"""What the page of a decision shows: what is missing, the outcomes with what follows, the vote, and what to write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.records import Clause, Fact
from dandang.ledger.casebook.records import Similar
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Meeting
from dandang.ledger.casework.records import StudiedItem
from dandang.registry.access.records import Actor

from ..models import Case, Decision
from . import casebook_source, correcting, deciding, outcomes, reach
from .deciding import Gap
from .findings import ElementRecord, Findings, findings_of
from .outcomes import Choice


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One outcome that may be proposed, with what it brings about."""

    choice: Choice
    follow_ups: tuple[str, ...]
    is_advised: bool


@dataclass(frozen=True, slots=True)
class DecideView:
    """The page. `item` waits for votes, `carried` was carried, `lost` is the last that was not."""

    case: Case
    decision: Decision | None
    findings: Findings
    gaps: tuple[Gap, ...]
    outcomes: tuple[OutcomeRow, ...]
    meetings: tuple[Meeting, ...]
    item: StudiedItem | None
    carried: StudiedItem | None
    lost: StudiedItem | None
    choice: Choice | None
    follows: bool
    may_handle: bool
    similar: tuple[Similar, ...]

    @property
    def blocking(self) -> tuple[Gap, ...]:
        """What no reason carries the case past."""
        return tuple(gap for gap in self.gaps if not gap.may_wait)

    @property
    def unclear(self) -> tuple[Gap, ...]:
        """What may be studied all the same, with a reason."""
        return tuple(gap for gap in self.gaps if gap.may_wait)

    @property
    def elements(self) -> tuple[ElementRecord, ...]:
        return self.findings.elements

    @property
    def shown_item(self) -> StudiedItem | None:
        """The item whose votes are shown."""
        return self.carried or self.item or self.lost


def decide_view(actor: Actor, case_id: int, *, on: date) -> DecideView:
    """This function will return the page of a case's decision. The person concerned reads his decision elsewhere."""
    case = reach.case_to_see(actor, case_id)
    if reach.is_concerned(actor, case):
        raise NotHere()
    subject = ref("tolerance.case", case.pk)
    settled, waiting = casework.settled_items(subject), casework.open_items(subject)
    carried = next((one for one in reversed(settled) if one.tally and one.tally.is_carried), None)
    day = carried.held_on if carried and carried.held_on else on
    advice = outcomes.advice_of(case, on=day)
    code = deciding.outcome_of_item(case, carried, on=day) if carried else ""
    found = findings_of(case, on=day)
    return DecideView(
        case=case,
        decision=Decision.objects.filter(case=case).first(),
        findings=found,
        gaps=deciding.gaps_of(case) if case.state == "READY" else (),
        outcomes=tuple(
            OutcomeRow(one, tuple(outcomes.follow_ups(one)), outcomes.follows(advice, one.code))
            for one in outcomes.choices_of(case, on=day)
        ),
        meetings=tuple(correcting.meetings_for(actor, on=on)) if case.state == "READY" else (),
        item=waiting[0] if waiting else None,
        carried=carried,
        lost=settled[-1] if settled and carried is None else None,
        choice=outcomes.choice_of(case, code, on=day) if code else None,
        follows=outcomes.follows(advice, code) if code else True,
        may_handle=reach.may_handle(actor, case),
        similar=casebook_source.similar_to(actor, case, found),
    )


def faults_of_draft(view: DecideView, typed: Mapping[str, str]) -> list[tuple[str, str]]:
    """This function will say, field by field, what is wrong with a decision as typed, before it is confirmed."""
    assert view.carried is not None
    assert view.carried.held_on is not None
    labels = {f"reason_{one.element}": one.label for one in view.elements} | {"overall": "总的理由"}
    if not view.follows:
        labels["departure"] = "与规则对照不一致的理由"
    given = {label: typed.get(field, "") for field, label in labels.items()}
    rules = deciding.reason_rules(view.case.region, on=view.carried.held_on)
    faults = casework.reason_faults(
        given, min_characters=rules.min_characters, copied=deciding.copies_of(view.case, given),
        copied_limit=rules.copied_cases,
    )  # fmt: skip
    fields = {label: field for field, label in labels.items()}
    return [(fields[fault.element], f"{fault.sentence}〔{rules.clause}〕") for fault in faults]


def confirmation(view: DecideView, typed: Mapping[str, str], measures: int) -> list[Fact]:
    """This function will tell the whole decision once more before it is written: conclusion, basis, what follows."""
    choice, item = view.choice, view.carried
    assert choice is not None
    assert item is not None
    assert item.tally is not None
    row = next(one for one in view.outcomes if one.choice.code == choice.code)
    follow = [*row.follow_ups, "书面送达本人，抄送有关单位"]
    if measures:
        follow.append(f"{measures} 项整改从送达起办理，逐项验收")
    facts = [
        Fact("结论", f"对{view.case.person.name}认定为“{choice.label}”", Clause(choice.clause, choice.clause_url)),
        Fact("表决", f"{item.body_name}：{item.tally.sentence}"),
        Fact("总的理由", typed.get("overall", "")),
        Fact("公布范围", typed.get("publication", "")),
        Fact("随后发生", "；".join(follow)),
        Fact("能否撤回", "不能。本人不同意的，可以申请复查；机关发现新情况的，可以决定复查"),
    ]
    if not view.follows:
        facts.insert(3, Fact("与规则对照不一致的理由", typed.get("departure", "")))
    return facts
