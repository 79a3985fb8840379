"""Every write of the room, one file per noun.

The doors of `matters` and `evidence` take the right as already asked: the part whose case it is has asked for its own.
`desk` is what this room's pages call; it asks first, then does the same. Accountability and findings ask themselves.
"""

from dandang.ledger.matters.actions.accountability import (
    close_accountability,
    open_accountability,
    record_case_result,
    record_consideration,
    return_to_inquiry,
    send_to_decision,
    start_accountability,
)
from dandang.ledger.matters.actions.desk import (
    close_matter,
    confirm_evidence,
    enter_evidence,
    enter_involvement,
    enter_matter,
    read_evidence,
    reopen_matter,
    withdraw_evidence,
)
from dandang.ledger.matters.actions.evidence import add_evidence, look_at_evidence
from dandang.ledger.matters.actions.findings import handle_finding, record_finding
from dandang.ledger.matters.actions.matters import add_involvement, register_matter
from dandang.ledger.matters.actions.numbers import next_count, next_in_series

__all__ = [
    "add_evidence",
    "add_involvement",
    "close_accountability",
    "close_matter",
    "confirm_evidence",
    "enter_evidence",
    "enter_involvement",
    "enter_matter",
    "handle_finding",
    "look_at_evidence",
    "next_count",
    "next_in_series",
    "open_accountability",
    "read_evidence",
    "record_case_result",
    "record_consideration",
    "record_finding",
    "register_matter",
    "reopen_matter",
    "return_to_inquiry",
    "send_to_decision",
    "start_accountability",
    "withdraw_evidence",
]
