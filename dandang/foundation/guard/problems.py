"""What is wrong with a file, row by row, in words its owner can act on; and refusals of a whole file.

`Problem.as_dict()` is the record of SPEC §12: file, sheet, row, column, value, reason, mend.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from dandang.foundation.ground.refusal import BadInput

SHOWN_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands. `row` counts from 1, 0 when the file has no rows; `column` is its heading."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    letter: str = ""

    def at(self, column: str, letter: str = "") -> Place:
        """The same row, another column."""
        return Place(self.file, self.sheet, self.row, column, letter)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend (or, as a hint, to look at) in the user's own file."""

    place: Place
    value: str
    reason: str
    mend: str

    def as_dict(self) -> dict[str, str | int]:
        """The seven keys other programs rely on; long values are cut so that a report stays readable."""
        shown = self.value if len(self.value) <= SHOWN_CHARACTERS else self.value[:SHOWN_CHARACTERS] + "…"
        place = asdict(self.place)
        place.pop("letter")
        return {**place, "value": shown, "reason": self.reason, "mend": self.mend}


class FileRefused(BadInput):
    """A whole file that cannot be taken. The sentence says what, why and how to mend."""

    code = "file_refused"

    def __init__(self, reason: str, mend: str, *, place: Place | None = None, value: str = "") -> None:
        super().__init__(f"{reason}。{mend}。", field="upload")
        self.problem = Problem(place or Place(), value, reason, mend)

    def named(self, file: str) -> FileRefused:
        """The same refusal, saying which file it concerns, unless it already does."""
        place = self.problem.place
        here = Place(place.file or file, place.sheet, place.row, place.column, place.letter)
        return FileRefused(self.problem.reason, self.problem.mend, place=here, value=self.problem.value)
