"""Every write of the room: imports, requests to export, and the doors of the command line."""

from dandang.interchange.intake.actions.batches import (
    apply_batch,
    check_batch,
    choose_columns,
    is_stuck,
    upload,
    withdraw,
)
from dandang.interchange.intake.actions.commands import export_lrmx, import_files
from dandang.interchange.intake.actions.exports import answer_request, ask_export, export_people

__all__ = [
    "answer_request",
    "apply_batch",
    "ask_export",
    "check_batch",
    "choose_columns",
    "export_lrmx",
    "export_people",
    "import_files",
    "is_stuck",
    "upload",
    "withdraw",
]
