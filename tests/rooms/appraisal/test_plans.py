"""Plans and templates: the same paper with other weights, fixed before anybody is rated."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.parts.appraisal.actions import cycles, plans
from dandang.parts.appraisal.errors import PlanRefused, WeightsFrozen
from dandang.parts.appraisal.models import Participant, Plan, PlanTemplate
from dandang.parts.appraisal.queries import cycles as queries
from tests.factories import appraisal, registry

pytestmark = pytest.mark.django_db
AT = appraisal.DRAWN


def _body(**first: Any) -> dict[str, Any]:
    body = copy.deepcopy(appraisal.PLAN)
    body["indicators"][0].update(first)
    return body


@pytest.fixture
def story() -> appraisal.Story:
    return appraisal.preparing(staff=2, leaders=1)


def _add(story: appraisal.Story, title: str, **post_class: str) -> Plan:
    return plans.add_plan(
        actor=story.org_officer, cycle_id=story.cycle.pk, title=title, post_class=post_class, body=_body(), at=AT
    )


def _plans_of(story: appraisal.Story) -> dict[str, str]:
    rows = Participant.objects.filter(cycle=story.cycle).select_related("plan").order_by("pk")
    return {one.name: one.plan.title if one.plan else "" for one in rows}


def test_each_person_gets_the_most_specific_plan_and_falls_back_when_it_goes(story: appraisal.Story) -> None:
    Participant.objects.filter(unit=story.township).update(sector="乡镇（街道）")
    towns = _add(story, "乡镇干部", sector="乡镇（街道）")

    assert _plans_of(story) == {"孙办1": "一般干部", "孙办2": "一般干部", "吴办1": "乡镇干部", "吴办2": "乡镇干部"}
    plans.remove_plan(actor=story.org_officer, plan_id=towns.pk, at=AT)

    assert set(_plans_of(story).values()) == {"一般干部"}


def test_a_second_plan_for_the_same_class_is_refused(story: appraisal.Story) -> None:
    with pytest.raises(Refusal, match="已经有方案“一般干部”"):
        _add(story, "再来一个")


def test_weights_of_99_are_refused_and_nothing_is_kept(story: appraisal.Story) -> None:
    """DT01."""
    plan = story.cycle.plans.get()

    with pytest.raises(PlanRefused, match="合计是 99%"):
        plans.change_plan(actor=story.org_officer, plan_id=plan.pk, title="新", body=_body(weight=29), version=1, at=AT)

    plan.refresh_from_db()
    assert (plan.title, plan.version, plan.body["indicators"][0]["weight"]) == ("一般干部", 1, 30)


def test_a_stale_form_is_refused(story: appraisal.Story) -> None:
    """CC06: whoever saved first wins; the other is told."""
    plan = story.cycle.plans.get()
    plans.change_plan(actor=story.org_officer, plan_id=plan.pk, title="改一", body=_body(), version=1, at=AT)

    with pytest.raises(Refusal, match="刚被别人改过") as refused:
        plans.change_plan(actor=story.org_officer, plan_id=plan.pk, title="改二", body=_body(), version=1, at=AT)

    assert refused.value.code == "stale"
    plan.refresh_from_db()
    assert (plan.title, plan.version) == ("改一", 2)


def test_once_ballots_are_open_plans_are_frozen(story: appraisal.Story) -> None:
    plan = story.cycle.plans.get()
    cycles.open_ballots(actor=story.org_officer, cycle_id=story.cycle.pk, close_at=appraisal.CLOSES, at=AT)

    with pytest.raises(WeightsFrozen):
        plans.change_plan(actor=story.org_officer, plan_id=plan.pk, title="x", body=_body(), version=1, at=AT)
    with pytest.raises(WeightsFrozen):
        plans.remove_plan(actor=story.org_officer, plan_id=plan.pk, at=AT)
    with pytest.raises(WeightsFrozen):
        _add(story, "乡镇干部", sector="乡镇（街道）")


def test_a_unit_officer_changes_no_plan(story: appraisal.Story) -> None:
    with pytest.raises(Refusal):
        plans.change_plan(
            actor=story.finance_officer, plan_id=story.cycle.plans.get().pk, title="x", body=_body(), version=1, at=AT
        )


def _template(story: appraisal.Story, **given: Any) -> PlanTemplate:
    values = {"title": "机关干部", "staff_class": "CIVIL", "post_class": {}, "body": _body(), "at": AT}
    return plans.save_template(
        actor=story.org_officer, owner_id=story.county.county.pk, **(values | given)
    )  # fmt: skip


def test_templates_are_kept_changed_and_refused(story: appraisal.Story) -> None:
    template = _template(story)

    _template(story, template_id=template.pk, title="机关一般干部")
    with pytest.raises(PlanRefused, match="合计是 99%"):
        _template(story, template_id=template.pk, body=_body(weight=29))
    with pytest.raises(NotHere):
        _template(story, template_id=template.pk + 1)

    assert list(PlanTemplate.objects.values_list("title", flat=True)) == ["机关一般干部"]


def test_templates_pass_down_to_the_bodies_below_and_not_sideways(story: appraisal.Story) -> None:
    template = _template(story)
    neighbour = registry.actor_of("ORG_OFFICER", registry.organisation(story.county.city, "邻水县"))

    assert list(queries.templates_for(story.finance_officer)) == [template]
    assert list(queries.templates_for(story.org_officer, "LEADER")) == []
    assert list(queries.templates_for(neighbour)) == []


def test_changing_a_template_leaves_the_plan_taken_from_it_alone(story: appraisal.Story) -> None:
    template = _template(story)
    plan = plans.add_plan(
        actor=story.org_officer, cycle_id=story.cycle.pk, title="乡镇", post_class={"sector": "乡镇（街道）"},
        body=template.body, template_id=template.pk, at=AT,
    )  # fmt: skip

    other = _body(weight=20)
    other["indicators"][1]["weight"] = 40
    _template(story, template_id=template.pk, body=other)

    plan.refresh_from_db()
    assert plan.body["indicators"][0]["weight"] == 30


def test_the_comparison_marks_the_rows_that_differ(story: appraisal.Story) -> None:
    other = _body(weight=20)
    other["indicators"][1]["weight"] = 40
    plans.add_plan(
        actor=story.org_officer, cycle_id=story.cycle.pk, title="乡镇", post_class={"sector": "乡镇（街道）"},
        body=other, at=AT,
    )  # fmt: skip

    found = queries.comparison(story.org_officer, story.cycle)

    assert [(name, list(values), differs) for name, values, differs in found.indicators] == [
        ("德", [30, 20], True), ("能", [30, 40], True), ("绩", [40, 40], False),
    ]  # fmt: skip
    assert [people for _, people in found.plans] == [4, 0]
