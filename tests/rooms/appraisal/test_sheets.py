"""One person's sheet: nothing of a small class, nothing of anybody else, and what was tolerated, to the person."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import TestCase

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere
from dandang.parts.appraisal import sheetlines
from dandang.parts.appraisal.actions import results
from dandang.parts.appraisal.models import Participant
from dandang.parts.appraisal.queries import cycles, sheets
from dandang.parts.appraisal.schema import read_plan
from tests.factories import appraisal as made


def _weak_in_ability(place: int, rater: int, group: str, indicator: str) -> int:
    return 70 if (place, indicator) == (1, "能") else 95 - place


class TestSheet(TestCase):
    """孙办2 is weak in 能 and has a tolerated matter there; three superiors are fewer than the floor of five."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.closed(marks=_weak_in_ability)
        made.import_other_parts(cls.story)
        made.shield(cls.story, cls.story.people["县财政局"][1])
        made.score(cls.story)

    def _sheet(self, place: int = 1, *, may_see_matters: bool = True) -> sheets.Sheet:
        one = self.story.participants()[place]
        found = cycles.get_participant(self.story.org_officer, one.pk)
        return sheets.sheet_of(found, may_see_matters=may_see_matters)

    def test_classes_below_the_floor_are_merged_and_their_mean_cannot_be_worked_out(self) -> None:
        sheet = self._sheet()

        means = next(line for line in sheet.lines if line.code == "L2")
        labels = {row[1] for row in means.rows}
        assert labels == {"上级、同级（合并显示）", "服务对象"}
        assert "不足 5 票的类别和别的类别合并显示" in means.text
        assert means.clause is not None
        items = next(line for line in sheet.lines if line.code == "L4")
        assert "80×" in items.rows[0][1]
        assert "40×" not in items.rows[0][1]

    def test_the_ten_lines_lead_to_the_total(self) -> None:
        sheet = self._sheet(0)

        assert [line.code for line in sheet.lines] == [f"L{number}" for number in range(1, 11)]
        values = {line.code: line.value for line in sheet.lines}
        assert (values["L6"], values["L7"], values["L8"]) == ("95.00", "92.90", "92.90")
        assert "年度 95.00×70%" in next(line.sentence for line in sheet.lines if line.code == "L7")
        assert sum(aspect.counted_e4 or 0 for aspect in sheet.aspects) == 950_000

    def test_the_person_reads_what_was_not_counted_against_them(self) -> None:
        sheet = self._sheet()

        assert [(matter.name, matter.is_used) for matter in sheet.matters] == [("渡口应急值守", True)]
        ability = next(aspect for aspect in sheet.aspects if aspect.name == "能")
        assert ability.own_e4 == 940_000, "lifted to the mean of the plain items"
        line = next(line for line in sheet.lines if line.code == "L5")
        assert line.value == "1 项"
        assert list(line.rows) == [("能", "70.00", "94.00", "94.00")]
        assert "没有拉低总分" in line.text

    def test_others_read_only_that_the_rule_holds(self) -> None:
        hidden, open_to_all = self._sheet(may_see_matters=False), self._sheet(0, may_see_matters=False)

        assert hidden.matters == []
        assert hidden.lines[4] == open_to_all.lines[4], "the same words whether there is a matter or not"

    def test_an_officer_s_look_leaves_a_trace_and_stays_in_the_branch(self) -> None:
        one = self.story.participants()[1]

        sheet = results.open_sheet(actor=self.story.finance_officer, participant_id=one.pk, at=made.GRADED)

        assert sheet.matters == [], "a unit's officer may not read effects"
        entry = Entry.objects.filter(target=f"appraisal.participant:{one.pk}").latest("seq")
        assert entry.verb == "audit.read"
        with pytest.raises(NotHere):
            results.open_sheet(actor=self.story.township_officer, participant_id=one.pk, at=made.GRADED)

    def test_nobody_else_is_named(self) -> None:
        sheet = self._sheet(3)
        others = set(Participant.objects.exclude(pk=sheet.one.pk).values_list("name", flat=True))

        text = repr((sheet.lines, sheet.aspects, sheet.years, sheet.strengths, sheet.gaps, sheet.peer))

        assert not [name for name in others if name in text]
        assert "名次" not in text.replace("名次和同分只看这两位", "")

    def test_strengths_and_gaps_are_tasks_against_the_median(self) -> None:
        best, last = self._sheet(0), self._sheet(5)

        assert best.strengths == ["能，比中位数高 3.00 分", "德，比中位数高 2.50 分", "绩，比中位数高 2.50 分"]
        assert best.gaps == []
        assert last.gaps[0] == "德，比中位数低 2.50 分"
        assert last.ahead_words.startswith("低于中位数")

    def test_how_to_object_comes_from_the_pack(self) -> None:
        sheet = self._sheet()

        assert (sheet.review.value, sheet.review.citation) == (30, "公务员法 第95条")
        assert not sheet.objection.is_in_force, "未规定 is not zero days"


BODY = read_plan(made.PLAN)


def _l2(**counts: int) -> list[dict[str, Any]]:
    return [
        {"line": "L2", "indicator": item.id, "group": group, "n": n, "value": 900_000}
        for item in BODY.indicators
        for group, n in counts.items()
    ]


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"上级": 5, "同级": 5, "服务对象": 5}, [("上级",), ("同级",), ("服务对象",)]),
        ({"上级": 4, "同级": 5, "服务对象": 9}, [("服务对象",), ("上级", "同级")]),
        ({"上级": 1, "同级": 4, "服务对象": 9}, [("服务对象",), ("上级", "同级")]),
        ({"上级": 1, "同级": 2, "服务对象": 9}, [("上级", "同级", "服务对象")]),
        ({"上级": 3}, [("上级",)]),
    ],
)
def test_which_classes_are_shown_together(counts: dict[str, int], shown: list[tuple[str, ...]]) -> None:
    assert sheetlines.clusters(_l2(**counts), 5) == shown


def test_too_few_ballots_altogether_show_no_mean() -> None:
    lines = _l2(上级=3)

    rows = sheetlines.mean_rows(lines, BODY, 5)

    assert {row.value_e4 for row in rows} == {None}
    assert sheetlines.l2(rows, 5, None).rows[0][4] == "不足 5 票，不显示"


def test_an_indicator_with_fewer_marks_hides_the_class_everywhere() -> None:
    """Somebody left 绩 blank: 同级 has five marks for 德 but four for 绩, so it is merged for every indicator."""
    lines = _l2(上级=6, 同级=5)
    next(line for line in lines if line["indicator"] == "绩" and line["group"] == "同级")["n"] = 4

    assert sheetlines.clusters(lines, 5) == [("上级", "同级")]
