"""How many reports, clarifications, harms and cases of false accusation in some years, each number with its rows?

Counted from records in the measures the round-up of 2021 reports: 公开通报澄清 and 澄清正名 (浙江), 通过媒体公开澄清
(长沙), explanations accepted and fed back (京津滇), typical cases (桂林). Never a quota, never per person, never about
reporters. What is about the reader or his kin is in no number he is shown: a sum may not tell him that he was reported
(SPEC PL-17). Basis: SPEC PR-06.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dandang.foundation.ui import charts, pages
from dandang.ledger.casebook import queries as casebook
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

from ..models import Accusation, Allegation, Circle, Clarification, PublicHarm, Report
from . import reach

PERIOD = 3  # years the page opens with, as the round-up counts

_MADE = Q(state__in=["MADE", "VISITED"])
_PUBLIC = _MADE & Q(is_by_notice=True)


@dataclass(frozen=True, slots=True)
class Measure:
    """One number: what it counts of which table, with the word it is counted in; `by` counts distinct values."""

    group: str
    key: str
    label: Any
    unit: Any
    table: str
    where: Q
    by: str = "pk"


ITEMS, PEOPLE, CASES = gettext_lazy("件"), gettext_lazy("名"), gettext_lazy("起")
MEASURES = (
    Measure("clarified", "noticed", gettext_lazy("公开通报澄清的不实反映"), CASES, "clarification",
            _PUBLIC & Q(report__isnull=False), "report"),
    Measure("clarified", "people", gettext_lazy("澄清正名的干部"), PEOPLE, "clarification", _MADE, "person"),
    Measure("clarified", "media", gettext_lazy("面向社会公开澄清的干部"), PEOPLE, "clarification",
            _PUBLIC & Q(told_to=Circle.PUBLIC), "person"),
    Measure("clarified", "fed_back", gettext_lazy("说明采信并已反馈"), ITEMS, "allegation",
            Q(explanation_accepted=True, fed_back_on__isnull=False)),
    Measure("forms", "in_person", gettext_lazy("当面澄清"), ITEMS, "clarification", _MADE & Q(is_in_person=True)),
    Measure("forms", "at_meeting", gettext_lazy("会议澄清"), ITEMS, "clarification", _MADE & Q(is_at_meeting=True)),
    Measure("forms", "by_notice", gettext_lazy("通报、媒体澄清"), ITEMS, "clarification", _PUBLIC),
    Measure("forms", "visited", gettext_lazy("已回访"), ITEMS, "clarification", Q(state="VISITED")),
    Measure("forms", "declined", gettext_lazy("本人不要求澄清"), ITEMS, "clarification", Q(state="DECLINED")),
    *(
        Measure("ways", code, label, ITEMS, "report", Q(way=code))
        for code, label in Report.Way.choices
    ),
    Measure("ways", "signed", gettext_lazy("其中实名"), ITEMS, "report", Q(is_signed=True)),
    Measure("course", "running", gettext_lazy("还在办理"), ITEMS, "report",
            Q(state__in=["RECEIVED", "FORWARDED", "ACCEPTED"])),
    Measure("course", "concluded", gettext_lazy("已查清或办结"), ITEMS, "report",
            Q(state__in=["CONCLUDED", "ANSWERED"])),
    Measure("course", "joined", gettext_lazy("并入先前的反映"), ITEMS, "report", Q(state="DUPLICATE")),
    Measure("course", "withdrawn", gettext_lazy("反映人撤回"), ITEMS, "report", Q(state="WITHDRAWN")),
    *(
        Measure("findings", code, label, gettext_lazy("项"), "allegation", Q(finding=code) & ~Q(confirmed_by=""))
        for code, label in Allegation.Finding.choices
    ),
    *(
        Measure("handling", code, label, gettext_lazy("项"), "allegation", Q(handling=code))
        for code, label in Allegation.Handling.choices
    ),
    Measure("harms", "registered", gettext_lazy("登记的负面舆情"), ITEMS, "harm", Q()),
    Measure("harms", "published", gettext_lazy("已公布真相"), ITEMS, "harm", Q(state__in=["PUBLISHED", "CLOSED"])),
    Measure("accusations", "opened", gettext_lazy("诬告核查立案"), ITEMS, "accusation", Q()),
    Measure("accusations", "proved", gettext_lazy("认定诬告陷害"), ITEMS, "accusation", Q(state="PROVED")),
    Measure("accusations", "mistaken", gettext_lazy("属于错告，不作处理"), ITEMS, "accusation", Q(state="MISTAKEN")),
    Measure("accusations", "not_proved", gettext_lazy("不能认定"), ITEMS, "accusation", Q(state="NOT_PROVED")),
)  # fmt: skip
_BY_KEY = {f"{one.group}:{one.key}": one for one in MEASURES}
# Which day puts a row into a year, how its branch is found.
_DAYS = {
    "report": "received_on", "clarification": "made_on", "allegation": "report__received_on", "harm": "registered_on",
    "accusation": "opened_at__date",
}  # fmt: skip
_PATHS = {"allegation": "report__organ_path"}
_MODELS: Mapping[str, Any] = {
    "report": Report, "clarification": Clarification, "allegation": Allegation, "harm": PublicHarm,
    "accusation": Accusation,
}  # fmt: skip
_GROUPS = {
    "clarified": gettext_lazy("澄清正名"), "forms": gettext_lazy("澄清的方式"), "ways": gettext_lazy("怎样收到的反映"),
    "course": gettext_lazy("办到哪一步"), "findings": gettext_lazy("逐项查明的结果"),
    "handling": gettext_lazy("处置方式"), "harms": gettext_lazy("负面舆情"), "accusations": gettext_lazy("诬告核查"),
}  # fmt: skip


# What stands below the numbers: how they are counted.
NOTES = {
    "page": gettext_lazy("从办理记录里数出来。只记不设：没有指标，不作考核，也不按人、按单位数被反映的次数。"),
    "clarified": gettext_lazy(
        "口径同 2021 年的综述：浙江数公开通报澄清和澄清正名，长沙数通过媒体公开澄清，京津滇数说明采信反馈，"
        "桂林数典型案例。一件反映、一名干部只数一次。与您本人和近亲属有关的不在内。"
    ),
    "accusations": gettext_lazy("不实不等于诬告：诬告另案核查，要有捏造的事实和陷害的故意。"),
    "reports": gettext_lazy("反映按收到的年份归年，逐项结果按已由两人确认的数。"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number with its words and the name of the slice of rows it counts."""

    label: str
    count: int
    unit: str
    slice: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers that stand together under one heading."""

    key: str
    label: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Statistics:
    """Some years in numbers; `first` and `last` are both within."""

    first: int
    last: int
    years: tuple[int, ...]
    groups: Mapping[str, Group]
    has_any: bool
    by_year: charts.Chart | None

    @property
    def notes(self) -> Mapping[str, Any]:
        return NOTES


@dataclass(frozen=True, slots=True)
class Line:
    """One row behind a number."""

    number: str
    name: str
    state: str
    day: date | None
    url: str


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows behind one number: a page of those the reader may open, and how many others there are."""

    label: str
    page: pages.Page[Line]
    others: int


