"""Which organs take reports, which stands above one, and does a report name those who would read it?

Basis: 检举控告规则 第15条 (报送上级), 第47条 (不得转给被反映人); abuse case "a report naming its own reader".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, Value
from django.utils.translation import gettext as _

from dandang.foundation.ground.refs import parse
from dandang.registry.access import queries as access
from dandang.registry.accounts.models import Account
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation, next_path
from dandang.registry.people.models import Person

from ..models import System
from ..records import Office

# The sign in an organ's name, and the roles that read reports there.
_SIGNS = {System.DISCIPLINE: "纪", System.ORGANISATION: "组织部"}
_READERS = {
    System.DISCIPLINE: ("DISCIPLINE_OFFICER", "DISCIPLINE_LEADER"),
    System.ORGANISATION: ("ORG_OFFICER", "ORG_LEADER"),
}


@dataclass(frozen=True, slots=True)
class Reception:
    """Where a report goes: the organ that reads it, who is set aside there, and why it went above (empty: it did not).

    `recused` are people; the sentence why is the same for all. `is_read` is false when even at the top nobody is left.
    """

    organ: Organisation
    recused: tuple[Person, ...] = ()
    went_above: str = ""
    is_read: bool = True


def offices() -> list[Office]:
    """This function will list the organs that take reports: those of each region, in the order of the tree."""
    found = []
    for system, sign in _SIGNS.items():
        rows = Organisation.objects.filter(
            parent__kind=Organisation.Kind.REGION, kind=Organisation.Kind.PARTY, closed_on=None, name__contains=sign
        )
        found += [Office(system.value, one.pk, one.name, str(system.label)) for one in rows.in_order()]
    return found


def office(key: str) -> Office | None:
    """This function will return the office with a key as the form sends it, or None."""
    return next((one for one in offices() if one.key == key), None)


def reception(system: str, organ: Organisation, words: str, *, on: date) -> Reception:
    """This function will say who reads a report whose words are given.

    Whoever of the office is named in it is set aside. When the organ's head is, or nobody would be left to read it or
    to sign, it goes to the organ above, which is asked the same.
    """
    why = ""
    tried: set[int] = set()
    while organ.pk not in tried:
        tried.add(organ.pk)
        named = people_named(words, within=_staff(system, organ, on))
        reason = _must_go_above(system, organ, named, words, on)
        above = _above(system, organ) if reason else None
        if above is None:
            return Reception(organ, tuple(named), why, is_read=not reason)
        organ, why = above, reason
    return Reception(organ, (), why, is_read=False)


def people_named(words: str, *, within: Q) -> list[Person]:
    """This function will return the people of a circle whose whole name stands in a text."""
    rows = Person.objects.filter(within).annotate(words=Value(words)).filter(words__contains=F("name"))
    return list(rows.defer("photo", "exchange_source").order_by("pk"))


def above(system: str, organ: Organisation) -> Organisation | None:
    """This function will return the organ of the same system in the region above, the region itself without one."""
    return _above(system, organ)


def region_organ(system: str, region: Organisation) -> Organisation:
    """This function will return the organ of a system in a region, the region itself where none is on file."""
    rows = Organisation.objects.filter(
        parent=region, kind=Organisation.Kind.PARTY, closed_on=None, name__contains=_SIGNS[System(system)]
    )
    return rows.in_order().first() or region


def head_of(organ: Organisation) -> Person | None:
    """This function will return who heads an organ: the first of its leading team, None when nobody is on file."""
    rows = Person.objects.filter(home=organ, is_team_member=True, state=Person.State.SERVING)
    return rows.defer("photo", "exchange_source").in_roster_order().first()


def _above(system: str, organ: Organisation) -> Organisation | None:
    region = organisations.region_above(organ)
    if region.parent_id is None:
        return None
    return region_organ(system, organisations.region_above(organisations.get(region.parent_id)))


def _must_go_above(system: str, organ: Organisation, named: Sequence[Person], words: str, on: date) -> str:
    away = {one.pk for one in named}
    head = head_of(organ)
    if head is not None and head.pk in away:
        return _("反映中提到了%s的主要负责人，转由上一级办理") % organ.name
    for role in _READERS[System(system)]:
        readers = _accounts(role, organ, on)
        if not any(_is_free(one, away, words) for one in readers):
            return _("%s没有可以办理这件反映的人，转由上一级办理") % organ.name
    if any(_person_id(one) is None and one.display_name in words for one in _all_accounts(system, organ, on)):
        # Such an account belongs to nobody on file, so nobody could be set aside for it.
        return _("反映中提到了%s能看到反映的人，转由上一级办理") % organ.name
    return ""


def _staff(system: str, organ: Organisation, on: date) -> Q:
    """The people of the organ, and those behind the accounts that read reports for it."""
    behind = [pk for one in _all_accounts(system, organ, on) if (pk := _person_id(one)) is not None]
    inside = Q(home_path__gte=organ.path, home_path__lt=next_path(organ.path))
    # A region stands in for an organ it has not got: its whole branch is no office.
    return Q(pk__in=behind) if organ.kind == Organisation.Kind.REGION else inside | Q(pk__in=behind)


def _all_accounts(system: str, organ: Organisation, on: date) -> list[Account]:
    return [one for role in _READERS[System(system)] for one in _accounts(role, organ, on)]


def _accounts(role: str, organ: Organisation, on: date) -> list[Account]:
    held = access.accounts_covering(role=role, organisation_id=organ.pk, on=on)
    return list(Account.objects.filter(pk__in=held).order_by("pk"))


def _is_free(account: Account, away: set[int], words: str) -> bool:
    person_id = _person_id(account)
    return person_id not in away if person_id is not None else account.display_name not in words


def _person_id(account: Account) -> int | None:
    return int(parse(account.person_ref).key) if account.person_ref else None
