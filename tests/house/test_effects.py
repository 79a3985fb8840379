"""Has every kind of effect one meaning, declared writers and a reader that knows it?"""

from __future__ import annotations

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


def _twice(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}
