"""Is every action keyword-only, with an actor, in one transaction, on record?"""

from __future__ import annotations

import ast
from functools import cache

from tests.house.code import Module, functions, imports_of, modules, report

# Actions without a part of the pattern, each with its reason.
WITHOUT_ACTOR = {
    "dandang.foundation.calendars": "below rights and record; operations.actions asks and records around them",
    "dandang.foundation.audit": "the record itself",
}
_UNTRACED = "an entry would say the moment a reporter came; the next act of staff or the daily run puts it on record"
NOT_ON_RECORD = {
    f"dandang.parts.protection.actions.reporter.{name}": _UNTRACED for name in ("ask", "object_", "withdraw")
}
NOT_ATOMIC = {
    "dandang.parts.appraisal.actions.runs.carry_out": "a long run, its steps are transactions of their own",
}


def _actions() -> list[tuple[Module, ast.FunctionDef]]:
    return [
        (module, function)
        for module in modules()
        if module.part == "actions" and module.room not in WITHOUT_ACTOR
        for function in functions(module)
        if _is_door(module, function)
    ]


def _is_door(module: Module, function: ast.FunctionDef) -> bool:
    """A function with an actor that others call; what only the files of one package share is not a door."""
    if not (_names(function.args.kwonlyargs, "actor") or _names(function.args.args, "actor")):
        return False
    return _names(function.args.kwonlyargs, "actor") or function.name in _called_outside(f"{module.room}.actions")


@cache
def _called_outside(package: str) -> frozenset[str]:
    """Names that modules outside a room's actions call on it, such as `actions.decide_case(…)`."""
    found: set[str] = set()
    for module in modules():
        if module.name.startswith(package):
            continue
        aliases = {imported.alias for imported in imports_of(module) if imported.target.startswith(package)}
        found |= {name for base, name in _attribute_calls(module) if base in aliases}
    return frozenset(found)


def _attribute_calls(module: Module) -> set[tuple[str, str]]:
    return {
        (node.func.value.id, node.func.attr)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }


def _names(arguments: list[ast.arg], name: str) -> bool:
    return any(argument.arg == name for argument in arguments)


def test_actions_take_keywords_only_and_the_moment() -> None:
    offences = []
    for module, function in _actions():
        positional = [argument.arg for argument in function.args.args]
        if positional:
            offences.append(f"{module.at(function)} {function.name}: positional {', '.join(positional)}")
        elif not _names(function.args.kwonlyargs, "at") and not _names(function.args.kwonlyargs, "on"):
            offences.append(f"{module.at(function)} {function.name}: no `at`, so it must read the clock itself")

    assert not offences, report(offences, "Write `def verb_noun(*, actor, …, at)`; the view reads the clock.")


def test_actions_are_atomic() -> None:
    offences = [
        f"{module.at(function)} {function.name}"
        for module, function in _actions()
        if "atomic" not in ast.unparse(function)
        and f"{module.name}.{function.name}" not in NOT_ATOMIC
        and _writes(module, function)
    ]

    assert not offences, report(offences, "Put @transaction.atomic on it: all of it or none.")


def _writes(module: Module, function: ast.FunctionDef) -> bool:
    text = ast.unparse(function)
    return any(word in text for word in (".create(", ".save(", ".update(", ".delete(", "bulk_", "get_or_create"))


def test_actions_leave_a_record() -> None:
    """An action that writes rows calls `audit.record`, itself or through a helper of its own file."""
    offences = []
    for module, function in _actions():
        if f"{module.name}.{function.name}" in NOT_ON_RECORD or not _writes(module, function):
            continue
        if not _reaches_record(module, function):
            offences.append(f"{module.at(function)} {function.name}")

    assert not offences, report(offences, "Call audit.record as the last write of the transaction.")


# `saved` of these is how the actions of a case save it: it writes to the record itself.
_RECORDING = ("audit.record", "_record(", "record_write", "moving.saved(", "alleged.saved(")


def _reaches_record(module: Module, function: ast.FunctionDef) -> bool:
    """Whether the function, or one it calls in the same file, writes to the record."""
    local = {node.name: node for node in module.tree.body if isinstance(node, ast.FunctionDef)}
    seen: set[str] = set()
    waiting = [function.name]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in local:
            continue
        seen.add(name)
        text = ast.unparse(local[name])
        if any(words in text for words in _RECORDING):
            return True
        waiting += [call for call in local if f"{call}(" in text]
    return False


def test_actions_say_what_they_do() -> None:
    offences = [
        f"{module.at(function)} {function.name}"
        for module, function in _actions()
        if not (ast.get_docstring(function) or "").strip()
    ]

    assert not offences, report(offences, "Write what the function will do, then what it refuses.")


def test_views_call_at_most_one_action() -> None:
    """A second action after the first would be half done when it fails."""
    offences = []
    for module in modules():
        if module.part != "views":
            continue
        for function in functions(module):
            calls = _action_calls(function)
            if len(calls) > 1:
                offences.append(f"{module.at(function)} {function.name}: {', '.join(sorted(calls))}")

    assert not offences, report(offences, "Make one action of the two, in one transaction.")


def _action_calls(function: ast.FunctionDef) -> set[str]:
    """Different actions on one path; branches of `if` and `match` are alternatives and count as their longest."""
    return set(_longest(function.body))


def _longest(body: list[ast.stmt]) -> list[str]:
    found: list[str] = []
    for statement in body:
        if isinstance(statement, ast.If):
            found += _calls(statement.test)
            found += max(_longest(statement.body), _longest(statement.orelse), key=len)
            if _leaves(statement.body):
                return found if len(found) > 1 else found + _rest(body, statement, found)
        elif isinstance(statement, ast.Try):
            found += _longest([*statement.body, *statement.orelse, *statement.finalbody])
        elif isinstance(statement, ast.With):
            found += _longest(statement.body)
        else:
            found += _calls(statement)
    return found


def _rest(body: list[ast.stmt], after: ast.stmt, found: list[str]) -> list[str]:
    """What follows a branch that returns is an alternative to it."""
    rest = _longest(body[body.index(after) + 1 :])
    return rest[len(found) :] if len(rest) > len(found) else []


def _leaves(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise)


def _calls(node: ast.AST) -> list[str]:
    return [
        ast.unparse(call.func)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and (call.func.value.id == "actions" or call.func.value.id.endswith("_actions"))
    ]
