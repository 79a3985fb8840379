"""What is answered after too many failures? The same words, known account or not."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from dandang.foundation.ui import pages
from dandang.registry.accounts import actions


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """Put the lock-out on record and answer 429 with a sentence that does not say whether the account exists."""
    actions.note_failure(username=request.POST.get("login", ""), is_locked=True, at=timezone.now())
    sentence = _(
        "连续多次没有登录成功，为保护账号，暂停登录 15 分钟。到时间后可以再试；忘记密码的，请联系系统管理员重置。"
    )
    return pages.error_page(request, 429, sentence=sentence)
