"""Recordings without tags: title, artist, place, device and time go; the sound itself is not touched.

A voice still tells whose it is; no program can take that away.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from dandang.foundation.guard.stripped import CannotStrip, Stripped

_REMOVED = ("录音的标签、时间和设备",)
_PHOTOS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"hevc")
_TAGGED = "录音里的来源信息去不干净"


def is_sound(content: bytes) -> bool:
    """Whether the first bytes are those of a recording or a film in one of the usual containers."""
    return (
        content[4:8] == b"ftyp"
        or content.startswith((b"ID3", b"#!AMR"))
        or (content.startswith(b"RIFF") and content[8:12] in (b"WAVE", b"AVI "))
        or (len(content) > 2 and content[0] == 0xFF and content[1] & 0xE0 == 0xE0 and content[1] != 0xFE)
    )


def strip_sound(content: bytes) -> Stripped:
    """Take the tags out of m4a, mp3, aac, wav and amr. Raises CannotStrip for films, pictures of phones and others."""
    if content.startswith(b"#!AMR"):
        return Stripped(content, "amr")
    if content.startswith(b"RIFF"):
        return Stripped(_wave(content), "wav", _REMOVED)
    if content[4:8] == b"ftyp":
        if content[8:12] in _PHOTOS:
            raise CannotStrip("HEIC、AVIF 照片里的来源信息去不干净；存成 JPG 再上传，就能去除")
        return Stripped(_boxes(content), "m4a", _REMOVED)
    return _frames(content)


def _frames(content: bytes) -> Stripped:
    """MP3 and AAC are frames one after the other, with tags before and after them."""
    body = content
    while body.startswith(b"ID3") and len(body) > 10:
        size = _sync_safe(body[6:10]) + 10 + (10 if body[5] & 0x10 else 0)
        body = body[size:].lstrip(b"\x00")
    if body[-128:].startswith(b"TAG"):
        body = body[:-128]
    if not body or body[0] != 0xFF or body[1] & 0xE0 != 0xE0:
        raise CannotStrip(_TAGGED)
    if any(mark in body for mark in (b"APETAGEX", b"LYRICSBEGIN", b"ID3\x03", b"ID3\x04", b"TAG+")):
        raise CannotStrip(_TAGGED)
    is_aac = body[1] & 0xF6 == 0xF0
    return Stripped(body, "aac" if is_aac else "mp3", _REMOVED)


def _sync_safe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _wave(content: bytes) -> bytes:
    """Keep the two chunks that make the sound; a WAVE file may hold any others."""
    if content[8:12] != b"WAVE":
        raise CannotStrip("录像里的来源信息去不干净")
    kept, at = [], 12
    while at + 8 <= len(content):
        name, size = content[at : at + 4], struct.unpack("<I", content[at + 4 : at + 8])[0]
        body = content[at + 8 : at + 8 + size]
        if name in (b"fmt ", b"fact", b"data"):
            kept.append(name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2))
        at += 8 + size + size % 2
    if not any(chunk.startswith(b"data") for chunk in kept):
        raise CannotStrip(_TAGGED)
    whole = b"WAVE" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


# Boxes of the ISO base media format that make the sound; every other box is blanked where it stands, so that the
# places of the samples stay true.
_KEPT = {b"ftyp", b"moov", b"mdat", b"mvhd", b"trak", b"tkhd", b"edts", b"mdia", b"mdhd", b"hdlr", b"minf", b"smhd"}
_KEPT |= {b"dinf", b"stbl", b"stsd", b"stts", b"stsc", b"stsz", b"stco", b"co64", b"ctts", b"elst", b"dref", b"stss"}
_KEPT |= {b"sgpd", b"sbgp"}
_OPENED = {b"moov", b"trak", b"edts", b"mdia", b"minf", b"dinf", b"stbl"}
_LONGEST_REFERENCE = 28
"""Bytes of a `dref` box that points into the file itself; a longer one holds an address."""


def _boxes(content: bytes) -> bytes:
    made = bytearray(content)
    sounds = 0
    for name, start, end in _walk(content, 0, len(content)):
        if name not in _KEPT:
            made[start - 4 : start] = b"free"
            made[start:end] = bytes(end - start)
        elif name in (b"mvhd", b"tkhd", b"mdhd"):
            wide = 16 if content[start] == 1 else 8
            made[start + 4 : start + 4 + wide] = bytes(wide)
        elif name == b"hdlr":
            if content[start + 8 : start + 12] != b"soun":
                raise CannotStrip("录像里的来源信息去不干净")
            sounds += 1
            made[start + 24 : end] = bytes(end - start - 24)
        elif name == b"dref" and end - start > _LONGEST_REFERENCE:
            raise CannotStrip(_TAGGED)
    if not sounds:
        raise CannotStrip(_TAGGED)
    return bytes(made)


def _walk(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Every box with where its body begins and ends. Raises CannotStrip where sizes do not add up."""
    at = start
    while at < end:
        if at + 8 > end:
            raise CannotStrip(_TAGGED)
        size, name = struct.unpack(">I4s", content[at : at + 8])
        body = at + 8
        if size == 1 and at + 16 <= end:
            size, body = struct.unpack(">Q", content[at + 8 : at + 16])[0], at + 16
        stop = end if size == 0 else at + size
        if stop > end or stop < body:
            raise CannotStrip(_TAGGED)
        yield name, body, stop
        if name in _OPENED:
            yield from _walk(content, body, stop)
        at = stop
