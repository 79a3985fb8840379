"""Do the rule tables and procedures of the packs hold together, and do their examples come true? Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from dandang.law.policies import evaluation, expressions, rule_tables, rules
from dandang.law.policies.expressions import Expression, Test
from dandang.law.policies.records import Evaluation, FactDefinition, Fault, Procedure, RuleTable
from dandang.law.policies.schema import NUMBER_UNITS, Pack
from dandang.law.policies.schema_rules import FIRST_STAGE, FactCatalogue, RuleExample

MEND_TEST = "请照 facts.yaml 改正；需要新的事实，先在那里加上"


def table_faults(packs: Sequence[Pack], facts: FactCatalogue) -> list[Fault]:
    """Return what is wrong between tables, procedures and the catalogue of facts."""
    known = rule_tables.definitions(facts, packs)
    tables = rule_tables.tables_of(packs, rules.edition_ends(packs))
    return [
        *_unit_faults(facts),
        *(fault for table in tables for fault in _fact_faults(table, known)),
        *_overlaps(tables),
        *_reading_faults(packs),
        *_procedure_faults(packs),
    ]


def _unit_faults(facts: FactCatalogue) -> list[Fault]:
    return [
        Fault(f"facts.yaml {one.key}", f"没有单位 {one.unit}", f"可用的是 {'、'.join(NUMBER_UNITS)}")
        for one in facts.facts
        if one.unit and one.unit not in NUMBER_UNITS
    ]


def _asked(table: RuleTable) -> Iterator[tuple[str, Expression]]:
    """Every expression of a table with the words to find it by."""
    if table.scope is not None:
        yield "适用领域", table.scope.test
    yield from ((f"条件 {one.id}", one.test) for one in table.conditions)
    for items in (table.positive_list, table.negative_list, table.hard_stops):
        yield from ((f"清单 {one.id}", one.test) for one in items)
    yield from ((f"结果 {one.code}", one.when) for one in table.outcomes if one.when is not None)


def _fact_faults(table: RuleTable, known: Mapping[str, FactDefinition]) -> list[Fault]:
    faults = []
    for where, expression in _asked(table):
        for test in expressions.tests_in(expression):
            place = f"{table.edition} {where}"
            fact = known.get(test.fact)
            if fact is None:
                near = "、".join(rules.nearest_keys(test.fact, known))
                mend = f"是不是 {near}？{MEND_TEST}" if near else MEND_TEST
                faults.append(Fault(place, f"事实目录里没有 {test.fact}", mend))
            elif not _value_fits(test, fact):
                faults.append(Fault(place, f"{test.fact} 的 {test.operator}: {test.value!r} 不合它的类型", MEND_TEST))
    return faults


def _value_fits(test: Test, fact: FactDefinition) -> bool:
    if (test.operator in expressions.NUMERIC) != (fact.kind == "number"):
        return False
    values = test.value if test.operator == "in" else [test.value]
    if not isinstance(values, list) or not values or None in values:
        return False
    return not any(evaluation.fact_problems({fact.key: value}, {fact.key: fact}) for value in values)


def unread_faults(packs: Sequence[Pack], facts: FactCatalogue) -> list[Fault]:
    """Return the facts no table asks for: each would be a question put to people for nothing."""
    tables = rule_tables.tables_of(packs, rules.edition_ends(packs))
    read = {test.fact for table in tables for _, one in _asked(table) for test in expressions.tests_in(one)}
    return [
        Fault(f"facts.yaml {one.key}", "没有哪张规则表问这件事实", "请在规则表里用上它，或者删去")
        for one in facts.facts
        if one.key not in read
    ]


def _overlaps(tables: Sequence[RuleTable]) -> list[Fault]:
    """Two general tables of one region and subject on one day would leave open which one speaks."""
    faults = []
    for one, other in combinations((table for table in tables if table.scope is None), 2):
        if (one.region, one.subject) == (other.region, other.subject) and _overlap(one, other):
            mend = "同一地区同一天只能有一张一般的规则表；专门领域的请写 scope"
            faults.append(Fault(other.edition, f"和 {one.edition} 的规则表适用期重叠", mend))
    return faults


def _overlap(one: RuleTable, other: RuleTable) -> bool:
    first, second = sorted((one, other), key=lambda table: table.in_force_from)
    return first.in_force_until is None or first.in_force_until > second.in_force_from


def _reading_faults(packs: Sequence[Pack]) -> list[Fault]:
    """Where a clause names no kinds of assessment, this program's own reading must be on file."""
    if rule_tables.own_reading(packs) is not None:
        return []
    return [
        Fault(
            f"{pack.name} 结果 {outcome.code}",
            "没有列出考核种类",
            f"请列出，或者在本系统规则里写 {rule_tables.OWN_READING}",
        )
        for pack in packs
        for table in pack.rule_tables
        for outcome in table.outcomes
        if any(effect.assessments is None for effect in outcome.effects)
    ]


# Procedures ------------------------------------------------------------------------------------------------------


