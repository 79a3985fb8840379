"""The findings inbox: the list, a new one, and what was done about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground.refusal import BadInput, Refusal
from dandang.foundation.ui import pages
from dandang.ledger.matters import actions, forms, queries, shown
from dandang.ledger.matters.queries import register
from dandang.ledger.matters.views.matters import subnav
from dandang.registry.access import queries as access

WRITE = "matters.finding.write"


def findings(request: HttpRequest) -> HttpResponse:
    """What inspection, audit, supervision and petitions say, good and bad."""
    form = forms.FindingFilterForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = pages.cut(register.findings(request.actor, **chosen), number=pages.number_of(request))
    context = {
        "filter": form,
        "page": page,
        "rows": page.rows,
        "links": subnav(request, "findings"),
        "may_write": access.may(request.actor, WRITE),
        "has_errors": False,
    }
    return pages.render_page(request, "matters/finding_list.html", context)


@require_http_methods(["GET", "POST"])
def new_finding(request: HttpRequest) -> HttpResponse:
    """Put a finding into the inbox."""
    units = register.unit_choices(request.actor, WRITE, on=timezone.localdate())
    form = forms.FindingForm(request.POST or None, units=shown.indented(units))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        who, number = given.pop("person").strip(), given.pop("matter").strip()
        try:
            saved = actions.record_finding(
                actor=request.actor,
                person_id=register.person_called(request.actor, who, field="person") if who else None,
                matter_id=_matter_id(request, number),
                at=timezone.now(),
                **given,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已登记。"))
            return redirect("matters:finding", saved)
    return pages.render_page(request, "matters/finding_form.html", {"form": form})


def finding(request: HttpRequest, finding_id: int) -> HttpResponse:
    """One finding and what was done about it."""
    return _finding_page(request, finding_id, forms.HandlingForm())


@require_POST
def handle(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Note what was done about a finding."""
    form = forms.HandlingForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.handle_finding(
                actor=request.actor,
                finding_id=finding_id,
                handling=given["handling"],
                matter_id=_matter_id(request, given["matter"].strip()),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("已记下怎样处理。"))
            return redirect("matters:finding", finding_id)
    return _finding_page(request, finding_id, form)


def _finding_page(request: HttpRequest, finding_id: int, form: forms.HandlingForm) -> HttpResponse:
    row = register.finding_row(request.actor, finding_id)
    context = {
        "finding": row,
        "facts": shown.finding_facts(row),
        "may_handle": row.handled_at is None and access.may(request.actor, WRITE),
        "form": form,
    }
    return pages.render_page(request, "matters/finding_detail.html", context)


def _matter_id(request: HttpRequest, number: str) -> int | None:
    """The matter with a number that the reader sees; a number that is not there is refused at its field."""
    if not number:
        return None
    found = queries.matter_by_number(number)
    if found is None or not register.sees(request.actor, found.id):
        raise BadInput(_("没有编号是“%s”的事项，请核对") % number, field="matter")
    return found.id
