"""How are requests written on pages?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Fact, Happening
from dandang.registry.vault.records import RequestLine
from dandang.registry.vault.states import LIVE

LOOKS = {
    "REQUESTED": "wait", "REFUSED": "void", "APPROVED": "for", "OPEN": "open", "CLOSED": "shut", "EXPIRED": "shut",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the list, its state with a look."""

    line: RequestLine
    look: str
    agreed: str


def row(line: RequestLine) -> Row:
    """Return a request for the list."""
    return Row(line, LOOKS[line.state], f"{len(line.approvals)}／{line.approvers_needed}")


def facts(line: RequestLine, at: datetime) -> list[Fact]:
    """Return what one request says."""
    rule = _("最多 %(most)s 小时，%(count)s 个机关各一人批准（%(clause)s）") % {
        "most": line.max_hours, "count": line.approvers_needed, "clause": line.rule_clause,
    }  # fmt: skip
    found = [
        Fact(_("申请人"), _("%(name)s（%(body)s）") % {"name": line.requester, "body": line.body}),
        Fact(_("用途"), line.purpose),
        Fact(_("依据"), line.clause),
        Fact(_("打开多久"), _("%(hours)s 小时") % {"hours": line.hours}),
        Fact(_("规则"), rule),
        Fact(_("看过几次"), _("%(count)s 次，反映人用收条查得到") % {"count": line.looks}),
    ]
    if line.state in LIVE and line.expires_at is not None:
        found.append(Fact(_("还剩"), remaining(line.expires_at, at)))
    if line.refusal_reason:
        words = {"name": line.refused_by, "reason": line.refusal_reason}
        found.append(Fact(_("不批准"), _("%(name)s：%(reason)s") % words))
    return found


def remaining(ends_at: datetime, at: datetime) -> str:
    """Return how long a grant still holds, in hours and minutes, with the moment it ends."""
    minutes = max(0, int((ends_at - at).total_seconds()) // 60)
    words = {"hours": minutes // 60, "minutes": minutes % 60, "end": _when(ends_at)}
    return _("%(hours)s 小时 %(minutes)s 分，到 %(end)s 自动关闭") % words


def happenings(line: RequestLine) -> list[Happening]:
    """Return what happened to a request, in order."""
    found = [Happening(_when(line.requested_at), _("%(name)s 提出申请") % {"name": line.requester})]
    for one in line.approvals:
        words = {"name": one.name, "body": one.body}
        found.append(Happening(_when(one.at), _("%(name)s（%(body)s）同意") % words, one.reason))
    if line.expires_at is not None:
        is_over = line.state not in LIVE
        found.append(Happening(_when(line.expires_at), _("期限到"), state="" if is_over else "later"))
    if line.closed_at is not None:
        found.append(Happening(_when(line.closed_at), _("提前关闭")))
    return found


def _when(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{formats.day_long(local.date())} {formats.clock(local)}"
