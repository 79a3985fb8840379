"""Can this draft be taken, and what in it should a person look at? Pure: a draft and what is known in, fields out.

Nothing is repaired. What can only be read one way (a month written 1972.04, a lower-case x) is stored in the one form
the register uses; everything else is a problem with its cell.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dandang.foundation.ground.identity_number import BadIdentityNumber, IdentityNumber, read_identity_number
from dandang.foundation.ground.months import PartialDate, UnreadableDate, full_years, read_date
from dandang.foundation.ground.names import has_invisible_characters
from dandang.foundation.ground.resume import read_resume, resume_findings
from dandang.foundation.guard.problems import Place, Problem
from dandang.interchange.drafts import FIELD_HEADINGS, EducationDraft, PersonDraft
from dandang.interchange.intake.records import Judged, Known

TEXT_FIELDS = (
    "name", "nationality", "native_place", "birth_place", "party_text", "political_status", "health",
    "professional_title", "speciality", "post_text", "proposed_post", "removed_post", "duties_text", "reward_text",
    "appraisal_text", "appointment_reason", "resume_text", "post_level", "rank", "person_kind", "exchange_source",
)  # fmt: skip
MONTH_FIELDS = ("birth_month", "work_month", "post_level_since", "rank_since", "post_since")
OLDEST = 120
_SEXES = {"男": "1", "女": "2", "1": "1", "2": "2", "男性": "1", "女性": "2"}
# 人员管理状态 (ZB126) of the exchange tables; other words leave the state as it is.
_STATES = {
    "现职人员": "SERVING", "离退人员": "RETIRED", "已退休": "RETIRED", "退休": "RETIRED", "调出人员": "LEFT",
    "调出": "LEFT", "已去世": "DEAD", "去世": "DEAD",
}  # fmt: skip
_YES = frozenset({"是", "1", "TRUE", "√", "Y", "YES"})


def judge(draft: PersonDraft, known: Known) -> Judged:
    """The fields a draft would write, with every problem and hint, before anything is compared with the register."""
    judged = Judged(draft)
    number = _identity(draft, known, judged)
    fields = {name: text for name in TEXT_FIELDS if (text := getattr(draft, name).strip())}
    fields |= dict(_months(draft, known, judged))
    if number:
        fields["identity_number"] = number.text
    fields |= dict(_sex_and_birth(draft, number, fields, judged))
    fields |= dict(_order(draft, judged))
    if state := _STATES.get(dict(draft.extra).get("人员管理状态", "")):
        fields["state"] = state
    if draft.extra:
        fields["extra"] = dict(draft.extra)
    if draft.photo:
        fields["photo"] = draft.photo
    judged.fields = fields
    judged.problems += _text_problems(draft, fields, known)
    judged.hints += _hints(draft, number, fields, known)
    judged.sections = sections_of(draft)
    judged.problems += _section_problems(draft, judged.sections, known)
    return judged


def _identity(draft: PersonDraft, known: Known, judged: Judged) -> IdentityNumber | None:
    text = draft.identity_number
    if not text:
        return None
    try:
        number = read_identity_number(text, today=known.today)
    except BadIdentityNumber as bad:
        judged.problems.append(Problem(draft.place_of("identity_number"), text, bad.reason, bad.mend))
        return None
    if number.was_15_digits:
        judged.problems.append(
            Problem(
                draft.place_of("identity_number"),
                text,
                "是 15 位的旧号码，已停止使用",
                f"对照身份证填 18 位号码（按旧号推算是 {number.text}）",
            )
        )
        return None
    return number


def _months(draft: PersonDraft, known: Known, judged: Judged) -> Iterator[tuple[str, str]]:
    today = PartialDate.of(known.today)
    for name in MONTH_FIELDS:
        text = getattr(draft, name)
        if not text:
            continue
        try:
            month = read_date(text)
        except UnreadableDate as bad:
            judged.problems.append(Problem(draft.place_of(name), text, bad.reason, bad.mend))
            continue
        wrong = ""
        if month.month_index > today.month_index:
            wrong = f"{month.dotted} 还没有到"
        elif name == "birth_month" and full_years(month, today) > OLDEST:
            wrong = f"按这个年月已超过 {OLDEST} 岁"
        if wrong:
            judged.problems.append(Problem(draft.place_of(name), text, wrong, "对照档案核对这个年月"))
        else:
            yield name, month.compact


def _sex_and_birth(
    draft: PersonDraft, number: IdentityNumber | None, fields: Mapping[str, Any], judged: Judged
) -> Iterator[tuple[str, str]]:
    if draft.sex:
        sex = _SEXES.get(draft.sex)
        if sex is None:
            judged.problems.append(Problem(draft.place_of("sex"), draft.sex, "不是男或女", "填“男”或“女”"))
        else:
            yield "sex", sex
            if number and (sex == "1") != number.is_male:
                judged.hints.append(
                    Problem(
                        draft.place_of("sex"),
                        draft.sex,
                        f"性别与身份证号不一致，号码表示{'男' if number.is_male else '女'}",
                        "对照身份证核对",
                    )
                )
    born = fields.get("birth_month", "")
    if born and number and born[:6] != number.born_on.strftime("%Y%m"):
        stated = number.born_on.strftime("%Y.%m")
        judged.hints.append(
            Problem(
                draft.place_of("birth_month"),
                draft.birth_month,
                f"出生年月与身份证号不一致：这里是 {born[:4]}.{born[4:6]}，号码表示 {stated}",
                "以组织认定的出生时间为准，对照档案核对",
            )
        )


def _order(draft: PersonDraft, judged: Judged) -> Iterator[tuple[str, Any]]:
    if draft.is_team_member:
        yield "is_team_member", draft.is_team_member.strip().upper() in _YES
    if draft.team_order:
        if draft.team_order.isdecimal() and len(draft.team_order) <= 6:
            yield "team_order", int(draft.team_order)
        else:
            place = draft.place_of("team_order")
            judged.problems.append(Problem(place, draft.team_order, "排序不是数字", "填 1、2、3 这样的数字，或留空"))


def _text_problems(draft: PersonDraft, fields: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    if not draft.name:
        yield Problem(draft.place_of("name"), "", "没有填姓名", "补填姓名；不是人员的行请删去")
    for name, value in fields.items():
        if not isinstance(value, str):
            continue
        most = known.lengths.get(name)
        if most and len(value) > most:
            yield Problem(draft.place_of(name), value, f"有 {len(value)} 个字，最多 {most} 个", "精简后再导入")
        if "\x00" in value:
            yield Problem(
                draft.place_of(name), value.replace("\x00", "□"), "有空字符（NUL），不是正常的文字", "删去后重新录入"
            )
    nationality = fields.get("nationality", "")
    if nationality and nationality not in known.nationalities:
        full = f"{nationality}族"
        mend = f"写全称“{full}”" if full in known.nationalities else "按国家标准写民族全称，如“汉族”“维吾尔族”"
        yield Problem(draft.place_of("nationality"), nationality, "不在代码表 GB/T 3304 中", mend)


def _hints(
    draft: PersonDraft, number: IdentityNumber | None, fields: Mapping[str, Any], known: Known
) -> Iterator[Problem]:
    if has_invisible_characters(draft.name):
        yield Problem(draft.place_of("name"), draft.name, "姓名里有看不见的字符", "重新录入姓名，不要从别处粘贴")
    born, work = fields.get("birth_month", ""), fields.get("work_month", "")
    if born and work and work[:6] <= born[:6]:
        yield Problem(draft.place_of("work_month"), draft.work_month, "参加工作时间不晚于出生年月", "对照档案核对")
    if not draft.resume_text:
        return
    place = draft.place_of("resume_text")
    for finding in resume_findings(read_resume(draft.resume_text), on=PartialDate.of(known.today)):
        yield Problem(place, "", finding.sentence, "对照档案核对；不影响写入")


def missing_for_new(draft: PersonDraft, number: str, fields: dict[str, Any]) -> tuple[list[Problem], list[Problem]]:
    """What a new file needs and a draft lacks. Sex and birth that only the number states are taken from it, said as
    hints; without either they are problems. Changes `fields`."""
    problems, hints = [], []
    said = read_identity_number(number) if number else None
    for name, from_number in (
        ("sex", ("1" if said.is_male else "2") if said else ""),
        ("birth_month", said.born_on.strftime("%Y%m") if said else ""),
    ):
        if fields.get(name) or getattr(draft, name) or name in draft.spoiled:
            continue
        place, heading = draft.place_of(name), FIELD_HEADINGS[name]
        if from_number:
            fields[name] = from_number
            hints.append(Problem(place, "", f"没有填{heading}，按身份证号填写", "对照档案核对"))
        else:
            problems.append(Problem(place, "", f"没有填{heading}", f"补填{heading}"))
    if not fields.get("nationality") and not draft.nationality:
        fields["nationality"] = ""
        hints.append(Problem(draft.place_of("nationality"), "", "没有填民族", "以后在档案里补上"))
    return problems, hints


# Sections ----------------------------------------------------------------------------------------------------------


def sections_of(draft: PersonDraft) -> dict[str, list[dict[str, Any]]]:
    """The sections a draft states, as rows of the register; units are not yet looked up."""
    made: dict[str, list[dict[str, Any]]] = {
        "educations": [_education_row(row) for row in draft.educations],
        "family": [
            {
                "relation": row.relation, "name": row.name, "birth_month": _month_text(row.birth_month),
                "political_status": row.political_status, "employer": row.employer, "relative_id": None,
            }
            for row in draft.family
        ],
        "posts": [
            {
                "organisation_id": None, "organisation_name": row.organisation_name, "title": row.title,
                "is_leading": row.is_leading, "is_main": row.is_main, "starts": row.starts,
                "starts_document": row.starts_document, "ends": row.ends, "ends_document": row.ends_document,
                "extra": dict(row.extra),
            }
            for row in draft.posts
        ],
        "ranks": [
            {"kind": row.kind, "name": row.name, "starts": row.starts, "ends": row.ends, "document": row.document}
            for row in draft.ranks
        ],
        "rewards": [
            {
                "name": row.name, "code": row.code, "is_sanction": row.is_sanction, "decided": row.decided,
                "decided_by": row.decided_by, "lifted": row.lifted, "extra": dict(row.extra),
            }
            for row in draft.rewards
        ],
        "results": [{"year": row.year, "grade": row.grade} for row in draft.yearly_results],
    }  # fmt: skip
    return {name: rows for name, rows in made.items() if rows}


def _education_row(row: EducationDraft) -> dict[str, Any]:
    return {
        "mode": row.mode, "qualification": row.qualification, "degree": row.degree, "school": row.school,
        "degree_school": row.degree_school, "entered": row.entered, "graduated": row.graduated,
        "extra": dict(row.extra),
    }  # fmt: skip


def _month_text(text: str) -> str:
    """A relative's month in the register's form; what cannot be read stays as written, since the form allows words."""
    try:
        return read_date(text).compact if text else ""
    except UnreadableDate:
        return text


def _section_problems(
    draft: PersonDraft, sections: Mapping[str, Sequence[Mapping[str, Any]]], known: Known
) -> Iterator[Problem]:
    for section, rows in sections.items():
        limits = known.row_lengths.get(section, {})
        for row in rows:
            for name, value in row.items():
                most = limits.get(name)
                if most and isinstance(value, str) and len(value) > most:
                    place = draft.place.at(FIELD_HEADINGS[section])
                    yield Problem(place, value, f"有 {len(value)} 个字，最多 {most} 个", "精简后再导入")


def merged_educations(held: Sequence[Mapping[str, Any]], stated: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Educations of the register after a form that states one line a mode: it corrects the first of its mode.

    Lines with dates or further columns come from the national template and replace all. The template has one school
    a line: a line that is otherwise the same keeps the degree's own school.
    """
    same = ("mode", "qualification", "degree", "school")
    own = {tuple(row[name] for name in same): row["degree_school"] for row in held if row["degree_school"]}
    filled: list[dict[str, Any]] = [dict(row) for row in stated]
    for row in filled:
        if row["degree_school"] == row["school"]:
            row["degree_school"] = own.get(tuple(row[name] for name in same), row["school"])
    if any(row["entered"] or row["graduated"] or row["extra"] for row in filled):
        return filled
    merged = [dict(row) for row in held]
    for row in filled:
        known = next((one for one in merged if one["mode"] == row["mode"]), None)
        if known is None:
            merged.append(dict(row))
        else:
            known.update({name: value for name, value in row.items() if value})
    return merged


