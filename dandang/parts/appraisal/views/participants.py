"""Pages of who is assessed and who is not, with the reason."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import cut, number_of, render_page
from dandang.registry.access import queries as access

from .. import forms
from ..actions import participants as actions
from ..models import Participation
from ..queries import cycles as queries


@require_GET
def participant_list(request: HttpRequest, cycle_id: int) -> HttpResponse:
    cycle = queries.get_cycle(request.actor, cycle_id)
    chosen = queries.ParticipantFilter.read(request.GET)
    page = cut(queries.filtered_participants(request.actor, cycle, chosen), number=number_of(request))
    context = {
        "cycle": cycle,
        "page": page,
        "chosen": chosen,
        "units": queries.unit_choices(request.actor, cycle, chosen.unit),
        "participations": Participation.choices,
        "tally": queries.participation_tally(request.actor, cycle),
        "may_draw": cycle.state == "PREPARING"
        and access.may(request.actor, "appraisal.prepare", path=cycle.owner_path),
    }
    return render_page(request, "appraisal/participant_list.html", context)


@require_POST
def participants_draw(request: HttpRequest, cycle_id: int) -> HttpResponse:
    count = actions.draw_participants(actor=request.actor, cycle_id=cycle_id, at=timezone.now())
    messages.success(request, _("已按花名册生成名单，共 %(count)d 人。请逐类核对不确定等次的人。") % {"count": count})
    return redirect("appraisal:participants", cycle_id)


@require_http_methods(["GET", "POST"])
def participant_decide(request: HttpRequest, participant_id: int) -> HttpResponse:
    one = queries.get_participant(request.actor, participant_id, "appraisal.people")
    initial = {"participation": one.participation, "reason": one.participation_reason}
    form = forms.ParticipationForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.decide_participation(
                actor=request.actor, participant_id=participant_id, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已保存%(name)s的参加情况。") % {"name": one.name})
            return redirect("appraisal:participants", one.cycle_id)
    return render_page(request, "appraisal/participant_decide.html", {"form": form, "one": one, "cycle": one.cycle})
