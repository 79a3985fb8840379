"""How this room refuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal
from dandang.law.policies.evaluation import FactProblem
from dandang.law.policies.records import Fault


class UnknownKey(NotHere):
    """Nobody has such a key: a misspelling, or a pack that is not loaded. Different from a value not in force."""

    code = "unknown_key"


class UnknownRegion(BadInput):
    """A region must be six digits of GB/T 2260."""

    code = "unknown_region"


class BadPacks(Refusal):
    """Packs that do not fit together; `faults` holds every mistake with its place and how to mend it."""

    code = "bad_packs"

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(str(fault) for fault in self.faults[:3])
        sentence = _("政策包有 %(count)d 处问题，一版也没有载入。%(shown)s") % {"count": len(faults), "shown": shown}
        super().__init__(sentence)


class ChangedEdition(Refusal):
    """A loaded edition whose file says something else now: a correction is a new edition."""

    code = "changed_edition"


class BadFacts(BadInput):
    """Facts the evaluator cannot read; `problems` names each key, what is wrong and how to mend it."""

    code = "bad_facts"

    def __init__(self, problems: Sequence[FactProblem]) -> None:
        self.problems = tuple(problems)
        shown = "；".join(f"{one.key}：{one.what}，{one.mend}" for one in self.problems[:3])
        more = _("；另有 %(count)d 处。") % {"count": len(problems) - 3} if len(problems) > 3 else "。"
        super().__init__(_("事实有问题，没有判断。") + shown + more, field=self.problems[0].key)


class NoRuleTable(NotHere):
    """No text in force gives conditions for tolerance."""

    code = "no_rule_table"


def no_rule_table(region: str, on: date, document: str = "") -> NoRuleTable:
    where = _("%(region)s 在 %(on)s") % {"region": region, "on": on.isoformat()}
    if document:
        where += _("的文件 %(document)s 里") % {"document": document}
    return NoRuleTable(where + _("没有容错的规则表。请核对政区代码和行为日期，或者先载入当地的政策包。"))


def require_region(region: str) -> None:
    """Raise UnknownRegion unless it is six digits."""
    if not (len(region) == 6 and region.isascii() and region.isdigit()):
        raise unknown_region(region)


def unknown_key(key: str, nearest: Sequence[str]) -> UnknownKey:
    hint = _("最接近的是 %(nearest)s。") % {"nearest": "、".join(nearest)} if nearest else _("请到政策库的取值页查找。")
    return UnknownKey(_("政策库里没有“%(key)s”这个事项。") % {"key": key} + hint)


def unknown_region(region: str) -> UnknownRegion:
    sentence = _("“%(region)s”不是政区代码。请写 GB/T 2260 的六位数字，如 340000；全国写 000000。")
    return UnknownRegion(sentence % {"region": region}, field="region")


def changed_edition(name: str) -> ChangedEdition:
    sentence = _(
        "%(name)s 已经载入，文件内容却变了。已有的办件引用着原来的内容，不能改；更正请另立一版，写明从哪天起适用。"
    )
    return ChangedEdition(sentence % {"name": name})


def no_such_document() -> NotHere:
    return NotHere(_("政策库里没有这个文件。请从文件列表里选一个。"))


def no_such_edition() -> NotHere:
    return NotHere(_("这个文件没有这一版。请从它的版本里选一个。"))


def no_such_clause() -> NotHere:
    return NotHere(_("这一版里没有这一条。请从这一版的条款里选一个。"))


class BadDraft(Refusal):
    """A region's draft that cannot be loaded; `faults` holds each with its section, field and how to mend it."""

    code = "bad_draft"

    def __init__(self, faults: Sequence[object]) -> None:
        self.faults = tuple(faults)
        shown = "；".join(str(fault) for fault in self.faults[:3])
        super().__init__(
            _("草稿还有 %(count)d 处要改，没有提交。%(shown)s") % {"count": len(self.faults), "shown": shown}
        )


class DraftChanged(Refusal):
    """Somebody saved the same entry meanwhile. `now` is what stands there, `mark` the mark to save over it."""

    code = "draft_changed"

    def __init__(self, by: str, now: dict[str, object] | None, mark: str) -> None:
        self.now, self.mark = now, mark
        super().__init__(_("这一项刚被别人改过（%(by)s）。您填的都还在下面，没有保存。请对照两边再决定。") % {"by": by})


def draft_moved_on(by: str) -> Refusal:
    return Refusal(
        _("您打开以后草稿又改过（%(by)s）。请重新打开，看过最新的内容再办。") % {"by": by}, code="draft_moved_on"
    )


def draft_not_open(state: str) -> Refusal:
    sentence = _("这份草稿现在是“%(state)s”，不能改。要改的，请批准人退回，或者另拟一版。")
    return Refusal(sentence % {"state": state}, code="draft_not_open")


def draft_not_waiting(state: str) -> Refusal:
    return Refusal(_("这份草稿现在是“%(state)s”，不在待批准。") % {"state": state}, code="draft_not_waiting")


def own_draft() -> NotAllowed:
    sentence = _("这份草稿有您写的内容，要由另一位同志用他自己的账号批准。自己写的规则自己批，等于没有人核对。")
    return NotAllowed(sentence, code="own_draft")


def not_a_person() -> NotAllowed:
    return NotAllowed(
        _("这件事要由具体的人来办。您的账号没有对应名册里的人，请系统管理员先关联。"), code="not_a_person"
    )


def no_such_draft() -> NotHere:
    return NotHere(_("没有这份草稿，或者不在您的管理范围内。请从“本地区版本”里选一份。"))


def no_such_text() -> NotHere:
    return NotHere(_("这一版还没有导入全文，或者待确认的已经处理。请回到文件页看。"))


def same_sides() -> BadInput:
    return BadInput(_("两边选的是同一个，没有可以对照的。请把其中一边换成另一个地区或者另一版。"), code="same_sides")


def two_documents() -> BadInput:
    sentence = _("两边不是同一种：要么选两个地区，要么选同一个文件的两版。请改一边再对照。")
    return BadInput(sentence, code="two_documents")


def future_check(today: date) -> BadInput:
    sentence = _("核对日期在今天（%(today)s）以后。核对是已经做过的事，请填实际核对的那一天。")
    return BadInput(sentence % {"today": today.isoformat()}, field="checked_on", code="future_check")


def difference_without_words() -> BadInput:
    return BadInput(
        _("和原文不一致的，要写明原文怎样说。没有这句话，另立一版的人不知道改成什么。"),
        field="note",
        code="difference_without_words",
    )


def second_reader_is_the_checker() -> BadInput:
    return BadInput(
        _("一同核对的人写的是您自己。两个人核对才算两双眼睛；只有一个人核对的，这里空着。"),
        field="second_reader",
        code="second_reader_is_the_checker",
    )


def no_such_value() -> NotHere:
    return NotHere(_("这一版里没有这个取值。请从“待核对的取值”里选一个。"))
