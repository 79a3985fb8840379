"""Which typefaces papers are set in, and where they are found: a package first, luck last.

GB/T 9704-2012 names faces that are not free (方正小标宋, 仿宋, 楷体). A PDF uses them where an office has put its own
licensed files into a folder of the setting PAPER_FONT_DIRS; otherwise Noto Serif SC and Noto Sans SC from the npm
packages of package.json, or Debian's Noto CJK: the glyphs then differ from the official ones. Klee One only lends
rare characters (𠮷) that the others lack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from django.conf import settings

_NPM = "node_modules/@expo-google-fonts"
# Only the cuts that papers use: each file is 10 to 15 MB.
_PACKAGED = (
    f"{_NPM}/noto-serif-sc/400Regular",
    f"{_NPM}/noto-serif-sc/700Bold",
    f"{_NPM}/noto-sans-sc/400Regular",
    f"{_NPM}/noto-sans-sc/700Bold",
    f"{_NPM}/klee-one/400Regular",
)
_SYSTEM = (Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts/noto-cjk"))

_SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Klee One")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Noto Serif SC", "Noto Serif CJK SC", "Klee One")
FACES: Mapping[str, tuple[str, ...]] = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", *_SERIF),
    "fang": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "FandolFang", *_SERIF),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "LXGW WenKai", *_SERIF),
    "song": ("SimSun", "宋体", *_SERIF),
    "hei": ("SimHei", "黑体", *_SANS),
}
"""Families by role, best first. Office faces go before free ones."""


def folders() -> list[str]:
    """Every folder that is there, in the order of preference."""
    return [str(folder) for folder in _candidates() if folder.is_dir()]


def _candidates() -> Iterator[Path]:
    yield from (Path(folder) for folder in settings.PAPER_FONT_DIRS)
    yield from (settings.ROOT / folder for folder in _PACKAGED)
    yield from _SYSTEM


def available(families: set[str]) -> dict[str, list[str]]:
    """Return the faces of each role that exist; a role may come out empty."""
    return {role: [name for name in names if name in families] for role, names in FACES.items()}
