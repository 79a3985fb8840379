"""May this actor do this, over which branches, and which people does the actor see?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import Resolver404, get_script_prefix, resolve
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.ground import refs
from dandang.registry.access import errors, kinds, rules
from dandang.registry.access.models import RoleGrant
from dandang.registry.access.records import Actor, Grant, GrantLine, Staffing, StaffingGap, StaffingNeed
from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import STEP, Organisation, in_branches, next_path
from dandang.registry.people.models import Person

# Why each role needs so many people.
_WHY = {
    "SYSTEM_ADMIN": gettext_lazy("建立账号、运行系统，不接触业务数据，不授权"),
    "SECURITY_ADMIN": gettext_lazy("授予和收回角色，与建立账号的人分开"),
    "AUDIT_ADMIN": gettext_lazy("查看审计日志，与前两者分开"),
    "ORG_OFFICER": gettext_lazy("导入、导出、录票一人办理、另一人复核；一人需要回避时有人接手"),
    "ORG_LEADER": gettext_lazy("审定方案和结果，不得是经办人"),
    "DISCIPLINE_OFFICER": gettext_lazy("调查须两人以上进行"),
    "DISCIPLINE_LEADER": gettext_lazy("审定调查结论，不得是调查人"),
    "COMMITTEE_SECRETARY": gettext_lazy("主持集体研究"),
    "COMMITTEE_MEMBER": gettext_lazy("以应到会成员超过半数同意形成决定；一人回避后仍是集体"),
    "IDENTITY_CUSTODIAN": gettext_lazy("分属两个机关，各管半把钥匙，两家同意才能打开身份；不得参与考核和调查"),
}

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
    name, organ_name = _places(organisation_id)
    return Actor(
        account_id=account.pk,
        name=account.display_name,
        person_id=_key(account.person_ref),
        standing=account.standing,
        grants=grants,
        organisation_id=organisation_id,
        organisation_name=name,
        organ_name=organ_name,
    )


def _places(organisation_id: int | None) -> tuple[str, str]:
    """Today's name of a unit and of the organ it belongs to: itself, unless it is an inner office of one."""
    steps = ("", "parent__", "parent__parent__")
    units = Organisation.objects.filter(pk=organisation_id or 0)
    found = units.values_list(*(f"{step}{field}" for step in steps for field in ("name", "kind"))).first()
    if found is None:
        return "", ""
    organs = [name for name, kind in zip(found[::2], found[1::2], strict=True) if kind != Organisation.Kind.INNER]
    return found[0], (organs[0] if organs else None) or found[0]


