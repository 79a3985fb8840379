"""Figures by workbook: every bad cell named where it stands, then all or nothing."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from django.test import TestCase

from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.guard.problems import FileRefused
from dandang.parts.appraisal import datasheets, forms_grades
from dandang.parts.appraisal.actions import measures
from dandang.parts.appraisal.errors import WrongState
from dandang.parts.appraisal.models import ComponentScore, DataUpload, Measure, Participant
from dandang.parts.appraisal.queries import measures as queries
from tests.factories import appraisal as made

AT = made.SCORED
Row = tuple[Any, ...]


def workbook(figures: list[Row] | None = None, scores: list[Row] | None = None, **sheets: list[Row]) -> bytes:
    """A workbook as people fill it in: rows below the headings of the two sheets; other sheets whole."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    for name, heads, rows in (
        (datasheets.FIGURES, datasheets.FIGURE_HEADS, figures),
        (datasheets.SCORES, datasheets.SCORE_HEADS, scores),
    ):
        if rows is not None:
            _write(book.add_worksheet(name), [heads, *rows])
    for name, rows in sheets.items():
        _write(book.add_worksheet(name), rows)
    book.close()
    return target.getvalue()


def _write(sheet: Any, rows: list[Row]) -> None:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)


class TestFigures(TestCase):
    """县财政局 and 柳溪镇 under a plan with one measure and 平时."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.closed(made.MEASURED, groups=["上级"])

    def setUp(self) -> None:
        self.one, self.two, *_ = self.story.participants()

    def row(self, one: Participant, *cells: Any) -> Row:
        return (one.unit.organisation_name, one.person_number, one.name, *cells)

    def upload(self, content: bytes) -> DataUpload:
        return measures.upload_data(
            actor=self.story.org_officer, cycle_id=self.story.cycle.pk, file_name="数据.xlsx", content=content, at=AT
        )

    def test_the_workbook_out_comes_back_filled(self) -> None:
        blank = openpyxl.load_workbook(
            io.BytesIO(queries.blank_workbook(self.story.org_officer, self.story.cycle, self.story.finance.pk))
        )
        sheet, scores = blank[datasheets.FIGURES], blank[datasheets.SCORES]
        assert (sheet.max_row, scores.max_row) == (7, 7)
        for number in range(2, 8):
            sheet.cell(number, 5, 91.5), sheet.cell(number, 8, "督查室通报")
            scores.cell(number, 5, "88.25"), scores.cell(number, 6, "季度小结")
        filled = io.BytesIO()
        blank.save(filled)

        upload = self.upload(filled.getvalue())
        done = measures.apply_data(actor=self.story.org_officer, upload_id=upload.pk, at=AT)

        assert (upload.measures, upload.scores, upload.problems) == (6, 6, [])
        assert (done.applied_by, done.applied_at) == ("周文澜", AT)
        kept = Measure.objects.get(participant=self.one)
        assert (kept.indicator, kept.value, kept.source) == ("按期办结率", "91.5", "督查室通报")
        assert ComponentScore.objects.get(participant=self.one).score_e4 == 882_500
        assert [row.text for row in queries.figure_rows([self.one])[0].figures] == ["91.5%", "88.25 分"]

    def test_every_bad_row_is_named_at_its_cell_and_nothing_is_written(self) -> None:
        good = self.row(self.one, "按期办结率", 90, "", "", "通报")
        township = self.story.participants(self.story.township)[0]
        table: list[tuple[Row, str, str]] = [
            # a bad row of 数据指标, the column blamed, a piece of the reason
            (("县财政局", "P999999", "某人", "按期办结率", 90, "", "", "通报"), "编号", "没有这个编号"),
            (("县财政局", "", "某人", "按期办结率", 90, "", "", "通报"), "编号", "没有填编号"),
            (self.row(self.two, "按期办结率", 90.12345, "", "", "通报"), "实际值", "小数超过 4 位"),
            (self.row(self.two, "按期办结率", "九十", "", "", "通报"), "实际值", "不是普通的十进制数字"),
            (self.row(self.two, "按期办结率", "1,204", "", "", "通报"), "实际值", "不是普通的十进制数字"),
            (self.row(self.two, "按期办结率", 20261121, "", "", "通报"), "实际值", "太远"),
            (self.row(self.two, "招商引资", 90, "", "", "通报"), "指标", "没有这个指标"),
            (self.row(self.two, "德", 90, "", "", "通报"), "指标", "测评指标"),
            (self.row(self.two, "按期办结率", 90, "", "", ""), "数据来源", "没有填数据来源"),
            (("县财政局", self.two.person_number, "李四", "按期办结率", 90, "", "", "通报"), "姓名", "不是“李四”"),
            (
                ("县财政局", township.person_number, township.name, "按期办结率", 90, "", "", "通报"),
                "单位",
                "不在“县财政局”",
            ),
            (good, "指标", "在第 2 行已经填过"),
        ]

        upload = self.upload(workbook([good, *(row for row, _column, _reason in table)]))

        found = {problem["row"]: problem for problem in upload.problems}
        assert len(found) == len(table)
        for number, (row, column, reason) in enumerate(table, start=3):
            assert (found[number]["sheet"], found[number]["column"]) == (datasheets.FIGURES, column), row
            assert reason in found[number]["reason"], row
            assert found[number]["mend"], row
        with pytest.raises(Refusal, match="没有写入任何数据"):
            measures.apply_data(actor=self.story.org_officer, upload_id=upload.pk, at=AT)
        assert not Measure.objects.exists()

    def test_bad_scores_of_other_parts(self) -> None:
        table = [
            (self.row(self.one, "平时", 100.5, "小结"), "分数", "0 到 100"),
            (self.row(self.one, "平时", -1, "小结"), "分数", "0 到 100"),
            (self.row(self.one, "专项", 90, "小结"), "部分", "没有这一部分"),
            (self.row(self.one, "年度", 90, "小结"), "部分", "不能导入"),
        ]

        upload = self.upload(workbook(scores=[row for row, _column, _reason in table]))

        assert len(upload.problems) == len(table)
        for problem, (row, column, reason) in zip(upload.problems, table, strict=True):
            assert problem["column"] == column, row
            assert reason in problem["reason"], row

    def test_cells_a_spreadsheet_spoiled(self) -> None:
        target = io.BytesIO()
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = datasheets.FIGURES
        sheet.append(datasheets.FIGURE_HEADS)
        sheet.append(self.row(self.one, "按期办结率", "=45*2", "", "", "通报"))
        sheet.append(self.row(self.two, "按期办结率", "#REF!", "", "", "通报"))
        sheet["E3"].data_type = "e"
        book.save(target)

        upload = self.upload(target.getvalue())

        assert [(p["row"], p["column"], p["reason"][:6]) for p in upload.problems] == [
            (2, "E 列", "公式没有计算"),
            (3, "E 列", "单元格是错误"),
        ]

    def test_files_that_are_no_such_workbook(self) -> None:
        table = {
            b"": "0 字节",
            b"%PDF-1.7 ...": "PDF",
            "姓名,分数".encode(): "不是 .xlsx 表格",
            workbook(随便=[("甲", "乙")]): "没有“数据指标”",
            workbook([]): "一个数也没有填",
        }
        for content, words in table.items():
            with pytest.raises(FileRefused, match=words):
                self.upload(content)
        assert not DataUpload.objects.exists()

    def test_a_lost_heading_is_named(self) -> None:
        upload = self.upload(workbook(数据指标=[("编号", "指标"), ("1", "按期办结率")]))

        assert upload.problems[0]["reason"] == "没有“实际值、基数、目标、数据来源”这一列"

    def test_the_marked_workbook_says_why_beside_the_row(self) -> None:
        from dandang.interchange.intake.marking import HEADING, marked_workbook

        upload = self.upload(workbook([self.row(self.two, "招商引资", 90, "", "", "通报")]))

        book = openpyxl.load_workbook(
            io.BytesIO(marked_workbook(bytes(upload.content), queries.problems(upload), is_workbook=True))
        )
        sheet = book[datasheets.FIGURES]
        assert sheet.cell(1, 9).value == HEADING
        assert "没有这个指标" in str(sheet.cell(2, 9).value)
        assert sheet["D2"].fill.start_color.rgb.endswith("F6D5D3")

    def test_only_the_named_figures_are_replaced(self) -> None:
        made.import_other_parts(self.story)

        upload = self.upload(workbook([self.row(self.one, "按期办结率", 95, "", "", "更正")]))
        measures.apply_data(actor=self.story.org_officer, upload_id=upload.pk, at=AT)

        assert Measure.objects.get(participant=self.one).value == "95"
        assert Measure.objects.get(participant=self.two).value == "90"
        assert Measure.objects.count() == ComponentScore.objects.count() == 12

    def test_written_once_and_never_after_proposals(self) -> None:
        upload = self.upload(workbook([self.row(self.one, "按期办结率", 95, "", "", "通报")]))
        other = self.upload(workbook([self.row(self.one, "按期办结率", 99, "", "", "通报")]))
        measures.apply_data(actor=self.story.org_officer, upload_id=upload.pk, at=AT)
        with pytest.raises(WrongState, match="已经写入过"):
            measures.apply_data(actor=self.story.org_officer, upload_id=upload.pk, at=AT)
        made.import_other_parts(self.story)
        made.score(self.story)
        made.propose(self.story, self.story.finance)

        with pytest.raises(WrongState, match="先退回"):
            measures.apply_data(actor=self.story.org_officer, upload_id=other.pk, at=AT)

    def test_not_for_a_unit_s_officer(self) -> None:
        upload = self.upload(workbook([self.row(self.one, "按期办结率", 95, "", "", "通报")]))

        with pytest.raises((Refusal, NotHere)):
            measures.apply_data(actor=self.story.finance_officer, upload_id=upload.pk, at=AT)
        with pytest.raises(NotHere):
            queries.upload(self.story.finance_officer, upload.pk)

    def test_whom_something_is_missing_for(self) -> None:
        made.import_other_parts(self.story)
        Measure.objects.filter(participant=self.two).delete()

        lacking = queries.people(self.story.org_officer, self.story.cycle, only_missing=True)

        assert [one.name for one in lacking] == [self.two.name]


def test_a_tilt_typed_in_points_is_kept_in_basis_points() -> None:
    form = forms_grades.QuotaForm(
        {"pool": "县直机关", "tilt": "2.5", "tilt_reason": "艰苦边远"}, pools=["县直机关"], team_grades=[]
    )

    assert form.is_valid(), form.errors
    assert form.tilt_bp() == 250
