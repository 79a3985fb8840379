"""Paths of ballots: for those who organise them, and the phone pages that need only a ticket."""

from __future__ import annotations

from django.urls import path

from .views import ballots, phone

PATHS = [
    path("units/<int:unit_id>/", ballots.unit_detail, name="unit"),
    path("units/<int:unit_id>/rolls/", ballots.rolls_draw, name="rolls_draw"),
    path("units/<int:unit_id>/key/", ballots.ballot_key, name="ballot_key"),
    path("units/<int:unit_id>/book/", ballots.ballot_book, name="ballot_book"),
    path("units/<int:unit_id>/book/empty.xlsx", ballots.ballot_book_empty, name="ballot_book_empty"),
    path("rolls/<int:roll_id>/", ballots.roll_detail, name="roll"),
    path("rolls/<int:roll_id>/tickets/", ballots.tickets_issue, name="tickets_issue"),
    path("rolls/<int:roll_id>/tickets/again/", ballots.tickets_reissue, name="tickets_reissue"),
    path("rolls/<int:roll_id>/sheet.pdf", ballots.ballot_sheet, name="ballot_sheet"),
    path("<int:cycle_id>/turnout/", ballots.turnout, name="turnout"),
    path("ballot/", phone.ballot_enter, name="ballot_enter"),
    path("ballot/fill/", phone.ballot_fill, name="ballot_fill"),
]
POLICY = {
    "unit": "appraisal.view",
    "rolls_draw": "appraisal.ballots",
    "ballot_key": "appraisal.ballots",
    "ballot_book": "appraisal.ballots",
    "ballot_book_empty": "appraisal.ballots",
    "roll": "appraisal.ballots",
    "tickets_issue": "appraisal.ballots",
    "tickets_reissue": "appraisal.ballots",
    "ballot_sheet": "appraisal.ballots",
    "turnout": "appraisal.view",
    "ballot_enter": "PUBLIC",
    "ballot_fill": "PUBLIC",
}
