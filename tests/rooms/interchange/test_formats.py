"""Forms, templates, packages and rosters: read whole, written back as they were."""

from __future__ import annotations

import base64
import dataclasses
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from PIL import Image

from dandang.foundation.guard.archives import open_archive
from dandang.foundation.guard.problems import FileRefused, Place
from dandang.foundation.guard.text import decode
from dandang.foundation.guard.workbooks import open_workbook
from dandang.interchange import summaries
from dandang.interchange.drafts import (
    EducationDraft,
    FamilyDraft,
    PersonDraft,
    PostDraft,
    RankDraft,
    RewardDraft,
    YearlyResultDraft,
)
from dandang.interchange.excel_template import reading as template
from dandang.interchange.excel_template.writing import write_template
from dandang.interchange.exchange_zip import reading as exchange
from dandang.interchange.lrm import reading as lrm
from dandang.interchange.lrmx import elements
from dandang.interchange.lrmx import reading as lrmx
from dandang.interchange.lrmx.writing import write_person
from dandang.interchange.rosters import reading as rosters
from dandang.interchange.rosters.writing import safe_text, write_csv, write_xlsx

RESUME = "2008.07--2016.03  青禾县财政局科员\n2016.03--         青禾县财政局副局长"


def jpeg() -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (80, 100), "#88a").save(target, "JPEG")
    return target.getvalue()


def form(*, wrapped_photo: bool = False, **changes: str) -> bytes:
    """A form with unknown elements, blanks around values, markup in the text, and a photo."""
    photo = base64.b64encode(jpeg()).decode()
    if wrapped_photo:
        photo = "\n".join(photo[at : at + 76] for at in range(0, len(photo), 76))
    values = {
        "XingMing": "林　文",
        "XingBie": "女",
        "ChuShengNianYue": "1986.03",
        "MinZu": "汉族",
        "RuDangShiJian": "200612；民建",
        "XianRenZhiWu": "青禾县财政局副局长",
        "NiRenZhiWu": "\n  ",
        "JianLi": RESUME.replace("科员", "科员 &lt;主任&gt; &amp; 其他"),
        "JiangChengQingKuang": "2019年6月，经青禾县委批准，记三等功。",
        "NianDuKaoHeJieGuo": "2023年年度考核称职；2024年年度考核优秀。",
        "ShenFenZheng": "110101197204150019",
        "ZhaoPian": photo,
        "ZiDingYi": "编辑器不认识的内容",
    } | changes
    body = "\n\t".join(f"<{tag}>{text}</{tag}>" for tag, text in values.items())
    family = (
        "<JiaTingChengYuan>\n<Item><ChengWei>丈夫</ChengWei><XingMing>周 平</XingMing>"
        "<ChuShengRiQi>198501</ChuShengRiQi>"
        "<XinXiang>新</XinXiang></Item><Item/></JiaTingChengYuan>"
    )
    return f'<?xml version="1.0" encoding="utf-8"?>\n<Person lang="zh">{body}{family}<Version/></Person>'.encode()


def flat(data: bytes) -> list[tuple[str, str, dict[str, str]]]:
    """Every element in order with text and attributes, as another program reads them."""
    return [(node.tag, node.text or "", node.attrib) for node in ElementTree.fromstring(data).iter()]


@pytest.mark.parametrize("wrapped", [False, True])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_an_untouched_form_is_written_back_element_by_element(wrapped: bool, mark: bytes) -> None:
    data = form(wrapped_photo=wrapped)

    draft, hints = lrmx.read_person(mark + data, file="林文.lrmx")

    assert flat(write_person(draft)) == flat(data)
    assert hints == []


def test_the_shared_sample_is_written_back_element_by_element(shared: Path) -> None:
    data = (shared / "samples" / "made_up_person.lrmx").read_bytes()

    draft, _ = lrmx.read_person(data, file="张三.lrmx")

    assert flat(write_person(draft)) == flat(data)
    assert len(draft.family) == 3
    assert [row.grade for row in draft.yearly_results] == ["优秀", "称职", "称职"]


def test_a_form_is_read_into_fields_and_records() -> None:
    draft, _ = lrmx.read_person(form(), file="林文.lrmx")

    assert (draft.name, draft.sex, draft.proposed_post) == ("林文", "女", "")
    assert draft.political_status == "中共党员"
    assert draft.family == (FamilyDraft("丈夫", "周平", "198501"),)
    assert draft.rewards == (RewardDraft("记三等功", decided="201906", decided_by="青禾县委"),)
    assert draft.photo == jpeg()
    assert "<主任> & 其他" in draft.resume_text


