"""What does the sign-in library (allauth) ask of us? Nobody signs up; accounts are made by the system administrator."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Our answers: no self-registration, no mail."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Accounts hold no address; what a person must know is shown on the own profile page and in the record."""
