"""The page of one clarification for its office, and the page of the person whose name it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.audit import kinds as audit_kinds
from dandang.foundation.audit import queries as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.calendars.records import DeadlineChip
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Clause, Fact, Happening, Step
from dandang.law.policies.records import Value
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.records import PaperRecord
from dandang.registry.access.records import Actor

from .. import clarification_rules as rules
from ..models import Allegation, Clarification, Restoration
from . import accusations, clarifications, papers_facts, reach, restorations
from .clarification_list import LOOKS, forms_of
from .restorations import Candidate

_STEP_OF = {"ASSESSED": 2, "CONSENTED": 3, "DECLINED": 2, "APPROVED": 4, "MADE": 5, "VISITED": 6, "WITHDRAWN": 6}
_HISTORY = 40


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader may do with it today."""

    may_handle: bool
    may_lead: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The box 下一步: what, who, until when; `chip` is None where 未规定."""

    title: str
    who: str
    why: str = ""
    chip: DeadlineChip | None = None
    days: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class ClarificationPage:
    """Everything the page of a clarification shows."""

    row: Clarification
    rights: Rights
    look: str
    steps: list[Step]
    step_number: int
    next: Next | None
    law: clarifications.ClarificationLaw
    facts: list[Fact]
    word: list[Fact]
    points: list[papers_facts.Facts]
    warnings: list[str]
    papers: tuple[PaperRecord, ...]
    letter_on: date | None
    restorations: tuple[Restoration, ...]
    candidates: tuple[Candidate, ...]
    history: list[Happening]
    may_open_report: bool
    shaken: str
    may_withdraw: bool

    @property
    def is_wider(self) -> bool:
        return rules.is_wider(self.row.known_to, self.row.told_to)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the person sees: the words, the forms, the circle, where it stands, what he may do."""

    row: Clarification
    look: str
    sentence: str
    forms: str
    points: list[papers_facts.Facts]
    steps: list[Happening]
    is_wider: bool
    may_answer: bool
    may_decline: bool
    papers: tuple[PaperRecord, ...]
    restorations: tuple[Restoration, ...]
    consent_rule: Value


def page(actor: Actor, clarification_id: int, *, on: date) -> ClarificationPage:
    """This function will return the page of a clarification the actor works on. Raises NotHere for any other."""
    row = clarifications.clarification_to_see(actor, clarification_id)
    law = clarifications.law_of(row.region, on)
    steps, number = steps_of(row)
    rights = Rights(clarifications.may_handle(actor, row), clarifications.may_lead(actor, row))
    letter_on = clarifications.letter_served_on(row) if row.state == "APPROVED" else row.written_on
    chosen = list(Allegation.objects.filter(clarified__clarification=row).order_by("number"))
    known = list(row.report.allegations.all()) if row.report is not None else []
    shaken = clarifications.shaken(row) if row.state != "WITHDRAWN" else ""
    return ClarificationPage(
        row=row,
        rights=rights,
        look=LOOKS[row.state],
        steps=steps,
        step_number=number,
        next=_next(row, law, letter_on, on),
        law=law,
        facts=_facts(row, law),
        word=_word(row, law),
        points=papers_facts.untrue_points(row),
        warnings=clarifications.warnings_for(row.words, report=row.report, chosen=chosen, known=known),
        papers=tuple(papers.papers_of(ref("protection.clarification", row.pk))),
        letter_on=letter_on,
        restorations=tuple(row.restorations.all()),
        candidates=tuple(restorations.candidates(row, on=on)),
        history=_history(row),
        may_open_report=row.report is not None and reach.may_see(actor, row.report),
        shaken=shaken,
        may_withdraw=bool(shaken) and rights.may_lead and _is_settled(row),
    )


def own_page(actor: Actor, clarification_id: int) -> OwnPage:
    """This function will return the actor's own clarification. Raises NotHere for anybody else's."""
    row = reach.own_clarification(actor, clarification_id)
    served = [
        one
        for one in papers.papers_of(ref("protection.clarification", row.pk))
        if any(service.person_id == row.person_id for service in one.services)
    ]
    return OwnPage(
        row=row,
        look=LOOKS[row.state],
        sentence=_own_sentence(row),
        forms=forms_of(row),
        points=papers_facts.untrue_points(row),
        steps=_own_steps(row),
        is_wider=rules.is_wider(row.known_to, row.told_to),
        may_answer=row.state in ("ASSESSED", "DECLINED"),
        may_decline=row.state in ("CONSENTED", "APPROVED"),
        papers=tuple(served),
        restorations=tuple(row.restorations.all()),
        consent_rule=clarifications.law_of(row.region, row.assessed_on).consent,
    )


def steps_of(row: Clarification) -> tuple[list[Step], int]:
    """This function will return the five steps with their days, and the number of the one that is now."""
    now = _STEP_OF[row.state]
    days = (row.assessed_on, row.declined_on or row.consented_on, row.approved_on, row.made_on, row.visited_on)
    labels = (_("事前评估"), _("本人意见"), _("审批"), _("澄清"), _("回访"))
    steps = [
        Step(
            label,
            formats.day(day, row.assessed_on) if day else "",
            "now" if number == now else "done" if number < now else "",
        )
        for number, (label, day) in enumerate(zip(labels, days, strict=True), start=1)
    ]
    return steps, min(now, len(labels))


