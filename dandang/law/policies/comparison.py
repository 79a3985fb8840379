"""What do two regions, or two editions of one document, say of the same things, side by side? Pure.

A side that is silent takes over what the centre says; where the centre is silent too nothing is laid down, which is
never zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dandang.law.policies import rules
from dandang.law.policies.records import Citation, Key, Outcome, Procedure, Provision, RuleItem, RuleTable, Stage, Value
from dandang.law.policies.schema_rules import ASSESSMENTS, OPENERS, ROLES

SAID, NOT_GIVEN, INHERITED, SILENT = "SAID", "NOT_GIVEN", "INHERITED", "SILENT"
VALUES, RULES, PROCEDURE = "VALUES", "RULES", "PROCEDURE"
PROVISION_LABELS = {
    "gate": "什么时候考虑容错",
    "lead_organs": "谁负责",
    "partner_organs": "谁配合",
    "party_opinion": "听谁的意见",
    "outside_participants": "请谁参与核实",
    "copies_to": "抄送",
}
LIST_LABELS = {
    "conditions": "要件",
    "positive_list": "可以容错的情形",
    "negative_list": "不予容错的情形",
    "hard_stops": "红线",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing a side says, in words, with where it says so."""

    text: str
    note: str = ""
    citation: str = ""
    url: str = ""
    reliability: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one side says: SAID; NOT_GIVEN (spoken of without a figure); INHERITED from the centre; SILENT, 未规定."""

    state: str
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One thing across the sides. `centre` is None where two editions are compared. `key` is that of a `Switch`."""

    key: str
    label: str
    subject: str
    part: str
    centre: Cell | None
    here: Cell
    there: Cell
    is_different: bool
    value_here: Value | None = None
    value_there: Value | None = None

    @property
    def is_spoken_of(self) -> bool:
        """Whether any side says anything at all."""
        return any(cell is not None and cell.state != SILENT for cell in (self.centre, self.here, self.there))


