"""Which clauses may be cited in a case: those of the editions in force for its region on a day (DP12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from dandang.law.policies import queries as policies

from .. import errors


@dataclass(frozen=True, slots=True)
class CitedClause:
    """A clause as it is cited (安徽 第11点), with its summary and page."""

    text: str
    summary: str
    url: str
    reliability: str


def clauses_in_force(region: str, on: date) -> tuple[CitedClause, ...]:
    """This function will return every clause on tolerance in force for a region on a day, nearest text first."""
    found: list[CitedClause] = []
    for clause in policies.clauses_to_cite(region=region, on=on, subject="tolerance"):
        document = clause.edition.document
        url = policies.clause_url(document.key, clause.code, on=on)
        text = f"{document.short} {clause.label}".strip()
        found.append(CitedClause(text, clause.summary, url, clause.reliability))
    return tuple(found)


def require_clause(region: str, on: date, text: str, *, field: str = "clause") -> CitedClause:
    """This function will return the clause cited as `text`; raises ClauseNotInForce for one not in force that day."""
    wanted = text.strip()
    for clause in clauses_in_force(region, on):
        if clause.text == wanted:
            return clause
    words = _("“%(text)s”在 %(on)s 这一天、在本地不是有效的条款，不能拿来作依据。请从列出的有效条款里选。")
    raise errors.ClauseNotInForce(words % {"text": wanted, "on": on.isoformat()}, field=field)
