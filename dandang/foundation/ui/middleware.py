"""What stands around every answer? Refusals become pages, and browsers are told to keep things to themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.utils import translation

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with it browsers send forms with "Origin: null", which the protection against forged requests
    # must refuse. Either way no other host learns an address.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    # Every page may name a person, so none is kept: not by proxies and not for the Back button after signing out.
    "Cache-Control": "no-store",
}


class SecurityHeadersMiddleware:
    """Sets the headers of ASVS group D that are the same everywhere and refuses writes sent by another site."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE_METHODS and request.headers.get("Sec-Fetch-Site") == "cross-site":
            response = pages.error_page(request, 403)
        else:
            response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        return response


class CookielessMiddleware:
    """Forgets every cookie a browser sends to the pages of COOKIELESS_PATHS, before anybody reads one.

    A ballot cast in a browser that is signed in must not touch the session: even the time it was last used is a trace.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.COOKIELESS_PATHS):
            request.META.pop("HTTP_COOKIE", None)
        return self.get_response(request)


class RefusalMiddleware:
    """Turns a refusal raised by a view into a page; gives other exceptions a reference number for page and log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer refusals; leave every other exception to Django, which logs it and calls the 500 page."""
        if isinstance(exception, Refusal):
            return pages.refusal_page(request, exception)
        reference = pages.new_reference()
        request.META["dandang.reference"] = reference
        log.error("reference %s: %s %s raised %s", reference, request.method, request.path, type(exception).__name__)
        return None


class LanguageMiddleware(LocaleMiddleware):
    """Speaks Chinese unless the person chose otherwise in the foot of a page; what the browser prefers is not asked.

    An office computer with an English browser must not turn every page, paper and test English.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the cookie, or the default."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = translation.get_language()
