"""What is found for a question? Permission first: who may see what narrows the rows before any is counted or ranked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from dandang.law.search import kinds, rules
from dandang.law.search.models import Entry, Posting
from dandang.law.search.records import Answer, Group, Hit, Keys, Want
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor

FIRST_HITS = 5  # of each heading on the page of everything
PAGE = 20


@dataclass(frozen=True, slots=True)
class _Question:
    """A question as it is asked everywhere: by whom, in which words, on which day, of which sources."""

    actor: Actor
    words: str
    asked: tuple[Want, ...]
    on: date
    sources: tuple[str, ...]

    @property
    def terms(self) -> list[str]:
        return sorted({term for want in self.asked for term in want.terms})


@dataclass(frozen=True, slots=True)
class _Ranked:
    """An entry with its score, before anything of it is read."""

    entry_id: int
    source: str
    key: int
    score: int
    day: date | None


def search(actor: Actor, question: str, *, on: date, group: str = "", page: int = 1) -> Answer:
    """This function will return what the actor may open and a question finds, by heading, best first.

    `group` narrows the hits to one heading and pages through it; the counts stay those of all headings. The rows a
    reader may not see change neither counts nor order: rarity is counted over the rows he does see. A page beyond the
    last is the last.
    """
    words = rules.tidy_question(question)
    sources = tuple(name for name, one in kinds.sources().items() if not one.verb or access.may(actor, one.verb))
    asking = _Question(actor, words, rules.wants(words), on, sources)
    is_cut = rules.is_cut_short(question)
    if not asking.asked:
        return Answer(words, is_cut, (), ())
    ranked, unseen, is_partial = _ranked(asking)
    counts = {name: _count(asking, name, ranked) for name in dict.fromkeys(map(kinds.group_of, sources))}
    narrowed = group if counts.get(group) else ""
    groups = []
    for name, count in counts.items():
        size = FIRST_HITS if not narrowed else PAGE if narrowed == name else 0
        groups.append(_group(asking, name, count, ranked.get(name, []), page if narrowed else 1, size))
    return Answer(words, is_cut, tuple(one for one in groups if one.count), unseen, is_partial)


def keys(actor: Actor, question: str, *, source: str, on: date) -> Keys:
    """This function will return the keys of what a question finds of one source, best first, for a room's own list."""
    verb = kinds.source(source).verb
    words = rules.tidy_question(question)
    asking = _Question(actor, words, rules.wants(words), on, (source,))
    if not asking.asked or (verb and not access.may(actor, verb)):
        return Keys()
    ranked, _unseen, is_partial = _ranked(asking)
    return Keys(tuple(one.key for one in ranked.get(kinds.group_of(source), ())), is_partial)


def _count(asking: _Question, name: str, ranked: Mapping[str, Sequence[_Ranked]]) -> int:
    return len(ranked.get(name, ())) + sum(_looked(asking, one, 0, 0).count for one in _looking(asking, name))


def _looking(asking: _Question, group: str) -> list[str]:
    """The sources of a heading that look for themselves."""
    return [one for one in asking.sources if kinds.group_of(one) == group and kinds.source(one).look is not None]


def _seen(asking: _Question) -> Q:
    """The postings of entries the actor may see, as a condition the database applies before anything is ranked."""
    seen = Q(pk__in=[])
    for name in asking.sources:
        visible = kinds.source(name).visible
        if visible is not None:
            keys = visible(asking.actor, asking.on).order_by().values("pk")
            seen |= Q(entry__source=name, entry__key__in=keys)
    return seen


