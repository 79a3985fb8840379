"""Paths of the numbers and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import statistics

PATHS = [
    path("statistics/", statistics.statistics, name="statistics"),
    path("statistics.csv", statistics.statistics_table, {"kind": "csv"}, name="statistics_csv"),
    path("statistics.xlsx", statistics.statistics_table, {"kind": "xlsx"}, name="statistics_xlsx"),
    path("statistics/rows/", statistics.statistics_rows, name="statistics_rows"),
]
POLICY = dict.fromkeys(("statistics", "statistics_csv", "statistics_xlsx", "statistics_rows"), "protection.statistics")
