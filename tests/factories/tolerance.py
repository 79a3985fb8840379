"""A tolerance case for tests: a township deputy, his unit, the county's discipline body with people to investigate.

`scene()` makes who is who; `applied`, `accepted`, `investigating` walk the case on by the actions people use;
`investigated`, `heard` and `ready` put the rest of the file there as plain rows, for those who test what comes after.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.parts.tolerance.actions import opening, team
from dandang.parts.tolerance.models import (
    Case,
    DistinctionFinding,
    Element,
    ElementFinding,
    Hearing,
    HearingPoint,
    Pair,
)
from dandang.parts.tolerance.records import MatterInput
from dandang.registry.access.records import Actor
from dandang.registry.people.models import FamilyMember, Person
from tests.factories import registry, shelf

NOW = registry.NOW
ACTED_ON = date(2026, 3, 12)
ACCOUNT = "汛期前抢修取水口，来不及重新报批，先会商后施工，事后补报。"
MATTER = MatterInput(
    title="柳溪镇提灌站改造延误",
    summary="汛期前改造提灌站，施工中变更取水口位置，工期延误两个月。",
    happened_from=ACTED_ON,
    kind="HARD",
    role="DECIDED",
)


@dataclass
class Scene:
    """Who is who. Each of the county's people has one role; `kin` is the concerned person's brother."""

    county: registry.County
    concerned: Person
    person: Actor
    unit_officer: Actor
    handler: Actor
    leader: Actor
    investigators: list[Person]
    investigator: Actor
    kin: Person
    neighbour: Person
    city_leader: Actor
    finance_officer: Actor


def scene() -> Scene:
    """Load the packs that speak of tolerance in the county and make the people."""
    shelf.load(*shelf.TOLERANCE)
    tree = registry.county()
    party = registry.organisation(tree.city, "市纪委监委", "PARTY")
    concerned = registry.person(
        tree.township, "顾明川", managed_by=tree.county, post_text="副镇长", is_team_member=True
    )
    investigators = [registry.person(tree.discipline, name) for name in ("沈核一", "陆核二", "韩核三")]
    kin = registry.person(tree.discipline, "顾明山")
    FamilyMember.objects.create(
        person=concerned, relation="弟弟", name="顾明山", position=1, relative=kin, birth_month="199001"
    )
    clerk, chief = registry.person(tree.discipline, "周文澜"), registry.person(tree.discipline, "秦立言")
    head = registry.person(party, "方市一")
    return Scene(
        county=tree,
        concerned=concerned,
        person=registry.actor_of("CADRE", tree.township, who=concerned),
        unit_officer=registry.actor_of("UNIT_OFFICER", tree.township, who=registry.person(tree.township, "许干事")),
        handler=registry.actor_of("DISCIPLINE_OFFICER", tree.county, who=clerk),
        leader=registry.actor_of("DISCIPLINE_LEADER", tree.county, who=chief),
        investigators=investigators,
        investigator=registry.actor_of("CADRE", tree.discipline, who=investigators[0]),
        kin=kin,
        neighbour=registry.person(tree.township, "邻镇干"),
        city_leader=registry.actor_of("DISCIPLINE_LEADER", tree.city, who=head),
        finance_officer=registry.actor_of("UNIT_OFFICER", tree.finance, who=registry.person(tree.finance, "钱干事")),
    )


def applied(of: Scene, **given: Any) -> Case:
    """The person has applied."""
    values: dict[str, Any] = {
        "actor": of.person,
        "matter_id": None,
        "matter": MATTER,
        "person_id": of.concerned.pk,
        "opening": "PERSON",
        "account_given": ACCOUNT,
        "measures_taken": "补办了变更手续，追回延误的工期。",
        "acted_on": ACTED_ON,
        "organ_id": of.county.discipline.pk,
        "at": NOW,
    }
    return Case.objects.get(pk=opening.apply(**(values | given)))


def accepted(of: Scene, **given: Any) -> Case:
    """Accepted, with its handler."""
    case = applied(of, **given)
    opening.accept_case(actor=of.handler, case_id=case.pk, at=NOW)
    return Case.objects.get(pk=case.pk)


def investigating(of: Scene, **given: Any) -> Case:
    """Two investigators are at work; the third is free."""
    case = accepted(of, **given)
    ids = [one.pk for one in of.investigators[:2]]
    team.assign(actor=of.leader, case_id=case.pk, part="INVESTIGATOR", person_ids=ids, at=NOW)
    team.start_investigation(actor=of.leader, case_id=case.pk, at=NOW)
    return Case.objects.get(pk=case.pk)


def investigated(of: Scene, *, against: str = "PROCEDURE", **given: Any) -> Case:
    """Everything is found; one element speaks against the person, none with `against` empty."""
    case = investigating(of, **given)
    for element in Element.values:
        ElementFinding.objects.create(
            case=case, element=element, facts=f"{element} 查明的事实", side="AGAINST" if element == against else "FOR",
            reasons=f"{element} 一项结合会议记录、施工日志和谈话情况认定的理由", clause="安徽 第11点", found_at=NOW,
            found_by="核查组",
        )  # fmt: skip
    for pair in Pair.values:
        DistinctionFinding.objects.create(
            case=case, pair=pair, where="MILDER", reasons="会商在先，没有谋私", found_at=NOW, found_by="核查组"
        )
    Case.objects.filter(pk=case.pk).update(
        state="INVESTIGATED", investigated_on=NOW.date(), report_summary="核查清楚。", suggestion="EXEMPT"
    )
    return Case.objects.get(pk=case.pk)


def heard(of: Scene, **given: Any) -> Case:
    """The hearing runs: one point against the person, said and answered, not yet closed."""
    case = investigated(of, **given)
    hearing = Hearing.objects.create(case=case, notice_on=NOW.date(), held_on=NOW.date())
    HearingPoint.objects.create(
        hearing=hearing, number=1, point="变更没有报批", statement="当时口头报告过", answer_side="PARTLY",
        answer="口头报告属实，书面报批确实没有", answered_at=NOW, answered_by="核查组",
    )  # fmt: skip
    Case.objects.filter(pk=case.pk).update(state="HEARING")
    return Case.objects.get(pk=case.pk)


def ready(of: Scene, **given: Any) -> Case:
    """Heard and closed: ready to be studied."""
    case = heard(of, **given)
    Hearing.objects.filter(case=case).update(closed_at=NOW, closed_by="核查组")
    Case.objects.filter(pk=case.pk).update(state="READY")
    return Case.objects.get(pk=case.pk)
