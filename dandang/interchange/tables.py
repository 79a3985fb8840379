"""The tables of the national exchange (A01 … B01): their columns, and rows of them put together into people.

The Excel template and the zip packages carry the same tables, one with headings, one with codes. Columns and codes:
`reference/formats.md` §3.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from dandang.foundation.ground.months import UnreadableDate, read_date
from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard.problems import Place, Problem
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

# Table: sheet name of the template, and its columns as code and heading in the template's order.
SHEETS: dict[str, str] = {
    "B01": "B01单位",
    "A01": "A01人员",
    "A02": "A02职务",
    "A05": "A05职务职级",
    "A06": "A06专业技术",
    "A08": "A08学历学位",
    "A14": "A14奖惩",
    "A15": "A15考核",
    "A36": "A36家庭及社会关系",
    "A99Z1": "A99Z1补充",
}

_WHO = "A0101 姓名 A0184 身份证号 "
_COLUMN_TEXTS: dict[str, str] = {
    "B01": "B0101 机构名称 B0104 机构简称 B0114 机构编码 B0117 所在政区 B0124 隶属关系 B0127 机构级别 "
    "B0131 机构类别 B0194 法人单位标识 B0227 行政编制数 B0232 事业编制数（参照） "
    "B0233 事业编制数（非参照） B0236 工勤编制数 B0234 其他编制数 B0238 参照公务员法管理审批时间 "
    "B0239 参照公务员法管理审批文号 B0150 内设机构领导职数 B0183 正职领导职数 B0185 副职领导职数 "
    "B0180 备注 SORTID 同级排序号",
    "A01": _WHO + "A0104 性别 A0107 出生年月 A0111A 籍贯 A0114A 出生地 A0115A 成长地 A0117 民族 A0128 健康状况 "
    "A0134 参加工作时间 A0140 入党时间文字 A0141 政治面貌 A0144 入党时间 A3921 第二党派 A3927 第三党派 "
    "A0160 人员类别 A0163 人员管理状态 A0165 管理类别 A0187A 熟悉专业有何特长 "
    "A0192A 现工作单位及职务全称 A0192 现工作单位及职务简称 A0221 现职务层次 A0288 任现职务层次时间 "
    "A0192E 现职级 A0192C 任现职级时间 A0196 专业技术职务 A0197 是否具有两年以上基层工作经历 "
    "A0195 统计关系所在单位 A1701 简历 A14Z101 奖惩综述 A15Z101 年度考核结果综述 A0120 级别 "
    "A0121 编制类型 A0122 专业技术类公务员任职资格 A2949 公务员登记时间 A0180 备注",
    "A02": _WHO + "A0201A 任职机构名称 A0201D 是否领导成员 A0201E 成员类别 A0215A 职务名称 A0219 是否领导职务 "
    "A0223 职务排序 A0225 集体内排序 A0243 任职时间 A0245 任职文号 A0247 选拔任用方式 "
    "A0251B 是否破格提拔 A0255 任职状态 A0265 免职时间 A0267 免职文号 A0272 职务变动原因综述 "
    "A0281 职务输出标识 A0279 主职务",
    "A05": _WHO + "A0531 类别（职务层次、职级标志） A0501B 职务层次（职级） A0504 批准日期 A0511 批准文号 "
    "A0517 终止日期 A0524 状态",
    "A06": _WHO + "A0601 专业技术资格代码 A0602 专业技术资格名称 A0604 获得资格日期 A0607 取得资格途径 "
    "A0611 评委会或考试名称 A0699 输出标识",
    "A08": _WHO + "A0801A 学历名称 A0801B 学历代码 A0901A 学位名称 A0901B 学位代码 A0804 入学时间 A0807 毕（肄）业时间 "
    "A0904 学位授予时间 A0814 学校（单位）名称 A0824 所学专业名称 A0827 所学专业类别 A0837 教育类别 "
    "A0811 学制年限 A0899 输出标识",
    "A14": _WHO + "A1404A 奖惩名称 A1404B 奖惩名称代码 A1407 批准日期 A1411A 批准机关 A1414 批准机关级别 "
    "A1415 受奖惩时职务层次 A1424 撤销日期 A1428 批准机关性质",
    "A15": _WHO + "A1517 考核结论 A1521 考核年度",
    "A36": _WHO + "A3601 家庭成员姓名 A3604A 称谓 A3607 出生日期 A3627 政治面貌 A3611 工作单位及职务 SORTID 排序",
    "A99Z1": _WHO + "A99Z101 是否考录 A99Z102 录用时间 A99Z103 是否选调生 A99Z104 进入选调生时间",
}  # fmt: skip


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    words = text.split()
    return tuple(zip(words[0::2], words[1::2], strict=True))


COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {table: _pairs(text) for table, text in _COLUMN_TEXTS.items()}

# A01 columns that are a field of the draft; the rest is kept under its heading.
PERSON_FIELDS: dict[str, str] = {
    "A0101": "name", "A0184": "identity_number", "A0104": "sex", "A0107": "birth_month", "A0111A": "native_place",
    "A0114A": "birth_place", "A0117": "nationality", "A0128": "health", "A0134": "work_month", "A0140": "party_text",
    "A0141": "political_status", "A0160": "person_kind", "A0187A": "speciality", "A0192A": "post_text",
    "A0221": "post_level", "A0288": "post_level_since", "A0192E": "rank", "A0192C": "rank_since",
    "A0196": "professional_title", "A0195": "unit_name", "A1701": "resume_text", "A14Z101": "reward_text",
    "A15Z101": "appraisal_text",
}  # fmt: skip

# Columns of the parts that stand in fields of their own; what is not named here is kept as extra.
_POST = {"A0201A", "A0215A", "A0219", "A0243", "A0245", "A0265", "A0267", "A0279"}
_EDUCATION = {"A0801A", "A0901A", "A0804", "A0807", "A0814", "A0824", "A0837"}
_REWARD = {"A1404A", "A1404B", "A1407", "A1411A", "A1424"}
_WHO_CODES = {"A0101", "A0184", "A0000"}

DATE_CODES = frozenset(
    {
        "A0107", "A0134", "A0144", "A0288", "A0192C", "A2949", "A0243", "A0265", "A0504", "A0517", "A0604", "A0804",
        "A0807", "A0904", "A1407", "A1424", "A3607", "A99Z102", "A99Z104", "B0238",
    }
)  # fmt: skip
ANNUAL_GRADES = frozenset(summaries.GRADES)


@dataclass(slots=True)
class TableRow:
    """One record of one table: texts by column code, and where each stands in the file."""

    table: str
    place: Place
    values: dict[str, str]
    columns: dict[str, tuple[str, str]] = field(default_factory=dict)
    spoiled: list[str] = field(default_factory=list)

    def text(self, code: str) -> str:
        """The text of a column without blanks around it."""
        return self.values.get(code, "").strip()

    def place_of(self, code: str) -> Place:
        """Where a column of this row stands."""
        heading, letter = self.columns.get(code, (dict(COLUMNS[self.table]).get(code, code), ""))
        return self.place.at(heading, letter)


@dataclass(slots=True)
class _Parts:
    """What the other tables say about one person."""

    first: Place
    name: str
    posts: list[PostDraft] = field(default_factory=list)
    ranks: list[RankDraft] = field(default_factory=list)
    educations: list[EducationDraft] = field(default_factory=list)
    rewards: list[RewardDraft] = field(default_factory=list)
    results: list[YearlyResultDraft] = field(default_factory=list)
    family: list[tuple[int, FamilyDraft]] = field(default_factory=list)
    titles: list[dict[str, str]] = field(default_factory=list)
    extra: list[tuple[str, str]] = field(default_factory=list)


class Assembly:
    """Collects the rows of the other tables, then puts each person of A01 together with their own.

    `key` is the identity number in the template, A0000 in packages. Rows that cannot be read are named in
    `problems`; rows of nobody in A01 are named by `leftovers` at the end.
    """

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._parts: dict[str, _Parts] = {}

    def add(self, key: str, row: TableRow) -> None:
        """Take one row of another table than A01."""
        parts = self._parts.setdefault(key, _Parts(row.place_of("A0184"), row.text("A0101")))
        {
            "A02": self._post, "A05": self._rank, "A06": self._title, "A08": self._education, "A14": self._reward,
            "A15": self._result, "A36": self._member, "A99Z1": self._supplement,
        }[row.table](parts, row)  # fmt: skip

    def person(self, key: str, row: TableRow, *, photo: bytes = b"") -> PersonDraft:
        """The draft of one row of A01 with everything the other tables hold for the key."""
        parts = self._parts.pop(key, None) or _Parts(row.place, row.text("A0101"))
        values = {name: row.text(code) for code, name in PERSON_FIELDS.items()}
        values["name"] = tidy_name(values["name"])
        values["identity_number"] = values["identity_number"].upper()
        values["party_text"] = values["party_text"] or self._date(row, "A0144")
        extra = [
            (heading, self._date(row, code) if code in DATE_CODES else row.text(code))
            for code, heading in COLUMNS["A01"]
            if code not in PERSON_FIELDS and row.text(code)
        ]
        if parts.titles:
            extra.append(("A06", json.dumps(parts.titles, ensure_ascii=False)))
        main = next((post for post in parts.posts if post.is_main), parts.posts[0] if parts.posts else None)
        main_extra = dict(main.extra) if main else {}
        return PersonDraft(
            place=row.place,
            **values,
            is_team_member=main_extra.get("是否领导成员", ""),
            team_order=main_extra.get("集体内排序", ""),
            posts=tuple(parts.posts),
            ranks=tuple(parts.ranks),
            educations=tuple(parts.educations),
            rewards=tuple(parts.rewards or summaries.rewards(values["reward_text"])),
            yearly_results=tuple(parts.results or summaries.yearly_results(values["appraisal_text"])),
            family=tuple(member for _, member in sorted(parts.family, key=lambda pair: pair[0])),
            extra=(*extra, *parts.extra),
            photo=photo,
            spoiled=tuple(PERSON_FIELDS[code] for code in row.spoiled if code in PERSON_FIELDS),
            columns={name: row.columns[code] for code, name in PERSON_FIELDS.items() if code in row.columns},
        )

    def forget(self, name: str) -> None:
        """Let go of the rows of somebody whose number was spoiled: their one fault has been named."""
        for key in [key for key, parts in self._parts.items() if tidy_name(parts.name) == name]:
            del self._parts[key]

    def leftovers(self) -> Iterator[Problem]:
        """A problem for everybody whom other tables name but A01 does not."""
        for key, parts in self._parts.items():
            yield Problem(
                parts.first, key or parts.name, "人员表里没有这个人", "先在人员表补这个人，或更正姓名和身份证号"
            )

    def _date(self, row: TableRow, code: str) -> str:
        text = row.text(code)
        if not text:
            return ""
        try:
            return read_date(text).compact
        except UnreadableDate as problem:
            self.problems.append(Problem(row.place_of(code), text, problem.reason, problem.mend))
            return ""

    def _missing(self, row: TableRow, code: str, what: str) -> None:
        self.problems.append(Problem(row.place_of(code), "", f"没有填{what}", "补填这一格，或删去这一行"))

    def _post(self, parts: _Parts, row: TableRow) -> None:
        starts, ends = self._date(row, "A0243"), self._date(row, "A0265")
        if starts and ends and ends[:6] < starts[:6]:
            self.problems.append(
                Problem(
                    row.place_of("A0265"),
                    row.text("A0265"),
                    f"早于任职时间 {starts[:4]}.{starts[4:6]}",
                    "两个时间请对照任免文件",
                )
            )
        if not row.text("A0215A") and not row.text("A0201A"):
            self._missing(row, "A0215A", "职务名称")
        parts.posts.append(
            PostDraft(
                row.text("A0201A"),
                row.text("A0215A"),
                _yes(row, "A0219"),
                _yes(row, "A0279"),
                starts,
                row.text("A0245"),
                ends,
                row.text("A0267"),
                _extra(row, _POST),
                row.place_of("A0201A"),
            )
        )

    def _rank(self, parts: _Parts, row: TableRow) -> None:
        kind = "RANK" if "职级" in row.text("A0531") or row.text("A0531") in {"1", "2职级"} else "LEVEL"
        if not row.text("A0501B"):
            self._missing(row, "A0501B", "职务层次或职级")
        parts.ranks.append(
            RankDraft(kind, row.text("A0501B"), self._date(row, "A0504"), self._date(row, "A0517"), row.text("A0511"))
        )

    def _title(self, parts: _Parts, row: TableRow) -> None:
        parts.titles.append({code: value.strip() for code, value in row.values.items() if code not in _WHO_CODES})

    def _education(self, parts: _Parts, row: TableRow) -> None:
        mode = "2" if row.text("A0837") in {"2", "在职教育", "在职"} else "1"
        school = row.text("A0814") + row.text("A0824")
        is_degree_only = bool(row.text("A0901A")) and not row.text("A0801A")
        parts_of_school = {"A0814", "A0824"} if row.text("A0824") else set()
        parts.educations.append(
            EducationDraft(
                mode,
                row.text("A0801A"),
                row.text("A0901A"),
                "" if is_degree_only else school,
                school if row.text("A0901A") else "",
                self._date(row, "A0804"),
                self._date(row, "A0807"),
                _extra(row, _EDUCATION - parts_of_school),
            )
        )

    def _reward(self, parts: _Parts, row: TableRow) -> None:
        name = row.text("A1404A")
        if not name:
            self._missing(row, "A1404A", "奖惩名称")
        parts.rewards.append(
            RewardDraft(
                name,
                row.text("A1404B"),
                summaries.is_sanction(name),
                self._date(row, "A1407"),
                row.text("A1411A"),
                self._date(row, "A1424"),
                _extra(row, _REWARD),
            )
        )

    def _result(self, parts: _Parts, row: TableRow) -> None:
        grade, year = row.text("A1517"), row.text("A1521").removesuffix("年度").removesuffix("年")
        if grade not in ANNUAL_GRADES:
            self.problems.append(
                Problem(
                    row.place_of("A1517"),
                    grade,
                    f"公务员年度考核没有“{grade}”这个等次" if grade else "没有填考核结论",
                    "填优秀、称职、基本称职、不称职之一",
                )
            )
        if not (year.isdecimal() and 1980 <= int(year) <= 2100):
            self.problems.append(Problem(row.place_of("A1521"), year, "不是考核年度", "写成 2025 这样的四位年份"))
            return
        parts.results.append(YearlyResultDraft(int(year), grade))

    def _member(self, parts: _Parts, row: TableRow) -> None:
        order = int(row.text("SORTID")) if row.text("SORTID").isdecimal() else len(parts.family)
        if not row.text("A3601") or not row.text("A3604A"):
            self._missing(row, "A3601" if not row.text("A3601") else "A3604A", "家庭成员姓名和称谓")
        born = self._date(row, "A3607")
        member = FamilyDraft(
            row.text("A3604A"), tidy_name(row.text("A3601")), born, row.text("A3627"), row.text("A3611")
        )
        parts.family.append((order, member))

    def _supplement(self, parts: _Parts, row: TableRow) -> None:
        for code, heading in COLUMNS["A99Z1"]:
            if code not in _WHO_CODES and row.text(code):
                parts.extra.append((heading, self._date(row, code) if code in DATE_CODES else row.text(code)))


def _yes(row: TableRow, code: str) -> bool:
    return row.text(code) in {"是", "1", "true", "TRUE", "√", "主职务"}


def _extra(row: TableRow, known: set[str]) -> tuple[tuple[str, str], ...]:
    headings = dict(COLUMNS[row.table])
    return tuple(
        (headings.get(code, code), value.strip())
        for code, value in row.values.items()
        if code not in known and code not in _WHO_CODES and value.strip()
    )


def split_school(education: EducationDraft) -> tuple[str, str]:
    """School and subject of an education that came from the tables; all of it as school otherwise."""
    parts = dict(education.extra)
    return parts.get("学校（单位）名称", education.school or education.degree_school), parts.get("所学专业名称", "")


def missing_headings(table: str, found: Iterable[str]) -> list[str]:
    """The headings of a table that a sheet lacks."""
    present = set(found)
    return [heading for _, heading in COLUMNS[table] if heading not in present]
