"""Loading packs: all or none, twice is once, a loaded edition never changes, and everything is on record."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotAllowed
from dandang.law.policies import actions, errors, models, queries
from dandang.law.policies.records import LoadReport
from dandang.registry.access import kinds
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor, Grant
from tests.factories import packs as made
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db
SYSTEM = access.system_actor()
DAY = date(2026, 11, 21)


def load(folder: Path) -> LoadReport:
    return actions.load_packs(actor=SYSTEM, folder=folder, at=NOW)


def share(region: str = made.COUNTY, on: date = DAY) -> object:
    return queries.value(made.KEY, region=region, on=on).value


def test_loading_writes_editions_clauses_values_and_the_record(tmp_path: Path) -> None:
    report = load(made.write(tmp_path, made.pack()))

    edition = models.Edition.objects.get()
    assert report.loaded == ("rule-000000@2020-01-01",)
    assert (edition.clauses.count(), edition.values.count()) == (1, 1)
    assert edition.digest
    assert Entry.objects.get(verb="policies.edition.loaded").target == f"policies.edition:{edition.pk}"
    assert share() == 20


def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    load(folder)

    report = load(folder)

    assert (report.loaded, report.unchanged) == ((), ("rule-000000@2020-01-01",))
    assert models.Edition.objects.count() == 1
    assert Entry.objects.filter(verb="policies.edition.loaded").count() == 1


def test_a_comment_in_the_file_is_no_change(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    load(folder)
    file = folder / "rule-000000" / "2020-01-01.yaml"
    file.write_text("# 核对人的一句话\n" + file.read_text(encoding="utf-8"), encoding="utf-8")

    assert load(folder).loaded == ()


def test_a_loaded_edition_cannot_say_something_else(tmp_path: Path) -> None:
    load(made.write(tmp_path, made.pack()))
    made.write(tmp_path, made.pack(made.CENTRE, "2020-01-01", made.value(given=30)))

    with pytest.raises(errors.ChangedEdition, match="另立一版"):
        load(tmp_path)

    assert share() == 20


def test_a_new_edition_closes_the_one_it_supersedes(tmp_path: Path) -> None:
    load(made.write(tmp_path, made.pack(made.CENTRE, "2007-01-01", made.value(given=15))))
    new = made.pack(made.CENTRE, "2020-01-01", made.value(given=20), supersedes="2007-01-01")
    load(made.write(tmp_path, new))

    old = models.Edition.objects.get(starts_on="2007-01-01")
    assert (old.ends_on, old.values.get().ends_on) == (date(2020, 1, 1), date(2020, 1, 1))
    assert (share(on=date(2019, 12, 31)), share(on=date(2020, 1, 1))) == (15, 20)
    assert queries.altered_editions() == []


def test_an_edition_that_overlaps_a_loaded_one_is_refused_whole(tmp_path: Path) -> None:
    load(made.write(tmp_path, made.pack(made.CENTRE, "2007-01-01")))
    other = made.pack(made.PROVINCE, "2021-01-01", made.value(given=21))

    with pytest.raises(errors.BadPacks, match="重叠"):
        load(made.write(tmp_path, made.pack(made.CENTRE, "2020-01-01"), other))

    assert models.Edition.objects.count() == 1
    assert share() == 20


def test_packs_are_held_against_loaded_ones_from_another_folder(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    load(made.write(first, made.pack(made.CENTRE, "2020-01-01", made.value(cap=25))))

    with pytest.raises(errors.BadPacks, match="超出"):
        load(made.write(second, made.pack(made.PROVINCE, "2021-01-01", made.value(given=30))))


def test_a_bad_file_stops_the_whole_load(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    (folder / "rule-000000" / "2021-01-01.yaml").write_text("document: [", encoding="utf-8")

    with pytest.raises(errors.BadPacks, match="一版也没有载入"):
        load(folder)

    assert not models.Edition.objects.exists()


def test_only_the_system_administrator_and_the_program_load(tmp_path: Path) -> None:
    folder = made.write(tmp_path, made.pack())
    officer = Actor(account_id=1, name="周文澜", grants=(Grant(kinds.ORG_OFFICER, 1, "0001"),))
    administrator = Actor(account_id=2, name="管理员", standing="SYSTEM", grants=(Grant(kinds.SYSTEM_ADMIN, None, ""),))

    with pytest.raises(NotAllowed):
        actions.load_packs(actor=officer, folder=folder, at=NOW)
    report = actions.load_packs(actor=administrator, folder=folder, at=NOW)

    assert report.loaded


def test_a_body_changed_behind_our_back_is_noticed(tmp_path: Path) -> None:
    load(made.write(tmp_path, made.pack()))
    edition = models.Edition.objects.get()
    edition.body["values"][0]["value"] = 99
    edition.save()

    assert queries.altered_editions() == ["rule-000000@2020-01-01"]


def test_a_document_is_named_as_its_newest_edition(tmp_path: Path) -> None:
    new = made.pack(made.CENTRE, "2020-01-01", supersedes="2007-01-01")
    old = made.pack(made.CENTRE, "2007-01-01")
    new["document"]["title"], old["document"]["title"] = "规定", "规定（试行）"

    load(made.write(tmp_path, new, old))

    assert models.Document.objects.get().title == "规定"


def test_the_database_itself_keeps_one_edition_per_day(tmp_path: Path) -> None:
    load(made.write(tmp_path, made.pack()))
    edition = models.Edition.objects.get()
    edition.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)
