"""Reports for tests: who handles, who verifies, whom they name; rows put there plainly, acts by those under test.

The vault is not touched: `report()` puts an anonymous letter on file. Journeys go through the pages' actions instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.ledger.casework.models import Part
from dandang.parts.protection.models import Allegation, Assignment, Clarification, Clarified, Report
from dandang.registry.access.records import Actor
from dandang.registry.people.models import FamilyMember, Person
from tests.factories import registry, shelf

NOW = registry.NOW
RECEIVED_ON = date(2026, 9, 1)
CLAUSE = "检举控告规则 第17条"


@dataclass
class Scene:
    """Who is who. `concerned` is named by reports; `kin` is his brother in the discipline body."""

    county: registry.County
    concerned: Person
    person: Actor
    head: Person
    handler: Actor
    leader: Actor
    other_handler: Actor
    investigators: list[Person]
    investigator: Actor
    kin: Person
    kin_actor: Actor
    org_officer: Actor
    org_leader: Actor
    unit_officer: Actor


def scene() -> Scene:
    """Load the packs that speak of reports in the county and make the people."""
    shelf.load(*shelf.PROTECTION)
    tree = registry.county()
    concerned = registry.person(
        tree.township, "顾明川", managed_by=tree.county, post_text="副镇长", is_team_member=True
    )
    investigators = [registry.person(tree.discipline, name) for name in ("沈核一", "陆核二", "韩核三")]
    kin = registry.person(tree.discipline, "顾明山")
    FamilyMember.objects.create(
        person=concerned, relation="弟弟", name="顾明山", position=1, relative=kin, birth_month="199001"
    )

    def desk(role: str, name: str) -> Actor:
        return registry.actor_of(role, tree.county, who=registry.person(tree.discipline, name))

    return Scene(
        county=tree,
        concerned=concerned,
        person=registry.actor_of("CADRE", tree.township, who=concerned),
        head=registry.person(
            tree.township, "钟书记", managed_by=tree.county, post_text="党委书记", is_team_member=True
        ),
        handler=desk("DISCIPLINE_OFFICER", "周文澜"),
        leader=desk("DISCIPLINE_LEADER", "秦立言"),
        other_handler=desk("DISCIPLINE_OFFICER", "何录白"),
        investigators=investigators,
        investigator=registry.actor_of("CADRE", tree.discipline, who=investigators[0]),
        kin=kin,
        kin_actor=registry.actor_of("DISCIPLINE_OFFICER", tree.county, who=kin),
        org_officer=registry.actor_of("ORG_OFFICER", tree.county, who=registry.person(tree.org_department, "许清和")),
        org_leader=registry.actor_of("ORG_LEADER", tree.county, who=registry.person(tree.org_department, "林见川")),
        unit_officer=registry.actor_of("UNIT_OFFICER", tree.township, who=registry.person(tree.township, "许干事")),
    )


def report(of: Scene, **given: Any) -> Report:
    """An anonymous letter about the concerned person, just received by the discipline body."""
    number = Report.objects.count() + 1
    values: dict[str, Any] = {
        "number": f"青信〔2026〕{number}号", "system": "DISCIPLINE", "organ": of.county.discipline,
        "organ_path": of.county.discipline.path, "region": "341299", "way": "LETTER", "is_signed": False,
        "about": "柳溪镇 顾明川", "text": "反映顾明川在提灌站改造中虚报工程量。", "received_on": RECEIVED_ON,
        "registered_by": "account:1",
    }  # fmt: skip
    return Report.objects.create(**(values | given))


def allegation(of: Scene, on: Report, **given: Any) -> Allegation:
    """One allegation about the concerned person, not yet screened."""
    values: dict[str, Any] = {
        "report": on, "number": on.allegations.count() + 1,
        "text": "虚报提灌站工程量三百立方米。", "person": of.concerned,
    }  # fmt: skip
    return Allegation.objects.create(**(values | given))


def accepted(of: Scene, **given: Any) -> Report:
    """Accepted, with a handler and two people who verify, and one allegation screened for a preliminary inquiry."""
    found = report(of, state="ACCEPTED", accepted_on=RECEIVED_ON, **given)
    parts = [(Part.HANDLER, of.handler.person_id or 0), *((Part.INVESTIGATOR, one.pk) for one in of.investigators[:2])]
    for part, pk in parts:
        Assignment.objects.create(case=found, part=part, person_id=pk, assigned_at=NOW, assigned_by="account:1")
    allegation(
        of, found, is_checkable=True, screening_reason="有具体工程和时间，可以查", handling="PRELIMINARY",
        handling_reason="线索具体", handling_clause=CLAUSE, handling_by="account:9", handling_approved_on=RECEIVED_ON,
        handling_approved_by="account:8",
    )  # fmt: skip
    return found


FOUND = {
    "reasons": "查阅验收单和监理日志，工程量与结算一致，没有虚报。", "clause": CLAUSE, "found_on": date(2026, 9, 20),
    "found_by": "account:2", "confirmed_on": date(2026, 9, 22), "confirmed_by": "account:3",
}  # fmt: skip


def concluded(of: Scene, finding: str = "UNTRUE", **given: Any) -> Report:
    """Every allegation found and confirmed by two people; concluded."""
    found = accepted(of, **given)
    words = {"untrue_part": "其中虚报工程量的说法不实。"} if finding == "PARTLY" else {}
    found.allegations.update(finding=finding, **FOUND, **words)
    found.state, found.concluded_on, found.concluded_by = "CONCLUDED", date(2026, 9, 25), "account:3"
    found.save()
    return found


def clarification(of: Scene, on: Report, **given: Any) -> Clarification:
    """A clarification of the report's first allegation, assessed and waiting for the person's word."""
    number = Clarification.objects.count() + 1
    values: dict[str, Any] = {
        "number": f"青澄〔2026〕{number}号", "report": on, "system": on.system, "person": of.concerned,
        "organ": on.organ, "organ_path": on.organ_path, "region": on.region, "known_to": 3, "told_to": 3,
        "assessment": "在镇里传开，公开澄清能消除影响，不会暴露反映人。", "words": "反映虚报提灌站工程量，经查不属实。",
        "assessed_on": date(2026, 9, 26), "assessed_by": "account:1", "is_at_meeting": True,
    }  # fmt: skip
    made = Clarification.objects.create(**(values | given))
    Clarified.objects.create(clarification=made, allegation=on.allegations.get(number=1))
    return made
