"""`dandang search rebuild`: the index is a copy that can be made again, by the night's run or after a restore."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from dandang.law.search import actions
from dandang.law.search.models import Entry
from dandang.operations import cli
from tests.factories import matters, registry

pytestmark = pytest.mark.django_db


def _run(*words: str) -> tuple[int, str]:
    run = CliRunner().invoke(cli.main, ["search", "rebuild", *words])
    return run.exit_code, run.stdout


def test_what_was_lost_is_found_again() -> None:
    place = registry.county()
    matters.matter(registry.actor_of("DISCIPLINE_OFFICER", place.county), place.township)
    Entry.objects.all().delete()

    code, said = _run("--json")

    assert code == 0
    assert json.loads(said)["rows"]["matters.matter"] == 1
    assert Entry.objects.filter(source="matters.matter").count() == 1


def test_one_source_is_enough_and_an_unknown_one_is_refused_with_the_known_names() -> None:
    assert _run("--source", "matters.matter")[0] == 0

    code, said = _run("--source", "nothing.here", "--json")

    assert code == 1
    assert "matters.matter" in said


def test_a_second_run_changes_nothing() -> None:
    place = registry.county()
    matters.matter(registry.actor_of("DISCIPLINE_OFFICER", place.county), place.township)
    before = actions.rebuild(at=registry.NOW)

    assert actions.rebuild(at=registry.NOW) == before
