"""What is this file really? Judged by its first bytes, never by its name."""

from __future__ import annotations

from enum import Enum

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused


class Kind(Enum):
    """What the content is. WORKBOOK and PACKAGE are both zip; `archives` tells them apart."""

    ZIP = "zip"
    XML = "xml"
    TEXT = "text"
    JPEG = "jpeg"
    PNG = "png"


_XML_HEADS = tuple(
    ("<?xml".encode(code), "<Person".encode(code)) for code in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le")
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\xff\xfe", b"\xfe\xff")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS_XLSX = "用表格软件打开，另存为 .xlsx（不设密码）后再上传"

# First bytes of what is refused: reason and how to mend.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "这是 7-Zip 压缩包，读不了", "解开后打成不加密的 .zip 再上传"),
    (b"Rar!\x1a\x07", "这是 RAR 压缩包，读不了", "解开后打成不加密的 .zip 再上传"),
    (b"\x1f\x8b", "这是 gzip 压缩包，读不了", "解开后打成不加密的 .zip 再上传"),
    (b"%PDF", "这是 PDF，不是可以导入的表格", "上传任免审批表（.lrmx）或表格（.xlsx）"),
    (b"MZ", "这是可执行程序，不是数据文件", "检查选错了没有，必要时先查毒"),
    (b"\x7fELF", "这是可执行程序，不是数据文件", "检查选错了没有，必要时先查毒"),
    (b"GIF8", "这是图片，不是数据文件", "照片放在 .lrmx 里，或与 .lrm 同名的 .pic"),
    (b"BM", "这是图片，不是数据文件", "照片放在 .lrmx 里，或与 .lrm 同名的 .pic"),
    (b"SQLite format 3", "这是数据库文件，读不了", "从原系统导出 .lrmx、.zip 或 .xlsx"),
    (rb"{\rtf", "这是 RTF 文书，不是可以导入的表格", "上传任免审批表（.lrmx）或表格（.xlsx）"),
    (b"X5O!P%@AP", "这是杀毒软件的测试样本，已拒收", "检查选错了没有"),
)


def kind_of(data: bytes) -> Kind:
    """Say what the content is. Refuses empty, too large, encrypted, old Office and foreign files with a sentence."""
    if not data:
        raise FileRefused("文件是空的，0 字节", "检查是否保存完整，再上传一次")
    if len(data) > limits.FILE_BYTES:
        raise FileRefused(
            f"文件有 {len(data) // limits.MIB} MB，超过 {limits.FILE_BYTES // limits.MIB} MB",
            "分成几个文件，分批导入",
        )
    if data.startswith(_OLE):
        raise _old_office(data)
    for head, reason, mend in _REFUSED:
        if data.startswith(head):
            raise FileRefused(reason, mend)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Kind.ZIP
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n"):
        return Kind.PNG
    return Kind.XML if _looks_like_xml(data) else _text(data)


def _old_office(data: bytes) -> FileRefused:
    """A compound file: either Office with a password, or the binary formats before 2007 (and WPS's own)."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return FileRefused("文件已加密，设了打开密码", "在原软件里取消密码，另存后再上传")
    if "WordDocument".encode("utf-16-le") in data:
        return FileRefused("这是旧版 .doc 或 .wps 文书，不支持", "任免审批表请上传 .lrmx，名册请上传 .xlsx")
    if "PowerPoint Document".encode("utf-16-le") in data:
        return FileRefused("这是旧版演示文稿，不是可以导入的表格", "名册请上传 .xlsx")
    return FileRefused("这是旧版 .xls 或 .et 表格，不支持", _SAVE_AS_XLSX)


def _looks_like_xml(data: bytes) -> bool:
    head = data[:512]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    head = head.lstrip(b" \t\r\n\x00")
    return any(head.startswith(start) for starts in _XML_HEADS for start in starts)


def _text(data: bytes) -> Kind:
    lowered = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<svg", b"<script")):
        raise FileRefused("这是网页或矢量图，不是数据文件", "从原系统导出 .lrmx、.xlsx 或 .csv；网页表格请另存为 .xlsx")
    return Kind.TEXT
