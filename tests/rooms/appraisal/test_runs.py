"""Scoring a cycle: the same figures as the pure package and as a pencil, shields, repetition, failure, places."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import TestCase

from dandang.ledger.effects import queries as effects
from dandang.parts.appraisal import besides, scoring, tasks
from dandang.parts.appraisal.actions import participants, plans, runs
from dandang.parts.appraisal.errors import WrongState
from dandang.parts.appraisal.models import Ballot, Result, Roll
from dandang.parts.appraisal.queries import ballots
from dandang.parts.appraisal.queries import quota as quota_queries
from dandang.parts.appraisal.schema import read_plan
from dandang.parts.appraisal.scoring.results import PersonResult, UnitQuota
from dandang.registry.accounts.models import Account
from tests.factories import appraisal as made


def _results(story: made.Story) -> dict[str, Result]:
    return {
        row.participant.name: row
        for row in Result.objects.filter(run=story.cycle.current_run).select_related("participant")
    }


class TestScoredCycle(TestCase):
    """One scored county, looked at from several sides."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.scored(made.MEASURED)

    def test_total_is_what_a_pencil_gives(self) -> None:
        """孙办1: 上级 95 96 97, 同级 and 服务对象 trimmed to 96, 按期办结率 90 of 60…100 gives 90, 平时 88."""
        first = _results(self.story)["孙办1"]

        items = {line["indicator"]: line["value"] for line in first.lines if line["line"] in {"L3", "L4"}}
        year_e4 = (30 * items["德"] + 20 * items["能"] + 30 * items["绩"] + 20 * items["按期办结率"]) // 100
        assert items == {"德": 960_000, "能": 960_000, "绩": 960_000, "按期办结率": 900_000}
        assert first.total_e2 == (70 * year_e4 + 30 * 880_000) // 100 // 100 == 9276

    def test_equals_the_pure_package_on_the_same_tables(self) -> None:
        people = self.story.participants() + self.story.participants(self.story.township)
        plan = {
            **read_plan(people[0].plan.body).scoring_plan(),  # type: ignore[union-attr]
            "quota": quota_queries.scoring_quota(self.story.cycle),
        }
        tables = scoring.Tables(
            people=[(str(one.pk), str(one.unit_id), one.unit.pool) for one in people],
            ratings=[
                (str(who), indicator, group, rater, f"{score / 10_000:.4f}")
                for who, indicator, group, rater, score in ballots.ratings_of(self.story.cycle)
            ],
            measures=[(str(one.pk), "按期办结率", "90") for one in people],
            components=[(str(one.pk), "平时", "88") for one in people],
        )

        pure = scoring.run(plan, tables, "duckdb")

        stored = {row.participant_id: row for row in _results(self.story).values()}
        assert len(pure.results) == len(stored) == 12
        for one in pure.results:
            row = stored[int(one.person)]
            assert (row.total_e2, row.rank_in_unit, row.grade_state) == (
                one.total_e2,
                one.rank_in_unit,
                one.grade_state,
            )
        assert self.story.cycle.current_run is not None
        assert self.story.cycle.current_run.input_hash == pure.input_hash

    def test_bands_and_peers_stand_beside_the_totals(self) -> None:
        rows = _results(self.story)

        first, second, last = rows["孙办1"], rows["孙办2"], rows["孙办6"]
        assert first.low_e2 is not None
        assert first.high_e2 is not None
        assert first.total_e2 is not None
        assert first.low_e2 < first.total_e2 < first.high_e2
        assert not first.is_near_edge
        assert not second.is_near_edge
        totals = sorted(row.total_e2 or 0 for row in rows.values())
        assert last.peer["n"] == 12
        assert last.peer["median_e2"] == (totals[5] + totals[6] + 1) // 2
        assert set(last.peer["items"]) == {"德", "能", "绩", "按期办结率"}

    def test_a_named_rater_does_not_rate_himself(self) -> None:
        before = _results(self.story)["孙办1"].total_e2
        own = self.story.participants()[0]
        roll = Roll.objects.get(unit=self.story.finance, group="上级")
        Ballot.objects.create(
            id="f" * 32, roll=roll, unit=self.story.finance, source="KEYED", rater=own.person,
            marks={str(own.pk): {"德": 0, "能": 0, "绩": 0}},
        )  # fmt: skip

        made.score(self.story)

        assert _results(self.story)["孙办1"].total_e2 == before

    def test_again_replaces_the_run_that_counts_and_keeps_the_old_one(self) -> None:
        first = self.story.cycle.current_run

        again = made.score(self.story, engine="duckdb", at=made.GRADED)

        assert first is not None
        assert again.pk != first.pk
        assert self.story.cycle.current_run_id == again.pk
        assert again.input_hash == first.input_hash
        assert again.plan_hash == first.plan_hash
        assert Result.objects.filter(run=first).count() == Result.objects.filter(run=again).count() == 12

    def test_not_again_once_a_unit_sent_its_proposals(self) -> None:
        made.propose(self.story, self.story.finance)

        with pytest.raises(WrongState, match="先退回"):
            runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=made.GRADED)

    def test_one_run_at_a_time_until_it_is_given_up(self) -> None:
        stuck = runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=made.GRADED)
        with pytest.raises(WrongState, match="正在计分"):
            runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=made.GRADED)

        later = made.GRADED + timedelta(hours=2)
        runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=later)

        stuck.refresh_from_db()
        assert (stuck.state, stuck.finished_at) == ("FAILED", later)

    def test_rights_lost_meanwhile_stop_a_queued_run(self) -> None:
        run = runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=made.GRADED)
        before = self.story.cycle.current_run_id

        found = runs.carry_out(actor=self.story.finance_officer, run_id=run.pk, at=made.GRADED)

        self.story.reload()
        assert found.state == "FAILED"
        assert found.message
        assert self.story.cycle.current_run_id == before
        assert not Result.objects.filter(run=run).exists()

    def test_a_run_queued_by_an_account_switched_off_meanwhile_fails(self) -> None:
        run = runs.start_run(actor=self.story.org_officer, cycle_id=self.story.cycle.pk, at=made.GRADED)
        Account.objects.filter(pk=self.story.org_officer.account_id).update(is_active=False)

        tasks.score_cycle.call(run.pk, self.story.org_officer.account_id)

        run.refresh_from_db()
        assert run.state == "FAILED"
        assert "计分" in run.message


