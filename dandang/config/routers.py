"""Which database holds which table? The identity vault has one of its own; everything else lies in the main one."""

from __future__ import annotations

from typing import Any

VAULT = "vault"  # label of the room and alias of its database


class VaultRouter:
    """Keeps the vault's tables out of the main database, and everything else out of the vault's."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        """Return the vault for its own rows; others stay with the default."""
        return VAULT if model._meta.app_label == VAULT else None

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        """Return the vault for its own rows; others stay with the default."""
        return VAULT if model._meta.app_label == VAULT else None

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        """Allow no relation across the two databases."""
        return bool((one._meta.app_label == VAULT) == (other._meta.app_label == VAULT))

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """Make a table in the one database it belongs to."""
        return (db == VAULT) == (app_label == VAULT)
