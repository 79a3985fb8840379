"""Every page uses the one stylesheet: no class nobody styled, no style of its own, nothing old browsers cannot read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings

from dandang.foundation.ui import icons, menu

CSS = (Path(settings.ROOT) / "dandang/foundation/ui/static/ui/dandang.css").read_text(encoding="utf-8")
TEMPLATES = sorted((Path(settings.ROOT) / "dandang").rglob("templates/**/*.html"))
# The picture of a TOTP secret, drawn by the sign-in library from our own data.
DRAWN_BY_LIBRARY = "{{ totp_svg|safe }}"


def name_of(path: Path) -> str:
    return path.name if path.parent.name == "ui" else f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_uses_only_classes_that_exist(path: Path) -> None:
    text = re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text(encoding="utf-8"), flags=re.S)
    known = set(re.findall(r"\.(dd-[\w-]+)", CSS))

    used = {name for part in re.findall(r'class="([^"]*)"', text) for name in part.split()}

    assert {name for name in used if name.startswith("dd-") and not name.endswith("--")} <= known


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_a_template_holds_no_style_script_or_foreign_address(path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace(DRAWN_BY_LIBRARY, "")

    assert not re.search(r"\sstyle=|<style|javascript:|\son[a-z]+=\"", text)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", text)
    assert "|safe" not in text


def test_the_stylesheet_is_readable_for_browsers_of_2020() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)

    assert not re.search(r"color-mix|light-dark|oklch|oklab|:has\(|:is\(|:where\(|@layer|@container|inset:", rules)
    assert not re.search(r"https?:|data:", rules)


def test_no_text_is_set_under_twelve_pixels() -> None:
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", CSS)]

    assert sizes
    assert min(sizes) >= 12


def test_every_entry_of_the_rail_is_drawn_and_says_on_the_help_page_what_one_does_there() -> None:
    known = icons.names()

    for entry in menu._entries.values():
        assert len(entry.icon) <= 1 or entry.icon in known, entry.url_name
        assert entry.about or entry.section in {menu.TOP, menu.PUBLIC}, entry.url_name
