"""What does a pack file look like? One edition of one document: who issued it, its clauses, the values taken from it.

Pure: pydantic only. `docs/policy-packs.md` explains every field to the person who writes one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from dandang.law.policies.schema_rules import (
    Cited,
    FactCatalogue,
    FactPart,
    ListItemPart,
    ProcedurePart,
    RuleExample,
    RuleTablePart,
)
from dandang.law.policies.shape import Day, Grade, PackKey, Part, Region, ValueKey, Words

__all__ = ["FactCatalogue", "RuleExample"]

# The seven parts of the 2018 opinion, what every person may claim, and what this program sets for itself.
SUBJECTS = {
    "guidance": "一 教育引导",
    "appointment": "二 选人用人",
    "appraisal": "三 考核评价",
    "tolerance": "四 容错与保护",
    "development": "五 能力培养",
    "care": "六 关心关爱",
    "recognition": "七 表彰与督查",
    "review": "权利救济",
    "product": "本系统",
}
LEVELS = {"CENTRE": "中央", "PROVINCE": "省", "CITY": "市", "COUNTY": "县", "PRODUCT": "本系统"}
RELIABILITY = {
    "A": "已与全文核对",
    "B": "见到条文节选，用前请与官方文本复核",
    "C": "二手转述，用前请核对原文",
}

# Unit -> what a value looks like in words; the closed list of kinds of value. `{}` is the figure.
NUMBER_UNITS = {
    "pct": "{}%",
    "working_days": "{} 个工作日",
    "days": "{} 天",
    "months": "{} 个月",
    "years": "{} 年",
    "class_hours": "{} 学时",
    "times": "{} 次",
    "yuan": "{} 元",
    "people": "{} 人",
    "ballots": "{} 票",
    "items": "{} 项",
    "characters": "{} 字",
    "minutes": "{} 分钟",
    "hours": "{} 小时",
    "age": "{} 岁",
    "steps": "{} 个层次",
    "points": "{} 分",
}
WORD_UNITS = frozenset({"names", "yes_no", "outcome", "day", "fraction", "words", "scale"})
UNITS = frozenset(NUMBER_UNITS) | WORD_UNITS
SENSES = {"exactly": "{}", "at_most": "不超过 {}", "at_least": "不少于 {}"}

# What a rule of participation may say about somebody in a special situation; absent means not said.
OUTCOME_FIELDS = {
    "assessed": ("参加考核", "不参加考核"),
    "graded": ("确定等次", "不确定等次"),
    "comment": ("写评语", "不写评语"),
    "may_be_excellent": ("可以确定为优秀", "不得确定为优秀"),
    "graded_after_close": ("结案后补定等次", "结案后不补定等次"),
    "present_unit": ("由现单位考核", "由原单位考核"),
    "elsewhere": ("由当年工作半年以上的单位考核", "由派出单位考核"),
    "other_side_heard": ("听取另一方意见", "不听取另一方意见"),
}

OWN_FACT = "own."  # how the key of a fact begins that one document asks by itself, beside the catalogue

# The sides of a procedure that a clause may speak of, as fields of `ProcedurePart`.
PROVISIONS = ("gate", "lead_organs", "partner_organs", "copies_to", "outside_participants", "party_opinion")


class DocumentPart(Part):
    """Which document. `short` is what clause chips say; it stays the same over all editions of a document."""

    key: PackKey
    title: Words
    short: Annotated[str, Field(min_length=1, max_length=12)]
    issuer: Words
    number: str = ""
    region: Region
    level: Literal["CENTRE", "PROVINCE", "CITY", "COUNTY", "PRODUCT"]
    subject: Words

    @model_validator(mode="after")
    def _region_fits_level(self) -> Self:
        if level_of(self.region) != ("CENTRE" if self.level == "PRODUCT" else self.level):
            raise ValueError(
                f"region {self.region} 和 level {self.level} 对不上：全国 000000，省 340000，市 341200，县 341299"
            )
        if self.subject not in SUBJECTS:
            raise ValueError(f"没有主题 {self.subject}，可用的是 {'、'.join(SUBJECTS)}")
        return self


class EditionPart(Part):
    """When it applies: from the first day on, until (without) `in_force_until`; none means until superseded."""

    in_force_from: Day
    in_force_from_reliability: Grade
    in_force_from_note: str = ""
    in_force_until: Day | None = None
    supersedes: Day | None = None
    note: str = ""

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        if self.in_force_until is not None and self.in_force_until <= self.in_force_from:
            raise ValueError("in_force_until 应晚于 in_force_from（它是不再适用的第一天）")
        if self.supersedes is not None and self.supersedes >= self.in_force_from:
            raise ValueError("supersedes 写被替代版本的起始日，应早于 in_force_from")
        if self.in_force_from_reliability == "C" and not self.in_force_from_note:
            raise ValueError("起始日可靠度为 C 时，in_force_from_note 要写明是怎样取的")
        return self


class ClausePart(Part):
    """One clause in our own words. `label` is 第11点 or 第95条, empty when the number was not seen."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$")]
    label: str
    part: str = ""
    item: str = ""
    summary: Words
    reliability: Grade
    source: Words


