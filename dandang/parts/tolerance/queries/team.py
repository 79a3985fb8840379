"""Who may work on a case, who must stand aside and why, and who does? Drawn from the registry at every question."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Candidate, Conflict, TeamLine
from dandang.ledger.matters import queries as matters

from ..models import Assignment, Case, PartyOpinion


def conflicts_in(
    case: Case, person_ids: Iterable[int], *, on: date, with_parts: bool = True
) -> dict[int, tuple[Conflict, ...]]:
    """This function will return every reason to stand aside in this case, by person; who has none is left out.

    With `with_parts`, a part somebody had in the case already counts too, also one he was recused from.
    """
    record = matters.matter_record(case.matter_id)
    involved = {one.person_id: one.role_label for one in record.involved if one.person_id != case.person_id}
    parts = Assignment.objects.filter(case=case) if with_parts else Assignment.objects.none()
    return casework.conflicts_of(
        candidate_ids=person_ids,
        party_ids=[case.person_id],
        involved=involved,
        earlier={one.person_id: str(Part(one.part).label) for one in parts},
        on=on,
    )


def team_of(case: Case, *, on: date) -> tuple[TeamLine, ...]:
    """This function will list everybody with a part in the case, with conflicts that came up after the assignment."""
    rows = case.assignments.select_related("person__home").order_by("pk")
    return casework.team_lines(rows, lambda ids: conflicts_in(case, ids, on=on, with_parts=False))


def candidates(case: Case, words: str = "", *, but: int | None = None, on: date) -> tuple[Candidate, ...]:
    """This function will list serving people who could work on the case, each with every reason to stand aside.

    `but` is the leader who assigns: with a part of his own he could lead the case no more, so he is no candidate.
    """
    return casework.candidates(case.organ, words, lambda ids: conflicts_in(case, ids, on=on), but=but)


def party_opinion(case: Case) -> PartyOpinion | None:
    """This function will return whom we asked for a view and what was answered; None when nobody was asked."""
    return PartyOpinion.objects.filter(case=case).first()


def is_enough(case: Case, least: int) -> bool:
    """This function will say whether enough investigators are assigned and not recused."""
    return len(investigators(case)) >= least


def investigators(case: Case) -> list[int]:
    """This function will return the people who investigate the case today."""
    rows = case.assignments.filter(part=Part.INVESTIGATOR, recused_at=None)
    return list(rows.order_by("pk").values_list("person_id", flat=True))
