"""Scoring a cycle: gather what was cast and measured, run the pure package, store every line."""

from __future__ import annotations

import hashlib
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import Refusal
from dandang.ledger.effects import actions as effect_actions
from dandang.ledger.effects import queries as effects
from dandang.ledger.effects.records import EffectRecord
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from .. import besides, combine, scoring
from ..errors import NotYet, TooMany, WrongState
from ..models import ComponentScore, Cycle, CycleUnit, Measure, Participant, Plan, Result, Run
from ..queries import ballots, quota
from ..schema import PlanBody, read_plan
from ..scoring import uncertainty
from ..scoring.tables import Rating
from ..states import CycleState
from .cycles import locked, move
from .unit_duties import open_step

BATCH = 500
GIVEN_UP_AFTER = timedelta(hours=1)  # a worker that died leaves its run behind; a later start may then take its place


@transaction.atomic
def start_run(*, actor: Actor, cycle_id: int, engine: str = "duckdb", at: datetime) -> Run:
    """This function will queue a scoring of the cycle; `tasks.score_cycle` carries it out.

    Refuses before the ballots are closed, while another run is under way, and once a unit has proposed grades.
    """
    cycle = locked(actor, cycle_id, "appraisal.score")
    if cycle.state not in {CycleState.CLOSED, CycleState.SCORED}:
        raise WrongState("测评截止以后才能计分。")
    if cycle.units.exclude(state="OPEN").exists():
        raise WrongState("已经有单位上报了等次建议，不能重新计分。请先退回这些单位的建议。")
    _give_up_stuck(cycle, at)
    if cycle.runs.filter(state__in=["QUEUED", "RUNNING"]).exists():
        raise WrongState("正在计分，请等它完成。")
    total = cycle.participants.filter(participation="GRADED").count()
    if not total:
        raise NotYet("没有要确定等次的人，不用计分。")
    run = Run.objects.create(
        cycle=cycle, engine=engine, total=total, started_by=actor.name, started_at=at, state=Run.State.QUEUED
    )
    audit.record(
        actor=actor, verb="appraisal.run.started", target=ref("appraisal.cycle", cycle.pk), facts={"run": run.pk}, at=at
    )
    return run


def _give_up_stuck(cycle: Cycle, at: datetime) -> None:
    waiting = cycle.runs.filter(state__in=["QUEUED", "RUNNING"], started_at__lt=at - GIVEN_UP_AFTER)
    waiting.update(state=Run.State.FAILED, message="超过一小时没有完成，已经放弃。", finished_at=at)


def carry_out(*, actor: Actor, run_id: int, at: datetime) -> Run:
    """This function will carry out a queued run: progress is visible while it goes, results appear whole or not at all.

    A refusal, of the scoring package or of rights lost meanwhile, is kept as the run's message; nothing changes then.
    """
    run = Run.objects.select_related("cycle").get(pk=run_id)
    if run.state != Run.State.QUEUED:
        return run
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING)
    try:
        access.require(actor, "appraisal.score", path=run.cycle.owner_path)
        _score(actor, run, at)
    except scoring.Refused as refused:
        _fail(actor, run, "".join(fault.sentence for fault in refused.faults[:5]), at)
    except Refusal as refusal:
        _fail(actor, run, refusal.sentence, at)
    except Exception:
        _fail(actor, run, "计分时出了差错，没有写入任何结果。请再试一次；仍不行，请联系系统管理员。", at)
        raise
    run.refresh_from_db()
    return run


def _fail(actor: Actor, run: Run, message: str, at: datetime) -> None:
    Run.objects.filter(pk=run.pk).update(state=Run.State.FAILED, message=message[:400], finished_at=at)
    with transaction.atomic():
        audit.record(
            actor=actor, verb="appraisal.run.failed", target=ref("appraisal.cycle", run.cycle_id), outcome="FAILED",
            facts={"run": run.pk}, at=at,
        )  # fmt: skip


