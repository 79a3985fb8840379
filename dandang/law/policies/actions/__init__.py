"""How law enters the database: packs from files, a region's own draft, the full text of a document."""

from dandang.law.policies.actions.checks import check_value
from dandang.law.policies.actions.drafts import (
    approve_draft,
    drop_draft,
    return_draft,
    save_entry,
    start_draft,
    submit_draft,
)
from dandang.law.policies.actions.packs import load_packs
from dandang.law.policies.actions.texts import confirm_text, discard_text, propose_text

__all__ = [
    "approve_draft",
    "check_value",
    "confirm_text",
    "discard_text",
    "drop_draft",
    "load_packs",
    "propose_text",
    "return_draft",
    "save_entry",
    "start_draft",
    "submit_draft",
]
