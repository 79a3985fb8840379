"""Who is on the roster: filters, order, one page at constant cost.

Pages are cut by the key of a row (keyset), not by an offset: the hundredth page costs what the first one does. The
count is exact up to CEILING and then says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dandang.foundation.codes import queries as codes
from dandang.foundation.ground.gate import gate
from dandang.registry.organisations.models import next_path
from dandang.registry.people import kinds, rules
from dandang.registry.people.models import Absence, AnnualResult, Education, Person, PersonQuerySet
from dandang.registry.people.records import RosterGroup, RosterPage, RosterRow

PAGE = 50
CEILING = 10_000
YEARS = 3
_KEY = ("home_path", "team_order", "name_key", "id")
_AWAY = {"SECONDED": "挂职", "AID": "援派", "STUDY": "学习", "TASK": "专项工作"}


@dataclass(frozen=True, slots=True)
class RosterFilter:
    """What the roster is narrowed to; empty means no condition. `unit_path` and `unit_kind` exclude each other."""

    words: str = ""
    unit_path: str = ""
    unit_kind: str = ""
    levels: tuple[str, ...] = ()
    age_low: int | None = None
    age_high: int | None = None
    results: str = ""
    sex: str = ""
    nationality: str = ""
    education: str = ""
    party: str = ""
    rank: str = ""
    person_kind: str = ""
    state: str = Person.State.SERVING


def roster_page(actor: Any, wanted: RosterFilter, *, mark: str = "", size: int = PAGE, on: date) -> RosterPage:
    """Return one page: keys, rows, results and posts held, in five queries whatever the size of the register.

    `mark` is what a page hands out for its neighbours; one that cannot be read leads to the first page.
    """
    found = _found(actor, wanted, on)
    ids, first, is_forward = _page_ids(found, mark, size)
    has_more = len(ids) > size
    is_whole = first == 1 and is_forward and not has_more
    seen = len(ids) if is_whole else found.order_by()[: CEILING + 1].count()
    ids = ids[:size]
    if not is_forward:
        ids.reverse()
    rows = _rows(ids, on, first)
    last = first + len(rows) - 1
    has_previous = first > 1 if is_forward else has_more and first > 1
    has_next = has_more if is_forward else True
    return RosterPage(
        groups=_groups(rows),
        years=_years(on),
        total=min(seen, CEILING),
        is_capped=seen > CEILING,
        first=first if rows else 0,
        last=last if rows else 0,
        previous=f"before-{ids[0]}-{first}" if rows and has_previous else "",
        next=f"after-{ids[-1]}-{last}" if rows and has_next else "",
    )


def roster_ids(actor: Any, wanted: RosterFilter, *, limit: int, on: date) -> tuple[int, ...]:
    """Return the ids of everybody the filter finds, in roster order, at most `limit` plus one to notice more."""
    return tuple(_found(actor, wanted, on).in_roster_order().values_list("id", flat=True)[: limit + 1])


def _found(actor: Any, wanted: RosterFilter, on: date) -> PersonQuerySet:
    """The visible people the filter lets through, always as one range of `home_path` so that the index leads."""
    visible: PersonQuerySet = gate().visible_people(actor, kinds.ROSTER)
    low, high = _bounds(gate().scopes(actor, kinds.ROSTER), wanted.unit_path)
    found = visible.filter(home_path__gte=low, home_path__lt=high)
    for condition in _conditions(wanted, on):
        found = found.filter(condition)
    return found


def _bounds(scopes: Sequence[str], unit_path: str) -> tuple[str, str]:
    if unit_path:
        return unit_path, next_path(unit_path)
    if not scopes:
        return "", ""
    return min(scopes), max(next_path(path) for path in scopes)


def _conditions(wanted: RosterFilter, on: date) -> list[Q]:
    conditions = [Q(**{name: value}) for name, value in _equal(wanted).items() if value]
    if wanted.words:
        conditions.append(_words(wanted.words))
    if wanted.unit_kind:
        kind = wanted.unit_kind
        conditions.append(Q(home__kind=kind) | Q(home__kind="INNER", home__parent__kind=kind))
    if wanted.levels:
        conditions.append(Q(post_level__in=wanted.levels))
    earliest, latest = rules.birth_range(wanted.age_low, wanted.age_high, on)
    if earliest:
        conditions.append(Q(birth_month__gte=earliest))
    if latest:
        conditions.append(Q(birth_month__lt=f"{int(latest) + 1}"))
    for condition in (_results(wanted.results, on), _education(wanted.education), _party(wanted.party)):
        if condition is not None:
            conditions.append(condition)
    return conditions


def _equal(wanted: RosterFilter) -> dict[str, str]:
    return {
        "sex": wanted.sex,
        "nationality": wanted.nationality if wanted.nationality != "MINORITY" else "",
        "rank": wanted.rank,
        "person_kind": wanted.person_kind,
        "state": wanted.state,
    }


def _words(words: str) -> Q:
    """The beginning of a name, of its initials, or a whole number: ranges, because LIKE does not use SQLite's index."""
    by_name = Q(name__gte=words, name__lt=next_path(words))
    if not words.isascii():
        return by_name
    letters = words.lower()
    return by_name | Q(initials__gte=letters, initials__lt=next_path(letters)) | Q(number=words)


