"""Pages of figures, scoring, results, grades and sheets: what they cost, and the whole way without scripts."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.parts.appraisal import datasheets
from dandang.parts.appraisal.actions import cycles
from dandang.parts.appraisal.models import DataUpload, Participant, Result, Run
from tests.factories import appraisal as made
from tests.factories import registry

WIDE = 15  # SPEC PL-12, issue 2: queries of a page at most
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def client(role: str, organisation: Any, **more: Any) -> Client:
    made_client = Client()
    made_client.force_login(
        registry.account(role, organisation, on=registry.FOUNDED, **more), backend=settings.AUTHENTICATION_BACKENDS[-1]
    )
    return made_client


def _even(place: int, rater: int, group: str, indicator: str) -> int:
    return max(60, 95 - place // 2 + rater % 2)


@pytest.mark.django_db
@pytest.mark.parametrize("staff", [5, 60])
def test_pages_cost_the_same_with_few_and_with_many(staff: int) -> None:
    story = made.scored(made.MEASURED, _even, staff=staff, groups=["上级", "服务对象"])
    officer = client("ORG_OFFICER", story.county.county)
    one = story.participants()[0]
    cycle, unit = story.cycle.pk, story.finance.pk
    limits = {
        reverse("appraisal:measures", args=[cycle]): 15,
        reverse("appraisal:scoring", args=[cycle]): 14,
        reverse("appraisal:results", args=[cycle]): 14,
        reverse("appraisal:results", args=[cycle]) + "?state=NEAR_EDGE&order=unit": 14,
        reverse("appraisal:grades", args=[unit]): 14,
        reverse("appraisal:grades", args=[unit]) + "?all=1": 14,
        reverse("appraisal:grade", args=[one.pk]): 15,
        reverse("appraisal:send_up", args=[unit]): 12,
        reverse("appraisal:sheet", args=[one.pk]): 14,
        reverse("appraisal:by_hand", args=[cycle]): 8,
    }
    for path in limits:
        officer.get(path)  # the first pages of a session and process load what later ones keep

    for path, limit in limits.items():
        with CaptureQueriesContext(connection) as captured:
            response = officer.get(path)

        asked = [query["sql"] for query in captured if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        assert response.status_code == 200, path
        assert len(asked) <= limit <= WIDE, (path, [sql[:70] for sql in asked])


class TestOnTheWayToScores(TestCase):
    """A closed round: from the workbook to results, with nothing but links and forms."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.closed(made.MEASURED)

    def setUp(self) -> None:
        self.officer = client("ORG_OFFICER", self.story.county.county)
        self.cycle = self.story.cycle.pk

    def _send(self, content: bytes, name: str = "数据.xlsx") -> Any:
        return self.officer.post(
            reverse("appraisal:measures_upload", args=[self.cycle]),
            {"upload": SimpleUploadedFile(name, content)},
            follow=True,
        )

    def _filled(self, value: object) -> bytes:
        out = self.officer.get(reverse("appraisal:measures_sheet", args=[self.cycle]))
        book = openpyxl.load_workbook(io.BytesIO(out.content))
        for row in range(2, book[datasheets.FIGURES].max_row + 1):
            book[datasheets.FIGURES].cell(row, 5, value)
            book[datasheets.FIGURES].cell(row, 8, "督查室")
        target = io.BytesIO()
        book.save(target)
        return target.getvalue()

    def test_from_the_workbook_to_results(self) -> None:
        checked = self._send(self._filled("88.5"))
        self.assertContains(checked, "没有错误")
        upload = DataUpload.objects.get()

        written = self.officer.post(reverse("appraisal:data_apply", args=[upload.pk]), follow=True)
        self.assertContains(written, "已写入：数据指标 12 个")

        scored = self.officer.post(reverse("appraisal:scoring", args=[self.cycle]), follow=True)
        self.assertContains(scored, "计分完成，结果已经写入")
        page = self.officer.get(reverse("appraisal:results", args=[self.cycle]))
        self.assertContains(page, "共 12 人")
        self.assertContains(page, "孙办1")

    def test_bad_cells_come_back_marked(self) -> None:
        checked = self._send(self._filled("八十"))

        self.assertContains(checked, "有 12 处要改，还没有写入任何数据")
        marked = self.officer.get(reverse("appraisal:data_marked", args=[DataUpload.objects.get().pk]))
        assert openpyxl.load_workbook(io.BytesIO(marked.content)).sheetnames[0] == datasheets.FIGURES

    def test_a_file_of_another_kind_is_refused_above_the_form(self) -> None:
        response = self._send(b"%PDF-1.4", "数据.xlsx")

        assert response.status_code == 400
        self.assertContains(response, "这是 PDF", status_code=400)
        assert not DataUpload.objects.exists()

    def test_progress_by_fragment_equals_the_page(self) -> None:
        run = Run.objects.create(
            cycle=self.story.cycle, state="RUNNING", engine="duckdb", done=5, total=12, started_by="周文澜",
            started_at=made.SCORED,
        )  # fmt: skip
        path = reverse("appraisal:run_progress", args=[self.cycle, run.pk])

        page, part = self.officer.get(path), self.officer.get(path, headers=PARTIAL)

        self.assertContains(page, "已完成 5 人，共 12 人")
        assert part.content.decode() in page.content.decode()
        assert f'hx-get="{path}"' in part.content.decode()
        Run.objects.filter(pk=run.pk).update(state="FAILED", message="方案缺少目标值。")
        done = self.officer.get(path, headers=PARTIAL)
        self.assertContains(done, "方案缺少目标值。")
        assert "hx-get" not in done.content.decode()

    def test_before_the_close_the_page_says_when(self) -> None:
        self.story.cycle.state = "BALLOTING"
        self.story.cycle.save()

        page = self.officer.get(reverse("appraisal:scoring", args=[self.cycle]))
        tried = self.officer.post(reverse("appraisal:scoring", args=[self.cycle]))

        self.assertContains(page, "测评截止以后才能计分")
        assert tried.status_code == 400
        assert not Run.objects.exists()


