"""The port to docxtpl: fills a Word template. Values are escaped; a text is never read as a tag or as markup.

Word cannot say how tall a text came out, so boxes of forms are set in a size estimated by `rules.fitting_size`; their
rows have an exact height, which keeps a form at its number of pages whatever the estimate was worth.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
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
_PITCH = 1.25
"""Height of a line as a multiple of the size; the templates set it exactly."""
_CAUTION = 0.97
"""Share of the width that is counted on, because lines do not break everywhere."""


def fill(key: str, facts: dict[str, Any]) -> bytes:
    """Return the Word file of a paper: its template with the facts in it."""
    template = DocxTemplate(Path(settings.ROOT) / "templates" / "papers" / f"{key}.docx")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters |= {
        "text_in": _text_in,
        "size_in": _size_in,
        "pitch_in": _pitch_in,
        "resume": _resume,
        "indented": _indented,
    }
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


@dataclass(frozen=True, slots=True)
class _Fitted:
    """A text as it goes into a box, and its size in points."""

    text: str
    size: float


def _fit(text: str, width_mm: float, height_mm: float, largest: float) -> _Fitted:
    """Fit a text into a box. Many short lines that do not fit at any size are set one after the other."""
    box = {
        "width": width_mm * _POINTS_PER_MM,
        "height": height_mm * _POINTS_PER_MM,
        "largest": largest,
        "smallest": _SMALLEST,
        "pitch": _PITCH,
    }
    size = rules.fitting_size(str(text), **box)
    if size == _SMALLEST and "\n" in str(text):
        joined = str(text).replace("\n", "　")
        return _Fitted(joined, rules.fitting_size(joined, **box))
    return _Fitted(str(text), size)


def _text_in(text: str, width_mm: float, height_mm: float, largest: float) -> str:
    return _fit(text, width_mm, height_mm, largest).text


def _size_in(text: str, width_mm: float, height_mm: float, largest: float) -> int:
    """The type size in half points."""
    return round(_fit(text, width_mm, height_mm, largest).size * 2)


def _pitch_in(text: str, width_mm: float, height_mm: float, largest: float) -> int:
    """The height of a line in twips."""
    return round(_fit(text, width_mm, height_mm, largest).size * _PITCH * 20)


def _resume(rows: list[dict[str, str]], width_mm: float, height_mm: float) -> list[dict[str, Any]]:
    """Résumé rows with the one size (half points) in which all fit, the line height and the hanging indent (twips)."""
    size = _LARGEST_RESUME
    while size > _SMALLEST_RESUME:
        room = width_mm * _POINTS_PER_MM / size
        lines = sum(
            rules.lines_needed(row["text"], (room - _PERIOD if row["period"] else room) * _CAUTION) for row in rows
        )
        if lines * size * _PITCH <= height_mm * _POINTS_PER_MM:
            break
        size -= 0.5
    return [
        {
            "shown": f"{row['period']}\t{row['text']}" if row["period"] else row["text"],
            "size": round(size * 2),
            "pitch": round(size * _PITCH * 20),
            "indent": round(size * _PERIOD * 20) if row["period"] else 0,
        }
        for row in rows
    ]
