"""May this actor do this, over which branches, and which people does the actor see?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from dandang.foundation.ground import refs
from dandang.registry.access import errors, kinds
from dandang.registry.access.models import RoleGrant
from dandang.registry.access.records import Actor, Grant
from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import STEP, Organisation, next_path
from dandang.registry.people.models import Person

ANONYMOUS = Actor(account_id=None, name="")


# Who acts --------------------------------------------------------------------------------------------------------


def actor_for(account: Account, on: date) -> Actor:
    """Return the account as an actor with the roles it holds on the day `on`. Two queries, whatever it holds."""
    held = RoleGrant.objects.filter(account=account).in_force(on).select_related("organisation").order_by("id")
    grants = tuple(
        Grant(grant.role, grant.organisation_id, grant.organisation.path if grant.organisation else "")
        for grant in held
    )
    organisation_id = _key(account.organisation_ref)
    name = Organisation.objects.filter(pk=organisation_id).values_list("name", flat=True).first()
    return Actor(
        account_id=account.pk,
        name=account.display_name,
        person_id=_key(account.person_ref),
        standing=account.standing,
        grants=grants,
        organisation_id=organisation_id,
        organisation_name=name or "",
    )


def system_actor(name: str = "系统") -> Actor:
    """Return the program itself, for the command line and the loader of the made-up county. It may do everything."""
    return Actor(account_id=None, name=name, is_system=True)


def anonymous_actor() -> Actor:
    """Return the actor of somebody not signed in, who may do nothing that a public page does not offer."""
    return ANONYMOUS


def _key(text: str) -> int | None:
    return int(refs.parse(text).key) if text else None


# May it? ---------------------------------------------------------------------------------------------------------


def may(actor: Actor | None, verb: str, *, path: str | None = None) -> bool:
    """Say whether the actor holds the verb, over the place `path` in the tree or, without one, anywhere.

    Raises KeyError for a verb that no room registered.
    """
    known = kinds.verb(verb)
    if actor is None or not (actor.is_signed_in or actor.is_system):
        return False
    if actor.is_system:
        return True
    if path is None or known.scope != "branch":
        return _is_open_as_cadre(actor, known) or bool(actor.roles & known.role_set)
    return any(path.startswith(grant.path) for grant in _grants_with(actor, known))


def require(actor: Actor | None, verb: str, *, path: str | None = None) -> None:
    """Do nothing when the actor may; raise NotAllowed when no role of his holds the verb, NotHere when none does there.

    A place outside the actor's branches looks the same as one that does not exist (SPEC PL-04).
    """
    if may(actor, verb, path=path):
        return
    if path is None or not may(actor, verb):
        raise errors.not_your_verb(str(kinds.verb(verb).label))
    raise errors.not_your_branch()


def scopes(actor: Actor | None, verb: str) -> tuple[str, ...]:
    """Return the places in the tree below which the actor holds the verb; none inside another, in order."""
    known = kinds.verb(verb)
    if actor is None:
        return ()
    if actor.is_system:
        return tuple(Organisation.objects.filter(parent=None).order_by("path").values_list("path", flat=True))
    return _outermost(grant.path for grant in _grants_with(actor, known))


def _is_open_as_cadre(actor: Actor, verb: kinds.Verb) -> bool:
    return kinds.CADRE in verb.role_set and actor.standing == "BUSINESS"


def _grants_with(actor: Actor, verb: kinds.Verb) -> list[Grant]:
    return [grant for grant in actor.grants if grant.role in verb.role_set]


def _outermost(paths: object) -> tuple[str, ...]:
    kept: list[str] = []
    for path in sorted(set(paths)):  # type: ignore[call-overload]
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


# Whom does it see? -----------------------------------------------------------------------------------------------


def visible_people(actor: Actor | None, verb: str = "people.file.read") -> QuerySet[Person]:
    """Return the people whose files the actor may open: those the branch both holds and manages, and oneself.

    Basis: 干部管理权限. A unit officer does not see leaders the body above manages, nor a county those of the city:
    the branch must contain the managing body too. 双重管理: a co-managing body inside the branch suffices.
    """
    if actor is None:
        return Person.objects.none()
    seen = Q(pk__in=[])
    for path in scopes(actor, verb):
        seen |= _managed_within(path)
    if actor.person_id is not None and _is_open_as_cadre(actor, kinds.verb(verb)):
        seen |= Q(pk=actor.person_id)
    return Person.objects.filter(seen)


def require_person(actor: Actor | None, verb: str, person_id: int) -> Person:
    """Return the person; raise NotAllowed when the actor lacks the verb, NotHere when the file is not his to see."""
    require(actor, verb)
    person = visible_people(actor, verb).filter(pk=person_id).first()
    if person is None:
        raise errors.not_your_branch()
    return person


def _managed_within(path: str) -> Q:
    end = next_path(path)
    co_managers = Organisation.objects.filter(path__gte=path, path__lt=end).values("pk")
    return Q(home_path__gte=path, home_path__lt=end, manager_path__gte=path, manager_path__lt=end) | Q(
        co_managed_by__in=co_managers
    )


# Whom to turn to -------------------------------------------------------------------------------------------------


def accounts_holding(*, role: str, organisation_id: int | None, on: date) -> list[int]:
    """Return the active accounts that hold `role` over the organisation on a day: those of the nearest branch only.

    A county's officer is asked before the city's. Empty when nobody holds it.
    """
    path = Organisation.objects.filter(pk=organisation_id).values_list("path", flat=True).first()
    if path is None:
        return []
    held = RoleGrant.objects.in_force(on).filter(role=role, account__is_active=True)
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    covering = held.filter(organisation__path__in=above).values_list("organisation__path", "account_id")
    nearest = max((place for place, _ in covering), default="")
    return sorted({account_id for place, account_id in covering if place == nearest})


def accounts_of_people(person_ids: Iterable[int]) -> list[int]:
    """Return the active accounts of people, for telling them something; people without an account are left out."""
    held = [refs.ref("people.person", person_id) for person_id in person_ids]
    return list(Account.objects.filter(person_ref__in=held, is_active=True).order_by("pk").values_list("pk", flat=True))
