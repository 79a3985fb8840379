"""A small county for tests: the city above, the county, its organs and townships; people and actors with roles.

`county()` makes the tree, `person(…)` a cadre, `actor_of(role, unit)` somebody who may act. Rows are made directly;
journeys use the actions instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from dandang.foundation.ground import refs
from dandang.registry.access.models import STANDING_OF_ADMIN, RoleGrant
from dandang.registry.access.queries import actor_for
from dandang.registry.access.records import Actor
from dandang.registry.accounts.models import Account
from dandang.registry.organisations.models import STEP, Name, Organisation, Placement
from dandang.registry.people.models import Person

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)  # 09:00 in Beijing
FOUNDED = date(1984, 1, 1)
REGION = "341299"

_numbers = count(1)


@dataclass(frozen=True)
class County:
    """The tree of the tests. The city manages the county's leaders, the county committee those of the organs."""

    city: Organisation
    county: Organisation
    org_department: Organisation
    discipline: Organisation
    finance: Organisation
    budget_office: Organisation
    township: Organisation


def organisation(parent: Organisation | None, name: str, kind: str = "GOVERNMENT", **fields: Any) -> Organisation:
    """Make a unit below `parent`, last among its siblings, founded long ago."""
    place = Organisation.objects.filter(parent=parent).count() + 1
    made = Organisation.objects.create(
        code=f"T{next(_numbers):05d}",
        name=name,
        kind=kind,
        region=REGION,
        parent=parent,
        path=(parent.path if parent else "") + str(place).zfill(STEP),
        sibling_order=place,
        founded_on=fields.pop("founded_on", FOUNDED),
        **fields,
    )
    Name.objects.create(organisation=made, name=name, starts_on=made.founded_on)
    Placement.objects.create(organisation=made, parent=parent, starts_on=made.founded_on)
    return made


def county() -> County:
    """Make 青禾县 under its city, with four organs, an inner office and a township."""
    city = organisation(None, "清源市", "REGION")
    here = organisation(city, "青禾县", "REGION")
    finance = organisation(here, "县财政局")
    return County(
        city=city,
        county=here,
        org_department=organisation(here, "县委组织部", "PARTY"),
        discipline=organisation(here, "县纪委监委", "PARTY"),
        finance=finance,
        budget_office=organisation(finance, "预算股", "INNER"),
        township=organisation(here, "柳溪镇", "TOWNSHIP"),
    )


def person(
    home: Organisation, name: str = "", *, managed_by: Organisation | None = None, at: datetime = NOW, **fields: Any
) -> Person:
    """Make a serving cadre of `home`, managed by it unless said otherwise."""
    number = next(_numbers)
    manager = managed_by or home
    values = {
        "number": f"P{number:06d}",
        "name": name or f"林试{number}",
        "name_key": f"08{number:06d}",
        "initials": "LS",
        "sex": "1",
        "birth_month": "198603",
        "work_month": "200907",
        "post_text": "科员",
    }
    return Person.objects.create(
        **(values | fields),
        home=home,
        home_path=home.path,
        managed_by=manager,
        manager_path=manager.path,
        created_at=at,
        updated_at=at,
    )


def account(
    role: str = "CADRE",
    organisation: Organisation | None = None,
    *,
    who: Person | None = None,
    name: str = "",
    username: str = "",
    password: str = "",
    on: date = TODAY,
) -> Account:
    """Make an active account that holds `role` over `organisation`; CADRE holds none and is somebody's own account."""
    number = next(_numbers)
    standing = STANDING_OF_ADMIN.get(role, "BUSINESS")
    made = Account(
        username=username or f"{role.lower()}{number}",
        display_name=name or (who.name if who else f"试用{number}"),
        organisation_ref=refs.ref("organisations.unit", organisation.pk) if organisation else "",
        person_ref=refs.ref("people.person", who.pk) if who else "",
        holder_key=f"{number:064d}" if standing != "BUSINESS" else "",
        standing=standing,
        is_active=True,
        must_change_password=False,
        password_changed_at=NOW,
        last_seen_at=NOW,
        created_at=NOW,
    )
    made.set_password(password or None)
    made.save()
    if role != "CADRE":
        RoleGrant.objects.create(
            account=made,
            standing=standing,
            role=role,
            organisation=None if role in STANDING_OF_ADMIN else organisation,
            starts_on=on,
            granted_by="测试",
            granted_at=NOW,
        )
    return made


def actor_of(
    role: str, organisation: Organisation | None = None, *, who: Person | None = None, name: str = "", on: date = TODAY
) -> Actor:
    """Return an actor with an account of its own that holds `role` over `organisation` on the day `on`."""
    return actor_for(account(role, organisation, who=who, name=name, on=on), on)
