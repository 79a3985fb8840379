"""Everything that changes the vault: making keys, sealing, asking, agreeing, looking, closing, destroying."""

from __future__ import annotations

from dandang.registry.vault.actions.destroying import destroy_identity, propose_destruction, refuse_destruction
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
    "destroy_identity",
    "end_key",
    "expire_due",
    "hand_over",
    "make_key",
    "open_file",
    "open_identity",
    "propose_destruction",
    "refuse_access",
    "refuse_destruction",
    "request_access",
    "seal",
]
