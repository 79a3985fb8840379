"""Paths of the person's own pages and the verb each asks for."""

from __future__ import annotations

from django.urls import path

from .views import own

PATHS = [
    path("mine/", own.mine, name="mine"),
    path("mine/explanations/<int:allegation_id>/", own.explanation, name="my_explanation"),
]
POLICY = {
    "mine": "protection.own",
    "my_explanation": "protection.own",
}
