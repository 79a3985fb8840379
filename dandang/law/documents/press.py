"""The machine that sets type: typst behind a job of plain data. No Django, so it also runs as a process of its own.

A job is JSON: `driver` (file), `root` (templates), `fonts` (folders), `inputs` (texts for `sys.inputs`), `at` (seconds
or null) and `tagged`. As a process it reads one job and writes one PDF; what typst remembers of a large batch (some
megabytes a paper) goes back to the machine when the process ends.
"""

from __future__ import annotations

import json
import queue
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import typst

Job = dict[str, Any]
_PROJECT = Path(__file__).resolve().parents[3]
_REFUSED = 3
_LONGEST_RUN = 900


class PressError(Exception):
    """What typst said when it could not set a job."""


def run(job: Job) -> bytes:
    """Set a job in this process. Compilers are kept: fonts are read once and a paper takes 10 to 40 ms.

    A compiler serves one thread at a time; idle ones wait in a stack, so threads never block each other.
    """
    with _compiler(job["root"], tuple(job["fonts"])) as compiler:
        try:
            pdf = compiler.compile(
                input=job["driver"],
                format="pdf",
                sys_inputs=job["inputs"],
                pdf_standards=["a-2b"],
                timestamp=job["at"],
                pdf_tags=job["tagged"],
            )
        except typst.TypstError as problem:
            raise PressError(problem.message) from problem
    if not isinstance(pdf, bytes):
        raise PressError("typst returned no document")
    return pdf


def run_apart(job: Job) -> bytes:
    """Set a job in a process of its own, which gives its memory back."""
    done = subprocess.run(
        [sys.executable, "-m", "dandang.law.documents.press"],
        input=json.dumps(job).encode(),
        capture_output=True,
        cwd=_PROJECT,
        timeout=_LONGEST_RUN,
        check=False,
    )
    if done.returncode == 0:
        return done.stdout
    raise PressError(done.stderr.decode("utf-8", "replace"))


def families(folders: tuple[str, ...]) -> set[str]:
    """The families of type found in the folders."""
    return set(_fonts(folders).families())


_idle: dict[tuple[str, tuple[str, ...]], queue.LifoQueue[typst.Compiler]] = {}


@contextmanager
def _compiler(root: str, folders: tuple[str, ...]) -> Iterator[typst.Compiler]:
    stack = _idle.setdefault((root, folders), queue.LifoQueue())
    try:
        compiler = stack.get_nowait()
    except queue.Empty:
        compiler = typst.Compiler(root=root, font_paths=_fonts(folders), ignore_system_fonts=True)
    try:
        yield compiler
    finally:
        stack.put(compiler)


@cache
def _fonts(folders: tuple[str, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def main() -> int:
    """Read a job, write a PDF; on refusal write typst's words to the error channel."""
    try:
        pdf = run(json.load(sys.stdin))
    except PressError as problem:
        sys.stderr.write(str(problem))
        return _REFUSED
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
