"""Pages of the room: the first password through a setup link. Sign-in itself is the library's, in our templates."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import BadInput
from dandang.foundation.ui import pages
from dandang.registry.accounts import actions, forms, queries


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Let the holder of a setup link choose the first password."""
    form = forms.FirstPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_first_password(token=token, password=form.cleaned_data["password"], at=timezone.now())
        except BadInput as refusal:
            form.add_error("password", refusal.sentence)
        else:
            messages.success(
                request, _("密码已经设好。账号已经开通的，现在就可以登录；还没有开通的，请等安全管理员开通。")
            )
            return redirect("account_login")
    link = queries.setup_link(token, timezone.now())
    return pages.render_page(request, "accounts/setup.html", {"form": form, "account": link.account, "link": link})
