"""Paths of figures, scoring, results and grades."""

from __future__ import annotations

from django.urls import path

from .views import grades, measures, runs, sheets

PATHS = [
    path("<int:cycle_id>/data/", measures.measures, name="measures"),
    path("<int:cycle_id>/data/sheet.xlsx", measures.measures_sheet, name="measures_sheet"),
    path("<int:cycle_id>/data/upload/", measures.measures_upload, name="measures_upload"),
    path("data/<int:upload_id>/", measures.data_upload, name="data_upload"),
    path("data/<int:upload_id>/marked.xlsx", measures.data_marked, name="data_marked"),
    path("data/<int:upload_id>/apply/", measures.data_apply, name="data_apply"),
    path("<int:cycle_id>/scoring/", runs.scoring, name="scoring"),
    path("<int:cycle_id>/scoring/<int:run_id>/", runs.run_progress, name="run_progress"),
    path("<int:cycle_id>/results/", runs.results, name="results"),
    path("<int:cycle_id>/results/export/", runs.results_export, name="results_export"),
    path("<int:cycle_id>/by-hand/", runs.by_hand, name="by_hand"),
    path("units/<int:unit_id>/grades/", grades.grades, name="grades"),
    path("units/<int:unit_id>/grades/rest/", grades.grade_rest, name="grade_rest"),
    path("units/<int:unit_id>/grades/send/", grades.send_up, name="send_up"),
    path("units/<int:unit_id>/grades/withdraw/", grades.withdraw, name="withdraw"),
    path("units/<int:unit_id>/quota/", grades.quota, name="quota"),
    path("people/<int:participant_id>/grade/", grades.grade, name="grade"),
    path("people/<int:participant_id>/comment/", grades.comment, name="comment"),
    path("people/<int:participant_id>/sheet/", sheets.sheet, name="sheet"),
]
POLICY = {
    "measures": "appraisal.view",
    "measures_sheet": "appraisal.prepare",
    "measures_upload": "appraisal.prepare",
    "data_upload": "appraisal.prepare",
    "data_marked": "appraisal.prepare",
    "data_apply": "appraisal.prepare",
    "scoring": "appraisal.view",
    "run_progress": "appraisal.view",
    "results": "appraisal.view",
    "results_export": "appraisal.view",
    "by_hand": "appraisal.view",
    "grades": "appraisal.view",
    "grade_rest": "appraisal.grade",
    "send_up": "appraisal.grade",
    "withdraw": "appraisal.grade",
    "quota": "appraisal.prepare",
    "grade": "appraisal.grade",
    "comment": "appraisal.grade",
    "sheet": "appraisal.view",
}
