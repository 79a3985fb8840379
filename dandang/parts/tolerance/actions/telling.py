"""Telling the person concerned and the applicant, in four parts: what was done, what is next, what you may do, whom to
ask (DESIGN 5). What is stored is written in Chinese for good."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from dandang.ledger.casework.models import Part
from dandang.ledger.notices import actions as notices
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Case
from .moving import subject_of


def tell(
    actor: Actor, case: Case, *, accounts: Iterable[int], title: str, done: str, following: str, may: str, at: datetime
) -> int:
    """Put the four parts into the lists of accounts and say how many were told."""
    body = "\n".join([done, f"接下来：{following}", f"您可以：{may}", f"有疑问请找：{contact(case)}"])
    return notices.tell(
        actor=actor, account_ids=accounts, title=f"{title}（{case.number}）", body=body, subject=subject_of(case), at=at
    )


def person_accounts(case: Case) -> list[int]:
    """The accounts of the person concerned; none means the paper has to be served."""
    return access.accounts_of_people([case.person_id])


def applicant_accounts(case: Case, at: datetime) -> list[int]:
    """The accounts that speak for the unit or party organisation that applied, without the person concerned."""
    if case.applicant_organisation_id is None:
        return []
    on = timezone.localdate(at)
    found: set[int] = set()
    for role in ("UNIT_OFFICER", "COMMITTEE_SECRETARY"):
        found |= set(access.accounts_holding(role=role, organisation_id=case.applicant_organisation_id, on=on))
    return sorted(found - set(person_accounts(case)))


def contact(case: Case) -> str:
    """Who answers questions about the case: the organ and its handler."""
    handler = case.assignments.filter(part=Part.HANDLER, recused_at=None).select_related("person").first()
    return (
        f"{case.organ.name}，承办人{handler.person.name}" if handler is not None else f"{case.organ.name}，待定承办人"
    )
