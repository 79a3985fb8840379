"""Where does each section of the editor stand in the body of a draft? Pure: body and examples in, entries in and out.

A section is a list of entries; `document` and `table` have exactly one, `sides` one per side of a procedure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from hashlib import sha256
from typing import Any

from dandang.law.policies.schema import OWN_FACT, PROVISIONS

SUBJECT = "tolerance"  # the editor writes the table and the procedure of this subject; others are kept as copied
DOCUMENT_FIELDS = ("key", "title", "short", "issuer", "number", "region", "level", "subject")
TABLE_FIELDS = ("title", "scope", "requires", "positive_list_is_needed")
SECTIONS = {
    "document": "文件与适用日期",
    "clauses": "条款",
    "values": "取值",
    "questions": "自己要问的事实",
    "conditions": "条件",
    "table": "怎样才算符合条件",
    "positive_list": "正面清单",
    "negative_list": "负面清单",
    "hard_stops": "红线",
    "outcomes": "结果与效果",
    "openers": "谁可以提出",
    "sides": "机关、衔接和外部人员",
    "stages": "环节与期限",
    "examples": "示例",
}
SINGLE = ("document", "table")
IN_TABLE = ("conditions", "positive_list", "negative_list", "hard_stops", "outcomes")
IN_PROCEDURE = ("openers", "stages")
# Entries that are cited by an id nobody has to think of: the section, how its ids begin.
_IDS = {"clauses": "", "conditions": "c", "positive_list": "p", "negative_list": "n", "hard_stops": "h"}
# What an entry is called where several are listed.
NAMED_BY = {
    "clauses": ("label", "id"), "values": ("key",), "conditions": ("label",), "positive_list": ("text",),
    "negative_list": ("text",), "hard_stops": ("text",), "outcomes": ("label",), "openers": ("who",),
    "stages": ("label",), "examples": ("why",), "sides": ("text",), "questions": ("label",),
}  # fmt: skip

Entry = dict[str, Any]


def empty_body(document: Mapping[str, Any], in_force_from: str) -> dict[str, Any]:
    """Return a body that says only which document and from when."""
    return {
        "document": dict(document),
        "edition": {"in_force_from": in_force_from, "in_force_from_reliability": "A"},
        "clauses": [],
        "values": [],
    }


def with_value_of(
    body: Mapping[str, Any], source: Mapping[str, Any], key: str, *, cited: str, today: str
) -> dict[str, Any]:
    """Return a body that says about a key what another edition says, noting from where; `source` is that body.

    Where the body already speaks of the key its own clause stays; else the other's clause comes along, to be put in
    the region's own words. Reliability C, as nobody has compared it with the region's own text. Raises KeyError when
    the source does not speak of the key.
    """
    given = next((one for one in source.get("values") or [] if one["key"] == key), None)
    if given is None:
        raise KeyError(key)
    new = deepcopy(dict(body))
    noted = {"note": cited[:200], "reliability": "C", "checked_on": today}
    taken = {name: given[name] for name in ("value", "unit", "sense", "cap", "floor") if name in given}
    own = next((one for one in new["values"] if one["key"] == key), None)
    if own is not None:
        own.update(taken | noted)
        return new
    clause = next(one for one in source["clauses"] if one["id"] == given["clause"])
    name = free_name(clause["id"], {one["id"] for one in new["clauses"]})
    new["clauses"].append({
        "id": name, "label": "", "summary": clause["summary"], "reliability": "C", "source": cited[:300]
    })  # fmt: skip
    new["values"].append({"key": key, "clause": name, **taken, **noted})
    return new


def free_name(wanted: str, taken: set[str]) -> str:
    """Return the name wanted, with a number behind it where it is taken."""
    names = [wanted, *(f"{wanted[:27]}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


_STORED = {"questions": "facts"}  # where a section is stored under another name


def entries(body: Mapping[str, Any], examples: list[Entry], section: str) -> list[Entry]:
    """Return the entries of a section in order. Raises KeyError for a section nobody knows."""
    if section not in SECTIONS:
        raise KeyError(section)
    if section == "document":
        return [{**body["document"], **body["edition"]}]
    if section == "examples":
        return list(examples)
    if section == "sides":
        return [{"side": name, **said} for name in PROVISIONS if (said := _of(body, "procedures").get(name))]
    if section == "table":
        table = _of(body, "rule_tables")
        return [{name: table[name] for name in TABLE_FIELDS if name in table}]
    if section in IN_TABLE:
        return list(_of(body, "rule_tables").get(section) or [])
    if section in IN_PROCEDURE:
        return list(_of(body, "procedures").get(section) or [])
    return list(body.get(_STORED.get(section, section)) or [])


def entry(body: Mapping[str, Any], examples: list[Entry], section: str, place: int | None) -> Entry | None:
    """Return one entry, none for a new one or one that is gone."""
    found = entries(body, examples, section)
    return found[place] if place is not None and 0 <= place < len(found) else None


def with_entry(
    body: Mapping[str, Any], examples: list[Entry], section: str, place: int | None, said: Entry | None
) -> tuple[dict[str, Any], list[Entry]]:
    """Return body and examples with one entry put in (`place` none), changed, or taken out (`said` none)."""
    new = deepcopy(dict(body))
    if section == "document":
        document = {name: said[name] for name in DOCUMENT_FIELDS if said and name in said}
        edition = {name: value for name, value in (said or {}).items() if name not in DOCUMENT_FIELDS}
        return new | {"document": document, "edition": edition}, examples
    if section == "table":
        _make(new, "rule_tables").update(said or {})
        return new, examples
    if section == "sides":
        return _with_side(new, examples, place, said), examples
    listed = _changed(entries(body, examples, section), place, _named(body, section, said))
    if section == "examples":
        return new, listed
    if section in IN_TABLE:
        table = _make(new, "rule_tables")
        if section == "conditions" and _asks_all(table):
            table["requires"] = {"all_of": [one["id"] for one in listed]}
        table[section] = listed
    elif section in IN_PROCEDURE:
        _make(new, "procedures")[section] = listed
    else:
        new[_STORED.get(section, section)] = listed
    return new, examples


def _named(body: Mapping[str, Any], section: str, said: Entry | None) -> Entry | None:
    """A new entry gets the id it is cited by here, under the lock of the draft: two officers never take the same."""
    if said is None:
        return None
    if section == "questions" and not said.get("key"):
        return {**said, "key": _free_key(body)}
    if section not in _IDS or said.get("id"):
        return said
    start = _IDS[section]
    same = ("clauses",) if section == "clauses" else tuple(name for name in _IDS if name != "clauses")
    taken = {str(one.get("id")) for name in same for one in entries(body, [], name)}
    number = re.search(r"\d+", str(said.get("label") or "")) if section == "clauses" else None
    wanted = number[0] if number else f"{start}{len(entries(body, [], section)) + 1}"
    return {**said, "id": free_name(wanted, taken)}


def _free_key(body: Mapping[str, Any]) -> str:
    taken = {one["key"] for one in body.get("facts") or []}
    names = (f"{own_keys(body)}{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def own_keys(body: Mapping[str, Any]) -> str:
    """Return how the keys of the document's own questions begin."""
    return f"{OWN_FACT}{body['document']['key'].replace('-', '_')}.q"


