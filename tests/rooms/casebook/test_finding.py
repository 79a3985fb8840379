"""What the assistant finds in a text, and what it leaves alone: tables of names, posts, places, days and numbers."""

from __future__ import annotations

import pytest

from dandang.ledger.casebook import finding
from dandang.ledger.casebook.records import Known


def found(text: str, **known: tuple[str, ...]) -> dict[str, str]:
    return {one.span: one.suggestion for one in finding.found({"COURSE": text}, Known(**known))}


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("顾明川于会上说明。", ("顾明川",), {"顾明川": "顾某"}),
        # Given names alone, blanks inside a name, and a dot written otherwise.
        ("后来明川同志补报。", ("顾明川",), {"明川": "顾某"}),
        ("由顾　明川办理。", ("顾明川",), {"顾　明川": "顾某"}),
        ("由王 伟办理。", ("王伟",), {"王 伟": "王某"}),
        ("买买提江•阿不都热合曼到场。", ("买买提江·阿不都热合曼",), {"买买提江•阿不都热合曼": "买某某"}),
        # Compound surnames keep both characters.
        ("欧阳修远同意。", ("欧阳修远",), {"欧阳修远": "欧阳某"}),
        # Two people of one surname stay two people.
        ("王明和王伟都在。", ("王明", "王伟"), {"王明": "王某甲", "王伟": "王某乙"}),
        # A name that is the beginning of a word, or a word itself.
        ("王明确表示同意。", ("王明",), {}),
        ("王明表示同意。", ("王明",), {"王明": "王某"}),
        ("用水高峰期停了两次。", ("高峰",), {}),
        ("高峰同志同意。", ("高峰",), {"高峰": "高某"}),
        ("高峰副局长同意。", ("高峰",), {"高峰": "高某"}),
    ],
)
def test_people_of_the_case(text: str, names: tuple[str, ...], expected: dict[str, str]) -> None:
    assert found(text, names=names) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请李强看图纸。", {"李强": "李某"}),
        ("由李强、王二办理。", {"李强": "李某"}),
        ("局长李强同意。", {"李强": "李某"}),
        ("行李强制托运。", {}),
        ("大家向前走。", {}),
        ("为了方便群众。", {}),
        ("向前同志带队。", {"向前": "向某"}),
    ],
)
def test_people_on_file_are_found_where_they_stand_as_people(text: str, expected: dict[str, str]) -> None:
    assert found(text, staff=("李强", "向前", "方便")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王局长同意。", {"王局长": "某局长"}),
        ("请示张副县长后办。", {"张副县长": "某副县长"}),
        ("欧阳书记主持。", {"欧阳书记": "某书记"}),
        ("刘同志补充。", {"刘同志": "刘某"}),
        ("老张说好。", {"老张": "张某"}),
        ("由于局长不在，推迟一天。", {}),
        ("公安局长列席。", {}),
        ("时任镇长同意。", {}),
        ("农林局长列席。", {}),
        ("城管局长列席。", {}),
        ("副镇长研究后决定。", {}),
        ("养老金发放及时。", {}),
        ("办公室主任记录。", {}),
    ],
)
def test_people_called_by_surname_and_post(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("青禾县河湾镇人民政府研究。", {"青禾县河湾镇人民政府": "某镇人民政府"}),
        ("中共青禾县委组织部复函。", {"中共青禾县委组织部": "某县委组织部"}),
        ("报青禾县财政局。", {"青禾县财政局": "某县财政局"}),
        ("河湾镇先办。", {"河湾镇": "某镇"}),
        ("在河湾村提灌站。", {"河湾村": "某村"}),
        ("河湾群众满意。", {"河湾": "某地"}),
        # A unit every county has tells nothing.
        ("报县财政局同意。", {}),
        ("镇党委会研究。", {}),
        # A place nobody registered.
        ("到柳溪镇调研。", {"柳溪镇": "某镇"}),
        ("全村受益，各镇推广，到镇政府汇报。", {}),
    ],
)
def test_units_and_places(text: str, expected: dict[str, str]) -> None:
    units = ("青禾县河湾镇人民政府", "中共青禾县委组织部", "青禾县财政局", "河湾镇", "县财政局")

    assert found(text, units=units, places=("青禾", "河湾")) == expected


