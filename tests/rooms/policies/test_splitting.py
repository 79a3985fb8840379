"""Cutting policy texts: the five texts of the mission, and the ways of writing that trip a cutter."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from dandang.foundation.guard.problems import FileRefused
from dandang.law.policies import queries
from dandang.law.policies.splitting import split
from dandang.operations.cli import main

NUMERALS = list("一二三四五六七")
NAME = "关于进一步激励广大干部新时代新担当新作为的意见"


def _split(shared: Path, name: str) -> dict:
    path = shared / "policies" / name
    return queries.split_text(path.read_bytes(), name=name).as_json()


@pytest.mark.parametrize(
    ("name", "counts"), [("anhui-2018.txt", [3, 3, 3, 3, 2, 4, 2]), ("yunnan-2018.txt", [1, 3, 4, 4, 2, 4, 2])]
)
def test_provincial_texts_have_seven_parts_and_twenty_points(shared: Path, name: str, counts: list[int]) -> None:
    found = _split(shared, name)

    assert [part["no"] for part in found["parts"]] == NUMERALS
    assert [len(part["items"]) for part in found["parts"]] == counts
    assert [item["no"] for part in found["parts"] for item in part["items"]] == [str(n) for n in range(1, 21)]
    assert found["title"].endswith("新担当新作为的实施意见")
    assert found["warnings"] == []


def test_the_central_opinion_has_seven_parts_without_points(shared: Path) -> None:
    found = _split(shared, "central-2018.txt")

    assert [part["no"] for part in found["parts"]] == NUMERALS
    assert found["title"] == NAME
    assert found["parts"][3]["title"] == "切实为敢于担当的干部撑腰鼓劲"
    assert found["parts"][3]["text"].startswith("建立健全容错纠错机制")
    assert not any(part["items"] for part in found["parts"])
    assert "延伸阅读" not in json.dumps(found, ensure_ascii=False)


@pytest.mark.parametrize(
    ("name", "parts", "first"),
    [
        ("central-2018-interpretation.txt", 10, "为什么要出台《意见》"),
        ("roundup-2021.txt", 6, "围绕中心任务，增强广大干部践行担当的行动自觉"),
    ],
)
def test_texts_without_numbers_are_cut_at_their_headings(shared: Path, name: str, parts: int, first: str) -> None:
    found = _split(shared, name)

    assert [part["no"] for part in found["parts"]] == [""] * parts
    assert found["parts"][0]["title"] == first
    assert all(part["text"] for part in found["parts"])
    assert found["warnings"]


@pytest.mark.parametrize("name", ["anhui-2018.txt", "yunnan-2018.txt", "roundup-2021.txt"])
def test_nothing_of_a_text_is_lost(shared: Path, name: str) -> None:
    whole = (shared / "policies" / name).read_text(encoding="utf-8")
    found = _split(shared, name)

    kept = found["title"] + found["preamble"]
    for part in found["parts"]:
        kept += part["title"] + part["text"] + "".join(item["text"] for item in part["items"])

    longest = max(whole.splitlines(), key=len).strip()
    assert longest.partition(".")[2] in kept or longest in kept
    assert len(kept) > 0.95 * len("".join(whole.split()))


def test_clauses_with_a_number_between_keep_it() -> None:
    found = split("第一章 总则\n第一条 甲。\n第十二条之一 乙。\n第二章 附则\n第十三条 丙。")

    assert [(part.no, part.title) for part in found.parts] == [("第一章", "总则"), ("第二章", "附则")]
    assert [item.no for part in found.parts for item in part.items] == ["第一条", "第十二条之一", "第十三条"]
    assert found.parts[0].items[1].text == "乙。"


def test_numbering_may_start_again_in_each_part() -> None:
    again = split("一、前面\n1.甲。\n2.乙。\n二、后面\n1.丙。")
    gap = split("一、前面\n1.甲。\n3.乙。")

    assert [item.no for item in again.parts[1].items] == ["1"]
    assert again.warnings == ()
    assert "第 3 点前面不是第 2 点" in gap.warnings[0]


def test_years_and_decimals_are_no_items_and_further_paragraphs_belong_to_theirs() -> None:
    found = split("一、目标\n1.第一项。\n2026年完成一半。\n3.5 个百分点。\n（一）小项。")

    assert [item.no for item in found.parts[0].items] == ["1"]
    assert found.parts[0].items[0].text.count("\n") == 3


LAYERED = """某某省委文件
《关于某事的意见》
开头的话。
目　录
一、要求
二、措施
一、要求
（一）第一件。要做到：
1.甲。
2.乙。
（二）第二件。
二、措施
（一）第三件。
中共某某省委
2026年11月20日
（此件公开发布）"""
SECTIONS = "第一章 总则\n第一条 甲：\n（一）一项；\n（二）又一项。\n第二章 分则\n第一节　一般规定\n第二条 乙。"


def test_layers_contents_and_signature_are_told_apart() -> None:
    found = split(LAYERED)
    law = split(SECTIONS)

    assert [(part.no, [item.no for item in part.items]) for part in found.parts] == [
        ("一", ["（一）", "（二）"]), ("二", ["（一）"]),
    ]  # fmt: skip
    assert found.parts[0].items[0].text == "第一件。要做到：\n1.甲。\n2.乙。"
    assert found.parts[1].items[0].text == "第三件。"
    assert found.closing == "中共某某省委\n2026年11月20日\n（此件公开发布）"
    assert found.preamble == "某某省委文件\n目　录\n一、要求\n二、措施\n开头的话。"
    assert [part.no for part in law.parts] == ["第一章", "第二章", "第一节"]
    assert law.parts[0].items[0].text.count("\n") == 2
    assert law.parts[2].items[0].no == "第二条"


def test_a_text_without_any_heading_stays_whole() -> None:
    found = split("这是一段没有任何编号的文字。\n这是第二段。")

    assert [(part.no, part.title) for part in found.parts] == [("", "")]
    assert found.parts[0].text.endswith("这是第二段。")


def test_gbk_and_word_files_read_like_plain_ones() -> None:
    words = "《某地办法》\n一、总的要求\n1.甲。\n2.乙。"
    page = Document()
    for line in words.split("\n"):
        page.add_paragraph(line)
    word_file = io.BytesIO()
    page.save(word_file)

    plain = split(words)
    numbered = Document()
    numbered.add_paragraph("一、总的要求")
    for line in ("甲。", "乙。"):
        numbered.add_paragraph(line, style="List Number")
    cells = numbered.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "表里的话", "也要在"
    automatic = io.BytesIO()
    numbered.save(automatic)
    (part,) = queries.split_text(automatic.getvalue(), name="自动编号.docx").parts

    assert [(item.no, item.text) for item in part.items] == [("1", "甲。"), ("2", "乙。\n表里的话　也要在")]
    assert plain.title == "某地办法"
    assert queries.split_text(words.encode("gbk"), name="办法.txt") == plain
    assert queries.split_text(word_file.getvalue(), name="办法.docx") == plain


def test_the_command_prints_json_and_refuses_what_is_no_text(tmp_path: Path) -> None:
    good, bad = tmp_path / "办法.txt", tmp_path / "图.png"
    good.write_text("一、要求\n1.甲。", encoding="utf-8")
    bad.write_bytes(b"\x89PNG\r\n")

    done = CliRunner().invoke(main, ["policy", "split", str(good), "--json"])
    refused = CliRunner().invoke(main, ["policy", "split", str(bad), "--json"])

    assert done.exit_code == 0
    assert json.loads(done.stdout)["parts"][0]["items"] == [{"no": "1", "text": "甲。"}]
    assert refused.exit_code == 1
    assert json.loads(refused.stdout)["errors"]
    with pytest.raises(FileRefused):
        queries.split_text(b"  \n ", name="空.txt")
