"""From an empty draft to the next case: a county no pack knows writes its rules in the browser, and they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dandang.law.policies import actions
from dandang.law.policies import queries as policies
from dandang.law.policies.models import Draft, Edition
from dandang.parts.tolerance.models import Case
from dandang.registry.access import queries as access
from tests.factories import drafts, registry, shelf, tolerance

pytestmark = pytest.mark.django_db
LATER = registry.NOW + timedelta(hours=2)


def stages_of(case: Case) -> dict[str, dict[str, object]]:
    return {one["code"]: one for one in case.procedure["stages"]}


def test_the_next_case_runs_under_the_new_edition_and_the_running_one_keeps_its_own() -> None:
    here = tolerance.scene()
    drafts.own_region(here.county.county)
    here.county.discipline.refresh_from_db()
    running = tolerance.applied(here)
    before = stages_of(running)["APPLIED"]
    officer = registry.actor_of(
        "ORG_OFFICER", here.county.county, who=registry.person(here.county.org_department, "拟稿人")
    )
    leader = registry.actor_of(
        "ORG_LEADER", here.county.county, who=registry.person(here.county.org_department, "批准人")
    )

    draft = drafts.written(officer, here.county.county)
    actions.submit_draft(actor=officer, draft_id=draft.pk, version=draft.version, at=LATER)
    edition_id = actions.approve_draft(actor=leader, draft_id=draft.pk, version=draft.version, at=LATER)

    other = registry.person(here.county.township, "顾后来", managed_by=here.county.county)
    second = tolerance.applied(
        here,
        actor=registry.actor_of("CADRE", here.county.township, who=other),
        person_id=other.pk,
        matter=tolerance.MatterInput(
            title="村道改线", summary="改线未及时报批。", happened_from=tolerance.ACTED_ON, kind="HARD", role="DECIDED"
        ),
        at=LATER,
    )
    running.refresh_from_db()
    now = stages_of(second)["APPLIED"]

    assert before["label"] != "提出容错申请"
    assert stages_of(running)["APPLIED"] == before
    assert now["label"] == "提出容错申请"
    assert now["deadline"]["amount"] == 7  # type: ignore[index]
    assert Draft.objects.get(pk=draft.pk).edition_id == edition_id

    actions.load_packs(actor=access.system_actor(), folder=shelf.folder(*shelf.TOLERANCE), at=LATER)
    kept = Edition.objects.get(pk=edition_id)
    assert kept.ends_on is None
    table = policies.rule_table(region=drafts.REGION, on=registry.TODAY)
    assert table.title == "临禾县的容错条件"
