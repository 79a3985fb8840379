"""The person's own reply on the phone: every point with room for their words, and material to hand in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page

from .. import forms_hearings
from ..actions import hearings as actions
from ..actions import team
from ..queries import hearings as queries
from .acts import done


@require_safe
def my_reply(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the points put to the actor, with what they said and the answers."""
    return _page(request, case_id)


@require_POST
def my_words(request: HttpRequest, case_id: int, point_id: int) -> HttpResponse:
    """Keep what the actor says to one point."""
    case, hearing = queries.own_hearing(request.actor, case_id)
    if point_id not in {point.id for point in hearing.points}:
        raise NotHere()
    form = forms_hearings.WordsForm(request.POST, auto_id=f"id_{point_id}_%s")

    def write() -> None:
        actions.speak_to_point(actor=request.actor, point_id=point_id, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        messages.success(request, _("已记下您的说明。答复期内还可以改。"))
        return redirect("tolerance:my_reply", case.pk)
    return _page(request, case_id, words={point_id: form})


@require_POST
def my_material(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take material from the actor into the evidence."""
    case, _hearing = queries.own_hearing(request.actor, case_id)
    form = forms_hearings.MaterialForm(request.POST, request.FILES, auto_id="id_material_%s")

    def write() -> None:
        team.add_case_evidence(
            actor=request.actor, case_id=case_id, title=form.cleaned_data["title"], kind="OTHER",
            provided_by=case.person.name, upload=form.content(), at=timezone.now(),
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("材料已收到，登记为证据。"))
        return redirect("tolerance:my_reply", case.pk)
    return _page(request, case_id, material=form)


def _page(
    request: HttpRequest,
    case_id: int,
    *,
    words: dict[int, forms_hearings.WordsForm] | None = None,
    material: forms_hearings.MaterialForm | None = None,
) -> HttpResponse:
    case, hearing = queries.own_hearing(request.actor, case_id)
    may_speak = queries.may_speak(case, hearing)
    rows = [
        (
            point,
            (words or {}).get(point.id)
            or forms_hearings.WordsForm(initial={"statement": point.statement}, auto_id=f"id_{point.id}_%s"),
        )
        for point in hearing.points
    ]
    context = {
        "case": case, "hearing": hearing, "rows": rows, "may_speak": may_speak,
        "silent": sum(1 for point in hearing.points if not point.statement),
        "may_add": case.state in queries.MATERIAL_STATES,
        "material": material or forms_hearings.MaterialForm(auto_id="id_material_%s"),
        "has_errors": any(form.errors for form in (words or {}).values()) or bool(material and material.errors),
    }  # fmt: skip
    return render_page(request, "tolerance/my_reply.html", context)
