"""The register of papers, one paper with its next step, services and receipts; what a person receives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.ground import references
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui import pages
from dandang.law.documents import queries as documents
from dandang.ledger.papers import actions, forms, queries, shown
from dandang.registry.access import queries as access

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}


def register(request: HttpRequest) -> HttpResponse:
    """Every paper of the reader's desk, newest first."""
    form = forms.RegisterFilter(request.GET or None, kinds=queries.choices())
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    page = pages.cut(queries.register(request.actor, **chosen), number=pages.number_of(request))
    context = {"filter": form, "page": page, "rows": [shown.row(paper) for paper in page.rows]}
    return pages.render_page(request, "papers/paper_list.html", context)


def paper(request: HttpRequest, paper_id: int) -> HttpResponse:
    """One paper: steps, people, versions, services, and the next step for those who may take it."""
    return _paper_page(request, paper_id)


def download(request: HttpRequest, paper_id: int, form: str) -> HttpResponse:
    """The paper as a file; who took it stands in the print log."""
    if form not in ("pdf", "docx", "scan"):
        raise NotHere()
    printed = actions.print_paper(actor=request.actor, paper_id=paper_id, form=form, at=timezone.now())
    response = HttpResponse(printed.content, content_type=TYPES[printed.form])
    response["Content-Disposition"] = documents.attachment(printed.name)
    return response


@require_POST
def step(request: HttpRequest, paper_id: int, step: str) -> HttpResponse:
    """One step without a page of its own: check, return, sign, number, seal, file, drop."""
    if step not in _STEPS:
        raise NotHere()
    take, make_form, done = _STEPS[step]
    form = make_form(request.POST)
    if form.is_valid():
        try:
            take(actor=request.actor, paper_id=paper_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            if refusal.status in (403, 404):
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, str(done))
            return redirect("papers:paper", paper_id)
    return _paper_page(request, paper_id, wrong={step: form})


@require_http_methods(["GET", "POST"])
def key_signed(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Key in that a paper was signed by hand, with its scan."""
    found = queries.paper_for(request.actor, paper_id)
    form = forms.KeyedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            code = actions.key_signed_paper(
                actor=request.actor,
                paper_id=paper_id,
                signer_person_id=access.person_called(typed["signer"]),
                signed_on=typed["signed_on"],
                original_location=typed["original_location"],
                content=typed["upload"].read(),
                filename=typed["upload"].name,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已代录签发。扫描件校验码 %s，请抄在原件背面") % code)
            return redirect("papers:paper", paper_id)
    return pages.render_page(request, "papers/key_signed.html", {"paper": found, "form": form})


@require_http_methods(["GET", "POST"])
def serve(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Put down that a paper was served."""
    found = queries.paper_for(request.actor, paper_id)
    form = forms.ServiceForm(request.POST or None, initial=shown.first_service(found, timezone.localdate()))
    if request.method == "POST" and form.is_valid():
        typed = dict(form.cleaned_data)
        try:
            named = typed.pop("person")
            actions.serve_paper(
                actor=request.actor,
                paper_id=paper_id,
                person_id=access.person_called(named) if named else None,
                at=timezone.now(),
                **typed,
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已登记送达。"))
            return redirect("papers:paper", paper_id)
    return pages.render_page(request, "papers/serve.html", {"paper": found, "form": form})


def service(request: HttpRequest, service_id: int) -> HttpResponse:
    """One service: the clerk sees what is on file, the person the paper and the button to receive it."""
    found = queries.service_for(request.actor, service_id)
    is_mine = found.person_id is not None and found.person_id == request.actor.person_id
    context = {
        "service": found,
        "paper": found.paper,
        "facts": shown.service_facts(found),
        "may_receive": is_mine and found.receipt_at is None,
        "may_key": not is_mine
        and found.receipt_at is None
        and not queries.needs_no_receipt(found)
        and access.may(request.actor, "papers.serve"),
        "is_mine": is_mine,
    }
    return pages.render_page(request, "papers/service.html", context)


@require_POST
def received(request: HttpRequest, service_id: int) -> HttpResponse:
    """The person says that the paper has arrived."""
    actions.acknowledge(actor=request.actor, service_id=service_id, at=timezone.now())
    messages.success(request, _("已签收。签收只表示收到，不影响您提出不同意见。"))
    return redirect("papers:service", service_id)


@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest, service_id: int) -> HttpResponse:
    """Key in a receipt that came back on paper."""
    found = queries.service_for(request.actor, service_id)
    form = forms.ReceiptForm(request.POST or None, request.FILES or None, initial={"signer": found.recipient})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.key_receipt(
                actor=request.actor,
                service_id=service_id,
                received_on=typed["received_on"],
                signer=typed["signer"],
                content=typed["upload"].read(),
                filename=typed["upload"].name,
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        else:
            messages.success(request, _("已登记回证。"))
            return redirect("papers:service", service_id)
    context = {"service": found, "paper": found.paper, "form": form}
    return pages.render_page(request, "papers/receipt.html", context)


# Move -> action, the form of what it needs, what to say afterwards.
_STEPS: dict[str, tuple[Callable[..., Any], type[Form], str]] = {
    "check": (actions.check_paper, Form, _("已核稿，交给领导签发。")),
    "return": (actions.return_paper, forms.ReasonForm, _("已退回拟稿人修改，原稿保留。")),
    "drop": (actions.drop_paper, forms.ReasonForm, _("已废止，内容保留。")),
    "sign": (actions.sign_paper, Form, _("已签发，内容不能再改。")),
    "number": (actions.number_paper, forms.NumberForm, _("已编文号。")),
    "seal": (actions.seal_paper, Form, _("已登记用印。")),
    "file": (actions.file_paper, forms.FilingForm, _("已归档。")),
}


def _paper_page(request: HttpRequest, paper_id: int, wrong: dict[str, Form] | None = None) -> HttpResponse:
    found = queries.paper_for(request.actor, paper_id)
    steps, number = shown.steps(found)
    label, look = shown.state_of(found)
    context: dict[str, Any] = {
        "paper": found,
        "steps": steps,
        "number": number,
        "subject": references.describe([found.subject])[found.subject],
        "state": label,
        "look": look,
        "facts": shown.facts(found),
        "history": shown.history(found),
        "services": [shown.service_line(row) for row in found.services.all()],
        "moves": queries.moves_for(request.actor, found),
        "reason_form": forms.ReasonForm(),
        "number_form": forms.NumberForm(initial={"word": next(iter(queries.words_used(found.organ_id)), "")}),
        "filing_form": forms.FilingForm(initial={"original_location": found.original_location}),
        "has_errors": bool(wrong),
    }
    for form in (wrong or {}).values():
        context["form"] = form
    return pages.render_page(request, "papers/paper_detail.html", context)
