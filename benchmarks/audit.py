"""How fast is the record written and verified? Prints entries per second; asserts nothing.

    DATABASE_URL=sqlite:////tmp/audit.sqlite3 ./go run python -m benchmarks.audit [--entries 100000]

Aims (security.md G3): verify 100 000 entries/s; append through Django at least 100 business transactions/s.
Use a database of its own: the entries stay in it.
"""

from __future__ import annotations

import argparse
import os
import resource
import time

import django

APPENDED = 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=100_000)
    entries: int = parser.parse_args().entries
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")
    django.setup()
    _migrate()
    _fill(entries)
    _append()
    _verify()


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _fill(entries: int) -> None:
    """Write most entries in bulk, chained as `record` would, so that verifying has something to do."""
    from django.utils import timezone

    from dandang.foundation.audit import chain
    from dandang.foundation.audit.models import Entry

    last = Entry.objects.order_by("-seq").values_list("seq", "digest").first() or (0, chain.GENESIS)
    at, (seq, digest) = chain.instant_text(timezone.now()), last
    rows = []
    payload = chain.canonical({"fields": ["post", "rank"], "text": "数" * 100})
    for number in range(seq + 1, entries + 1):
        row = {"seq": number, "at": at, "actor": "accounts.account:7", "role": "ORG_OFFICER", "prev": digest}
        row |= {"verb": "people.file.updated", "target": f"people.person:{number}", "clause": "", "reason": ""}
        row |= {"outcome": "DONE", "payload": payload, "alg": chain.SHA256}
        digest = row["digest"] = chain.entry_digest(row)
        rows.append(Entry(**row))
        if len(rows) == 5000:
            Entry.objects.bulk_create(rows)
            rows = []
    Entry.objects.bulk_create(rows)


def _append() -> None:
    from django.db import connection
    from django.utils import timezone

    from dandang.foundation.audit import actions

    began = time.perf_counter()
    for number in range(APPENDED):
        actions.record(
            actor=None,
            verb="people.file.updated",
            target=f"people.person:{number}",
            facts={"n": number},
            at=timezone.now(),
        )
    seconds = time.perf_counter() - began
    print(f"{connection.vendor}: append, one writer: {APPENDED / seconds:,.0f} transactions/s")


def _verify() -> None:
    from django.db import connection

    from dandang.foundation.audit import queries

    began = time.perf_counter()
    report = queries.verify()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{connection.vendor}: verify {report.entries:,} entries in {seconds:.2f} s: {report.entries / seconds:,.0f}/s"
    )
    print(f"peak memory {peak:,.0f} MB; {report.sentence}")


if __name__ == "__main__":
    main()
