"""Pages of the opening: application with its check page, acceptance or refusal, end, taking the case up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Clause, Fact
from dandang.registry.people.models import Person

from ..actions import opening as actions
from ..forms_opening import AcceptForm, ApplyForm, EndForm, RaiseForm, RefuseForm, WhoForm
from ..models import Case, Opening
from ..queries import clauses, reach, stages, team
from ..queries import opening as queries
from ..records import MatterInput
from .acts import done

_FIELDS = {
    "account_given": "account_given", "acted_on": "acted_on", "applied_on": "applied_on", "organ_id": "organ",
    "matter_id": "matter", "accountability_id": "accountability", "filing_id": "filing", "person_id": "",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    """Choose the way, then for whom, then write, then check, then send."""
    offered = queries.openings_for(request.actor)
    way = request.GET.get("as") or (offered[0].value if len(offered) == 1 else "")
    if way not in {one.value for one in offered}:
        return render_page(request, "tolerance/opening_start.html", {"ways": _ways(offered)})
    person, who = _person(request, way)
    if person is None:
        return render_page(request, "tolerance/opening_who.html", {"form": who, "way": Opening(way)})
    form = _apply_form(request, way, person)
    typed = request.method == "POST" and form.is_valid()
    if typed and request.POST.get("go") == "check" and not form.cleaned_data.get("is_on_paper"):
        return _check_page(request, way, person, form)
    if typed and request.POST.get("go") != "back":
        case_id = _applied(request, way, person, form)
        if case_id is not None:
            messages.success(request, _("已登记申请。是否受理，会书面告知。"))
            return redirect("tolerance:mine" if way == Opening.PERSON else _after(way), *_key(way, case_id))
    context = {"form": form, "person": person, "way": Opening(way), "has_errors": bool(form.errors)}
    return render_page(request, "tolerance/opening_apply.html", context)


@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, case_id: int) -> HttpResponse:
    """Accept or refuse; a refusal is read over once more before it goes out."""
    case = queries.case_to_accept(request.actor, case_id)
    go = request.POST.get("go", "")
    accepting = AcceptForm(request.POST if go == "accept" else None, initial={"needs_outside": case.needs_outside})
    refusing = RefuseForm(
        request.POST if go in {"check", "refuse", "back"} else None,
        clauses=clauses.clauses_in_force(case.region, case.acted_on),
    )
    if go == "check" and refusing.is_valid():
        return _refusal_check(request, case, refusing)
    if go == "accept" and _acted(request, case, accepting, refuse=False):
        messages.success(request, _("已受理，已告知本人和申请人。下一步是指派核实人员。"))
        return redirect("tolerance:case", case_id)
    if go == "refuse" and _acted(request, case, refusing, refuse=True):
        messages.success(request, _("已作出不予受理的决定，理由和条款已告知本人和申请人。"))
        return redirect("tolerance:case", case_id)
    return render_page(request, "tolerance/opening_accept.html", _accept_context(request, case, accepting, refusing))


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, case_id: int) -> HttpResponse:
    """End a case that cannot go on."""
    case = queries.case_to_lead(request.actor, case_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.end_case(
            actor=request.actor, case_id=case_id, reason=form.cleaned_data["reason"], at=timezone.now()
        ),
    ):
        messages.success(request, _("已终止办理，材料存卷，没有作出任何认定。"))
        return redirect("tolerance:case", case_id)
    return render_page(request, "tolerance/opening_end.html", {"case": case, "form": form})


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case_id: int) -> HttpResponse:
    """The unit or party organisation that applied takes its application back."""
    case = reach.applied_case(request.actor, case_id)
    form = EndForm(request.POST or None)
    if request.method == "POST" and done(
        form,
        lambda: actions.withdraw_case(
            actor=request.actor, case_id=case_id, reason=form.cleaned_data["reason"], at=timezone.now()
        ),
    ):
        messages.success(request, _("已撤回，已告知本人。撤回不作任何不利的推断。"))
        return redirect("tolerance:applied_case", case_id)
    return render_page(request, "tolerance/opening_withdraw.html", {"case": case, "form": form})


@require_http_methods(["GET", "POST"])
def raise_up(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand the case to an upper or a designated organ."""
    case = queries.case_to_lead(request.actor, case_id)
    form = RaiseForm(request.POST or None, organs=queries.organs_above(request.actor, case))
    if request.method == "POST" and done(
        form,
        lambda: actions.raise_case(
            actor=request.actor, case_id=case_id, organ_id=int(form.cleaned_data["organ_id"]),
            reason=form.cleaned_data["reason"], at=timezone.now(),
        ),
    ):  # fmt: skip
        messages.success(request, _("已转交。接办的机关收到了待办，本人和申请人也已告知。"))
        return redirect("tolerance:cases")
    return render_page(request, "tolerance/opening_raise.html", {"case": case, "form": form})


# Parts of the pages ----------------------------------------------------------------------------------------------


def _ways(offered: list[Opening]) -> list[tuple[str, Any, str]]:
    hints = {
        "PERSON": _("您在改革创新、干事创业中有失误，认为符合容错条件的"),
        "UNIT": _("替本单位的干部提出"),
        "PARTY_ORGANISATION": _("以党委（党组）名义替干部提出"),
        "ORGAN": _("机关工作中发现的，或者代录本人的纸质申请表"),
        "ACCOUNTABILITY": _("启动问责或者责任调查时，同步考虑容错"),
    }
    return [(one.value, one.label, hints[one.value]) for one in offered]


