"""People by name and the law: what the room finds of the rooms below it."""

from __future__ import annotations

from datetime import date

import pytest

from dandang.law.policies import actions as policies
from dandang.law.policies.models import Edition, TextItem
from dandang.law.search import actions, offered, queries
from dandang.law.search.models import Entry
from dandang.law.search.records import Answer, Hit
from dandang.registry.access import queries as access
from dandang.registry.access.records import Actor
from tests.factories import registry, shelf

pytestmark = pytest.mark.django_db
TEXT = """《测试用的实施意见》
开头的话。
一、总的要求
1.第一点的话。
四、容错
11.哪些人可以提出备案申请。
12.第十二点的话。
"""


def hits(answer: Answer, group: str) -> tuple[Hit, ...]:
    return next((one.hits for one in answer.groups if one.name == group), ())


def names(actor: Actor, question: str) -> list[str]:
    found = hits(queries.search(actor, question, on=registry.TODAY, group="people"), "people")
    return ["".join(piece.text for piece in hit.title) for hit in found]


# People ----------------------------------------------------------------------------------------------------------


def test_a_name_finds_the_person_so_called_first_and_within_the_branch_only() -> None:
    county = registry.county()
    registry.person(county.finance, "王建国庆", name_key="01")
    registry.person(county.finance, "王建国", name_key="02", post_text="预算股股长")
    registry.person(county.city, "王建国", name_key="03")
    officer = registry.actor_of("ORG_OFFICER", county.county)

    found = queries.search(officer, "王建国", on=registry.TODAY)

    people = hits(found, "people")
    assert names(officer, "王建国") == ["王建国", "王建国庆"]
    assert [piece.text for piece in people[0].line] == ["预算股股长"]
    assert "/people/" in people[0].url


@pytest.mark.parametrize(
    ("question", "found"),
    [("建国", ["王建国"]), ("wjg", ["王建国"]), ("王建国 容错", ["王建国"]), ("王", ["王建国"]), ("健康", [])],
)
def test_how_a_name_may_be_written(question: str, found: list[str]) -> None:
    county = registry.county()
    registry.person(county.finance, "王建国", initials="wjg", health="健康")
    officer = registry.actor_of("ORG_OFFICER", county.county)

    assert names(officer, question) == found


def test_a_cadre_without_the_roster_finds_nobody() -> None:
    county = registry.county()
    me = registry.person(county.finance, "王建国")
    cadre = registry.actor_of("CADRE", who=me)

    assert names(cadre, "王建国") == []


def test_no_copy_of_a_name_is_kept() -> None:
    county = registry.county()
    registry.person(county.finance, "王建国")

    actions.rebuild(at=registry.NOW)

    assert not Entry.objects.filter(title__contains="王建国").exists()


# The law ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def loaded() -> None:
    policies.load_packs(actor=access.system_actor(), folder=shelf.folder(*shelf.TOLERANCE), at=registry.NOW)


def found_law(question: str, on: date = registry.TODAY) -> tuple[Hit, ...]:
    return hits(queries.search(access.system_actor(), question, on=on, group="policies"), "policies")


def found_items(question: str) -> list[Hit]:
    return [hit for hit in found_law(question) if "/full-text/" in hit.url]


@pytest.mark.usefixtures("loaded")
def test_packs_can_be_found_as_soon_as_they_are_loaded_and_a_hit_opens_the_clause() -> None:
    clause = Edition.objects.get(document__key="anhui-2018").clauses.get(code="11")

    found = found_law(clause.summary[:30])

    assert found[0].url == "/law/anhui-2018/2018-05-01/11/"


@pytest.mark.usefixtures("loaded")
def test_an_edition_is_found_on_the_days_it_is_in_force() -> None:
    edition = Edition.objects.get(document__key="anhui-2018")
    words = edition.clauses.get(code="11").summary[:12]

    assert found_law(words)
    assert not any("anhui-2018" in hit.url for hit in found_law(words, on=date(2018, 4, 30)))
    assert any("anhui-2018" in hit.url for hit in found_law(words, on=date(2018, 5, 1)))


@pytest.mark.usefixtures("loaded")
def test_a_text_is_found_once_its_cut_is_confirmed_and_opens_the_very_item() -> None:
    edition = Edition.objects.get(document__key="anhui-2018")
    text = policies.propose_text(
        actor=access.system_actor(), edition_id=edition.pk, content=TEXT.encode(), name="安徽.txt", at=registry.NOW
    )
    assert not found_items("哪些人可以提出备案申请")

    policies.confirm_text(actor=access.system_actor(), text_id=text, at=registry.NOW)

    item = TextItem.objects.get(no="11")
    found = found_items("哪些人可以提出备案申请")
    assert found[0].url == f"/law/anhui-2018/2018-05-01/full-text/#p{item.part.position}-{item.position}"


@pytest.mark.usefixtures("loaded")
def test_a_replaced_text_is_found_no_longer() -> None:
    edition = Edition.objects.get(document__key="anhui-2018")
    for content in (TEXT, TEXT.replace("备案申请", "另行提请")):
        text = policies.propose_text(
            actor=access.system_actor(), edition_id=edition.pk, content=content.encode(), name="a.txt", at=registry.NOW
        )
        policies.confirm_text(actor=access.system_actor(), text_id=text, at=registry.NOW)

    assert not found_items("提出备案申请")
    assert len(found_items("另行提请")) == 1
    assert Entry.objects.filter(source=offered.ITEM).count() == 3
