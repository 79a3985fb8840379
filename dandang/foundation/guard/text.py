"""Bytes into text without guessing silently: UTF-8, UTF-16, GB18030 (which holds GBK and GB2312), or a refusal."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused, Place

SAMPLE_ROWS = 5


@dataclass(frozen=True, slots=True)
class DecodedText:
    """The text, how it was encoded, and whether that is beyond doubt; if not, show `sample` and ask."""

    text: str
    encoding: str
    is_certain: bool

    @property
    def sample(self) -> tuple[str, ...]:
        """The first rows with content, for a person to recognise."""
        rows = (row.strip() for row in self.text.splitlines())
        return tuple(row[:80] for row in rows if row)[:SAMPLE_ROWS]


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-32": "UTF-32", "gb18030": "GB18030"}
_MEND = "用表格软件或记事本打开，确认中文显示正常，另存为 UTF-8 编码后再上传"


def decode(data: bytes, *, prefer: str = "") -> DecodedText:
    """Decode a text file; `prefer` is the encoding a person has chosen after seeing samples.

    Refuses NUL characters, mixed encodings (naming the line) and bytes that are no Chinese text in any of them.
    """
    if len(data) > limits.TEXT_BYTES:
        raise FileRefused(f"文本超过 {limits.TEXT_BYTES // limits.MIB} MB", "分成几个文件，分批导入")
    decoded = _decoded(data, prefer)
    if "\x00" in decoded.text:
        line = decoded.text[: decoded.text.index("\x00")].count("\n") + 1
        raise FileRefused(f"第 {line} 行有空字符（NUL），不是正常的文字", "用原软件重新导出", place=Place(row=line))
    return decoded


def _decoded(data: bytes, prefer: str) -> DecodedText:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return DecodedText(_strictly(data, encoding), _NAMES[encoding], True)
    if prefer:
        return DecodedText(_strictly(data, prefer), _NAMES.get(prefer, prefer), True)
    if silent := _utf16_without_mark(data):
        return DecodedText(_strictly(data, silent), "UTF-16", False)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _gb18030(data)
    return DecodedText(text, "UTF-8", text.isascii() or _plausible(text))


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as broken:
        line = data[: getattr(broken, "start", 0)].count(b"\n") + 1
        name = _NAMES.get(encoding, encoding)
        raise FileRefused(f"第 {line} 行不是 {name} 文字，文件里混有别的编码", _MEND, place=Place(row=line)) from None


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 without its mark shows zero bytes on one side only, from digits, commas and line ends.

    A few zero bytes in sound UTF-8 are stray NUL characters instead, which `decode` refuses.
    """
    head = data[:4096]
    if len(head) < 4 or len(data) % 2 or (head.count(0) * 4 < len(head) and _is_utf8(data)):
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) // 40 and not even:
        return "utf-16-le"
    if even > len(head) // 40 and not odd:
        return "utf-16-be"
    return ""


def _gb18030(data: bytes) -> DecodedText:
    rows = data.split(b"\n")
    utf8_rows = [number for number, row in enumerate(rows, 1) if _is_chinese_utf8(row)]
    broken_rows = [number for number, row in enumerate(rows, 1) if not _is_utf8(row)]
    if len(utf8_rows) >= len(broken_rows):
        line = broken_rows[0]
        raise FileRefused(
            f"第 {line} 行的编码与其他行不同，文件里混有 UTF-8 和 GBK 两种文字", _MEND, place=Place(row=line)
        )
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as broken:
        line = data[: broken.start].count(b"\n") + 1
        raise FileRefused(
            f"第 {line} 行认不出文字编码，不是 UTF-8、GB18030 或 UTF-16", _MEND, place=Place(row=line)
        ) from None
    if not _plausible(text):
        raise FileRefused("认不出文字编码，读出来不是中文", _MEND)
    return DecodedText(text, "GB18030", True)


def _is_utf8(row: bytes) -> bool:
    try:
        row.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FIT = re.compile("[\u3000-\u303f\u2010-\u203b\u00b7\u00d7\u2150-\u2188\u2460-\u24ff\uff01-\uffe5]")


def _is_chinese_utf8(row: bytes) -> bool:
    try:
        return bool(_HAN.search(row.decode("utf-8")))
    except UnicodeDecodeError:
        return False


def _plausible(text: str) -> bool:
    """Whether the characters outside ASCII are those of a Chinese roster: mostly Han and its punctuation."""
    foreign = [character for character in text[:200_000] if character > "\x7f"]
    fit = sum(1 for character in foreign if _HAN.match(character) or _FIT.match(character))
    odd = sum(1 for character in foreign if unicodedata.category(character) in {"Co", "Cn", "Cc"})
    return fit * 10 >= len(foreign) * 8 and odd * 50 <= len(foreign)
