"""Has every kind of effect one meaning, declared writers and a reader that knows it?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.conf import settings

from dandang.ledger.effects import kinds
from tests.house.code import CODE, report, rooms


def _labels() -> set[str]:
    return {room.split(".")[-1] for room in rooms()}


def test_kinds_have_one_meaning_writers_and_readers() -> None:
    offences = []
    for kind in kinds.all_kinds():
        if not (str(kind.meaning) and kind.clause and kind.writers and kind.readers):
            offences.append(f"{kind.code}: meaning, clause, writers or readers are missing")
        offences += [f"{kind.code}: no room {name}" for name in {*kind.writers, *kind.readers} - _labels()]
        offences += [f"{kind.code}: two facts named {name}" for name in _twice([fact.name for fact in kind.facts])]
    codes = [kind.code for kind in kinds.all_kinds()]

    assert not offences, report(offences, "Mend dandang/ledger/effects/kinds.py.")
    assert len(codes) == len(set(codes))


def test_readers_declare_what_they_read() -> None:
    """A room that an effect names as reader says so in its `apps.py`, and reads no kind that does not name it."""
    offences = []
    for config in apps.get_app_configs():
        declared = set(getattr(config, "reads_effects", ()))
        named = {kind.code for kind in kinds.all_kinds() if config.label in kind.readers}
        if config.name in settings.ROOMS and declared != named:
            offences.append(f"{config.name}: declares {sorted(declared)}, the table says {sorted(named)}")

    assert not offences, report(offences, "Set reads_effects in the room's apps.py to what kinds.py says.")


def test_every_kind_is_named_where_it_is_read() -> None:
    offences = []
    for kind in kinds.all_kinds():
        for reader in kind.readers:
            room = next(room for room in rooms() if room.endswith(f".{reader}"))
            folder = CODE.parent / room.replace(".", "/")
            texts = (path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name != "apps.py")
            if not any(kind.code in text for text in texts):
                offences.append(f"{kind.code} is never asked for in {room}")

    assert not offences, report(offences, "Read the effect, or take the room out of its readers.")


def test_a_room_that_has_to_read_a_kind_reads_it_as_soon_as_it_exists() -> None:
    offences = [fault for kind in kinds.all_kinds() for fault in _unread(kind, apps.get_app_configs(), _asks_for)]

    assert not offences, report(offences, "Declare it in reads_effects, in the kind's readers, and ask for the code.")


def test_a_later_room_that_ignores_a_shield_is_found() -> None:
    """The check itself: the part of recognition does not exist yet, so it is made up here."""
    shield = kinds.kind_of("ASSESSMENT_SHIELD")
    config = type("Config", (), {"label": "recognition", "name": "dandang.parts.recognition", "reads_effects": ()})()
    reads = type("Config", (), {**vars(type(config)), "reads_effects": ("ASSESSMENT_SHIELD",)})()

    assert _unread(shield, [config], lambda _room, _code: True)
    assert _unread(shield, [reads], lambda _room, _code: False)
    assert not _unread(shield, [reads], lambda _room, _code: True)


def test_a_shield_names_the_seven_assessments_awards_and_selection() -> None:
    """Basis: 云南 第11点."""
    fact = kinds.kind_of("ASSESSMENT_SHIELD").fact("assessments")

    assert fact is not None
    assert fact.options is not None
    assert len(kinds.ASSESSMENTS) == 7
    assert set(fact.options) == {*kinds.ASSESSMENTS, "AWARDS", "SELECTION"}
    assert set(kinds.kind_of("ASSESSMENT_SHIELD").must_be_read_by) <= set(fact.options)


def _unread(kind: kinds.EffectKind, configs: Iterable[Any], asks_for: Callable[[str, str], bool]) -> list[str]:
    """What the rooms among `configs` that must read the kind leave out; a room that is not built yet owes nothing."""
    by_label = {config.label: config for config in configs}
    faults = []
    for code, label in kind.must_be_read_by.items():
        config = by_label.get(label)
        if config is None:
            continue
        if kind.code not in getattr(config, "reads_effects", ()):
            faults.append(f"{label} does not declare {kind.code}, which it must read for {code}")
        elif not asks_for(config.name, code):
            faults.append(f"{label} never asks {kind.code} for {code}")
    return faults


def _asks_for(room: str, code: str) -> bool:
    folder = CODE.parent / room.replace(".", "/")
    return any(f'"{code}"' in path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
