"""What administrators do: the system administrator with accounts, the security administrator with roles.

Two people are needed before anyone new can sign in: one makes the account, another opens it or gives it a role.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.registry.access import errors, kinds, queries
from dandang.registry.access.models import STANDING_OF_ADMIN, Role, RoleGrant
from dandang.registry.access.records import Actor
from dandang.registry.accounts import actions as accounts
from dandang.registry.accounts import queries as account_queries
from dandang.registry.accounts.models import Account
from dandang.registry.accounts.records import NewLink
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

GRANTED = "access.role.granted"
WITHDRAWN = "access.role.withdrawn"


# The system administrator ----------------------------------------------------------------------------------------


@transaction.atomic
def open_account(
    *,
    actor: Actor,
    username: str,
    display_name: str,
    standing: str = "BUSINESS",
    organisation_id: int | None = None,
    person_id: int | None = None,
    identity_number: str = "",
    at: datetime,
) -> NewLink:
    """This function will make an account that cannot sign in yet and return the one-time link for its holder.

    Without `identity_number` that of the person's file is used. Refuses everybody but the system administrator, a
    second account of one natural person, and a holder whose identity number nobody knows.
    """
    queries.require(actor, "accounts.account.create")
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    return accounts.create_account(
        actor=actor,
        username=username,
        display_name=display_name,
        standing=standing,
        organisation_ref=refs.ref("organisations.unit", organisation_id) if organisation_id else "",
        person_ref=refs.ref("people.person", person.pk) if person else "",
        identity_number=identity_number or (person.identity_number if person else ""),
        at=at,
    )


@transaction.atomic
def place_account(
    *, actor: Actor, account_id: int, organisation_id: int | None, person_id: int | None, reason: str, at: datetime
) -> None:
    """This function will write down which unit the holder is in now, and link the holder's own file, once.

    For accounts older than the units and the roster, and for a holder who moved; roles stay as they are. Refuses a
    missing reason, a file of an administrator, and another unit for whoever is 身份保管人: two bodies stay two bodies.
    """
    queries.require(actor, "accounts.account.create")
    _require_reason(reason)
    account = account_queries.account(account_id)
    if person_id and account.standing != Account.Standing.BUSINESS:
        raise errors.administrator_without_file()
    unit = refs.ref("organisations.unit", organisation_id) if organisation_id else ""
    if account.organisation_ref and unit not in {"", account.organisation_ref}:
        held = RoleGrant.objects.in_force(timezone.localdate(at)).filter(account=account, role=Role.IDENTITY_CUSTODIAN)
        if held.exists():
            raise errors.custodian_stays()
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    accounts.place_account(
        actor=actor,
        account_id=account_id,
        organisation_ref=unit,
        person_ref=refs.ref("people.person", person.pk) if person else "",
        identity_number=person.identity_number if person else "",
        reason=reason,
        at=at,
    )


@transaction.atomic
def reset_account(*, actor: Actor, account_id: int, resets_second_factor: bool, reason: str, at: datetime) -> NewLink:
    """This function will end an account's sessions and password and return a new one-time link.

    The administrator never learns a password. Refuses a missing reason.
    """
    queries.require(actor, "accounts.account.reset")
    _require_reason(reason)
    return accounts.issue_setup_link(
        actor=actor, account_id=account_id, resets_second_factor=resets_second_factor, reason=reason, at=at
    )


@transaction.atomic
def disable_account(*, actor: Actor, account_id: int, reason: str, at: datetime) -> None:
    """This function will shut an account out at once. Refuses a missing reason and the last administrator of a kind."""
    queries.require(actor, "accounts.account.disable")
    _require_reason(reason)
    accounts.disable_account(actor=actor, account_id=account_id, reason=reason, at=at)


@transaction.atomic
def enable_account(*, actor: Actor, account_id: int, reason: str, at: datetime) -> None:
    """This function will lift a disabling; the security administrator opens the account again."""
    queries.require(actor, "accounts.account.disable")
    _require_reason(reason)
    accounts.enable_account(actor=actor, account_id=account_id, reason=reason, at=at)


# The security administrator --------------------------------------------------------------------------------------


@transaction.atomic
def activate_account(*, actor: Actor, account_id: int, at: datetime) -> None:
    """This function will open an account without giving it a role: a cadre's own account."""
    queries.require(actor, "access.role.grant")
    _refuse_own(actor, account_id)
    accounts.activate_account(actor=actor, account_id=account_id, at=at)


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    account_id: int,
    role: str,
    organisation_id: int | None = None,
    starts_on: date | None = None,
    reason: str = "",
    at: datetime,
) -> int:
    """This function will give an account a role over a branch and open the account; in force from the next request.

    Refuses roles that do not fit the account's standing (三员分立), a business role without a branch, a role the
    account holds already over that branch, and the actor's own account.
    """
    queries.require(actor, "access.role.grant")
    _refuse_own(actor, account_id)
    account = account_queries.account(account_id)
    _refuse_other_standing(account, role)
    is_admin = role in kinds.ADMINS
    organisation = None if is_admin else _branch(organisation_id)
    today = timezone.localdate(at)
    held = RoleGrant.objects.filter(account=account, role=role, organisation=organisation).in_force(today)
    if held.exists():
        raise errors.role_held_already()
    grant = RoleGrant.objects.create(
        account=account,
        standing=account.standing,
        role=role,
        organisation=organisation,
        starts_on=starts_on or today,
        granted_by=actor.name,
        granted_at=at,
    )
    accounts.activate_account(actor=actor, account_id=account_id, at=at)
    audit.record(
        actor=actor,
        verb=GRANTED,
        target=refs.ref("accounts.account", account_id),
        reason=reason,
        facts={"role": role, "branch": organisation.path if organisation else "", "starts_on": str(grant.starts_on)},
        at=at,
    )
    return grant.pk


