"""How many cases of a year: by opening, outcome, element, unit, time taken and review, each number with its cases.

Counted from records, never set as a quota: no target stands beside any number. Basis: SPEC TL-12.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from dandang.foundation.ui import charts
from dandang.ledger.casework.models import Side
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Case, Decision, Element, ElementFinding, Measure, Opening, Review
from ..states import UNDECIDED, CaseState, MeasureState
from .reach import visible_cases

MOST_UNITS = 12  # units drawn; the table of the chart has all of them in the rest


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its words and the slice of cases it counts, such as `outcome:EXEMPT`."""

    label: str
    count: int
    slice: str


@dataclass(frozen=True, slots=True)
class Span:
    """Days from one step to the next, over the cases that took both; `days` is empty when none did."""

    label: str
    days: tuple[int, ...]

    @property
    def middle(self) -> str:
        return f"{median(self.days):g}" if self.days else ""

    @property
    def longest(self) -> int | None:
        return max(self.days, default=None)


@dataclass(frozen=True, slots=True)
class Statistics:
    """A year in numbers, with its charts."""

    year: int
    years: tuple[int, ...]
    opened: int
    decided: int
    running: int
    openings: tuple[Figure, ...]
    outcomes: tuple[Figure, ...]
    reviews: tuple[Figure, ...]
    measures: tuple[Figure, ...]
    spans: tuple[Span, ...]
    by_year: charts.Chart | None
    by_element: charts.Chart | None
    by_unit: charts.Chart | None


@dataclass(frozen=True, slots=True)
class Slice:
    """The cases behind one number: those the reader may open, and how many others there are."""

    label: str
    cases: list[Case]
    others: int


def statistics(actor: Actor, *, year: int, on: date) -> Statistics:
    """This function will count the cases of a year in the reader's branch. Refuses without the verb.

    A case belongs to the year it was applied for; outcomes, reviews and measures are those of that year's cases.
    """
    counted = _counted(actor)
    years = sorted({day.year for day in counted.dates("applied_on", "year")} | {year}, reverse=True)
    cases = counted.filter(applied_on__year=year)
    decisions = list(
        Decision.objects.filter(case__in=cases)
        .order_by("pk")
        .values_list("outcome", "outcome_label", "decided_on", "case__matter__organisation__name")
    )
    series = _series(counted)
    states = Counter(cases.order_by().values_list("state", flat=True))
    return Statistics(
        year=year,
        years=tuple(years),
        opened=sum(states.values()),
        decided=len(decisions),
        running=sum(states[state] for state in UNDECIDED),
        openings=_openings(cases),
        outcomes=_outcomes(decisions, states),
        reviews=_reviews(cases),
        measures=_measures(cases, on),
        spans=_spans(cases),
        by_year=_by_year(counted, series),
        by_element=_by_element(cases),
        by_unit=_by_unit(decisions, series),
    )


def cases_of_slice(actor: Actor, *, year: int, slice_name: str, on: date) -> Slice:
    """This function will return the cases behind a number. An unknown slice holds no case.

    Only cases the reader may open are named; the rest are a count, for their circle is closed (SPEC PL-17).
    """
    counted = _counted(actor).filter(applied_on__year=year)
    what, _sep, code = slice_name.partition(":")
    found = counted.filter(_condition(what, code, on)).distinct()
    seen = found.filter(pk__in=visible_cases(actor).values("pk")).select_related("person", "matter__organisation")
    cases = list(seen.order_by("-applied_on", "-pk")[:200])
    return Slice(_slice_label(what, code), cases, max(found.count() - len(cases), 0))


def _counted(actor: Actor) -> QuerySet[Case]:
    access.require(actor, "tolerance.statistics")
    return Case.objects.filter(access.in_scopes(actor, "tolerance.statistics", "organ_path"))


def _openings(cases: QuerySet[Case]) -> tuple[Figure, ...]:
    counts = Counter(cases.order_by().values_list("opening", flat=True))
    return tuple(Figure(str(label), counts[code], f"opening:{code}") for code, label in Opening.choices)


def _outcomes(decisions: Iterable[tuple[str, str, date, str]], states: Counter[str]) -> tuple[Figure, ...]:
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for outcome, label, _day, _unit in decisions:
        labels[outcome] = label
        counts[outcome] += 1
    decided = [Figure(labels[code], counts[code], f"outcome:{code}") for code in labels]
    undecided = [
        Figure(_("不予受理"), states["REFUSED"], "state:REFUSED"),
        Figure(_("已撤回"), states["WITHDRAWN"], "state:WITHDRAWN"),
        Figure(_("终止办理"), states["ENDED"], "state:ENDED"),
        Figure(_("还在办理"), sum(states[state] for state in UNDECIDED), "state:RUNNING"),
    ]
    return (*sorted(decided, key=lambda figure: -figure.count), *undecided)


def _reviews(cases: QuerySet[Case]) -> tuple[Figure, ...]:
    reviews = Review.objects.filter(case__in=cases)
    counts = Counter(reviews.order_by().values_list("result", flat=True))
    asked = Figure(_("申请或者决定复查"), sum(counts.values()), "review:ANY")
    results = (Figure(str(label), counts[code], f"review:{code}") for code, label in Review.Result.choices)
    return (asked, *results)


