"""The method ``transparent/1`` in plain Python: one function a line, written to be read beside the published text.

Every other engine must give exactly these numbers. Nothing here is clever; it scores some thousands of people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from . import fingerprint, measures, places, points
from .plan import OWN_COMPONENT, Indicator, Plan
from .results import Line, PersonResult, RunResult, State
from .tables import Checked, Measure, Person, Rating

Cells = dict[tuple[str, str], list[int]]


@dataclass
class Scored:
    """What is known of one person before anybody is compared with anybody."""

    person: Person
    state: State = "incomplete"
    total_e4: int | None = None
    total_e2: int | None = None
    cover_bp: int = 0
    lines: list[Line] = field(default_factory=list)


def run(
    plan: Plan,
    checked: Checked,
    on_lines: Callable[[Sequence[Line]], None],
    progress: Callable[[int, int], None],
) -> RunResult:
    """Score everybody; lines go to ``on_lines`` person by person, then the comparing lines of all."""
    marks = l1_ballots_that_count(checked.ratings)
    everybody = []
    for done, person in enumerate(checked.people, start=1):
        scored = score_person(plan, person, marks.get(person.person, {}), checked)
        on_lines(scored.lines)
        scored.lines = []
        everybody.append(scored)
        if done % 1000 == 0 or done == len(checked.people):
            progress(done, len(checked.people))
    standings = [places.Standing(one.person, one.state, one.total_e2) for one in everybody]
    quotas = places.l10_quotas(plan, standings)
    results = []
    for scored, standing in zip(everybody, places.l8_ranks(standings), strict=True):
        grade = places.l10_grade_state(plan, standing, quotas)
        results.append(
            PersonResult(
                scored.person.person,
                scored.person.unit,
                scored.person.pool,
                scored.state,
                scored.total_e4,
                scored.total_e2,
                scored.cover_bp,
                standing.rank_in_unit,
                standing.rank_in_pool,
                grade,
            )
        )
    peers = places.l9_peers(plan, standings)
    for person_lines in places.comparing_lines(plan, results, standings, quotas, peers):
        on_lines(person_lines)
    return RunResult(
        results, places.quota_list(quotas), plan_hash=plan.hash, input_hash=input_hash(plan, checked, marks)
    )


def score_person(plan: Plan, person: Person, cells: Cells, checked: Checked) -> Scored:
    """Lines L2 to L8 of one person."""
    scored = Scored(person)
    name = person.person
    groups, items = {}, {}
    for indicator in plan.indicators:
        if indicator.is_measure:
            measure = checked.measures.get((name, indicator.id))
            line = l3_measure(name, indicator, measure) if measure else None
        else:
            groups[indicator.id] = l2_groups(plan, name, indicator, cells)
            scored.lines += groups[indicator.id].values()
            line = l4_indicator(plan, name, indicator, groups[indicator.id])
        if line is not None:
            scored.lines.append(line)
            assert line.value is not None
            items[indicator.id] = line.value
    tolerated = {indicator for indicator in items if (name, indicator) in checked.tolerated}
    counted, raised, l5 = l5_tolerated(plan, name, items, tolerated)
    l6 = l6_component(plan, name, counted, raised)
    cover = l6_coverage(plan, name, groups, items)
    assert cover.value is not None
    scored.cover_bp = cover.value
    scored.lines += [*l5, *l6, cover]
    if l6:
        assert l6[0].value is not None
        year = l7_year(plan, name, l6[0].value, checked)
        assert year.value is not None
        total = l8_total(name, year.value)
        scored.lines += [year, total]
        scored.total_e4, scored.total_e2 = year.value, total.value
    is_manual = any(line.note.startswith("manual") for line in l5)
    scored.state = l6_state(plan, groups, items, scored.cover_bp, is_manual=is_manual)
    scored.lines.sort(key=lambda line: line.line)
    return scored


def l1_ballots_that_count(ratings: Iterable[Rating]) -> dict[str, Cells]:
    """L1: valid marks of others, the last one of a rater for a person and an indicator; by person, then by cell."""
    last: dict[tuple[str, str, str], Rating] = {}
    for rating in sorted(ratings, key=lambda one: (one.submitted_at, one.number)):
        if rating.status in ("", "valid") and rating.rater != rating.person:
            last[rating.rater, rating.person, rating.indicator] = rating
    marks: dict[str, Cells] = defaultdict(lambda: defaultdict(list))
    for rating in last.values():
        marks[rating.person][rating.indicator, rating.group].append(rating.score)
    return marks


def marks_dropped(plan: Plan, n: int) -> int:
    """How many marks are left out at each end of ``n``."""
    return 0 if n < plan.rules.trim_min_n else max(1, n * plan.rules.trim_share_pct // 100)


def l2_groups(plan: Plan, person: str, indicator: Indicator, cells: Cells) -> dict[str, Line]:
    """L2: the trimmed mean of every group that answered."""
    lines = {}
    for group in plan.rater_groups:
        scores = sorted(cells.get((indicator.id, group.id), ()))
        if scores:
            n, k = len(scores), marks_dropped(plan, len(scores))
            kept = sum(scores[k : n - k])
            value = points.rhu(kept, n - 2 * k)
            lines[group.id] = Line(person, "L2", indicator.id, group.id, n, k, kept, n - 2 * k, value)
    return lines


def l3_measure(person: str, indicator: Indicator, measure: Measure) -> Line:
    """L3: the score of a measured value by its declared function."""
    score = measures.fraction(indicator, measure.value, measure.base, measure.target)
    return Line(
        person,
        "L3",
        indicator.id,
        numerator=score.numerator,
        denominator=score.denominator,
        value=points.rhu(score.numerator, score.denominator),
        note=measures.note(indicator, measure.value, measure.base, measure.target),
    )


def l4_indicator(plan: Plan, person: str, indicator: Indicator, groups: dict[str, Line]) -> Line | None:
    """L4: the weighted mean of the groups that answered; an absent group is left out, never counted as zero."""
    if not groups:
        return None
    weights = dict(zip((group.id for group in plan.rater_groups), plan.group_weights, strict=True))
    numerator = sum(weights[group] * (line.value or 0) for group, line in groups.items())
    denominator = sum(weights[group] for group in groups)
    value = points.rhu(numerator, denominator)
    return Line(person, "L4", indicator.id, n=len(groups), numerator=numerator, denominator=denominator, value=value)


def l5_tolerated(
    plan: Plan, person: str, items: dict[str, int], tolerated: set[str]
) -> tuple[dict[str, int], dict[str, int] | None, list[Line]]:
    """L5: a tolerated item counts as the better of its own score and the mean of the plain items.

    Where nothing plain is left, or too much is tolerated, people decide: the items stay as they are, and what the rule
    would have made of them is returned second.
    """
    if not tolerated:
        return items, None, []
    weights = weights_of(plan, items)
    plain = {indicator: score for indicator, score in items.items() if indicator not in tolerated}
    numerator = sum(weights[indicator] * score for indicator, score in plain.items())
    denominator = sum(weights[indicator] for indicator in plain)
    share = sum(weights[indicator] for indicator in tolerated)
    if not plain:
        lines = [
            Line(person, "L5", indicator.id, note="manual_no_plain_item")
            for indicator in plan.indicators
            if indicator.id in tolerated
        ]
        return items, None, lines
    base = points.rhu(numerator, denominator)
    is_manual = share * 100 > plan.rules.max_tolerated_pct * sum(weights.values())
    raised = {indicator: max(score, base) if indicator in tolerated else score for indicator, score in items.items()}
    lines = []
    for indicator in raised:
        if indicator in tolerated:
            note = "manual_above_limit" if is_manual else "raised" if base > items[indicator] else "own_score_kept"
            value = raised[indicator]
            lines.append(
                Line(person, "L5", indicator, numerator=numerator, denominator=denominator, value=value, note=note)
            )
    return (items, raised, lines) if is_manual else (raised, None, lines)


def l6_component(plan: Plan, person: str, counted: dict[str, int], raised: dict[str, int] | None) -> list[Line]:
    """L6: the weighted mean of the items there are; in a manual case the figure with the rule stands beside it."""
    lines = []
    for items, note in ((counted, "component"), (raised, "with_tolerance")):
        if items:
            weights = weights_of(plan, items)
            numerator = sum(weights[indicator] * score for indicator, score in items.items())
            denominator = sum(weights.values())
            value = points.rhu(numerator, denominator)
            lines.append(Line(person, "L6", "", "", len(items), None, numerator, denominator, value, note=note))
    return lines


def l6_coverage(plan: Plan, person: str, groups: dict[str, dict[str, Line]], items: dict[str, int]) -> Line:
    """L6: how much of the planned weight was heard; a measure that is there is heard in full."""
    group_weights = dict(zip((group.id for group in plan.rater_groups), plan.group_weights, strict=True))
    all_groups = sum(plan.group_weights) or 1
    heard = 0
    for indicator, weight in zip(plan.indicators, plan.indicator_weights, strict=True):
        if indicator.is_measure:
            heard += weight * all_groups * (indicator.id in items)
        else:
            heard += weight * sum(group_weights[group] for group in groups[indicator.id])
    planned = sum(plan.indicator_weights) * all_groups
    value = points.rhu(10_000 * heard, planned)
    return Line(person, "L6", numerator=heard, denominator=planned, value=value, unit="bp", note="coverage")


def l6_state(
    plan: Plan, groups: dict[str, dict[str, Line]], items: dict[str, int], cover_bp: int, *, is_manual: bool
) -> State:
    """L6: whether the person can be ranked. A group that must be heard has to answer at least once."""
    heard = {group for answered in groups.values() for group in answered}
    must = {group.id for group in plan.rater_groups if group.must_have} if plan.has_ratings else set()
    if not items or cover_bp < plan.rules.min_cover_pct * 100 or must - heard:
        return "incomplete"
    return "manual" if is_manual else "ok"


def l7_year(plan: Plan, person: str, component: int, checked: Checked) -> Line:
    """L7: the year from its components; one that is absent by rule is left out and the shares are renormalised."""
    numerator = denominator = 0
    present = []
    for name, share in plan.shares.items():
        score = component if name == OWN_COMPONENT else checked.components.get((person, name))
        if score is not None:
            numerator += share * score
            denominator += share
            present.append(name)
    note = "+".join(present)
    value = points.rhu(numerator, denominator)
    return Line(person, "L7", "", "", len(present), None, numerator, denominator, value, note=note)


def l8_total(person: str, year_e4: int) -> Line:
    """L8: the published total, in hundredths of a point."""
    total = points.rhu(year_e4, 100)
    return Line(person, "L8", numerator=year_e4, denominator=100, value=total, unit="e2", note="total")


def weights_of(plan: Plan, items: Iterable[str]) -> dict[str, int]:
    """The weights of the named indicators."""
    weights = dict(zip((indicator.id for indicator in plan.indicators), plan.indicator_weights, strict=True))
    return {indicator: weights[indicator] for indicator in items}


def input_hash(plan: Plan, checked: Checked, marks: dict[str, Cells]) -> str:
    """The order-free fingerprint of everything the result was made from."""
    return fingerprint.together(
        sum(fingerprint.row_number(p.person, p.unit, p.pool, *p.classes) for p in checked.people),
        sum(_ballot_numbers(plan, marks)),
        sum(
            fingerprint.row_number(*key, measure.value, measure.base, measure.target)
            for key, measure in checked.measures.items()
        ),
        sum(fingerprint.row_number(*key) for key in checked.tolerated),
        sum(fingerprint.row_number(*key, score) for key, score in checked.components.items()),
    )


def _ballot_numbers(plan: Plan, marks: dict[str, Cells]) -> Iterator[int]:
    indicators = {indicator.id: place for place, indicator in enumerate(plan.indicators)}
    groups = {group.id: place for place, group in enumerate(plan.rater_groups)}
    cells = len(indicators) * len(groups)
    for person, by_cell in marks.items():
        numbers = [
            fingerprint.mark_number(indicators[indicator] * len(groups) + groups[group], score, cells)
            for (indicator, group), scores in by_cell.items()
            for score in scores
        ]
        yield fingerprint.row_number(person, len(numbers), sum(numbers))