class ValuePart(Part):
    """One figure taken from a clause; `value: null` says that the clause gives none.

    `until` ends it before its edition. `cap` and `floor` bind lower levels: no edition there may go above or below.
    """

    key: ValueKey
    value: Any
    unit: Words
    sense: Literal["exactly", "at_most", "at_least"] = "exactly"
    clause: Words
    reliability: Grade
    checked_on: Day
    note: str = ""
    cap: int | None = None
    floor: int | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _value_fits_unit(self) -> Self:
        problem = value_problem(self.value, self.unit)
        if problem:
            raise ValueError(f"{self.key}：{problem}")
        if self.value is None and not self.note:
            raise ValueError(f"{self.key}：值为 null（未规定）时要写 note，说明条文是怎么说的")
        if (self.cap is not None or self.floor is not None) and self.unit not in NUMBER_UNITS:
            raise ValueError(f"{self.key}：只有数字才有 cap 和 floor")
        return self


class Pack(Part):
    """A whole file."""

    document: DocumentPart
    edition: EditionPart
    clauses: Annotated[list[ClausePart], Field(min_length=1)]
    values: list[ValuePart]
    facts: list[FactPart] = []
    rule_tables: list[RuleTablePart] = []
    procedures: list[ProcedurePart] = []

    @model_validator(mode="after")
    def _parts_fit_together(self) -> Self:
        clause_ids = [clause.id for clause in self.clauses]
        keys = [value.key for value in self.values]
        asked = [fact.key for fact in self.facts]
        for what, names in (("条款编号", clause_ids), ("取值", keys), ("事实", asked)):
            twice = sorted({name for name in names if names.count(name) > 1})
            if twice:
                raise ValueError(f"{what} {'、'.join(twice)} 出现了两次")
        for value in self.values:
            if value.clause not in clause_ids:
                raise ValueError(f"{value.key} 引用的条款 {value.clause} 不在 clauses 里")
            if value.until is not None and not self._is_within(value.until):
                raise ValueError(f"{value.key} 的 until 不在本版适用期内")
        if strange := [key for key in asked if not key.startswith(OWN_FACT)]:
            raise ValueError(f"自己要问的事实 {'、'.join(strange)} 要以 {OWN_FACT} 开头，别的写进 facts.yaml")
        for where, cited in self._cited_rules():
            if cited.clause not in clause_ids:
                raise ValueError(f"{where} 引用的条款 {cited.clause} 不在 clauses 里")
        self._refuse_two_of_one_subject()
        return self

    def _cited_rules(self) -> Iterator[tuple[str, Cited]]:
        """Yield everything of the tables and procedures that cites a clause, with the words to find it by."""
        for table in self.rule_tables:
            listed: list[ListItemPart] = [*table.positive_list, *table.negative_list, *table.hard_stops]
            yield from ((f"条件 {one.id}", one) for one in table.conditions)
            yield from ((f"清单 {one.id}", one) for one in listed)
            yield from ((f"结果 {one.code}", one) for one in table.outcomes)
            yield from ((f"结果 {one.code} 的效果", effect) for one in table.outcomes for effect in one.effects)
            if table.scope is not None:
                yield "适用领域", table.scope
        for procedure in self.procedures:
            yield from ((f"启动 {one.who}", one) for one in procedure.openers)
            yield from ((f"环节 {one.code}", one) for one in procedure.stages)
            yield from ((f"环节 {one.code} 的期限", one.deadline) for one in procedure.stages if one.deadline)
            for name in PROVISIONS:
                provision = getattr(procedure, name)
                if provision is not None:
                    yield name, provision

    def _refuse_two_of_one_subject(self) -> None:
        for what, parts in (("规则表", self.rule_tables), ("程序", self.procedures)):
            subjects = [one.subject for one in parts]
            if len(set(subjects)) != len(subjects):
                raise ValueError(f"同一主题写了两个{what}；一个文件每个主题只能有一个")

    def _is_within(self, day: date) -> bool:
        end = self.edition.in_force_until
        return day > self.edition.in_force_from and (end is None or day <= end)

    @property
    def name(self) -> str:
        """How the edition is called everywhere: document@first day."""
        return f"{self.document.key}@{self.edition.in_force_from.isoformat()}"

    def body(self) -> dict[str, Any]:
        """Return the content as plain JSON, what is stored and hashed; sections a text does not have are left out."""
        empty = {name for name in ("facts", "rule_tables", "procedures") if not getattr(self, name)}
        return self.model_dump(mode="json", exclude=empty)

    def digest(self) -> str:
        """Return the content's SHA-256; comments, order of keys and layout of the file do not count."""
        return digest_of(self.body())