def merged_family(held: Sequence[Mapping[str, Any]], stated: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The family a file states, each keeping the link to a relative in this system that the register holds."""
    links = {(row["relation"], row["name"]): row["relative_id"] for row in held}
    return [{**row, "relative_id": links.get((row["relation"], row["name"]))} for row in stated]


def merged_rewards(held: Sequence[Mapping[str, Any]], stated: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rewards of the register with those a file adds or details; an import never takes one away."""
    merged = [dict(row) for row in held]
    for row in stated:
        known = next((one for one in merged if (one["name"], one["decided"]) == (row["name"], row["decided"])), None)
        if known is None:
            merged.append(dict(row))
        else:
            known.update({name: value for name, value in row.items() if value})
    return merged


def merkle_root(leaves: Sequence[str]) -> str:
    """One digest for many rows: pairs hashed upward, an odd one carried. Empty text for no rows."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [level[index : index + 2] for index in range(0, len(level), 2)]
        level = [hashlib.sha256("".join(pair).encode()).hexdigest() if len(pair) == 2 else pair[0] for pair in pairs]
    return level[0] if level else ""


def where(place: Place) -> str:
    """A place in words: the row, or the file of a form."""
    return f"第 {place.row} 行" if place.row else f"“{place.file}”"


def repeated(first: Place, again: PersonDraft, number: str) -> Problem:
    """The problem of a person who stands twice in one upload."""
    return Problem(
        again.place_of("identity_number"),
        number,
        f"与{where(first)}是同一个身份证号",
        "同一个人只留一行；不是同一个人的，对照身份证更正",
    )
