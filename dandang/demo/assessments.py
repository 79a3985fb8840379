"""Three sealed years and one running, each walked through from plan to notice by the actions people use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

from dandang.demo import plans
from dandang.demo.county import County
from dandang.demo.organs import REGION, TOWNSHIPS
from dandang.foundation.calendars import queries as calendars
from dandang.parts.appraisal.actions import (
    ballots,
    cycles,
    grades,
    measures,
    notices,
    participants,
    publicity,
    runs,
    sealing,
)
from dandang.parts.appraisal.actions import plans as plan_actions
from dandang.parts.appraisal.models import Cycle, CycleUnit, Participant
from dandang.parts.appraisal.queries import ballots as ballot_queries
from dandang.parts.appraisal.queries import grades as grade_queries
from dandang.parts.appraisal.queries import law
from dandang.parts.appraisal.records import ComponentInput, MeasureInput, SheetPerson, SlipMarks, VoteInput
from dandang.registry.access.records import Actor

HARDSHIP_TILT_BP, GIVEN_TILT_BP = 500, -400
GIVING = ("县公安局", "县纪委监委", "县市场监管局")
OUTSIDE_RATERS = 8
E4 = 10_000
TIE = ("河湾镇", 2026, "LEADER")
TIE_NAMES = ("秦若溪", "贺兰舟", "韦思源")
TALKATIVE = ("河湾镇", "石桥乡", "县水利局")  # units whose people wrote their summaries
SUMMARIES = (
    "参加镇里理论学习和集中培训，结合分管工作学习政策，做到学用结合。",
    "牵头推进农田水利整修，全年完成沟渠清淤二十余处，汛期没有发生险情。",
    "包村走访群众一百余户，收集意见建议三十余条，能办的当场办，办不了的说明原因。",
    "规范财务和项目资金管理，按进度拨付，接受审计和群众监督。",
    "组织矛盾纠纷排查，调处邻里和土地纠纷十余件，没有上交矛盾。",
    "不足：业务学习还不够深，一些工作满足于完成任务，创新办法不多，明年着力改进。",
)
COMMENTS = (
    "该同志工作踏实，责任心强，较好完成全年任务，群众评价较好。",
    "该同志熟悉业务，敢于担当，在急难任务中表现突出，希望进一步加强统筹协调。",
    "该同志作风正派，团结同志，廉洁自律，希望在开拓创新上再下功夫。",
)
COMMITTEE = (
    ("江渡平", "县委副书记"),
    ("高明远", "县委组织部常务副部长"),
    ("许砚清", "县委组织部副部长"),
    ("黎定岐", "县纪委监委派员"),
    ("温启明", "干部代表"),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """Who loads, and the seeded chance that decides marks."""

    actor: Actor
    random: Random
    county: County


def templates(stage: Stage, at: datetime) -> dict[str, int]:
    """Keep the four templates; returns their ids by title."""
    return {
        title: plan_actions.save_template(
            actor=stage.actor,
            owner_id=stage.county.county_id,
            title=title,
            staff_class=staff_class,
            post_class=post_class,
            body=body,
            at=at,
        ).pk
        for title, staff_class, post_class, body in plans.TEMPLATES
    }


def sealed_year(stage: Stage, staff_class: str, year: int, template_ids: dict[str, int]) -> Cycle:
    """Walk one year and class of staff from plan to acknowledged notice."""
    cycle = scored_year(stage, staff_class, year, template_ids, _noon(year, 12, 1))
    for unit in _graded_units(cycle):
        if unit.organisation.short_name in TALKATIVE:
            write_texts(stage, unit, _noon(year, 12, 24))
        propose(stage, unit, _noon(year, 12, 26))
        publish(stage, unit, _noon(year, 12, 29))
        decide(stage, unit, _noon(year + 1, 1, 22))
        serve(stage, unit, _noon(year + 1, 1, 26))
    cycle.refresh_from_db()
    return cycle


def scored_year(stage: Stage, staff_class: str, year: int, template_ids: dict[str, int], start: datetime) -> Cycle:
    """Walk a year as far as its scores."""
    cycle = balloting_year(stage, staff_class, year, template_ids, start)
    cast_all(stage, cycle, start + timedelta(days=9), share=0.96)
    _import_other_parts(stage, cycle, start + timedelta(days=12))
    closing = start + timedelta(days=20)
    cycles.close_ballots(actor=stage.actor, cycle_id=cycle.pk, at=closing)
    run = runs.start_run(actor=stage.actor, cycle_id=cycle.pk, at=closing + timedelta(hours=1))
    runs.carry_out(actor=stage.actor, run_id=run.pk, at=closing + timedelta(hours=1))
    run.refresh_from_db()
    if run.state != "DONE":
        raise RuntimeError(f"scoring of {cycle} did not finish: {run.message}")
    cycle.refresh_from_db()
    return cycle


def balloting_year(stage: Stage, staff_class: str, year: int, template_ids: dict[str, int], start: datetime) -> Cycle:
    """Walk a year as far as open ballots with tickets issued."""
    cycle = cycles.create_cycle(
        actor=stage.actor, year=year, staff_class=staff_class, owner_id=stage.county.county_id, region=REGION, at=start
    )
    for title, its_class, post_class, body in plans.TEMPLATES:
        if its_class == staff_class:
            plan_actions.add_plan(
                actor=stage.actor,
                cycle_id=cycle.pk,
                title=title,
                post_class=post_class,
                body=body,
                template_id=template_ids[title],
                at=start,
            )
    participants.draw_participants(actor=stage.actor, cycle_id=cycle.pk, at=start + timedelta(hours=1))
    for one in cycle.participants.exclude(asks_people=""):
        participants.decide_participation(
            actor=stage.actor,
            participant_id=one.pk,
            participation="GRADED",
            reason="考核委员会办公室研究：处分决定已执行，按实际表现确定等次，不定为优秀",
            at=start + timedelta(hours=2),
        )
    _tilt_hard_townships(stage, cycle, start)
    closing = (start + timedelta(days=19)).replace(hour=10)
    cycles.open_ballots(actor=stage.actor, cycle_id=cycle.pk, close_at=closing, at=start + timedelta(days=1))
    return cycle


def _tilt_hard_townships(stage: Stage, cycle: Cycle, at: datetime) -> None:
    """Hard townships get more places for ordinary staff, and three large organs give them: the cap binds the whole."""
    if cycle.staff_class == "LEADER":
        return
    hard = {
        organ.short: (HARDSHIP_TILT_BP, "艰苦边远乡镇，按县委组织部认定名单") for organ in TOWNSHIPS if organ.hardship
    }
    giving = dict.fromkeys(GIVING, (GIVEN_TILT_BP, "县直机关让出名额，用于艰苦边远乡镇"))
    for unit in cycle.units.select_related("organisation"):
        tilt, reason = {**hard, **giving}.get(unit.organisation.short_name, (0, ""))
        if tilt:
            participants.set_unit_quota(
                actor=stage.actor,
                unit_id=unit.pk,
                pool=unit.pool,
                tilt_bp=tilt,
                tilt_reason=reason,
                team_grade="",
                at=at,
            )


# Ballots ---------------------------------------------------------------------------------------------------------


def cast_all(stage: Stage, cycle: Cycle, at: datetime, share: float) -> None:
    """Draw rolls, issue tickets and bring in most of them as keyed workbooks, unit by unit."""
    for unit in _graded_units(cycle):
        slips = list(_slips(stage, unit, at, share))
        ballots.import_ballots(actor=stage.actor, unit_id=unit.pk, slips=slips, at=at)


def cast_unit(stage: Stage, unit: CycleUnit, at: datetime, share: float) -> None:
    """Cast a share of one unit's tickets on the phone."""
    for slip in _slips(stage, unit, at, share):
        ballots.cast_ballot(actor=stage.actor, code=slip.code, marks=slip.marks, at=at)


