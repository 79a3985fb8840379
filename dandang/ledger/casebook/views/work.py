"""One entry in the making: original beside anonymised, markings to decide, words to mend, the check."""

from __future__ import annotations

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.ledger.casebook import actions, forms, queries, shown


@require_safe
def work(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show both texts side by side."""
    return _page(request, entry_id)


@require_http_methods(["GET", "POST"])
def rewrite(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Set the words anew."""
    entry = queries.entry_to_work(request.actor, entry_id)
    form = forms.PartsForm(request.POST or None, initial=shown.originals(entry) | {"field": entry.field})
    if request.method == "POST" and form.is_valid():
        try:
            actions.rewrite_entry(
                actor=request.actor, entry_id=entry_id, parts=form.parts(), field=form.cleaned_data["field"],
                at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("已改好，并重新查找了要隐去的文字。"))
            return redirect("casebook:work", entry_id)
    _looked(request, entry_id)
    return pages.render_page(request, "casebook/rewrite.html", {"entry": entry, "form": form})


@require_POST
def markings(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Write down what was chosen for each marking; those left alone stay open."""
    entry = queries.entry_to_work(request.actor, entry_id)
    choices = forms.typed_choices(request.POST, [one.pk for one in entry.markings.all()])
    try:
        left = actions.decide_markings(actor=request.actor, entry_id=entry_id, choices=choices, at=timezone.now())
    except Refusal as refusal:
        return _page(request, entry_id, sentences=[refusal.sentence], typed=choices, status=400)
    said = (
        ngettext("还有 %d 处待确认。", "还有 %d 处待确认。", left) % left if left else _("全部确认了，请核对后送审。")
    )
    messages.success(request, _("已保存。") + said)
    return redirect("casebook:work", entry_id)


@require_POST
def mark(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Mark a piece of text by hand."""
    form = forms.MarkForm(request.POST)
    if form.is_valid():
        try:
            actions.mark_by_hand(actor=request.actor, entry_id=entry_id, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("已标出并替换。"))
            return redirect("casebook:work", entry_id)
    return _page(request, entry_id, mark_form=form)


@require_POST
def check(request: HttpRequest, entry_id: int) -> HttpResponse:
    """State that everything was looked at, and send it to a leader."""
    form = forms.CheckForm(request.POST)
    if form.is_valid():
        try:
            actions.check_entry(
                actor=request.actor, entry_id=entry_id, risk_note=form.cleaned_data["risk_note"], at=timezone.now()
            )
        except Refusal as refusal:
            form.refuse(refusal.field, refusal.sentence)
        else:
            messages.success(request, _("已核对，送领导审批。审批的人只看到隐去以后的文字。"))
            return redirect("casebook:work", entry_id)
    return _page(request, entry_id, check_form=form)


@require_POST
def drop(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Give up an entry that is not approved."""
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, entry_id, reason_form=form)
    actions.drop_entry(actor=request.actor, entry_id=entry_id, reason=form.cleaned_data["reason"], at=timezone.now())
    messages.success(request, _("这一条不编了，文字和理由留在记录里。"))
    return redirect("casebook:desk")


@require_POST
def withdraw(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Take an approved entry out of the casebook."""
    form = forms.ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, entry_id, reason_form=form)
    actions.withdraw_entry(
        actor=request.actor, entry_id=entry_id, reason=form.cleaned_data["reason"], at=timezone.now()
    )
    messages.success(request, _("已撤下，读者不再看到它。"))
    return redirect("casebook:work", entry_id)


@require_POST
def settle(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show an entry again after looking at its case."""
    form = forms.ReasonForm(request.POST)
    if form.is_valid():
        try:
            actions.settle_doubt(
                actor=request.actor, entry_id=entry_id, reason=form.cleaned_data["reason"], at=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已恢复，读者又能看到它。"))
            return redirect("casebook:entry", entry_id)
    return _page(request, entry_id, reason_form=form)


def _looked(request: HttpRequest, entry_id: int) -> None:
    """Put the look on record, however the page was come by: it shows the words of the file."""
    audit.record_read(actor=request.actor, target=ref("casebook.entry", entry_id), what="案例原文", at=timezone.now())


def _page(request: HttpRequest, entry_id: int, *, status: int | None = None, **given: object) -> HttpResponse:
    bench = queries.workbench(request.actor, entry_id)
    _looked(request, entry_id)
    forms_shown: dict[str, django_forms.Form] = {
        "mark_form": forms.MarkForm(),
        "check_form": forms.CheckForm(initial={"risk_note": bench.entry.risk_note}),
        "reason_form": forms.ReasonForm(),
    }
    typed = given.pop("typed", {})
    context = {
        "bench": bench,
        "entry": bench.entry,
        "look": shown.look(bench.entry),
        "steps": shown.steps(bench.entry),
        "rows": shown.marking_rows(bench, typed if isinstance(typed, dict) else {}),
        **forms_shown,
        **given,
    }
    return pages.render_page(request, "casebook/work.html", context, status=status)