def _measures(cases: QuerySet[Case], on: date) -> tuple[Figure, ...]:
    measures = Measure.objects.filter(decision__case__in=cases)
    done = Q(state=MeasureState.ACCEPTED)
    found = measures.aggregate(
        total=Count("pk"), accepted=Count("pk", filter=done), late=Count("pk", filter=~done & Q(due_on__lt=on))
    )
    return (
        Figure(_("整改事项"), found["total"], "measure:ANY"),
        Figure(_("已验收"), found["accepted"], "measure:ACCEPTED"),
        Figure(_("逾期"), found["late"], "measure:LATE"),
    )


def _spans(cases: QuerySet[Case]) -> tuple[Span, ...]:
    rows = list(cases.order_by().values_list("applied_on", "accepted_on", "investigated_on", "decision__decided_on"))
    steps = (_("申请到受理"), _("受理到核实完成"), _("核实完成到决定"))
    spans = [Span(label, _days((row[n], row[n + 1]) for row in rows)) for n, label in enumerate(steps)]
    return (*spans, Span(_("申请到决定，全程"), _days((row[0], row[3]) for row in rows)))


def _series(counted: QuerySet[Case]) -> list[str]:
    """The outcomes in one order for every chart, so that a colour means the same in each."""
    rows = Decision.objects.filter(case__in=counted).order_by("outcome", "pk").values_list("outcome_label", flat=True)
    return list(dict.fromkeys(rows))[: len(charts.STACK_LOOKS)]


def _days(pairs: Iterable[tuple[date | None, date | None]]) -> tuple[int, ...]:
    return tuple((end - start).days for start, end in pairs if start is not None and end is not None)


def _by_year(counted: QuerySet[Case], series: list[str]) -> charts.Chart | None:
    rows = list(
        Decision.objects.filter(case__in=counted).order_by("pk").values_list("case__applied_on", "outcome_label")
    )
    years = sorted({day.year for day, _label in rows})
    if not years:
        return None
    counts = Counter((day.year, label) for day, label in rows)
    stacks = [charts.Stack(str(year), [counts[year, label] for label in series]) for year in years]
    return charts.stacked(stacks, series, title=_("各年决定的结果"), head=_("年份"))


def _by_element(cases: QuerySet[Case]) -> charts.Chart | None:
    rows = ElementFinding.objects.filter(case__in=cases, case__decision__isnull=False)
    counts = Counter(rows.order_by().values_list("element", "side"))
    if not counts:
        return None
    sides = [(code, str(label)) for code, label in Side.choices]
    stacks = [
        charts.Stack(str(label), [counts[element, side] for side, _words in sides])
        for element, label in Element.choices
    ]
    return charts.stacked(stacks, [words for _code, words in sides], title=_("六个要件的认定"), head=_("要件"))


def _by_unit(decisions: Iterable[tuple[str, str, date, str]], series: list[str]) -> charts.Chart | None:
    units: dict[str, Counter[str]] = defaultdict(Counter)
    for _outcome, label, _day, unit in decisions:
        units[unit][label] += 1
    if not units:
        return None
    ordered = sorted(units.items(), key=lambda unit: (-unit[1].total(), unit[0]))
    stacks = [charts.Stack(name, [counts[label] for label in series]) for name, counts in ordered[:MOST_UNITS]]
    if rest := ordered[MOST_UNITS:]:
        stacks.append(charts.Stack(_("其他单位"), [sum(counts[label] for _n, counts in rest) for label in series]))
    return charts.stacked(stacks, series, title=_("事项所在单位和结果"), head=_("单位"))


def _condition(what: str, code: str, on: date) -> Q:
    conditions = {
        "opening": Q(opening=code),
        "outcome": Q(decision__outcome=code),
        "state": Q(state__in=UNDECIDED) if code == "RUNNING" else Q(state=code),
        "review": Q(reviews__isnull=False) if code == "ANY" else Q(reviews__result=code),
        "measure": {
            "ANY": Q(decision__measures__isnull=False),
            "ACCEPTED": Q(decision__measures__state=MeasureState.ACCEPTED),
            "LATE": Q(decision__measures__due_on__lt=on)
            & Q(decision__measures__state__in=["ORDERED", "REPORTED", "NOT_ACCEPTED"]),
        }.get(code, Q(pk__in=[])),
    }
    return conditions.get(what, Q(pk__in=[]))


def _slice_label(what: str, code: str) -> str:
    words = {
        "opening": dict(Opening.choices).get(code, ""),
        "outcome": Decision.objects.filter(outcome=code).values_list("outcome_label", flat=True).first(),
        "state": {"RUNNING": _("还在办理"), **dict(CaseState.choices)}.get(code, ""),
        "review": _("有复查") if code == "ANY" else dict(Review.Result.choices).get(code, ""),
        "measure": {"ANY": _("有整改事项"), "ACCEPTED": _("整改已验收"), "LATE": _("整改逾期")}.get(code, ""),
    }
    return str(words.get(what) or _("没有这样的统计"))
