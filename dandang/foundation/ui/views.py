"""Pages of the frame itself: errors, language, a sign of life, the gallery."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language

from dandang.foundation.ui import context, gallery, pages


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400; data beyond the limits is answered 413."""
    return pages.error_page(request, pages.status_of(exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return pages.error_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return pages.error_page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500, with the reference number the middleware wrote into the log."""
    return pages.error_page(request, 500, reference=request.META.get("dandang.reference", ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the page was open too long, or cookies are off."""
    sentence = _("这一页打开太久，或者浏览器没有保存 Cookie，提交没有生效。请返回上一页，刷新后再提交。")
    return pages.error_page(request, 403, sentence=sentence)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the chosen language in a cookie and return to the page."""
    return set_language(request)


@require_POST
def density(request: HttpRequest) -> HttpResponse:
    """Remember roomy or tight rows and return to the list."""
    rows = "tight" if request.POST.get("rows") == "tight" else "wide"
    return _remembered(request, context.ROWS_COOKIE, rows)


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Remember whether single keys such as / and ? do something, and return to the page."""
    return _remembered(request, context.KEYS_COOKIE, "off" if request.POST.get("keys") == "off" else "on")


def _remembered(request: HttpRequest, cookie: str, value: str) -> HttpResponse:
    """Keep a choice for a year in a cookie; lead back to the page, never to another host."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    response.status_code = 303
    response.set_cookie(cookie, value, max_age=31536000, secure=request.is_secure(), httponly=True, samesite="Lax")
    return response


@require_GET
def alive(request: HttpRequest) -> HttpResponse:
    """Prolong the session of somebody who is still at the desk; the page asks for it on a click."""
    return HttpResponse(status=204)


@require_GET
def show_guide(request: HttpRequest) -> HttpResponse:
    """What this is, what one may do and where, the roads step by step, the words: for the rights of who reads it."""
    return pages.render_page(request, "ui/guide.html")


@require_GET
def show_gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with made-up content. Only in development and in the demo."""
    if not (settings.DEBUG or settings.IS_DEMO):
        raise Http404
    return pages.render_page(request, "ui/gallery.html", gallery.examples())
