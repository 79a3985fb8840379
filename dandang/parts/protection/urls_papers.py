"""Paths of the papers of reports, clarifications and false accusations; the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import papers

PATHS = [
    path("reports/<int:report_id>/papers/", papers.report_papers, name="report_papers"),
    path("reports/<int:report_id>/papers/<slug:kind>-<int:part>.<slug:ext>", papers.report_paper, name="report_paper"),
    path(
        "reports/<int:report_id>/papers/<slug:kind>-<int:part>/draft/",
        papers.draft_report_paper,
        name="draft_report_paper",
    ),
    path("clarifications/<int:clarification_id>/papers/", papers.clarification_papers, name="clarification_papers"),
    path(
        "clarifications/<int:clarification_id>/papers/<slug:kind>.<slug:ext>",
        papers.clarification_paper,
        name="clarification_paper",
    ),
    path(
        "clarifications/<int:clarification_id>/papers/<slug:kind>/draft/",
        papers.draft_clarification_paper,
        name="draft_clarification_paper",
    ),
    path("accusations/<int:accusation_id>/papers/", papers.accusation_papers, name="accusation_papers"),
    path(
        "accusations/<int:accusation_id>/papers/<slug:kind>.<slug:ext>",
        papers.accusation_paper,
        name="accusation_paper",
    ),
    path(
        "accusations/<int:accusation_id>/papers/<slug:kind>/draft/",
        papers.draft_accusation_paper,
        name="draft_accusation_paper",
    ),
]
POLICY = {
    "report_papers": "protection.staff",
    "report_paper": "protection.staff",
    "draft_report_paper": "protection.staff",
    "clarification_papers": "protection.staff",
    "clarification_paper": "protection.staff",
    "draft_clarification_paper": "protection.staff",
    "accusation_papers": "protection.staff",
    "accusation_paper": "protection.staff",
    "draft_accusation_paper": "protection.staff",
}
