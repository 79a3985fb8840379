"""Paths of 公示, the decision, the notices, the papers, and the own pages of the person assessed."""

from __future__ import annotations

from django.urls import path

from .views import notices, own, papers, publicity, sealing

PATHS = [
    path("units/<int:unit_id>/publicity/", publicity.publicity, name="publicity"),
    path("units/<int:unit_id>/publicity/start/", publicity.publicity_start, name="publicity_start"),
    path("units/<int:unit_id>/publicity/feedback/", publicity.publicity_feedback, name="publicity_feedback"),
    path("units/<int:unit_id>/sealing/", sealing.sealing, name="sealing"),
    path("units/<int:unit_id>/notices/", notices.notices, name="notices"),
    path("units/<int:unit_id>/notices/serve/", notices.notices_serve, name="notices_serve"),
    path("people/<int:participant_id>/receipt/", notices.receipt, name="receipt"),
    path("people/<int:participant_id>/receipt/scan/", notices.receipt_scan, name="receipt_scan"),
    path("units/<int:unit_id>/papers/", papers.papers, name="papers"),
    path("units/<int:unit_id>/papers/<slug:kind>.<slug:ext>", papers.unit_paper, name="unit_paper"),
    path("people/<int:participant_id>/papers/<slug:kind>.<slug:ext>", papers.person_paper, name="person_paper"),
    path("mine/", own.mine, name="mine"),
    path("mine/<int:participant_id>/", own.my_result, name="my_result"),
    path("mine/<int:participant_id>/acknowledge/", own.my_acknowledge, name="my_acknowledge"),
    path("mine/<int:participant_id>/summary/", own.my_summary, name="my_summary"),
    path("mine/<int:participant_id>/papers/<slug:kind>.<slug:ext>", own.my_paper, name="my_paper"),
]
POLICY = {
    "publicity": "appraisal.view",
    "publicity_start": "appraisal.grade",
    "publicity_feedback": "appraisal.grade",
    "sealing": "appraisal.view",
    "notices": "appraisal.view",
    "notices_serve": "appraisal.notice",
    "receipt": "appraisal.notice",
    "receipt_scan": "appraisal.notice",
    "papers": "appraisal.view",
    "unit_paper": "appraisal.view",
    "person_paper": "appraisal.view",
    "mine": "appraisal.own",
    "my_result": "appraisal.own",
    "my_acknowledge": "appraisal.own",
    "my_summary": "appraisal.own",
    "my_paper": "appraisal.own",
}