def _ranked(asking: _Question) -> tuple[dict[str, list[_Ranked]], tuple[str, ...], bool]:
    """Heading -> its entries, best first; the words that no visible entry holds; whether they hold only some words.

    Two queries; a third for whatever holds some of the question when nothing holds what is needed of it. How rare a
    term is, is counted heading by heading: what is on file of somebody's case never moves the hits of another heading
    (SPEC S9).
    """
    asked, terms = asking.asked, asking.terms
    postings = Posting.objects.filter(_seen(asking), term__in=terms).order_by()
    holders: dict[str, Counter[str]] = {}
    for source, term, n in postings.values_list("entry__source", "term").annotate(n=Count("pk")):
        holders.setdefault(kinds.group_of(source), Counter())[term] += n
    held = set().union(*holders.values())
    unseen = tuple(want.word for want in asked if not all(term in held for term in want.needed))
    found = _scored(postings, asking, holders, rules.needed(asked))
    is_partial = not found and len(asked) > 1 and len(unseen) < len(asked)
    if is_partial:
        found = _scored(postings, asking, holders, rules.needed_at_least(asked))
    groups: dict[str, list[_Ranked]] = {}
    for one in found:
        groups.setdefault(kinds.group_of(one.source), []).append(one)
    for rows in groups.values():
        rows.sort(key=lambda one: (-one.score, -(one.day or date.min).toordinal(), one.source, one.key))
    return groups, unseen, is_partial and bool(found)


def _scored(
    postings: QuerySet[Posting], asking: _Question, holders: Mapping[str, Mapping[str, int]], enough: int
) -> list[_Ranked]:
    shares = rules.masses(asking.asked)
    rows = (
        postings.values_list("entry_id", "entry__source", "entry__key")
        .annotate(
            answered=Sum(_by_term({term: Value(shares.get(term, 0)) for term in asking.terms})),
            score=Sum(_weighed(asking, holders)),
            day=F("entry__day"),
        )
        .filter(answered__gte=enough)
    )
    return [_Ranked(entry, source, key, score, day) for entry, source, key, _answered, score, day in rows]


def _weighed(asking: _Question, holders: Mapping[str, Mapping[str, int]]) -> Case:
    """What a posting adds to the score of its entry: its weight, times how rare its term is under that heading."""
    headings = []
    for name, held in holders.items():
        rarity = rules.rarity({term: held.get(term, 0) for term in asking.terms})
        mine = [one for one in asking.sources if kinds.group_of(one) == name]
        weighed = _by_term({term: F("weight") * rarity[term] for term in asking.terms})
        headings.append(When(entry__source__in=mine, then=weighed))
    return Case(*headings, default=Value(0), output_field=IntegerField())


def _by_term(values: Mapping[str, Any]) -> Case:
    return Case(*(When(term=term, then=value) for term, value in values.items()), output_field=IntegerField())


def _group(asking: _Question, name: str, count: int, ranked: Sequence[_Ranked], page: int, size: int) -> Group:
    label = str(next(kinds.source(one).label for one in asking.sources if kinds.group_of(one) == name))
    page = min(page, max(1, -(-count // (size or 1))))
    start, stop = (page - 1) * size, page * size
    looking = _looking(asking, name)
    hits: list[Hit] = []
    if size and count and looking:
        hits = _hits_of_keys(asking, looking[0], _looked(asking, looking[0], start, stop).keys)
    elif size and count:
        hits = _hits(asking, ranked[start:stop])
    return Group(name, label, count, page, tuple(hits))


def _looked(asking: _Question, name: str, start: int, stop: int) -> kinds.Found:
    look = kinds.source(name).look
    return look(asking.actor, asking.words, asking.on, start, stop) if look is not None else kinds.Found(0, ())


def _hits(asking: _Question, ranked: Sequence[_Ranked]) -> list[Hit]:
    """The hits of one page: their texts in one query, their names and addresses asked of their rooms."""
    texts = dict(Entry.objects.filter(pk__in=[one.entry_id for one in ranked]).values_list("pk", "text"))
    keys: dict[str, list[int]] = {}
    for one in ranked:
        keys.setdefault(one.source, []).append(one.key)
    shown = {name: kinds.source(name).shown(asking.actor, found) for name, found in keys.items()}
    return [
        _hit(shown[one.source][one.key], texts.get(one.entry_id, ""), asking.asked)
        for one in ranked
        if one.key in shown[one.source]
    ]


def _hits_of_keys(asking: _Question, name: str, keys: Sequence[int]) -> list[Hit]:
    shown = kinds.source(name).shown(asking.actor, keys)
    return [_hit(shown[key], "", asking.asked) for key in keys if key in shown]


def _hit(shown: kinds.Shown, text: str, asked: Sequence[Want]) -> Hit:
    title, line = rules.marked(shown.title, asked), rules.marked(shown.line, asked)
    return Hit(title, shown.url, line, rules.snippet(text, asked), shown.tag)
