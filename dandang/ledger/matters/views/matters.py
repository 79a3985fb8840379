"""The register of matters, one matter, and what is added to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.matters import actions, forms, kinds, models, queries, shown
from dandang.ledger.matters.queries import register
from dandang.ledger.matters.records import EvidenceRecord
from dandang.registry.access import queries as access


def matter_list(request: HttpRequest) -> HttpResponse:
    """What happened in the units the reader sees."""
    units = register.unit_choices(request.actor, register.VIEW, on=timezone.localdate())
    form = forms.MatterFilterForm(
        request.GET or None,
        years=register.years(request.actor),
        units=[(unit.path, name) for unit, (_pk, name) in zip(units, shown.indented(units), strict=True)],
    )
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    wanted = register.MatterFilter(unit_path=chosen.pop("unit", ""), **chosen)
    page = pages.cut(register.matters(request.actor, wanted), number=pages.number_of(request))
    context = {
        "filter": form,
        "page": page,
        "rows": [(row, shown.days(row), shown.LOOKS[row.state]) for row in page.rows],
        "may_write": access.may(request.actor, "matters.matter.write"),
        "links": subnav(request, "list"),
        "has_errors": False,
    }
    return pages.render_page(request, "matters/matter_list.html", context)


def subnav(request: HttpRequest, current: str) -> list[tuple[str, str, bool]]:
    """The room's second level: matters, accountability, findings; only what the reader may open."""
    entries = (
        ("list", _("事项"), register.VIEW),
        ("accountabilities", _("问责事项"), register.ACCOUNTABILITY),
        ("findings", _("监督发现"), register.FINDINGS),
    )
    return [
        (label, reverse(f"matters:{name}"), name == current)
        for name, label, verb in entries
        if access.may(request.actor, verb)
    ]


@require_http_methods(["GET", "POST"])
def new_matter(request: HttpRequest) -> HttpResponse:
    """Register a happening."""
    units = register.unit_choices(request.actor, "matters.matter.write", on=timezone.localdate())
    form = forms.MatterForm(
        request.POST or None,
        units=shown.indented(units),
        may_restrict=access.may(request.actor, register.RESTRICTED),
        initial={"organisation_id": units[0].id if len(units) == 1 else None},
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.enter_matter(actor=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记。请接着登记相关人员和证据。"))
            return redirect("matters:matter", saved)
    return pages.render_page(request, "matters/matter_form.html", {"form": form})


def matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """One matter: facts, people, evidence with custody, accountability, and what the parts do about it."""
    return _matter_page(request, matter_id)


@require_http_methods(["GET", "POST"])
def new_involvement(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Add somebody's part in a matter."""
    row = register.matter_row(request.actor, matter_id, verb="matters.matter.write")
    form = forms.InvolvementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            person_id = register.person_called(request.actor, given.pop("who").strip(), field="who")
            actions.enter_involvement(
                actor=request.actor, matter_id=matter_id, person_id=person_id, at=timezone.now(), **given
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记。"))
            return redirect("matters:matter", matter_id)
    return pages.render_page(request, "matters/involvement_form.html", {"form": form, "matter": row})


@require_POST
def close(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Close a matter with what came of it."""
    form = forms.OutcomeOfMatterForm(request.POST)
    if form.is_valid():
        outcome = form.cleaned_data["outcome"]
        try:
            actions.close_matter(actor=request.actor, matter_id=matter_id, outcome=outcome, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("这件事已了结。"))
            return redirect("matters:matter", matter_id)
    return _matter_page(request, matter_id, close_form=form)


@require_POST
def reopen(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Open a closed matter again."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            actions.reopen_matter(actor=request.actor, matter_id=matter_id, reason=reason, at=timezone.now())
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已重新打开。"))
            return redirect("matters:matter", matter_id)
    return _matter_page(request, matter_id, reopen_form=form)


def _matter_page(
    request: HttpRequest,
    matter_id: int,
    *,
    close_form: forms.OutcomeOfMatterForm | None = None,
    reopen_form: forms.ReasonForm | None = None,
) -> HttpResponse:
    today = timezone.localdate()
    row = register.matter_row(request.actor, matter_id)
    pieces = _custody(request, row, queries.evidence_of(matter_id, withdrawn=True))
    accountabilities = register.accountabilities_in(request.actor, matter_id)
    may_write = register.may_over(request.actor, "matters.matter.write", row)
    context: dict[str, Any] = {
        "matter": row,
        "facts": shown.matter_facts(row),
        "look": shown.LOOKS[row.state],
        "people": register.involved_in(matter_id),
        "evidence": pieces,
        "accountabilities": [(one, shown.LOOKS[one.state]) for one in accountabilities],
        "findings": register.findings_in(request.actor, matter_id),
        "linked": kinds.linked_to(request.actor, matter_id),
        "happenings": shown.happenings(row, [one.record for one in pieces if one.may_read], accountabilities, today),
        "is_open": row.state == "OPEN",
        "may_write": may_write,
        "may_end": register.may_end(request.actor, row),
        "may_add": register.may_over(request.actor, "matters.evidence.add", row),
        "may_call_to_account": register.may_over(request.actor, "matters.accountability.write", row),
        "close_form": close_form or forms.OutcomeOfMatterForm(),
        "reopen_form": reopen_form or forms.ReasonForm(),
    }
    return pages.render_page(request, "matters/matter_detail.html", context)


def _custody(request: HttpRequest, matter: models.Matter, evidence: list[EvidenceRecord]) -> list[shown.Custody]:
    """The evidence with its chain of custody, which the staff and who filed a piece may see."""
    today = timezone.localdate()
    is_staff = register.may_over(request.actor, register.READ_EVIDENCE, matter)
    looks = queries.looks_of([one.id for one in evidence])
    return [
        shown.Custody(
            one,
            shown.evidence_card(one),
            is_staff or register.is_own(request.actor, one.added_by),
            shown.custody_line(one, looks.get(one.id, []), today),
        )
        for one in evidence
    ]
