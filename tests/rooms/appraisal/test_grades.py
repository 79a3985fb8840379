"""Grades by people: each refusal, ties, bars, places, sending up and taking back."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import TestCase

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects import actions as effects
from dandang.parts.appraisal.actions import grades, participants
from dandang.parts.appraisal.errors import MissingReason, NotYet, TooMany, WrongState
from dandang.parts.appraisal.models import Participant
from dandang.parts.appraisal.queries import grades as queries
from tests.factories import appraisal as made

AT = made.GRADED


def _tied(place: int, rater: int, group: str, indicator: str) -> int:
    """The first two of the roster are equal, the rest lower."""
    return 92 if place < 2 else 88 - place


class TestProposing(TestCase):
    """县财政局 has one place and a candidate, 柳溪镇 too."""

    story: made.Story

    @classmethod
    def setUpTestData(cls) -> None:
        cls.story = made.scored()

    def _propose(self, one: Participant, grade: str, reason: str = "") -> Participant:
        return grades.propose_grade(
            actor=self.story.finance_officer, participant_id=one.pk, grade=grade, reason=reason, at=AT
        )

    def test_the_machine_s_candidate_needs_no_reason(self) -> None:
        first = self.story.participants()[0]

        found = self._propose(first, "优秀")

        assert (found.proposed_grade, found.proposed_by) == ("优秀", "财政人事")
        assert Entry.objects.filter(
            verb="appraisal.grade.proposed", target=f"appraisal.participant:{first.pk}"
        ).exists()

    def test_a_departure_wants_its_reason(self) -> None:
        first, second, *_ = self.story.participants()
        for one, grade in ((first, "称职"), (second, "优秀")):
            with pytest.raises(MissingReason, match="请写明理由"):
                self._propose(one, grade)

        self._propose(second, "优秀", "独立承担了全县预算一体化上线，经班子研究推荐")

        second.refresh_from_db()
        assert second.proposed_grade == "优秀"
        assert queries.workspace(self.story.org_officer, second.unit_id).rows[1].is_departing

    def test_only_words_of_the_scale(self) -> None:
        with pytest.raises(MissingReason, match="优秀、称职、基本称职、不称职"):
            self._propose(self.story.participants()[0], "良好")

    def test_nobody_who_is_not_graded(self) -> None:
        one = self.story.participants()[5]
        participants.decide_participation(
            actor=self.story.finance_officer, participant_id=one.pk, participation="NO_GRADE", reason="病假超过半年",
            at=AT,
        )  # fmt: skip

        with pytest.raises(WrongState, match="不确定等次"):
            self._propose(one, "称职")

    def test_nobody_of_another_unit(self) -> None:
        with pytest.raises(NotHere):
            self._propose(self.story.participants(self.story.township)[0], "优秀")

    def test_somebody_barred_is_never_excellent(self) -> None:
        one = self.story.participants()[0]
        Participant.objects.filter(pk=one.pk).update(may_be_excellent=False, excellent_bar_why="当年受警告处分")

        with pytest.raises(TooMany, match="当年受警告处分"):
            self._propose(one, "优秀", "表现突出")

    def test_the_rest_get_one_grade_and_candidates_are_left_alone(self) -> None:
        unit = self.story.finance

        count = grades.propose_the_rest(actor=self.story.finance_officer, unit_id=unit.pk, grade="称职", at=AT)

        assert count == 5
        assert queries.counts(unit) == {"": 1, "称职": 5}

    def test_the_rest_are_never_excellent(self) -> None:
        with pytest.raises(MissingReason, match="一个一个提"):
            grades.propose_the_rest(
                actor=self.story.finance_officer, unit_id=self.story.finance.pk, grade="优秀", at=AT
            )

    def test_sending_up_names_everybody_who_lacks_a_grade(self) -> None:
        with pytest.raises(NotYet, match="孙办1还没有建议等次"):
            grades.send_up(actor=self.story.finance_officer, unit_id=self.story.finance.pk, at=AT)

    def test_sending_up_more_excellent_than_places_is_refused_with_the_clause(self) -> None:
        first, second, *_ = self.story.participants()
        self._propose(first, "优秀")
        self._propose(second, "优秀", "承担急难险重任务")
        grades.propose_the_rest(actor=self.story.finance_officer, unit_id=self.story.finance.pk, grade="称职", at=AT)

        with pytest.raises(NotYet, match="优秀建议 2 人，名额是 1 人"):
            grades.send_up(actor=self.story.finance_officer, unit_id=self.story.finance.pk, at=AT)

        fault = queries.faults(self.story.finance)[0]
        assert fault.clause.startswith("考核规定")

    def test_sending_up_opens_publicity_and_closes_the_unit(self) -> None:
        unit = self.story.finance

        made.propose(self.story, unit)

        unit.refresh_from_db()
        assert (unit.state, unit.proposed_at) == ("PROPOSED", AT)
        open_kinds = set(
            Duty.objects.filter(subject=f"appraisal.unit:{unit.pk}", closed_at=None).values_list("kind", flat=True)
        )
        assert open_kinds == {"appraisal.publicity"}
        with pytest.raises(WrongState, match="先退回"):
            self._propose(self.story.participants()[0], "称职", "改主意")

    def test_taking_back_wants_a_reason_and_keeps_the_proposals(self) -> None:
        unit = self.story.finance
        made.propose(self.story, unit)
        with pytest.raises(MissingReason, match="为什么退回"):
            grades.withdraw(actor=self.story.finance_officer, unit_id=unit.pk, reason=" ", at=AT)

        grades.withdraw(actor=self.story.finance_officer, unit_id=unit.pk, reason="漏了一人的理由", at=AT)

        unit.refresh_from_db()
        assert unit.state == "OPEN"
        assert queries.counts(unit) == {"优秀": 1, "称职": 5}

    def test_the_head_s_comment_is_kept_and_never_empty(self) -> None:
        one = self.story.participants()[0]
        with pytest.raises(MissingReason, match="请写评语"):
            grades.write_comment(actor=self.story.finance_officer, participant_id=one.pk, comment=" ", at=AT)

        grades.write_comment(actor=self.story.finance_officer, participant_id=one.pk, comment="工作扎实。", at=AT)

        one.refresh_from_db()
        assert one.leader_comment == "工作扎实。"

    def test_quota_is_fixed_while_proposals_are_up(self) -> None:
        made.propose(self.story, self.story.finance)

        with pytest.raises(WrongState, match="先退回建议"):
            participants.set_unit_quota(
                actor=self.story.org_officer, unit_id=self.story.finance.pk, pool="县直机关", tilt_bp=0,
                tilt_reason="", team_grade="", at=AT,
            )  # fmt: skip

    def test_a_tilt_without_reason_is_refused(self) -> None:
        with pytest.raises(MissingReason, match="为什么倾斜"):
            participants.set_unit_quota(
                actor=self.story.org_officer, unit_id=self.story.finance.pk, pool="县直机关", tilt_bp=500,
                tilt_reason="", team_grade="", at=AT,
            )  # fmt: skip

    def test_the_workspace_counts_shields_and_names_nobody(self) -> None:
        made.shield(self.story, self.story.people["县财政局"][3])
        made.score(self.story, at=AT)

        space = queries.workspace(self.story.org_officer, self.story.finance.pk)

        assert space.shielded == 1
        assert not any("渡口" in fault.sentence for fault in space.faults)

    def test_the_pool_is_shown_to_the_unit_with_every_denominator(self) -> None:
        space = queries.workspace(self.story.finance_officer, self.story.finance.pk)

        assert [(unit.organisation_name, row.people, row.places) for unit, row in space.pool] == [("县财政局", 6, 1)]
        assert (space.pool_sum.entitlement, space.body.people, space.body.places) == ("1.20", 12, 2)


@pytest.mark.django_db
def test_equals_over_the_edge_are_left_to_people() -> None:
    story = made.scored(marks=_tied)
    first, second, third, *_ = story.participants()
    space = queries.workspace(story.org_officer, story.finance.pk)
    assert [row.participant.pk for row in space.ties] == [first.pk, second.pk]
    assert (space.candidates, space.tied, space.free_for_ties, space.free) == (0, 2, 1, 0)
    assert [shown.rank for shown in queries.table(space).rows][:3] == ["并列 1", "并列 1", "3"]

    for one, grade in ((first, "优秀"), (second, "称职")):
        with pytest.raises(Refusal, match="同分里选人"):
            grades.propose_grade(actor=story.finance_officer, participant_id=one.pk, grade=grade, reason="", at=AT)
        grades.propose_grade(
            actor=story.finance_officer, participant_id=one.pk, grade=grade, reason="经班子研究", at=AT
        )

    assert queries.grade_page(story.finance_officer, first.pk).is_tie
    assert len(queries.grade_page(story.finance_officer, first.pk).people) == 2
    assert len(queries.grade_page(story.finance_officer, third.pk).people) == 1


@pytest.mark.django_db
def test_a_sanction_of_the_year_bars_excellent_from_the_list_on() -> None:
    story = made.preparing()
    barred = story.people["县财政局"][0]
    effects.write_effect(
        actor=story.system, kind="DISCIPLINE_IN_FORCE", person_id=barred.pk, starts_on=date(made.YEAR, 4, 10),
        ends_on=date(made.YEAR, 10, 10), document="青纪处〔2026〕3号", clause="政务处分法 第8条",
        source=f"effects.paper:{barred.pk}", facts={"sanction": "WARNING"}, at=made.DRAWN,
    )  # fmt: skip
    participants.draw_participants(actor=story.org_officer, cycle_id=story.cycle.pk, at=made.DRAWN)
    made.open_and_cast(story)
    made.import_other_parts(story)
    made.score(story)
    one = story.participants()[0]

    with pytest.raises(TooMany, match="青纪处〔2026〕3号"):
        grades.propose_grade(actor=story.finance_officer, participant_id=one.pk, grade="优秀", reason="排名第一", at=AT)

    assert one.person_id == barred.pk
