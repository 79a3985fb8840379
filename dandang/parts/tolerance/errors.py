"""The room's refusals, each with a code and a sentence."""

from __future__ import annotations

from dandang.foundation.ground.refusal import (
    BadInput,
    Conflicted,
    MissingReason,
    NotAllowed,
    NotYet,
    Refusal,
    WrongState,
)

__all__ = [
    "AlreadyOpen",
    "ClauseNotInForce",
    "Conflicted",
    "Heavier",
    "MayNotApply",
    "MissingReason",
    "NoLongerHere",
    "NoPerson",
    "NotYet",
    "TooLate",
    "WrongState",
]


class NoPerson(NotAllowed):
    """The account belongs to nobody on file, so nobody could tell who acted in the case."""

    code = "no_person"

    def __init__(self) -> None:
        super().__init__("您的账号没有对应到干部名册里的人，不能在案件里承担工作。请系统管理员把账号同本人对应起来。")


class MayNotApply(NotAllowed):
    """The procedure of the place does not let this applicant open a case; the sentence says who may."""

    code = "may_not_apply"


class AlreadyOpen(Refusal):
    """There is a case about this person and matter already."""

    code = "already_open"


class NoLongerHere(Refusal):
    """The person left, died, or is managed by somebody else; the sentence says where to turn."""

    code = "no_longer_here"


class ClauseNotInForce(BadInput):
    """A clause that no loaded edition contains, or one that was not in force on the day of the act (DP12)."""

    code = "clause_not_in_force"


class TooLate(Refusal):
    """The last day has passed; the sentence names it, the rule, and the way out."""

    code = "too_late"


class Heavier(Refusal):
    """A review asked by the person concerned would end heavier (SPEC TL-09)."""

    code = "heavier"
