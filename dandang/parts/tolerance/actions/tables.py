"""Taking the statistics out as a table: counts only, never words or people. On record who took it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.interchange.rosters import writing
from dandang.registry.access.records import Actor

from ..queries import statistics, statistics_table


@transaction.atomic
def take_statistics(*, actor: Actor, year: int, kind: str, on: date, at: datetime) -> bytes:
    """This function will return the numbers of a year as csv or xlsx (`kind`), with their footnotes.

    Refuses without the verb of the page.
    """
    found = statistics.statistics(actor, year=year, on=on)
    rows = list(statistics_table.lines(found))
    audit.record(
        actor=actor, verb="tolerance.statistics.taken_out", target=ref("tolerance.statistics", on.isoformat()),
        facts={"year": year, "kind": kind}, at=at,
    )  # fmt: skip
    mark = _("%(name)s %(day)s 导出") % {"name": actor.name, "day": on.isoformat()}
    return writing.write_table(
        kind, statistics_table.title_of(found), statistics_table.heads(), rows,
        notes=statistics_table.notes(), mark=mark,
    )  # fmt: skip
