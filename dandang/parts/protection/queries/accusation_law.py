"""What do the packs say of a false accusation: who approves, how many verify, does harm belong to it, how long to wait?

Where the law is silent the page says 未规定. The least level of approval is this product's own rule and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ui.records import Clause
from dandang.law.policies import queries as policies
from dandang.law.policies.records import CENTRE, Value
from dandang.ledger.casework import queries as casework
from dandang.registry.people import queries as people

from .. import errors
from ..models import Accusation, Level

# What tells a false accusation from an unfounded report, and a mistaken one from a false one.
DEFINITION = "检举控告规则 第39条"
MISTAKEN = "四川诬告办法 第6条"
SECRECY = "检举控告规则 第47条"
CONFLICT = "公务员法 第76条"
_UNFOUNDED = re.compile(
    r"经?(?:核查|核实|调查|审查|查)|反映|举报|检举|控告|内容|问题|情况|失实|不实|不属实|不真实|查无实据|查无此事|没有(?:此事|依据|查实)"
    r"|无依据|子虚乌有|因此|所以|属于|完全|全部|均|都|就是|故意|认为|应当|认定|诬告|陷害|结论|报告|他|她|其|的|了|是|为|系|构成|\W"
)


@dataclass(frozen=True, slots=True)
class AccusationLaw:
    """The values that speak on a case, each with its citation. `least` is the stricter of the region's and our own."""

    approval: Value
    least: Value
    needs_harm: Value
    aggravating: Value
    investigators: Value
    wait: Value
    reasons: Value

    @property
    def is_harm_needed(self) -> bool:
        """Whether consequences belong to a false accusation here; where nothing is said they do not."""
        return self.needs_harm.value is True


def law_of(row: Accusation, *, on: date) -> AccusationLaw:
    """This function will return what the packs say of a case.

    What a false accusation is goes by the day of the report (DP12); who approves and how it is heard by the day asked.
    """
    then = row.report.received_on

    def now(key: str) -> Value:
        return policies.value(key, region=row.region, on=on)

    return AccusationLaw(
        approval=now("protection.false_accusation_approval_level"),
        least=least_level(row.region, on=on),
        needs_harm=policies.value("protection.false_accusation_needs_harm", region=row.region, on=then),
        aggravating=policies.value("protection.false_accusation_aggravating", region=row.region, on=then),
        investigators=now("protection.false_accusation_least_investigators"),
        wait=now("protection.false_accusation_wait_days"),
        reasons=reason_length(row.region, on=on),
    )


def least_level(region: str, *, on: date) -> Value:
    """This function will return the lowest level that may approve: a region may ask for a higher one, never a lower."""
    key = "protection.false_accusation_least_level"
    here, own = policies.value(key, region=region, on=on), policies.value(key, region=CENTRE, on=on)
    return here if rank(str(here.value)) >= rank(str(own.value)) else own


def reason_length(region: str, *, on: date) -> Value:
    """This function will return how many characters a reason has at least."""
    return policies.value("tolerance.reason_min_characters", region=region, on=on)


def rank(level: str) -> int:
    """This function will return how high a level stands; -1 for a word that is none, which no organ can reach."""
    levels = [str(one) for one in Level.values]
    return levels.index(level) if level in levels else -1


def require_level(level: str, least: Value, *, field: str = "level") -> None:
    """This function will refuse an approving organ below the least level, with the rule."""
    if level not in Level.values:
        raise BadInput(_("请选批准机关是哪一级。"), field=field)
    if rank(level) < rank(str(least.value)):
        words = _("%(level)s机关不能批准认定诬告，至少要%(least)s以上机关批准。请按程序上报。")
        raise errors.NotYet(words % {"level": level, "least": least.value}, clause=least.citation, field=field)


def require_words(region: str, text: str, label: str, *, on: date, field: str) -> str:
    """This function will return a reason without its margins; refuses one that is empty or too short (S2)."""
    rule = reason_length(region, on=on)
    faults = casework.reason_faults({label: text}, min_characters=int(rule.value or 0), copied={}, copied_limit=1)
    if faults:
        raise errors.MissingReason(faults[0].sentence, clause=rule.citation, field=field)
    return text.strip()


def only_says_unfounded(text: str, least: int) -> bool:
    """This function will say whether nothing is left of a text but that the report was not true."""
    return len(_UNFOUNDED.sub("", text)) < least


def chip(value: Value) -> Clause | None:
    """This function will return the chip of the clause a value stands on; None where no text speaks."""
    return Clause(value.citation, value.clause_url, value.reliability) if value.clause_url else None


def named(person_id: int | None) -> str:
    """This function will return a person's name, empty for none."""
    return people.names_of([person_id]).get(str(person_id), "") if person_id else ""
