"""Do pages keep to the policy of contents, to their own room's parts, and is every template used?"""

from __future__ import annotations

import re

from tests.house.code import CODE, ROOT, modules, report, templates

FORBIDDEN = {
    r"\sstyle\s*=": "no style attribute: the content policy refuses it; use a class or an SVG attribute",
    r"<style[\s>]": "no inline style sheet",
    r"<script(?![^>]*\ssrc=)[^>]*>": "no inline script",
    r"\son(click|change|load|submit|input|focus|blur|key\w+|mouse\w+)\s*=": "no inline handler",
    r"\|\s*safe\b|\{%\s*autoescape\s+off": "nothing is declared safe: escape it, or build it with format_html in ui",
    r"(src|href|action)\s*=\s*[\"']?(https?:)?//": "nothing from another host",
    r"javascript:": "no address that is a script",
}
LINK = re.compile(r"\{%\s*(?:extends|include)\s+[\"']([^\"']+)[\"']")
# Ready-made drawings from a library, each with its reason.
DECLARED_SAFE = {"mfa/totp/activate_form.html": "the QR code allauth draws of the secret it made itself"}
# What rooms may extend although none does today.
OFFERED = {"ui/print.html"}
ENTRY_POINTS = re.compile(r"(^|/)(4\d\d|500)\.html$")


def test_pages_keep_to_the_content_policy() -> None:
    offences = []
    for name, _, path in templates():
        text = re.sub(r"\{%\s*comment\b.*?endcomment\s*%\}", "", path.read_text(encoding="utf-8"), flags=re.S)
        for pattern, mend in FORBIDDEN.items():
            if re.search(pattern, text) and not ("safe" in pattern and name in DECLARED_SAFE):
                offences.append(f"{path.relative_to(ROOT)} ({name}): {mend}")

    assert not offences, report(offences, "Each line says how.")


def test_templates_extend_and_include_only_their_own_room_and_ui() -> None:
    offences = []
    for name, room, path in templates():
        for used in LINK.findall(path.read_text(encoding="utf-8")):
            owner = used.split("/")[0]
            if owner not in {name.split("/")[0], room, "ui"}:
                offences.append(f"{path.relative_to(ROOT)} uses {used}")

    assert not offences, report(offences, "Move the shared part into ui, or let the other room register a panel.")


def test_every_template_is_used() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))
    pages = "\n".join(path.read_text(encoding="utf-8") for _, _, path in templates())
    everything = code + pages
    begun = tuple(re.findall(r"[\"']([a-z_]+/\w*)\{", code))  # f"people/file_{section}.html"

    unused = [
        str(path.relative_to(ROOT))
        for name, _, path in templates()
        if f'"{name}"' not in everything
        and f"'{name}'" not in everything
        and name not in OFFERED
        and not (begun and name.startswith(begun))
        and not ENTRY_POINTS.search(name)
        and not name.startswith(("account/", "mfa/", "allauth/", "django/"))
    ]

    assert not unused, report(unused, "Delete it, or render it.")


def test_only_the_drawings_of_ui_build_markup() -> None:
    """`mark_safe` and friends belong to ui, where charts and icons are drawn and tested for it."""
    offences = [
        f"{module.path.relative_to(ROOT)}"
        for module in modules()
        if module.room != "dandang.foundation.ui"
        and re.search(r"\bmark_safe\b|\bSafeString\(", module.path.read_text(encoding="utf-8"))
    ]

    assert not offences, report(offences, "Hand values to a template; if markup must be built, do it in ui.")
