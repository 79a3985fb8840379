"""Made-up facts for the papers of a tolerance case: the ferry at 河湾镇. Nobody here exists; 青禾县 is invented."""

from __future__ import annotations

import datetime as dt
from typing import Any

ORGAN = "中共青禾县纪律检查委员会"
CLAUSE = "皖容错办法 第10条"
HEAD: dict[str, Any] = {
    "organ": ORGAN,
    "case_number": "RC-2026-0007",
    "matter_number": "SX-2026-0031",
    "matter_title": "长堤渡口汛期应急值守",
    "name": "买买提江·阿不都热合曼",
    "post": "副镇长",
    "unit": "青禾县河湾镇人民政府",
}
ELEMENTS = [
    ("动机态度", "为保障两岸群众出行，汛期前主动组织渡口应急值守。", "证1、证4", "有利"),
    ("客观条件", "当年水位超过历史记录，上级没有现成的值守规程。", "证2", "有利"),
    ("程序方法", "方案经镇党委会议讨论，没有报县交通运输局备案。", "证3", "尚不明确"),
    ("性质程度", "值守船只停靠位置选择不当，属于工作失误。", "证5", "有利"),
    ("后果影响", "一艘空载渡船受损，没有人员伤亡。", "证6", "有利"),
    ("挽回损失", "次日组织打捞，修复费用由保险赔付。", "证7", "有利"),
]
MEASURES = [
    {
        "what": "补办渡口应急值守方案备案，并报县交通运输局审核。",
        "owner": "买买提江·阿不都热合曼",
        "due_on": dt.date(2027, 1, 29),
        "acceptance": "备案回执。",
    },
    {"what": "开展一次渡口应急演练。", "owner": "河湾镇应急管理办公室", "acceptance": "演练记录和照片。"},
]
RIGHTS = [
    {"text": "您可以书面答复，也可以当面陈述申辩。", "clause": CLAUSE},
    {"text": "您可以请一名同事陪同，可以提交证据、请证人说明情况。"},
]


def _points(count: int = 2, *, answered: bool = False) -> list[dict[str, Any]]:
    said = {
        "statement": "当时水位每小时上涨二十厘米，来不及报批，已电话报告县防汛指挥部。",
        "answer_side": "部分采纳",
        "answer": "电话报告属实，予以采纳；备案可以在值守之后补办而没有补办，这一点不采纳。",
    }
    held = {"point": "值守方案没有报县交通运输局备案。", "evidence": "证3"}
    return [{"number": str(number), **held, **(said if answered else {})} for number in range(1, count + 1)]


def _elements() -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "facts": facts,
            "evidence": evidence,
            "side": side,
            "reasons": f"{name}方面的事实清楚，与证据相互印证。",
            "clause": CLAUSE,
        }
        for name, facts, evidence, side in ELEMENTS
    ]


def _distinctions() -> list[dict[str, str]]:
    return [
        {
            "pair": "因缺乏经验、先行先试出现的失误，同明知故犯的违纪违法行为",
            "side": "先行先试的失误",
            "reason": "没有现成规程，方案经集体讨论。",
            "evidence": "证2、证3",
        },
        {
            "pair": "尚无明确限制的探索性试验，同明令禁止后依然我行我素的行为",
            "side": "探索性试验",
            "reason": "当时没有禁止性规定。",
        },
        {
            "pair": "为推动发展的无意过失，同为谋取私利的违纪违法行为",
            "side": "无意过失",
            "reason": "没有发现谋取私利。",
        },
    ]


def _lists() -> list[dict[str, str]]:
    return [
        {
            "list_name": "正面清单",
            "text": "在抢险救灾等急难险重任务中，因情况紧急临机决断出现失误的。",
            "result": "符合",
            "reason": "汛期值守。",
            "clause": CLAUSE,
        },
        {"list_name": "红线", "text": "造成人员死亡或者重大经济损失的。", "result": "不符合", "clause": CLAUSE},
    ]


def _members(count: int = 3) -> list[dict[str, str]]:
    known = [
        ("沈知微", "青禾县纪委监委第三监督检查室主任", "组长"),
        ("陆书言", "青禾县委组织部干部监督股股长", "组员"),
        ("古丽娜尔·买合木提", "青禾县审计局副局长", "组员"),
    ]
    keys = ("name", "unit_post", "role")
    return [dict(zip(keys, known[number % 3], strict=True)) for number in range(count)]


