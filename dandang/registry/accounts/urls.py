"""Addresses of sign-in, first password, second factor and the own profile.

The names without a room (`account_login`, `mfa_…`) are those the sign-in library looks up itself; it is given only the
pages we want, so that there is no sign-up, no mail, no password by mail.
"""

from __future__ import annotations

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from django.urls import path
from django.views.generic import RedirectView

from dandang.registry.accounts import views

app_name = "accounts"
urlpatterns = [path("setup/<str:token>/", views.setup, name="setup")]
POLICY = {"setup": "PUBLIC"}

library_urlpatterns = [
    path("login/", account_views.login, name="account_login"),
    path("logout/", account_views.logout, name="account_logout"),
    path("inactive/", account_views.account_inactive, name="account_inactive"),
    path("reauthenticate/", account_views.reauthenticate, name="account_reauthenticate"),
    path("password/", account_views.password_change, name="account_change_password"),
    path("code/", mfa_views.authenticate, name="mfa_authenticate"),
    path("code/again/", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("factor/", RedirectView.as_view(pattern_name="access:profile"), name="mfa_index"),
    path("totp/activate/", totp_views.activate_totp, name="mfa_activate_totp"),
    path("totp/deactivate/", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery/", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery/new/", recovery_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
LIBRARY_POLICY = {
    "account_login": "PUBLIC",
    "account_logout": "PUBLIC",
    "account_inactive": "PUBLIC",
    "account_reauthenticate": "SIGNED_IN",
    "account_change_password": "SIGNED_IN",
    "mfa_authenticate": "PUBLIC",
    "mfa_reauthenticate": "SIGNED_IN",
    "mfa_index": "SIGNED_IN",
    "mfa_activate_totp": "SIGNED_IN",
    "mfa_deactivate_totp": "SIGNED_IN",
    "mfa_view_recovery_codes": "SIGNED_IN",
    "mfa_generate_recovery_codes": "SIGNED_IN",
}
