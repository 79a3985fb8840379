"""How do the words of the pure tables of this room read in the reader's language?

`schema`, `schema_rules` and `rules` never import Django, so their labels are plain Chinese. Every one of them stands
here once more, for the catalogue of translations to find (a test compares); packs keep their own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from dandang.law.policies import rules, schema
from dandang.law.policies.records import Value

WORDS = frozenset({
    # the parts of the opinion, levels, reliability
    _("一 教育引导"), _("二 选人用人"), _("三 考核评价"), _("四 容错与保护"), _("五 能力培养"), _("六 关心关爱"),
    _("七 表彰与督查"), _("权利救济"), _("本系统"), _("中央"), _("省"), _("市"), _("县"),
    _("已与全文核对"), _("见到条文节选，用前请与官方文本复核"), _("二手转述，用前请核对原文"),
    # values
    _("{}%"), _("{} 个工作日"), _("{} 天"), _("{} 个月"), _("{} 年"), _("{} 学时"), _("{} 次"), _("{} 元"), _("{} 人"),
    _("{} 票"), _("{} 项"), _("{} 字"), _("{} 分钟"), _("{} 小时"), _("{} 岁"), _("{} 个层次"), _("{} 分"),
    _("不超过 {}"), _("不少于 {}"), _("未规定"), _("是"), _("否"), _("{bottom} 分之 {top}"), _("，"),
    _("参加考核"), _("不参加考核"), _("确定等次"), _("不确定等次"), _("写评语"), _("不写评语"), _("可以确定为优秀"),
    _("不得确定为优秀"), _("结案后补定等次"), _("结案后不补定等次"), _("由现单位考核"), _("由原单位考核"),
    _("由当年工作半年以上的单位考核"), _("由派出单位考核"), _("听取另一方意见"), _("不听取另一方意见"),
    # rule tables
    _("容错"), _("党内问责"), _("政务处分"),
    _("动机态度"), _("客观条件"), _("程序方法"), _("性质程度"), _("后果影响"), _("挽回损失"),
    _("平时考核"), _("年度考核"), _("目标责任考核"), _("绩效考核"), _("任期考核"), _("任职试用期满考核"),
    _("党风廉政建设责任制考核"),
    _("免责"), _("不作负面评价"), _("减轻"), _("从轻"), _("不予容错并说明"),
    # procedures
    _("启动问责之前"), _("启动问责或者责任调查时同步"),
    _("本人"), _("所在单位"), _("所属党组织"), _("认定机关依职权"), _("问责事项启动时"),
    _("认定机关"), _("核实组"), _("集体研究的成员"), _("复查人员"), _("上级机关"),
    _("申请"), _("不予受理"), _("撤回"), _("受理"), _("核实"), _("核实完成"), _("听取意见"), _("集体研究"),
    _("认定决定"), _("送达"), _("纠错整改"), _("复查"), _("移送"), _("办结"), _("终止"),
    _("容错认定申请表"), _("受理通知书"), _("不予受理通知书"), _("核查报告"), _("听取意见函"), _("陈述申辩笔录"),
    _("认定决定书"), _("送达回证"), _("纠错整改通知书"), _("整改验收单"), _("复核决定书"),
    _("个工作日"), _("天"), _("个月"),
    _("收到申请"), _("提交核查报告"), _("听取意见结束"), _("作出决定"), _("责令整改"),
})  # fmt: skip


def shown(table: Mapping[str, str]) -> dict[str, Any]:
    """Return a table of labels in the language of whoever reads it, then and not now."""
    return {code: gettext_lazy(words) for code, words in table.items()}


SUBJECTS, LEVELS, RELIABILITY = shown(schema.SUBJECTS), shown(schema.LEVELS), shown(schema.RELIABILITY)


def said(words: str) -> str:
    """Return one of these words in the reader's language, and any other text, such as a pack's, as it is."""
    return gettext(words) if words in WORDS else words


def unit_name(unit: str) -> str:
    """Return what a number counts, without the number: working days; empty for a unit that counts nothing."""
    return said(schema.NUMBER_UNITS.get(unit, "")).replace("{}", "").strip()


def value_words(value: Value) -> str:
    """Return a value as this reader reads it: not over 20%, 12 months, not set by rule."""
    return rules.value_text(value.value, value.unit, value.sense, say=said)
