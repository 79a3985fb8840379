"""The circular of typical cases, with a red head: every case has its course, its judgement and its lesson."""

from __future__ import annotations

from dandang.law.documents.blocks import Block, Composed, address, imprint, joined, seal, text
from dandang.law.documents.compositions import findings
from dandang.law.documents.schema import casebook


def circular(facts: casebook.CaseCircular) -> Composed:
    """典型案例通报."""
    blocks = joined(
        address(facts.addressee),
        text(facts.lead_in),
        *(_case(number, one) for number, one in enumerate(facts.cases, start=1)),
        text(facts.closing),
        seal(facts.organ, facts.issued_on),
        imprint(facts.copies, facts.printed_by, facts.issued_on),
    )
    return Composed("red", facts.title, facts.organ, blocks, facts.number)


def _case(number: int, one: casebook.TaughtCase) -> list[Block]:
    return joined(
        text(f"{findings.numeral(number)}、{one.title}", 1),
        text(one.background),
        text(one.course),
        _told("认定和理由", one.judgement),
        text(f"结论：{one.outcome}{_clauses(one)}。"),
        _told("启示", one.lesson),
        text(f"（{one.citation}）" if one.citation else ""),
    )


def _told(label: str, words: str) -> list[Block]:
    return joined(text(f"（{label}）", 2), text(words)) if words else []


def _clauses(one: casebook.TaughtCase) -> str:
    return "".join(f"〔{clause}〕" for clause in one.clauses)
