"""Who may do what with a clarification, which rules speak of it, whom it could put right, and which were made?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.law.policies.records import Value
from dandang.ledger.casework import queries as casework
from dandang.ledger.papers import queries as papers
from dandang.ledger.papers.records import ServiceRecord
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

from .. import clarification_rules as rules
from .. import errors
from ..models import Allegation, Circle, Clarification, EarlierFinding, PublicHarm, Report
from . import papers_for, reach, standing

FORMS, WRITTEN = "protection.clarification_forms", "protection.clarification_written_needed"
ASSESSED, CONSENT = "protection.clarification_assessed_before", "protection.clarification_consent_needed"
DAYS, CROSS_DAYS = "protection.clarification_working_days", "protection.clarification_cross_working_days"
CASES = "protection.clarification_cases"
LETTER = "clarification_letter"


@dataclass(frozen=True, slots=True)
class ClarificationLaw:
    """What the packs of a region say about clarification on a day; a value None is 未规定."""

    forms: Value
    written: Value
    assessed: Value
    consent: Value
    days: Value
    cross_days: Value
    cases: Value

    @property
    def open_forms(self) -> tuple[str, ...]:
        """The forms beside the written one that the region knows, by our fields; all where it says nothing."""
        names = self.forms.value if self.forms.value is not None else list(rules.FORMS)
        return tuple(field for name, field in rules.FORMS.items() if any(name in one for one in names))

    @property
    def case_names(self) -> tuple[str, ...]:
        return tuple(self.cases.value or ())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of a report with the allegations that may be put right, and those that may not with the reason."""

    person: Person
    may: tuple[Allegation, ...]
    may_not: tuple[tuple[Allegation, str], ...]
    under_way: tuple[Clarification, ...] = ()


# Rights ----------------------------------------------------------------------------------------------------------


def may_handle(actor: Actor, row: Clarification) -> bool:
    """This function will say whether the actor assesses, keys in, makes and visits: the office, never who verified."""
    return papers_for.may_draft(actor, row)


def may_lead(actor: Actor, row: Clarification) -> bool:
    """This function will say whether the actor may approve: a leader of the office, not named, with no other part."""
    is_leader = reach.may_lead_for(actor, row) and row.person_id != actor.person_id
    return is_leader and (row.report is None or reach.may_lead(actor, row.report))


def clarification_to_see(actor: Actor, clarification_id: int) -> Clarification:
    """This function will return a clarification the actor works on. Raises NotHere for one he verified or that is his.

    Whoever reads it is one who may handle or lead: a part in the report bars from both.
    """
    row = reach.clarification_to_see(actor, clarification_id)
    if not (may_handle(actor, row) or may_lead(actor, row)):
        raise NotHere()
    return row


def refuse_conflicted(actor: Actor, row: Clarification | PublicHarm, *, on: date) -> None:
    """This function will refuse kin, colleagues and superiors of the person whose name is put right (S5)."""
    report = row.report if isinstance(row, Clarification) else None
    if report is not None:
        reach.refuse_conflicted(actor, report, on=on)
    if actor.is_system or actor.person_id is None or row.person_id is None:
        return
    found = casework.conflicts_of(
        candidate_ids=[actor.person_id], party_ids=[row.person_id], involved={}, earlier={}, on=on
    )
    if reasons := found.get(actor.person_id, ()):
        words = "；".join(one.why for one in reasons)
        raise errors.Conflicted(_("您要回避这件事：%s。请报告负责人，另指定人办理。") % words)


def shaken(row: Clarification) -> str:
    """This function will say why what a clarification rests on no longer stands as assessed; empty when it does."""
    if row.report is None:
        return ""
    if row.report.state not in ("CONCLUDED", "ANSWERED"):
        return _("原反映正在重新核实")
    for one in Allegation.objects.filter(clarified__clarification=row).order_by("number"):
        if not rules.may_be_clarified(one.finding, is_confirmed=bool(one.confirmed_by), is_live=standing.is_live(one)):
            return _("第 %d 项重新核实以后不再是不实") % one.number
        if _was_found_anew(one, row.assessed_on):
            return _("第 %d 项在评估以后重新认定过") % one.number
    return ""


def _was_found_anew(one: Allegation, assessed_on: date) -> bool:
    """Whether a confirmed finding ended after the assessment; of the same day, one that said something else."""
    other = ~(Q(finding=one.finding) & Q(untrue_part=one.untrue_part))
    ended = EarlierFinding.objects.filter(allegation=one).exclude(confirmed_by="")
    return ended.filter(Q(ended_on__gt=assessed_on) | (Q(ended_on=assessed_on) & other)).exists()


# Rules -----------------------------------------------------------------------------------------------------------


def law_of(region: str, on: date) -> ClarificationLaw:
    """This function will return what the packs say about clarification in a region on a day."""

    def said(key: str) -> Value:
        return policies.value(key, region=region, on=on)

    return ClarificationLaw(
        said(FORMS), said(WRITTEN), said(ASSESSED), said(CONSENT), said(DAYS), said(CROSS_DAYS), said(CASES)
    )


