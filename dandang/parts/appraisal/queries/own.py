"""What the person assessed may see: the own years, how far each has come, and the result once it is served."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import NotHere
from dandang.registry.access.records import Actor

from ..models import Participant, ResultNotice

_MOST_YEARS = 40


@dataclass(frozen=True, slots=True)
class OwnYear:
    """One year of one's own: the part in it, the notice once served, and where it stands in one sentence."""

    one: Participant
    notice: ResultNotice | None

    @property
    def grade(self) -> str:
        """The grade, once it is told: nobody learns it from a list before the written notice."""
        return self.one.grade if self.notice is not None else ""

    @property
    def stands(self) -> str:
        if self.one.participation != "GRADED":
            return str(self.one.get_participation_display())
        if self.notice is None:
            return _("等次已经确定，正在书面通知") if self.one.unit.state == "SEALED" else _("正在考核，结果还没有确定")
        return _("请您签收") if self.notice.acknowledged_on is None else _("已签收")

    @property
    def must_sign(self) -> bool:
        return self.notice is not None and self.notice.acknowledged_on is None

    @property
    def may_write(self) -> bool:
        """Whether the own summary can still be changed."""
        return self.one.unit.state != "SEALED" and self.one.participation != "ABSENT"


def own_years(actor: Actor) -> list[OwnYear]:
    """The actor's own years, newest first; none for an account that is nobody's file."""
    if actor.person_id is None:
        return []
    found = Participant.objects.filter(person_id=actor.person_id).select_related("unit", "cycle", "notice")
    return [_year(one) for one in found.order_by("-cycle__year", "-pk")[:_MOST_YEARS]]


def own_year(actor: Actor, participant_id: int) -> OwnYear:
    """One of the actor's own years. Raises NotHere for anybody else's."""
    found = (
        Participant.objects.filter(pk=participant_id, person_id=actor.person_id or 0)
        .select_related("unit__cycle__owner", "cycle__current_run", "notice", "plan", "person")
        .first()
    )
    if found is None or actor.person_id is None:
        raise NotHere()
    return _year(found)


def _year(one: Participant) -> OwnYear:
    return OwnYear(one, getattr(one, "notice", None))
