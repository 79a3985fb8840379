"""What every test relies on: shared material when it is there, no network, and tables that can be emptied again.

The database is SQLite in memory unless DATABASE_URL names another one; no test knows which.
"""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations

from dandang.foundation.ui import menu
from dandang.law.policies import kinds as policies
from tests.factories.database import triggers_lifted

ROOT = Path(__file__).resolve().parents[1]
LOOPBACK = re.compile(r"^(127\.|::1$|localhost$)")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the project; tests that compare with it skip where it is missing."""
    path = Path(os.environ.get("DANDANG_SHARED") or ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip("reference material is not here (set DANDANG_SHARED to its folder)")
    return path


_DATABASE_FIXTURES = {"db", "transactional_db", "client", "live_server"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open the identity vault to every test that touches the database: any page may ask whether it is ready."""
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None or _DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            words = {"databases": ["default", "vault"]} | (mark.kwargs if mark else {})
            item.add_marker(pytest.mark.django_db(*(mark.args if mark else ()), **words), append=False)


@pytest.fixture(autouse=True)
def _law_stays_out_of_the_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read no packs into the search where nothing is searched: it takes as long as loading them."""
    if not {"search", "operations", "journeys", "browser"} & set(request.path.parts):
        monkeypatch.setattr(policies, "_readers", [])


@pytest.fixture
def no_rail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no rail beside the pages: who asks a thousand pages for their answer does not ask for it."""
    monkeypatch.setattr(menu, "links", lambda **_asked: [])


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Let nothing leave the machine: a test that needs the network is wrong."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6} and not LOOPBACK.match(str(address[0])):
            raise RuntimeError(f"tests do not use the network: {address}")
        connect(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", guarded)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _tables_can_be_emptied() -> Iterator[None]:
    """Tests with real transactions empty every table afterwards, which the triggers of the record would refuse."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def emptied(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
        with triggers_lifted(connections[self.connection.alias]):
            flush(self, sql_list)

    patch = pytest.MonkeyPatch()
    patch.setattr(BaseDatabaseOperations, "execute_sql_flush", emptied)
    yield
    patch.undo()
