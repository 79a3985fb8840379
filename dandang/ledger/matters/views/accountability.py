"""Accountability matters: the list, one with its gate as steps, and the forms that move it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground import references
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.foundation.ui.records import Fact
from dandang.ledger.matters import actions, forms, kinds, models, queries, shown, states
from dandang.ledger.matters.queries import register
from dandang.ledger.matters.views.matters import subnav
from dandang.registry.access import queries as access

WRITE = "matters.accountability.write"
CLOSE = "matters.accountability.close"


def accountabilities(request: HttpRequest) -> HttpResponse:
    """Who is to answer for what, and where it stands."""
    form = forms.AccountabilityFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = pages.cut(register.accountabilities(request.actor, **chosen), number=pages.number_of(request))
    context = {
        "filter": form,
        "page": page,
        "rows": [(row, shown.LOOKS[row.state]) for row in page.rows],
        "links": subnav(request, "accountabilities"),
        "has_errors": False,
    }
    return pages.render_page(request, "matters/accountability_list.html", context)


@require_http_methods(["GET", "POST"])
def new_accountability(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Put up an accountability matter for somebody who took part."""
    matter = register.matter_row(request.actor, matter_id, verb=WRITE)
    today = timezone.localdate()
    involved = register.involved_in(matter_id)
    organs = register.unit_choices(request.actor, WRITE, on=today)
    form = forms.AccountabilityForm(
        request.POST or None,
        people=[(one.person_id, f"{one.person.name}　{one.get_role_display()}") for one in involved],
        organs=shown.indented(organs),
        initial={"organ_id": request.actor.organisation_id},
    )
    gate = queries.gate_at(region=matter.region, on=today)
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.open_accountability(
                actor=request.actor,
                matter_id=matter_id,
                gate=gate.gate,
                gate_clause=gate.clause,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已提出。先考虑容错，再作决定。"))
            return redirect("matters:accountability", saved)
    context = {"form": form, "matter": matter, "gate": gate, "gate_label": states.Gate(gate.gate).label}
    return pages.render_page(request, "matters/accountability_form.html", context)


def accountability(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """One accountability matter: where it stands at the gate, what is missing, what is on file."""
    return _page(request, accountability_id, forms.ReasonForm())


@require_http_methods(["GET", "POST"])
def consider(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """Put on file whether tolerance was considered."""
    row = register.accountability_row(request.actor, accountability_id)
    today = timezone.localdate()
    form = forms.ConsiderationForm(request.POST or None, initial={"considered_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_consideration(
                actor=request.actor, accountability_id=accountability_id, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记。"))
            return redirect("matters:accountability", accountability_id)
    context = {"form": form, "row": row, "door": _case_door(request, row), "gate": _gate(row)}
    return pages.render_page(request, "matters/consideration_form.html", context)


@require_POST
def start(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """Open what was prepared."""
    actions.start_accountability(actor=request.actor, accountability_id=accountability_id, at=timezone.now())
    messages.success(request, _("已启动问责。"))
    return redirect("matters:accountability", accountability_id)


@require_POST
def send(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """Send it to those who decide."""
    actions.send_to_decision(actor=request.actor, accountability_id=accountability_id, at=timezone.now())
    messages.success(request, _("已提交决定。"))
    return redirect("matters:accountability", accountability_id)


@require_POST
def send_back(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """Send it back to inquiry with a reason."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.return_to_inquiry(
                actor=request.actor, accountability_id=accountability_id, reason=reason, at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已退回调查。"))
            return redirect("matters:accountability", accountability_id)
    return _page(request, accountability_id, form)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, accountability_id: int) -> HttpResponse:
    """Key in what the organ decided: the form, then 核对后提交, then the action."""
    row = register.accountability_row(request.actor, accountability_id)
    form = forms.DecisionForm(request.POST or None, offered=shown.offered_outcomes(row))
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        try:
            signers = _signers(request, form)
            if "confirmed" in request.POST:
                _close(request, accountability_id, form, signers)
                messages.success(request, _("已登记问责结论。"))
                return redirect("matters:accountability", accountability_id)
            return _confirmation(request, row, form)
        except Refusal as refusal:
            form.refuse(refusal)
    return pages.render_page(request, "matters/decision_form.html", {"form": form, "row": row})


def _signers(request: HttpRequest, form: forms.DecisionForm) -> tuple[int, int]:
    first, second = (
        register.person_called(request.actor, form.cleaned_data[field].strip(), field=field)
        for field in ("first_signer", "second_signer")
    )
    return first, second


def _close(request: HttpRequest, pk: int, form: forms.DecisionForm, signers: tuple[int, int]) -> None:
    given = {name: value for name, value in form.cleaned_data.items() if not name.endswith("_signer")}
    actions.close_accountability(actor=request.actor, accountability_id=pk, signers=signers, at=timezone.now(), **given)


def _confirmation(request: HttpRequest, row: models.Accountability, form: forms.DecisionForm) -> HttpResponse:
    """The page that says what will follow, in place of a question box."""
    given = form.cleaned_data
    facts = [
        Fact(_("当事人"), row.person.name),
        Fact(_("问责结论"), str(states.Outcome(given["outcome"]).label)),
        Fact(_("理由"), given["reasons"]),
        Fact(_("依据"), given["clause"]),
        Fact(_("决定文书"), f"{given['deciding_organ']}　{given['document']}　{given['decided_on'].isoformat()}"),
        Fact(_("签批人"), f"{given['first_signer']}、{given['second_signer']}"),
        Fact(_("容错"), str(row.get_consideration_display())),
        Fact(_("随后发生"), _("这件问责事项办结，不能再改；当事人不服的，按规定申请复核、申诉")),
    ]
    hidden = [(name, form.data.get(name, "")) for name in form.fields] + [("confirmed", "1")]
    context = {"row": row, "facts": facts, "hidden": hidden}
    return pages.render_page(request, "matters/decision_confirm.html", context)


def _page(request: HttpRequest, accountability_id: int, form: forms.ReasonForm) -> HttpResponse:
    row = register.accountability_row(request.actor, accountability_id)
    steps, number = shown.steps(row, timezone.localdate())
    gate = _gate(row)
    gate_url = gate.clause_url if gate.clause == row.gate_clause else ""
    case = references.describe([row.tolerance_case])[row.tolerance_case] if row.tolerance_case else None
    context: dict[str, Any] = {
        "row": row,
        "look": shown.LOOKS[row.state],
        "steps": steps,
        "number": number,
        "gate_url": gate_url,
        "facts": shown.accountability_facts(row, gate_url),
        "considered": shown.consideration_facts(row, case.name if case else "") if row.consideration else [],
        "case": case,
        "decided": shown.outcome_facts(row) if row.state == "CLOSED" else [],
        "next": shown.next_of(row),
        "door": _case_door(request, row),
        "may_write": register.may_over(request.actor, WRITE, row.matter),
        "may_close": register.may_over(request.actor, CLOSE, row.matter),
        "form": form,
    }
    return pages.render_page(request, "matters/accountability_detail.html", context)


def _gate(row: models.Accountability) -> queries.GatePlace:
    """Where the gate stood on the day the matter was put up."""
    return queries.gate_at(region=row.matter.region, on=timezone.localtime(row.prepared_at).date())


def _case_door(request: HttpRequest, row: models.Accountability) -> dict[str, str] | None:
    """Where to open a tolerance case beside this matter, while none is settled; none without the right."""
    door = kinds.case_door()
    if door is None or row.is_settled or row.consideration == "CASE_OPENED":
        return None
    return (
        {"label": str(door.label), "url": door.url(row.person.number)} if access.may(request.actor, door.verb) else None
    )
