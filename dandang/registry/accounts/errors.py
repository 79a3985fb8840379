"""How does the room say no?"""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotHere, Refusal


def username_taken(username: str) -> BadInput:
    return BadInput(
        _("账号“%(name)s”已经有人用了。请换一个，例如在后面加数字。") % {"name": username},
        code="username_taken",
        field="username",
    )


def username_malformed() -> BadInput:
    return BadInput(
        _("账号只用小写字母、数字和 . _ -，3 至 40 位。请改好再提交。"), code="username_malformed", field="username"
    )


def second_account(username: str) -> Refusal:
    return Refusal(
        _(
            "此人已有账号“%(name)s”。一人只能有一个账号，三类管理员不得兼任，也不得兼作业务人员。请使用原有账号，或由另一人担任。"
        )
        % {"name": username},
        code="second_account",
        field="identity_number",
    )


def holder_unknown() -> BadInput:
    return BadInput(
        _("没有填公民身份号码，无法确认一人一号。请填写持有人的身份号码；系统只留摘要，不留号码。"),
        code="holder_unknown",
        field="identity_number",
    )


def link_spent() -> Refusal:
    return Refusal(
        _("这个设置链接已经用过，或者超过 24 小时失效了。请联系系统管理员重新生成一个。"), code="link_spent", status=410
    )


def account_missing() -> NotHere:
    return NotHere(_("没有找到这个账号。可能已经改名，请从账号列表重新进入。"), code="account_missing")


def file_linked_already() -> Refusal:
    return Refusal(
        _("这个账号已经关联本人档案，关联以后不改。换了人的，请停用这个账号，另给新的持有人建一个。"),
        code="file_linked_already",
        field="person",
    )


def file_without_number() -> Refusal:
    return Refusal(
        _("这份档案里没有公民身份号码，无法确认是不是本人。请先由组织部门补上号码。"),
        code="file_without_number",
        field="person",
    )


def file_of_another() -> Refusal:
    return Refusal(
        _("这份档案的公民身份号码和建账号时填的不一致，不是同一个人。请核对人员编号。"),
        code="file_of_another",
        field="person",
    )


def account_not_disabled() -> Refusal:
    return Refusal(_("这个账号没有被停用，不需要解除。"), code="account_not_disabled")


def account_disabled() -> Refusal:
    return Refusal(_("这个账号已停用。请先由系统管理员解除停用，再由安全管理员开通。"), code="account_disabled")


def last_of_standing(label: str) -> Refusal:
    return Refusal(
        _("这是最后一个可用的%(label)s账号，停用后无人履行此项职责。请先开通另一名%(label)s。") % {"label": label},
        code="last_of_standing",
        clause="GB/T 22239-2019 8.1.5",
    )
