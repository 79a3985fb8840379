"""Third-party files: exact versions, no addresses, digests that can be recomputed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dandang.foundation.ui import vendor


def module(root: Path, name: str, source: str, content: bytes, *, licence_file: bool) -> None:
    folder = root / name
    (folder / source).parent.mkdir(parents=True)
    (folder / source).write_bytes(content)
    (folder / "package.json").write_text(json.dumps({"version": "1.2.3", "license": "MIT"}), encoding="utf-8")
    if licence_file:
        (folder / "LICENSE").write_text("the whole licence\n", encoding="utf-8")


@pytest.fixture
def modules(tmp_path: Path) -> Path:
    banner = b'@charset "UTF-8";/*!\n * Named 1.2.3\n * Copyright Somebody\n */\n'
    css, js = vendor.WANTED
    module(tmp_path, css.package, css.source, banner + b"a{}\n/*# sourceMappingURL=a.css.map */\n", licence_file=False)
    module(tmp_path, js.package, js.source, b"f()\n//# sourceMappingURL=f.js.map\n", licence_file=True)
    return tmp_path


def test_files_are_copied_without_maps_and_described(modules: Path, tmp_path: Path) -> None:
    target = tmp_path / "static"

    entries = vendor.copy_all(modules, target)

    assert (target / "htmx.min.js").read_bytes() == b"f()\n"
    assert b"sourceMappingURL" not in (target / "tabler.min.css").read_bytes()
    assert json.loads((target / "MANIFEST.json").read_text(encoding="utf-8")) == entries
    assert entries[0]["version"] == "1.2.3"
    assert "Copyright Somebody" in (target / entries[0]["licence_text"]).read_text(encoding="utf-8")
    assert (target / entries[1]["licence_text"]).read_text(encoding="utf-8") == "the whole licence\n"


def test_a_missing_package_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(vendor.VendorError, match="npm ci"):
        vendor.copy_all(tmp_path, tmp_path / "static")


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (b"a\n/*# sourceMappingURL=x.map */", b"a\n"),
        (b"a //# sourceMappingURL=x.map\n\n", b"a\n"),
        (b"a /*# sourceMappingURL=x.map */ b", b"a /*# sourceMappingURL=x.map */ b\n"),
        (b"a", b"a\n"),
    ],
)
def test_only_a_trailing_map_comment_is_taken_away(content: bytes, kept: bytes) -> None:
    assert vendor.stripped(content) == kept


def test_installed_files_have_the_digests_of_the_manifest() -> None:
    manifest = vendor.TARGET / "MANIFEST.json"
    if not manifest.is_file():
        pytest.skip("front-end files are not installed here (run ./go once)")

    entries = json.loads(manifest.read_text(encoding="utf-8"))

    assert {entry["file"] for entry in entries} == {wanted.name for wanted in vendor.WANTED}
    for entry in entries:
        content = (vendor.TARGET / entry["file"]).read_bytes()
        assert (entry["size"], entry["sha384"]) == (len(content), vendor.digest(content))
        assert (vendor.TARGET / entry["licence_text"]).stat().st_size > 0


def test_versions_are_exact_and_the_lock_agrees_without_addresses() -> None:
    asked = json.loads((vendor.ROOT / "package.json").read_text(encoding="utf-8"))
    text = vendor.LOCK.read_text(encoding="utf-8")
    packages: dict[str, Any] = json.loads(text)["packages"]

    for name, version in (asked["dependencies"] | asked["devDependencies"]).items():
        assert version[0].isdigit()
        assert packages[f"node_modules/{name}"]["version"] == version
    assert all("integrity" in entry for path, entry in packages.items() if path)
    assert "://" not in text


def test_tidying_the_lock_takes_addresses_and_keeps_the_rest() -> None:
    entry = {"version": "1.0.0", "integrity": "sha512-x", "funding": {"url": "https://x"}, "resolved": "https://y"}

    tidy = vendor.tidied({"name": "dandang", "packages": {"node_modules/x": entry}})

    assert tidy == {"name": "dandang", "packages": {"node_modules/x": {"version": "1.0.0", "integrity": "sha512-x"}}}
