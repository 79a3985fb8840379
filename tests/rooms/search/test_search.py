"""What is found, in which order, and that what is hidden changes nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.law.search import actions, kinds, queries
from dandang.law.search.models import Entry, Posting
from dandang.law.search.records import Answer, Group
from dandang.registry.access.records import Actor
from dandang.registry.organisations.models import Organisation
from tests.factories import registry
from tests.rooms.search.conftest import NAME, Drawer

pytestmark = pytest.mark.django_db


def officer() -> Actor:
    return Actor(account_id=1, name="试用", standing="BUSINESS")


def asked(question: str, **more: object) -> Answer:
    return queries.search(officer(), question, on=registry.TODAY, **more)  # type: ignore[arg-type]


def things(question: str, **more: object) -> Group | None:
    return next((group for group in asked(question, **more).groups if group.name == "drawer"), None)


def titles(question: str, **more: object) -> list[str]:
    group = things(question, **more)
    return ["".join(piece.text for piece in hit.title) for hit in group.hits] if group else []


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("容错备案", "容错备案"),  # the title before the text
        ("三个区分开来怎么认定", "认定三个区分开来"),
        ("错纠", "健全容错纠错机制"),  # a substring no word of the dictionary is
        ("市长", "市长热线"),  # a word before a chance meeting of two
        ("ｔｌ２０２６", "编号TL2026"),
        ("TL2026", "编号TL2026"),
        ("区分", "认定三个区分开来"),
    ],
)
def test_what_stands_first(drawer: Drawer, question: str, first: str) -> None:
    drawer.put("会议纪要", "会上说到容错和备案，也说到别的许多事情。")
    drawer.put("容错备案", "在事前报备。")
    drawer.put("认定三个区分开来", "把三种情形分开。")
    drawer.put("健全容错纠错机制", "机制。")
    drawer.put("城市长期规划", "")
    drawer.put("市长热线", "")
    drawer.put("编号TL2026", "")

    assert titles(question)[0] == first


def test_a_word_nothing_holds_is_named(drawer: Drawer) -> None:
    drawer.put("容错备案")

    answer = asked("容错 火星")

    assert answer.unseen == ("火星",)
    assert answer.is_partial
    assert titles("容错 火星") == ["容错备案"]


def test_some_of_a_question_is_enough_only_when_nothing_holds_what_is_needed(drawer: Drawer) -> None:
    drawer.put("容错")
    drawer.put("容错备案")

    assert titles("容错 备案") == ["容错备案"]
    assert not asked("容错 备案").is_partial
    assert titles("容错 2026") == []  # a number is never left out
    assert titles("墩苗") == []
    assert not asked("墩苗").is_partial


@pytest.mark.parametrize(
    "question", ["", "   ", "\x00", "*", '"', "' OR 1=1 --", "容错 AND NOT (", "%", "_", "\\", "🙂"]
)
def test_signs_of_a_query_language_are_only_signs(drawer: Drawer, question: str) -> None:
    drawer.put("容错备案")

    assert titles(question) in ([], ["容错备案"])


def test_ten_thousand_characters_are_answered(drawer: Drawer) -> None:
    drawer.put("容错备案")
    long = asked("容错" * 5000)

    assert long.is_cut_short
    assert len(long.question) == 200


# Permission first ------------------------------------------------------------------------------------------------


def shape(answer: Answer) -> list[object]:
    return [(group.name, group.count, group.page, group.hits) for group in answer.groups] + [answer.unseen]


@pytest.mark.parametrize("question", ["容错", "容错 备案", "容错 墩苗", "墩苗", "备案 时限 墩苗"])
def test_a_hidden_thing_changes_neither_count_nor_order_nor_words(drawer: Drawer, question: str) -> None:
    drawer.put("容错", "备案的时限")
    drawer.put("备案", "容错的时限")
    drawer.put("容错备案")
    before = shape(asked(question))

    for _ in range(30):
        drawer.hidden.add(drawer.put("容错 备案 墩苗", "墩苗"))
    after = shape(asked(question))

    assert after == before


def test_what_stands_under_one_heading_never_moves_the_hits_of_another(drawer: Drawer) -> None:
    drawer.put("防汛", "物资")
    drawer.put("物资", "防汛")
    before = titles("防汛 物资")
    shelf = [registry.organisation(drawer.parent, f"架{number}").pk for number in range(8)]
    source = kinds.Source(
        label="架子", order=2, rows=lambda keys: [kinds.Row(key, "防汛") for key in keys or ()],
        visible=lambda actor, on: Organisation.objects.filter(pk__in=shelf), shown=lambda actor, keys: {},
    )  # fmt: skip
    kinds.register_source("shelf.thing", source)

    try:
        actions.index(source="shelf.thing", keys=shelf, at=registry.NOW)

        assert titles("防汛 物资") == before == ["防汛", "物资"]
    finally:
        kinds._sources.pop("shelf.thing")


def test_a_source_whose_verb_one_lacks_is_not_looked_into(drawer: Drawer) -> None:
    drawer.put("容错备案")
    kinds.register_source(NAME, drawer.source(verb="policies.packs.load"))

    assert things("容错") is None


def test_rights_are_asked_again_at_every_search(drawer: Drawer) -> None:
    key = drawer.put("容错备案")
    assert titles("容错") == ["容错备案"]

    drawer.hidden.add(key)

    assert titles("容错") == []


# Pages and cost --------------------------------------------------------------------------------------------------


def test_one_heading_is_paged_and_a_page_beyond_the_last_is_the_last(drawer: Drawer) -> None:
    for place in range(45):
        drawer.put(f"容错备案{place}")

    everything = things("容错")
    assert everything is not None
    assert (everything.count, len(everything.hits)) == (45, queries.FIRST_HITS)
    last = things("容错", group="drawer", page=99)
    assert last is not None
    assert (last.count, last.page, len(last.hits)) == (45, 3, 5)
    pages = [titles("容错", group="drawer", page=page) for page in (1, 2, 3)]
    assert len({title for page in pages for title in page}) == 45


def test_the_latest_of_equals_stands_first(drawer: Drawer) -> None:
    drawer.put("容错备案", day=registry.FOUNDED)
    drawer.put("容错备案", day=registry.TODAY)

    keys = [hit.url for hit in things("容错").hits]  # type: ignore[union-attr]

    latest = Entry.objects.get(day=registry.TODAY).key
    assert keys[0] == f"/thing/{latest}/"


def test_the_number_of_queries_does_not_follow_the_number_of_hits(drawer: Drawer) -> None:
    drawer.put("容错备案")
    with CaptureQueriesContext(connection) as few:
        asked("容错备案")

    for _ in range(40):
        drawer.put("容错备案", "容错。")
    with CaptureQueriesContext(connection) as many:
        asked("容错备案")

    assert len(many) == len(few) == 3


# Keeping up ------------------------------------------------------------------------------------------------------


def test_a_changed_row_is_found_by_its_new_words_only(drawer: Drawer) -> None:
    key = drawer.put("容错备案")
    drawer.rows[key] = kinds.Row(key, "澄清正名")

    actions.index(source=NAME, keys=[key], at=registry.NOW)

    assert titles("容错") == []
    assert titles("澄清") == ["澄清正名"]
    assert Entry.objects.filter(source=NAME).count() == 1


def test_a_row_its_room_no_longer_gives_is_forgotten(drawer: Drawer) -> None:
    key = drawer.put("容错备案")
    del drawer.rows[key]

    assert actions.index(source=NAME, keys=[key], at=registry.NOW) == 0

    assert not Entry.objects.filter(source=NAME).exists()
    assert not Posting.objects.filter(term="容错").exists()


def test_a_rebuild_gives_the_same_index(drawer: Drawer) -> None:
    drawer.put("容错备案", "时限", also="别名")
    drawer.put("澄清正名")
    before = sorted(Posting.objects.values_list("entry__key", "term", "weight"))

    built = actions.rebuild(at=registry.NOW)

    assert built.rows[NAME] == 2
    assert sorted(Posting.objects.filter(entry__source=NAME).values_list("entry__key", "term", "weight")) == before


def test_one_source_can_be_rebuilt_alone(drawer: Drawer) -> None:
    drawer.put("容错备案")
    Entry.objects.create(source="other.thing", key=1, title="旁的", indexed_at=registry.NOW)

    built = actions.rebuild(at=registry.NOW, names=[NAME])

    assert built.rows == {NAME: 1}
    assert Entry.objects.filter(source="other.thing").exists()


def test_an_entry_of_a_room_that_is_gone_is_not_found(drawer: Drawer) -> None:
    Entry.objects.create(source="other.thing", key=1, title="容错", indexed_at=registry.NOW)

    assert things("容错") is None


def test_a_source_says_either_rows_or_look(drawer: Drawer) -> None:
    with pytest.raises(ValueError, match="either"):
        kinds.register_source("drawer.empty", kinds.Source(label="空", order=1, shown=lambda actor, keys: {}))


def test_a_heading_with_nothing_under_it_does_not_hide_the_others(drawer: Drawer) -> None:
    drawer.put("容错备案")

    assert titles("容错", group="people") == ["容错备案"]