def _asks_all(table: Mapping[str, Any]) -> bool:
    """Whether the table simply asks for every condition there is; then it asks for those to come as well."""
    listed = [one.get("id") for one in table.get("conditions") or []]
    joined = table.get("requires")
    return joined in ({"all_of": listed}, None) or [joined] == listed


def questions_renamed(body: Mapping[str, Any], examples: list[Entry]) -> tuple[dict[str, Any], list[Entry]]:
    """Return a copied body and its examples with own questions under keys of its own, to be reworded freely."""
    text = json.dumps([body, examples], ensure_ascii=False)
    for number, one in enumerate(body.get("facts") or [], start=1):
        text = text.replace(json.dumps(one["key"]), json.dumps(f"{own_keys(body)}{number}"))
    renamed, told = json.loads(text)
    return renamed, told


def digest(said: Entry | None) -> str:
    """Return a short mark of an entry, by which a form knows whether it was changed meanwhile."""
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]


def called(section: str, said: Entry) -> str:
    """Return what an entry is called in lists and records."""
    words = [str(said.get(name) or "") for name in NAMED_BY.get(section, ())]
    return next((word for word in words if word), SECTIONS[section])[:60]


def trimmed(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body as a pack has it: without a table or procedure that says nothing."""
    kept = dict(body)
    for name, told in (("rule_tables", ("conditions", "outcomes")), ("procedures", ("openers", "stages", *PROVISIONS))):
        said = [one for one in body.get(name) or [] if any(one.get(part) for part in told)]
        kept.pop(name, None)
        if said:
            kept[name] = said
    return kept


def _changed(listed: list[Entry], place: int | None, said: Entry | None) -> list[Entry]:
    changed = list(listed)
    if place is None:
        return [*changed, said] if said is not None else changed
    if said is None:
        del changed[place]
    else:
        changed[place] = said
    return changed


def _with_side(body: dict[str, Any], examples: list[Entry], place: int | None, said: Entry | None) -> dict[str, Any]:
    procedure = _make(body, "procedures")
    before = entry(body, examples, "sides", place)
    if before is not None:
        procedure.pop(before["side"], None)
    if said is not None:
        procedure[said["side"]] = {name: value for name, value in said.items() if name != "side"}
    return body


def _of(body: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = next((one for one in body.get(name) or [] if one.get("subject") == SUBJECT), None)
    return found or {}


def _make(body: dict[str, Any], name: str) -> dict[str, Any]:
    listed = body.setdefault(name, [])
    found: dict[str, Any] | None = next((one for one in listed if one.get("subject") == SUBJECT), None)
    if found is None:
        found = {"subject": SUBJECT}
        if name == "rule_tables":
            found |= {"title": "容错的条件", "conditions": [], "requires": {"all_of": []}, "outcomes": []}
        listed.append(found)
    return found
