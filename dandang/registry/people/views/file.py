"""One person's file: the first page, its parts, changing a part, registering somebody, photograph and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.ground.gate import gate
from dandang.foundation.ground.refusal import NotHere, Refusal
from dandang.foundation.ground.resume import read_resume
from dandang.foundation.ui import charts
from dandang.foundation.ui.languages import chinese
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Hint
from dandang.registry.organisations import queries as organisations
from dandang.registry.organisations.records import Choice
from dandang.registry.people import actions, errors, forms, kinds, queries
from dandang.registry.people.records import PersonFile, ResultEntry

YEARS = 5
# Pages of a file with the sections each reads; `summary` is the first page.
PAGES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "summary": (gettext_lazy("概要"), ("educations", "results")),
    "basic": (gettext_lazy("基本信息"), ("educations",)),
    "resume": (gettext_lazy("简历"), ()),
    "posts": (gettext_lazy("职务职级"), ("posts", "ranks", "absences")),
    "family": (gettext_lazy("家庭成员"), ("family",)),
    "rewards": (gettext_lazy("奖惩"), ("rewards",)),
    "results": (gettext_lazy("年度考核"), ("results",)),
    "changes": (gettext_lazy("更改记录"), ()),
}


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel made ready for the page."""

    title: Any
    html: str
    place: str


@require_GET
def person(request: HttpRequest, person_id: int, page: str = "summary") -> HttpResponse:
    if page not in PAGES:
        raise NotHere()
    file = queries.person_file(request.actor, person_id, sections=PAGES[page][1])
    at = timezone.now()
    if person_id != request.actor.person_id:
        with chinese():
            what = f"干部档案·{PAGES[page][0]}"
        actions.note_reading(actor=request.actor, person_id=person_id, what=what, at=at)
    return _file_page(request, file, page, timezone.localdate(at))


@require_GET
def own(request: HttpRequest, page: str = "summary") -> HttpResponse:
    if page not in PAGES:
        raise NotHere()
    file = queries.own_file(request.actor, sections=PAGES[page][1])
    return _file_page(request, file, page, timezone.localdate(), is_own=True)


@require_POST
def number(request: HttpRequest, person_id: int) -> HttpResponse:
    shown = actions.reveal_identity_number(actor=request.actor, person_id=person_id, at=timezone.now())
    file = queries.person_file(request.actor, person_id, sections=PAGES["summary"][1])
    is_own = person_id == request.actor.person_id and not gate().may(request.actor, kinds.ROSTER)
    return _file_page(request, file, "summary", timezone.localdate(), is_own=is_own, shown_number=shown)


