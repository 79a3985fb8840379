"""The numbers of some years as one table to hand out: what stands on the page, line by line, with its footnotes."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dandang.foundation.ui import charts

from .statistics import NOTES, Statistics


def title_of(found: Statistics) -> str:
    """This function will return the title of the page."""
    if found.first == found.last:
        return _("%(year)s 年澄清和举报统计") % {"year": found.last}
    return _("%(first)s 至 %(last)s 年澄清和举报统计") % {"first": found.first, "last": found.last}


def heads() -> tuple[str, ...]:
    """This function will return the heads of the table."""
    return (_("分组"), _("项目"), _("数"), _("单位"))


def lines(found: Statistics) -> Iterator[tuple[str, str, int, str]]:
    """This function will return each number with its heading, what it counts and the word it is counted in."""
    for group in found.groups.values():
        for one in group.figures:
            yield group.label, one.label, one.count, one.unit
    if found.by_year is not None:
        for year, head, count in charts.counts_in(found.by_year.table):
            yield _("各年的澄清"), f"{year}　{head}", count, _("件")


def notes() -> list[str]:
    """This function will return how the numbers are counted."""
    return [str(note) for note in NOTES.values()]
