"""An .lrm file, with the bytes of its .pic when there is one, into a draft."""

from __future__ import annotations

from typing import Any

from dandang.foundation.ground.names import tidy_name
from dandang.foundation.guard.photos import check_photo
from dandang.foundation.guard.problems import FileRefused, Place
from dandang.foundation.guard.text import decode
from dandang.interchange import summaries
from dandang.interchange.drafts import EducationDraft, FamilyDraft, PersonDraft

FIELD_COUNT = 33
_MEND = "在任免审批表编辑器中打开，另存为 .lrmx 后再上传"

_SIMPLE: dict[int, str] = {
    1: "sex", 2: "birth_month", 3: "nationality", 4: "native_place", 5: "party_text", 6: "health", 7: "birth_place",
    8: "work_month", 11: "professional_title", 16: "speciality", 17: "resume_text", 18: "reward_text",
    19: "appraisal_text", 25: "post_text", 26: "proposed_post", 27: "removed_post", 28: "appointment_reason",
}  # fmt: skip
_SHEET: dict[int, str] = {29: "呈报单位", 30: "计算年龄时间", 31: "填表人", 32: "填表时间"}
_FAMILY = ("relation", "name", "birth_month", "political_status", "employer")


def looks_like_form(data: bytes) -> bool:
    """Whether text bytes open and close as a form of this kind does."""
    head, tail = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t"), data[-64:].rstrip()
    return head.startswith(b'"') and tail.endswith(b'"') and data.count(b'","') >= FIELD_COUNT - 3


def read_person(data: bytes, *, file: str, photo: bytes = b"") -> PersonDraft:
    """Read one person.

    Refuses another number of fields than 33 (a quotation mark or a comma inside a text breaks the form), families
    whose columns differ in length, text in no known encoding, and photos `guard.photos` refuses.
    """
    try:
        text = decode(data).text.strip()
        fields = _fields(text)
        if photo:
            check_photo(photo)
        family = _family(fields)
    except FileRefused as refused:
        raise refused.named(file) from None
    values: dict[str, Any] = {name: fields[index].strip() for index, name in _SIMPLE.items()}
    return PersonDraft(
        place=Place(file),
        name=tidy_name(fields[0]),
        **values,
        political_status=summaries.political_status(values["party_text"]),
        educations=_educations(fields),
        family=family,
        rewards=summaries.rewards(values["reward_text"]),
        yearly_results=summaries.yearly_results(values["appraisal_text"]),
        extra=tuple((label, fields[index].strip()) for index, label in _SHEET.items() if fields[index].strip()),
        photo=photo,
    )


def _fields(text: str) -> list[str]:
    if not (text.startswith('"') and text.endswith('"')) or len(text) < 2:
        raise FileRefused("不是任免审批表 2.0（.lrm）：首尾没有引号", _MEND)
    fields = [field.replace("\r\n", "\n") for field in text[1:-1].split('","')]
    if len(fields) != FIELD_COUNT:
        raise FileRefused(f"有 {len(fields)} 个栏目，应是 {FIELD_COUNT} 个；某个栏目里可能有引号和逗号", _MEND)
    return fields


def _educations(fields: list[str]) -> tuple[EducationDraft, ...]:
    levels, schools = (_four(fields[index]) for index in (9, 10))
    found = []
    for mode, at in (("1", 0), ("2", 2)):
        row = EducationDraft(mode, levels[at], levels[at + 1], schools[at], schools[at + 1])
        if any((row.qualification, row.degree, row.school, row.degree_school)):
            found.append(row)
    return tuple(found)


def _four(text: str) -> list[str]:
    """`全日制学历#全日制学位@在职学历#在职学位`, any part of which may be missing."""
    parts: list[str] = []
    halves = [*text.split("@"), ""][:2]
    for half in halves:
        parts += [part.strip() for part in [*half.split("#"), ""][:2]]
    return parts


def _family(fields: list[str]) -> tuple[FamilyDraft, ...]:
    columns = [fields[index].split("@") for index in range(20, 25)]
    while any(columns) and all(not column[-1].strip() for column in columns if column):
        if max(len(column) for column in columns) <= 1:
            break
        columns = [column[:-1] if len(column) > 1 else column for column in columns]
    length = max(len(column) for column in columns)
    if any(len(column) not in (1, length) or (len(column) != length and column[0].strip()) for column in columns):
        raise FileRefused("家庭成员各栏的人数不一致；某个栏目里可能有 @ 号", _MEND, place=Place(column="家庭成员"))
    members = []
    for index in range(length):
        cells = [column[index].strip() if index < len(column) else "" for column in columns]
        values = dict(zip(_FAMILY, cells, strict=True))
        if any(cells):
            members.append(FamilyDraft(**(values | {"name": tidy_name(values["name"])})))
    return tuple(members)
