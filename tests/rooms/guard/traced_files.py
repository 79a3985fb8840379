"""Files that tell who made them: each kind of trace planted with names that stand nowhere else."""

from __future__ import annotations

import io
import struct
import wave
import zipfile
from typing import Any

from docx import Document
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as SheetImage
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import (
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

AUTHOR = "反映人甄实名"
LATIN = "zhen-shiming-laptop"
DEVICE = "CanaryPhone X9"
PLACE = "31.8712N117.2834E"
CANARIES = (AUTHOR, LATIN, DEVICE, PLACE)
WORDS = "水泥款没有入账"
"""What the file says: this stays."""


def photo(form: str = "JPEG", *, turned: bool = False) -> bytes:
    """A picture with device, author, place and a comment."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x013B] = DEVICE, DEVICE, LATIN
    exif.get_ifd(0x8825).update(
        {1: "N", 2: (31.0, 52.0, 16.3), 3: "E", 4: (117.0, 17.0, 0.2), 27: PLACE.encode(), 29: "2026:11:02"}
    )
    if turned:
        exif[0x0112] = 6
    picture = Image.new("RGB", (40, 20), "white")
    picture.putpixel((0, 0), (255, 0, 0))
    out = io.BytesIO()
    more: dict[str, Any] = {"exif": exif}
    if form == "JPEG":
        more |= {"comment": AUTHOR.encode(), "quality": 95}
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_itxt("Author", AUTHOR)
        notes.add_text("Source", LATIN)
        more["pnginfo"] = notes
    picture.save(out, form, **more)
    return out.getvalue()


def xmp() -> bytes:
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><creator>{AUTHOR}</creator><by>{LATIN}</by></x:xmpmeta>'.encode()


def repacked(content: bytes, **changed: str | bytes) -> bytes:
    """A package with parts put in or replaced; `__` stands for a slash, `_rels` stays."""
    out = io.BytesIO()
    wanted = {name: value if isinstance(value, bytes) else value.encode() for name, value in changed.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in wanted:
                new.writestr(name, old.read(name))
        for name, value in wanted.items():
            new.writestr(name, value)
    return out.getvalue()


def part(content: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def saved(thing: Any) -> bytes:
    out = io.BytesIO()
    thing.save(out)
    return out.getvalue()


def word(*, properties: bool = False, picture: bool = False) -> bytes:
    paper = Document()
    paper.add_paragraph(WORDS)
    if properties:
        core = paper.core_properties
        core.author, core.last_modified_by, core.comments, core.keywords = AUTHOR, LATIN, AUTHOR, PLACE
    if picture:
        paper.add_picture(io.BytesIO(photo()))
    return saved(paper)


def word_comments() -> bytes:
    paper = Document()
    paragraph = paper.add_paragraph(WORDS)
    paper.add_comment(paragraph.runs, text=f"{AUTHOR}写的批注", author=AUTHOR, initials=LATIN[:4])
    return saved(paper)


def word_body(body: str) -> bytes:
    """A Word file whose one paragraph holds raw marks."""
    plain = word()
    document = part(plain, "word/document.xml")
    return repacked(plain, **{"word/document.xml": document.replace("</w:p>", f"{body}</w:p>", 1)})


def tracked() -> bytes:
    who = f'w:id="7" w:author="{AUTHOR}" w:date="2026-11-02T08:00:00Z"'
    return word_body(
        f'<w:ins {who}><w:r w:rsidR="00CAFE01"><w:t>，经办人不知情</w:t></w:r></w:ins>'
        f"<w:del {who}><w:r><w:delText>{AUTHOR}亲眼所见</w:delText></w:r></w:del>"
        f"<w:r><w:rPr><w:b/><w:rPrChange {who}><w:rPr/></w:rPrChange></w:rPr><w:t>。</w:t></w:r>"
    )


def fields() -> bytes:
    return word_body(
        f'<w:fldSimple w:instr=" AUTHOR "><w:r><w:t>{AUTHOR}</w:t></w:r></w:fldSimple>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> FILENAME \\p </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>C:\\Users\\{LATIN}\\1.docx</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def word_enclosures() -> bytes:
    """Custom XML, a thumbnail, custom properties, a template on the author's disk."""
    plain = word()
    root = part(plain, "_rels/.rels")
    document = part(plain, "word/_rels/document.xml.rels")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    return repacked(
        plain,
        **{
            "docProps/custom.xml": f"<Properties><p>{AUTHOR}</p></Properties>",
            "docProps/thumb2.jpeg": photo(),
            "customXml/item9.xml": f"<data><owner>{LATIN}</owner></data>",
            "_rels/.rels": root.replace(
                "</Relationships>",
                f'<Relationship Id="rId91" Type="{base}/custom-properties" Target="docProps/custom.xml"/>'
                f'<Relationship Id="rId92" Type="{package}" Target="docProps/thumb2.jpeg"/></Relationships>',
            ),
            "word/_rels/document.xml.rels": document.replace(
                "</Relationships>",
                f'<Relationship Id="rId93" Type="{base}/customXml" Target="../customXml/item9.xml"/>'
                f'<Relationship Id="rId94" Type="{base}/hyperlink" Target="file:///C:/Users/{LATIN}/a.docx" '
                f'TargetMode="External"/></Relationships>',
            ),
        },
    )


def sheet(*, comment: bool = False, picture: bool = False) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = WORDS
    book.properties.creator, book.properties.lastModifiedBy = AUTHOR, LATIN
    if comment:
        page["A1"].comment = Comment(f"{AUTHOR}的批注", AUTHOR)
    if picture:
        page.add_image(SheetImage(io.BytesIO(photo("PNG"))), "C3")
    return saved(book)


def sheet_paths() -> bytes:
    """The folder it was last saved in, the user who locked it, a workbook it refers to."""
    plain = sheet()
    book = part(plain, "xl/workbook.xml")
    inner = f'<fileSharing userName="{AUTHOR}"/><absPath url="C:\\Users\\{LATIN}\\"/>'
    return repacked(plain, **{"xl/workbook.xml": book.replace("<sheets>", f"{inner}<sheets>", 1)})


def slides() -> bytes:
    """The smallest presentation that tells its author in five places."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
    show = "http://schemas.openxmlformats.org/presentationml/2006/main"

    def links(*rows: tuple[str, str, str]) -> str:
        made = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in rows)
        return f'<Relationships xmlns="{package}/relationships">{made}</Relationships>'

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/ppt/commentAuthors.xml" ContentType="application/xml"/></Types>',
        )
        made.writestr(
            "_rels/.rels",
            links(
                ("rId1", f"{relation}/officeDocument", "ppt/presentation.xml"),
                ("rId2", f"{package}/relationships/metadata/core-properties", "docProps/core.xml"),
            ),
        )
        made.writestr("docProps/core.xml", f"<core><creator>{AUTHOR}</creator></core>")
        made.writestr("ppt/presentation.xml", f'<p:presentation xmlns:p="{show}"/>')
        made.writestr(
            "ppt/_rels/presentation.xml.rels",
            links(
                ("rId1", f"{relation}/slide", "slides/slide1.xml"),
                ("rId2", f"{relation}/commentAuthors", "commentAuthors.xml"),
            ),
        )
        made.writestr("ppt/commentAuthors.xml", f'<a name="{AUTHOR}" initials="{LATIN}"/>')
        made.writestr(
            "ppt/slides/slide1.xml",
            f'<p:sld xmlns:p="{show}" xmlns:a="{drawing}"><p:cNvPr id="2" name="{LATIN}.jpg" descr="{AUTHOR}"/>'
            f"<a:t>{WORDS}</a:t></p:sld>",
        )
        made.writestr("ppt/slides/_rels/slide1.xml.rels", links(("rId1", f"{relation}/comments", "../c1.xml")))
        made.writestr("ppt/c1.xml", f"<c>{AUTHOR}</c>")
    return out.getvalue()


def pdf(*, notes: bool = False, picture: bool = False, enclosed: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    shown = DecodedStreamObject()
    shown.set_data(b"BT /F1 12 Tf 20 200 Td (cement) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(shown)
    writer.add_metadata({"/Author": AUTHOR, "/Creator": LATIN, "/Title": PLACE})
    writer.xmp_metadata = xmp()
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/By"): TextStringObject(LATIN)})
    if notes:
        writer.add_annotation(0, Text(text=f"{AUTHOR}的批注", rect=(10, 10, 30, 30), title_bar=AUTHOR))
        free = FreeText(text="盖章处", rect=(50, 50, 90, 90))
        free[NameObject("/T")] = TextStringObject(AUTHOR)
        writer.add_annotation(0, free)
    if picture:
        image = StreamObject()
        image._data = photo()
        image |= DictionaryObject({NameObject("/Filter"): NameObject("/DCTDecode")})
        image[NameObject("/Subtype")] = NameObject("/Image")
        known = DictionaryObject({NameObject("/XObject"): DictionaryObject()})
        known["/XObject"][NameObject("/Im1")] = writer._add_object(image)  # type: ignore[index]
        page[NameObject("/Resources")] = known
    if enclosed:
        writer.add_attachment(f"{LATIN}.txt", AUTHOR.encode())
        script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(LATIN)}
        page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_revised() -> bytes:
    """A PDF whose author was taken out in a second revision: the first still stands in the file."""
    first = pdf()
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.add_metadata({"/Author": "", "/Creator": "", "/Title": ""})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def box(name: str, *inner: bytes) -> bytes:
    body = b"".join(inner)
    return struct.pack(">I4s", 8 + len(body), name.encode()) + body


def m4a(handler: bytes = b"soun") -> bytes:
    moments = bytes(4) + struct.pack(">II", 3_860_000_000, 3_860_000_000) + bytes(80)
    tags = box(
        "udta",
        box("meta", AUTHOR.encode(), LATIN.encode()),
        box("loci", PLACE.encode()),
    )
    handled = box("hdlr", bytes(8) + handler + bytes(12) + DEVICE.encode() + b"\0")
    track = box(
        "trak", box("tkhd", moments), box("mdia", box("mdhd", moments), handled, box("minf", box("smhd", bytes(8))))
    )
    return (
        box("ftyp", b"M4A \0\0\0\0")
        + box("moov", box("mvhd", moments), track, tags)
        + box("uuid", xmp())
        + box("mdat", b"sound-itself" * 9)
    )


def mp3() -> bytes:
    tag = AUTHOR.encode() + LATIN.encode()
    size = len(tag)
    head = b"ID3\x03\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + tag
    return head + b"\xff\xfb\x90\x00" + b"sound-itself" * 20 + (b"TAG" + LATIN.encode()).ljust(128, b"\0")


def wav() -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as made:
        made.setparams((1, 2, 8000, 0, "NONE", ""))
        made.writeframes(b"\x01\x00" * 50)
    body = out.getvalue()[12:]
    told = LATIN.encode().ljust(20, b"\0")
    whole = b"WAVE" + body + b"LIST" + struct.pack("<I", len(told) + 12) + b"INFOIART" + struct.pack("<I", 20) + told
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def corpus() -> dict[str, tuple[bytes, str]]:
    """Files by name, each with the ending its working copy has."""
    return {
        "相机照片.jpg": (photo(), "jpg"),
        "横拍.jpg": (photo(turned=True), "jpg"),
        "截图.png": (photo("PNG"), "png"),
        "网图.webp": (photo("WEBP"), "png"),
        "扫描.tif": (photo("TIFF"), "png"),
        "正文.docx": (word(), "docx"),
        "属性.docx": (word(properties=True), "docx"),
        "插图.docx": (word(picture=True), "docx"),
        "批注.docx": (word_comments(), "docx"),
        "修订.docx": (tracked(), "docx"),
        "域.docx": (fields(), "docx"),
        "附带.docx": (word_enclosures(), "docx"),
        "账目.xlsx": (sheet(), "xlsx"),
        "批注.xlsx": (sheet(comment=True), "xlsx"),
        "插图.xlsx": (sheet(picture=True), "xlsx"),
        "路径.xlsx": (sheet_paths(), "xlsx"),
        "汇报.pptx": (slides(), "pptx"),
        "材料.pdf": (pdf(), "pdf"),
        "批注.pdf": (pdf(notes=True), "pdf"),
        "照片.pdf": (pdf(picture=True), "pdf"),
        "附件.pdf": (pdf(enclosed=True), "pdf"),
        "改过.pdf": (pdf_revised(), "pdf"),
        "录音.m4a": (m4a(), "m4a"),
        "录音.mp3": (mp3(), "mp3"),
        "录音.wav": (wav(), "wav"),
        "说明.txt": (WORDS.encode("gb18030"), "txt"),
        "一包.zip": (
            packed((f"{LATIN}/图.jpg", photo()), ("文.docx", word(properties=True)), ("音.m4a", m4a())),
            "zip",
        ),
    }
