"""An empty database of its own for a benchmark, and the questions a page asks it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from typing import Any


def start(name: str) -> None:
    """Set Django up on a new folder, or on DATABASE_URL, with every table and not a row."""
    folder = tempfile.mkdtemp(prefix=f"dandang-{name}-")
    os.environ.update(DANDANG_PROFILE="demo", DANDANG_DATA=folder, DANDANG_LOG="ERROR")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    settings.ALLOWED_HOSTS = ["testserver"]
    call_command("migrate", verbosity=0)
    print(f"database: {connection.vendor}", file=sys.stderr)


def asked_by(act: Callable[[], Any]) -> int:
    """Return how many questions something asks the database."""
    from django.db import connection

    questions: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        questions.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        act()
    return len(questions)
