"""Paper slips by workbook: what goes out, what comes back, and that one wrong cell keeps the whole file out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.guard.problems import FileRefused, Problem
from dandang.parts.appraisal.actions import ballots, cycles
from dandang.parts.appraisal.models import Ballot, Roll, Ticket
from dandang.parts.appraisal.queries import ballot_books
from dandang.parts.appraisal.records import SlipMarks
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
Sheet = Any


@dataclass
class Desk:
    """A clerk of 县财政局 with the codes of every group's slips and the downloaded workbook."""

    story: appraisal.Story
    codes: dict[str, list[str]]
    book: Any

    def read(self) -> ballot_books.FilledBook:
        return ballot_books.read_book(self.story.finance, self.content, "录入表.xlsx")

    @property
    def content(self) -> bytes:
        target = io.BytesIO()
        self.book.save(target)
        return target.getvalue()

    def fill(self, group: str = "同级", slip: int = 0, points: object = 88) -> int:
        """Fill one slip of a group with the same points everywhere; returns its first row."""
        sheet = self.book[group]
        people = len(self.story.participants())
        first = 2 + slip * people
        sheet.cell(first, 2, self.codes[group][slip])
        for row in range(first, first + people):
            for column in (5, 6, 7):
                sheet.cell(row, column, points)
        return first


@pytest.fixture
def desk() -> Desk:
    story = appraisal.balloting(staff=3, leaders=2)
    codes = {}
    for roll in Roll.objects.filter(unit=story.finance).order_by("pk"):
        issued = ballots.issue_tickets(actor=story.finance_officer, roll_id=roll.pk, at=appraisal.DRAWN)
        codes[roll.group] = [one.code for one in issued]
    book = openpyxl.load_workbook(io.BytesIO(ballot_books.empty_book(story.finance)))
    return Desk(story, codes, book)


def _only(problems: Any) -> Problem:
    assert len(problems) == 1, [problem.as_dict() for problem in problems]
    return problems[0]


def test_the_empty_book_has_a_sheet_a_group_and_a_block_a_slip(desk: Desk) -> None:
    people = desk.story.participants()

    sheet = desk.book["同级"]

    assert desk.book.sheetnames == ["填写说明", "上级", "同级", "服务对象"]
    assert [cell.value for cell in sheet[1]] == ["第几张", "票号", "人员编号", "姓名", "德", "能", "绩"]
    assert sheet.max_row == 1 + 3 * len(people)
    assert [sheet.cell(2, column).value for column in (1, 3, 4)] == [1, people[0].person_number, people[0].name]
    assert not any(cell.value for cell in sheet["B"][1:]), "codes stand on paper alone"


def test_before_issuing_and_after_the_close_there_is_no_book() -> None:
    story = appraisal.balloting(staff=3, leaders=2)

    with pytest.raises(Refusal, match="还没有发票"):
        ballot_books.empty_book(story.finance)
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, at=appraisal.CLOSES)
    with pytest.raises(Refusal, match="不能办理测评"):
        ballot_books.empty_book(story.finance)


def test_filled_slips_are_counted_and_imported_whole(desk: Desk) -> None:
    desk.fill("同级", 0, 88.5)
    desk.fill("同级", 2)
    desk.fill("服务对象", 0)

    book = desk.read()
    count = ballots.import_ballots(
        actor=desk.story.finance_officer, unit_id=desk.story.finance.pk, slips=book.slips, at=appraisal.DRAWN
    )

    assert book.problems == []
    assert book.groups == [("同级", 2), ("服务对象", 1)]
    assert book.untouched == 2 + 1 + 5
    assert count == 3
    assert {ballot.source for ballot in Ballot.objects.all()} == {"SHEET"}
    assert Ticket.objects.filter(is_used=True).count() == 3
    assert {tuple(marks.values()) for one in Ballot.objects.all() for marks in one.marks.values()} == {
        (885_000, 885_000, 885_000), (880_000, 880_000, 880_000),
    }  # fmt: skip


def _void(desk: Desk) -> str:
    roll = Roll.objects.get(unit=desk.story.finance, group="同级")
    ballots.reissue_tickets(actor=desk.story.finance_officer, roll_id=roll.pk, reason="票丢失", at=appraisal.DRAWN)
    return desk.codes["同级"][0]


def _used(desk: Desk) -> str:
    one = desk.story.participants()[0]
    code = desk.codes["同级"][0]
    ballots.cast_ballot(actor=desk.story.system, code=code, marks={str(one.pk): {"德": 900_000}}, at=appraisal.DRAWN)
    return code


