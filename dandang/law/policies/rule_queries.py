"""Which rules speak for a case, and what do they say about its facts? Part of the door `queries`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dandang.law.policies import errors, evaluation, expressions, rule_tables, schema_rules, shelf
from dandang.law.policies.records import (
    Advice,
    Evaluation,
    FactDefinition,
    Outcome,
    OutcomeEffect,
    Procedure,
    Provision,
    RuleItem,
    RuleTable,
    Stage,
)


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


# Pages -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ItemView:
    """A condition or list item with its test in words, and its element where the label does not name it."""

    item: RuleItem
    element: str
    asks: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """An outcome with its `when` in words and the assessments each effect shields, by name."""

    outcome: Outcome
    when: str
    effects: tuple[tuple[OutcomeEffect, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A rule table as a page shows it; `lists` are title and items of those lists that have any."""

    table: RuleTable
    subject: str
    scope: str
    requires: str
    conditions: tuple[ItemView, ...]
    lists: tuple[tuple[str, tuple[ItemView, ...]], ...]
    outcomes: tuple[OutcomeView, ...]


def tables_of_edition(name: str) -> tuple[TableView, ...]:
    """Return the rule tables of one edition, ready for a page; `name` reads document@first day."""
    library = shelf.current_rules()
    return tuple(_table_view(one, library.facts) for one in library.tables if one.edition == name)


def _table_view(table: RuleTable, facts: Mapping[str, FactDefinition]) -> TableView:
    names = {one.id: one.label for one in table.conditions}
    positive = _("可以容错的情形，至少属于一类") if table.positive_list_is_needed else _("可以容错的情形")
    lists = (
        (positive, table.positive_list),
        (_("不予容错的情形"), table.negative_list),
        (_("红线"), table.hard_stops),
    )
    return TableView(
        table=table,
        subject=schema_rules.TABLE_SUBJECTS[table.subject],
        scope="" if table.scope is None else table.scope.label,
        requires=_requires_text(table, facts, names),
        conditions=_item_views(table.conditions, facts),
        lists=tuple((title, _item_views(items, facts)) for title, items in lists if items),
        outcomes=tuple(_outcome_view(one, facts, names) for one in table.outcomes),
    )


def _requires_text(table: RuleTable, facts: Mapping[str, FactDefinition], names: Mapping[str, str]) -> str:
    """A plain list of conditions is counted; only what joins them in another way is spelled out."""
    joined = table.requires
    if isinstance(joined, expressions.Group) and all(isinstance(part, expressions.Met) for part in joined.parts):
        if joined.operator == "all_of":
            return _("下面 %(count)d 个条件全部满足。") % {"count": len(joined.parts)}
        if joined.operator == "any_of":
            return _("下面 %(count)d 个条件满足一个。") % {"count": len(joined.parts)}
    return evaluation.expression_text(joined, facts, names) + _("。")


def _item_views(items: tuple[RuleItem, ...], facts: Mapping[str, FactDefinition]) -> tuple[ItemView, ...]:
    views = []
    for one in items:
        element = element_label(one.element)
        is_said = bool(element) and one.label.startswith(element)
        views.append(ItemView(one, "" if is_said else element, evaluation.expression_text(one.test, facts, {})))
    return tuple(views)


def _outcome_view(one: Outcome, facts: Mapping[str, FactDefinition], names: Mapping[str, str]) -> OutcomeView:
    effects = tuple(
        (effect, tuple(schema_rules.ASSESSMENTS[code] for code in effect.assessments)) for effect in one.effects
    )
    when = "" if one.when is None else evaluation.expression_text(one.when, facts, names)
    return OutcomeView(one, when, effects)


@dataclass(frozen=True, slots=True)
class StageView:
    """A stage with its roles, papers and next steps by name."""

    stage: Stage
    roles: tuple[str, ...]
    papers: tuple[str, ...]
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A procedure as a page shows it: each side with its name, and the stages."""

    procedure: Procedure
    gate: str
    sides: tuple[tuple[str, Provision], ...]
    stages: tuple[StageView, ...]


def role_labels(stage: Stage | None) -> list[str]:
    """Return who acts in a stage, in words; none for a stage a text does not have."""
    return [schema_rules.ROLES[code] for code in stage.roles] if stage is not None else []


def paper_labels(stage: Stage | None) -> list[str]:
    """Return the papers of a stage, in words."""
    return [schema_rules.PAPERS[code] for code in stage.papers] if stage is not None else []


def next_labels(stage: Stage | None) -> list[str]:
    """Return where a stage leads, in the program's own names of stages."""
    return [schema_rules.STAGES[code] for code in stage.next] if stage is not None else []


def procedure_view(*, region: str, on: date, subject: str = "tolerance") -> ProcedureView | None:
    """Return the procedure of a region on a day, ready for a page."""
    found = procedure(region=region, on=on, subject=subject)
    if found is None:
        return None
    labels = {one.code: one.label for one in found.stages}
    sides = (
        (_("什么时候考虑"), found.gate),
        (_("谁负责"), found.lead_organs),
        (_("谁配合"), found.partner_organs),
        (_("听谁的意见"), found.party_opinion),
        (_("请谁参与核实"), found.outside_participants),
        (_("抄送"), found.copies_to),
    )
    return ProcedureView(
        procedure=found,
        gate=schema_rules.GATES[found.gate.code] if found.gate else "",
        sides=tuple((label, one) for label, one in sides if one is not None),
        stages=tuple(
            StageView(
                stage=one,
                roles=tuple(role_labels(one)),
                papers=tuple(paper_labels(one)),
                next=tuple(labels[code] for code in one.next),
            )
            for one in found.stages
        ),
    )


def facts_by_element() -> list[tuple[str, list[FactDefinition]]]:
    """Return the catalogue of facts under the names of the six elements; those of none come last."""
    groups: dict[str, list[FactDefinition]] = {code: [] for code in [*schema_rules.ELEMENTS, ""]}
    for one in fact_catalogue():
        groups[one.element].append(one)
    return [(element_label(code) or _("领域、处理和其他"), facts) for code, facts in groups.items() if facts]
