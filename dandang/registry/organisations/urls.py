"""Addresses of the tree and its units; who may open them."""

from __future__ import annotations

from django.urls import path

from dandang.registry.organisations import views

app_name = "organisations"

urlpatterns = [
    path("", views.tree, name="tree"),
    path("new/", views.create, name="create"),
    path("<int:unit_id>/", views.unit, name="unit"),
    path("<int:unit_id>/figures/", views.figures, name="figures"),
    path("<int:unit_id>/rename/", views.rename, name="rename"),
    path("<int:unit_id>/move/", views.move, name="move"),
    path("<int:unit_id>/close/", views.close, name="close"),
]

POLICY = {
    "tree": "organisations.unit.read",
    "create": "organisations.unit.write",
    "unit": "organisations.unit.read",
    "figures": "organisations.unit.write",
    "rename": "organisations.unit.write",
    "move": "organisations.unit.write",
    "close": "organisations.unit.write",
}
