"""What handlers read: words without the reporter's own name, files without what tells who made them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.guard import cleaning, limits, markings
from dandang.foundation.guard.problems import FileRefused

from ..masking import masked
from ..models import Report, ReportFile
from ..records import Told, Who

MOST_FILES = 10
FILE_BYTES = 20 * limits.MIB
ALL_BYTES = 40 * limits.MIB
LONGEST = 20_000  # characters of one text


@dataclass(frozen=True, slots=True)
class Copy:
    """A working copy before it is stored. `name` says what it is, never what its sender called it."""

    name: str
    content: bytes = field(repr=False)
    is_clean: bool = True
    why: str = ""


def refuse_unfit(told: Told) -> None:
    """Refuse empty and endless words, and marks of state secrets in words and names of files, at their field."""
    if not told.about.strip():
        raise BadInput(_("请写明反映的是谁、在哪个单位。不知道姓名的，写职务。"), field="about")
    if not told.what.strip():
        raise BadInput(_("请写明发生了什么事。"), field="what")
    for name in ("about", "what", "happened_when", "happened_where"):
        words = getattr(told, name)
        if len(words) > LONGEST:
            raise BadInput(
                _("写得太长：%(n)s 字，最多 %(most)s 字。其余的请放进附件。") % {"n": len(words), "most": LONGEST},
                field=name,
            )
        markings.refuse_classified(words, _("填写的内容"), field=name)


def working_words(told: Told, who: Who) -> tuple[str, str]:
    """Return whom it concerns and what handlers read, both without the reporter's own name and numbers."""
    heads = ((_("时间"), told.happened_when), (_("地点"), told.happened_where), (_("经过"), told.what))
    lines = [f"{head}：{words.strip()}" for head, words in heads if words.strip()]
    return masked(told.about.strip(), who.parts), masked("\n".join(lines), who.parts)


def working_copies(files: Sequence[tuple[str, bytes]]) -> list[Copy]:
    """Return a working copy of each file, in the order given. Refuses too many, too large, and hostile ones by name."""
    if len(files) > MOST_FILES:
        words = _("一次最多附 %(most)s 件，现在有 %(n)s 件。") % {"most": MOST_FILES, "n": len(files)}
        raise BadInput(words, field="files")
    if sum(len(content) for _name, content in files) > ALL_BYTES:
        words = _("附件加起来超过 %s MB。请压缩图片，或者分几次反映。") % (ALL_BYTES // limits.MIB)
        raise BadInput(words, field="files")
    return [_copy(number, name, content) for number, (name, content) in enumerate(files, start=1)]


def store(report: Report, copies: Sequence[Copy], at: datetime) -> None:
    """Keep the working copies of a report; the day stands on them, not the moment."""
    for one in copies:
        row = ReportFile(
            report=report, name=one.name, size=len(one.content), digest=sha256(one.content).hexdigest(),
            is_clean=one.is_clean,
        )  # fmt: skip
        row.content.save(f"{row.digest[:16]}", ContentFile(one.content), save=False)
        os.utime(row.content.path, (at.timestamp(), at.timestamp()))
        row.save()


def _copy(number: int, name: str, content: bytes) -> Copy:
    try:
        markings.refuse_classified(name, _("文件名"), field="files")
        if len(content) > FILE_BYTES:
            raise FileRefused(_("超过 %s MB") % (FILE_BYTES // limits.MIB), _("请压缩图片，或者分成几件"))
        done = cleaning.cleaned(name, content)
    except FileRefused as refusal:
        refusal.field = "files"
        named = BadInput(_("第 %(n)s 件附件：%(why)s") % {"n": number, "why": refusal.sentence}, field="files")
        raise named from None
    return Copy(_("材料 %(n)s.%(kind)s") % {"n": number, "kind": done.kind}, done.content, done.is_clean, done.why)
