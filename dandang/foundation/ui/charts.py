"""How are charts drawn? Pure functions from numbers to shapes; attributes only, no style, each with its table.

Units: pixels of the view box. Colours are classes of `dandang.css` (`f1`…`f5`, `s1`, `s3`, `f-red`). A template draws a
`Drawing` with `{% svg drawing %}`; `ui/_chart.html` adds the key and the table twin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Shape:
    """One SVG element: its tag, its attributes and, for text, its words."""

    tag: str
    attributes: Mapping[str, object]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One SVG picture: attributes of the outer element and its shapes in painting order."""

    attributes: Mapping[str, object]
    shapes: Sequence[Shape]


@dataclass(frozen=True, slots=True)
class Table:
    """The twin of a chart: heads and rows; columns named in `numeric` are aligned right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key: the class of its square (`""`, `k2`…`k6`) and the words."""

    look: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, its key and its table."""

    drawing: Drawing
    table: Table
    keys: Sequence[Key] = field(default_factory=tuple)
