"""Paths of lists, of one case, its evidence and papers, and of the person's own pages; the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import cases, evidence, own, papers

PATHS = [
    path("", cases.cases, name="cases"),
    path("applied/", cases.applied, name="applied"),
    path("applied/<int:case_id>/", cases.applied_case, name="applied_case"),
    path("applied/<int:case_id>/papers/<slug:kind>-<int:part>.<slug:ext>", papers.applied_paper, name="applied_paper"),
    path("cases/<int:case_id>/", cases.case, name="case"),
    path("cases/<int:case_id>/evidence/", evidence.evidence, name="evidence"),
    path("cases/<int:case_id>/evidence/<int:evidence_id>/", evidence.evidence_piece, name="evidence_piece"),
    path("cases/<int:case_id>/evidence/<int:evidence_id>/file/", evidence.evidence_file, name="evidence_file"),
    path("cases/<int:case_id>/papers/", papers.case_papers, name="case_papers"),
    path("cases/<int:case_id>/papers/<slug:kind>-<int:part>/draft/", papers.draft_case_paper, name="draft_paper"),
    path("cases/<int:case_id>/papers/<slug:kind>-<int:part>.<slug:ext>", papers.case_paper, name="case_paper"),
    path("application-form.<slug:ext>", papers.blank_application, name="blank_application"),
    path("mine/", own.mine, name="mine"),
    path("mine/<int:case_id>/", own.my_case, name="my_case"),
    path("mine/<int:case_id>/addition/", own.my_addition, name="my_addition"),
    path("mine/<int:case_id>/piece/", own.my_piece, name="my_piece"),
    path("mine/<int:case_id>/recusal/", own.my_recusal, name="my_recusal"),
    path("mine/<int:case_id>/withdrawal/", own.my_withdrawal, name="my_withdrawal"),
    path("mine/<int:case_id>/looks/", own.my_looks, name="my_looks"),
    path("mine/<int:case_id>/evidence/<int:evidence_id>/", evidence.my_evidence, name="my_evidence"),
    path("mine/<int:case_id>/papers/<slug:kind>-<int:part>.<slug:ext>", papers.my_paper, name="my_paper"),
]
POLICY = {
    "cases": "tolerance.view",
    "applied": "tolerance.apply_for",
    "applied_case": "tolerance.apply_for",
    "applied_paper": "tolerance.apply_for",
    "case": "tolerance.view",
    "evidence": "tolerance.view",
    "evidence_piece": "tolerance.view",
    "evidence_file": "tolerance.view",
    "case_papers": "tolerance.view",
    "draft_paper": "tolerance.handle",
    "case_paper": "tolerance.view",
    "blank_application": "tolerance.view",
    "mine": "tolerance.own",
    "my_case": "tolerance.own",
    "my_addition": "tolerance.own",
    "my_piece": "tolerance.own",
    "my_recusal": "tolerance.own",
    "my_withdrawal": "tolerance.own",
    "my_looks": "tolerance.own",
    "my_evidence": "tolerance.own",
    "my_paper": "tolerance.own",
}
