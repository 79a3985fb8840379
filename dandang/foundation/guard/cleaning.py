"""A working copy of a file without what tells who made it, where and with which device. The words stay as they are.

Basis: security.md §1 row 1.5, abuse cases RV06 and RV07. The original is none of this module's business: it lies in the
vault. What cannot be cleaned says so, and nobody opens it without approval.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from dandang.foundation.guard import (
    archives,
    exhibits,
    limits,
    strip_office,
    strip_pdf,
    strip_pictures,
    strip_sound,
    text,
)
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.stripped import CannotStrip, Stripped

_AGAIN = "请从原处重新保存，再上传一次"
_PROGRAMS = (b"MZ", b"\x7fELF", b"X5O!P%@AP")
_MACROS = ("vbaproject.bin", "vbadata.xml", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".lnk", ".scr")
_MEMBERS = 200
_READABLE = ("pdf", "docx", "xlsx", "txt")
"""Kinds whose head is read for a mark of a state secret, as that of evidence is."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What is known and may hold a name in places we do not know; its first bytes, and how people call it.
_KNOWN_UNCLEAN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office 文件（.doc、.xls、.ppt 或 .wps）"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip 压缩包"),
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (rb"{\rtf", "RTF 文件"),
    (b"\x1aE\xdf\xa3", "录像"),
    (b"OggS", "这种格式的录音"),
    (b"fLaC", "这种格式的录音"),
    (b"\x30\x26\xb2\x75", "这种格式的录音录像"),
    (b"SQLite format 3", "数据库文件"),
)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A working copy.

    `kind` is the ending it is kept under (jpg, docx …); the sender's own name of the file is part of what may tell who
    sent it, so the copy needs a new one. `removed` names what was taken out, for people. When `is_clean` is false,
    `content` is the original and `why` says what stands in the way: it is not opened without approval.
    """

    content: bytes
    kind: str
    removed: tuple[str, ...] = ()
    is_clean: bool = True
    why: str = ""


def cleaned(name: str, content: bytes) -> Cleaned:
    """This function will return the working copy of a file, judged by its content; `name` tells text apart from data.

    Refuses: empty, more than 50 MiB, a mark of a state secret at the head, programs, macros, archives that are damaged,
    encrypted or bombs, pictures of more than 40 megapixels. A file of a kind it cannot clean comes back marked, never
    half clean.
    """
    if not content:
        raise FileRefused("文件是空的，0 字节，可能没有传完", _AGAIN)
    if len(content) > limits.EXHIBIT_BYTES:
        raise FileRefused(
            f"文件有 {len(content) // limits.MIB} MB，超过 {limits.EXHIBIT_BYTES // limits.MIB} MB", "请分成几件上传"
        )
    if content.startswith(_PROGRAMS) or name.lower().endswith((".exe", ".dll", ".scr", ".lnk", ".bat", ".cmd")):
        raise FileRefused("这是可执行程序，不能收", "检查选错了没有，必要时先查毒")
    try:
        done = _strip(content)
    except CannotStrip as reason:
        return Cleaned(content, _ending(name), is_clean=False, why=str(reason))
    if done.kind in _READABLE:
        exhibits.check_exhibit(done.content, name="")
    return Cleaned(done.content, done.kind, done.removed)


def _strip(content: bytes) -> Stripped:
    for head, called in _KNOWN_UNCLEAN:
        if content.startswith(head):
            raise CannotStrip(f"{called}里的来源信息去不干净")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _archive(content)
    if b"%PDF-" in content[:1024]:
        return strip_pdf.strip_pdf(content)
    if strip_pictures.is_picture(content):
        return strip_pictures.strip_picture(content)
    if strip_sound.is_sound(content):
        return strip_sound.strip_sound(content)
    return _text(content)


def _text(content: bytes) -> Stripped:
    """Plain text has nothing but its words; markup and anything that is no text might."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    if start.startswith((b"<", b"{")):
        raise CannotStrip("网页、XML 一类文件里的来源信息去不干净")
    try:
        words = text.decode(content).text
    except FileRefused:
        raise CannotStrip("不认识这种文件，里面的来源信息去不干净") from None
    if re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", words):
        raise CannotStrip("不认识这种文件，里面的来源信息去不干净")
    return Stripped(words.encode(), "txt")


def _archive(content: bytes) -> Stripped:
    archive = archives.open_archive(content)
    for name in archive.names:
        if name.lower().endswith(_MACROS):
            raise FileRefused("文件里带有宏或者程序，不能收", "请另存为不带宏的文件，或者 PDF")
    if "[Content_Types].xml" in archive.names:
        return strip_office.strip_office(archive)
    return _plain_zip(archive)


def _plain_zip(archive: archives.Archive) -> Stripped:
    """Each member by itself under a number: names of members and their folders tell as much as an author's name."""
    members = [name for name in archive.names if not name.endswith("/")]
    if len(members) > _MEMBERS:
        raise FileRefused(f"压缩包里有 {len(members)} 个文件，超过 {_MEMBERS} 个", "分成几个压缩包上传")
    out, removed = io.BytesIO(), {"压缩包里的文件名和时间": None}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, name in enumerate(members, start=1):
            one = _member(archive, name)
            removed |= dict.fromkeys(one.removed)
            packed.writestr(zipfile.ZipInfo(f"{number:03d}.{one.kind}", _EPOCH), one.content)
    return Stripped(out.getvalue(), "zip", tuple(removed))


def _member(archive: archives.Archive, name: str) -> Stripped:
    content = archive.read(name)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) and b"[Content_Types].xml" not in content:
        raise CannotStrip("压缩包里还有压缩包，里面的来源信息去不干净")
    if content.startswith(_PROGRAMS):
        raise FileRefused("压缩包里有可执行程序，不能收", "去掉程序，重新打包再上传")
    if not content:
        return Stripped(b"", "txt")
    return _strip(content)


def _ending(name: str) -> str:
    """The ending of a name, as far as it is one: it tells people what they would open."""
    found = re.search(r"\.([A-Za-z0-9]{1,5})$", name)
    return found[1].lower() if found else "bin"
