"""Every write to the files of cadres: whole files, and single things that happened."""

from dandang.registry.people.actions.files import (
    create_person,
    note_reading,
    reveal_identity_number,
    save_people,
    update_person,
)
from dandang.registry.people.actions.happenings import (
    ResultInput,
    add_reward,
    end_absence,
    end_post,
    record_absence,
    record_annual_result,
    record_annual_results,
    record_post,
)
from dandang.registry.people.actions.outputs import make_output

__all__ = [
    "ResultInput",
    "add_reward",
    "create_person",
    "end_absence",
    "end_post",
    "make_output",
    "note_reading",
    "record_absence",
    "record_annual_result",
    "record_annual_results",
    "record_post",
    "reveal_identity_number",
    "save_people",
    "update_person",
]
