"""The page of a report's allegations: where each stands, what the reader may do with it, what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.records import Clause, Fact
from dandang.law.policies.records import Value
from dandang.ledger.duties import queries as duties
from dandang.ledger.matters import kinds as matter_kinds
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import allegation_rules as rules
from ..models import Allegation, Answer, EarlierFinding, Report
from . import allegation_acts, answers, clauses, findings, handling, reach, standing, tabs
from .allegation_acts import Act, Rights
from .reports import LOOKS

_LOOKS = {
    rules.SCREEN: "wait", rules.HANDLE: "wait", rules.APPROVE: "decide", rules.LOOK_AGAIN: "draft", rules.ASK: "wait",
    rules.WAIT: "open", rules.JUDGE: "open", rules.FEED_BACK: "open", rules.FIND: "open", rules.CONFIRM: "decide",
    rules.DONE: "done",
}  # fmt: skip
_STEPS = {
    rules.SCREEN: gettext_lazy("待筛查"),
    rules.HANDLE: gettext_lazy("待处置"),
    rules.APPROVE: gettext_lazy("处置待审批"),
    rules.LOOK_AGAIN: gettext_lazy("暂存待查"),
    rules.ASK: gettext_lazy("待请本人说明"),
    rules.WAIT: gettext_lazy("等本人说明"),
    rules.JUDGE: gettext_lazy("说明待审理"),
    rules.FEED_BACK: gettext_lazy("采信待反馈"),
    rules.FIND: gettext_lazy("核实中"),
    rules.CONFIRM: gettext_lazy("认定待确认"),
    rules.DONE: gettext_lazy("已确认"),
}
_OVER = ("CONCLUDED", "ANSWERED")
_UNTRUE = (rules.UNTRUE, rules.PARTLY)
UNDETERMINED_MEANS = gettext_lazy("不能认定不等于不实，也不说明他有问题：不因此澄清，也不对他作任何评价。")


@dataclass(frozen=True, slots=True)
class Line:
    """One allegation that stands. `note` explains a finding where it is easily misread.

    `is_main` marks the first one where the reader has something to do: its act is the page's main one.
    """

    allegation: Allegation
    step: str
    step_label: str
    look: str
    chip: DeadlineChip | None
    facts: tuple[Fact, ...]
    note: str
    earlier: tuple[EarlierFinding, ...]
    acts: tuple[Act, ...]
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Gone:
    """One that does not stand any more and what became of it."""

    allegation: Allegation
    became: str


@dataclass(frozen=True, slots=True)
class AllegationsPage:
    """Everything the page shows. `missing`: what the conclusion waits for; `answers`: what the reporter was told."""

    report: Report
    rights: Rights
    lines: tuple[Line, ...]
    gone: tuple[Gone, ...]
    missing: tuple[str, ...]
    written_first: Value
    lacks: Value | None
    door: tuple[str, str] | None
    clock: DeadlineChip | None
    answers: tuple[Answer, ...]
    is_waited_for: bool
    objection_waits: bool
    may_record_objection: bool
    waits_for_tolerance: bool
    to_clarify: tuple[tuple[str, str], ...]

    @property
    def look(self) -> str:
        return LOOKS[self.report.state]

    @property
    def may_add(self) -> bool:
        return self.rights.may_handle and self.report.state == "ACCEPTED" and not self.report.is_reference_only

    @property
    def may_merge(self) -> bool:
        return self.may_add and sum(1 for one in self.lines if not one.allegation.finding) > 1

    @property
    def may_conclude(self) -> bool:
        return self.rights.may_lead and self.report.state in ("ACCEPTED", "FORWARDED") and not self.missing

    @property
    def is_over(self) -> bool:
        return self.report.state in _OVER

    @property
    def is_true_of_somebody(self) -> bool:
        found = (one.allegation for one in self.lines)
        return self.is_over and any(one.finding in (rules.TRUE, rules.PARTLY) and one.person_id for one in found)

    @property
    def wants_clarification(self) -> bool:
        named = [one.allegation.finding for one in self.lines if one.allegation.person_id]
        return self.is_over and rules.wants_clarification(named)


def allegations_page(actor: Actor, report_id: int, *, on: date) -> AllegationsPage:
    """This function will return the allegations of a report the actor may open. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    rights = allegation_acts.rights_of(actor, report)
    rows = list(
        report.allegations.select_related("person__home", "matter", "merged_into")
        .prefetch_related("earlier_findings", "split_into")
        .order_by("number")
    )
    live = [one for one in rows if standing.is_live(one)]
    last = answers.last_answer(report)
    chips = _chips(live, on)
    cited = {
        one.text: Clause(one.text, one.url, one.reliability) for one in clauses.clauses_in_force(report.region, on)
    }
    return AllegationsPage(
        report=report,
        rights=rights,
        lines=_with_main([_line(report, one, rights, chips, cited, on) for one in live]),
        gone=tuple(Gone(one, standing.became(one)) for one in rows if not standing.is_live(one)),
        missing=findings.missing_in(live),
        written_first=handling.written_first(report, on=on),
        lacks=handling.lacks_investigators(report, on=on),
        door=_door(actor, live),
        clock=_answer_chip(report, on),
        answers=tuple(report.answers.order_by("pk")) if rights.may_handle or rights.may_lead else (),
        is_waited_for=answers.is_waited_for(report),
        objection_waits=last is not None and last.is_objected,
        may_record_objection=rights.may_handle and last is not None and not last.objection,
        waits_for_tolerance=_waits_for_tolerance(report, on),
        to_clarify=_to_clarify(report, live) if rights.may_handle else (),
    )


