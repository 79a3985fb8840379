"""The pages for reporters: promise and choice, form, check, receipt, and what the receipt opens. Untraced.

Every page posts all that was typed so far; nothing stands in an address, a cookie, a session or a log.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.foundation.ground.refusal import Refusal
from dandang.foundation.ui.pages import render_page
from dandang.foundation.ui.records import Fact
from dandang.registry.access import queries as access
from dandang.registry.vault import queries as vaults

from .. import errors, pacing, receipts
from ..actions import intake as actions
from ..actions import reporter as acts
from ..forms_reporter import ReceiptForm, StartForm, TellForm, WordsForm, places
from ..queries import offices
from ..queries import reporter as queries
from ..records import Office
from .untraced import files_of, untraced


@untraced
@require_http_methods(["GET"])
def start(request: HttpRequest) -> HttpResponse:
    """Read the promise and what it cannot hold, choose where to and whether signed."""
    return _start_page(request, StartForm(places=places()))


@untraced
@require_http_methods(["GET"])
def limits(request: HttpRequest) -> HttpResponse:
    """Everything the vault promises and does not."""
    return render_page(request, "protection/reporter_limits.html", {"limits": vaults.limits()})


@untraced
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """Fill the form, check it, send it. `go` is where the button leads."""
    if request.method == "GET":
        return _start_page(request, StartForm(places=places()))
    beginning = StartForm(request.POST, places=places())
    if not beginning.is_valid():
        return _start_page(request, beginning)
    office = offices.office(beginning.cleaned_data["office"])
    is_signed = beginning.cleaned_data["signed"] == "yes"
    if office is None or (is_signed and not _is_ready(office)):
        return _not_ready(request, beginning, office)
    go = request.POST.get("go", "")
    form = TellForm(request.POST if go else None, is_signed=is_signed)
    shared: dict[str, Any] = {"office": office, "is_signed": is_signed, "chosen": beginning.cleaned_data}
    if go in {"check", "send"} and form.is_valid():
        if go == "send":
            return _send(request, form, shared)
        return _check_page(request, form, shared)
    return render_page(request, "protection/reporter_write.html", {**shared, "form": form, "limits": vaults.limits()})


@untraced
@require_http_methods(["GET", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Type the receipt and read how it stands."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return render_page(request, "protection/reporter_enter.html", {"form": form})
    return _status_page(request, form)


@untraced
@require_http_methods(["POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Write a few words to the handlers."""

    def keep(code: str, text: str) -> None:
        acts.ask(actor=access.anonymous_actor(), code=code, text=text, at=timezone.now())

    return _written(request, "say", keep, _("已经交给承办人。回复会写在这一页。"))


@untraced
@require_http_methods(["POST"])
def object_to(request: HttpRequest) -> HttpResponse:
    """Object to the last answer."""

    def keep(code: str, text: str) -> None:
        acts.object_(actor=access.anonymous_actor(), code=code, text=text, at=timezone.now())

    return _written(request, "objection", keep, _("异议一字不改地记下了。有新证据的，会重新核查。"))


@untraced
@require_http_methods(["POST"])
def withdraw(request: HttpRequest) -> HttpResponse:
    """Say what withdrawing means, then withdraw."""
    form = ReceiptForm(request.POST)
    found = _found(form) if form.is_valid() else None
    if found is None or not found.may_withdraw or request.POST.get("go") != "withdraw":
        if found is not None and found.may_withdraw and request.POST.get("go") == "ask":
            return render_page(request, "protection/reporter_withdraw.html", {"code": form.cleaned_data["code"]})
        return _status_page(request, form)
    try:
        acts.withdraw(actor=access.anonymous_actor(), code=form.cleaned_data["code"], at=timezone.now())
    except Refusal as refusal:  # concluded or forwarded while the page was open
        return _status_page(request, form, note=refusal.sentence)
    return _status_page(request, form, note=_("已经撤回。收条还可以用来看。"))


# Parts of the pages ----------------------------------------------------------------------------------------------


def _start_page(request: HttpRequest, form: StartForm) -> HttpResponse:
    return render_page(request, "protection/reporter_start.html", {"form": form, "limits": vaults.limits()})


def _is_ready(office: Office) -> bool:
    return vaults.is_ready(organ_id=office.organ_id, on=timezone.localdate())


