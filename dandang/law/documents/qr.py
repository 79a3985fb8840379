"""QR codes as pictures: what a phone reads from a ballot slip."""

from __future__ import annotations

import io

import segno


def as_svg(text: str) -> str:
    """Return an SVG of the QR code (error level M, quiet zone of two modules); empty for an empty text."""
    if not text:
        return ""
    out = io.BytesIO()
    segno.make_qr(text, error="m").save(out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode("ascii")
