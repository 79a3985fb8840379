"""Who must stand aside, what a meeting decided, when a period ends; and what the pages of meetings show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Prefetch, Q, QuerySet

from dandang.foundation.audit import actions as audit
from dandang.foundation.calendars import queries as calendars
from dandang.foundation.ground import references
from dandang.foundation.ground.months import PartialDate
from dandang.foundation.ground.refusal import NotHere
from dandang.law.policies import queries as policies
from dandang.law.policies.errors import UnknownKey
from dandang.ledger.casework import errors, models, rules
from dandang.ledger.casework.queries import reach
from dandang.ledger.casework.records import (
    Candidate,
    Conflict,
    DeliberationRules,
    Due,
    Interests,
    ReasonFault,
    Standing,
    StudiedItem,
    Tally,
    TeamLine,
    VoteInput,
    VoteLine,
)
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.models import Organisation, in_branches
from dandang.registry.people import queries as people

if TYPE_CHECKING:
    from dandang.registry.people.queries import Person

Conflicts = Mapping[int, tuple[Conflict, ...]]  # every reason to stand aside, by person
QUORUM, MAJORITY = "tolerance.quorum_share", "tolerance.majority_share"
VIEW, PREPARE, RECORD = reach.VIEW, "casework.meeting.prepare", "casework.meeting.record"
FEW = 20
MOST_CANDIDATES = 40
LIMIT = 200  # units in a select, namesakes of a list of members


# Conflicts of interest -------------------------------------------------------------------------------------------


def standings(person_ids: Iterable[int], *, on: date) -> dict[int, Standing]:
    """This function will return where each person stands on a day: organ, kin, organs led. Three queries, any number.

    An inner department counts as its organ. Unknown ids are left out.
    """
    ids = sorted(set(person_ids))
    rows = people.Person.objects.filter(pk__in=ids).values_list(
        "pk", "name", "home_id", "home__kind", "home__parent_id"
    )
    kin = people.kin_of_many(ids)
    leads = _leads(ids, on)
    return {
        pk: Standing(
            person_id=pk,
            name=name,
            organisation_id=parent_id if kind == "INNER" and parent_id else home_id,
            kin=frozenset(kin.get(pk, ())),
            leads=frozenset(leads.get(pk, ())),
        )
        for pk, name, home_id, kind, parent_id in rows
    }


def _leads(ids: Sequence[int], on: date) -> dict[int, set[int]]:
    """The organs in which each holds a leading post; months count whole, as everywhere in the files."""
    month = PartialDate.of(on).compact[:6]
    held = people.Person.objects.filter(
        Q(posts__ends="") | Q(posts__ends__gt=f"{month}99"),
        pk__in=ids,
        posts__is_leading=True,
        posts__organisation__isnull=False,
        posts__starts__gt="",
        posts__starts__lte=f"{month}99",
    )
    found: dict[int, set[int]] = defaultdict(set)
    for pk, organisation_id in held.values_list("pk", "posts__organisation_id"):
        found[pk].add(organisation_id)
    return found


def conflicts_of(
    *,
    candidate_ids: Iterable[int],
    party_ids: Iterable[int],
    involved: Mapping[int, str],
    earlier: Mapping[int, str],
    on: date,
) -> dict[int, tuple[Conflict, ...]]:
    """This function will return for each candidate every reason to stand aside, from the registry as it is now.

    `involved` says how others took part in the matter, `earlier` which part somebody had in this case already, also
    one he was recused from. Who has no conflict is left out. Ask at assignment and again at each act.
    """
    candidates, parties = list(dict.fromkeys(candidate_ids)), list(dict.fromkeys(party_ids))
    known = standings([*candidates, *parties], on=on)
    asked = [replace(known[pk], earlier_part=earlier.get(pk, "")) for pk in candidates if pk in known]
    return rules.conflicts(asked, parties=[known[pk] for pk in parties if pk in known], involved=involved)


def item_conflicts(
    item: models.AgendaItem, *, candidate_ids: Iterable[int], on: date
) -> dict[int, tuple[Conflict, ...]]:
    """This function will draw the conflict graph of one item again."""
    about = interests_of(item)
    return conflicts_of(
        candidate_ids=candidate_ids,
        party_ids=about.party_ids,
        involved=about.involved,
        earlier=about.earlier,
        on=on,
    )


def candidates(
    organ: Organisation, words: str, conflicts: Callable[[list[int]], Conflicts], *, but: int | None = None
) -> tuple[Candidate, ...]:
    """This function will list serving people who could work on a case of an organ, with every reason to stand aside.

    Without words the staff of the organ; with words anybody of its region by number or the beginning of the name. At
    most forty, those without a conflict first. `conflicts` draws the graph of the case; `but` is left out.
    """
    place = organ if not words else organisations.region_above(organ)
    found = people.Person.objects.filter(in_branches("home_path", [place.path]), state=people.Person.State.SERVING)
    if words:
        found = found.filter(Q(number=words) | Q(name__startswith=words))
    found = found.exclude(pk=but or 0).select_related("home").defer("photo", "exchange_source")
    rows = list(found.in_roster_order()[:MOST_CANDIDATES])
    against = conflicts([one.pk for one in rows])
    lines = [
        Candidate(one.pk, one.name, one.number, one.home.name, one.post_text, against.get(one.pk, ())) for one in rows
    ]
    return tuple(sorted(lines, key=lambda line: bool(line.conflicts)))


def team_lines(
    rows: Iterable[models.AssignmentBase], conflicts: Callable[[list[int]], Conflicts]
) -> tuple[TeamLine, ...]:
    """This function will tell who has which part in a case, with conflicts that came up after the assignment."""
    team = list(rows)
    found = conflicts([one.person_id for one in team])
    return tuple(
        TeamLine(
            person_id=one.person_id,
            name=one.person.name,
            unit=one.person.home.name,
            part=one.part,
            part_label=str(one.get_part_display()),
            is_recused=one.recused_at is not None,
            recusal_reason=one.recusal_reason,
            conflicts=() if one.recused_at is not None else found.get(one.person_id, ()),
        )
        for one in team
    )


def interests_of(item: models.AgendaItem) -> Interests:
    """This function will read back from whom an item's conflict graph starts."""
    kept = item.interests
    return Interests(
        party_ids=tuple(kept.get("parties", ())),
        involved={int(pk): role for pk, role in kept.get("involved", {}).items()},
        earlier={int(pk): part for pk, part in kept.get("earlier", {}).items()},
    )


