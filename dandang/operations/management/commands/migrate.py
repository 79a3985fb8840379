"""`migrate` brings both databases up to date: the main one, then the identity vault, which holds one room only."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

VAULT = "vault"  # alias of the database and label of its only room


class Command(migrate.Command):
    """Django's own command; without `--database` it goes on to the vault, and there it looks at that room alone."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.set_defaults(database=None)

    def get_check_kwargs(self, options: dict[str, Any]) -> dict[str | None, Any]:
        asked = options["database"]
        return super().get_check_kwargs(options) | {"databases": [asked] if asked else [DEFAULT_DB_ALIAS, VAULT]}

    def handle(self, *args: Any, **options: Any) -> str | None:
        asked = options["database"]
        if asked == VAULT:
            self._bring_vault_up_to_date(*args, **options)
            return None
        super().handle(*args, **(options | {"database": asked or DEFAULT_DB_ALIAS}))
        if asked is None and options["app_label"] in (None, VAULT):
            self._bring_vault_up_to_date(*args, **options)
        return None

    def _bring_vault_up_to_date(self, *args: Any, **options: Any) -> None:
        """Walking through every other room's history there would do nothing but take its time."""
        super().handle(*args, **(options | {"database": VAULT, "app_label": VAULT, "run_syncdb": False}))
