"""How does a view answer? One page or its fragment, a refusal as a page, and lists cut at constant cost."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import QuerySet
from django.db.models.fields.files import FieldFile
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import Refusal

log = logging.getLogger(__name__)
Row = TypeVar("Row")

PAGE_SIZE = 50
CEILING = 10_000
_SCAN_TYPES = {"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


def is_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asks for a part of the page rather than the page."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") == "partial"


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    fragment: str = "",
    status: int | None = None,
) -> HttpResponse:
    """Render `template`, or only `fragment` when htmx asks for a part; both get the same context.

    A page with a form that did not pass answers 400 and its title begins with 有误：, unless `status` says otherwise.
    """
    values = dict(context or {})
    has_errors = values.setdefault("has_errors", any(_has_errors(value) for value in values.values()))
    chosen = fragment if fragment and is_fragment(request) else template
    response = render(request, chosen, values, status=status or (400 if has_errors else 200))
    response["Vary"] = "HX-Request"
    return response


def scan_to_keep(scan: FieldFile, what: str) -> HttpResponse:
    """Hand out the scan of a signed paper as a file to keep called `what`, never to be shown inside a page."""
    ending = str(scan.name).rpartition(".")[2]
    with scan.open("rb") as file:
        response = HttpResponse(file.read(), content_type=_SCAN_TYPES.get(ending, "application/octet-stream"))
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{what}.{ending}") or "attachment"
    return response


def _has_errors(value: object) -> bool:
    if isinstance(value, BaseForm):
        return value.is_bound and bool(value.errors)
    if isinstance(value, BaseFormSet):
        return value.is_bound and not value.is_valid()
    return False


# Lists -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. `total` stops at the ceiling; `is_capped` says that there are more."""

    rows: Sequence[Row]
    number: int
    size: int
    total: int
    is_capped: bool

    @property
    def first(self) -> int:
        """Number of the first row shown, counted from 1; 0 when the list is empty."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return (self.number - 1) * self.size + len(self.rows)

    @property
    def pages(self) -> int:
        """How many pages there are, up to the ceiling; at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def previous(self) -> int | None:
        """The page before, or none."""
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        """The page after, or none."""
        return self.number + 1 if self.number < self.pages else None


def number_of(request: HttpRequest) -> int:
    """Return the page number in the address; what is not a number means the first page."""
    text = request.GET.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) <= 6 else 1


def cut(found: QuerySet[Any], *, number: int, size: int = PAGE_SIZE, ceiling: int = CEILING) -> Page[Any]:
    """Cut one page out of an ordered queryset with two queries whose cost does not grow with the table.

    The count stops at `ceiling` rows and so does the offset, so a list of 100 000 people costs what one of 10 000
    does. An offset was chosen over a keyset because people sort by any column, jump to a page and send the address to a
    colleague; the ceiling takes away the one weakness offsets have. Beyond it the page asks for a filter.
    """
    seen = found.order_by()[: ceiling + 1].count()
    total = min(seen, ceiling)
    last = max(1, -(-total // size))
    number = min(max(1, number), last)
    start = (number - 1) * size
    rows = list(found[start : min(start + size, ceiling)])
    return Page(rows, number, size, total, seen > ceiling)


# Refusals and errors ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    sentence: str


def _words(status: int) -> _Words:
    """What a page says about a status when nobody gave a sentence."""
    known = {
        400: _Words(_("这次提交看不懂"), _("地址或提交的内容不完整。请返回上一页，核对后再提交一次。")),
        403: _Words(_("这一页不对您开放"), _("您的岗位没有这项权限。需要办理的，请联系您单位的组织员或系统管理员。")),
        404: _Words(_("没有找到这一页"), _("地址可能写错了，内容也可能已经移走，或者不在您的管理范围内。")),
        409: _Words(_("现在不能这样办"), _("内容在您打开之后有了变化，或者前面的步骤还没有完成。请刷新后再看。")),
        410: _Words(_("这个链接已经失效"), _("链接用过了，或者超过了有效期。请重新取得一个。")),
        413: _Words(_("文件或内容太大"), _("一次提交的内容超过了上限。请分几次提交，或把文件拆小。")),
        429: _Words(_("操作太频繁"), _("短时间内次数太多，已暂停几分钟。请稍后再试，已保存的内容不受影响。")),
        500: _Words(
            _("这一步没有办成"),
            _("系统出了差错。请先看看刚才的内容是否已经保存，再决定要不要重做；仍不行，请把下面的编号告诉系统管理员。"),
        ),
    }
    return known.get(status, known[500 if status >= 500 else 400])


def new_reference() -> str:
    """Return a short number that a person can read out and an administrator finds in the log."""
    return secrets.token_hex(4).upper()


def error_page(
    request: HttpRequest, status: int, *, sentence: str = "", clause: str = "", reference: str = ""
) -> HttpResponse:
    """Answer with a page that says what happened, what to do and a reference number; a fragment for htmx.

    A server error is drawn without the frame, since whatever broke may break the frame as well.
    """
    words = _words(status)
    values = {
        "status": status,
        "heading": words.title,
        "sentence": sentence or words.sentence,
        "clause": clause,
        "reference": reference or new_reference(),
    }
    if is_fragment(request):
        response = HttpResponse(render_to_string("ui/_refusal.html", values), status=status)
        response["HX-Retarget"] = "#dd-refusal"
        response["HX-Reswap"] = "innerHTML show:top"
        return response
    if status >= 500:
        return HttpResponse(render_to_string("ui/error_plain.html", values), status=status)
    return render(request, "ui/error.html", values, status=status)


def refusal_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Turn a refusal into its page; for middleware that refuses before a view runs."""
    reference = new_reference()
    log.info("refused %s %s: %s (%s)", request.method, request.path, refusal.code, reference)
    return error_page(request, refusal.status, sentence=refusal.sentence, clause=refusal.clause, reference=reference)


def status_of(exception: Exception | None) -> int:
    """Return the status a suspicious request deserves: too much data is 413, everything else 400."""
    too_much = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
    return 413 if isinstance(exception, too_much) else 400