def _slips(stage: Stage, unit: CycleUnit, at: datetime, share: float) -> Iterator[SlipMarks]:
    """Issue every ticket and fill a share of them; a person's merit is drawn once and shows in every mark."""
    rolls = ballots.draw_rolls(actor=stage.actor, unit_id=unit.pk, outside={"服务对象": OUTSIDE_RATERS}, at=at)
    graded = unit.participants.filter(participation="GRADED").order_by("pk").values_list("pk", flat=True)
    merit = {pk: stage.random.gauss(86, 3.5) for pk in graded}
    tied = _tied_pair(unit, merit)
    for roll in rolls:
        if not roll.expected:
            continue
        sheet = ballot_queries.sheet_of(roll)
        raters = {member["name"]: member["person_id"] for member in roll.members} if roll.promise == "NAMED" else {}
        for ticket in ballots.issue_tickets(actor=stage.actor, roll_id=roll.pk, at=at):
            people = ballot_queries.with_recusals(sheet, roll, raters.get(ticket.rater))
            marks = _marks(stage.random, people, merit)
            if tied:
                _mark_alike(marks, *tied)
            if marks and stage.random.random() <= share:
                yield SlipMarks(0, ticket.code, marks)


def _tied_pair(unit: CycleUnit, merit: dict[int, float]) -> tuple[int, int] | None:
    """In one township of the running year two deputies tie for the last place, for people to settle.

    Sets the merits of the story: one clearly first, the two just behind, everybody else below.
    """
    if (unit.organisation.short_name, unit.cycle.year, unit.cycle.staff_class) != TIE:
        return None
    by_name = dict(unit.participants.filter(name__in=TIE_NAMES).values_list("name", "pk"))
    first, one, other = (by_name[name] for name in TIE_NAMES)
    for pk in merit:
        merit[pk] = min(merit[pk], 85)
    merit[first], merit[one], merit[other] = 93, 90, 90
    return one, other


