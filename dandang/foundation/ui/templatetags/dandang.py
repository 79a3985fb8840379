"""What may a template say? Formats, addresses that keep their filters, icons, and the tags around blocks of content."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.http import QueryDict
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dandang.foundation.ground.gate import gate
from dandang.foundation.ui import charts, formats, icons

register = template.Library()


def _as_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


# Formats ---------------------------------------------------------------------------------------------------------


@register.filter
def day(value: date | datetime | None, today: date | None = None) -> str:
    """`{{ d|day }}` 11月25日 周三; with another year than today's, the year too. Nothing for none."""
    if not value:
        return ""
    return formats.day(_as_day(value), today or timezone.localdate())


@register.filter
def day_long(value: date | datetime | None) -> str:
    """`{{ d|day_long }}` 2026年11月23日."""
    return formats.day_long(_as_day(value)) if value else ""


@register.filter
def iso(value: date | datetime | None) -> str:
    """`{{ d|iso }}` 2026-11-23, for fields and tables of mixed years."""
    return _as_day(value).isoformat() if value else ""


@register.filter
def month(value: date | datetime | None) -> str:
    """`{{ d|month }}` 1986.07."""
    return formats.month(_as_day(value)) if value else ""


@register.filter
def clock(value: datetime | None) -> str:
    """`{{ at|clock }}` 18:00."""
    return formats.clock(timezone.localtime(value)) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    """`{{ at|moment }}` 11月20日 周五 15:06."""
    return f"{day(value)} {clock(value)}" if value else ""


@register.filter
def period(value: Any) -> str:
    """`{{ post|period }}` 2016.03—2021.12, for anything with `starts_on` and `ends_on`."""
    return formats.period(value.starts_on, value.ends_on) if value and value.starts_on else ""


@register.filter
def score2(value_e2: int | None) -> str:
    """`{{ total_e2|score2 }}` 88.57; none reads 尚无."""
    return _("尚无") if value_e2 is None else formats.score2(value_e2)


@register.filter
def score2_e4(value_e4: int | None) -> str:
    """`{{ value_e4|score2_e4 }}` 88.57 from ten-thousandths of a point, rounded half up; none reads 尚无."""
    return _("尚无") if value_e4 is None else formats.score2_from_e4(value_e4)


@register.filter
def count(value: int | None) -> str:
    """`{{ n|count }}` 1,204."""
    return "" if value is None else f"{value:,}"


@register.filter
def mask_id(value: str | None) -> str:
    """`{{ number|mask_id }}` 3401**********3215."""
    return formats.mask_id(value or "")


@register.filter
def mask_phone(value: str | None) -> str:
    """`{{ phone|mask_phone }}` 138****0107."""
    return formats.mask_phone(value or "")


@register.filter
def opens_to(address: str, actor: Any) -> bool:
    """`{% if one.url|opens_to:request.actor %}`: whether the table of routes lets the reader in there; no query."""
    return bool(address) and gate().opens(actor, address)


@register.filter
def either(value: Any, otherwise: str) -> Any:
    """`{{ value|either:"未规定" }}`: the words when the value is none or empty; zero stays zero."""
    return otherwise if value is None or value == "" else value


@register.simple_tag
def share(part: int, whole: int) -> str:
    """`{% share 11 17 %}` 11 / 17 ＝ 65%."""
    return formats.share(part, whole)


@register.simple_tag
def age(born_on: date | None, on: date) -> str:
    """`{% age person.born_on today %}` 40岁."""
    return formats.age(born_on, on) if born_on else ""


@register.simple_tag
def duration(starts_on: date | None, on: date) -> str:
    """`{% duration post.starts_on today %}` 4年11个月."""
    return formats.duration(starts_on, on) if starts_on else ""


# Addresses -------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """`{% query_with page=2 unit=None %}`: the page's own query with some parts set; none takes a part away.

    Always begins with `?`, so that a link with nothing left leads to the page without filters.
    """
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    for name, value in changes.items():
        if value is None or value == "":
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: Any) -> str:
    """`{% query_without "level" "Z3" %}`: the page's own query with one of several values of `name` taken away."""
    query = context["request"].GET.copy()
    query.setlist(name, [kept for kept in query.getlist(name) if kept != str(value)])
    query.pop("page", None)
    return f"?{query.urlencode()}"


# Drawings --------------------------------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "print" %}`: an outline hidden from screen readers; words stand beside it."""
    drawn = format_html_join("", '<path d="{}"/>', ((path,) for path in icons.paths(name)))
    return format_html('<svg class="dd-icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', drawn)


