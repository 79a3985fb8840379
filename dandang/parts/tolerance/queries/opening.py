"""What do the pages of applications, filings and acceptance show and offer?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.law.policies import queries as policies
from dandang.ledger.matters import queries as matters
from dandang.ledger.matters.records import AccountabilityRecord, MatterRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import Case, Filing, Opening
from . import organs, reach

FEW = 20
_APPLICANTS = (Opening.UNIT, Opening.PARTY_ORGANISATION)


def openings_for(actor: Actor) -> list[Opening]:
    """This function will return in which ways the actor may bring a case in."""
    found = []
    if actor.person_id is not None and access.may(actor, "tolerance.apply"):
        found.append(Opening.PERSON)
    if access.scopes(actor, "tolerance.apply_for"):
        found += _APPLICANTS
    if access.scopes(actor, "tolerance.handle"):
        found += [Opening.ORGAN, Opening.ACCOUNTABILITY]
    return found


def person_applying(actor: Actor) -> Person:
    """This function will return the actor's own file. Raises NotHere for an account without one."""
    return _person(Q(pk=actor.person_id or 0))


def person_named(actor: Actor, opening: str, words: str) -> Person:
    """This function will find whom a unit or an organ applies for, by number or name.

    Raises BadInput with the candidates for a name that several share, and when nobody is found in the actor's branch.
    """
    verb = "tolerance.apply_for" if opening in _APPLICANTS else "tolerance.handle"
    within = access.in_scopes(actor, verb, "home_path")
    rows = Person.objects.select_related("home", "managed_by").defer("photo", "exchange_source")
    found = list(rows.filter(within, Q(number=words) | Q(name=words)).in_roster_order()[:FEW])
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(_("在您办理的范围里没有找到“%s”。请核对姓名，或者改填人员编号。") % words, field="who")
    named = "、".join(f"{one.name}（{one.number}，{one.home.name}）" for one in found[:8])
    raise BadInput(_("有几位同名的：%s。请改填人员编号。") % named, field="who")


def unit_applying(actor: Actor, person: Person) -> Organisation | None:
    """This function will return the unit in whose name the actor applies for a person: the nearest that holds both."""
    paths = [path for path in access.scopes(actor, "tolerance.apply_for") if person.home_path.startswith(path)]
    if not paths:
        return None
    unit = person.home
    if unit.kind == Organisation.Kind.INNER and unit.parent is not None and unit.parent.path.startswith(paths[-1]):
        return unit.parent
    return unit


def matters_to_name(actor: Actor, opening: str, person: Person, unit: Organisation | None) -> list[MatterRecord]:
    """This function will list the open matters this applicant may name: those the person took part in.

    What has a case already is left out: there one adds to the case, or asks for a review.
    """
    over = Case.objects.filter(person=person).exclude(state__in=["REFUSED", "WITHDRAWN", "ENDED"])
    taken = set(over.values_list("matter_id", flat=True))
    found = [one for one in matters.matters_of_person(person.pk) if one.is_open and one.id not in taken]
    if opening in _APPLICANTS:
        path = unit.path if unit is not None else ""
        return [one for one in found if path and not one.is_restricted and one.organisation_path.startswith(path)]
    return found


def accountabilities_to_name(person: Person) -> list[AccountabilityRecord]:
    """This function will list the accountability matters of a person that are still open."""
    of_person = (matters.accountabilities_of(one.id) for one in matters.matters_of_person(person.pk))
    return [one for rows in of_person for one in rows if one.person_id == person.pk and one.state != "CLOSED"]


def organs_to_name(person: Person, on: date) -> list[Organisation]:
    """This function will list the organs that may find on the person's case, the leading one first."""
    region = organisations.region_above(person.managed_by)
    return organs.organs_for(person, policies.procedure(region=region.region, on=on))


def filings_to_name(unit_ids: Sequence[int]) -> list[Filing]:
    """This function will list the received filings of some units, newest first."""
    rows = Filing.objects.filter(organisation_id__in=unit_ids, state=Filing.State.RECEIVED)
    return list(rows.order_by("-pk")[:FEW])


