"""In which order do names stand, and how are they read? Strokes of the surname, stroke order, then pinyin (RG-07).

A key is made once and stored, so that both databases order alike whatever their collation: it holds digits and small
letters only, and digits sort before letters everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib import resources

from pypinyin import Style, lazy_pinyin, pinyin

KEY_LENGTH = 120

# Surnames of one character that are read otherwise than the character elsewhere. Facts of the Modern Chinese
# dictionary; written without tones.
SURNAME_READINGS = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "区": "ou", "查": "zha", "朴": "piao", "任": "ren",
    "华": "hua", "盖": "ge", "尉": "wei", "翟": "zhai", "召": "shao", "宓": "mi", "乜": "nie", "员": "yun",
    "缪": "miao", "燕": "yan", "洗": "xian", "冼": "xian", "秘": "bi", "冯": "feng", "黑": "he", "重": "chong",
    "种": "chong", "纪": "ji", "能": "nai", "过": "guo", "繁": "po", "折": "she", "覃": "qin", "晁": "chao",
    "谌": "chen", "逄": "pang", "牟": "mu", "隗": "wei", "祭": "zhai", "令": "ling", "万": "wan", "佴": "nai",
    "阚": "kan", "车": "che", "郗": "xi", "都": "du", "葛": "ge", "应": "ying", "钻": "zuan", "呙": "guo",
    "敖": "ao", "石": "shi", "长": "chang", "沈": "shen", "参": "shen", "卜": "bu", "相": "xiang", "殷": "yin",
    "行": "xing", "还": "huan", "乐": "yue", "贾": "jia", "那": "na", "宁": "ning", "訾": "zi", "郇": "xun",
}  # fmt: skip
COMPOUND_SURNAMES = {
    "欧阳": "ouyang", "司马": "sima", "上官": "shangguan", "诸葛": "zhuge", "东方": "dongfang", "皇甫": "huangfu",
    "尉迟": "yuchi", "公孙": "gongsun", "慕容": "murong", "长孙": "zhangsun", "宇文": "yuwen", "司徒": "situ",
    "轩辕": "xuanyuan", "令狐": "linghu", "夏侯": "xiahou", "端木": "duanmu", "万俟": "moqi", "单于": "chanyu",
    "澹台": "tantai", "鲜于": "xianyu", "闾丘": "lvqiu", "亓官": "qiguan", "司空": "sikong",
    "淳于": "chunyu", "独孤": "dugu", "南宫": "nangong", "西门": "ximen", "呼延": "huyan", "赫连": "helian",
    "太史": "taishi", "申屠": "shentu", "公羊": "gongyang", "濮阳": "puyang", "钟离": "zhongli", "百里": "baili",
    "东郭": "dongguo", "闻人": "wenren", "宰父": "zaifu", "谷梁": "guliang", "拓跋": "tuoba", "第五": "diwu",
}  # fmt: skip


@lru_cache(maxsize=1)
def _strokes() -> dict[str, str]:
    """Character to stroke key: two digits of count, then the classes of its strokes where they are known."""
    found: dict[str, str] = {}
    text = resources.files(__package__).joinpath("strokes/strokes.txt").read_text("utf-8")
    for line in text.splitlines():
        head, tail = line.split("\t")
        if head.startswith("#"):
            found.update(dict.fromkeys(tail, f"{int(head[1:]):02d}9"))
        else:
            found[head] = f"{len(tail):02d}{tail}"
    return found


def stroke_count(character: str) -> int | None:
    """Return the number of strokes of one character, or None when the table does not know it."""
    key = _strokes().get(character)
    return int(key[:2]) if key else None


def _stroke_key(character: str) -> str:
    # An unknown character stands behind all known ones, in the order of its code point.
    return _strokes().get(character) or f"99{ord(character):06d}"


def sort_key(name: str) -> str:
    """Return the text by which lists of names are sorted; at most KEY_LENGTH characters.

    The surname by its strokes: the count, then 横竖撇点折 one by one. Among people of one surname, those with a given
    name of one character come first, then the given name by its strokes, as published lists by strokes have it; pinyin
    parts what is still equal.
    """
    letters = "".join(character for character in name if character.isalpha())
    surname = _surname(letters)
    given = letters[len(surname) :]
    strokes = "".join(_stroke_key(character) for character in given)
    head = "".join(_stroke_key(character) for character in surname)
    return f"{head}00{min(len(given), 99):02d}{strokes}"[: KEY_LENGTH - 30] + "".join(syllables(name))[:30].lower()


def _surname(name: str) -> str:
    return name[:2] if name[:2] in COMPOUND_SURNAMES else name[:1]


@lru_cache(maxsize=4096)
def syllables(name: str) -> tuple[str, ...]:
    """Return the pinyin of a name, a syllable for each character, with the readings of surnames."""
    surname = _surname(name)
    return (*_surname_syllables(surname), *_plain_syllables(name[len(surname) :]))


def _surname_syllables(surname: str) -> Sequence[str]:
    if surname in COMPOUND_SURNAMES:
        return _split_compound(surname)
    if surname in SURNAME_READINGS:
        return [SURNAME_READINGS[surname]]
    return _plain_syllables(surname)


def _split_compound(surname: str) -> list[str]:
    """The reading is known for both characters together; the second syllable is its usual one, where it fits."""
    whole = COMPOUND_SURNAMES[surname]
    for second in _readings(surname[1]):
        if whole.endswith(second) and len(second) < len(whole):
            return [whole[: -len(second)], second]
    return [whole]


def _readings(character: str) -> Iterator[str]:
    yield from sorted(pinyin(character, style=Style.NORMAL, heteronym=True)[0], key=len, reverse=True)


@lru_cache(maxsize=65536)
def _plain_syllables(text: str) -> tuple[str, ...]:
    letters = (character for character in text if character.isalpha())
    found = lazy_pinyin("".join(letters), style=Style.NORMAL)
    # A character without a known reading comes back as itself.
    return tuple(syllable.lower() for syllable in found if syllable.isascii())


def initials(name: str) -> str:
    """Return the first letters of a name's pinyin, e.g. gmc for 顾明川; what a clerk types to find somebody."""
    return "".join(syllable[0] for syllable in syllables(name) if syllable)[:20]
