"""The folder of a backup: its manifest, and whether every byte is as it was written."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dandang.operations.backup import rows
from dandang.operations.errors import BackupRefused

FORMAT = 1
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
_SEAL = re.compile(r"[0-9a-f]{64}\n")


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest and its digest; written last, so that a folder with a manifest is a whole backup."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    (folder / SEAL).write_text(hashlib.sha256(text.encode()).hexdigest() + "\n", encoding="ascii")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest. Refuses a folder without one, an altered one, and a format this version cannot read."""
    try:
        raw = (folder / MANIFEST).read_bytes()
        seal = (folder / SEAL).read_bytes().decode("ascii")
    except (OSError, UnicodeDecodeError):
        raise BackupRefused(
            f"{folder} 里没有完整的备份清单。备份可能没有做完，或者选错了文件夹；请选有 {MANIFEST} 的文件夹"
        ) from None
    if not _SEAL.fullmatch(seal) or seal.strip() != hashlib.sha256(raw).hexdigest():
        raise BackupRefused("备份清单和它的校验值不符，清单被改动或者损坏，不能用它恢复。请换一份备份")
    manifest: dict[str, Any] = json.loads(raw)
    if manifest.get("format") != FORMAT:
        raise BackupRefused("这份备份的格式比本程序新，不能读取。请先升级本程序，再恢复")
    return manifest


def verify(folder: Path) -> dict[str, Any]:
    """Compare every byte with the manifest and return it. Refuses the first difference, naming file and row.

    Nothing is written anywhere; a database is not needed.
    """
    manifest = read_manifest(folder)
    expected = {entry["file"]: entry for entry in manifest["models"].values()}
    expected |= {f"files/{name}": entry for name, entry in manifest["files"].items()}
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    missing = sorted(set(expected) - present)
    if missing:
        raise BackupRefused(f"备份里少了 {missing[0]}（共少 {len(missing)} 个文件），不能用它恢复。请换一份备份")
    strange = sorted(present - set(expected) - {MANIFEST, SEAL})
    if strange:
        raise BackupRefused(f"备份里多出了清单上没有的 {strange[0]}。请移走后再核对")
    for name, entry in sorted(expected.items()):
        if digest_of(folder / name) != entry["sha256"]:
            raise BackupRefused(_difference(folder / name, name))
    return manifest


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a table's file, without their ends."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        for line in stream:
            yield line.removesuffix("\n")


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _difference(path: Path, name: str) -> str:
    """Where a damaged file first differs, as far as it can be told."""
    advice = "不能用它恢复。请换一份备份"
    if not name.endswith(".jsonl"):
        return f"{name} 和清单上的校验值不符，文件被改动或者损坏，{advice}"
    try:
        for number, line in enumerate(lines_of(path), start=1):
            if not rows.row_is_whole(line):
                return f"{name} 第 {number} 行被改动或者损坏，{advice}"
    except UnicodeDecodeError:
        return f"{name} 里有读不出的字节，文件已损坏，{advice}"
    return f"{name} 的行数或者次序和清单不符，{advice}"
