"""How long do lists and numbers of cases take at 100 and at 10,000 of each, and do queries stay the same?

    python benchmarks/cases.py
    DATABASE_URL=postgresql://… python benchmarks/cases.py

Needs an EMPTY database; without DATABASE_URL a SQLite file in a temporary folder. Tolerance cases, reports with an
allegation each, clarifications and entries of the casebook are made directly, in bulk, and the database's guards are
taken off first: nothing here went through a procedure. Prints, per page and size, queries, the median of five requests
(after one to warm up) in milliseconds of the processor, and the ratio between the sizes. SQLite works in the process
itself; on PostgreSQL the server's time is left out.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from datetime import UTC, date, datetime, timedelta
from typing import Any

import empty

ROUNDS = 5
NOW = datetime(2026, 11, 21, 2, 0, tzinfo=UTC)
TODAY = NOW.date()
REGION, BY = "341299", "bench"
OUTCOMES = (("EXEMPT", "免责"), ("MITIGATED", "减轻"), ("LIGHTER", "从轻"), ("NOT_TOLERATED", "不予容错"))
ELEMENTS = ("MOTIVE", "CONDITIONS", "PROCEDURE", "NATURE", "CONSEQUENCES", "REMEDY")
WORDS = ("泵船", "渡口", "果苗", "台账", "公路", "药品", "贴息", "校车", "供水", "接口", "民宿", "补贴", "大棚", "市场",
         "防汛", "清淤", "改造", "验收", "采购", "拆迁")  # fmt: skip


def main() -> None:
    """Fill the database twice, first small, then large, and time the same pages."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, nargs=2, default=[100, 10_000])
    options = parser.parse_args()
    empty.start("cases")
    _lift_guards()
    stage = Stage()
    seen = []
    for size in options.cases:
        started = time.perf_counter()
        stage.grow_to(size)
        print(f"{size:,} of each ready after {time.perf_counter() - started:.0f} s", file=sys.stderr)
        seen.append(stage.measure())
    _report(options.cases, seen)


def _lift_guards() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP TRIGGER "{name}"')


