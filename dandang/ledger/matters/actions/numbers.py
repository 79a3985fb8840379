"""Numbers that run on within a year and are never given twice."""

from __future__ import annotations

from dandang.ledger.matters import models, rules


def next_in_series(*, prefix: str, year: int) -> str:
    """This function will take the next number under a prefix as it stands on paper, such as 青容〔2026〕7号."""
    return rules.number_text(prefix, year, next_count(prefix=prefix, year=year))


def next_count(*, prefix: str, year: int) -> int:
    """This function will take the next count under a prefix in a year, from 1 on.

    The series is locked, so that two clerks get two numbers. Call it inside the transaction that uses the number.
    """
    models.NumberSeries.objects.get_or_create(prefix=prefix, year=year)
    series = models.NumberSeries.objects.select_for_update().get(prefix=prefix, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series.last