def _results(wanted: str, on: date) -> Q | None:
    """Conditions on the grades of the last three years; see RESULT_CHOICES of the form for the words."""
    recent = AnnualResult.objects.filter(person=OuterRef("pk"), year__in=_years(on))
    if wanted == "EXCELLENT":
        return Q(Exists(recent.filter(grade="优秀")))
    if wanted == "EXCELLENT_TWICE":
        excellent = recent.filter(grade="优秀").order_by().values("person").annotate(n=Count("id")).values("n")
        return Q(pk__in=Person.objects.annotate(n=Coalesce(Subquery(excellent), 0)).filter(n__gte=2).values("pk"))
    if wanted == "COMPETENT":
        return Q(Exists(recent)) & ~Q(Exists(recent.exclude(grade__in=["优秀", "称职"])))
    if wanted == "BELOW":
        return Q(Exists(recent.filter(grade__in=["基本称职", "不称职", "基本合格", "不合格"])))
    return None


def _education(wanted: str) -> Q | None:
    """Holders of a qualification of the asked rank (ZB64: 6 postgraduate, 5 university, 4 college, 3 and below)."""
    ranks = {"POSTGRADUATE": {"6"}, "UNIVERSITY": {"5"}, "COLLEGE": {"4"}, "BELOW": {"3", "2", "1"}}.get(wanted)
    if ranks is None:
        return None
    names = [row.name for row in codes.rows("education") if row.more.get("rank") in ranks]
    return Q(Exists(Education.objects.filter(person=OuterRef("pk"), qualification__in=names)))


def _party(wanted: str) -> Q | None:
    """A file imported from the form may give only 入党时间: a month there means a member of the Communist Party."""
    if wanted == "CPC":
        by_month = Q(political_status="", party_text__gte="1", party_text__lt="3")
        return Q(political_status__in=["中共党员", "预备党员"]) | by_month
    if wanted == "DEMOCRATIC":
        parties = [name for code, name in codes.table("political_status").items() if "04" <= code <= "11"]
        return Q(political_status__in=parties)
    if wanted == "NONE":
        return Q(political_status__in=["无党派", "群众", "共青团员"])
    return None


def _years(on: date) -> tuple[int, ...]:
    return tuple(range(on.year - YEARS, on.year))


# Cutting a page ------------------------------------------------------------------------------------------------


def _page_ids(found: PersonQuerySet, mark: str, size: int) -> tuple[list[int], int, bool]:
    """The ids of one page and one more, the number of its first row, and whether they run forward."""
    direction, person_id, number = _read_mark(mark)
    key = found.filter(pk=person_id).values_list(*_KEY).first() if person_id else None
    if key is None:
        return list(found.in_roster_order().values_list("id", flat=True)[: size + 1]), 1, True
    if direction == "after":
        following = found.filter(_beyond(key, "gt")).in_roster_order()
        return list(following.values_list("id", flat=True)[: size + 1]), number + 1, True
    before = found.filter(_beyond(key, "lt")).order_by(*(f"-{name}" for name in _KEY))
    ids = list(before.values_list("id", flat=True)[: size + 1])
    return ids, max(1, number - min(len(ids), size)), False


def _read_mark(mark: str) -> tuple[str, int, int]:
    parts = mark.split("-")
    if (
        len(parts) != 3
        or parts[0] not in {"after", "before"}
        or not all(p.isascii() and p.isdigit() for p in parts[1:])
    ):
        return "", 0, 0
    if any(len(part) > 15 for part in parts[1:]):
        return "", 0, 0
    return parts[0], int(parts[1]), int(parts[2])