@transaction.atomic
def withdraw_role(*, actor: Actor, grant_id: int, reason: str, at: datetime) -> None:
    """This function will end a role today; the holder is without it from the next request.

    Refuses a missing reason and the last role of an administrator's kind: somebody must keep watch.
    """
    queries.require(actor, "access.role.grant")
    _require_reason(reason)
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk=grant_id).first()
    if grant is None:
        raise errors.not_your_branch()
    today = timezone.localdate(at)
    if grant.ends_on is not None and grant.ends_on <= today:
        raise errors.role_ended_already()
    if grant.role in kinds.ADMINS and _is_last_holder(grant, today):
        raise errors.last_holder(str(grant.get_role_display()))
    grant.ends_on = max(today, grant.starts_on)
    grant.save(update_fields=["ends_on"])
    audit.record(
        actor=actor,
        verb=WITHDRAWN,
        target=refs.ref("accounts.account", grant.account_id),
        reason=reason,
        facts={"role": grant.role, "branch": grant.organisation.path if grant.organisation else ""},
        at=at,
    )


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise errors.reason_missing()


def _refuse_own(actor: Actor, account_id: int) -> None:
    if actor.account_id == account_id:
        raise errors.own_account()


def _refuse_other_standing(account: Account, role: str) -> None:
    if role not in Role.values:
        raise errors.unknown_role()
    if STANDING_OF_ADMIN.get(role, "BUSINESS") != account.standing:
        raise errors.other_standing(str(account.get_standing_display()))


def _branch(organisation_id: int | None) -> Organisation:
    found = Organisation.objects.filter(pk=organisation_id or 0).first()
    if found is None:
        raise errors.branch_missing()
    return found


def _is_last_holder(grant: RoleGrant, today: date) -> bool:
    others = RoleGrant.objects.select_for_update().filter(role=grant.role, account__is_active=True).in_force(today)
    return not others.exclude(account_id=grant.account_id).exists()
