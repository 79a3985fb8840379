"""Drafts into the ten-sheet workbook. Every cell is text, so nothing in it can act as a formula."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from dandang.foundation.ground.refusal import BadInput
from dandang.interchange.drafts import PersonDraft
from dandang.interchange.tables import COLUMNS, PERSON_FIELDS, SHEETS, split_school

CELL_CHARACTERS = 32_767
_NOTES = (
    "填写说明",
    "一张表一类信息，第 1 行是表名，第 2 行是列标题，从第 3 行开始填写。",
    "日期只能写 6 位或 8 位数字，如 197204 或 19720415。",
    "同一个人在各表中的姓名和身份证号要一致。身份证号按文本填写。",
)


class _Sheet:
    """A sheet being filled row by row."""

    def __init__(self, table: str, sheet: Worksheet, title: Format, head: Format, text: Format) -> None:
        self.table = table
        self.sheet = sheet
        self.text = text
        self.row = 2
        columns = COLUMNS[table]
        sheet.set_column(0, len(columns) - 1, 18, text)
        sheet.freeze_panes(2, 0)
        sheet.write_string(0, 0, SHEETS[table], title)
        for index, (_, heading) in enumerate(columns):
            sheet.write_string(1, index, heading, head)

    def write(self, values: Mapping[str, str]) -> None:
        for index, (code, heading) in enumerate(COLUMNS[self.table]):
            value = values.get(code, "")
            if len(value) > CELL_CHARACTERS:
                whose = f"{values.get('A0101', '')}的“{heading}”"
                raise BadInput(f"{whose}超过 {CELL_CHARACTERS} 个字，表格放不下。请改用 .lrmx 导出。")
            if value:
                self.sheet.write_string(self.row, index, value, self.text)
        self.row += 1


def write_template(
    people: Iterable[PersonDraft], units: Iterable[Mapping[str, str]] = (), *, watermark: str = ""
) -> bytes:
    """The workbook of these people and units; units are given by column code. The watermark goes into the notes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_formulas": False})
    sheets = _sheets(book, watermark)
    for unit in units:
        sheets["B01"].write(unit)
    for person in people:
        for table, record in _records(person):
            sheets[table].write(record)
    book.close()
    return target.getvalue()


def _sheets(book: Workbook, watermark: str) -> dict[str, _Sheet]:
    title = book.add_format({"bold": True, "font_size": 14})
    head = book.add_format({"bold": True, "bg_color": "#EFEDE8", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@", "valign": "top"})
    notes = book.add_worksheet("说明")
    notes.set_column(0, 0, 80)
    for index, line in enumerate((*_NOTES, watermark)):
        notes.write_string(index, 0, line, title if index == 0 else text)
    return {table: _Sheet(table, book.add_worksheet(name), title, head, text) for table, name in SHEETS.items()}


def _records(person: PersonDraft) -> Iterable[tuple[str, dict[str, str]]]:
    who = {"A0101": person.name, "A0184": person.identity_number}
    extra = dict(person.extra)
    own = {code: str(getattr(person, field)) for code, field in PERSON_FIELDS.items()}
    own |= {code: extra[heading] for code, heading in COLUMNS["A01"] if code not in PERSON_FIELDS and heading in extra}
    yield "A01", own
    for post in person.posts:
        more = {code: dict(post.extra).get(heading, "") for code, heading in COLUMNS["A02"]}
        yield "A02", more | who | {
            "A0201A": post.organisation_name, "A0215A": post.title, "A0219": _yes(post.is_leading),
            "A0279": _yes(post.is_main), "A0243": post.starts, "A0245": post.starts_document,
            "A0265": post.ends, "A0267": post.ends_document,
        }  # fmt: skip
    for rank in person.ranks:
        yield "A05", who | {
            "A0531": "职级" if rank.kind == "RANK" else "职务层次", "A0501B": rank.name, "A0504": rank.starts,
            "A0511": rank.document, "A0517": rank.ends,
        }  # fmt: skip
    for title in json.loads(extra.get("A06", "[]")):
        yield "A06", title | who
    yield from _studies_and_results(person, who)
    supplement = {code: extra.get(heading, "") for code, heading in COLUMNS["A99Z1"]}
    if any(supplement.values()):
        yield "A99Z1", supplement | who


def _studies_and_results(person: PersonDraft, who: dict[str, str]) -> Iterable[tuple[str, dict[str, str]]]:
    for education in person.educations:
        more = {code: dict(education.extra).get(heading, "") for code, heading in COLUMNS["A08"]}
        school, subject = split_school(education)
        yield "A08", more | who | {
            "A0801A": education.qualification, "A0901A": education.degree, "A0804": education.entered,
            "A0807": education.graduated, "A0814": school, "A0824": subject,
            "A0837": "全日制教育" if education.mode == "1" else "在职教育",
        }  # fmt: skip
    for reward in person.rewards:
        more = {code: dict(reward.extra).get(heading, "") for code, heading in COLUMNS["A14"]}
        yield "A14", more | who | {
            "A1404A": reward.name, "A1404B": reward.code, "A1407": reward.decided, "A1411A": reward.decided_by,
            "A1424": reward.lifted,
        }  # fmt: skip
    for result in person.yearly_results:
        yield "A15", who | {"A1517": result.grade, "A1521": str(result.year)}
    for order, member in enumerate(person.family, start=1):
        yield "A36", who | {
            "A3601": member.name, "A3604A": member.relation, "A3607": member.birth_month,
            "A3627": member.political_status, "A3611": member.employer, "SORTID": str(order),
        }  # fmt: skip


def _yes(value: bool) -> str:
    return "是" if value else "否"
