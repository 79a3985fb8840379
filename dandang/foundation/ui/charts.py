"""How are charts drawn? Pure functions from numbers to shapes; attributes only, no style, each with its table.

Scores are in hundredths of a point (e2), shapes in pixels of the view box. Colours are classes of `dandang.css`
(`f1`…`f5`, `s1`, `s3`, `f-red`). `{% svg drawing %}` draws a `Drawing`, `ui/_chart.html` a `Chart` with key and table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dandang.foundation.ui import formats

TEXT_WIDTH = 15  # a Chinese character at the size chart words have on a phone


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
    """The twin of a chart: heads and rows; columns numbered in `numeric` (from 0) are aligned right."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the key: the class of its square (`""`, `k2`…`k7`) and the words."""

    look: str
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing, its key and its table."""

    drawing: Drawing
    table: Table
    keys: Sequence[Key] = ()


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a distribution: where it starts, how many, and its colour class (`f1` above, `f2` edge, `f5` rest)."""

    label: str
    count: int
    look: str = "f5"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One row of dot-and-gap: a person's own score against the group's median, both e2; either may be missing."""

    label: str
    own_e2: int | None
    median_e2: int | None


@dataclass(frozen=True, slots=True)
class Point:
    """One step of a line chart: words under the axis, own score and group median in e2; either may be missing."""

    label: str
    own_e2: int | None
    median_e2: int | None


@dataclass(frozen=True, slots=True)
class Cover:
    """One unit of a coverage chart: how many are done out of how many."""

    label: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar of a stacked chart: its row's words and one count for each series, in the order of the keys."""

    label: str
    counts: Sequence[int]


# Small pieces ----------------------------------------------------------------------------------------------------


def _number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def _rect(x: float, y: float, width: float, height: float, look: str) -> Shape:
    numbers = {"x": x, "y": y, "width": width, "height": height}
    return Shape("rect", {**{name: _number(value) for name, value in numbers.items()}, "class": look})


def _line(x1: float, y1: float, x2: float, y2: float, look: str, *, is_dashed: bool = False) -> Shape:
    numbers = {"x1": x1, "y1": y1, "x2": x2, "y2": y2}
    attributes: dict[str, object] = {name: _number(value) for name, value in numbers.items()}
    dashes = {"stroke-dasharray": "4 3"} if is_dashed else {}
    return Shape("line", {**attributes, "class": look, **dashes})


def _dot(x: float, y: float, radius: float, look: str) -> Shape:
    return Shape("circle", {"cx": _number(x), "cy": _number(y), "r": _number(radius), "class": look})


def _text(x: float, y: float, words: str, look: str = "") -> Shape:
    attributes: dict[str, object] = {"x": _number(x), "y": _number(y)}
    return Shape("text", {**attributes, "class": look} if look else attributes, words)


def _picture(across: float, down: float, label: str, look: str, shapes: Sequence[Shape], **more: object) -> Drawing:
    box = f"0 0 {_number(across)} {_number(down)}"
    attributes = {"class": look, "viewBox": box, "role": "img", "aria-label": label}
    return Drawing({**attributes, **more}, shapes)


def _score(value_e2: int | None) -> str:
    return _("尚无") if value_e2 is None else formats.score2(value_e2)