def _foreign(desk: Desk) -> str:
    roll = Roll.objects.get(unit=desk.story.township, group="同级")
    return ballots.issue_tickets(actor=desk.story.system, roll_id=roll.pk, at=appraisal.DRAWN)[0].code


@pytest.mark.parametrize(
    ("code", "reason", "mend"),
    [
        pytest.param(lambda _: "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "没有这张票", "核对票上的 16 位票号", id="unknown"),
        pytest.param(_void, "已经作废", "领新票", id="void"),
        pytest.param(_used, "已经投过", "只能投一次", id="used"),
        pytest.param(_foreign, "不是这个单位的", "单位名称", id="foreign unit"),
        pytest.param(lambda desk: desk.codes["服务对象"][0], "评议类别是“服务对象”", "服务对象", id="other group"),
        pytest.param(lambda _: None, "没有票号", "补填 16 位票号", id="missing"),
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_taken_is_named_in_its_cell(
    desk: Desk, code: Callable[[Desk], str | None], reason: str, mend: str
) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, 2).value = code(desk)

    problem = _only(desk.read().problems)

    assert (problem.place.sheet, problem.place.row, problem.place.column, problem.place.letter) == (
        "同级", row, "票号", "B",
    )  # fmt: skip
    assert reason in problem.reason
    assert mend in problem.mend


def test_one_slip_twice_in_the_file_points_at_the_first(desk: Desk) -> None:
    first = desk.fill("同级", 0)
    second = desk.fill("同级", 1)
    desk.book["同级"].cell(second, 2, desk.codes["同级"][0].lower().replace("-", ""))

    problem = _only(desk.read().problems)

    assert problem.place.row == second
    assert f"第 {first} 行已经写过" in problem.reason


def test_two_codes_on_one_slip_are_refused(desk: Desk) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row + 1, 2, desk.codes["同级"][1])

    assert "两个票号" in _only(desk.read().problems).reason


@pytest.mark.parametrize("typed", [101, -1, 88.12345, "好", "优秀", "８８分", "1e2x"])
def test_a_mark_that_is_no_mark_is_named_with_its_value(desk: Desk, typed: object) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, 6, typed)

    problem = _only(desk.read().problems)

    assert (problem.place.row, problem.place.column, problem.place.letter) == (row, "能", "F")
    assert problem.value == str(typed)
    assert "最多四位小数" in problem.mend


@pytest.mark.parametrize(("typed", "kept"), [(0, 0), (100, 1_000_000), (88.1234, 881_234), ("９０．５", 905_000)])
def test_marks_at_the_edges_are_taken(desk: Desk, typed: object, kept: int) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, 6, typed)

    book = desk.read()

    assert book.problems == []
    assert book.slips[0].marks[str(desk.story.participants()[0].pk)]["能"] == kept


def test_a_formula_nobody_computed_is_named(desk: Desk) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, 5, "=AVERAGE(F2:G2)")

    problem = _only(desk.read().problems)

    assert (problem.place.row, problem.place.letter) == (row, "E")
    assert "公式没有计算结果" in problem.reason


@pytest.mark.parametrize(
    ("column", "text", "reason"),
    [(3, "P999999", "没有这个人"), (4, "别的人", "姓名对不上")],
)
def test_somebody_who_is_not_on_the_slip_is_named(desk: Desk, column: int, text: str, reason: str) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, column, text)

    problem = _only(desk.read().problems)

    assert problem.place.row == row
    assert reason in problem.reason


def test_one_person_on_two_rows_of_a_slip_is_refused(desk: Desk) -> None:
    row = desk.fill("同级", 0)
    sheet = desk.book["同级"]
    for column in (3, 4):
        sheet.cell(row + 1, column, sheet.cell(row, column).value)

    assert "写了两行" in _only(desk.read().problems).reason


def test_a_named_rater_must_leave_kin_blank(desk: Desk) -> None:
    one = desk.story.participants()[0]
    roll = Roll.objects.get(unit=desk.story.finance, group="上级")
    for member in roll.members:
        member["recuse"] = [{"participant_id": one.pk, "why": "近亲属"}]
    roll.save()
    row = desk.fill("上级", 0)

    problem = _only(desk.read().problems)

    assert problem.place.row == row
    assert f"{one.name}有亲属关系" in problem.reason


