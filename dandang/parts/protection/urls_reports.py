"""Paths of the list of reports, of intake and of one report; the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import forwarding, intake, reports

_ONE = "reports/<int:report_id>/"
PATHS = [
    path("", reports.reports, name="reports"),
    path("reports.csv", reports.reports_table, name="reports_table"),
    path("register/", intake.register, name="register"),
    path("register/reference/", intake.register_reference, name="register_reference"),
    path("feedback/", forwarding.feedback, name="feedback"),
    path(_ONE, reports.report, name="report"),
    path(f"{_ONE}accept/", intake.accept, name="accept"),
    path(f"{_ONE}taking-up/", intake.take_up, name="take_up"),
    path(f"{_ONE}outcomes/", intake.outcomes, name="outcomes"),
    path(f"{_ONE}files/<int:file_id>/", intake.report_file, name="report_file"),
    path(f"{_ONE}files/<int:file_id>/showing/", intake.show_file, name="show_file"),
    path(f"{_ONE}forwarding/", forwarding.forward, name="forward"),
    path(f"{_ONE}forwarding/outside/", forwarding.send_outside, name="send_outside"),
    path(f"{_ONE}join/", forwarding.join, name="join"),
    path(f"{_ONE}letters/", forwarding.letters, name="letters"),
    path(f"{_ONE}summaries/", forwarding.redactions, name="redactions"),
    path(f"{_ONE}summaries/<int:redaction_id>/", forwarding.check_redaction, name="check_redaction"),
]
POLICY = {
    "reports": "protection.view",
    "reports_table": "protection.staff",
    "register": "protection.staff",
    "register_reference": "protection.staff",
    "feedback": "protection.staff",
    "report": "protection.view",
    "accept": "protection.staff",
    "take_up": "protection.staff",
    "outcomes": "protection.staff",
    "report_file": "protection.view",
    "show_file": "protection.staff",
    "forward": "protection.staff",
    "send_outside": "protection.staff",
    "join": "protection.staff",
    "letters": "protection.staff",
    "redactions": "protection.staff",
    "check_redaction": "protection.staff",
}
