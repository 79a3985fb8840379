"""Matters are found by their own words, within the branch, and never by who took part in them."""

from __future__ import annotations

import pytest

from tests.factories import matters, registry
from tests.factories.searching import titles_found

pytestmark = pytest.mark.django_db


def test_a_matter_is_found_by_its_words_and_number_as_soon_as_it_is_registered() -> None:
    place = registry.county()
    officer = registry.actor_of("DISCIPLINE_OFFICER", place.county)
    matter = matters.matter(officer, place.township)

    for question in ("提灌站", "取水口 汛期", matter.number, "柳溪镇"):
        assert titles_found(officer, question, "matters") == [matter.title]


def test_a_name_leads_to_nobodys_matter() -> None:
    place = registry.county()
    officer = registry.actor_of("DISCIPLINE_OFFICER", place.county)
    cadre = registry.person(place.township, "顾明川")
    matters.matter(officer, place.township, cadre, title="顾明川经办的提灌站", summary="顾明川变更了取水口位置。")

    assert titles_found(officer, "顾明川", "matters") == []
    assert titles_found(officer, "取水口", "matters") == ["顾明川经办的提灌站"]


def test_who_may_not_open_a_matter_does_not_find_it() -> None:
    place = registry.county()
    officer = registry.actor_of("DISCIPLINE_OFFICER", place.county)
    matters.matter(officer, place.township)
    matters.matter(officer, place.finance, title="专项债申报", is_restricted=True)
    unit_officer = registry.actor_of("UNIT_OFFICER", place.finance, who=registry.person(place.finance, "钱干事"))

    assert titles_found(unit_officer, "提灌站", "matters") == []
    assert titles_found(unit_officer, "专项债", "matters") == []
    assert titles_found(officer, "专项债", "matters") == ["专项债申报"]