@dataclass(frozen=True, slots=True)
class Side:
    """A region on a day, or one edition. `own` is what it says itself, `answers` what applies there, by key."""

    name: str
    own: Mapping[str, Value]
    answers: Mapping[str, Value]
    table: RuleTable | None = None
    procedure: Procedure | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides, and the centre above them; None where two editions of one document are compared."""

    centre: Side | None
    here: Side
    there: Side

    def cells(self, said_by: Callable[[Side], Cell], *, takes_over: bool = False) -> tuple[Cell | None, Cell, Cell]:
        """Each side's cell; what a side merely takes over from the centre is marked as such.

        A silent side takes over a figure. It does not take over an item of a rule table, which replaces the table above
        it whole, nor a step of a procedure, which is put together before it gets here.
        """
        centre = None if self.centre is None else said_by(self.centre)
        here, there = (_below(said_by(side), centre, takes_over) for side in (self.here, self.there))
        return centre, here, there


def _below(cell: Cell, centre: Cell | None, takes_over: bool) -> Cell:
    if centre is None or centre.state == SILENT:
        return cell
    if cell.state == SILENT:
        return Cell(INHERITED) if takes_over and centre.state == SAID else cell
    return Cell(INHERITED) if cell == centre else cell


def rows(keys: Iterable[Key], sides: Sides) -> list[Row]:
    """Return every key, rule and step of procedure with what each side says of it."""
    return [*(_value_row(key, sides) for key in keys), *_rule_rows(sides), *_procedure_rows(sides)]


# Values ----------------------------------------------------------------------------------------------------------


def _value_row(key: Key, sides: Sides) -> Row:
    centre, here, there = sides.cells(
        lambda side: _value_cell(side.own.get(key.key), side.answers.get(key.key)), takes_over=True
    )
    return Row(
        key=key.key,
        label=key.label,
        subject=key.subject,
        part=VALUES,
        centre=centre,
        here=here,
        there=there,
        is_different=_means(sides.here, key.key) != _means(sides.there, key.key),
        value_here=sides.here.answers.get(key.key),
        value_there=sides.there.answers.get(key.key),
    )


def _value_cell(own: Value | None, answer: Value | None) -> Cell:
    if own is None:
        return Cell(SILENT)
    note = own.note
    if own.value is None and answer is not None and answer.value is not None:
        note = f"{note}；数沿用{answer.citation}" if note else f"数沿用{answer.citation}"
    elif answer is not None and answer.edition != own.edition and answer.note:
        note = answer.note
    said = Said(own.text, note, own.citation, own.clause_url, own.reliability)
    return Cell(SAID if own.value is not None else NOT_GIVEN, (said,))


def _means(side: Side, key: str) -> tuple[Any, ...]:
    """What applies, and what the side says of it without a figure."""
    answer, own = side.answers.get(key), side.own.get(key)
    spoken = own.note or own.citation if own is not None and own.value is None else ""
    return (None, "", spoken) if answer is None else (answer.value, answer.sense, spoken)


# Rule tables -----------------------------------------------------------------------------------------------------


def _rule_rows(sides: Sides) -> list[Row]:
    if all(side is None or side.table is None for side in (sides.centre, sides.here, sides.there)):
        return []
    found = [_table_row(sides)]
    for part, title in LIST_LABELS.items():
        found += _item_rows(sides, part, title)
    return found + _outcome_rows(sides)


def _table_row(sides: Sides) -> Row:
    def cell(side: Side) -> Cell:
        if side.table is None:
            return Cell(SILENT)
        cited = next(iter(side.table.conditions), None)
        return Cell(SAID, (_said(side.table.title, cited.citation if cited else None),))

    here, there = sides.here.table, sides.there.table
    return _row("rules.tolerance", "规则对照的提示", RULES, sides, cell, _judges(here) != _judges(there))


def _judges(table: RuleTable | None) -> Any:
    """What decides the advice of a table, without its words and clauses."""
    if table is None:
        return None
    lists = tuple(tuple((one.id, one.test) for one in getattr(table, part)) for part in LIST_LABELS)
    outcomes = tuple((one.code, one.when, one.needs_correction) for one in table.outcomes)
    return lists, table.requires, table.positive_list_is_needed, outcomes


def _item_rows(sides: Sides, part: str, title: str) -> list[Row]:
    def items(side: Side | None) -> dict[str, RuleItem]:
        return {} if side is None or side.table is None else {one.id: one for one in getattr(side.table, part)}

    def row(code: str, label: str) -> Row:
        def cell(side: Side) -> Cell:
            one = items(side).get(code)
            return Cell(SILENT) if one is None else Cell(SAID, (_said(one.label, one.citation, one.explanation),))

        tests = [one.test if one else None for one in (items(sides.here).get(code), items(sides.there).get(code))]
        return _row(f"rules.tolerance.{part}.{code}", f"{title}：{label}", RULES, sides, cell, tests[0] != tests[1])

    labels = {code: one.label for side in _all(sides) for code, one in items(side).items()}
    return [row(code, _short(part, place, label)) for place, (code, label) in enumerate(labels.items(), start=1)]


def _short(part: str, place: int, label: str) -> str:
    """The name of a condition (动机态度) or the place of a list's item; the words themselves stand in the cells."""
    return label.partition("：")[0] if part == "conditions" else str(place)


def _outcome_rows(sides: Sides) -> list[Row]:
    def row(code: str, label: str) -> Row:
        def cell(side: Side) -> Cell:
            one = side.table.outcome(code) if side.table is not None else None
            return Cell(SILENT) if one is None else Cell(SAID, (_said(one.label, one.citation, _effects(one)),))

        means = [_outcome_means(side.table.outcome(code) if side.table else None) for side in (sides.here, sides.there)]
        return _row(f"rules.tolerance.outcomes.{code}", f"结果：{label}", RULES, sides, cell, means[0] != means[1])

    labels = {one.code: one.label for side in _all(sides) if side.table is not None for one in side.table.outcomes}
    return [row(code, label) for code, label in labels.items()]


def _outcome_means(one: Outcome | None) -> Any:
    if one is None:
        return None
    effects = tuple((each.kind, each.assessments, each.awards, each.selection, each.months) for each in one.effects)
    return one.when, one.needs_correction, effects