def case_to_accept(actor: Actor, case_id: int) -> Case:
    """This function will return a case whose acceptance the actor may decide on. Raises NotHere."""
    rows = Case.objects.select_related(
        "person", "matter", "organ", "applicant_organisation", "accountability", "filing"
    )
    case = rows.filter(pk=case_id).first()
    if case is None or not reach.may_handle(actor, case):
        raise NotHere()
    return case


def case_to_lead(actor: Actor, case_id: int) -> Case:
    """This function will return a case the actor leads or handles. Raises NotHere."""
    rows = Case.objects.select_related("person", "matter", "organ", "applicant_organisation", "accountability")
    case = rows.filter(pk=case_id).first()
    if case is None or not (reach.may_lead(actor, case) or reach.may_handle(actor, case)):
        raise NotHere()
    return case


def case_to_record(actor: Actor, case_id: int) -> Case:
    """This function will return a case in which the actor records what others said. Raises NotHere."""
    rows = Case.objects.select_related("person", "matter", "organ", "applicant_organisation", "accountability")
    case = rows.filter(pk=case_id).first()
    if case is None or not (reach.may_handle(actor, case) or reach.may_investigate(actor, case)):
        raise NotHere()
    return case


def organs_above(actor: Actor, case: Case) -> list[Organisation]:
    """This function will list the organs a case may go to: those of the regions above; a leader above sees equals."""
    region = organisations.region_above(case.organ)
    above = Organisation.objects.filter(kind=Organisation.Kind.REGION, closed_on=None)
    upper = [one for one in above.in_order() if region.path.startswith(one.path) and one.pk != region.pk]
    party = Organisation.objects.filter(parent__in=upper, kind=Organisation.Kind.PARTY, closed_on=None)
    found = [one for one in party.in_order() if "纪" in one.name or "组织部" in one.name] or upper
    equals = Organisation.objects.filter(parent__parent=region.parent, kind=Organisation.Kind.PARTY, closed_on=None)
    led = [one for one in equals.in_order() if access.may(actor, "tolerance.lead", path=one.path)]
    return [one for one in dict.fromkeys([*found, *led]) if one.pk != case.organ_id]


def filings(actor: Actor) -> QuerySet[Filing]:
    """This function will return the filings the actor's unit sent in or the actor may answer, newest first."""
    access.require(actor, "tolerance.view")
    within = Q(pk__in=[])
    for verb in ("tolerance.file_plan", "tolerance.handle", "tolerance.lead"):
        within |= access.in_scopes(actor, verb, "organisation_path")
    return Filing.objects.filter(within).select_related("organisation").order_by("-pk")


def filing(actor: Actor, filing_id: int) -> Filing:
    """This function will return a filing the actor may see. Raises NotHere."""
    found = filings(actor).filter(pk=filing_id).first()
    if found is None:
        raise NotHere()
    return found


def may_answer(actor: Actor, of: Filing) -> bool:
    """This function will say whether the actor may answer a filing that waits."""
    return of.state == Filing.State.FILED and access.may(actor, "tolerance.handle", path=of.organisation_path)


def may_file_again(actor: Actor, of: Filing) -> bool:
    """This function will say whether the actor may file a returned plan again."""
    return of.state == Filing.State.RETURNED and access.may(actor, "tolerance.file_plan", path=of.organisation_path)


def units_that_file(actor: Actor) -> list[Organisation]:
    """This function will list the units in whose name the actor may file."""
    within = access.in_scopes(actor, "tolerance.file_plan", "path")
    rows = Organisation.objects.filter(within, closed_on=None).exclude(
        kind__in=[Organisation.Kind.INNER, Organisation.Kind.REGION]
    )
    return list(rows.in_order()[:200])


def _person(which: Q) -> Person:
    rows = Person.objects.select_related("home", "managed_by").defer("photo", "exchange_source")
    found = rows.filter(which).first()
    if found is None:
        raise NotHere()
    return found
