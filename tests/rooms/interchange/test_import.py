"""From a file to the register: dry run, all or nothing, again without change, refusals with their cell."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from dandang.foundation.ground.identity_number import check_character
from dandang.interchange.intake import actions, errors, queries, storing
from dandang.interchange.intake.models import Batch
from dandang.interchange.intake.reading import InputFile
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person
from tests.factories import registry
from tests.factories.registry import NOW

pytestmark = pytest.mark.django_db


def number_of(serial: int, born: str = "19860312", sex: str = "男") -> str:
    """A made-up identity number that checks."""
    sequence = serial * 2 + (1 if sex == "男" else 0)
    seventeen = f"341299{born}{sequence:03d}"
    return seventeen + check_character(seventeen)


HEADINGS = ["姓名", "公民身份号码", "性别", "出生年月", "民族", "籍贯", "工作单位", "现任职务", "参加工作时间"]


def row(serial: int, **changes: str) -> list[str]:
    """A row of a roster that passes."""
    values = {
        "姓名": f"林文{chr(0x4E00 + serial)}",
        "公民身份号码": number_of(serial),
        "性别": "男",
        "出生年月": "1986.03",
        "民族": "汉族",
        "籍贯": "安徽青禾",
        "工作单位": "县财政局",
        "现任职务": "县财政局科员",
        "参加工作时间": "2009.07",
    }
    return list((values | changes).values())


def roster(*rows: list[Any], headings: list[str] | None = None) -> bytes:
    """A one-sheet roster."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet = book.add_worksheet("干部名册")
    for at, cells in enumerate([headings or HEADINGS, *rows]):
        sheet.write_row(at, 0, cells)
    book.close()
    return target.getvalue()


@pytest.fixture
def county() -> registry.County:
    return registry.county()


@pytest.fixture
def officer(county: registry.County) -> Actor:
    return registry.actor_of("ORG_OFFICER", county.county, name="周文澜")


def checked(actor: Actor, county: registry.County, data: bytes, name: str = "名册.xlsx") -> Batch:
    batch = actions.upload(actor=actor, files=[InputFile(name, data)], organisation_id=county.county.pk, at=NOW)
    return actions.check_batch(actor=actor, batch_id=batch.pk, at=NOW)


def test_dry_run_counts_and_writes_nobody(officer: Actor, county: registry.County) -> None:
    batch = checked(officer, county, roster(row(1), row(2)))

    assert (batch.people, batch.created, batch.updated, batch.errors) == (2, 2, 0, 0)
    assert Person.objects.count() == 0


def test_applying_writes_everybody_once_and_again_changes_nothing(officer: Actor, county: registry.County) -> None:
    data = roster(row(1), row(2))
    batch = checked(officer, county, data)

    actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)
    again = checked(officer, county, data)

    person = Person.objects.get(identity_number=number_of(1))
    assert (person.home, person.managed_by, person.birth_month) == (county.finance, county.finance, "198603")
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    with pytest.raises(Exception, match="完全一样"):
        actions.apply_batch(actor=officer, batch_id=again.pk, at=NOW)


def test_changes_are_shown_field_by_field_and_blank_cells_erase_nothing(
    officer: Actor, county: registry.County
) -> None:
    actions.apply_batch(actor=officer, batch_id=checked(officer, county, roster(row(1))).pk, at=NOW)

    batch = checked(officer, county, roster(row(1, 现任职务="县财政局预算股股长", 籍贯="")))
    actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW + timedelta(minutes=1))

    change = queries.changes(batch).get()
    assert change.differences == [["现任职务", "县财政局科员", "县财政局预算股股长"]]
    assert change.masked_number.startswith("3412****")
    person = Person.objects.get()
    assert (person.post_text, person.native_place) == ("县财政局预算股股长", "安徽青禾")


@pytest.mark.parametrize(
    ("column", "value", "reason", "mend"),
    [
        ("公民身份号码", "34129919860732321X", "1986 年 7 月 32 日，不存在", "第 7–14 位"),
        ("公民身份号码", number_of(1)[:17] + "0", "校验位不对", "逐位核对"),
        ("公民身份号码", "", "没有填公民身份号码", "补填 18 位号码"),
        ("公民身份号码", "341299860312001", "15 位的旧号码", "18 位"),
        ("出生年月", "1979.13", "月份是 13", "1979.12"),
        ("出生年月", "2031.01", "还没有到", "核对"),
        ("参加工作时间", "2023/8", "无法确定是年月还是年月日", "2023.08"),
        ("民族", "土家", "不在代码表 GB/T 3304 中", "土家族"),
        ("性别", "M", "不是男或女", "“男”或“女”"),
        ("工作单位", "县财証局", "最接近的是“县财政局”", "先登记新机构"),
        ("姓名", "", "没有填姓名", "补填姓名"),
    ],
)
def test_a_wrong_cell_is_named_with_reason_and_mend(
    officer: Actor, county: registry.County, column: str, value: str, reason: str, mend: str
) -> None:
    batch = checked(officer, county, roster(row(1), row(2, **{column: value})))

    found = queries.findings(batch, "ERROR").get()
    assert (found.sheet, found.row, found.column) == ("干部名册", 3, column)
    assert reason in found.reason
    assert mend in found.mend
    with pytest.raises(errors.Refusal, match="1 处要改"):
        actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)
    assert Person.objects.count() == 0


