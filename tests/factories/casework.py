"""A joint meeting of the tests: who sits on it, what it studies, how far it has come. Made by actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from dandang.ledger.casework import actions, models
from dandang.ledger.casework.records import VoteInput
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import FamilyMember, Person, Post
from tests.factories import shelf
from tests.factories.registry import NOW, REGION, TODAY, County, actor_of, organisation, person

SUBJECT = "tolerance.case:7"
MEMBERS = ("冯敬之", "姜予安", "陶景行", "白屿", "程砚秋", "魏长河")


@dataclass(frozen=True)
class Body:
    """The joint meeting: six members of six units, the person concerned, and two clerks."""

    place: County
    members: dict[str, Person]
    cadre: Person
    clerk: Actor
    colleague: Actor

    def ids(self, *names: str) -> list[int]:
        """Members by name; all of them without one."""
        return [self.members[name].pk for name in names or MEMBERS]


def body(place: County) -> Body:
    """Six members from six units of the county, so that none shares one with the person concerned."""
    units = [place.org_department, place.discipline, place.finance]
    units += [organisation(place.county, name) for name in ("县司法局", "县审计局", "县水利局")]
    sitting = {
        name: person(unit, name, managed_by=place.county, post_text="局长")
        for name, unit in zip(MEMBERS, units, strict=True)
    }
    return Body(
        place=place,
        members=sitting,
        cadre=person(place.township, "顾明川", managed_by=place.county, post_text="副镇长"),
        clerk=actor_of("DISCIPLINE_OFFICER", place.county, name="登记人"),
        colleague=actor_of("DISCIPLINE_OFFICER", place.county, name="核对人"),
    )


def rules_in_force() -> None:
    """Load the packs: quorum and majority are theirs. Only tests that count need them."""
    shelf.load()


def planned(sitting: Body, *names: str, planned_on: date = TODAY, **changes: Any) -> int:
    """Plan a meeting of these members (all six without names), the first one in the chair."""
    chosen = sitting.ids(*names)
    given: dict[str, Any] = {
        "actor": sitting.clerk,
        "organ_id": sitting.place.discipline.pk,
        "region": REGION,
        "title": "2026年第4次容错纠错联席会议",
        "body_name": "青禾县容错纠错联席会议",
        "planned_on": planned_on,
        "member_ids": chosen,
        "chair_id": chosen[0],
        "place": "县委党校 203 室",
        "at": NOW,
    }
    return actions.plan_meeting(**(given | changes))


def on_agenda(sitting: Body, meeting_id: int, **changes: Any) -> int:
    """Put the case of 顾明川 on the agenda; 魏长河 was in charge of the project."""
    given: dict[str, Any] = {
        "actor": sitting.clerk,
        "meeting_id": meeting_id,
        "subject": SUBJECT,
        "title": "河湾村提灌站改建工期延误",
        "proposal": "同意认定为容错情形，免予问责",
        "party_ids": [sitting.cadre.pk],
        "involved": {sitting.members["魏长河"].pk: "分管本项目"},
        "earlier": {},
        "at": NOW,
    }
    return actions.put_on_agenda(**(given | changes))


def held(sitting: Body, *absent: str, **changes: Any) -> tuple[int, int]:
    """A meeting with one item that was held today; returns the meeting and the item."""
    meeting_id = planned(sitting)
    item_id = on_agenda(sitting, meeting_id, **changes)
    present = [pk for pk in sitting.ids() if pk not in sitting.ids(*absent)] if absent else sitting.ids()
    actions.record_attendance(
        actor=sitting.clerk, meeting_id=meeting_id, present_ids=present, held_on=TODAY, at=NOW + timedelta(hours=3)
    )
    return meeting_id, item_id


def votes(sitting: Body, changes: Mapping[str, tuple[str, str]] | None = None) -> list[VoteInput]:
    """Everybody agrees and 魏长河 stands aside, unless said otherwise by name."""
    given = {name: ("AGREE", "") for name in MEMBERS} | {"魏长河": ("RECUSED", "")} | dict(changes or {})
    return [VoteInput(sitting.members[name].pk, value, reason) for name, (value, reason) in given.items()]


def settled(sitting: Body, changes: Mapping[str, tuple[str, str]] | None = None, **about: Any) -> tuple[int, int]:
    """A meeting whose votes were keyed by two."""
    rules_in_force()
    meeting_id, item_id = held(sitting, **about)
    keyed = votes(sitting, changes)
    actions.key_votes(actor=sitting.clerk, item_id=item_id, votes=keyed, at=NOW)
    actions.check_votes(actor=sitting.colleague, item_id=item_id, votes=keyed, at=NOW)
    return meeting_id, item_id


def related(one: Person, other: Person, relation: str = "配偶") -> None:
    """Let one file name the other person as kin."""
    FamilyMember.objects.create(person=one, relation=relation, name=other.name, relative=other)


def leads(who: Person, unit: Organisation, *, starts: str = "202301", ends: str = "") -> None:
    """Let somebody hold a leading post in a unit."""
    Post.objects.create(
        person=who,
        organisation=unit,
        organisation_name=unit.name,
        title="局长",
        is_leading=True,
        starts=starts,
        ends=ends,
    )


def item_of(item_id: int) -> models.AgendaItem:
    """The item as it stands."""
    return models.AgendaItem.objects.select_related("meeting").get(pk=item_id)


def values_of(item_id: int) -> Sequence[tuple[str, str, str]]:
    """Name, value and reason of each line of the sheet."""
    rows = models.Vote.objects.filter(item_id=item_id).order_by("member_id")
    return list(rows.values_list("member__name", "value", "reason"))
