"""What is wrong with a region's draft, each fault with the section it concerns? Pure.

The same checks as for packs from files, told by section; a fault that was there without the draft is not the draft's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from dandang.law.policies import draft_bodies, evaluation, packfiles, rule_faults, rule_tables, rules, schema_rules
from dandang.law.policies.draft_bodies import Entry
from dandang.law.policies.records import Evaluation, FactDefinition, Fault, RuleTable, TraceLine
from dandang.law.policies.schema import PROVISIONS, Catalogue, Pack
from dandang.law.policies.schema_rules import FactCatalogue, RuleExample

FIELD_NAMES = {
    "key": "代码", "title": "名称", "short": "简称", "issuer": "制定机关", "region": "政区", "level": "层级",
    "subject": "主题", "in_force_from": "适用起始日", "in_force_from_reliability": "起始日可靠度",
    "in_force_from_note": "起始日说明", "in_force_until": "不再适用之日", "supersedes": "替代的版本", "id": "编号",
    "label": "名称", "summary": "我们的摘要", "reliability": "可靠度", "source": "出处", "value": "取值",
    "unit": "单位",
    "clause": "依据的条款", "checked_on": "核对日期", "note": "说明", "test": "条件怎样算符合",
    "requires": "怎样才算符合条件",
    "explanation": "释义", "conditions": "条件", "outcomes": "结果", "clauses": "条款", "deadline": "期限",
    "counted_from": "从何时起算", "amount": "期限的数字", "next": "下一步", "when": "适用情形", "text": "条文的意思",
    "names": "名单", "stands": "什么时候考虑容错", "longest_extension": "最多延长", "code": "代码", "who": "谁",
    "element": "要素", "effects": "效果", "assessments": "考核种类", "months": "期限（月）", "roles": "由谁办",
    "papers": "文书", "cap": "下级不得高于", "floor": "下级不得低于", "until": "提前失效之日", "sense": "数字的意思",
    "side": "哪一方面", "why": "这是怎样一件事", "acted_on": "行为日期", "expect_advice": "应当得出",
    "facts": "已知的事实", "kind": "怎样回答", "options": "可选的回答", "part": "第几部分",
    "item": "在全文里的点号", "number": "文号", "needs_correction": "纠错整改",
    "positive_list_is_needed": "正面清单至少符合一项", "is_final": "到这里就结束",
    "awards": "评先评优不受影响", "selection": "提拔任用不受影响",
}  # fmt: skip
_RESERVED = ("drafts", "values", "facts", "editions", "texts", "compare", "checks")
_LISTS = {"事实": ("questions",), "条件": ("conditions",),
          "清单": ("positive_list", "negative_list", "hard_stops"), "结果": ("outcomes",),
          "环节": ("stages",), "启动": ("openers",)}  # fmt: skip
_NAMES = {"conditions": "id", "positive_list": "id", "negative_list": "id", "hard_stops": "id", "outcomes": "code",
          "stages": "code", "openers": "who", "values": "key", "clauses": "id", "questions": "key"}  # fmt: skip


# Fields of pack files that checks name, as the pages of the editor call them.
_PAGE_WORDS = {
    "positive_list_is_needed": "正面清单至少符合一项", "positive_list": "正面清单", "requires": "“怎样才算符合条件”",
    "is_final: true": "“到这里就结束”", "supersedes": "“替代哪一版”", "in_force_until": "“不再适用之日”",
    "facts.yaml": "事实目录", "keys.yaml": "取值目录", "stages": "“环节与期限”", "scope": "适用领域",
    "clauses": "“条款”", "note": "“说明”", "next": "“下一步”", "when": "“什么情形下”", "null": "未规定",
    "options": "选项", "region": "政区", "short": "简称", "level": "层级", "subject": "主题", "until": "“提前失效之日”",
    "in_force_from_note": "“起始日说明”", "months": "“管多少个月”", "cap": "“下级不得高于”", "floor": "“下级不得低于”",
    "examples": "“示例”", "test": "“怎样算符合”", "docs/tolerance-facts.md": "“事实目录”",
}  # fmt: skip


# How a fault of a file is mended, and how the same one is in the editor, where the file's field cannot be typed.
_MENDS = (
    (
        "写 until",
        "同一地区同一天只能有一个出处。请删去这一项；要改已有的，另拟一版：照本地区已有的那一版改，它到时被替代",
    ),
    ("请写 scope", "同一地区同一天只能有一张规则表。请另照本地区已有的那一版拟，它到时被替代"),
    ("请照 facts.yaml", "请打开这一项另选；目录里没有的，在“自己要问的事实”里添一问"),
    ("请先在 keys.yaml", "请打开这一项另选一个事项"),
)


def _mended(fault: Fault) -> Fault:
    words = next((words for mark, words in _MENDS if mark in fault.mend), "")
    near = fault.mend.partition("？")[0] + "？" if words and "？" in fault.mend else ""
    return replace(fault, mend=near + words) if words else fault


def page_words(sentence: str) -> str:
    """Return a sentence about a pack file in the words of the editor's pages."""
    for written, shown in _PAGE_WORDS.items():
        sentence = re.sub(rf"(?<![\w.]){re.escape(written)}(?![\w.])", shown, sentence, flags=re.ASCII)
    return sentence


