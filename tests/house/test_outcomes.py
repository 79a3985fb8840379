"""Can anything but a signed-in person at a page set an outcome about somebody? (safeguard S1, DP09)

Every action that sets an outcome stands in a list with its reason. Whoever calls one of them, through however many
actions, must be a page; the demo plays pages. No scheduled job, command, import, daily run, signal or start-up code is
among them. Rows written past every action are refused by triggers
(`tests/rooms/tolerance/test_safeguards.py`).
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from types import FunctionType

from django.urls import URLPattern, URLResolver, get_resolver

from dandang.config.route_policy import POLICY
from tests.house.code import Module, imports_of, modules, report

Door = tuple[str, str]  # room and name of a function

OUTCOMES: dict[Door, str] = {
    ("dandang.parts.tolerance", "decide_case"): "whether a fault is tolerated",
    ("dandang.parts.tolerance", "decide_review"): "whether a decision stands",
    ("dandang.parts.tolerance", "refuse_case"): "no tolerance, before any inquiry",
    ("dandang.parts.tolerance", "refuse_review"): "a person's request turned away",
    ("dandang.parts.tolerance", "refer"): "a tolerated person goes to accountability after all",
    ("dandang.parts.tolerance", "close_case"): "the end of a case",
    ("dandang.parts.tolerance", "end_case"): "the end of a case without a decision",
    ("dandang.parts.tolerance", "answer_recusal"): "whether somebody may go on in the case",
    ("dandang.parts.protection", "open_accusation"): "whether a report was a false accusation is looked into",
    ("dandang.parts.protection", "end_accusation"): "a case of false accusation ends without a mark",
    ("dandang.parts.protection", "propose_accusation"): "a false accusation passed up for approval",
    ("dandang.parts.protection", "prove_accusation"): "a false accusation is found",
    ("dandang.parts.protection", "refer_to_dishonesty"): "a name handed to the register of dishonesty",
    ("dandang.parts.protection", "remove_referral"): "a name taken off the register of dishonesty",
    ("dandang.parts.appraisal", "propose_grade"): "a grade put forward",
    ("dandang.parts.appraisal", "propose_the_rest"): "grades put forward",
    ("dandang.parts.appraisal", "seal"): "grades fixed by the committee",
    ("dandang.ledger.matters", "open_accountability"): "somebody may be held to account",
    ("dandang.ledger.matters", "record_consideration"): "the gate of accountability",
    ("dandang.ledger.matters", "close_accountability"): "how accountability ends",
    ("dandang.ledger.papers", "sign_paper"): "an organ's signature",
    ("dandang.ledger.papers", "key_signed_paper"): "an organ's signature on paper",
    ("dandang.ledger.papers", "seal_paper"): "an organ's seal",
    ("dandang.ledger.effects", "write_effect"): "what other parts must take into account",
    ("dandang.ledger.effects", "revoke_effect"): "a consequence taken back",
    ("dandang.ledger.effects", "revoke_by_decision"): "a consequence taken back",
    ("dandang.ledger.effects", "confirm_decision"): "a consequence keyed from paper, by the second of two",
    ("dandang.ledger.casework", "key_votes"): "what members voted, by the first of two",
    ("dandang.ledger.casework", "check_votes"): "what members voted, by the second of two",
}
BEHIND_A_PAGE = {"actions", "views"}
PLAYS_PAGES = "dandang.demo"


def test_every_outcome_of_the_list_exists() -> None:
    there = {(module.room, name) for module in modules() if module.part == "actions" for name in _functions(module)}

    assert set(OUTCOMES) <= there


def test_only_pages_reach_an_outcome() -> None:
    reaching = _reaching(modules())
    offences = [
        f"{module.at(node)} reaches {door[1]} of {door[0]}"
        for module in modules()
        if module.part not in BEHIND_A_PAGE and module.room != PLAYS_PAGES
        for node, door in _references(module)
        if door in reaching
    ]

    assert not offences, report(offences, "An outcome needs a person at a page: take the call away (S1).")


def test_what_runs_by_itself_reaches_no_outcome() -> None:
    reaching = _reaching(modules())
    tasks = {door for module in modules() if module.part == "tasks" for _node, door in _references(module)}

    assert tasks, "no task calls an action any more; this test looks past them"
    assert not tasks & reaching
    assert not {door for door in reaching if door[0] in {"dandang.ledger.duties", "dandang.ledger.notices"}}


def test_no_page_of_an_outcome_is_open_to_everybody() -> None:
    reaching = _reaching(modules())
    pages = {
        (module.name, function.name)
        for module in modules()
        if module.part == "views"
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef) and _within(module, function) & reaching
    }
    open_pages = {(view.__module__, view.__name__) for name, view in _views() if POLICY.get(name, "PUBLIC") == "PUBLIC"}

    assert len(pages) > 10
    assert not pages & open_pages


def test_a_task_that_decides_would_be_found() -> None:
    """The check itself, on code made up here: a task that calls an action that calls an action that decides."""
    bad = _made_up(
        "dandang.parts.tolerance.tasks", "from .actions import nightly\ndef run():\n    nightly.settle_all()\n"
    )
    between = _made_up(
        "dandang.parts.tolerance.actions.nightly",
        "from . import decisions\ndef settle_all():\n    decisions.decide_case()\n",
    )
    reaching = _reaching((*modules(), between))

    assert {door for _node, door in _references(bad)} & reaching


def _made_up(name: str, text: str) -> Module:
    real = next(module for module in modules() if module.name == "dandang.parts.tolerance.actions.decisions")
    return Module(real.path, name, real.room, name.split(".")[3], ast.parse(text))


@cache
def _reaching(among: tuple[Module, ...]) -> frozenset[Door]:
    """The outcomes and every action from which one of them is called, however far down."""
    calls = [
        ((module.room, function.name), _within(module, function))
        for module in among
        if module.part == "actions"
        for function in module.tree.body
        if isinstance(function, ast.FunctionDef)
    ]
    found = set(OUTCOMES)
    while more := {door for door, called in calls if door not in found and called & found}:
        found |= more
    return frozenset(found)


def _within(module: Module, function: ast.FunctionDef) -> set[Door]:
    return {door for _node, door in _references(module, function)}


def _references(module: Module, within: ast.AST | None = None) -> Iterator[tuple[ast.AST, Door]]:
    """Every action named in a module, called or handed on: by its module's name, by its own, or as a neighbour."""
    named = _named(module)
    local = set(_functions(module)) if module.part == "actions" else set()
    for node in ast.walk(within or module.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in named:
            yield node, (named[node.value.id], node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            if node.id in local:
                yield node, (module.room, node.id)
            elif node.id in named:
                yield node, (named[node.id], node.id)


def _named(module: Module) -> dict[str, str]:
    """Names under which a module knows a room's actions, and the room."""
    return {
        imported.alias: ".".join(imported.target.split(".")[: imported.target.split(".").index("actions")])
        for imported in imports_of(module)
        if imported.target.startswith("dandang.") and "actions" in imported.target.split(".")
    }


def _functions(module: Module) -> list[str]:
    return [node.name for node in module.tree.body if isinstance(node, ast.FunctionDef)]


@cache
def _views() -> tuple[tuple[str, FunctionType], ...]:
    return tuple(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[tuple[str, FunctionType]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, inner)
        elif inspect.isfunction(view := inspect.unwrap(pattern.callback)):
            yield f"{namespace}{pattern.name}", view
