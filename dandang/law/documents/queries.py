"""The doors of the room: facts in, an official paper out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from pydantic import ValidationError

from dandang.law.documents import errors, kinds, typesetting, word
from dandang.law.documents.faults import sentence_of
from dandang.law.documents.schema.fields import Paper

Facts = Mapping[str, Any]


def render_pdf(kind: str, data: Facts, *, at: dt.datetime | None = None) -> bytes:
    """This function will return the paper as PDF/A-2b.

    `data` are the facts of the kind's schema. `at` is the creation time written into the file (aware); without it,
    the present. Refuses an unknown kind, facts that do not fit, text no box can hold, characters no font draws.
    """
    return render_batch_pdf(kind, [data], at=at)


def render_batch_pdf(kind: str, papers: Sequence[Facts], *, at: dt.datetime | None = None) -> bytes:
    """This function will return many papers of a kind as one PDF/A-2b, for a whole unit.

    Where the paper is printed on both sides, each begins on an odd page. Nothing is made when one of the papers
    cannot be: the refusal says which.
    """
    found = kinds.paper(kind)
    if not papers:
        raise errors.FactsDoNotFit(_("%(paper)s：一份也没有选。请先选人，再打印。") % {"paper": found.title})
    read = [_read(found, data, number if len(papers) > 1 else 0) for number, data in enumerate(papers, start=1)]
    return typesetting.typeset(
        found.layout, found.title, [found.facts(paper) for paper in read], is_duplex=found.is_duplex, at=at
    )


def render_docx(kind: str, data: Facts) -> bytes:
    """This function will return the paper as a Word file, in the same layout as the PDF as far as Word can.

    Refuses an unknown kind, facts that do not fit, and papers that have no Word version.
    """
    found = kinds.paper(kind)
    if not found.has_word:
        raise errors.NoWordVersion(_("%(paper)s只出 PDF，没有 Word 版。请选择 PDF 打印。") % {"paper": found.title})
    return word.fill(found.layout, found.facts(_read(found, data, 0)))


def attachment(name: str) -> str:
    """This function will return the Content-Disposition header under which a paper is saved with a Chinese name."""
    plain = "".join(character for character in name if character.isprintable() and character not in '/\\:*?"<>|')
    return content_disposition_header(True, plain) or "attachment"


def check(kind: str, data: Facts) -> None:
    """This function will refuse facts that do not fit the paper, and otherwise do nothing."""
    _read(kinds.paper(kind), data, 0)


def _read(kind: kinds.PaperKind, data: Facts, number: int) -> Paper:
    try:
        return kind.schema.model_validate(dict(data))
    except ValidationError as problem:
        sentence, field = sentence_of(problem, kind, number)
        raise errors.FactsDoNotFit(sentence, field=field) from None
