"""How this room refuses."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal
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
