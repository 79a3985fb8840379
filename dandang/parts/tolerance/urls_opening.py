"""Paths of application, filing, acceptance and the team; the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import filings, opening, teams

_CASE = "cases/<int:case_id>/"
PATHS = [
    path("apply/", opening.apply, name="apply"),
    path("applied/<int:case_id>/withdrawal/", opening.withdraw, name="withdraw"),
    path("filings/", filings.filings, name="filings"),
    path("filings/new/", filings.filing_new, name="filing_new"),
    path("filings/<int:filing_id>/", filings.filing, name="filing"),
    path("filings/<int:filing_id>/receipt/", filings.filing_receipt, name="filing_receipt"),
    path(f"{_CASE}accept/", opening.accept, name="accept"),
    path(f"{_CASE}end/", opening.end, name="end"),
    path(f"{_CASE}raise/", opening.raise_up, name="raise"),
    path(f"{_CASE}team/", teams.team, name="team"),
    path(f"{_CASE}team/assign/", teams.team_assign, name="team_assign"),
    path(f"{_CASE}team/start/", teams.team_start, name="team_start"),
    path(f"{_CASE}team/<int:person_id>/recuse/", teams.team_recuse, name="team_recuse"),
    path(f"{_CASE}team/requests/<int:request_id>/", teams.recusal_answer, name="recusal_answer"),
    path(f"{_CASE}voices/", teams.voices, name="voices"),
    path(f"{_CASE}voices/party/", teams.party_ask, name="party_ask"),
    path(f"{_CASE}voices/party/answer/", teams.party_answer, name="party_answer"),
    path(f"{_CASE}voices/outside/", teams.outside_add, name="outside_add"),
    path(f"{_CASE}voices/statement/", teams.statement_key, name="statement_key"),
    path(f"{_CASE}voices/evidence/", teams.evidence_add, name="evidence_add"),
]
POLICY = {
    "apply": "tolerance.view",
    "withdraw": "tolerance.apply_for",
    "filings": "tolerance.view",
    "filing_new": "tolerance.file_plan",
    "filing": "tolerance.view",
    "filing_receipt": "tolerance.view",
    "accept": "tolerance.handle",
    "end": "tolerance.view",
    "raise": "tolerance.lead",
    "team": "tolerance.view",
    "team_assign": "tolerance.lead",
    "team_start": "tolerance.view",
    "team_recuse": "tolerance.view",
    "recusal_answer": "tolerance.lead",
    "voices": "tolerance.view",
    "party_ask": "tolerance.view",
    "party_answer": "tolerance.view",
    "outside_add": "tolerance.view",
    "statement_key": "tolerance.view",
    "evidence_add": "tolerance.view",
}