@pytest.mark.django_db
def test_without_a_single_ballot_the_run_says_why_and_changes_nothing() -> None:
    story = made.closed(groups=["没有这一类"])

    run = made.score(story)

    assert run.state == "FAILED"
    assert "一张票也没有" in run.message
    assert story.cycle.state == "CLOSED"
    assert story.cycle.current_run is None
    assert not Result.objects.exists()


# Shields ---------------------------------------------------------------------------------------------------------


def _weak_in_ability(place: int, rater: int, group: str, indicator: str) -> int:
    """The second in the roster is weak in 能, the third strong; everything else is 90."""
    return {(1, "能"): 70, (2, "能"): 96}.get((place, indicator), 90)


@pytest.mark.django_db
def test_a_tolerated_matter_never_lowers_and_lifts_what_it_pulled_down() -> None:
    story = made.closed(marks=_weak_in_ability)
    made.import_other_parts(story)
    made.score(story)
    before = _results(story)
    weak, strong = story.people["县财政局"][1], story.people["县财政局"][2]
    effect_ids = [made.shield(story, weak), made.shield(story, strong)]

    made.score(story, at=made.GRADED)

    after = _results(story)
    table = {
        # name: counted 能 before and after (e4), total before and after (e2)
        weak.name: (700_000, 900_000, 8520, 8940),
        strong.name: (960_000, 960_000, 9066, 9066),
        story.people["县财政局"][3].name: (900_000, 900_000, 8940, 8940),
    }
    for name, (ability, lifted, total, then) in table.items():
        assert _counted(before[name])["能"] == ability, name
        assert _counted(after[name])["能"] == lifted, name
        assert (before[name].total_e2, after[name].total_e2) == (total, then), name
    assert [after[name].has_shield for name in table] == [True, True, False]
    assert all(effects.uses_of(pk) for pk in effect_ids), "the ledger knows who leaned on the effect"
    assert story.cycle.current_run is not None
    assert story.cycle.current_run.summary["shielded"] == 2


@pytest.mark.django_db
def test_a_matter_that_touches_everything_goes_to_people() -> None:
    story = made.closed(marks=_weak_in_ability)
    made.import_other_parts(story)
    made.shield(story, story.people["县财政局"][1], ["ALL"])

    run = made.score(story)

    row = _results(story)[story.people["县财政局"][1].name]
    assert (row.state, row.grade_state, row.rank_in_unit) == ("manual", "manual", None)
    assert run.summary["manual"] == 1


def _counted(row: Result) -> dict[str, int]:
    return besides.items_of([scoring.Line(person="", **line) for line in row.lines])


