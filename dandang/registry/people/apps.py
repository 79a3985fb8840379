"""Registers the room with Django: menu, audit sentences, and how it follows the tree of organisations."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Cadres and their files."""

    name = "dandang.registry.people"
    label = "people"
    verbose_name = _("干部")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ground import references
        from dandang.foundation.ui import menu
        from dandang.registry.organisations import kinds as organisations
        from dandang.registry.people import following, models

        menu.register(
            menu.MenuEntry(
                menu.DAILY, 20, _("干部名册"), "people:roster", "person", "people.roster.read",
                about=_("您管理范围内的干部：查找、看档案、打印任免审批表"),
            )
        )  # fmt: skip
        menu.register(
            menu.MenuEntry(
                menu.OWN, 10, _("我的档案"), "people:own", "file", "people.own.read", about=_("任免审批表上您的内容")
            )
        )
        audit.register_sentences(
            {
                "people.file.created": _("登记干部"),
                "people.file.updated": _("修改干部档案"),
                "people.files.saved": _("成批写入干部档案"),
                "people.results.recorded": _("记入年度考核结果"),
                "people.absence.recorded": _("登记离岗"),
                "people.absence.ended": _("登记返岗"),
                "people.reward.added": _("登记奖惩"),
                "people.post.recorded": _("登记任职"),
                "people.post.ended": _("登记免职"),
                "people.exported": _("导出或打印干部档案"),
            }
        )
        audit.register_namer("people.person", _names)
        references.register_reference("people.person", names=_names, url=_address)
        organisations.register_path_copies(models.Person, "home_path", "manager_path")
        organisations.register_headcount("people", following.count_serving)
        organisations.register_people(headlines=following.headlines, members=following.members)


def _names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.registry.people import queries

    return queries.names_of([int(key) for key in keys])


def _address(key: str) -> str:
    from django.urls import reverse

    return reverse("people:file", args=[int(key)])
