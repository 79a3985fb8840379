"""The house's own code as data for the tests of this folder: rooms, modules, imports, templates."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "dandang"
FLOORS = ("foundation", "registry", "law", "ledger", "interchange", "parts")
TOP = ("operations", "demo", "api")
NOT_CODE = {"__pycache__", "migrations", "node_modules"}


@dataclass(frozen=True)
class Module:
    """One file of Python: its dotted name, its room, the file's part in the room (queries, models, …)."""

    path: Path
    name: str
    room: str
    part: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for a message a person can click."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


@dataclass(frozen=True)
class Import:
    """One imported module, absolute, the name it has in the file, and its line; not those for the type checker only."""

    target: str
    alias: str
    node: ast.stmt


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the house except migrations."""
    paths = [path for path in sorted(CODE.rglob("*.py")) if not NOT_CODE & set(path.parts)]
    return tuple(_module(path) for path in paths)


def _module(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[-1] == "__init__":
        parts = parts[:-1]
    room = room_of(".".join(parts))
    inside = ".".join(parts).removeprefix(room).lstrip(".")
    return Module(path, ".".join(parts), room, inside.split(".")[0], ast.parse(path.read_text(encoding="utf-8")))


def room_of(name: str) -> str:
    """The room a dotted name belongs to: floor and room, or a top floor that is one room itself."""
    parts = name.split(".")
    return ".".join(parts[:3] if len(parts) > 2 and parts[1] in FLOORS else parts[:2])


@cache
def rooms() -> tuple[str, ...]:
    """Every room by its dotted name."""
    found = {module.room for module in modules() if module.room.count(".") == 2 or module.room.split(".")[-1] in TOP}
    return tuple(sorted(room for room in found if (ROOT / room.replace(".", "/")).is_dir()))


def imports_of(module: Module) -> Iterator[Import]:
    """Every module imported at run time, relative imports resolved, `from package import module` as the module."""
    package = module.name if module.path.name == "__init__.py" else module.name.rpartition(".")[0]
    skipped = {id(child) for node in ast.walk(module.tree) if _is_for_types(node) for child in ast.walk(node)}
    for node in ast.walk(module.tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, alias.asname or alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(package, node)
            yield from (Import(_as_module(base, one.name), one.asname or one.name, node) for one in node.names)


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _base(package: str, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parent = package.split(".")[: len(package.split(".")) - node.level + 1]
    return ".".join([*parent, *([node.module] if node.module else [])])


def _as_module(base: str, name: str) -> str:
    path = ROOT / base.replace(".", "/") / name
    return f"{base}.{name}" if path.with_suffix(".py").exists() or (path / "__init__.py").exists() else base


def functions(module: Module) -> Iterator[ast.FunctionDef]:
    """Public functions at the top of a module."""
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


@cache
def templates() -> tuple[tuple[str, str, Path], ...]:
    """Every template: its name (`ui/page.html`), the label of its room, its file."""
    found = []
    for path in sorted(CODE.rglob("templates/*/**/*.html")):
        name = path.relative_to(next(parent for parent in path.parents if parent.name == "templates"))
        room = next(parent for parent in path.parents if parent.name == "templates").parent.name
        found.append((name.as_posix(), room, path))
    return tuple(found)


def report(offences: list[str], mend: str) -> str:
    """A failure a person can act on: every place, and how to mend it."""
    return "\n".join([f"{len(offences)} places. {mend}", *offences])
