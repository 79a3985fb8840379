"""Registers the room's verbs, menu entry with its badge, and audit sentences."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """Who must do what by when."""

    name = "dandang.ledger.duties"
    label = "duties"

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ui import guide, menu
        from dandang.law.policies import kinds as policies
        from dandang.ledger.duties import actions, kinds, queries
        from dandang.registry.access.kinds import SYSTEM_ADMIN, Verb, register_verbs

        register_verbs(
            {"duties.run": Verb(roles={SYSTEM_ADMIN}, label=_("运行每日提醒"), scope="admin")},
        )
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 10, _("我的待办"), "duties:home", "list", about=_("轮到您办的事，按期限排；最近办过的")
            )
        )
        guide.register(guide.Chapter(10, "start", _("从哪里开始"), "duties/_guide.html"))
        menu.register_badge("duties:home", queries.badge)
        audit.register_sentences(
            {
                "duties.duty.opened": _("交办待办"),
                "duties.duty.changed": _("更新待办"),
                "duties.duty.closed": _("待办办结"),
                "duties.day.run": _("每日提醒和催办"),
            }
        )
        # The room of the law lies below: it hands its kinds of duty in through a registered door.
        kinds.register(policies.APPROVE_DUTY, kinds.DutyKind(label=_("批准本地区版本"), button=_("去核对")))
        kinds.register(policies.MEND_DUTY, kinds.DutyKind(label=_("修改本地区版本"), button=_("去修改")))
        kinds.register(policies.DIFFERS_DUTY, kinds.DutyKind(label=_("取值和原文不一致"), button=_("去看")))
        policies.register_duty_door(policies.DutyDoor(open_duty=actions.open_duty, close_duty=actions.close_duty))
