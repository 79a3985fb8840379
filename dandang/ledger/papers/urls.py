"""The register of papers, one paper with its steps, services and receipts."""

from __future__ import annotations

from django.urls import path

from dandang.ledger.papers import views

app_name = "papers"
urlpatterns = [
    path("", views.register, name="register"),
    path("<int:paper_id>/", views.paper, name="paper"),
    path("<int:paper_id>/file/<str:form>/", views.download, name="file"),
    path("<int:paper_id>/step/<str:step>/", views.step, name="step"),
    path("<int:paper_id>/signed-on-paper/", views.key_signed, name="key_signed"),
    path("<int:paper_id>/serve/", views.serve, name="serve"),
    path("services/<int:service_id>/", views.service, name="service"),
    path("services/<int:service_id>/receipt/", views.receipt, name="receipt"),
    path("services/<int:service_id>/received/", views.received, name="received"),
]
POLICY = {
    "register": "papers.read",
    "paper": "papers.read",
    "file": "BUSINESS",
    "step": "papers.check",
    "key_signed": "papers.draft",
    "serve": "papers.serve",
    "service": "BUSINESS",
    "receipt": "papers.serve",
    "received": "papers.receive",
}
