"""Which text speaks for a region on a day, what does it say in words, and do the packs fit together? Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from itertools import combinations
from typing import Any

from dandang.law.policies.records import CENTRE, IN_FORCE, NO_EDITION, NOT_GIVEN, Fault, Key, Value
from dandang.law.policies.schema import NUMBER_UNITS, OUTCOME_FIELDS, SENSES, Catalogue, Example, Pack

NOT_GIVEN_WORDS = "未规定"


# Region and day --------------------------------------------------------------------------------------------------


def region_chain(region: str) -> tuple[str, ...]:
    """Return a GB/T 2260 code and those above it, nearest first: 341299, 341200, 340000, 000000."""
    above = (region, region[:4] + "00", region[:2] + "0000", CENTRE)
    return tuple(dict.fromkeys(above))


def is_in_force_on(stated: Value, on: date) -> bool:
    """Whether a statement applies on a day: from its first day, until (without) its last."""
    return stated.starts_on is not None and stated.starts_on <= on and (stated.ends_on is None or on < stated.ends_on)


def answer(key: Key, stated: Iterable[Value], *, region: str, on: date) -> Value:
    """Return what a key is worth: the nearest level that gives a figure, held to the caps and floors above it.

    A level that speaks without a figure (null) does not hide the figure above it. Without any figure the nearest
    statement is returned, so that its clause can be shown; without any statement the value is NO_EDITION.
    """
    chain = region_chain(region)
    speaking = sorted(
        (one for one in stated if one.region in chain and is_in_force_on(one, on)),
        key=lambda one: chain.index(one.region),
    )
    for place, one in enumerate(speaking):
        if one.value is not None:
            return _held(one, speaking[place + 1 :])
    return speaking[0] if speaking else nothing(key)


def nothing(key: Key) -> Value:
    """Return the answer where no text in force speaks of a key."""
    return Value(key.key, key.label, None, key.unit, "exactly", NOT_GIVEN_WORDS, NO_EDITION)


def _held(lower: Value, above: Sequence[Value]) -> Value:
    """A cap set after the lower edition came into force binds it at once; loading refuses the other case."""
    held = lower
    for upper in above:
        bound = _bound_crossed(held, upper)
        if bound is not None:
            note = f"{lower.citation}写的是 {lower.text}，超出上级的界限，按上级的界限"
            text = value_text(bound, upper.unit, upper.sense)
            held = replace(upper, value=bound, text=text, note=note, state=IN_FORCE)
    return held


def _bound_crossed(lower: Value, upper: Value) -> int | None:
    if type(lower.value) is not int:
        return None
    if upper.cap is not None and lower.value > upper.cap:
        return upper.cap
    if upper.floor is not None and lower.value < upper.floor:
        return upper.floor
    return None


def nearest_keys(key: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return up to three known keys that look like a misspelt one."""
    return tuple(get_close_matches(key, list(known), n=3, cutoff=0.5))


# Words -----------------------------------------------------------------------------------------------------------


def value_text(value: Any, unit: str, sense: str = "exactly", *, say: Callable[[str], str] = str) -> str:
    """Return a value as people read it: 不超过 20%, 12 个月, 参加考核，不确定等次; none reads 未规定.

    `say` gives each word in another language.
    """
    if value is None:
        return say(NOT_GIVEN_WORDS)
    if unit in NUMBER_UNITS:
        return say(SENSES[sense]).format(say(NUMBER_UNITS[unit]).format(value))
    if unit == "names":
        return "、".join(value)
    if unit == "scale":
        return "、".join(f"{word} {points}" for word, points in value)
    if unit == "yes_no":
        return say("是" if value else "否")
    if unit == "outcome":
        return say("，").join(
            say(words[0 if value[name] else 1]) for name, words in OUTCOME_FIELDS.items() if name in value
        )
    if unit == "fraction":
        top, bottom = value.split("/")
        return say(SENSES[sense]).format(say("{bottom} 分之 {top}").format(bottom=bottom, top=top))
    return str(value)


