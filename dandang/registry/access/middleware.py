"""Who asks, and may this route be opened at all? The first of two checks; actions make the second."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground import refs
from dandang.foundation.ground.refusal import NotAllowed, Refusal
from dandang.foundation.ui import pages
from dandang.registry.access import queries
from dandang.registry.access.kinds import BUSINESS, PUBLIC, SIGNED_IN

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

NOTED = {403, 404}  # refusals of these kinds are somebody trying a door


class ActorMiddleware:
    """Sets `request.actor` with the rights of this moment and records when a signed-in person is refused."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        account = request.user
        if account.is_authenticated:
            request.actor = queries.actor_for(account, timezone.localdate())
        else:
            request.actor = queries.anonymous_actor()
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Record the refusal; the page is made by the middleware of `ui`, which comes after."""
        if isinstance(exception, Refusal):
            record_refusal(request, exception)


class RoutePolicyMiddleware:
    """Asks the table of routes before any view runs. A route nobody declared is closed to everyone."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self._policy: Mapping[str, str] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return the refusal, or none when the view may run."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        who = self._who(name)
        if who == PUBLIC:
            return None
        if who is None:
            return self._undeclared(request, name)
        if not request.actor.is_signed_in:
            return _ask_to_sign_in(request)
        refusal = _refusal(request, who)
        if refusal is None:
            return None
        record_refusal(request, refusal)
        return pages.refusal_page(request, refusal)

    def _who(self, name: str) -> str | None:
        if self._policy is None:
            self._policy = import_string(settings.ROUTE_POLICY)
        return self._policy.get(name)

    def _undeclared(self, request: HttpRequest, name: str) -> HttpResponse:
        message = f"route {name or request.path!r} is not in the table of routes"
        if settings.UNDECLARED_ROUTES_RAISE:
            raise ImproperlyConfigured(message)
        log.error(message)
        return pages.error_page(request, 403)


def record_refusal(request: HttpRequest, refusal: Refusal) -> None:
    """Put a refused page on record: who tried, which route, which numbers in the address (no text from people)."""
    if refusal.status not in NOTED or not request.actor.is_signed_in:
        return
    match = request.resolver_match
    numbers = {name: value for name, value in (match.kwargs if match else {}).items() if isinstance(value, int)}
    audit.record(
        actor=request.actor,
        verb="access.route.refused",
        target=refs.ref("accounts.account", request.actor.account_id),
        outcome="REFUSED",
        facts={"route": match.view_name if match else "", "method": request.method or "", "status": refusal.status}
        | numbers,
        at=timezone.now(),
    )


def _refusal(request: HttpRequest, who: str) -> Refusal | None:
    if who == SIGNED_IN:
        return None
    if who == BUSINESS:
        if request.actor.standing == "BUSINESS":
            return None
        return NotAllowed(_("三类管理员不接触业务数据。这一页只对业务人员开放。"), code="administrators_do_no_business")
    try:
        queries.require(request.actor, who)
    except Refusal as refusal:
        return refusal
    return None


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in page; a session that has ended says so first (401) instead of looking like a fresh visit.

    htmx is told to load the page whole instead of swapping it into a corner of this one.
    """
    way = redirect_to_login(request.get_full_path(), login_url=settings.LOGIN_URL)
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = way["Location"]
        return answer
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return render(request, "access/signed_out.html", {"sign_in": way["Location"]}, status=401)
    return way
