"""Where the uploaded bytes lie: under the data folder by their digest, readable by the program only."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from dandang.interchange.intake.records import Progress


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "intake"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def digest_of(data: bytes) -> str:
    """The SHA-256 of the bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes) -> str:
    """Keep the bytes and return their digest. The file is there whole or not at all."""
    digest = digest_of(data)
    target = _folder() / digest
    if not target.exists():
        _write_whole(target, data)
    return digest


def read(digest: str) -> bytes:
    """The kept bytes. Raises FileNotFoundError when they were removed from the data folder."""
    return (_folder() / Path(digest).name).read_bytes()


def drop(digest: str) -> None:
    """Remove kept bytes."""
    (_folder() / Path(digest).name).unlink(missing_ok=True)


def _write_whole(target: Path, data: bytes, *, is_lasting: bool = True) -> None:
    handle, name = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if is_lasting:
                file.flush()
                os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def write_plan(batch_id: int) -> Iterator[Callable[[str], None]]:
    """Give a function that sets down one line; the plan takes the place of an earlier one when all are written."""
    handle, name = tempfile.mkstemp(dir=_folder())
    try:
        with os.fdopen(handle, "wb") as file:
            with gzip.open(file, "wt", compresslevel=1, encoding="utf-8") as lines:
                yield lambda line: print(line, file=lines)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(_folder() / f"plan-{batch_id}.jsonl.gz")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_plan(batch_id: int) -> Iterator[str]:
    """The lines set down by the last check; none when the plan is gone or damaged."""
    try:
        with gzip.open(_folder() / f"plan-{batch_id}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in lines:
                yield line.rstrip("\n")
    except (OSError, EOFError, ValueError):
        return


def forget_plan(batch_id: int) -> None:
    """Remove the plan when it has been written or the import closed."""
    (_folder() / f"plan-{batch_id}.jsonl.gz").unlink(missing_ok=True)


def note_progress(batch_id: int, stage: str, done: int, total: int) -> None:
    """Leave a sign of how far the work is. A file, since the transaction of the work hides its rows until the end."""
    text = json.dumps({"stage": stage, "done": done, "total": total, "beat": time.time()})
    _write_whole(_folder() / f"progress-{batch_id}.json", text.encode(), is_lasting=False)


def progress_of(batch_id: int) -> Progress | None:
    """The last sign of a running check or write; None when there was none."""
    try:
        sign = json.loads((_folder() / f"progress-{batch_id}.json").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return Progress(sign["stage"], sign["done"], sign["total"], sign["beat"])


def forget_progress(batch_id: int) -> None:
    """Remove the sign when the work is done."""
    (_folder() / f"progress-{batch_id}.json").unlink(missing_ok=True)
