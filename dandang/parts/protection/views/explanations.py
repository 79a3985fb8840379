"""Forms about the person's explanation: asking, keying in paper, judging, feeding back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from dandang.foundation.audit import actions as audit
from dandang.foundation.ground.refs import ref
from dandang.foundation.ground.refusal import NotHere
from dandang.foundation.guard import limits
from dandang.foundation.ui.pages import scan_to_keep

from ..actions import explanations as actions
from ..forms_explanations import AskForm, FeedBackForm, JudgeForm, KeyForm
from ..queries import allegation_page as pages
from ..queries import handling
from .acts import done
from .allegations import acted, back, form_page

_ASKS = ("may_handle", "may_investigate")


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Ask the person."""
    one = pages.allegation_for(request.actor, allegation_id, "may_handle")
    is_approved = bool(one.handling_approved_by) and one.handling in ("LETTER", "PRELIMINARY")
    first = handling.written_first(one.report, on=timezone.localdate())
    note = _("他只看到上面这句话：看不到原信，看不到编号，也看不到是谁、怎样反映的。")
    if not is_approved:
        note += _("函询和谈话要先经负责人批准处置；现在可以先请他作书面说明。")
    return acted(
        request, allegation_id, AskForm(request.POST or None, is_approved=is_approved), ("may_handle",),
        actions.ask_explanation, title=_("请本人说明"), submit=_("发给本人"), told=_("已发给本人，他会收到待办。"),
        note=note, rule=first,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Key in an explanation on paper."""
    one = pages.allegation_for(request.actor, allegation_id, *_ASKS)
    form = KeyForm(request.POST or None, request.FILES or None)

    def write() -> None:
        given = form.cleaned_data
        actions.key_explanation(
            actor=request.actor, allegation_id=allegation_id, text=given["text"], given_on=given["given_on"],
            scan=given["upload"].read(limits.SCAN_BYTES + 1), at=timezone.now(),
        )  # fmt: skip

    if done(form, write):
        return back(request, one.report, _("已登记，接着判断是否采信。"))
    return form_page(
        request, one.report, form, one=one, title=_("登记纸质说明"), submit=_("登记"),
        note=_("照签字的纸面录入，扫描件一并存，日后可以核对。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Say whether the explanation is accepted."""
    return acted(
        request, allegation_id, JudgeForm(request.POST or None), _ASKS, actions.judge_explanation,
        title=_("审理本人的说明"), submit=_("保存"), told=_("已记下。采信的，要向本人和单位主要负责人反馈。"),
        note=_("采信的说明向本人和所在单位党组织主要负责人反馈，反馈以前不能办结（综述：北京、天津、云南的做法）。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def feed_back(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Record the feedback."""
    return acted(
        request, allegation_id, FeedBackForm(request.POST or None), ("may_handle",), actions.feed_back_explanation,
        title=_("登记反馈"), submit=_("登记"), told=_("已登记反馈。"),
        note=_("反馈用《情况说明采信反馈》，在“文书”里核稿、签发、送达；这里登记哪一天、向谁反馈。"),
    )  # fmt: skip


@require_safe
def scan(request: HttpRequest, allegation_id: int) -> HttpResponse:
    """Open the scan of a signed explanation; every look is on record."""
    one = pages.allegation_for(request.actor, allegation_id, "may_handle", "may_lead", "may_investigate")
    if not one.explanation_scan:
        raise NotHere()
    what = "说明的签字件"
    audit.record_read(actor=request.actor, target=ref("protection.report", one.report_id), what=what, at=timezone.now())
    return scan_to_keep(one.explanation_scan, what)
