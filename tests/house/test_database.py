"""Is the database opened so that correctness does not depend on luck (security.md §6.2)?"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.db.utils import ConnectionHandler

from dandang.config import environment


@pytest.mark.django_db
def test_sqlite_is_durable_distrustful_and_waits_for_its_turn(tmp_path: Path) -> None:
    settings = environment.database(f"sqlite:///{tmp_path / 'x.sqlite3'}")
    connection = ConnectionHandler({"default": settings})["default"]

    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "secure_delete", "trusted_schema", "busy_timeout", "mmap_size")
        }
        journal = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    connection.close()

    assert found["synchronous"] == 2
    assert (found["foreign_keys"], found["secure_delete"], found["trusted_schema"]) == (1, 1, 0)
    assert found["busy_timeout"] >= 20_000
    assert found["mmap_size"] == 0
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert journal == ("wal" if sqlite3.sqlite_version_info >= (3, 51, 3) else "truncate")


@pytest.mark.parametrize("url", ["mysql://x/y", "oracle://x", "sqlite", ""])
def test_other_engines_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="DATABASE_URL"):
        environment.database(url)


def test_postgresql_addresses_are_read_whole() -> None:
    found = environment.database("postgresql://cadre:p%40ss@%2Frun%2Fpostgresql:5433/dan%20dang")

    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "cadre",
        "p@ss",
        "/run/postgresql",
        "5433",
        "dan dang",
    )
