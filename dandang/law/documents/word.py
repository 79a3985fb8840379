"""The port to docxtpl: fills a Word template. Values are escaped; a text is never read as a tag or as markup.

Word cannot say how tall a text came out, so boxes of forms are set in a size estimated by `rules.fitting_size`; their
rows have an exact height, which keeps a form at its number of pages whatever the estimate was worth.
"""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from jinja2 import Environment, StrictUndefined

from dandang.law.documents import rules

_POINTS_PER_MM = 72 / 25.4
_BODY_FACE = "宋体"
_SMALLEST = 5.0
_SMALLEST_RESUME = 4.0


def fill(key: str, facts: dict[str, Any]) -> bytes:
    """Return the Word file of a paper: its template with the facts in it."""
    template = DocxTemplate(Path(settings.ROOT) / "templates" / "papers" / f"{key}.docx")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {"box": _boxed, "resume": _resume, "indented": _indented}
    context = dict(facts)
    if photo := facts.get("photo"):
        context["photo_image"] = InlineImage(template, io.BytesIO(base64.b64decode(photo)), height=Mm(39.4))
    template.render(context, jinja_env=environment, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _rich(text: str, size: float) -> RichText:
    rich = RichText()
    rich.add(text, size=int(size * 2), font=f"eastAsia:{_BODY_FACE}")
    return rich


def _indented(text: str) -> str:
    """Running text with each paragraph indented by two full-width blanks."""
    return "\n".join(f"　　{line.strip()}" for line in str(text).split("\n") if line.strip())


def _boxed(text: str, width_mm: float, height_mm: float, largest: float = 14) -> RichText:
    """A text in the size that fits a box of so many millimetres."""
    size = rules.fitting_size(
        str(text),
        width=width_mm * _POINTS_PER_MM,
        height=height_mm * _POINTS_PER_MM,
        largest=largest,
        smallest=_SMALLEST,
        pitch=1.3,
    )
    return _rich(str(text), size)


def _resume(rows: list[dict[str, str]], width_mm: float, height_mm: float) -> list[dict[str, Any]]:
    """Résumé rows in the one size at which all of them fit; the period column is nine and a half characters wide."""
    size = 14.0
    while size > _SMALLEST_RESUME:
        room = width_mm * _POINTS_PER_MM / size
        lines = sum(rules.lines_needed(row["text"], (room - 9.6 if row["period"] else room) * 0.97) for row in rows)
        if lines * size * 1.3 <= height_mm * _POINTS_PER_MM:
            break
        size -= 0.5
    hanging = round(size * 9.4 * 20)
    return [
        {
            "period": _rich(row["period"], size),
            "text": _rich(row["text"], size),
            "indent": hanging if row["period"] else 0,
        }
        for row in rows
    ]