def _evidence(count: int = 7) -> list[dict[str, str]]:
    return [
        {
            "number": f"证{number}",
            "name": "镇党委会议记录",
            "source": "河湾镇党政办公室",
            "added": "沈知微 2026年9月3日",
            "pages": "4",
            "check_code": "9f3c-77ab-1e02",
        }
        for number in range(1, count + 1)
    ]


def tolerance_application() -> dict[str, Any]:
    """The person applies; a clerk keyed what was written by hand."""
    return {
        "organ": ORGAN,
        "applicant_kind": "本人",
        "applicant": "买买提江·阿不都热合曼",
        "applicant_post": "青禾县河湾镇人民政府副镇长",
        "phone": "0555-0000000",
        "name": "买买提江·阿不都热合曼",
        "post": "副镇长",
        "unit": "青禾县河湾镇人民政府",
        "matter_number": "SX-2026-0031",
        "matter_title": "长堤渡口汛期应急值守",
        "happened": "2026年6月18日",
        "what_happened": "6月18日晚水位上涨，我安排两艘渡船在长堤渡口应急值守。\n"
        "19日凌晨一艘空载渡船因停靠位置不当受损，没有人员伤亡。",
        "situations": [{"text": "在抢险救灾等急难险重任务中临机决断出现失误的", "clause": CLAUSE}],
        "elements": [{"name": name, "account": facts} for name, facts, _, _ in ELEMENTS],
        "measures_taken": "次日组织打捞，修复费用由保险赔付。",
        "attachments": ["值守方案", "镇党委会议记录"],
        "written_by": "周文澜（河湾镇党政办公室）",
        "signed_on": dt.date(2026, 9, 1),
    }


def tolerance_acceptance() -> dict[str, Any]:
    """Accepted, with the next steps."""
    return {
        "head": HEAD,
        "number": "青容受〔2026〕7号",
        "accepted": True,
        "addressee": "买买提江·阿不都热合曼同志",
        "received_on": dt.date(2026, 9, 1),
        "reasons": "申请事项发生在履行职责中，材料齐全，属于本机关管辖。",
        "clause": CLAUSE,
        "next_steps": [
            {"text": "本机关将组成核查组进行核查，核查人员不参加决定。"},
            {"text": "拟作出不利认定的，会先听取您的意见。", "clause": CLAUSE},
        ],
        "rights": RIGHTS,
        "contact": "沈知微，0555-0000000",
        "issued_on": dt.date(2026, 9, 4),
    }


def investigation_report() -> dict[str, Any]:
    """Everything a team can write."""
    return {
        "head": HEAD,
        "number": "青容核〔2026〕7号",
        "team": _members(),
        "outside": [{"name": "李桂英", "unit_post": "河湾镇长堤村村民", "role": "群众代表"}],
        "opened_on": dt.date(2026, 9, 5),
        "closed_on": dt.date(2026, 10, 12),
        "methods": "核查组查阅材料21份，谈话9人次，到现场2次。",
        "facts": "2026年6月18日晚，河湾镇水位上涨。\n19日凌晨，一艘空载渡船受损，直接损失4.2万元，由保险赔付。",
        "elements": _elements(),
        "distinctions": _distinctions(),
        "lists": _lists(),
        "evidence": _evidence(),
        "rule_check": {
            "advice": "符合免责条件",
            "document": "安徽省容错纠错办法",
            "edition": "2018-01-01",
            "trace": [{"text": "没有谋取私利：是", "clause": CLAUSE}, {"text": "决策经过集体讨论：是"}],
            "missing": ["是否向主管部门备案"],
        },
        "party_view": {"organ": "中共河湾镇委员会", "text": "建议予以容错。", "given_on": dt.date(2026, 9, 20)},
        "other_views": [{"organ": "青禾县交通运输局", "text": "值守方案应当备案。"}],
        "suggestion": "建议予以容错免责，同时要求补办备案。",
        "departure": "",
        "differing": "陆书言认为应当从轻。",
        "reported_on": dt.date(2026, 10, 15),
    }


def hearing_notice() -> dict[str, Any]:
    """Two points to answer."""
    return {
        "head": HEAD,
        "number": "青容听〔2026〕7号",
        "addressee": "买买提江·阿不都热合曼同志",
        "points": _points(),
        "how": "您可以书面答复，也可以当面陈述。",
        "when": "2026年10月23日上午9时",
        "place": "青禾县纪委监委谈话室",
        "answer_due": dt.date(2026, 10, 27),
        "rights": RIGHTS,
        "clause": CLAUSE,
        "contact": "沈知微，0555-0000000",
        "issued_on": dt.date(2026, 10, 16),
    }


