"""Scans of signed papers: what is taken, and what each refused thing is told."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.scans import check_scan

PDF = b"%PDF-1.4\ntrailer\n<<>>\n%%EOF\n"


def _picture(form: str, size: tuple[int, int] = (20, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("1" if form == "PNG" else "RGB", size).save(out, form)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "form"), [(_picture("JPEG"), "jpg"), (_picture("PNG"), "png"), (PDF, "pdf")], ids=["jpg", "png", "pdf"]
)
def test_scan_taken(content: bytes, form: str) -> None:
    assert check_scan(content).form == form


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "0 字节"),
        (_picture("GIF"), "不是完整的"),
        (_picture("JPEG")[:120], "不是完整的"),
        (_picture("PNG", (8000, 5001)), "超过 4,000 万"),
        (b"PK\x03\x04" + b"0" * 100, "不是完整的"),
        (PDF[:20], "PDF 不完整"),
        (PDF.replace(b"<<>>", b"<</Encrypt 5 0 R>>"), "设了密码"),
        (PDF + b"0" * limits.SCAN_BYTES, "超过 10 MB"),
    ],
    ids=["empty", "gif", "cut short", "many pixels", "archive", "pdf cut short", "pdf with password", "too large"],
)
def test_scan_refused(content: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        check_scan(content)
    assert refused.value.problem.mend
