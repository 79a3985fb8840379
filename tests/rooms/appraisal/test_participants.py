"""Who is assessed and who is not: drawn from files and ledger, confirmed by people, never lost by drawing again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.ledger.effects import actions as effects
from dandang.parts.appraisal.actions import participants
from dandang.parts.appraisal.errors import MissingReason
from dandang.parts.appraisal.models import CycleUnit, Participant
from dandang.registry.people.models import Absence, Person
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
AT = appraisal.DRAWN
NEW_YEAR = date(2026, 1, 1)


@pytest.fixture
def story() -> appraisal.Story:
    return appraisal.preparing(staff=2, leaders=1)


def _person(story: appraisal.Story, place: int = 0) -> Person:
    return story.people["县财政局"][place]


def _draw(story: appraisal.Story) -> int:
    return participants.draw_participants(actor=story.org_officer, cycle_id=story.cycle.pk, at=AT)


def _row(story: appraisal.Story, place: int = 0) -> Participant:
    return Participant.objects.select_related("unit").get(cycle=story.cycle, person=_person(story, place))


def _effect(story: appraisal.Story, kind: str, starts_on: date, ends_on: date | None, **facts: Any) -> None:
    effects.write_effect(
        actor=story.system, kind=kind, person_id=_person(story).pk, starts_on=starts_on, ends_on=ends_on,
        document="青纪〔2026〕3号", clause="公务员考核规定 第29条", source=f"effects.paper:{starts_on}",
        facts=facts, at=AT,
    )  # fmt: skip


def _decide(story: appraisal.Story, participation: str, reason: str = "") -> Participant:
    return participants.decide_participation(
        actor=story.finance_officer, participant_id=_row(story).pk, participation=participation, reason=reason, at=AT
    )


def test_drawing_lists_the_staff_of_every_unit_and_not_its_leaders(story: appraisal.Story) -> None:
    names = list(Participant.objects.filter(cycle=story.cycle).order_by("pk").values_list("name", flat=True))

    assert sorted(names) == ["吴办1", "吴办2", "孙办1", "孙办2"]
    units = {unit.organisation_name: (unit.pool, unit.manager_path == unit.path) for unit in story.cycle.units.all()}
    assert units == {"县财政局": ("县直机关", True), "柳溪镇": ("乡镇（街道）", True)}


@pytest.mark.parametrize(
    ("kind", "days", "participation"),
    [
        ("SICK", 182, "GRADED"), ("SICK", 183, "NO_GRADE"), ("SECONDED", 181, "GRADED"), ("SECONDED", 182, "ELSEWHERE"),
        ("AID", 365, "ELSEWHERE"), ("MATERNITY", 200, "GRADED"),
    ],
)  # fmt: skip
def test_absences_of_the_file_decide_at_the_half_year(
    story: appraisal.Story, kind: str, days: int, participation: str
) -> None:
    Absence.objects.create(
        person=_person(story),
        kind=kind,
        starts_on=NEW_YEAR,
        ends_on=NEW_YEAR + timedelta(days=days),
        host_name="省直机关",
    )

    _draw(story)

    assert _row(story).suggested == participation


def test_only_the_days_inside_the_year_count(story: appraisal.Story) -> None:
    Absence.objects.create(
        person=_person(story), kind="SICK", starts_on=date(2025, 7, 1), ends_on=NEW_YEAR + timedelta(days=182)
    )
    Absence.objects.create(person=_person(story, 1), kind="SICK", starts_on=date(2026, 7, 1), ends_on=None)

    _draw(story)

    assert (_row(story).suggested, _row(story, 1).suggested) == ("GRADED", "NO_GRADE")


@pytest.mark.parametrize(
    ("ends_on", "participation"),
    [(None, "SUSPENDED"), (date(2027, 1, 1), "SUSPENDED"), (date(2026, 12, 31), "GRADED")],
)
def test_a_case_still_open_at_the_end_of_the_year_suspends(
    story: appraisal.Story, ends_on: date | None, participation: str
) -> None:
    _effect(story, "PENDING_CASE", date(2026, 9, 1), ends_on, case_organ="县监委")

    _draw(story)

    assert _row(story).participation == participation


@pytest.mark.parametrize(
    ("ends_on", "participation"), [(date(2027, 1, 1), "COMMENT_ONLY"), (date(2026, 12, 31), "GRADED"), (None, "GRADED")]
)
def test_a_recruit_on_probation_at_the_end_of_the_year_gets_a_comment(
    story: appraisal.Story, ends_on: date | None, participation: str
) -> None:
    Person.objects.filter(pk=_person(story).pk).update(probation_ends_on=ends_on)

    _draw(story)

    assert _row(story).participation == participation


def test_a_warning_bars_the_top_grade_and_another_sanction_asks_people(story: appraisal.Story) -> None:
    _effect(story, "DISCIPLINE_IN_FORCE", date(2026, 3, 1), date(2026, 9, 1), sanction="WARNING")
    _draw(story)
    warned = _row(story)
    _effect(story, "DISCIPLINE_IN_FORCE", date(2026, 4, 1), date(2027, 4, 1), sanction="DEMERIT")
    _draw(story)
    other = _row(story)

    assert (warned.participation, warned.may_be_excellent, warned.asks_people) == ("GRADED", False, "")
    assert "青纪〔2026〕3号" in warned.excellent_bar_why
    assert (other.participation, other.may_be_excellent) == ("GRADED", False)
    assert "考核委员会研究" in other.asks_people


def test_a_departure_from_the_rules_needs_its_reason(story: appraisal.Story) -> None:
    with pytest.raises(MissingReason) as refused:
        _decide(story, "NO_GRADE", "  ")
    assert refused.value.field == "reason"
    with pytest.raises(MissingReason, match="请选择"):
        _decide(story, "SOMETIMES", "因为")

    decided = _decide(story, "NO_GRADE", "全年脱产，证明附后")

    assert (decided.suggested, decided.participation) == ("GRADED", "NO_GRADE")
    entry = Entry.objects.get(verb="appraisal.participation.decided")
    assert entry.reason == "全年脱产，证明附后"
    assert '"before":"GRADED"' in entry.payload.replace(" ", "")


def test_confirming_what_the_rules_say_needs_no_reason(story: appraisal.Story) -> None:
    assert _decide(story, "GRADED").participation_reason == ""


def test_what_the_law_leaves_open_wants_words_even_when_nothing_departs(story: appraisal.Story) -> None:
    _effect(story, "DISCIPLINE_IN_FORCE", date(2026, 4, 1), date(2027, 4, 1), sanction="DEMERIT")
    _draw(story)

    with pytest.raises(MissingReason):
        _decide(story, "GRADED")
    decided = _decide(story, "GRADED", "考核委员会 11 月 20 日研究，照常考核")

    assert decided.asks_people == ""


def test_drawing_again_keeps_decisions_takes_newcomers_and_drops_who_left(story: appraisal.Story) -> None:
    _decide(story, "NO_GRADE", "全年脱产")
    newcomer = registry.person(story.county.finance, "新来的", post_level="乡科级以下")
    Person.objects.filter(pk=_person(story, 1).pk).update(state=Person.State.LEFT)
    Person.objects.filter(pk=_person(story).pk).update(post_text="三级主任科员")

    count = _draw(story)

    kept = _row(story)
    assert count == 4
    assert (kept.participation, kept.participation_reason, kept.post_text) == ("NO_GRADE", "全年脱产", "三级主任科员")
    people = set(
        Participant.objects.filter(unit__organisation=story.county.finance).values_list("person_id", flat=True)
    )
    assert people == {_person(story).pk, newcomer.pk}


def test_the_list_is_not_drawn_again_once_ballots_are_open() -> None:
    story = appraisal.balloting(staff=2, leaders=1)

    with pytest.raises(Refusal, match="不能再整体重排"):
        _draw(story)


def test_a_foreign_unit_officer_decides_nothing(story: appraisal.Story) -> None:
    with pytest.raises(NotHere):
        participants.decide_participation(
            actor=story.township_officer, participant_id=_row(story).pk, participation="GRADED", reason="", at=AT
        )


def _set_quota(story: appraisal.Story, tilt_bp: int = 200, reason: str = "艰苦边远乡镇") -> CycleUnit:
    return participants.set_unit_quota(
        actor=story.org_officer, unit_id=story.township.pk, pool="乡镇（街道）", tilt_bp=tilt_bp, tilt_reason=reason,
        team_grade="", at=AT,
    )  # fmt: skip


def test_a_tilt_needs_its_reason_and_an_open_unit(story: appraisal.Story) -> None:
    with pytest.raises(MissingReason, match="为什么倾斜"):
        _set_quota(story, reason=" ")
    assert _set_quota(story).tilt_bp == 200
    assert _set_quota(story, tilt_bp=0, reason="").tilt_reason == ""
    CycleUnit.objects.filter(pk=story.township.pk).update(state="PROPOSED")

    with pytest.raises(Refusal, match="已经报了等次建议"):
        _set_quota(story)
