"""Which pieces of a text may tell who it was, and what could be written instead? Pure; a person decides on each.

Looked for, longest first: people of the case and on file, people called by surname and post, units and places, days in
digits and in Chinese, numbers of papers, telephone, identity and plate numbers, exact sums of money.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dandang.foundation.codes import queries as codes
from dandang.ledger.casebook import wordlists as words
from dandang.ledger.casebook.records import Found, Known

_DOTS = "·•・‧∙⋅･᛫●．"
_DIGIT = "〇零○一二三四五六七八九"
_CN = "一二三四五六七八九十廿卅"
_DAY = re.compile(
    rf"(?P<y>\d{{4}}|[{_DIGIT}]{{4}})\s*年\s*(?P<m>\d{{1,2}}|[{_CN}]{{1,3}})\s*月(?:份)?(?:\s*(?P<d>\d{{1,2}}|[{_CN}]{{1,3}})\s*[日号])?"
    rf"|(?P<iso>(?:19|20)\d{{2}}[-./](?:1[0-2]|0?[1-9])(?:[-./](?:3[01]|[12]\d|0?[1-9]))?)(?![\d.])"
    rf"|(?P<md>(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月\s*(?:\d{{1,2}}|[{_CN}]{{1,3}})\s*[日号])"
    rf"|(?P<month>(?<![\d{_CN}个满近])(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s*月(?:份|初|底|末|上旬|中旬|下旬)?)(?![以之]?内|[\d{_CN}]|\s*\d)"
    rf"|(?P<lunar>(?:正月|腊月|冬月|农历[{_CN}]{{1,2}}月)(?:初[{_CN}]|[{_CN}]{{1,3}}|底|末)?)"
)
_NUMBER = re.compile(
    r"(?P<word>(?:(?![据按照依由见的在和及以经对从])[一-鿿]){1,10})?[〔\[（(【](?:19|20)\d{2}[〕\]）)】]\s*(?:第\s*)?\d{1,5}\s*号|[A-Z]{2,4}-(?:19|20)\d{2}-\d{3,5}"
)
_CONTACT = re.compile(
    r"(?<!\d)\d{6}(?:19|20)\d{9}[\dXx](?![\dA-Za-z])|(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)"
    r"|(?<![\d-])0\d{2,3}[-－]\d{7,8}(?!\d)|(?<!\d)\d{16,19}(?!\d)"
    r"|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·• ]?[A-HJ-NP-Z0-9]{5,6}(?![A-Z0-9])"
    r"|[\w.+-]+@[\w-]+\.[\w.]+"
)
_MONEY = re.compile(r"(?P<sum>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|万余元|元|亿|万)(?!\s*亩|户|人|斤|吨)")


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    span: str
    kind: str
    suggestion: str


def found(parts: Mapping[str, str], known: Known) -> tuple[Found, ...]:
    """Every piece of the parts that a person should look at, in the order of first appearance."""
    aliases = _aliases(known.names)
    gathered: dict[str, dict[str, list[int]]] = {}
    about: dict[str, _Hit] = {}
    for part, text in parts.items():
        for hit in _cover(_hits(text, known, aliases)):
            about.setdefault(hit.span, hit)
            gathered.setdefault(hit.span, {}).setdefault(part, []).append(hit.start)
    return tuple(
        Found(span, hit.kind, hit.suggestion, {part: tuple(starts) for part, starts in gathered[span].items()})
        for span, hit in about.items()
    )


def places_of(span: str, parts: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Where a piece of text stands, as it is: for what a person marks by hand."""
    found_at = {
        part: tuple(match.start() for match in re.finditer(re.escape(span), text)) for part, text in parts.items()
    }
    return {part: starts for part, starts in found_at.items() if starts}


def _hits(text: str, known: Known, aliases: Mapping[str, str]) -> Iterator[_Hit]:
    yield from _named(text, known, aliases)
    yield from _called(text)
    yield from _units(text, known)
    yield from _days(text)
    for match in _NUMBER.finditer(text):
        yield _hit(match, "NUMBER", "有关文件" if match["word"] else "（编号略）")
    for match in _CONTACT.finditer(text):
        yield _hit(match, "CONTACT", "（号码略）")
    for match in _MONEY.finditer(text):
        round_sum = rounded(match["sum"], match["unit"])
        if round_sum != re.sub(r"\s", "", match.group()):
            yield _hit(match, "MONEY", round_sum)


def _hit(match: re.Match[str], kind: str, suggestion: str) -> _Hit:
    return _Hit(match.start(), match.end(), match.group(), kind, suggestion)


def _cover(hits: Iterable[_Hit]) -> list[_Hit]:
    """Of hits that overlap the longest one stays, then the first: 河湾村提灌站 before 河湾."""
    kept: list[_Hit] = []
    for hit in sorted(hits, key=lambda one: (-(one.end - one.start), one.start)):
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda one: one.start)


