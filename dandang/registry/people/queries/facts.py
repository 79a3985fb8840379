"""What do other rooms ask about people: who serves where, which post was held, who was away, who are kin?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.db.models import Count, Q

from dandang.foundation.ground.months import PartialDate
from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refusal import NotHere
from dandang.registry.people.models import (
    Absence,
    AnnualResult,
    FamilyMember,
    Person,
    PersonQuerySet,
    Post,
    RankPeriod,
)
from dandang.registry.people.records import AbsenceEntry, Kin, PostHeld

_BATCH = 900
_Key = TypeVar("_Key", int, str)


def managed_by(owner_path: str, *, by_units: bool = False) -> PersonQuerySet:
    """Return the serving people `owner_path` manages itself, or with `by_units` those its units below manage.

    Home and managing unit come with them; photographs and kept exchange files stay behind. In roster order.
    """
    serving = Person.objects.filter(state=Person.State.SERVING)
    if by_units:
        found = serving.managed_within(owner_path).exclude(manager_path=owner_path)
    else:
        found = serving.filter(manager_path=owner_path)
    return found.select_related("home", "managed_by").defer("photo", "exchange_source").in_roster_order()


def serving_on(path: str, day: date) -> PersonQuerySet:
    """Return who serves in the branch, in roster order, as files stand; those at work only after `day` are left out.

    The register keeps no past day of leaving: a past list is what was drawn up and kept then.
    """
    month = PartialDate.of(day).compact[:6]
    return (
        Person.objects.within(path)
        .filter(Q(work_month="") | Q(work_month__lt=f"{int(month) + 1}"), state=Person.State.SERVING)
        .select_related("home", "managed_by")
        .defer("photo", "exchange_source")
        .in_roster_order()
    )


def posts_on(person_ids: Iterable[int], day: date) -> dict[int, PostHeld]:
    """Return the main post each person held on a day, by person; who has no dated post then gets the text of the file.

    Months count whole: a post that began in the month of `day` is held, one that ended in it is not.
    """
    ids = list(person_ids)
    month = PartialDate.of(day).compact[:6]
    levels = _names_on(ids, month)
    found: dict[int, PostHeld] = {}
    for chunk in _chunks(ids):
        for post in Post.objects.filter(person_id__in=chunk).order_by("-is_main", "-starts", "position", "id"):
            if post.person_id not in found and _holds(post.starts, post.ends, month):
                level, rank = levels.get(post.person_id, ("", ""))
                found[post.person_id] = PostHeld(
                    post.person_id, post.organisation_id, post.organisation_name, post.title, level, rank, "POST"
                )
        missing = [pk for pk in chunk if pk not in found]
        texts = Person.objects.filter(pk__in=missing).values_list("pk", "home_id", "post_text", "post_level", "rank")
        for pk, home_id, text, level, rank in texts:
            dated = levels.get(pk, ("", ""))
            found[pk] = PostHeld(pk, home_id, "", text, dated[0] or level, dated[1] or rank, "FILE")
    return found


def post_on(person_id: int, day: date) -> PostHeld | None:
    """Return the main post a person held on a day; None for somebody who is not on file."""
    return posts_on([person_id], day).get(person_id)


def _names_on(ids: list[int], month: str) -> dict[int, tuple[str, str]]:
    """职务层次 and 职级 held in a month."""
    held: dict[int, dict[str, str]] = defaultdict(dict)
    for chunk in _chunks(ids):
        for one in RankPeriod.objects.filter(person_id__in=chunk).order_by("starts", "id"):
            if _holds(one.starts, one.ends, month):
                held[one.person_id][one.kind] = one.name
    return {pk: (names.get("LEVEL", ""), names.get("RANK", "")) for pk, names in held.items()}


def _holds(starts: str, ends: str, month: str) -> bool:
    return bool(starts) and starts[:6] <= month and (not ends or ends[:6] > month)


def absences_within(person_ids: Iterable[int], period: Period) -> list[AbsenceEntry]:
    """Return leave, study, secondment and aid that touch a period, by person and start."""
    found: list[AbsenceEntry] = []
    for chunk in _chunks(list(person_ids)):
        touching = Absence.objects.filter(person_id__in=chunk).filter(Q(ends_on=None) | Q(ends_on__gt=period.starts_on))
        if period.ends_on is not None:
            touching = touching.filter(starts_on__lt=period.ends_on)
        found += [absence_entry(one) for one in touching.order_by("person_id", "starts_on", "id")]
    return found


def absence_entry(one: Absence) -> AbsenceEntry:
    """Turn a row into the record others see."""
    return AbsenceEntry(
        one.pk,
        one.person_id,
        one.kind,
        str(one.get_kind_display()),
        one.starts_on,
        one.ends_on,
        one.host_name,
        one.document,
        one.host_id,
    )


def kin_of(person_id: int) -> tuple[Kin, ...]:
    """Return who in this system is kin of a person, whichever of the two files says so; for recusal."""
    linked = FamilyMember.objects.filter(relative__isnull=False).filter(
        Q(person_id=person_id) | Q(relative_id=person_id)
    )
    return tuple(
        Kin(one.person_id, one.relative_id or 0, one.relation) for one in linked.order_by("person_id", "position")
    )


def kin_of_many(person_ids: Iterable[int]) -> dict[int, set[int]]:
    """Return for each person the kin in this system, whichever of the two files says so; one query per 900 people."""
    wanted = set(person_ids)
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in _chunks(sorted(wanted)):
        linked = FamilyMember.objects.filter(Q(person_id__in=chunk) | Q(relative_id__in=chunk), relative__isnull=False)
        for one, other in linked.values_list("person_id", "relative_id"):
            for mine, theirs in ((one, other), (other, one)):
                if mine in wanted:
                    found[mine].add(theirs)
    return dict(found)


def is_kin_of(person_id: int, column: str) -> Q:
    """Return the condition under which a row's `column` names kin of somebody, whichever of the two files says so."""
    linked = FamilyMember.objects.filter(relative__isnull=False).order_by()
    theirs = Q(**{f"{column}__in": linked.filter(relative_id=person_id).values("person_id")})
    return theirs | Q(**{f"{column}__in": linked.filter(person_id=person_id).values("relative_id")})


