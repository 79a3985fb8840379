"""Paths of the list of reports and of one report; the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import reports

PATHS = [
    path("", reports.reports, name="reports"),
    path("reports/<int:report_id>/", reports.report, name="report"),
]
POLICY = {
    "reports": "protection.view",
    "report": "protection.view",
}
