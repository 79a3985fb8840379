"""A year in numbers as one table to hand out: what stands on the page, line by line, with its footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dandang.foundation.ui import charts

from .statistics import NOTES, Statistics

Line = tuple[str, str, int | str, str]


def title_of(found: Statistics) -> str:
    """This function will return the title of the page."""
    return _("%(year)s 年容错纠错统计") % {"year": found.year}


def heads() -> tuple[str, ...]:
    """This function will return the heads of the table."""
    return (_("分组"), _("项目"), _("数"), _("单位"))


def lines(found: Statistics) -> Iterator[Line]:
    """This function will return each number with its heading, what it counts and the word it is counted in."""
    yield from _figures(found)
    yield from _grids(found)
    yield from _days(found)


def notes() -> list[str]:
    """This function will return how the numbers are counted."""
    return [str(note) for note in NOTES.values()]


def _figures(found: Statistics) -> Iterator[Line]:
    whole = ((_("申请或者启动"), found.opened), (_("已决定"), found.decided), (_("还在办理"), found.running))
    for label, count in whole:
        yield _("办理"), label, count, _("件")
    groups = (
        (_("怎样提出的"), found.openings),
        (_("结果"), found.outcomes),
        (_("复查"), found.reviews),
        (_("纠错"), found.measures),
    )
    for group, figures in groups:
        for one in figures:
            yield group, one.label, one.count, _("件")


def _grids(found: Statistics) -> Iterator[Line]:
    for group, grid in ((_("六个要件的认定"), found.by_element), (_("事项所在单位"), found.by_unit)):
        for _label, figures in grid.rows if grid else ():
            for one in figures:
                yield group, one.label, one.count, _("件")
    if found.by_year is not None:
        for year, head, count in charts.counts_in(found.by_year.table):
            yield _("各年的结果"), f"{year}　{head}", count, _("件")


def _days(found: Statistics) -> Iterator[Line]:
    group = _("用了多少天")
    for span in found.spans:
        yield group, f"{span.label}　{_('件数')}", len(span.days), _("件")
        yield group, f"{span.label}　{_('中位数')}", span.middle or _("尚无"), _("天")
        yield group, f"{span.label}　{_('最长')}", _("尚无") if span.longest is None else span.longest, _("天")
