"""Which models go into a backup? All that the registry knows, except those left out with a reason."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import DEFAULT_DB_ALIAS, connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

VAULT = "vault"  # alias of the second database; its rows are ciphertext here as there
ALIASES = (DEFAULT_DB_ALIAS, VAULT)

# Everything else is saved, so a new model is in the next backup without anybody thinking of it.
LEFT_OUT = {
    "sessions.session": "恢复后旧的登录状态一律失效，须重新登录",
    "axes.accessattempt": "登录失败计数，只对当时有意义",
    "axes.accesslog": "登录失败计数，只对当时有意义",
    "axes.accessfailurelog": "登录失败计数，只对当时有意义",
    "axes.accessattemptexpiration": "登录失败计数，只对当时有意义",
    "search.entry": "检索索引只是副本，恢复时重建",
    "search.posting": "检索索引只是副本，恢复时重建",
    "django_tasks_database.dbtaskresult": "后台任务不随恢复重新执行",
}


def saved_models(apps: Apps) -> list[type[Model]]:
    """Return the models whose rows are saved, in the order of their labels; automatic link tables among them."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if _has_rows(model) and model._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def alias_of(model: type[Model]) -> str:
    """Return which of the two databases holds a model's rows."""
    return router.db_for_write(model)


def connection_of(model: type[Model]) -> BaseDatabaseWrapper:
    """Return the connection to the database that holds a model's rows."""
    return connections[alias_of(model)]


def folder_of(model: type[Model]) -> str:
    """Return the folder of a backup for a model's rows; the vault's lie apart, so that they can be kept apart."""
    return "vault" if alias_of(model) == VAULT else "rows"


def _has_rows(model: type[Model]) -> bool:
    """A table that belongs to us: not a proxy, not swapped for another, not somebody else's view."""
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped
