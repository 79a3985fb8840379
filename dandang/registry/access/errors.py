"""How does the room say no?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal


def not_your_verb(label: str) -> NotAllowed:
    """The actor holds no role with this verb."""
    return NotAllowed(
        _("您的角色不能“%(label)s”。需要办理的，请联系安全管理员授权，或请有此职责的同事办理。") % {"label": label},
        code="role_lacks_verb",
    )


def not_your_branch() -> NotHere:
    """The thing stands outside every branch of the actor: it looks the same as one that does not exist."""
    return NotHere(code="out_of_scope")


def reason_missing() -> BadInput:
    return BadInput(
        _("没有写理由。理由会进入审计记录，请写明为什么这样办，例如“岗位调整”。"), code="reason_missing", field="reason"
    )


def own_account() -> Refusal:
    return Refusal(_("不能给自己的账号授权或开通。请由另一名安全管理员办理。"), code="own_account")


def unknown_role() -> BadInput:
    return BadInput(_("没有这个角色。请从列表里选择。"), code="unknown_role", field="role")


def other_standing(label: str) -> Refusal:
    return Refusal(
        _(
            "这个账号的身份是“%(label)s”，不能授予这个角色。系统、安全、审计三类管理员各由不同的人担任，也不得兼作业务人员。"
        )
        % {"label": label},
        code="other_standing",
        clause="GB/T 22239-2019 8.1.5",
        field="role",
    )


def branch_missing() -> BadInput:
    return BadInput(
        _("业务角色要写明管哪个单位（含下级）。请填写单位名称或机构编码。"), code="branch_missing", field="organisation"
    )


def branch_unclear(text: str, found: str) -> BadInput:
    return BadInput(
        _("没有找到唯一对应“%(text)s”的单位。%(found)s") % {"text": text, "found": found},
        code="branch_unclear",
        field="organisation",
    )


def person_missing(text: str) -> BadInput:
    return BadInput(
        _("没有人员编号或身份号码是“%(text)s”的干部。本人不在名册里的，请留空。") % {"text": text},
        code="person_missing",
        field="person",
    )


def administrator_without_file() -> Refusal:
    return Refusal(
        _("三类管理员不看业务，账号不关联干部档案。请把人员编号留空。"),
        code="administrator_without_file",
        field="person",
    )


def custodian_stays() -> Refusal:
    return Refusal(
        _("持有人是身份保管人，代表现在的单位，不能带着角色换单位。请本人先交接，由安全管理员收回角色，再改单位。"),
        code="custodian_stays",
        field="organisation",
    )


def role_held_already() -> Refusal:
    return Refusal(_("这个账号已经有这个角色，管的也是这个单位，不需要再授。"), code="role_held_already")


def role_ended_already() -> Refusal:
    return Refusal(_("这个角色已经收回，不需要再收。"), code="role_ended_already")


def last_holder(label: str) -> Refusal:
    return Refusal(
        _("这是最后一名%(label)s，收回后无人履行此项职责。请先授予另一个账号。") % {"label": label},
        code="last_holder",
        clause="GB/T 22239-2019 8.1.5",
    )
