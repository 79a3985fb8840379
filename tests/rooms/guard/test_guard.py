"""Hostile and broken files: each refused with a sentence, quickly, before a parser sees it. Made here, never kept.

Abuse cases FX and TX of the reference.
"""

from __future__ import annotations

import io
import struct
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
import xlsxwriter

from dandang.foundation.guard import archives, kinds, limits, photos, text, workbooks, xml
from dandang.foundation.guard.problems import FileRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def wide(name: str) -> bytes:
    """A directory entry's name as compound files write it."""
    return name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "0 字节"),
        (OLE + wide("EncryptedPackage"), "已加密"),
        (OLE + wide("Workbook"), "旧版 .xls 或 .et"),
        (OLE + wide("WordDocument"), "旧版 .doc 或 .wps"),
        (b"7z\xbc\xaf\x27\x1c rest", "7-Zip"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"%PDF-1.7", "PDF"),
        (b"MZ\x90\x00", "可执行程序"),
        (rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "测试样本"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "网页"),
        (b"SQLite format 3\x00", "数据库文件"),
    ],
)
def test_content_decides_not_the_name(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused) as refused:
        kinds.kind_of(data)

    assert words in refused.value.sentence
    assert refused.value.problem.mend


def test_a_file_over_the_limit_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)

    assert kinds.kind_of(b"a" * 10) is kinds.Kind.TEXT
    with pytest.raises(FileRefused, match="超过"):
        kinds.kind_of(b"a" * 11)


# Archives --------------------------------------------------------------------------------------------------------


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def link() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        entry = zipfile.ZipInfo("passwd.lrmx")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return target.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped(a=b"secret"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice_the_same_name() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.lrmx", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.lrmx", "2")
    return target.getvalue()


def forged_sizes() -> bytes:
    """Two entries of the directory point at the same large member."""
    data = zipped(a=bytes(range(256)) * 40)
    at = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    entry = data[at:end]
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 200, 200, len(entry) * 200, at, 0)
    renamed = b"".join(entry[:46] + bytes([65 + n % 26 + 0]) + entry[47:] for n in range(200))
    return data[:at] + renamed + tail


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: b"PK\x03\x04 broken", "已损坏"),
        (lambda: zipped(**{"../../x.lrmx": b"x"}), "指到包外"),
        (lambda: zipped(**{"/etc/x": b"x"}), "指到包外"),
        (lambda: zipped(**{"C:/x": b"x"}), "指到包外"),
        (lambda: zipped(**{"a\\..\\..\\x": b"x"}), "指到包外"),
        (lambda: zipped(bomb=b"\x00" * (20 * limits.MIB)), "压缩炸弹"),
        (lambda: zipped(), "压缩包是空的"),
        (link, "链接文件"),
        (encrypted, "已加密"),
        (twice_the_same_name, "同名"),
        (forged_sizes, "同名|不符"),
    ],
)
def test_hostile_archives_are_refused_before_unpacking(make: Callable[[], bytes], words: str) -> None:
    data = make()

    with pytest.raises(FileRefused, match=words):
        archives.open_archive(data)


def test_member_limit_holds_at_the_border() -> None:
    data = zipped(**{f"{number}.txt": b"" for number in range(11)})

    assert len(archives.open_archive(data, max_members=11).names) == 11
    with pytest.raises(FileRefused, match="11 个文件，超过 10 个"):
        archives.open_archive(data, max_members=10)


def test_a_damaged_member_is_named() -> None:
    data = bytearray(zipped(**{"a.lrmx": bytes(range(256)) * 4}))
    data[60] ^= 0xFF

    with pytest.raises(FileRefused, match=r"“a\.lrmx”已损坏"):
        archives.open_archive(bytes(data)).read("a.lrmx")


def test_names_written_by_windows_are_shown_in_chinese() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("x" * 4, "1")
    data = target.getvalue().replace(b"xxxx", "张三".encode("gb18030"))

    archive = archives.open_archive(data)

    assert archive.shown(archive.names[0]) == "张三"


# XML -------------------------------------------------------------------------------------------------------------

LAUGHS = (
    '<?xml version="1.0" encoding="{code}"?><!DOCTYPE Person [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]><Person><XingMing>&j;</XingMing></Person>"
)


