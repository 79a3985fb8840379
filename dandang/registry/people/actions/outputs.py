"""Taking files out: papers, exchange files, rosters. What is made is made above; here it is allowed and recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.languages import in_chinese
from dandang.registry.people import kinds, queries


@transaction.atomic
@in_chinese
def make_output(*, actor: Any, key: str, person_ids: Sequence[int], at: datetime) -> tuple[bytes, str]:
    """This function will make a paper or file of some people and record who took what out; returns bytes and name.

    Refuses people the actor may not export (NotHere) and whatever the maker of the output refuses.
    """
    output = kinds.output(key)
    if output is None:
        raise NotHere()
    files = queries.files_of(actor, list(person_ids), verb=kinds.EXPORT)
    made = output.make(files, timezone.localdate(at))
    for file in files:
        audit.record(
            actor=actor,
            verb="people.exported",
            target=ref("people.person", file.id),
            facts={"output": key, "people": len(files)},
            at=at,
        )
    return made
