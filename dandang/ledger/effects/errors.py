"""How the ledger of effects says no."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal


class FactsDoNotFit(BadInput):
    """The facts are not what the kind's table asks for; `faults` maps the fact's name to its sentence."""

    code = "effect_facts_do_not_fit"

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        first, sentence = next(iter(faults.items()))
        super().__init__(sentence, field=first)


class NotAWriter(Refusal):
    """The room behind the source is not among the writers of the kind: a mistake in the program."""

    code = "effect_not_a_writer"

    def __init__(self, room: str, kind: str) -> None:
        super().__init__(_("“%(room)s”不能写入“%(kind)s”") % {"room": room, "kind": kind})


class AlreadyRevoked(Refusal):
    """A second revocation would hide the first one's reason."""

    code = "effect_already_revoked"

    def __init__(self) -> None:
        super().__init__(_("这项决定的效力已经撤销过了。理由和时间见下方，不用再办"))


class AlreadyWritten(Refusal):
    """The same decision already has a standing effect of this kind for this person."""

    code = "effect_already_written"

    def __init__(self) -> None:
        super().__init__(_("同一项决定对同一个人的这类效力已经登记过，不能再登记一次。要更改的，先撤销原来的再登记"))


class NeedsReason(BadInput):
    """Revoking without a reason."""

    code = "effect_needs_reason"

    def __init__(self) -> None:
        super().__init__(_("请写明撤销的理由和依据的文书。用过这项决定的工作要据此重新研究"), field="reason")


class SameHands(Refusal):
    """Who keyed a decision in cannot be the one who compares it with the paper."""

    code = "effect_same_hands"

    def __init__(self) -> None:
        super().__init__(_("这份决定是您登记的，要由另一位同事对照原件核对。请交给同室其他经办人"))


class OwnMatter(Refusal):
    """The person concerned takes no part."""

    code = "effect_own_matter"

    def __init__(self) -> None:
        super().__init__(_("决定的当事人是您本人，您要回避。请由其他同志办理"))


class AlreadyChecked(Refusal):
    """The decision is no longer waiting."""

    code = "effect_already_checked"

    def __init__(self) -> None:
        super().__init__(_("这份决定已经核对过了，不用再办"))


class AlreadyRegistered(Refusal):
    """The same paper for the same person and kind is there already."""

    code = "effect_already_registered"

    def __init__(self, document: str) -> None:
        super().__init__(
            _("“%s”已经为这位同志登记过同一类决定。请在登记簿里找到它；要更正的，先撤销再重新登记") % document,
            field="document",
        )


class NoteMissing(BadInput):
    """A decision is sent back without saying why."""

    code = "effect_note_missing"

    def __init__(self) -> None:
        super().__init__(_("请写明哪一处和原件不一致，登记的人才知道怎样改"), field="note")
