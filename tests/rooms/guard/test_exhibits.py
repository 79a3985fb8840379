"""What may be kept as evidence, and what carries a mark of a state secret."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from PIL import Image

from dandang.foundation.guard import limits, markings
from dandang.foundation.guard.exhibits import check_exhibit
from dandang.foundation.guard.problems import FileRefused

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def picture(form: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, form)
    return out.getvalue()


def word(*paragraphs: str, header: str = "") -> bytes:
    paper = Document()
    for paragraph in paragraphs:
        paper.add_paragraph(paragraph)
    if header:
        paper.sections[0].header.paragraphs[0].text = header
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (PDF, "pdf"),
        (picture(), "png"),
        (picture("JPEG"), "jpg"),
        (word("会议纪要"), "docx"),
        ("2026年3月12日 站前会商。".encode(), "txt"),
        ("会商记录，用的是记事本。".encode("gb18030"), "txt"),
    ],
    ids=["pdf", "png", "jpg", "docx", "utf-8", "gb18030"],
)
def test_evidence_is_known_by_its_content(data: bytes, form: str) -> None:
    found = check_exhibit(data, name="看起来像别的.exe")

    assert found.form == form


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "没有传完"),
        (PDF[:-6], "不完整"),
        (PDF.replace(b"<<>>", b"<</Encrypt 2 0 R>>"), "密码"),
        (PDF.replace(b"<<>>", b"<</S/JavaScript>>"), "程序"),
        (picture()[:-30], "打不开"),
        (word("会议纪要")[:-200], "损坏"),
        (packed(a=b"x"), "压缩包"),
        (packed(a=b"\0" * (limits.RATIO_MATTERS_FROM + 1)), "炸弹"),
        (b"MZ\x90\x00", "程序"),
        (b"%PDF" + b"x" * limits.EXHIBIT_BYTES, "超过 50 MB"),
        (b"<html><script>", "网页"),
    ],
    ids=["empty", "cut", "password", "script", "half-png", "half-docx", "zip", "bomb", "exe", "large", "html"],
)
def test_hostile_or_broken_evidence_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        check_exhibit(data, name="证据.pdf")

    assert says in refusal.value.sentence


def test_a_document_with_macros_is_refused() -> None:
    data = packed(**{"word__document.xml": b"<w:p/>", "word__vbaProject.bin": b"x"})

    with pytest.raises(FileRefused, match="宏"):
        check_exhibit(data, name="报告.docx")


@pytest.mark.parametrize(
    "text",
    [
        "机密★5年",
        "绝密★",
        "机 密 ☆ 长期",
        "機密★10年",
        "秘密*一年",
        "【机密】关于提灌站的报告",
        "（绝密）",
        "密级：秘密",
        "秘密 10年",
        "青禾县委办\n机密\n会议纪要",
        "秘密-会议纪要.pdf",
    ],
)
def test_a_mark_of_a_state_secret_is_seen_in_every_form(text: str) -> None:
    assert markings.classified_mark(text)


@pytest.mark.parametrize(
    "text",
    [
        "商业秘密保护协议",
        "工作秘密清单",
        "保守国家秘密承诺书",
        "涉密人员名单",
        "会议纪要",
        "严守党和国家秘密",
        "机密性评估说明",
    ],
)
def test_words_about_secrets_are_no_mark(text: str) -> None:
    assert markings.classified_mark(text) == ""


@pytest.mark.parametrize(
    "data", [word("机密★5年", "会议纪要"), word("会议纪要", header="绝密★长期"), "秘密★1年\n会议纪要".encode()],
    ids=["word", "header", "text"],
)  # fmt: skip
def test_a_file_marked_at_its_head_is_stopped(data: bytes) -> None:
    with pytest.raises(FileRefused, match="国家秘密标志"):
        check_exhibit(data, name="纪要.docx")


def test_a_file_with_the_mark_in_its_name_is_stopped() -> None:
    with pytest.raises(FileRefused, match="文件名"):
        check_exhibit(PDF, name="【机密】纪要.pdf")