# People ----------------------------------------------------------------------------------------------------------


def surname_of(name: str) -> str:
    """The surname of a Chinese name; of a name with a middle dot its first part (买买提·吐尔逊)."""
    plain = re.sub(rf"[{_DOTS}].*", "", name)
    if plain != name:
        return plain[:1]
    return plain[:2] if len(plain) > 2 and plain[:2] in codes.compound_surnames() else plain[:1]


def _aliases(names: Sequence[str]) -> dict[str, str]:
    """What to write for each name: 王某; 王某甲, 王某乙 where several bear the surname; 买某某 for long names."""
    by_surname: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        if name:
            by_surname.setdefault(surname_of(name), []).append(name)
    made: dict[str, str] = {}
    for surname, bearers in by_surname.items():
        for place, name in enumerate(bearers):
            one = f"{surname}某某" if any(dot in name for dot in _DOTS) else f"{surname}某"
            made[name] = one if len(bearers) == 1 else one + "甲乙丙丁戊己庚辛壬癸"[place % 10]
    return made


def _named(text: str, known: Known, aliases: Mapping[str, str]) -> Iterator[_Hit]:
    for name, alias in aliases.items():
        for match in _name_pattern(name).finditer(text):
            if not _is_inside_word(text, match, name, is_certain=True):
                yield _hit(match, "NAME", alias)
        yield from _by_given_name(text, name, alias)
    for name in known.staff:
        if name in aliases or len(name) < 2:
            continue
        for match in _name_pattern(name).finditer(text):
            if not _is_inside_word(text, match, name, is_certain=False):
                yield _hit(match, "NAME", f"{surname_of(name)}某")


def _by_given_name(text: str, name: str, alias: str) -> Iterator[_Hit]:
    """Where somebody of the case is called by the two characters of his given name: 明川同志."""
    given = name.removeprefix(surname_of(name))
    if len(given) != 2 or given in words.ORDINARY or any(dot in name for dot in _DOTS):
        return
    for match in re.finditer(re.escape(given), text):
        if _is_named_here(text, match.end()) or _stands_alone(text, match):
            yield _hit(match, "NAME", alias)


@lru_cache(maxsize=4096)
def _name_pattern(name: str) -> re.Pattern[str]:
    """The name as people write it: with blanks between two characters, with any of the middle dots."""
    parts = [f"[{_DOTS}]" if char in _DOTS else re.escape(char) for char in name]
    return re.compile("[ 　]?".join(parts) if len(name) <= 3 else "".join(parts))


def _is_inside_word(text: str, match: re.Match[str], name: str, *, is_certain: bool) -> bool:
    """Whether two characters are a word, or the piece of one, rather than the person of that name."""
    if len(name) > 2:
        return False
    beside = _is_named_here(text, match.end())
    if name in words.ORDINARY:
        return not beside
    if is_certain or beside:
        return not beside and _is_in_ordinary(text, match)
    return not _stands_alone(text, match)


def _is_in_ordinary(text: str, match: re.Match[str]) -> bool:
    """Whether the first or the last character makes an ordinary word with its neighbour: 明 of 王明 in 王明确."""
    before, after = text[max(0, match.start() - 1) : match.start() + 1], text[match.end() - 1 : match.end() + 1]
    return before in words.ORDINARY or after in words.ORDINARY


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Whether what stands on both sides parts the piece from its neighbours, or somebody is asked or sent by it."""
    before = text[match.start() - 1] if match.start() else "，"
    after = text[match.end()] if match.end() < len(text) else "，"
    ends = before in "请由派让找" or after in words.JOINING or _is_named_here(text, match.end())
    begins = before in words.JOINING or before in "长任记员师者人委派找"
    return begins and ends and not _is_in_ordinary(text, match)


def _is_named_here(text: str, end: int) -> bool:
    """Whether a post or an address follows, as it does behind a person's name."""
    return _post_follows(text, end) or text.startswith(words.AFTER_NAME, end)


def _post_follows(text: str, at: int) -> bool:
    return text.startswith(words.POSTS, at)


_CALLED = re.compile(rf"(?P<who>[一-鿿]{{1,2}})(?P<post>{'|'.join(words.POSTS)})")
_FAMILIAR = re.compile(
    r"(?P<how>[老小阿])(?P<who>[一-鿿])(?=同志|师傅|说|称|表示|反映|，|。|、|在|来|去|的|把|给|找|也|就)"
)


