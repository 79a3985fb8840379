"""What an untrue allegation had done is found by people and repaired by people; nothing changes a grade by itself."""

from __future__ import annotations

from typing import Any

import pytest

from dandang.foundation.ground.refusal import BadInput, NotAllowed, NotHere
from dandang.ledger.duties.models import Duty
from dandang.ledger.effects import actions as effects
from dandang.ledger.matters import kinds as matters
from dandang.parts.appraisal.models import Participant
from dandang.parts.protection import errors
from dandang.parts.protection.actions import restorations as actions
from dandang.parts.protection.models import Restoration
from dandang.parts.protection.queries import reach
from dandang.parts.protection.queries import restorations as queries
from dandang.registry.access import queries as access
from tests.factories import appraisal, protection
from tests.factories import clarifications as made

pytestmark = [pytest.mark.django_db, pytest.mark.one_engine]
NOW, TODAY = made.NOW, made.TODAY


@pytest.fixture
def of() -> protection.Scene:
    return protection.scene()


def record(of: protection.Scene, clarification_id: int, **given: Any) -> int:
    values = {"where": "ASSESSMENT", "found": "2025 年度考核暂缓定等次。"} | given
    return actions.record_harm_done(
        actor=of.handler, clarification_id=clarification_id, where=values["where"], found=values["found"], at=NOW
    )


def repair(actor: Any, pk: int, **given: Any) -> None:
    values = {"repaired": "考核委员会补定称职。", "repaired_on": TODAY} | given
    actions.record_repair(actor=actor, restoration_id=pk, at=NOW, **values)


def open_duties() -> Any:
    return Duty.objects.filter(kind="protection.restore", closed_at=None)


def test_what_suffered_is_a_duty_of_the_organisation_department_until_repaired(of: protection.Scene) -> None:
    pk = record(of, made.assessed(of).pk)
    duty = open_duties().get()
    assert (duty.role, duty.organisation_id) == ("ORG_OFFICER", of.county.org_department.pk)

    repair(of.org_officer, pk)

    row = Restoration.objects.get(pk=pk)
    assert (row.repaired_on, row.repaired_by) == (TODAY, f"accounts.account:{of.org_officer.account_id}")
    assert not open_duties().exists()
    with pytest.raises(errors.WrongState):
        repair(of.org_officer, pk)


def test_what_is_empty_or_unknown_or_of_tomorrow_is_refused(of: protection.Scene) -> None:
    clarification = made.assessed(of)
    for wrong in ({"where": "GRADE"}, {"found": " "}):
        with pytest.raises(BadInput):
            record(of, clarification.pk, **wrong)
    pk = record(of, clarification.pk)
    for bad in ({"repaired": " "}, {"repaired_on": made.LATER}):
        with pytest.raises(BadInput):
            repair(of.org_officer, pk, **bad)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("org_officer", True), ("handler", True), ("leader", False), ("org_leader", False), ("unit_officer", False),
        ("person", False), ("kin_actor", False), ("investigator", False),
    ],
)  # fmt: skip
def test_who_repairs(of: protection.Scene, who: str, may: bool) -> None:
    pk = record(of, made.assessed(of).pk)

    if may:
        repair(getattr(of, who), pk)
    else:
        with pytest.raises((NotHere, NotAllowed)):
            repair(getattr(of, who), pk)

    assert Restoration.objects.get(pk=pk).repaired == ("考核委员会补定称职。" if may else "")


def test_the_department_sees_what_suffered_and_not_the_clarification(of: protection.Scene) -> None:
    clarification = made.assessed(of)
    pk = record(of, clarification.pk)

    assert [one.pk for one in queries.waiting(of.org_officer).rows] == [pk]
    assert queries.restoration_to_see(of.org_officer, pk).pk == pk
    assert not reach.visible_clarifications(of.org_officer).exists()
    assert not queries.waiting(of.org_leader).rows
    assert queries.waiting(of.other_handler).rows
    assert not queries.waiting(of.kin_actor).rows
    with pytest.raises(NotAllowed):
        queries.waiting(of.person)


def test_effects_and_registered_work_of_the_time_are_offered_as_candidates(of: protection.Scene) -> None:
    clarification = made.assessed(of)
    effects.write_effect(
        actor=access.system_actor(), kind="DISCIPLINE_IN_FORCE", person_id=of.concerned.pk, starts_on=TODAY,
        ends_on=made.LATER, document="青纪〔2026〕3号", clause="党纪处分条例 第8条", source="effects.effect:1",
        facts={"sanction": "WARNING"}, at=NOW,
    )  # fmt: skip

    found = queries.candidates(clarification, on=TODAY)

    assert [one.trace.text for one in found if one.room == "效力"] == [f"{TODAY.isoformat()}　青纪〔2026〕3号"]


def test_assessments_at_work_in_the_time_are_named_and_never_changed() -> None:
    appraisal.preparing(staff=2, leaders=1)
    one = Participant.objects.select_related("cycle").order_by("pk").first()
    assert one is not None

    found = matters.traces_of(one.person_id, starts_on=one.cycle.starts_on, ends_on=one.cycle.ends_on)

    assert [(trace.where, trace.name) for _label, trace in found] == [("ASSESSMENT", one.cycle.title)]
    assert "等次还没有确定" in found[0][1].text