@dataclass(frozen=True, slots=True)
class DraftFault:
    """One fault: where it is mended (`section`, `place` in it, none for the whole), which field, what, how."""

    section: str
    place: int | None
    field: str
    what: str
    mend: str

    def __str__(self) -> str:
        where = draft_bodies.SECTIONS[self.section] + (f"第 {self.place + 1} 项" if self.place is not None else "")
        return f"{where}{f'“{self.field}”' if self.field else ''}：{self.what}。{self.mend}"


@dataclass(frozen=True, slots=True)
class Tried:
    """An example of the draft and what the rules make of it; `problem` says why there is no answer at all.

    `label` is the conclusion as the region words it, `trace` every condition with why, `missing` facts by their keys.
    """

    why: str
    expected: str
    got: str
    is_as_expected: bool
    label: str = ""
    problem: str = ""
    trace: tuple[TraceLine, ...] = ()
    missing: tuple[str, ...] = ()


def read(body: Mapping[str, Any]) -> tuple[Pack | None, list[DraftFault]]:
    """Return the draft as a pack, or what keeps it from being one."""
    try:
        return Pack.model_validate(draft_bodies.trimmed(body), strict=False), []
    except ValidationError as problem:
        return None, [_shape_fault(body, error) for error in problem.errors()]


def faults(
    body: Mapping[str, Any], others: Sequence[Pack], catalogue: Catalogue, facts: FactCatalogue, *, today: date
) -> list[DraftFault]:
    """Return everything that keeps a draft from being loaded beside the editions there are."""
    pack, found = read(body)
    if pack is None:
        # One section with a fault must not hide those of the others: look at the rest without it.
        rest = {name: said for name, said in body.items() if name not in {_TOP.get(one.section) for one in found}}
        pack, _same = read(rest | {"values": rest.get("values", [])})
        if pack is None:
            return found
    found += _own_faults(pack, others, today)
    if any(other.name == pack.name for other in others):
        return found
    before = {str(one) for one in _between(others, catalogue, facts)}
    return found + [
        placed(body, pack.name, _mended(one))
        for one in _between([*others, pack], catalogue, facts)
        if str(one) not in before
    ]


# The part of the body in which a section stands, for those a pack may do without.
_TOP = dict.fromkeys(("table", *draft_bodies.IN_TABLE), "rule_tables") | dict.fromkeys(
    ("sides", *draft_bodies.IN_PROCEDURE), "procedures"
) | {"values": "values", "questions": "facts"}  # fmt: skip


def _between(packs: Sequence[Pack], catalogue: Catalogue, facts: FactCatalogue) -> list[Fault]:
    return [*rules.pack_faults(packs, catalogue), *rule_faults.table_faults(packs, facts)]


def _own_faults(pack: Pack, others: Sequence[Pack], today: date) -> list[DraftFault]:
    said = pack.edition
    found = []
    if pack.document.key in _RESERVED:
        found.append(DraftFault("document", None, "代码", f"{pack.document.key} 是系统自己的地址", "请换一个代码"))
    if any(other.name == pack.name for other in others):
        mend = "请改适用起始日；已载入的版本不再变动"
        found.append(DraftFault("document", None, "适用起始日", "这个文件已经有从这一天起的版本", mend))
    if said.in_force_from < today and not said.in_force_from_note:
        mend = "请写明依据；已经办结的仍按当时的规定"
        found.append(DraftFault("document", None, "起始日说明", "适用起始日早于今天，却没有说明", mend))
    return found


def placed(body: Mapping[str, Any], name: str, fault: Fault) -> DraftFault:
    """Say in which section of the editor a fault is mended."""
    where = fault.where.removeprefix(name).strip()
    kind, _space, rest = where.partition(" ")
    for section in _LISTS.get(kind, ()):
        place = _place_of(body, section, rest.split(" ")[0])
        if place is not None:
            return DraftFault(section, place, rest.split(" ")[0], fault.what, fault.mend)
    if kind == "环节":
        named = schema_rules.STAGES.get(rest, rest)
        return DraftFault("stages", None, named, fault.what, fault.mend)
    place = _place_of(body, "values", where)
    if place is not None:
        return DraftFault("values", place, where, fault.what, fault.mend)
    if "规则表" in fault.what:
        return DraftFault("table", None, "", fault.what, fault.mend)
    field = "适用起始日" if "适用期" in fault.what or "supersedes" in fault.mend else where
    return DraftFault("document", None, field, fault.what, fault.mend)