def _effects(one: Outcome) -> str:
    said = ["同时责令整改"] if one.needs_correction else []
    for effect in one.effects:
        if effect.assessments:
            said.append("不作负面评价：" + "、".join(ASSESSMENTS[code] for code in effect.assessments))
        if effect.awards:
            said.append("评先奖优、表彰不受影响")
        if effect.selection:
            said.append("选拔任用公正看待")
        if effect.months is not None:
            said.append(f"{effect.months} 个月")
    return "；".join(said)


# Procedures ------------------------------------------------------------------------------------------------------


def _procedure_rows(sides: Sides) -> list[Row]:
    if all(side.procedure is None for side in _all(sides)):
        return []
    found = [_openers_row(sides)]
    found += [_provision_row(sides, name, label) for name, label in PROVISION_LABELS.items()]
    labels = {one.code: one.label for side in _all(sides) if side.procedure for one in side.procedure.stages}
    return found + [_stage_row(sides, code, label) for code, label in labels.items()]


def _openers_row(sides: Sides) -> Row:
    def cell(side: Side) -> Cell:
        openers = side.procedure.openers if side.procedure is not None else ()
        said = tuple(_said(OPENERS[one.who], one.citation) for one in openers)
        return Cell(SAID, said) if said else Cell(SILENT)

    who = [{one.who for one in side.procedure.openers} if side.procedure else set() for side in _two(sides)]
    return _row("procedure.tolerance.openers", "谁可以启动", PROCEDURE, sides, cell, who[0] != who[1])


def _provision_row(sides: Sides, name: str, label: str) -> Row:
    def said_by(side: Side) -> Provision | None:
        found: Provision | None = getattr(side.procedure, name) if side.procedure is not None else None
        return found

    def cell(side: Side) -> Cell:
        one = said_by(side)
        return Cell(SILENT) if one is None else Cell(SAID, (_said(one.text, one.citation, "、".join(one.names)),))

    means = [(one.code, one.names, one.text) if one else None for one in map(said_by, _two(sides))]
    return _row(f"procedure.tolerance.{name}", label, PROCEDURE, sides, cell, means[0] != means[1])


def _stage_row(sides: Sides, code: str, label: str) -> Row:
    def cell(side: Side) -> Cell:
        one = side.procedure.stage(code) if side.procedure is not None else None
        return Cell(SILENT) if one is None else Cell(SAID, (_said(_stage_words(one), one.citation, _stage_note(one)),))

    stages = [side.procedure.stage(code) if side.procedure else None for side in _two(sides)]
    means = [None if one is None else (one.roles, one.papers, one.next, _deadline(one)) for one in stages]
    key = f"procedure.tolerance.stages.{code}"
    return _row(key, f"步骤：{label}", PROCEDURE, sides, cell, means[0] != means[1])


def _deadline(one: Stage) -> Any:
    if one.deadline is None or one.deadline.amount is None:
        return None
    due = one.deadline
    return due.amount, due.unit, due.counted_from, due.longest_extension


def _stage_words(one: Stage) -> str:
    return "期限" + (one.deadline.text if one.deadline is not None else rules.NOT_GIVEN_WORDS)


def _stage_note(one: Stage) -> str:
    return "、".join(ROLES[code] for code in one.roles)


# Both ------------------------------------------------------------------------------------------------------------


def _row(key: str, label: str, part: str, sides: Sides, said_by: Callable[[Side], Cell], is_different: bool) -> Row:
    centre, here, there = sides.cells(said_by)
    return Row(key, label, "tolerance", part, centre, here, there, is_different)


def _said(text: str, cited: Citation | None, note: str = "") -> Said:
    if cited is None:
        return Said(text, note)
    return Said(text, note, cited.text, cited.url, cited.reliability)


def _all(sides: Sides) -> list[Side]:
    return [side for side in (sides.centre, sides.here, sides.there) if side is not None]


def _two(sides: Sides) -> Sequence[Side]:
    return (sides.here, sides.there)
