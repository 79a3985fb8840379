"""A small county under assessment: two units of six, their leaders as named raters, a plan, a cycle in a given state.

Everything is done by the actions people use. `preparing()`, `balloting()`, `closed()`, `scored()` and `proposed()` each
walk the story that far; `marks` decides what a rater gives, in points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from dandang.ledger.effects import actions as effects
from dandang.ledger.effects.kinds import ASSESSMENTS
from dandang.parts.appraisal.actions import (
    ballots,
    cycles,
    grades,
    measures,
    notices,
    participants,
    plans,
    publicity,
    runs,
    sealing,
)
from dandang.parts.appraisal.models import Cycle, CycleUnit, Participant, Roll, Run
from dandang.parts.appraisal.queries import ballots as ballot_queries
from dandang.parts.appraisal.queries import grades as grade_queries
from dandang.parts.appraisal.queries import law
from dandang.parts.appraisal.records import ComponentInput, MeasureInput, VoteInput
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Person
from tests.factories import registry, shelf

YEAR = 2026
DRAWN = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 12, 10, 10, 0, tzinfo=UTC)
SCORED = datetime(2026, 12, 11, 1, 0, tzinfo=UTC)
GRADED = datetime(2026, 12, 14, 1, 0, tzinfo=UTC)
E4 = 10_000
OUTSIDE_SLIPS = 6

PLAN: dict[str, Any] = {
    "indicators": [
        {"id": "德", "weight": 30, "points": "政治态度、群众观念"},
        {"id": "能", "weight": 30, "points": "业务本领、解决难题"},
        {"id": "绩", "weight": 40, "points": "任务完成、质量效率"},
    ],
    "rater_groups": [
        {"id": "上级", "weight": 40, "must_have": True, "promise": "NAMED", "drawn": "SUPERIORS"},
        {"id": "同级", "weight": 40, "promise": "CONFIDENTIAL", "drawn": "PEERS"},
        {"id": "服务对象", "weight": 20, "promise": "CONFIDENTIAL", "drawn": "OUTSIDE"},
    ],
    "components": [{"id": "年度", "share": 70}, {"id": "平时", "share": 30}],
    "rules": {"trim_min_n": 5, "trim_share_pct": 10, "min_cover_pct": 60, "max_tolerated_pct": 50, "floor": "80.00"},
}
MEASURED: dict[str, Any] = {
    **PLAN,
    "indicators": [
        *({**one, "weight": one["weight"] - 10} if one["id"] != "德" else one for one in PLAN["indicators"]),
        {
            "id": "按期办结率", "weight": 20, "kind": "measure", "function": "efficacy", "x_bad": "60", "x_good": "100",
            "unit": "%", "source": "督查室",
        },
    ],
}  # fmt: skip

Marks = Callable[[int, int, str, str], int]
"""Place of the assessed in the unit, place of the rater in the group, group, indicator -> points."""


def plain_marks(place: int, rater: int, group: str, indicator: str) -> int:
    """The earlier in the roster, the better; raters differ by a point or two."""
    return 96 - 3 * place + (rater % 3) - 1


@dataclass
class Story:
    """Who is who in the small county, and how far its assessment has come."""

    county: registry.County
    org_officer: Actor
    org_leader: Actor
    finance_officer: Actor
    township_officer: Actor
    people: dict[str, list[Person]]
    leaders: dict[str, list[Person]]
    system: Actor = field(default_factory=lambda: access.system_actor("测试"))
    cycle: Cycle = field(default=None)  # type: ignore[assignment]

    @property
    def finance(self) -> CycleUnit:
        """The unit of 县财政局, fresh from the database."""
        return self.unit(self.county.finance)

    @property
    def township(self) -> CycleUnit:
        """The unit of 柳溪镇, fresh from the database."""
        return self.unit(self.county.township)

    def unit(self, organisation: Organisation) -> CycleUnit:
        return CycleUnit.objects.select_related("cycle").get(cycle=self.cycle, organisation=organisation)

    def participants(self, unit: CycleUnit | None = None) -> list[Participant]:
        """The graded people of a unit (县财政局 unless said otherwise) in roster order."""
        rows = Participant.objects.filter(unit=unit or self.finance, participation="GRADED")
        return list(rows.select_related("unit", "cycle", "plan").order_by("order_key", "pk"))

    def reload(self) -> Story:
        self.cycle.refresh_from_db()
        return self


def small_county(staff: int = 6, leaders: int = 3) -> Story:
    """Make the tree, the packs in force, the people and those who work on the assessment."""
    shelf.load()
    tree = registry.county()
    people: dict[str, list[Person]] = {}
    heads: dict[str, list[Person]] = {}
    for unit in (tree.finance, tree.township):
        heads[unit.name] = [
            registry.person(
                unit, f"{'郑领' if unit is tree.finance else '冯领'}{place}", managed_by=tree.county,
                is_team_member=True, team_order=place, post_level="乡科级副职", post_text="副职领导",
            )
            for place in range(1, leaders + 1)
        ]  # fmt: skip
        people[unit.name] = [
            registry.person(
                unit, f"{'孙办' if unit is tree.finance else '吴办'}{place}", team_order=10 + place,
                post_level="乡科级以下", post_text="科员" if unit is tree.finance else "办事员",
            )
            for place in range(1, staff + 1)
        ]  # fmt: skip
    return Story(
        county=tree,
        org_officer=registry.actor_of("ORG_OFFICER", tree.county, name="周文澜"),
        org_leader=registry.actor_of("ORG_LEADER", tree.county, name="林见川"),
        finance_officer=registry.actor_of("UNIT_OFFICER", tree.finance, name="财政人事"),
        township_officer=registry.actor_of("UNIT_OFFICER", tree.township, name="柳溪人事"),
        people=people,
        leaders=heads,
    )


def preparing(body: Mapping[str, Any] = PLAN, *, staff: int = 6, leaders: int = 3, at: datetime = DRAWN) -> Story:
    """A cycle with its plan and the list of who is assessed."""
    story = small_county(staff, leaders)
    story.cycle = cycles.create_cycle(
        actor=story.org_officer, year=YEAR, staff_class="CIVIL", owner_id=story.county.county.pk,
        region=registry.REGION, at=at,
    )  # fmt: skip
    plans.add_plan(
        actor=story.org_officer, cycle_id=story.cycle.pk, title="一般干部", post_class={}, body=dict(body), at=at
    )
    participants.draw_participants(actor=story.org_officer, cycle_id=story.cycle.pk, at=at)
    return story


def open_ballots(story: Story, at: datetime = DRAWN) -> None:
    """Open the ballots of a prepared cycle and draw the rolls of every unit."""
    cycles.open_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, close_at=CLOSES, at=at)
    for unit in story.cycle.units.all():
        ballots.draw_rolls(actor=story.org_officer, unit_id=unit.pk, outside={"服务对象": OUTSIDE_SLIPS}, at=at)
    story.reload()


def open_and_cast(story: Story, marks: Marks | None = None) -> None:
    """Take a prepared cycle as far as closed ballots."""
    open_ballots(story)
    cast(story, marks or plain_marks)
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=CLOSES)
    story.reload()


def balloting(body: Mapping[str, Any] = PLAN, *, staff: int = 6, leaders: int = 3, at: datetime = DRAWN) -> Story:
    """Ballots are open; rolls are drawn and nothing is cast."""
    story = preparing(body, staff=staff, leaders=leaders, at=at)
    open_ballots(story, at)
    return story.reload()


def cast(story: Story, marks: Marks = plain_marks, groups: Sequence[str] = (), at: datetime = DRAWN) -> None:
    """Cast every ticket of the named groups (all, unless named)."""
    for roll in Roll.objects.filter(unit__cycle=story.cycle, expected__gt=0).order_by("pk"):
        if groups and roll.group not in groups:
            continue
        names = {member["name"]: member["person_id"] for member in roll.members} if roll.promise == "NAMED" else {}
        issued = ballots.issue_tickets(actor=story.system, roll_id=roll.pk, at=at)
        for rater, ticket in enumerate(sorted(issued, key=lambda one: one.rater)):
            sheet = {
                str(one.participant_id): {
                    name: marks(place, rater, roll.group, name) * E4 for name, _points in one.indicators
                }
                for place, one in enumerate(ballot_queries.sheet_people(roll, names.get(ticket.rater)))
                if not one.is_recused
            }
            ballots.cast_ballot(actor=story.system, code=ticket.code, marks=sheet, at=at)


def closed(
    body: Mapping[str, Any] = PLAN, marks: Marks = plain_marks, *, staff: int = 6, leaders: int = 3,
    groups: Sequence[str] = (),
) -> Story:  # fmt: skip
    """All ballots are in and the round is closed; other parts and measures are not imported yet."""
    story = balloting(body, staff=staff, leaders=leaders)
    cast(story, marks, groups)
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=CLOSES)
    return story.reload()


def import_other_parts(story: Story, regular: int = 88, measured: str = "90") -> None:
    """Give everybody the same score for 平时 and the same figure for each measure of the plan."""
    everybody = Participant.objects.filter(cycle=story.cycle, participation="GRADED").select_related("plan")
    measures.import_components(
        actor=story.org_officer, cycle_id=story.cycle.pk, at=SCORED,
        rows=[ComponentInput(one.pk, "平时", regular * E4, "季度小结") for one in everybody],
    )  # fmt: skip
    measures.import_measures(
        actor=story.org_officer, cycle_id=story.cycle.pk, at=SCORED,
        rows=[
            MeasureInput(one.pk, indicator["id"], measured, "督查室通报")
            for one in everybody
            for indicator in (one.plan.body["indicators"] if one.plan else [])
            if indicator["kind"] == "measure"
        ],
    )  # fmt: skip


def score(story: Story, *, engine: str = "reference", at: datetime = SCORED) -> Run:
    """Run one scoring to its end, whatever it comes to."""
    run = runs.start_run(actor=story.org_officer, cycle_id=story.cycle.pk, engine=engine, at=at)
    found = runs.carry_out(actor=story.org_officer, run_id=run.pk, at=at)
    story.reload()
    return found


def scored(
    body: Mapping[str, Any] = PLAN, marks: Marks = plain_marks, *, staff: int = 6, leaders: int = 3,
    groups: Sequence[str] = (),
) -> Story:  # fmt: skip
    """Scores, ranks and places are there; nobody has proposed a grade."""
    story = closed(body, marks, staff=staff, leaders=leaders, groups=groups)
    import_other_parts(story)
    run = score(story)
    assert run.state == "DONE", run.message
    return story


def propose(story: Story, unit: CycleUnit, *, send: bool = True, at: datetime = GRADED) -> None:
    """Follow the machine's advice for a unit; whoever wins a tie or cannot be ranked gets 称职 with a reason."""
    excellent, competent = law.grades(unit.cycle)[:2]
    for row in grade_queries.workspace(story.system, unit.pk).rows:
        state = row.result.grade_state if row.result else ""
        if state == "candidate":
            grade, reason = (excellent, "") if row.participant.may_be_excellent else (competent, "当年受处分")
        elif state == "below":
            continue
        else:
            grade, reason = competent, "经研究确定"
        grades.propose_grade(actor=story.system, participant_id=row.participant.pk, grade=grade, reason=reason, at=at)
    grades.propose_the_rest(actor=story.system, unit_id=unit.pk, grade=competent, at=at)
    if send:
        grades.send_up(actor=story.system, unit_id=unit.pk, at=at)


