"""How many cases of a year: by opening, outcome, element, unit, time taken and review, each number with its cases.

Counted from records, never set as a quota: no target stands beside any number. The reader's own case and those he stood
aside from are in no number he is shown: a sum may not tell what the list keeps from him (SPEC PL-17).
Basis: SPEC TL-12.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.ui import charts, pages
from dandang.ledger.casework.models import Side
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from ..models import Case, Decision, Element, ElementFinding, Measure, Opening, Review
from ..states import UNDECIDED, CaseState, MeasureState
from .reach import is_barred, visible_cases

MOST_UNITS = 12  # units drawn; the table of the chart has all of them in the rest

# What stands below the numbers: how they are counted.
NOTES = {
    "page": gettext_lazy("按申请日期归年，从办理记录里数出来。数字只记不设：没有指标，也不作考核。"),
    "outcomes": gettext_lazy(
        "结果按原来的决定数，复查以后变更、撤销的另列在复查里。与您本人有关的和您回避的案件不在内。"
    ),
    "days": gettext_lazy("自然日，从前一步的日期算到后一步。各案的期限和依据见案件页。"),
}


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
class Grid:
    """Numbers in rows and columns, each with its cases; `chart` draws the same."""

    chart: charts.Chart
    head: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]


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
    by_element: Grid | None
    by_unit: Grid | None

    @property
    def notes(self) -> Mapping[str, Any]:
        return NOTES


@dataclass(frozen=True, slots=True)
class Slice:
    """The cases behind one number: a page of those the reader may open, and how many others there are."""

    label: str
    page: pages.Page[Case]
    others: int


def statistics(actor: Actor, *, year: int, on: date) -> Statistics:
    """This function will count the cases of a year in the reader's branch. Refuses without the verb.

    A case belongs to the year it was applied for; outcomes, reviews and measures are those of that year's cases.
    """
    counted = _counted(actor)
    years = sorted({day.year for day in counted.dates("applied_on", "year")} | {year}, reverse=True)
    cases = counted.filter(applied_on__year=year)
    decided = _decided(cases)
    series = _series(counted)
    states = Counter(dict(cases.order_by().values_list("state").annotate(n=Count("pk"))))
    return Statistics(
        year=year,
        years=tuple(years),
        opened=states.total(),
        decided=sum(one.count for one in decided),
        running=sum(states[state] for state in UNDECIDED),
        openings=_openings(cases),
        outcomes=_outcomes(decided, states),
        reviews=_reviews(cases),
        measures=_measures(cases, on),
        spans=_spans(cases),
        by_year=_by_year(counted, series),
        by_element=_by_element(cases),
        by_unit=_by_unit(decided, series),
    )


def cases_of_slice(actor: Actor, *, year: int, slice_name: str, on: date, number: int = 1) -> Slice:
    """This function will return the cases behind a number, page by page. An unknown slice holds no case.

    Only cases the reader may open are named; the rest are a count, for their circle is closed (SPEC PL-17).
    """
    counted = _counted(actor).filter(applied_on__year=year)
    what, _sep, code = slice_name.partition(":")
    behind = counted.filter(pk__in=counted.filter(_condition(what, code, on)).order_by().values("pk"))
    seen = behind.filter(pk__in=visible_cases(actor).order_by().values("pk")).defer("procedure")
    page = pages.cut(
        seen.select_related("person", "matter__organisation").order_by("-applied_on", "-pk"), number=number
    )
    return Slice(_slice_label(what, code), page, behind.count() - seen.count())


def _counted(actor: Actor) -> QuerySet[Case]:
    access.require(actor, "tolerance.statistics")
    return Case.objects.filter(access.in_scopes(actor, "tolerance.statistics", "organ_path")).exclude(is_barred(actor))


@dataclass(frozen=True, slots=True)
class _Decided:
    """How many cases of a unit ended in one outcome."""

    outcome: str
    label: str
    unit_id: int
    unit: str
    count: int


def _decided(cases: QuerySet[Case]) -> list[_Decided]:
    unit = "case__matter__organisation"
    rows = Decision.objects.filter(case__in=cases.order_by().values("pk")).order_by("outcome", "outcome_label")
    told = rows.values_list("outcome", "outcome_label", f"{unit}_id", f"{unit}__name")
    return [_Decided(*row) for row in told.annotate(n=Count("pk"))]


def _openings(cases: QuerySet[Case]) -> tuple[Figure, ...]:
    counts = dict(cases.order_by().values_list("opening").annotate(n=Count("pk")))
    return tuple(Figure(str(label), counts.get(code, 0), f"opening:{code}") for code, label in Opening.choices)


def _outcomes(decided: Iterable[_Decided], states: Counter[str]) -> tuple[Figure, ...]:
    labels, counts = {}, Counter[str]()
    for one in decided:
        labels[one.outcome] = one.label
        counts[one.outcome] += one.count
    found = [Figure(labels[code], count, f"outcome:{code}") for code, count in counts.most_common()]
    undecided = [
        Figure(_("不予受理"), states["REFUSED"], "state:REFUSED"),
        Figure(_("已撤回"), states["WITHDRAWN"], "state:WITHDRAWN"),
        Figure(_("终止办理"), states["ENDED"], "state:ENDED"),
        Figure(_("还在办理"), sum(states[state] for state in UNDECIDED), "state:RUNNING"),
    ]
    return (*found, *undecided)


def _reviews(cases: QuerySet[Case]) -> tuple[Figure, ...]:
    """In cases: one looked at again twice is one case, as behind the number."""
    reviews = Review.objects.filter(case__in=cases.order_by().values("pk")).order_by()
    counts = dict(reviews.values_list("result").annotate(n=Count("case", distinct=True)))
    asked = Figure(_("申请或者决定复查"), reviews.values("case").distinct().count(), "review:ANY")
    results = (Figure(str(label), counts.get(code, 0), f"review:{code}") for code, label in Review.Result.choices)
    return (asked, *results)


def _measures(cases: QuerySet[Case], on: date) -> tuple[Figure, ...]:
    measures = Measure.objects.filter(decision__case__in=cases.order_by().values("pk"))
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
    rows = Decision.objects.filter(case__in=counted.order_by().values("pk")).order_by("outcome", "outcome_label")
    labels = rows.values_list("outcome_label", flat=True).distinct()
    return list(dict.fromkeys(labels))[: len(charts.STACK_LOOKS)]


def _days(pairs: Iterable[tuple[date | None, date | None]]) -> tuple[int, ...]:
    return tuple((end - start).days for start, end in pairs if start is not None and end is not None)


def _by_year(counted: QuerySet[Case], series: list[str]) -> charts.Chart | None:
    rows = Decision.objects.filter(case__in=counted.order_by().values("pk")).order_by()
    told = rows.values_list(ExtractYear("case__applied_on"), "outcome_label").annotate(n=Count("pk"))
    counts = {(year, label): n for year, label, n in told}
    if not counts:
        return None
    years = sorted({year for year, _label in counts})
    stacks = [charts.Stack(str(year), [counts.get((year, label), 0) for label in series]) for year in years]
    return charts.stacked(stacks, series, title=_("各年决定的结果"), head=_("年份"))


def _by_element(cases: QuerySet[Case]) -> Grid | None:
    rows = ElementFinding.objects.filter(case__in=cases.order_by().values("pk"), case__decision__isnull=False)
    counts = {(one, side): n for one, side, n in rows.order_by().values_list("element", "side").annotate(n=Count("pk"))}
    if not counts:
        return None
    lines = [
        (str(label), [(f"element:{code}.{side}", counts.get((code, side), 0)) for side in Side.values])
        for code, label in Element.choices
    ]
    return _grid(lines, [str(label) for label in Side.labels], title=_("六个要件的认定"), head=_("要件"))


def _by_unit(decided: Iterable[_Decided], series: list[str]) -> Grid | None:
    """The units with most decided cases; the last line has all others together, without their cases."""
    units: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    for one in decided:
        units[one.unit_id, one.unit][one.label] += one.count
    if not units:
        return None
    ordered = sorted(units.items(), key=lambda unit: (-unit[1].total(), unit[0][1]))
    lines = [
        (name, [(f"unit:{pk}.{label}", counts[label]) for label in series])
        for (pk, name), counts in ordered[:MOST_UNITS]
    ]
    if rest := ordered[MOST_UNITS:]:
        lines.append((_("其他单位"), [("", sum(counts[label] for _unit, counts in rest)) for label in series]))
    return _grid(lines, series, title=_("事项所在单位和结果"), head=_("单位"))


def _grid(
    lines: Sequence[tuple[str, Sequence[tuple[str, int]]]], heads: Sequence[str], *, title: str, head: str
) -> Grid:
    """Lines of label and (slice, count) for each head, as a chart and as numbers that lead to their cases."""
    stacks = [charts.Stack(label, [count for _slice, count in cells]) for label, cells in lines]
    rows = tuple(
        (
            label,
            tuple(Figure(f"{label}　{word}", count, name) for word, (name, count) in zip(heads, cells, strict=True)),
        )
        for label, cells in lines
    )
    return Grid(charts.stacked(stacks, heads, title=title, head=head), head, tuple(heads), rows)


def _condition(what: str, code: str, on: date) -> Q:
    first, _sep, second = code.partition(".")
    conditions = {
        "element": Q(element_findings__element=first, element_findings__side=second, decision__isnull=False),
        "unit": Q(matter__organisation_id=int(first), decision__outcome_label=second)
        if _is_id(first)
        else Q(pk__in=[]),
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


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 18


def _slice_label(what: str, code: str) -> str:
    first, _sep, second = code.partition(".")
    words = {
        "element": f"{dict(Element.choices).get(first, '')}　{dict(Side.choices).get(second, '')}".strip(),
        "unit": _unit_label(first, second) if _is_id(first) else "",
        "opening": dict(Opening.choices).get(code, ""),
        "outcome": Decision.objects.filter(outcome=code).values_list("outcome_label", flat=True).first(),
        "state": {"RUNNING": _("还在办理"), **dict(CaseState.choices)}.get(code, ""),
        "review": _("有复查") if code == "ANY" else dict(Review.Result.choices).get(code, ""),
        "measure": {"ANY": _("有整改事项"), "ACCEPTED": _("整改已验收"), "LATE": _("整改逾期")}.get(code, ""),
    }
    return str(words.get(what) or _("没有这样的统计"))


def _unit_label(unit_id: str, outcome: str) -> str:
    name = organisations.names_of([int(unit_id)]).get(str(int(unit_id)), "")
    return f"{name}　{outcome}" if name and outcome else ""
