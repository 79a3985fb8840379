"""Template tags: addresses that keep their filters, optional blocks, forms with their errors, safe drawings."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from dandang.foundation.ui import charts
from dandang.foundation.ui.forms import PageRenderer


def drawn(text: str, **context: Any) -> str:
    return Template("{% load dandang %}" + text).render(Context(context))


def at(address: str) -> dict[str, Any]:
    return {"request": RequestFactory().get(address)}


@pytest.mark.parametrize(
    ("address", "tag", "expected"),
    [
        ("/r?unit=3&page=2", "{% query_with page=3 %}", "?unit=3&amp;page=3"),
        ("/r?unit=3&page=2", "{% query_with page=None %}", "?unit=3"),
        ("/r?page=2", '{% query_with page="" %}', "?"),
        ("/r?level=A&level=B&page=4", '{% query_without "level" "A" %}', "?level=B"),
        ("/r?level=A", '{% query_without "level" "Z" %}', "?level=A"),
    ],
)
def test_addresses_keep_the_other_filters(address: str, tag: str, expected: str) -> None:
    assert drawn(tag, **at(address)) == expected


def test_a_filter_value_cannot_leave_the_address() -> None:
    address = '/r?name="><script>alert(1)</script>'

    assert "<" not in drawn("{% query_with page=2 %}", **at(address))


@pytest.mark.parametrize(("inside", "expected"), [("周文澜", "<p>周文澜</p>"), ("", ""), ("  \n", "")])
def test_a_frame_around_an_empty_block_leaves_no_trace(inside: str, expected: str) -> None:
    text = "{% shown_if_filled %}<p>{% filled %}{{ inside }}{% endfilled %}</p>{% endshown_if_filled %}"

    assert drawn(text, inside=inside) == expected


def test_optional_frames_side_by_side_do_not_disturb_each_other() -> None:
    frame = "{{% shown_if_filled %}}<{0}>{{% filled %}}{{{{ {0} }}}}{{% endfilled %}}</{0}>{{% endshown_if_filled %}}"

    assert drawn(frame.format("a") + frame.format("b"), a="", b="x") == "<b>x</b>"


def test_words_in_a_chart_are_escaped() -> None:
    bins = [charts.Bin("<b>80", 1)]
    drawing = charts.distribution(bins, title='"><script>', head="总分").drawing

    found = drawn("{% svg drawing %}", drawing=drawing)

    assert "<script>" not in found
    assert "&lt;b&gt;80" in found


@pytest.mark.parametrize(("value", "words"), [(None, "未规定"), ("", "未规定"), (0, "0"), (20, "20")])
def test_a_value_not_in_force_is_not_zero(value: int | str | None, words: str) -> None:
    assert drawn('{{ value|either:"未规定" }}', value=value) == words


class Delivery(forms.Form):
    """A form with the kinds of control a page may hold."""

    default_renderer = PageRenderer
    way = forms.ChoiceField(
        label="送达方式", choices=[("", ""), ("HAND", "当面")], error_messages={"required": "请选择"}
    )
    view = forms.ChoiceField(label="意见", widget=forms.RadioSelect, choices=[("A", "没有"), ("B", "有")])
    note = forms.CharField(label="备注", required=False, help_text="当事人能看到。")
    is_read = forms.BooleanField(label="已读", required=False)


class Controls(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def by_id(self, name: str) -> dict[str, str | None]:
        return next(attributes for _, attributes in self.found if attributes.get("id") == name)


def test_every_link_of_the_error_summary_leads_to_a_control() -> None:
    form = Delivery({"note": "x"})
    summary = drawn('{% include "ui/_errors.html" %}', form=form)
    controls = Controls(str(form))
    ids = {attributes.get("id") for _, attributes in controls.found}

    links = [attributes["href"] for tag, attributes in Controls(summary).found if tag == "a"]

    assert links == ["#id_way", "#id_view"]
    assert {str(link)[1:] for link in links} <= ids


def test_the_error_stands_above_the_control_and_is_announced_with_it() -> None:
    text = str(Delivery({"view": "A"}))
    way = Controls(text).by_id("id_way")

    assert text.index('id="id_way_error"') < text.index('id="id_way"')
    assert way["aria-describedby"] == "id_way_error"
    assert way["aria-invalid"] == "true"
    assert way["class"] == "form-select"


def test_help_is_announced_and_optional_fields_say_so() -> None:
    text = str(Delivery())

    assert Controls(text).by_id("id_note")["aria-describedby"] == "id_note_helptext"
    assert "备注（可不填）" in text
    assert "送达方式（可不填）" not in text


def test_every_control_has_a_label() -> None:
    controls = Controls(str(Delivery()))
    labelled = {attributes.get("for") for tag, attributes in controls.found if tag == "label"}

    for tag, attributes in controls.found:
        if tag in {"input", "select", "textarea"}:
            assert attributes["id"] in labelled
