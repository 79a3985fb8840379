"""Entries for tests: drawn up from elsewhere, anonymised, checked and approved by the actions people use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dandang.ledger.casebook import actions
from dandang.ledger.casebook.models import Entry
from dandang.ledger.casebook.records import Choice
from dandang.ledger.casebook.states import Decided
from dandang.registry.access.records import Actor
from tests.factories.registry import NOW, County, actor_of, county, person

PARTS = {
    "BACKGROUND": "某镇汛前改造提灌站。",
    "COURSE": "固定泵房基坑两次进水，改用移动泵船，工期延后一个多月。",
    "JUDGEMENT": "出以公心，没有私利；变更后的方案没有报备。",
    "LESSON": "来不及报批的，先口头报告，再补书面材料。",
}


@dataclass(frozen=True)
class Office:
    """The office that makes entries: two officers and two leaders, and a cadre who only reads."""

    place: County
    officer: Actor
    colleague: Actor
    leader: Actor
    other_leader: Actor
    reader: Actor


def office(place: County | None = None) -> Office:
    """The county's discipline body at work."""
    place = place or county()
    made = {
        name: actor_of(role, place.county, who=person(place.discipline, called))
        for name, role, called in (
            ("officer", "DISCIPLINE_OFFICER", "方纪文"),
            ("colleague", "DISCIPLINE_OFFICER", "许清和"),
            ("leader", "DISCIPLINE_LEADER", "秦立言"),
            ("other_leader", "DISCIPLINE_LEADER", "路致远"),
        )
    }
    reader = actor_of("CADRE", place.township, who=person(place.township, "何新来"))
    return Office(place=place, reader=reader, **made)


def drafted(of: Office, **given: Any) -> Entry:
    """An entry from elsewhere, its markings still open."""
    values: dict[str, Any] = {
        "actor": of.officer, "organ_id": of.place.discipline.pk, "title": "汛期改用移动泵船造成工期延误",
        "field": "PROJECT", "kind": "TOLERATED", "outcome": "EXEMPT", "region": "340000", "year": 2024,
        "citation": "样例", "is_sample": True, "parts": PARTS, "sides": {"MOTIVE": "FOR", "PROCEDURE": "AGAINST"},
        "at": NOW,
    }  # fmt: skip
    return Entry.objects.get(pk=actions.draft_outside_entry(**(values | given)))


def decided(of: Office, entry: Entry) -> Entry:
    """Every marking replaced as suggested."""
    choices = {one.pk: Choice(Decided.CONFIRMED, one.suggestion) for one in entry.markings.all()}
    if choices:
        actions.decide_markings(actor=of.officer, entry_id=entry.pk, choices=choices, at=NOW)
    return entry


def checked(of: Office, **given: Any) -> Entry:
    """Anonymised and sent to a leader."""
    entry = decided(of, drafted(of, **given))
    actions.check_entry(actor=of.officer, entry_id=entry.pk, risk_note="已看过", at=NOW)
    entry.refresh_from_db()
    return entry


def approved(of: Office, **given: Any) -> Entry:
    """In the casebook."""
    entry = checked(of, **given)
    actions.approve_entry(actor=of.leader, entry_id=entry.pk, at=NOW)
    entry.refresh_from_db()
    return entry
