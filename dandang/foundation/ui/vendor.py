"""Which third-party files do pages load? Copies them out of node_modules into `static/vendor/`, which git ignores.

Plain Python, run by `./go` after `npm ci`:
    python -m dandang.foundation.ui.vendor              copy the files
    python -m dandang.foundation.ui.vendor --tidy-lock  take addresses out of package-lock.json after `npm install`
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"
LOCK = ROOT / "package-lock.json"

# A stylesheet or script that names a map nobody shipped breaks static files with a manifest.
_MAP_COMMENT = re.compile(rb"[ \t]*(?:/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*)\s*\Z")
_BANNER = re.compile(r"/\*!(.*?)\*/", re.DOTALL)


class VendorError(Exception):
    """A file is missing; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to copy: its package, its path inside the package, its name in `static/vendor/`."""

    package: str
    source: str
    name: str


WANTED = (
    Wanted("@tabler/core", "dist/css/tabler.min.css", "tabler.min.css"),
    Wanted("htmx.org", "dist/htmx.min.js", "htmx.min.js"),
)


def stripped(content: bytes) -> bytes:
    """Return the file without its trailing source-map comment."""
    return _MAP_COMMENT.sub(b"", content).rstrip() + b"\n"


def digest(content: bytes) -> str:
    """Return the sha384 in the form browsers use for subresource integrity."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def copy_all(modules: Path, target: Path) -> list[dict[str, Any]]:
    """Copy every wanted file with its licence text and write MANIFEST.json; return the manifest's entries."""
    target.mkdir(parents=True, exist_ok=True)
    entries = [_copy(wanted, modules / wanted.package, target) for wanted in WANTED]
    text = json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True)
    (target / "MANIFEST.json").write_text(text + "\n", encoding="utf-8")
    return entries


def _copy(wanted: Wanted, folder: Path, target: Path) -> dict[str, Any]:
    source = folder / wanted.source
    if not source.is_file():
        raise VendorError(
            f"没有找到 {wanted.package} 的 {wanted.source}。请先在项目根目录运行 npm ci，再重试。\n"
            f"{wanted.package}: {wanted.source} is missing. Run npm ci in the project root first, then try again."
        )
    described = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    content = stripped(source.read_bytes())
    (target / wanted.name).write_bytes(content)
    licence_name = f"LICENSE-{wanted.name}.txt"
    (target / licence_name).write_text(_licence(folder, content, described["license"]), encoding="utf-8")
    return {
        "file": wanted.name,
        "package": wanted.package,
        "version": described["version"],
        "licence": described["license"],
        "licence_text": licence_name,
        "size": len(content),
        "sha384": digest(content),
    }


def _licence(folder: Path, content: bytes, name: str) -> str:
    """The package's own licence file, or, where the package ships none, the notice at the head of the file."""
    for candidate in sorted(folder.glob("LICEN[CS]E*")):
        return candidate.read_text(encoding="utf-8")
    banner = _BANNER.search(content[:4000].decode("utf-8", "replace"))
    notice = banner.group(1) if banner else ""
    lines = [line.strip(" *") for line in notice.splitlines()]
    head = f"Licence: {name}. The package ships no licence file; its own notice reads:"
    return "\n".join([head, *filter(None, lines), ""])


def tidied(lock: dict[str, Any]) -> dict[str, Any]:
    """Return the lock without the addresses npm writes for funding; versions and digests stay."""
    packages = {
        path: {key: value for key, value in entry.items() if key not in ("funding", "resolved")}
        for path, entry in lock["packages"].items()
    }
    return {**lock, "packages": packages}


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; 0 when all is copied, 1 with a sentence when something is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tidy-lock", action="store_true", help="take addresses out of package-lock.json")
    if parser.parse_args(arguments).tidy_lock:
        lock = json.loads(LOCK.read_text(encoding="utf-8"))
        LOCK.write_text(json.dumps(tidied(lock), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        return 0
    try:
        copy_all(MODULES, TARGET)
    except VendorError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