@dataclass
class _Outcome:
    """Everything one scoring found, before it is stored. Lines, bands and peers by participant id as text."""

    shields: dict[int, list[EffectRecord]]
    begun: float = field(default_factory=time.monotonic)
    settled: list[scoring.PersonResult] = field(default_factory=list)
    quotas: list[scoring.UnitQuota] = field(default_factory=list)
    lines: dict[str, list[scoring.Line]] = field(default_factory=dict)
    hashes: list[tuple[int, str, str]] = field(default_factory=list)
    bands: dict[str, uncertainty.Band] = field(default_factory=dict)
    peers: dict[str, besides.PeerFacts] = field(default_factory=dict)


def _score(actor: Actor, run: Run, at: datetime) -> None:
    cycle = run.cycle
    people = list(
        cycle.participants.filter(participation="GRADED").select_related("unit", "plan").order_by("unit__path", "pk")
    )
    found = _Outcome(shields_of(cycle, people))
    tables = _Input(cycle, people, found.shields)
    quota_part = quota.scoring_quota(cycle)
    results: list[scoring.PersonResult] = []
    plan_of: dict[int, scoring.Plan] = {}
    for plan, body, members in tables.by_plan():
        scoring_plan = scoring.read_plan({**body.scoring_plan(), "quota": quota_part})
        part = scoring.run(scoring_plan, tables.of(members, body), run.engine, progress=_progress(run, len(results)))
        results += part.results
        found.hashes.append((plan.pk, part.plan_hash, part.input_hash))
        plan_of |= {one.pk: scoring_plan for one in members}
        for line in part.lines:
            found.lines.setdefault(line.person, []).append(line)
    common = scoring.read_plan({**tables.common_plan(), "quota": quota_part})
    found.settled, found.quotas, found.lines = combine.settle(common, results, found.lines)
    _refuse_over_cap(cycle, found.quotas)
    _stand_beside(found, cycle, people, plan_of)
    _store(actor, run, people, found, at)


def _refuse_over_cap(cycle: Cycle, quotas: Sequence[scoring.UnitQuota]) -> None:
    """The share in force binds the whole body, after every tilt and rounding: what one unit gains another gives."""
    rows = {int(one.unit): quota.UnitPlaces(**_places(one)) for one in quotas}
    body = quota.body_check(cycle, rows)
    if body.is_over:
        raise TooMany(
            f"各单位名额合计 {body.places} 个，占 {body.people} 人的 {body.percent}，"
            f"超过全体的上限（{body.share.text}）。"
            "请调低一些单位的倾斜，或者登记提高比例的批准，再计分。",
            clause=body.share.citation,
        )


def _stand_beside(
    found: _Outcome, cycle: Cycle, people: Sequence[Participant], plan_of: Mapping[int, scoring.Plan]
) -> None:
    """Bands and peer groups: shown beside the totals, no rank or place is made from them."""
    unit_of = {one.pk: one.unit_id for one in people if one.pk in plan_of}
    means = dict(_rater_means(cycle, unit_of, plan_of))
    errors: dict[str, float] = {}
    for plan in set(map(id, plan_of.values())):
        members = [pk for pk, its_plan in plan_of.items() if id(its_plan) == plan and pk in means]
        pooled = uncertainty.pooled_variances(means[pk] for pk in members)
        for pk in members:
            error = uncertainty.standard_error(plan_of[pk], means[pk], pooled)
            if error is not None:
                errors[str(pk)] = error * besides.own_share(plan_of[pk], found.lines.get(str(pk), []))
    found.bands = besides.bands(found.settled, errors, besides.edges(found.settled, found.quotas))
    classes = {str(one.pk): besides.PostClass(one.sector, one.level) for one in people}
    items = {person: besides.items_of(lines) for person, lines in found.lines.items()}
    found.peers = besides.peers(found.settled, classes, items)


def _rater_means(
    cycle: Cycle, unit_of: Mapping[int, int], plan_of: Mapping[int, scoring.Plan]
) -> Iterator[tuple[int, uncertainty.MeansByGroup]]:
    """What each class of raters gave each person, unit by unit, so that only one unit's marks are held at a time."""
    for unit, rows in groupby(ballots.ratings_of(cycle), key=lambda row: unit_of.get(row[0])):
        if unit is None:
            continue
        marks: dict[int, list[Rating]] = defaultdict(list)
        for participant, indicator, group, rater, score in rows:
            marks[participant].append(Rating(str(participant), indicator, group, rater, score, "", "", 0))
        for participant, own in marks.items():
            yield participant, uncertainty.rater_means(plan_of[participant], own)


