"""How this room refuses."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal


class Duplicate(Refusal):
    """The same file is already being imported; `batch_id` is the earlier import."""

    code = "same_file"
    status = 409

    def __init__(self, batch_id: int, who: str, at: datetime) -> None:
        when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
        super().__init__(
            _("这个文件 %(who)s已在 %(when)s 上传过，还没有办完。请接着办那一次，不要重复导入。")
            % {"who": who, "when": when}
        )
        self.batch_id = batch_id


def moved_on(state: str) -> Refusal:
    return Refusal(
        _("这次导入现在是“%(state)s”，不能再做这一步。请刷新页面，看它的最新情况。") % {"state": state}, code="moved_on"
    )


def has_errors(count: int) -> Refusal:
    return Refusal(
        _("还有 %(count)d 处要改，没有写入任何数据。请下载标好错误的表格，改好后重新上传。") % {"count": count},
        code="has_errors",
    )


def changed_since(what: str) -> Refusal:
    return Refusal(
        _("核对之后有了变化，没有写入任何数据：%(what)s。请重新核对，看清变化后再写入。") % {"what": what.rstrip("。")},
        code="changed_since",
    )


def nothing_to_write() -> Refusal:
    return Refusal(_("文件里的内容与名册完全一样，没有要写入的。"), code="nothing_to_write")


def columns_missing(words: str) -> BadInput:
    return BadInput(
        _("还没有指明哪一列是%(words)s。按公民身份号码认人，姓名和公民身份号码两列都要有。") % {"words": words},
        code="columns_missing",
    )


def columns_twice(words: str) -> BadInput:
    return BadInput(
        _("有两列都选成了“%(words)s”。请只留一列，另一列选“不导入”。") % {"words": words}, code="columns_twice"
    )


def no_file() -> BadInput:
    return BadInput(_("没有选择文件。请选一个 .lrmx、.xlsx、.csv 或 .zip 文件。"), code="no_file", field="upload")


def mixed_files() -> BadInput:
    return BadInput(
        _("表格和任免审批表不能一起上传。请把表格单独上传；任免审批表可以一次多选，或打成一个 .zip。"),
        code="mixed_files",
        field="upload",
    )


def no_unit() -> BadInput:
    return BadInput(
        _("没有可以导入的机构。请先在“机构与编制”中登记机构，或请安全管理员授予您管理范围。"),
        code="no_unit",
        field="organisation",
    )


def needs_approval(count: int, limit: int) -> Refusal:
    return Refusal(
        _("这次要导出 %(count)d 人，超过 %(limit)d 人须由另一人批准。请提出导出申请，批准后凭申请编号导出。")
        % {"count": count, "limit": limit},
        code="needs_approval",
    )


def not_approved() -> Refusal:
    return Refusal(_("这个导出申请还没有批准，或者已过有效期。请等另一人批准，或重新申请。"), code="not_approved")


def other_people() -> Refusal:
    return Refusal(_("要导出的人与批准的申请不一致。请按申请的名单导出，或重新申请。"), code="other_people")


def own_request() -> NotAllowed:
    return NotAllowed(_("这是您自己提出的申请，不能由您批准。请另一位有权限的同事办理。"), code="own_request")


def no_reason() -> BadInput:
    return BadInput(_("请写明导出的用途，至少 4 个字，批准的人和审计都会看到。"), code="no_reason", field="reason")


def unknown_people(keys: str) -> BadInput:
    return BadInput(
        _("没有找到：%(keys)s。请核对公民身份号码或人员编号；不在您管理范围内的人也找不到。") % {"keys": keys},
        code="unknown_people",
    )


def nobody_chosen() -> BadInput:
    return BadInput(_("没有选人。请先在名册里选人，或选一个单位。"), code="nobody_chosen")


def not_here() -> NotHere:
    return NotHere(_("没有找到这次导入。可能已经移走，或者不在您的管理范围内。"))
