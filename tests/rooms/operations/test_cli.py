"""What the command line prints and with which exit code (SPEC §12)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from dandang.foundation.audit.models import Entry
from dandang.law.policies import actions as policies
from dandang.operations import cli
from dandang.registry.access.queries import system_actor
from tests.factories.database import triggers_lifted
from tests.factories.registry import NOW, TODAY, account, county, person


def _run(*words: str) -> Result:
    return CliRunner().invoke(cli.main, list(words), prog_name="dandang")


def _json(*words: str) -> Any:
    return json.loads(_run(*words, "--json").stdout)


# Without a database -------------------------------------------------------------------------------------------


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, Path]:
    """The smallest run: two people, one indicator, one group of raters."""
    plan = {
        "method": "transparent/1",
        "indicators": [{"id": "D1", "weight": 100, "kind": "rating"}],
        "rater_groups": [{"id": "G", "weight": 100}],
        "rules": {
            "trim_min_n": 5,
            "trim_share_pct": 10,
            "min_cover_pct": 60,
            "max_tolerated_pct": 50,
            "floor": "80.00",
        },
        "quota": {"default_rate_bp": 5000, "rate_bp": {}, "tie_order": ["U1"]},
    }
    people = "person,unit,pool\nP1,U1,A\nP2,U1,A\n"
    ratings = "person,indicator,group,rater,score\nP1,D1,G,R1,90\nP2,D1,G,R1,85.5\n"
    paths = {"plan": tmp_path / "plan.json", "people": tmp_path / "people.csv", "ratings": tmp_path / "ratings.csv"}
    for name, text in {"plan": json.dumps(plan), "people": people, "ratings": ratings}.items():
        paths[name].write_text(text, encoding="utf-8")
    return paths | {"out": tmp_path / "out"}


def _score(tables: dict[str, Path], *more: str) -> list[str]:
    return ["score", *(word for name, path in tables.items() for word in (f"--{name}", str(path))), *more]


def test_scoring_needs_no_django_and_no_database(tables: dict[str, Path]) -> None:
    code = (
        "import sys; from dandang.operations import cli\n"
        f"try: cli.main({_score(tables, '--engine', 'reference', '--json')!r})\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "sys.exit(3 if 'django' in sys.modules else 0)"
    )

    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout + run.stderr
    report = json.loads(run.stdout)
    assert report["engine"] == "reference"
    assert report["rows"]["people"] == 2
    first, *rows = (tables["out"] / "results.csv").read_text(encoding="utf-8").splitlines()
    assert first == "person,unit,pool,state,total,coverage_pct,rank_in_unit,rank_in_pool,grade_state"
    assert rows[0].startswith("P1,U1,A,ok,90.00,")


def test_faulty_tables_are_refused_with_their_places(tables: dict[str, Path]) -> None:
    tables["ratings"].write_text("person,indicator,group,rater,score\nP9,D1,G,R1,90\n", encoding="utf-8")

    run = _run(*_score(tables, "--json"))

    assert run.exit_code == 1
    (error,) = json.loads(run.stdout)["errors"]
    assert {"file", "sheet", "row", "column", "value", "reason", "mend"} <= set(error)
    assert not (tables["out"] / "results.csv").exists()


@pytest.mark.parametrize(
    "words", [["score"], ["due"], ["due", "--on", "23-11-2026"], ["import"], ["policy", "show", "x"], ["nothing"]]
)
def test_wrong_usage_ends_with_2(words: list[str]) -> None:
    assert _run(*words).exit_code == 2


def test_wrong_usage_of_verify_ends_with_64() -> None:
    """1 to 4 are findings of the verification, so usage cannot be 2."""
    assert _run("audit", "verify", "--checkpoints", "/nowhere").exit_code == 64
    assert _run("audit", "verify", "--unknown").exit_code == 64


def test_the_law_can_be_asked_before_anything_is_installed(tmp_path: Path) -> None:
    """The packs of the project answer from memory; no database file is left behind."""
    environment = os.environ | {
        "DANDANG_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "dandang.config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'absent.sqlite3'}",
    }  # fmt: skip
    words = ["policy", "show", "leave.annual_days.from_10_years", "--region", "530000", "--on", "2026-11-21", "--json"]
    command = [sys.executable, "-m", "dandang.operations.cli", *words]

    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout)["value"] == 10
    assert not (tmp_path / "absent.sqlite3").exists()


def test_every_command_explains_itself() -> None:
    for name in cli._COMMANDS:
        run = _run(name, "--help")
        assert run.exit_code == 0, name
        assert any("\u4e00" <= character <= "\u9fff" for character in run.stdout), name


# With a database ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_record_verifies_and_an_altered_row_is_found() -> None:
    county()
    account("ORG_OFFICER", person(county().finance).home, on=TODAY)
    assert _json("calendar", "seed") == {"years_added": 33}

    sound = _run("audit", "verify", "--json")
    from django.db import connection

    with triggers_lifted(connection):
        Entry.objects.filter(seq=1).update(reason="改过")
    altered = _run("audit", "verify", "--json")

    assert (sound.exit_code, json.loads(sound.stdout)["exit_code"]) == (0, 0)
    assert altered.exit_code == 1
    assert json.loads(altered.stdout)["first_bad_seq"] == 1


@pytest.mark.django_db
def test_the_day_is_run_as_the_system_or_refused_for_others() -> None:
    place = county()
    account("ORG_OFFICER", place.county, username="zhou")

    assert _json("due", "--on", "2026-11-23") == {
        "on": "2026-11-23", "recounted": 0, "reminded": 0, "escalated": 0, "identities_closed": 0,
        "reports_taken_in": 0,
    }  # fmt: skip
    refused = _run("due", "--on", "2026-11-23", "--as", "zhou", "--json")
    unknown = _run("due", "--on", "2026-11-23", "--as", "nobody", "--json")

    assert (refused.exit_code, unknown.exit_code) == (1, 1)
    assert "您的角色" in json.loads(refused.stdout)["errors"][0]["reason"]
    assert json.loads(unknown.stdout)["errors"][0]["value"] == "nobody"


@pytest.mark.django_db
def test_a_value_comes_with_its_citation_and_null_is_not_zero() -> None:
    policies.load_packs(actor=system_actor(), folder=None, at=NOW)

    known = _json("policy", "show", "appraisal.excellent_share_pct", "--region", "340000", "--on", "2026-11-01")
    unset = _run(
        "policy", "show", "tolerance.acceptance_working_days", "--region", "340000", "--on", "2026-11-01", "--json"
    )
    unknown = _run("policy", "show", "no.such.key", "--region", "340000", "--on", "2026-11-01", "--json")

    expected = ["key", "value", "unit", "edition", "document", "clause", "region", "reliability", "checked_on"]
    assert list(known) == expected
    assert known["value"] == 20
    assert (unset.exit_code, json.loads(unset.stdout)["value"]) == (0, None)
    assert unknown.exit_code == 1
    assert all(set(row) == {"key", "regions", "editions"} for row in _json("policy", "list"))


@pytest.mark.django_db
def test_packs_of_the_house_have_no_fault() -> None:
    assert _run("policy", "check").exit_code == 0


@pytest.mark.django_db
def test_importing_what_cannot_be_read_is_refused_in_the_seven_words(tmp_path: Path) -> None:
    place = county()
    account("ORG_OFFICER", place.org_department, username="zhou")
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(b"this is no workbook")

    run = _run("import", str(path), "--as", "zhou", "--json")

    assert run.exit_code == 1
    answer = json.loads(run.stdout)
    assert {"people", "created", "updated", "warnings", "errors"} <= set(answer)
    assert set(answer["errors"][0]) >= {"file", "sheet", "row", "column", "value", "reason", "mend"}
    assert answer["created"] == 0


@pytest.mark.django_db
def test_outside_the_demo_the_acting_account_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(settings, "IS_DEMO", False)
    path = tmp_path / "花名册.xlsx"
    path.write_bytes(b"")

    run = _run("import", str(path), "--json")

    assert run.exit_code == 1
    assert "没有写明以哪个账号办理" in json.loads(run.stdout)["errors"][0]["reason"]


@pytest.mark.django_db
def test_the_first_administrators_are_made_once_per_kind() -> None:
    words = ["account", "create-admin"]
    who = ["--name", "金测试", "--role", "SYSTEM_ADMIN", "--identity-number", "34010219860312321X"]

    made = _json(*words, "sysadmin", *who)
    again = _run(*words, "another", *who, "--json")

    assert made["setup_path"].startswith("/accounts/setup/")
    assert again.exit_code == 1
    assert "已经有人" in json.loads(again.stdout)["errors"][0]["reason"]


@pytest.mark.one_engine
@pytest.mark.django_db
def test_the_top_of_the_tree_is_founded_once_so_that_roles_can_be_given_over_it() -> None:
    words = ["organisation", "found", "云溪县", "--region"]

    mistyped = _run(*words, "34", "--json")
    made = _json(*words, "340123")
    again = _run(*words, "340123", "--json")

    assert (mistyped.exit_code, again.exit_code) == (1, 1)
    assert made["region"] == "340123"
    assert "云溪县" in json.loads(again.stdout)["errors"][0]["reason"]
