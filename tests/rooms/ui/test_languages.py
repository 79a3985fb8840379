"""Papers and records keep the official words while a screen speaks English."""

from __future__ import annotations

import pytest
from django.utils import translation

from dandang.foundation.ui import languages
from dandang.registry.people import rows
from dandang.registry.people.models import Person


@languages.in_chinese
def _sex_on_the_form(person: Person) -> str:
    if person.sex not in {"1", "2"}:
        raise ValueError(translation.get_language())
    return str(person.get_sex_display())


def test_a_form_says_it_in_chinese() -> None:
    with translation.override("en"):
        assert Person(sex="1").get_sex_display() == "Male"
        assert _sex_on_the_form(Person(sex="1")) == "男"
        assert translation.get_language() == "en"


def test_the_screen_keeps_its_language_after_a_refusal() -> None:
    with translation.override("en"):
        with pytest.raises(ValueError, match="zh-hans"):
            _sex_on_the_form(Person(sex="9"))
        assert translation.get_language() == "en"


def test_a_history_is_written_in_chinese() -> None:
    with translation.override("en"):
        assert rows.text("state", Person.State.RETIRED) == "退休"
