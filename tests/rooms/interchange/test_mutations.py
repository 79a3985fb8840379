"""Whatever happens to a file on its way, it is read or refused with a sentence; no other exception, no long wait.

Files are damaged at random from a printed seed; inside zips also with right checksums, so that damage reaches the XML.
"""

from __future__ import annotations

import io
import random
import time
import zipfile

import pytest

from dandang.foundation.ground.refusal import Refusal
from dandang.interchange.excel_template.writing import write_template
from dandang.interchange.intake import reading
from dandang.interchange.intake.reading import InputFile
from tests.rooms.interchange.test_formats import PERSON, form, old_form, package
from tests.rooms.interchange.test_import import roster, row

ROUNDS = 150
SEED = 20261121


def zip_of_forms() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("林文.lrmx", form())
        archive.writestr("李四.lrm", old_form())
    return target.getvalue()


SOUND = {
    "名册.xlsx": roster(row(1), row(2)),
    "模板.xlsx": write_template([PERSON], [{"B0101": "县财政局"}]),
    "林文.lrmx": form(),
    "李四.lrm": old_form(),
    "一批.zip": zip_of_forms(),
    "交换包.zip": package(A01="<row A0000='1' A0101='林文' A0104='1'/>", A02="<row A0000='1' A0215A='局长'/>"),
    "名册.csv": "姓名,身份证号,出生年月\n林文,110101197204150019,1972.04\n".encode("gb18030"),
}


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The bytes with a few flips, cuts, insertions and repetitions."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(changed)) if changed else 0
        kind = chance.randrange(5)
        if kind == 0 and changed:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            del changed[at : at + chance.randrange(1, 50)]
        elif kind == 2:
            changed[at:at] = chance.choice(
                [b"<", b"&", b"\x00", b'"', b"999999999999", b"-1", b"\xff\xfe", b"<!DOCTYPE"]
            )
        elif kind == 3:
            changed[at:at] = changed[at : at + chance.randrange(1, 200)]
        else:
            changed = changed[: max(1, at)]
    return bytes(changed)


def damaged_inside(data: bytes, chance: random.Random) -> bytes:
    """A zip in which one member is damaged and has the checksum of its damage."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sound, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as broken:
        picked = chance.choice(sound.namelist())
        for name in sound.namelist():
            content = sound.read(name)
            broken.writestr(name, damaged(content, chance) if name == picked else content)
    return target.getvalue()


def sentence_about(name: str, data: bytes) -> str | None:
    """What is said about a file; None when it is read without a word."""
    try:
        file = InputFile(name, data)
        source = reading.open_source(reading.kind_of_files([file]), [file])
        list(source.people())
    except Refusal as refusal:
        return refusal.sentence
    return source.problems[0].reason if source.problems else None


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    chance = random.Random(f"{SEED}{name}")
    noticed = 0
    for number in range(ROUNDS):
        is_zip = SOUND[name].startswith(b"PK") and number % 2
        data = (damaged_inside if is_zip else damaged)(SOUND[name], chance)
        began = time.perf_counter()

        sentence = sentence_about(name, data)

        assert sentence is None or sentence.strip(), f"seed {SEED}, round {number}"
        assert time.perf_counter() - began < 5, f"seed {SEED}, round {number}"
        noticed += sentence is not None
    assert noticed, "damage that nobody noticed at all would mean that the test damages nothing"