def _called(text: str) -> Iterator[_Hit]:
    """People called by surname and post (王局长, 欧阳副书记) or familiarly (老张)."""
    for match in _CALLED.finditer(text):
        who, post = match["who"], match["post"]
        start = match.start() if who in codes.compound_surnames() else match.start() + len(who) - 1
        surname = text[start : match.start() + len(who)]
        if _is_surname_here(text, start, surname):
            yield _Hit(start, match.end(), text[start : match.end()], "CALLED", f"{_title_of(post, surname)}")
    for match in _FAMILIAR.finditer(text):
        if match["who"] in words.SURNAMES and not _is_word_behind(text, match.start()):
            yield _hit(match, "CALLED", f"{match['who']}某")


def _title_of(post: str, surname: str) -> str:
    return f"{surname}某" if post in {"同志", "先生", "女士", "某某"} else f"某{post}"


def _is_surname_here(text: str, start: int, surname: str) -> bool:
    if surname in codes.compound_surnames():
        return True
    if surname not in words.SURNAMES:
        return False
    before = text[start - 1] if start else ""
    return before not in words.BEFORE_SURNAME.get(surname, "") or not before


def _is_word_behind(text: str, start: int) -> bool:
    """Whether 老 or 小 is the end of a word: 养老金, 缩小范围."""
    return start > 0 and text[start - 1] in "养古敬缩大中最较很太"


# Units and places ------------------------------------------------------------------------------------------------


def _units(text: str, known: Known) -> Iterator[_Hit]:
    for unit in known.units:
        if unit in words.GENERIC_UNITS or not (unit in known.own_units or _tells_place(unit, known.places)):
            continue
        plain = without_places(unit, known.places)
        for match in re.finditer(re.escape(unit), text):
            yield _hit(match, "UNIT", plain if plain != unit else "某单位")
    for proper in known.places:
        if len(proper) < 2:
            continue
        for match in re.finditer(rf"{re.escape(proper)}({'|'.join(words.PLACE_ENDS)})?", text):
            yield _hit(match, "PLACE", f"某{match[1]}" if match[1] else "某地")
    for match in _UNKNOWN_PLACE.finditer(text):
        proper, end = match["proper"], match["end"]
        if proper[0] not in words.NO_PLACE and proper[-1] not in words.NO_PLACE and proper not in words.ORDINARY:
            yield _Hit(match.start("proper"), match.end(), match["proper"] + end, "PLACE", f"某{end}")


_UNKNOWN_PLACE = re.compile(
    r"(?:^|(?<=[，。、；：（“\s在到于由对是为向从和与及至赴往来]))(?P<proper>[一-鿿]{2})(?P<end>村|社区|镇|乡|街道|水库|大桥|渡口|矿|屯|寨)(?!长|委|党|干部)"
)


def _tells_place(unit: str, places: Sequence[str]) -> bool:
    """Whether a unit's name holds a proper name; 县财政局 does not tell which county."""
    return any(proper in unit for proper in places)


def without_places(unit: str, places: Sequence[str]) -> str:
    """A unit's name without what is proper in it: 青禾县河湾镇人民政府 is 某镇人民政府, 青禾县财政局 某县财政局."""
    made = unit.removeprefix("中共").removeprefix("政协")
    for proper in sorted(places, key=len, reverse=True):
        made = made.replace(proper, "某")
    made = re.sub(r"某+", "某", made)
    inner = re.search(r"某(?:省|市|县|区)(?=某)", made)
    while inner:
        made = made[: inner.start()] + made[inner.end() :]
        inner = re.search(r"某(?:省|市|县|区)(?=某)", made)
    return made if made != "某" else "某单位"


# Days and sums ---------------------------------------------------------------------------------------------------


def _days(text: str) -> Iterator[_Hit]:
    for match in _DAY.finditer(text):
        if match["y"]:
            yield _hit(match, "DATE", "某年某月某日" if match["d"] else "某年某月")
        elif match["iso"]:
            yield _hit(match, "DATE", "某年某月某日" if len(re.split(r"[-./]", match["iso"])) == 3 else "某年某月")
        elif match["md"]:
            yield _hit(match, "DATE", "某月某日")
        elif match["month"]:
            yield _hit(match, "DATE", "某月")
        else:
            yield _hit(match, "DATE", "某日")


def rounded(amount: str, unit: str) -> str:
    """A sum to its first figure: 18.6 万元 is 10余万元, 6.2 万元 6万余元, 300 元 300元 as it is round already."""
    plain = amount.replace(",", "").replace("，", "")
    whole, _, fraction = plain.partition(".")
    whole = whole.lstrip("0") or "0"
    if not fraction.strip("0") and whole.rstrip("0") in set("123456789"):
        return f"{whole}{unit}"
    if whole == "0":
        return f"不足1{unit}"
    first = whole[0] + "0" * (len(whole) - 1)
    return (
        f"{first}余{unit}"
        if len(whole) > 1
        else f"{first}{unit[:-1]}余{unit[-1]}"
        if len(unit) > 1
        else f"{first}余{unit}"
    )