# What packs state ------------------------------------------------------------------------------------------------


def edition_ends(packs: Sequence[Pack]) -> dict[str, date | None]:
    """Return edition name -> first day no longer in force: its own, or the first day of the edition superseding it."""
    successors = {
        (pack.document.key, pack.edition.supersedes): pack.edition.in_force_from
        for pack in packs
        if pack.edition.supersedes is not None
    }
    ends = {}
    for pack in packs:
        later = successors.get((pack.document.key, pack.edition.in_force_from))
        ends[pack.name] = earliest(pack.edition.in_force_until, later)
    return ends


def earliest(*days: date | None) -> date | None:
    """Return the first of the days; none stands for never."""
    return min((day for day in days if day is not None), default=None)


def stated_values(packs: Sequence[Pack], catalogue: Catalogue) -> dict[str, list[Value]]:
    """Return key -> everything the packs say about it, without addresses; for checks that need no database."""
    labels = {entry.key: entry.label for entry in catalogue.keys}
    ends = edition_ends(packs)
    stated: dict[str, list[Value]] = {}
    for pack in packs:
        clauses = {clause.id: clause for clause in pack.clauses}
        for given in pack.values:
            clause = clauses[given.clause]
            stated.setdefault(given.key, []).append(
                Value(
                    key=given.key,
                    label=labels.get(given.key, given.key),
                    value=given.value,
                    unit=given.unit,
                    sense=given.sense,
                    text=value_text(given.value, given.unit, given.sense),
                    state=IN_FORCE if given.value is not None else NOT_GIVEN,
                    region=pack.document.region,
                    document=pack.document.key,
                    document_title=pack.document.title,
                    edition=pack.name,
                    clause=clause.id,
                    clause_label=clause.label,
                    citation=citation(pack.document.short, clause.label),
                    reliability=given.reliability,
                    checked_on=given.checked_on,
                    note=given.note,
                    starts_on=pack.edition.in_force_from,
                    ends_on=earliest(given.until, ends[pack.name]),
                    cap=given.cap,
                    floor=given.floor,
                )
            )
    return stated


def citation(short: str, label: str) -> str:
    """Return the words of a clause chip: 安徽 第6点, or the document alone when the number was not seen."""
    return f"{short} {label}" if label else short


# Do the packs fit together? --------------------------------------------------------------------------------------


def pack_faults(packs: Sequence[Pack], catalogue: Catalogue) -> list[Fault]:
    """Return what is wrong between packs: editions, keys, contradictions, caps."""
    stated = stated_values(packs, catalogue)
    return [
        *_document_faults(packs),
        *_edition_faults(packs),
        *_key_faults(packs, catalogue),
        *_contradictions(stated),
        *_bound_faults(stated),
    ]


def _document_faults(packs: Sequence[Pack]) -> list[Fault]:
    first: dict[str, Pack] = {}
    faults = []
    for pack in packs:
        known = first.setdefault(pack.document.key, pack).document
        for field in ("short", "region", "level", "subject"):
            if getattr(pack.document, field) != getattr(known, field):
                faults.append(Fault(pack.name, f"同一文件各版的 {field} 不一样", "请改成一致；换了地区就是另一个文件"))
    return faults


def _edition_faults(packs: Sequence[Pack]) -> list[Fault]:
    faults = []
    ends = edition_ends(packs)
    starts = {(pack.document.key, pack.edition.in_force_from) for pack in packs}
    for pack in packs:
        supersedes = pack.edition.supersedes
        if supersedes is not None and (pack.document.key, supersedes) not in starts:
            faults.append(Fault(pack.name, f"要替代的 {supersedes} 版不在政策库里", "请核对 supersedes 的日期"))
    for one, other in combinations(sorted(packs, key=lambda pack: (pack.document.key, pack.edition.in_force_from)), 2):
        if one.document.key != other.document.key:
            continue
        end, begin = ends[one.name], other.edition.in_force_from
        if begin == one.edition.in_force_from or end is None or end > begin:
            mend = f"请在新版写 supersedes: {one.edition.in_force_from}，或者给旧版写 in_force_until"
            faults.append(Fault(other.name, f"和 {one.name} 的适用期重叠", mend))
    return faults


