"""Zip archives, looked over before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused

_MEND = "重新打包，只放要导入的文件，不加密，再上传"


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip that passed: its members' names in order, and their bytes one at a time."""

    zip: zipfile.ZipFile
    names: tuple[str, ...]

    @property
    def is_workbook(self) -> bool:
        """Whether it is an Office workbook."""
        return "xl/workbook.xml" in self.names

    def shown(self, name: str) -> str:
        """A member's name for people: names that Windows wrote as GBK without saying so, in Chinese again."""
        if self.zip.getinfo(name).flag_bits & 0x800:
            return name
        try:
            return name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return name

    def read(self, name: str) -> bytes:
        """The bytes of one member; refused when it is damaged."""
        return b"".join(self.stream(name))

    def stream(self, name: str, chunk: int = 4 * limits.MIB) -> Iterator[bytes]:
        """The bytes of one member in pieces; refused when it is damaged or longer than it declared."""
        try:
            with self.zip.open(name) as member:
                while piece := member.read(chunk):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError) as broken:
            raise FileRefused(f"压缩包里的“{name}”已损坏", _MEND) from broken


def open_archive(data: bytes, *, max_members: int | None = None) -> Archive:
    """Open a zip from memory.

    Refuses: damaged, encrypted, too many members, two of one name, paths that lead outside, links, members that
    unpack to too much or from too little (bombs), and members that overlap in the file.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise FileRefused("压缩包已损坏，或不是 zip 格式", _MEND) from broken
    names = tuple(member.filename for member in members)
    is_workbook = "xl/workbook.xml" in names
    most = max_members or (limits.WORKBOOK_MEMBERS if is_workbook else limits.PACKAGE_MEMBERS)
    if len(members) > most:
        raise FileRefused(f"压缩包里有 {len(members)} 个文件，超过 {most} 个", "分成几个压缩包")
    if len(set(names)) != len(names):
        raise FileRefused("压缩包里有两个同名的文件", _MEND)
    for member in members:
        _check_member(member)
    if sum(member.compress_size for member in members) > len(data):
        raise FileRefused("压缩包的目录与内容不符，像是伪造的", _MEND)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.UNPACKED_BYTES:
        raise FileRefused(
            f"解开后有 {unpacked // limits.MIB} MB，超过 {limits.UNPACKED_BYTES // limits.MIB} MB",
            "分成几个文件，分批导入",
        )
    if not names:
        raise FileRefused("压缩包是空的", _MEND)
    return Archive(archive, names)


_OUTSIDE = re.compile(r"^(?:[/\\]|[A-Za-z]:)|(?:^|[/\\])\.\.(?:[/\\]|$)|\x00")


def _check_member(member: zipfile.ZipInfo) -> None:
    if _OUTSIDE.search(member.orig_filename) or _OUTSIDE.search(member.filename):
        raise FileRefused(f"压缩包里的路径“{member.filename[:80]}”指到包外", _MEND)
    if member.flag_bits & 0x1:
        raise FileRefused("压缩包已加密，读不了", "在原系统中导出为不加密的 .zip，或导出 .lrmx、国家模板 .xlsx")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused("压缩包里有链接文件", _MEND)
    if member.file_size > limits.RATIO_MATTERS_FROM and member.file_size > limits.COMPRESSION_RATIO * max(
        member.compress_size, 1
    ):
        raise FileRefused(
            f"“{member.filename[:80]}”解开后大 {member.file_size // max(member.compress_size, 1)} 倍，像是压缩炸弹",
            _MEND,
        )
