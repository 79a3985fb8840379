"""What the security administrator does: open accounts, grant and withdraw roles, check the staffing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.foundation.ui.records import Fact
from dandang.registry.access import actions, forms, queries
from dandang.registry.access.models import Role
from dandang.registry.accounts import queries as accounts


@require_http_methods(["GET", "POST"])
def role_grant(request: HttpRequest, account_id: int) -> HttpResponse:
    """Grant a role in two steps: fill in, then look at what it means and confirm."""
    account = accounts.account(account_id)
    form = forms.NewGrant(request.POST or None, standing=account.standing)
    context = {"account": account, "form": form}
    if request.method != "POST" or not form.is_valid():
        return pages.render_page(request, "access/role_grant.html", context)
    given = form.cleaned_data
    try:
        named = given.get("organisation", "")
        unit = queries.organisation_called(named) if named else None
        if "confirmed" not in request.POST:
            facts = _consequences(str(Role(given["role"]).label), unit.name if unit else "", given["reason"])
            hidden = [*given.items(), ("confirmed", "1")]
            return pages.render_page(request, "access/role_confirm.html", context | {"facts": facts, "hidden": hidden})
        actions.grant_role(
            actor=request.actor,
            account_id=account_id,
            role=given["role"],
            organisation_id=unit.pk if unit else None,
            reason=given["reason"],
            at=timezone.now(),
        )
    except Refusal as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return pages.render_page(request, "access/role_grant.html", context, status=refusal.status)
    messages.success(request, _("角色已授予，账号已开通。对方下一次打开页面即生效。"))
    return redirect("access:account", account_id)


@require_http_methods(["GET", "POST"])
def role_withdraw(request: HttpRequest, grant_id: int) -> HttpResponse:
    """Withdraw a role with a reason."""
    account_id, line = queries.grant(grant_id)
    form = forms.WithReason(request.POST or None)
    status = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw_role(
                actor=request.actor, grant_id=grant_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
            status = refusal.status
        else:
            messages.success(request, _("角色已收回。对方下一次打开页面即生效。"))
            return redirect("access:account", account_id)
    account = accounts.account(account_id)
    facts = [
        Fact(_("账号"), f"{account.display_name}（{account.username}）"),
        Fact(_("角色"), line.role_label),
        Fact(_("管哪个单位"), line.branch or _("整个系统")),
        Fact(_("随后"), _("对方下一次打开页面起没有此项权限；已经办理的事项不受影响")),
        Fact(_("能否撤回"), _("能：重新授予")),
    ]
    context = {"account": account, "form": form, "title": _("收回角色"), "act": _("收回"), "facts": facts}
    return pages.render_page(request, "access/account_confirm.html", context, status=status)


@require_http_methods(["GET", "POST"])
def account_activate(request: HttpRequest, account_id: int) -> HttpResponse:
    """Open an account without a role."""
    account = accounts.account(account_id)
    if request.method == "POST":
        actions.activate_account(actor=request.actor, account_id=account_id, at=timezone.now())
        messages.success(request, _("账号已开通。"))
        return redirect("access:account", account_id)
    facts = [
        Fact(_("账号"), f"{account.display_name}（{account.username}）"),
        Fact(_("随后"), _("可以登录。没有角色的业务账号只能看自己的档案、结果和待办")),
        Fact(_("能否撤回"), _("能：由系统管理员停用")),
    ]
    context = {"account": account, "form": None, "title": _("开通账号"), "act": _("开通"), "facts": facts}
    return pages.render_page(request, "access/account_confirm.html", context)


@require_GET
def staffing(request: HttpRequest) -> HttpResponse:
    """Say whether everything can be run lawfully with the people who hold roles today."""
    return pages.render_page(
        request, "access/staffing.html", {"staffing": queries.staffing_check(timezone.localdate())}
    )


def _consequences(role: str, branch: str, reason: str) -> list[Fact]:
    return [
        Fact(_("角色"), role),
        Fact(
            _("管哪个单位"),
            _("%(branch)s及其下级，限于这一范围管理的干部") % {"branch": branch} if branch else _("整个系统"),
        ),
        Fact(_("理由"), reason),
        Fact(_("随后"), _("账号开通，对方下一次打开页面即有此项权限")),
        Fact(_("能否撤回"), _("能：随时收回")),
    ]
