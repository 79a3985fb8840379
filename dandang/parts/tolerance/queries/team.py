"""Who may work on a case, who must stand aside and why, and who does? Drawn from the registry at every question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from dandang.ledger.casework import queries as casework
from dandang.ledger.casework.models import Part
from dandang.ledger.casework.records import Conflict
from dandang.ledger.matters import queries as matters
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import next_path
from dandang.registry.people.models import Person

from ..models import Assignment, Case, PartyOpinion

FEW = 40


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be assigned; with reasons to stand aside he can not."""

    id: int
    name: str
    number: str
    unit: str
    post: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One natural person's part in the case; `conflicts` are those that arose since."""

    person_id: int
    name: str
    unit: str
    part: str
    part_label: str
    is_recused: bool
    recusal_reason: str
    conflicts: tuple[Conflict, ...]


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
    rows = list(case.assignments.select_related("person__home").order_by("pk"))
    found = conflicts_in(case, [one.person_id for one in rows], on=on, with_parts=False)
    return tuple(
        TeamLine(
            person_id=one.person_id,
            name=one.person.name,
            unit=one.person.home.name,
            part=one.part,
            part_label=str(one.get_part_display()),
            is_recused=one.recused_at is not None,
            recusal_reason=one.recusal_reason,
            conflicts=() if one.recused_at is not None else found.get(one.person_id, ()),
        )
        for one in rows
    )


def candidates(case: Case, words: str = "", *, on: date) -> tuple[Candidate, ...]:
    """This function will list serving people who could work on the case, each with every reason to stand aside.

    Without words it is the staff of the organ; with words anybody of the organ's region by number or the beginning of
    the name. Those without a conflict come first. At most forty.
    """
    region = organisations.region_above(case.organ).path
    found = Person.objects.filter(state=Person.State.SERVING, home_path__gte=region, home_path__lt=next_path(region))
    if words:
        found = found.filter(Q(number=words) | Q(name__startswith=words))
    else:
        found = found.filter(home_path__gte=case.organ_path, home_path__lt=next_path(case.organ_path))
    rows = list(found.select_related("home").defer("photo", "exchange_source").in_roster_order()[:FEW])
    return _with_conflicts(case, rows, on)


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


def _with_conflicts(case: Case, rows: Sequence[Person], on: date) -> tuple[Candidate, ...]:
    found = conflicts_in(case, [one.pk for one in rows], on=on)
    lines = [
        Candidate(one.pk, one.name, one.number, one.home.name, one.post_text, found.get(one.pk, ())) for one in rows
    ]
    return tuple(sorted(lines, key=lambda line: bool(line.conflicts)))