def test_a_changed_field_is_written_and_all_else_stays() -> None:
    draft, _ = lrmx.read_person(form(), file="林文.lrmx")
    changed = dataclasses.replace(draft, post_text="青禾县财政局局长", birth_month="198603")

    before, after = flat(form()), flat(write_person(changed))

    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [(("XianRenZhiWu", "青禾县财政局副局长", {}), ("XianRenZhiWu", "青禾县财政局局长", {}))]


def test_a_second_element_of_one_name_is_left_alone() -> None:
    data = form().replace(b"<ZiDingYi>", "<MinZu>回族</MinZu><ZiDingYi>".encode())

    draft, _ = lrmx.read_person(data, file="林文.lrmx")

    assert draft.nationality == "汉族"
    assert flat(write_person(draft)) == flat(data)


def test_a_fresh_form_has_every_element_in_the_editors_order() -> None:
    draft = PersonDraft(place=Place(), name="林文", birth_month="198603", extra=(("填表人", "周平"),), photo=jpeg())

    written = write_person(draft)
    tags = [node.tag for node in ElementTree.fromstring(written)]

    assert tags == [tag for tag in elements.ORDER if tag in tags]
    again, _ = lrmx.read_person(written, file="x")
    assert (again.name, again.photo, dict(again.extra)["填表人"]) == ("林文", jpeg(), "周平")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<Ren><XingMing>x</XingMing></Ren>", "根元素是“Ren”"),
        (form(ZhaoPian="不是照片"), "不是 Base64"),
        (form(ZhaoPian=base64.b64encode(b"GIF89a").decode()), "打不开"),
    ],
)
def test_what_is_no_form_or_has_no_photo_is_refused_by_name(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words) as refused:
        lrmx.read_person(data, file="林文.lrmx")

    assert refused.value.problem.place.file == "林文.lrmx"


def test_too_long_a_text_is_a_hint() -> None:
    _, hints = lrmx.read_person(form(JiGuan="某" * 19), file="林文.lrmx")

    assert "有 19 个字，编辑器最多写 18 个" in hints[0].reason


# .lrm ------------------------------------------------------------------------------------------------------------


def old_form(**changes: str) -> bytes:
    fields = ["林文", "女", "198603", "汉族", "安徽青禾", "200612", "健康", "安徽青禾", "200807"]
    fields += ["大学#管理学学士@研究生#公共管理硕士", "某大学#某专业@某党校#某学院", "会计师", "", "", "", "", "财务"]
    fields += [RESUME.replace("\n", "\r\n"), "无", "2024年年度考核优秀。"]
    fields += [f"{text}{'@' * 12}" for text in ("丈夫", "周平", "198501", "群众", "某中学教师")]
    fields += ["青禾县财政局副局长", "", "", "工作需要", "中共青禾县委组织部", "202611", "周文澜", "20261121"]
    for at, text in changes.items():
        fields[int(at.removeprefix("f"))] = text
    return ('"' + '","'.join(fields) + '"\r\n').encode("gbk")


def test_an_old_form_is_read_with_its_picture() -> None:
    draft = lrm.read_person(old_form(), file="林文.lrm", photo=jpeg())

    assert (draft.name, draft.birth_month, draft.work_month) == ("林文", "198603", "200807")
    assert draft.resume_text == RESUME
    assert draft.educations[1] == EducationDraft("2", "研究生", "公共管理硕士", "某党校", "某学院")
    assert draft.family == (FamilyDraft("丈夫", "周平", "198501", "群众", "某中学教师"),)
    assert draft.photo == jpeg()


def test_the_shared_old_form_says_the_same_as_the_new_one(shared: Path) -> None:
    folder = shared / "samples"
    new, _ = lrmx.read_person((folder / "made_up_person.lrmx").read_bytes(), file="x")
    old = lrm.read_person(
        (folder / "made_up_person.lrm").read_bytes(), file="x", photo=(folder / "made_up_person.pic").read_bytes()
    )

    same = (
        "name",
        "birth_month",
        "resume_text",
        "educations",
        "family",
        "rewards",
        "yearly_results",
        "post_text",
        "photo",
    )
    assert [getattr(old, name) for name in same] == [getattr(new, name) for name in same]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (old_form(f28='工作","需要'), "有 34 个栏目，应是 33 个"),
        (old_form(f21="周平@李四"), "人数不一致"),
        (b"abc", "首尾没有引号"),
    ],
)
def test_a_broken_old_form_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        lrm.read_person(data, file="林文.lrm")


