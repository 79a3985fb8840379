"""The register of effects and the decisions keyed in from paper."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.effects import views

app_name = "effects"
urlpatterns = [
    path("", views.register, name="register"),
    path("<int:effect_id>/", views.effect, name="effect"),
    path("<int:effect_id>/revoke/", views.revoke, name="revoke"),
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/new/", views.new_decision, name="new_decision"),
    path("decisions/<int:decision_id>/", views.decision, name="decision"),
    path("decisions/<int:decision_id>/confirm/", views.confirm, name="confirm"),
    path("decisions/<int:decision_id>/return/", views.return_decision, name="return"),
]
POLICY = {
    "register": "effects.effect.read",
    "effect": "effects.effect.read",
    "revoke": "effects.effect.revoke",
    "decisions": "effects.decision.key",
    "new_decision": "effects.decision.key",
    "decision": "effects.decision.key",
    "confirm": "effects.decision.key",
    "return": "effects.decision.key",
}
