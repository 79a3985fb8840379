"""Pictures without place, device, time and previews: the pixels are written anew, turned the way they were shown."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from dandang.foundation.guard import limits
from dandang.foundation.guard.problems import FileRefused
from dandang.foundation.guard.stripped import CannotStrip, Stripped

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_MEND = "请重新拍照或者截图，再上传"
_QUALITY = 92


def is_picture(content: bytes) -> bool:
    """Whether the first bytes are those of a picture this module reads."""
    return content.startswith(_HEADS) or (content.startswith(b"RIFF") and content[8:12] == b"WEBP")


def strip_picture(content: bytes) -> Stripped:
    """Write the pixels of a picture into a new file: JPEG stays JPEG, all others become PNG.

    Refuses more than 40 megapixels and what cannot be read. Raises CannotStrip for moving and many-page pictures:
    one page of them would be half a copy.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=_FORMATS) as picture:
                return _written_anew(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused("图片像素过多，超过 4,000 万", _MEND) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, struct.error):
        raise FileRefused("图片打不开，可能没有传完", _MEND) from None


def _written_anew(picture: Image.Image) -> Stripped:
    width, height = picture.size
    if width * height > limits.PHOTO_PIXELS:
        raise FileRefused(f"图片有 {width}×{height} 像素，超过 4,000 万", _MEND)
    # A phone's JPEG may carry a second picture: a preview or a depth map, never a page.
    is_jpeg = picture.format in ("JPEG", "MPO")
    if not is_jpeg and getattr(picture, "n_frames", 1) > 1:
        raise CannotStrip("会动的或者多页的图片，来源信息去不干净")
    removed = _found(picture)
    turned = ImageOps.exif_transpose(picture)
    pixels = turned.convert(_mode(turned, is_jpeg=is_jpeg))
    bare = Image.frombytes(pixels.mode, pixels.size, pixels.tobytes())
    out = io.BytesIO()
    if is_jpeg:
        bare.save(out, "JPEG", quality=_QUALITY)
        return Stripped(out.getvalue(), "jpg", removed)
    bare.save(out, "PNG")
    return Stripped(out.getvalue(), "png", removed)


def _mode(picture: Image.Image, *, is_jpeg: bool) -> str:
    if picture.mode in ("1", "L"):
        return "L"
    if not is_jpeg and (picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info):
        return "RGBA"
    return "RGB"


def _found(picture: Image.Image) -> tuple[str, ...]:
    """What the picture told beside its pixels, in words."""
    exif = picture.getexif()
    found = []
    if exif.get_ifd(0x8825):
        found.append("拍摄地点")
    if exif.get(0x010F) or exif.get(0x0110):
        found.append("拍摄设备")
    if exif or picture.info.keys() - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma"}:
        found.append("图片附带的信息")
    return tuple(found)