def _mark_alike(marks: dict[str, dict[str, int]], one: int, other: int) -> None:
    """Whoever rates one of the two rates the other alike."""
    marks.pop(str(other), None)
    if str(one) in marks:
        marks[str(other)] = dict(marks[str(one)])


def _marks(random: Random, people: Sequence[SheetPerson], merit: dict[int, float]) -> dict[str, dict[str, int]]:
    mood = random.gauss(0, 1.5)
    marks = {}
    for person in people:
        if person.is_recused or random.random() < 0.02:
            continue
        level = merit[person.participant_id] + mood
        marks[str(person.participant_id)] = {
            name: min(100, max(60, round(level + random.gauss(0, 2)))) * E4 for name, _ in person.indicators
        }
    return marks


def _import_other_parts(stage: Stage, cycle: Cycle, at: datetime) -> None:
    people = list(cycle.participants.filter(participation="GRADED").select_related("plan"))
    measures.import_components(
        actor=stage.actor,
        cycle_id=cycle.pk,
        at=at,
        rows=_routine_scores(stage.random, cycle, people),
    )
    measures.import_measures(
        actor=stage.actor,
        cycle_id=cycle.pk,
        at=at,
        rows=[row for one in people for row in _figures(stage.random, one)],
    )


def _routine_scores(random: Random, cycle: Cycle, people: Sequence[Participant]) -> list[ComponentInput]:
    """The year's 平时 score of everybody; the two of the tie share theirs."""
    scores = {one.pk: round(random.gauss(87, 3) * 100) * 100 for one in people}
    if (cycle.year, cycle.staff_class) == TIE[1:]:
        first, one, other = (next(p.pk for p in people if p.name == name) for name in TIE_NAMES)
        scores[first], scores[one], scores[other] = 92 * E4, 90 * E4, 90 * E4
    return [ComponentInput(pk, "平时", score, "平时考核季度小结") for pk, score in scores.items()]


def _figures(random: Random, one: Participant) -> Iterable[MeasureInput]:
    for indicator in one.plan.body["indicators"] if one.plan else []:
        if indicator["kind"] == "measure":
            value = f"{min(100.0, random.gauss(90, 5)):.1f}"
            yield MeasureInput(one.pk, indicator["id"], value, "县政府督查室 年度通报")


# Grades ----------------------------------------------------------------------------------------------------------


def write_texts(stage: Stage, unit: CycleUnit, at: datetime) -> None:
    """Everybody's own summary of the year and the head's comment, for the registration form."""
    for one in unit.participants.filter(participation="GRADED").only("pk", "name", "person_id"):
        person = replace(stage.actor, name=one.name, person_id=one.person_id)
        summary = "\n".join(stage.random.sample(SUMMARIES, 3))
        notices.write_summary(actor=person, participant_id=one.pk, summary=summary, at=at)
        comment = stage.random.choice(COMMENTS)
        grades.write_comment(actor=stage.actor, participant_id=one.pk, comment=comment, at=at)