def _not_ready(request: HttpRequest, form: StartForm, office: Office | None) -> HttpResponse:
    name = office.name if office is not None else ""
    words = _("%s的身份库还没有两个机关的保管人，现在不能封存您的姓名。可以选匿名，也可以写信或者当面递交。") % name
    form.add_error("signed", words)
    return _start_page(request, form)


def _check_page(
    request: HttpRequest, form: TellForm, shared: dict[str, Any], faults: list[str] | None = None
) -> HttpResponse:
    told, who = form.told(), form.who()
    facts = [
        Fact(_("向哪里反映"), shared["office"].name),
        Fact(_("署名"), _("实名，封存在身份库：%s") % who.name if who else _("匿名")),
        Fact(_("反映的是谁"), told.about),
        Fact(_("发生了什么事"), told.what),
        Fact(_("什么时候"), told.happened_when or _("没有写")),
        Fact(_("在哪里"), told.happened_where or _("没有写")),
        Fact(_("随后发生"), _("给您一张 16 位的收条，只显示一次，请抄下来；凭它看进展、补充、撤回")),
    ]
    kept = [*form.kept(), ("once", request.POST.get("once") or receipts.new_once())]
    context = {**shared, "facts": facts, "kept": kept, "faults": faults or [], "has_errors": bool(faults)}
    return render_page(request, "protection/reporter_check.html", context)


def _send(request: HttpRequest, form: TellForm, shared: dict[str, Any]) -> HttpResponse:
    files, is_over = files_of(request)
    if is_over:
        return _check_page(request, form, shared, [_("附件加起来太大，没有收下。请压缩图片，或者少选几件再提交。")])
    if not pacing.may_report(time.time()):
        busy = _("现在提交的人多，请过一分钟再点“提交”。写的内容都还在，附件要再选一次。")
        return _check_page(request, form, shared, [busy])
    try:
        made = actions.submit(
            actor=access.anonymous_actor(), office=shared["office"].key, told=form.told(files), who=form.who(),
            once=request.POST.get("once", ""), at=timezone.now(),
        )  # fmt: skip
    except Refusal as refusal:
        again = _("附件要再选一次。") if files else ""
        return _check_page(request, form, shared, [refusal.sentence + again])
    return render_page(request, "protection/reporter_done.html", {"receipt": made, "is_signed": shared["is_signed"]})


def _found(form: ReceiptForm) -> queries.Status | None:
    """The report of a typed receipt. A wrong one costs the next guesses time, whoever makes them."""
    now = time.time()
    if not pacing.may_answer(now):
        form.add_error("code", _("现在查询的人多，请过一分钟再试。"))
        return None
    found = queries.status(form.cleaned_data["code"], on=timezone.localdate())
    if found is None:
        pacing.note_wrong(now)
        form.add_error("code", errors.WrongReceipt().sentence)
    return found


def _status_page(
    request: HttpRequest, form: ReceiptForm, *, note: str = "", say: WordsForm | None = None,
    objection: WordsForm | None = None,
) -> HttpResponse:  # fmt: skip
    found = _found(form) if form.is_valid() else None
    if found is None:
        return render_page(request, "protection/reporter_enter.html", {"form": form})
    context = {
        "status": found,
        "code": form.cleaned_data["code"],
        "note": note,
        "say": say or WordsForm(label=_("给承办人写几句"), prefix="say"),
        "objection": objection or WordsForm(label=_("您的异议"), prefix="objection"),
    }
    return render_page(request, "protection/reporter_status.html", context)


def _written(request: HttpRequest, which: str, keep: Callable[[str, str], None], thanks: str) -> HttpResponse:
    """Keep what a form under the receipt says; a refusal stands at the form and what was typed stays in it."""
    form = ReceiptForm(request.POST)
    labels = {"say": _("给承办人写几句"), "objection": _("您的异议")}
    words = WordsForm(request.POST, label=labels[which], prefix=which)
    if not form.is_valid() or _found(form) is None:
        return render_page(request, "protection/reporter_enter.html", {"form": form})
    if words.is_valid():
        try:
            keep(form.cleaned_data["code"], words.cleaned_data["text"])
        except Refusal as refusal:
            words.add_error("text", refusal.sentence)
        else:
            return _status_page(request, form, note=thanks)
    shown = {which: words}
    return _status_page(request, form, say=shown.get("say"), objection=shown.get("objection"))
