"""Addresses of the roster, of files, and of one's own file; who may open them."""

from __future__ import annotations

from django.urls import path

from dandang.registry.people.views import file, roster

app_name = "people"

urlpatterns = [
    path("", roster.roster, name="roster"),
    path("new/", file.register, name="register"),
    path("outputs/<slug:key>/", roster.output, name="output"),
    path("me/", file.own, name="own"),
    path("me/<slug:page>/", file.own, name="own_section"),
    path("<int:person_id>/", file.person, name="file"),
    path("<int:person_id>/photo/", file.photo, name="photo"),
    path("<int:person_id>/number/", file.number, name="number"),
    path("<int:person_id>/edit/<slug:part>/", file.edit, name="edit"),
    path("<int:person_id>/<slug:page>/", file.person, name="section"),
]

POLICY = {
    "roster": "people.roster.read",
    "register": "people.file.write",
    "output": "people.file.export",
    "own": "people.own.read",
    "own_section": "people.own.read",
    "file": "people.file.read",
    "photo": "people.file.read",
    "number": "people.file.read",
    "edit": "people.file.write",
    "section": "people.file.read",
}
