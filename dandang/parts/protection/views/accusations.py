"""Pages of a false accusation: the list, one case, its opening, who verifies it, what they found, its end."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import number_of, render_page
from dandang.ledger.casework.records import Candidate
from dandang.registry.access import queries as access

from ..actions import accusations as actions
from ..forms_accusations import (
    AccusationFilterForm,
    AdviseForm,
    EndForm,
    FindingsForm,
    OpenForm,
    RecuseForm,
    TeamForm,
)
from ..queries import accusation_law as law
from ..queries import accusation_pages as pages
from ..queries import accusations as queries
from ..queries import clauses, reach, tabs
from ..queries.accusation_pages import AccusationPage
from ..records import AccusationFindings
from .acts import done


@require_safe
def accusations(request: HttpRequest) -> HttpResponse:
    """List the cases the actor works on or leads."""
    today = timezone.localdate()
    form = AccusationFilterForm(request.GET, years=pages.years_of(request.actor))
    context = {
        "form": form,
        "page": pages.accusation_list(request.actor, form.wanted(), on=today, number=number_of(request)),
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "accusations"),
        "may_refer": access.may(request.actor, "protection.staff"),
    }
    return render_page(request, "protection/accusations.html", context)


@require_safe
def accusation(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Show one case to those who work on it; every look is on record."""
    file = _file(request, accusation_id)
    target = ref("protection.accusation", accusation_id)
    audit.record_read(actor=request.actor, target=target, what="诬告核查", at=timezone.now())
    return render_page(request, "protection/accusation.html", {"file": file, "row": file.row})


