"""How text is cut, what a question wants, and where the words are marked. No database."""

from __future__ import annotations

import pytest

from dandang.law.search import rules


def words(question: str) -> list[str]:
    return [want.word for want in rules.wants(question)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("容错", ["容错"]),
        ("错纠", ["错纠"]),  # across two words: no dictionary knows it
        ("容错备案的时限是多少", ["容错", "备案", "时限"]),
        ("三个区分开来怎么认定", ["三个区分开来", "认定"]),
        ("青组〔2026〕１２号", ["青组", "2026", "12"]),
        ("ＴＬ-2026-003", ["tl", "2026", "003"]),
        ("错", ["错"]),
        ("怎么", ["怎么"]),  # nothing else is left, so it is looked for
        ("容错 容错", ["容错"]),
        ("容错\x00纠偏", ["容错", "纠偏"]),
        ("！？—— %_*\"' () AND", ["and"]),
        ("   ", []),
        ("", []),
    ],
)
def test_wants_of_a_question(question: str, found: list[str]) -> None:
    assert words(rules.tidy_question(question)) == found


def test_a_long_question_is_read_to_its_two_hundredth_character_and_asks_for_twelve_words() -> None:
    question = "".join(chr(0x4E00 + place % 5000) for place in range(10_000))

    tidy = rules.tidy_question(question)

    assert len(tidy) == 200
    assert rules.is_cut_short(question)
    assert not rules.is_cut_short("容错  备案")
    assert 0 < len(rules.wants(tidy)) <= rules.MOST_WANTS


def test_every_pair_of_neighbours_is_a_term_whatever_the_cut() -> None:
    text = "健全容错纠错机制"

    held = rules.weights("", text)

    assert {text[place : place + 2] for place in range(len(text) - 1)} <= set(held)


def test_a_pair_inside_a_word_weighs_more_than_one_across_two() -> None:
    held = rules.weights("", "城市长期规划")

    assert held["城市"] > held["市长"]


def test_a_word_of_the_title_weighs_more_than_one_of_the_text() -> None:
    title, text = rules.weights("容错备案", "办理"), rules.weights("办理", "容错备案")

    assert title["备案"] > text["备案"]


def test_a_single_character_is_a_term_of_titles_only() -> None:
    held = rules.weights("王某", "错误")

    assert "王" in held
    assert "误" not in held


def test_full_width_letters_and_digits_are_found_by_half_width_ones() -> None:
    assert "lrmx2026" in rules.weights("", "ＬＲＭＸ２０２６")
    assert rules.folded("Ａ１（") == "a1("
    assert len(rules.folded("㈠ﬁ½")) == 3  # what would become several signs stays, so that places stay


@pytest.mark.parametrize(
    ("question", "answered", "is_enough"),
    [
        ("容错", {"容错"}, True),
        ("容错 备案", {"容错"}, False),
        ("容错 备案", {"容错", "备案"}, True),
        ("容错 备案 时限", {"容错", "备案"}, True),
        ("容错 备案 时限", {"容错"}, False),
        ("容错 备案 时限 火星", {"容错", "备案"}, False),
        ("容错纠错", {"容错", "纠错"}, True),  # 容错、纠错 answers it too
        ("王建国", {"王建"}, False),
        ("王建国", {"王建", "建国"}, True),
        ("青组〔2026〕12号", {"青组", "2026", "12"}, True),
        ("青组〔2026〕12号", {"青组", "2026"}, False),  # another number is another paper
        ("容错 备案 时限 2026", {"容错", "备案", "2026"}, True),
        ("容错 备案 时限 2026", {"容错", "备案", "时限"}, False),
    ],
)
def test_how_much_of_a_question_a_row_must_answer(question: str, answered: set[str], is_enough: bool) -> None:
    asked = rules.wants(question)
    shares = rules.masses(asked)

    assert (sum(shares.get(term, 0) for term in answered) >= rules.needed(asked)) is is_enough


def test_a_rare_term_says_more_than_a_frequent_one() -> None:
    said = rules.rarity({"干部": 40_000, "墩苗": 3, "无": 0})

    assert said["无"] > said["墩苗"] > said["干部"] > 0


def test_the_place_is_marked_as_it_was_written() -> None:
    pieces = rules.marked("《容错》与ＴＬ-12，容错", rules.wants("容错 tl 2"))

    assert [(piece.text, piece.is_marked) for piece in pieces] == [
        ("《", False),
        ("容错", True),
        ("》与", False),
        ("ＴＬ", True),
        ("-12，", False),
        ("容错", True),
    ]


def test_a_long_text_is_shown_where_most_of_the_question_stands() -> None:
    text = "甲" * 300 + "容错。" + "乙" * 300 + "容错之后要备案。" + "丙" * 300

    pieces = rules.snippet(text, rules.wants("容错 备案"))

    shown = "".join(piece.text for piece in pieces)
    assert "容错之后要备案" in shown
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert [piece.text for piece in pieces if piece.is_marked] == ["容错", "备案"]


def test_a_text_without_the_words_shows_its_beginning() -> None:
    pieces = rules.snippet("甲" * 300, rules.wants("容错"))

    assert "".join(piece.text for piece in pieces) == "甲" * rules.SNIPPET + "…"
