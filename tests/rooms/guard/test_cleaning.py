"""A working copy tells nothing of who made the file, and everything the file says (security.md 1.5, RV06, RV07)."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from dandang.foundation.guard.cleaning import cleaned
from dandang.foundation.guard.problems import FileRefused
from tests.rooms.guard import traced_files as traced

CORPUS = traced.corpus()


def everything_in(content: bytes) -> bytes:
    """The bytes, those of every member, and those of every compressed stream of a PDF."""
    found = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found += [name.encode() + everything_in(archive.read(name)) for name in archive.namelist()]
    if content.startswith(b"%PDF"):
        for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL):
            try:
                found.append(zlib.decompress(stream))
            except zlib.error:
                found.append(stream)
    return b"\n".join(found)


def written_as(word: str) -> set[bytes]:
    """A canary in the ways a file may write it."""
    forms = {word.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    forms.add(base64.b64encode(word.encode())[:-4])
    forms.add("".join(f"&#{ord(letter)};" for letter in word).encode())
    forms |= {form.hex().encode() for form in set(forms)} | {form.hex().upper().encode() for form in set(forms)}
    return forms


def canaries_in(content: bytes) -> list[str]:
    everything = everything_in(content)
    return [word for word in traced.CANARIES if any(form in everything for form in written_as(word))]


@pytest.mark.parametrize("name", CORPUS)
def test_no_working_copy_tells_who_made_the_file(name: str) -> None:
    original, kind = CORPUS[name]

    copy = cleaned(name, original)

    assert (copy.is_clean, copy.kind, copy.why) == (True, kind, "")
    assert canaries_in(copy.content) == []
    assert cleaned(name, copy.content).is_clean


def test_the_corpus_carries_what_is_to_be_found() -> None:
    telling = [name for name, (original, _) in CORPUS.items() if canaries_in(original)]

    assert len(CORPUS) >= 25
    assert set(CORPUS) - set(telling) == {"正文.docx", "说明.txt"}


def test_a_photo_loses_its_place_and_keeps_the_way_it_is_turned() -> None:
    copy = cleaned("横拍.jpg", traced.photo(turned=True))

    with Image.open(io.BytesIO(copy.content)) as picture:
        assert not picture.getexif()
        assert picture.size == (20, 40)
    assert copy.removed == ("拍摄地点", "拍摄设备", "图片附带的信息")


def test_a_word_file_still_opens_and_says_the_same_with_its_changes_accepted() -> None:
    copy = cleaned("修订.docx", traced.tracked())

    said = "".join(paragraph.text for paragraph in Document(io.BytesIO(copy.content)).paragraphs)
    assert said == f"{traced.WORDS}，经办人不知情。"
    assert "修订人（修订已接受）" in copy.removed


def test_comments_go_and_the_words_they_stood_beside_stay() -> None:
    copy = cleaned("批注.docx", traced.word_comments())

    assert Document(io.BytesIO(copy.content)).paragraphs[0].text == traced.WORDS
    assert "批注" in copy.removed


@pytest.mark.parametrize("name", ["账目.xlsx", "批注.xlsx", "插图.xlsx", "路径.xlsx"])
def test_a_workbook_still_opens_with_its_cells(name: str) -> None:
    copy = cleaned(name, CORPUS[name][0])

    page = load_workbook(io.BytesIO(copy.content)).active
    assert page is not None
    assert page["A1"].value == traced.WORDS


@pytest.mark.parametrize("name", [name for name in CORPUS if name.endswith(".pdf")])
def test_a_pdf_shows_the_same_words_and_has_one_revision(name: str) -> None:
    copy = cleaned(name, CORPUS[name][0])

    reader = PdfReader(io.BytesIO(copy.content))
    assert len(reader.pages) == 1
    assert b"cement" in everything_in(copy.content)
    assert copy.content.count(b"%%EOF") == 1


def test_what_is_drawn_on_a_page_stays_and_remarks_go() -> None:
    copy = cleaned("批注.pdf", traced.pdf(notes=True))

    notes = PdfReader(io.BytesIO(copy.content)).pages[0]["/Annots"]
    assert [note.get_object()["/Subtype"] for note in notes] == ["/FreeText"]  # type: ignore[attr-defined]


def test_a_recording_keeps_every_sound() -> None:
    for name in ("录音.m4a", "录音.mp3"):
        assert b"sound-itself" * 9 in cleaned(name, CORPUS[name][0]).content
    assert len(cleaned("录音.m4a", traced.m4a()).content) == len(traced.m4a())


def test_members_of_an_archive_are_numbered_not_named() -> None:
    copy = cleaned("一包.zip", CORPUS["一包.zip"][0])

    with zipfile.ZipFile(io.BytesIO(copy.content)) as archive:
        assert archive.namelist() == ["001.jpg", "002.docx", "003.m4a"]


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("旧.doc", OLD_OFFICE),
        ("录像.mp4", traced.m4a(handler=b"vide")),
        ("苹果.heic", traced.box("ftyp", b"heic\0\0\0\0mif1") + traced.box("meta", bytes(40))),
        ("动图.docx", traced.repacked(traced.word(picture=True), **{"word/media/image1.jpg": traced.photo("GIF")})),
        ("包.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50)),
        ("页.html", b"<html><meta name=author content=x></html>"),
        ("不明.dat", bytes(range(256)) * 4),
        ("夹带.zip", traced.packed(("旧.doc", OLD_OFFICE))),
        ("包中包.zip", traced.packed(("里.zip", traced.packed(("1.txt", b"a"))))),
        ("信.rtf", rb"{\rtf1{\info{\author zhen}}}"),
    ],
)
def test_what_cannot_be_cleaned_is_marked_and_left_as_it_is(name: str, content: bytes) -> None:
    copy = cleaned(name, content)

    assert not copy.is_clean
    assert copy.content == content
    assert copy.kind == name.rsplit(".", 1)[1]
    assert "去不干净" in copy.why


def bomb() -> bytes:
    return traced.packed(("炸弹.txt", b"0" * 60_000_000))


def wide_picture() -> bytes:
    out = io.BytesIO()
    Image.new("1", (8000, 8000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "0 字节"),
        ("涉密.txt", "机密★10年\n会议纪要".encode(), "国家秘密标志"),
        ("涉密.docx", traced.word_body("<w:r><w:t>秘密★1年</w:t></w:r>"), "国家秘密标志"),
        ("程序.pdf", b"MZ" + bytes(80), "可执行程序"),
        ("炸弹.zip", bomb(), "压缩炸弹"),
        ("大图.png", wide_picture(), "像素"),
        ("断.jpg", traced.photo()[:200], "打不开"),
        ("断.pdf", b"%PDF-1.7\nnothing", "PDF 已损坏"),
        ("宏.docx", traced.repacked(traced.word(), **{"word/vbaProject.bin": b"x"}), "宏"),
        (
            "外部实体.docx",
            traced.repacked(traced.word(), **{"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
            "DOCTYPE",
        ),
        ("程序在包里.zip", traced.packed(("a.jpg", b"MZ" + bytes(80))), "可执行程序"),
    ],
)
def test_what_may_not_come_in_is_refused_in_words(name: str, content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        cleaned(name, content)


def test_a_link_to_the_web_stays_and_a_path_on_somebodys_disk_goes() -> None:
    copy = cleaned("附带.docx", traced.word_enclosures())

    assert "指向本机文件的路径" in copy.removed
    assert "about:blank" in everything_in(copy.content).decode("utf-8", "ignore")
