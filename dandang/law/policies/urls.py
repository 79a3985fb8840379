"""Addresses of the policy library. Everybody signed in may read the law."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from dandang.law.policies import views


class DayConverter:
    """A day in an address: 2018-05-01."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, text: str) -> date:
        return date.fromisoformat(text)

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "policies_day")

app_name = "policies"

urlpatterns = [
    path("", views.documents, name="documents"),
    path("values/", views.values, name="values"),
    path("values/<str:key>/", views.value, name="value"),
    path("facts/", views.facts, name="facts"),
    path("editions/<int:number>/", views.edition_by_number, name="edition_by_number"),
    path("<slug:key>/", views.document, name="document"),
    path("<slug:key>/clauses/<slug:code>/", views.clause, name="clause_today"),
    path("<slug:key>/<policies_day:starts_on>/", views.document, name="edition"),
    path("<slug:key>/<policies_day:starts_on>/rules/", views.rules, name="rules"),
    path("<slug:key>/<policies_day:starts_on>/<slug:code>/", views.clause, name="clause"),
]

POLICY = {
    "documents": "SIGNED_IN",
    "document": "SIGNED_IN",
    "edition": "SIGNED_IN",
    "edition_by_number": "SIGNED_IN",
    "clause": "SIGNED_IN",
    "clause_today": "SIGNED_IN",
    "facts": "SIGNED_IN",
    "rules": "SIGNED_IN",
    "values": "SIGNED_IN",
    "value": "SIGNED_IN",
}