def proposed(body: Mapping[str, Any] = PLAN, marks: Marks = plain_marks, *, staff: int = 6) -> Story:
    """Both units have sent their proposals up."""
    story = scored(body, marks, staff=staff)
    for unit in (story.finance, story.township):
        propose(story, unit)
    return story.reload()


def shield(story: Story, person: Person, indicators: Sequence[str] = ("能",), at: datetime = DRAWN) -> int:
    """Write the effect of a tolerated matter of the year for a person; returns its id."""
    return effects.write_effect(
        actor=story.system, kind="ASSESSMENT_SHIELD", person_id=person.pk, starts_on=date(YEAR, 6, 1),
        ends_on=date(YEAR + 2, 6, 1), document="青容〔2026〕7号", clause="安徽 第12点",
        source=f"effects.paper:{person.pk}", at=at,
        facts={"matter": "渡口应急值守", "indicators": list(indicators), "matter_from": "2026-06-01",
               "matter_to": "2026-06-10", "assessments": list(ASSESSMENTS)},
    )  # fmt: skip


def as_person(story: Story, person: Person) -> Actor:
    """The person concerned, signed in with an account of their own."""
    return replace(registry.actor_of("CADRE", who=person), organisation_name="")


# To the end ------------------------------------------------------------------------------------------------------

