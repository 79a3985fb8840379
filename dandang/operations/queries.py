"""Does the installation work: database, tables, worker?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor
from django_tasks_db.models import DBTaskResult

WAITED_TOO_LONG = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Health:
    """What was found, without any detail that helps an attacker."""

    has_database: bool
    is_migrated: bool
    worker_keeps_up: bool

    @property
    def is_well(self) -> bool:
        return self.has_database and self.is_migrated and self.worker_keeps_up


def health(at: datetime) -> Health:
    """This function will say whether both databases answer, their tables are current, and jobs are being taken up.

    The worker is judged by its work: a job that is ready and has waited ten minutes means that nobody takes it.
    """
    try:
        is_migrated = _is_current("default") and _is_current("vault", "vault")
        waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=at - WAITED_TOO_LONG)
        return Health(True, is_migrated, is_migrated and not waiting.exists())
    except Error:
        return Health(False, False, False)


def _is_current(alias: str, label: str | None = None) -> bool:
    """Whether a database has every table; in the vault only those of its own room are made."""
    executor = MigrationExecutor(connections[alias])
    return not executor.migration_plan(executor.loader.graph.leaf_nodes(label))
