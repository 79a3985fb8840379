"""How this room refuses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal


def unknown_unit() -> BadInput:
    return BadInput(_("没有这个机构。请从机构树里选一个。"), code="unknown_unit")


def code_taken(code: str, holder: str) -> BadInput:
    return BadInput(
        _("机构编码 %(code)s 已经是“%(holder)s”的。请核对编码，或者留空由系统编号。")
        % {"code": code, "holder": holder},
        code="code_taken",
        field="code",
    )


def name_missing() -> BadInput:
    return BadInput(_("请填写机构名称，写全称，如“河湾镇人民政府”。"), code="name_missing", field="name")


def already_closed(name: str) -> Refusal:
    return Refusal(
        _("“%(name)s”已经撤销，不能再变动。需要查看它的经过，请看机构页上的名称和隶属。") % {"name": name},
        code="closed",
    )


def under_itself() -> BadInput:
    return BadInput(_("机构不能划到自己或者自己的下级之下。请另选一个上级。"), code="under_itself", field="parent_id")


def day_before(what: str, day: str) -> BadInput:
    return BadInput(
        _("日期早于“%(what)s”（%(day)s）。变动日期应在这一天之后。") % {"what": what, "day": day},
        code="too_early",
        field="on",
    )


def still_has_units(count: int) -> Refusal:
    return Refusal(
        _("它下面还有 %(count)d 个机构。请先把它们划走或者撤销，再撤销它。") % {"count": count}, code="has_units"
    )


def still_has_people(count: int) -> Refusal:
    return Refusal(
        _("还有 %(count)d 名在职人员属于这个机构。请先在各人档案里改所在单位，再撤销它。") % {"count": count},
        code="has_people",
    )


def tree_too_deep() -> BadInput:
    return BadInput(_("机构层级太深，最多 20 级。请另选一个上级。"), code="too_deep", field="parent_id")