@require_http_methods(["GET", "POST"])
def accusation_open(request: HttpRequest, report_id: int) -> HttpResponse:
    """Open a case on a report, for facts that point to fabrication."""
    report = reach.report_to_see(request.actor, report_id)
    if not queries.may_open(request.actor, report):
        raise NotHere()
    found = clauses.clauses_in_force(report.region, report.received_on)
    form = OpenForm(request.POST or None, clauses=clauses.choices(found), initial={"clause": law.DEFINITION})
    made: list[int] = []

    def write() -> None:
        made.append(
            actions.open_accusation(
                actor=request.actor, report_id=report_id, at=timezone.now(), **form.cleaned_data
            )
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已启动核查。下一步指派没有办过这件反映的人。"))
        return redirect("protection:accusation_team", made[0])
    context = {"form": form, "report": report, "suspects": queries.suspects(report)}
    return render_page(request, "protection/accusation_open.html", context)


# The team --------------------------------------------------------------------------------------------------------


@require_safe
def accusation_team(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Who verifies the case, who could, and who must not."""
    return _team_page(request, _led(request, accusation_id))


@require_POST
def accusation_assign(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Give people the verifying of the case."""
    file = _led(request, accusation_id)
    form = TeamForm(request.POST, candidates=_candidates(request, file))

    def write() -> None:
        actions.assign_team(
            actor=request.actor, accusation_id=accusation_id, at=timezone.now(), **form.cleaned_data
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已指派，核查人员收到了待办。"))
        return redirect("protection:accusation_team", accusation_id)
    return _team_page(request, file, form)


@require_POST
def accusation_recuse(request: HttpRequest, accusation_id: int, person_id: int) -> HttpResponse:
    """Let somebody stand aside: himself, or by whoever leads the case."""
    file = _file(request, accusation_id)
    has_part = file.rights.may_investigate or file.rights.may_review
    is_own = request.actor.person_id == person_id and has_part
    if not file.rights.may_lead and not is_own:
        raise NotHere()
    form = RecuseForm(request.POST)

    def write() -> None:
        actions.recuse(
            actor=request.actor, accusation_id=accusation_id, person_id=person_id, at=timezone.now(),
            reason=form.cleaned_data["reason"],
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已回避，不再看得到这件核查。"))
        return redirect("protection:accusations") if is_own else redirect("protection:accusation_team", accusation_id)
    if file.rights.may_lead:
        return _team_page(request, file, recuse=form)
    if file.rights.may_review:
        messages.error(request, _("请写明为什么回避。"))
        return redirect("protection:accusation_review", accusation_id)
    return _findings_page(request, file, refused=form)


# Findings --------------------------------------------------------------------------------------------------------


@require_safe
def accusation_findings(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """The investigators' page: fabrication beside intent."""
    return _findings_page(request, _investigated(request, accusation_id))


@require_POST
def accusation_keep(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Keep what was found so far."""
    file = _investigated(request, accusation_id)
    form = FindingsForm(request.POST)

    def write() -> None:
        actions.save_findings(
            actor=request.actor, accusation_id=accusation_id, findings=form.findings(), at=timezone.now()
        )

    if done(form, write):
        messages.success(request, _("已保存。两样都查清、都有证据以后再提交。"))
        return redirect("protection:accusation_findings", accusation_id)
    return _findings_page(request, file, form)


@require_POST
def accusation_report(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Hand the investigators' report in."""
    file = _investigated(request, accusation_id)
    form = FindingsForm(request.POST)

    def write() -> None:
        actions.report_findings(
            actor=request.actor, accusation_id=accusation_id, findings=form.findings(), at=timezone.now()
        )

    if done(form, write):
        messages.success(request, _("核查报告已提交。下一步听取反映人意见。"))
        return redirect("protection:accusation", accusation_id)
    return _findings_page(request, file, form)


@require_POST
def accusation_advise(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Advise to end the case."""
    file = _investigated(request, accusation_id)
    form = AdviseForm(request.POST)

    def write() -> None:
        actions.advise_end(
            actor=request.actor, accusation_id=accusation_id, reasons=form.cleaned_data["reasons"], at=timezone.now()
        )

    if done(form, write):
        messages.success(request, _("已建议结束，由负责人决定。"))
        return redirect("protection:accusation", accusation_id)
    return _findings_page(request, file, advise=form)


@require_http_methods(["GET", "POST"])
def accusation_end(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """End the case as mistaken or not proved, without a mark."""
    file = _led(request, accusation_id)
    form = EndForm(request.POST or None, initial={"reasons": file.row.end_advice})

    def write() -> None:
        actions.end_accusation(
            actor=request.actor, accusation_id=accusation_id, at=timezone.now(), **form.cleaned_data
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("核查已结束，没有留下任何标记。"))
        return redirect("protection:accusation", accusation_id)
    return render_page(request, "protection/accusation_end.html", {"file": file, "row": file.row, "form": form})


# Pages -----------------------------------------------------------------------------------------------------------


def _file(request: HttpRequest, accusation_id: int) -> AccusationPage:
    return pages.accusation_page(request.actor, accusation_id, on=timezone.localdate())


def _led(request: HttpRequest, accusation_id: int) -> AccusationPage:
    """The case, for whoever leads it. Raises NotHere."""
    file = _file(request, accusation_id)
    if not file.rights.may_lead:
        raise NotHere()
    return file


def _investigated(request: HttpRequest, accusation_id: int) -> AccusationPage:
    """The case, for its investigators. Raises NotHere."""
    file = _file(request, accusation_id)
    if not file.rights.may_investigate:
        raise NotHere()
    return file


def _candidates(request: HttpRequest, file: AccusationPage) -> tuple[Candidate, ...]:
    return queries.candidates(file.row, request.GET.get("who", "").strip(), on=timezone.localdate())


def _team_page(
    request: HttpRequest, file: AccusationPage, form: TeamForm | None = None, recuse: Form | None = None
) -> HttpResponse:
    known = _candidates(request, file)
    context = {
        "file": file,
        "row": file.row,
        "form": form or TeamForm(candidates=known),
        "shown": form or recuse,
        "barred": [one for one in known if one.conflicts],
        "who": request.GET.get("who", "").strip(),
    }
    return render_page(request, "protection/accusation_team.html", context)


def _findings_page(
    request: HttpRequest, file: AccusationPage, form: FindingsForm | None = None, *, advise: Form | None = None,
    refused: Form | None = None,
) -> HttpResponse:  # fmt: skip
    initial = {name: getattr(file.row, name) for name in AccusationFindings.__dataclass_fields__}
    shown = form or advise or refused
    form = form or FindingsForm(initial=initial)
    form.show_what_a_report_needs()
    context = {
        "file": file,
        "row": file.row,
        "form": form,
        "advise": advise or AdviseForm(),
        "shown": shown,
    }
    return render_page(request, "protection/accusation_findings.html", context)