@require_GET
def photo(request: HttpRequest, person_id: int) -> HttpResponse:
    content = queries.photo_of(request.actor, person_id)
    response = HttpResponse(content, content_type="image/png" if content[:4] == b"\x89PNG" else "image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = "inline"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    gate().require(request.actor, kinds.WRITE)
    form = forms.RegisterForm(request.POST or None, units=_units(request.actor))
    if form.is_valid():
        fields = dict(form.cleaned_data)
        must_be_new = not fields.pop("is_another")
        try:
            made = actions.create_person(actor=request.actor, fields=fields, must_be_new=must_be_new, at=timezone.now())
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(
                request, _("已登记 %(name)s，编号 %(number)s。") % {"name": made.name, "number": made.number}
            )
            return redirect("people:file", made.pk)
    context = {"form": form, "suggestions": forms.suggestions()}
    return render_page(request, "people/register.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, person_id: int, part: str) -> HttpResponse:
    asked = forms.PARTS.get(part)
    if asked is None:
        raise NotHere()
    sections = (asked.section,) if asked.section else ()
    file = queries.person_file(request.actor, person_id, sections=sections, verb=kinds.WRITE)
    data = request.POST or None
    form = asked.form(data, file=file, units=_units(request.actor) if "home_id" in asked.fields else ())
    formset = asked.formset(data, file=file)
    stale: errors.StaleFile | None = None
    if data is not None and form.is_valid() and (formset is None or formset.is_valid()):
        try:
            _save(request, file, asked, form, formset)
        except errors.StaleFile as refusal:
            stale = refusal
        except Refusal as refusal:
            _show_refusal(form, refusal)
        else:
            messages.success(request, _("已保存%(part)s。") % {"part": asked.title})
            return redirect("people:section", person_id, asked.page)
    context = {
        "file": file,
        "part": asked,
        "form": form,
        "formset": formset,
        "stale": stale,
        "current_version": stale.version if stale else (form["version"].value() or file.version),
        "suggestions": forms.suggestions(),
        "back_url": reverse("people:section", args=[person_id, asked.page]),
    }
    return render_page(request, "people/edit.html", context, status=409 if stale else None)


def _save(request: HttpRequest, file: PersonFile, part: forms.Part, form: Any, formset: Any) -> None:
    values = dict(form.cleaned_data)
    version = values.pop("version")
    rows = {part.section: part.rows_of(formset, file)} if formset is not None else {}
    actions.update_person(
        actor=request.actor, person_id=file.id, version=version, fields=values, sections=rows, at=timezone.now()
    )


def _show_refusal(form: Any, refusal: Refusal) -> None:
    """Put a refusal beside its fields; what was typed stays."""
    if isinstance(refusal, errors.BadFields):
        for name, words in refusal.problems.items():
            form.add_error(name if name in form.fields else None, words)
    else:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)


def _units(actor: Any) -> Sequence[Choice]:
    scopes = gate().scopes(actor, kinds.WRITE)
    return organisations.subtree_choices(within=scopes, on=timezone.localdate(), inner=True)


# The page --------------------------------------------------------------------------------------------------------


def _file_page(
    request: HttpRequest, file: PersonFile, page: str, on: date, *, is_own: bool = False, shown_number: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "file": file,
        "on": on,
        "page_key": page,
        "page_title": PAGES[page][0],
        "is_own": is_own,
        "links": _links(file, page, is_own),
        "shown_number": shown_number,
        "photo_url": reverse("people:photo", args=[file.id]) if file.has_photo else "",
        "may_write": not is_own and gate().may(request.actor, kinds.WRITE, path=file.manager_path),
        "may_export": not is_own and gate().may(request.actor, kinds.EXPORT, path=file.manager_path),
        "outputs": [one for one in kinds.outputs() if one.is_single],
        "resume": read_resume(file.resume_text),
    }
    if page == "summary":
        context |= _summary(request.actor, file, on, is_own)
    if page == "changes":
        context["changes"] = queries.changes_of(file.id)
    return render_page(request, f"people/file_{page}.html", context)


def _summary(actor: Any, file: PersonFile, on: date, is_own: bool) -> dict[str, Any]:
    years = tuple(range(on.year - YEARS, on.year + 1))
    results = [one for one in file.results or () if one.year >= years[0]][-YEARS:]
    scores = kinds.year_scores(actor, file.id, tuple(one.year for one in results))
    return {
        "results": [(one, scores.get(one.year)) for one in results],
        "has_scores": bool(scores),
        "chart": _chart(results, scores) if scores else None,
        "hints": _hints(file, on, is_own),
        "retirement": kinds.retirement(file, on),
        "panels": _panels(actor, file.id, on),
    }


def _chart(results: Sequence[ResultEntry], scores: Any) -> charts.Chart:
    points = [
        charts.Point(
            f"{one.year} {one.grade}",
            scores[one.year].own_e2 if one.year in scores else None,
            scores[one.year].median_e2 if one.year in scores else None,
        )
        for one in results
    ]
    return charts.lines(
        points,
        title=_("近五年年度考核总分与同类组中位数"),
        own=_("总分"),
        median=_("同类组中位数"),
        head=_("年度"),
        width=660,
    )


def _hints(file: PersonFile, on: date, is_own: bool) -> list[Hint]:
    """Warnings with the page where the field stands; nothing is repaired from here."""
    return [
        Hint(one.title, one.evidence, _address(file, one.section, is_own)) for one in queries.file_findings(file, on)
    ]


def _panels(actor: Any, person_id: int, on: date) -> list[ShownPanel]:
    shown = []
    for panel in kinds.panels():
        context = panel.load(actor, person_id, on)
        if context is not None:
            shown.append(ShownPanel(panel.title, render_to_string(panel.template, dict(context)), panel.place))
    return shown


def _links(file: PersonFile, page: str, is_own: bool) -> list[tuple[Any, str, bool]]:
    return [(title, _address(file, key, is_own), key == page) for key, (title, _sections) in PAGES.items()]


def _address(file: PersonFile, page: str, is_own: bool) -> str:
    """The address of a page of the file; somebody reading the own file stays under /people/me/."""
    if is_own:
        return reverse("people:own") if page == "summary" else reverse("people:own_section", args=[page])
    if page == "summary":
        return reverse("people:file", args=[file.id])
    return reverse("people:section", args=[file.id, page])
