"""States of a report, a clarification and a case of false accusation, and the allowed moves, as tables.

No table holds a way from an unfounded report to anything about its reporter: 诬告陷害 is a case of its own that only
people open (safeguard S7).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    RECEIVED = "RECEIVED", _("已收到")
    FORWARDED = "FORWARDED", _("已转送")
    ACCEPTED = "ACCEPTED", _("已受理")
    CONCLUDED = "CONCLUDED", _("已逐项查清")
    ANSWERED = "ANSWERED", _("已答复并办结")
    DUPLICATE = "DUPLICATE", _("并入先前的反映")
    WITHDRAWN = "WITHDRAWN", _("反映人撤回")


class ClarificationState(models.TextChoices):
    ASSESSED = "ASSESSED", _("已作事前评估")
    CONSENTED = "CONSENTED", _("本人已同意")
    DECLINED = "DECLINED", _("本人不要求澄清")
    APPROVED = "APPROVED", _("已审批")
    MADE = "MADE", _("已澄清")
    VISITED = "VISITED", _("已回访办结")


class AccusationState(models.TextChoices):
    OPENED = "OPENED", _("已立案核查")
    INVESTIGATED = "INVESTIGATED", _("核查完成")
    HEARING = "HEARING", _("听取意见中")
    READY = "READY", _("待集体研究")
    PROPOSED = "PROPOSED", _("已研究，报请批准")
    PROVED = "PROVED", _("认定诬告陷害")
    MISTAKEN = "MISTAKEN", _("错告，不留痕迹")
    NOT_PROVED = "NOT_PROVED", _("不能认定诬告")


REPORT_MOVES: dict[str, dict[str, str]] = {
    "RECEIVED": {
        "forward": "FORWARDED", "accept": "ACCEPTED", "join": "DUPLICATE", "withdraw": "WITHDRAWN",
    },
    "FORWARDED": {"conclude": "CONCLUDED"},
    "ACCEPTED": {"conclude": "CONCLUDED", "forward": "FORWARDED", "join": "DUPLICATE"},
    "CONCLUDED": {"answer": "ANSWERED"},
    "ANSWERED": {},
    "DUPLICATE": {},
    "WITHDRAWN": {"accept": "ACCEPTED"},
}  # fmt: skip
CLARIFICATION_MOVES: dict[str, dict[str, str]] = {
    "ASSESSED": {"consent": "CONSENTED", "decline": "DECLINED"},
    "CONSENTED": {"approve": "APPROVED", "decline": "DECLINED"},
    "DECLINED": {"consent": "CONSENTED"},
    "APPROVED": {"make": "MADE"},
    "MADE": {"visit": "VISITED"},
    "VISITED": {},
}
ACCUSATION_MOVES: dict[str, dict[str, str]] = {
    "OPENED": {"report": "INVESTIGATED", "mistaken": "MISTAKEN"},
    "INVESTIGATED": {"invite": "HEARING", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "HEARING": {"close_hearing": "READY", "mistaken": "MISTAKEN"},
    "READY": {"propose": "PROPOSED", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "PROPOSED": {"approve": "PROVED", "not_proved": "NOT_PROVED", "mistaken": "MISTAKEN"},
    "PROVED": {},
    "MISTAKEN": {},
    "NOT_PROVED": {},
}


def next_state(table: dict[str, dict[str, str]], state: str, move: str) -> str | None:
    """Return where `move` leads from `state`, or None when it is not allowed there."""
    return table[state].get(move)
