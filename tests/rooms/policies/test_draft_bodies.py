"""Entries get their ids by themselves, and a copied question may be reworded without touching the one copied from."""

from __future__ import annotations

from typing import Any

from dandang.law.policies import draft_bodies
from dandang.law.policies.draft_bodies import with_entry

ASKED = {"label": "事前有没有报备", "kind": "yes_no", "explanation": "看登记簿。"}


def body(key: str = "linhe-2026") -> dict[str, Any]:
    return draft_bodies.empty_body({"key": key, "title": "办法", "region": "341298"}, "2026-11-22")


def test_new_entries_are_numbered_by_their_label_or_by_the_next_free_number() -> None:
    said = body()
    for label in ("第12条", "第12条", "条号未见"):
        said, _examples = with_entry(said, [], "clauses", None, {"label": label, "summary": "话。"})
    for section in ("conditions", "negative_list", "conditions"):
        said, _examples = with_entry(said, [], section, None, {"label": "一条", "test": {}})
    kept, _examples = with_entry(said, [], "conditions", 0, {"id": "c1", "label": "换个叫法", "test": {}})

    assert [one["id"] for one in said["clauses"]] == ["12", "12-2", "3"]
    assert said["rule_tables"][0]["requires"] == {"all_of": ["c1", "c2"]}
    assert [one["id"] for one in said["rule_tables"][0]["negative_list"]] == ["n1"]
    assert kept["rule_tables"][0]["requires"] == {"all_of": ["c1", "c2"]}


def test_what_the_officer_joined_otherwise_is_left_as_she_joined_it() -> None:
    said, _examples = with_entry(body(), [], "conditions", None, {"label": "一条", "test": {}})
    said, _examples = with_entry(said, [], "table", 0, {"title": "表", "requires": {"any_of": ["c1"]}})

    said, _examples = with_entry(said, [], "conditions", None, {"label": "又一条", "test": {}})

    assert said["rule_tables"][0]["requires"] == {"any_of": ["c1"]}


def test_a_copied_question_gets_a_key_of_its_own_wherever_it_is_asked() -> None:
    theirs, _examples = with_entry(body("qinghe-2026"), [], "questions", None, ASKED)
    key = theirs["facts"][0]["key"]
    theirs, _examples = with_entry(theirs, [], "conditions", None, {"label": "报备", "test": {"fact": key, "is": True}})
    copy = theirs | {"document": body()["document"]}

    mine, examples = draft_bodies.questions_renamed(copy, [{"why": "报备过", "facts": {key: True}}])

    assert key == "own.qinghe_2026.q1"
    assert mine["facts"][0]["key"] == "own.linhe_2026.q1"
    assert mine["rule_tables"][0]["conditions"][0]["test"]["fact"] == "own.linhe_2026.q1"
    assert examples[0]["facts"] == {"own.linhe_2026.q1": True}
