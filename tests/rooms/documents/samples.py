"""Made-up facts for every paper, as other rooms would hand them in. Nobody here exists; 青禾县 is invented."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image, ImageDraw

from tests.rooms.documents.accusation_samples import (  # noqa: F401 -- read by name
    accusation_finding,
    accusation_hearing,
    accusation_overturned,
    dishonesty_referral,
    dishonesty_removal,
)
from tests.rooms.documents.case_samples import (  # noqa: F401 -- read by name
    correction_acceptance,
    correction_notice,
    hearing_notice,
    hearing_record,
    investigation_report,
    meeting_booklet,
    meeting_minutes,
    review_decision,
    service_receipt,
    tolerance_acceptance,
    tolerance_application,
    tolerance_decision,
    vote_sheet,
)
from tests.rooms.documents.casebook_samples import case_circular  # noqa: F401 -- read by name
from tests.rooms.documents.protection_samples import (  # noqa: F401 -- read by name
    clarification_letter,
    clarification_notice,
    clarification_proposal,
    explanation_feedback,
    report_answer,
)

UNIT = "青禾县河湾镇人民政府"
ORGAN = "中共青禾县委组织部"


def photo() -> bytes:
    """A drawn silhouette, 4 to 5, as a JPEG file."""
    picture = Image.new("RGB", (376, 460), "#8fb3d9")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((118, 90, 258, 260), fill="#e8c9a8")
    draw.rounded_rectangle((50, 285, 326, 460), radius=90, fill="#2d3a4a")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


RESUME = """1998.09--2002.07  安徽农业大学农学院农学专业学习
2002.07--2003.01  待分配
2003.01--2006.03  青禾县河湾镇农业技术推广站技术员
2006.03--2009.11  青禾县河湾镇党政办公室科员
2009.11--2013.05  青禾县河湾镇党政办公室主任
                  （2009.09--2012.06在安徽大学公共管理专业在职研究生班学习）
2013.05--2016.08  青禾县河湾镇党委委员、组织委员
2016.08--2021.04  青禾县河湾镇党委副书记
                  （其间：2018.03--2018.06在中共青禾县委党校中青年干部培训班学习；2019.04--2020.04挂职任江苏省苏州市某区街道办事处副主任）
2021.04--         青禾县河湾镇党委副书记、镇长

