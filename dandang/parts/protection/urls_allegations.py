"""Paths of a report's allegations, explanations, findings, answer and team, and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import allegations, answers, explanations, findings, team

PATHS = [
    path("reports/<int:report_id>/allegations/", allegations.allegations, name="allegations"),
    path("reports/<int:report_id>/allegations/new/", allegations.new, name="allegation_new"),
    path("reports/<int:report_id>/allegations/merge/", allegations.merge, name="allegation_merge"),
    path("reports/<int:report_id>/conclude/", findings.conclude, name="conclude"),
    path("reports/<int:report_id>/tolerance/", findings.consider_tolerance, name="consider_tolerance"),
    path("reports/<int:report_id>/answer/", answers.answer, name="answer"),
    path("reports/<int:report_id>/objection/", answers.objection, name="objection"),
    path("reports/<int:report_id>/objection/answer/", answers.objection_answer, name="objection_answer"),
    path("reports/<int:report_id>/reopen/", answers.reopen, name="reopen"),
    path("reports/<int:report_id>/team/", team.team, name="team"),
    path("reports/<int:report_id>/team/assign/", team.assign, name="team_assign"),
    path("reports/<int:report_id>/team/<int:person_id>/recuse/", team.recuse, name="team_recuse"),
    path("allegations/<int:allegation_id>/edit/", allegations.edit, name="allegation_edit"),
    path("allegations/<int:allegation_id>/split/", allegations.split, name="allegation_split"),
    path("allegations/<int:allegation_id>/withdraw/", allegations.withdraw, name="allegation_withdraw"),
    path("allegations/<int:allegation_id>/screen/", allegations.screen, name="allegation_screen"),
    path("allegations/<int:allegation_id>/handling/", allegations.handle, name="allegation_handling"),
    path("allegations/<int:allegation_id>/handling/approve/", allegations.handling_approve, name="handling_approve"),
    path("allegations/<int:allegation_id>/handling/return/", allegations.handling_return, name="handling_return"),
    path("allegations/<int:allegation_id>/explanation/", explanations.ask, name="explanation_ask"),
    path("allegations/<int:allegation_id>/explanation/paper/", explanations.key, name="explanation_key"),
    path("allegations/<int:allegation_id>/explanation/scan/", explanations.scan, name="explanation_scan"),
    path("allegations/<int:allegation_id>/explanation/judge/", explanations.judge, name="explanation_judge"),
    path("allegations/<int:allegation_id>/explanation/feedback/", explanations.feed_back, name="explanation_feed_back"),
    path("allegations/<int:allegation_id>/finding/", findings.find, name="finding"),
    path("allegations/<int:allegation_id>/finding/confirm/", findings.confirm, name="finding_confirm"),
    path("allegations/<int:allegation_id>/finding/return/", findings.send_back, name="finding_return"),
]
_BOTH = "protection.view"  # the office and those who verify; which of them, the report itself says
_STAFF = "protection.staff"
POLICY = {
    "allegations": _BOTH,
    "allegation_new": _STAFF,
    "allegation_merge": _STAFF,
    "conclude": _STAFF,
    "consider_tolerance": _STAFF,
    "answer": _STAFF,
    "objection": _STAFF,
    "objection_answer": _STAFF,
    "reopen": _STAFF,
    "team": _BOTH,
    "team_assign": _STAFF,
    "team_recuse": _BOTH,
    "allegation_edit": _STAFF,
    "allegation_split": _STAFF,
    "allegation_withdraw": _STAFF,
    "allegation_screen": _STAFF,
    "allegation_handling": _STAFF,
    "handling_approve": _STAFF,
    "handling_return": _STAFF,
    "explanation_ask": _STAFF,
    "explanation_key": _BOTH,
    "explanation_scan": _BOTH,
    "explanation_judge": _BOTH,
    "explanation_feed_back": _STAFF,
    "finding": _BOTH,
    "finding_confirm": _STAFF,
    "finding_return": _STAFF,
}
