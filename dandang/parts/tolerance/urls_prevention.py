"""Paths of early signs, problems left from before and trials, and the verb each page asks for."""

from __future__ import annotations

from django.urls import path

from .views import prevention

PATHS = [
    path("early-signs/", prevention.early_signs, name="early_signs"),
    path("early-signs/new/", prevention.early_sign_new, name="early_sign_new"),
    path("early-signs/<int:sign_id>/talk/", prevention.early_sign_talk, name="early_sign_talk"),
    path("early-signs/<int:sign_id>/put-right/", prevention.early_sign_close, name="early_sign_close"),
    path("inherited/", prevention.inherited, name="inherited"),
    path("inherited/new/", prevention.inherited_new, name="inherited_new"),
    path("inherited/<int:problem_id>/", prevention.inherited_solve, name="inherited_solve"),
    path("trials/", prevention.trials, name="trials"),
    path("trials/new/", prevention.trial_new, name="trial_new"),
    path("trials/<int:trial_id>/", prevention.trial_finish, name="trial_finish"),
]
POLICY = {
    "early_signs": "tolerance.early_sign",
    "early_sign_new": "tolerance.early_sign",
    "early_sign_talk": "tolerance.early_sign",
    "early_sign_close": "tolerance.early_sign",
    "inherited": "tolerance.trial",
    "inherited_new": "tolerance.trial",
    "inherited_solve": "tolerance.trial",
    "trials": "tolerance.trial",
    "trial_new": "tolerance.trial",
    "trial_finish": "tolerance.trial",
}