@pytest.mark.parametrize("code", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_a_document_type_in_any_encoding_is_refused_at_once(code: str) -> None:
    began = time.perf_counter()

    with pytest.raises(FileRefused, match="DOCTYPE 或 ENTITY"):
        xml.parse_xml(LAUGHS.format(code=code.rsplit("-", 1)[0] if code.count("-") > 1 else code).encode(code))

    assert time.perf_counter() - began < 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<Person><a></Person>", "第 1 行不是合格的 XML"),
        (b"<Person>\n<a>", "不完整"),
        (
            "<?xml version='1.0' encoding='utf-8'?>\n<Person>张三".encode("gbk") + b"</Person>",
            "第 2 行有不能识别的字符",
        ),
        (b"<?xml version='1.0' encoding='no-such'?><Person/>", "编码与内容不符|不是合格"),
        (b"<a>" * 65 + b"</a>" * 65, "嵌套超过 64 层"),
        (b"<Person>" + b"<a/>" * 50_000 + b"</Person>", "元素超过 50000 个"),
        (b" " * (limits.FORM_BYTES + 1), "超过 10 MB"),
    ],
)
def test_broken_or_oversized_xml_is_refused_with_its_line(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        xml.parse_xml(data)


def test_depth_and_nodes_at_the_border_are_taken() -> None:
    assert xml.parse_xml(b"<a>" * 64 + b"</a>" * 64).tag == "a"
    assert len(list(xml.parse_xml(b"<P>" + b"<a/>" * 49_999 + b"</P>").walk())) == 50_000


def test_markup_in_text_is_written_as_entities_and_read_back() -> None:
    root = xml.Node("Person", children=(xml.Node("JianLi", 'a<b>&"c"\r\nd\x00'),))

    written = xml.write_xml(root)

    assert b"a&lt;b&gt;&amp;" in written
    assert xml.parse_xml(written).children[0].text == 'a<b>&"c"\r\nd'


# Text ------------------------------------------------------------------------------------------------------------

ROSTER = "姓名,身份证号,籍贯\n张三,110101197204150019,安徽青禾\n李䶮,110101197204150019,𠮷林\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (ROSTER.encode("utf-8"), "UTF-8"),
        (ROSTER.encode("utf-8-sig"), "UTF-8"),
        (ROSTER.encode("gb18030"), "GB18030"),
        (ROSTER.replace("李䶮", "李龑").replace("𠮷", "吉").encode("gbk", "strict"), "GB18030"),
        (ROSTER.encode("utf-16"), "UTF-16"),
        (ROSTER.encode("utf-16-le"), "UTF-16"),
        (ROSTER.encode("utf-16-be"), "UTF-16"),
    ],
)
def test_encodings_are_recognised_and_nothing_is_lost(data: bytes, encoding: str) -> None:
    decoded = text.decode(data)

    assert decoded.encoding == encoding
    assert decoded.text.startswith("姓名,身份证号,籍贯")
    assert decoded.sample[1].startswith("张三")


