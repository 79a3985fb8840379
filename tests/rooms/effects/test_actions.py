"""An effect from the paper to the day after its end; what happens when it is revoked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dandang.foundation.audit.models import Entry
from dandang.foundation.ground.periods import Period
from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.ledger.duties import models as duties
from dandang.ledger.effects import actions, errors, kinds, models, queries
from dandang.registry.access.queries import system_actor
from dandang.registry.access.records import Actor
from dandang.registry.people.models import Person
from tests.factories.registry import NOW, TODAY, County, actor_of, county, person

pytestmark = pytest.mark.django_db
SHIELD_FACTS = {"matter": "提灌站改造", "indicators": ["ALL"], "matter_from": "2025-03-01", "assessments": ["ANNUAL"]}


@pytest.fixture
def place(db: None) -> County:
    return county()


@pytest.fixture
def clerk(place: County) -> Actor:
    return actor_of("DISCIPLINE_OFFICER", place.county, name="登记人")


@pytest.fixture
def colleague(place: County) -> Actor:
    return actor_of("DISCIPLINE_OFFICER", place.county, name="核对人")


@pytest.fixture
def cadre(place: County) -> Person:
    return person(place.finance, "顾明川", managed_by=place.county)


def _paper(cadre: Person, **changes: Any) -> dict[str, Any]:
    given = {
        "kind": kinds.ASSESSMENT_SHIELD,
        "person_id": cadre.pk,
        "organ": "青禾县纪委监委",
        "document": "青容〔2026〕7号",
        "decided_on": date(2026, 11, 2),
        "clause": "云南 第11点",
        "reason": "属于先行先试中的失误",
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2027, 1, 1),
        "facts": SHIELD_FACTS,
        "at": NOW,
    }
    return given | changes


def _in_force(cadre: Person, on: date) -> list[int]:
    kinds_asked = [kind.code for kind in kinds.all_kinds()]
    return [effect.id for effect in queries.in_force(person_ids=[cadre.pk], kinds=kinds_asked, on=on)]


def test_a_paper_decision_takes_effect_when_a_second_person_has_compared_it(
    cadre: Person, clerk: Actor, colleague: Actor
) -> None:
    decision = actions.key_decision(actor=clerk, **_paper(cadre))
    waiting = _in_force(cadre, TODAY)
    effect = actions.confirm_decision(actor=colleague, decision_id=decision, at=NOW)

    assert waiting == []
    assert _in_force(cadre, TODAY) == [effect]
    assert models.Effect.objects.get().source == f"effects.decision:{decision}"
    assert not duties.Duty.objects.still_open().exists()
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert verbs >= {"effects.decision.keyed", "effects.decision.confirmed", "effects.effect.written"}


def test_the_same_hands_cannot_do_both(cadre: Person, clerk: Actor) -> None:
    decision = actions.key_decision(actor=clerk, **_paper(cadre))

    with pytest.raises(errors.SameHands):
        actions.confirm_decision(actor=clerk, decision_id=decision, at=NOW)

    assert _in_force(cadre, TODAY) == []


def test_the_person_concerned_takes_no_part(place: County, cadre: Person, clerk: Actor) -> None:
    himself = actor_of("DISCIPLINE_OFFICER", place.county, who=cadre)
    decision = actions.key_decision(actor=clerk, **_paper(cadre))

    with pytest.raises(errors.OwnMatter):
        actions.key_decision(actor=himself, **_paper(cadre, document="青容〔2026〕8号"))
    with pytest.raises(errors.OwnMatter):
        actions.confirm_decision(actor=himself, decision_id=decision, at=NOW)


def test_a_decision_that_differs_from_the_paper_goes_back(cadre: Person, clerk: Actor, colleague: Actor) -> None:
    decision = actions.key_decision(actor=clerk, **_paper(cadre))

    with pytest.raises(errors.NoteMissing):
        actions.return_decision(actor=colleague, decision_id=decision, note=" ", at=NOW)
    actions.return_decision(actor=colleague, decision_id=decision, note="截止日与原件不一致", at=NOW)
    again = actions.key_decision(actor=clerk, **_paper(cadre, ends_on=date(2027, 2, 1)))

    assert again != decision
    with pytest.raises(errors.AlreadyChecked):
        actions.confirm_decision(actor=colleague, decision_id=decision, at=NOW)


def test_the_same_paper_twice_is_refused(cadre: Person, clerk: Actor) -> None:
    actions.key_decision(actor=clerk, **_paper(cadre))

    with pytest.raises(errors.AlreadyRegistered, match="7号"):
        actions.key_decision(actor=clerk, **_paper(cadre))


def test_people_outside_the_managing_branch_are_not_there(place: County, clerk: Actor) -> None:
    """The county's discipline officer keys nothing in for a leader the city manages (干部管理权限)."""
    leader = person(place.county, "贺兰舟", managed_by=place.city)

    with pytest.raises(NotHere):
        actions.key_decision(actor=clerk, **_paper(leader))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
        ({"ends_on": date(2026, 11, 2)}, "ends_on"),
        ({"facts": SHIELD_FACTS | {"matter": ""}}, "matter"),
        ({"facts": SHIELD_FACTS | {"assessments": ["BONUS"]}}, "assessments"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    cadre: Person, clerk: Actor, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        actions.key_decision(actor=clerk, **_paper(cadre, **changes))

    assert refused.value.field == field
    assert not models.PaperDecision.objects.exists()


@pytest.mark.parametrize("role", ["UNIT_OFFICER", "COMMITTEE_MEMBER", "IDENTITY_CUSTODIAN"])
def test_other_roles_key_nothing_in(place: County, cadre: Person, role: str) -> None:
    with pytest.raises(NotAllowed):
        actions.key_decision(actor=actor_of(role, place.county), **_paper(cadre))


def test_a_pending_case_is_listed_for_the_discipline_body_only(place: County, cadre: Person, clerk: Actor) -> None:
    """It counts where it is read; it does not mark anybody in a list of the organisation department."""
    officer = actor_of("ORG_OFFICER", place.county)
    effect = actions.write_effect(
        actor=system_actor(), kind=kinds.PENDING_CASE, person_id=cadre.pk, starts_on=date(2026, 9, 1),
        document="青监立〔2026〕2号", clause="公务员考核规定 第28条", source="effects.decision:2",
        facts={"case_organ": "青禾县监委"}, at=NOW,
    )  # fmt: skip

    assert _in_force(cadre, TODAY) == [effect]
    assert queries.register(clerk, on=TODAY).count() == 1
    assert queries.register(officer, on=TODAY).count() == 0
    assert queries.of_person(officer, person_id=cadre.pk, on=TODAY) == []
    with pytest.raises(NotHere):
        queries.effect(officer, effect)
    with pytest.raises(NotAllowed):
        actions.key_decision(
            actor=officer, **_paper(cadre, kind=kinds.PENDING_CASE, facts={"case_organ": "青禾县监委"})
        )


def test_in_force_up_to_the_day_before_the_end(cadre: Person) -> None:
    """S8: at T−1 it counts, at T and T+1 it is gone from every question and every list."""
    effect = _written(cadre)
    end = date(2027, 1, 1)

    days = {day: _in_force(cadre, day) for day in (date(2026, 11, 1), date(2026, 11, 2), end - timedelta(days=1), end)}

    assert list(days.values()) == [[], [effect], [effect], []]


def test_expired_effects_leave_the_register_and_the_panel(place: County, cadre: Person, clerk: Actor) -> None:
    _written(cadre)
    end = date(2027, 1, 1)

    shown = [
        (queries.register(clerk, on=day).count(), len(queries.of_person(clerk, person_id=cadre.pk, on=day)))
        for day in (end - timedelta(days=1), end, end + timedelta(days=1))
    ]

    assert shown == [(1, 1), (0, 0), (0, 0)]


def test_in_force_during_a_year_needs_one_common_day(cadre: Person) -> None:
    _written(cadre)

    def found(year: int) -> int:
        period = Period(date(year, 1, 1), date(year + 1, 1, 1))
        return len(queries.in_force_during(person_ids=[cadre.pk], kinds=[kinds.ASSESSMENT_SHIELD], period=period))

    assert [found(2025), found(2026), found(2027)] == [0, 1, 0]


def test_revoking_lists_what_leaned_on_it_and_opens_a_duty_for_each(place: County, cadre: Person) -> None:
    effect = _written(cadre)
    leader = actor_of("DISCIPLINE_LEADER", place.county)
    for work in ("appraisal.participant:3", "appraisal.participant:9", "appraisal.participant:9"):
        actions.note_use(actor=system_actor(), effect_id=effect, used_by=work, at=NOW)

    used = actions.revoke_effect(actor=leader, effect_id=effect, reason="复查决定撤销", at=NOW)

    assert used == ["appraisal.participant:3", "appraisal.participant:9"]
    assert _in_force(cadre, TODAY) == []
    opened = duties.Duty.objects.still_open().order_by("subject")
    assert [(duty.subject, duty.role, duty.organisation_id) for duty in opened] == [
        ("appraisal.participant:3", "ORG_OFFICER", place.county.pk),
        ("appraisal.participant:9", "ORG_OFFICER", place.county.pk),
    ]


def test_revoking_needs_a_leader_a_reason_and_happens_once(place: County, cadre: Person, clerk: Actor) -> None:
    effect = _written(cadre)
    leader = actor_of("DISCIPLINE_LEADER", place.county)

    with pytest.raises(NotAllowed):
        actions.revoke_effect(actor=clerk, effect_id=effect, reason="撤销", at=NOW)
    with pytest.raises(errors.NeedsReason):
        actions.revoke_effect(actor=leader, effect_id=effect, reason=" ", at=NOW)
    actions.revoke_effect(actor=leader, effect_id=effect, reason="复查决定撤销", at=NOW)
    with pytest.raises(errors.AlreadyRevoked):
        actions.revoke_effect(actor=leader, effect_id=effect, reason="再撤一次", at=NOW)

    assert models.Effect.objects.get().revoke_reason == "复查决定撤销"


def test_only_declared_rooms_write_a_kind(cadre: Person) -> None:
    with pytest.raises(errors.NotAWriter):
        _written(cadre, source="appraisal.participant:3")


def test_asking_about_many_people_costs_one_query(cadre: Person, django_assert_num_queries: object) -> None:
    effect = _written(cadre)

    with django_assert_num_queries(1):  # type: ignore[operator]
        found = queries.in_force(person_ids=range(100_000), kinds=[kinds.ASSESSMENT_SHIELD], on=TODAY)

    assert [one.id for one in found] == [effect]


def _written(cadre: Person, source: str = "effects.decision:1") -> int:
    return actions.write_effect(
        actor=system_actor(),
        kind=kinds.ASSESSMENT_SHIELD,
        person_id=cadre.pk,
        starts_on=date(2026, 11, 2),
        ends_on=date(2027, 1, 1),
        document="青容〔2026〕7号",
        clause="云南 第11点",
        source=source,
        facts=SHIELD_FACTS,
        at=NOW,
    )


def _by_case(cadre: Person, leader: Actor, source: str = "tolerance.case:7") -> int:
    return actions.write_effect(
        actor=leader, kind=kinds.ASSESSMENT_SHIELD, person_id=cadre.pk, starts_on=date(2026, 11, 2),
        document="青容〔2026〕7号", clause="云南 第11点", source=source, facts=SHIELD_FACTS, at=NOW,
    )  # fmt: skip


def test_a_second_effect_of_the_same_decision_is_refused_in_words(cadre: Person, clerk: Actor) -> None:
    _by_case(cadre, clerk)

    with pytest.raises(errors.AlreadyWritten):
        _by_case(cadre, clerk)
    _by_case(cadre, clerk, source="tolerance.case:8")

    assert models.Effect.objects.count() == 2


def test_the_room_that_decided_takes_its_effect_back_without_the_leaders_right(cadre: Person, clerk: Actor) -> None:
    effect = _by_case(cadre, clerk)
    actions.note_use(actor=clerk, effect_id=effect, used_by="appraisal.participant:3", at=NOW)

    uses = actions.revoke_by_decision(
        actor=clerk, effect_id=effect, decided_by="tolerance.review:1", reason="复查后撤销", at=NOW
    )

    assert uses == ["appraisal.participant:3"]
    assert duties.Duty.objects.still_open().get().subject == "appraisal.participant:3"
    assert "tolerance.review:1" in str(Entry.objects.get(verb="effects.effect.revoked").payload)
    with pytest.raises(errors.AlreadyRevoked):
        actions.revoke_by_decision(
            actor=clerk, effect_id=effect, decided_by="tolerance.review:1", reason="再来一次", at=NOW
        )


def test_another_room_does_not_take_an_effect_back(cadre: Person, clerk: Actor) -> None:
    effect = _by_case(cadre, clerk)

    with pytest.raises(errors.NotAWriter):
        actions.revoke_by_decision(
            actor=clerk, effect_id=effect, decided_by="appraisal.unit:1", reason="考核时撤销", at=NOW
        )

    assert models.Effect.objects.get().revoked_at is None
