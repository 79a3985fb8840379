"""The own account: roles, password, second factor, sessions, and who looked at the own file."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.audit import queries as audit
from dandang.foundation.ground import refs
from dandang.foundation.ui import pages
from dandang.foundation.ui.records import Fact
from dandang.registry.access import kinds, queries
from dandang.registry.accounts import actions as account_actions
from dandang.registry.accounts import queries as accounts


@require_GET
def profile(request: HttpRequest) -> HttpResponse:
    """Show the own account."""
    account = accounts.account(request.actor.account_id or 0)
    changed = account.password_changed_at
    context = {
        "facts": [
            Fact(_("账号"), account.username),
            Fact(_("姓名"), account.display_name),
            Fact(_("身份"), str(account.get_standing_display())),
            Fact(_("所在单位"), request.actor.organisation_name or _("未填")),
        ],
        "grants": [line for line in queries.grants_of(account.pk, on=timezone.localdate()) if line.is_in_force],
        "has_factor": accounts.has_second_factor(account),
        "needs_factor": accounts.needs_second_factor(account, holds_roles=bool(request.actor.grants)),
        "password_changed_at": changed,
        "has_file": request.actor.person_id is not None,
    }
    return pages.render_page(request, "access/profile.html", context)


@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End every other session of the account; this one goes on."""
    account = account_actions.end_other_sessions(
        actor=request.actor, account_id=request.actor.account_id or 0, at=timezone.now()
    )
    update_session_auth_hash(request, account)
    messages.success(request, _("其他地方的登录已经全部退出，本页继续有效。"))
    return redirect("access:profile")


@require_GET
def readings(request: HttpRequest) -> HttpResponse:
    """Show who looked at the own file; inquiries the law does not disclose are left out."""
    target = refs.ref("people.person", request.actor.person_id or 0)
    found = audit.readings(target=target, hidden_roles=kinds.DISCIPLINE_STAFF)
    return pages.render_page(
        request, "access/readings.html", {"readings": found, "has_file": request.actor.person_id is not None}
    )
