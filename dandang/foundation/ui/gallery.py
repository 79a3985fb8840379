"""What does the gallery show? Made-up content for every component; names and facts are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from dandang.foundation.ui import charts, icons
from dandang.foundation.ui.pages import Page
from dandang.foundation.ui.records import (
    Chosen,
    Clause,
    DutyItem,
    Evidence,
    Fact,
    Happening,
    Hint,
    ScoreLine,
    Step,
    Tally,
    TreeNode,
    Voter,
)

LAW = Clause("安徽 第11点", "#dd-main", "A")


@dataclass(frozen=True, slots=True)
class _Chip:
    """A deadline chip like the one of the calendars room."""

    on: date
    words: str
    level: str = "plain"
    is_provisional: bool = False
    cause: str = ""


class _Delivery(forms.Form):
    """A form with every kind of control."""

    way = forms.ChoiceField(
        label="送达方式",
        choices=[("", ""), ("HAND", "当面"), ("POST", "邮寄")],
        error_messages={"required": "请选择送达方式"},
    )
    on = forms.DateField(label="送达日期", error_messages={"invalid": "请填写送达日期，写成 2026-11-23 这样"})
    kind = forms.ChoiceField(label="本人意见", widget=forms.RadioSelect, choices=[("A", "没有意见"), ("B", "有意见")])
    note = forms.CharField(label="备注", required=False, help_text="当事人能看到这里的文字。")
    is_read = forms.BooleanField(label="已当面读过全文", required=False)


class _Filter(forms.Form):
    """Filters of a list."""

    name = forms.CharField(label="姓名或编号", required=False)
    unit = forms.ChoiceField(label="单位（含下级）", required=False, choices=[("", "全部"), ("T", "乡镇（街道）")])


def examples() -> dict[str, Any]:
    """Return the context of the gallery page."""
    return {"has_errors": False, **_forms(), **_lists(), **_casework(), **_appraisal(), "icon_names": icons.names()}


def _forms() -> dict[str, Any]:
    return {
        "delivery": _Delivery({"on": "23/11", "kind": "A"}),
        "filter_form": _Filter(),
        "confirm_facts": [
            Fact("结论", "免责，5 票同意，1 人回避"),
            Fact("依据", "容错的情形和认定程序", LAW),
            Fact("随后发生", "考核考察客观评价；通知本人和镇党委；登记纠错 2 项，期限 2027-03-31"),
            Fact("能否撤回", "送达前可以撤回并写明理由；送达后只能经复查改变"),
        ],
        "tiles": [("A", "优秀"), ("B", "称职"), ("C", "基本称职"), ("D", "不称职"), ("X", "不了解，不评")],
    }


def _lists() -> dict[str, Any]:
    soon = _Chip(date(2026, 11, 25), "还有 2 个工作日", "soon", cause="收到之日起 15 个工作日")
    late = _Chip(date(2026, 11, 20), "逾期 1 个工作日", "late")
    far = _Chip(date(2026, 12, 14), "还有 15 个工作日")
    return {
        "chips": [far, soon, late, _Chip(date(2028, 3, 1), "当年放假安排未公布", is_provisional=True)],
        "duties": [
            DutyItem(late, "把受理情况告知署名反映人", "#dd-main", "您是承办人。", "检举控告规则", "#dd-main"),
            DutyItem(soon, "核对 2026 年度考核参加人员名单（468 人）", "#dd-main", "13 人有特殊情形"),
        ],
        "chosen": [Chosen("在", "乡镇（街道）", "unit", "T"), Chosen("职务层次是", "乡科级正职", "level", "Z")],
        "page": Page(["一"] * 10, 1, 10, 128, False),
        "tallies": [Tally("读到", 1204, "行"), Tally("将新增", 18, "人"), Tally("要改", 8, "处", True)],
        "tree": [
            TreeNode(
                "青禾县",
                "#dd-main",
                1204,
                children=[
                    TreeNode("县委部门", "#dd-main", 96),
                    TreeNode(
                        "乡镇（街道）",
                        "#dd-main",
                        468,
                        children=[
                            TreeNode("河湾镇", "#dd-main", 24, is_current=True),
                            TreeNode("东林镇", "#dd-main", 21, "2024.06 由东林、林场合并"),
                        ],
                    ),
                ],
            )
        ],
        "subnav": [("概要", "#main", True), ("简历", "#main", False), ("年度考核", "#main", False)],
        "facts": [
            Fact("出生年月", "1986.07（40岁）"),
            Fact("性别 民族", "男　汉族"),
            Fact("籍贯", "青禾县"),
            Fact("入党时间", "2008.06"),
            Fact("参加工作", "2009.08（17年）"),
            Fact("公民身份号码", "3401**********3215"),
        ],
    }


def _casework() -> dict[str, Any]:
    return {
        "steps": [
            Step("提出", "10月14日", "done"),
            Step("核实", "11月6日", "done"),
            Step("听取意见", "现在", "now"),
            Step("集体研究", "听取后"),
            Step("送达", "研究后书面送达"),
        ],
        "happenings": [
            Happening("11月20日 15:06", "本人签收", "当面送达", "now"),
            Happening("11月6日", "核实完毕", "走访 12 户"),
            Happening("12月4日", "集体研究", state="later"),
        ],
        "evidence": Evidence("证3", "县防指通报", date(2026, 7, 6), "复印件 2 页", "县应急局", "周文澜", "督查"),
        "voters": [
            Voter("vote-1", "陆书远", "书记", "FOR"),
            Voter("vote-2", "沈禾", "副书记"),
            Voter("vote-3", "韦思源", "委员", recused="核实过这件事"),
        ],
        "hints": [Hint("简历有 1 个月空档", "2012.08 止，2012.10 起。", "#dd-main")],
    }


def _appraisal() -> dict[str, Any]:
    bins = [
        charts.Bin("78", 1, words="78–80"),
        charts.Bin("80", 2, words="80–82"),
        charts.Bin("82", 3, words="82–84"),
        charts.Bin("84", 5, words="84–86"),
        charts.Bin("86", 5, words="86–88"),
        charts.Bin("88", 4, "f2", words="88–90"),
        charts.Bin("90", 3, "f1", words="90–92"),
        charts.Bin("92", 1, "f1", words="92–94"),
    ]
    pairs = [
        charts.Pair("德　20%", 9020, 8860),
        charts.Pair("能　15%", 8640, 8690),
        charts.Pair("绩　40%", 8815, 8520),
        charts.Pair("廉　10%", None, 9140),
    ]
    years = [
        charts.Point("2021 称职", 8410, 8480),
        charts.Point("2022 称职", 8562, 8510),
        charts.Point("2023 未评", None, 8590),
        charts.Point("2024 优秀", 9035, 8620),
        charts.Point("2025 称职", 8792, 8610),
    ]
    quota_table = charts.Table(
        ("单位", "应参加", "比例", "算得", "名额"),
        [("河湾镇", "24", "20%", "4.80", "5"), ("石桥乡", "18", "25%", "4.50", "4")],
        frozenset({1, 2, 3, 4}),
    )
    return {
        "law": LAW,
        "quota": charts.quota_bar(candidates=4, tied=1, empty=1),
        "quota_keys": [
            charts.Key("", "候选 4 人"),
            charts.Key("k4", "两人同分，争 1 个名额"),
            charts.Key("k3", "可以空着"),
        ],
        "quota_table": quota_table,
        "band": charts.band(value_e2=9088, low_e2=8940, high_e2=9240, edge_e2=8996, scale=(8600, 9400)),
        "distribution": charts.distribution(bins, title="总分分布", head="总分"),
        "dots": charts.dot_and_gap(pairs, title="五个方面", own="本人", median="同类组中位数"),
        "years": charts.lines(years, title="近五年年度考核", own="本人", median="同类组中位数", head="年度"),
        "coverage": charts.coverage(
            [charts.Cover("河湾镇", 24, 24), charts.Cover("云岭乡", 9, 16), charts.Cover("县直一组", 52, 56)],
            title="谈心谈话覆盖",
            done="已谈",
            left="还没有谈",
        ),
        "meter": charts.meter(412, 468, "谈心谈话：468 人中已有 412 人"),
        "score_lines": [
            ScoreLine("L1", "收到 43 张票，有效 41 张", "41 张", "2 张没有填全。"),
            ScoreLine(
                "L2",
                "每类评议人的平均分",
                "4 类",
                heads=("评议类别", "有效票", "平均"),
                rows=[("上级", "3", "89.00"), ("同级", "7", "87.20")],
                numeric=frozenset({1, 2}),
                is_open=True,
            ),
            ScoreLine("L5", "按规定不计入的事项", "1 项", "认定结论为免责，客观评价。", clause=LAW),
        ],
    }
