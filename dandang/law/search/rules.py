"""How is Chinese text cut into terms, a question into what it wants, and the place marked where the words stand?

The index holds every pair of neighbouring characters, so any substring of two characters or more is found, however a
sentence was cut. The cutter (rjieba) says which pairs lie inside one word; those weigh more, in the text and in the
question, so that 市长 is not found first in 城市长期.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import log

import rjieba

from dandang.law.search.records import Piece, Want

# The domain's own words, which a general dictionary takes apart. Source: the opinion and the rules in `packs/`.
_DOMAIN = (
    "容错纠错 容错 纠错 三个区分开来 澄清正名 担当作为 不担当不作为 敢担当 善作为 能上能下 好差比 先行先试 无心之失 "
    "失实检举控告 诬告陷害 检举控告 函询 谈话函询 影响期 尽职免责 墩苗 下沉 干部考察 平时考核 年度考核 任期考核 "
    "专项考核 班子成员 主要负责人 政治素质 民主测评 反向测评 书面答复 跟踪回访 暂缓提拔 从轻处理 减轻处理 "
    "免予问责 不予问责"
)
WORDS = tuple(_DOMAIN.split())
# Words of a question that no answer turns on; used only where something else is left to look for.
_EMPTY = (
    "的 了 和 与 及 或 在 对 是 有 吗 呢 请 请问 怎么 怎样 如何 什么 哪些 哪个 多少 多久 几 是否 能否 可以 可否 应当 "
    "应该 要 不要 会 给 把 被 让 为 以 从 到 于 其 等 中 后 前 时 该 这 那 个 号 第 点 条 项 款"
)
EMPTY_WORDS = frozenset(_EMPTY.split())
LONGEST_QUESTION = 200  # characters that are read; a longer question is cut, and the page says so
MOST_WANTS = 12
LONGEST_TOKEN = 32
SNIPPET = 90  # characters shown around the place
# BM25 with a fixed pivot and a fixed size of the collection: a row the reader may not see can move no figure.
K1, B, PIVOT, COLLECTION = 1.2, 0.5, 120, 100_000
TITLE_TIMES, APART = 3.0, 0.4  # how often a word of the title counts; what a pair across two words counts
WEIGHT_UNIT = 1000

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_RUNS = re.compile(f"[{_HAN}]+|[0-9a-z]+")


@cache
def _plain_cutter() -> rjieba.Jieba:
    return rjieba.Jieba()


@cache
def _cutter() -> rjieba.Jieba:
    cutter = rjieba.Jieba()
    for word in WORDS:
        cutter.add_word(word, 100_000, "n")
    return cutter


def folded(text: str) -> str:
    """Return the text as it is compared: full-width as half-width, small letters; every place stays where it was."""
    return "".join(_folded_sign(sign) for sign in text)


def _folded_sign(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign).lower()
    return plain if len(plain) == 1 else sign


def tidy_question(text: str) -> str:
    """Return a question as it is read: without control characters, one space between pieces, at most 200 characters."""
    visible = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in text[: LONGEST_QUESTION * 20])
    return " ".join(visible.split())[:LONGEST_QUESTION].strip()


def is_cut_short(text: str) -> bool:
    """Whether a question is longer than what is read of it."""
    return len(" ".join(text.split())) > LONGEST_QUESTION


# The index -------------------------------------------------------------------------------------------------------


def weights(title: str, text: str, also: str = "") -> dict[str, int]:
    """Return what each term of a row is worth in the ranking, in thousandths, between 1 and 2200."""
    counts: dict[str, float] = {}
    _count(counts, folded(title), TITLE_TIMES)
    _count(counts, folded(text), 1.0)
    _count(counts, folded(also), 1.0)
    for sign in _single_signs(folded(title)):
        counts.setdefault(sign, 1.0)
    length = len(title) + len(text)
    damping = K1 * (1 - B + B * length / PIVOT)
    return {term: max(1, round(WEIGHT_UNIT * n * (K1 + 1) / (n + damping))) for term, n in counts.items()}


def _count(counts: dict[str, float], text: str, times: float) -> None:
    for run in _RUNS.findall(text):
        if run[0].isascii():
            term = run[:LONGEST_TOKEN]
            counts[term] = counts.get(term, 0.0) + times
            continue
        inside = _inside_words(run)
        for place in range(len(run) - 1):
            pair = run[place : place + 2]
            counts[pair] = counts.get(pair, 0.0) + (times if place in inside else times * APART)


def _inside_words(run: str) -> set[int]:
    """The places of pairs that lie inside one word."""
    inside: set[int] = set()
    place = 0
    for word in _cutter().cut(run):
        inside.update(range(place, place + len(word) - 1))
        place += len(word)
    return inside


def _single_signs(title: str) -> Iterator[str]:
    """Single characters are looked up in titles only."""
    for run in _RUNS.findall(title):
        if not run[0].isascii():
            yield from run


# The question ----------------------------------------------------------------------------------------------------


def wants(question: str) -> tuple[Want, ...]:
    """Return the words a question looks for, in its order, each with the terms that stand for it in the index.

    What the cutter leaves as single characters side by side is one word; words no answer turns on are left out, and
    single characters too, as long as something else is left.
    """
    words = list(dict.fromkeys(word for run in _RUNS.findall(folded(question)) for word in _words(run)))
    full = [word for word in words if word not in EMPTY_WORDS] or words
    long = [word for word in full if len(word) > 1 or word.isascii()] or full
    return tuple(_want(word) for word in long[:MOST_WANTS])


def _want(word: str) -> Want:
    """A long word is needed only in its parts: 容错、纠错 answers 容错纠错, written together it stands first."""
    terms = _terms(word)
    if len(word) < 4 or word.isascii():
        return Want(word, terms, terms)
    parts = [part for part in _plain_cutter().cut(word) if len(part) > 1]
    needed = tuple(dict.fromkeys(term for part in parts for term in _terms(part)))
    return Want(word, terms, needed or terms)


def _words(run: str) -> list[str]:
    if run[0].isascii():
        return [run[:LONGEST_TOKEN]]
    words: list[str] = []
    loose = ""
    for word in [*_cutter().cut(run), ""]:
        if len(word) == 1 and word not in EMPTY_WORDS:
            loose += word
            continue
        words += [part for part in (loose, word) if part]
        loose = ""
    return words


def _terms(word: str) -> tuple[str, ...]:
    if word.isascii() or len(word) == 1:
        return (word,)
    return tuple(dict.fromkeys(word[place : place + 2] for place in range(len(word) - 1)))


def masses(asked: Sequence[Want]) -> dict[str, int]:
    """Return what each term adds to how much of a question a row answers: a word's part, shared by what it needs."""
    shares: dict[str, int] = {}
    for want in asked:
        for term in want.needed:
            shares[term] = shares.get(term, 0) + _part(want) // len(want.needed)
    return shares


