"""Under which address does each room stand? Who may open a page is in `route_policy`."""

from __future__ import annotations

from django.urls import include, path

from dandang.registry.accounts import urls as accounts

# Longer addresses stand before the room that owns the root.
ROOMS = [
    ("people/", "dandang.registry.people.urls"),
    ("organisations/", "dandang.registry.organisations.urls"),
    ("access/", "dandang.registry.access.urls"),
    ("accounts/", "dandang.registry.accounts.urls"),
    ("vault/", "dandang.registry.vault.urls"),
    ("search/", "dandang.law.search.urls"),
    ("law/", "dandang.law.policies.urls"),
    ("effects/", "dandang.ledger.effects.urls"),
    ("matters/", "dandang.ledger.matters.urls"),
    ("papers/", "dandang.ledger.papers.urls"),
    ("meetings/", "dandang.ledger.casework.urls"),
    ("casebook/", "dandang.ledger.casebook.urls"),
    ("notices/", "dandang.ledger.notices.urls"),
    ("intake/", "dandang.interchange.intake.urls"),
    ("appraisal/", "dandang.parts.appraisal.urls"),
    ("tolerance/", "dandang.parts.tolerance.urls"),
    ("protection/", "dandang.parts.protection.urls"),
    ("report/", "dandang.parts.protection.urls_reporter"),
    ("ui/", "dandang.foundation.ui.urls"),
    ("", "dandang.operations.urls"),
    ("", "dandang.ledger.duties.urls"),
]

urlpatterns = [
    path("accounts/", include(accounts.library_urlpatterns)),
    *(path(prefix, include(module)) for prefix, module in ROOMS),
]

handler400 = "dandang.foundation.ui.views.bad_request"
handler403 = "dandang.foundation.ui.views.forbidden"
handler404 = "dandang.foundation.ui.views.not_found"
handler500 = "dandang.foundation.ui.views.server_error"
