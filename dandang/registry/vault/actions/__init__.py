"""Everything that changes the vault: making keys, sealing, asking, agreeing, looking, closing."""

from __future__ import annotations

from dandang.registry.vault.actions.keys import change_passphrase, end_key, hand_over, make_key
from dandang.registry.vault.actions.looking import open_file, open_identity
from dandang.registry.vault.actions.requests import (
    approve_access,
    close_access,
    expire_due,
    refuse_access,
    request_access,
)
from dandang.registry.vault.actions.sealing import seal

__all__ = [
    "approve_access",
    "change_passphrase",
    "close_access",
    "end_key",
    "expire_due",
    "hand_over",
    "make_key",
    "open_file",
    "open_identity",
    "refuse_access",
    "request_access",
    "seal",
]