def ticks(low_e2: int, high_e2: int, *, most: int = 6) -> list[int]:
    """Return round marks in e2 that enclose `low_e2`…`high_e2`, at most `most` of them."""
    high_e2 = max(high_e2, low_e2 + 1)
    for step in (50, 100, 200, 400, 500, 1000, 2000, 5000, 10000):
        first = low_e2 // step * step
        last = -(-high_e2 // step) * step
        if (last - first) // step < most:
            return list(range(first, last + 1, step))
    return [low_e2 // 10000 * 10000, -(-high_e2 // 10000) * 10000]


# Bars in one row -------------------------------------------------------------------------------------------------


def meter(done: int, total: int, label: str, *, width: int = 120) -> Drawing:
    """Draw how much of `total` is done as one bar; with nothing to do the bar is full."""
    filled = width if total <= 0 else width * min(max(done, 0), total) / total
    shapes = [_rect(0, 0, width, 10, "f-wash"), _rect(0, 0, filled, 10, "f1")]
    return _picture(width, 10, label, "dd-meter", shapes, width=width, height=10, preserveAspectRatio="none")


def quota_bar(*, candidates: int, tied: int, empty: int) -> Drawing:
    """Draw one cell per place: teal with a candidate, red where a tie is to be settled, white while it stays empty."""
    places = candidates + tied + empty
    label = _("%(places)d 个名额：%(candidates)d 个已有候选，%(tied)d 个要研究同分，%(empty)d 个空着") % {
        "places": places,
        "candidates": candidates,
        "tied": tied,
        "empty": empty,
    }
    cell = 1000 / max(places, 1)
    gap = min(4.0, cell / 4)
    looks = ["f1"] * candidates + ["f-red"] * tied + ["f-paper"] * empty
    shapes = [_rect(0, 0, 1000, 26, "f3" if empty else "f-wash")]
    for index, look in enumerate(looks):
        inset = 1.5 if look == "f-paper" else 0
        x = index * cell + (gap / 2 if index else 0)
        width = cell - (gap / 2 if index else 0) - (gap / 2 if index + 1 < places else 0)
        if gap and index:
            shapes.append(_rect(index * cell - gap / 2, 0, gap, 26, "f-paper"))
        shapes.append(_rect(x + inset, inset, max(width - 2 * inset, 0.5), 26 - 2 * inset, look))
    return _picture(1000, 26, label, "dd-quota__bar", shapes, preserveAspectRatio="none")


def band(
    *, value_e2: int, low_e2: int, high_e2: int, edge_e2: int | None, scale: tuple[int, int], width: int = 220
) -> Drawing:
    """Draw a score with the interval it may fall in, and the edge of the quota as a dashed line.

    `scale` is the lowest and highest score of the whole table in e2, so that the rows can be compared by eye.
    """
    first, last = scale
    reach = max(last - first, 1)

    def at(score_e2: int) -> float:
        return 6 + (width - 12) * (min(max(score_e2, first), last) - first) / reach

    label = _("%(value)s 分，区间 %(low)s 至 %(high)s") % {
        "value": _score(value_e2),
        "low": _score(low_e2),
        "high": _score(high_e2),
    }
    shapes = [] if edge_e2 is None else [_line(at(edge_e2), 0, at(edge_e2), 20, "s3", is_dashed=True)]
    shapes += [_line(at(low_e2), 10, at(high_e2), 10, "s1"), _dot(at(value_e2), 10, 4.5, "f1")]
    return _picture(width, 20, label, "dd-band", shapes, width=width, height=20)


# Charts with a table ---------------------------------------------------------------------------------------------


def distribution(bins: Sequence[Bin], *, title: str, head: str, unit: str = "", keys: Sequence[Key] = ()) -> Chart:
    """Draw how many fall into each range; the table names the ranges in full words."""
    step = max(34, min(56, 440 // max(len(bins), 1)))
    width = max(460, 16 + step * len(bins))
    tallest = max((entry.count for entry in bins), default=0) or 1
    shapes: list[Shape] = []
    for index, entry in enumerate(bins):
        x, height = 8 + index * step, 120 * entry.count / tallest
        middle = x + (step - 10) / 2
        if entry.count:
            shapes.append(_rect(x, 146 - height, step - 10, height, entry.look))
        shapes.append(_text(middle, 140 - height, f"{entry.count:,}", "t-mid t-ink"))
        shapes.append(_text(middle, 163, entry.label, "t-mid"))
    shapes.append(_line(4, 146, width - 4, 146, "s-ink"))
    table = Table(
        (head, unit or _("人数")),
        [(entry.words or entry.label, f"{entry.count:,}") for entry in bins],
        frozenset({1}),
    )
    drawing = _picture(width, 170, _("%(title)s，数据见下表") % {"title": title}, "dd-chart dd-chart--s", shapes)
    return Chart(drawing, table, keys)


def dot_and_gap(pairs: Sequence[Pair], *, title: str, own: str, median: str, width: int = 460) -> Chart:
    """Draw each row's own score (full dot) and the group's median (hollow dot) on one scale.

    `width` is 460 for half a page and up to 680 for a whole column, so that the text keeps its size.
    """
    scores = [score for pair in pairs for score in (pair.own_e2, pair.median_e2) if score is not None]
    marks = ticks(min(scores, default=0), max(scores, default=10000))
    left = 32 + TEXT_WIDTH * max((len(pair.label) for pair in pairs), default=2)
    left += 40 if any(_is_below(pair) for pair in pairs) else 0
    bottom = 6 + 32 * len(pairs)

    def at(score_e2: int) -> float:
        return left + (width - 70 - left) * (score_e2 - marks[0]) / (marks[-1] - marks[0])

    shapes: list[Shape] = []
    for mark in marks:
        shapes.append(_line(at(mark), 6, at(mark), bottom, "s-line"))
        shapes.append(_text(at(mark), bottom + 18, _tick_words(mark), "t-mid"))
    for index, pair in enumerate(pairs):
        shapes += _pair_shapes(pair, 22 + 32 * index, at)
    table = Table(
        (_("方面"), own, median),
        [(pair.label, _score(pair.own_e2), _score(pair.median_e2)) for pair in pairs],
        frozenset({1, 2}),
    )
    label = _("%(title)s，数据见下表") % {"title": title}
    drawing = _picture(width, bottom + 24, label, _chart_class(width), shapes)
    return Chart(drawing, table, (Key("", own), Key("k3", median)))


def _chart_class(width: float) -> str:
    """The class that keeps a chart from growing beyond its own size."""
    return "dd-chart dd-chart--s" if width <= 460 else "dd-chart dd-chart--m"


def _tick_words(mark_e2: int) -> str:
    return str(mark_e2 // 100) if mark_e2 % 100 == 0 else f"{mark_e2 / 100:.1f}"


def _pair_shapes(pair: Pair, y: float, place: Callable[[int], float]) -> list[Shape]:
    shapes = [_text(14, y + 5, pair.label, "t-ink")]
    known = [score for score in (pair.own_e2, pair.median_e2) if score is not None]
    if len(known) == 2:
        shapes.append(_line(place(known[0]), y, place(known[1]), y, "s3"))
    if pair.median_e2 is not None:
        shapes.append(_dot(place(pair.median_e2), y, 6, "s-hollow"))
    if pair.own_e2 is not None:
        own = place(pair.own_e2)
        shapes.append(_dot(own, y, 6, "f1"))
        x, look = (own - 12, "t-ink t-end") if _is_below(pair) else (own + 12, "t-ink")
        shapes.append(_text(x, y + 5, _score(pair.own_e2), look))
    return shapes


def _is_below(pair: Pair) -> bool:
    """Own below the median: the number stands on the outer side, so that nobody takes it for the median's."""
    return pair.own_e2 is not None and pair.median_e2 is not None and pair.own_e2 < pair.median_e2


def lines(points: Sequence[Point], *, title: str, own: str, median: str, head: str, width: int = 460) -> Chart:
    """Draw own scores over the years with the group's median as a dashed line; missing years leave a gap.

    `width` as in `dot_and_gap`.
    """
    scores = [score for point in points for score in (point.own_e2, point.median_e2) if score is not None]
    marks = ticks(min(scores, default=0), max(scores, default=10000), most=5)
    end = width - 20
    step = (end - 122) / max(len(points) - 1, 1)
    xs = [width / 2] if len(points) == 1 else [86 + step * index for index in range(len(points))]

    def at(score_e2: int) -> float:
        return 150 - 132 * (score_e2 - marks[0]) / (marks[-1] - marks[0])

    shapes: list[Shape] = []
    for mark in marks:
        shapes += [_line(50, at(mark), end, at(mark), "s-line"), _text(42, at(mark) + 4, _tick_words(mark), "t-end")]
    own_places = [None if p.own_e2 is None else (x, at(p.own_e2)) for p, x in zip(points, xs, strict=True)]
    median_places = [None if p.median_e2 is None else (x, at(p.median_e2)) for p, x in zip(points, xs, strict=True)]
    shapes += _runs(median_places, "s3", is_dashed=True) + _runs(own_places, "s1", is_dashed=False)
    for point, x, place in zip(points, xs, own_places, strict=True):
        shapes.append(_text(x, 178, point.label, "t-mid"))
        if place:
            is_under = point.median_e2 is not None and place[1] > at(point.median_e2) and place[1] < 130
            y = place[1] + 22 if is_under else place[1] - 11
            shapes += [_dot(*place, 4.5, "f1"), _text(x, y, _score(point.own_e2), "t-mid t-ink")]
    if last := next((place for place in reversed(median_places) if place), None):
        # Away from the own line, whose last score would stand on the same spot.
        own_last = next((place for place in reversed(own_places) if place), None)
        is_above = own_last is not None and own_last[1] > last[1]
        shapes.append(_text(end, last[1] - 9 if is_above else last[1] + 20, median, "t-end"))
    table = Table(
        (head, own, median),
        [(point.label, _score(point.own_e2), _score(point.median_e2)) for point in points],
        frozenset({1, 2}),
    )
    label = _("%(title)s，数据见下表") % {"title": title}
    drawing = _picture(width, 190, label, _chart_class(width), shapes)
    return Chart(drawing, table, (Key("", own), Key("k3", median)))


def _runs(places: Sequence[tuple[float, float] | None], look: str, *, is_dashed: bool) -> list[Shape]:
    """One polyline for each unbroken run of at least two points."""
    runs: list[list[str]] = [[]]
    for place in places:
        if place is None:
            runs.append([])
        else:
            runs[-1].append(f"{_number(place[0])},{_number(place[1])}")
    dashes = {"stroke-dasharray": "5 4"} if is_dashed else {}
    return [Shape("polyline", {"class": look, **dashes, "points": " ".join(run)}) for run in runs if len(run) > 1]


def coverage(units: Sequence[Cover], *, title: str, done: str, left: str) -> Chart:
    """Draw one dot per person and unit, hollow while not yet reached; `done` and `left` name the two states.

    At most forty dots stand in a row, so a large unit takes several rows.
    """
    label_width = 10 + TEXT_WIDTH * max((len(unit.label) for unit in units), default=2)
    width = label_width + 40 * 7.3 + 92
    shapes: list[Shape] = []
    y = 16.0
    for unit in units:
        missing = unit.total - unit.done
        words = _("还有 %(count)d 人") % {"count": missing} if missing else _("全部完成")
        shapes.append(_text(label_width - 10, y + 4, unit.label, "t-end t-ink"))
        shapes.append(_text(width - 2, y + 4, words, "t-end t-ink" if missing else "t-end"))
        for index in range(unit.total):
            row, column = divmod(index, 40)
            look = "f1" if index < unit.done else "s-hollow"
            shapes.append(_dot(label_width + 2 + column * 7.3, y + row * 8, 2.9, look))
        y += 30 + 8 * max(0, (unit.total - 1) // 40)
    rows = [(u.label, f"{u.total:,}", f"{u.done:,}", f"{u.total - u.done:,}") for u in units]
    table = Table((_("单位"), _("应完成"), done, left), rows, frozenset({1, 2, 3}))
    label = _("%(title)s，一点一人，空心是%(left)s，数据见下表") % {"title": title, "left": left}
    drawing = _picture(width, y - 14, label, "dd-chart dd-chart--s", shapes)
    return Chart(drawing, table, (Key("", done), Key("k3", left)))


STACK_LOOKS = (("f1", ""), ("f2", "k2"), ("f3", "k6"), ("f4", "k7"), ("f5", "k5"))  # a bar's fill, its key's class


def stacked(stacks: Sequence[Stack], series: Sequence[str], *, title: str, head: str, width: int = 460) -> Chart:
    """Draw one horizontal bar a row, cut into the counts of up to five series; the sum stands at its end."""
    label_width = 10 + TEXT_WIDTH * max((len(stack.label) for stack in stacks), default=2)
    longest = max((sum(stack.counts) for stack in stacks), default=0) or 1
    room = width - label_width - 34
    shapes: list[Shape] = []
    for index, stack in enumerate(stacks):
        x, y = float(label_width), 6.0 + index * 28
        shapes.append(_text(label_width - 10, y + 14, stack.label, "t-end t-ink"))
        for count, (look, _key) in zip(stack.counts, STACK_LOOKS, strict=False):
            if count:
                length = max(room * count / longest - 2, 1)  # adjacent bars stand two pixels apart
                shapes.append(_rect(x, y, length, 18, look))
                x += length + 2
        shapes.append(_text(x + 6, y + 14, f"{sum(stack.counts):,}", "t-ink"))
    rows = [(stack.label, *(f"{n:,}" for n in stack.counts), f"{sum(stack.counts):,}") for stack in stacks]
    table = Table((head, *series, _("合计")), rows, frozenset(range(1, len(series) + 2)))
    label = _("%(title)s，数据见下表") % {"title": title}
    drawing = _picture(width, 12 + 28 * max(len(stacks), 1), label, _chart_class(width), shapes)
    keys = [Key(look, words) for words, (_fill, look) in zip(series, STACK_LOOKS, strict=False)]
    return Chart(drawing, table, keys)


def counts_in(table: Table) -> Iterator[tuple[str, str, int]]:
    """Return each number of a table of counts as a number again, with the words of its row and its column."""
    for words, *numbers in table.rows:
        for head, number in zip(table.heads[1:], numbers, strict=True):
            yield words, head, int(number.replace(",", ""))
