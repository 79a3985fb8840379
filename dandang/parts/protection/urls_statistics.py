"""Paths of the numbers and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import statistics

PATHS = [
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics/rows/", statistics.statistics_rows, name="statistics_rows"),
]
POLICY = {"statistics": "protection.statistics", "statistics_rows": "protection.statistics"}
