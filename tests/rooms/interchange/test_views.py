"""Pages of imports and exports, as a browser without scripts sees them."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.interchange.intake import kinds, marking
from dandang.interchange.intake.models import Batch, ExportRequest
from dandang.registry.people.models import Person
from tests.factories import registry
from tests.rooms.interchange.test_import import HEADINGS, number_of, roster, row

pytestmark = pytest.mark.django_db
WIDE = 15  # SPEC PL-12: queries of a page at most


@pytest.fixture
def county() -> registry.County:
    return registry.county()


def signed_in(role: str, unit: Any = None, name: str = "") -> Client:
    client = Client()
    client.force_login(registry.account(role, unit, name=name), backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


@pytest.fixture
def officer(county: registry.County) -> Client:
    return signed_in("ORG_OFFICER", county.county, "周文澜")


Upload = Callable[..., Any]


@pytest.fixture
def upload(officer: Client, county: registry.County) -> Upload:
    def send(data: bytes, name: str = "名册.xlsx", client: Client = officer) -> Any:
        file = SimpleUploadedFile(name, data)
        form = {"upload": file, "organisation": county.county.pk}
        return client.post(reverse("intake:home"), form, follow=True)

    return send


def page(response: Any) -> str:
    return str(response.content.decode())


def test_from_upload_to_writing_with_forms_only(officer: Client, upload: Upload) -> None:
    response = upload(roster(row(1), row(2)))
    batch = Batch.objects.get()
    assert response.redirect_chain[-1][0] == reverse("intake:batch", args=[batch.pk])
    assert "将新增" in page(response)
    assert "林文" in page(response)

    confirm = officer.get(reverse("intake:confirm", args=[batch.pk]))
    done = officer.post(reverse("intake:confirm", args=[batch.pk]), follow=True)

    assert "随后发生" in page(confirm)
    assert "已写入：新增 2 人" in page(done)
    assert Person.objects.count() == 2
    assert "已写入" in page(officer.get(reverse("intake:home")))


def test_errors_are_listed_and_come_back_in_the_users_own_workbook(officer: Client, upload: Upload) -> None:
    response = upload(roster(row(1), row(2, 出生年月="1979.13", 民族="土家")))
    batch = Batch.objects.get()

    marked = officer.get(reverse("intake:marked", args=[batch.pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content))["干部名册"]

    assert "有 2 处要改，还没有写入任何数据" in page(response)
    assert "写全称“土家族”" in page(response)
    assert "attachment" in marked["Content-Disposition"]
    assert sheet["D3"].fill.start_color.rgb.endswith("F6D5D3")
    assert sheet["D2"].fill.fill_type is None
    assert sheet["J1"].value.startswith("要改的地方")
    assert "出生年月：月份是 13。写成 1979.12" in sheet["J3"].value
    assert sheet["A2"].value == row(1)[0]


def test_a_very_large_workbook_comes_back_as_its_wrong_rows(
    officer: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marking, "MARKABLE_CELLS", 5)
    upload(roster(row(1), *(row(serial) for serial in range(3, 9)), row(2, 出生年月="1979.13")))

    marked = officer.get(reverse("intake:marked", args=[Batch.objects.get().pk]))
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content))["干部名册"]

    numbers = [sheet.cell(at, 1).value for at in range(1, sheet.max_row + 1)]
    assert numbers == ["原表行号", "1", "2", "3", "9"]
    assert "月份是 13" in sheet["B5"].value
    assert sheet["F5"].fill.start_color.rgb.endswith("F6D5D3")


def test_merged_titles_do_not_hinder_the_marking(officer: Client, upload: Upload) -> None:
    target = io.BytesIO()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["青禾县干部名册"])
    sheet.append(HEADINGS)
    sheet.append(row(1, 出生年月="1979.13"))
    sheet.merge_cells("A1:Z1")
    book.save(target)
    upload(target.getvalue())

    marked = officer.get(reverse("intake:marked", args=[Batch.objects.get().pk]))

    sheet = openpyxl.load_workbook(io.BytesIO(marked.content)).active
    assert sheet is not None
    assert sheet["AA2"].value.startswith("要改的地方")
    assert "月份是 13" in sheet["AA3"].value


def test_a_mended_workbook_passes_with_the_extra_column_left_in(officer: Client, upload: Upload) -> None:
    upload(roster(row(1, 出生年月="1979.13")))
    first = Batch.objects.get()
    book = openpyxl.load_workbook(io.BytesIO(officer.get(reverse("intake:marked", args=[first.pk])).content))
    book["干部名册"]["D2"] = "1986.03"
    target = io.BytesIO()
    book.save(target)

    response = upload(target.getvalue(), "改好.xlsx")

    assert "将新增" in page(response)
    assert Batch.objects.get(title="改好.xlsx").errors == 0


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "空.xlsx", "0 字节|空的"),
        (b"%PDF-1.7", "名册.xlsx", "这是 PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "名册.xls", "旧版 .xls"),
        ("姓名,单位\n张三,县委\n".encode() + "李四,县府\n".encode("gbk"), "名册.csv", "第 3 行的编码"),
    ],
)
def test_a_refused_file_is_said_on_the_page_and_nothing_is_kept(
    officer: Client, upload: Upload, data: bytes, name: str, words: str
) -> None:
    response = upload(data, name)

    assert response.status_code in (200, 400)
    assert any(word in page(response) for word in words.split("|"))
    assert Batch.objects.count() == 0


def test_a_form_that_cannot_be_read_is_named_on_the_page(upload: Upload) -> None:
    response = upload(b"<?xml version='1.0'?><!DOCTYPE Person []><Person/>", "张三.lrmx")

    assert "DOCTYPE 或 ENTITY" in page(response)
    assert "张三.lrmx" in page(response)


def test_the_same_file_again_leads_to_the_first_import(upload: Upload) -> None:
    data = roster(row(1))
    upload(data)

    response = upload(data, "同一份.xlsx")

    assert "不要重复导入" in page(response)
    assert Batch.objects.count() == 1


def test_uncertain_columns_are_asked_with_their_first_cells(officer: Client, upload: Upload) -> None:
    response = upload(roster(row(1), headings=["姓名", "证件", *HEADINGS[2:]]))
    batch = Batch.objects.get()
    assert response.redirect_chain[-1][0] == reverse("intake:columns", args=[batch.pk])
    assert number_of(1) in page(response)

    wrong = officer.post(reverse("intake:columns", args=[batch.pk]), {"column_A": "name"})
    right = officer.post(
        reverse("intake:columns", args=[batch.pk]),
        {"column_A": "name", "column_B": "identity_number", "column_C": "sex", "column_D": "birth_month"},
        follow=True,
    )

    assert wrong.status_code == 400
    assert "公民身份号码" in page(wrong)
    assert "将新增" in page(right)


def test_a_large_file_is_checked_in_the_background_and_shows_progress(
    officer: Client, upload: Upload, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kinds, "INLINE_BYTES", 10)
    upload(roster(row(1)))
    batch = Batch.objects.get()
    assert batch.state == "CHECKED"  # the tests' queue works at once

    Batch.objects.update(state="UPLOADED")
    waiting = officer.get(reverse("intake:batch", args=[batch.pk]))
    fragment = officer.get(
        reverse("intake:progress", args=[batch.pk]), headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    Batch.objects.update(state="CHECKED")
    finished = officer.get(reverse("intake:progress", args=[batch.pk]))

    assert "可以离开本页" in page(waiting)
    assert "<progress" in page(fragment)
    assert "<html" not in page(fragment)
    assert finished["HX-Refresh"] == "true"


def test_an_import_can_be_withdrawn_and_the_file_sent_again(officer: Client, upload: Upload) -> None:
    data = roster(row(1))
    upload(data)
    batch = Batch.objects.get()

    officer.post(reverse("intake:withdraw", args=[batch.pk]))
    upload(data)

    assert sorted(Batch.objects.values_list("state", flat=True)) == ["CHECKED", "REFUSED"]


@pytest.mark.parametrize("name", ["batch", "columns", "marked", "confirm", "progress"])
def test_a_foreign_import_is_not_found(county: registry.County, upload: Upload, name: str) -> None:
    upload(roster(row(1)))
    stranger = signed_in("UNIT_OFFICER", county.township)

    assert stranger.get(reverse(f"intake:{name}", args=[Batch.objects.get().pk])).status_code == 404


@pytest.mark.parametrize(
    ("role", "status"),
    [("ORG_OFFICER", 200), ("ORG_LEADER", 200), ("UNIT_OFFICER", 200), ("DISCIPLINE_OFFICER", 403), ("CADRE", 403)],
)
def test_who_may_import(county: registry.County, role: str, status: int) -> None:
    assert signed_in(role, county.county).get(reverse("intake:home")).status_code == status


@pytest.mark.parametrize("role", ["SYSTEM_ADMIN", "SECURITY_ADMIN", "AUDIT_ADMIN"])
def test_administrators_take_no_part(role: str) -> None:
    assert signed_in(role).get(reverse("intake:home")).status_code in (403, 404)


def test_pages_cost_the_same_with_many_rows(officer: Client, upload: Upload) -> None:
    upload(roster(*(row(serial) for serial in range(1, 4))))
    few = Batch.objects.get()
    upload(roster(*(row(serial) for serial in range(4, 100))), "多.xlsx")
    many = Batch.objects.exclude(pk=few.pk).get()

    costs = []
    for batch in (few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            officer.get(reverse("intake:batch", args=[batch.pk]))
        costs.append(len(queries))

    assert costs[0] == costs[1] <= WIDE


# Exports ---------------------------------------------------------------------------------------------------------


def test_a_small_export_is_handed_out_at_once(officer: Client, county: registry.County) -> None:
    registry.person(county.finance, "林文")

    response = officer.post(reverse("intake:exports"), {"kind": "CSV", "organisation": county.finance.pk})

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "no-store"
    assert "林文" in response.content.decode("utf-8-sig")


def test_a_large_export_waits_for_a_second_person(officer: Client, county: registry.County) -> None:
    for number in range(101):
        registry.person(county.finance, f"林文{number}")
    form = {"kind": "XLSX", "organisation": county.finance.pk, "reason": "全县年报汇总"}
    officer.post(reverse("intake:exports"), form)
    asked = ExportRequest.objects.get()
    address = reverse("intake:export", args=[asked.pk])

    leader = signed_in("ORG_LEADER", county.county)
    own = officer.post(address, {"is_approved": "yes"})
    answered = leader.post(address, {"is_approved": "yes", "answer": "同意"}, follow=True)
    taken = officer.post(reverse("intake:export_take", args=[asked.pk]))

    assert "不能由您批准" in page(own)
    assert "已答复" in page(answered)
    assert taken["Content-Type"].endswith("sheet")
    assert signed_in("UNIT_OFFICER", county.township).get(address).status_code == 404
    assert leader.post(reverse("intake:export_take", args=[asked.pk])).status_code == 404


def test_an_export_without_a_reason_keeps_the_form(officer: Client, county: registry.County) -> None:
    for number in range(101):
        registry.person(county.finance, f"林文{number}")

    response = officer.post(reverse("intake:exports"), {"kind": "XLSX", "organisation": county.finance.pk})

    assert response.status_code == 400
    assert "写明导出的用途" in page(response)
