"""One person's result: the total with its band, every line, the peer group, what was tolerated, how to object."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refs import ref
from dandang.foundation.ui import charts, formats
from dandang.foundation.ui.records import Clause, ScoreLine
from dandang.law.policies import queries as policies
from dandang.ledger.effects import queries as effects

from .. import besides, sheetlines
from ..models import Participant, Result, Run, SealingMeeting
from ..schema import PlanBody, read_plan
from ..scoring.points import rhu
from . import law, measures, quota
from .grades import counted_items

MOST_NAMED = 3  # strengths and gaps


@dataclass(frozen=True, slots=True)
class Aspect:
    """One indicator on the sheet: weight in percent, own score, median of the peers, and what it adds (all e4)."""

    name: str
    weight: int
    own_e4: int | None
    median_e4: int | None
    counted_e4: int | None

    @property
    def ahead_e4(self) -> int | None:
        """How far the own score lies above the median; below is negative."""
        return None if self.own_e4 is None or self.median_e4 is None else self.own_e4 - self.median_e4


@dataclass(frozen=True, slots=True)
class Matter:
    """A tolerated matter, not counted against the person: name, papers, indicators, whether this scoring used it."""

    name: str
    document: str
    clause: str
    indicators: Sequence[str]
    is_used: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the person: grade and total."""

    year: int
    grade: str
    total_e2: int | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything the sheet of one person shows, to the person and to the organisation alike."""

    one: Participant
    result: Result | None
    run: Run | None
    sealing: SealingMeeting | None
    aspects: Sequence[Aspect]
    subtotal_e4: int | None
    chart: charts.Chart | None
    lines: Sequence[ScoreLine]
    matters: Sequence[Matter]
    years: Sequence[YearRow]
    tolerance: policies.Value
    review: policies.Value
    objection: policies.Value

    @property
    def grade(self) -> str:
        return self.one.grade

    @property
    def peer(self) -> Mapping[str, Any]:
        return self.result.peer if self.result is not None else {}

    @property
    def peer_name(self) -> str:
        return str(self.peer.get("name") or "参加这次考核的全体")

    @property
    def ahead_e2(self) -> int | None:
        """How far the total lies above the peers' median."""
        if self.result is None or self.result.total_e2 is None or not self.peer:
            return None
        return self.result.total_e2 - int(self.peer["median_e2"])

    @property
    def ahead_words(self) -> str:
        """The distance to the median in words."""
        ahead = self.ahead_e2
        if ahead is None:
            return ""
        return (
            "与中位数相同" if ahead == 0 else f"{'高于' if ahead > 0 else '低于'}中位数 {formats.score2(abs(ahead))} 分"
        )

    @property
    def strengths(self) -> list[str]:
        """The aspects furthest above the peers' median, as tasks, three at most."""
        return [f"{name}，比中位数高 {gap} 分" for name, gap in self._gaps(1)]

    @property
    def gaps(self) -> list[str]:
        """The aspects furthest below the peers' median, as tasks, three at most."""
        return [f"{name}，比中位数低 {gap} 分" for name, gap in self._gaps(-1)]

    def _gaps(self, sign: int) -> list[tuple[str, str]]:
        known = [(one.name, sign * one.ahead_e4) for one in self.aspects if one.ahead_e4 is not None]
        wide = sorted(((name, gap) for name, gap in known if rhu(max(gap, 0), 100) > 0), key=lambda pair: -pair[1])
        return [(name, formats.score2_from_e4(gap)) for name, gap in wide[:MOST_NAMED]]


def sheet_of(one: Participant, *, may_see_matters: bool) -> Sheet:
    """The sheet of a participant the caller has let the reader see; `one` comes with unit, cycle and plan.

    A class of raters with fewer ballots than the pack's floor is never shown alone, to nobody. Tolerated matters are
    named only where `may_see_matters`: to the person, and to those who may read effects.
    """
    one.unit.cycle = one.cycle  # already loaded: the share of the unit is asked below
    kept = _kept_results(one)
    result = next((row for row in kept if row.participant_id == one.pk), None)
    matters = _matters(one) if may_see_matters else []
    tolerance = law.value("tolerance.assessments_not_negative", one.cycle)
    body = read_plan(one.plan.body) if one.plan is not None else None
    aspects = _aspects(body, result) if body and result else []
    own = sheetlines.find(result.lines, "L6", "component") if result else None
    return Sheet(
        one=one,
        result=result,
        run=result.run if result else None,
        sealing=_sealing(result),
        aspects=aspects,
        subtotal_e4=own["value"] if own else None,
        chart=_chart(aspects),
        lines=_lines(one, body, result, matters, tolerance, may_see_matters) if body and result else [],
        matters=matters,
        years=_years(one, kept),
        tolerance=tolerance,
        review=law.value("review.request_days", one.cycle),
        objection=law.value("review.grade_objection_days", one.cycle),
    )


