"""How are places in the tree written? Pure text: each level takes a fixed number of digits."""

from __future__ import annotations

LONGEST_PATH = 80


def is_within(path: str, branch: str) -> bool:
    """Whether `path` is the branch's top or below it."""
    return path.startswith(branch)


def range_end(path: str) -> str:
    """Return the smallest text behind every path of the branch `path`."""
    return path[:-1] + chr(ord(path[-1]) + 1)


def path_after(prefix: str, last: str, step: int) -> str:
    """Return the place after `last`, the last one taken directly under `prefix` (empty: the first place).

    Raises ValueError when all places of a level are taken.
    """
    number = int(last[len(prefix) : len(prefix) + step]) + 1 if last else 1
    if number >= 10**step:
        raise ValueError(f"no place left under {prefix!r}")
    return f"{prefix}{number:0{step}d}"


def ancestors(path: str, step: int) -> tuple[str, ...]:
    """Return the paths from the root down to, and without, `path` itself."""
    return tuple(path[:end] for end in range(step, len(path), step))