def managed_from_above(path: str) -> PersonQuerySet:
    """Return the serving people inside a branch whom a body above it manages: its own leaders."""
    return (
        Person.objects.within(path)
        .filter(manager_path__lt=path, state=Person.State.SERVING)
        .exclude(manager_path=path)
        .defer("photo", "exchange_source")
        .in_roster_order()
    )


def names_of(person_ids: Collection[int]) -> dict[str, str]:
    """Return names by id as text; unknown ids are left out."""
    people = Person.objects.filter(pk__in=list(person_ids)).values_list("pk", "name")
    return {str(pk): name for pk, name in people}


def no_longer_serving(person_ids: Collection[int]) -> list[Person]:
    """Return those of some people who left, died or retired: nothing more is given them to do. Raises NotHere for an
    unknown id."""
    known = Person.objects.filter(pk__in=person_ids).only("pk", "name", "state")
    if len(known) != len(person_ids):
        raise NotHere()
    return [one for one in known if one.state != Person.State.SERVING]


def headcounts(path: str) -> dict[int, int]:
    """Return how many serve in each unit of a branch, by the unit's id; units without people are left out."""
    serving = Person.objects.within(path).filter(state=Person.State.SERVING)
    return dict(serving.order_by().values_list("home_id").annotate(n=Count("id")))


def sealed_years(person_ids: Iterable[int]) -> dict[int, dict[int, str]]:
    """Return, by person and year, the results this system sealed; a file may not say otherwise."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for chunk in _chunks(list(person_ids)):
        sealed = AnnualResult.objects.filter(person_id__in=chunk).exclude(source="FILE")
        for person_id, year, grade in sealed.order_by("person_id", "year").values_list("person_id", "year", "grade"):
            found[person_id][year] = grade
    return dict(found)


def find_matches(
    *, identity_numbers: Collection[str] = (), names: Collection[str] = ()
) -> tuple[dict[str, Person], dict[str, list[Person]]]:
    """Return people by identity number and people by name, for matching a whole file; photographs stay behind.

    A name alone never proves who somebody is: the caller compares further fields and asks.
    """
    by_number: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = defaultdict(list)
    people = Person.objects.select_related("home").defer("photo", "exchange_source").order_by("pk")
    for chunk in _chunks(list(identity_numbers)):
        by_number.update({one.identity_number: one for one in people.filter(identity_number__in=chunk)})
    for chunk in _chunks(list(names)):
        for one in people.filter(name__in=chunk):
            by_name[one.name].append(one)
    return by_number, dict(by_name)


def _chunks(values: list[_Key]) -> Iterator[list[_Key]]:
    return (values[start : start + _BATCH] for start in range(0, len(values), _BATCH))