class CatalogueEntry(Part):
    """One key of `packs/keys.yaml`: what it is called and measured in, whatever region speaks about it."""

    key: ValueKey
    label: Words
    unit: Words
    subject: Words

    @model_validator(mode="after")
    def _words_are_known(self) -> Self:
        if self.unit not in UNITS:
            raise ValueError(f"{self.key}：没有单位 {self.unit}，可用的是 {'、'.join(sorted(UNITS))}")
        if self.subject not in SUBJECTS:
            raise ValueError(f"{self.key}：没有主题 {self.subject}，可用的是 {'、'.join(SUBJECTS)}")
        return self


class Catalogue(Part):
    """The closed list of keys."""

    keys: list[CatalogueEntry]

    @model_validator(mode="after")
    def _each_key_once(self) -> Self:
        names = [entry.key for entry in self.keys]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"{'、'.join(twice)} 出现了两次")
        return self


class Example(Part):
    """What a lawyer expects: this key, in this region, on this day. `expect: null` means 未规定."""

    why: Words
    key: ValueKey
    region: Region
    on: Day
    expect: Any


class Examples(Part):
    """A file of examples."""

    examples: list[Example] = []
    rules: list[RuleExample] = []

    @model_validator(mode="after")
    def _is_not_empty(self) -> Self:
        if not self.examples and not self.rules:
            raise ValueError("至少要有一条示例")
        return self


def digest_of(body: dict[str, Any]) -> str:
    """Return the SHA-256 of a stored body."""
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def level_of(region: str) -> str:
    """Return the level a GB/T 2260 code stands on."""
    if region == "000000":
        return "CENTRE"
    if region.endswith("0000"):
        return "PROVINCE"
    return "CITY" if region.endswith("00") else "COUNTY"


def value_problem(value: Any, unit: str) -> str:
    """Return why a value does not fit its unit, empty when it does; null fits every unit."""
    if unit not in UNITS:
        return f"没有单位 {unit}，可用的是 {'、'.join(sorted(UNITS))}"
    if value is None or _fits(value, unit):
        return ""
    return f"值 {value!r} 不合单位 {unit}"


def _fits(value: Any, unit: str) -> bool:
    if unit in NUMBER_UNITS:
        return type(value) is int and value >= 0 and (unit != "pct" or value <= 1000)
    if unit == "names":
        return isinstance(value, list) and bool(value) and all(isinstance(name, str) and name for name in value)
    if unit == "outcome":
        return isinstance(value, dict) and bool(value) and _is_outcome(value)
    if unit == "scale":
        return isinstance(value, list) and bool(value) and all(map(_is_step, value))
    if unit == "yes_no":
        return type(value) is bool
    return isinstance(value, str) and _fits_text(value, unit)


def _is_outcome(value: dict[str, Any]) -> bool:
    return all(name in OUTCOME_FIELDS and type(said) is bool for name, said in value.items())


def _is_step(step: Any) -> bool:
    return isinstance(step, list) and len(step) == 2 and isinstance(step[0], str) and type(step[1]) is int


def _fits_text(value: str, unit: str) -> bool:
    if unit == "day":
        try:
            return date.fromisoformat(value).isoformat() == value
        except ValueError:
            return False
    if unit == "fraction":
        top, _, bottom = value.partition("/")
        return top.isdigit() and bottom.isdigit() and int(bottom) > 0
    return bool(value)