# Summaries -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "results"),
    [
        ("2022年年度考核优秀；2023年年度考核称职。", {2022: "优秀", 2023: "称职"}),
        ("2022年度考核基本称职;2023年度不称职", {2022: "基本称职", 2023: "不称职"}),
        ("2021年、2022年、2023年年度考核称职", {2021: "称职", 2022: "称职", 2023: "称职"}),
        ("2023年不定等次", {2023: "不定等次"}),
        ("2023年基本合格\n2024年合格", {2023: "基本合格", 2024: "合格"}),
        ("近三年考核良好", {}),
        ("", {}),
    ],
)
def test_yearly_results_are_read_from_the_summary(text: str, results: dict[int, str]) -> None:
    assert {row.year: row.grade for row in summaries.yearly_results(text)} == results


@pytest.mark.parametrize(
    ("text", "joined", "parties"),
    [
        ("199606", "199606", ()),
        ("200108；民建", "200108", ("民建",)),
        ("(民建、民盟)", "", ("民建", "民盟")),
        ("九三", "", ("九三",)),
        ("1996.06", "199606", ()),
    ],
)
def test_party_text_has_several_writings(text: str, joined: str, parties: tuple[str, ...]) -> None:
    assert summaries.party(text) == summaries.Party(joined, parties)


# The national template -------------------------------------------------------------------------------------------

PERSON = PersonDraft(
    place=Place(),
    name="林文",
    identity_number="110101197204150019",
    sex="男",
    birth_month="197204",
    nationality="汉族",
    unit_name="县财政局",
    post_text="县财政局副局长",
    resume_text=RESUME,
    extra=(("成长地", "安徽青禾"), ("是否考录", "是")),
    posts=(
        PostDraft(
            "县财政局", "副局长", True, True, "201603", "青组〔2016〕3号", "", "",
            (("是否领导成员", "是"), ("集体内排序", "2")),
        ),
    ),
    ranks=(RankDraft("RANK", "一级主任科员", "202001", "", "青组〔2020〕1号"),),
    educations=(
        EducationDraft(
            "1", "大学", "管理学学士", "某大学会计学", "某大学会计学", "200409", "200807",
            (("学校（单位）名称", "某大学"), ("所学专业名称", "会计学")),
        ),
    ),
    rewards=(RewardDraft("嘉奖", "01", False, "201906", "青禾县委", ""),),
    yearly_results=(YearlyResultDraft(2024, "优秀"), YearlyResultDraft(2025, "称职")),
    family=(FamilyDraft("妻子", "周平", "197501", "群众", "某中学教师"),),
)  # fmt: skip


def read_template(data: bytes) -> tuple[template.TemplateReading, list[PersonDraft]]:
    reading = template.TemplateReading(open_workbook(data), "模板.xlsx")
    return reading, list(reading.people())


def test_a_written_template_is_read_back_the_same() -> None:
    reading, (read,) = read_template(write_template([PERSON], [{"B0101": "县财政局", "B0114": "001.001"}]))

    assert (reading.problems, reading.hints) == ([], [])
    assert reading.units[0].text("B0114") == "001.001"
    for name in ("name", "identity_number", "sex", "post_text", "resume_text", "ranks", "rewards", "family"):
        assert getattr(read, name) == getattr(PERSON, name), name
    assert read.educations == PERSON.educations
    assert read.yearly_results == PERSON.yearly_results
    assert dataclasses.replace(read.posts[0], place=None) == PERSON.posts[0]
    assert dict(read.extra) == dict(PERSON.extra)


def test_the_template_has_ten_sheets_behind_its_notes() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template([PERSON])))

    assert len(book.sheetnames) == 11
    assert book["A01人员"]["A2"].value == "姓名"
    assert all(cell.data_type == "s" for cell in book["A01人员"][3] if cell.value)