def test_every_common_and_many_rare_characters_survive_gb18030() -> None:
    characters = [chr(code) for code in (*range(0x4E00, 0x9FA6), *range(0x20000, 0x203E8))]
    source = "姓名\n" + "\n".join(characters)

    assert text.decode(source.encode("gb18030")).text == source


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("姓名,单位\n张三,县委\n".encode() + "李四,县府\n".encode("gbk"), "第 3 行的编码与其他行不同"),
        (b"a,b\n\x00\x01", "空字符"),
        ("张三\x00,县委".encode(), "空字符"),
        (bytes(range(128, 256)) * 4, "认不出文字编码"),
        (b"\xff\xfe\x41", "混有别的编码|不是 UTF-16"),
    ],
)
def test_mixed_or_unknown_encodings_are_refused_with_the_line(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        text.decode(data)


def test_doubtful_text_is_marked_for_a_person_to_look_at() -> None:
    assert not text.decode("ÄÖÜ,éà\n".encode()).is_certain
    assert not text.decode(ROSTER.encode("utf-16-le")).is_certain


# Photographs -----------------------------------------------------------------------------------------------------


def png(width: int, height: int) -> bytes:
    """A PNG that claims to be large and holds almost nothing."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 64)), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png(30_000, 30_000), "像素"),
        (png(8_001, 5_000), "8001×5000 像素"),
        (b"\xff\xd8\xff\xe0 not a picture", "打不开"),
        (b"GIF89a", "打不开"),
        (b"\xff\xd8\xff" + b"\x00" * limits.PHOTO_BYTES, "超过 5 MB"),
    ],
)
def test_bad_photographs_are_refused_without_being_unpacked(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        photos.check_photo(data)


# Workbooks -------------------------------------------------------------------------------------------------------


def workbook(
    rows: str, *, dimension: str = "A1:B2", name: str = "名册", extra: dict[str, bytes] | None = None
) -> bytes:
    """A workbook whose one sheet holds the given row XML."""
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData></worksheet>'
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    base = "application/vnd.openxmlformats-officedocument.spreadsheetml."
    return zipped(
        **{
            "[Content_Types].xml": (
                f'<Types xmlns="{types}"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/xl/workbook.xml" ContentType="{base}sheet.main+xml"/>'
                f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{base}worksheet+xml"/></Types>'
            ).encode(),
            "_rels/.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                f'xmlns:r="{relation}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{relation}/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
            **(extra or {}),
        }
    )


def cell(address: str, value: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{value}</t></is></c>'


def test_a_forged_dimension_is_not_believed() -> None:
    rows = f'<row r="1">{cell("A1", "姓名")}{cell("B1", "单位")}</row><row r="2">{cell("A2", "张三")}</row>'

    book = workbooks.open_workbook(workbook(rows, dimension="A1:XFD1048576"))

    assert (book.sheets[0].rows, book.sheets[0].columns) == (2, 2)
    assert [row.cells for row in book.rows(book.sheets[0])] == [("姓名", "单位"), ("张三", "")]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (f'<row r="1">{cell("A1", "x")}</row><row r="1048576">{cell("A1048576", "x")}</row>', "隔了 1048575 个空行"),
        (f'<row r="1">{cell("A1", "x")}{cell("SG1", "x")}</row>', "有 501 列，列数超过上限"),
        (f'<row r="1">{cell("XFD1", "x")}</row>', "列数超过上限"),
        ("<row>" + "<c><v>1</v></c>" * 32_768 + "</row>", "有 32768 列，列数超过上限"),
    ],
)
def test_far_cells_and_endless_columns_are_refused(rows: str, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        workbooks.open_workbook(workbook(rows))


def test_five_hundred_columns_and_a_gap_of_five_thousand_rows_are_taken() -> None:
    rows = f'<row r="1">{cell("A1", "x")}{cell("SF1", "x")}</row><row r="5001">{cell("A5001", "x")}</row>'

    assert workbooks.open_workbook(workbook(rows)).sheets[0].columns == 500


def test_coloured_empty_cells_count_as_elements_only() -> None:
    rows = f'<row r="1">{cell("A1", "x")}<c r="B1" s="1"/></row><row r="9999"><c r="A9999" s="1"/></row>'

    facts = workbooks.open_workbook(workbook(rows)).sheets[0]

    assert (facts.rows, facts.cells, facts.elements) == (1, 1, 3)


def test_uncomputed_formulas_and_error_cells_are_named_by_address() -> None:
    rows = (
        f'<row r="1">{cell("A1", "姓名")}</row>'
        '<row r="2"><c r="A2"><f>B2</f></c><c r="B2"><f>1+1</f><v>2</v></c><c r="C2"><f>1</f><v></v></c></row>'
        '<row r="3"><c r="A3" t="e"><v>#REF!</v></c><c r="B3" t="str"><f>""</f><v></v></c></row>'
    )

    facts = workbooks.open_workbook(workbook(rows)).sheets[0]
    problems = workbooks.sheet_problems("名册.xlsx", facts)

    assert (facts.uncomputed, facts.errors) == (("A2", "C2"), ("A3",))
    assert [(p.place.row, p.place.letter) for p in problems] == [(2, "A"), (2, "C"), (3, "A")]


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ({"xl/vbaProject.bin": b"x"}, "宏"),
        ({"xl/externalLinks/externalLink1.xml": b"<x/>"}, "引用了别的文件"),
        ({"xl/sharedStrings.xml": b"<!DOCTYPE x><sst/>"}, "DOCTYPE"),
    ],
)
def test_macros_links_and_document_types_are_refused(extra: dict[str, bytes], words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        workbooks.open_workbook(workbook("", extra=extra))


def test_dates_of_1904_numbers_and_truths_become_text() -> None:
    import datetime as dt

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"date_1904": True})
    sheet = book.add_worksheet("名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [197204, 3.5, True, 341299198603120025, "007"])
    sheet.write_datetime(0, 5, dt.datetime(1990, 5, 6), day)
    hidden = book.add_worksheet("藏着的")
    hidden.write(0, 0, "x")
    hidden.hide()
    book.close()

    opened = workbooks.open_workbook(target.getvalue())
    (row,) = opened.rows(opened.sheets[0])

    assert (row.cells[0], row.cells[2], row.cells[4], row.cells[5]) == ("197204", "是", "007", "19900506")
    assert row.lossy == {1: "DECIMAL", 3: "LONG"}
    assert [sheet.name for sheet in opened.hidden] == ["藏着的"]


def test_a_zip_with_too_many_styles_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "STYLES_BYTES", 100)

    with pytest.raises(FileRefused, match="样式过多"):
        workbooks.open_workbook(workbook("", extra={"xl/styles.xml": b"<styleSheet>" + b" " * 100 + b"</styleSheet>"}))