def test_the_unit_of_the_case_itself_is_pointed_out_though_every_county_has_one() -> None:
    known = {"units": ("县财政局", "县纪委监委"), "own_units": ("县财政局", "县纪委监委")}

    assert found("在县财政局宣读，县纪委监委派人到场。", **known) == {"县财政局": "某单位"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年4月21日开会。", {"2025年4月21日": "某年某月某日"}),
        ("2025 年 4 月 21 日开会。", {"2025 年 4 月 21 日": "某年某月某日"}),
        ("二〇二五年四月二十一日开会。", {"二〇二五年四月二十一日": "某年某月某日"}),
        ("2025年4月以来。", {"2025年4月": "某年某月"}),
        ("4月27日补报。", {"4月27日": "某月某日"}),
        ("四月廿七日补报。", {"四月廿七日": "某月某日"}),
        ("正月初八复工。", {"正月初八": "某日"}),
        ("2025-04-21 开会。", {"2025-04-21": "某年某月某日"}),
        # The year stays: it is what a reader may know.
        ("2025年，连续三个月。", {}),
        # A month beside the year that is shown leads to the day of a meeting.
        ("6月底前完工，十二月中旬验收。", {"6月底": "某月", "十二月中旬": "某月"}),
        ("三月以内补报，每月报告，满三月。", {}),
    ],
)
def test_days_in_digits_and_in_chinese(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("依据青容〔2026〕7号办理。", {"青容〔2026〕7号": "有关文件"}),
        ("见青政办[2025]12号。", {"青政办[2025]12号": "有关文件"}),
        ("电话13800000107。", {"13800000107": "（号码略）"}),
        ("座机0553-1234567。", {"0553-1234567": "（号码略）"}),
        ("证件34012319860704321X。", {"34012319860704321X": "（号码略）"}),
        ("车牌皖A12345。", {"皖A12345": "（号码略）"}),
        ("增加支出 18.6 万元。", {"18.6 万元": "10余万元"}),
        ("收回 6.2万元。", {"6.2万元": "6万余元"}),
        ("节省186,000元。", {"186,000元": "100000余元"}),
        # Round already: nothing to hide.
        ("赔付 7 万元，补助 300元。", {}),
        ("在试行渡口夜间预约时。", {}),
        ("灌溉 1,200 亩，来了 47 人。", {}),
    ],
)
def test_numbers_of_papers_people_and_money(text: str, expected: dict[str, str]) -> None:
    assert found(text) == expected


def test_every_place_is_told_by_part_and_the_longest_find_counts() -> None:
    parts = {"TITLE": "河湾镇泵船", "COURSE": "河湾镇研究，河湾镇报备。"}

    (one,) = finding.found(parts, Known(units=("河湾镇",), places=("河湾",)))

    assert one.places == {"TITLE": (0,), "COURSE": (0, 6)}
    assert one.count == 3


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [("300", "元", "300元"), ("18.6", "万元", "10余万元"), ("0.5", "万元", "不足1万元"), ("2,345", "元", "2000余元")],
)
def test_a_sum_is_rounded_to_its_first_figure(amount: str, unit: str, said: str) -> None:
    assert finding.rounded(amount, unit) == said


@pytest.mark.parametrize(
    ("name", "surname"),
    [("王伟", "王"), ("欧阳修", "欧阳"), ("欧阳", "欧"), ("买买提·吐尔逊", "买"), ("诸葛明亮", "诸葛")],
)
def test_surnames(name: str, surname: str) -> None:
    assert finding.surname_of(name) == surname