PUBLICISED = datetime(2026, 12, 14, 2, 0, tzinfo=UTC)
"""A Monday: five working days end on Friday the 18th."""
DECIDED = datetime(2026, 12, 21, 2, 0, tzinfo=UTC)
SERVED = datetime(2026, 12, 22, 2, 0, tzinfo=UTC)
VOTES = (
    VoteInput("常委甲", "AGREE", post="县委副书记"),
    VoteInput("常委乙", "AGREE", post="组织部长"),
    VoteInput("常委丙", "AGAINST", post="县委常委", reason="认为一名拟定优秀人员还要再核实"),
)


def decide(
    story: Story, unit: CycleUnit, *, votes: Sequence[VoteInput] = VOTES, held_on: date = date(2026, 12, 21),
    at: datetime = DECIDED,
) -> None:  # fmt: skip
    """Let the committee fix a unit's grades."""
    sealing.seal(
        actor=story.system, unit_id=unit.pk, body_name="县考核委员会", held_on=held_on, chair="常委甲",
        recorder="周文澜", votes=votes, at=at,
    )  # fmt: skip


def publicised(marks: Marks = plain_marks, *, staff: int = 6) -> Story:
    """Both units are in 公示 from Monday to Friday."""
    story = proposed(marks=marks, staff=staff)
    for unit in (story.finance, story.township):
        publicity.publicise(actor=story.system, unit_id=unit.pk, starts_on=date(2026, 12, 14), at=PUBLICISED)
    return story


def sealed(marks: Marks = plain_marks, *, staff: int = 6) -> Story:
    """The committee has fixed the grades of 县财政局; 柳溪镇 still waits."""
    story = publicised(marks, staff=staff)
    decide(story, story.finance)
    return story.reload()


def served(marks: Marks = plain_marks, *, staff: int = 6) -> Story:
    """Everybody of 县财政局 has the notice; nobody has signed."""
    story = sealed(marks, staff=staff)
    notices.serve_unit(actor=story.system, unit_id=story.finance.pk, number_prefix="青考〔2026〕", at=SERVED)
    return story
