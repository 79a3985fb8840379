"""Typefaces come from a package; Debian's serve as well; without any there is a sentence and no hollow paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from dandang.law.documents import errors, faces, press, queries
from tests.rooms.documents import samples


@pytest.fixture
def no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_PACKAGED", ())


def test_packages_bring_a_face_for_every_role() -> None:
    packaged = tuple(folder for folder in faces.folders() if "node_modules" in folder)
    if not packaged:
        pytest.skip("the npm packages are not installed (npm ci)")

    assert all(faces.available(press.families(packaged)).values())


@pytest.mark.usefixtures("no_package")
def test_faces_of_debian_serve_as_well() -> None:
    if not faces.folders():
        pytest.skip("fonts-noto-cjk is not installed")

    assert queries.render_pdf("appointment_form", samples.appointment_form() | {"name": "𠮷䶮"})


@pytest.mark.usefixtures("no_package")
def test_without_any_face_a_sentence_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faces, "_SYSTEM", ())

    with pytest.raises(errors.FontsMissing, match="npm ci"):
        queries.render_pdf("appointment_form", samples.appointment_form())


def test_an_office_may_put_its_own_faces_first(settings: object, tmp_path: Path) -> None:
    settings.PAPER_FONT_DIRS = [str(tmp_path), str(tmp_path / "missing")]  # type: ignore[attr-defined]

    assert faces.folders()[0] == str(tmp_path)
    assert faces.available({"FangSong_GB2312", "Noto Serif SC"})["fang"][0] == "FangSong_GB2312"