2021.12            青禾县第十八届人民代表大会代表"""


def long_resume(periods: int = 60) -> str:
    """A résumé of that many periods, every third with a study in brackets."""
    rows = []
    for number in range(periods):
        year, month = divmod(1965 * 12 + number * 11, 12)
        until_year, until_month = divmod(1965 * 12 + (number + 1) * 11, 12)
        study = "（其间：参加省委党校进修班学习三个月）" if number % 3 == 0 else ""
        rows.append(
            f"{year}.{month + 1:02d}--{until_year}.{until_month + 1:02d}  "
            f"青禾县第{number + 1}轮岗位：县乡村振兴局综合协调股股长、四级主任科员{study}"
        )
    return "\n".join(rows)


def family(count: int = 6) -> list[dict[str, str]]:
    """Relatives in the usual order."""
    known = [
        ("妻子", "周文澜", "198311", "中共党员", "青禾县第一中学教师"),
        ("长子", "陈知行", "200908", "共青团员", "青禾县第一中学学生"),
        ("次子", "陈知远", "201503", "群众", "青禾县实验小学学生"),
        ("父亲", "陈守田", "195202", "中共党员", "青禾县河湾镇中学教师（已退休）"),
        ("母亲", "李桂英", "195406", "群众", "青禾县河湾镇长堤村农民（已去世）"),
        ("岳父", "周广林", "195109", "群众", "青禾县粮食局职工（已退休）"),
        ("岳母", "吴秀芝", "195312", "群众", "青禾县河湾镇长堤村农民"),
        ("姐姐", "陈玉兰", "197703", "群众", "江苏省南京市某公司会计"),
        ("姐夫", "赵立新", "197501", "中共党员", "江苏省南京市某中学副校长"),
        ("弟弟", "陈建", "198612", "群众", "个体经营"),
    ]
    keys = ("relation", "name", "birth", "politics", "employer")
    return [dict(zip(keys, row, strict=True)) for row in known[:count]]


def appointment_form() -> dict[str, Any]:
    """An ordinary person."""
    return {
        "name": "陈伟",
        "gender": "男",
        "birth": "198004",
        "photo": photo(),
        "ethnicity": "汉族",
        "native_place": "安徽青禾",
        "birth_place": "安徽青禾",
        "party": "200311",
        "work_start": "200207",
        "health": "健康",
        "technical_post": "农艺师",
        "expertise": "农业技术推广、基层治理",
        "fulltime_education": "大学",
        "fulltime_degree": "农学学士",
        "fulltime_school": "安徽农业大学农学院农学专业",
        "fulltime_degree_school": "安徽农业大学农学院农学专业",
        "inservice_education": "研究生",
        "inservice_degree": "公共管理硕士",
        "inservice_school": "安徽大学公共管理专业",
        "inservice_degree_school": "安徽大学管理学院公共管理专业",
        "current_posts": "青禾县河湾镇党委副书记、镇长",
        "proposed_post": "青禾县河湾镇党委书记",
        "removed_post": "青禾县河湾镇镇长",
        "resume": RESUME,
        "awards": "2020年12月，经青禾县委、县政府批准，授予“全县防汛抗洪先进个人”称号；\n"
        "2023年3月，经青禾县委批准，嘉奖一次。",
        "annual_results": "2023年年度考核优秀；2024年年度考核称职；2025年年度考核优秀。",
        "reason": "该同志政治素质好，熟悉农村工作，敢于担当，群众基础较好。根据工作需要，经研究，拟作上述任免。",
        "family": family(),
        "reporting_unit": ORGAN,
        "reported_on": dt.date(2026, 11, 20),
        "age_on": "202611",
        "filled_on": dt.date(2026, 11, 18),
        "filled_by": "沈知微",
    }


def appointment_form_long() -> dict[str, Any]:
    """Sixty periods, ten relatives, every box full."""
    return appointment_form() | {
        "name": "欧阳𠮷䶮",
        "ethnicity": "维吾尔族",
        "native_place": "新疆乌鲁木齐",
        "party": "200108；民建",
        "technical_post": "正高级工程师、正高级农艺师",
        "expertise": "水利水电工程建设管理、农村集体经济、数字乡村与基层治理",
        "fulltime_school": "北京大学光华管理学院国民经济管理系国民经济计划与管理专业",
        "fulltime_degree_school": "北京大学光华管理学院国民经济管理系国民经济计划与管理专业（双学位）",
        "inservice_school": "中共中央党校（国家行政学院）研究生院经济管理专业（在职研究生班）",
        "inservice_degree_school": "清华大学公共管理学院公共管理专业高级公共管理硕士项目",
        "current_posts": "青禾县委常委、县人民政府党组副书记、常务副县长，县乡村振兴工作领导小组办公室主任，"
        "青禾经济开发区党工委书记、管委会主任，县级总河长办公室主任，县防汛抗旱指挥部副总指挥",
        "resume": long_resume(),
        "awards": "\n".join(f"{year}年，经青禾县委批准，授予优秀共产党员称号；" for year in range(2004, 2024)),
        "family": family(10),
    }


def annual_registration() -> dict[str, Any]:
    """A filled form whose last opinions are left to the pen."""
    return {
        "year": 2025,
        "name": "唐亦宁",
        "gender": "女",
        "birth": "1986-07",
        "politics": "中共党员",
        "tenure_since": "202103",
        "unit_post": f"{UNIT}副镇长、四级主任科员",
        "duties": "分管乡村振兴、农业农村、水利、防汛抗旱和渡口安全工作",
        "summary": "一年来，在镇党委领导下，围绕防汛抗旱、乡村振兴和群众反映的急难事项开展工作。\n"
        "一是坚持学习。参加县委理论学习中心组学习12次，讲党课4次。\n"
        "二是抓实主业。新建高标准农田3200亩，完成渠道清淤41公里，汛期值守63天，未发生人员伤亡。\n"
        "三是为民办事。化解矛盾纠纷57件，办结12345热线工单103件，回访满意率97%。\n"
        "四是廉洁自律。严格遵守中央八项规定及其实施细则精神，按规定报告个人有关事项。\n"
        "不足之处是项目资金支付进度偏慢，政策宣讲不够经常。下一步，将健全项目台账，按月调度，多到村组讲政策。",
        "training": "2025年3月，参加省委组织部乡村振兴专题培训班5天。",
        "leader_opinion": {
            "text": "该同志政治坚定，熟悉基层，汛期冲在一线，完成任务好。建议确定为称职等次。",
            "signer": "陈　伟",
            "signed_on": "2026-01-12",
        },
        "organ_opinion": {"text": "经河湾镇考核委员会研究，确定为称职等次。", "signed_on": dt.date(2026, 1, 22)},
    }


def excellent_publicity() -> dict[str, Any]:
    """Five people, five working days."""
    names = [
        ("陈伟", "河湾镇党委副书记、镇长"),
        ("单晓彤", "县农业农村局党组成员、副局长"),
        ("欧阳䶮", "县水利局农村水利股股长"),
        ("仇立", "县市场监督管理局四级主任科员"),
        ("顾明川", "县交通运输局党组成员、县农村公路服务中心主任"),
    ]
    return {
        "organ": ORGAN,
        "title": "关于2025年度公务员考核拟确定为优秀等次\n人员的公示",
        "basis": "根据《公务员考核规定》，经民主测评、审核评鉴和考核委员会研究，"
        "拟确定下列同志2025年度考核为优秀等次，现予公示（按姓氏笔画排序）。",
        "people": [{"name": name, "unit_post": post} for name, post in names],
        "starts_on": "2026-01-22",
        "last_day": "2026-01-28",
        "working_days": 5,
        "receiver": f"{ORGAN}公务员一股",
        "phone": "0555-0000000",
        "address": "青禾县政务中心3号楼412室，邮编341200",
        "email": "gbjd@example.com",
        "issued_on": "2026-01-21",
    }


def result_notice() -> dict[str, Any]:
    """A notice of 称职."""
    return {
        "organ": ORGAN,
        "number": "青考〔2026〕17号",
        "year": 2025,
        "name": "唐亦宁",
        "unit": UNIT,
        "post": "副镇长",
        "grade": "称职",
        "decided_by": "河湾镇考核委员会",
        "decided_on": "2026-01-29",
        "basis": "《公务员考核规定》",
        "rights": "您对考核结果有不同意见的，可以在回执上写明，考核委员会办公室书面答复您。"
        "定为不称职等次的，可以自知道结果之日起30日内申请复核，或者直接提出申诉。",
        "opinion_due": "2026-02-13",
        "contact": "沈知微，0555-0000000",
        "issued_on": "2026-01-30",
    }


def official_paper() -> dict[str, Any]:
    """A notice of the department in the full red-head layout."""
    return {
        "organ": ORGAN,
        "number": "青组〔2026〕12号",
        "urgency": "加急",
        "title": "关于做好2026年度公务员考核工作的通知",
        "addressee": "各乡镇党委，县直各单位党组（党委）",
        "body": [
            {"text": "为做好2026年度公务员考核工作，根据《公务员考核规定》，现就有关事项通知如下。"},
            {"level": 1, "text": "一、考核范围"},
            {"text": "全县各级机关中除工勤人员以外的工作人员。试用期内的人员参加考核，只写评语，不确定等次。"},
            {"level": 1, "text": "二、考核程序"},
            {"level": 2, "text": "（一）总结述职"},
            {"text": "被考核人按照岗位职责、年度目标任务和有关要求进行总结，填写公务员年度考核登记表。"},
            {"level": 2, "text": "（二）民主测评"},
            {"text": "对担任机关内设机构领导职务的，在一定范围内进行民主测评。" * 6},
            {"level": 1, "text": "三、工作要求"},
            {"text": "各单位要坚持实事求是、客观公正，严格按照标准和程序进行。" * 4},
        ],
        "attachments": ["公务员年度考核登记表", "年度考核结果备案表"],
        "issued_on": "2026-11-20",
        "note": "此件公开发布",
        "copies": "县纪委监委，县人力资源和社会保障局",
        "printed_by": "中共青禾县委组织部办公室",
        "printed_on": "2026-11-20",
    }


INDICATORS = [
    {"name": "德", "points": "政治品质、道德品行", "weight": "20%"},
    {"name": "能", "points": "履职本领、依法办事", "weight": "15%"},
    {"name": "勤", "points": "责任心、工作作风", "weight": "15%"},
    {"name": "绩", "points": "完成任务的数量、质量、效率", "weight": "40%"},
    {"name": "廉", "points": "廉洁从政、遵守纪律", "weight": "10%"},
]
GRADES = [
    {"name": "优秀", "scores": "90—100"},
    {"name": "称职", "scores": "70—89"},
    {"name": "基本称职", "scores": "60—69"},
    {"name": "不称职", "scores": "0—59"},
]
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏"


def made_up_names(count: int) -> list[str]:
    """So many different names."""
    given = ("伟", "晓彤", "建国", "思远", "明川", "芳", "文澜", "知微", "立", "桂英")
    return [SURNAMES[number % 30] + given[number // 30 % 10] for number in range(count)]


def ballot_sheet() -> dict[str, Any]:
    """Twelve leaders of a township, class B, scored."""
    posts = ("党委书记", "党委副书记、镇长", "人大主席", "党委副书记", "纪委书记", "副镇长")
    return {
        "year": 2026,
        "unit": UNIT,
        "rater_class": "B票",
        "rater_class_label": "同级和内设机构负责人",
        "indicators": INDICATORS,
        "grades": GRADES,
        "people": [
            {"name": name, "post": f"河湾镇{posts[number % 6]}"} for number, name in enumerate(made_up_names(12))
        ],
        "promise": "本次测评为保密测评：票上不写姓名，只按评议类别汇总，同类不足5张有效票的不单列。"
        "请独立填写，对折后投入票箱。",
        "code": "B-0007",
        "closes_on": "2026-12-18",
    }


def ballot_sheet_ticks() -> dict[str, Any]:
    """The same, ticked."""
    return ballot_sheet() | {"mode": "tick", "rater_class": "A票", "rater_class_label": "领导班子成员", "code": ""}


def ballot_tickets(count: int = 12) -> dict[str, Any]:
    """Tickets of one class."""
    return {
        "title": "2026年度民主测评票",
        "unit": UNIT,
        "closes_on": "2026-12-18",
        "promise": "保密：本票不登记领取人，凭码只能投一次，投出后不能查到是谁投的。请勿拍照转发。",
        "tickets": [
            {
                "url": f"https://dandang.example.com/b/K7M4-{number:04d}-Q9XZ-22RT",
                "code": f"K7M4-{number:04d}-Q9XZ",
                "rater_class": "B票 同级",
            }
            for number in range(count)
        ],
    }


def ballot_summary() -> dict[str, Any]:
    """Turnout of three classes and twelve people; one class is too small to be shown alone."""
    rows = [
        {
            "name": name,
            "post": "河湾镇副镇长",
            "scores": [f"{88 + number % 7}.{number:02d}" for _ in range(5)],
            "counts": [str(20 + number), "18", "1", "0"],
            "total": f"{92 - number * 0.41:.2f}",
            "note": "A票不足5张，并入B票" if number == 3 else "",
        }
        for number, name in enumerate(made_up_names(12))
    ]
    return {
        "year": 2026,
        "unit": UNIT,
        "held_on": "2026-12-18",
        "indicators": ["德", "能", "勤", "绩", "廉"],
        "grades": ["优秀", "称职", "基本称职", "不称职"],
        "turnout": [
            {"rater_class": "A票（班子成员）", "weight": "40%", "issued": 9, "returned": 9, "valid": 9},
            {"rater_class": "B票（中层）", "weight": "30%", "issued": 24, "returned": 23, "valid": 22, "abstained": 1},
            {"rater_class": "C票（群众代表）", "weight": "30%", "issued": 40, "returned": 38, "valid": 38},
        ],
        "rows": rows,
        "note": "得分按评议类别权重合成，四舍五入到两位小数。同类有效票不足5张的，按方案并入下一类，不单列。",
    }


def grade_proposal() -> dict[str, Any]:
    """What a township proposes to the committee."""
    people = made_up_names(14)
    return {
        "year": 2025,
        "unit": "青禾县河湾镇",
        "committee": "河湾镇考核委员会",
        "quota": "应参加24人 × 20% ＝ 4.80，片区内按最大余数进1，共5人（《公务员考核规定》）",
        "majority": "同意票超过应到人数半数为通过。",
        "rows": [
            {
                "name": name,
                "unit_post": f"{UNIT}副镇长",
                "score": f"{93 - number * 0.6:.2f}",
                "band": f"{91 - number * 0.6:.1f}—{94.5 - number * 0.6:.1f}",
                "grade": "优秀" if number < 5 else "称职",
                "reason": "汛期连续值守63天，渠道清淤超额完成，民主测评优秀率92%"
                if number < 5
                else "履职尽责，完成年度任务",
                "note": "与第6名区间重叠，请研究" if number == 4 else "",
            }
            for number, name in enumerate(people)
        ],
        "members": 9,
        "recused": "陈伟（本人在建议名单内，不参加本人表决）",
    }


def filing_form(count: int = 24) -> dict[str, Any]:
    """Results of a unit."""
    return {
        "year": 2025,
        "unit": UNIT,
        "number": "青备考〔2026〕31号",
        "expected": count,
        "assessed": count - 1,
        "grades": [
            {"grade": "优秀", "people": 4, "share": "17.4%"},
            {"grade": "称职", "people": 18, "share": "78.3%"},
            {"grade": "基本称职", "people": 1, "share": "4.3%"},
            {"grade": "不称职", "people": 0},
            {"grade": "未定等次", "people": 1},
        ],
        "quota": "应参加24人 × 20% ＝ 4.80，取4人",
        "rows": [
            {
                "name": name,
                "gender": "女" if number % 3 == 0 else "男",
                "birth": f"19{75 + number % 20}{number % 12 + 1:02d}",
                "post": "河湾镇党政办公室四级主任科员",
                "grade": "优秀" if number < 4 else "称职",
                "note": "病假超过半年，未定等次" if number == 20 else "",
            }
            for number, name in enumerate(made_up_names(count))
        ],
        "unit_opinion": {"text": "经考核委员会研究并公示无异议，现将结果报请备案。", "signed_on": "2026-02-03"},
        "filled_by": "沈知微",
        "phone": "0555-0000000",
        "filled_on": "2026-02-02",
    }


def roster(units: int = 4, people: int = 9) -> dict[str, Any]:
    """A few units with their leaders."""
    names = made_up_names(units * people)
    return {
        "title": "青禾县乡镇领导干部名册",
        "organ": ORGAN,
        "stated_on": "2026-11-21",
        "order_note": "单位按机构序列，人员按集体内排序。",
        "units": [
            {
                "name": f"青禾县{place}镇",
                "establishment": f"领导职数9，实配{people}",
                "people": [
                    {
                        "name": names[place_number * people + number],
                        "current_posts": f"{place}镇党委副书记、镇长（兼任{place}镇综合行政执法大队大队长）"
                        if number == 1
                        else f"{place}镇党委委员、副镇长",
                        "gender": "男",
                        "ethnicity": "汉族",
                        "native_place": "安徽青禾",
                        "fulltime_education": "大学\n农学学士",
                        "fulltime_school": "安徽农业大学农学院农学专业",
                        "inservice_education": "研究生",
                        "inservice_school": "安徽省委党校公共管理专业",
                        "birth": "198004",
                        "work_start": "200207",
                        "party": "200311",
                        "post_since": "202104",
                        "rank_since": "201905",
                    }
                    for number in range(people)
                ],
            }
            for place_number, place in enumerate(("河湾", "长堤", "石桥", "青山", "柳河", "白塔")[:units])
        ],
    }


def person_result_sheet() -> dict[str, Any]:
    """The sheet of the mock-up: ten lines, one matter not counted, three strengths, two gaps."""
    clause = "安徽 第12点"
    return {
        "organ": ORGAN,
        "year": 2025,
        "name": "唐亦宁",
        "unit": "河湾镇人民政府",
        "post": "副镇长",
        "grade": "称职",
        "score": "88.57",
        "band_low": "87.1",
        "band_high": "90.0",
        "decided_by": "河湾镇考核委员会",
        "decided_on": "2026-01-22",
        "peer": {"name": "全县乡镇副职", "count": 41, "median": "86.10", "difference": "高于中位数2.47分"},
        "dimensions": [
            {"name": "德", "weight": "20%", "own": "90.20", "median": "88.60", "counted": "18.04"},
            {"name": "能", "weight": "15%", "own": "86.40", "median": "86.90", "counted": "12.96"},
            {"name": "勤", "weight": "15%", "own": "89.00", "median": "87.10", "counted": "13.35"},
            {"name": "绩", "weight": "40%", "own": "88.15", "median": "85.20", "counted": "35.26"},
            {"name": "廉", "weight": "10%", "own": "92.00", "median": "91.40", "counted": "9.20"},
        ],
        "subtotal": "88.81",
        "lines": [
            {
                "code": "L1",
                "sentence": "收到43张票，有效41张",
                "value": "41张",
                "detail": "重复、超时、本人给本人的2张不计。",
            },
            {
                "code": "L2",
                "sentence": "每类评议人的平均分（以“绩”为例，权重40%）",
                "value": "4类",
                "table": {
                    "head": ["评议类别", "有效票", "去掉最高最低", "平均", "类别权重"],
                    "rows": [
                        ["上级", "3", "不去", "89.00", "40"],
                        ["同级", "7", "各1", "87.20", "20"],
                        ["下级", "9", "各1", "88.60", "15"],
                        ["服务对象", "22", "各2", "87.28", "25"],
                    ],
                },
            },
            {
                "code": "L3",
                "sentence": "有目标值的指标换算成分",
                "value": "3项",
                "detail": "项目资金支付进度：实际86%，满分线100%，及格线60%，功效系数得分86.00。",
            },
            {
                "code": "L4",
                "sentence": "按类别权重合成每项得分（绩）",
                "value": "88.15",
                "detail": "89.00×40＋87.20×20＋88.60×15＋87.28×25，再除以100。",
            },
            {
                "code": "L5",
                "sentence": "按规定不计入的事项",
                "value": "1项",
                "detail": "渡口应急值守一项认定免责，取不低于其余各项平均的分。",
            },
            {"code": "L6", "sentence": "年度小计", "value": "88.81", "detail": "各方面得分×权重之和，覆盖率100%。"},
            {"code": "L7", "sentence": "平时87.60×30%＋年度88.81×60%＋专项90.00×10%", "value": "88.57"},
            {"code": "L8", "sentence": "公布的总分（两位小数）", "value": "88.57"},
            {"code": "L9", "sentence": "同类组：乡镇副职，41人", "value": "中位数86.10"},
            {"code": "L10", "sentence": "等次由考核委员会研究确定", "value": "称职"},
        ],
        "tolerated": [{"text": "2025年6月渡口应急值守一事已认定免责，考核时客观评价。", "clause": clause}],
        "strengths": ["矛盾纠纷化解，比中位数高5.4分", "防汛值守，比中位数高3.1分", "服务对象评价，三年连升"],
        "gaps": ["项目资金支付进度，低2.2分", "政策宣讲，低1.3分"],
        "help_offered": "镇党委已为您安排3月“项目管理”培训。",
        "history": [
            {"year": 2023, "grade": "称职", "score": "85.90"},
            {"year": 2024, "grade": "称职", "score": "87.02"},
            {"year": 2025, "grade": "称职", "score": "88.57"},
        ],
        "objection": [
            {"text": "签收时可以写下意见，考核委员会办公室书面答复您。提出意见不会带来更重的结果。"},
            {
                "text": "法定的复核和申诉适用于定为不称职的情形，知道结果之日起30日内提出。",
                "clause": "公务员法 第95条",
            },
        ],
        "contact": "沈知微，0555-0000000",
        "rules_text": "公务员考核规定（2020修订版）",
        "run_hash": "9f3c-77ab-1e02",
    }
