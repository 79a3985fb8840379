"""People's files as a file to hand out: .lrmx one by one or in a zip, the national template, a roster."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dandang.interchange.drafts import PersonDraft
from dandang.interchange.excel_template.writing import write_template
from dandang.interchange.intake.drafting import drafts_of
from dandang.interchange.lrmx.writing import write_person
from dandang.interchange.rosters.writing import write_csv, write_xlsx
from dandang.registry.organisations import queries as organisations
from dandang.registry.people.records import PersonFile

LRMX, TEMPLATE, XLSX, CSV = "LRMX", "TEMPLATE", "XLSX", "CSV"
_XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_EARLIEST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)

# The roster's columns (forms_and_layout.md §2). It carries no identity numbers: who needs them takes the template.
HEADINGS = (
    "序号", "工作单位", "姓名", "性别", "民族", "籍贯", "出生年月", "入党时间", "参加工作时间", "全日制教育学历",
    "全日制教育学位", "全日制教育毕业院校及专业", "在职教育学历", "在职教育学位", "在职教育毕业院校及专业", "现任职务",
    "任现职时间", "职务层次", "现职级", "任现职级时间", "备注",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A file ready to be handed out."""

    name: str
    content_type: str
    data: bytes


def make(kind: str, files: Sequence[PersonFile], *, on: date, watermark: str = "") -> Made:
    """The file of a kind; the watermark names who took it, when, and under which number."""
    drafts = drafts_of(files)
    day = on.strftime("%Y%m%d")
    if kind == LRMX:
        return forms(drafts, on=on, watermark=watermark)
    if kind == TEMPLATE:
        data = write_template(drafts, _units(files), watermark=watermark)
        return Made(f"干部信息采集表_{day}.xlsx", _XLSX_TYPE, data)
    rows = (_row(number, draft) for number, draft in enumerate(drafts, start=1))
    if kind == CSV:
        return Made(f"花名册_{day}.csv", "text/csv; charset=utf-8", write_csv(HEADINGS, rows, watermark=watermark))
    return Made(f"花名册_{day}.xlsx", _XLSX_TYPE, write_xlsx("干部名册", HEADINGS, rows, watermark=watermark))


def forms(drafts: Sequence[PersonDraft], *, on: date, watermark: str = "") -> Made:
    """One form as it is, several in a zip named after the people; namesakes are numbered."""
    if len(drafts) == 1:
        return Made(f"{file_stem(drafts[0])}.lrmx", "application/xml", write_person(drafts[0]))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = watermark.encode("utf-8")[:60_000]
        for name, draft in named(drafts):
            entry = zipfile.ZipInfo(name, _EARLIEST_ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, write_person(draft))
    return Made(f"任免审批表_{on.strftime('%Y%m%d')}.zip", "application/zip", target.getvalue())


def named(drafts: Sequence[PersonDraft]) -> list[tuple[str, PersonDraft]]:
    """A file name for each draft: the person's name, namesakes numbered."""
    seen: dict[str, int] = {}
    found = []
    for draft in drafts:
        stem = file_stem(draft)
        seen[stem] = seen.get(stem, 0) + 1
        found.append((f"{stem}.lrmx" if seen[stem] == 1 else f"{stem}_{seen[stem]}.lrmx", draft))
    return found


def file_stem(draft: PersonDraft) -> str:
    """The person's name as a file name."""
    return file_stem_of(draft.name)


def file_stem_of(name: str) -> str:
    """A name as a file name: without what file systems refuse."""
    return _UNSAFE.sub("_", name).strip(". ") or "无名"


def _units(files: Sequence[PersonFile]) -> list[dict[str, str]]:
    """The units of the people as rows of B01."""
    ids = sorted({file.home_id for file in files})
    found = []
    for unit in (organisations.get(unit_id) for unit_id in ids):
        found.append(
            {
                "B0101": unit.name, "B0104": unit.short_name, "B0114": unit.code, "B0117": unit.region,
                "B0131": unit.extra.get("机构类别", unit.get_kind_display()), "B0127": unit.extra.get("机构级别", ""),
                "B0227": _number(unit.admin_quota), "B0232": _number(unit.institution_quota),
                "B0234": _number(unit.other_quota), "B0183": _number(unit.chief_posts),
                "B0185": _number(unit.deputy_posts), "SORTID": str(unit.sibling_order),
            }
        )  # fmt: skip
    return found


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _row(number: int, draft: PersonDraft) -> tuple[str, ...]:
    full, later = (next((row for row in draft.educations if row.mode == mode), None) for mode in ("1", "2"))
    return (
        str(number), draft.unit_name, draft.name, draft.sex, draft.nationality, draft.native_place,
        _month(draft.birth_month), _month(draft.party_text), _month(draft.work_month),
        full.qualification if full else "", full.degree if full else "", full.school if full else "",
        later.qualification if later else "", later.degree if later else "", later.school if later else "",
        draft.post_text, _month(draft.post_since), draft.post_level, draft.rank, _month(draft.rank_since),
        dict(draft.extra).get("备注", ""),
    )  # fmt: skip


def _month(text: str) -> str:
    return f"{text[:4]}.{text[4:6]}" if text.isdecimal() and len(text) in (6, 8) else text


def unpacked(made: Made) -> list[tuple[str, bytes]]:
    """The single files in what was made: the members of a zip, or the file itself."""
    if made.content_type != "application/zip":
        return [(made.name, made.data)]
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]
