"""Small packs of an invented province, written to a folder as people write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CENTRE, PROVINCE, CITY, COUNTY = "000000", "340000", "341200", "341299"
LEVELS = {CENTRE: "CENTRE", PROVINCE: "PROVINCE", CITY: "CITY", COUNTY: "COUNTY"}
KEY = "appraisal.share_pct"


def value(key: str = KEY, given: Any = 20, **more: Any) -> dict[str, Any]:
    """A value as it stands in a pack; a null gets the note it must have."""
    said = {
        "key": key,
        "value": given,
        "unit": "pct",
        "clause": "art-1",
        "reliability": "A",
        "checked_on": "2026-11-21",
    }
    return said | ({"note": "没有给数"} if given is None else {}) | more


def pack(
    region: str = CENTRE, starts_on: str = "2020-01-01", *values: dict[str, Any], name: str = "", **edition: Any
) -> dict[str, Any]:
    """A pack of one clause."""
    return {
        "document": {
            "key": name or f"rule-{region}",
            "title": f"规定 {region}",
            "short": "规定",
            "issuer": "制定机关",
            "region": region,
            "level": LEVELS[region],
            "subject": "appraisal",
        },
        "edition": {"in_force_from": starts_on, "in_force_from_reliability": "A"} | edition,
        "clauses": [{"id": "art-1", "label": "第1条", "summary": "摘要。", "reliability": "A", "source": "编的"}],
        "values": list(values) or [value()],
    }


def catalogue(*keys: str, unit: str = "pct") -> dict[str, Any]:
    """The list of keys."""
    return {
        "keys": [{"key": key, "label": f"事项 {key}", "unit": unit, "subject": "appraisal"} for key in keys or (KEY,)]
    }


CITED = {"clause": "art-1", "reliability": "A", "checked_on": "2026-11-21"}


def facts() -> dict[str, Any]:
    """A catalogue of two facts."""
    return {
        "facts": [
            {"key": "made.gain", "label": "有没有私利", "kind": "yes_no", "explanation": "看账目。"},
            {
                "key": "made.loss",
                "label": "损失",
                "kind": "number",
                "unit": "yuan",
                "element": "CONSEQUENCES",
                "explanation": "看凭证。",
            },
        ]
    }


def rule_table(**more: Any) -> dict[str, Any]:
    """A table of one condition and one outcome."""
    condition = {
        "id": "no-gain",
        "label": "没有私利",
        "explanation": "看账目。",
        "test": {"fact": "made.gain", "is": False},
    }
    return {
        "subject": "tolerance",
        "title": "条件",
        "conditions": [condition | CITED],
        "requires": {"all_of": ["no-gain"]},
        "outcomes": [{"code": "EXEMPT", "label": "免责"} | CITED],
    } | more


def stage(code: str, *following: str, **more: Any) -> dict[str, Any]:
    """A stage of a procedure; without a next one it is the end."""
    said = {"code": code, "label": code} | ({"next": list(following)} if following else {"is_final": True})
    return said | CITED | more


def procedure(*stages: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A procedure of an application and a decision."""
    given = stages or (stage("APPLIED", "DECIDED"), stage("DECIDED"))
    return {"subject": "tolerance", "stages": list(given)} | more


def write(folder: Path, *packs: dict[str, Any], keys: dict[str, Any] | None = None) -> Path:
    """Write packs where the loader looks for them; the catalogue of facts when a pack has rules."""
    if any("rule_tables" in one or "procedures" in one for one in packs):
        (folder / "facts.yaml").write_text(yaml.safe_dump(facts(), allow_unicode=True), encoding="utf-8")
    (folder / "keys.yaml").write_text(yaml.safe_dump(keys or catalogue(), allow_unicode=True), encoding="utf-8")
    for one in packs:
        place = folder / one["document"]["key"]
        place.mkdir(exist_ok=True)
        text = yaml.safe_dump(one, allow_unicode=True, sort_keys=False)
        (place / f"{one['edition']['in_force_from']}.yaml").write_text(text, encoding="utf-8")
    return folder
