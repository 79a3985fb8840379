"""Which stored values want checking first: the unsure ones, and those nobody has compared for the longest time?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from dandang.foundation.ui.pages import PAGE_SIZE, Page
from dandang.law.policies import checking, errors, models, rules, shelf
from dandang.law.policies.checking import Wanted
from dandang.law.policies.records import Value
from dandang.law.policies.states import CheckResult


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A value with the latest check made of it here, if any; `days` since anybody last compared it."""

    value: Value
    subject: str
    edition_id: int
    checked_on: date
    days: int
    latest: models.ValueCheck | None

    @property
    def is_different(self) -> bool:
        """Whether the latest check found another text."""
        return self.latest is not None and self.latest.result == CheckResult.DIFFERENT


@dataclass(frozen=True, slots=True)
class CheckList:
    """One page of the work-list, and how many values of each grade the other filters leave."""

    page: Page[CheckRow]
    grades: dict[str, int]
    different: int


def check_list(*, on: date, wanted: Wanted, number: int = 1) -> CheckList:
    """Return the values in force on a day, most in need of checking first. Two queries, however many values."""
    library = shelf.current()
    latest, editions = _latest_checks(), _edition_numbers()
    rows = []
    for key, stated in library.values.items():
        for one in stated:
            if one.edition in editions and checking.is_in_force(one, on):
                found = latest.get((editions[one.edition], key))
                rows.append(_row(one, library.keys[key].subject, editions[one.edition], found, on))
    kept = [row for row in rows if _fits(row, wanted)]
    grades = {letter: sum(row.value.reliability == letter for row in kept) for letter in "ABC"}
    shown = [row for row in kept if wanted.grade in {"", row.value.reliability}]
    shown.sort(key=lambda row: checking.need(row.value, row.checked_on, row.is_different, is_here=_is_here(row)))
    return CheckList(_page(shown, number), grades, sum(row.is_different for row in kept))


def stored_value(edition_id: int, key: str) -> models.Value:
    """Return a stored value with its edition, key and clause. Raises NotHere."""
    rows = models.Value.objects.select_related("edition__document", "key", "clause")
    found = rows.filter(edition_id=edition_id, key__key=key).first()
    if found is None:
        raise errors.no_such_value()
    return found


def checks_of(value: models.Value) -> list[models.ValueCheck]:
    """Return every check of a value, newest first, with the person who made it."""
    rows = models.ValueCheck.objects.filter(edition_id=value.edition_id, key_id=value.key_id)
    return list(rows.select_related("checker"))


def has_difference(edition_id: int) -> bool:
    """Whether the latest check of any value of an edition found another text."""
    rows = models.ValueCheck.objects.filter(edition_id=edition_id).order_by("checked_on", "pk")
    latest = dict(rows.values_list("key_id", "result"))
    return CheckResult.DIFFERENT in latest.values()


def days_of_checks() -> dict[tuple[str, str], date]:
    """Return, by edition and key, the day of the last check made in this installation. One query."""
    rows = models.ValueCheck.objects.select_related("edition__document", "key").defer("edition__body")
    return {(row.edition.name, row.key.key): row.checked_on for row in rows.order_by("checked_on", "pk")}


def document_choices(on: date) -> list[tuple[str, str]]:
    """Return code and title of the documents that give values on a day. No query."""
    stated = (one for values in shelf.current().values.values() for one in values if checking.is_in_force(one, on))
    return sorted({(one.document, one.document_title) for one in stated}, key=lambda one: one[1])


def _latest_checks() -> dict[tuple[int, str], models.ValueCheck]:
    rows = models.ValueCheck.objects.select_related("key").order_by("checked_on", "pk")
    return {(row.edition_id, row.key.key): row for row in rows}


def _edition_numbers() -> dict[str, int]:
    rows = models.Edition.objects.select_related("document").defer("body")
    return {row.name: row.pk for row in rows}


def _row(value: Value, subject: str, edition_id: int, found: models.ValueCheck | None, on: date) -> CheckRow:
    checked_on = checking.last_looked_at(value, found.checked_on if found is not None else None)
    return CheckRow(value, subject, edition_id, checked_on, (on - checked_on).days, found)


def _is_here(row: CheckRow) -> bool:
    return row.value.region in rules.region_chain(settings.REGION)


def _fits(row: CheckRow, wanted: Wanted) -> bool:
    if (wanted.is_different and not row.is_different) or (wanted.is_here and not _is_here(row)):
        return False
    if wanted.subject not in {"", row.subject} or wanted.document not in {"", row.value.document}:
        return False
    return row.days >= wanted.days


def _page(rows: list[CheckRow], number: int) -> Page[CheckRow]:
    last = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(1, number), last)
    start = (number - 1) * PAGE_SIZE
    return Page(rows[start : start + PAGE_SIZE], number, PAGE_SIZE, len(rows), False)
