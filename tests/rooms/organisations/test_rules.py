"""How places in the tree are written."""

from __future__ import annotations

import pytest

from dandang.registry.organisations import rules


@pytest.mark.parametrize(
    ("prefix", "last", "path"),
    [("", "", "0001"), ("", "0007", "0008"), ("0001", "", "00010001"), ("0001", "00010009", "00010010")],
)
def test_the_next_place_follows_the_last_one_taken(prefix: str, last: str, path: str) -> None:
    assert rules.path_after(prefix, last, 4) == path


def test_a_full_level_has_no_next_place() -> None:
    with pytest.raises(ValueError, match="no place left"):
        rules.path_after("0001", "00019999", 4)


def test_a_range_holds_the_branch_and_nothing_beside_it() -> None:
    end = rules.range_end("00010009")

    assert "00010009" <= "000100090001" < end
    assert not "00010009" <= "00010010" < end


def test_ancestors_run_from_the_root_to_the_parent() -> None:
    assert rules.ancestors("000100020003", 4) == ("0001", "00010002")