def _next(row: Clarification, law: clarifications.ClarificationLaw, letter_on: date | None, on: date) -> Next | None:
    office, leader = row.organ.name, _("%s的负责人，不能是评估的人") % row.organ.name
    if row.state != "WITHDRAWN" and (why := clarifications.shaken(row)):
        if not _is_settled(row):
            return Next(_("等重新核实的结果"), office, _("%s，在这以前不往下办。") % why)
        return Next(_("看还算不算数"), _("%s的负责人") % office, _("%s。不再是不实的撤回，写明怎样更正。") % why)
    if row.state == "ASSESSED":
        if row.returned_reason and row.due_on is not None:
            return _timed(Next(_("重拟后再听本人意见"), office, row.returned_reason), row, law, on)
        return Next(_("听本人意见"), row.person.name, _("在他自己的页面表态；交纸质签字件的，由承办人代录。"))
    if row.state == "CONSENTED":
        return _timed(
            Next(_("审批"), leader, _("审批不能改本人同意的内容；要改的退回，重新听本人意见。")), row, law, on
        )
    if row.state == "APPROVED" and letter_on is None:
        return _timed(
            Next(_("送达澄清函"), office, _("不管哪种方式，都要有书面的。送达以后才能登记已经澄清。")), row, law, on
        )
    if row.state == "APPROVED":
        return _timed(Next(_("按同意的方式和范围澄清"), office, _("澄清函已经送达。")), row, law, on)
    if row.state == "MADE":
        chip = calendars.deadline_chip(row.visit_due_on, on) if row.visit_due_on else None
        return Next(_("回访本人"), office, _("看影响消除了没有，工作、生活有没有困难。"), chip)
    if row.state == "VISITED" and row.harm_goes_on and not row.followed_by.exists():
        return Next(_("再作一次澄清"), office, _("回访时影响还没有消除。"))
    return None


def _timed(step: Next, row: Clarification, law: clarifications.ClarificationLaw, on: date) -> Next:
    said = law.cross_days if row.is_cross_department else law.days
    chip = calendars.deadline_chip(row.due_on, on) if row.due_on else None
    days = "" if chip is not None else _("本地没有规定这一步的天数（未规定）。")
    return Next(step.title, step.who, step.why, chip, days, clause_of(said))


def _is_settled(row: Clarification) -> bool:
    return row.report is None or row.report.state in accusations.REPORT_OVER


def clause_of(said: Value) -> Clause | None:
    """This function will return the chip of a value's clause, None where nothing is cited."""
    return Clause(said.citation, said.clause_url, said.reliability) if said.citation and said.clause_url else None


def _facts(row: Clarification, law: clarifications.ClarificationLaw) -> list[Fact]:
    facts = [
        Fact(_("不实的话传到"), str(row.get_known_to_display())),
        Fact(_("澄清到"), str(row.get_told_to_display())),
        Fact(_("方式"), forms_of(row), clause_of(law.forms)),
        Fact(_("依据"), row.clause),
    ]
    if row.wider_reason:
        facts.append(Fact(_("为什么更广"), row.wider_reason))
    if row.why_case:
        facts.append(Fact(_("属于哪种情形"), row.why_case, clause_of(law.cases)))
    elif law.cases.value is None:
        facts.append(Fact(_("应当澄清的情形"), _("未规定，由承办机关评估")))
    if row.is_cross_department:
        facts.append(Fact(_("几个部门一起办"), _("是")))
    if row.follows is not None:
        facts.append(Fact(_("上一次"), row.follows.number))
    return facts


def _word(row: Clarification, law: clarifications.ClarificationLaw) -> list[Fact]:
    """What the person said to it, or that nothing is said yet."""
    rule = clause_of(law.consent)
    if row.state == "DECLINED" and row.declined_on:
        facts = [Fact(_("本人"), _("不要求澄清，%s") % row.declined_on.isoformat(), rule)]
    elif row.consented_on:
        how = row.get_consent_way_display() or _("本人在线表态")
        facts = [
            Fact(_("本人"), _("同意，%(day)s（%(how)s）") % {"day": row.consented_on.isoformat(), "how": how}, rule)
        ]
    else:
        return [Fact(_("本人"), _("还没有表态"), rule)]
    if row.consent_words:
        facts.append(Fact(_("本人的意见"), row.consent_words))
    if row.wishes_answer:
        facts.append(Fact(_("怎样办的"), row.wishes_answer))
    return facts


def _history(row: Clarification) -> list[Happening]:
    entries = audit.lines(audit.about(ref("protection.clarification", row.pk))[:_HISTORY])
    return [
        Happening(
            timezone.localdate(one.at).isoformat(), one.sentence, "，".join(filter(None, (one.actor, one.reason)))
        )
        for one in entries
        if one.verb != audit_kinds.READ
    ]


def _own_sentence(row: Clarification) -> str:
    return {
        "ASSESSED": _("对您的反映已经查清，下面的内容不属实。可以为您澄清，方式和范围先听您的意见。"),
        "CONSENTED": _("您已经同意。现在由领导审批，审批以后送您澄清函。"),
        "DECLINED": _("您不要求澄清，已经记下，不影响任何事。改主意了，随时可以在这里同意。"),
        "APPROVED": _("已经审批。先送您澄清函，再按您同意的方式和范围澄清。"),
        "MADE": _("已经澄清。接下来会回访您，看影响消除了没有。"),
        "VISITED": _("已经回访。影响还没有消除的，随时告诉我们。"),
        "WITHDRAWN": _("有新的证据，重新核实以后认定变了，这次澄清撤回。有疑问可以找承办机关。"),
    }[row.state]


def _own_steps(row: Clarification) -> list[Happening]:
    steps, number = steps_of(row)
    states = ("", "now", "later")
    return [
        Happening(step.when or _("以后"), step.label, state=states[(place > number) + (place >= number)])
        for place, step in enumerate(steps, start=1)
    ]
