"""Refusing whoever has to stand aside in a case, drawn from the registry as it is at this very act (S5, S6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.registry.people import queries as people

from .. import errors
from ..models import Case
from ..queries import team


def refuse_conflicted(case: Case, person_ids: Sequence[int], at: datetime, *, with_parts: bool = True) -> None:
    """Refuse the act when any of the people has to recuse; the sentence names each of them and every reason.

    Without `with_parts`, the part somebody has in the case is no reason: for acts of those who have it.
    """
    found = team.conflicts_in(case, person_ids, on=timezone.localdate(at), with_parts=with_parts)
    if not found:
        return
    names = people.names_of(list(found))
    lines = [f"{names.get(str(pk), '')}：{'；'.join(one.why for one in reasons)}" for pk, reasons in found.items()]
    way_out = _("请由其他同志办理。")
    if len(found) == len(set(person_ids)):
        way_out = _("请由其他同志办理；没有人可以办的，报请提级办理，或者请上级指定管辖。")
    raise errors.Conflicted(_("要回避的不能办理这件案。%(who)s。%(way)s") % {"who": "。".join(lines), "way": way_out})
