"""Pages of intake: registering, references and their outcomes, acceptance, going on after a withdrawal, files."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Fact
from dandang.law.documents import queries as documents
from dandang.registry.vault import queries as vaults

from .. import receipts
from ..actions import intake as actions
from ..actions import references
from ..forms_intake import OutcomeForm, ReasonForm, ReferenceForm, RegisterForm
from ..models import Report
from ..queries import clauses, clocks, offices, reach, tabs
from ..queries import intake as queries
from ..records import Receipt
from .acts import done

_FIELDS = {"organ_id": "office", "files": "attached"}


@never_cache
@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Put a letter, a visit or a report from elsewhere on file; its receipt is shown once, to print and hand over."""
    form = RegisterForm(request.POST or None, request.FILES or None, places=queries.offices_of(request.actor))
    if request.method == "POST" and form.is_valid():
        receipt = _registered(request, form)
        if receipt is not None:
            is_mine = reach.visible_reports(request.actor).filter(pk=receipt.report_id).exists()
            context = {"receipt": receipt, "is_mine": is_mine, "limits": vaults.limits()}
            return render_page(request, "protection/intake_receipt.html", context)
    context = {"form": form, "once": request.POST.get("once") or receipts.new_once()}
    return render_page(request, "protection/intake_register.html", context)


@require_http_methods(["GET", "POST"])
def register_reference(request: HttpRequest) -> HttpResponse:
    """Put a number on file whose content stays with the body that handles it."""
    form = ReferenceForm(request.POST or None, places=queries.offices_of(request.actor))

    def write() -> None:
        office = offices.office(form.cleaned_data["office"])
        if office is None:
            raise NotHere()
        references.register_reference(
            actor=request.actor, system=office.system, organ_id=office.organ_id, arrival=form.arrival(),
            person_ids=queries.people_meant(office, form.cleaned_data["people"]), at=timezone.now(),
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记编号。有结论以后在这里录入结果，内容不进本系统。"))
        return redirect("protection:reports")
    return render_page(request, "protection/intake_reference.html", {"form": form})


@require_http_methods(["GET", "POST"])
def outcomes(request: HttpRequest, report_id: int) -> HttpResponse:
    """Key what the handling body found about each person of a reference."""
    report = queries.report_to_handle(request.actor, report_id)
    if not report.is_reference_only:
        raise NotHere()
    rows = queries.outcomes_of(report)
    form = OutcomeForm(
        request.POST or None,
        people=[(one.pk, one.person.name) for one in rows if one.person is not None and not one.finding],
        clauses=clauses.choices(clauses.clauses_in_force(report.region, timezone.localdate())),
    )
    if request.method == "POST" and done(
        form, lambda: references.key_outcome(actor=request.actor, at=timezone.now(), **form.cleaned_data)
    ):
        messages.success(request, _("已录入。要由另一位负责人核对。"))
        return redirect("protection:outcomes", report_id)
    context = {
        "report": report, "rows": rows, "form": form,
        "tabs": tabs.report_tabs(request.actor, report, "report"),
        "is_open": report.state == "ACCEPTED" and any(not one.finding for one in rows),
    }  # fmt: skip
    return render_page(request, "protection/intake_outcomes.html", context)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, report_id: int) -> HttpResponse:
    """Accept a report: what it means, then the button."""
    report = queries.report_to_handle(request.actor, report_id)
    refusal = ""
    if request.method == "POST":
        try:
            actions.accept(actor=request.actor, report_id=report_id, at=timezone.now())
        except NotHere:
            raise
        except Refusal as fault:
            refusal = fault.sentence
        else:
            messages.success(request, _("已受理，由您承办。下一步是把反映的问题逐项列出来。"))
            return redirect("protection:report", report_id)
    on = timezone.localdate()
    context = {
        "report": report,
        "facts": _acceptance_facts(report),
        "clocks": clocks.clocks_of(report, on=on),
        "conflicts": queries.conflicts_with(request.actor, report, on=on),
        "has_person": request.actor.person_id is not None,
        "sentences": [refusal] if refusal else [],
        "has_errors": bool(refusal),
    }
    return render_page(request, "protection/intake_accept.html", context)


