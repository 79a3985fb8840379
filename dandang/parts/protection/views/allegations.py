"""The page of a report's allegations, and one form for each act on them: words, screening, handling."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.ui.pages import render_page

from ..actions import allegations as actions
from ..actions import screening
from ..forms_allegations import AllegationForm, HandlingForm, MergeForm, ReasonForm, ScreenForm, SplitForm
from ..models import Allegation, Report
from ..queries import allegation_page as pages
from ..queries import allegations as queries
from ..queries import clauses, handling, reach, tabs
from .acts import done

FORM_PAGE = "protection/allegations_form.html"


@require_safe
def allegations(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show what is alleged, item by item, and what may be done with each."""
    return shown(request, report_id)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, report_id: int) -> HttpResponse:
    """Put one allegation down."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    form = AllegationForm(request.POST or None)

    def write() -> None:
        actions.add_allegation(
            actor=request.actor, report_id=report_id, at=timezone.now(), **_named(request, report, form)
        )

    if done(form, write):
        return back(request, report, _("已列出一项。"))
    return form_page(request, report, form, title=_("列出一项反映的问题"), submit=_("列出"), with_words=True)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Change the words before screening."""
    one = pages.allegation_for(request.actor, allegation_id, "may_handle")
    initial = {
        "text": one.text,
        "who": one.person.number if one.person else "",
        "matter": one.matter.number if one.matter else "",
    }
    form = AllegationForm(request.POST or None, initial=initial)

    def write() -> None:
        actions.edit_allegation(
            actor=request.actor, allegation_id=allegation_id, at=timezone.now(), **_named(request, one.report, form)
        )

    if done(form, write):
        return back(request, one.report, _("已修改。"))
    return form_page(request, one.report, form, title=_("修改这一项"), submit=_("保存"), with_words=True)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Cut one allegation into several."""
    form = SplitForm(request.POST or None)
    return acted(
        request, allegation_id, form, ("may_handle",), actions.split_allegation,
        title=_("拆分这一项"), submit=_("拆分"), told=_("已拆分，新列的各项要重新筛查。"),
        note=_("原来这一项保留可看，不再单独办理；拆出来的每一项重新筛查。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, report_id: int) -> HttpResponse:
    """Put several allegations into one."""
    report = pages.report_for(request.actor, report_id, "may_handle")
    rows = [one for one in pages.live_of(report) if not one.finding]
    form = MergeForm(request.POST or None, rows=rows)

    def write() -> None:
        actions.merge_allegations(actor=request.actor, at=timezone.now(), **form.cleaned_data)

    if done(form, write):
        return back(request, report, _("已合并，合并后的一项要重新筛查。"))
    note = _("只有反映同一个人的几项才能合并。原来的各项保留可看，合并后重新筛查。")
    return form_page(request, report, form, title=_("合并几项"), submit=_("合并"), note=note, with_words=True)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """End one allegation the reporter took back."""
    form = ReasonForm(request.POST or None, label=_("撤回的理由"), hint=_("反映人怎样表示撤回的；不写能认出是谁的细节"))
    return acted(
        request, allegation_id, form, ("may_handle",), actions.withdraw_allegation,
        title=_("撤回这一项"), submit=_("撤回"), told=_("已撤回。"),
        note=_("撤回不留任何痕迹给反映人，也不影响被反映的人。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def screen(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Say whether it can be checked."""
    form = ScreenForm(request.POST or None)
    return acted(
        request, allegation_id, form, ("may_handle",), screening.screen_allegation,
        title=_("筛查可查性"), submit=_("保存筛查"), told=_("已筛查，接着提出处置意见。"),
        note=_("线索具体、有可查性的，要及时查清事实、作出结论（云南 第11点）。没有可查性的，只能暂存或者了结。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def handle(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Propose how it is handled."""
    one = pages.allegation_for(request.actor, allegation_id, "may_handle")
    today = timezone.localdate()
    form = HandlingForm(
        request.POST or None, kinds=queries.handlings_for(one, on=today),
        clauses=clauses.clauses_in_force(one.report.region, today),
    )  # fmt: skip
    first = handling.written_first(one.report, on=today)
    note = _("慎用函询。处置意见由另一位负责人审批。")
    if first.value:
        note = _("本地规定慎用函询：要了解情况的，先请干部本人作书面说明，收到以后仍有必要的再函询。")
    return acted(
        request, allegation_id, form, ("may_handle",), screening.propose_handling, title=_("提出处置意见"),
        submit=_("报负责人审批"), told=_("已提出，等负责人审批。"), note=note, rule=first,
    )  # fmt: skip


@require_POST
def handling_approve(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Approve the handling proposed."""
    form = forms.Form(request.POST)
    return pressed(request, allegation_id, form, screening.approve_handling, told=_("已批准。"))


@require_http_methods(["GET", "POST"])
def handling_return(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Send the handling back."""
    form = ReasonForm(request.POST or None, label=_("退回的理由"), hint=_("写明还要考虑什么"))
    return acted(
        request, allegation_id, form, ("may_lead",), screening.return_handling,
        title=_("退回处置意见"), submit=_("退回"), told=_("已退回，承办人会收到待办。"),
    )  # fmt: skip


# Parts of the pages ----------------------------------------------------------------------------------------------


def shown(request: HttpRequest, report_id: int, *, form: forms.Form | None = None) -> HttpResponse:
    """Draw the page of allegations; `form` carries what an act refused."""
    page = pages.allegations_page(request.actor, report_id, on=timezone.localdate())
    context = {
        "page": page,
        "report": page.report,
        "form": form,
        "tabs": tabs.report_tabs(request.actor, page.report, "allegations"),
    }
    return render_page(request, "protection/allegations.html", context)


def acted(
    request: HttpRequest,
    allegation_id: int,
    form: forms.Form,
    needs: tuple[str, ...],
    action: Callable[..., Any],
    *,
    title: str,
    submit: str,
    told: str,
    note: str = "",
    rule: Any = None,
) -> HttpResponse:
    """Show the form of one act on one allegation, or do it with what the form holds and go back to the page."""
    one = pages.allegation_for(request.actor, allegation_id, *needs)
    if done(form, lambda: action(actor=request.actor, allegation_id=one.pk, at=timezone.now(), **form.cleaned_data)):
        return back(request, one.report, told)
    return form_page(request, one.report, form, one=one, title=title, submit=submit, note=note, rule=rule)


def pressed(
    request: HttpRequest, allegation_id: int, form: forms.Form, action: Callable[..., Any], *, told: str
) -> HttpResponse:
    """Do an act that needs no words; a refusal stands above the page of allegations."""
    one = pages.allegation_for(request.actor, allegation_id, "may_lead")
    if done(form, lambda: action(actor=request.actor, allegation_id=one.pk, at=timezone.now())):
        return back(request, one.report, told)
    return shown(request, one.report_id, form=form)


def form_page(
    request: HttpRequest,
    report: Report,
    form: forms.Form,
    *,
    one: Allegation | None = None,
    title: str,
    submit: str,
    note: str = "",
    rule: Any = None,
    with_words: bool = False,
) -> HttpResponse:
    """Draw the one form page of the room's acts on allegations; `with_words` shows the report's working copy beside."""
    context = {
        "report": report, "one": one, "form": form, "title": title, "submit": submit, "note": note, "rule": rule,
        "with_words": with_words, "tabs": tabs.report_tabs(request.actor, report, "allegations"),
    }  # fmt: skip
    return render_page(request, FORM_PAGE, context)


def _named(request: HttpRequest, report: Report, form: AllegationForm) -> dict[str, Any]:
    given = form.cleaned_data
    return {
        "text": given["text"],
        "person_id": queries.person_called(report, given["who"]),
        "matter_id": queries.matter_called(request.actor, given["matter"]),
    }


def back(request: HttpRequest, report: Report, told: str) -> HttpResponse:
    """To the page of allegations; to the list when the act closed the report to the actor: he named himself."""
    messages.success(request, told)
    if not reach.may_see(request.actor, report):
        messages.info(request, _("这件反映牵涉到您本人，已经不再对您打开，请由其他同志办理。"))
        return redirect("protection:reports")
    return redirect("protection:allegations", report.pk)
