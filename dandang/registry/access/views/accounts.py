"""The list of accounts, one account, and what the system administrator does with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground import references
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.foundation.ui.records import Fact
from dandang.registry.access import actions, forms, queries
from dandang.registry.accounts import queries as accounts
from dandang.registry.accounts.models import Account


@require_GET
def account_list(request: HttpRequest) -> HttpResponse:
    """Show accounts with state, second factor and last use."""
    form = forms.AccountFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    found = accounts.accounts(
        text=wanted.get("q", ""), standing=wanted.get("standing", ""), state=wanted.get("state", "")
    )
    page = pages.cut(found, number=pages.number_of(request))
    lines = accounts.lines(page.rows)
    units = references.describe(line.organisation_ref for line in lines if line.organisation_ref)
    context = {
        "form": form,
        "page": page,
        "rows": [(line, units[line.organisation_ref].name if line.organisation_ref else "") for line in lines],
        "may_create": queries.may(request.actor, "accounts.account.create"),
    }
    return pages.render_page(request, "access/account_list.html", context)


@require_GET
def account_page(request: HttpRequest, account_id: int) -> HttpResponse:
    """Show one account with its roles and what the reader may do with it."""
    account = accounts.account(account_id)
    context = {
        "account": account,
        "state": accounts.state_of(account),
        "facts": _facts(account),
        "grants": queries.grants_of(account_id, on=timezone.localdate()),
        "may_reset": queries.may(request.actor, "accounts.account.reset"),
        "may_grant": queries.may(request.actor, "access.role.grant") and request.actor.account_id != account_id,
    }
    return pages.render_page(request, "access/account_page.html", context)


@require_http_methods(["GET", "POST"])
def account_new(request: HttpRequest) -> HttpResponse:
    """Make an account; the answer shows the one-time link, once."""
    form = forms.NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            link = actions.open_account(
                actor=request.actor,
                username=given["username"],
                display_name=given["display_name"],
                standing=given["standing"],
                organisation_id=queries.organisation_called(given["organisation"]).pk
                if given["organisation"]
                else None,
                person_id=queries.person_called(given["person"]) if given["person"] else None,
                identity_number=given["identity_number"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            return pages.render_page(request, "access/setup_link.html", {"link": link, "is_new": True})
    return pages.render_page(request, "access/account_new.html", {"form": form})


@require_http_methods(["GET", "POST"])
def account_reset(request: HttpRequest, account_id: int) -> HttpResponse:
    """Reset an account; the answer shows the one-time link, once."""
    account = accounts.account(account_id)
    form = forms.Reset(request.POST or None)
    if request.method == "POST" and form.is_valid():
        link = actions.reset_account(actor=request.actor, account_id=account_id, at=timezone.now(), **form.cleaned_data)
        return pages.render_page(request, "access/setup_link.html", {"link": link, "is_new": False})
    consequences = [
        Fact(_("账号"), f"{account.display_name}（{account.username}）"),
        Fact(_("随后"), _("现在的密码作废，所有登录立即退出；生成一个 24 小时内有效、只能用一次的设置链接")),
        Fact(_("能否撤回"), _("不能，但持有人可以随时用新链接设置密码")),
    ]
    return _confirm(request, account, form, _("重置密码"), _("重置并生成链接"), consequences)


@require_http_methods(["GET", "POST"])
def account_place(request: HttpRequest, account_id: int) -> HttpResponse:
    """Write down the holder's unit, or link the holder's file."""
    account = accounts.account(account_id)
    form = forms.Placing(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.place_account(
                actor=request.actor,
                account_id=account_id,
                organisation_id=queries.organisation_called(given["organisation"]).pk
                if given["organisation"]
                else None,
                person_id=queries.person_called(given["person"]) if given["person"] else None,
                reason=given["reason"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已登记持有人的单位和档案。"))
            return redirect("access:account", account_id)
    consequences = [
        *_facts(account)[:4],
        Fact(_("随后"), _("本人能看自己的档案，各处写的单位随之改变；角色不变，换了岗位的请安全管理员收回再授")),
    ]
    return _confirm(request, account, form, _("补填单位和档案"), _("登记"), consequences)


@require_http_methods(["GET", "POST"])
def account_disable(request: HttpRequest, account_id: int) -> HttpResponse:
    """Shut an account out."""
    account = accounts.account(account_id)
    form = forms.WithReason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.disable_account(actor=request.actor, account_id=account_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("账号已停用，所有登录已退出。"))
            return redirect("access:account", account_id)
    consequences = [
        Fact(_("账号"), f"{account.display_name}（{account.username}）"),
        Fact(_("随后"), _("立即不能登录，正在使用的也会退出；角色保留")),
        Fact(_("能否撤回"), _("能：由系统管理员解除停用，再由安全管理员开通")),
    ]
    return _confirm(request, account, form, _("停用账号"), _("停用"), consequences)


@require_http_methods(["GET", "POST"])
def account_enable(request: HttpRequest, account_id: int) -> HttpResponse:
    """Lift a disabling."""
    account = accounts.account(account_id)
    form = forms.WithReason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.enable_account(actor=request.actor, account_id=account_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("停用已解除，待安全管理员开通。"))
            return redirect("access:account", account_id)
    consequences = [
        Fact(_("账号"), f"{account.display_name}（{account.username}）"),
        Fact(_("随后"), _("账号回到“待开通”，由安全管理员开通后才能登录")),
    ]
    return _confirm(request, account, form, _("解除停用"), _("解除停用"), consequences)


def _confirm(
    request: HttpRequest, account: Account, form: forms.WithReason, title: str, act: str, facts: list[Fact]
) -> HttpResponse:
    context = {"account": account, "form": form, "title": title, "act": act, "facts": facts}
    return pages.render_page(request, "access/account_confirm.html", context)


def _facts(account: Account) -> list[Fact]:
    unit = references.describe([account.organisation_ref])[account.organisation_ref].name
    factor = _("已绑定") if accounts.has_second_factor(account) else _("没有绑定")
    seen = (
        timezone.localtime(account.last_seen_at).strftime("%Y-%m-%d %H:%M") if account.last_seen_at else _("从未登录")
    )
    facts = [
        Fact(_("姓名"), account.display_name),
        Fact(_("身份"), str(account.get_standing_display())),
        Fact(_("所在单位"), unit or _("未填")),
        Fact(_("本人档案"), _("已关联") if account.person_ref else _("没有关联")),
        Fact(_("动态口令"), factor),
        Fact(_("最近使用"), seen),
    ]
    if account.disabled_reason:
        facts.append(Fact(_("停用理由"), account.disabled_reason))
    return facts
