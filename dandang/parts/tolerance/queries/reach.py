"""Who may see and work on this very case? A circle of those who need to know, not the tree alone (SPEC PL-17).

Asked at every act, on natural persons: a recused person loses access at once, whatever roles the account holds.
"""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework.models import Part
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import errors
from ..models import Assignment, Case, Measure, Review


def is_concerned(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor is the person the case is about."""
    return actor.person_id is not None and actor.person_id == case.person_id


def is_applicant(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor speaks for the unit or party organisation that applied."""
    unit = case.applicant_organisation
    return unit is not None and access.may(actor, "tolerance.apply_for", path=unit.path)


def part_of(actor: Actor, case: Case) -> str:
    """This function will return the part the actor has in the case today, empty for none or a recused one."""
    mine = _assignment(actor, case)
    return mine.part if mine is not None and mine.recused_at is None else ""


def may_handle(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may do the office's work on the case: accept, notify, record, serve.

    Whoever investigates, decides, reviews, recused, or is the person concerned does not, whatever the role.
    """
    return _may_with("tolerance.handle", actor, case)


def may_lead(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may assign people, take the case up or sign for it."""
    return _may_with("tolerance.lead", actor, case)


def may_investigate(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor is one of the case's investigators."""
    return part_of(actor, case) == Part.INVESTIGATOR


def may_review(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor is one of the case's reviewers."""
    return part_of(actor, case) == Part.REVIEWER


def may_see_file(actor: Actor, case: Case) -> bool:
    """This function will say whether the actor may open the whole file: handlers, leaders, those with a part in it."""
    return may_handle(actor, case) or may_lead(actor, case) or bool(part_of(actor, case))


def visible_cases(actor: Actor) -> QuerySet[Case]:
    """This function will return the cases whose files the actor may open, newest first."""
    seen = Q(pk__in=[])
    for verb in ("tolerance.handle", "tolerance.lead"):
        seen |= access.in_scopes(actor, verb, "organ_path")
    found = Case.objects.all()
    if actor.person_id is None:
        return found.filter(seen)
    parts = Assignment.objects.filter(person_id=actor.person_id)
    mine = parts.filter(recused_at=None).values("case_id")
    return found.filter(seen | Q(pk__in=mine)).exclude(person_id=actor.person_id).exclude(pk__in=_recused(actor))


def hidden_subjects(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references, as one column `subject`, of the cases the actor may not open."""
    return _refs(Case.objects.exclude(pk__in=visible_cases(actor).order_by().values("pk")), "tolerance.case:")


def barred_cases(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the actor's own cases and of those he recused from, as one column."""
    return _refs(Case.objects.filter(is_barred(actor)), "tolerance.case:")


def barred_corrections(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the same cases as meetings name them that study their correction."""
    return _refs(Case.objects.filter(is_barred(actor)), "tolerance.correction:")


def barred_reviews(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the reviews of those cases."""
    barred = Case.objects.filter(is_barred(actor)).order_by().values("pk")
    return _refs(Review.objects.filter(case__in=barred), "tolerance.review:")


def barred_measures(actor: Actor) -> QuerySet[Any, Any]:
    """This function will return the references of the measures of the cases the actor recused from.

    Those of his own case stay his: whoever made the mistake reports that it was mended.
    """
    return _refs(Measure.objects.filter(decision__case__in=_recused(actor)), "tolerance.measure:")


def is_barred(actor: Actor) -> Q:
    """This function will return the condition under which a case is the actor's own or one he recused from."""
    return Q(person_id=actor.person_id or 0) | Q(pk__in=_recused(actor))


def barred_matters(actor: Actor) -> QuerySet[Assignment, int]:
    """This function will return the ids of the matters in whose cases the actor stood aside."""
    return _set_aside(actor).values_list("case__matter_id", flat=True)


def case_to_see(actor: Actor, case_id: int) -> Case:
    """This function will return a case the actor may open. Raises NotHere for any other, as if it did not exist."""
    access.require(actor, "tolerance.view")
    case = _loaded(case_id)
    if case is None or not may_see_file(actor, case):
        raise NotHere()
    return case


def own_case(actor: Actor, case_id: int) -> Case:
    """This function will return the actor's own case. Raises NotHere."""
    access.require(actor, "tolerance.own")
    case = _loaded(case_id)
    if case is None or not is_concerned(actor, case):
        raise NotHere()
    return case


def applied_case(actor: Actor, case_id: int) -> Case:
    """This function will return a case the actor's unit applied for. Raises NotHere."""
    case = _loaded(case_id)
    if case is None or not is_applicant(actor, case):
        raise NotHere()
    return case


def require_person(actor: Actor) -> int:
    """This function will return the natural person who acts; raises NoPerson for an account without one."""
    if actor.person_id is None:
        raise errors.NoPerson()
    return actor.person_id


def _may_with(verb: str, actor: Actor, case: Case) -> bool:
    if actor.is_system:
        return True
    if is_concerned(actor, case) or not access.may(actor, verb, path=case.organ_path):
        return False
    mine = _assignment(actor, case)
    return mine is None or (mine.part == Part.HANDLER and mine.recused_at is None)


def _assignment(actor: Actor, case: Case) -> Assignment | None:
    if actor.person_id is None:
        return None
    return Assignment.objects.filter(case=case, person_id=actor.person_id).first()


def _set_aside(actor: Actor) -> QuerySet[Assignment]:
    return Assignment.objects.filter(person_id=actor.person_id or 0).exclude(recused_at=None).order_by()


def _recused(actor: Actor) -> QuerySet[Assignment, Any]:
    return _set_aside(actor).values("case_id")


def _refs(rows: QuerySet[Any], prefix: str) -> QuerySet[Any, Any]:
    number = Cast("pk", output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(subject=Concat(Value(prefix), number)).values("subject")
    return named


def _loaded(case_id: int) -> Case | None:
    rows = Case.objects.select_related("person", "matter", "organ", "applicant_organisation", "accountability")
    return rows.filter(pk=case_id).first()
