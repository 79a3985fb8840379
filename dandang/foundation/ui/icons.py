"""Which outlines do the icons have? Our own drawings on a 16 by 16 grid, as SVG path data."""

from __future__ import annotations

_ICONS: dict[str, tuple[str, ...]] = {
    "list": ("M5 4h9M5 8h9M5 12h9M2 4h.5M2 8h.5M2 12h.5",),
    "person": ("M8 2.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2z", "M2.5 14c.6-3.4 2.8-5 5.5-5s4.9 1.6 5.5 5"),
    "people": (
        "M6 3a2.3 2.3 0 1 0 0 4.6A2.3 2.3 0 0 0 6 3z",
        "M1.5 13.5c.4-2.9 2.2-4.3 4.5-4.3s4.1 1.4 4.5 4.3",
        "M10.5 3.2a2.2 2.2 0 0 1 0 4.2M12 9.4c1.5.5 2.3 1.9 2.5 4.1",
    ),
    "tree": ("M6 2h4v3H6zM2 11h4v3H2zM10 11h4v3h-4z", "M8 5v3M4 11V8h8v3"),
    "book": ("M3 2.5h8.5A1.5 1.5 0 0 1 13 4v9.5H4.5A1.5 1.5 0 0 1 3 12z", "M3 12a1.5 1.5 0 0 1 1.5-1.5H13"),
    "chart": ("M2.5 13.5h11M4.5 11V7M8 11V3M11.5 11V5.5",),
    "bars": ("M2.5 4h9M2.5 8h6M2.5 12h11",),
    "arrows": ("M3 5h9L9.5 2.5M13 11H4l2.5 2.5",),
    "search": ("M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 0 0 0-9.2z", "M10.5 10.5l4 4"),
    "close": ("M4 4l8 8M12 4l-8 8",),
    "print": ("M4 6V2h8v4M4 12H2V6h12v6h-2M4 10h8v4H4z",),
    "download": ("M8 2v8M4.5 7L8 10.5 11.5 7M2.5 13.5h11",),
    "upload": ("M8 10.5V2.5M4.5 6L8 2.5 11.5 6M2.5 13.5h11",),
    "plus": ("M8 3v10M3 8h10",),
    "check": ("M3 8.5l3.5 3.5L13 4.5",),
    "clock": ("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z", "M8 4.5V8l2.5 2"),
    "file": ("M4 2h5.5L12 4.5V14H4z", "M9.5 2v2.5H12M6 8h4M6 10.5h4"),
    "lock": ("M3.5 7h9v7h-9z", "M5.5 7V5a2.5 2.5 0 0 1 5 0v2"),
    "key": ("M5 8.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z", "M6.8 9.2L13 3M10.5 5.5l2 2"),
    "shield": ("M8 2l5 2v4c0 3-2 5-5 6-3-1-5-3-5-6V4z",),
    "mail": ("M2 4h12v8.5H2z", "M2 4.5l6 4.5 6-4.5"),
    "ballot": ("M2.5 8h11v6h-11z", "M5 8V2.5h6V8M6.5 5h3M6 11h4"),
    "flag": ("M4 14V2.5h8L10 5.5l2 3H4",),
    "warning": ("M8 2.5L14.5 13.5h-13z", "M8 6.5v3M8 11.5v.3"),
    "menu": ("M2 4h12M2 8h12M2 12h12",),
    "history": ("M3 8a5 5 0 1 1 1.5 3.5M3 13v-3h3", "M8 5v3l2 1.5"),
    "back": ("M13 8H3M7 4L3 8l4 4",),
}


def paths(name: str) -> tuple[str, ...]:
    """Return the path data of the icon `name`; raises KeyError for a name nobody drew."""
    return _ICONS[name]


def names() -> tuple[str, ...]:
    """Return every icon's name, for the gallery."""
    return tuple(_ICONS)