def statistics(actor: Actor, *, first: int, last: int) -> Statistics:
    """This function will count what happened from one year to another in the reader's branch. Refuses without the verb.

    Reports and allegations belong to the year they came, clarifications to the year they were made.
    """
    access.require(actor, "protection.statistics")
    counts: dict[str, int] = {}
    for table in _MODELS:
        counts |= _counts(actor, table, first, last)
    groups = {key: Group(key, str(label), _figures(key, counts, first, last)) for key, label in _GROUPS.items()}
    typical = tuple(_typical(actor, first, last))
    clarified = groups["clarified"]
    groups["clarified"] = Group(clarified.key, clarified.label, (*clarified.figures, *typical))
    return Statistics(
        first=first,
        last=last,
        years=_years(actor, first, last),
        groups=groups,
        has_any=any(counts.values()) or any(one.count for one in typical),
        by_year=_by_year(actor),
    )


def _typical(actor: Actor, first: int, last: int) -> Iterator[Figure]:
    """Typical cases as 桂林 collects them: drawn from cases here; what others reported is counted apart."""
    told = {"OWN": _("本地办理的典型案例"), "OUTSIDE": _("编入的外地案例")}
    page = reverse("casebook:entries")
    for origin, label in told.items():
        count = casebook.approved_count(actor, first=first, last=last, origin=origin)
        url = f"{page}?origin={origin}&since={first}&until={last}"
        yield Figure(label, count, _("个"), f"casebook:{origin}", url)


def rows_of_slice(actor: Actor, *, slice_name: str, first: int, last: int, number: int = 1) -> Slice:
    """This function will return the rows behind a number, page by page; an unknown slice holds none.

    Only rows the reader may open are named; the rest are a count, for their circle is closed (SPEC PL-17).
    """
    access.require(actor, "protection.statistics")
    measure = _BY_KEY.get(slice_name)
    if measure is None:
        return Slice(_("没有这样的统计"), pages.Page([], 1, pages.PAGE_SIZE, 0, is_capped=False), 0)
    rows = _counted(actor, measure.table).filter(measure.where & _within(measure.table, first, last))
    seen = rows.filter(_seen(actor, measure.table)).order_by(F(_DAYS[measure.table]).desc(nulls_last=True), "-pk")
    page = pages.cut(_with_names(measure.table, seen), number=number)
    lines = [_line(measure.table, row) for row in page.rows]
    return Slice(str(measure.label), replace(page, rows=lines), rows.count() - seen.count())


