"""How long does the search take with many documents? Rebuild, questions of each kind, and the ratio to a tenth of them.

    python benchmarks/search.py --documents 50000
    DATABASE_URL=postgresql://… python benchmarks/search.py

Milliseconds are of the processor (SQLite works in the process itself; on PostgreSQL they leave out the server).
Documents are put together from the clauses of the project's own packs; every second one is hidden from the reader.
Needs an EMPTY database; without DATABASE_URL a SQLite file in a temporary folder.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import UTC, datetime
from typing import Any

import empty

NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
SOURCE, ROOM = "bench.document", "bench.room"
QUESTIONS = {
    "one frequent word": "干部",
    "one word": "备案",
    "two words": "容错 备案",
    "a question": "三个区分开来怎么认定",
    "a long question": "因缺乏经验先行先试出现失误错误的干部应当怎样容错纠错并澄清正名",
    "a substring of no word": "错纠",
    "a number": "青组〔2026〕1234号",
    "nothing": "火星探测",
}


def main() -> None:
    """Fill the index twice, first with a tenth, and time the same questions."""
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=50_000)
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    empty.start("search")
    _load_law()
    sizes = [chosen.documents // 10, chosen.documents]
    _report([_measured(size, chosen.rounds) for size in sizes])


def _load_law() -> None:
    from dandang.law.policies import actions as policies
    from dandang.registry.access import queries as access

    policies.load_packs(actor=access.system_actor("benchmark"), at=NOW)


def _measured(count: int, rounds: int) -> dict[str, Any]:
    """Fill the index with `count` documents, every second one hidden, and time each question."""
    from dandang.law.search import actions, kinds, queries
    from dandang.law.search.models import Entry
    from dandang.registry.access import queries as access

    # Entries of another source stand for the room's own rows; those with a day may be opened.
    Entry.objects.filter(source__in=[SOURCE, ROOM]).delete()
    Entry.objects.bulk_create(
        Entry(source=ROOM, key=place, title="", day=NOW.date() if place % 2 else None, indexed_at=NOW)
        for place in range(count)
    )
    texts = _texts()
    chance = random.Random(20261122)
    keys = list(Entry.objects.filter(source=ROOM).order_by("key").values_list("pk", flat=True))
    rows = {key: _row(key, place, chance, texts) for place, key in enumerate(keys)}
    kinds.register_source(
        SOURCE,
        kinds.Source(
            label="文档",
            order=1,
            rows=lambda wanted: rows.values(),
            visible=lambda actor, on: Entry.objects.filter(source=ROOM, day__isnull=False),
            shown=lambda actor, wanted: {key: kinds.Shown(rows[key].title, f"/{key}/") for key in wanted},
        ),
    )
    started, worked = time.perf_counter(), time.process_time()
    built = actions.rebuild(at=NOW, names=[SOURCE])
    rebuild, cpu = time.perf_counter() - started, time.process_time() - worked
    actor = access.system_actor("benchmark")
    asked: dict[str, tuple[int, float]] = {}
    every: list[float] = []
    for label, question in QUESTIONS.items():
        times = []
        for _ in range(rounds + 1):
            started = time.process_time()
            answer = queries.search(actor, question, on=NOW.date())
            times.append((time.process_time() - started) * 1000)
        every += times[1:]
        asked[label] = (answer.count, statistics.median(times[1:]))
    p95 = statistics.quantiles(every, n=20)[-1]
    return {"count": count, "terms": built.terms, "rebuild": rebuild, "cpu": cpu, "p95": p95, "asked": asked}


def _texts() -> list[str]:
    from dandang.law.policies.models import Clause

    clauses = list(Clause.objects.order_by("pk").values_list("summary", flat=True))
    return [piece for text in clauses for piece in text.split("；") if len(piece) > 5]


def _row(key: int, place: int, chance: random.Random, texts: list[str]) -> Any:
    from dandang.law.search.kinds import Row

    text = "；".join(chance.sample(texts, 4))
    return Row(key, f"青组〔2026〕{place}号 {chance.choice(texts)[:20]}", text)


def _report(seen: list[dict[str, Any]]) -> None:
    few, many = seen
    for one in seen:
        print(f"{one['count']:,} documents: {one['terms']:,} postings, ", end="")
        print(f"rebuilt in {one['rebuild']:.1f} s ({one['cpu']:.1f} s of processor), ", end="")
        print(f"p95 of all questions {one['p95']:.0f} ms of processor")
    for label in QUESTIONS:
        (found, before), (_, after) = many["asked"][label], few["asked"][label]
        print(f"| {label} | {found:,} | {after:.0f} / {before:.0f} | {before / after:.1f} |")


if __name__ == "__main__":
    main()
