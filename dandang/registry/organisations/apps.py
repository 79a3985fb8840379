"""Registers the room with Django, and its menu entry."""

from __future__ import annotations

from collections.abc import Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    """Organs and units."""

    name = "dandang.registry.organisations"
    label = "organisations"
    verbose_name = _("机构与编制")

    def ready(self) -> None:
        from dandang.foundation.audit import kinds as audit
        from dandang.foundation.ui import menu

        audit.register_sentences(
            {
                "organisations.unit.created": _("设立机构"),
                "organisations.unit.renamed": _("机构更名"),
                "organisations.unit.moved": _("调整机构隶属"),
                "organisations.unit.closed": _("撤销机构"),
                "organisations.unit.updated": _("修改机构信息"),
            }
        )
        audit.register_namer("organisations.unit", _names)

        menu.register(
            menu.MenuEntry(
                section=menu.DAILY,
                order=30,
                label=_("机构与编制"),
                url_name="organisations:tree",
                icon="tree",
                verb="organisations.unit.read",
                about=_("单位、内设机构、编制和职数，现在的和从前的"),
            )
        )


def _names(keys: Iterable[str]) -> dict[str, str]:
    from dandang.registry.organisations import queries

    return queries.names_of([int(key) for key in keys])
