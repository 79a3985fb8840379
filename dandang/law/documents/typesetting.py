"""The way from facts to PDF/A-2b: facts become JSON, templates read it, typst's complaints become sentences.

Data never becomes markup: templates read it from `sys.inputs` as values.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from dandang.law.documents import errors, faces, press

DRIVER = "batch.typ"
MOST_PAPERS_HERE = 30
MOST_DATA_HERE = 1_000_000
"""Papers, and characters of their data, that are set in the server's own process. What is larger goes to a process
that gives its memory back."""
_NOT_DRAWN = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed')
_TOO_LONG = re.compile(r"TOO_LONG:(?P<box>[^\"`\n]*)")


def folder() -> Path:
    """Where the paper templates are."""
    return Path(settings.ROOT) / "templates" / "papers"


def typeset(kind: str, title: str, papers: list[dict[str, Any]], *, is_duplex: bool, at: dt.datetime | None) -> bytes:
    """Return one PDF/A-2b with all the papers of a kind. `at` is the creation time written into it, else now.

    A single paper is tagged for screen readers; a batch is for the printer and stays small without tags.
    Raises TextTooLong, CharacterNotDrawn, FontsMissing.
    """
    job: press.Job = {
        "driver": str(folder() / DRIVER),
        "root": str(folder()),
        "fonts": faces.folders(),
        "inputs": {
            "kind": kind,
            "faces": _faces_as_json(tuple(faces.folders())),
            "payload": json.dumps({"title": title, "duplex": is_duplex, "papers": papers}, ensure_ascii=False),
        },
        "at": int(at.timestamp()) if at else None,
        "tagged": len(papers) == 1,
    }
    is_small = len(papers) <= MOST_PAPERS_HERE and len(job["inputs"]["payload"]) <= MOST_DATA_HERE
    run = press.run if is_small else press.run_apart
    try:
        return run(job)
    except press.PressError as problem:
        raise _refusal(problem, title) from problem


@cache
def _faces_as_json(folders: tuple[str, ...]) -> str:
    found = faces.available(press.families(folders))
    if not all(found.values()):
        raise errors.FontsMissing(
            _(
                "这台机器上没有中文字体，印不出文书。请在项目目录运行 npm ci 装上字体，"
                "或安装 Debian 软件包 fonts-noto-cjk，再打印一次。"
            )
        )
    return json.dumps(found, ensure_ascii=False)


def _refusal(problem: press.PressError, title: str) -> Exception:
    """Turn what typst says into a sentence; anything unforeseen stays its own error."""
    if match := _NOT_DRAWN.search(str(problem)):
        return errors.CharacterNotDrawn(
            _(
                "%(paper)s：现有字体里没有“%(text)s”这个字，印出来会是空框。"
                "请把含有这个字的字体文件放进 PAPER_FONT_DIRS 所列目录，或先核对这个字是不是录错了。"
            )
            % {"paper": title, "text": match["text"]}
        )
    if match := _TOO_LONG.search(str(problem)):
        return errors.TextTooLong(
            _("%(paper)s：“%(box)s”太长，缩到最小字号也放不下这一格。请删减后再打印；内容没有改动。")
            % {"paper": title, "box": match["box"]}
        )
    return problem
