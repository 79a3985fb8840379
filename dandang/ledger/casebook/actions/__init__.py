"""What is done about entries: drawing one up, deciding its markings, checking, approving, taking back; circulars."""

from .approving import approve_entry, doubt_source, return_entry, settle_doubt, withdraw_entry
from .circulars import draft_circular, redraft_circular
from .drafting import draft_entry, draft_outside_entry, drop_entry, rewrite_entry
from .marking import check_entry, decide_markings, mark_by_hand

__all__ = [
    "approve_entry",
    "check_entry",
    "decide_markings",
    "doubt_source",
    "draft_circular",
    "draft_entry",
    "draft_outside_entry",
    "drop_entry",
    "mark_by_hand",
    "redraft_circular",
    "return_entry",
    "rewrite_entry",
    "settle_doubt",
    "withdraw_entry",
]
