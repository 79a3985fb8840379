"""Meetings, their items, and the papers of both."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.casework.views import meetings, papers, records

app_name = "casework"
urlpatterns = [
    path("", meetings.meetings, name="meetings"),
    path("new/", meetings.new, name="new"),
    path("<int:meeting_id>/", meetings.meeting, name="meeting"),
    path("<int:meeting_id>/members/", meetings.members, name="members"),
    path("<int:meeting_id>/cancel/", meetings.cancel, name="cancel"),
    path("<int:meeting_id>/attendance/", records.attendance, name="attendance"),
    path("<int:meeting_id>/minutes/", records.minutes, name="minutes"),
    path("<int:meeting_id>/booklets/", papers.booklets, name="booklets"),
    path("<int:meeting_id>/booklets/return/", papers.take_back, name="take_back"),
    path("<int:meeting_id>/<str:what>.pdf", papers.paper, name="paper"),
    path("items/<int:item_id>/", meetings.item, name="item"),
    path("items/<int:item_id>/remove/", meetings.remove, name="remove"),
    path("items/<int:item_id>/key/", records.key, name="key"),
    path("items/<int:item_id>/check/", records.check, name="check"),
]
POLICY = {
    "meetings": "casework.meeting.view",
    "new": "casework.meeting.prepare",
    "meeting": "casework.meeting.view",
    "members": "casework.meeting.prepare",
    "cancel": "casework.meeting.prepare",
    "attendance": "casework.meeting.record",
    "minutes": "casework.meeting.record",
    "booklets": "casework.meeting.record",
    "take_back": "casework.meeting.record",
    "paper": "casework.meeting.view",
    "item": "casework.meeting.view",
    "remove": "casework.meeting.prepare",
    "key": "casework.meeting.record",
    "check": "casework.meeting.record",
}
