"""How are requests written on pages?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import formats
from dandang.foundation.ui.records import Fact, Happening
from dandang.registry.vault.records import DestructionLine, RequestLine
from dandang.registry.vault.states import LIVE

LOOKS = {
    "REQUESTED": "wait", "REFUSED": "void", "APPROVED": "for", "OPEN": "open", "CLOSED": "shut", "EXPIRED": "shut",
}  # fmt: skip

DESTRUCTION_LOOKS = {"PROPOSED": "wait", "DONE": "shut", "REFUSED": "void"}


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
    if line.state == "REQUESTED":
        missing = line.approvers_needed - len(line.approvals)
        found.append(Fact(_("还差"), _("%(count)s 个机关的保管人同意") % {"count": missing}))
    if line.state in LIVE and line.expires_at is not None:
        found.append(Fact(_("还剩"), remaining(line.expires_at, at)))
    if line.refusal_reason:
        words = {"name": line.refused_by, "reason": line.refusal_reason}
        found.append(Fact(_("不批准"), _("%(name)s：%(reason)s") % words))
    return found


def tabs(now: str) -> list[tuple[str, str, bool]]:
    """Return the lists of a custodian; `now` is the one that is open."""
    words = (("requests", _("查看的申请")), ("due", _("保存期满")), ("destructions", _("销毁登记")))
    return [(label, reverse(f"vault:{name}"), name == now) for name, label in words]


@dataclass(frozen=True, slots=True)
class DestructionRow:
    """One entry of the register of destructions, its state with a look."""

    line: DestructionLine
    look: str


def destruction_row(line: DestructionLine) -> DestructionRow:
    """Return an entry for the register."""
    return DestructionRow(line, DESTRUCTION_LOOKS[line.state])


def destruction_facts(line: DestructionLine) -> list[Fact]:
    """Return what a record whose time is over, or a proposal to destroy it, says."""
    found = [
        Fact(_("哪一件"), line.title or _("随机号 %s……") % line.handle[:8]),
        Fact(_("办结日期"), line.ended_on.isoformat()),
        Fact(_("保存到"), _("%(day)s（%(clause)s）") % {"day": line.kept_until.isoformat(), "clause": line.clause}),
        Fact(_("销毁什么"), _("封存的姓名、联系方式、原话和原始文件，以及打开它们的每一半钥匙")),
        Fact(_("留下什么"), _("随机号、谁申请过看过、谁提出谁同意销毁；办理用的副本和办理记录不动")),
        Fact(_("能否撤回"), _("不能。销毁以后谁也恢复不了；备份里的随备份到期清除")),
    ]
    if line.name:
        words = {"name": line.name, "body": line.body, "reason": line.reason}
        found.append(Fact(_("提出"), _("%(name)s（%(body)s）：%(reason)s") % words))
    return found


def destruction_happenings(line: DestructionLine) -> list[Happening]:
    """Return what happened to a proposal, in order."""
    found = []
    if line.proposed_at is not None:
        found.append(Happening(_when(line.proposed_at), _("%(name)s 提出销毁") % {"name": line.name}, line.reason))
    if line.decided_at is not None:
        words = {"name": line.other_name, "state": line.state_label}
        found.append(Happening(_when(line.decided_at), _("%(name)s：%(state)s") % words, line.other_reason))
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