def _place_of(body: Mapping[str, Any], section: str, name: str) -> int | None:
    said = draft_bodies.entries(body, [], section)
    return next((place for place, one in enumerate(said) if one.get(_NAMES[section]) == name), None)


def _shape_fault(body: Mapping[str, Any], error: Any) -> DraftFault:
    """Where pydantic stumbled, in the words of the editor."""
    steps = list(error["loc"])
    what = packfiles.words_of(error)
    field = next((FIELD_NAMES[step] for step in reversed(steps) if isinstance(step, str) and step in FIELD_NAMES), "")
    mend = "请打开这一项改好"
    if not steps:
        return _from_sentence(body, what)
    if steps[0] in {"document", "edition"}:
        return DraftFault("document", None, field, what, mend)
    if steps[0] == "facts":
        return DraftFault("questions", _whole(steps, 1), field, what, mend)
    if steps[0] in {"clauses", "values"}:
        return DraftFault(str(steps[0]), _whole(steps, 1), field, what, mend)
    inner = str(steps[2]) if len(steps) > 2 else ""
    if inner in draft_bodies.IN_TABLE or inner in draft_bodies.IN_PROCEDURE:
        return DraftFault(inner, _whole(steps, 3), field, what, mend)
    if inner in PROVISIONS:
        return DraftFault("sides", None, field, what, mend)
    if steps[0] == "rule_tables":
        return DraftFault("outcomes" if "结果" in what else "table", None, field, what, mend)
    return DraftFault("stages", None, field, what, mend)


def _whole(steps: list[Any], at: int) -> int | None:
    return steps[at] if len(steps) > at and isinstance(steps[at], int) else None


def _from_sentence(body: Mapping[str, Any], what: str) -> DraftFault:
    """A sentence about the whole pack names the entry it is about at its head: 条件 no-gain 引用的条款 … ."""
    head = re.match(r"^(条件|清单|结果|环节|启动) (\S+)", what)
    if head is not None:
        for section in _LISTS[head.group(1)]:
            place = _place_of(body, section, head.group(2))
            if place is not None:
                return DraftFault(section, place, "依据的条款", what, "请打开这一项改好")
    key = what.split(" ")[0]
    place = _place_of(body, "values", key)
    if place is not None:
        return DraftFault("values", place, "", what, "请打开这一项改好")
    side = next((name for name in PROVISIONS if what.startswith(name)), "")
    if side:
        return DraftFault("sides", None, "依据的条款", what, "请打开这一项改好")
    section = "clauses" if what.startswith("条款编号") else "values" if what.startswith("取值") else "document"
    return DraftFault(section, None, "", what, "请打开这一部分改好")


# Examples --------------------------------------------------------------------------------------------------------


def tried(pack: Pack, examples: Sequence[Entry], facts: FactCatalogue) -> list[Tried]:
    """Run the draft's own examples through its own table."""
    known = rule_tables.definitions(facts, [pack])
    tables = rule_tables.tables_of([pack], rules.edition_ends([pack]))
    return [_tried(one, pack, tables, known) for one in examples]


def _tried(said: Entry, pack: Pack, tables: Sequence[RuleTable], known: Mapping[str, FactDefinition]) -> Tried:
    given = {"region": pack.document.region, "document": pack.document.key, **said}
    example = RuleExample.model_validate(given, strict=False)
    asked = Tried(example.why, example.expect_advice, "", is_as_expected=False)
    problems = evaluation.fact_problems(example.facts, known)
    if problems:
        return replace(asked, problem=f"{problems[0].key}：{problems[0].what}。请打开这件示例改好")
    if not tables:
        return replace(asked, problem="这一版没有自己的条件和结果，没有什么可以算；请删去示例，或者写上条件")
    found: Evaluation | None = rule_faults.asked(tables, example, known)
    if found is None:
        return replace(asked, problem="行为日期早于适用起始日，这一版还管不到；请改示例的行为日期")
    is_right = found.advice == example.expect_advice
    return replace(
        asked, got=found.advice, is_as_expected=is_right, label=found.advice_label if found.outcome else "",
        trace=found.trace, missing=tuple(found.missing),
    )  # fmt: skip