def _counted(actor: Actor, table: str) -> QuerySet[Any]:
    within = access.in_scopes(actor, "protection.statistics", _PATHS.get(table, "organ_path"))
    rows = Allegation.objects.live() if table == "allegation" else _MODELS[table]._default_manager
    found: QuerySet[Any] = rows.filter(within).exclude(_about(actor, table))
    return found


def _about(actor: Actor, table: str) -> Q:
    """The condition under which a row is about the actor or his kin."""
    theirs = reach.of_actor_or_kin(actor)
    named = Allegation.objects.filter(theirs).order_by().values("report_id")
    abouts = {
        "report": Q(pk__in=named),
        "allegation": Q(report_id__in=named),
        "clarification": theirs | Q(report_id__in=named),
        "harm": theirs,
        "accusation": Q(report_id__in=named) | Q(reporter_person_id=actor.person_id or 0),
    }
    return abouts[table]


def _within(table: str, first: int, last: int) -> Q:
    day = _DAYS[table]
    inside = Q(**{f"{day}__range": (date(first, 1, 1), date(last, 12, 31))})
    # What was declined was never made: it belongs to the year it was offered.
    offered = Q(made_on=None, assessed_on__range=(date(first, 1, 1), date(last, 12, 31)))
    return inside | offered if table == "clarification" else inside


def _counts(actor: Actor, table: str, first: int, last: int) -> dict[str, int]:
    wanted = {
        f"{one.group}_{one.key}": Count(one.by, filter=one.where, distinct=True)
        for one in MEASURES
        if one.table == table
    }
    return dict(_counted(actor, table).filter(_within(table, first, last)).order_by().aggregate(**wanted))


def _figures(group: str, counts: Mapping[str, int], first: int, last: int) -> tuple[Figure, ...]:
    page = reverse("protection:statistics_rows")
    return tuple(
        Figure(
            str(one.label), counts[f"{group}_{one.key}"], str(one.unit), f"{group}:{one.key}",
            f"{page}?slice={group}:{one.key}&first={first}&last={last}",
        )
        for one in MEASURES
        if one.group == group
    )  # fmt: skip


def _years(actor: Actor, first: int, last: int) -> tuple[int, ...]:
    came = _counted(actor, "report").dates("received_on", "year")
    made = _counted(actor, "clarification").filter(_MADE).dates("made_on", "year")
    return tuple(sorted({day.year for day in (*came, *made)} | set(range(first, last + 1))))


def _by_year(actor: Actor) -> charts.Chart | None:
    made = _counted(actor, "clarification").filter(_MADE).order_by()
    told = made.values_list(ExtractYear("made_on"), "is_by_notice").annotate(n=Count("pk"))
    counts = Counter({(year, is_public): n for year, is_public, n in told})
    years = sorted({year for year, _public in counts})
    if not years:
        return None
    stacks = [charts.Stack(str(year), [counts[year, True], counts[year, False]]) for year in years]
    series = [_("通报、媒体公开"), _("书面、当面或者会议")]
    return charts.stacked(stacks, series, title=_("各年的澄清"), head=_("年份"))


def _seen(actor: Actor, table: str) -> Q:
    """The condition under which the reader may open a row."""
    seen: Mapping[str, Any] = {
        "report": lambda: Q(pk__in=reach.visible_reports(actor).order_by().values("pk")),
        "allegation": lambda: Q(report__in=reach.visible_reports(actor).order_by().values("pk")),
        "clarification": lambda: Q(pk__in=reach.visible_clarifications(actor).order_by().values("pk")),
        "harm": lambda: reach.in_offices(actor) & ~Q(person_id=actor.person_id or 0),
        "accusation": lambda: Q(pk__in=reach.visible_accusations(actor).order_by().values("pk")),
    }
    found: Q = seen[table]()
    return found


def _with_names(table: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related(*{"allegation": ["report"], "report": [], "accusation": []}.get(table, ["person"]))


def _line(table: str, row: Any) -> Line:
    if table == "allegation":
        url = reverse("protection:report", args=[row.report_id])
        return Line(row.report.number, row.text, row.get_finding_display(), row.found_on, url)
    if table == "report":
        return Line(row.number, row.get_way_display(), row.get_state_display(), row.received_on,
                    reverse("protection:report", args=[row.pk]))  # fmt: skip
    if table == "accusation":
        return Line(row.number, row.title, row.get_state_display(), row.decided_on,
                    reverse("protection:accusation", args=[row.pk]))  # fmt: skip
    name = row.person.name if row.person is not None else _("单位")
    day = row.made_on if table == "clarification" else row.registered_on
    return Line(row.number, name, row.get_state_display(), day, reverse(f"protection:{table}", args=[row.pk]))
