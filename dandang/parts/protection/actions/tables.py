"""Taking the list of reports out as a table: numbers, days and states, never words or people. On record."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.interchange.rosters import writing
from dandang.registry.access.records import Actor

from ..queries import reports as queries


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
