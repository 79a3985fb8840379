"""Addresses of the policy library. Everybody signed in may read the law."""

from __future__ import annotations

from datetime import date

from django.urls import path, register_converter

from dandang.law.policies import draft_views, text_views, urls_comparison, views


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
    *urls_comparison.urlpatterns,
    path("editions/<int:number>/", views.edition_by_number, name="edition_by_number"),
    path("drafts/", draft_views.drafts, name="drafts"),
    path("drafts/new/", draft_views.new_draft, name="new_draft"),
    path("drafts/<int:draft_id>/", draft_views.draft, name="draft"),
    path("drafts/<int:draft_id>/check/", draft_views.check, name="draft_check"),
    path("drafts/<int:draft_id>/whole/", draft_views.whole, name="draft_whole"),
    path("drafts/<int:draft_id>/submit/", draft_views.submit, name="draft_submit"),
    path("drafts/<int:draft_id>/approval/", draft_views.approval, name="draft_approval"),
    path("drafts/<int:draft_id>/drop/", draft_views.drop, name="draft_drop"),
    path("drafts/<int:draft_id>/<slug:section>/", draft_views.section, name="draft_section"),
    path("drafts/<int:draft_id>/<slug:section>/new/", draft_views.entry, name="draft_new_entry"),
    path("drafts/<int:draft_id>/<slug:section>/<int:place>/", draft_views.entry, name="draft_entry"),
    path("texts/<int:text_id>/", text_views.text_cut, name="text_cut"),
    path("<slug:key>/", views.document, name="document"),
    path("<slug:key>/clauses/<slug:code>/", views.clause, name="clause_today"),
    path("<slug:key>/<policies_day:starts_on>/", views.document, name="edition"),
    path("<slug:key>/<policies_day:starts_on>/rules/", views.rules, name="rules"),
    path("<slug:key>/<policies_day:starts_on>/full-text/", text_views.full_text, name="full_text"),
    path("<slug:key>/<policies_day:starts_on>/full-text/import/", text_views.import_text, name="import_text"),
    path("<slug:key>/<policies_day:starts_on>/<slug:code>/", views.clause, name="clause"),
]

POLICY = {
    **urls_comparison.POLICY,
    "documents": "SIGNED_IN",
    "document": "SIGNED_IN",
    "edition": "SIGNED_IN",
    "edition_by_number": "SIGNED_IN",
    "clause": "SIGNED_IN",
    "clause_today": "SIGNED_IN",
    "drafts": "policies.draft.view",
    "new_draft": "policies.draft.write",
    "draft": "policies.draft.view",
    "draft_check": "policies.draft.view",
    "draft_whole": "policies.draft.view",
    "draft_submit": "policies.draft.write",
    "draft_approval": "policies.draft.view",
    "draft_drop": "policies.draft.write",
    "draft_section": "policies.draft.view",
    "draft_new_entry": "policies.draft.write",
    "draft_entry": "policies.draft.view",
    "text_cut": "policies.text.import",
    "full_text": "SIGNED_IN",
    "import_text": "policies.text.import",
    "facts": "SIGNED_IN",
    "rules": "SIGNED_IN",
    "values": "SIGNED_IN",
    "value": "SIGNED_IN",
}