def test_identity_number_stored_as_a_number_is_refused_and_never_repaired(
    officer: Actor, county: registry.County
) -> None:
    cells: list[Any] = row(1)
    cells[1] = float(number_of(1)[:17] + "1")
    batch = checked(officer, county, roster(cells))

    found = queries.findings(batch, "ERROR").first()
    assert found is not None
    assert (found.row, found.column, found.letter) == (2, "公民身份号码", "B")
    assert "最后几位已经丢失" in found.reason
    assert batch.created == 0


def test_one_person_twice_in_a_file_is_refused(officer: Actor, county: registry.County) -> None:
    batch = checked(officer, county, roster(row(1), row(1, 姓名="林文别")))

    found = queries.findings(batch, "ERROR").get()
    assert "与第 2 行是同一个身份证号" in found.reason


def test_warnings_do_not_stop_the_import(officer: Actor, county: registry.County) -> None:
    batch = checked(officer, county, roster(row(1, 出生年月="1986.05", 性别="女")))

    reasons = " ".join(queries.findings(batch, "HINT").values_list("reason", flat=True))
    assert batch.errors == 0
    assert "出生年月与身份证号不一致：这里是 1986.05，号码表示 1986.03" in reasons
    assert "性别与身份证号不一致" in reasons


def test_the_same_file_twice_is_told_duplicate(officer: Actor, county: registry.County) -> None:
    data = roster(row(1))
    first = actions.upload(actor=officer, files=[InputFile("a.xlsx", data)], organisation_id=county.county.pk, at=NOW)

    with pytest.raises(errors.Duplicate, match="周文澜.*上传过") as duplicate:
        actions.upload(actor=officer, files=[InputFile("b.xlsx", data)], organisation_id=county.county.pk, at=NOW)

    assert duplicate.value.batch_id == first.pk


def test_applying_twice_is_refused_the_second_time(officer: Actor, county: registry.County) -> None:
    batch = checked(officer, county, roster(row(1)))
    actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    with pytest.raises(errors.Refusal, match="已写入"):
        actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    assert Person.objects.count() == 1


def test_a_unit_officer_may_not_touch_people_managed_above(county: registry.County) -> None:
    leader = registry.person(county.finance, "顾局长", managed_by=county.county, identity_number=number_of(1))
    clerk = registry.actor_of("UNIT_OFFICER", county.finance)
    batch = actions.upload(
        actor=clerk,
        files=[InputFile("名册.xlsx", roster(row(1, 现任职务="改掉")))],
        organisation_id=county.finance.pk,
        at=NOW,
    )

    batch = actions.check_batch(actor=clerk, batch_id=batch.pk, at=NOW)

    assert "不能在您的管理范围内登记" in queries.findings(batch, "ERROR").get().reason
    leader.refresh_from_db()
    assert leader.post_text == "科员"


def test_namesakes_are_never_merged(officer: Actor, county: registry.County) -> None:
    registry.person(county.finance, "林文丁", birth_month="198603", identity_number=number_of(77))

    batch = checked(officer, county, roster(row(1, 姓名="林文丁")))

    assert batch.created == 1
    assert "身份证号不同" in queries.findings(batch, "HINT").get().reason


def test_another_name_under_a_known_number_is_asked_about(officer: Actor, county: registry.County) -> None:
    registry.person(county.finance, "林文甲", birth_month="198603", identity_number=number_of(1))

    batch = checked(officer, county, roster(row(1, 姓名="周平")))

    reasons = list(queries.findings(batch, "HINT").values_list("reason", flat=True))
    assert reasons == ["姓名与名册不同：名册中这个身份证号是“林文甲”，将改为“周平”"]


def test_progress_knows_how_many_rows_there_are(
    officer: Actor, county: registry.County, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int, int]] = []
    monkeypatch.setattr(storing, "note_progress", lambda _, stage, done, total: seen.append((stage, done, total)))

    checked(officer, county, roster(*(row(serial) for serial in range(1, 6))))

    assert seen == [("CHECK", 0, 5), ("CHECK", 5, 5)]


def test_a_register_that_changed_after_the_check_stops_the_write_as_a_whole(
    officer: Actor, county: registry.County
) -> None:
    batch = checked(officer, county, roster(row(1), row(2)))
    registry.person(county.city, "外人", managed_by=county.city, identity_number=number_of(2))

    with pytest.raises(errors.Refusal, match="核对之后有了变化"):
        actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    batch.refresh_from_db()
    assert batch.state == "CHECKED"
    assert not Person.objects.filter(identity_number=number_of(1)).exists()


