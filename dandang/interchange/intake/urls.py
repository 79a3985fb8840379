"""Paths of the room, and who may open them."""

from __future__ import annotations

from django.urls import path

from dandang.interchange.intake import kinds, views

app_name = "intake"

urlpatterns = [
    path("", views.home, name="home"),
    path("<int:batch_id>/", views.batch, name="batch"),
    path("<int:batch_id>/columns/", views.columns, name="columns"),
    path("<int:batch_id>/check/", views.check, name="check"),
    path("<int:batch_id>/progress/", views.progress, name="progress"),
    path("<int:batch_id>/marked/", views.marked, name="marked"),
    path("<int:batch_id>/confirm/", views.confirm, name="confirm"),
    path("<int:batch_id>/withdraw/", views.withdraw, name="withdraw"),
    path("exports/", views.export_new, name="exports"),
    path("exports/<int:request_id>/", views.export, name="export"),
    path("exports/<int:request_id>/take/", views.export_take, name="export_take"),
]

POLICY = {
    "home": kinds.WRITE,
    "batch": kinds.READ,
    "columns": kinds.WRITE,
    "check": kinds.WRITE,
    "progress": kinds.READ,
    "marked": kinds.WRITE,
    "confirm": kinds.WRITE,
    "withdraw": kinds.WRITE,
    "exports": kinds.EXPORT,
    "export": kinds.EXPORT,
    "export_take": kinds.EXPORT,
}
