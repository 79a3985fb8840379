"""Every read: `facts` are the doors of other rooms, `register` what the pages of this one show."""

from dandang.ledger.matters.queries.facts import (
    GatePlace,
    accountabilities_of,
    accountability_record,
    evidence_of,
    evidence_record_of,
    gate_at,
    looks_of,
    matter_by_number,
    matter_record,
    matter_records,
    matters_of_person,
)

__all__ = [
    "GatePlace",
    "accountabilities_of",
    "accountability_record",
    "evidence_of",
    "evidence_record_of",
    "gate_at",
    "looks_of",
    "matter_by_number",
    "matter_record",
    "matter_records",
    "matters_of_person",
]
