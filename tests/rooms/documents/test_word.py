"""Papers as Word files: they open, hold the facts as text, name the official faces, and match their build script."""

from __future__ import annotations

import io
import re
import runpy
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from dandang.law.documents import errors, kinds, queries
from tests.rooms.documents import samples

FOLDER = Path(__file__).resolve().parents[3] / "templates" / "papers"
WORD = [kind.key for kind in kinds.papers() if kind.has_word]


def xml_of(content: bytes) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")


def words_of(content: bytes) -> str:
    root = etree.fromstring(xml_of(content))
    return "\n".join("".join(part.text or "" for part in p.iter(qn("w:t"))) for p in root.iter(qn("w:p")))


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    sys.path.insert(0, str(FOLDER))
    try:
        return runpy.run_path(str(FOLDER / "build_docx.py"), run_name="build_docx")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.mark.parametrize("kind", WORD)
def test_every_word_paper_opens_and_has_no_tags_left(kind: str) -> None:
    content = queries.render_docx(kind, getattr(samples, kind)())

    document = docx.Document(io.BytesIO(content))
    assert document.sections[0].page_width
    assert re.findall(r"\{\{|\{%|%\}|\}\}", words_of(content)) == []


@pytest.mark.parametrize("kind", WORD)
def test_every_run_names_a_face_for_chinese(kind: str) -> None:
    root = etree.fromstring(xml_of(queries.render_docx(kind, getattr(samples, kind)())))

    bare = [
        "".join(part.text or "" for part in run.iter(qn("w:t")))
        for run in root.iter(qn("w:r"))
        if run.find(qn("w:t")) is not None and run.find(f".//{qn('w:rFonts')}[@{qn('w:eastAsia')}]") is None
    ]
    assert [text for text in bare if text] == []


@pytest.mark.parametrize("kind", WORD)
def test_template_is_what_the_script_builds(kind: str, script: dict[str, Any]) -> None:
    layout = kinds.paper(kind).layout
    built = io.BytesIO()
    script["BUILDERS"][layout]().save(built)

    assert xml_of((FOLDER / f"{layout}.docx").read_bytes()) == xml_of(built.getvalue())


@pytest.mark.parametrize("kind", WORD)
def test_properties_stand_in_the_order_word_wants(kind: str, script: dict[str, Any]) -> None:
    order = sys.modules["word_parts"].ORDER
    root = etree.fromstring(xml_of(queries.render_docx(kind, getattr(samples, kind)())))

    for properties in root.iter():
        names = order.get(etree.QName(properties).localname, "").split()
        if names:
            places = [names.index(etree.QName(child).localname) for child in properties]
            assert places == sorted(places)


def test_every_cell_ends_with_a_paragraph_even_without_a_resume() -> None:
    root = etree.fromstring(xml_of(queries.render_docx("appointment_form", {"name": "某某"})))

    assert all(cell[-1].tag == qn("w:p") for cell in root.iter(qn("w:tc")))


def test_form_carries_photo_resume_and_ages() -> None:
    content = queries.render_docx("appointment_form", samples.appointment_form())

    words = words_of(content)
    assert "陈　伟" in words
    assert "1980.04（46岁）" in words
    assert "2021.04—青禾县河湾镇党委副书记、镇长" in words
    assert any(name.startswith("word/media/") for name in zipfile.ZipFile(io.BytesIO(content)).namelist())


def test_long_resume_is_set_smaller_and_rows_keep_their_height() -> None:
    def size_of(periods: int) -> int:
        data = samples.appointment_form() | {"resume": samples.long_resume(periods)}
        root = etree.fromstring(xml_of(queries.render_docx("appointment_form", data)))
        assert all(height.get(qn("w:hRule")) == "exact" for height in root.iter(qn("w:trHeight")))
        runs = [run for run in root.iter(qn("w:r")) if "轮岗位" in "".join(run.itertext())]
        return int(runs[0].find(f".//{qn('w:sz')}").get(qn("w:val")))

    assert size_of(3) == 28
    assert 8 <= size_of(60) < size_of(30) < 28


@pytest.mark.parametrize(
    "trick", ["{{ 7*7 }}", "{% for x in y %}", "A&B <单位> 《规定》", "</w:t></w:r>", "{{ self }}"]
)
def test_text_is_printed_as_it_stands_and_never_obeyed(trick: str) -> None:
    data = samples.annual_registration() | {"duties": trick, "unit_post": trick}

    assert words_of(queries.render_docx("annual_registration", data)).count(trick) == 2


def test_tickets_have_no_word_version() -> None:
    with pytest.raises(errors.NoWordVersion, match="只出 PDF"):
        queries.render_docx("ballot_tickets", samples.ballot_tickets())