def _person(request: HttpRequest, way: str) -> tuple[Person | None, WhoForm]:
    """Whom it is about: the actor himself, or the one named in the address."""
    if way == Opening.PERSON:
        return queries.person_applying(request.actor), WhoForm()
    form = WhoForm({"who": request.GET["who"].strip()} if "who" in request.GET else None)
    if not form.is_bound or not form.is_valid():
        return None, form
    try:
        return queries.person_named(request.actor, way, form.cleaned_data["who"]), form
    except Refusal as refusal:
        form.add_error("who", refusal.sentence)
        return None, form


def _apply_form(request: HttpRequest, way: str, person: Person) -> ApplyForm:
    unit = queries.unit_applying(request.actor, person)
    matters = queries.matters_to_name(request.actor, way, person, unit)
    units = {person.home_id, *(one.organisation_id for one in matters)}
    return ApplyForm(
        request.POST or None,
        request.FILES or None,
        opening=way,
        matters=matters,
        organs=queries.organs_to_name(person, timezone.localdate()),
        filings=queries.filings_to_name(sorted(units)),
        accountabilities=queries.accountabilities_to_name(person) if way == Opening.ACCOUNTABILITY else [],
    )


def _applied(request: HttpRequest, way: str, person: Person, form: ApplyForm) -> int | None:
    unit = queries.unit_applying(request.actor, person) if way in {"UNIT", "PARTY_ORGANISATION"} else None
    try:
        return actions.apply(
            actor=request.actor, person_id=person.pk, applicant_organisation_id=unit.pk if unit is not None else None,
            at=timezone.now(), **form.arguments(),
        )  # fmt: skip
    except Refusal as refusal:
        field = _FIELDS.get(refusal.field, refusal.field)
        form.add_error(field if field in form.fields else None, refusal.sentence)
        return None


def _after(way: str) -> str:
    return "tolerance:applied" if way in {"UNIT", "PARTY_ORGANISATION"} else "tolerance:case"


def _key(way: str, case_id: int) -> tuple[int, ...]:
    return (case_id,) if way in {"ORGAN", "ACCOUNTABILITY"} else ()


def _check_page(request: HttpRequest, way: str, person: Person, form: ApplyForm) -> HttpResponse:
    given = form.arguments()
    new: MatterInput | None = given["matter"]
    what = new.title if new is not None else form.chosen("matter")
    organ = form.chosen("organ")
    facts = [
        Fact(_("提出"), f"{Opening(way).label}　{person.name}　{person.post_text}"),
        Fact(_("什么事"), what),
        Fact(_("行为日"), given["acted_on"].isoformat()),
        Fact(_("事情经过"), given["account_given"]),
        Fact(_("补救措施"), given["measures_taken"] or _("没有填")),
        Fact(_("向哪里提出"), organ),
        Fact(_("随后发生"), _("%s决定是否受理，书面告知；受理后派人核实，会请本人说明情况") % organ),
        Fact(_("能否撤回"), _("听取意见通知发出以前，申请人可以撤回，不作不利的推断")),
    ]
    context = {"facts": facts, "hidden": form.kept(), "way": Opening(way), "person": person}
    return render_page(request, "tolerance/opening_check.html", context)


def _acted(request: HttpRequest, case: Case, form: Any, *, refuse: bool) -> bool:
    """Do the one act the button asks for."""

    def write() -> None:
        given = form.cleaned_data
        if refuse:
            actions.refuse_case(actor=request.actor, case_id=case.pk, at=timezone.now(), **given)
        else:
            actions.accept_case(actor=request.actor, case_id=case.pk, at=timezone.now(), **given)

    return done(form, write)


def _accept_context(request: HttpRequest, case: Case, accepting: AcceptForm, refusing: RefuseForm) -> dict[str, Any]:
    on = timezone.localdate()
    own = request.actor.person_id
    found = team.conflicts_in(case, [own], on=on).get(own, ()) if own is not None else ()
    return {
        "case": case,
        "facts": _application_facts(case),
        "clock": stages.stage_clock(case, "APPLIED", case.applied_on),
        "conflicts": found,
        "has_person": own is not None,
        "accept_form": accepting,
        "refuse_form": refusing,
        "form": accepting if accepting.errors else refusing,
        "is_waiting": case.state == "APPLIED",
    }


def _application_facts(case: Case) -> list[Fact]:
    facts = [
        Fact(_("怎样提出"), f"{case.get_opening_display()}　{case.applicant_name}　{case.applied_on.isoformat()}"),
        Fact(_("当事人"), f"{case.person.name}　{case.person_post}"),
        Fact(_("事项"), f"{case.matter.number}　{case.matter.title}"),
        Fact(_("行为日"), case.acted_on.isoformat()),
        Fact(_("事情经过和理由"), case.account_given),
        Fact(_("补救措施"), case.measures_taken or _("没有填")),
    ]
    if case.accountability is not None:
        facts.append(Fact(_("旁边的问责事项"), case.accountability.number))
    if case.filing is not None:
        facts.append(Fact(_("事前备案"), f"{case.filing.number}　{case.filing.title}"))
    return facts


def _refusal_check(request: HttpRequest, case: Case, form: RefuseForm) -> HttpResponse:
    cited = clauses.require_clause(case.region, case.acted_on, form.cleaned_data["clause"])
    facts = [
        Fact(_("结论"), _("不予受理%s的容错申请") % case.person.name),
        Fact(_("理由"), form.cleaned_data["reason"]),
        Fact(_("依据"), cited.summary, Clause(cited.text, cited.url, cited.reliability)),
        Fact(_("随后发生"), _("理由和条款告知本人和申请人，案件到此为止；有问责事项的，那里要重新考虑容错")),
        Fact(_("能否撤回"), _("不能。补充材料后可以重新申请")),
    ]
    hidden = [("go", "refuse"), *((name, form.cleaned_data[name]) for name in ("reason", "clause"))]
    return render_page(request, "tolerance/opening_refusal.html", {"case": case, "facts": facts, "hidden": hidden})
