"""Paths of the room and who may open each."""

from __future__ import annotations

from django.urls import path

from dandang.law.search import views

app_name = "search"

urlpatterns = [path("", views.search, name="search")]
# Everybody signed in may ask; each finds only what he may open.
POLICY = {"search": "SIGNED_IN"}
