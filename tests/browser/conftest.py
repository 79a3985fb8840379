"""A real browser for the few tests that need one: found on the machine, or the tests say why they did not run.

`checked_page(path)` in a test opens a page of the running server and fails on any complaint of the console;
`axe(page)` returns what the accessibility checker finds.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(autouse=True, scope="session")
def _database_beside_the_browser() -> Iterator[None]:
    """The browser's library keeps an event loop running, in which Django would refuse its own set-up queries."""
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    yield
    patch.undo()


@pytest.fixture(scope="session")
def _served(live_server: Any) -> Iterator[None]:
    """Outlive the browser: once it is closed, the server's threads end while they may still touch the database."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=5)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], _served: None) -> dict[str, Any]:
    """Start the browser named by DANDANG_BROWSER, or the first one the machine has."""
    found = os.environ.get("DANDANG_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("no Chromium on this machine (install chromium, or name one in DANDANG_BROWSER)")
    return {**browser_type_launch_args, "executable_path": found, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console of the page has complained about; a blocked script or style would be among it."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a function that lists the accessibility violations of a page, one line each."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed here (run ./go once)")
    source = AXE.read_text(encoding="utf-8")

    def violations(page: Page) -> list[str]:
        page.evaluate(source)
        result = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
        return [f"{found['id']}: {[node['target'] for node in found['nodes']]}" for found in result["violations"]]

    return violations
