"""Do the docs name what is there, and nothing of the machine they were written on?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from dandang.foundation.audit import kinds as audit
from dandang.operations import documents
from dandang.operations.cli import _COMMANDS, main
from tests.house.code import CODE, ROOT, modules, report, rooms

DOCS = ROOT / "docs"
SETTING = re.compile(r"[\"'](DANDANG_[A-Z_]+|DATABASE_URL)[\"']")
# Parts of addresses of package registries: the lock file names none, and neither does anything else.
REGISTRY_HOSTS = ("registry." + "npmjs", "pypi." + "org", "files.python" + "hosted", "/simple" + "/")
BINARY = {".png", ".webp", ".jpg", ".pdf", ".docx", ".xlsx", ".ttf", ".otf", ".zip", ".parquet"}


def _text() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8") for path in [*DOCS.rglob("*.md"), ROOT / "README.md"] if path.exists()
    )


def test_every_room_is_in_the_docs() -> None:
    missing = [room for room in rooms() if f"`{room.split('.')[-1]}`" not in _text()]

    assert not missing, report(missing, "Run `./go run dandang docs house`.")


def test_every_command_and_setting_is_in_the_operating_guide() -> None:
    guide = (DOCS / "operating.md").read_text(encoding="utf-8") if (DOCS / "operating.md").exists() else ""
    code = [path.read_text(encoding="utf-8") for path in CODE.rglob("*.py")]
    settings = {name for text in code for name in SETTING.findall(text)}
    missing = sorted(name for name in settings if name not in guide)
    missing += [words for words in _commands() if words not in guide]

    assert not missing, report(missing, "Describe it in docs/operating.md.")


def _commands() -> list[str]:
    """Every command and the commands of a group, as they are typed."""
    found = []
    for name in _COMMANDS:
        command = main.get_command(click.Context(main), name)
        parts = [f"{name} {part}" for part in command.commands] if isinstance(command, click.Group) else [name]
        found += [f"dandang {words}" for words in parts]
    return found


@pytest.mark.parametrize(("name", "page"), [("effects.md", documents.effects_page), ("house.md", documents.house_page)])
def test_generated_pages_are_up_to_date(name: str, page: object) -> None:
    written = (DOCS / name).read_text(encoding="utf-8")

    assert written == page(), f"docs/{name} is behind the code: ./go run dandang docs {name.removesuffix('.md')}"  # type: ignore[operator]


def test_every_recorded_verb_has_its_sentence() -> None:
    """The log is read by people: a verb in the code is registered with words in its room's `apps.py`."""
    used = {
        (verb, str(module.path.relative_to(ROOT)))
        for module in modules()
        if module.part in {"actions", "middleware", "tasks"} or module.room.endswith("operations")
        for verb in re.findall(r"verb=\"([a-z_]+\.[a-z_.]+)\"", module.path.read_text(encoding="utf-8"))
    }
    known = audit.sentences()
    missing = sorted(f"{verb} ({place})" for verb, place in used if verb not in known)

    assert not missing, report(missing, "Call audit.kinds.register_sentences in the room's apps.py.")


def test_nothing_names_a_registry_or_this_machine() -> None:
    words = [*REGISTRY_HOSTS, "/work" + "/main", "/work" + "/shared"]
    offences = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in _kept_files()
        for word in words
        if word in path.read_text(encoding="utf-8", errors="ignore")
    ]

    mend = "Package managers and the environment say where things are; the project does not."
    assert not offences, report(offences, mend)


def _kept_files() -> list[Path]:
    """The text files under version control."""
    git = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    paths = [ROOT / name for name in git.stdout.splitlines()]
    return [path for path in paths if path.is_file() and path.suffix not in BINARY]