def _part(want: Want) -> int:
    """Letters and digits weigh more than all words together: whoever writes a number wants that number."""
    return 100_000 if want.word.isascii() else 1200


def needed(asked: Sequence[Want]) -> int:
    """Return how much of a question a row must answer: all of two words, all but one of four, three of five beyond.

    Letters and digits must all be there.
    """
    numbers, words = _shares(asked)
    total = sum(words)
    if len(words) <= 2:
        return numbers + total
    return numbers + (total - 1200 if len(words) <= 4 else total * 6 // 10)


def needed_at_least(asked: Sequence[Want]) -> int:
    """Return how much is enough when nothing answers all that is needed: one word; letters and digits all the same."""
    numbers, words = _shares(asked)
    return numbers + min(words, default=0)


def _shares(asked: Sequence[Want]) -> tuple[int, list[int]]:
    """What letters and digits add up to, and what each word adds."""
    shares = masses(asked)
    numbers = sum(shares[want.word] for want in asked if want.word.isascii())
    return numbers, [sum(shares[term] for term in want.needed) for want in asked if not want.word.isascii()]


def rarity(holders: Mapping[str, int]) -> dict[str, int]:
    """Return how much a term says, in thousandths, from how many of the rows the reader may see hold it."""
    return {term: round(1000 * log(1 + COLLECTION / (1 + n))) for term, n in holders.items()}


# The place -------------------------------------------------------------------------------------------------------


def marked(text: str, asked: Sequence[Want]) -> tuple[Piece, ...]:
    """Return a text in pieces, those marked that the question looks for."""
    flags = _flags(folded(text), asked)
    pieces: list[Piece] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or flags[place] != flags[start]:
            pieces.append(Piece(text[start:place], flags[start]))
            start = place
    return tuple(pieces)


def snippet(text: str, asked: Sequence[Want], length: int = SNIPPET) -> tuple[Piece, ...]:
    """Return the stretch of a text in which most of the question stands, marked, with … where it was cut."""
    plain = " ".join(text.split())
    if len(plain) <= length:
        return marked(plain, asked)
    start = _best_start(_flags(folded(plain), asked), length)
    shown = marked(plain[start : start + length], asked)
    before = (Piece("…", False),) if start else ()
    after = (Piece("…", False),) if start + length < len(plain) else ()
    return (*before, *shown, *after)


def _flags(plain: str, asked: Sequence[Want]) -> list[bool]:
    flags = [False] * len(plain)
    for want in asked:
        found = list(_places(plain, want.word))
        spans = found or [span for term in want.terms for span in _places(plain, term)]
        for start, end in spans:
            flags[start:end] = [True] * (end - start)
    return flags


def _places(plain: str, word: str) -> Iterator[tuple[int, int]]:
    if word.isascii():
        yield from (found.span() for found in re.finditer(f"(?<![0-9a-z]){re.escape(word)}(?![0-9a-z])", plain))
        return
    start = plain.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = plain.find(word, start + len(word))


def _best_start(flags: Sequence[bool], length: int) -> int:
    """The first window with the most marked characters, begun a little before its first mark."""
    inside = best = sum(flags[:length])
    place = 0
    for start in range(1, len(flags) - length + 1):
        inside += flags[start + length - 1] - flags[start - 1]
        if inside > best:
            best, place = inside, start
    first = next((at for at in range(place, min(place + length, len(flags))) if flags[at]), place)
    return max(0, min(first - 12, len(flags) - length))
