"""Photos for forms: any JPEG or PNG in, a small plain RGB JPEG out, as text that a template can carry.

Refused before decoding: files and pictures so large that opening them would hurt (a 900-megapixel picture is a few
kilobytes of file), and files that only claim to be pictures.
"""

from __future__ import annotations

import base64
import binascii
import io
import struct
from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_FILE = 8 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
PRINTED = (480, 600)
"""Pixels of the printed photo: 33 mm wide at about 370 dots an inch, 4 to 5 (formats.md §1, row 33)."""


# What Pillow raises for pictures that are cut short or made up.
_BROKEN = (UnidentifiedImageError, OSError, EOFError, SyntaxError, ValueError, struct.error)


def read(value: Any) -> bytes:
    """Read bytes or Base64 text into a JPEG no larger than the form prints. None and empty give no photo.

    Raises ValueError with a Chinese sentence when it is no picture, damaged, or far too large.
    """
    raw = _raw(value)
    if not raw:
        return b""
    if len(raw) > LARGEST_FILE:
        raise ValueError(
            _("照片文件有 %(size)d MB，超过 8 MB；请换成小一些的 JPEG") % {"size": len(raw) // 1024 // 1024}
        )
    try:
        with Image.open(io.BytesIO(raw), formats=("JPEG", "PNG")) as picture:
            _check_size(picture)
            return _as_jpeg(picture)
    except (_TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValueError(_("照片像素太大；请换成 376×460 左右的 JPEG")) from None
    except _BROKEN:
        raise ValueError(_("照片读不出来，可能已损坏或不是图片；请换成 JPEG 或 PNG")) from None


class _TooLarge(Exception):
    pass


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > LARGEST_PIXELS:
        raise _TooLarge


def _raw(value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, str):
        try:
            return base64.b64decode("".join(value.split()), validate=True)
        except (binascii.Error, ValueError):
            raise ValueError(_("照片不是有效的 Base64 文本；请重新导入照片")) from None
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    raise ValueError(_("照片应是图片文件的内容"))


def _as_jpeg(picture: Image.Image) -> bytes:
    upright = ImageOps.exif_transpose(picture)
    # Transparent corners would turn black in a JPEG.
    if upright.mode in {"RGBA", "LA", "P"}:
        layered = upright.convert("RGBA")
        sheet = Image.new("RGBA", layered.size, "white")
        sheet.alpha_composite(layered)
        upright = sheet
    plain = upright.convert("RGB")
    plain.thumbnail(PRINTED)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=88)
    return out.getvalue()


def as_text(jpeg: bytes) -> str:
    """Return the photo as Base64 text; empty when there is none."""
    return base64.b64encode(jpeg).decode("ascii")
