"""How long do the main pages take at 1,000 and at 100,000 people, and do queries and bytes stay the same?

Run once per database; `DATABASE_URL` names an EMPTY one, else a SQLite file in a temporary folder is used:

    python benchmarks/pages.py
    DATABASE_URL=postgresql://… python benchmarks/pages.py

Prints, per page and size, queries, bytes and the median server time of seven requests (after one to warm up), and the
ratio between the sizes. Server time is view and template; no network, no browser.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import UTC, date, datetime

import empty

PEOPLE_PER_UNIT = 25
ROUNDS = 7
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def main() -> None:
    """Fill the database twice, first small, then large, and time the same pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, nargs=2, default=[1_000, 100_000])
    options = parser.parse_args()
    empty.start("pages")
    stage = Stage()
    seen: list[dict[str, tuple[int, int, float]]] = []
    for size in options.people:
        started = time.perf_counter()
        stage.grow_to(size)
        print(f"{size:,} people ready after {time.perf_counter() - started:.0f} s", file=sys.stderr)
        seen.append(stage.measure())
    _report(options.people, seen)


class Stage:
    """A county that grows: units of 25 people each, one scored cycle over all of them, one officer who looks."""

    def __init__(self) -> None:
        from django.test import Client

        from dandang.foundation.calendars import actions as calendars
        from dandang.law.policies import actions as policies
        from dandang.parts.appraisal.models import Cycle, Plan, Run
        from dandang.registry.access import queries as access
        from dandang.registry.access.models import RoleGrant
        from dandang.registry.accounts.models import Account
        from dandang.registry.organisations import actions as organisations

        system = access.system_actor("benchmark")
        policies.load_packs(actor=system, at=NOW)
        calendars.seed_calendar()
        founded = date(2000, 1, 1)
        self.county = organisations.create_organisation(
            actor=system, name="青禾县", kind="REGION", founded_on=founded, region="341299", at=NOW
        )
        account = Account.objects.create(
            username="bench", display_name="经办", is_active=True, created_at=NOW, must_change_password=False,
            organisation_ref=f"organisations.unit:{self.county.pk}", password_changed_at=NOW,
        )  # fmt: skip
        RoleGrant.objects.create(
            account=account, standing="BUSINESS", role="ORG_OFFICER", organisation=self.county, starts_on=founded,
            granted_by="bench", granted_at=NOW,
        )  # fmt: skip
        self.client = Client()
        self.client.force_login(account)
        self.cycle = Cycle.objects.create(
            year=2025, staff_class="CIVIL", title="2025 年度公务员考核", owner=self.county, owner_path=self.county.path,
            region="341299", starts_on=date(2025, 1, 1), ends_on=date(2026, 1, 1), state="SCORED", created_at=NOW,
        )  # fmt: skip
        body = {
            "indicators": [{"id": "德", "weight": 50}, {"id": "绩", "weight": 50}],
            "rater_groups": [{"id": "同级", "weight": 100}],
            "components": [{"id": "年度", "share": 100}],
            "rules": {
                "trim_min_n": 5,
                "trim_share_pct": 10,
                "min_cover_pct": 60,
                "max_tolerated_pct": 50,
                "floor": "80.00",
            },
        }
        self.plan = Plan.objects.create(cycle=self.cycle, title="机关", body=body, updated_at=NOW)
        self.run = Run.objects.create(
            cycle=self.cycle, state="DONE", engine="duckdb", started_by="bench", started_at=NOW, quota={"units": []}
        )
        self.cycle.current_run = self.run
        self.cycle.save()
        self.size = 0

    def grow_to(self, size: int) -> None:
        """Add whole units until `size` people are there; rows are made directly, in bulk."""
        from dandang.parts.appraisal.models import CycleUnit
        from dandang.registry.organisations.models import Name, Organisation, Placement

        first, last = self.size // PEOPLE_PER_UNIT, size // PEOPLE_PER_UNIT
        units = [
            Organisation(
                code=f"B{n:06d}", name=f"单位{n:05d}", kind="GOVERNMENT", region="341299", parent=self.county,
                path=f"{self.county.path}{_base36(n + 1)}", sibling_order=n, founded_on=date(2000, 1, 1),
            )
            for n in range(first, last)
        ]  # fmt: skip
        Organisation.objects.bulk_create(units, batch_size=500)
        made = (
            list(Organisation.objects.filter(code__in=[u.code for u in units[:900]]))
            if len(units) < 900
            else list(Organisation.objects.filter(code__gte=f"B{first:06d}", code__lt=f"B{last:06d}"))
        )
        Name.objects.bulk_create(
            (Name(organisation=u, name=u.name, starts_on=u.founded_on) for u in made), batch_size=500
        )
        Placement.objects.bulk_create(
            (Placement(organisation=u, parent=self.county, starts_on=u.founded_on) for u in made), batch_size=500
        )
        cycle_units = [
            CycleUnit(
                cycle=self.cycle,
                organisation=u,
                organisation_name=u.name,
                path=u.path,
                manager_path=u.path,
                pool="县直机关",
            )
            for u in made
        ]
        CycleUnit.objects.bulk_create(cycle_units, batch_size=500)
        for start in range(0, len(made), 400):
            self._people(made[start : start + 400], start + first)
        self.run.quota = {"units": []}
        self.size = size

    def _people(self, units: list, offset: int) -> None:
        from dandang.parts.appraisal.models import CycleUnit, Participant, Result
        from dandang.registry.people.models import AnnualResult, Person

        cycle_units = {
            unit.organisation_id: unit
            for unit in CycleUnit.objects.filter(cycle=self.cycle, organisation_id__in=[u.pk for u in units])
        }
        people = [
            Person(
                number=f"{(offset + place) * PEOPLE_PER_UNIT + seat:08d}", name=f"张{seat:02d}",
                name_key=f"07 {seat:02d}",
                initials="z", sex="1", birth_month="198001", work_month="200207", post_text=f"{unit.name}干部",
                post_level="", home=unit, home_path=unit.path, managed_by=unit, manager_path=unit.path, team_order=seat,
                resume_text="2002.07--         干部", created_at=NOW, updated_at=NOW,
            )
            for place, unit in enumerate(units)
            for seat in range(PEOPLE_PER_UNIT)
        ]  # fmt: skip
        Person.objects.bulk_create(people, batch_size=500)
        people = list(
            Person.objects.filter(number__gte=people[0].number, number__lte=people[-1].number).order_by("number")
        )
        AnnualResult.objects.bulk_create(
            (AnnualResult(person=one, year=2024, grade="称职", source="FILE") for one in people), batch_size=500
        )
        rows = [
            Participant(
                cycle=self.cycle, unit=cycle_units[one.home_id], plan=self.plan, person=one, person_number=one.number,
                name=one.name, order_key=f"{one.team_order:05d} {one.name_key}", post_text=one.post_text,
                suggested="GRADED", participation="GRADED",
            )
            for one in people
        ]  # fmt: skip
        Participant.objects.bulk_create(rows, batch_size=500)
        made = list(
            Participant.objects.filter(cycle=self.cycle, person_id__gte=people[0].pk, person_id__lte=people[-1].pk)
            .order_by("pk")
            .values_list("pk", "unit_id", "person_number")
        )
        Result.objects.bulk_create(
            (
                Result(
                    run=self.run, participant_id=pk, unit_id=unit_id, state="ok", total_e2=8000 + int(number) % 1500,
                    coverage_bp=10000, rank_in_unit=int(number) % PEOPLE_PER_UNIT + 1, rank_in_pool=int(number) + 1,
                    grade_state="below", lines=[{"line": "L8", "value": 8000 + int(number) % 1500, "unit": "e2"}],
                )
                for pk, unit_id, number in made
            ),
            batch_size=500,
        )  # fmt: skip

    def measure(self) -> dict[str, tuple[int, int, float]]:
        """Queries, bytes and median milliseconds of each page, at the middle of the data."""
        from django.db import connection
        from django.urls import reverse

        from dandang.parts.appraisal.models import CycleUnit
        from dandang.registry.people.models import Person

        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        unit = CycleUnit.objects.filter(cycle=self.cycle).order_by("pk")[self.size // PEOPLE_PER_UNIT // 2]
        person = Person.objects.filter(home_id=unit.organisation_id).first()
        pages = {
            "roster": reverse("people:roster"),
            "roster, found by name": reverse("people:roster") + "?words=张07",
            "file": reverse("people:file", args=[person.pk]),
            "unit": reverse("organisations:unit", args=[unit.organisation_id]),
            "cycle": reverse("appraisal:cycle", args=[self.cycle.pk]),
            "participants": reverse("appraisal:participants", args=[self.cycle.pk]),
            "results": reverse("appraisal:results", args=[self.cycle.pk]),
            "grade": reverse("appraisal:grades", args=[unit.pk]),
        }
        found = {}
        for name, url in pages.items():
            response = self.client.get(url)
            if response.status_code != 200:
                raise RuntimeError(f"{name} {url} answered {response.status_code}")
            queries = empty.asked_by(lambda url=url: self.client.get(url))
            times = []
            for _ in range(ROUNDS):
                started = time.perf_counter()
                self.client.get(url)
                times.append((time.perf_counter() - started) * 1000)
            found[name] = (queries, len(response.content), statistics.median(times))
        return found


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    text = ""
    for _ in range(4):
        number, rest = divmod(number, 36)
        text = digits[rest] + text
    return text


def _report(sizes: list[int], seen: list[dict[str, tuple[int, int, float]]]) -> None:
    small, large = sizes
    sizes_text = f"{small:,} / {large:,}"
    print(f"| page | queries {sizes_text} | bytes {sizes_text} | median ms {sizes_text} | ratio |")
    print("|---|---|---|---|---|")
    for page in seen[0]:
        (q1, b1, t1), (q2, b2, t2) = seen[0][page], seen[1][page]
        print(f"| {page} | {q1} / {q2} | {b1:,} / {b2:,} | {t1:.0f} / {t2:.0f} | {t2 / t1:.2f} |")


if __name__ == "__main__":
    main()
