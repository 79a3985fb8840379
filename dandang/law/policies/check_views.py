"""The work-list of values that want checking, and one value's checks."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui import pages
from dandang.law.policies import actions, check_queries, shelf, text_queries
from dandang.law.policies.comparison_forms import CheckFilter, CheckForm
from dandang.law.policies.labels import RELIABILITY, SUBJECTS
from dandang.registry.access import queries as access


@require_GET
def checks(request: HttpRequest) -> HttpResponse:
    """The values in force, the most in need first."""
    today = timezone.localdate()
    filters = CheckFilter(request.GET, documents=check_queries.document_choices(today))
    found = check_queries.check_list(on=today, wanted=filters.wanted(), number=pages.number_of(request))
    grades = [(letter, words, found.grades[letter]) for letter, words in RELIABILITY.items()]
    context = {
        "filters": filters,
        "found": found,
        "grades": grades,
        "subjects": SUBJECTS,
        "rows": [(row, SUBJECTS[row.subject]) for row in found.page.rows],
        "may_check": access.may(request.actor, "policies.value.check"),
    }
    return pages.render_page(request, "policies/checks.html", context)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One value with its checks; officers record another."""
    value = check_queries.stored_value(number, key)
    form = CheckForm(request.POST or None, initial={"checked_on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.check_value(actor=request.actor, edition_id=number, key=key, **form.cleaned_data, at=timezone.now())
        except Refusal as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            messages.success(request, _("已登记核对。取值和这一版的内容没有改动。"))
            return redirect("policies:check", number, key)
    context = {
        "stored": value,
        "passage": text_queries.passage(value.clause, text_queries.confirmed_text(value.edition)),
        "value": shelf.record(value),
        "checks": check_queries.checks_of(value),
        "form": form,
        "subject": SUBJECTS[value.key.subject],
        "reliability_words": RELIABILITY[value.reliability],
        "may_check": access.may(request.actor, "policies.value.check"),
    }
    return pages.render_page(request, "policies/check.html", context)
