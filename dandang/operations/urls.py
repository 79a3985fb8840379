"""The health address and the pages of the working-day calendar."""

from __future__ import annotations

from django.urls import path

from dandang.operations import views

app_name = "operations"
urlpatterns = [
    path("health", views.health, name="health"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/<int:year>/", views.year, name="year"),
    path("calendar/<int:year>/day/", views.set_day, name="set_day"),
    path("calendar/<int:year>/notice/", views.publish, name="publish"),
]
POLICY = {
    "health": "PUBLIC",
    "calendar": "calendars.year.read",
    "year": "calendars.year.read",
    "set_day": "calendars.year.edit",
    "publish": "calendars.year.edit",
}
