"""The person's own name: his word on a clarification, and harm to it in public that he registers himself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ui.pages import render_page

from .. import forms_clarifications, forms_harms
from ..actions import consents
from ..actions import harms as actions
from ..queries import clarification_page as queries
from ..queries import own_harms
from .acts import done


@require_http_methods(["GET", "POST"])
def my_clarification(request: HttpRequest, clarification_id: int) -> HttpResponse:
    """Show what is proposed to put the actor's name right, and take his word."""
    view = queries.own_page(request.actor, clarification_id)
    form = forms_clarifications.WordForm(request.POST or None, is_wider=view.is_wider, may_agree=view.may_answer)

    def write() -> None:
        consents.answer_clarification(
            actor=request.actor, clarification_id=clarification_id, word=form.word(), at=timezone.now()
        )

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已记下您的意见。"))
        return redirect("protection:my_clarification", clarification_id)
    return render_page(request, "protection/my_clarification.html", {"view": view, "row": view.row, "form": form})


@require_safe
def my_harms(request: HttpRequest) -> HttpResponse:
    """List the harms to the actor's own name."""
    return render_page(request, "protection/my_harms.html", {"rows": own_harms.own_harms(request.actor)})


@require_http_methods(["GET", "POST"])
def my_harm_new(request: HttpRequest) -> HttpResponse:
    """Register harm to the actor's own name."""
    form = forms_harms.OwnHarmForm(request.POST or None, organs=own_harms.organs(request.actor))
    made: list[int] = []

    def write() -> None:
        made.append(
            actions.register_harm(
                actor=request.actor, person_id=request.actor.person_id, at=timezone.now(), **form.cleaned_data
            )
        )

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记。承办机关会尽快查明，每一步都告诉您。"))
        return redirect("protection:my_harm", made[0])
    return render_page(request, "protection/my_harm_new.html", {"form": form})


@require_safe
def my_harm(request: HttpRequest, harm_id: int) -> HttpResponse:
    """Show the actor how it stands with the harm to his own name."""
    return render_page(request, "protection/my_harm.html", {"view": own_harms.own_harm(request.actor, harm_id)})
