"""What does a person see of harm to his own name: how it stands, in a sentence, and which organ works on it?"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.records import Happening
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person

from ..models import PublicHarm
from . import harms


@dataclass(frozen=True, slots=True)
class OwnHarm:
    """One harm to the person's own name."""

    row: PublicHarm
    look: str
    sentence: str
    steps: list[Happening]


def own_harms(actor: Actor) -> list[OwnHarm]:
    """This function will list the harms to the actor's own name, newest first."""
    return [_own(row) for row in harms.own_harms(actor)]


def own_harm(actor: Actor, harm_id: int) -> OwnHarm:
    """This function will return one harm to the actor's own name. Raises NotHere for any other."""
    return _own(harms.own_harm(actor, harm_id))


def organs(actor: Actor) -> list[tuple[str, str]]:
    """This function will return who could check a harm to the actor's name. Raises NotHere for nobody's account."""
    access.require(actor, "protection.own_harm")
    person = Person.objects.select_related("home").filter(pk=actor.person_id or 0).first()
    if person is None:
        raise NotHere()
    return harms.organs_for(person.home)


def _own(row: PublicHarm) -> OwnHarm:
    sentences = {
        "REGISTERED": _("已经登记，正在查明。"),
        "CHECKED": _("已经查明不实，正在准备公布真相。"),
        "PUBLISHED": _("真相已经公布，接下来看影响消除了没有。"),
        "CLOSED": _("影响已经消除，办结。"),
        "TRUE_AFTER_ALL": _("查下来属实，所以不作澄清。这件事不记入任何别的地方。"),
    }
    return OwnHarm(row, harms.LOOKS[row.state], sentences[row.state], _steps(row))


def _steps(row: PublicHarm) -> list[Happening]:
    days = [(_("登记"), row.registered_on), (_("查明"), row.checked_on)]
    if row.state != "TRUE_AFTER_ALL":
        days += [(_("公布真相"), row.published_on), (_("看效果，办结"), row.closed_on)]
    open_ones = [label for label, day in days if day is None]
    return [
        Happening(
            day.isoformat() if day else _("以后"),
            label,
            state="" if day else "now" if label == open_ones[0] else "later",
        )
        for label, day in days
    ]
