"""Why was an item put before a meeting although something was still unclear? The record of the submission tells."""

from __future__ import annotations

import json

from dandang.foundation.audit import queries as audit
from dandang.foundation.ground.refs import ref

from ..models import Case

SUBMITTED = "tolerance.case.submitted"


def in_spite_of(case: Case, item_id: int) -> str:
    """This function will return the reason with which an item was submitted all the same; empty where none was due."""
    rows = audit.entries(audit.Filter(verb=SUBMITTED)).filter(target=ref("tolerance.case", case.pk))
    for reason, payload in rows.values_list("reason", "payload"):
        if json.loads(payload).get("item") == item_id:
            return str(reason)
    return ""