def shields_of(cycle: Cycle, people: Sequence[Participant]) -> dict[int, list[EffectRecord]]:
    """Tolerated matters of the assessed year by person, as the ledger holds them (AP-06, 云南 11)."""
    period = Period(cycle.starts_on, cycle.ends_on)
    found: dict[int, list[EffectRecord]] = defaultdict(list)
    for effect in effects.in_force_during(
        person_ids=[one.person_id for one in people], kinds=["ASSESSMENT_SHIELD"], period=period
    ):
        if "ANNUAL" in effect.facts.get("assessments", []):
            found[effect.person_id].append(effect)
    return found


class _Input:
    """The tables of one cycle in the shape the scoring package reads; ballots are streamed, not held."""

    def __init__(self, cycle: Cycle, people: Sequence[Participant], shields: dict[int, list[EffectRecord]]) -> None:
        self.cycle, self.people, self.shields = cycle, people, shields
        ids = [one.pk for one in people]
        self.measures = _by_participant(Measure.objects.filter(participant__cycle=cycle), ids)
        self.components = _by_participant(ComponentScore.objects.filter(participant__cycle=cycle), ids)

    def by_plan(self) -> Iterable[tuple[Plan, PlanBody, list[Participant]]]:
        members: dict[int, list[Participant]] = {}
        for one in self.people:
            if one.plan_id is not None:
                members.setdefault(one.plan_id, []).append(one)
        for own in members.values():
            plan = own[0].plan
            if plan is not None:
                yield plan, read_plan(plan.body), own

    def common_plan(self) -> dict[str, Any]:
        """Rules and quota common to the cycle: those of its first plan (floors of all plans must be equal)."""
        return next(body.scoring_plan() for _, body, _ in self.by_plan())

    def of(self, members: Sequence[Participant], body: PlanBody) -> scoring.Tables:
        keys = {one.pk for one in members}
        names = {indicator.id for indicator in body.indicators}
        return scoring.Tables(
            people=[(str(one.pk), str(one.unit_id), one.unit.pool) for one in members],
            ratings=_Ratings(self.cycle, keys),
            measures=[
                (str(row.participant_id), row.indicator, row.value, row.base_value or None, row.target or None)
                for one in members
                for row in self.measures.get(one.pk, [])
                if row.indicator in names
            ],
            tolerated=[(str(one.pk), name) for one in members for name in self.tolerated(one, body)],
            components=[
                (str(row.participant_id), row.component, f"{row.score_e4 // 10000}.{row.score_e4 % 10000:04d}")
                for one in members
                for row in self.components.get(one.pk, [])
                if row.component in {part.id for part in body.components} - {"年度"}
            ],
        )

    def tolerated(self, one: Participant, body: PlanBody) -> list[str]:
        """The indicators of this person that a tolerated matter touches; ALL means every one of the plan."""
        named: set[str] = set()
        for effect in self.shields.get(one.person_id, []):
            named |= set(effect.facts.get("indicators", []))
        return [i.id for i in body.indicators if i.id in named or "ALL" in named]


class _Ratings:
    """Marks of some people, read from the ballots anew each time they are gone through; scores as decimal text."""

    def __init__(self, cycle: Cycle, participants: set[int]) -> None:
        self.cycle, self.participants = cycle, participants

    def __iter__(self) -> Any:
        for participant, indicator, group, rater, score in ballots.ratings_of(self.cycle):
            if participant in self.participants:
                yield str(participant), indicator, group, rater, f"{score // 10000}.{score % 10000:04d}"