def edited(sheet: str, address: str, value: object) -> bytes:
    """The template with one cell changed, as somebody typed it."""
    book = openpyxl.load_workbook(io.BytesIO(write_template([PERSON])))
    book[sheet][address] = value
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("sheet", "address", "value", "words"),
    [
        ("A15考核", "C3", "良好", "公务员年度考核没有“良好”这个等次"),
        ("A15考核", "D3", "去年", "不是考核年度"),
        ("A02职务", "O3", "201505", "早于任职时间 2016.03"),
        ("A02职务", "J3", "2016.13", "月份是 13"),
        ("A36家庭及社会关系", "B3", "341299198603120025", "人员表里没有这个人"),
        ("A01人员", "B3", 110101197204150019.0, "最后几位已经丢失"),
        ("A02职务", "J3", 2016.1, "分不清是 2016.01 还是 2016.10"),
    ],
)
def test_a_wrong_cell_of_the_template_is_named(sheet: str, address: str, value: object, words: str) -> None:
    reading, _ = read_template(edited(sheet, address, value))

    assert len(reading.problems) == 1
    problem = reading.problems[0]
    assert words in problem.reason
    assert (problem.place.sheet, problem.place.row) == (sheet, 3)


def test_hidden_and_doubled_sheets_of_the_template_are_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_template([PERSON])))
    book["A15考核"].sheet_state = "hidden"
    book.copy_worksheet(book["A14奖惩"]).title = "A14奖惩二"
    target = io.BytesIO()
    book.save(target)

    reading, _ = read_template(target.getvalue())

    words = " ".join(problem.reason for problem in reading.problems)
    assert "隐藏的工作表“A15考核”" in words
    assert "有两张 A14 表" in words


# Exchange packages -----------------------------------------------------------------------------------------------


def package(**tables: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("gwyinfo.xml", "<root><node name='type' value='zip'/></root>")
        for table, rows in tables.items():
            archive.writestr(f"Table/{table}.xml", f"<xml><data>{rows}</data></xml>")
        archive.writestr("Photos/1.jpg", jpeg())
    return target.getvalue()


def test_a_plain_package_is_read_with_codes_named_and_photo() -> None:
    data = package(
        A01="<row A0000='k1' A0101='林文' A0184='110101197204150019' A0104='1' A0107='197204' A0117='01'/>",
        A02="<row A0000='k1' A0201A='县财政局' A0215A='副局长' A0219='1' A0279='1' A0243='201603'/>",
        A57="<row A0000='k1' A5714='1.jpg'/>",
        A36="<row A0000='k2' A3601='周平' A3604A='妻子'/>",
    )
    archive = open_archive(data)
    labels = {("sex", "1"): "男", ("nationality", "01"): "汉族"}
    reading = exchange.PackageReading(archive, "包.zip", lambda table, code: labels.get((table, code), ""))

    (read,) = reading.people()

    assert exchange.content_of(archive) is exchange.Content.PACKAGE
    assert (read.sex, read.nationality, read.posts[0].title, read.posts[0].is_leading) == ("男", "汉族", "副局长", True)
    assert read.photo == jpeg()
    assert [problem.reason for problem in reading.problems] == ["人员表里没有这个人"]


def test_a_zip_of_forms_gives_each_form_its_picture() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("一/林文.lrmx", form())
        archive.writestr("二/李四.lrm", old_form())
        archive.writestr("二/李四.pic", jpeg())
        archive.writestr("说明.txt", "x")

    opened = open_archive(target.getvalue())
    found = list(exchange.forms(opened))

    assert exchange.content_of(opened) is exchange.Content.FORMS
    assert [(one.name, bool(one.photo)) for one in found] == [("一/林文.lrmx", False), ("二/李四.lrm", True)]


@pytest.mark.parametrize(
    ("names", "words"), [(["KDataTmp/GWYDB.dat"], "离开原系统读不了"), (["a.txt"], "没有任免审批表")]
)
def test_other_zips_are_refused(names: list[str], words: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, "x")

    with pytest.raises(FileRefused, match=words):
        exchange.content_of(open_archive(target.getvalue()))


# Rosters ---------------------------------------------------------------------------------------------------------


def sheet_of(*rows: list[str]) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet = book.add_worksheet("名册")
    for at, cells in enumerate(rows):
        sheet.write_row(at, 0, cells)
    book.close()
    return target.getvalue()


def roster_of(data: bytes) -> rosters.Roster:
    return rosters.from_workbook(open_workbook(data), file="名册.xlsx")


def test_a_two_row_head_below_title_and_date_is_found() -> None:
    roster = roster_of(
        sheet_of(
            ["青禾县干部名册"],
            ["统计日期：2026年11月"],
            ["姓名", "身份证号", "全日制教育", "", "在职教育", "", "出生年月（岁）"],
            ["", "", "学历", "毕业院校及专业", "学历", "毕业院校及专业", ""],
            ["林文", "110101197204150019", "大学", "某大学", "研究生", "某党校", "1972.04"],
            ["制表人：周文澜"],
        )
    )

    (read,) = roster.people(roster.proposal)

    assert (roster.head_row, roster.needs_mapping) == (4, False)
    assert [row.qualification for row in read.educations] == ["大学", "研究生"]
    assert (read.birth_month, read.place.row) == ("1972.04", 5)
    assert read.place_of("birth_month").column == "出生年月(岁)"
    assert "当作表尾" in roster.hints[0].reason


def test_a_unit_merged_over_several_rows_stands_in_each() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["单位", "姓名", "身份证号"])
    sheet.merge_range(1, 0, 2, 0, "县财政局")
    for at, name in enumerate(["林文", "周平", "秦立"], start=1):
        sheet.write_row(at, 1, [name, "110101197204150019"])
    book.close()

    roster = roster_of(target.getvalue())

    assert [read.unit_name for read in roster.people(roster.proposal)] == ["县财政局", "县财政局", ""]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("出生时间", "birth_month"),
        ("所在单位及职务", "post_text"),
        ("现职级始任时间", "rank_since"),
        ("最高学历学位", "1.both"),
        ("序号", ""),
        ("手机号", "extra"),
    ],
)
def test_headings_of_practice_get_a_meaning(heading: str, meaning: str) -> None:
    roster = roster_of(sheet_of(["姓名", "身份证号", heading], ["林文", "110101197204150019", "x"]))

    assert roster.columns[2].meaning == meaning


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_of_any_delimiter_is_read(delimiter: str) -> None:
    lines = [["姓名", "身份证号", "简历"], ["林文", "110101197204150019", '"2008.07--  科员\n第二行"']]
    data = "\r\n".join(delimiter.join(line) for line in lines).encode("gb18030")

    roster = rosters.from_text(decode(data), file="名册.csv")
    (read,) = roster.people(roster.proposal)

    assert (read.name, read.resume_text) == ("林文", "2008.07--  科员\n第二行")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("姓名,身份证号\n林文,3.41299E+17\n", "最后几位已经丢失"),
        ('姓名,身份证号\n林文,"x\n', "引号没有配对"),
        ("甲,乙\n1,2\n", "没有找到名册的标题行"),
        ("姓名,身份证号" + "," * 500 + "\n", "有 502 列，列数超过上限 500"),
    ],
)
def test_a_broken_csv_is_refused_or_named(text: str, words: str) -> None:
    try:
        roster = rosters.from_text(decode(text.encode()), file="名册.csv")
        list(roster.people(roster.proposal))
        found = roster.problems[0].reason
    except FileRefused as refused:
        found = refused.sentence

    assert words in found


