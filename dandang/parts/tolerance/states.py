"""States of a case, of a review, of a correction measure and of a filing, and the allowed moves, as tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    APPLIED = "APPLIED", _("已申请，待受理")
    REFUSED = "REFUSED", _("不予受理")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
    ACCEPTED = "ACCEPTED", _("已受理")
    INVESTIGATING = "INVESTIGATING", _("核实中")
    INVESTIGATED = "INVESTIGATED", _("核实完成")
    HEARING = "HEARING", _("听取意见中")
    READY = "READY", _("待集体研究")
    DECIDED = "DECIDED", _("已决定，待送达")
    SERVED = "SERVED", _("已送达")
    CORRECTING = "CORRECTING", _("纠错中")
    CLOSED = "CLOSED", _("已办结")
    REFERRED = "REFERRED", _("整改不力，已移送")
    ENDED = "ENDED", _("终止办理")


class ReviewState(models.TextChoices):
    REQUESTED = "REQUESTED", _("已申请复查")
    REFUSED = "REFUSED", _("不予受理")
    ACCEPTED = "ACCEPTED", _("复查中")
    WITHDRAWN = "WITHDRAWN", _("已撤回")
    DECIDED = "DECIDED", _("已作复查决定")


class MeasureState(models.TextChoices):
    ORDERED = "ORDERED", _("整改中")
    REPORTED = "REPORTED", _("已报完成，待验收")
    ACCEPTED = "ACCEPTED", _("已验收")
    NOT_ACCEPTED = "NOT_ACCEPTED", _("验收未通过")


# From a state: move -> the state it leads to. A decision stands only behind READY, which stands behind a hearing
# (or a finding without any point against the person): no other way leads there. Basis: SPEC TL-05, TL-06.
CASE_MOVES: dict[str, dict[str, str]] = {
    "APPLIED": {"accept": "ACCEPTED", "refuse": "REFUSED", "withdraw": "WITHDRAWN"},
    "REFUSED": {},
    "WITHDRAWN": {},
    "ACCEPTED": {"investigate": "INVESTIGATING", "withdraw": "WITHDRAWN", "end": "ENDED"},
    "INVESTIGATING": {"report": "INVESTIGATED", "withdraw": "WITHDRAWN", "end": "ENDED"},
    "INVESTIGATED": {
        "invite": "HEARING",
        "nothing_against": "READY",
        "investigate": "INVESTIGATING",
        "withdraw": "WITHDRAWN",
        "end": "ENDED",
    },
    "HEARING": {"close_hearing": "READY", "investigate": "INVESTIGATING", "end": "ENDED"},
    "READY": {"decide": "DECIDED", "investigate": "INVESTIGATING", "end": "ENDED"},
    "DECIDED": {"serve": "SERVED"},
    "SERVED": {"correct": "CORRECTING", "close": "CLOSED"},
    "CORRECTING": {"close": "CLOSED", "refer": "REFERRED"},
    "CLOSED": {},
    "REFERRED": {},
    "ENDED": {},
}
REVIEW_MOVES: dict[str, dict[str, str]] = {
    "REQUESTED": {"accept": "ACCEPTED", "refuse": "REFUSED", "withdraw": "WITHDRAWN"},
    "REFUSED": {},
    "ACCEPTED": {"decide": "DECIDED", "withdraw": "WITHDRAWN"},
    "WITHDRAWN": {},
    "DECIDED": {},
}
MEASURE_MOVES: dict[str, dict[str, str]] = {
    "ORDERED": {"report": "REPORTED", "refuse": "NOT_ACCEPTED"},
    "REPORTED": {"accept": "ACCEPTED", "refuse": "NOT_ACCEPTED"},
    "NOT_ACCEPTED": {"report": "REPORTED", "accept": "ACCEPTED"},
    "ACCEPTED": {},
}

UNDECIDED = ("APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY")
DECIDED = ("DECIDED", "SERVED", "CORRECTING", "CLOSED", "REFERRED")