def propose(stage: Stage, unit: CycleUnit, at: datetime, *, send: bool = True) -> None:
    """Follow the machine's advice, settle ties with a reason, keep somebody barred out, and send the list up."""
    excellent, competent = law.grades(unit.cycle)[:2]
    space = grade_queries.workspace(stage.actor, unit.pk)
    free = space.number_of_places
    for row in space.rows:
        one, state = row.participant, row.result.grade_state if row.result else ""
        if state == "candidate" and one.may_be_excellent and free:
            grades.propose_grade(actor=stage.actor, participant_id=one.pk, grade=excellent, reason="", at=at)
            free -= 1
        elif state == "candidate":
            reason = one.excellent_bar_why or "名额已满"
            grades.propose_grade(actor=stage.actor, participant_id=one.pk, grade=competent, reason=reason, at=at)
        elif state == "boundary_tie":
            wins = free > 0 and one.may_be_excellent
            reason = "同分。承担急难险重任务较多，经班子研究推荐" if wins else "同分。名额有限，经班子研究不推荐"
            grades.propose_grade(
                actor=stage.actor, participant_id=one.pk, grade=excellent if wins else competent, reason=reason, at=at
            )
            free -= wins
        elif state != "below" or one.asks_people:
            grades.propose_grade(
                actor=stage.actor, participant_id=one.pk, grade=competent, reason="评议不完整，按平时表现", at=at
            )
    grades.propose_the_rest(actor=stage.actor, unit_id=unit.pk, grade=competent, at=at)
    if send:
        grades.send_up(actor=stage.actor, unit_id=unit.pk, at=at)


def publish(stage: Stage, unit: CycleUnit, at: datetime) -> None:
    """Publicise where somebody is proposed for 优秀."""
    unit.refresh_from_db()
    if grade_queries.counts(unit).get(law.excellent(unit.cycle)):
        publicity.publicise(actor=stage.actor, unit_id=unit.pk, starts_on=at.date(), at=at)


def decide(stage: Stage, unit: CycleUnit, at: datetime) -> None:
    """Seal by a committee whose members agree; now and then one dissents with a reason."""
    held_on = at.date()
    while not calendars.is_working_day(held_on):
        held_on -= timedelta(days=1)
    votes = [VoteInput(name=name, value="AGREE", post=post) for name, post in COMMITTEE]
    if stage.random.random() < 0.1:
        votes[-1] = replace(votes[-1], value="AGAINST", reason="认为一名拟定优秀人员的群众评价还要再核实")
    sealing.seal(
        actor=stage.actor,
        unit_id=unit.pk,
        body_name=f"{unit.organisation_name}考核委员会",
        held_on=held_on,
        chair=COMMITTEE[0][0],
        recorder="考核办公室",
        place="机关会议室",
        votes=votes,
        at=at,
    )


def serve(stage: Stage, unit: CycleUnit, at: datetime) -> None:
    """Serve every notice and let each person acknowledge; a few write an opinion."""
    notices.serve_unit(actor=stage.actor, unit_id=unit.pk, number_prefix=f"青考〔{at.year}〕", at=at)
    for one in unit.participants.filter(participation="GRADED").only("pk", "name", "person_id"):
        person = replace(stage.actor, name=one.name, person_id=one.person_id)
        disagrees = stage.random.random() < 0.01
        notices.acknowledge(
            actor=person,
            participant_id=one.pk,
            agrees=not disagrees,
            opinion="平时考核第三季度的评语与实际工作有出入，请核对。" if disagrees else "",
            at=at + timedelta(days=2),
        )


def running_year(stage: Stage, year: int, template_ids: dict[str, int]) -> None:
    """The year under way: staff are casting ballots, leaders' grades stand at every step."""
    civil = balloting_year(stage, "CIVIL", year, template_ids, _noon(year, 11, 9))
    for place, unit in enumerate(_graded_units(civil)):
        if place % 4 != 3:
            cast_unit(stage, unit, _noon(year, 11, 16), share=(0.95, 0.7, 0.4)[place % 4])
    leaders = scored_year(stage, "LEADER", year, template_ids, _noon(year, 10, 12))
    for place, unit in enumerate(_graded_units(leaders)):
        step = place % 5
        if step >= 2:
            propose(stage, unit, _noon(year, 11, 3))
        if step >= 3:
            publish(stage, unit, _noon(year, 11, 4 if step == 4 else 18))
        if step == 4:
            decide(stage, unit, _noon(year, 11, 16))
            notices.serve_unit(
                actor=stage.actor, unit_id=unit.pk, number_prefix=f"青考〔{year}〕", at=_noon(year, 11, 17)
            )


def _graded_units(cycle: Cycle) -> list[CycleUnit]:
    found = cycle.units.filter(participants__participation="GRADED").distinct().select_related("cycle")
    return list(found.order_by("path"))


def _noon(year: int, month: int, day: int) -> datetime:
    """An instant in working hours in China."""
    return datetime(year, month, day, 2, 0, tzinfo=UTC)
