"""The port to typst: data as JSON in, PDF/A-2b out. Data never becomes markup: templates read it from `sys.inputs`.

Compilers are kept and reused (fonts are read once, 10 to 40 ms a paper afterwards). One compiler serves one thread at
a time; idle ones wait in a stack, so threads never block each other and none is made without need.
"""

from __future__ import annotations

import datetime as dt
import json
import queue
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from dandang.law.documents import errors, faces

DRIVER = "batch.typ"
_NOT_DRAWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
_TOO_LONG = re.compile(r"TOO_LONG:(?P<box>[^\"`]*)")


def folder() -> Path:
    """Where the paper templates are."""
    return Path(settings.ROOT) / "templates" / "papers"


def typeset(kind: str, title: str, papers: list[dict[str, Any]], *, is_duplex: bool, at: dt.datetime | None) -> bytes:
    """Return one PDF/A-2b with all the papers of a kind. `at` is the creation time written into it, else now.

    Raises TextTooLong, CharacterNotDrawn, FontsMissing.
    """
    inputs = {
        "kind": kind,
        "faces": _faces_as_json(),
        "payload": json.dumps({"title": title, "duplex": is_duplex, "papers": papers}, ensure_ascii=False),
    }
    with _compiler() as compiler:
        try:
            pdf = compiler.compile(
                input=str(folder() / DRIVER), format="pdf", sys_inputs=inputs, pdf_standards=["a-2b"], timestamp=at
            )
        except typst.TypstError as problem:
            raise _refusal(problem, title) from problem
    if not isinstance(pdf, bytes):
        raise TypeError("typst returned no document")
    return pdf


_idle: queue.LifoQueue[typst.Compiler] = queue.LifoQueue()


@contextmanager
def _compiler() -> Iterator[typst.Compiler]:
    try:
        compiler = _idle.get_nowait()
    except queue.Empty:
        compiler = typst.Compiler(root=str(folder()), font_paths=_fonts(), ignore_system_fonts=True)
    try:
        yield compiler
    finally:
        _idle.put(compiler)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=faces.folders())


@cache
def _faces_as_json() -> str:
    found = faces.available(set(_fonts().families()))
    if not all(found.values()):
        raise errors.FontsMissing(
            _(
                "这台机器上没有中文字体，印不出文书。请在项目目录运行 npm ci 装上字体，"
                "或安装 Debian 软件包 fonts-noto-cjk，再打印一次。"
            )
        )
    return json.dumps(found, ensure_ascii=False)


def _refusal(problem: typst.TypstError, title: str) -> Exception:
    """Turn what typst says into a sentence; anything unforeseen stays typst's own error."""
    if match := _NOT_DRAWN.search(problem.message):
        return errors.CharacterNotDrawn(
            _(
                "%(paper)s：现有字体里没有“%(text)s”这个字，印出来会是空框。"
                "请把含有这个字的字体文件放进 PAPER_FONT_DIRS 所列目录，或先核对这个字是不是录错了。"
            )
            % {"paper": title, "text": match["text"]}
        )
    if match := _TOO_LONG.search(problem.message):
        return errors.TextTooLong(
            _("%(paper)s：“%(box)s”太长，缩到最小字号也放不下这一格。请删减后再打印；内容没有改动。")
            % {"paper": title, "box": match["box"]}
        )
    return problem