@register.simple_tag
def svg(drawing: charts.Drawing) -> SafeString:
    """`{% svg drawing %}`: the shapes of a chart. Only attributes, never a style, so that the strict CSP holds."""
    shapes = format_html_join("", "{}", ((_shape(shape),) for shape in drawing.shapes))
    return format_html("<svg{}>{}</svg>", _attributes(drawing.attributes), shapes)


def _shape(shape: charts.Shape) -> SafeString:
    if shape.text:
        return format_html("<{}{}>{}</{}>", shape.tag, _attributes(shape.attributes), shape.text, shape.tag)
    return format_html("<{}{}/>", shape.tag, _attributes(shape.attributes))


def _attributes(attributes: Mapping[str, object]) -> SafeString:
    return format_html_join("", ' {}="{}"', attributes.items())


_CONTROL_CLASSES = {"select": "form-select", "checkbox": "dd-box", "file": "form-control dd-file"}


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """`{% widget field %}`: the control of a form field with our classes; groups of choices keep their own look."""
    if field.use_fieldset:
        return format_html('<div class="dd-options">{}</div>', field)
    kind = "select" if "select" in field.widget_type else field.widget_type
    classes = [_CONTROL_CLASSES.get(kind, "form-control"), field.field.widget.attrs.get("class", "")]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


# Small components ------------------------------------------------------------------------------------------------


@register.inclusion_tag("ui/_tag.html")
def tag(label: str, look: str = "") -> dict[str, str]:
    """`{% tag "办理中" "open" %}`: draft open wait decide done shut void for against unclear; none for plain grey."""
    return {"label": label, "look": look}


@register.inclusion_tag("ui/_due.html", takes_context=True)
def due(context: Context, chip: Any) -> dict[str, Any]:
    """`{% due chip %}`: a deadline chip as the calendars room makes it."""
    return {"chip": chip, "today": context.get("today")}


@register.inclusion_tag("ui/_clause.html")
def clause_chip(label: str, url: str, reliability: str = "") -> dict[str, str]:
    """`{% clause_chip "安徽 第11点" url "A" %}`: the chip of a clause, opened beside the page."""
    return {"label": label, "url": url, "reliability": reliability}


# Tags around content ---------------------------------------------------------------------------------------------


@register.simple_block_tag
def scroll(content: str, label: str) -> SafeString:
    """`{% scroll "干部名册表格" %}<table>…</table>{% endscroll %}`: a box wide tables scroll in, reachable by key."""
    return format_html('<div class="dd-scroll" tabindex="0" role="region" aria-label="{}">{}</div>', label, content)


@register.simple_block_tag
def twin(content: str, label: str = "") -> SafeString:
    """`{% twin %}<table>…</table>{% endtwin %}`: the table below a chart, closed until asked for."""
    shown = label or _("看数据")
    return format_html('<details class="dd-twin"><summary>{}</summary>{}</details>', shown, content)


@register.simple_block_tag
def side(content: str, title: str, over: str = "") -> SafeString:
    """`{% side title="第 11 点" over="安徽省实施意见（2018）" %}…{% endside %}`: what htmx puts into the side sheet."""
    return render_to_string("ui/_side.html", {"title": title, "over": over, "content": content})


class _Filled(template.Node):
    """Content whose emptiness decides whether the surrounding `shown_if_filled` appears."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        content = self.nodelist.render(context)
        if content.strip():
            context.render_context[_ShownIfFilled.KEY] = True
        return content


class _ShownIfFilled(template.Node):
    """Draws what is inside only when one of its `filled` parts has content; for frames around optional blocks."""

    KEY = "dandang.is_filled"

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString | str:
        before = context.render_context.get(self.KEY, False)
        context.render_context[self.KEY] = False
        content = self.nodelist.render(context)
        is_filled = context.render_context[self.KEY]
        context.render_context[self.KEY] = before
        return content if is_filled else ""


@register.tag
def filled(parser: Parser, token: Token) -> _Filled:
    """`{% filled %}…{% endfilled %}` inside `shown_if_filled`."""
    nodelist = parser.parse(("endfilled",))
    parser.delete_first_token()
    return _Filled(nodelist)


@register.tag
def shown_if_filled(parser: Parser, token: Token) -> _ShownIfFilled:
    """`{% shown_if_filled %}<ol>{% filled %}…{% endfilled %}</ol>{% endshown_if_filled %}` around optional blocks."""
    nodelist = parser.parse(("endshown_if_filled",))
    parser.delete_first_token()
    return _ShownIfFilled(nodelist)
