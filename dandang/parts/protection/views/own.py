"""The person's own pages: what he was asked, his words on it, his clarifications."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ui.pages import render_page

from ..actions import explanations as actions
from ..forms_explanations import ExplainForm
from ..queries import own as queries
from .acts import done


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what concerns the actor himself."""
    return render_page(request, "protection/own.html", {"mine": queries.mine(request.actor, on=timezone.localdate())})


@require_http_methods(["GET", "POST"])
def explanation(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Show one thing the actor was asked about, and take his words."""
    asked = queries.asked(request.actor, allegation_id, on=timezone.localdate())
    form = ExplainForm(request.POST or None)

    def write() -> None:
        actions.explain(
            actor=request.actor, allegation_id=allegation_id, text=form.cleaned_data["text"], at=timezone.now()
        )

    if done(form, write):
        messages.success(request, _("已收到您的说明。审理以前还可以补充。"))
        return redirect("protection:my_explanation", allegation_id)
    return render_page(request, "protection/own_explanation.html", {"asked": asked, "form": form})
