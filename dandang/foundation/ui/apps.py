"""Registers the room with Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    """The page frame, components, formats and front-end files."""

    name = "dandang.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from dandang.foundation.ui import guide, menu

        menu.register(menu.MenuEntry(menu.TOP, 10, _("帮助"), "ui:guide"))
        guide.register(guide.Chapter(90, "keys", _("键盘"), "ui/_key_list.html"))
