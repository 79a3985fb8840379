"""Addresses of the comparison and of the work-list of values that want checking."""

from __future__ import annotations

from django.urls import path

from dandang.law.policies import check_views, comparison_views

urlpatterns = [
    path("comparison/", comparison_views.comparison, name="comparison"),
    path("comparison/print/", comparison_views.comparison_print, name="comparison_print"),
    path("comparison/export/", comparison_views.comparison_export, name="comparison_export"),
    path("checks/", check_views.checks, name="checks"),
    path("checks/<int:number>/<str:key>/", check_views.check, name="check"),
]

POLICY = {
    "comparison": "SIGNED_IN",
    "comparison_print": "SIGNED_IN",
    "comparison_export": "SIGNED_IN",
    "checks": "SIGNED_IN",
    "check": "SIGNED_IN",
}