# Rules of the meeting and periods --------------------------------------------------------------------------------


def deliberation_rules(*, region: str, on: date) -> DeliberationRules:
    """This function will return how many must be there and agree, with the citation.

    Refuses (NoDeliberationRules) where the packs say nothing: no figure is not zero.
    """
    try:
        quorum = policies.value(QUORUM, region=region, on=on)
        majority = policies.value(MAJORITY, region=region, on=on)
    except UnknownKey:
        raise errors.NoDeliberationRules() from None
    if quorum.value is None or majority.value is None:
        raise errors.NoDeliberationRules()
    return DeliberationRules(
        quorum=Fraction(quorum.value),
        majority=Fraction(majority.value),
        clause=majority.citation,
        clause_url=majority.clause_url,
        reliability=majority.reliability,
    )


def rules_or_none(*, region: str, on: date) -> DeliberationRules | None:
    """This function will return the rules of deliberation, or None where the packs say nothing, for a page."""
    try:
        return deliberation_rules(region=region, on=on)
    except errors.NoDeliberationRules:
        return None


def deadline_for(*, amount: int | None, unit: str, counted_from: date) -> Due | None:
    """This function will return the last day of a period of `working_days`, `days` or `months`; None where 未规定.

    The first day does not count. Raises ValueError for another unit. Basis: 民法典 201, 202.
    """
    if amount is None:
        return None
    if unit == "working_days":
        counted = calendars.add_working_days(counted_from, amount)
        return Due(counted.on, counted.is_provisional, counted.cause, counted)
    return Due(rules.last_day(counted_from, amount, unit))


# What meetings decided -------------------------------------------------------------------------------------------


def studied_item(item_id: int) -> StudiedItem:
    """This function will return an item of an agenda with its votes. Refuses (NotHere) an unknown one."""
    item = _items().filter(pk=item_id).first()
    if item is None:
        raise NotHere()
    return _studied(item)


def settled_items(subject: str) -> list[StudiedItem]:
    """This function will return the items about a subject whose votes were keyed by two, in the order of meetings."""
    found = _items().filter(subject=subject, checked_at__isnull=False)
    return [_studied(item) for item in found.order_by("meeting__held_on", "pk")]


