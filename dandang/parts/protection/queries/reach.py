"""Who may see and work on this very report, clarification or accusation? Those who need to know, not the tree alone.

Asked at every act, on natural persons: whoever a report names, and whoever was recused, does not know it exists.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Conflict
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .. import errors
from ..models import Accusation, Allegation, Assignment, Clarification, PublicHarm, Report, Restoration
from ..verbs import HANDLE, LEAD

Office = Report | Clarification | PublicHarm  # what one of the two systems and one organ work on


# By role and branch ----------------------------------------------------------------------------------------------


def may_handle_for(actor: Actor, row: Office) -> bool:
    """This function will say whether the actor does office work for the row's system and organ, by role alone."""
    return actor.is_system or access.may(actor, HANDLE[row.system], path=row.organ_path)


def may_lead_for(actor: Actor, row: Office) -> bool:
    """This function will say whether the actor leads the row's system at its organ, by role alone."""
    return actor.is_system or access.may(actor, LEAD[row.system], path=row.organ_path)


def in_offices(actor: Actor, *tables: Mapping[str, str]) -> Q:
    """This function will return the condition under which a row belongs to a system and branch of the actor's."""
    seen = Q(pk__in=[])
    for table in tables or (HANDLE, LEAD):
        for system, verb in table.items():
            seen |= Q(system=system) & access.in_scopes(actor, verb, "organ_path")
    return seen


# Reports ---------------------------------------------------------------------------------------------------------


def is_named(actor: Actor, report: Report) -> bool:
    """This function will say whether the report alleges something about the actor or his kin."""
    return actor.person_id is not None and _about(actor).filter(report=report).exists()


def part_of(actor: Actor, report: Report) -> str:
    """This function will return the part the actor has in the report today, empty for none or a recused one."""
    mine = _assignment(actor, report)
    return mine.part if mine is not None and mine.recused_at is None else ""


def may_handle(actor: Actor, report: Report) -> bool:
    """This function will say whether the actor may do the office's work: receive, screen, ask, answer, forward.

    Whoever verifies, reviews, was recused, or is named does not, whatever the role.
    """
    return may_handle_for(actor, report) and _is_free(actor, report)


def may_lead(actor: Actor, report: Report) -> bool:
    """This function will say whether the actor may assign people, confirm findings and sign for the report."""
    return may_lead_for(actor, report) and _is_free(actor, report)


def may_investigate(actor: Actor, report: Report) -> bool:
    """This function will say whether the actor is one of those who verify the report."""
    return part_of(actor, report) == Part.INVESTIGATOR and not is_named(actor, report)


def may_see(actor: Actor, report: Report) -> bool:
    """This function will say whether the actor may open the report: its office, leaders, those with a part in it."""
    return may_handle(actor, report) or may_lead(actor, report) or may_investigate(actor, report)


def visible_reports(actor: Actor) -> QuerySet[Report]:
    """This function will return the reports the actor may open, newest first."""
    if actor.is_system:
        return Report.objects.all()
    seen = in_offices(actor)
    if actor.person_id is None:
        return Report.objects.filter(seen)
    parts = Assignment.objects.filter(person_id=actor.person_id)
    working = parts.filter(recused_at=None, part=Part.INVESTIGATOR).values("case_id")
    recused = parts.exclude(recused_at=None).values("case_id")
    found = Report.objects.filter(seen | Q(pk__in=working))
    return found.exclude(pk__in=recused).exclude(pk__in=_about(actor).values("report_id"))


def report_to_see(actor: Actor, report_id: int) -> Report:
    """This function will return a report the actor may open. Raises NotHere for any other, as if it did not exist."""
    access.require(actor, "protection.view")
    report = Report.objects.select_related("organ", "joined_to").filter(pk=report_id).first()
    if report is None or not may_see(actor, report):
        raise NotHere()
    return report