def _aspects(body: PlanBody, result: Result) -> list[Aspect]:
    items = counted_items(result.lines)
    medians = result.peer.get("items", {})
    whole = sum(item.weight for item in body.indicators if item.id in items) or 1
    return [
        Aspect(
            item.id,
            item.weight,
            items.get(item.id),
            medians.get(item.id),
            rhu(item.weight * items[item.id], whole) if item.id in items else None,
        )
        for item in body.indicators
    ]


def _chart(aspects: Sequence[Aspect]) -> charts.Chart | None:
    pairs = [
        charts.Pair(f"{one.name}　{one.weight}%", _e2(one.own_e4), _e2(one.median_e4))
        for one in aspects
        if one.own_e4 is not None
    ]
    if not pairs:
        return None
    return charts.dot_and_gap(pairs, title="各方面得分", own="本人", median="同类组中位数", width=640)


def _e2(value_e4: int | None) -> int | None:
    return None if value_e4 is None else rhu(value_e4, 100)


def _lines(
    one: Participant,
    body: PlanBody,
    result: Result,
    matters: Sequence[Matter],
    tolerance: policies.Value,
    may_see_matters: bool,
) -> list[ScoreLine]:
    floor = law.value("anonymity.min_ballots", one.cycle)
    least = int(str(floor.value))
    stored = result.lines
    means = sheetlines.mean_rows(stored, body, least)
    figures = measures.figures_of([one.pk])
    scale = law.grades(one.cycle)
    return [
        sheetlines.l1(stored, body),
        sheetlines.l2(means, least, _clause(floor)),
        sheetlines.l3(stored, body, {row.name: row for row in figures if not row.is_score}),
        sheetlines.l4(stored, means),
        _l5(stored, matters, tolerance, may_see_matters),
        sheetlines.l6(stored, counted_items(stored), body),
        sheetlines.l7(stored, body, {row.name: row.score_e4 for row in figures if row.is_score}),
        sheetlines.l8(result.total_e2),
        sheetlines.l9(result.peer, besides.PEERS.min_n),
        sheetlines.l10(stored, one.grade, scale[0] if scale else "", _clause(quota.unit_share(one.unit))),
    ]


def _l5(
    stored: Sequence[Mapping[str, Any]], matters: Sequence[Matter], tolerance: policies.Value, may_see_matters: bool
) -> ScoreLine:
    sentence = "按规定不计入的事项"
    if not may_see_matters:
        text = "已认定容错的事项不拉低总分。有没有、是什么，只有本人和按权限管理的人能看到。"
        return ScoreLine("L5", sentence, "按规定办理", text, clause=_clause(tolerance))
    if not matters:
        return ScoreLine("L5", sentence, "没有", "这一年没有已认定容错的事项。", clause=_clause(tolerance))
    named = "；".join(f"“{one.name}”（{one.document}，{one.clause}）" for one in matters)
    text = f"{named}。涉及的项目取它自己的分和其余各项加权平均中较高的一个，没有拉低总分。"
    return sheetlines.l5(stored, f"{len(matters)} 项", text, _clause(tolerance))


def _clause(value: policies.Value) -> Clause | None:
    return Clause(value.citation, value.clause_url, value.reliability) if value.citation else None


def _matters(one: Participant) -> list[Matter]:
    """The person's tolerated matters of the year, from the ledger, and whether this assessment leaned on them."""
    period = Period(one.cycle.starts_on, one.cycle.ends_on)
    found = effects.in_force_during(person_ids=[one.person_id], kinds=["ASSESSMENT_SHIELD"], period=period)
    own = ref("appraisal.participant", one.pk)
    return [
        Matter(
            str(effect.facts.get("matter", "")),
            effect.document,
            effect.clause,
            [str(name) for name in effect.facts.get("indicators", [])],
            any(use.used_by == own for use in effects.uses_of(effect.id)),
        )
        for effect in found
        if "ANNUAL" in effect.facts.get("assessments", [])
    ]


def _kept_results(one: Participant) -> list[Result]:
    """The person's results of this and earlier years, of the runs that count, oldest first; one query."""
    found = Result.objects.filter(
        participant__person_id=one.person_id,
        participant__cycle__year__lte=one.cycle.year,
        run_id=F("participant__cycle__current_run_id"),
    ).select_related("run", "participant__cycle", "participant__unit__sealing")
    return list(found.order_by("participant__cycle__year", "pk"))


def _sealing(result: Result | None) -> SealingMeeting | None:
    return getattr(result.participant.unit, "sealing", None) if result else None


def _years(one: Participant, kept: Sequence[Result]) -> list[YearRow]:
    """Earlier years with a sealed grade, four at most, and this one."""
    before = [
        YearRow(row.participant.cycle.year, row.participant.grade, row.total_e2, False)
        for row in kept
        if row.participant_id != one.pk and row.participant.grade
    ]
    total = next((row.total_e2 for row in kept if row.participant_id == one.pk), None)
    return [*before[-4:], YearRow(one.cycle.year, one.grade, total, True)]
