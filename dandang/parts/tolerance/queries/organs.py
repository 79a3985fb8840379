"""Which organ may find on a person's case, by 干部管理权限 and by what the procedure says of leading organs?"""

from __future__ import annotations

from collections.abc import Sequence

from dandang.law.policies.records import Procedure
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person

# How the names a text gives to organs meet the organs of a county; anything else is not guessed at.
_SIGNS = (("纪", "纪"), ("监察", "监委"), ("组织", "组织部"))


def organs_for(person: Person, procedure: Procedure | None) -> list[Organisation]:
    """This function will return the organs that may find on the person's case, the leading one first.

    They are the party organs of the region that manages the person which the procedure names; the region's own body
    where it has none on file. Basis: 安徽 11 (按干部管理权限), 云南 9 (纪检监察机关为责任主体).
    """
    region = organisations.region_above(person.managed_by)
    party = Organisation.objects.filter(parent=region, kind=Organisation.Kind.PARTY, closed_on=None).in_order()
    named = procedure.lead_organs.names if procedure is not None and procedure.lead_organs is not None else ()
    found = [organ for name in named for organ in party if _fits(name, organ)]
    return list(dict.fromkeys(found)) or [region]


def is_known(name: str) -> bool:
    """This function will say whether a name a text gives to an organ fits a kind of organ a county has."""
    return any(sign in name for sign, _part in _SIGNS)


def may_lead_by(names: Sequence[str], organ: Organisation) -> bool:
    """This function will say whether an organ is the one the names of a text put first. Basis: 云南 9."""
    return bool(names) and _fits(names[0], organ)


def manages(organ: Organisation, person: Person) -> bool:
    """This function will say whether the person's managing body stands under the region of the organ."""
    return person.manager_path.startswith(organisations.region_above(organ).path)


def officers_of(procedure: Procedure | None) -> str:
    """This function will say which officers handle a case: those of the organ the procedure names first."""
    named = procedure.lead_organs.names if procedure is not None and procedure.lead_organs is not None else ()
    return "DISCIPLINE_OFFICER" if named and "纪" in named[0] else "ORG_OFFICER"


def _fits(name: str, organ: Organisation) -> bool:
    return any(sign in name and part in organ.name for sign, part in _SIGNS)