def allegation_for(actor: Actor, allegation_id: int, *needs: str) -> Allegation:
    """This function will return an allegation that stands for whoever has one of the rights `needs` in its report.

    `needs` are names of `Rights`. Raises NotHere for anybody else and for one that does not stand.
    """
    rows = Allegation.objects.live().select_related("report__organ", "person__home", "matter")
    one = rows.filter(pk=allegation_id).first()
    if one is None:
        raise NotHere()
    require(actor, one.report, *needs)
    return one


def report_for(actor: Actor, report_id: int, *needs: str) -> Report:
    """This function will return a report for whoever has one of the rights `needs` in it. Raises NotHere."""
    report = reach.report_to_see(actor, report_id)
    require(actor, report, *needs)
    return report


def require(actor: Actor, report: Report, *needs: str) -> None:
    """This function will raise NotHere for whoever has none of the rights."""
    rights = allegation_acts.rights_of(actor, report)
    if not any(getattr(rights, need) for need in needs):
        raise NotHere()


def live_of(report: Report) -> list[Allegation]:
    """This function will return the allegations that stand, in their order."""
    return list(reach.live_allegations(report).order_by("number"))


def _line(
    report: Report, one: Allegation, rights: Rights, chips: dict[date, DeadlineChip], cited: dict[str, Clause], on: date
) -> Line:
    step = standing.step_of(one)
    day = _day_of(one, step)
    return Line(
        allegation=one,
        step=step,
        step_label=str(one.get_finding_display() if step == rules.DONE else _STEPS[step]),
        look=_LOOKS[step],
        chip=chips.get(day) if day else None,
        facts=tuple(_facts(one, cited)),
        note=str(UNDETERMINED_MEANS) if one.finding == rules.UNDETERMINED else "",
        earlier=tuple(one.earlier_findings.all()),
        acts=allegation_acts.acts_of(report, one, step, rights, on=on),
    )


def _with_main(lines: Sequence[Line]) -> tuple[Line, ...]:
    main = next((one for one in lines if one.acts and one.acts[0].is_first), None)
    return tuple(replace(one, is_main=one is main) for one in lines)


