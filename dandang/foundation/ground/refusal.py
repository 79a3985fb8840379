"""How the house says no: one exception with a sentence a person can act on."""

from __future__ import annotations


class Refusal(Exception):
    """An action or question that the rules do not allow.

    `sentence` is interface: what is wrong, why it matters, what to do next. `clause` names the rule that speaks,
    `field` the form field it concerns, `status` the HTTP answer it becomes.
    """

    code = "refused"
    status = 409

    def __init__(
        self, sentence: str, *, code: str = "", clause: str = "", field: str = "", status: int | None = None
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code or type(self).code
        self.clause = clause
        self.field = field
        self.status = status if status is not None else type(self).status


class BadInput(Refusal):
    """What was typed or uploaded cannot be understood."""

    code = "bad_input"
    status = 400


class NotAllowed(Refusal):
    """The actor's role does not include this verb."""

    code = "not_allowed"
    status = 403


class NotHere(Refusal):
    """The thing does not exist for this actor; a foreign id looks the same as a missing one."""

    code = "not_here"
    status = 404

    def __init__(self, sentence: str = "没有找到。可能已经移走，或者不在您的管理范围内。", **kwargs: str) -> None:
        super().__init__(sentence, **kwargs)  # type: ignore[arg-type]


class WrongState(Refusal):
    """The move is not allowed from where the thing stands; the sentence says where that is."""

    code = "wrong_state"


class Conflicted(NotAllowed):
    """Somebody who has to recuse was about to act, to be assigned, or to ask for what he may not know."""

    code = "conflicted"


class MissingReason(BadInput):
    """A reason is empty, too short or copied."""

    code = "missing_reason"


class NotYet(Refusal):
    """Something due process wants first has not happened: `missing` names each thing."""

    code = "not_yet"

    def __init__(self, sentence: str, missing: tuple[str, ...] = (), **more: str) -> None:
        super().__init__(sentence, **more)  # type: ignore[arg-type]
        self.missing = missing