def _procedure_faults(packs: Sequence[Pack]) -> list[Fault]:
    """Put each procedure together as its region sees it on its first day, and walk it."""
    faults = []
    ends = rules.edition_ends(packs)
    for pack in packs:
        for part in pack.procedures:
            region, on = pack.document.region, pack.edition.in_force_from
            speaking = in_force(packs, ends, on) if pack.document.level != "PRODUCT" else [pack]
            procedure = rule_tables.procedure_of(speaking, region=region, subject=part.subject)
            if procedure is not None and procedure.stages:
                faults.extend(stage_faults(procedure, pack.name))
    return faults


def in_force(packs: Sequence[Pack], ends: Mapping[str, date | None], on: date) -> list[Pack]:
    """Return the editions in force on a day."""
    return [one for one in packs if one.edition.in_force_from <= on < (ends[one.name] or date.max)]


def stage_faults(procedure: Procedure, where: str) -> list[Fault]:
    """Return the stages that cannot be reached, lead nowhere, or can never come to an end."""
    leads = {one.code: one.next for one in procedure.stages}
    faults = []
    for one in procedure.stages:
        lost = [code for code in one.next if code not in leads]
        if lost:
            mend = "请把它写进 stages，或者改正 next"
            faults.append(Fault(f"{where} 环节 {one.code}", f"下一步 {'、'.join(lost)} 没有这个环节", mend))
        if not one.next and not one.is_final:
            mend = "请写 next；它是终点就写 is_final: true"
            faults.append(Fault(f"{where} 环节 {one.code}", "进得来，出不去", mend))
    if faults:
        return faults
    reached = _reached({FIRST_STAGE} & set(leads) or {procedure.stages[0].code}, leads)
    faults += [
        Fault(f"{where} 环节 {code}", "没有哪一步通到这里", "请在前一环节的 next 里写上它，或者删去")
        for code in leads
        if code not in reached
    ]
    ends = {one.code for one in procedure.stages if one.is_final}
    back: dict[str, tuple[str, ...]] = {
        code: tuple(before for before in leads if code in leads[before]) for code in leads
    }
    ending = _reached(ends, back)
    faults += [
        Fault(f"{where} 环节 {code}", "从这里走不到终点，只能兜圈子", "请核对 next")
        for code in leads
        if code not in ending
    ]
    return faults


def _reached(start: set[str], leads: Mapping[str, Sequence[str]]) -> set[str]:
    reached, ahead = set(start), list(start)
    while ahead:
        for code in leads[ahead.pop()]:
            if code not in reached:
                reached.add(code)
                ahead.append(code)
    return reached


# Do the examples hold? -------------------------------------------------------------------------------------------


def example_faults(
    packs: Sequence[Pack], facts: FactCatalogue, examples: Sequence[tuple[str, RuleExample]]
) -> list[Fault]:
    """Return the examples whose answer is another, and the tables without a tolerable, a not and a cannot-say one."""
    known = rule_tables.definitions(facts, packs)
    tables = rule_tables.tables_of(packs, rules.edition_ends(packs))
    faults = []
    shown: dict[tuple[str, str], set[str]] = {}
    for where, example in examples:
        place = f"{where} {example.why}"
        problems = evaluation.fact_problems(example.facts, known)
        if problems:
            faults += [Fault(f"{place} {one.key}", one.what, one.mend) for one in problems]
            continue
        found = asked(tables, example, known)
        if found is None:
            faults.append(Fault(place, "这一天这个地区没有规则表", "请核对 region 和 acted_on"))
            continue
        shown.setdefault((found.edition, example.subject), set()).add(found.advice)
        faults += _differences(place, example, found)
    return faults + _without_examples(tables, shown)


def asked(tables: Sequence[RuleTable], example: RuleExample, known: Mapping[str, FactDefinition]) -> Evaluation | None:
    """Return the evaluation an example asks for, none where no table speaks."""
    speaking = rule_tables.in_force(tables, region=example.region, on=example.acted_on, subject=example.subject)
    if example.document:
        named = [one for one in speaking if one.document_key == example.document]
        return evaluation.evaluate(named[0], example.facts, known) if named else None
    return evaluation.evaluate_in_force(speaking, example.facts, known)


def _differences(place: str, example: RuleExample, found: Evaluation) -> list[Fault]:
    pairs = [("结论", example.expect_advice, found.advice)]
    if example.expect_edition:
        pairs.append(("依据的版本", example.expect_edition, found.edition))
    pairs.append(("还缺的事实", "、".join(sorted(example.expect_missing)), "、".join(sorted(found.missing))))
    return [
        Fault(place, f"{what}：示例说“{said}”，算出来是“{got}”", "请核对哪一个对")
        for what, said, got in pairs
        if said != got
    ]


def _without_examples(tables: Sequence[RuleTable], shown: Mapping[tuple[str, str], set[str]]) -> list[Fault]:
    faults = []
    for table in tables:
        advices = shown.get((table.edition, table.subject), set())
        wanted = {"不予容错的": "NOT_TOLERABLE", "还不能判断的": "CANNOT_SAY"}
        lacking = [words for words, code in wanted.items() if code not in advices]
        if not advices - set(wanted.values()):
            lacking.insert(0, "可以容错的")
        if lacking:
            mend = "请在 examples 里每种写一条，让懂法的人看得懂"
            faults.append(Fault(f"{table.edition} {table.title}", f"规则表缺少示例：{'、'.join(lacking)}", mend))
    return faults