@require_http_methods(["GET", "POST"])
def take_up(request: HttpRequest, report_id: int) -> HttpResponse:
    """Go on with a report its reporter withdrew."""
    report = queries.report_to_lead(request.actor, report_id)
    form = ReasonForm(request.POST or None, label=_("有哪些事实需要继续查"))
    if request.method == "POST" and done(
        form,
        lambda: actions.take_up(
            actor=request.actor, report_id=report_id, reason=form.cleaned_data["reason"], at=timezone.now()
        ),
    ):
        messages.success(request, _("继续办理。反映人不因撤回有任何不利。"))
        return redirect("protection:report", report_id)
    facts = [
        Fact(_("什么时候用"), _("反映人撤回了，但写到的事实具体，不查不行")),
        Fact(_("随后发生"), _("按已受理的办；不再答复反映人，也不追问为什么撤回")),
        Fact(_("能否撤回"), _("不能")),
    ]
    context = {"report": report, "form": form, "facts": facts, "title": _("反映人撤回后继续办理"), "act": _("继续办理")}
    return render_page(request, "protection/intake_act.html", context)


@require_http_methods(["GET", "POST"])
def show_file(request: HttpRequest, report_id: int, file_id: int) -> HttpResponse:
    """Let a file be opened that may still tell who sent it."""
    report = queries.report_to_lead(request.actor, report_id)
    form = ReasonForm(request.POST or None, label=_("为什么非打开原样的材料不可"))
    if request.method == "POST" and done(
        form,
        lambda: actions.show_file(
            actor=request.actor, report_id=report_id, file_id=file_id, reason=form.cleaned_data["reason"],
            at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("已批准。承办的人现在可以打开。"))
        return redirect("protection:report", report_id)
    facts = [
        Fact(_("材料"), _("这份材料的来源信息去不掉，里面可能有作者、设备或者修改记录")),
        Fact(_("随后发生"), _("承办人、核实的人和负责人可以打开；谁打开过有记录")),
        Fact(_("能否撤回"), _("不能")),
    ]
    context = {"report": report, "form": form, "facts": facts, "title": _("批准打开材料"), "act": _("批准打开")}
    return render_page(request, "protection/intake_act.html", context)


@require_safe
def report_file(request: HttpRequest, report_id: int, file_id: int) -> HttpResponse:
    """Hand out the working copy of a file; every look is on record."""
    found = queries.file_to_open(request.actor, report_id, file_id)
    with found.content.open("rb") as stream:
        content = stream.read()
    audit.record_read(
        actor=request.actor, target=ref("protection.report", report_id), what=found.name, at=timezone.now()
    )
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = documents.attachment(found.name)
    return response


# Parts of the pages ----------------------------------------------------------------------------------------------


def _registered(request: HttpRequest, form: RegisterForm) -> Receipt | None:
    office = offices.office(form.cleaned_data["office"])
    if office is None:
        raise NotHere()
    try:
        return actions.register(
            actor=request.actor, system=office.system, organ_id=office.organ_id, told=form.told(form.uploads()),
            who=form.who(), arrival=form.arrival(), once=request.POST.get("once", ""), at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        field = _FIELDS.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.sentence)
        return None


def _acceptance_facts(report: Report) -> list[Fact]:
    told = _("反映人凭收条看到“已经受理”") if report.receipt_digest else _("没有收条，反映人看不到")
    return [
        Fact(_("反映的是谁"), report.about or _("内容不在本系统")),
        Fact(_("怎样收到的"), f"{report.get_way_display()}　{report.received_on.isoformat()}"),
        Fact(_("随后发生"), _("由您承办；把反映的问题逐项列出，筛查、处置、核实")),
        Fact(_("告诉反映人"), told),
        Fact(_("能否撤回"), _("不能；办不了的可以转送，要写明理由")),
    ]
