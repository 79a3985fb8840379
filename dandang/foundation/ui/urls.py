"""Addresses of the frame itself."""

from __future__ import annotations

from django.urls import path

from dandang.foundation.ui import views

app_name = "ui"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("density/", views.density, name="density"),
    path("keys/", views.keys, name="keys"),
    path("alive/", views.alive, name="alive"),
    path("guide/", views.show_guide, name="guide"),
    path("gallery/", views.show_gallery, name="gallery"),
]
POLICY = {
    "language": "PUBLIC",
    "density": "PUBLIC",
    "keys": "PUBLIC",
    "alive": "SIGNED_IN",
    "guide": "SIGNED_IN",
    "gallery": "PUBLIC",
}
