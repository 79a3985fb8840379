"""Is this a scan of a signed paper: a picture or a PDF, whole and not too large? Judged by content, never by name."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused

_MEND = "请重新扫描或拍照，存成 JPG、PNG 或 PDF，不超过 10 MB"
_TAIL = 2048  # bytes in which the end mark of a PDF must stand


@dataclass(frozen=True, slots=True)
class Scan:
    """What the content is: `form` is jpg, png or pdf."""

    form: str


def check_scan(data: bytes) -> Scan:
    """Say what a scan is. Refuses more than 10 MiB or 40 megapixels, a PDF with a password, and anything else."""
    if not data:
        raise FileRefused("扫描件是空的，0 字节", _MEND)
    if len(data) > limits.SCAN_BYTES:
        raise FileRefused(f"扫描件超过 {limits.SCAN_BYTES // limits.MIB} MB", _MEND)
    if data.startswith(b"%PDF-"):
        return _pdf(data)
    return _picture(data)


def _pdf(data: bytes) -> Scan:
    if b"%%EOF" not in data[-_TAIL:]:
        raise FileRefused("PDF 不完整，可能没有传完", _MEND)
    if b"/Encrypt" in data:
        raise FileRefused("PDF 设了密码，别人打不开", "去掉密码再上传")
    return Scan("pdf")


def _picture(data: bytes) -> Scan:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
                width, height = picture.size
                if width * height > limits.PHOTO_PIXELS:
                    raise FileRefused(f"图片有 {width}×{height} 像素，超过 4,000 万", _MEND)
                picture.load()
                return Scan("png" if picture.format == "PNG" else "jpg")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("图片像素过多，超过 4,000 万", _MEND) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning):
        raise FileRefused("内容不是完整的 JPG、PNG 或 PDF", _MEND) from None