def _by_participant(rows: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    wanted, found = set(ids), defaultdict(list)
    for row in rows.order_by("pk"):
        if row.participant_id in wanted:
            found[row.participant_id].append(row)
    return found


def _progress(run: Run, before: int) -> Callable[[int, int], None]:
    def tell(done: int, _everybody: int) -> None:
        Run.objects.filter(pk=run.pk).update(done=min(before + done, run.total))

    return tell


@transaction.atomic
def _store(actor: Actor, run: Run, people: Sequence[Participant], found: _Outcome, at: datetime) -> None:
    """Write everything the run found in one transaction, move the cycle on, and note the use of every shield."""
    cycle = Cycle.objects.select_for_update().get(pk=run.cycle_id)
    move(cycle, "score")
    by_key = {str(one.pk): one for one in people}
    Result.objects.bulk_create(
        (_result(run, by_key[one.person], one, found) for one in found.settled), batch_size=BATCH
    )
    run.state, run.done = Run.State.DONE, run.total
    run.finished_at = at + timedelta(seconds=time.monotonic() - found.begun)
    run.quota = {"units": [_places(one) for one in found.quotas]}
    run.summary = _summary(found)
    run.plan_hash, run.input_hash = _joined(h[1] for h in found.hashes), _joined(h[2] for h in found.hashes)
    run.save()
    cycle.current_run = run
    cycle.save(update_fields=["state", "current_run"])
    _note_shields(actor, people, found.shields, at)
    audit.record(
        actor=actor, verb="appraisal.run.finished", target=ref("appraisal.cycle", cycle.pk),
        facts={"run": run.pk, "people": len(found.settled), "plan": run.plan_hash, "input": run.input_hash}, at=at,
    )  # fmt: skip
    _open_grading(actor, cycle, at)


def _summary(found: _Outcome) -> dict[str, Any]:
    """The run in counts; who was shielded is a number here and nothing else."""
    states = [one.state for one in found.settled]
    return {
        "plans": [list(entry) for entry in found.hashes],
        "shielded": len(found.shields),
        "incomplete": states.count("incomplete"),
        "manual": states.count("manual"),
        "near_edge": sum(band.is_near_edge for band in found.bands.values()),
    }


def _note_shields(
    actor: Actor, people: Sequence[Participant], shields: Mapping[int, list[EffectRecord]], at: datetime
) -> None:
    for one in people:
        for effect in shields.get(one.person_id, []):
            effect_actions.note_use(
                actor=actor, effect_id=effect.id, used_by=ref("appraisal.participant", one.pk), at=at
            )


def _result(run: Run, participant: Participant, one: scoring.PersonResult, found: _Outcome) -> Result:
    band = found.bands.get(one.person)
    peer = found.peers.get(one.person)
    return Result(
        run=run,
        participant=participant,
        unit_id=participant.unit_id,
        state=one.state,
        total_e2=one.total_e2,
        coverage_bp=one.cover_bp,
        rank_in_unit=one.rank_in_unit,
        rank_in_pool=one.rank_in_pool,
        grade_state=one.grade_state,
        low_e2=max(0, band.low_e2) if band else None,
        high_e2=min(10_000, band.high_e2) if band else None,
        is_near_edge=band is not None and band.is_near_edge and one.state == "ok",
        has_shield=participant.person_id in found.shields,
        peer=peer.as_json() if peer else {},
        lines=[_line(line) for line in found.lines.get(one.person, [])],
    )


def _line(line: scoring.Line) -> dict[str, Any]:
    """A line as stored: empty parts are left out, so that a person's lines stay small."""
    cells = {
        "line": line.line, "indicator": line.indicator, "group": line.group, "n": line.n, "dropped": line.dropped,
        "numerator": line.numerator, "denominator": line.denominator, "value": line.value, "unit": line.unit,
        "note": line.note,
    }  # fmt: skip
    return {name: cell for name, cell in cells.items() if cell not in (None, "")}


def _places(one: scoring.UnitQuota) -> dict[str, Any]:
    return {
        "unit_id": int(one.unit), "pool": one.pool, "people": one.people, "rate_bp": one.rate_bp,
        "places": one.places, "by_remainder": one.has_remainder_place,
    }  # fmt: skip


def _joined(parts: Iterable[str]) -> str:
    whole = sorted(parts)
    return whole[0] if len(whole) == 1 else hashlib.sha256(" ".join(whole).encode()).hexdigest()


def _open_grading(actor: Actor, cycle: Cycle, at: datetime) -> None:
    """The step of proposing grades is now due; scoring again opens it only once."""
    units = CycleUnit.objects.filter(cycle=cycle, participants__participation="GRADED").distinct()
    for unit in units.select_related("cycle").order_by("path"):
        open_step(actor, unit, "appraisal.grade", "机器只排顺序、算名额，等次由人评定", at)
