"""The room's refusals, each with a code and a sentence."""

from __future__ import annotations

from dandang.foundation.ground.refusal import BadInput, MissingReason, NotYet, Refusal, WrongState

__all__ = [
    "BallotRefused",
    "MissingReason",
    "NotYet",
    "PlanRefused",
    "TooMany",
    "WeightsFrozen",
    "WrongState",
]


class PlanRefused(BadInput):
    """A plan that cannot be right; `faults` lists every reason."""

    code = "plan_refused"

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults) + "。")
        self.faults = faults


class WeightsFrozen(Refusal):
    """Plans may not change once ballots are open: weights are fixed before anybody sees a result (DP11)."""

    code = "weights_frozen"


class BallotRefused(Refusal):
    """A ballot or ticket that cannot be taken, with the way out."""

    code = "ballot_refused"


class TooMany(Refusal):
    """A statutory share would be exceeded."""

    code = "too_many"
