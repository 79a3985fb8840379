"""Paths of the room, and who may open them."""

from __future__ import annotations

from django.urls import path

from . import urls_ballots, urls_scoring, urls_sealing
from .views import cycles, participants, plans

app_name = "appraisal"

_PREPARATION = [
    path("", cycles.cycle_list, name="cycles"),
    path("new/", cycles.cycle_new, name="cycle_new"),
    path("<int:cycle_id>/", cycles.cycle_detail, name="cycle"),
    path("<int:cycle_id>/open/", cycles.cycle_open, name="open"),
    path("<int:cycle_id>/close/", cycles.cycle_close, name="close"),
    path("<int:cycle_id>/share/", cycles.cycle_share, name="share"),
    path("<int:cycle_id>/plans/", plans.plan_list, name="plans"),
    path("<int:cycle_id>/plans/new/", plans.plan_new, name="plan_new"),
    path("plans/<int:plan_id>/", plans.plan_edit, name="plan"),
    path("plans/<int:plan_id>/remove/", plans.plan_remove, name="plan_remove"),
    path("templates/", plans.template_list, name="templates"),
    path("templates/new/", plans.template_edit, name="template_new"),
    path("templates/<int:template_id>/", plans.template_edit, name="template"),
    path("<int:cycle_id>/people/", participants.participant_list, name="participants"),
    path("<int:cycle_id>/people/draw/", participants.participants_draw, name="participants_draw"),
    path("people/<int:participant_id>/", participants.participant_decide, name="participant"),
]

_PREPARATION_POLICY = {
    "cycles": "appraisal.view",
    "cycle_new": "appraisal.prepare",
    "cycle": "appraisal.view",
    "open": "appraisal.prepare",
    "close": "appraisal.prepare",
    "share": "appraisal.prepare",
    "plans": "appraisal.view",
    "plan_new": "appraisal.prepare",
    "plan": "appraisal.prepare",
    "plan_remove": "appraisal.prepare",
    "templates": "appraisal.view",
    "template_new": "appraisal.prepare",
    "template": "appraisal.prepare",
    "participants": "appraisal.view",
    "participants_draw": "appraisal.prepare",
    "participant": "appraisal.people",
}

_NOUNS = (urls_ballots, urls_scoring, urls_sealing)
urlpatterns = [*_PREPARATION, *(entry for noun in _NOUNS for entry in noun.PATHS)]
POLICY = {**_PREPARATION_POLICY, **{name: who for noun in _NOUNS for name, who in noun.POLICY.items()}}
