"""Paths of the pages for reporters: open to everybody, without a session. No address holds a number or a receipt."""

from __future__ import annotations

from django.urls import path

from .views import reporter

app_name = "report"

urlpatterns = [
    path("", reporter.start, name="start"),
    path("limits/", reporter.limits, name="limits"),
    path("write/", reporter.write, name="write"),
    path("receipt/", reporter.receipt, name="receipt"),
    path("receipt/say/", reporter.say, name="say"),
    path("receipt/objection/", reporter.object_to, name="object"),
    path("receipt/withdrawal/", reporter.withdraw, name="withdraw"),
]
POLICY: dict[str, str] = {one.name: "PUBLIC" for one in urlpatterns if one.name}
