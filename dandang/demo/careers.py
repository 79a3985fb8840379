"""Plausible invented careers: birth, schooling, posts without gaps, family. A few files carry a fault on purpose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from dandang.demo.names import NATIONALITIES, person_name
from dandang.demo.organs import COUNTY, REGION, Organ
from dandang.registry.people.records import FileInput

PLACES = ("安徽合肥", "安徽六安", "安徽阜阳", "安徽宿州", "安徽安庆", "江苏徐州", "河南信阳", "湖北黄冈", "安徽青禾")
SCHOOLS = ("江淮大学", "皋原师范学院", "东湖农业大学", "华原理工大学", "中部财经学院", "皋原学院")
MAJORS = ("行政管理", "法学", "农学", "水利水电工程", "会计学", "汉语言文学", "土木工程", "计算机科学与技术", "社会学")
DEGREES = {
    "行政管理": "管理学学士",
    "法学": "法学学士",
    "农学": "农学学士",
    "会计学": "管理学学士",
    "汉语言文学": "文学学士",
    "社会学": "法学学士",
}
DUTIES = (
    "农业农村、水利、防汛",
    "项目建设、招商引资",
    "政法、信访、综治",
    "组织、人事、党建",
    "财政、审计、统计",
    "教育、卫生、民政",
    "城建、规划、环保",
    "办公室、文秘、后勤",
)
CHIEFS = {"TOWNSHIP": ("党委书记", "党委副书记、镇长"), "PARTY": ("主任",), "INSTITUTION": ("主任",)}
TOWN_DEPUTIES = ("党委副书记", "人大主席", "党委委员、纪委书记", "党委委员、组织委员", "党委委员、副镇长", "副镇长")
RANKS = ("一级科员", "二级主任科员", "三级主任科员", "四级主任科员", "一级主任科员", "二级科员")
WORK_AGE = 22
CODES = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"


@dataclass
class Career:
    """One person before the file is opened: where, as what, since when."""

    organ: Organ
    unit_id: int
    manager_id: int
    title: str
    is_leader: bool
    team_order: int
    level: str = ""
    sections: dict[str, Any] = field(default_factory=dict)


def file_of(career: Career, random: Random, year: int, index: int) -> FileInput:
    """Make the file of one invented person as it stands in `year`; `index` makes the identity number unique."""
    sex = "1" if random.random() < 0.62 else "2"
    age = random.randint(33, 54) if career.is_leader else random.randint(24, 55)
    birth = date(year - age, random.randint(1, 12), random.randint(1, 28))
    place, major, school = random.choice(PLACES), random.choice(MAJORS), random.choice(SCHOOLS)
    work = date(birth.year + WORK_AGE, random.choice((7, 8, 9)), 1)
    joined = f"{birth.year + random.randint(20, 27)}{random.randint(1, 12):02d}"
    since = _since(random, work, year, career.is_leader)
    full_title = f"{COUNTY}{career.organ.short if career.organ.kind == 'TOWNSHIP' else ''}{career.title}"
    post_text = full_title if career.organ.kind == "TOWNSHIP" else f"{career.organ.name}{career.title}"
    name = person_name(random, sex)
    resume = _resume(random, birth, work, since, school, major, post_text)
    fields: dict[str, Any] = {
        "name": name,
        "identity_number": identity_number(birth, index, sex),
        "sex": sex,
        "birth_month": f"{birth:%Y%m}",
        "nationality": random.choice(NATIONALITIES),
        "native_place": place,
        "birth_place": place,
        "party_text": joined if random.random() < 0.88 else "",
        "political_status": "中共党员",
        "work_month": f"{work:%Y%m}",
        "health": "健康",
        "post_text": post_text,
        "duties_text": random.choice(DUTIES),
        "resume_text": resume,
        "post_level": career.level,
        "post_level_since": since if career.is_leader else "",
        "rank": "" if career.is_leader else (career.title if career.title in RANKS else "四级主任科员"),
        "rank_since": since,
        "post_since": since,
        "person_kind": "参照公务员法管理人员" if career.organ.kind == "INSTITUTION" else "公务员",
        "is_team_member": career.is_leader,
        "team_order": career.team_order,
        "home_id": career.unit_id,
        "managed_by_id": career.manager_id,
        "reward_text": "无",
    }
    if not fields["party_text"]:
        fields["political_status"] = "群众"
    sections = {
        "educations": _education(random, birth, school, major),
        "family": _family(random, birth, sex, name),
        "posts": [
            {
                "organisation_id": career.unit_id,
                "organisation_name": career.organ.name,
                "title": career.title,
                "is_leading": career.is_leader,
                "starts": since,
            }
        ],
        "ranks": [
            {
                "kind": "LEVEL" if career.is_leader else "RANK",
                "name": career.level if career.is_leader else fields["rank"],
                "starts": since,
            }
        ],
    }
    return FileInput(fields, sections)


def identity_number(birth: date, index: int, sex: str) -> str:
    """An invented number with a valid check digit: the county's invented code, birth date, sequence by sex."""
    sequence = (index * 2 + (1 if sex == "1" else 0)) % 1000
    body = f"{REGION}{birth:%Y%m%d}{sequence:03d}"
    return body + CHECKS[sum(int(digit) * weight for digit, weight in zip(body, CODES, strict=True)) % 11]


