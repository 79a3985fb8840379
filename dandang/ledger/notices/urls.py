"""One's own notices."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<int:notice_id>/read/", views.read, name="read"),
]
POLICY = {"list": "SIGNED_IN", "read_all": "SIGNED_IN", "read": "SIGNED_IN"}
