"""What does the vault promise and what can it not promise? One table: the public form prints it, tests hold it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.registry.vault.records import Limit


def limits() -> tuple[Limit, ...]:
    """Return every sentence, promises first. A promise stands here only if a test shows it."""
    promises = (
        _("身份、联系方式和原文加密后单独存放，同办理用的内容分开；办理人员看到的只是一个随机号。"),
        _("两个不同机关的保管人各有半把钥匙，两家都同意才打得开；数据库管理员和三类系统管理员打不开。"),
        _("每次打开都要写明用途和依据，由两个机关各一人批准，到时自动关闭。"),
        _("每看一次都有记录；用收条可以查到看过几次、哪一天、为了什么。"),
        _("被反映的人、他的上级和亲属，核实、研究、复查这件事的人，不能申请打开，也不能批准。"),
        _("只记到哪一天，不记几点几分；这里的页面不留网络地址、浏览器信息和登录状态。"),
        _("内容加长到固定的几档再加密，从密文长短看不出写的是十个字还是二百个字，也看不出有没有署名。"),
    )
    cannot = (
        _("服务器如果已经被人控制，正在输入的内容和口令可能被截走；加密只保护已经存进去的。"),
        _("单位的防火墙、上网审计设备可能记下哪台电脑在什么时候打开过本网站，这不归本系统管。"),
        _("加密连接如果在前置设备上解开再转进来，那台设备能看到内容。这样部署的，那台设备也必须可信。"),
        _("单位配发的电脑、手机上可能装有监控软件。要紧的内容，请用自己的设备和网络。"),
        _("笔迹、口气、只有少数人知道的细节，会让人猜出是谁。机器遮不住内容本身。"),
        _("两个机关的保管人私下串通，又拿到数据库，可以不经申请打开。所以保管人分设在两个机关，各自负责。"),
        _("保管人都忘了口令，或者都已离任没有交接，封存的身份就再也打不开，谁也不能补救。"),
    )
    return tuple(Limit(True, text) for text in promises) + tuple(Limit(False, text) for text in cannot)