def test_a_slip_with_a_code_and_no_mark_is_no_ballot(desk: Desk) -> None:
    desk.fill("同级", 0, None)

    problem = _only(desk.read().problems)

    assert "全部空着" in problem.reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "0 字节"),
        ("票号,德,能\nA,1,2\n".encode(), "不是 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "设了打开密码"),
        (b"\x89PNG\r\n", "不是 .xlsx"),
        (b"PK\x03\x04 cut short", "已损坏"),
    ],
    ids=["empty", "csv", "password", "picture", "damaged"],
)
def test_what_is_no_workbook_is_refused_whole(desk: Desk, content: bytes, reason: str) -> None:
    with pytest.raises(FileRefused, match=reason):
        ballot_books.read_book(desk.story.finance, content, "录入表.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(desk: Desk) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "x")

    with pytest.raises(FileRefused, match="没有工作簿"):
        ballot_books.read_book(desk.story.finance, target.getvalue(), "录入表.xlsx")


def test_another_workbook_is_refused_and_a_lost_heading_is_named(desk: Desk) -> None:
    other = openpyxl.Workbook()
    target = io.BytesIO()
    other.save(target)
    with pytest.raises(FileRefused, match="没有评议类别的表"):
        ballot_books.read_book(desk.story.finance, target.getvalue(), "花名册.xlsx")

    desk.fill("同级", 0)
    desk.book["同级"]["F1"] = "能力"

    assert "第一行缺少“能”" in _only(desk.read().problems).reason


def test_one_wrong_slip_keeps_every_slip_out(desk: Desk) -> None:
    unit = desk.story.finance
    one = str(desk.story.participants()[0].pk)
    right = SlipMarks(2, desk.codes["同级"][0], {one: {"德": 900_000}}, "同级")
    wrong = SlipMarks(5, desk.codes["同级"][0], {one: {"德": 800_000}}, "同级")

    with pytest.raises(Refusal, match="同级第 5 行"):
        ballots.import_ballots(
            actor=desk.story.finance_officer, unit_id=unit.pk, slips=[right, wrong], at=appraisal.DRAWN
        )

    assert not Ballot.objects.exists()
    assert not Ticket.objects.filter(is_used=True).exists()


# The page --------------------------------------------------------------------------------------------------------


def _clerk(desk: Desk) -> Client:
    client = Client()
    officer = registry.account("UNIT_OFFICER", desk.story.county.finance)
    client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[-1])
    return client


def _upload(client: Client, desk: Desk) -> Any:
    file = SimpleUploadedFile("录入表.xlsx", desk.content)
    return client.post(reverse("appraisal:ballot_book", args=[desk.story.finance.pk]), {"upload": file, "go": "check"})


def _carried(page: Any, go: str) -> dict[str, str]:
    form = page.context["form"]
    return {"carried": form.carrier, "carried_name": form.file_name, "go": go}


def test_the_page_checks_first_and_imports_after_the_confirmation(desk: Desk) -> None:
    desk.fill("同级", 0)
    client = _clerk(desk)

    page = _upload(client, desk)
    assert page.status_code == 200
    assert "可以导入 1 张票" in page.content.decode()
    assert not Ballot.objects.exists()
    answer = client.post(reverse("appraisal:ballot_book", args=[desk.story.finance.pk]), _carried(page, "import"))

    assert answer.status_code == 302
    assert Ballot.objects.count() == 1


def test_the_page_gives_the_own_workbook_back_with_the_wrong_cell_marked(desk: Desk) -> None:
    row = desk.fill("同级", 0)
    desk.book["同级"].cell(row, 6, "好")
    client = _clerk(desk)

    page = _upload(client, desk)
    assert page.status_code == 400
    assert "有 1 处要改，一张票也没有导入" in page.content.decode()
    address = reverse("appraisal:ballot_book", args=[desk.story.finance.pk])
    answer = client.post(address, _carried(page, "marked"))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content))["同级"]
    assert sheet.cell(row, 6).fill.start_color.rgb.endswith("F6D5D3")
    assert "最多四位小数" in sheet.cell(row, 8).value
    assert client.post(address, _carried(page, "import")).status_code == 400
    assert not Ballot.objects.exists()


def test_a_page_without_a_file_says_which_file_it_wants(desk: Desk) -> None:
    client = _clerk(desk)

    page = client.post(reverse("appraisal:ballot_book", args=[desk.story.finance.pk]), {"go": "import", "carried": "*"})

    assert page.status_code == 400
    assert "请选择填好的录入表" in page.content.decode()


def test_the_book_of_a_foreign_unit_is_not_here(desk: Desk) -> None:
    client = _clerk(desk)

    answers = [
        client.get(reverse(f"appraisal:{name}", args=[desk.story.township.pk]))
        for name in ("ballot_book", "ballot_book_empty")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
