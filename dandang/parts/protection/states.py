"""States of a report, a clarification, a harm in public and a case of false accusation, and their moves, as tables.

No table holds a way from an unfounded report to anything about its reporter: 诬告陷害 is a case of its own that only
people open (safeguard S7).
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportState(models.TextChoices):
    RECEIVED = "RECEIVED", _("已收到，待受理")
    FORWARDED = "FORWARDED", _("已转送，待对方受理")
    ACCEPTED = "ACCEPTED", _("办理中")
    CONCLUDED = "CONCLUDED", _("已逐项查清")
    ANSWERED = "ANSWERED", _("已办结")
    DUPLICATE = "DUPLICATE", _("并入先前的反映")
    WITHDRAWN = "WITHDRAWN", _("反映人撤回")


class ClarificationState(models.TextChoices):
    ASSESSED = "ASSESSED", _("已作事前评估，待本人表态")
    CONSENTED = "CONSENTED", _("本人同意，待审批")
    DECLINED = "DECLINED", _("本人不要求澄清")
    APPROVED = "APPROVED", _("已审批，待澄清")
    MADE = "MADE", _("已澄清，待回访")
    VISITED = "VISITED", _("已回访办结")
    WITHDRAWN = "WITHDRAWN", _("认定变了，已撤回")


class HarmState(models.TextChoices):
    REGISTERED = "REGISTERED", _("已登记，待查明")
    CHECKED = "CHECKED", _("已查明")
    PUBLISHED = "PUBLISHED", _("已公布真相")
    CLOSED = "CLOSED", _("影响已消除")
    TRUE_AFTER_ALL = "TRUE_AFTER_ALL", _("反映属实，不作澄清")


class AccusationState(models.TextChoices):
    OPENED = "OPENED", _("核查中")
    INVESTIGATED = "INVESTIGATED", _("核查完成")
    HEARING = "HEARING", _("听取意见中")
    READY = "READY", _("待集体研究")
    PROPOSED = "PROPOSED", _("已研究，报请批准")
    PROVED = "PROVED", _("认定诬告陷害")
    MISTAKEN = "MISTAKEN", _("错告，不留痕迹")
    NOT_PROVED = "NOT_PROVED", _("不能认定诬告")
    OVERTURNED = "OVERTURNED", _("认定已撤销，不留痕迹")


Moves = dict[str, dict[str, str]]

REPORT_MOVES: Moves = {
    "RECEIVED": {"forward": "FORWARDED", "accept": "ACCEPTED", "join": "DUPLICATE", "withdraw": "WITHDRAWN"},
    "FORWARDED": {"accept": "ACCEPTED", "conclude": "CONCLUDED"},
    "ACCEPTED": {"conclude": "CONCLUDED", "forward": "FORWARDED", "join": "DUPLICATE", "withdraw": "WITHDRAWN"},
    "CONCLUDED": {"answer": "ANSWERED", "reopen": "ACCEPTED"},
    "ANSWERED": {"reopen": "ACCEPTED"},
    "DUPLICATE": {},
    "WITHDRAWN": {"accept": "ACCEPTED"},
}
CLARIFICATION_MOVES: Moves = {
    "ASSESSED": {"consent": "CONSENTED", "decline": "DECLINED", "withdraw": "WITHDRAWN"},
    "CONSENTED": {"approve": "APPROVED", "decline": "DECLINED", "send_back": "ASSESSED", "withdraw": "WITHDRAWN"},
    "DECLINED": {"consent": "CONSENTED", "withdraw": "WITHDRAWN"},
    "APPROVED": {"make": "MADE", "decline": "DECLINED", "withdraw": "WITHDRAWN"},
    "MADE": {"visit": "VISITED", "withdraw": "WITHDRAWN"},
    "VISITED": {"withdraw": "WITHDRAWN"},
    "WITHDRAWN": {},
}
HARM_MOVES: Moves = {
    "REGISTERED": {"check": "CHECKED", "true": "TRUE_AFTER_ALL"},
    "CHECKED": {"publish": "PUBLISHED"},
    "PUBLISHED": {"close": "CLOSED", "publish": "PUBLISHED"},
    "CLOSED": {},
    "TRUE_AFTER_ALL": {},
}
ACCUSATION_MOVES: Moves = {
    "OPENED": {"report": "INVESTIGATED", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "INVESTIGATED": {"invite": "HEARING", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "HEARING": {"close_hearing": "READY", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "READY": {"propose": "PROPOSED", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "PROPOSED": {"approve": "PROVED", "mistaken": "MISTAKEN", "not_proved": "NOT_PROVED"},
    "PROVED": {"overturn": "OVERTURNED"},
    "MISTAKEN": {},
    "NOT_PROVED": {},
    "OVERTURNED": {},
}
