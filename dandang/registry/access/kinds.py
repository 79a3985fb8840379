"""Which verbs exist, who may do them, and over what? Every room registers its own in `apps.py`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

CADRE = "CADRE"  # implicit: every business account, for its own things
UNIT_OFFICER = "UNIT_OFFICER"
ORG_OFFICER = "ORG_OFFICER"
ORG_LEADER = "ORG_LEADER"
DISCIPLINE_OFFICER = "DISCIPLINE_OFFICER"
DISCIPLINE_LEADER = "DISCIPLINE_LEADER"
COMMITTEE_MEMBER = "COMMITTEE_MEMBER"
COMMITTEE_SECRETARY = "COMMITTEE_SECRETARY"
IDENTITY_CUSTODIAN = "IDENTITY_CUSTODIAN"
SYSTEM_ADMIN = "SYSTEM_ADMIN"
SECURITY_ADMIN = "SECURITY_ADMIN"
AUDIT_ADMIN = "AUDIT_ADMIN"

ORG_STAFF = frozenset({ORG_OFFICER, ORG_LEADER})
DISCIPLINE_STAFF = frozenset({DISCIPLINE_OFFICER, DISCIPLINE_LEADER})
COMMITTEE = frozenset({COMMITTEE_MEMBER, COMMITTEE_SECRETARY})
ADMINS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})
BUSINESS_ROLES = ORG_STAFF | DISCIPLINE_STAFF | COMMITTEE | {UNIT_OFFICER, IDENTITY_CUSTODIAN}
ROLES = BUSINESS_ROLES | ADMINS | {CADRE}

SCOPES = ("branch", "own", "admin")

# Beside a verb, what the table of routes may say of a page: everybody, every account, all but the administrators.
PUBLIC, SIGNED_IN, BUSINESS = "PUBLIC", "SIGNED_IN", "BUSINESS"


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing one may do. `roles` hold it; `label` names it on refusals.

    `scope` says over what: `branch` (the role's part of the tree), `own` (only things of the account itself, the room
    checks which) or `admin` (the installation, no branch). A verb with CADRE among its roles is also open to every
    business account for its own things.
    """

    roles: Iterable[str]
    label: Any
    scope: str = "branch"

    def __post_init__(self) -> None:
        object.__setattr__(self, "roles", frozenset(self.roles))
        unknown = self.role_set - ROLES
        if unknown or self.scope not in SCOPES:
            raise ValueError(f"unknown roles {sorted(unknown)} or scope {self.scope!r}")
        if self.scope == "admin" and self.role_set - ADMINS:
            raise ValueError("a verb over the installation belongs to the three administrators")
        if self.scope != "admin" and self.role_set & ADMINS:
            raise ValueError("the three administrators take no part in business")

    @property
    def role_set(self) -> frozenset[str]:
        return frozenset(self.roles)


_verbs: dict[str, Verb] = {}


def register_verbs(verbs: Mapping[str, Verb]) -> None:
    """Add a room's verbs. Raises ValueError when a verb is registered a second time with another meaning."""
    for name, verb in verbs.items():
        known = _verbs.get(name)
        if known is not None and (known.role_set, known.scope) != (verb.role_set, verb.scope):
            raise ValueError(f"verb {name} is already registered with other roles")
        _verbs[name] = verb


def verb(name: str) -> Verb:
    """Return a verb. Raises KeyError for one nobody registered: a mistake in the program, not of the person."""
    return _verbs[name]


def verbs() -> dict[str, Verb]:
    """Return every verb in the order of the names."""
    return dict(sorted(_verbs.items()))