def _key_faults(packs: Sequence[Pack], catalogue: Catalogue) -> list[Fault]:
    units = {entry.key: entry.unit for entry in catalogue.keys}
    faults = []
    for pack in packs:
        for given in pack.values:
            if given.key not in units:
                near = "、".join(nearest_keys(given.key, units))
                mend = f"请先在 keys.yaml 加上它{f'，或改成 {near}' if near else ''}"
                faults.append(Fault(f"{pack.name} {given.key}", "目录 keys.yaml 里没有这个事项", mend))
            elif given.unit != units[given.key]:
                faults.append(
                    Fault(
                        f"{pack.name} {given.key}", f"单位写成 {given.unit}，目录里是 {units[given.key]}", "请改成一致"
                    )
                )
    return faults


def _contradictions(stated: Mapping[str, Sequence[Value]]) -> list[Fault]:
    faults = []
    for key, values in stated.items():
        for one, other in combinations(values, 2):
            if one.region == other.region and one.document != other.document and _overlap(one, other):
                mend = "同一地区同一天只能有一个出处；请给其中一个写 until"
                faults.append(Fault(f"{other.edition} {key}", f"{one.edition} 也规定了这件事，日期重叠", mend))
    return faults


def _bound_faults(stated: Mapping[str, Sequence[Value]]) -> list[Fault]:
    """A lower edition that begins while an upper bound stands may not cross it."""
    faults = []
    for key, values in stated.items():
        for lower in values:
            chain = region_chain(lower.region)[1:]
            for upper in values:
                if upper.region not in chain or lower.starts_on is None or not is_in_force_on(upper, lower.starts_on):
                    continue
                bound = _bound_crossed(lower, upper)
                if bound is not None:
                    what = f"{lower.text}超出了{upper.citation}的界限 {value_text(bound, upper.unit)}"
                    faults.append(Fault(f"{lower.edition} {key}", what, "请改在界限以内，或者核对上级的规定"))
    return faults


def _overlap(one: Value, other: Value) -> bool:
    first, second = sorted((one, other), key=lambda value: value.starts_on or date.min)
    return first.ends_on is None or (second.starts_on is not None and first.ends_on > second.starts_on)


# Do the examples hold? -------------------------------------------------------------------------------------------


def example_faults(packs: Sequence[Pack], catalogue: Catalogue, examples: Sequence[tuple[str, Example]]) -> list[Fault]:
    """Return the examples whose answer is another, and the values no example speaks of."""
    keys = {entry.key: key_record(entry, place) for place, entry in enumerate(catalogue.keys)}
    stated = stated_values(packs, catalogue)
    faults = []
    for where, example in examples:
        place = f"{where} {example.key}（{example.region}，{example.on.isoformat()}）"
        key = keys.get(example.key)
        if key is None:
            faults.append(Fault(place, "目录 keys.yaml 里没有这个事项", "请核对写法"))
            continue
        found = answer(key, stated.get(example.key, ()), region=example.region, on=example.on)
        if found.value != example.expect:
            faults.append(Fault(place, f"示例说 {example.expect!r}，算出来是 {found.value!r}", "请核对哪一个对"))
    return faults + _without_example(stated, [example for _, example in examples])


def _without_example(stated: Mapping[str, Sequence[Value]], examples: Sequence[Example]) -> list[Fault]:
    faults = []
    for key, values in stated.items():
        asked = [example for example in examples if example.key == key]
        for value in values:
            if not any(value.region in region_chain(one.region) and is_in_force_on(value, one.on) for one in asked):
                faults.append(Fault(f"{value.edition} {key}", "没有示例", "请在 examples 里写一条"))
    return faults


def key_record(entry: Any, position: int) -> Key:
    """Return a catalogue entry as the record other rooms see."""
    return Key(entry.key, entry.label, entry.unit, entry.subject, position)
