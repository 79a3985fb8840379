"""Pages that send a report on: to an organ of the two systems, outside; summaries for others; joining; feedback."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from dandang.foundation.audit import actions as audit
from dandang.foundation.ui.pages import render_page

from ..actions import duplicates as joining
from ..actions import forwarding as actions
from ..actions import reporter as writing
from ..forms_intake import FeedbackForm, ForwardForm, JoinForm, LetterForm, OutsideForm, RedactionForm
from ..models import Report
from ..queries import clauses, duplicates, intake, reach, tabs
from ..queries import forwarding as queries
from .acts import done


@require_http_methods(["GET", "POST"])
def forward(request: HttpRequest, report_id: int) -> HttpResponse:
    """Hand the report to another organ of the two systems."""
    report = intake.report_to_handle(request.actor, report_id)
    form, targets = _forward_form(request, report)
    if request.method == "POST" and done(
        form,
        lambda: actions.forward(actor=request.actor, report_id=report_id, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("已转送。接收的机关收到了待办，这件反映不再对本机关打开。"))
        return redirect("protection:reports")
    return _forward_page(request, report, form, targets, OutsideForm(clauses=_clauses(report)))


@require_POST
def send_outside(request: HttpRequest, report_id: int) -> HttpResponse:
    """Note that the released summary went to an organ outside the two systems."""
    report = intake.report_to_handle(request.actor, report_id)
    form = OutsideForm(request.POST, clauses=_clauses(report))
    if done(
        form,
        lambda: actions.send_outside(actor=request.actor, report_id=report_id, at=timezone.now(), **form.cleaned_data),
    ):
        messages.success(request, _("已登记转送。只转出了隐去身份的摘要，结果回来后在这里登记。"))
        return redirect("protection:report", report_id)
    inside = ForwardForm(targets=[])
    return _forward_page(request, report, inside, queries.targets(report, on=timezone.localdate()), form)


@require_http_methods(["GET", "POST"])
def redactions(request: HttpRequest, report_id: int) -> HttpResponse:
    """Summaries that do not give the reporter away: one writes, another checks."""
    report = reach.report_to_see(request.actor, report_id)
    form = RedactionForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.write_redaction(
            actor=request.actor, report_id=report_id, text=form.cleaned_data["text"], at=timezone.now()
        ),
    ):
        messages.success(request, _("已写好，请另一个人核对。"))
        return redirect("protection:redactions", report_id)
    context = {
        "report": report,
        "form": form,
        "rows": list(report.redactions.order_by("-id")),
        "me": audit.actor_ref(request.actor),
        "may_write": reach.may_handle(request.actor, report),
        "tabs": tabs.report_tabs(request.actor, report, "redactions"),
    }
    return render_page(request, "protection/forwarding_redactions.html", context)


@require_POST
def check_redaction(request: HttpRequest, report_id: int, redaction_id: int) -> HttpResponse:
    """Release a summary somebody else wrote."""
    actions.check_redaction(actor=request.actor, report_id=report_id, redaction_id=redaction_id, at=timezone.now())
    messages.success(request, _("已核对。这份摘要可以给办理范围以外的人看。"))
    return redirect("protection:redactions", report_id)


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, report_id: int) -> HttpResponse:
    """Join the report to an earlier one about the same matter."""
    report = intake.report_to_handle(request.actor, report_id)
    earlier = duplicates.candidates(request.actor, report)
    choices = [(one.pk, f"{one.number}　{one.about}") for one in earlier]
    form = JoinForm(request.POST or None, candidates=choices, to=request.GET.get("to", ""))
    if request.method == "POST" and done(
        form,
        lambda: joining.join(
            actor=request.actor, report_id=report_id, to_id=form.cleaned_data["to"],
            reason=form.cleaned_data["reason"], at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("已并入。两件的内容都还在，反映人凭各自的收条看到同一个进展。"))
        return redirect("protection:report", report_id)
    beside = next((one for one in earlier if str(one.pk) == str(form["to"].value())), None)
    return render_page(
        request,
        "protection/forwarding_join.html",
        {"report": report, "form": form, "beside": beside, "n": len(earlier)},
    )


@require_http_methods(["GET", "POST"])
def letters(request: HttpRequest, report_id: int) -> HttpResponse:
    """What the handlers and the reporter wrote to each other, and a line to write."""
    report = reach.report_to_see(request.actor, report_id)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: writing.write_back(
            actor=request.actor, report_id=report_id, text=form.cleaned_data["text"], at=timezone.now()
        ),
    ):
        messages.success(request, _("已写好。反映人下次凭收条来看时能看到。"))
        return redirect("protection:letters", report_id)
    context = {
        "report": report,
        "form": form,
        "questions": list(report.questions.all()),
        "may_write": reach.may_handle(request.actor, report) and bool(report.receipt_digest),
        "tabs": tabs.report_tabs(request.actor, report, "letters"),
    }
    return render_page(request, "protection/forwarding_letters.html", context)


@require_http_methods(["GET", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """What the letters office sent and has to be told about, and one button for it."""
    due = queries.feedback_due(request.actor, on=timezone.localdate())
    form = FeedbackForm(request.POST or None, due=[(one.pk, _feedback_label(one)) for one in due])
    if request.method == "POST" and done(
        form, lambda: actions.feed_back(actor=request.actor, at=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, _("已登记反馈。"))
        return redirect("protection:feedback")
    return render_page(request, "protection/forwarding_feedback.html", {"form": form, "due": due})


# Parts of the pages ----------------------------------------------------------------------------------------------


def _forward_form(request: HttpRequest, report: Report) -> tuple[ForwardForm, list[queries.Target]]:
    targets = queries.targets(report, on=timezone.localdate())
    choices = [(one.key, one.label) for one in targets]
    return ForwardForm(request.POST or None, targets=choices), targets


def _forward_page(
    request: HttpRequest, report: Report, form: ForwardForm, targets: list[queries.Target], outside: OutsideForm
) -> HttpResponse:
    if not form.is_bound:
        form = ForwardForm(targets=[(one.key, one.label) for one in targets if not one.barred])
    context = {
        "report": report,
        "form": form,
        "outside": outside,
        "barred": [one for one in targets if one.barred],
        "released": queries.released(report),
        "has_targets": any(not one.barred for one in targets),
    }
    return render_page(request, "protection/forwarding_forward.html", context)


def _clauses(report: Report) -> list[tuple[str, str]]:
    return clauses.choices(clauses.clauses_in_force(report.region, timezone.localdate()))


def _feedback_label(report: Report) -> str:
    words = _("%(number)s　%(sender)s转来　%(state)s　%(day)s")
    return words % {
        "number": report.number, "sender": report.forwarded_from, "state": report.get_state_display(),
        "day": report.concluded_on.isoformat() if report.concluded_on else "",
    }  # fmt: skip
