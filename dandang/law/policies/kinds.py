"""What rooms above hand in at start-up: who is told that a draft waits, what a change of rules would mean for cases.

This room imports none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from dandang.law.policies.records import Procedure, RuleTable, Value

APPROVE_DUTY = "policies.draft.approve"
MEND_DUTY = "policies.draft.mend"
DIFFERS_DUTY = "policies.value.differs"


@dataclass(frozen=True, slots=True)
class DutyDoor:
    """The two actions of the ledger's duties, called with their own keywords."""

    open_duty: Callable[..., int]
    close_duty: Callable[..., int]


_door: list[DutyDoor] = []


def register_duty_door(door: DutyDoor) -> None:
    """Let duties be opened for those who approve or mend a draft; a later door replaces it."""
    _door[:] = [door]


def duty_door() -> DutyDoor | None:
    """Return the door, none as long as no room registered one."""
    return _door[0] if _door else None


# Who reads the law -------------------------------------------------------------------------------------------------

Reader = Callable[[Collection[int], Collection[int], datetime], None]
_readers: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Let a room above read clauses and items again when they came or went; called inside the transaction.

    `reader(clause_ids, item_ids, at)` gets the rows of the editions or texts that changed.
    """
    _readers[:] = [reader]


def tell_readers(*, clause_ids: Collection[int] = (), item_ids: Collection[int] = (), at: datetime) -> None:
    """Tell the room above that these clauses and items came or went."""
    for reader in _readers:
        reader(clause_ids, item_ids, at)


# What a change would mean -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Switch:
    """One thing said differently here and there on a day; the tables and procedures are those in force on both sides.

    `key` is a key of the catalogue, or `rules.tolerance…` and `procedure.tolerance…` for rule tables and procedures.
    """

    key: str
    here: Value | None
    there: Value | None
    here_table: RuleTable | None
    there_table: RuleTable | None
    here_procedure: Procedure | None
    there_procedure: Procedure | None
    on: date


@dataclass(frozen=True, slots=True)
class ImpactLine:
    """One case or person at hand that the switch would touch, with the page the reader may open."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Impact:
    """What a switch would bring about; `is_known` False is 不能判断, and `why` then says why."""

    text: str
    is_change: bool = True
    is_known: bool = True
    why: str = ""
    lines: tuple[ImpactLine, ...] = ()


Reckon = Callable[[Any, Switch], Impact | None]
_impacts: dict[str, Reckon] = {}


def register_impact(prefix: str, reckon: Reckon) -> None:
    """Let a room above say what a switch of the keys under a prefix means; called with (actor, switch).

    It counts only what the actor may see. None stands for: nothing at hand is touched.
    """
    _impacts[prefix] = reckon


def impact_of(actor: Any, switch: Switch, *, otherwise: str) -> Impact:
    """Return what a switch means for the cases and people at hand, asked of the room registered nearest to its key.

    `otherwise` says in a sentence why nothing can be counted for a key no room has records of.
    """
    fitting = [one for one in _impacts if switch.key == one or switch.key.startswith(f"{one}.")]
    if not fitting:
        return cannot_say(otherwise)
    found = _impacts[max(fitting, key=len)](actor, switch)
    return found if found is not None else unchanged()


def counted(lines: Iterable[ImpactLine], words: str, *, why: str = "") -> Impact | None:
    """Return the work touched as an impact, none for none; `words` holds one %d for how much it is."""
    touched = tuple(lines)
    return Impact(words % len(touched), why=why, lines=touched) if touched else None


def from_to(switch: Switch) -> str:
    """Return what a figure says here and there: 5 个工作日 → 未规定."""
    texts = [one.text if one is not None else _("未规定") for one in (switch.here, switch.there)]
    return " → ".join(texts)


def unchanged() -> Impact:
    """Return that nothing at hand would change."""
    return Impact(_("不变"), is_change=False)


def cannot_say(why: str) -> Impact:
    """Return that the program cannot say, and why: a Chinese clause without its full stop."""
    return Impact(_("不能判断"), is_change=False, is_known=False, why=why)
