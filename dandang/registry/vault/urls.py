"""Paths of the room and who may open each."""

from __future__ import annotations

from django.urls import path

from dandang.registry.vault.views import destroying, keys, looking, requests

app_name = "vault"

urlpatterns = [
    path("", requests.requests, name="requests"),
    path("key/", keys.key, name="key"),
    path("key/<slug:step>/", keys.step, name="key_step"),
    path("requests/new/<str:handle>/", requests.request_new, name="request_new"),
    path("requests/<int:request_id>/", requests.request_page, name="request"),
    path("requests/<int:request_id>/approve/", requests.approve, name="approve"),
    path("requests/<int:request_id>/refuse/", requests.refuse, name="refuse"),
    path("requests/<int:request_id>/close/", requests.close, name="close"),
    path("requests/<int:request_id>/look/", looking.look, name="look"),
    path("requests/<int:request_id>/files/<int:number>/", looking.file, name="file"),
    path("due/", destroying.due, name="due"),
    path("due/<str:handle>/", destroying.propose, name="propose_destruction"),
    path("destructions/", destroying.destructions, name="destructions"),
    path("destructions/<int:destruction_id>/", destroying.destruction, name="destruction"),
    path("destructions/<int:destruction_id>/agree/", destroying.agree, name="agree_destruction"),
    path("destructions/<int:destruction_id>/refuse/", destroying.refuse, name="refuse_destruction"),
]
POLICY = {
    "requests": "vault.access.read",
    "key": "vault.key.make",
    "key_step": "vault.key.make",
    "request_new": "vault.access.request",
    "request": "vault.access.read",
    "approve": "vault.access.approve",
    "refuse": "vault.access.approve",
    "close": "vault.access.read",
    "look": "vault.access.request",
    "file": "vault.access.request",
    "due": "vault.destroy",
    "propose_destruction": "vault.destroy",
    "destructions": "vault.destroy",
    "destruction": "vault.destroy",
    "agree_destruction": "vault.destroy",
    "refuse_destruction": "vault.destroy",
}