def warnings_for(
    words: str, *, report: Report | None, chosen: Iterable[Allegation], known: Sequence[Allegation]
) -> list[str]:
    """This function will say what in the words goes beyond the untrue points or could lead to a reporter.

    `known` are the allegations of the report; `chosen` those the words put right.
    """
    untrue = [one.untrue_part if one.finding == Allegation.Finding.PARTLY else one.text for one in chosen]
    true = [one.text for one in known if one.finding not in rules.UNTRUE_FINDINGS]
    true += [one.text for one in known if one.finding == Allegation.Finding.PARTLY]
    # A partly true allegation is split nowhere: what of its text does not stand in the untrue part counts as true.
    sentences = []
    if found := rules.reporter_words(words):
        sentences.append(_("提到了反映人或者来历：%s。澄清里一个字也不能让人猜到是谁反映的。") % "、".join(found))
    if found := rules.taken_over(words, true, untrue):
        sentences.append(_("用了属实或者没有认定的部分的话：%s。澄清只说不实的问题。") % "；".join(found))
    if report is not None and (found := rules.taken_over(words, [report.text], [*untrue, *true])):
        sentences.append(_("照抄了来信的话：%s。从字句可能认出写信的人，请换自己的话。") % "；".join(found))
    if found := rules.praise_words(words):
        sentences.append(_("作了全面评价：%s。澄清只说失实的具体问题，不作全面评价。") % "、".join(found))
    return sentences


# Whom a report or a harm could put right -------------------------------------------------------------------------


def candidates(actor: Actor, report: Report) -> list[Candidate]:
    """This function will list the people a concluded report names, with what may be put right and what may not."""
    rows = Allegation.objects.filter(report=report).exclude(person=None).select_related("person__home")
    by_person: dict[int, list[Allegation]] = {}
    for one in rows.order_by("number"):
        by_person.setdefault(one.person_id or 0, []).append(one)
    there = reach.visible_clarifications(actor).filter(report=report).prefetch_related("clarified").order_by("pk")
    made: dict[int, list[Clarification]] = {}
    for row in there:
        made.setdefault(row.person_id, []).append(row)
    return [_candidate(found, made.get(person_id, [])) for person_id, found in by_person.items()]


def of_report(actor: Actor, report: Report) -> tuple[Candidate, ...]:
    """This function will list, for a report's page, whose name could be put right; nobody before it is concluded."""
    if report.state not in ("CONCLUDED", "ANSWERED"):
        return ()
    return tuple(candidates(actor, report))


def busy_with(allegation_id: int) -> Clarification | None:
    """This function will return the clarification that already stands for an allegation and is not yet visited."""
    rows = Clarification.objects.filter(clarified__allegation_id=allegation_id)
    rows = rows.exclude(state__in=["VISITED", "WITHDRAWN"])
    return rows.order_by("-pk").first()


def _candidate(found: list[Allegation], made: list[Clarification]) -> Candidate:
    taken = {one.allegation_id: row for row in made if row.state != "WITHDRAWN" for one in row.clarified.all()}
    may, may_not = [], []
    for one in found:
        if why := why_not(one, taken.get(one.pk)):
            may_not.append((one, why))
        else:
            may.append(one)
    person = found[0].person
    assert person is not None
    return Candidate(person, tuple(may), tuple(may_not), tuple(made))


def why_not(one: Allegation, taken: Clarification | None) -> str:
    """This function will say why an allegation may not be put right, in a sentence; empty when it may."""
    if not standing.is_live(one):
        return _("已经合并、撤回，不再单独澄清")
    if not rules.may_be_clarified(one.finding, is_confirmed=bool(one.confirmed_by), is_live=True):
        if one.finding == Allegation.Finding.UNDETERMINED:
            return _("不能认定的，不能当作不实来澄清")
        return _("属实，不澄清") if one.finding == Allegation.Finding.TRUE else _("还没有两个人确认的认定")
    if taken is not None and taken.state == "DECLINED":
        return _("本人不要求澄清（%s）。本人改主意了，可以在自己的页面重新同意") % taken.number
    if taken is not None and not (taken.state == "VISITED" and taken.harm_goes_on):
        return _("已经在澄清或者已经澄清（%s）") % taken.number
    return ""


# Papers and numbers ----------------------------------------------------------------------------------------------


def letter_served_on(row: Clarification) -> date | None:
    """This function will return the day the 澄清函 was served on the person, None before; a copy does not count."""
    letters = [one for one in papers.papers_of(ref("protection.clarification", row.pk)) if one.kind == LETTER]
    days = [service.served_on for letter in letters for service in letter.services if _is_to(service, row.person)]
    return min(days, default=None)


def _is_to(service: ServiceRecord, person: Person) -> bool:
    return service.person_id == person.pk or (service.person_id is None and service.recipient == person.name)


def circle_label(circle: int) -> str:
    """This function will return how a circle is called, such as 所在单位."""
    return str(Circle(circle).label)


def of_words(words: str) -> Q:
    """This function will return the condition under which a clarification's number or person holds the words."""
    return Q(number__contains=words) | Q(person__name__contains=words)