def actor_by_account(account_id: int, *, on: date) -> Actor:
    """Return the account as an actor by its id, for work queued earlier; nobody once it is gone or switched off."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return actor_for(account, on) if account else ANONYMOUS


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


def opens(actor: Actor | None, address: str) -> bool:
    """Say whether the table of routes lets the actor open the page at an address of this house, without a query.

    Asked before a link is drawn, so that it does not lead to a refusal; the very row behind it is its room's to judge.
    """
    try:
        name = resolve("/" + urlsplit(address).path.removeprefix(get_script_prefix())).view_name
    except Resolver404:
        return False
    who = import_string(settings.ROUTE_POLICY).get(name)
    if who is None or who == kinds.PUBLIC:
        return who is not None
    if actor is None or not (actor.is_signed_in or actor.is_system):
        return False
    if who in (kinds.SIGNED_IN, kinds.BUSINESS):
        return who == kinds.SIGNED_IN or actor.standing == "BUSINESS"
    return may(actor, who)


def scopes(actor: Actor | None, verb: str) -> tuple[str, ...]:
    """Return the places in the tree below which the actor holds the verb; none inside another, in order."""
    known = kinds.verb(verb)
    if actor is None:
        return ()
    if actor.is_system:
        return tuple(Organisation.objects.filter(parent=None).order_by("path").values_list("path", flat=True))
    return _outermost(grant.path for grant in _grants_with(actor, known))


def in_scopes(actor: Actor | None, verb: str, column: str) -> Q:
    """Return the condition that the path in `column` lies where the actor holds the verb."""
    return in_branches(column, scopes(actor, verb))


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
    path = Organisation.objects.filter(pk=organisation_id or 0).values_list("path", flat=True).first()
    if path is None:
        return []
    held = RoleGrant.objects.in_force(on).filter(role=role, account__is_active=True)
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    covering = held.filter(organisation__path__in=above).values_list("organisation__path", "account_id")
    nearest = max((place for place, _ in covering), default="")
    return sorted({account_id for place, account_id in covering if place == nearest})


def accounts_covering(*, role: str, organisation_id: int, on: date) -> list[int]:
    """Return the active accounts that hold `role` over the organisation on a day, by whichever branch above it."""
    path = Organisation.objects.filter(pk=organisation_id).values_list("path", flat=True).first() or ""
    above = [path[:end] for end in range(STEP, len(path) + 1, STEP)]
    held = RoleGrant.objects.in_force(on).filter(role=role, account__is_active=True, organisation__path__in=above)
    return sorted(set(held.values_list("account_id", flat=True)))


def accounts_of_people(person_ids: Iterable[int]) -> list[int]:
    """Return the active accounts of people, for telling them something; people without an account are left out."""
    held = [refs.ref("people.person", person_id) for person_id in person_ids]
    return list(Account.objects.filter(person_ref__in=held, is_active=True).order_by("pk").values_list("pk", flat=True))


def people_holding(*, role: str, person_ids: Iterable[int], on: date) -> set[int]:
    """Return those of some people who hold a role on a day, over whichever branch, by an active account."""
    known = {refs.ref("people.person", person_id): person_id for person_id in person_ids}
    held = RoleGrant.objects.in_force(on).filter(
        role=role, account__is_active=True, account__person_ref__in=list(known)
    )
    return {known[person_ref] for person_ref in held.values_list("account__person_ref", flat=True)}


# What administrators look at -------------------------------------------------------------------------------------


def grants_of(account_id: int, *, on: date) -> list[GrantLine]:
    """Return every role the account holds or held, those in force first."""
    rows = RoleGrant.objects.filter(account_id=account_id).select_related("organisation").order_by("-starts_on", "-id")
    lines = [
        GrantLine(
            grant_id=row.pk,
            role_label=str(row.get_role_display()),
            branch=row.organisation.name if row.organisation else "",
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            granted_by=row.granted_by,
            is_in_force=row.starts_on <= on and (row.ends_on is None or row.ends_on > on),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_in_force)


def grant(grant_id: int) -> tuple[int, GrantLine]:
    """Return the account and the line of one grant. Raises NotHere."""
    row = RoleGrant.objects.filter(pk=grant_id).values_list("account_id", flat=True).first()
    if row is None:
        raise errors.not_your_branch()
    return row, next(line for line in grants_of(row, on=date.min) if line.grant_id == grant_id)


def organisation_called(text: str) -> Organisation:
    """Return the open unit with this code or name, or with the text in its name; raises BadInput with candidates."""
    found = Organisation.objects.filter(closed_on=None)
    exact = list(found.filter(Q(code=text) | Q(name=text)).in_order()[:9]) if text else []
    candidates = exact or (list(found.filter(name__contains=text).in_order()[:9]) if text else [])
    if len(candidates) == 1:
        return candidates[0]
    named = "、".join(f"{unit.name}（{unit.code}）" for unit in candidates[:8])
    advice = (
        _("有几个相近的：%(named)s。请改填机构编码。") % {"named": named}
        if named
        else _("请核对名称，或改填机构编码。")
    )
    raise errors.branch_unclear(text, advice)


def person_called(text: str) -> int:
    """Return the id of the person with this number or identity number. Raises BadInput; shows nothing of the file."""
    found = Person.objects.filter(Q(number=text) | Q(identity_number=text.upper())).values_list("pk", flat=True).first()
    if found is None:
        raise errors.person_missing(text)
    return found


def staffing_check(on: date) -> Staffing:
    """Compare the roles held on a day by active accounts with the fewest people a county needs (SPEC PL-17)."""
    held = RoleGrant.objects.in_force(on).filter(account__is_active=True)
    rows = list(held.values_list("role", "account_id", "organisation__path"))
    holders: dict[str, set[int]] = {}
    for role, account_id, _path in rows:
        holders.setdefault(role, set()).add(account_id)
    covered = [path for role, _account, path in rows if role == kinds.UNIT_OFFICER and path]
    gaps = [_missing(need, count) for need, count in rules.missing_roles(holders)]
    gaps += [_crowded(one, other) for one, other in rules.crowded_pairs(holders)]
    bare = rules.uncovered(_units_with_people(), covered)
    if bare:
        gaps.append(_uncovered_units(bare))
    needs = tuple(
        StaffingNeed(_(need.label), need.at_least, len(holders.get(need.role, ())), str(_WHY[need.role]))
        for need in rules.NEEDS
    )
    return Staffing(on, rules.fewest_people(), needs, tuple(gaps))


def _units_with_people() -> list[str]:
    """Places of units below the county that people are counted in; inner offices share their organ's officer."""
    homes = Person.objects.order_by("home_path").values_list("home_path", flat=True).distinct()
    return list(homes)


def _missing(need: rules.Need, count: int) -> StaffingGap:
    sentence = _("%(label)s至少要 %(n)s 人，现有 %(count)s 人：%(why)s。")
    words = {"label": _(need.label), "n": need.at_least, "count": count, "why": _WHY[need.role]}
    return StaffingGap(f"too_few.{need.role.lower()}", sentence % words)


def _crowded(one: rules.Need, other: rules.Need) -> StaffingGap:
    sentence = _("%(one)s和%(other)s必须是不同的人，两者合起来至少要 %(n)s 人。请再授权一人。")
    words = {"one": _(one.label), "other": _(other.label), "n": one.at_least + other.at_least}
    return StaffingGap(f"not_apart.{one.role.lower()}.{other.role.lower()}", sentence % words)


def _uncovered_units(paths: list[str]) -> StaffingGap:
    names = Organisation.objects.filter(path__in=paths[:5]).in_order().values_list("name", flat=True)
    sentence = _("%(n)s 个有人员的单位没有单位人事，如 %(names)s。这些单位的测评表和通知没有人接收。")
    return StaffingGap("units_without_officer", sentence % {"n": len(paths), "names": "、".join(names)})
