"""Every write of the room, by noun: drafts, signatures and numbers, services."""

from dandang.ledger.papers.actions.drafting import check_paper, draft_paper, drop_paper, redraft_paper, return_paper
from dandang.ledger.papers.actions.serving import acknowledge, key_receipt, serve_paper
from dandang.ledger.papers.actions.signing import (
    file_paper,
    key_signed_paper,
    number_paper,
    print_paper,
    seal_paper,
    sign_paper,
)

__all__ = [
    "acknowledge",
    "check_paper",
    "draft_paper",
    "drop_paper",
    "file_paper",
    "key_receipt",
    "key_signed_paper",
    "number_paper",
    "print_paper",
    "redraft_paper",
    "return_paper",
    "seal_paper",
    "serve_paper",
    "sign_paper",
]
