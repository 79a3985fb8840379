"""Keys of the identity vault for those who keep it and those who may ask, each made by its holder's own action."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from dandang.demo.accounts import actor_on
from dandang.registry.vault import actions as vault
from dandang.registry.vault import queries

PASSPHRASE = "Two-Bodies-Open-One-Door-29"  # noqa: S105  printed on start; opens nothing but this made-up county
HOLDERS = ("shuhx", "songsy", "jiwei", "jiweifz", "zhouwl", "linjc")


def refuse_leftovers() -> None:
    """End the program where the vault still holds another county's keys: its accounts would be strangers here."""
    if not queries.is_empty():
        raise SystemExit("身份库里还有上一次的钥匙和封存内容。请把主库旁边的 vault.sqlite3 一并移走，再载入样例县。")


def make_keys(at: datetime) -> int:
    """Make a key for every holder and return how many; from then on reports can be sealed."""
    on = timezone.localdate(at)
    for username in HOLDERS:
        vault.make_key(actor=actor_on(username, on), passphrase=PASSPHRASE, at=at)
    return len(HOLDERS)
