"""The next number of a case (青容〔2026〕7号) or of an advance filing (青容备〔2026〕3号); never given twice."""

from __future__ import annotations

from dandang.registry.organisations.models import Organisation

from ..models import NumberSeries
from ..queries.organs import region_above

CASE, FILING = "容", "容备"


def next_number(unit: Organisation, kind: str, year: int) -> str:
    """Take the next number of the region a unit lies in. The series is locked, so that two clerks get two numbers."""
    prefix = region_above(unit).name[:1] + kind
    NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    series = NumberSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{prefix}〔{year}〕{series.last}号"
