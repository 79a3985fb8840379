"""PDF without author, program, history and enclosures: the pages as they stand last are written into a new file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.stripped import CannotStrip, Stripped

_MEND = "请打印成新的 PDF 再上传"
_PAGES = 3_000
# Keys under which a PDF keeps who, when, with what. Elsewhere than on a page short keys may be names of fonts.
_DROPPED = ("/Metadata", "/PieceInfo", "/LastModified", "/EmbeddedFiles", "/OpenAction", "/Alternates", "/OPI")
_PAGE_DROPPED = ("/AF", "/AA", "/B", "/StructParents", "/Thumb", "/ID", "/PZ", "/SeparationInfo", "/VP", "/Dur")
_NOTE_DROPPED = (
    *("/T", "/M", "/CreationDate", "/NM", "/RC", "/Subj", "/Popup", "/Contents", "/IRT", "/IT", "/TU", "/TM"),
    *("/State", "/StateModel", "/Ff", "/DV", "/Parent", "/V", "/P", "/AA", "/AF"),
)
_NOTES_DROPPED = ("Text", "Popup", "FileAttachment", "Sound", "Movie", "Screen", "RichMedia", "3D", "Watermark")


def strip_pdf(content: bytes) -> Stripped:
    """Copy what the pages show into a new file. Refuses a PDF that is damaged, has a password or too many pages."""
    if b"/Encrypt" in content:
        raise FileRefused("PDF 设了密码，别人打不开", "去掉密码再上传")
    try:
        return _copied(PdfReader(io.BytesIO(content)))
    except FileRefused:
        raise
    except (PyPdfError, RecursionError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError):
        raise FileRefused("PDF 已损坏，或者没有传完", _MEND) from None


def _copied(reader: PdfReader) -> Stripped:
    if len(reader.pages) > _PAGES:
        raise FileRefused(f"PDF 有 {len(reader.pages)} 页，超过 {_PAGES} 页", "分成几件上传")
    writer = PdfWriter()
    removed = {"作者、软件和时间": None}
    for page in reader.pages:
        _strip_notes(page, removed)
        _drop(page, (*_DROPPED, *_PAGE_DROPPED))
        writer.add_page(page)
    for held in list(writer._objects):
        if held is not None:
            _strip_object(held, set())
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    if len(out.getvalue()) > limits.UNPACKED_BYTES:
        raise FileRefused("PDF 展开后太大", _MEND)
    return Stripped(out.getvalue(), "pdf", tuple(removed))


def _strip_notes(page: DictionaryObject, removed: dict[str, None]) -> None:
    """Take away remarks, enclosures and signatures; what is drawn on the page itself stays, without its author."""
    notes = page.get("/Annots")
    if notes is None:
        return
    kept = ArrayObject()
    for held in notes.get_object():
        note = held.get_object()
        kind = str(note.get("/Subtype", "")).lstrip("/")
        if kind in _NOTES_DROPPED or note.get("/FT") == "/Sig":
            removed["批注、附件和签章"] = None
            continue
        if kind == "Link" and not _is_web_link(note):
            continue
        _drop(note, (*_NOTE_DROPPED, *(() if kind == "Link" else ("/A",))))
        kept.append(held)
    page[NameObject("/Annots")] = kept


def _is_web_link(note: Any) -> bool:
    action = note.get("/A")
    address = str(action.get_object().get("/URI", "")) if action is not None else ""
    return address.startswith(("http://", "https://"))


def _strip_object(held: Any, seen: set[int]) -> None:
    """Strip dictionaries and streams however deep they stand inside one another."""
    if id(held) in seen:
        return
    seen.add(id(held))
    if isinstance(held, DictionaryObject):
        _drop(held, _DROPPED)
        if isinstance(held, StreamObject):
            _strip_stream(held)
        for inner in list(held.values()):
            _strip_object(inner, seen)
    elif isinstance(held, ArrayObject):
        _plain_colours(held)
        for inner in held:
            _strip_object(inner, seen)


def _drop(held: Any, keys: Iterable[str]) -> None:
    for key in keys:
        held.pop(key, None)


_WHITE = [0.9505, 1.0, 1.089]
_PRIMARIES = [0.4124, 0.2126, 0.0193, 0.3576, 0.7152, 0.1192, 0.1805, 0.0722, 0.9505]


def _plain_colours(held: ArrayObject) -> None:
    """A colour profile names the scanner or screen it was made for; the sRGB colours of IEC 61966-2-1 name nobody."""
    if len(held) != 2 or held[0] != "/ICCBased":
        return
    channels = held[1].get_object().get("/N")
    if channels not in (1, 3):
        raise CannotStrip("PDF 里有印刷用的颜色配置，来源信息去不干净")
    numbers = {"/WhitePoint": _WHITE} | ({"/Matrix": _PRIMARIES} if channels == 3 else {})
    plain = {NameObject(key): ArrayObject(map(FloatObject, values)) for key, values in numbers.items()}
    gamma = ArrayObject([FloatObject(2.2)] * 3) if channels == 3 else FloatObject(2.2)
    held[0] = NameObject("/CalRGB" if channels == 3 else "/CalGray")
    held[1] = DictionaryObject(plain | {NameObject("/Gamma"): gamma})


def _strip_stream(held: StreamObject) -> None:
    """A picture keeps its own metadata inside its own format."""
    filters = held.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, ArrayObject) else [str(filters)]
    if "/JPXDecode" in names:
        raise CannotStrip("PDF 里有 JPEG 2000 图片，来源信息去不干净")
    if "/DCTDecode" in names:
        if names[-1] != "/DCTDecode" or len(names) > 1:
            raise CannotStrip("PDF 里有多重压缩的照片，来源信息去不干净")
        held._data = bare_jpeg(held._data)


def bare_jpeg(content: bytes) -> bytes:
    """A JPEG without its remarks: the segments that draw it stay byte for byte, so nothing is lost in quality."""
    if not content.startswith(b"\xff\xd8"):
        raise CannotStrip("PDF 里有读不了的照片，来源信息去不干净")
    made, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        end = at + 2 + size
        if mark == 0xDA:
            end = _end_of_scan(content, end)
        if not _is_remark(mark, content[at + 4 : at + 8]):
            made += content[at:end]
        at = end
        if content[at : at + 2] == b"\xff\xd9":
            # What follows the end mark belongs to no picture the page shows: previews, depth maps, trailers.
            return bytes(made + b"\xff\xd9")
    raise CannotStrip("PDF 里有读不了的照片，来源信息去不干净")


def _is_remark(mark: int, head: bytes) -> bool:
    """Comments and application segments, but those two that say how the colours are to be read."""
    if mark == 0xE0:
        return head != b"JFIF"
    return mark == 0xFE or (0xE1 <= mark <= 0xEF and mark != 0xEE)


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the coded pixels end: at the first marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if following and following != b"\x00" and not b"\xd0" <= following <= b"\xd7":
            return at
        at += 1
    return len(content)
