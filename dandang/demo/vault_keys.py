"""Keys of the identity vault for those who keep it and those who may ask, each made by its holder's own action."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from dandang.registry.access import queries as access
from dandang.registry.accounts import queries as accounts
from dandang.registry.vault import actions as vault

PASSPHRASE = "Two-Bodies-Open-One-Door-29"  # noqa: S105  printed on start; opens nothing but this made-up county
HOLDERS = ("shuhx", "songsy", "jiwei", "jiweifz", "zhouwl", "linjc")


def make_keys(at: datetime) -> int:
    """Make a key for every holder and return how many; from then on reports can be sealed."""
    on = timezone.localdate(at)
    for username in HOLDERS:
        actor = access.actor_for(accounts.account_named(username), on)
        vault.make_key(actor=actor, passphrase=PASSPHRASE, at=at)
    return len(HOLDERS)
