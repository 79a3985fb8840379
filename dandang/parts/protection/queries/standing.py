"""Where does an allegation stand, and what became of one that does not stand any more?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from .. import allegation_rules as rules
from ..models import Allegation


def is_live(allegation: Allegation) -> bool:
    """This function will say whether an allegation still stands. `reach.live_allegations` asks the same of rows."""
    return allegation.merged_into_id is None and allegation.withdrawn_on is None


def became(allegation: Allegation) -> str:
    """This function will say what became of one that does not stand: 拆分, 合并 or 撤回; one query at most."""
    if allegation.merged_into is not None:
        return _("并入第 %d 项") % allegation.merged_into.number
    parts = sorted(one.number for one in allegation.split_into.all())
    if parts:
        return _("拆分为第 %s 项") % "、".join(str(number) for number in parts)
    return _("撤回")


def standing_of(allegation: Allegation) -> rules.Standing:
    """This function will put an allegation's row as the facts the rules ask for."""
    return rules.Standing(
        is_checkable=allegation.is_checkable,
        handling=allegation.handling,
        is_approved=bool(allegation.handling_approved_by),
        is_asked=allegation.explanation_asked_on is not None,
        is_explained=allegation.explanation_given_on is not None,
        is_accepted=allegation.explanation_accepted,
        is_fed_back=allegation.fed_back_on is not None,
        finding=allegation.finding,
        is_confirmed=bool(allegation.confirmed_by),
    )


def step_of(allegation: Allegation) -> str:
    """This function will return the next step of an allegation that stands, a code of `rules`."""
    return rules.step_of(standing_of(allegation))
