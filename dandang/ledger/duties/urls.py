"""The first page of everyone."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.duties import views

app_name = "duties"
urlpatterns = [path("", views.home, name="home")]
POLICY = {"home": "SIGNED_IN"}
