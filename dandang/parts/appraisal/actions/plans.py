"""Plans and templates: the weights of a class of post, fixed before anybody is rated."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from dandang.registry.organisations import queries as organisations

from ..errors import WeightsFrozen
from ..models import Cycle, Participant, Plan, PlanTemplate
from ..rules import matching_plan
from ..schema import read_plan
from ..states import CycleState
from .cycles import locked

PostClass = dict[str, str]


@transaction.atomic
def save_template(
    *,
    actor: Actor,
    owner_id: int,
    title: str,
    staff_class: str,
    post_class: PostClass,
    body: dict[str, Any],
    template_id: int | None = None,
    at: datetime,
) -> PlanTemplate:
    """This function will keep a plan for reuse. Refuses weights that do not add to 100, naming every fault."""
    owner = organisations.get(owner_id)
    access.require(actor, "appraisal.prepare", path=owner.path)
    plan = read_plan(body)
    template = PlanTemplate(owner=owner)
    if template_id is not None:
        found = PlanTemplate.objects.select_for_update().filter(pk=template_id, owner=owner).first()
        if found is None:
            raise NotHere()
        template = found
    template.title, template.staff_class, template.updated_at = title, staff_class, at
    template.body = plan.model_dump()
    _set_class(template, post_class)
    template.save()
    audit.record(
        actor=actor,
        verb="appraisal.template.saved",
        target=ref("appraisal.template", template.pk),
        facts={"plan": plan.digest()},
        at=at,
    )
    return template


@transaction.atomic
def add_plan(
    *,
    actor: Actor,
    cycle_id: int,
    title: str,
    post_class: PostClass,
    body: dict[str, Any],
    template_id: int | None = None,
    at: datetime,
) -> Plan:
    """This function will add the plan of one class of post to a cycle and give it to the people it fits best.

    Refuses a second plan for the same class, and any plan once ballots are open.
    """
    cycle = _preparing(actor, cycle_id)
    plan_body = read_plan(body)
    plan = Plan(cycle=cycle, title=title, body=plan_body.model_dump(), template_id=template_id, updated_at=at)
    _set_class(plan, post_class)
    same = Plan.objects.filter(cycle=cycle, **_class_of(plan)).first()
    if same is not None:
        raise Refusal(f"这一类岗位已经有方案“{same.title}”，请直接修改它。", field="level")
    plan.save()
    assign_plans(cycle)
    _audit(actor, plan, "appraisal.plan.added", plan_body.digest(), at)
    return plan


@transaction.atomic
def change_plan(*, actor: Actor, plan_id: int, title: str, body: dict[str, Any], version: int, at: datetime) -> Plan:
    """This function will change a plan before ballots open. Refuses a form older than the plan, with who changed it."""
    plan = Plan.objects.select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan is None:
        raise NotHere()
    _preparing(actor, plan.cycle_id)
    if plan.version != version:
        raise Refusal("这个方案刚被别人改过。请对照新的内容再保存，您填的内容还在下面。", code="stale")
    plan_body = read_plan(body)
    plan.title, plan.body, plan.version, plan.updated_at = title, plan_body.model_dump(), version + 1, at
    plan.save()
    _audit(actor, plan, "appraisal.plan.changed", plan_body.digest(), at)
    return plan


@transaction.atomic
def remove_plan(*, actor: Actor, plan_id: int, at: datetime) -> None:
    """This function will take a plan out of a cycle in preparation; its people fall to the next best plan."""
    plan = Plan.objects.filter(pk=plan_id).first()
    if plan is None:
        raise NotHere()
    cycle = _preparing(actor, plan.cycle_id)
    Participant.objects.filter(plan=plan).update(plan=None)
    _audit(actor, plan, "appraisal.plan.removed", "", at)
    plan.delete()
    assign_plans(cycle)


def assign_plans(cycle: Cycle) -> None:
    """Give every graded participant the most specific plan of the cycle; in memory one rule, one write per plan."""
    plans = list(cycle.plans.all())
    by_plan: dict[int | None, list[int]] = {}
    for one in cycle.participants.only("id", "plan_id", "region", "sector", "level", "post_text"):
        plan = matching_plan(plans, region=one.region, sector=one.sector, level=one.level, post=one.post_text)
        wanted = plan.pk if plan else None
        if wanted != one.plan_id:
            by_plan.setdefault(wanted, []).append(one.pk)
    for plan_id, ids in by_plan.items():
        for start in range(0, len(ids), 900):
            Participant.objects.filter(pk__in=ids[start : start + 900]).update(plan_id=plan_id)


def _preparing(actor: Actor, cycle_id: int) -> Cycle:
    cycle = locked(actor, cycle_id, "appraisal.prepare")
    if cycle.state != CycleState.PREPARING:
        raise WeightsFrozen("测评已经开始，方案和权重不能再改；已经看到结果再改权重，对被考核的人不公平。")
    return cycle


def _set_class(target: Plan | PlanTemplate, post_class: PostClass) -> None:
    for key in ("region", "sector", "level", "post"):
        setattr(target, key, post_class.get(key, ""))


def _class_of(plan: Plan) -> PostClass:
    return {key: getattr(plan, key) for key in ("region", "sector", "level", "post")}


def _audit(actor: Actor, plan: Plan, verb: str, digest: str, at: datetime) -> None:
    audit.record(actor=actor, verb=verb, target=ref("appraisal.plan", plan.pk), facts={"plan": digest}, at=at)