def hearing_record() -> dict[str, Any]:
    """What was said, point by point."""
    return {
        "head": HEAD,
        "when": "2026年10月23日上午9时至10时20分",
        "place": "青禾县纪委监委谈话室",
        "asked_by": _members(2),
        "recorder": "周文澜",
        "companion": "赵立新（同事）",
        "rights_told": RIGHTS,
        "points": _points(answered=True),
        "statement": "我接受备案方面的意见，愿意补办。",
        "evidence_given": _evidence(1),
    }


def tolerance_decision() -> dict[str, Any]:
    """Exempted, with a correction, by an organ whose rules set no days for a review."""
    return {
        "head": HEAD,
        "number": "青容〔2026〕3号",
        "procedure": "本机关2026年9月4日受理，组成核查组核查，"
        "10月23日听取本人意见，11月9日集体研究，应到7人，实到6人，1人回避，同意6票。",
        "facts": investigation_report()["facts"],
        "elements": _elements(),
        "distinctions": _distinctions(),
        "lists": _lists(),
        "points": _points(answered=True),
        "outcome": "予以容错免责",
        "reasons": "六个要件总体有利，没有触及红线，损失已经挽回。",
        "basis": [{"text": "《安徽省容错纠错办法》", "clause": CLAUSE}],
        "follows": [{"text": "本事项在年度考核中不作负面评价，不扣分。", "clause": CLAUSE}],
        "not_affected": [{"text": "评先评优、选拔任用不受本事项影响。", "clause": CLAUSE}],
        "corrections": MEASURES,
        "review_to": "中共青禾县委",
        "scope": "本人、所在单位党组织；不在网上公开",
        "copies": "中共青禾县委组织部，中共河湾镇委员会",
        "issued_on": dt.date(2026, 11, 10),
        "printed_by": "青禾县纪委监委办公室",
        "printed_on": dt.date(2026, 11, 10),
    }


def service_receipt() -> dict[str, Any]:
    """Left with a witness."""
    return {
        "organ": ORGAN,
        "case_number": "RC-2026-0007",
        "paper_title": "容错认定决定书",
        "paper_number": "青容〔2026〕3号",
        "copies_count": "1",
        "recipient": "买买提江·阿不都热合曼",
        "recipient_unit": "青禾县河湾镇人民政府副镇长",
        "way": "留置",
        "place": "河湾镇人民政府",
        "served": "2026年11月11日15时",
        "servers": ["沈知微", "周文澜"],
        "refusal": "本人出差，由镇党政办公室代收。",
        "witnesses": [{"name": "李桂英", "unit_post": "长堤村"}],
    }


def correction_notice() -> dict[str, Any]:
    """Two measures, one without a day."""
    return {
        "head": HEAD,
        "number": "青容改〔2026〕2号",
        "addressee": "中共河湾镇委员会",
        "decision": "青容〔2026〕3号",
        "problem": "值守方案没有备案，渡口没有应急停靠规程。",
        "measures": MEASURES,
        "due_on": dt.date(2027, 2, 26),
        "visits": ["2026年12月下旬第一次回访", "2027年2月下旬验收"],
        "consequences": [{"text": "整改不力或者拒不整改的，由机关书面认定后移送。", "clause": "皖容错办法 第12条"}],
        "help_offered": "县交通运输局派员指导方案编制。",
        "clause": CLAUSE,
        "contact": "沈知微，0555-0000000",
        "copies": "青禾县交通运输局",
        "issued_on": dt.date(2026, 11, 12),
    }


def correction_acceptance() -> dict[str, Any]:
    """One measure accepted, one not."""
    done = {"done": "已备案，文号青交备〔2026〕19号。", "evidence": "证8", "result": "通过"}
    undone = {"done": "演练推迟。", "result": "未通过", "reason": "因水位未退，延至3月。"}
    return {
        "head": HEAD,
        "notice_number": "青容改〔2026〕2号",
        "measures": [
            {"what": MEASURES[0]["what"], "owner": MEASURES[0]["owner"], "due_on": MEASURES[0]["due_on"], **done},
            {"what": MEASURES[1]["what"], **undone},
        ],
        "visited_on": dt.date(2027, 2, 26),
        "place": "河湾镇长堤渡口",
        "visitors": _members(2),
        "conclusion": "一项通过，一项限期完成。",
        "next_step": "3月31日前完成演练，届时再次验收。",
    }


