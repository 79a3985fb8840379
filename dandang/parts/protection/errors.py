"""The room's refusals, each with a code and a sentence."""

from __future__ import annotations

from dandang.foundation.ground.refusal import BadInput, Conflicted, MissingReason, NotAllowed, NotYet, WrongState

__all__ = [
    "Conflicted",
    "MissingReason",
    "NoPerson",
    "NotYet",
    "WrongReceipt",
    "WrongState",
]


class NoPerson(NotAllowed):
    """The account belongs to nobody on file, so nobody could tell who acted."""

    code = "no_person"

    def __init__(self) -> None:
        super().__init__("您的账号没有对应到干部名册里的人，不能承担核实工作。请系统管理员把账号同本人对应起来。")


class WrongReceipt(BadInput):
    """A receipt that fits no report. One sentence for every way of being wrong."""

    code = "wrong_receipt"

    def __init__(self) -> None:
        super().__init__("没有查到这张收条。请核对 16 位数字，一位都不能差；收条只发过一次，丢了补不了。", field="code")
