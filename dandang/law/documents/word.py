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
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined

from dandang.law.documents import rules

_POINTS_PER_MM = 72 / 25.4
_SMALLEST = 5.0
_LARGEST_RESUME = 14.0
_SMALLEST_RESUME = 4.0
_PERIOD = 9.4
"""Width of the period column of a résumé, in characters."""
_PITCH = 1.3
"""Height of a line as a multiple of the size: 宋体 at single spacing, with a little to spare."""
_CAUTION = 0.97
"""Share of the width that is counted on, because lines do not break everywhere."""


def fill(key: str, facts: dict[str, Any]) -> bytes:
    """Return the Word file of a paper: its template with the facts in it."""
    template = DocxTemplate(Path(settings.ROOT) / "templates" / "papers" / f"{key}.docx")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {"size_in": _size_in, "resume": _resume, "indented": _indented}
    context = dict(facts)
    if photo := facts.get("photo"):
        context["photo_image"] = InlineImage(template, io.BytesIO(base64.b64decode(photo)), height=Mm(39.4))
    template.render(context, jinja_env=environment, autoescape=True)
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def _indented(text: str) -> str:
    """Running text with each paragraph indented by two full-width blanks."""
    return "\n".join(f"　　{line.strip()}" for line in str(text).split("\n") if line.strip())


def _size_in(text: str, width_mm: float, height_mm: float, largest: float) -> int:
    """The type size, in half points, in which a text fits a box of so many millimetres."""
    size = rules.fitting_size(
        str(text),
        width=width_mm * _POINTS_PER_MM,
        height=height_mm * _POINTS_PER_MM,
        largest=largest,
        smallest=_SMALLEST,
        pitch=_PITCH,
    )
    return round(size * 2)


def _resume(rows: list[dict[str, str]], width_mm: float, height_mm: float) -> list[dict[str, Any]]:
    """Résumé rows with the one size (half points) in which all fit and the hanging indent (twips)."""
    size = _LARGEST_RESUME
    while size > _SMALLEST_RESUME:
        room = width_mm * _POINTS_PER_MM / size
        lines = sum(
            rules.lines_needed(row["text"], (room - _PERIOD if row["period"] else room) * _CAUTION) for row in rows
        )
        if lines * size * _PITCH <= height_mm * _POINTS_PER_MM:
            break
        size -= 0.5
    hanging = round(size * _PERIOD * 20)
    return [row | {"size": round(size * 2), "indent": hanging if row["period"] else 0} for row in rows]
