"""How does the vault say no?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere, Refusal

SECRECY = "检举控告规则 第47条"


def no_account() -> NotAllowed:
    return NotAllowed(_("程序自己没有钥匙，也不能有。请由本人登录后办理。"), code="no_account")


def no_body() -> Refusal:
    return Refusal(_("账号没有写明所在单位，分不清是哪个机关的人。请先由系统管理员补上所在单位。"), code="no_body")


def has_key() -> Refusal:
    return Refusal(_("您已经有一把在用的钥匙。忘了口令的，先停用旧钥匙再建新的。"), code="has_key")


def no_key() -> Refusal:
    return Refusal(_("您还没有自己的钥匙。请先到“我的钥匙”建立，再回来办理。"), code="no_key")


def weak_passphrase(least: int) -> BadInput:
    return BadInput(
        _("口令太短或者太单调。请用至少 %(least)s 个字符、不少于六种不同字符的一句话，不要同登录密码一样。")
        % {"least": least},
        code="weak_passphrase",
        field="passphrase",
    )


def passphrases_differ() -> BadInput:
    return BadInput(_("两次输入的口令不一样。请重新输入。"), code="passphrases_differ", field="repeated")


def wrong_passphrase(left: int) -> BadInput:
    return BadInput(
        _("口令不对，没有打开任何内容。还可以试 %(left)s 次，之后要等十五分钟。这是钥匙的口令，不是登录密码。")
        % {"left": left},
        code="wrong_passphrase",
        field="passphrase",
    )


def wait_first(until: datetime) -> Refusal:
    return Refusal(
        _("口令连续输错，%(until)s 以后才能再试。确实忘了的，请停用这把钥匙，并请同机关的保管人交接。")
        % {"until": f"{timezone.localtime(until):%H:%M}"},
        code="wait_first",
        field="passphrase",
    )


def not_ready() -> Refusal:
    return Refusal(
        _("身份库还没有就绪：要有两个不同机关的保管人建好钥匙，才能封存身份。请先请两个机关的保管人各建一把钥匙。"),
        code="vault_not_ready",
        clause=SECRECY,
    )


def destroyed(on: date) -> Refusal:
    return Refusal(
        _("封存的身份和原件保存期满，已于 %(on)s 销毁，谁也打不开了。留下的只有销毁的记录。") % {"on": on.isoformat()},
        code="destroyed",
    )


def not_over(clause: str) -> Refusal:
    return Refusal(
        _("这一件的保存期没有满，或者保存几年未规定，或者还在办理，不能销毁。请到“保存期满”里看哪些到期。"),
        code="not_over",
        clause=clause,
    )


def in_use() -> Refusal:
    return Refusal(_("有人正在申请或者查看这一件的身份。请等申请办完、到期，或者先关闭它，再销毁。"), code="in_use")


def proposed_already() -> Refusal:
    return Refusal(_("已经有人提出销毁这一件，等另一个机关的保管人同意。"), code="proposed_already")


def not_proposed(label: str) -> Refusal:
    return Refusal(_("这一件销毁现在是“%(label)s”，不能再办。") % {"label": label}, code="not_proposed")


def own_proposal() -> Refusal:
    return Refusal(_("是您提出销毁的，要由另一个机关的保管人同意。"), code="own_proposal")


def same_body_destroys() -> Refusal:
    return Refusal(_("提出的人和您是同一个机关的。同意销毁的人必须来自另一个机关。"), code="same_body_destroys")


def nothing_sealed() -> NotHere:
    return NotHere(code="nothing_sealed")


def no_rules() -> Refusal:
    return Refusal(_("政策库里没有规定最多打开多久、几个人批准，不能申请。请先载入本系统规则。"), code="no_rules")


def nobody_watches() -> Refusal:
    return Refusal(_("没有一个业务认领这个随机号，分不清谁应当回避，不能打开。"), code="nobody_watches", clause=SECRECY)


def words_missing(field: str, least: int) -> BadInput:
    sentences = {
        "purpose": _("用途写得太少。请写明为什么非看身份不可、看了用来做什么，至少 %(least)s 个字。"),
        "reason": _("理由写得太少。请写明为什么同意或者不同意，至少 %(least)s 个字。"),
        "clause": _("没有写依据。请写明哪个文件第几条允许这样做。"),
    }
    return BadInput(sentences[field] % {"least": least}, code=f"{field}_missing", field=field)


def too_many_hours(most: int, clause: str) -> BadInput:
    return BadInput(
        _("打开的时间要在 1 到 %(most)s 小时之间。请按办事需要的最短时间填写。") % {"most": most},
        code="too_many_hours",
        clause=clause,
        field="hours",
    )


def asked_already() -> Refusal:
    return Refusal(_("您对这一件已经有一个没有办完的申请。请等它办完，或者先关闭它。"), code="asked_already")


def not_waiting(label: str) -> Refusal:
    return Refusal(_("这个申请现在是“%(label)s”，不能再批准或者拒绝。") % {"label": label}, code="not_waiting")


def own_request() -> Refusal:
    return Refusal(_("不能批准或者拒绝自己的申请。请由两个不同机关的保管人办理。"), code="own_request", clause=SECRECY)


def same_body() -> Refusal:
    return Refusal(_("同一个机关的人已经批准过。第二个人必须来自另一个机关。"), code="same_body", clause=SECRECY)


def no_share() -> Refusal:
    return Refusal(
        _("这一件封存的时候，您还没有钥匙，打不开您这半把。请同机关更早的保管人批准，或者请他先向您交接。"),
        code="no_share",
    )


def not_yours() -> NotAllowed:
    return NotAllowed(_("只有申请人本人能打开，批准的人和别人都不能。"), code="not_yours", clause=SECRECY)


def not_open(label: str) -> NotAllowed:
    return NotAllowed(
        _("这个申请现在是“%(label)s”，看不到身份。还需要的，请重新申请。") % {"label": label},
        code="not_open",
        clause=SECRECY,
    )


def key_changed() -> Refusal:
    return Refusal(_("申请时的钥匙已经停用，批准也随之失效。请重新申请。"), code="key_changed")


def does_not_open() -> Refusal:
    return Refusal(
        _("封存的内容或者钥匙被改动过，打不开，什么也没有显示。请报告安全管理员，并保留数据库现状。"),
        code="does_not_open",
    )


def not_a_colleague() -> Refusal:
    return Refusal(_("只能交接给同一机关、有保管人角色、已经建好钥匙的人。请先请对方建钥匙。"), code="not_a_colleague")


def no_such_file() -> NotHere:
    return NotHere(code="no_such_file")
