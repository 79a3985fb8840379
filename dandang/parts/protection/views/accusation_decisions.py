"""Pages of the vote, the approval from above and the register of dishonesty: typed, looked at once more, confirmed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.ui.pages import number_of, render_page
from dandang.foundation.ui.records import Fact

from .. import forms_accusations as forms
from ..actions import accusation_decisions as actions
from ..actions import referrals as referral_actions
from ..models import DishonestyReferral
from ..queries import accusation_law as law
from ..queries import accusation_pages as pages
from ..queries import accusations as queries
from ..queries import clauses, referrals, tabs
from ..queries.accusation_pages import AccusationPage
from .acts import done


@require_safe
def accusation_decide(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Show what is next about the finding: agenda, vote, approval."""
    return _page(request, _file(request, accusation_id))


@require_POST
def accusation_submit(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Put the case on the agenda of a meeting."""
    file = _handled(request, accusation_id)
    form = forms.SubmitForm(request.POST, meetings=file.meetings)

    def write() -> None:
        actions.submit_accusation(
            actor=request.actor, accusation_id=accusation_id, at=timezone.now(), **form.cleaned_data
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已列入议程，要回避的成员已标明。会后由两个人各登记一遍表决票。"))
        return redirect("protection:accusation_decide", accusation_id)
    return _page(request, file, submit=form)


@require_POST
def accusation_propose(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Write down what the meeting carried and pass it up."""
    file = _handled(request, accusation_id)
    form = _propose_form(file, request.POST)

    def write() -> None:
        actions.propose_accusation(
            actor=request.actor, accusation_id=accusation_id, item_id=file.carried.id if file.carried else 0,
            at=timezone.now(), **form.cleaned_data,
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已登记表决结果。批准以前还不是认定。"))
        return redirect("protection:accusation_decide", accusation_id)
    return _page(request, file, propose=form)


@require_POST
def accusation_check(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Show the whole finding once more before it is written. Nothing is written."""
    file = _handled(request, accusation_id)
    form = forms.ApprovalForm(request.POST)
    if file.row.state != "PROPOSED" or request.POST.get("go") == "back" or not form.is_valid():
        return _page(request, file, approve=form)
    context = {"file": file, "row": file.row, "facts": _confirmation(file, form.cleaned_data), "kept": forms.kept(form)}
    return render_page(request, "protection/accusation_check.html", context)


@require_POST
def accusation_confirm(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Write the approval down: with it the false accusation is found."""
    file = _handled(request, accusation_id)
    form = forms.ApprovalForm(request.POST)

    def write() -> None:
        given = dict(form.cleaned_data)
        person_id = queries.person_numbered(given.pop("reporter_number"))
        actions.prove_accusation(
            actor=request.actor, accusation_id=accusation_id, reporter_person_id=person_id, at=timezone.now(), **given
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已按批文认定。影响到期那天起，各处都不再显示。"))
        return redirect("protection:accusation", accusation_id)
    return _page(request, file, approve=form)


# The register of dishonesty --------------------------------------------------------------------------------------


@require_safe
def referral_list(request: HttpRequest) -> HttpResponse:
    """List the referrals with their terms."""
    form = forms.ReferralFilterForm(request.GET)
    today, number = timezone.localdate(), number_of(request)
    context = {
        "form": form,
        "page": referrals.referral_page(request.actor, form.wanted(), on=today, number=number),
        "chosen": form.chosen(),
        "tabs": tabs.tabs(request.actor, "accusations"),
    }
    return render_page(request, "protection/referrals.html", context)


@require_http_methods(["GET", "POST"])
def accusation_referral(request: HttpRequest, accusation_id: int) -> HttpResponse:
    """Write the paper that hands a proved case on; once it exists, its removal."""
    file = _led(request, accusation_id)
    form = forms.ReferralForm(request.POST or None, initial={"handed_on": timezone.localdate()})

    def write() -> None:
        referral_actions.refer_to_dishonesty(
            actor=request.actor, accusation_id=accusation_id, at=timezone.now(), **form.cleaned_data
        )  # fmt: skip

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记移送。期限快到时会提醒办理移出。"))
        return redirect("protection:accusation_referral", accusation_id)
    return _referral_page(request, file, form)


@require_POST
def referral_remove(request: HttpRequest, accusation_id: int, referral_id: int) -> HttpResponse:
    """Note that the name was taken off."""
    file = _led(request, accusation_id)
    if file.referral is None or file.referral.pk != referral_id:
        raise NotHere()
    form = forms.RemovalForm(request.POST)

    def write() -> None:
        referral_actions.remove_referral(
            actor=request.actor, referral_id=referral_id, at=timezone.now(), **form.cleaned_data
        )  # fmt: skip

    if done(form, write):
        messages.success(request, _("已登记移出。"))
        return redirect("protection:referrals")
    return _referral_page(request, file, removal=form)


# Pages -----------------------------------------------------------------------------------------------------------


def _file(request: HttpRequest, accusation_id: int) -> AccusationPage:
    return pages.accusation_page(request.actor, accusation_id, on=timezone.localdate())


def _handled(request: HttpRequest, accusation_id: int) -> AccusationPage:
    """The case, for those who do the office's work. Raises NotHere."""
    file = _file(request, accusation_id)
    if not file.rights.may_handle:
        raise NotHere()
    return file


def _led(request: HttpRequest, accusation_id: int) -> AccusationPage:
    """The case, for whoever leads it. Raises NotHere."""
    file = _file(request, accusation_id)
    if not file.rights.may_lead:
        raise NotHere()
    return file


def _propose_form(file: AccusationPage, data: Any = None) -> forms.ProposeForm:
    found = clauses.clauses_in_force(file.row.region, file.row.report.received_on)
    initial = {"clause": file.row.opening_clause}
    return forms.ProposeForm(data, clauses=clauses.choices(found), law=file.law, initial=initial)


def _confirmation(file: AccusationPage, typed: dict[str, Any]) -> list[Fact]:
    """The whole finding in words: conclusion, vote, approval, what follows, and that it can be taken back or not."""
    row, item = file.row, file.carried
    approved = f"{typed['organ']}（{typed['level']}）{typed['document']}，{typed['decided_on'].isoformat()}"
    return [
        Fact(_("结论"), _("认定%s的反映为诬告陷害") % row.report.number),
        Fact(_("依据"), row.clause),
        Fact(_("理由"), row.reasons),
        Fact(_("从重情形"), "、".join(row.aggravating) or _("没有")),
        Fact(_("表决"), item.tally.sentence if item and item.tally else ""),
        Fact(_("批准"), approved, law.chip(file.law.least)),
        Fact(_("处理"), typed["consequence"]),
        Fact(_("影响到"), _("%s，当天起各处都不再显示") % typed["consequence_ends_on"].isoformat()),
        Fact(_("反映人"), typed["reporter_number"] or _("不写上人")),
        Fact(_("随后发生"), _("不会自动移送失信登记；要移送的，另由人办理、另行批准")),
        Fact(_("能否撤回"), _("不能。发现错了的，由批准机关另行决定")),
    ]


def _page(
    request: HttpRequest, file: AccusationPage, *, submit: Form | None = None, propose: Form | None = None,
    approve: Form | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        "file": file,
        "row": file.row,
        "submit_form": submit or forms.SubmitForm(meetings=file.meetings),
        "propose_form": propose or _propose_form(file),
        "approve_form": approve or forms.ApprovalForm(initial={"decided_on": timezone.localdate()}),
        "shown": submit or propose or approve,
    }
    return render_page(request, "protection/accusation_decide.html", context)


def _referral_page(
    request: HttpRequest, file: AccusationPage, form: Form | None = None, removal: Form | None = None
) -> HttpResponse:
    referral: DishonestyReferral | None = file.referral
    today = timezone.localdate()
    context = {
        "file": file,
        "row": file.row,
        "form": form or forms.ReferralForm(),
        "removal": removal or forms.RemovalForm(initial={"removed_on": today}),
        "shown": removal or form,
        "referral": referral,
        "standing": referrals.standing_of(referral, on=today) if referral else "",
    }
    return render_page(request, "protection/accusation_referral.html", context)
