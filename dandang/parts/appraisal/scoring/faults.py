"""What is wrong with an input, where, why, and how is it mended?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Final

MOST_SHOWN: Final = 100
"""More faults than this are one mistake repeated; the rest is counted, not listed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing a person has to mend: ``row`` counts as a spreadsheet shows it (the heading is row 1)."""

    file: str
    row: int | None
    column: str
    value: str
    reason: str
    mend: str

    @property
    def sentence(self) -> str:
        """The fault as one Chinese sentence."""
        place = f"{self.file}"
        if self.row is not None:
            place += f" 第 {self.row} 行"
        if self.column:
            place += f"“{self.column}”"
        held = f"(现为“{self.value}”)" if self.value else ""
        return f"{place}{held}:{self.reason}{self.mend}"


class Refused(Exception):
    """The input cannot be scored; nothing was written. ``faults`` names every fault found, up to ``MOST_SHOWN``."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: list[Fault] = list(faults)
        super().__init__("\n".join(fault.sentence for fault in self.faults))

    @property
    def sentence(self) -> str:
        """The first fault, and how many more there are."""
        rest = len(self.faults) - 1
        return self.faults[0].sentence + (f"另有 {rest} 处,见清单。" if rest else "")

    def as_errors(self) -> list[dict[str, object]]:
        """The faults in the shape the command line prints under ``errors``."""
        return [asdict(fault) | {"sheet": ""} for fault in self.faults]


class FaultList:
    """Gathers faults so that a person sees all of them at once instead of one a try."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault | None) -> None:
        """Keep the fault, if there is one and the list is not full."""
        if fault is not None and not self.is_full:
            self._faults.append(fault)

    @property
    def is_full(self) -> bool:
        """Whether further faults would not be shown."""
        return len(self._faults) >= MOST_SHOWN

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults)

    def refuse_if_any(self) -> None:
        """Raise ``Refused`` when a fault was found."""
        if self._faults:
            raise Refused(self._faults)
