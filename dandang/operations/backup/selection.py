"""Which models go into a backup? All that the registry knows, except those left out with a reason."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.models import Model

# Everything else is saved, so a new model is in the next backup without anybody thinking of it.
LEFT_OUT = {
    "sessions.session": "恢复后旧的登录状态一律失效，须重新登录",
    "axes.accessattempt": "登录失败计数，只对当时有意义",
    "axes.accesslog": "登录失败计数，只对当时有意义",
    "axes.accessfailurelog": "登录失败计数，只对当时有意义",
    "axes.accessattemptexpiration": "登录失败计数，只对当时有意义",
    "django_tasks_database.dbtaskresult": "后台任务不随恢复重新执行",
}


def saved_models(apps: Apps) -> list[type[Model]]:
    """Return the models whose rows are saved, in the order of their labels; automatic link tables among them."""
    found = apps.get_models(include_auto_created=True)
    kept = [model for model in found if _has_rows(model) and model._meta.label_lower not in LEFT_OUT]
    return sorted(kept, key=lambda model: model._meta.label_lower)


def _has_rows(model: type[Model]) -> bool:
    """A table that belongs to us: not a proxy, not swapped for another, not somebody else's view."""
    return model._meta.managed and not model._meta.proxy and not model._meta.swapped
