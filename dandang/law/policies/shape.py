"""What do all parts of a pack file have in common? Strictness, days, grades, the words of keys."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Day = Annotated[date, Field(strict=False)]
Words = Annotated[str, Field(min_length=1)]
Grade = Literal["A", "B", "C"]
Region = Annotated[str, Field(pattern=r"^\d{6}$")]
PackKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{2,39}$")]
ValueKey = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", max_length=100)]
Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]{0,39}$")]
Name = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Part(BaseModel):
    """Unknown fields are refused: a misspelt field would otherwise be law nobody reads."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