def open_items(subject: str) -> list[StudiedItem]:
    """This function will return the items about a subject that wait for a vote on meetings not cancelled."""
    found = _items().filter(subject=subject, checked_at=None, meeting__state__in=["PLANNED", "HELD"])
    return [_studied(item) for item in found.order_by("meeting__planned_on", "pk")]


def _items() -> QuerySet[models.AgendaItem]:
    votes = models.Vote.objects.select_related("member").order_by("member_id")
    return models.AgendaItem.objects.select_related("meeting").prefetch_related(Prefetch("votes", votes))


def _studied(item: models.AgendaItem) -> StudiedItem:
    meeting = item.meeting
    return StudiedItem(
        id=item.pk,
        meeting_id=meeting.pk,
        meeting_title=meeting.title,
        body_name=meeting.body_name,
        held_on=meeting.held_on,
        subject=item.subject,
        proposal=item.proposal,
        is_settled=item.checked_at is not None,
        tally=tally_of(item),
        votes=tuple(_line(vote) for vote in item.votes.all()),
        clause=item.tally.get("clause", ""),
        planned_on=meeting.planned_on,
    )


def tally_of(item: models.AgendaItem) -> Tally | None:
    """This function will read back a stored count; None before the check."""
    if item.checked_at is None:
        return None
    return Tally(**{name: item.tally[name] for name in Tally.__dataclass_fields__})


def _line(vote: models.Vote) -> VoteLine:
    member = vote.member
    label = str(vote.get_value_display())
    return VoteLine(member.person_id, member.name, member.post, vote.value, label, vote.reason)


def keyed_votes(item: models.AgendaItem) -> list[VoteInput]:
    """This function will return the votes on file for an item, in the order of the members."""
    rows = models.Vote.objects.filter(item=item).select_related("member").order_by("member_id")
    return [VoteInput(row.member.person_id, row.value, row.reason) for row in rows]


# Pages -----------------------------------------------------------------------------------------------------------


def meetings(actor: Actor, *, year: int | None = None, state: str = "", words: str = "") -> QuerySet[models.Meeting]:
    """This function will return the meetings the actor may see, newest first, with how many items and topics."""
    access.require(actor, VIEW)
    rows = reach.visible_meetings(actor)
    if year:
        rows = rows.filter(planned_on__year=year)
    if state:
        rows = rows.filter(state=state)
    if words:
        rows = rows.filter(Q(body_name__contains=words) | Q(title__contains=words))
    checked = Count("items", filter=Q(items__checked_at__isnull=False), distinct=True)
    talked = Count("topics", distinct=True)
    counted = rows.annotate(item_count=Count("items", distinct=True), topic_count=talked, checked_count=checked)
    return counted.order_by("-planned_on", "-pk")


def open_meetings(actor: Actor, *, on: date) -> list[models.Meeting]:
    """This function will return the planned meetings an item may still go to, the next first."""
    access.require(actor, VIEW)
    rows = reach.visible_meetings(actor).filter(state=models.Meeting.State.PLANNED, planned_on__gte=on)
    return list(rows.order_by("planned_on", "pk")[:FEW])


def years(actor: Actor) -> list[int]:
    """This function will return the years in which there are meetings the actor may see, the last first."""
    access.require(actor, VIEW)
    return [day.year for day in reach.visible_meetings(actor).dates("planned_on", "year", order="DESC")]


def meeting(actor: Actor, meeting_id: int) -> models.Meeting:
    """This function will return a meeting with members, agenda, topics, votes, booklets and what it left to be done.

    A member who stands aside from an item finds the others (`is_whole` is then False). Refuses (404) a meeting of an
    organ outside the actor's branches, and one with an item that is closed to him.
    """
    access.require(actor, VIEW)
    votes = Prefetch("items__votes", models.Vote.objects.select_related("member").order_by("member_id"))
    rows = reach.visible_meetings(actor).select_related("organ", "chair")
    agenda = Prefetch("items", reach.open_items(actor))
    with_all = rows.prefetch_related("members", agenda, votes, "booklets", "topics", "follow_ups")
    found = with_all.filter(pk=meeting_id).first()
    if found is None:
        raise NotHere()
    return found


