"""Pages of imports and exports: list and upload, columns, dry run, confirmation, progress, requests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.foundation.ui.records import Fact, Tally
from dandang.interchange.intake import actions, errors, forms, marking, queries, states, tasks
from dandang.interchange.intake.making import Made
from dandang.interchange.intake.models import Batch, ExportRequest
from dandang.interchange.intake.reading import InputFile

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    units = queries.units_to_import_into(request.actor, now)
    initial = {"organisation": request.actor.organisation_id}
    is_post = request.method == "POST"
    form = forms.UploadForm(
        request.POST if is_post else None, request.FILES if is_post else None, units=units, initial=initial
    )
    if is_post and form.is_valid():
        given = [InputFile(file.name or "", file.read()) for file in form.cleaned_data["upload"]]
        try:
            batch = actions.upload(
                actor=request.actor, files=given, organisation_id=form.cleaned_data["organisation"], at=now
            )
        except errors.Duplicate as same:
            messages.warning(request, same.sentence)
            return redirect("intake:batch", same.batch_id)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "upload", refusal.sentence)
        else:
            return redirect("intake:batch", batch.pk) if batch.needs_mapping else _check(request, batch)
    context = {"form": form, "page": pages.cut(queries.batches(request.actor), number=pages.number_of(request))}
    return pages.render_page(request, "intake/home.html", context)


def _check(request: HttpRequest, batch: Batch) -> HttpResponse:
    """Check a small file now, a large one in the background; either way the import's page shows what came of it."""
    if tasks.is_large(batch):
        tasks.start_check(batch, request.actor.account_id)
    else:
        actions.check_batch(actor=request.actor, batch_id=batch.pk, at=timezone.now())
    return redirect("intake:batch", batch.pk)


@require_GET
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = queries.batch(request.actor, batch_id)
    if found.needs_mapping:
        return redirect("intake:columns", batch_id)
    show = request.GET.get("show", "")
    context = {"batch": found, "tallies": _tallies(found), "show": show, "groups": []}
    if found.state in (states.UPLOADED, states.APPLYING):
        return pages.render_page(request, "intake/batch_running.html", context | _progress(found, timezone.now()))
    number = pages.number_of(request)
    context["groups"] = queries.problem_groups(found) if found.errors else []
    if show == "hints" or (found.errors and show != "changes"):
        weight = "HINT" if show == "hints" else "ERROR"
        context["findings"] = pages.cut(queries.findings(found, weight), number=number)
    else:
        context["changes"] = pages.cut(queries.changes(found), number=number)
    return pages.render_page(request, "intake/batch_detail.html", context)


def _tallies(batch: Batch) -> list[Tally]:
    done = batch.state == states.APPLIED
    return [
        Tally(_("读到"), batch.rows_read, _("行")),
        Tally(_("已新增") if done else _("将新增"), batch.created, _("人")),
        Tally(_("已更新") if done else _("将更新"), batch.updated, _("人")),
        Tally(_("没有变化"), batch.unchanged, _("人")),
        Tally(_("要改"), batch.errors, _("处"), is_bad=bool(batch.errors)),
        Tally(_("提示"), batch.hints, _("处")),
    ]


def _progress(batch: Batch, now: datetime) -> dict[str, object]:
    sign = queries.progress(batch)
    verb = _("写入") if batch.state == states.APPLYING else _("核对")
    done, total = (sign.done, max(sign.total, sign.done)) if sign else (0, 0)
    if total > done:
        sentence = _("已%(verb)s %(done)s 人，共 %(total)s 人。可以离开本页。") % {
            "verb": verb, "done": f"{done:,}", "total": f"{total:,}",
        }  # fmt: skip
    else:
        sentence = _("正在%(verb)s，已处理 %(done)s 人。可以离开本页。") % {"verb": verb, "done": f"{done:,}"}
    return {"sentence": sentence, "done": done, "total": total or 1, "is_stuck": actions.is_stuck(batch, now)}


