"""Taking the list of reports, or the statistics, out as a table: never words or people. On record who took it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.interchange.rosters import writing
from dandang.registry.access.records import Actor

from ..queries import reports as queries
from ..queries import statistics, statistics_table


@transaction.atomic
def take_table(*, actor: Actor, wanted: queries.ReportFilter, on: date, at: datetime) -> bytes:
    """This function will return the filtered list as csv; the last line says who took it and when."""
    rows = queries.table_rows(actor, wanted, on=on)
    heads = (
        _("编号"), _("承办系统"), _("怎样收到的"), _("署名"), _("收到"), _("受理"), _("查清"), _("现在"),
    )  # fmt: skip
    audit.record(
        actor=actor, verb="protection.reports.taken_out", target=ref("protection.reports", on.isoformat()),
        facts={"rows": len(rows)}, at=at,
    )  # fmt: skip
    mark = _("%(name)s %(day)s 导出，%(n)s 件") % {"name": actor.name, "day": on.isoformat(), "n": len(rows)}
    return writing.write_csv(heads, rows, watermark=mark)


@transaction.atomic
def take_statistics(*, actor: Actor, first: int, last: int, kind: str, on: date, at: datetime) -> bytes:
    """This function will return the numbers of some years as csv or xlsx (`kind`), with their footnotes.

    Counts only, no people. Refuses without the verb of the page.
    """
    found = statistics.statistics(actor, first=first, last=last)
    rows = list(statistics_table.lines(found))
    audit.record(
        actor=actor, verb="protection.statistics.taken_out", target=ref("protection.statistics", on.isoformat()),
        facts={"first": first, "last": last, "kind": kind}, at=at,
    )  # fmt: skip
    mark = _("%(name)s %(day)s 导出") % {"name": actor.name, "day": on.isoformat()}
    return writing.write_table(
        kind, statistics_table.title_of(found), statistics_table.heads(), rows,
        notes=statistics_table.notes(), mark=mark,
    )  # fmt: skip