def item(actor: Actor, item_id: int) -> models.AgendaItem:
    """This function will return one item with its meeting and votes. Refuses (404) one the actor does not see."""
    access.require(actor, VIEW)
    seen = reach.open_items(actor).filter(meeting__in=reach.visible_meetings(actor).values("pk")).order_by()
    found = _items().filter(pk=item_id, pk__in=seen.values("pk")).first()
    if found is None:
        raise NotHere()
    return found


def follow_up_for(actor: Actor, follow_up_id: int) -> models.FollowUp:
    """This function will return what a meeting left to do. Refuses (404) who neither does nor records it."""
    row = models.FollowUp.objects.select_related("meeting").filter(pk=follow_up_id).first()
    if row is None or not may_close(actor, row):
        raise NotHere()
    return row


def meeting_of_topic(actor: Actor, topic_id: int) -> int:
    """This function will return the meeting a topic belongs to. Raises NotHere for one the actor does not see."""
    return _topic(actor, topic_id).meeting_id


def address_of_topic(actor: Actor, topic_id: int) -> str:
    """This function will return the page of what a topic is about. Raises NotHere where it is about nothing on file."""
    topic = _topic(actor, topic_id)
    address = references.address(topic.subject) if topic.subject else ""
    if not address:
        raise NotHere()
    return address


def _topic(actor: Actor, topic_id: int) -> models.Topic:
    found = models.Topic.objects.filter(pk=topic_id, meeting__in=reach.visible_meetings(actor).values("pk")).first()
    if found is None:
        raise NotHere()
    return found


def may_close(actor: Actor, row: models.FollowUp) -> bool:
    """This function will say whether the actor has to do it, or records the meeting that left it."""
    if actor.person_id is not None and actor.person_id == row.person_id:
        return True
    closed = reach.closed_items(actor).filter(meeting_id=row.meeting_id)
    return access.may(actor, RECORD, path=row.meeting.organ_path) and not closed.exists()


def people_called(actor: Actor, words: Iterable[str]) -> dict[str, list[Person]]:
    """This function will find people for a body by whole name or number, for each word; one query.

    They are looked for in the branches for which the actor prepares meetings, whoever manages them: a body's members
    are often managed from above, and only name, unit and post are shown.
    """
    wanted = list(dict.fromkeys(words))
    within = access.in_scopes(actor, PREPARE, "home_path")
    found = people.Person.objects.filter(within, Q(number__in=wanted) | Q(name__in=wanted), state="SERVING")
    rows = list(found.select_related("home").defer("photo", "exchange_source").in_roster_order()[:LIMIT])
    return {word: [one for one in rows if word in {one.name, one.number}] for word in wanted}


def organ_choices(actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """This function will return the organs for which the actor may plan a meeting, indented by depth, for a select."""
    found = organisations.subtree_choices(within=access.scopes(actor, PREPARE), on=on, limit=LIMIT)
    return [(str(one.id), "　" * one.depth + one.name) for one in found]


def people_by_id(ids: Iterable[int]) -> list[Person]:
    """This function will return people already chosen, in the order of choice, for the form that is shown again."""
    wanted = list(dict.fromkeys(ids))
    known = people.Person.objects.select_related("home").defer("photo", "exchange_source").in_bulk(wanted)
    return [known[pk] for pk in wanted if pk in known]


def is_keyed_by(item: models.AgendaItem, actor: Actor) -> bool:
    """This function will say whether the actor keyed the votes in and so cannot check them."""
    return item.keyed_by == audit.actor_ref(actor)


def facts_of(count: Tally, used: DeliberationRules) -> dict[str, Any]:
    """This function will write a count down as it is stored with its item."""
    kept: dict[str, Any] = {name: getattr(count, name) for name in Tally.__dataclass_fields__}
    return kept | {"quorum": str(used.quorum), "majority": str(used.majority), "clause": used.clause}


# Hearing and reasons ---------------------------------------------------------------------------------------------


def hearing_gaps(points: Iterable[rules.Point]) -> tuple[int, ...]:
    """This function will return the numbers of the points without an answer, or still to be verified (S3)."""
    return rules.hearing_gaps(points)


def reason_faults(
    reasons: Mapping[str, str], *, min_characters: int, copied: Mapping[str, int], copied_limit: int
) -> tuple[ReasonFault, ...]:
    """This function will say what is wrong with the reasons given for each element: missing, too short, copied (S2)."""
    return rules.reason_faults(reasons, min_characters=min_characters, copied=copied, copied_limit=copied_limit)