def review_decision() -> dict[str, Any]:
    """Revoked on review."""
    return {
        "head": HEAD | {"organ": "中共青禾县委"},
        "number": "青复〔2026〕1号",
        "applicant": "买买提江·阿不都热合曼",
        "original_organ": ORGAN,
        "original_number": "青容〔2026〕3号",
        "original_on": dt.date(2026, 11, 10),
        "original_outcome": "不予容错",
        "applied_on": dt.date(2026, 11, 16),
        "grounds": "请求撤销原决定，改为予以容错。理由：电话报告防汛指挥部的记录没有采纳。",
        "procedure": "本机关由没有参加原核查和原决定的人员复核。",
        "findings": "县防汛指挥部通话记录证明，值守前已经报告。",
        "outcome": "变更",
        "new_outcome": "予以容错免责",
        "reasons": "原决定对程序方法要件的认定与证据不符。",
        "basis": [{"text": "《安徽省容错纠错办法》", "clause": "皖容错办法 第13条"}],
        "restored": [{"text": "撤销2026年第三季度平时考核对本事项的评价，重新评定。"}],
        "reviewers": _members(2),
        "copies": ORGAN,
        "issued_on": dt.date(2026, 12, 14),
        "printed_by": "青禾县委办公室",
    }


def meeting_booklet() -> dict[str, Any]:
    """Two cases in large type."""
    case = {
        "head": HEAD,
        "summary": "6月18日汛期值守中一艘空载渡船受损，没有人员伤亡，损失由保险赔付。",
        "elements": _elements(),
        "distinctions": _distinctions(),
        "points": _points(answered=True),
        "party_view": "建议予以容错。",
        "advice": "符合免责条件",
        "suggestion": "予以容错免责，要求补办备案。",
        "recused": "赵立新（与当事人同一单位任职）",
    }
    return {
        "organ": "中共青禾县委容错纠错工作领导小组",
        "title": "容错认定会议材料",
        "meets": "2026年11月23日上午9时",
        "place": "县委二楼会议室",
        "copy_number": "000003",
        "holder": "沈知微",
        "chair": "陆书言",
        "members": _members(),
        "quorum": "应到人数的三分之二以上",
        "agenda": [
            {"number": "1", "title": "审议买买提江·阿不都热合曼容错认定", "reporter": "沈知微", "recused": "赵立新"},
            {"number": "2", "title": "审议王伟容错认定", "reporter": "陆书言"},
        ],
        "cases": [case, case | {"head": HEAD | {"name": "王伟"}, "recused": ""}],
    }


def meeting_minutes() -> dict[str, Any]:
    """One item with a dissent."""
    return {
        "organ": "中共青禾县委容错纠错工作领导小组",
        "number": "〔2026〕第4号",
        "met": "2026年11月23日上午9时至10时30分",
        "place": "县委二楼会议室",
        "chair": "陆书言",
        "recorder": "周文澜",
        "present": _members(),
        "attending": [{"name": "李桂英", "unit_post": "群众代表"}],
        "items": [
            {
                "number": "一",
                "title": "审议买买提江·阿不都热合曼容错认定",
                "discussion": "会议听取核查组汇报，逐项讨论六个要件。",
                "recused": "赵立新",
                "decision": "予以容错免责，要求补办备案。",
                "entitled": 7,
                "present": 6,
                "in_favour": 5,
                "against": 1,
                "postponed": 0,
                "votes": [
                    {"name": "沈知微", "post": "主任", "vote": "同意"},
                    {"name": "周广林", "post": "委员", "vote": "不同意", "reason": "认为应当从轻而不是免责。"},
                ],
            }
        ],
        "issued_on": dt.date(2026, 11, 24),
    }


def vote_sheet() -> dict[str, Any]:
    """A named vote on one case."""
    return {
        "organ": "中共青禾县委容错纠错工作领导小组",
        "title": "容错认定表决票",
        "meets_on": dt.date(2026, 11, 23),
        "code": "K7M4-0003",
        "voter": "沈知微",
        "items": [
            {
                "number": "1",
                "name": HEAD["name"],
                "post": "河湾镇副镇长",
                "matter": HEAD["matter_title"],
                "proposal": "予以容错免责",
            }
        ],
    }
