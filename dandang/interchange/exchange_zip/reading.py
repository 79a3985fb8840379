"""A zip into what it holds: forms to be read one by one, or the tables of an exchange package as drafts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import PurePosixPath

from dandang.foundation.guard import limits
from dandang.foundation.guard.archives import Archive
from dandang.foundation.guard.photos import check_photo
from dandang.foundation.guard.problems import FileRefused, Place, Problem
from dandang.foundation.guard.xml import parse_xml
from dandang.interchange.drafts import PersonDraft
from dandang.interchange.tables import COLUMNS, SHEETS, Assembly, TableRow

INDEX = "gwyinfo.xml"
_TABLE_BYTES = 200 * limits.MIB
_TABLE_NODES = 2_000_000
# Columns whose value is a code in packages, and the code table that names it.
CODED: dict[str, str] = {
    "A0104": "sex", "A0117": "nationality", "A0141": "political_status",
    "A0160": "person_kind", "A0163": "person_state", "A0165": "management_level",
    "A0221": "post_level", "A0120": "grade", "A0121": "establishment_kind",
    "A0201E": "team_member_kind", "A0247": "selection_method", "A0255": "post_state",
    "A1414": "unit_level", "A1428": "approving_body", "A1517": "assessment_result",
    "A0607": "title_route", "B0117": "divisions", "B0124": "subordination",
    "B0127": "unit_level", "B0131": "unit_kind",
}  # fmt: skip

Label = Callable[[str, str], str]


class Content(Enum):
    """What a zip is made of."""

    PACKAGE = "PACKAGE"
    FORMS = "FORMS"


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form inside the zip: its name for people, its bytes, and the bytes of its .pic."""

    name: str
    data: bytes
    photo: bytes = b""


def content_of(archive: Archive) -> Content:
    """What the zip holds. Refuses a zip with neither forms nor package, and the older binary dump."""
    names = [PurePosixPath(name) for name in archive.names]
    if any(name.name.lower() == INDEX for name in names):
        return Content.PACKAGE
    if any(name.suffix.lower() in {".lrmx", ".lrm"} for name in names):
        return Content.FORMS
    if any(name.name == "GWYDB.dat" for name in names):
        raise FileRefused("这是单机版的数据库备份，离开原系统读不了", "在原系统中导出 .lrmx 或国家模板 .xlsx")
    raise FileRefused("压缩包里没有任免审批表（.lrmx、.lrm），也不是交换包", "把要导入的文件打成不加密的 .zip")


def forms(archive: Archive) -> Iterator[FormFile]:
    """The forms of a zip in order of their names, each with its photo; other members are left alone."""
    pictures = {_stem(name): name for name in archive.names if name.lower().endswith(".pic")}
    for name in sorted(archive.names):
        if not name.lower().endswith((".lrmx", ".lrm")):
            continue
        if archive.zip.getinfo(name).file_size > limits.FORM_BYTES:
            raise FileRefused("文件超过 10 MB", "压缩照片后重新保存", place=Place(archive.shown(name)))
        picture = pictures.get(_stem(name), "")
        yield FormFile(archive.shown(name), archive.read(name), archive.read(picture) if picture else b"")


def _stem(name: str) -> str:
    return str(PurePosixPath(name).with_suffix("")).lower()


@dataclass(slots=True)
class PackageReading:
    """An exchange package being read: `people()` yields drafts once; problems are complete when it has ended."""

    archive: Archive
    file: str
    label: Label
    problems: list[Problem] = field(default_factory=list)
    hints: list[Problem] = field(default_factory=list)
    units: list[TableRow] = field(default_factory=list)
    rows: int = 0

    @property
    def expected(self) -> int:
        """Unknown until the table of people is read."""
        return 0

    def people(self) -> Iterator[PersonDraft]:
        """One draft for every row of A01, joined with the other tables by A0000."""
        assembly = Assembly()
        tables = self._tables()
        if "A01" not in tables:
            raise FileRefused("交换包里没有 A01 人员表", "在原系统中重新导出").named(self.file)
        self.units = list(self._rows("B01", tables["B01"])) if "B01" in tables else []
        photos = self._photos(tables.get("A57", ""))
        for table, member in tables.items():
            if table in SHEETS and table not in ("A01", "B01"):
                for row in self._rows(table, member):
                    assembly.add(row.values.get("A0000", ""), row)
        for row in self._rows("A01", tables["A01"]):
            key = row.values.get("A0000", "")
            yield assembly.person(key, row, photo=self._photo(photos.get(key, ""), row))
        self.problems += [*assembly.problems, *assembly.leftovers()]

    def _tables(self) -> dict[str, str]:
        found = {}
        for name in self.archive.names:
            path = PurePosixPath(name)
            if path.suffix.lower() == ".xml" and path.parent.name.lower() == "table":
                found[path.stem.upper()] = name
        return found

    def _rows(self, table: str, member: str) -> Iterator[TableRow]:
        known = {code: (heading, "") for code, heading in COLUMNS.get(table, ())}
        root = parse_xml(self.archive.read(member), max_bytes=_TABLE_BYTES, max_nodes=_TABLE_NODES)
        for number, node in enumerate((node for node in root.walk() if node.tag == "row"), start=1):
            self.rows += 1
            values = {code: self._named(code, value) for code, value in node.attributes}
            yield TableRow(table, Place(self.file, f"{table}.xml", number), values, known)

    def _named(self, code: str, value: str) -> str:
        table = CODED.get(code)
        return (self.label(table, value) or value) if table and value else value

    def _photos(self, member: str) -> dict[str, str]:
        if not member:
            return {}
        here = {PurePosixPath(name).name: name for name in self.archive.names if "photos/" in name.lower()}
        return {
            row.values.get("A0000", ""): here[row.values["A5714"]]
            for row in self._rows("A57", member)
            if row.values.get("A5714") in here
        }

    def _photo(self, member: str, row: TableRow) -> bytes:
        if not member:
            return b""
        try:
            photo = self.archive.read(member)
            check_photo(photo)
        except FileRefused as refused:
            problem = refused.problem
            self.problems.append(Problem(row.place.at("照片"), member, problem.reason, problem.mend))
            return b""
        return photo
