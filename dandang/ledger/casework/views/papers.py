"""What is printed for a meeting, and the numbered copies that go out and come back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import BadInput, NotHere
from dandang.foundation.ui import pages
from dandang.law.documents import kinds
from dandang.law.documents import queries as documents
from dandang.ledger.casework import actions, forms, papers, queries

PAPERS = {
    "booklet": ("meeting_booklet", papers.booklets),
    "votes": ("vote_sheet", papers.vote_sheets),
    "minutes": ("meeting_minutes", lambda meeting: [papers.minutes(meeting)]),
}


@require_GET
def paper(request: HttpRequest, meeting_id: int, what: str) -> HttpResponse:
    """Print booklets, vote sheets or minutes as one PDF and record who did."""
    found = queries.meeting(request.actor, meeting_id)
    if what not in PAPERS:
        raise NotHere()
    kind, facts = PAPERS[what]
    content = documents.render_batch_pdf(kind, facts(found))
    title = kinds.paper(kind).title
    target = ref("casework.meeting", found.pk)
    audit.record_read(actor=request.actor, target=target, what=title, at=timezone.now())
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = documents.attachment(f"{title} {found.title}.pdf")
    return response


@require_http_methods(["GET", "POST"])
def booklets(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Hand out numbered copies; the members stand in the form at first."""
    found = queries.meeting(request.actor, meeting_id)
    copies = list(found.booklets.all())
    names = "" if copies else "\n".join(member.name for member in found.members.all())
    form = forms.HandOutForm(request.POST or None, initial={"holders": names})
    if request.method == "POST" and form.is_valid():
        numbers = actions.hand_out_booklets(
            actor=request.actor, meeting_id=meeting_id, holders=form.names(), at=timezone.now()
        )
        messages.success(request, _("已登记发出 %d 份，封面上印有份号。") % len(numbers))
        return redirect("casework:booklets", meeting_id)
    context = {
        "meeting": found,
        "form": form,
        "copies": copies,
        "out": [copy for copy in copies if copy.returned_at is None],
    }
    return pages.render_page(request, "casework/meeting_booklets.html", context)


@require_POST
def take_back(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Note which copies came back."""
    ticked = request.POST.getlist("number")
    if not all(one.isascii() and one.isdigit() and len(one) < 6 for one in ticked):
        raise BadInput(_("份号看不懂。请返回上一页，重新勾选"))
    left = actions.take_back_booklets(
        actor=request.actor, meeting_id=meeting_id, numbers=[int(one) for one in ticked], at=timezone.now()
    )
    messages.success(request, _("已登记收回。") + (_("还有 %d 份没有收回。") % len(left) if left else ""))
    return redirect("casework:booklets", meeting_id)
