"""Entries of a region's own edition as the forms of the editor write them, and a neighbour county that has no pack."""

from __future__ import annotations

from typing import Any

from dandang.law.policies import actions, draft_bodies
from dandang.law.policies.models import Draft
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from tests.factories.registry import NOW, TODAY

REGION = "341298"  # 临禾县, as made up as its neighbour; no pack speaks of it
KEY = "linhe-2026"
CITED = {"clause": "3", "reliability": "A", "checked_on": "2026-11-21"}


def own_region(region: Organisation) -> None:
    """Turn a branch into the neighbour county, which no pack knows."""
    Organisation.objects.filter(path__startswith=region.path).update(region=REGION)


def started(actor: Actor, place: Organisation, **given: Any) -> Draft:
    """Begin an empty draft in force from today."""
    values: dict[str, Any] = {
        "organisation_id": place.pk, "key": KEY, "title": "临禾县容错纠错实施办法（试行）", "short": "临禾",
        "issuer": "中共临禾县委", "in_force_from": TODAY,
    }  # fmt: skip
    return Draft.objects.get(pk=actions.start_draft(actor=actor, at=NOW, **(values | given)))


def put(actor: Actor, draft: Draft, section: str, entry: dict[str, Any] | None, place: int | None = None) -> None:
    """Save an entry as the form does, having seen what stands there."""
    draft.refresh_from_db()
    seen = draft_bodies.digest(draft_bodies.entry(draft.body, draft.examples, section, place))
    actions.save_entry(
        actor=actor, draft_id=draft.pk, section=section, place=place, entry=entry, seen=seen, at=NOW
    )  # fmt: skip
    draft.refresh_from_db()


def clause(**given: Any) -> dict[str, Any]:
    return {
        "id": "3", "label": "第3条", "item": "3", "summary": "十日内受理，会商后直接决定。", "reliability": "A",
        "source": "测试里编的",
    } | given  # fmt: skip


def condition(**given: Any) -> dict[str, Any]:
    return {
        "id": "no-gain", "label": "没有谋取私利", "explanation": "没有为自己和亲友得到好处。", "element": "MOTIVE",
        "test": {"fact": "motive.private_gain", "is": False}, **CITED,
    } | given  # fmt: skip


def outcome(**given: Any) -> dict[str, Any]:
    return {"code": "EXEMPT", "label": "免予问责", **CITED} | given


def stage(code: str = "APPLIED", **given: Any) -> dict[str, Any]:
    return {
        "code": code, "label": "提出容错申请", "roles": ["PERSON"], "papers": ["APPLICATION"],
        "next": ["ACCEPTED", "REFUSED", "WITHDRAWN"],
        "deadline": {"amount": 7, "unit": "working_days", "counted_from": "APPLICATION", **CITED}, **CITED,
    } | given  # fmt: skip


def example(**given: Any) -> dict[str, Any]:
    return {
        "why": "试点失误，没有谋私", "facts": {"motive.private_gain": False}, "acted_on": "2026-11-22",
        "expect_advice": "EXEMPT",
    } | given  # fmt: skip


def written(actor: Actor, place: Organisation) -> Draft:
    """A draft with a table and a stage of its own, without faults."""
    draft = started(actor, place)
    put(actor, draft, "clauses", clause())
    put(actor, draft, "conditions", condition())
    put(actor, draft, "outcomes", outcome())
    put(actor, draft, "table", {"title": "临禾县的容错条件", "requires": "no-gain"}, 0)
    put(actor, draft, "stages", stage())
    put(actor, draft, "openers", {"who": "PERSON", **CITED})
    put(actor, draft, "examples", example())
    draft.refresh_from_db()
    return draft
