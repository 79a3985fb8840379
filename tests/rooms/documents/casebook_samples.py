"""Made-up facts for the circular of typical cases. Nobody here exists."""

from __future__ import annotations

import datetime as dt
from typing import Any


def case_circular() -> dict[str, Any]:
    return {
        "organ": "中共青禾县纪律检查委员会",
        "number": "青纪通〔2026〕8号",
        "title": "关于两起容错纠错典型案例的通报",
        "addressee": "各乡镇党委、县直各单位党组（党委）",
        "lead_in": "今年以来，全县依规认定了一批容错案件。现将两起典型案例通报如下，供各单位对照。",
        "cases": [
            {
                "title": "汛期改用移动泵船造成工期延误",
                "number": "案例2026-001",
                "kind": "容错免责",
                "background": "某镇在汛前改造提灌站，固定泵房基坑两次进水。",
                "course": "某镇党委会研究后改用移动泵船，工期延后一个多月，增加支出 10余万元，灌溉没有中断。",
                "judgement": "动机态度（有利）：为保灌溉，没有私利。\n程序方法（不利）：变更后的方案没有在开工前报备。",
                "outcome": "免责，同时提出纠错要求",
                "clauses": ["安徽 第11点", "中央 四"],
                "lesson": "来不及报批的，先口头报告、留下记录，三日内补书面材料。",
            },
            {
                "title": "扶持资金兑付前先行垫付",
                "number": "案例2026-004",
                "kind": "不予容错",
                "course": "经办人没有经过集体研究，用其他专项资金垫付，造成账目混乱。",
                "judgement": "程序方法（不利）：个人决定，没有集体研究。",
                "outcome": "不予容错",
                "lesson": "好的出发点不能代替程序。",
                "citation": "样例，邻县编写",
            },
        ],
        "closing": "各单位要对照案例查一查自己的办事流程，敢干事，也要会干事。学习情况于年底前报送。",
        "copies": "县委组织部",
        "printed_by": "中共青禾县纪律检查委员会办公室",
        "issued_on": dt.date(2026, 11, 20),
    }
