"""What an untrue allegation had done, for those who repair it: the list and the page of one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.ui.pages import number_of, render_page

from ..actions import restorations as actions
from ..forms_clarifications import RepairForm
from ..queries import restorations as queries
from ..queries import tabs
from .acts import done


@require_safe
def restorations(request: HttpRequest) -> HttpResponse:
    """List what suffered from untrue allegations, unrepaired first."""
    page = queries.waiting(request.actor, number=number_of(request))
    context = {"page": page, "tabs": tabs.tabs(request.actor, "restorations")}
    return render_page(request, "protection/restorations.html", context)


@require_http_methods(["GET", "POST"])
def restoration(request: HttpRequest, restoration_id: int) -> HttpResponse:
    """Show what suffered, and take how it was repaired."""
    row = queries.restoration_to_see(request.actor, restoration_id)
    form = RepairForm(request.POST or None, initial={"repaired_on": timezone.localdate()})

    def write() -> None:
        actions.record_repair(
            actor=request.actor, restoration_id=restoration_id, at=timezone.now(), **form.cleaned_data
        )

    if request.method == "POST" and done(form, write):
        messages.success(request, _("已登记恢复，告知本人。"))
        return redirect("protection:restoration", restoration_id)
    return render_page(request, "protection/restoration.html", {"row": row, "form": form})