@require_GET
def progress(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = queries.batch(request.actor, batch_id)
    if found.state not in (states.UPLOADED, states.APPLYING):
        response = HttpResponse(status=204)
        response["HX-Refresh"] = "true"
        return response
    return pages.render_page(request, "intake/_running.html", {"batch": found, **_progress(found, timezone.now())})


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = queries.batch(request.actor, batch_id)
    page = queries.columns_page(found, encoding=request.POST.get("encoding", request.GET.get("encoding", "")))
    form = forms.ColumnsForm(request.POST or None, page=page)
    if form.is_valid():
        try:
            chosen = actions.choose_columns(
                actor=request.actor,
                batch_id=batch_id,
                mapping=form.mapping,
                encoding=form.cleaned_data.get("encoding", ""),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return _check(request, chosen)
    rows = [(column, form[f"column_{column.letter}"]) for column in page.columns]
    return pages.render_page(request, "intake/columns.html", {"batch": found, "page": page, "form": form, "rows": rows})


@require_POST
def check(request: HttpRequest, batch_id: int) -> HttpResponse:
    return _check(request, queries.batch(request.actor, batch_id))


@require_GET
def marked(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = queries.batch(request.actor, batch_id)
    is_workbook = found.kind in (Batch.Kind.SHEET, Batch.Kind.TEMPLATE)
    data = marking.marked_workbook(queries.input_files(found)[0].data, queries.problems(found), is_workbook=is_workbook)
    stem = found.title.rsplit(".", 1)[0]
    return _file(Made(f"{stem}_要改的地方.xlsx", _XLSX, data))


def _file(made: Made) -> HttpResponse:
    response = HttpResponse(made.data, content_type=made.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = queries.batch(request.actor, batch_id)
    if request.method == "POST":
        return _act(request, batch_id, lambda: _apply(request, found))
    facts = [
        Fact(_("文件"), found.title),
        Fact(_("将新增"), _("%(n)d 人") % {"n": found.created}),
        Fact(_("将更新"), _("%(n)d 人") % {"n": found.updated}),
        Fact(_("随后发生"), _("一次全部写入名册，每人的改动记入档案历史，写入一条审计记录。")),
        Fact(_("能否撤回"), _("不能整批撤回。写错的，改好文件再导入一次，或在档案里逐项更正。")),
    ]
    context = {"batch": found, "facts": facts, "is_ready": found.may_be_applied}
    return pages.render_page(request, "intake/confirm.html", context)


def _apply(request: HttpRequest, batch: Batch) -> None:
    if tasks.is_large(batch):
        tasks.start_apply(batch, request.actor.account_id)
    else:
        actions.apply_batch(actor=request.actor, batch_id=batch.pk, at=timezone.now())


def _act(request: HttpRequest, batch_id: int, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("intake:batch", batch_id)


@require_POST
def withdraw(request: HttpRequest, batch_id: int) -> HttpResponse:
    return _act(request, batch_id, lambda: actions.withdraw(actor=request.actor, batch_id=batch_id, at=timezone.now()))


# Exports ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def export_new(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    units = queries.units_to_import_into(request.actor, now)
    initial = {"organisation": request.actor.organisation_id}
    form = forms.ExportForm(request.POST or None, units=units, initial=initial)
    if form.is_valid():
        try:
            return _export(request, form, now)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
    page = pages.cut(queries.export_requests(request.actor), number=pages.number_of(request))
    return pages.render_page(request, "intake/export_new.html", {"form": form, "page": page})


def _export(request: HttpRequest, form: forms.ExportForm, now: datetime) -> HttpResponse:
    """A small export is handed out at once, a large one becomes a request for a second person."""
    chosen = form.cleaned_data
    ids = queries.people_to_export(request.actor, chosen["organisation"])
    if not queries.needs_consent(len(ids)):
        return _file(actions.export_people(actor=request.actor, kind=chosen["kind"], person_ids=ids, at=now))
    asked = actions.ask_export(
        actor=request.actor,
        kind=chosen["kind"],
        person_ids=ids,
        organisation_id=chosen["organisation"],
        reason=chosen["reason"],
        at=now,
    )
    messages.success(request, _("已提出申请，编号 %(n)d。另一人批准后，在这一页导出。") % {"n": asked.pk})
    return redirect("intake:export", asked.pk)


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = queries.export_request(request.actor, request_id)
    form = forms.AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            actions.answer_request(
                actor=request.actor,
                request_id=request_id,
                is_approved=form.cleaned_data["is_approved"],
                answer=form.cleaned_data["answer"],
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("已答复。"))
            return redirect("intake:export", request_id)
    context = {
        "asked": asked,
        "form": form,
        "may_answer": queries.may_answer(request.actor, asked),
        "may_take": asked.asked_by == request.actor.account_id and queries.is_valid(asked, timezone.now()),
        "facts": _request_facts(asked),
    }
    return pages.render_page(request, "intake/export_detail.html", context)


def _request_facts(asked: ExportRequest) -> list[Fact]:
    when = timezone.localtime(asked.asked_at).strftime("%Y-%m-%d %H:%M")
    facts = [
        Fact(_("格式"), str(asked.get_kind_display())),
        Fact(_("人数"), _("%(n)d 人") % {"n": asked.people}),
        Fact(_("单位"), asked.organisation.name),
        Fact(_("用途"), asked.reason),
        Fact(_("申请"), f"{asked.asker_name} {when}"),
    ]
    if asked.answered_at:
        when = timezone.localtime(asked.answered_at).strftime("%Y-%m-%d %H:%M")
        facts.append(Fact(_("答复"), f"{asked.get_state_display()}，{asked.answerer_name} {when} {asked.answer}"))
    return facts


@require_POST
def export_take(request: HttpRequest, request_id: int) -> HttpResponse:
    asked = queries.export_request(request.actor, request_id)
    return _file(
        actions.export_people(
            actor=request.actor,
            kind=asked.kind,
            person_ids=asked.person_ids,
            request_id=request_id,
            at=timezone.now(),
        )
    )