class TestAfterScoring(TestCase):
    """Scores are there: results, grades and sheets through forms."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.scored()
        made.shield(cls.story, cls.story.people["县财政局"][3])
        made.score(cls.story, at=made.GRADED)

    def setUp(self) -> None:
        self.unit = self.story.finance
        self.officer = client("ORG_OFFICER", self.story.county.county)
        self.clerk = client("UNIT_OFFICER", self.story.county.finance)

    def test_a_unit_is_graded_and_sent_up_by_forms(self) -> None:
        first = self.story.participants()[0]
        early = self.clerk.post(reverse("appraisal:send_up", args=[self.unit.pk]))
        self.assertContains(early, "还没有建议等次", status_code=400)

        self.clerk.post(reverse("appraisal:grade", args=[first.pk]), {"grade": "优秀", "reason": ""})
        self.clerk.post(reverse("appraisal:grade_rest", args=[self.unit.pk]), {"grade": "称职"})
        sent = self.clerk.post(reverse("appraisal:send_up", args=[self.unit.pk]), follow=True)

        self.assertContains(sent, "下一步：公示")
        self.unit.refresh_from_db()
        assert self.unit.state == "PROPOSED"

    def test_a_departure_without_reason_keeps_what_was_typed(self) -> None:
        second = self.story.participants()[1]

        response = self.clerk.post(reverse("appraisal:grade", args=[second.pk]), {"grade": "优秀", "reason": ""})

        assert response.status_code == 400
        self.assertContains(response, "请写明理由", status_code=400)
        self.assertContains(response, 'value="优秀" required id="id_grade_0" checked', status_code=400)
        assert Participant.objects.get(pk=second.pk).proposed_grade == ""

    def test_withdrawing_comment_and_quota_forms(self) -> None:
        made.propose(self.story, self.unit)
        one = self.story.participants()[0]
        refused = self.clerk.post(reverse("appraisal:withdraw", args=[self.unit.pk]), {"reason": ""})
        assert refused.status_code == 400
        self.clerk.post(reverse("appraisal:withdraw", args=[self.unit.pk]), {"reason": "补充理由"})
        self.clerk.post(reverse("appraisal:comment", args=[one.pk]), {"comment": "工作扎实"})
        bare = {"pool": "县直机关", "tilt": "5", "tilt_reason": "", "team_grade": ""}
        no_reason = self.officer.post(reverse("appraisal:quota", args=[self.unit.pk]), bare)
        self.officer.post(reverse("appraisal:quota", args=[self.unit.pk]), {**bare, "tilt_reason": "承担急难险重任务"})

        assert no_reason.status_code == 400
        self.unit.refresh_from_db()
        one.refresh_from_db()
        assert (self.unit.state, self.unit.tilt_bp, one.leader_comment) == ("OPEN", 500, "工作扎实")

    def test_the_shielded_are_a_number_and_nothing_else(self) -> None:
        shielded = self.story.participants()[3]
        for path in (
            reverse("appraisal:grades", args=[self.unit.pk]),
            reverse("appraisal:results", args=[self.story.cycle.pk]),
            reverse("appraisal:run_progress", args=[self.story.cycle.pk, self.story.cycle.current_run_id]),
        ):
            page = self.officer.get(path).content.decode()
            assert "1 人，" in page.split("不计入的事项")[1][:80], path
            assert "渡口" not in page
        row = Result.objects.get(run=self.story.cycle.current_run, participant=shielded)
        assert row.has_shield

    def test_why_somebody_gets_no_grade_is_not_in_the_list(self) -> None:
        """A pending case and a long leave look the same here (DESIGN §1, rule 4)."""
        first, second = self.story.participants()[4:6]
        Participant.objects.filter(pk=first.pk).update(
            participation="SUSPENDED", participation_reason="立案审查调查中", proposed_grade=""
        )
        Participant.objects.filter(pk=second.pk).update(
            participation="NO_GRADE", participation_reason="病假超过半年", proposed_grade=""
        )

        page = self.clerk.get(reverse("appraisal:grades", args=[self.unit.pk])).content.decode()

        listed = page.split("不占名额")[1]
        assert first.name in listed
        assert listed.count("<td>不确定等次</td>") == 2
        assert "立案审查" not in page
        assert "病假" not in page
        assert "暂不写评语" not in page

    def test_foreign_units_and_people_are_not_there(self) -> None:
        stranger = self.story.participants(self.story.township)[0]

        for path in (
            reverse("appraisal:grades", args=[self.story.township.pk]),
            reverse("appraisal:sheet", args=[stranger.pk]),
            reverse("appraisal:grade", args=[stranger.pk]),
        ):
            assert self.clerk.get(path).status_code == 404, path
        listed = self.clerk.get(reverse("appraisal:results", args=[self.story.cycle.pk])).content.decode()
        assert stranger.name not in listed

    def test_export_takes_what_is_filtered_and_no_more_than_the_pack_says(self) -> None:
        path = reverse("appraisal:results_export", args=[self.story.cycle.pk])

        book = self.officer.post(path, {"kind": "xlsx", "unit": self.unit.pk})
        text = self.officer.post(path, {"kind": "csv"}).content.decode("utf-8-sig")

        sheet = openpyxl.load_workbook(io.BytesIO(book.content)).worksheets[0]
        assert [sheet.cell(row, 3).value for row in (2, 3)] == ["姓名", "孙办1"]
        assert text.count("\r\n") == 14
        assert "注意保密" in text

    def test_too_many_to_export_is_said_on_the_page(self) -> None:
        person, run = self.story.participants()[0], self.story.cycle.current_run
        Participant.objects.bulk_create(
            Participant(
                cycle=self.story.cycle, unit=self.unit, person=registry.person(self.story.county.finance),
                person_number=f"X{number}", name=f"甲{number}", order_key="9", suggested="GRADED",
                participation="GRADED", plan=person.plan,
            )
            for number in range(100)
        )  # fmt: skip
        Result.objects.bulk_create(
            Result(run=run, participant=one, unit_id=self.unit.pk, state="ok", total_e2=8000, grade_state="below")
            for one in Participant.objects.filter(person_number__startswith="X")
        )

        refused = self.officer.post(
            reverse("appraisal:results_export", args=[self.story.cycle.pk]), {"kind": "csv"}, follow=True
        )

        self.assertContains(refused, "一次最多导出 100 人")


@pytest.mark.django_db
def test_a_cell_that_looks_like_a_formula_leaves_as_text() -> None:
    story = made.scored()
    one = story.participants()[0]
    Participant.objects.filter(pk=one.pk).update(name="=cmd|' /C calc'!A0")

    text = client("ORG_OFFICER", story.county.county).post(
        reverse("appraisal:results_export", args=[story.cycle.pk]), {"kind": "csv", "q": one.person_number}
    )

    assert ",'=cmd|" in text.content.decode("utf-8-sig")


@pytest.mark.django_db
def test_results_before_scoring_say_what_comes() -> None:
    story = made.balloting()
    cycles.close_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, reason="没有人投票", at=made.DRAWN)

    page = client("ORG_OFFICER", story.county.county).get(reverse("appraisal:results", args=[story.cycle.pk]))

    assert "还没有计分" in page.content.decode()
