"""What a check sets down: one line of JSON for each person, so that what was confirmed is what is written."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dandang.interchange.intake.records import Judged
from dandang.registry.people.records import FileInput


@dataclass(frozen=True, slots=True)
class Plan:
    """One line read back. `version` is that of the file the check saw; `unit` a unit still to be founded."""

    person_id: int | None
    version: int | None
    unit: str
    fields: dict[str, Any]
    sections: dict[str, list[dict[str, Any]]]


def line_of(one: Judged) -> str:
    """The line of a judged draft; a photo as Base64."""
    fields = dict(one.fields)
    if "photo" in fields:
        fields["photo"] = base64.b64encode(fields["photo"]).decode("ascii")
    parts = [one.person_id, one.version, one.promised_unit, fields, one.sections]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def leaf_of(line: str) -> str:
    """The digest of a line, a leaf of the import's root."""
    return hashlib.sha256(line.encode()).hexdigest()


def plan_of(line: str) -> Plan:
    """Read a line back."""
    person_id, version, unit, fields, sections = json.loads(line)
    if "photo" in fields:
        fields["photo"] = base64.b64decode(fields["photo"])
    return Plan(person_id, version, unit, fields, sections)


def input_of(plan: Plan, founded: Mapping[str, int]) -> FileInput:
    """What is handed to the people room; a unit founded with the import takes its place by name."""
    fields = plan.fields
    if plan.unit and plan.unit in founded:
        fields = {**fields, "home_id": founded[plan.unit], "managed_by_id": founded[plan.unit]}
    return FileInput(fields, plan.sections, plan.person_id)


def units_line(units: Sequence[Mapping[str, str]]) -> str:
    """The first line: new units by column code."""
    return json.dumps(units, ensure_ascii=False)


def units_of(line: str) -> list[dict[str, str]]:
    """Read the first line back."""
    found: list[dict[str, str]] = json.loads(line)
    return found