def _facts(one: Allegation, cited: dict[str, Clause]) -> list[Fact]:
    found = []
    if one.is_checkable is not None:
        word = _("线索具体、有可查性") if one.is_checkable else _("没有可查性")
        found.append(Fact(_("筛查"), f"{word}：{one.screening_reason}"))
    if one.handling:
        state = _("（已批准）") if one.handling_approved_by else _("（待审批）")
        words = f"{one.get_handling_display()}{state}：{one.handling_reason}"
        found.append(Fact(_("处置"), words, cited.get(one.handling_clause)))
    if one.explanation_asked_on:
        asked = _("%(way)s，%(day)s 发出") % {
            "way": one.get_explanation_way_display(), "day": one.explanation_asked_on.isoformat(),
        }  # fmt: skip
        found.append(Fact(_("请他说明"), asked))
    if one.explanation:
        found.append(Fact(_("他说"), one.explanation))
    if one.explanation_not_accepted:
        found.append(Fact(_("先前没有采信"), one.explanation_not_accepted))
    if one.explanation_accepted is not None:
        word = _("采信") if one.explanation_accepted else _("没有采信")
        found.append(Fact(_("审理"), f"{word}：{one.explanation_answer}"))
    if one.fed_back_on:
        found.append(Fact(_("已反馈"), _("%(day)s 向本人和%(head)s反馈") % {
            "day": one.fed_back_on.isoformat(), "head": one.fed_back_to,
        }))  # fmt: skip
    if one.finding:
        found.append(Fact(_("认定"), f"{one.get_finding_display()}：{one.reasons}", cited.get(one.clause)))
    if one.untrue_part:
        found.append(Fact(_("不实的部分"), one.untrue_part))
    return found


def _day_of(one: Allegation, step: str) -> date | None:
    """The day something of the allegation falls due: the explanation, or another look at what is kept."""
    if step == rules.WAIT:
        return one.explanation_due_on
    return one.look_again_on if step == rules.LOOK_AGAIN else None


def _chips(live: Sequence[Allegation], on: date) -> dict[date, DeadlineChip]:
    days = {day for one in live if (day := _day_of(one, standing.step_of(one))) is not None}
    return calendars.deadline_chips(days, on) if days else {}


def _door(actor: Actor, live: Sequence[Allegation]) -> tuple[str, str] | None:
    """Where a tolerance case is opened for the person something was found true of; None without the right."""
    door = matter_kinds.case_door()
    person = next((one.person for one in live if one.finding in (rules.TRUE, rules.PARTLY) and one.person), None)
    if door is None or person is None or not access.may(actor, door.verb):
        return None
    return str(door.label), door.url(person.number)


def _answer_chip(report: Report, on: date) -> DeadlineChip | None:
    if not answers.is_waited_for(report):
        return None
    due = answers.due_of(report)
    return calendars.deadline_chip(due.on, on, is_provisional=due.is_provisional) if due is not None else None


def _waits_for_tolerance(report: Report, on: date) -> bool:
    if report.state not in _OVER:
        return False
    subject = ref("protection.report", report.pk)
    return any(one.kind == findings.TOLERANCE_DUTY for one in duties.open_about([subject], on).get(subject, []))


def _to_clarify(report: Report, live: Sequence[Allegation]) -> tuple[tuple[str, str], ...]:
    """Name and address of each person with something untrue that nobody has weighed to put right."""
    if report.state not in _OVER:
        return ()
    made = report.clarifications.exclude(state="WITHDRAWN")
    taken = set(made.values_list("clarified__allegation_id", flat=True))
    untrue = [one for one in live if one.finding in _UNTRUE and one.pk not in taken]
    people = {one.person.pk: one.person.name for one in untrue if one.person}
    found = ((name, tabs.address("clarify", report.pk, pk)) for pk, name in people.items())
    return tuple((name, url) for name, url in found if url)
