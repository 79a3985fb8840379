"""How the casebook says no."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal

CLAUSE = "个人信息保护法 第6条"


class NotNow(Refusal):
    """The entry is not where this step belongs."""

    code = "casebook_not_now"

    def __init__(self, state: str) -> None:
        super().__init__(_("这条案例现在是“%s”，不能这样办。请刷新页面看它到了哪一步") % state)


class CaseNotSettled(Refusal):
    """The case may still change, so it teaches nothing yet."""

    code = "casebook_case_not_settled"

    def __init__(self, why: str) -> None:
        super().__init__(_("这件案件还不能编成案例：%s。等它定下来再编") % why)


class AlreadyAnEntry(Refusal):
    """One case, one entry."""

    code = "casebook_already_an_entry"

    def __init__(self, number: str) -> None:
        super().__init__(_("这件案件已经编成案例 %s。要改的，请打开那一条；要重编的，先把那一条撤下") % number)


class MarkingsOpen(Refusal):
    """Nothing is checked while somebody may still be readable."""

    code = "casebook_markings_open"

    def __init__(self, spans: Iterable[str]) -> None:
        listed = list(spans)
        shown = "、".join(f"“{span}”" for span in listed[:5]) + ("……" if len(listed) > 5 else "")
        words = _("还有 %(n)d 处没有确认：%(shown)s。逐处确认替换，或者写明为什么保留原文，再提交核对")
        super().__init__(words % {"n": len(listed), "shown": shown}, clause=CLAUSE)


class StillReadable(Refusal):
    """The second look found something in the anonymised text."""

    code = "casebook_still_readable"

    def __init__(self, spans: Iterable[str]) -> None:
        shown = "、".join(f"“{span}”" for span in spans)
        super().__init__(
            _("替换以后再查一遍，还看得出：%s。请把它们标出来替换，或者写明为什么保留") % shown, clause=CLAUSE
        )


class RiskNotAnswered(BadInput):
    """A risk that is left is accepted by a person with words, or mended."""

    code = "casebook_risk_not_answered"

    def __init__(self, risks: Iterable[str]) -> None:
        words = _("还有这些地方可能让人猜出是谁：%s。请改写，或者写明为什么可以这样写")
        super().__init__(words % "；".join(risks), field="risk_note", clause=CLAUSE)


class SameHands(Refusal):
    """Whoever put the entry together does not approve it."""

    code = "casebook_same_hands"

    def __init__(self) -> None:
        super().__init__(_("您整理或者核对过这条案例，不能由您审批。请由另一位领导审批"))


class MarkingMissing(BadInput):
    """A marking is decided by what is written instead, or by why it stays."""

    code = "casebook_marking_missing"


class NotReadable(Refusal):
    """A circular holds approved entries only."""

    code = "casebook_not_readable"

    def __init__(self, numbers: Iterable[str]) -> None:
        super().__init__(_("%s 没有入库，或者正在复核，不能写进通报。请去掉它再拟") % "、".join(numbers))
