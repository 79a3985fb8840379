"""How the register of matters says no."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, Refusal


class OwnMatter(Refusal):
    """The person concerned takes no part in handling it."""

    code = "matter_own"

    def __init__(self) -> None:
        super().__init__(_("这件事涉及您本人，您要回避。请由其他同志办理"))


class MatterClosed(Refusal):
    """Something is to be added to a matter that is closed."""

    code = "matter_closed"

    def __init__(self, number: str) -> None:
        super().__init__(_("%s 已经了结。要补充的，请先由登记机关说明理由后重新打开") % number)


class NotYours(NotAllowed):
    """A unit wants to end a matter that somebody above registered."""

    code = "matter_not_yours"

    def __init__(self) -> None:
        super().__init__(_("这件事不是您单位登记的，由登记它的机关了结。有要补充的，请联系他们"))


class NotYetFinished(Refusal):
    """A matter is to be closed while somebody's accountability for it is still open."""

    code = "matter_not_yet_finished"

    def __init__(self, numbers: str) -> None:
        super().__init__(_("还有没办结的问责事项：%s。办结以后再了结这件事") % numbers)


class AlreadyInvolved(BadInput):
    """A person has one part in a matter."""

    code = "matter_already_involved"

    def __init__(self, name: str) -> None:
        super().__init__(_("%s已经登记在这件事里，一人登记一次") % name, field="person")


class NotInvolved(BadInput):
    """Somebody who took no part cannot be held to account for it."""

    code = "matter_not_involved"

    def __init__(self, name: str) -> None:
        super().__init__(_("%s没有登记为这件事的相关人员。请先登记他做了什么") % name, field="person")


class NoLongerHere(Refusal):
    """A person who has left or died."""

    code = "matter_no_longer_here"

    def __init__(self, name: str, state: str) -> None:
        super().__init__(
            _("%(name)s现在的管理状态是“%(state)s”，不在这里办理问责。已调出的请移送现在的管理机关，已去世的不再问责")
            % {"name": name, "state": state}
        )


class AlreadyRunning(Refusal):
    """There is one accountability matter for this person and matter already."""

    code = "accountability_already_running"

    def __init__(self, number: str) -> None:
        super().__init__(_("这位同志在这件事上已有没办结的问责事项 %s。请在那里继续办") % number)


class NotNow(Refusal):
    """The state does not allow the move."""

    code = "accountability_not_now"

    def __init__(self, number: str, state: str) -> None:
        super().__init__(
            _("%(number)s 现在是“%(state)s”，不能办这一步。可能刚才有同事办过了，请刷新后再看")
            % {"number": number, "state": state}
        )


class ToleranceNotConsidered(Refusal):
    """The gate: nobody has considered tolerance yet."""

    code = "accountability_tolerance_not_considered"

    def __init__(self, clause: str, *, before_opening: bool) -> None:
        step = _("启动问责") if before_opening else _("提交决定")
        super().__init__(
            _(
                "%s以前，要先考虑有没有容错情形、符不符合容错条件，并听取其所属党组织或者职能部门的意见。"
                "请先办“考虑容错”，写明由谁考虑、结果、理由和条款"
            )
            % step,
            clause=clause,
        )


class CaseStillRunning(Refusal):
    """The gate: a tolerance case was opened and has no result yet."""

    code = "accountability_case_still_running"

    def __init__(self, clause: str) -> None:
        super().__init__(
            _("容错认定还没有结果，问责不能先作决定。请等容错认定的结果；认定已终止的，请重新考虑后再办"),
            clause=clause,
        )


class OutcomeTooHeavy(BadInput):
    """The outcome does not fit what was found about tolerance."""

    code = "accountability_outcome_too_heavy"

    def __init__(self, consideration: str, outcome: str) -> None:
        super().__init__(
            _("已经“%(consideration)s”，不能再“%(outcome)s”。认为容错认定有误的，先按程序复查容错认定")
            % {"consideration": consideration, "outcome": outcome},
            field="outcome",
        )


class NeedsTwoSigners(BadInput):
    """An outcome about a person is approved by two people, neither of them the person."""

    code = "accountability_needs_two_signers"

    def __init__(self) -> None:
        super().__init__(_("问责结论要两位同志签批，两人不能相同，也不能是当事人"), field="second_signer")


class EvidenceAltered(Refusal):
    """The bytes are no longer those that were filed."""

    code = "evidence_altered"

    def __init__(self, label: str, title: str) -> None:
        super().__init__(
            _(
                "%(label)s“%(title)s”的文件和登记时不一样了（SHA-256 不符），已停止使用并提醒管理它的人。"
                "请用留存的原件核对，重新登记一件，再撤回这一件"
            )
            % {"label": label, "title": title}
        )


class DigestDiffers(BadInput):
    """The sender declared another digest than the bytes have: the upload was cut or changed on its way."""

    code = "evidence_digest_differs"

    def __init__(self) -> None:
        super().__init__(
            _("收到的文件和申报的 SHA-256 不符，传送中可能断过或者改动过。请核对后重新上传"), field="sha256"
        )


class SameEvidence(BadInput):
    """The same bytes are on file already."""

    code = "evidence_same"

    def __init__(self, label: str) -> None:
        super().__init__(_("同一个文件已经登记为%s，不用再传") % label, field="upload")


class SameHands(Refusal):
    """Who filed a piece does not compare it with the original."""

    code = "evidence_same_hands"

    def __init__(self) -> None:
        super().__init__(_("这件证据是您登记的，要由另一位同志对照原件核对"))


class AlreadyDone(Refusal):
    """A second person was quicker."""

    code = "matter_already_done"

    def __init__(self) -> None:
        super().__init__(_("这一步已经办过了，不用再办。请刷新后再看"))