def test_uncertain_columns_are_asked_for_and_remembered(officer: Actor, county: registry.County) -> None:
    data = roster(row(1), headings=["姓名", "证件", *HEADINGS[2:]])
    batch = actions.upload(
        actor=officer, files=[InputFile("名册.xlsx", data)], organisation_id=county.county.pk, at=NOW
    )
    assert batch.needs_mapping

    page = queries.columns_page(batch)
    mapping = {column.letter: column.meaning for column in page.columns} | {"B": "identity_number"}
    actions.choose_columns(actor=officer, batch_id=batch.pk, mapping=mapping, at=NOW)
    batch = actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)
    actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)
    again = actions.upload(
        actor=officer, files=[InputFile("名册.xlsx", data)], organisation_id=county.county.pk, at=NOW
    )

    assert batch.created == 1
    assert not again.needs_mapping


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"B": ""}, "公民身份号码"), ({"C": "name"}, "两列都选成了“姓名”")],
)
def test_a_mapping_without_key_or_with_doubles_is_refused(
    officer: Actor, county: registry.County, change: dict[str, str], sentence: str
) -> None:
    batch = actions.upload(
        actor=officer, files=[InputFile("名册.xlsx", roster(row(1)))], organisation_id=county.county.pk, at=NOW
    )

    with pytest.raises(errors.Refusal, match=sentence):
        actions.choose_columns(actor=officer, batch_id=batch.pk, mapping={**batch.mapping, **change}, at=NOW)


def test_a_closed_import_keeps_no_bytes_and_an_open_one_does(
    officer: Actor, county: registry.County, django_capture_on_commit_callbacks: Any
) -> None:
    data = roster(row(1))
    batch = checked(officer, county, data)
    digest = storing.digest_of(data)
    assert storing.read(digest) == data

    with django_capture_on_commit_callbacks(execute=True):
        actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    with pytest.raises(FileNotFoundError):
        storing.read(digest)
    assert list(storing.read_plan(batch.pk)) == []


def test_command_line_dry_run_leaves_nothing_and_a_real_run_writes(
    officer: Actor, county: registry.County, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(roster(row(1), row(2)))

    dry = actions.import_files(actor=officer, paths=[file], dry_run=True, at=NOW)
    assert (dry["people"], dry["created"], dry["errors"]) == (2, 2, [])
    assert (Person.objects.count(), Batch.objects.count()) == (0, 0)
    with pytest.raises(FileNotFoundError):
        storing.read(storing.digest_of(file.read_bytes()))

    real = actions.import_files(actor=officer, paths=[file], dry_run=False, at=NOW)
    again = actions.import_files(actor=officer, paths=[file], dry_run=False, at=NOW)
    assert (real["created"], again["created"], again["updated"]) == (2, 0, 0)
    assert Person.objects.count() == 2


def test_command_line_writes_nothing_of_several_files_when_one_is_wrong(
    officer: Actor, county: registry.County, tmp_path: Path
) -> None:
    good, bad = tmp_path / "好.xlsx", tmp_path / "坏.xlsx"
    good.write_bytes(roster(row(1)))
    bad.write_bytes(roster(row(2, 出生年月="1979.13")))

    answer = actions.import_files(actor=officer, paths=[good, bad], dry_run=False, at=NOW)

    error = answer["errors"][0]
    assert set(error) == {"file", "sheet", "row", "column", "value", "reason", "mend"}
    assert (error["file"], error["row"], error["column"]) == ("坏.xlsx", 2, "出生年月")
    assert Person.objects.count() == 0


def test_command_line_names_columns_nobody_can_recognise(
    officer: Actor, county: registry.County, tmp_path: Path
) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(roster(["林文", "x"], headings=["姓名", "性别"]))

    answer = actions.import_files(actor=officer, paths=[file], dry_run=False, at=NOW)

    assert "没有认出公民身份号码列" in answer["errors"][0]["reason"]


def test_leading_teams_are_managed_from_above(officer: Actor, county: registry.County) -> None:
    data = roster([*row(1), "是"], row(2), headings=[*HEADINGS, "是否领导班子成员"])
    batch = actions.upload(
        actor=officer, files=[InputFile("名册.xlsx", data)], organisation_id=county.org_department.pk, at=NOW
    )
    mapping = {**batch.mapping, "J": "is_team_member"}
    actions.choose_columns(actor=officer, batch_id=batch.pk, mapping=mapping, at=NOW)

    actions.check_batch(actor=officer, batch_id=batch.pk, at=NOW)
    actions.apply_batch(actor=officer, batch_id=batch.pk, at=NOW)

    managers = {person.identity_number: person.managed_by for person in Person.objects.select_related("managed_by")}
    assert managers == {number_of(1): county.county, number_of(2): county.finance}


def test_command_line_names_a_foreign_file(officer: Actor, county: registry.County, tmp_path: Path) -> None:
    file = tmp_path / "名册.xlsx"
    file.write_bytes(b"%PDF-1.7")

    answer = actions.import_files(actor=officer, paths=[file], dry_run=False, at=NOW)

    assert answer["errors"][0]["reason"] == "这是 PDF，不是可以导入的表格"
    assert answer["errors"][0]["file"] == "名册.xlsx"