def _since(random: Random, work: date, year: int, is_leader: bool) -> str:
    earliest = work.year + (9 if is_leader else 1)
    start = random.randint(min(earliest, year - 1), year - 1)
    return f"{max(start, year - 9)}{random.randint(1, 12):02d}"


def _resume(random: Random, birth: date, work: date, since: str, school: str, major: str, post: str) -> str:
    """Four to six lines without gaps; about one in thirty has a month missing, for the checks to find."""
    college = f"{birth.year + 18}.09--{work:%Y.%m}  {school}{major}专业学习"
    last = date(int(since[:4]), int(since[4:]), 1)
    middle_years = max(0, last.year - work.year)
    cut = date(work.year + max(1, middle_years // 2), random.randint(1, 12), 1)
    lines = [college]
    first_post = random.choice(("办事员", "科员", "工作人员"))
    second_post = random.choice(("股长", "办公室副主任", "所长", "站长", "党政办主任"))
    before = random.choice(
        ("青禾县水利局", "青禾县柳集镇", "青禾县财政局", "青禾县白塘镇", "青禾县教育局", "青禾县双沟镇")
    )
    if cut < last:
        gap = 1 if random.random() < 0.03 else 0
        resumed = date(cut.year + (cut.month + gap - 1) // 12, (cut.month + gap - 1) % 12 + 1, 1)
        lines += [
            f"{work:%Y.%m}--{cut:%Y.%m}  {before}{first_post}",
            f"{resumed:%Y.%m}--{last:%Y.%m}  {before}{second_post}",
        ]
    elif work < last:
        lines.append(f"{work:%Y.%m}--{last:%Y.%m}  {before}{first_post}")
    lines.append(f"{max(last, work):%Y.%m}--         {post}")
    return "\n".join(lines)


def _education(random: Random, birth: date, school: str, major: str) -> list[dict[str, Any]]:
    entered, graduated = f"{birth.year + 18}09", f"{birth.year + 22}07"
    rows = [
        {
            "mode": "1",
            "qualification": "大学",
            "degree": DEGREES.get(major, "工学学士"),
            "school": f"{school}{major}专业",
            "degree_school": f"{school}{major}专业",
            "entered": entered,
            "graduated": graduated,
        }
    ]
    if random.random() < 0.35:
        rows.append(
            {
                "mode": "2",
                "qualification": random.choice(("省委党校研究生", "在职研究生")),
                "degree": "",
                "school": "中部省委党校经济管理专业",
                "degree_school": "",
                "entered": f"{birth.year + 30}09",
                "graduated": f"{birth.year + 33}07",
            }
        )
    return rows


def _family(random: Random, birth: date, sex: str, name: str) -> list[dict[str, Any]]:
    rows = []
    if random.random() < 0.85:
        spouse_sex = "2" if sex == "1" else "1"
        rows.append(
            {
                "relation": "妻子" if sex == "1" else "丈夫",
                "name": person_name(random, spouse_sex),
                "birth_month": f"{birth.year + random.randint(-3, 3)}{random.randint(1, 12):02d}",
                "political_status": random.choice(("群众", "中共党员")),
                "employer": random.choice(
                    ("青禾县第一中学教师", "青禾县人民医院护士", "青禾县农商银行职员", "自由职业")
                ),
            }
        )
        child_sex = random.choice("12")
        rows.append(
            {
                "relation": "儿子" if child_sex == "1" else "女儿",
                "name": name[0] + person_name(random, child_sex)[1:],
                "birth_month": f"{birth.year + random.randint(26, 30)}{random.randint(1, 12):02d}",
                "political_status": "群众",
                "employer": "学生",
            }
        )
    father = random.choice(("已退休", "已去世"))
    rows.append(
        {
            "relation": "父亲",
            "name": name[0] + person_name(random, "1")[1:],
            "birth_month": f"{birth.year - random.randint(22, 30)}{random.randint(1, 12):02d}",
            "political_status": random.choice(("群众", "中共党员")),
            "employer": f"青禾县城关街道居民（{father}）",
        }
    )
    return rows