# Places ----------------------------------------------------------------------------------------------------------


def _two_units_in_one_pool(finance_bp: int, township_bp: int) -> made.Story:
    """Two units of six in one pool, with their tilts, scored under two plans as far as it goes."""
    story = made.preparing()
    plans.add_plan(
        actor=story.org_officer, cycle_id=story.cycle.pk, title="办事员", post_class={"post": "办事员"},
        body=made.MEASURED, at=made.DRAWN,
    )  # fmt: skip
    for unit, tilt in ((story.finance, finance_bp), (story.township, township_bp)):
        participants.set_unit_quota(
            actor=story.org_officer, unit_id=unit.pk, pool="全县", tilt_bp=tilt,
            tilt_reason="县直机关让给艰苦边远乡镇" if tilt else "", team_grade="", at=made.DRAWN,
        )  # fmt: skip
    made.open_and_cast(story)
    made.import_other_parts(story)
    return story


@pytest.mark.django_db
def test_places_are_shared_over_plans_and_within_pools() -> None:
    """6 × 15 % ＝ 0.9 and 6 × 25 % ＝ 1.5 make 2 places in one pool: the larger remainder rounds up."""
    story = _two_units_in_one_pool(-500, 500)

    made.score(story)

    places = quota_queries.places(story.cycle)
    assert {one.plan.title for one in story.participants(story.township) if one.plan} == {"办事员"}
    assert (places[story.finance.pk].places, places[story.finance.pk].by_remainder) == (1, True)
    assert (places[story.township.pk].places, places[story.township.pk].by_remainder) == (1, False)
    whole = quota_queries.body_check(story.cycle, places)
    assert (whole.places, whole.people, whole.percent, whole.is_over) == (2, 12, "16.7%", False)
    states = sorted(row.grade_state for row in _results(story).values())
    assert states == ["below"] * 10 + ["candidate"] * 2


@pytest.mark.django_db
def test_a_tilt_nobody_gives_for_is_refused_by_the_cap_on_the_whole_body() -> None:
    """6 × 20 % and 6 × 30 % make 3 places of 12 people, 25 %, where 20 % is the share in force."""
    story = _two_units_in_one_pool(0, 1000)

    run = made.score(story)

    assert run.state == "FAILED"
    assert "3 个，占 12 人的 25.0%" in run.message
    assert story.cycle.state == "CLOSED"
    assert quota_queries.places(story.cycle) == {}


# What stands beside a total, without a database ------------------------------------------------------------------


def _person(name: str, total: int | None, state: str = "ok") -> PersonResult:
    return PersonResult(name, "u", "p", state, None, total, 10_000, None, None, "below")  # type: ignore[arg-type]


def test_the_edge_is_seen_from_the_other_side() -> None:
    results = [_person("a", 9000), _person("b", 8900), _person("c", 8890), _person("d", None, "incomplete")]
    quota = [UnitQuota("p", "u", 4, 5000, 2, False)]

    edges = besides.edges(results, quota)
    bands = besides.bands(results, {"a": 0.2, "b": 0.2, "c": 0.2}, edges)

    assert edges["u"] == besides.Edge(8900, 8890)
    assert {name: band.is_near_edge for name, band in bands.items()} == {"a": False, "b": True, "c": True}


def test_no_edge_where_everybody_has_a_place() -> None:
    assert besides.edges([_person("a", 9000)], [UnitQuota("p", "u", 1, 10_000, 1, False)]) == {}


@pytest.mark.parametrize(
    ("in_sector", "in_level", "others", "by", "n"),
    [
        (8, 0, 0, ("sector", "level"), 8),
        (7, 1, 0, ("level",), 8),
        (7, 0, 1, (), 8),
        (7, 0, 0, None, 0),
    ],
)
def test_peer_groups_merge_along_the_declared_path(
    in_sector: int, in_level: int, others: int, by: tuple[str, ...] | None, n: int
) -> None:
    classes = {}
    for place in range(in_sector + in_level + others):
        near = place < in_sector
        same_level = place < in_sector + in_level
        classes[str(place)] = besides.PostClass("乡镇" if near else "机关", "科员" if same_level else "副科")
    results = [replace(_person(name, 8000 + int(name)), unit="u") for name in classes]

    found = besides.peers(results, classes, {name: {"德": 900_000} for name in classes})

    first = found.get("0")
    assert (first.by if first else None) == by
    assert (first.n if first else 0) == n