def hidden_reports(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references, as one column `subject`, of the reports the actor may not open."""
    return _hidden(Report.objects.all(), visible_reports(actor), "protection.report:")


def barred_reports(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the reports that name the actor or kin, or that he recused from."""
    named, recused = _about(actor).values("report_id"), _recused_reports(actor)
    return _refs(Report.objects.filter(Q(pk__in=named) | Q(pk__in=recused)), "protection.report:")


def conflicts(
    person_ids: list[int], report: Report, *, on: date, with_parts: bool = True
) -> dict[int, tuple[Conflict, ...]]:
    """This function will return for each candidate why they must stand aside: kin, unit or office of whom it names.

    With `with_parts`, a part somebody had in the report already counts too, also one he was recused from.
    """
    parties = [pk for pk in live_allegations(report).values_list("person_id", flat=True) if pk]
    earlier = {one.person_id: one.part for one in report.assignments.all()} if with_parts else {}
    return casework.conflicts_of(candidate_ids=person_ids, party_ids=parties, involved={}, earlier=earlier, on=on)


def refuse_conflicted(actor: Actor, report: Report, *, on: date) -> None:
    """This function will refuse an actor who is kin, colleague or superior of somebody the report names (S5)."""
    if actor.is_system or actor.person_id is None:
        return
    reasons = conflicts([actor.person_id], report, on=on, with_parts=False).get(actor.person_id, ())
    if reasons:
        words = "；".join(one.why for one in reasons)
        raise errors.Conflicted(f"您要回避这件反映：{words}。请报告负责人，另指定人办理。")


def live_allegations(report: Report) -> QuerySet[Allegation]:
    """This function will return the allegations that still stand: neither merged into another nor withdrawn."""
    return Allegation.objects.live().filter(report=report)


# Clarifications, harms, accusations ------------------------------------------------------------------------------


def visible_clarifications(actor: Actor) -> QuerySet[Clarification]:
    """This function will return the clarifications of the actor's offices.

    Without those about the actor or his kin, and those of a report that names either, or that the actor verified or
    recused from.
    """
    if actor.is_system:
        return Clarification.objects.all()
    return Clarification.objects.filter(in_offices(actor)).exclude(_barred_clarification(actor))


def clarification_to_see(actor: Actor, clarification_id: int) -> Clarification:
    """This function will return a clarification of the actor's offices. Raises NotHere."""
    access.require(actor, "protection.staff")
    rows = visible_clarifications(actor).select_related("person", "organ", "report", "harm")
    found = rows.filter(pk=clarification_id).first()
    if found is None:
        raise NotHere()
    return found


def own_clarification(actor: Actor, clarification_id: int) -> Clarification:
    """This function will return a clarification of the actor's own name. Raises NotHere."""
    access.require(actor, "protection.own")
    rows = Clarification.objects.select_related("person", "organ", "report", "harm")
    found = rows.filter(pk=clarification_id, person_id=actor.person_id or 0).first()
    if found is None:
        raise NotHere()
    return found


def hidden_clarifications(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the clarifications the actor's offices do not hold."""
    return _hidden(Clarification.objects.all(), visible_clarifications(actor), "protection.clarification:")


def barred_clarifications(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the clarifications that `visible_clarifications` leaves out."""
    return _refs(Clarification.objects.filter(_barred_clarification(actor)), "protection.clarification:")


def barred_restorations(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of what suffered, of the clarifications the actor does not find."""
    return _refs(Restoration.objects.filter(clarification_id__in=barred_ids(actor)), "protection.restoration:")


def barred_ids(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the clarifications the actor has no hand in, whatever his offices, as a subquery."""
    return Clarification.objects.filter(_barred_clarification(actor)).order_by().values("pk")


def barred_harms(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the harms in public done to the actor or his kin."""
    return _refs(PublicHarm.objects.filter(of_actor_or_kin(actor)), "protection.harm:")


def of_actor_or_kin(actor: Actor) -> Q:
    """This function will return the condition under which a row's `person` is the actor or his kin (S5)."""
    pk = actor.person_id or 0
    return Q(person_id=pk) | people.is_kin_of(pk, "person_id")


def _barred_clarification(actor: Actor) -> Q:
    parts = Assignment.objects.filter(person_id=actor.person_id or 0).filter(
        ~Q(part=Part.HANDLER) | ~Q(recused_at=None)
    )
    reports = Q(report_id__in=parts.order_by().values("case_id")) | Q(report_id__in=_about(actor).values("report_id"))
    return of_actor_or_kin(actor) | reports


def visible_accusations(actor: Actor) -> QuerySet[Accusation]:
    """This function will return the cases of false accusation the actor may open.

    Leaders and officers of the system that handles the report, and those who verify or review the case; nobody who
    verified the report itself, was recused from either, is named in the report, or is the reporter.
    """
    if actor.is_system:
        return Accusation.objects.all()
    pk = actor.person_id or 0
    offices = Report.objects.filter(in_offices(actor)).values("pk")
    looks = (Part.INVESTIGATOR, Part.REVIEWER)
    working = Q(assignments__person_id=pk, assignments__recused_at=None, assignments__part__in=looks)
    parts = Assignment.objects.filter(person_id=pk)
    barred = parts.filter(~Q(part=Part.HANDLER) | ~Q(recused_at=None))
    found = Accusation.objects.filter(Q(report_id__in=offices) | working)
    return (
        found.exclude(report_id__in=barred.values("case_id"))
        .exclude(report_id__in=_about(actor).values("report_id"))
        .exclude(pk__in=_recused_accusations(pk))
        .exclude(reporter_person_id=pk)
        .distinct()
    )


def hidden_accusations(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the cases of false accusation the actor may not open."""
    return _hidden(Accusation.objects.all(), visible_accusations(actor), "protection.accusation:")


def barred_accusations(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the cases the actor recused from, is named in, or reported.

    Whoever verified the report knows of no case about its author either (S6).
    """
    pk = actor.person_id or 0
    verified = Assignment.objects.filter(person_id=pk).exclude(part=Part.HANDLER).order_by().values("case_id")
    barred = Q(pk__in=_recused_accusations(pk)) | Q(report_id__in=_about(actor).values("report_id"))
    barred |= Q(report_id__in=_recused_reports(actor)) | Q(reporter_person_id=pk) | Q(report_id__in=verified)
    return _refs(Accusation.objects.filter(barred), "protection.accusation:")


def _recused_reports(actor: Actor) -> QuerySet[Any, Any]:
    rows = Assignment.objects.filter(person_id=actor.person_id or 0).exclude(recused_at=None)
    return rows.order_by().values("case_id")


def _recused_accusations(person_id: int) -> QuerySet[Accusation, Any]:
    rows = Accusation.objects.filter(assignments__person_id=person_id, assignments__recused_at__isnull=False)
    return rows.order_by().values("pk")


def _about(actor: Actor) -> QuerySet[Allegation]:
    """Allegations about the actor or his kin: neither reads a report about the other (S5)."""
    return Allegation.objects.filter(of_actor_or_kin(actor)).order_by()


def _assignment(actor: Actor, report: Report) -> Assignment | None:
    if actor.person_id is None:
        return None
    return Assignment.objects.filter(case=report, person_id=actor.person_id).first()


def _is_free(actor: Actor, report: Report) -> bool:
    if actor.is_system:
        return True
    mine = _assignment(actor, report)
    return (mine is None or (mine.part == Part.HANDLER and mine.recused_at is None)) and not is_named(actor, report)


def _hidden(rows: QuerySet[Any], seen: QuerySet[Any], prefix: str) -> QuerySet[Any, Any]:
    return _refs(rows.exclude(pk__in=seen.order_by().values("pk")), prefix)


def _refs(rows: QuerySet[Any], prefix: str) -> QuerySet[Any, Any]:
    number = Cast("pk", output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(subject=Concat(Value(prefix), number)).values("subject")
    return named
