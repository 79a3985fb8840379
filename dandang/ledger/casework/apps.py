"""Registers the room's verbs, menu entry, references, audit sentences and duty kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """What cases have in common, and the meetings that study them."""

    name = "dandang.ledger.casework"
    label = "casework"

    def ready(self) -> None:
        from dandang.foundation.ui import menu
        from dandang.ledger.casework import models
        from dandang.registry.access.kinds import (
            CADRE,
            COMMITTEE_SECRETARY,
            DISCIPLINE_STAFF,
            ORG_STAFF,
            Verb,
            register_verbs,
        )
        from dandang.registry.organisations.kinds import register_path_copies

        staff = ORG_STAFF | DISCIPLINE_STAFF | {COMMITTEE_SECRETARY}
        register_verbs(
            {
                "casework.meeting.view": Verb(roles=staff, label=_("查看会议和表决")),
                "casework.meeting.prepare": Verb(roles=staff, label=_("拟定会议")),
                "casework.meeting.record": Verb(roles=staff, label=_("登记到会、表决和纪要")),
                "casework.follow_up.close": Verb(roles=staff | {CADRE}, label=_("登记会后要办的事办结")),
            }
        )
        menu.register(
            menu.MenuEntry(
                menu.DAILY, 45, _("会议"), "casework:meetings", "people", "casework.meeting.view",
                about=_("集体研究：议题、到会、回避、表决票、纪要；工作协调会"),
            )
        )  # fmt: skip
        register_path_copies(models.Meeting, "organ_path")
        _register_sentences()
        _register_duties()
        _register_references()


def _register_sentences() -> None:
    from dandang.foundation.audit import kinds as audit

    audit.register_sentences(
        {
            "casework.meeting.planned": _("拟定会议"),
            "casework.meeting.members_changed": _("调整会议成员"),
            "casework.meeting.cancelled": _("取消会议"),
            "casework.meeting.held": _("登记到会"),
            "casework.meeting.closed": _("形成会议纪要"),
            "casework.item.added": _("列入议程"),
            "casework.item.removed": _("移出议程"),
            "casework.item.votes_keyed": _("登记表决票，待另一人核对"),
            "casework.item.votes_checked": _("核对表决票无误"),
            "casework.topic.added": _("议题列入议程（不表决）"),
            "casework.topic.removed": _("议题移出议程（不表决）"),
            "casework.follow_up.added": _("登记会后要办的事"),
            "casework.follow_up.closed": _("会后要办的事已办结"),
            "casework.booklets.handed_out": _("发出会议材料册"),
            "casework.booklets.taken_back": _("收回会议材料册"),
        }
    )


def _register_duties() -> None:
    from dandang.ledger.casework.queries import reach
    from dandang.ledger.duties import kinds as duties

    duties.register_reach("casework.meeting", reach.barred_meetings)
    duties.register_reach("casework.item", reach.barred_items)

    duties.register("casework.meeting.hold", duties.DutyKind(_("按期开会并登记到会"), _("去登记")))
    duties.register("casework.meeting.close", duties.DutyKind(_("登记表决票，形成纪要"), _("去登记")))
    duties.register("casework.votes.check", duties.DutyKind(_("对照原票再登记一遍"), _("去核对")))
    duties.register("casework.follow_up", duties.DutyKind(_("办会议议定的事"), _("去登记")))
    duties.register("casework.booklets.return", duties.DutyKind(_("收回会议材料册"), _("去登记")))


def _register_references() -> None:
    from django.urls import reverse

    from dandang.foundation.ground.references import register_reference
    from dandang.ledger.casework import models

    def titles(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.Meeting.objects.filter(pk__in=keys).values_list("pk", "title")
        return {str(pk): title for pk, title in rows}

    def items(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.AgendaItem.objects.filter(pk__in=keys).values_list("pk", "title")
        return {str(pk): title for pk, title in rows}

    def left_to_do(keys: Sequence[str]) -> Mapping[str, str]:
        rows = models.FollowUp.objects.filter(pk__in=keys).values_list("pk", "text")
        return {str(pk): text for pk, text in rows}

    register_reference(
        "casework.follow_up", names=left_to_do, url=lambda key: reverse("casework:follow_up", args=[key])
    )
    register_reference("casework.meeting", names=titles, url=lambda key: reverse("casework:meeting", args=[key]))
    register_reference("casework.item", names=items, url=lambda key: reverse("casework:item", args=[key]))
