"""Forms and templates through the register and out again; exports of many need a second person."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.interchange.excel_template.writing import write_template
from dandang.interchange.intake import actions, errors, making, queries
from dandang.interchange.intake.models import Change
from dandang.interchange.intake.reading import InputFile
from dandang.ledger.duties.models import Duty
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from dandang.registry.people.models import Education, Person
from tests.factories import registry
from tests.factories.registry import NOW
from tests.rooms.interchange.test_formats import PERSON, flat, form, jpeg, old_form
from tests.rooms.interchange.test_import import number_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def officer(county: registry.County) -> Actor:
    return registry.actor_of("ORG_OFFICER", county.county, name="周文澜")


def brought_in(actor: Actor, county: registry.County, *files: InputFile) -> None:
    batch = actions.upload(actor=actor, files=files, organisation_id=county.county.pk, at=NOW)
    batch = actions.check_batch(actor=actor, batch_id=batch.pk, at=NOW)
    assert list(queries.findings(batch, "ERROR")) == []
    actions.apply_batch(actor=actor, batch_id=batch.pk, at=NOW)


@pytest.mark.parametrize("blanks", ["", "  ", "\n   "])
def test_a_form_goes_through_the_register_and_comes_out_equal(
    officer: Actor, county: registry.County, blanks: str
) -> None:
    data = form(
        XianRenZhiWu=f"{blanks}县财政局副局长{blanks}", JianLi=f"{blanks}2008.07--  科员 \n{blanks}续行{blanks}"
    )
    brought_in(officer, county, InputFile("林文.lrmx", data))
    person = Person.objects.get()

    made = actions.export_people(actor=officer, kind=making.LRMX, person_ids=[person.pk], at=NOW)

    again = actions.upload(
        actor=officer, files=[InputFile("林文.lrmx", data)], organisation_id=county.county.pk, at=NOW
    )
    again = actions.check_batch(actor=officer, batch_id=again.pk, at=NOW)

    assert (person.home, bytes(person.photo or b"")) == (county.finance, jpeg())
    assert made.name == "林文.lrmx"
    assert flat(made.data) == flat(data)
    assert (again.updated, again.unchanged) == (0, 1)


def test_the_shared_sample_goes_through_and_comes_out_equal(
    officer: Actor, county: registry.County, shared: Path, tmp_path: Path
) -> None:
    sample = shared / "samples" / "made_up_person.lrmx"

    answer = actions.import_files(actor=officer, paths=[sample], dry_run=False, at=NOW)
    again = actions.import_files(actor=officer, paths=[sample], dry_run=False, at=NOW)
    out = actions.export_lrmx(actor=officer, person_keys=["110101197204150019"], out=tmp_path / "out", at=NOW)

    assert (answer["created"], again["created"], again["updated"], again["unchanged"]) == (1, 0, 0, 1)
    assert flat(Path(out["files"][0]).read_bytes()) == flat(sample.read_bytes())


def test_a_form_updates_by_number_and_keeps_what_it_does_not_say(officer: Actor, county: registry.County) -> None:
    brought_in(officer, county, InputFile("林文.lrmx", form()))

    brought_in(officer, county, InputFile("林文.lrmx", form(XianRenZhiWu="县财政局局长", ZhaoPian="")))

    person = Person.objects.get()
    assert person.post_text == "县财政局局长"
    assert bytes(person.photo or b"") == jpeg()


def test_a_form_corrects_the_school_of_a_degree_alone(officer: Actor, county: registry.County) -> None:
    study = {"QuanRiZhiJiaoYu_XueLi": "大学", "QuanRiZhiJiaoYu_XueLi_BiYeYuanXiaoXi": "某大学"}
    for school in ("某专业", "另一专业"):
        data = form(**study, QuanRiZhiJiaoYu_XueWei_BiYeYuanXiaoXi=school)
        brought_in(officer, county, InputFile("林文.lrmx", data))

    assert list(Education.objects.values_list("school", "degree_school")) == [("某大学", "另一专业")]


def test_an_old_form_without_number_is_never_matched_by_name(officer: Actor, county: registry.County) -> None:
    brought_in(officer, county, InputFile("林文.lrm", old_form()), InputFile("林文.pic", jpeg()))

    again = actions.upload(
        actor=officer, files=[InputFile("林文.lrm", old_form(f28="改了"))], organisation_id=county.county.pk, at=NOW
    )
    again = actions.check_batch(actor=officer, batch_id=again.pk, at=NOW)

    assert Person.objects.count() == 1
    assert "不能只凭姓名认人" in queries.findings(again, "ERROR").get().reason


def test_an_old_and_a_new_form_of_one_person_together_are_asked_about(officer: Actor, county: registry.County) -> None:
    files = [InputFile("林文.lrmx", form(ChuShengNianYue="198603")), InputFile("林文.lrm", old_form())]
    batch = actions.upload(actor=officer, files=files, organisation_id=county.county.pk, at=NOW)

    batch = actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)

    found = queries.findings(batch, "ERROR").get()
    assert found.file == "林文.lrm"
    assert "与“林文.lrmx”同名同出生年月" in found.reason


def test_one_bad_form_among_many_stops_all_and_is_named(officer: Actor, county: registry.County) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("好.lrmx", form())
        archive.writestr("坏.lrmx", form(ChuShengNianYue="1986.13", ShenFenZheng=number_of(3)))
        archive.writestr("假.lrmx", "<html>")
    batch = actions.upload(
        actor=officer, files=[InputFile("一批.zip", target.getvalue())], organisation_id=county.county.pk, at=NOW
    )

    batch = actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)

    found = {finding.file: finding.reason for finding in queries.findings(batch, "ERROR")}
    assert set(found) == {"坏.lrmx", "假.lrmx"}
    assert found["坏.lrmx"] == "月份是 13"
    assert Person.objects.count() == 0


def test_the_template_brings_its_units_and_goes_out_again(officer: Actor, county: registry.County) -> None:
    unit = {"B0101": "县大数据局", "B0114": "X001", "B0131": "行政机关", "B0183": "1"}
    person = dataclasses.replace(PERSON, unit_name="县大数据局")
    data = write_template([person], [unit])

    brought_in(officer, county, InputFile("模板.xlsx", data))

    assert Change.objects.get().unit_name == "县大数据局"
    stored = Person.objects.select_related("home").get()
    assert (stored.home.name, stored.home.parent, stored.home.chief_posts) == ("县大数据局", county.county, 1)
    made = actions.export_people(actor=officer, kind=making.TEMPLATE, person_ids=[stored.pk], at=NOW)
    again = actions.upload(
        actor=officer, files=[InputFile(made.name, made.data)], organisation_id=county.county.pk, at=NOW
    )
    again = actions.check_batch(actor=officer, batch_id=again.pk, at=NOW)
    assert (again.errors, again.unchanged) == (0, 1)


def test_a_person_from_a_form_goes_through_the_template_unchanged(
    officer: Actor, county: registry.County, shared: Path
) -> None:
    sample = (shared / "samples" / "made_up_person.lrmx").read_bytes()
    brought_in(officer, county, InputFile("张三.lrmx", sample))
    made = actions.export_people(actor=officer, kind=making.TEMPLATE, person_ids=[Person.objects.get().pk], at=NOW)

    batch = actions.upload(
        actor=officer, files=[InputFile(made.name, made.data)], organisation_id=county.county.pk, at=NOW
    )
    batch = actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)

    assert [change.differences for change in queries.changes(batch)] == []
    assert (batch.errors, batch.unchanged) == (0, 1)


def test_the_template_says_who_has_retired(officer: Actor, county: registry.County) -> None:
    person = dataclasses.replace(PERSON, extra=(("人员管理状态", "离退人员"),))

    brought_in(officer, county, InputFile("模板.xlsx", write_template([person])))

    assert Person.objects.get().state == "RETIRED"


def test_a_unit_officer_does_not_found_units(county: registry.County) -> None:
    clerk = registry.actor_of("UNIT_OFFICER", county.finance)
    data = write_template([dataclasses.replace(PERSON, unit_name="")], [{"B0101": "县大数据局"}])
    batch = actions.upload(actor=clerk, files=[InputFile("模板.xlsx", data)], organisation_id=county.finance.pk, at=NOW)

    batch = actions.check_batch(actor=clerk, batch_id=batch.pk, at=NOW)

    assert "请组织部门先登记这个机构" in [finding.mend for finding in queries.findings(batch, "ERROR")]
    assert not Organisation.objects.filter(name="县大数据局").exists()


# Exports ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def staff(county: registry.County) -> list[int]:
    """101 people of one unit."""
    return [registry.person(county.finance, f"林文{number}").pk for number in range(101)]


def test_a_hundred_go_out_freely_and_one_more_needs_a_second_person(officer: Actor, staff: list[int]) -> None:
    made = actions.export_people(actor=officer, kind=making.XLSX, person_ids=staff[:100], at=NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(made.data)).active

    assert sheet is not None
    assert sheet.max_row >= 102
    assert Entry.objects.filter(verb="intake.people.exported").count() == 1
    with pytest.raises(Refusal, match="超过 100 人须由另一人批准"):
        actions.export_people(actor=officer, kind=making.XLSX, person_ids=staff, at=NOW)


def test_an_approved_request_opens_exactly_what_was_asked(
    officer: Actor, county: registry.County, staff: list[int]
) -> None:
    leader = registry.actor_of("ORG_LEADER", county.county, name="秦立言")
    asked = actions.ask_export(
        actor=officer,
        kind=making.LRMX,
        person_ids=staff,
        organisation_id=county.county.pk,
        reason="全县年报汇总",
        at=NOW,
    )
    assert Duty.objects.filter(kind="intake.export.answer").count() == 1
    with pytest.raises(errors.Refusal, match="还没有批准"):
        actions.export_people(actor=officer, kind=making.LRMX, person_ids=staff, request_id=asked.pk, at=NOW)
    with pytest.raises(errors.Refusal, match="不能由您批准"):
        actions.answer_request(actor=officer, request_id=asked.pk, is_approved=True, at=NOW)

    actions.answer_request(actor=leader, request_id=asked.pk, is_approved=True, at=NOW)
    made = actions.export_people(actor=officer, kind=making.LRMX, person_ids=staff, request_id=asked.pk, at=NOW)

    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert len(archive.namelist()) == 101
        assert "周文澜" in archive.comment.decode()
    with pytest.raises(errors.Refusal, match="不一致"):
        actions.export_people(actor=officer, kind=making.LRMX, person_ids=staff[:50], request_id=asked.pk, at=NOW)
    with pytest.raises(errors.Refusal, match="不一致"):
        actions.export_people(actor=officer, kind=making.TEMPLATE, person_ids=staff, request_id=asked.pk, at=NOW)
    with pytest.raises(NotHere):
        actions.export_people(actor=leader, kind=making.LRMX, person_ids=staff, request_id=asked.pk, at=NOW)
    with pytest.raises(errors.Refusal, match="有效期"):
        actions.export_people(
            actor=officer, kind=making.LRMX, person_ids=staff, request_id=asked.pk, at=NOW + timedelta(days=8)
        )
    with pytest.raises(errors.Refusal, match="已批准"):
        actions.answer_request(actor=leader, request_id=asked.pk, is_approved=False, at=NOW)


@pytest.mark.parametrize(("reason", "words"), [("", "写明导出的用途"), ("报", "至少 4 个字")])
def test_a_request_needs_a_reason(
    officer: Actor, county: registry.County, staff: list[int], reason: str, words: str
) -> None:
    with pytest.raises(errors.Refusal, match=words):
        actions.ask_export(
            actor=officer, kind="LRMX", person_ids=staff, organisation_id=county.county.pk, reason=reason, at=NOW
        )


def test_people_outside_the_branch_cannot_be_taken_out(county: registry.County, staff: list[int]) -> None:
    other = registry.actor_of("UNIT_OFFICER", county.township)

    with pytest.raises(NotHere):
        actions.export_people(actor=other, kind=making.CSV, person_ids=staff[:1], at=NOW)
    with pytest.raises(errors.Refusal, match="没有找到"):
        actions.export_lrmx(
            actor=other, person_keys=[Person.objects.get(pk=staff[0]).number], out=Path("/nonexistent"), at=NOW
        )


def test_command_line_takes_the_number_of_an_approved_request(
    officer: Actor, county: registry.County, staff: list[int], tmp_path: Path
) -> None:
    leader = registry.actor_of("ORG_LEADER", county.county)
    numbers = list(Person.objects.filter(pk__in=staff).values_list("number", flat=True))
    asked = actions.ask_export(
        actor=officer,
        kind=making.LRMX,
        person_ids=staff,
        organisation_id=county.county.pk,
        reason="全县年报汇总",
        at=NOW,
    )

    with pytest.raises(errors.Refusal, match="另一人批准"):
        actions.export_lrmx(actor=officer, person_keys=numbers, out=tmp_path, at=NOW)
    actions.answer_request(actor=leader, request_id=asked.pk, is_approved=True, at=NOW)
    answer = actions.export_lrmx(actor=officer, person_keys=numbers, out=tmp_path, request_id=asked.pk, at=NOW)

    assert answer["people"] == len(list(tmp_path.glob("*.lrmx"))) == 101


def test_formulas_in_names_leave_the_house_as_text(officer: Actor, county: registry.County) -> None:
    person = registry.person(county.finance, "=cmd|' /C calc'!A0")

    made = actions.export_people(actor=officer, kind=making.CSV, person_ids=[person.pk], at=NOW)

    assert ",'=cmd|" in made.data.decode("utf-8-sig")
