"""Pages of the team and of those who are heard: conflicts shown, assignment, recusal, views, statements, evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import render_page
from dandang.law.policies import queries as policies
from dandang.ledger.casework.records import Candidate

from ..actions import team as actions
from ..forms_opening import upload_of
from ..forms_team import (
    AnswerRecusalForm,
    AskPartyForm,
    AssignForm,
    EvidenceForm,
    OutsideForm,
    PaperStatementForm,
    PartyOpinionForm,
    RecuseForm,
)
from ..models import Case
from ..queries import opening, reach
from ..queries import team as queries
from .acts import done


@require_GET
def team(request: HttpRequest, case_id: int) -> HttpResponse:
    """Who works on the case, who could, and who must not."""
    return _team_page(request, opening.case_to_lead(request.actor, case_id))


@require_POST
def team_assign(request: HttpRequest, case_id: int) -> HttpResponse:
    """Give people a part."""
    case = opening.case_to_lead(request.actor, case_id)
    form = AssignForm(request.POST, candidates=_candidates(request, case))
    if done(
        form,
        lambda: actions.assign(actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("已指派。"))
        return redirect("tolerance:team", case_id)
    return _team_page(request, case, assign=form)


@require_POST
def team_start(request: HttpRequest, case_id: int) -> HttpResponse:
    """Let the inquiry begin."""
    case = opening.case_to_lead(request.actor, case_id)
    form = forms.Form(request.POST)
    if done(form, lambda: actions.start_investigation(actor=request.actor, case_id=case_id, at=timezone.now())):
        messages.success(request, _("已开始核实，核实人员收到了待办。"))
        return redirect("tolerance:case", case_id)
    return _team_page(request, case, assign=form)


@require_POST
def team_recuse(request: HttpRequest, case_id: int, person_id: int) -> HttpResponse:
    """Somebody stands aside."""
    case = opening.case_to_lead(request.actor, case_id)
    form = RecuseForm(request.POST)
    if done(
        form,
        lambda: actions.recuse(
            actor=request.actor, case_id=case_id, person_id=person_id, reason=form.cleaned_data["reason"],
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("已回避，他不再能打开这件案。"))
        return redirect("tolerance:team", case_id)
    return _team_page(request, case, assign=form)


@require_POST
def recusal_answer(request: HttpRequest, case_id: int, request_id: int) -> HttpResponse:
    """Answer a request that somebody recuse."""
    case = opening.case_to_lead(request.actor, case_id)
    if not case.recusal_requests.filter(pk=request_id).exists():
        raise NotHere()
    form = AnswerRecusalForm(request.POST)
    if done(
        form,
        lambda: actions.answer_recusal(
            actor=request.actor, request_id=request_id, at=timezone.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, _("已答复，已告知本人。"))
        return redirect("tolerance:team", case_id)
    return _team_page(request, case, assign=form)


@require_GET
def voices(request: HttpRequest, case_id: int) -> HttpResponse:
    """What the party organisation, outsiders, the unit and the person said, and what was handed in."""
    return _voices_page(request, opening.case_to_record(request.actor, case_id))


@require_POST
def party_ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """The party organisation was asked."""
    form = AskPartyForm(request.POST)
    return _voiced(request, case_id, "ask_form", form, _("已登记征求意见。"), lambda: actions.ask_party_organisation(
        actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@require_POST
def party_answer(request: HttpRequest, case_id: int) -> HttpResponse:
    """The party organisation answered."""
    form = PartyOpinionForm(request.POST)
    return _voiced(request, case_id, "opinion_form", form, _("已登记意见。"), lambda: actions.key_party_opinion(
        actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@require_POST
def outside_add(request: HttpRequest, case_id: int) -> HttpResponse:
    """Somebody from outside took part."""
    form = OutsideForm(request.POST)
    told = _("已登记参与的人。")
    return _voiced(request, case_id, "outside_form", form, told, lambda: actions.add_outside_participant(
        actor=request.actor, case_id=case_id, at=timezone.now(), **form.cleaned_data
    ))  # fmt: skip


@require_POST
def statement_key(request: HttpRequest, case_id: int) -> HttpResponse:
    """A signed statement is keyed in."""
    form = PaperStatementForm(request.POST, request.FILES)

    def write() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        actions.add_statement(
            actor=request.actor,
            case_id=case_id,
            way="PAPER",
            scan=upload_of(form, "upload"),
            at=timezone.now(),
            **given,
        )

    return _voiced(request, case_id, "statement_form", form, _("已代录，扫描件已存。"), write)


@require_POST
def evidence_add(request: HttpRequest, case_id: int) -> HttpResponse:
    """A piece of evidence is handed in."""
    form = EvidenceForm(request.POST, request.FILES)

    def write() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "upload"}
        actions.add_case_evidence(
            actor=request.actor, case_id=case_id, upload=upload_of(form, "upload"), at=timezone.now(), **given
        )

    return _voiced(request, case_id, "evidence_form", form, _("已登记证据，SHA-256 已记下。"), write)


# Parts of the pages ----------------------------------------------------------------------------------------------


def _voiced(
    request: HttpRequest, case_id: int, name: str, form: forms.Form, told: str, write: Callable[[], Any]
) -> HttpResponse:
    case = opening.case_to_record(request.actor, case_id)
    if done(form, write):
        messages.success(request, told)
        return redirect("tolerance:voices", case_id)
    return _voices_page(request, case, **{name: form})


def _candidates(request: HttpRequest, case: Case) -> tuple[Candidate, ...]:
    words = request.GET.get("who", "").strip()
    return queries.candidates(case, words, but=request.actor.person_id, on=timezone.localdate())


def _team_page(request: HttpRequest, case: Case, *, assign: forms.Form | None = None) -> HttpResponse:
    on = timezone.localdate()
    found = _candidates(request, case)
    least = policies.value("tolerance.least_investigators", region=case.region, on=on)
    may_lead = reach.may_lead(request.actor, case)
    lines = queries.team_of(case, on=on)
    at_work = {one.person_id for one in lines}
    form = assign if isinstance(assign, AssignForm) else AssignForm(candidates=found)
    context = {
        "case": case,
        "lines": lines,
        "barred": [one for one in found if one.conflicts and one.id not in at_work],
        "all_barred": bool(found) and all(one.conflicts for one in found),
        "assign_form": form,
        "form": assign or form,
        "who": request.GET.get("who", ""),
        "requests": list(case.recusal_requests.select_related("about").order_by("pk")),
        "answer_form": AnswerRecusalForm(),
        "recuse_form": RecuseForm(),
        "may_lead": may_lead,
        "may_record": reach.may_handle(request.actor, case),
        "may_assign": may_lead and case.state in {"ACCEPTED", "INVESTIGATING"},
        "may_start": case.state == "ACCEPTED" and queries.is_enough(case, int(least.value or 1)),
        "may_raise": may_lead and case.state in {"APPLIED", "ACCEPTED", "INVESTIGATING", "INVESTIGATED", "READY"},
        "may_end": case.state in {"ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY"},
        "least": least,
    }
    return render_page(request, "tolerance/team.html", context)


def _voices_page(request: HttpRequest, case: Case, **given: forms.Form) -> HttpResponse:
    asked = queries.party_opinion(case)
    shown: dict[str, forms.Form] = {
        "ask_form": AskPartyForm(initial={"organisation_name": asked.organisation_name if asked else ""}),
        "opinion_form": PartyOpinionForm(),
        "outside_form": OutsideForm(),
        "statement_form": PaperStatementForm(),
        "evidence_form": EvidenceForm(),
    }
    context = {
        "case": case,
        "asked": asked,
        "outside": list(case.outside_participants.order_by("pk")),
        "statements": list(case.statements.order_by("pk")),
        "may_add": case.state in {"ACCEPTED", "INVESTIGATING", "INVESTIGATED", "HEARING", "READY"},
        "form": next(iter(given.values()), None),
        **shown,
        **given,
    }
    return render_page(request, "tolerance/team_voices.html", context)