@pytest.mark.parametrize(
    "text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", " =1"]
)
def test_nothing_written_acts_as_a_formula(text: str) -> None:
    line = write_csv(["姓名"], [[text]]).decode("utf-8-sig").split("\r\n", 1)[1]
    sheet = openpyxl.load_workbook(io.BytesIO(write_xlsx("名册", ["姓名"], [[text]]))).active
    assert sheet is not None

    assert line.lstrip('"').startswith("'")
    assert sheet["A3"].data_type == "s"
    assert safe_text("林文") == "林文"


def test_the_watermark_stands_below_and_in_the_foot() -> None:
    sheet = openpyxl.load_workbook(
        io.BytesIO(write_xlsx("名册", ["姓名"], [["林文"]], watermark="导出：周文澜"))
    ).active
    assert sheet is not None

    assert sheet["A5"].value == "导出：周文澜"
    assert "周文澜" in (sheet.oddFooter.left.text or "")
    assert write_csv(["姓名"], [], watermark="导出：周文澜").decode("utf-8-sig").endswith("导出：周文澜\r\n")


def test_rare_characters_survive_every_written_format() -> None:
    name = "𠮷䶮·买买提"
    draft = dataclasses.replace(PERSON, name=name)

    _, (from_template,) = read_template(write_template([draft]))
    from_form, _ = lrmx.read_person(write_person(draft), file="x")
    roster = roster_of(write_xlsx("名册", ["姓名", "身份证号"], [[name, draft.identity_number]]))
    from_csv = rosters.from_text(decode(write_csv(["姓名", "身份证号"], [[name, "1"]])), file="x")

    assert from_template.name == from_form.name == name
    assert next(roster.people(roster.proposal)).name == name
    assert next(from_csv.people(from_csv.proposal)).name == name
