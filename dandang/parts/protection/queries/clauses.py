"""Which clauses may be cited in a report: those of the texts in force for its region on a day (DP12)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput
from dandang.law.policies import queries as policies

# Texts on reports, clarification and discipline carry the subject of tolerance in the packs.
_SUBJECT = "tolerance"


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause as it is cited (检举控告规则 第17条), with its summary and page."""

    text: str
    summary: str
    url: str
    reliability: str
    document: str


def clauses_in_force(region: str, on: date) -> tuple[CitedClause, ...]:
    """This function will return the clauses in force for a region on a day that may be cited, nearest text first.

    A clause whose number nobody has seen is cited by its text's name and what it says.
    """
    found: list[CitedClause] = []
    for clause in policies.clauses_to_cite(region=region, on=on, subject=_SUBJECT):
        document = clause.edition.document
        url = policies.clause_url(document.key, clause.code, on=on)
        text = f"{document.short} {clause.label or phrase(clause.summary)}".strip()
        found.append(CitedClause(text, clause.summary, url, clause.reliability, document.key))
    return tuple(found)


def phrase(summary: str) -> str:
    """This function will return the first phrase of a summary: it stands in signed papers, so it ends at a pause."""
    return re.split("[，；。：（]", summary)[0][:20]


def choices(clauses: Sequence[CitedClause]) -> list[tuple[str, str]]:
    """This function will return the clauses for a select: how each is cited and what it says."""
    return [(one.text, f"{one.text}　{one.summary[:36]}") for one in clauses]


def require_clause(region: str, on: date, text: str, *, field: str = "clause") -> CitedClause:
    """This function will return the clause cited as `text`. Refuses one that is not in force here on that day."""
    wanted = text.strip()
    for clause in clauses_in_force(region, on):
        if clause.text == wanted:
            return clause
    words = _("“%(text)s”在 %(on)s 这一天、在本地不是有效的条款，不能拿来作依据。请从列出的有效条款里选。")
    raise BadInput(words % {"text": wanted, "on": on.isoformat()}, field=field)
