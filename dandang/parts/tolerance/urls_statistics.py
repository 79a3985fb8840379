"""Paths of the numbers of the year and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import statistics

PATHS = [
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/cases/", statistics.statistics_cases, name="statistics_cases"),
]
POLICY = {"statistics": "tolerance.statistics", "statistics_cases": "tolerance.statistics"}
