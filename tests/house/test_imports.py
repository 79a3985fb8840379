"""Do rooms meet only at their doors, and does thinking stay free of Django?

Floors, landing order and the order of files inside a room are contracts in `.importlinter` (`lint-imports`).
"""

from __future__ import annotations

import subprocess
import sys

from tests.house.code import CODE, ROOT, imports_of, modules, report, room_of, rooms

DOORS = {"queries", "actions", "kinds", "records", "errors"}
# What a room offers besides its doors, each with its reason.
OTHER_DOORS = {
    "dandang.foundation.ui": {
        "acts": "what a form asks for, done or refused at its field",
        "fields": "a day, lines of text, a scan: asked for in one way",
        "menu": "registry of menu entries, badges and the search field",
        "guide": "registry of the help page's chapters",
        "pages": "how a view answers",
        "formats": "how days, periods and scores are written",
        "charts": "drawings",
        "languages": "what stays Chinese on any screen",
    },
    "dandang.foundation.ground": {"": "plain Python for every floor: every module of it is a door"},
    "dandang.foundation.guard": {"": "limits and checks every format uses"},
    "dandang.interchange.intake": {"marking": "the user's own workbook back, with the wrong cells marked"},
    "dandang.interchange.lrmx": {"reading": "pure format", "writing": "pure format"},
    "dandang.interchange.lrm": {"reading": "pure format"},
    "dandang.interchange.excel_template": {"reading": "pure format", "writing": "pure format"},
    "dandang.interchange.exchange_zip": {"reading": "pure format"},
    "dandang.interchange.rosters": {"reading": "pure format", "writing": "pure format", "headings": "pure format"},
    "dandang.operations": {"server": "the demo serves what it loaded"},
    "dandang.law.policies": {"templatetags": "the clause chip"},
    "dandang.parts.appraisal": {"scoring": "a pure package that also runs on files"},
    # Rows of the registry are what everything is about: upper rooms name them as targets of foreign keys and in
    # QuerySets that `access` hands them. They are read through the doors all the same.
    "dandang.registry.accounts": {"models": "targets of foreign keys; the user model of Django"},
    "dandang.registry.organisations": {"models": "targets of foreign keys"},
    "dandang.registry.people": {"models": "targets of foreign keys"},
    "dandang.ledger.casework": {"models": "bases made to be subclassed (HOUSE.md 2)"},
}
PURE = {"rules", "states", "records"}
# A state's code and its label stand together as TextChoices (docs/decisions/0005).
STATES_MAY = {"django.db", "django.utils.translation"}
# Loads the made-up county through actions only; reads rows to know whom to act on, and writes none itself.
READS_ROWS = "dandang.demo"


def test_rooms_meet_only_at_their_doors() -> None:
    offences = []
    for module in modules():
        if module.name.startswith("dandang.config"):
            continue
        for imported in imports_of(module):
            other = room_of(imported.target)
            if other == module.room or other not in rooms():
                continue
            part = imported.target.removeprefix(other).lstrip(".").split(".")[0]
            allowed = DOORS | set(OTHER_DOORS.get(other, {})) | ({"models"} if module.room == READS_ROWS else set())
            if part not in allowed and "" not in OTHER_DOORS.get(other, {}):
                offences.append(f"{module.at(imported.node)} imports {imported.target}")

    mend = f"Ask through {', '.join(sorted(DOORS))} of the other room, or add the missing question there."
    assert not offences, report(offences, mend)


def test_judgement_knows_no_django() -> None:
    """`rules`, `states`, `records` and all of `ground` are plain Python, so that they run and are tested anywhere."""
    offences = [
        f"{module.at(imported.node)} imports {imported.target}"
        for module in modules()
        if module.part in PURE or module.room == "dandang.foundation.ground" or ".scoring" in module.name
        for imported in imports_of(module)
        if imported.target.split(".")[0] == "django" and not (module.part == "states" and imported.target in STATES_MAY)
    ]

    mend = "Let rules return a judgement and records hold values; actions refuse, templates translate."
    assert not offences, report(offences, mend)


def test_the_made_up_county_is_built_by_actions_only() -> None:
    writes = (".save(", ".create(", "bulk_create", "bulk_update", ".update(", ".delete(", "get_or_create")
    offences = [
        f"{module.path.relative_to(ROOT)}: {write}"
        for module in modules()
        if module.room == READS_ROWS
        for write in writes
        if f"objects{write}" in module.path.read_text(encoding="utf-8").replace("\n", "")
    ]

    assert not offences, report(offences, "Call the action a user would trigger (SPEC PL-16).")


def test_only_queries_and_actions_touch_the_database() -> None:
    """Views translate: a view that filters or saves is a query or an action in the wrong file."""
    writes = {".save(", ".bulk_create(", ".bulk_update(", ".objects.create(", ".delete()", ".objects.filter("}
    offences = [
        f"{module.path.relative_to(ROOT)}: {write}"
        for module in modules()
        if module.part == "views"
        for write in sorted(writes)
        if write in module.path.read_text(encoding="utf-8")
    ]

    assert not offences, report(offences, "Move it into the room's queries or actions.")


def test_nothing_happens_by_signal() -> None:
    offences = [
        f"{module.at(imported.node)} imports {imported.target}"
        for module in modules()
        for imported in imports_of(module)
        if imported.target.endswith("models.signals")
        or imported.target in {"django.dispatch", "django.contrib.auth.signals"}
    ]

    assert not offences, report(offences, "Call the action that has to follow; nothing in the house happens by signal.")


def test_contracts_hold() -> None:
    """The contracts of `.importlinter`, as ./go check runs them."""
    linter = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]

    run = subprocess.run([*linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout[run.stdout.find("Broken contracts") :] + run.stderr


def test_every_room_of_the_linter_exists() -> None:
    text = (ROOT / ".importlinter").read_text(encoding="utf-8")
    named = {word for word in text.replace("(", " ").replace(")", " ").split() if word.startswith("dandang.")}

    missing = sorted(
        name for name in named - {"dandang.oversight", "dandang.api"} if not (ROOT / name.replace(".", "/")).is_dir()
    )

    assert not missing, report(missing, "The contract names a room that is gone: mend .importlinter.")
    assert CODE.is_dir()
