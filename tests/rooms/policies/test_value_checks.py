"""Which values want checking first, and what recording a check does and refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed, NotHere, Refusal
from dandang.law.policies import actions, check_queries, checking, models, rules
from dandang.law.policies.checking import Wanted
from dandang.law.policies.records import Key
from dandang.ledger.duties.models import Duty
from dandang.registry.access.records import Actor
from tests.factories import registry
from tests.rooms.policies.test_views import page, signed_in

KEY = Key("appraisal.share_pct", "优秀比例", "pct", "appraisal", 0)
TODAY, NOW = registry.TODAY, registry.NOW


def _value(grade: str, checked_on: date | None, document: str = "rule") -> Any:
    return replace(rules.nothing(KEY), reliability=grade, checked_on=checked_on, document=document)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("C", date(2026, 1, 2), False), ("B", date(2020, 1, 1), False)),
        (("B", date(2026, 1, 2), False), ("A", date(2020, 1, 1), False)),
        (("C", date(2025, 1, 1), False), ("C", date(2026, 1, 1), False)),
        (("A", date(2026, 1, 1), True), ("C", date(2020, 1, 1), False)),
        (("A", date(2026, 1, 1), False), ("C", date(2020, 1, 1), False, "elsewhere")),
    ],
)
def test_what_wants_checking_comes_first(first: tuple[Any, ...], second: tuple[Any, ...]) -> None:
    needs = [
        checking.need(_value(grade, day), day, differs, is_here=not elsewhere)
        for grade, day, differs, *elsewhere in (first, second)
    ]

    assert needs[0] < needs[1]


@pytest.mark.parametrize(
    ("packed", "here", "expected"),
    [
        (date(2026, 1, 1), None, date(2026, 1, 1)),
        (date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 1)),
        (date(2026, 3, 1), date(2026, 2, 1), date(2026, 3, 1)),
        (None, date(2026, 2, 1), date(2026, 2, 1)),
        (None, None, date.min),
    ],
)
def test_the_later_look_counts(packed: date | None, here: date | None, expected: date) -> None:
    assert checking.last_looked_at(_value("A", packed), here) == expected


def officer(role: str = "ORG_OFFICER") -> Actor:
    county = registry.county()
    who = registry.person(county.org_department, "周核对")
    return registry.actor_of(role, county.org_department, who=who)


def stored(reliability: str = "C") -> models.Value:
    rows = models.Value.objects.select_related("edition__document", "key")
    found = rows.filter(reliability=reliability, ends_on=None, starts_on__lte=TODAY).order_by("pk").first()
    assert found is not None
    return found


def checked(actor: Actor, value: models.Value, **given: Any) -> int:
    usual: dict[str, Any] = {"checked_on": TODAY, "source": "印发的正式文本第 5 页", "result": "SAME", "at": NOW}
    return actions.check_value(actor=actor, edition_id=value.edition_id, key=value.key.key, **(usual | given))


@pytest.mark.django_db
@pytest.mark.usefixtures("loaded")
class TestChecks:
    def test_a_check_stands_beside_the_value_and_changes_nothing_of_it(self) -> None:
        value = stored()
        before = (value.checked_on, value.reliability, value.edition.digest)

        number = checked(officer(), value, second_reader="吴同看")

        again = stored()
        row = models.ValueCheck.objects.get(pk=number)
        assert (again.checked_on, again.reliability, again.edition.digest) == before
        assert (row.checked_on, row.second_reader, row.checker.name) == (TODAY, "吴同看", "周核对")
        assert Entry.objects.filter(verb="policies.value.checked").count() == 1
        assert not Duty.objects.filter(kind="policies.value.differs").exists()

    def test_a_difference_asks_for_a_new_edition_and_leads_the_list(self) -> None:
        value = stored("A")

        checked(officer(), value, result="DIFFERENT", note="原文写的是 18%")

        duty = Duty.objects.get(kind="policies.value.differs")
        first = check_queries.check_list(on=TODAY, wanted=Wanted()).page.rows[0]
        assert "原文写的是 18%" in duty.why
        assert (first.edition_id, first.value.key, first.is_different) == (value.edition_id, value.key.key, True)

    def test_the_latest_check_counts(self) -> None:
        value, actor = stored("A"), officer()
        checked(actor, value, result="DIFFERENT", note="看错了页", checked_on=TODAY - timedelta(days=1))

        checked(actor, value)

        assert check_queries.check_list(on=TODAY, wanted=Wanted()).different == 0

    @pytest.mark.parametrize(
        ("given", "code"),
        [
            ({"checked_on": TODAY + timedelta(days=1)}, "future_check"),
            ({"result": "DIFFERENT", "note": "  "}, "difference_without_words"),
            ({"second_reader": "周核对"}, "second_reader_is_the_checker"),
        ],
    )
    def test_what_is_no_check_is_refused(self, given: dict[str, Any], code: str) -> None:
        with pytest.raises(Refusal) as refused:
            checked(officer(), stored(), **given)

        assert refused.value.code == code
        assert not models.ValueCheck.objects.exists()

    @pytest.mark.parametrize("role", ["CADRE", "UNIT_OFFICER", "ORG_LEADER", "DISCIPLINE_LEADER"])
    def test_only_officers_record_checks(self, role: str) -> None:
        with pytest.raises(NotAllowed):
            checked(officer(role), stored())

    def test_an_account_without_a_person_records_none(self) -> None:
        actor = registry.actor_of("ORG_OFFICER", registry.county().org_department)

        with pytest.raises(NotAllowed):
            checked(actor, stored())

    def test_a_value_the_edition_does_not_have_is_not_there(self) -> None:
        with pytest.raises(NotHere):
            check_queries.stored_value(stored().edition_id, "nothing.of_the_kind")

    def test_the_database_refuses_a_difference_without_words(self) -> None:
        number = checked(officer(), stored())

        with pytest.raises(IntegrityError), transaction.atomic():
            models.ValueCheck.objects.filter(pk=number).update(result="DIFFERENT")

    def test_unsure_values_come_before_sure_ones(self) -> None:
        found = check_queries.check_list(on=TODAY, wanted=Wanted())
        letters = "".join(row.value.reliability for row in found.page.rows)

        assert letters == "".join(sorted(letters, reverse=True))
        assert sum(found.grades.values()) == found.page.total

    @pytest.mark.parametrize(
        ("wanted", "fits"),
        [
            (Wanted(grade="B"), lambda row: row.value.reliability == "B"),
            (Wanted(subject="tolerance"), lambda row: row.subject == "tolerance"),
            (Wanted(document="anhui-2018"), lambda row: row.value.document == "anhui-2018"),
        ],
    )
    def test_filters_narrow_the_list(self, wanted: Wanted, fits: Callable[[Any], bool]) -> None:
        rows = check_queries.check_list(on=TODAY, wanted=wanted).page.rows

        assert rows
        assert all(fits(row) for row in rows)

    def test_age_counts_from_the_last_look(self) -> None:
        later = TODAY + timedelta(days=400)

        assert check_queries.check_list(on=later, wanted=Wanted(days=365)).page.total > 0
        assert check_queries.check_list(on=TODAY, wanted=Wanted(days=365)).page.total == 0

    def test_the_list_costs_the_same_however_many_checks(
        self, django_assert_max_num_queries: Callable[[int], Any]
    ) -> None:
        client, actor = signed_in(), officer()
        for value in models.Value.objects.select_related("key")[:20]:
            checked(actor, value)
        client.get("/law/checks/")

        with django_assert_max_num_queries(15):
            client.get("/law/checks/")

    def test_the_form_keeps_what_was_typed_when_it_is_refused(self) -> None:
        value = stored()
        path = f"/law/checks/{value.edition_id}/{value.key.key}/"

        response = signed_in().post(
            path, {"checked_on": "2026-11-20", "source": "红头文件", "result": "DIFFERENT", "note": ""}
        )

        assert response.status_code in {400, 403}
        assert not models.ValueCheck.objects.exists()

    def test_readers_see_checks_and_no_form(self) -> None:
        value = stored()

        shown = signed_in("CADRE").get(f"/law/checks/{value.edition_id}/{value.key.key}/").content.decode()

        assert "还没有人在这里核对过" in shown
        assert "登记核对" not in shown
        assert value.key.label in page("/law/checks/?grade=C")
