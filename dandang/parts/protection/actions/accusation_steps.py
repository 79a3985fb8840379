"""Loading a case of false accusation for writing and moving it on. Shared by the actions about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

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


def require_still_untrue(row: Accusation) -> None:
    """Refuse to go on when the report was taken up again since, or nothing of it is found untrue any more."""
    moving.require_state(row.report, "CONCLUDED", "ANSWERED")
    if not accusations.suspects(row.report).exists():
        words = _("原反映已经没有认定不实的问题，不能再认定诬告。请负责人结束核查。")
        raise errors.NotYet(words, clause=law.DEFINITION)


def refuse_gone(person_ids: Sequence[int]) -> None:
    """Refuse people who no longer serve, by name."""
    if gone := people.no_longer_serving(person_ids):
        names = "、".join(one.name for one in gone)
        raise errors.WrongState(_("%s 已不在职，不能承担核查。请选在职的同志。") % names, field="person_ids")


def ask_reviewers(actor: Actor, row: Accusation, at: datetime) -> None:
    """Make the second look the duty of those who have it, and finding more people the leaders' while they are few."""
    done_duty(actor, row, ("accusation_review", "accusation_review_team"), at)
    review = row.reviews.filter(reported_on=None).exists()
    if not review:
        return
    there = accusations.reviewers(row)
    least = int(law.law_of(row, on=timezone.localdate(at)).investigators.value or 0)
    if len(there) < least:
        why = "一个人不单独复查，人还不够"
        moving.next_duty(actor, row, "protection.accusation_review_team", "指派复查的人", why, at, is_leaders=True)
    why = "只看原来的认定还站不站得住，写明情况和建议"
    for person_id in there:
        moving.next_duty(actor, row, "protection.accusation_review", "复查诬告认定", why, at, person_id=person_id)


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
