"""May this file be kept as evidence? Judged by content: whole, readable by others, no program, no secret.

Narrower than what an import takes in size, wider in kind: people hand in what they have.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader

from dandang.foundation.guard import archives, kinds, limits, markings, photos, text
from dandang.foundation.guard.problems import FileRefused

_MEND = "请存成 PDF、JPG、PNG、Word（.docx）、Excel（.xlsx）或者文本，再上传"
_AGAIN = "请从原处重新保存，再上传一次"
_TAIL = 2048  # bytes in which the end mark of a PDF must stand
_HEAD = 4000  # characters of a file in which a mark of secrecy is looked for
_TAGS = re.compile(rb"<[^>]{0,2000}>")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """What the content is: `form` is pdf, jpg, png, docx, xlsx or txt."""

    form: str


def check_exhibit(data: bytes, *, name: str) -> Exhibit:
    """Say what a piece of evidence is. `name` is the file's name as the sender has it.

    Refuses: empty, more than 50 MiB, cut short, with a password, archives, bombs, programs and macros, and what
    carries a mark of a state secret in its name or at its head.
    """
    markings.refuse_classified(name, "文件名")
    if not data:
        raise FileRefused("文件是空的，0 字节，可能没有传完", _AGAIN)
    if len(data) > limits.EXHIBIT_BYTES:
        raise FileRefused(
            f"文件有 {len(data) // limits.MIB} MB，超过 {limits.EXHIBIT_BYTES // limits.MIB} MB",
            "请压缩图片或者分成几件上传",
        )
    form, head = _pdf(data) if data.startswith(b"%PDF-") else _other(data)
    markings.refuse_classified(head, "文件内容")
    return Exhibit(form)


def _other(data: bytes) -> tuple[str, str]:
    try:
        kind = kinds.kind_of(data)
    except FileRefused as refusal:
        raise FileRefused(refusal.problem.reason, _MEND) from None
    if kind in (kinds.Kind.JPEG, kinds.Kind.PNG):
        return _picture(data), ""
    if kind is kinds.Kind.ZIP:
        return _office(data)
    if kind is kinds.Kind.XML:
        raise FileRefused("这是 XML 数据文件，别人看不了", _MEND)
    return "txt", text.decode(data).text[:_HEAD]


def _pdf(data: bytes) -> tuple[str, str]:
    if b"%%EOF" not in data[-_TAIL:]:
        raise FileRefused("PDF 不完整，可能没有传完", _AGAIN)
    if b"/Encrypt" in data:
        raise FileRefused("PDF 设了密码，别人打不开", "去掉密码再上传")
    if b"/JavaScript" in data or b"/Launch" in data:
        raise FileRefused("PDF 里带有程序，不能收", "请打印成新的 PDF 再上传")
    return "pdf", _first_page(data)


def _first_page(data: bytes) -> str:
    """The words of the first page, for the mark of secrecy only; a scan has none, and that is no fault."""
    try:
        reader = PdfReader(io.BytesIO(data))
        return reader.pages[0].extract_text()[:_HEAD]
    except Exception:
        return ""


def _picture(data: bytes) -> str:
    try:
        return "png" if photos.check_photo(data).form == "PNG" else "jpg"
    except FileRefused as refusal:
        raise FileRefused(refusal.problem.reason.replace("照片", "图片"), "请重新拍照或者扫描，不超过 5 MB") from None


def _office(data: bytes) -> tuple[str, str]:
    archive = archives.open_archive(data)
    names = set(archive.names)
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js")) for name in names):
        raise FileRefused("文件里带有宏或者程序，不能收", "请另存为不带宏的 .docx、.xlsx，或者 PDF")
    if "word/document.xml" in names:
        return "docx", _words(archive, "word/document.xml") + _headers(archive)
    if archive.is_workbook:
        shared = "xl/sharedStrings.xml"
        return "xlsx", _words(archive, shared) if shared in names else ""
    raise FileRefused("这是压缩包。证据要逐件登记，才能一件一号", "解开后一件一件上传")


def _headers(archive: archives.Archive) -> str:
    """Marks of secrecy often stand in the header of the page."""
    names = [name for name in archive.names if re.fullmatch(r"word/header\d*\.xml", name)]
    return "\n".join(["", *(_words(archive, name) for name in names[:3])])


def _words(archive: archives.Archive, name: str) -> str:
    """The first words of an Office part, one line a paragraph; every piece is read, so that a damaged one shows."""
    content = b"".join(archive.stream(name))[: 1 * limits.MIB]
    lines = re.split(rb"</w:p>|</si>", content)
    return "\n".join(_TAGS.sub(b"", line).decode("utf-8", "ignore") for line in lines)[:_HEAD]
