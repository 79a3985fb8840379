"""Is this a picture we may show? Size in bytes and pixels is checked before anything is unpacked."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused

_MEND = "换一张 JPEG 照片，宽高比 4:5，不超过 5 MB"


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that opened: its pixels and format (JPEG or PNG)."""

    width: int
    height: int
    form: str


def check_photo(data: bytes) -> Photo:
    """Say what the picture is. Refuses more than 5 MiB or 40 megapixels, other formats, and what cannot be read."""
    if len(data) > limits.PHOTO_BYTES:
        raise FileRefused(f"照片超过 {limits.PHOTO_BYTES // limits.MIB} MB", _MEND)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
                width, height = picture.size
                if width * height > limits.PHOTO_PIXELS:
                    raise _too_many(width, height)
                picture.load()
                return Photo(width, height, str(picture.format))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("照片像素过多，超过 4,000 万", _MEND) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning):
        raise FileRefused("照片打不开，不是完整的 JPEG 或 PNG", _MEND) from None


def _too_many(width: int, height: int) -> FileRefused:
    return FileRefused(f"照片有 {width}×{height} 像素，超过 4,000 万", _MEND)
