"""Have files and rooms names that say what is in them, and loose ends a number?"""

from __future__ import annotations

import re

from tests.house.code import CODE, ROOT, modules, report

FORBIDDEN = {
    "utils", "util", "helpers", "helper", "common", "core", "base", "misc", "lib", "libraries", "managers", "handlers",
    "services", "service",
}  # fmt: skip
# Names that a framework looks for.
GIVEN = {"dandang/config/sqlite3/base.py"}
LOOSE_END = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b(?!.*#\d+)")
COMMENTED_CODE = re.compile(r"^\s*#\s*(def |class |import |from \w+ import|return\b|if .*:$|for .* in .*:$)")


def test_names_say_what_is_inside() -> None:
    paths = [path for path in CODE.rglob("*") if path.is_dir() or path.suffix == ".py"]
    offences = [
        str(path.relative_to(ROOT))
        for path in paths
        if path.stem in FORBIDDEN and path.relative_to(ROOT).as_posix() not in GIVEN and "static" not in path.parts
    ]

    assert not offences, report(offences, "If it has no better name, it has no home yet (HOUSE.md 5).")


def test_every_module_says_which_question_it_answers() -> None:
    offences = [
        str(module.path.relative_to(ROOT))
        for module in modules()
        if not module.path.read_text(encoding="utf-8").lstrip().startswith(('"""', "'''", 'r"""'))
        and module.path.read_text(encoding="utf-8").strip()
    ]

    assert not offences, report(offences, "Open the file with one to five lines that say what it is for.")


def test_loose_ends_carry_a_number() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in [*CODE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LOOSE_END.search(line) and path.name != "test_names.py"
    ]

    assert not offences, report(offences, "Finish it, or name the issue: `# TODO #12 …`.")


def test_no_code_is_kept_in_comments() -> None:
    offences = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in CODE.rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if COMMENTED_CODE.match(line)
    ]

    assert not offences, report(offences, "Delete it; git remembers.")
