"""Paths of findings and hearing, the person's reply, and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import findings, hearings, replies

PATHS = [
    path("cases/<int:case_id>/findings/", findings.findings, name="findings"),
    path("cases/<int:case_id>/findings/elements/<str:element>/", findings.element, name="element"),
    path("cases/<int:case_id>/findings/distinctions/<str:pair>/", findings.distinction, name="distinction"),
    path("cases/<int:case_id>/findings/lists/<str:item>/", findings.list_item, name="list_item"),
    path("cases/<int:case_id>/facts/", findings.facts, name="facts"),
    path("cases/<int:case_id>/report/", findings.report, name="report"),
    path("cases/<int:case_id>/again/", findings.investigate_again, name="investigate_again"),
    path("cases/<int:case_id>/hearing/", hearings.hearing, name="hearing"),
    path("cases/<int:case_id>/hearing/notice/", hearings.notice, name="hearing_notice"),
    path("cases/<int:case_id>/hearing/skip/", hearings.skip, name="hearing_skip"),
    path("cases/<int:case_id>/hearing/record/", hearings.record, name="hearing_record"),
    path("cases/<int:case_id>/hearing/waiver/", hearings.waiver, name="hearing_waiver"),
    path("cases/<int:case_id>/hearing/end/", hearings.close, name="hearing_close"),
    path("cases/<int:case_id>/hearing/scan/", hearings.scan, name="hearing_scan"),
    path("cases/<int:case_id>/hearing/points/<int:point_id>/answer/", hearings.answer, name="hearing_answer"),
    path("cases/<int:case_id>/hearing/points/<int:point_id>/words/", hearings.words, name="hearing_words"),
    path("mine/<int:case_id>/reply/", replies.my_reply, name="my_reply"),
    path("mine/<int:case_id>/reply/<int:point_id>/", replies.my_words, name="my_words"),
    path("mine/<int:case_id>/material/", replies.my_material, name="my_material"),
]
POLICY = {
    "findings": "tolerance.part",
    "element": "tolerance.part",
    "distinction": "tolerance.part",
    "list_item": "tolerance.part",
    "facts": "tolerance.part",
    "report": "tolerance.part",
    "investigate_again": "tolerance.view",
    "hearing": "tolerance.view",
    "hearing_notice": "tolerance.handle",
    "hearing_skip": "tolerance.handle",
    "hearing_record": "tolerance.handle",
    "hearing_waiver": "tolerance.handle",
    "hearing_close": "tolerance.handle",
    "hearing_scan": "tolerance.view",
    "hearing_answer": "tolerance.handle",
    "hearing_words": "tolerance.handle",
    "my_reply": "tolerance.own",
    "my_words": "tolerance.own",
    "my_material": "tolerance.own",
}
