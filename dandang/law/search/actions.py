"""Keeping the index up to date: a room's rows again after a change, everything again at night.

Below rights and record: a copy of what other actions wrote and recorded, made in their transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from django.db import connection, transaction

from dandang.law.search import kinds, rules
from dandang.law.search.models import Entry, Posting
from dandang.law.search.records import Rebuilt

CHUNK = 4000
# A row a term: by hand, as making a model of each takes six times as long.
_ADD_POSTING = "INSERT INTO search_posting (term, weight, entry_id) VALUES (%s, %s, %s)"


@transaction.atomic
def index(*, source: str, keys: Collection[int], at: datetime) -> int:
    """This function will read the rows with these keys again and index them.

    What its room no longer gives is forgotten. Call it inside the action that changed them. Does nothing for a source
    that looks for itself. Returns how many of the rows can be found now.
    """
    rows = kinds.source(source).rows
    if rows is None or not keys:
        return 0
    _forget(source, keys)
    return sum(_write(source, chunk, at)[0] for chunk in _chunks(rows(keys)))


@transaction.atomic
def rebuild(*, at: datetime, names: Sequence[str] = ()) -> Rebuilt:
    """This function will empty the index and fill it again from every source, or from those named. All or nothing.

    Raises KeyError for a name nobody registered.
    """
    chosen = list(names or kinds.sources())
    sources = {name: kinds.source(name) for name in chosen}
    if names:
        for name in chosen:
            _forget(name, None)
    else:
        Posting.objects.all()._raw_delete(Posting.objects.db)
        Entry.objects.all()._raw_delete(Entry.objects.db)
    counts, terms = {}, 0
    for name, source in sources.items():
        if source.rows is None:
            continue
        counts[name] = 0
        for chunk in _chunks(source.rows(None)):
            rows, held = _write(name, chunk, at)
            counts[name] += rows
            terms += held
    return Rebuilt(counts, terms)


def _forget(source: str, keys: Collection[int] | None) -> None:
    gone = Entry.objects.filter(source=source)
    if keys is not None:
        gone = gone.filter(key__in=list(keys))
    Posting.objects.filter(entry__in=gone)._raw_delete(Posting.objects.db)
    gone._raw_delete(Entry.objects.db)


def _chunks(rows: Iterable[kinds.Row]) -> Iterator[list[kinds.Row]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk


def _write(source: str, rows: Sequence[kinds.Row], at: datetime) -> tuple[int, int]:
    entries = Entry.objects.bulk_create(
        Entry(source=source, key=row.key, title=row.title[:300], text=row.text, day=row.day, indexed_at=at)
        for row in rows
    )
    # Side by side in the index, terms are written to the same pages: half the time of a large rebuild.
    postings = sorted(
        (term, weight, entry.pk)
        for entry, row in zip(entries, rows, strict=True)
        for term, weight in rules.weights(row.title, row.text, row.also).items()
    )
    with connection.cursor() as cursor:
        cursor.executemany(_ADD_POSTING, postings)
    return len(entries), len(postings)
