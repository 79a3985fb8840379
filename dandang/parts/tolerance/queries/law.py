"""Which law speaks in a case: clauses to cite, lists, facts asked for, all by the day of the act (LW-06)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.law.policies import queries as policies
from dandang.law.policies.records import Citation, FactDefinition, RuleItem, RuleTable, Value

from .. import errors
from ..models import Case
from . import clauses
from .outcomes import advice_of

POSITIVE, NEGATIVE, STOP = "POSITIVE", "NEGATIVE", "STOP"
NOTICE_DAYS = "tolerance.hearing_notice_days"


@dataclass(frozen=True, slots=True)
class ClauseChoice:
    """A clause that may be cited: its chip, what it says, its edition, and whether that came only after the act.

    `is_of_table` when a condition, list or outcome of the rule table rests on it, not just the same document.
    """

    text: str
    summary: str
    url: str
    reliability: str
    edition: str
    is_later: bool = False
    is_of_table: bool = True


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list of the table in force on the day of the act; `part` is POSITIVE, NEGATIVE or STOP."""

    part: str
    item: RuleItem


# Clauses ---------------------------------------------------------------------------------------------------------


def clause_choices(case: Case, *, on: date) -> tuple[ClauseChoice, ...]:
    """This function will return the clauses a finding may cite: of the day of the act, then those of later texts.

    A later one may only be used when it is milder and the finding says why. Basis: 从旧兼从轻, DP12.
    """
    then = [choice for table in _tables(case) for choice in _choices(table, is_later=False)]
    known = {choice.text for choice in then}
    later = [choice for table in _later(case, on) for choice in _choices(table, is_later=True)]
    return (*then, *(choice for choice in later if choice.text not in known))


def require_citable(case: Case, text: str, later_because: str, *, on: date) -> None:
    """This function will refuse a clause that may not be cited in the case (DP12).

    In force on the day of the act: always. Later: only when the evaluator finds it milder for the facts on file and
    the finding says why it is used. Raises ClauseNotInForce, MissingReason.
    """
    wanted = text.strip()
    choice = next((one for one in clause_choices(case, on=on) if one.text == wanted), None)
    if choice is None:
        clauses.require_clause(case.region, case.acted_on, wanted)
    elif choice.is_later:
        _require_milder(case, choice, later_because, on)


def _require_milder(case: Case, choice: ClauseChoice, later_because: str, on: date) -> None:
    advice = advice_of(case, on=on)
    if advice is None or advice.milder is None or advice.milder.edition != choice.edition:
        words = _(
            "“%(text)s”在行为日 %(day)s 还没有施行，按已经填的事实也不能认定它较轻，所以不能引用。"
            "请从行为当日有效的条款里选；认为它较轻的，先在“事实对照”里把事实填全。"
        )
        said = {"text": choice.text, "day": case.acted_on.isoformat()}
        raise errors.ClauseNotInForce(words % said, field="clause", clause=_("从旧兼从轻"))
    if not later_because.strip():
        words = _("“%(text)s”是行为日以后才施行的，因为较轻才可以用。请写明为什么用它。") % {"text": choice.text}
        raise errors.MissingReason(words, field="later_because")


def citations(case: Case, *, on: date) -> dict[str, ClauseChoice]:
    """This function will return the chips of the clauses that findings cite, by their text. No query."""
    return {choice.text: choice for choice in reversed(clause_choices(case, on=on))}


def _choices(table: RuleTable, *, is_later: bool) -> Iterable[ClauseChoice]:
    lists = (table.conditions, table.positive_list, table.negative_list, table.hard_stops, table.outcomes)
    used = {one.citation.clause for items in lists for one in items}
    for code, cited in table.clauses.items():
        text = _later_text(cited, table) if is_later else cited.text
        yield ClauseChoice(text, cited.summary, cited.url, cited.reliability, table.edition, is_later, code in used)


def _later_text(cited: Citation, table: RuleTable) -> str:
    """An edition that came after the act keeps its day in the citation, so that nobody takes it for the older one."""
    return f"{cited.text}（{table.in_force_from.isoformat()} 起施行）"


# Tables ----------------------------------------------------------------------------------------------------------


def table_of(case: Case, *, on: date) -> RuleTable | None:
    """This function will return the rule table the advice comes from: of the day of the act, nearest first."""
    tables = _tables(case)
    advice = advice_of(case, on=on)
    said = advice.of_the_day if advice else None
    named = next((one for one in tables if said is not None and one.edition == said.edition), None)
    return named or next((one for one in tables if one.scope is None), None)


def list_items(case: Case, *, on: date) -> tuple[ListItem, ...]:
    """This function will return red lines, negative and positive list of the table of the day of the act."""
    table = table_of(case, on=on)
    if table is None:
        return ()
    lists = ((STOP, table.hard_stops), (NEGATIVE, table.negative_list), (POSITIVE, table.positive_list))
    return tuple(ListItem(part, item) for part, items in lists for item in items)


def asked_facts(case: Case, *, on: date) -> tuple[FactDefinition, ...]:
    """This function will return the facts that the tables in question ask for, in the order of the six elements.

    They are found by asking each table about no facts at all: then everything it reads is open.
    """
    open_facts: set[str] = set()
    for table in (*_tables(case), *_later(case, on)):
        said = policies.evaluate(table, {})
        open_facts |= {*said.missing, *(fact for line in said.trace for fact in line.missing)}
    return tuple(one for one in policies.fact_catalogue() if one.key in open_facts)


def fact_labels() -> dict[str, str]:
    """This function will return the question of each fact by its key."""
    return {one.key: one.label for one in policies.fact_catalogue()}


def _tables(case: Case) -> tuple[RuleTable, ...]:
    return policies.rule_tables_in_force(region=case.region, on=case.acted_on)


def _later(case: Case, on: date) -> tuple[RuleTable, ...]:
    if on <= case.acted_on:
        return ()
    return policies.later_rule_tables(region=case.region, acted_on=case.acted_on, on=on)


# Procedure -----------------------------------------------------------------------------------------------------------


def notice_days(case: Case) -> Value:
    """This function will return how many days a hearing is announced ahead; its value None is 未规定, never zero.

    By the edition of the day the case was applied for: a later one changes nothing in a running case.
    """
    return policies.value(NOTICE_DAYS, region=case.region, on=case.applied_on)


def wants_party_opinion(case: Case) -> bool:
    """This function will say whether the procedure pinned to the case asks for the view of the party organisation."""
    return bool(case.procedure.get("party_opinion"))
