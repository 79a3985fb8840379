"""Addresses of the administrators' pages and of the own account."""

from __future__ import annotations

from django.urls import path

from dandang.registry.access.views import accounts, log, own, roles

app_name = "access"
urlpatterns = [
    path("me/", own.profile, name="profile"),
    path("me/readings/", own.readings, name="readings"),
    path("me/sessions/end/", own.end_sessions, name="end_sessions"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.account_new, name="account_new"),
    path("accounts/<int:account_id>/", accounts.account_page, name="account"),
    path("accounts/<int:account_id>/reset/", accounts.account_reset, name="account_reset"),
    path("accounts/<int:account_id>/disable/", accounts.account_disable, name="account_disable"),
    path("accounts/<int:account_id>/enable/", accounts.account_enable, name="account_enable"),
    path("accounts/<int:account_id>/place/", accounts.account_place, name="account_place"),
    path("accounts/<int:account_id>/activate/", roles.account_activate, name="account_activate"),
    path("accounts/<int:account_id>/grant/", roles.role_grant, name="role_grant"),
    path("grants/<int:grant_id>/withdraw/", roles.role_withdraw, name="role_withdraw"),
    path("staffing/", roles.staffing, name="staffing"),
    path("log/", log.log, name="log"),
]
POLICY = {
    "profile": "SIGNED_IN",
    "readings": "BUSINESS",
    "end_sessions": "SIGNED_IN",
    "accounts": "accounts.account.list",
    "account_new": "accounts.account.create",
    "account": "accounts.account.list",
    "account_reset": "accounts.account.reset",
    "account_disable": "accounts.account.disable",
    "account_enable": "accounts.account.disable",
    "account_place": "accounts.account.create",
    "account_activate": "access.role.grant",
    "role_grant": "access.role.grant",
    "role_withdraw": "access.role.grant",
    "staffing": "access.staffing.read",
    "log": "audit.log.read",
}
