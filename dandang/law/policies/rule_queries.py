"""Which rules speak for a case, and what do they say about its facts? Part of the door `queries`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dandang.law.policies import errors, evaluation, expressions, rule_tables, schema_rules, shelf
from dandang.law.policies.records import Advice, Evaluation, FactDefinition, Procedure, RuleTable


def fact_catalogue() -> tuple[FactDefinition, ...]:
    """Return every fact the evaluator may read, in the order of the six elements, then scopes and the rest."""
    return tuple(shelf.current_rules().facts.values())


def rule_table(*, region: str, on: date, subject: str = "tolerance", document: str = "") -> RuleTable | None:
    """Return the table that speaks for a region on a day, none where no text is in force.

    Without `document` it is the nearest general one (county, city, province, centre); a regulation for one field of
    work is only returned when it is named. Raises UnknownRegion.
    """
    speaking = rule_tables_in_force(region=region, on=on, subject=subject)
    if document:
        return next((one for one in speaking if one.document_key == document), None)
    return rule_tables.general(speaking)


def rule_tables_in_force(*, on: date, subject: str = "tolerance", region: str = "") -> tuple[RuleTable, ...]:
    """Return the tables in force on a day, of every region, or of one and those above it, nearest first."""
    tables = shelf.current_rules().tables
    if region:
        errors.require_region(region)
        return tuple(rule_tables.in_force(tables, region=region, on=on, subject=subject))
    days = (one for one in tables if one.subject == subject and one.in_force_from <= on)
    return tuple(one for one in days if one.in_force_until is None or on < one.in_force_until)


def later_rule_tables(*, region: str, acted_on: date, on: date, subject: str = "tolerance") -> tuple[RuleTable, ...]:
    """Return the tables of a region and those above it that came into force after the act, up to and with `on`."""
    errors.require_region(region)
    speaking = rule_tables.in_force_between(
        shelf.current_rules().tables, region=region, after=acted_on, until=on, subject=subject
    )
    return tuple(speaking)


def procedure(*, region: str, on: date, subject: str = "tolerance") -> Procedure | None:
    """Return how a case runs in a region on a day, every side with its clause; none where nothing is loaded.

    Raises UnknownRegion.
    """
    errors.require_region(region)
    return shelf.procedure(region=region, on=on, subject=subject)


def evaluate(table: RuleTable, facts: Mapping[str, Any]) -> Evaluation:
    """Return what one table says about the facts; advice with its trace, never a decision. Raises BadFacts."""
    catalogue = shelf.current_rules().facts
    _require_facts(facts, catalogue)
    return evaluation.evaluate(table, facts, catalogue)


def advise(
    facts: Mapping[str, Any],
    *,
    region: str,
    acted_on: date,
    on: date,
    subject: str = "tolerance",
    document: str = "",
) -> Advice:
    """Return what the edition of the day of the act says, and a later milder one beside it (SPEC LW-06).

    Without `document` a table for one field of work goes before the general one of its level, if the facts say that
    the matter belongs to the field. Raises BadFacts, UnknownRegion, and NoRuleTable where neither day has a table.
    """
    errors.require_region(region)
    library = shelf.current_rules()
    _require_facts(facts, library.facts)
    days = [acted_on, *sorted({one.in_force_from for one in library.tables if acted_on < one.in_force_from <= on})]
    named = library.tables
    if document:
        named = tuple(one for one in named if one.document_key == document and _may_apply(one, facts))
    speaking = [rule_tables.in_force(named, region=region, on=day, subject=subject) for day in days]
    if document:
        of_the_day = next((evaluation.evaluate(one, facts, library.facts) for one in speaking[0]), None)
        later = [evaluation.evaluate(one, facts, library.facts) for tables in speaking[1:] for one in tables]
    else:
        of_the_day = evaluation.evaluate_in_force(speaking[0], facts, library.facts)
        later = [one for tables in speaking[1:] for one in evaluation.evaluate_each(tables, facts, library.facts)]
    if of_the_day is None and not later:
        raise errors.no_rule_table(region, acted_on, document)
    once = list({one.edition: one for one in later}.values())
    return evaluation.advise(of_the_day, once, acted_on=acted_on, on=on)


def _may_apply(table: RuleTable, facts: Mapping[str, Any]) -> bool:
    """A regulation for one field is no rule for a matter that is said to be outside of it, even when it is named."""
    return table.scope is None or expressions.truth(table.scope.test, facts, {}) is not False


def _require_facts(facts: Mapping[str, Any], catalogue: Mapping[str, FactDefinition]) -> None:
    problems = evaluation.fact_problems(facts, catalogue)
    if problems:
        raise errors.BadFacts(problems)


def element_label(code: str) -> str:
    """Return one of the six elements in words, "" for a fact of none of them."""
    return schema_rules.ELEMENTS.get(code, "")
