"""What other rooms see of a paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as a file: its bytes, its form (pdf, docx, jpg, png) and the name to save it under."""

    content: bytes
    form: str
    name: str


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """One service of a paper. `received_on` is None until receipt is on file."""

    id: int
    recipient: str
    person_id: int | None
    way: str
    way_label: str
    served_on: date
    received_on: date | None
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """A paper: where it stands, its number once it has one, and how it was served."""

    id: int
    kind: str
    title: str
    subject: str
    organ: str
    state: str
    state_label: str
    number: str
    url: str
    is_signed: bool
    signed_at: datetime | None
    served_on: date | None
    received_on: date | None
    services: tuple[ServiceRecord, ...] = ()