class Stage:
    """A county of 40 units whose discipline officer has every case on his lists."""

    def __init__(self) -> None:
        from django.test import Client

        from dandang.foundation.calendars import actions as calendars
        from dandang.law.policies import actions as policies
        from dandang.registry.access import queries as access
        from dandang.registry.access.models import RoleGrant
        from dandang.registry.accounts.models import Account
        from dandang.registry.organisations import actions as organisations

        system = access.system_actor("benchmark")
        policies.load_packs(actor=system, at=NOW)
        calendars.seed_calendar()
        founded = date(2000, 1, 1)
        self.county = organisations.create_organisation(
            actor=system, name="青禾县", kind="REGION", founded_on=founded, region=REGION, at=NOW
        )
        self.units = [
            organisations.create_organisation(
                actor=system, name=f"单位{n:02d}", kind="GOVERNMENT", parent_id=self.county.pk, founded_on=founded,
                region=REGION, at=NOW,
            )
            for n in range(40)
        ]  # fmt: skip
        account = Account.objects.create(
            username="bench", display_name="经办", is_active=True, created_at=NOW, must_change_password=False,
            organisation_ref=f"organisations.unit:{self.county.pk}", password_changed_at=NOW,
        )  # fmt: skip
        RoleGrant.objects.create(
            account=account, standing="BUSINESS", role="DISCIPLINE_OFFICER", organisation=self.county,
            starts_on=founded, granted_by=BY, granted_at=NOW,
        )  # fmt: skip
        self.client = Client()
        self.client.force_login(account)
        self.size = 0

    def grow_to(self, size: int) -> None:
        """Add cases, reports, clarifications and entries until there are `size` of each."""
        for start in range(self.size, size, 1000):
            numbers = range(start, min(start + 1000, size))
            people = self._people(numbers)
            self._cases(numbers, people)
            self._reports(numbers, people)
            self._entries(numbers)
        self.size = size
        from dandang.law.search import actions as search

        search.rebuild(at=NOW)

    def _people(self, numbers: range) -> list[Any]:
        from dandang.registry.people.models import Person

        people = [
            Person(
                number=f"{n:08d}", name=f"张{n:05d}", name_key=f"07 {n}", initials="z", sex="1", birth_month="198001",
                work_month="200207", post_text="干部", post_level="", home=self._unit(n), home_path=self._unit(n).path,
                managed_by=self.county, manager_path=self.county.path, team_order=n, created_at=NOW, updated_at=NOW,
            )
            for n in numbers
        ]  # fmt: skip
        return Person.objects.bulk_create(people, batch_size=500)

    def _cases(self, numbers: range, people: list[Any]) -> None:
        from dandang.ledger.casework.models import AgendaItem, Meeting
        from dandang.ledger.matters.models import Matter
        from dandang.parts.tolerance.models import Case, Decision, ElementFinding, Measure

        meeting = Meeting.objects.create(
            title="会议", body_name="会议", organ=self.county, organ_path=self.county.path, region=REGION,
            planned_on=TODAY, planned_at=NOW, planned_by=BY,
        )  # fmt: skip
        matters = Matter.objects.bulk_create(
            Matter(
                number=f"事{n}", title=_title(n), kind="DAILY", happened_from=_day(n), summary=_title(n),
                organisation=self._unit(n), region=REGION, channel="OWN", registered_at=NOW, registered_by=BY,
            )
            for n in numbers
        )  # fmt: skip
        cases = Case.objects.bulk_create(
            Case(
                number=f"青容〔{_day(n).year}〕{n}号", title=_title(n), organ=self.county, organ_path=self.county.path,
                region=REGION, opened_at=NOW, opened_by=BY, matter=matter, person=person, opening="PERSON",
                applicant_name=person.name, account_given=_title(n) * 9, acted_on=_day(n), state=_state(n),
                applied_on=_day(n), accepted_on=_day(n), investigated_on=_day(n) + timedelta(30), report_summary="查明",
            )
            for n, matter, person in zip(numbers, matters, people, strict=True)
        )  # fmt: skip
        decided = [(n, case) for n, case in zip(numbers, cases, strict=True) if case.state != "INVESTIGATING"]
        items = AgendaItem.objects.bulk_create(
            AgendaItem(meeting=meeting, number=place, subject=f"tolerance.case:{case.pk}", title="案", proposal="案")
            for place, (_n, case) in enumerate(decided)
        )
        decisions = Decision.objects.bulk_create(
            Decision(
                case=case, item=item, outcome=OUTCOMES[n % 4][0], outcome_label=OUTCOMES[n % 4][1], is_favourable=True,
                reasons="理由", clause="安徽 第11点", decided_on=_day(n) + timedelta(45), recorded_at=NOW,
                recorded_by=BY, follows_advice=True, publication="单位", served_on=_day(n) + timedelta(50),
            )
            for (n, case), item in zip(decided, items, strict=True)
        )  # fmt: skip
        Measure.objects.bulk_create(
            Measure(decision=one, number=1, text="整改", owner_name="单位", due_on=one.decided_on + timedelta(60))
            for one in decisions
        )
        ElementFinding.objects.bulk_create(
            ElementFinding(
                case=case, element=element, facts="事实", side="FOR" if (n + place) % 5 else "AGAINST", reasons="理由",
                clause="安徽 第11点", found_at=NOW, found_by=BY,
            )
            for n, case in decided
            for place, element in enumerate(ELEMENTS)
        )  # fmt: skip

    def _reports(self, numbers: range, people: list[Any]) -> None:
        from dandang.parts.protection.models import Allegation, Clarification, Report

        given: dict[str, Any] = {
            "system": "DISCIPLINE", "organ": self.county, "organ_path": self.county.path, "region": REGION
        }  # fmt: skip
        reports = Report.objects.bulk_create(
            Report(
                number=f"青信〔{_day(n).year}〕{n}号", way=("WEB", "LETTER", "VISIT")[n % 3], is_signed=False,
                text=_title(n) * 5, received_on=_day(n), accepted_on=_day(n), concluded_on=_day(n), concluded_by=BY,
                state=("CONCLUDED", "ACCEPTED")[n % 7 == 0], registered_by=BY, **given,
            )
            for n in numbers
        )  # fmt: skip
        Allegation.objects.bulk_create(
            Allegation(
                report=report, number=1, text=_title(n), person=person, finding="UNTRUE", reasons="查明", clause="规则",
                found_on=_day(n), found_by=BY, confirmed_on=_day(n), confirmed_by="other",
            )
            for n, report, person in zip(numbers, reports, people, strict=True)
        )  # fmt: skip
        Clarification.objects.bulk_create(
            Clarification(
                number=f"青澄〔{_day(n).year}〕{n}号", report=report, person=person, state="MADE", known_to=3,
                told_to=3, assessment="评估", words=_title(n), is_by_notice=n % 2 == 0, assessed_on=_day(n),
                assessed_by=BY, consented_on=_day(n), approved_on=_day(n), approved_by="other", written_on=_day(n),
                made_on=_day(n), record="会上宣读", **given,
            )
            for n, report, person in zip(numbers, reports, people, strict=True)
        )  # fmt: skip

    def _entries(self, numbers: range) -> None:
        from dandang.ledger.casebook.models import Entry, Section, Trait

        entries = Entry.objects.bulk_create(
            Entry(
                number=f"案例{n}", title=_title(n), organ=self.county, organ_path=self.county.path, desk="DISCIPLINE",
                citation="样例", kind="TOLERATED", kind_label="容错免责", outcome=OUTCOMES[n % 4][0],
                outcome_label=OUTCOMES[n % 4][1], region=REGION, year=_day(n).year, field=("RURAL", "PROJECT")[n % 2],
                state="APPROVED" if n % 20 else "DRAFT", drafted_at=NOW, drafted_by="a", checked_at=NOW, checked_by="a",
                approved_at=NOW if n % 20 else None, approved_by="b" if n % 20 else "",
            )
            for n in numbers
        )  # fmt: skip
        Section.objects.bulk_create(
            Section(entry=entry, part=part, original=_title(n) * 20, text=_title(n) * 20)
            for n, entry in zip(numbers, entries, strict=True)
            for part in ("TITLE", "COURSE", "JUDGEMENT")
        )
        traits = [
            Trait(
                entry=entry, group="ELEMENT", code=element, label=element, side_label="",
                side="FOR" if (n + place) % 5 else "AGAINST",
            )
            for n, entry in zip(numbers, entries, strict=True)
            for place, element in enumerate(ELEMENTS)
        ]  # fmt: skip
        traits += [
            Trait(entry=entry, group="LIST_ITEM", code=f"item{n % 15}", label=f"清单{n % 15}")
            for n, entry in zip(numbers, entries, strict=True)
        ]
        Trait.objects.bulk_create(traits)

    def _unit(self, n: int) -> Any:
        return self.units[n % len(self.units)]

    def measure(self) -> dict[str, tuple[int, float]]:
        """Queries and median milliseconds of the processor of each page."""
        from django.db import connection
        from django.urls import reverse

        from dandang.ledger.casebook.models import Entry

        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        entry = Entry.objects.readable().order_by("pk").values_list("pk", flat=True)[self.size // 2]
        numbers, behind = reverse("tolerance:statistics"), reverse("tolerance:statistics_cases")
        rows = reverse("protection:statistics_rows")
        pages = {
            "tolerance cases": reverse("tolerance:cases"),
            "tolerance cases, by words": reverse("tolerance:cases") + "?words=泵船",
            "tolerance cases, by a person's name": reverse("tolerance:cases") + "?words=张00042",
            "overdue measures": reverse("tolerance:overdue"),
            "tolerance statistics": f"{numbers}?year=2025",
            "cases behind a number": f"{behind}?year=2025&slice=outcome:EXEMPT",
            "cases behind an element": f"{behind}?year=2025&slice=element:PROCEDURE.AGAINST",
            "reports": reverse("protection:reports"),
            "reports, by words": reverse("protection:reports") + "?words=泵船",
            "clarifications": reverse("protection:clarifications"),
            "protection statistics": reverse("protection:statistics"),
            "rows behind a number": f"{rows}?slice=clarified:people&first=2024&last=2026",
            "casebook": reverse("casebook:entries"),
            "casebook, by words": reverse("casebook:entries") + "?words=泵船",
            "casebook, by element and side": reverse("casebook:entries") + "?element=PROCEDURE&side=AGAINST",
            "entry with similar ones": reverse("casebook:entry", args=[entry]),
            "desk": reverse("casebook:desk"),
            "settled cases to draw from": reverse("casebook:new"),
            "search, everything": reverse("search:search") + "?q=泵船",
            "work-list": reverse("duties:home"),
        }
        return {name: self._page(url) for name, url in pages.items()}

    def _page(self, url: str) -> tuple[int, float]:
        answer = self.client.get(url)
        if answer.status_code != 200:
            raise RuntimeError(f"{url} answered {answer.status_code}")
        queries = empty.asked_by(lambda: self.client.get(url))
        times = []
        for _ in range(ROUNDS):
            started = time.process_time()
            self.client.get(url)
            times.append((time.process_time() - started) * 1000)
        return queries, statistics.median(times)


def _title(n: int) -> str:
    return f"{WORDS[n % 20]}{WORDS[(n // 20) % 20]}一事第{n}次"


def _day(n: int) -> date:
    """Spread over five years up to today."""
    return TODAY - timedelta(days=n * 7 % 1826)


def _state(n: int) -> str:
    return ("SERVED", "CORRECTING", "CLOSED", "SERVED", "INVESTIGATING")[n % 5]


def _report(sizes: list[int], seen: list[dict[str, tuple[int, float]]]) -> None:
    text = " / ".join(f"{size:,}" for size in sizes)
    print(f"| page | queries {text} | median ms {text} | ratio |")
    print("|---|---|---|---|")
    for page in seen[0]:
        (q1, t1), (q2, t2) = seen[0][page], seen[1][page]
        print(f"| {page} | {q1} / {q2} | {t1:.0f} / {t2:.0f} | {t2 / t1:.1f} |")


if __name__ == "__main__":
    main()
