"""Paths of clarifications, restorations and harms in public, and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import clarifications, harms, own_names, restorations

PATHS = [
    path("clarifications/", clarifications.clarifications, name="clarifications"),
    path("clarifications/<int:clarification_id>/", clarifications.clarification, name="clarification"),
    path("clarifications/<int:clarification_id>/rewrite/", clarifications.rewrite, name="clarification_rewrite"),
    path("clarifications/<int:clarification_id>/word/", clarifications.key_word, name="clarification_word"),
    path("clarifications/<int:clarification_id>/approve/", clarifications.approve, name="clarification_approve"),
    path("clarifications/<int:clarification_id>/return/", clarifications.send_back, name="clarification_return"),
    path("clarifications/<int:clarification_id>/make/", clarifications.make, name="clarification_make"),
    path("clarifications/<int:clarification_id>/visit/", clarifications.visit, name="clarification_visit"),
    path("clarifications/<int:clarification_id>/withdraw/", clarifications.withdraw, name="clarification_withdraw"),
    path("clarifications/<int:clarification_id>/suffered/", clarifications.harm_done, name="clarification_suffered"),
    path("reports/<int:report_id>/clarify/<int:person_id>/", clarifications.assess, name="clarify"),
    path("restorations/", restorations.restorations, name="restorations"),
    path("restorations/<int:restoration_id>/", restorations.restoration, name="restoration"),
    path("harms/", harms.harms, name="harms"),
    path("harms/new/", harms.harm_new, name="harm_new"),
    path("harms/<int:harm_id>/", harms.harm, name="harm"),
    path("harms/<int:harm_id>/check/", harms.check, name="harm_check"),
    path("harms/<int:harm_id>/propose/", harms.propose, name="harm_propose"),
    path("harms/<int:harm_id>/publish/", harms.publish, name="harm_publish"),
    path("harms/<int:harm_id>/effect/", harms.effect, name="harm_effect"),
    path("harms/<int:harm_id>/clarify/", clarifications.assess_harm, name="clarify_harm"),
    path("mine/clarifications/<int:clarification_id>/", own_names.my_clarification, name="my_clarification"),
    path("mine/harms/", own_names.my_harms, name="my_harms"),
    path("mine/harms/new/", own_names.my_harm_new, name="my_harm_new"),
    path("mine/harms/<int:harm_id>/", own_names.my_harm, name="my_harm"),
]
_OFFICE = (
    "clarifications", "clarification", "clarification_rewrite", "clarification_word", "clarification_approve",
    "clarification_return", "clarification_make", "clarification_visit", "clarification_suffered", "clarify",
    "clarification_withdraw", "clarify_harm", "restorations", "restoration",
)  # fmt: skip
_HARMS = ("harms", "harm_new", "harm", "harm_check", "harm_propose", "harm_publish", "harm_effect")
POLICY = {
    **dict.fromkeys(_OFFICE, "protection.staff"),
    **dict.fromkeys(_HARMS, "protection.harm"),
    "my_clarification": "protection.own",
    "my_harms": "protection.own_harm",
    "my_harm_new": "protection.own_harm",
    "my_harm": "protection.own_harm",
}
