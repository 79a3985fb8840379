"""Loading a case of false accusation for writing and moving it on. Shared by the actions about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import timezone

from dandang.foundation.ground.refusal import NotHere
from dandang.ledger.casework.records import Conflict
from dandang.registry.access.records import Actor
from dandang.registry.people import queries as people

from .. import errors
from ..models import Accusation, DishonestyReferral
from ..queries import accusation_law as law
from ..queries import accusations, reach
from . import moving

Right = Callable[[Actor, Accusation], bool]


def locked(actor: Actor, accusation_id: int, may: Right, at: datetime, *, is_leaving: bool = False) -> Accusation:
    """Load a case for writing, locked. Raises NotHere when `may` says no: as if it did not exist.

    Refuses (Conflicted) kin, colleagues and superiors of whom the report names, asked again at every act (S5), but for
    somebody who `is_leaving`: standing aside is always open.
    """
    rows = Accusation.objects.select_for_update(of=("self",)).select_related("report__organ", "organ")
    row = rows.filter(pk=accusation_id).first()
    if row is None or not reach.visible_accusations(actor).filter(pk=accusation_id).exists() or not may(actor, row):
        raise NotHere()
    if actor.person_id is not None and not actor.is_system and not is_leaving:
        today = timezone.localdate(at)
        refuse_conflicted(accusations.conflicts_in(row, [actor.person_id], on=today, with_parts=False))
    return row


def refuse_conflicted(found: dict[int, tuple[Conflict, ...]]) -> None:
    """Refuse when anybody has to stand aside; the sentence names each of them and every reason."""
    if not found:
        return
    names = people.names_of(list(found))
    lines = [f"{names.get(str(pk), '')}：{'；'.join(one.why for one in reasons)}" for pk, reasons in found.items()]
    words = f"要回避的不能办理这件核查。{'。'.join(lines)}。请由其他同志办理；没有人可以办的，报请上级指定。"
    raise errors.Conflicted(words, clause=law.CONFLICT)


def done_duty(actor: Actor, row: Accusation, kinds: Sequence[str], at: datetime) -> None:
    """Close the duties of steps that are done."""
    for kind in kinds:
        moving.done_duty(actor, row, f"protection.{kind}", at)


def locked_referral(actor: Actor, referral_id: int, at: datetime) -> tuple[Accusation, DishonestyReferral]:
    """Load a referral and its case for writing, for those who lead the case. Raises NotHere."""
    case_id = DishonestyReferral.objects.filter(pk=referral_id).values_list("accusation_id", flat=True).first()
    if case_id is None:
        raise NotHere()
    row = locked(actor, case_id, accusations.may_lead, at)
    return row, DishonestyReferral.objects.select_for_update().get(pk=referral_id)
