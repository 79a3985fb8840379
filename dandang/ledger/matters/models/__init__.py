"""The room's rows, one file per aggregate."""

from .accountability import Accountability
from .evidence import Evidence, Look
from .findings import Finding
from .matters import Channel, Involvement, Matter, NumberSeries

__all__ = [
    "Accountability",
    "Channel",
    "Evidence",
    "Finding",
    "Involvement",
    "Look",
    "Matter",
    "NumberSeries",
]