def _beyond(key: Sequence[Any], side: str) -> Q:
    """Rows behind (gt) or before (lt) a key. The plain bound on the first column lets the index begin there."""
    condition = Q()
    for place, name in enumerate(_KEY):
        equal = {column: key[before] for before, column in enumerate(_KEY[:place])}
        condition |= Q(**equal, **{f"{name}__{side}": key[place]})
    return Q(**{f"{_KEY[0]}__{side}e": key[0]}) & condition


# Rows --------------------------------------------------------------------------------------------------------------


def _rows(ids: Sequence[int], on: date, first: int) -> list[tuple[Any, RosterRow]]:
    people = {one.pk: one for one in _annotated(ids, on)}
    present = [pk for pk in ids if pk in people]
    return [(people[pk].home, _row(people[pk], on, place)) for place, pk in enumerate(present, start=first)]


def _annotated(ids: Sequence[int], on: date) -> QuerySet[Any]:
    grades = {
        f"grade_{year}": Subquery(AnnualResult.objects.filter(person=OuterRef("pk"), year=year).values("grade")[:1])
        for year in _years(on)
    }
    full_time = Education.objects.filter(person=OuterRef("pk"), mode="1").order_by("-position", "-id")
    away = Absence.objects.filter(person=OuterRef("pk"), kind__in=list(_AWAY), starts_on__lte=on).filter(
        Q(ends_on=None) | Q(ends_on__gt=on)
    )
    return (
        Person.objects.filter(pk__in=ids)
        .select_related("home__parent")
        .defer("photo", "exchange_source", "resume_text", "reward_text", "appraisal_text", "extra")
        .annotate(
            **grades,
            full_time=Subquery(full_time.values("qualification")[:1]),
            away=Subquery(away.order_by("starts_on").values("kind")[:1]),
        )
    )


def _row(one: Any, on: date, place: int) -> RosterRow:
    state, look = _state(one, on)
    return RosterRow(
        id=one.pk,
        number=one.number,
        name=one.name,
        post_text=rules.post_in_unit(one.post_text, one.home.name),
        sex_label=one.get_sex_display(),
        nationality=one.nationality,
        birth_month=one.birth_month,
        age=rules.age_on(one.birth_month, on),
        full_time=one.full_time or "",
        post_since=one.post_since,
        rank=one.rank,
        rank_since=one.rank_since or one.post_level_since,
        results=tuple(getattr(one, f"grade_{year}") or "" for year in _years(on)),
        state=one.state,
        state_label=state,
        state_look=look,
        home_id=one.home_id,
        place=place,
    )


def _state(one: Any, on: date) -> tuple[str, str]:
    """What the last column says. Leave for health or family never appears in a list."""
    if one.state != Person.State.SERVING:
        return str(one.get_state_display()), "shut"
    if one.away:
        return _AWAY[one.away], "open"
    if one.probation_ends_on and one.probation_ends_on > on:
        return "试用期", "open"
    return "在任", ""


def _groups(rows: Sequence[tuple[Any, RosterRow]]) -> tuple[RosterGroup, ...]:
    """Rows by unit, with the posts of its leading body; one query for all units of the page."""
    homes = {home.pk: home for home, _ in rows}
    team = Person.objects.filter(home_id__in=list(homes), is_team_member=True, state=Person.State.SERVING)
    held = dict(team.order_by().values_list("home_id").annotate(n=Count("id")))
    by_home: dict[int, list[RosterRow]] = {}
    for home, row in rows:
        by_home.setdefault(home.pk, []).append(row)
    return tuple(
        RosterGroup(pk, _unit_name(homes[pk]), _planned(homes[pk]), held.get(pk, 0), tuple(lines))
        for pk, lines in by_home.items()
    )


def _unit_name(home: Any) -> str:
    """An inner department is named with its organ, since 办公室 alone says nothing."""
    return f"{home.parent.name} {home.name}" if home.kind == "INNER" and home.parent else str(home.name)


def _planned(home: Any) -> int | None:
    """领导职数 of a unit; none when nobody has set it."""
    if home.chief_posts is None and home.deputy_posts is None:
        return None
    return (home.chief_posts or 0) + (home.deputy_posts or 0)
