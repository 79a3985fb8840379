"""Early signs, problems left from before, and trials: what each list shows, and to whom."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ui.pages import Page, cut
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

from ..models import EarlySign, InheritedProblem, Trial

SIGN, TRIAL = "tolerance.early_sign", "tolerance.trial"
_MOST_UNITS = 300


def open_signs(actor: Actor, *, number: int = 1) -> Page[EarlySign]:
    """This function will list the early signs not yet put right, newest first; never one about the actor."""
    access.require(actor, SIGN)
    rows = _signs(actor).exclude(state=EarlySign.State.CLOSED).select_related("person", "organisation")
    return cut(rows.order_by("-id"), number=number)


def put_right_count(actor: Actor, year: int) -> int:
    """This function will count the signs put right in a year: a number without names, for they leave no mark."""
    return _signs(actor).filter(state=EarlySign.State.CLOSED, closed_at__year=year).count()


def sign_of(actor: Actor, sign_id: int) -> EarlySign:
    """This function will return one open sign. Raises NotHere for one elsewhere, about the actor, or put right."""
    access.require(actor, SIGN)
    rows = _signs(actor).exclude(state=EarlySign.State.CLOSED).select_related("person", "organisation")
    found = rows.filter(pk=sign_id).first()
    if found is None:
        raise NotHere()
    return found


def inherited(actor: Actor, *, number: int = 1) -> Page[InheritedProblem]:
    """This function will list problems left from before, those unsolved first."""
    access.require(actor, TRIAL)
    rows = InheritedProblem.objects.filter(_within(actor, TRIAL)).select_related("person", "organisation")
    return cut(rows.order_by(F("solved_on").asc(nulls_first=True), "-id"), number=number)


def trials(actor: Actor, *, number: int = 1) -> Page[Trial]:
    """This function will list what was done for the first time, newest first."""
    access.require(actor, TRIAL)
    rows = Trial.objects.filter(_within(actor, TRIAL)).select_related("organisation", "filing")
    return cut(rows.order_by("-id"), number=number)


def problem_of(actor: Actor, problem_id: int) -> InheritedProblem:
    """This function will return one problem left from before. Raises NotHere."""
    found = InheritedProblem.objects.filter(_within(actor, TRIAL), pk=problem_id).first()
    if found is None:
        raise NotHere()
    return found


def trial_of(actor: Actor, trial_id: int) -> Trial:
    """This function will return one trial. Raises NotHere."""
    found = Trial.objects.filter(_within(actor, TRIAL), pk=trial_id).first()
    if found is None:
        raise NotHere()
    return found


def units_of(actor: Actor) -> list[tuple[int, str]]:
    """This function will return the units over which the actor may record, with their names."""
    inside = access.in_scopes(actor, TRIAL, "path")
    rows = Organisation.objects.filter(inside, closed_on=None).exclude(kind=Organisation.Kind.INNER)
    return list(rows.order_by("path").values_list("pk", "name")[:_MOST_UNITS])


def person_named(actor: Actor, verb: str, words: str) -> Person:
    """This function will return the serving person with this number or name in the actor's branches.

    Raises BadInput when nobody or more than one fits, naming those who do.
    """
    inside = access.in_scopes(actor, verb, "home_path")
    rows = Person.objects.filter(inside, Q(number=words) | Q(name=words), state=Person.State.SERVING)
    found = list(rows.select_related("home").defer("photo", "exchange_source").order_by("pk")[:6])
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadInput(_("您的管理范围内没有叫“%s”或者这个编号的在职干部。请核对后再填。") % words, field="who")
    named = "、".join(f"{one.name}（{one.number}，{one.home.name}）" for one in found)
    raise BadInput(_("有几位同名：%s。请改填编号。") % named, field="who")


def _signs(actor: Actor) -> QuerySet[EarlySign]:
    rows = EarlySign.objects.filter(_within(actor, SIGN))
    return rows.exclude(person_id=actor.person_id) if actor.person_id is not None else rows


def _within(actor: Actor, verb: str) -> Q:
    return access.in_scopes(actor, verb, "organisation_path")
