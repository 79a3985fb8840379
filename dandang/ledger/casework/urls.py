"""Meetings, their items, and the papers of both."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.casework.views import coordination, meetings, papers, records

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
    path("<int:meeting_id>/topics/", coordination.topic, name="topic"),
    path("topics/<int:topic_id>/remove/", coordination.remove, name="remove_topic"),
    path("topics/<int:topic_id>/subject/", coordination.subject, name="topic_subject"),
    path("<int:meeting_id>/follow-ups/", coordination.add, name="add_follow_up"),
    path("follow-ups/<int:follow_up_id>/", coordination.follow_up, name="follow_up"),
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
    "topic": "casework.meeting.prepare",
    "topic_subject": "casework.meeting.view",
    "remove_topic": "casework.meeting.prepare",
    "add_follow_up": "casework.meeting.record",
    "follow_up": "casework.follow_up.close",
    "item": "casework.meeting.view",
    "remove": "casework.meeting.prepare",
    "key": "casework.meeting.record",
    "check": "casework.meeting.record",
}
