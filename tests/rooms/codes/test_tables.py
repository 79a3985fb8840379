"""Code tables: every file reads, codes are unique, dates bound what is offered."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.foundation.codes import queries


@pytest.mark.parametrize("name", queries.tables())
def test_every_table_reads_and_no_code_occurs_twice(name: str) -> None:
    rows = queries.rows(name)

    assert rows
    assert len({row.code for row in rows}) == len(rows)
    assert all(row.name for row in rows)
    assert all(row.valid_to is None or row.valid_from is None or row.valid_from < row.valid_to for row in rows)


def test_a_table_nobody_has_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        queries.table("../settings")


def test_labels_and_codes_lead_to_each_other() -> None:
    assert queries.label("nationality", "03") == "回族"
    assert queries.code_of("nationality", "土家族") == "15"
    assert queries.label("sex", "自填") == "自填"


def test_ranks_exist_from_the_day_of_the_regulation() -> None:
    assert queries.table_on("rank", date(2019, 5, 31)) == {}
    assert len(queries.table_on("rank", date(2019, 6, 1))) == 12


def test_a_retired_division_is_known_but_no_longer_offered() -> None:
    assert queries.label("divisions", "110103") == "崇文区"
    assert "110103" not in queries.table_on("divisions", date(2026, 11, 21))
    assert "110101" in queries.table_on("divisions", date(2026, 11, 21))


def test_ranks_sort_from_high_to_low() -> None:
    high, low = queries.position("rank", "一级调研员"), queries.position("rank", "四级主任科员")

    assert high is not None
    assert low is not None
    assert high < low
