"""The invented county's plan templates: same paper, different weights by class of post."""

from __future__ import annotations

from typing import Any

Body = dict[str, Any]

POINTS = {
    "德": "政治态度、大局意识、群众观念",
    "能": "业务本领、统筹协调、解决难题",
    "勤": "精神状态、作风纪律、到岗履责",
    "绩": "任务完成、质量效率、群众评价",
    "廉": "廉洁自律、家风家教、用权公道",
}


def _indicators(weights: tuple[int, ...], measure: tuple[str, int] | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {"id": name, "weight": weight, "points": POINTS[name]} for name, weight in zip(POINTS, weights, strict=True)
    ]
    if measure:
        rows.append(
            {
                "id": measure[0],
                "weight": measure[1],
                "kind": "measure",
                "function": "efficacy",
                "x_bad": "60",
                "x_good": "100",
                "clip": True,
                "unit": "%",
                "source": "县政府督查室",
            }
        )
    return rows


CIVIL_GROUPS = [
    {"id": "上级", "weight": 40, "must_have": True, "promise": "NAMED", "drawn": "SUPERIORS"},
    {"id": "同级", "weight": 40, "promise": "CONFIDENTIAL", "drawn": "PEERS"},
    {"id": "服务对象", "weight": 20, "promise": "CONFIDENTIAL", "drawn": "OUTSIDE"},
]
LEADER_GROUPS = [
    {"id": "上级", "weight": 40, "must_have": True, "promise": "NAMED", "drawn": "SUPERIORS"},
    {"id": "班子成员", "weight": 20, "promise": "CONFIDENTIAL", "drawn": "PEERS"},
    {"id": "下级", "weight": 20, "promise": "CONFIDENTIAL", "drawn": "SUBORDINATES"},
    {"id": "服务对象", "weight": 20, "promise": "CONFIDENTIAL", "drawn": "OUTSIDE"},
]
RULES = {"trim_min_n": 5, "trim_share_pct": 10, "min_cover_pct": 60, "max_tolerated_pct": 50, "floor": "80.00"}
COMPONENTS = [{"id": "年度", "share": 70}, {"id": "平时", "share": 30}]

TEMPLATES: tuple[tuple[str, str, dict[str, str], Body], ...] = (
    (
        "机关一般干部",
        "CIVIL",
        {},
        {
            "indicators": _indicators((20, 15, 15, 40, 10)),
            "rater_groups": CIVIL_GROUPS,
            "components": COMPONENTS,
            "rules": RULES,
        },
    ),
    (
        "乡镇（街道）干部",
        "CIVIL",
        {"sector": "乡镇（街道）"},
        {
            "indicators": _indicators((20, 10, 15, 30, 10), ("群众诉求按期办结率", 15)),
            "rater_groups": CIVIL_GROUPS,
            "components": COMPONENTS,
            "rules": RULES,
        },
    ),
    (
        "县管领导干部",
        "LEADER",
        {},
        {
            "indicators": _indicators((25, 15, 10, 40, 10)),
            "rater_groups": LEADER_GROUPS,
            "components": COMPONENTS,
            "rules": RULES,
        },
    ),
    (
        "乡科级正职",
        "LEADER",
        {"level": "乡科级正职"},
        {
            "indicators": _indicators((20, 15, 10, 25, 10), ("年度重点任务完成率", 20)),
            "rater_groups": LEADER_GROUPS,
            "components": COMPONENTS,
            "rules": RULES,
        },
    ),
)
